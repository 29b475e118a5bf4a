/* Short names: where a name is cut, so that those that stand together can be told apart.
 *
 * All names of a list are cut alike: what is left of the end has the same width. Where their beginnings tell them apart
 * nothing is left of it, and a name is cut as any text is. The cut is marked.
 *
 *     tail = short_name_tail(names, count, 10);                   // 2
 *     short_name_add(&text, "PostToTwitterTip", 10, tail);        // "PostToT…ip"
 */
#ifndef WORDS_SHORT_NAME_H
#define WORDS_SHORT_NAME_H

#include <stddef.h>

#include "base/text.h"

/* How many columns of each name's end to keep in `columns`: so that as few of the names as possible look alike. */
int short_name_tail(const char *const *names, size_t count, int columns);

/* Appends the name, cut to at most `columns` where it is wider, with at most `tail` of them for its end. */
void short_name_add(struct text *out, const char *name, int columns, int tail);

#endif
