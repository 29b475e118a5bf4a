/* What is looked at before a file is read as YAML: its size and its characters. */
#ifndef FILE_ADMIT_H
#define FILE_ADMIT_H

#include "base/diag.h"
#include "base/text.h"

enum { ADMIT_BOM_BYTES = 3 }; /* of a byte order mark */

/* Copies a file's bytes to `clean` with every character that no scenario may hold replaced by U+FFFD, and reports
 * each. `*bom` is 1 when a byte order mark at the beginning was left out. False when it is no text of reasonable size
 * at all. */
bool admit_bytes(const char *bytes, size_t size, struct text *clean, uint32_t *bom, struct diags *diags);

/* True when there is only white space, comments and document ends; else `*mark`, the place of `at`, moves to what is
 * there. */
bool admit_is_blank(const char *at, size_t size, struct mark *mark);

/* True when line `line`, counted from 0, begins with white space that has a tab in it. */
bool admit_has_tab(const char *bytes, size_t size, size_t line);

#endif
