/* The opening: the scenarios in groups, each with its question, and no result that has not been watched. */
#ifndef SCREENS_OPENING_H
#define SCREENS_OPENING_H

#include "screens/screen.h"

struct opening_row {
    const char *group;    /* the head of its group; painted where it differs from the row before */
    const char *name;     /* "sequential" */
    const char *title;    /* "One big job, started over" */
    const char *question; /* "How often does Riker post?" */
    const char *verdict;  /* NULL until it was watched to its end */
    bool is_good;         /* of the verdict */
    bool is_marked;       /* for comparing */
    const char *trouble;  /* it cannot be played: why; NULL */
};

struct opening_view {
    const struct opening_row *rows; /* those that the filter lets through */
    size_t row_count;
    size_t selected;
    const char *filter; /* NULL or "": none */
    size_t all_count;   /* how many there are without a filter */
};

void opening_paint(const struct opening_view *view, struct screen *screen);

#endif
