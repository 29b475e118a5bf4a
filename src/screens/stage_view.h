/* Everything that the stage shows, and which of it is to be seen at its moment. */
#ifndef SCREENS_STAGE_VIEW_H
#define SCREENS_STAGE_VIEW_H

#include "screens/stage_index.h"
#include "trace/ledger.h"

#define STAGE_PANEL_LIST(X)                                                                                            \
    X(PANEL_LANES, "lanes")                                                                                            \
    X(PANEL_CODE, "code")                                                                                              \
    X(PANEL_FEED, "what the {viewers} see")

#define STAGE_PANEL_ITEM(constant, name) constant,
enum stage_panel { STAGE_PANEL_LIST(STAGE_PANEL_ITEM) STAGE_PANEL_COUNT };
#undef STAGE_PANEL_ITEM

/* What is asked on the stage, or was, in place of the feed. */
enum { STAGE_VOTES_MAX = 2, STAGE_CHOICES_MAX = 9 };

struct question; /* explore/gate.h */

struct stage_question {
    bool is_open;                                       /* what is told of the run besides gives way to it */
    bool tells_truth;                                   /* which is marked, and all votes stand beside */
    const char *title;                                  /* of the panel */
    const char *asked;                                  /* the question */
    const struct question *posed;                       /* with its choices; NULL: none are shown */
    const char *lines;                                  /* prose below the choices; NULL: none */
    uint32_t hands[STAGE_VOTES_MAX][STAGE_CHOICES_MAX]; /* raised by a class */
    size_t vote;                                        /* the one that is under way */
};

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
    uint32_t speed_percent;                /* 100: normal; 0 is 100 */
    bool is_class;                         /* big verdict, totals and future hidden */
    bool is_still;                         /* in a document: nothing is told that a terminal alone can do */
    bool hides_title;                      /* and name, which would tell what is to be guessed */
    bool hides_question;                   /* the scenario's own, which would tell it, too */
    const struct stage_question *question; /* in place of the feed; NULL: none */
    bool is_blank;                         /* nothing but a blank screen */
    uint32_t scroll[STAGE_PANEL_COUNT];    /* rows scrolled in the panel */
    const char *search;                    /* names and words that match it are lit up; NULL or "": none */
    const uint32_t *lit;                   /* events lit up on the lanes, such as the links of why */
    size_t lit_count;
};

/* Has all of the run been played? Not at the end of one that is frozen there, where a question is open. */
static inline bool stage_has_ended(const struct stage_view *view)
{
    const struct trace *trace = view->index->trace;

    return view->at != NO_EVENT && view->at + 1 >= trace->count && trace->events[view->at].kind == EVENT_RUN_END;
}

/* The question that is open; NULL. */
static inline const char *stage_asked(const struct stage_view *view)
{
    return view->question && view->question->is_open ? view->question->asked : NULL;
}

/* Shown in full, dimmed, or not at all. */
enum shown { SHOWN_NOT, SHOWN_DIM, SHOWN };
static inline enum shown stage_shown(const struct stage_view *view, uint32_t event)
{
    if (view->at != NO_EVENT && event <= view->at)
        return SHOWN;
    return !view->is_class && view->seen != NO_EVENT && event <= view->seen ? SHOWN_DIM : SHOWN_NOT;
}

#endif
