/* The terminal UI without a terminal: an application that is driven by inputs alone.
 *
 *     struct ui *ui = ui_open(&(struct tui_options){.entries = …, .load = …});
 *
 *     ui_type(ui, "nnw");
 *     assert_true(ui_shows(ui, "Why did"));
 *     ui_close(ui);
 */
#ifndef TESTS_SUPPORT_UI_H
#define TESTS_SUPPORT_UI_H

#include "tui/app.h"
#include "tui/input.h"

struct ui {
    struct app app;
    struct tui_options options;
    int columns, rows; /* 80 and 24 at first */
    int64_t now;       /* of every input; it stands still unless the test moves it */
};

/* On the stage of the entry that the options open, else in the opening. NULL with a reason where that cannot be. */
struct ui *ui_open(const struct tui_options *options, struct err *err);
void ui_close(struct ui *ui);

/* A turn of the loop; the size and the time are the UI's. */
void ui_turn(struct ui *ui, struct input input);
void ui_press(struct ui *ui, int key);

/* Characters, each a key of its own; '\r' is Enter. */
void ui_type(struct ui *ui, const char *keys);

/* Out of every prompt, menu and view to the stage, where nothing plays; what was said is gone. */
void ui_leave_all(struct ui *ui);

/* The cells' text, their elements and the caret, appended. */
void ui_picture(const struct ui *ui, struct text *out);
bool ui_shows(const struct ui *ui, const char *words);

#endif
