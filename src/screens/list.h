/* A list that is longer than its area: which of its lines are in sight, the signs that it goes on, and its cursor. Each
 * screen paints the lines themselves. */
#ifndef SCREENS_LIST_H
#define SCREENS_LIST_H

#include "screens/screen.h"

/* The first of `count` lines to show where `rows` have room, so that line `here` is in sight: only as far down as it
 * must be, or with `here` in the middle. */
int list_first(int here, int count, int rows);
int list_first_around(int here, int count, int rows);

/* "▲" and "▼" in the column of an area, where its `count` lines, shown from `first` on, go on above it and below. */
void list_put_more(struct screen *screen, struct area area, int first, int count, enum element element);

/* Before a line: "▸" and the real cursor where the list's cursor is here, else a blank. */
void list_put_cursor(struct screen *screen, int column, int row, bool is_here);

#endif
