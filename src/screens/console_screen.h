/* The console of a class: what its teacher has beside the wall (console_rows.h), heads in a column of their own.
 * Where there is no room for all, the least wanted give way first. A pupil who cannot see the wall has the same
 * without what only the teacher may know. */
#ifndef SCREENS_CONSOLE_SCREEN_H
#define SCREENS_CONSOLE_SCREEN_H

#include "screens/screen.h"
#include "words/class_told.h"

struct console_view {
    const struct class_told *told;
    int64_t now; /* of told's clock */
};

void console_paint(const struct console_view *view, struct screen *screen);

#endif
