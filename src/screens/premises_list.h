/* The premises as rows: heads in a column of their own, what is given beside them, broken into lines. */
#ifndef SCREENS_PREMISES_LIST_H
#define SCREENS_PREMISES_LIST_H

#include "screens/screen.h"
#include "words/premises.h"

/* Paints those of a run, of which events up to `told` may be told, into the area, the first `scroll` rows of text
 * scrolled away. Returns how many rows of text they all take. */
int premises_list_paint(const struct trace *trace, uint32_t told, struct screen *screen, struct area area, int scroll);

#endif
