/* What a person does at a terminal, or at another host: keys, the mouse, and what befalls the program from outside.
 *
 * Keys have codes of this room, so that only terminal.c knows curses. */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <stdint.h>

/* Keys that are no character. Characters are their code points, Ctrl-X is KEY_CODE_CTRL('x'). */
enum key_code {
    KEY_CODE_NONE = 0,
    KEY_CODE_FIRST = 0x110000, /* behind the last code point */
    KEY_CODE_UP = KEY_CODE_FIRST,
    KEY_CODE_DOWN,
    KEY_CODE_LEFT,
    KEY_CODE_RIGHT,
    KEY_CODE_HOME,
    KEY_CODE_END,
    KEY_CODE_PAGE_UP,
    KEY_CODE_PAGE_DOWN,
    KEY_CODE_ENTER,
    KEY_CODE_ESCAPE,
    KEY_CODE_BACKSPACE,
    KEY_CODE_DELETE,
    KEY_CODE_TAB,
    KEY_CODE_BACK_TAB,
    KEY_CODE_F1,
    KEY_CODE_F5,
    KEY_CODE_F10
};
#define KEY_CODE_CTRL(letter) ((letter) - 'a' + 1)

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
