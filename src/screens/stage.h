/* The stage: one run at one moment, as a screen.
 *
 * Header; the question; bots' lanes on the folded time axis under the job's attempts, each lane ending in its ledger;
 * the job's code; the feed as followers see it; one sentence; what changed; footer. Where things stand is a function
 * of the whole run; which of them are shown, of the moment: events up to `at` in full, those up to `seen` dimmed,
 * later ones not at all.
 *
 *     struct stage_index *index = stage_index_new(&trace, err);        // once a run
 *     struct stage_view view = {.index = index, .ledger = &ledger, .at = at, .seen = seen, …};
 *     screen_begin(&screen, &cells);
 *     stage_paint(&view, &screen);
 * / */
#ifndef SCREENS_STAGE_H
#define SCREENS_STAGE_H

#include "screens/screen.h"
#include "trace/attempt.h"
#include "trace/ledger.h"
#include "words/story.h"

/* A run made ready for painting: what would be too slow to look for at every paint. It keeps the last layout for a
 * size. */
struct stage_index;

/* `trace` must be finished and outlive the index. */
struct stage_index *stage_index_new(const struct trace *trace, struct err *err);
void stage_index_free(struct stage_index *index);
const struct trace *stage_index_trace(const struct stage_index *index);
const struct story *stage_index_story(const struct stage_index *index);
const struct attempts *stage_index_attempts(const struct stage_index *index);

#define STAGE_PANEL_LIST(X)                                                                                            \
    X(PANEL_LANES, "lanes")                                                                                            \
    X(PANEL_CODE, "code")                                                                                              \
    X(PANEL_FEED, "what the followers see")

#define STAGE_PANEL_ITEM(constant, name) constant,
enum stage_panel { STAGE_PANEL_LIST(STAGE_PANEL_ITEM) STAGE_PANEL_COUNT };
#undef STAGE_PANEL_ITEM

/* Everything that the stage shows. Strings and arrays are the caller's; zero is a sensible default for each field. */
struct stage_view {
    struct stage_index *index;
    const struct ledger *ledger; /* taken at `at` + 1 events (0 events for NO_EVENT) */
    const char *scenario;        /* its short name, "sequential" */
    const char *branch;          /* what this future was made by, "Riker checks first"; NULL: the first run */
    uint32_t branch_count;       /* futures kept; 0 and 1: nothing is said about them */
    uint32_t at;                 /* the last event revealed; NO_EVENT: before the first */
    uint32_t seen;               /* the farthest ever revealed; NO_EVENT or at least `at` */
    msec clock;    /* what the clock shows while a wait is counted down; at most the time of `at`: that time */
    uint32_t lane; /* bot under the lane cursor */
    enum stage_panel focus;
    bool is_zoomed; /* the focused panel alone */
    bool shows_all; /* unfolded: waits to scale, every micro-step on the lanes */
    bool is_playing;
    uint32_t speed_percent;             /* 100: normal; 0 is 100 */
    bool is_class;                      /* the layout of 80x24, big verdict, totals and future hidden */
    bool is_blank;                      /* nothing but a blank screen */
    uint32_t scroll[STAGE_PANEL_COUNT]; /* rows scrolled in the panel */
    const char *search;                 /* names and words that match it are lit up; NULL or "": none */
    const uint32_t *lit;                /* events lit up on the lanes, such as the links of why */
    size_t lit_count;
};

/* Paints it and fills in caret and areas. */
void stage_paint(const struct stage_view *view, struct screen *screen);

/* Where a lane stands at a moment: the gap before the lane's next micro-step, in which x strikes; at a strike on the
 * lane, the gap in which it struck. */
struct stage_place {
    bool is_open;      /* there is such a gap; false: the lane's last post is over */
    bool is_under_way; /* the step has begun; false: the gap lies before its first micro-step */
    uint32_t bot, occurrence;
    uint32_t job;    /* instance */
    uint32_t number; /* it is the n-th instance of its job */
    uint32_t attempt;
    uint32_t step;
    enum micro after;  /* the micro-step just done; MICRO_NONE before the first */
    enum micro before; /* the next one in the guard's list; MICRO_NONE after the last */
    uint32_t begin;    /* the event with which this entry of the step begins, or NO_EVENT when none does in the trace */
    uint32_t last;     /* the entry's last event up to `at`, or NO_EVENT */
};
struct stage_place stage_place(const struct stage_index *index, uint32_t at, uint32_t lane);

#endif
