/* A page of HTML: one file that asks nobody for anything, opened from a disk as from a server.
 *
 * Its Content-Security-Policy allows nothing but its own styles and its own script, each by the SHA-256 of its bytes,
 * so that nothing that is written into the page, by whomever, runs or is fetched. The same content gives the same
 * bytes.
 *
 *     struct html_page page = {.title = …, .styles = {html_style, …}, .script = html_script};
 *     html_open(&page, out);
 *     … the body …
 *     html_close(&page, out);
 */
#ifndef REPORT_HTML_PAGE_H
#define REPORT_HTML_PAGE_H

#include "base/err.h"
#include "base/text.h"

enum { HTML_STYLES_MAX = 3, HTML_BYTES_MAX = 4 << 20 };

/* src/report/page.css and page.js, without their comments. */
extern const char html_style[], html_script[];

struct html_page {
    const char *title, *about;           /* about: what it is about, in a sentence; "" */
    const char *styles[HTML_STYLES_MAX]; /* as they stand in the page; NULL: fewer */
    const char *script;                  /* NULL: none */
};

/* Appends all up to the beginning of the body. */
void html_open(const struct html_page *page, struct text *out);

/* Appends the script and the end. */
void html_close(const struct html_page *page, struct text *out);

/* Appends the footer of our pages. */
void html_footer_write(struct text *out);

/* False when memory ran out, or the page is longer than HTML_BYTES_MAX. */
bool html_check(const struct text *page, struct err *err);

/* Appends an element with such text; `attributes` begin with a space, "" where there are none. */
void html_element(struct text *out, const char *tag, const char *attributes, const char *string);

#endif
