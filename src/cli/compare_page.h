/* The page that compare writes (report/html_worlds.h). */
#ifndef CLI_COMPARE_PAGE_H
#define CLI_COMPARE_PAGE_H

#include "report/compare.h"

struct compare_page {
    const char *title;
    const struct compare_run *runs;
    size_t count;
    const struct report *report; /* the comparison */
};

/* Appends it; false with a reason. */
bool compare_page_make(const struct compare_page *page, struct text *out, struct err *err);

#endif
