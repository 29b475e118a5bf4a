#include "tui/console.h"

#include <stdlib.h>

#include "base/range.h"
#include "screens/console_screen.h"
#include "tui/clock.h"
#include "tui/signals.h"
#include "tui/terminal.h"

struct console {
    struct class_watch *watch;
    const struct console_options *options;
    struct cells cells;
    struct screen screen;
    const char *notice; /* NULL: none */
    bool is_over;
    int status;
};

static bool resize(struct console *console, struct err *err)
{
    int columns, rows;

    terminal_size(&columns, &rows);
    columns = clamp_int(columns, 1, CELLS_COLUMNS_MAX);
    rows = clamp_int(rows, 1, CELLS_ROWS_MAX);
    if (console->cells.columns == columns && console->cells.rows == rows)
        return true;
    cells_release(&console->cells);
    if (!cells_init(&console->cells, columns, rows, err))
        return false;
    console->cells.is_ascii = console->options->is_ascii;
    return true;
}

static bool show(struct console *console, struct err *err)
{
    static const struct screen_key keys[] = {
        {"q", "leave the console", 0}, {"PgDn", "on", 0},    {"PgUp", "back", 0}, {".", "blank", 0},
        {"1–9", "a hand", 0},          {"u", "one less", 0}, {"v", "numbers", 0}};
    enum { OF_READER = 1, WITHOUT_VOTE = 4 };
    const struct console_view view = {.told = &console->watch->told, .now = clock_ms()};
    struct screen *screen = &console->screen;

    if (!resize(console, err))
        return false;
    screen->keys = keys;
    screen->key_count = console->watch->is_read_only   ? OF_READER
                        : console->watch->told.is_open ? sizeof keys / sizeof *keys
                                                       : WITHOUT_VOTE;
    screen->notice = console->notice;
    screen_begin(screen, &console->cells);
    console_paint(&view, screen);
    return (!console->cells.failed || err_memory(err)) &&
           terminal_show(&console->cells, console->options->scheme, screen->caret_column, screen->caret_row, err);
}

/* A few keys are the console's own; all others are the class's. */
static void answer_key(struct console *console, int key)
{
    console->notice = NULL;
    if (key == 'q' || key == 'Q' || key == KEY_CODE_F10 || key == KEY_CODE_CTRL('c'))
        console->is_over = true;
    else if (key == KEY_CODE_CTRL('z'))
        terminal_suspend();
    else if (key == KEY_CODE_CTRL('l'))
        terminal_redraw();
    else if (key != KEY_CODE_NONE && !class_watch_press(console->watch, key))
        console->notice = "This console only reads; the class is led from another one.";
    if (key == KEY_CODE_CTRL('c'))
        console->status = EXIT_SIGNAL + SIGINT;
}

static void answer(struct console *console, const struct input *input)
{
    if (input->kind == INPUT_KEY)
        answer_key(console, input->key);
    else if (input->kind == INPUT_SIGNAL && input->signal == SIGTSTP)
        terminal_suspend();
    else if (input->kind == INPUT_SIGNAL || input->kind == INPUT_CLOSED) {
        console->is_over = true;
        console->status = EXIT_SIGNAL + (input->kind == INPUT_CLOSED ? SIGHUP : input->signal);
    }
}

/* To the next full minute of the class. */
static int wait_ms(const struct console *console)
{
    return (int)(MINUTE - max_i64(clock_ms() - console->watch->told.began, 0) % MINUTE);
}

static bool run(struct console *console, struct err *err)
{
    struct pollfd file = {.fd = console->watch->file, .events = POLLIN};

    while (!console->is_over) {
        struct input input;
        enum watch_end end = class_watch_read(console->watch, err);

        if (end == WATCH_CLASS_IS_OVER)
            console->status = CONSOLE_CLASS_IS_OVER;
        if (end != WATCH_GOES_ON)
            return end == WATCH_CLASS_IS_OVER;
        if (!show(console, err))
            return false;
        input = terminal_wait(wait_ms(console), &file, 1);
        answer(console, &input);
    }
    return true;
}

int console_run(struct class_watch *watch, const struct console_options *options, struct err *err)
{
    struct console *console = calloc(1, sizeof *console);
    int status = CONSOLE_FAILED;

    if (!console) {
        (void)err_memory(err);
        return CONSOLE_FAILED;
    }
    *console = (struct console){.watch = watch, .options = options};
    if (terminal_open(err)) {
        terminal_mouse(false);
        if (run(console, err))
            status = console->status;
        terminal_close();
    }
    cells_release(&console->cells);
    free(console);
    return status;
}
