/* A page to read: what is given of the scenario, or the lesson that it teaches. */
#ifndef SCREENS_PAGE_H
#define SCREENS_PAGE_H

#include "screens/screen.h"
#include "trace/trace.h"

enum page { PAGE_GIVEN, PAGE_LESSON };

struct page_view {
    enum page page;
    const struct trace *trace; /* of the run */
    uint32_t told;             /* the last event that may be told of; NO_EVENT: none */
    bool hides_title;
    uint32_t scroll; /* rows of text scrolled away */
};

/* Returns how many rows of text there are below the last one shown. */
int page_paint(const struct page_view *view, struct screen *screen);

#endif
