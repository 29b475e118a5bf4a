/* A page to read: what is given of the scenario, the lesson that it teaches, or what a beat of a lesson says. */
#ifndef SCREENS_PAGE_H
#define SCREENS_PAGE_H

#include "screens/screen.h"
#include "trace/trace.h"

enum page { PAGE_GIVEN, PAGE_LESSON, PAGE_SAY };

struct page_view {
    enum page page;
    const struct trace *trace; /* of the run */
    const char *words;         /* of PAGE_SAY: what it says, */
    const char *heading;       /* and what stands over it */
    uint32_t told;             /* the last event that may be told of; NO_EVENT: none */
    bool hides_title;
    uint32_t scroll; /* rows of text scrolled away */
};

/* Returns how many rows of text there are below the last one shown. */
int page_paint(const struct page_view *view, struct screen *screen);

#endif
