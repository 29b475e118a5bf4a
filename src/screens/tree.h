/* The tree of branches: every future that was made, named by what was changed. */
#ifndef SCREENS_TREE_H
#define SCREENS_TREE_H

#include "screens/screen.h"

struct tree_row {
    int parent;          /* row, or -1; parents stand before their children */
    const char *name;    /* "sequential", "Riker checks first" */
    const char *verdict; /* NULL until watched to the end */
    bool is_good;
    bool is_current, is_marked, is_saved;
    const char *file; /* where it was saved, or NULL */
};

struct tree_view {
    const struct tree_row *rows;
    size_t row_count;
    size_t selected;
    const char *scenario;
    const char *filter; /* only names that it matches are among the rows; NULL or "": all */
    size_t all_count;   /* rows that there are without the filter */
};

void tree_paint(const struct tree_view *view, struct screen *screen);

#endif
