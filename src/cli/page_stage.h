/* What all pages with a stage have in common: their sizes, their requests with the keys of the terminal, their pace. */
#ifndef CLI_PAGE_STAGE_H
#define CLI_PAGE_STAGE_H

#include "report/html_stage.h"
#include "tui/player.h"

enum {
    PAGE_EVENTS_MAX = 10000, /* more are refused */
    PAGE_ROWS_BELOW = 2,     /* the footer, whose keys are buttons here, and the rule above it */
    PAGE_REQUESTS_MAX = 12
};

/* Columns and rows as they are painted, PAGE_ROWS_BELOW among them. */
extern const struct area page_sizes[HTML_SIZE_COUNT];

/* Requests and speeds, which a stage points into. */
struct page_controls {
    struct html_request requests[PAGE_REQUESTS_MAX];
    struct text keys[PAGE_REQUESTS_MAX];
    struct html_speed speeds[PLAYER_SPEED_COUNT];
};

/* Gives them to a stage; `is_run`: those of one run, with its attempts and what is given. */
void page_controls_give(struct page_controls *controls, bool is_run, struct html_stage *stage);
void page_controls_release(struct page_controls *controls);

#endif
