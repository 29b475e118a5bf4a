/* Linear text: the terminal UI as lines, for screen readers, braille lines and logs.
 *
 * Another host of the same application as the loop on a terminal: a typed line is a request by its key or its word, a
 * number of the open menu or view, or what the prompt asks for; an empty one is `n`. What it brings is said in lines,
 * never changed afterwards: one event, one line; at most LINEAR_LINES_MAX of them unasked. `r` says it again, `.` where
 * one is. Nothing here reads or writes: that is the caller's.
 *
 *     linear_begin(&linear, &app, &err);
 *     while (linear_go_on(&linear, &err)) …             // a slice of what takes long
 *     linear_take(&linear, &out);                       // what is to be written now
 *     linear_type(&linear, "n", &err); …
 */
#ifndef TUI_LINEAR_H
#define TUI_LINEAR_H

#include "tui/app.h"

enum { LINEAR_LINES_MAX = 10 };

/* What was to be seen before a line was typed. */
struct linear_before {
    enum view_id view;
    size_t depth;
    struct place place;
    bool had_menu;
    const struct prompt_kind *prompt;
    size_t choice;         /* of the menu at the cursor */
    struct speech said;    /* all that the view says */
    struct speech is_here; /* what is at its cursor */
    struct speech asked;   /* the question on the stage */
};

struct linear {
    struct app *app;
    struct speech answer; /* to what was typed last */
    size_t told;          /* so many of its lines were taken */
    bool is_asking;       /* whether to go on: "more: Enter" */
    bool is_answering;    /* it is not all said */
    bool is_beside;       /* the screen, which another host shows */
    int64_t now;          /* real ms, as the loop is told: it passes by playing alone */
    struct linear_before before;
    struct text out;
};

/* Says where the application begins. To be released, also on false. */
bool linear_begin(struct linear *linear, struct app *app, struct err *err);
void linear_release(struct linear *linear);

/* Answers a line as it was typed, without its newline. False when memory is out. */
bool linear_type(struct linear *linear, const char *line, struct err *err);

/* Goes on with what takes long, such as a search, for about so many milliseconds; true while there is more. */
bool linear_is_busy(const struct linear *linear);
bool linear_go_on(struct linear *linear, int budget_ms, struct err *err);

/* Appends what is to be written by now, and forgets it. */
void linear_take(struct linear *linear, struct text *out);

/* The same lines beside a screen that another host shows, which steps the application itself: before a turn with what a
 * person did it lets this listen, and once nothing goes on by itself any more hear appends what all that has brought;
 * before, and where nothing was listened to, nothing. To be released. */
void linear_begin_beside(struct linear *linear, struct app *app);
void linear_listen(struct linear *linear);
void linear_hear(struct linear *linear, struct text *out);

#endif
