/* rsvg-convert, librsvg's own program, as a filter: an SVG goes in, a PNG or a PDF comes out.
 *
 * It is looked for in PATH and run without a shell; what it says on standard error goes to ours. ^C ends both
 * programs, and no file is left. No other command pays for the library, and the program runs where it is not
 * installed. */
#ifndef CLI_RSVG_H
#define CLI_RSVG_H

#include "base/err.h"
#include "base/text.h"

/* Appends to `out` what rsvg-convert makes of the SVG; `format` and `zoom` are those of its manual page. False, with
 * `out` as it was and a sentence that names the package, when it is missing, fails, or writes nothing. */
bool rsvg_convert(const char *format, int zoom, const struct text *svg, struct text *out, struct err *err);

/* Appends a PDF with a page for each of the SVGs, which are read from files without a name. Otherwise as above. */
bool rsvg_pages(const struct text *svgs, size_t count, struct text *out, struct err *err);

#endif
