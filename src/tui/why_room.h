/* Why: the causes of a duplicate or a miss, and what would help.
 *
 * The changes are those of the whole run, tried in a task: they stay while other bots of the same future are asked
 * about. Before a class they are kept until they are asked for. */
#ifndef TUI_WHY_ROOM_H
#define TUI_WHY_ROOM_H

#include "explore/whatif_search.h"
#include "tui/task.h"

struct app;
struct view_room;

enum { WHY_CHAIN_MAX = 64, WHY_TEXT_MAX = 200 };

/* A row of the table of changes. */
struct why_line {
    char change[WHY_TEXT_MAX]; /* in words */
    bool wishes[WISH_COUNT];   /* granted with it */
    struct whatif row;
};

struct why_state {
    uint32_t bot, occurrence;
    uint32_t chain[WHY_CHAIN_MAX]; /* events: the effect first */
    size_t chain_count, link;      /* link: at the cursor */
    struct task task;              /* under way: the search */
    bool is_known;                 /* whose search it is, or was */
    size_t of_case, of_future;
    struct whatif_search search;
    bool has_search;
    struct why_line *rows; /* of the search; owned */
    size_t row_count, row; /* row: at the cursor */
    int focus;             /* WHY_CHAIN or WHY_TABLE */
    bool is_zoomed;
    bool is_told; /* a class asked what would help */
    int failing_bot;
};

extern const struct view_room why_room;

/* Opens it on the bot, or on the first one of which there is something to explain; says so where there is none. */
void why_open(struct app *app, uint32_t bot);
void why_release(struct why_state *why);

/* Are the changes still being tried? Then it is to be painted anew from time to time. */
bool why_is_trying(const struct app *app);

/* Does Enter open a change beside the run? Else it goes to a cause. */
bool why_opens_beside(const struct app *app);

/* Are the changes kept from a class that has not asked for them? */
bool why_is_hidden(const struct app *app);

#endif
