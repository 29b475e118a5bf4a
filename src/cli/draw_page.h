/* The page of a run that draw writes (report/html_run.h). */
#ifndef CLI_DRAW_PAGE_H
#define CLI_DRAW_PAGE_H

#include "base/err.h"
#include "base/text.h"
#include "trace/trace.h"

struct draw_page {
    const struct trace *trace;
    uint32_t shown;              /* how many of its events the page has */
    const char *name;            /* of the scenario, as its header has it */
    bool asks;                   /* its gates ask */
    const char *const *commands; /* NULL ends them */
};

/* Appends it; false with a reason. */
bool draw_page_make(const struct draw_page *page, struct text *out, struct err *err);

#endif
