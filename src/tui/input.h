/* What a person does at a terminal, or at another host: keys, the mouse, and what befalls the program from outside.
 *
 * Keys have codes of this room, so that only terminal.c knows curses. */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <stdint.h>

#include "base/text.h"

/* Keys that are no character, and their names in a line of text. Characters are their code points, Ctrl-X is
 * KEY_CODE_CTRL('x'). */
#define KEY_CODE_LIST(X)                                                                                               \
    X(UP, "Up")                                                                                                        \
    X(DOWN, "Down")                                                                                                    \
    X(LEFT, "Left")                                                                                                    \
    X(RIGHT, "Right")                                                                                                  \
    X(HOME, "Home")                                                                                                    \
    X(END, "End")                                                                                                      \
    X(PAGE_UP, "PgUp")                                                                                                 \
    X(PAGE_DOWN, "PgDn")                                                                                               \
    X(ENTER, "Enter")                                                                                                  \
    X(ESCAPE, "Esc")                                                                                                   \
    X(BACKSPACE, "Backspace")                                                                                          \
    X(DELETE, "Del")                                                                                                   \
    X(TAB, "Tab")                                                                                                      \
    X(BACK_TAB, "Shift-Tab")                                                                                           \
    X(F1, "F1")                                                                                                        \
    X(F5, "F5")                                                                                                        \
    X(F10, "F10")

#define KEY_CODE_ITEM(tag, name) KEY_CODE_##tag,
enum key_code {
    KEY_CODE_NONE = 0,
    KEY_CODE_FIRST = 0x110000, /* behind the last code point */
    KEY_CODE_BEFORE_LIST = KEY_CODE_FIRST - 1,
    KEY_CODE_LIST(KEY_CODE_ITEM)
};
#undef KEY_CODE_ITEM
#define KEY_CODE_CTRL(letter) ((letter) - 'a' + 1)

/* A key in a line of text: appends its name, "PgDn", "^r", or the character itself; the key of that name, KEY_CODE_NONE
 * where there is none. */
void key_write(int key, struct text *out);
int key_read(const char *name);

enum input_kind {
    INPUT_NOTHING, /* the time is over */
    INPUT_KEY,
    INPUT_MOUSE,
    INPUT_RESIZE, /* the terminal has another size; every input says which it has */
    INPUT_SIGNAL, /* the program is to end, or (SIGTSTP) to stop: `signal` */
    INPUT_CLOSED  /* the terminal is gone */
};

enum mouse_button {
    MOUSE_NOTHING,
    MOUSE_LEFT,
    MOUSE_RELEASE,
    MOUSE_MOVED, /* with a button down; where the terminal tells that */
    MOUSE_DOUBLE,
    MOUSE_RIGHT,
    MOUSE_WHEEL_UP,
    MOUSE_WHEEL_DOWN
};

struct input {
    enum input_kind kind;
    int64_t now;       /* real ms, of any clock that is never set */
    int columns, rows; /* of the terminal */
    int key;           /* a code point, or a KEY_CODE */
    int column, row;   /* of the mouse */
    enum mouse_button button;
    int signal;
};

#endif
