/* The command console: what the teacher of a running class has beside it, on a terminal or as lines. */
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "cli/class_folder.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/print.h"
#include "screens/console_rows.h"
#include "tui/class_socket.h"
#include "tui/clock.h"
#include "tui/console.h"
#include "tui/input.h"

/* The number that was asked for, or that of the only class that runs; says what there is where that is none. */
static enum exit_code choose(const char *folder, const char *asked, uint64_t *chosen)
{
    uint64_t living[CLASS_NUMBERS_MAX];
    size_t count = class_socket_living(folder, living);
    struct text number = {0}, list = {0};
    enum exit_code code = EXIT_MISTAKE;

    for (size_t i = 0; i < count; i++) {
        text_clear(&number);
        text_add_number(&number, living[i]);
        text_addf(&list, "%s%s", i == 0 ? "" : ", ", text_str(&number));
        if (asked ? strcmp(asked, text_str(&number)) == 0 : count == 1) {
            *chosen = living[i];
            code = EXIT_AS_CLAIMED;
        }
    }
    if (count == 0) {
        talk("no class is running: makeitso class LESSON begins one, or play FILE --class");
        code = EXIT_WORLD;
    } else if (code != EXIT_AS_CLAIMED && asked) {
        code = mistake("no class \"%s\" is running, but %s", asked, text_str(&list));
    } else if (code != EXIT_AS_CLAIMED) {
        code = mistake("several classes are running, %s: makeitso console NUMBER", text_str(&list));
    }
    text_release(&number);
    text_release(&list);
    return code;
}

/* --- As lines. */

enum { TYPED_LINE_MAX = 100 };

struct lines {
    struct class_watch *watch;
    struct console_rows rows; /* that were told last */
    char typed[TYPED_LINE_MAX + 1];
    size_t typed_size;
    bool is_closed, is_over; /* standard input; the console */
};

static enum exit_code tell(struct lines *lines, bool is_all)
{
    struct console_rows rows;
    struct text out = {0};

    console_rows_init(&rows, &lines->watch->told);
    console_rows_tell(&rows, is_all ? NULL : &lines->rows, &out);
    console_rows_release(&lines->rows);
    lines->rows = rows;
    return print(&out);
}

static enum exit_code tell_time(const struct lines *lines)
{
    int64_t now = clock_ms();
    struct text out = {0};

    text_add(&out, "time: ");
    class_say_time(&lines->watch->told, now, &out);
    text_add(&out, ". ");
    class_say_delay(&lines->watch->told, now, &out);
    text_add(&out, "\n");
    return print(&out);
}

/* Nothing says all again, q leaves, a key's name presses it. */
static enum exit_code answer(struct lines *lines)
{
    int key = key_read(lines->typed);
    enum exit_code code = EXIT_AS_CLAIMED;

    if (lines->typed[0] == '\0') {
        code = tell(lines, true);
        return code == EXIT_AS_CLAIMED ? tell_time(lines) : code;
    }
    lines->is_over = key == 'q' || key == 'Q';
    if (key == KEY_CODE_NONE)
        talk("no key is called \"%s\": a character, or PgDn, PgUp, Enter, Esc, Home, Up, Down, Left, Right",
             lines->typed);
    else if (!lines->is_over && !class_watch_press(lines->watch, key))
        talk("this console only reads");
    return code;
}

static enum exit_code read_typed(struct lines *lines)
{
    char bytes[TYPED_LINE_MAX];
    ssize_t size = read(STDIN_FILENO, bytes, sizeof bytes);
    enum exit_code code = EXIT_AS_CLAIMED;

    lines->is_closed = size <= 0;
    for (ssize_t i = 0; i < size && code == EXIT_AS_CLAIMED && !lines->is_over; i++) {
        if (bytes[i] != '\n') {
            if (lines->typed_size < TYPED_LINE_MAX)
                lines->typed[lines->typed_size++] = bytes[i];
            continue;
        }
        lines->typed[lines->typed_size] = '\0';
        lines->typed_size = 0;
        code = answer(lines);
    }
    return code;
}

/* Tells what is new whenever the class tells something, until it is over. */
static enum exit_code run_lines(struct class_watch *watch)
{
    struct lines lines = {.watch = watch};
    enum exit_code code = EXIT_AS_CLAIMED;

    while (code == EXIT_AS_CLAIMED && !lines.is_over) {
        struct pollfd files[2] = {{.fd = watch->file, .events = POLLIN},
                                  {.fd = lines.is_closed ? -1 : STDIN_FILENO, .events = POLLIN}};
        uint64_t states = watch->states;
        struct err err;
        enum watch_end end = class_watch_read(watch, &err);

        if (watch->states != states)
            code = tell(&lines, false);
        if (end == WATCH_FAILED)
            code = fail_world(&err);
        if (end != WATCH_GOES_ON || code != EXIT_AS_CLAIMED)
            break;
        (void)poll(files, 2, -1);
        if (files[1].revents)
            code = read_typed(&lines);
    }
    console_rows_release(&lines.rows);
    if (code == EXIT_AS_CLAIMED && !lines.is_over)
        talk("the class is over");
    return code;
}

/* --- On a terminal. */

static enum exit_code run_screen(const struct cli *cli, struct class_watch *watch)
{
    struct console_options options = {.is_ascii = cli->style.is_ascii, .scheme = scheme_asked(cli)};
    struct err err;
    int status = console_run(watch, &options, &err);

    if (status == CONSOLE_FAILED)
        return fail_world(&err);
    if (status == CONSOLE_CLASS_IS_OVER)
        talk("the class is over");
    return status > 0 ? (enum exit_code)status : EXIT_AS_CLAIMED;
}

/* A file from class_socket_connect; −1, with the code to end with. */
static int find_class(const struct cli *cli, enum exit_code *code)
{
    const char *asked = cli->settings->operand_count > 0 ? cli->settings->operands[0] : NULL;
    struct text folder = {0};
    uint64_t number = 0;
    struct err err;
    int file = -1;

    if (!class_folder(&folder, &err)) {
        *code = fail_world(&err);
    } else {
        *code = choose(text_str(&folder), asked, &number);
        if (*code == EXIT_AS_CLAIMED)
            file = class_socket_connect(text_str(&folder), number, &err);
        if (*code == EXIT_AS_CLAIMED && file < 0)
            *code = fail_world(&err);
    }
    text_release(&folder);
    return file;
}

enum exit_code command_console(const struct cli *cli)
{
    enum exit_code code;
    int file = find_class(cli, &code);
    struct class_watch watch;

    if (file < 0)
        return code;
    class_watch_init(&watch, file, option_is_given(cli->settings, OPTION_READ_ONLY));
    code = option_is_given(cli->settings, OPTION_LINEAR) ? run_lines(&watch) : run_screen(cli, &watch);
    class_watch_release(&watch);
    return code;
}
