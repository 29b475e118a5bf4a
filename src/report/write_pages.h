/* A report on paper: as pages of SVG, A4, one after the other, of which rsvg-convert makes a PDF. */
#ifndef REPORT_WRITE_PAGES_H
#define REPORT_WRITE_PAGES_H

#include "report/report.h"

enum { PAGES_MAX = 200 };

struct pages {
    struct text *list; /* owned */
    size_t count;
    bool failed; /* memory is out */
};

/* Lays the report out; `pages` is to be released. What would need more than PAGES_MAX pages is cut. */
void report_write_pages(const struct report *report, struct pages *pages);
void pages_release(struct pages *pages);

#endif
