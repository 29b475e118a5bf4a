/* How text is dressed: colour or none, Unicode or ASCII, how wide.
 *
 * A view names the element (what a piece of text is); one table gives each element its SGR codes. Without colour the
 * same bytes come out less the codes. Only the sixteen colours of every terminal are used; meaning never rests on
 * them alone.
 *
 *     struct style style = {.is_color = true, .columns = 80};
 *     style_add(&style, ELEMENT_AGAIN, "AGAIN", &line);
 *     style_deliver(&style, &line, out);
 */
#ifndef PICTURE_STYLE_H
#define PICTURE_STYLE_H

#include "base/text.h"
#include "picture/theme.h"
#include "trace/ledger.h"
#include "words/marks.h"

#define STYLE_COLUMNS 80

struct style {
    bool is_color;
    bool is_ascii;
    int columns; /* 0: STYLE_COLUMNS */
};

/* Columns to fill. */
int style_columns(const struct style *style);

/* Appends `string` dressed as `element`. */
void style_add(const struct style *style, enum element element, const char *string, struct text *out);

/* The same, padded with spaces or cut with "…" to `columns`. */
void style_add_padded(const struct style *style, enum element element, const char *string, int columns,
                      struct text *out);

/* The same broken into lines as by text_add_wrapped, within the style's columns, each dressed for itself; the first
 * begins where `out` stands, behind as much as `indent`. */
void style_add_wrapped(const struct style *style, enum element element, const char *string, const char *indent,
                       struct text *out);

/* Appends a finished text to `out`, in ASCII where the style says so. Memory that ran out in `text` is passed on. */
void style_deliver(const struct style *style, const struct text *text, struct text *out);

/* A wish granted or not, as its mark in its colour. */
void style_add_wish(const struct style *style, bool is_granted, struct text *out);

/* The element of a verdict. */
enum element style_verdict(const struct ledger *ledger);

#endif
