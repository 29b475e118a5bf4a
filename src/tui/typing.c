#include "tui/typing.h"

#include <errno.h>
#include <histedit.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include "tui/signals.h"

enum { REMEMBERED = 200, NOTHING_READ = -1, ENDED = -2 };

struct typing {
    EditLine *edit; /* NULL: the terminal edits, or there is none */
    History *history;
    int signal; /* that ended the wait; 0: none */
    mbstate_t state;
};

/* What is given back to the terminal at a signal: a process has one. */
static struct {
    bool is_kept;
    struct termios modes;
} typed_at;

static void give_back(bool is_in_a_hurry)
{
    (void)is_in_a_hurry;
    if (typed_at.is_kept)
        (void)tcsetattr(STDIN_FILENO, TCSANOW, &typed_at.modes);
}

static bool is_dumb(void)
{
    static const char dumb[] = "dumb";
    const char *term = getenv("TERM");

    return !term || !*term || strcmp(term, dumb) == 0;
}

int typing_signal(struct typing *typing)
{
    for (int number; typing->signal == 0 && (number = signals_next()) != 0;) {
        if (number != SIGTSTP) {
            typing->signal = number;
            break;
        }
        give_back(false);
        signals_stop();
        if (typing->edit)
            (void)el_set(typing->edit, EL_PREP_TERM, 1);
    }
    return typing->signal;
}

/* The next byte; ENDED, or NOTHING_READ at a signal. */
static int read_byte(struct typing *typing)
{
    struct pollfd files[] = {{.fd = STDIN_FILENO, .events = POLLIN}, {.fd = signals_file(), .events = POLLIN}};
    unsigned char byte;
    ssize_t size;

    while (typing_signal(typing) == 0) {
        if (poll(files, 2, -1) < 0 || files[1].revents || !files[0].revents)
            continue;
        size = read(STDIN_FILENO, &byte, 1);
        if (size == 1)
            return byte;
        if (size == 0 || (errno != EINTR && errno != EAGAIN))
            return ENDED;
    }
    return NOTHING_READ;
}

/* libedit's way to read. */
static int read_character(EditLine *edit, wchar_t *out)
{
    struct typing *typing = NULL;

    (void)el_get(edit, EL_CLIENTDATA, &typing);
    for (;;) {
        int byte = read_byte(typing);
        char one = (char)byte;
        size_t size;

        if (byte < 0)
            return byte == ENDED ? 0 : -1;
        size = mbrtowc(out, &one, 1, &typing->state);
        if (size <= 1)
            return 1;
        if (size == (size_t)-1) { /* no character: its byte is as good as any */
            memset(&typing->state, 0, sizeof typing->state);
            *out = L'?';
            return 1;
        }
    }
}

/* libedit's own would be a question mark. It writes nothing into it. */
static char *no_prompt(EditLine *edit)
{
    static const char none[] = "";

    (void)edit;
    return (char *)(uintptr_t)none;
}

/* The terminal is told to be a dumb one: then nothing but the line itself, blanks and backspaces are written. */
static void edit_lines(struct typing *typing)
{
    HistEvent event;

    if (is_dumb() || !isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
        return;
    typing->edit = el_init("makeitso", stdin, stdout, stderr);
    typing->history = history_init();
    if (!typing->edit || !typing->history)
        return;
    (void)el_set(typing->edit, EL_CLIENTDATA, typing);
    (void)el_set(typing->edit, EL_TERMINAL, "dumb");
    (void)el_set(typing->edit, EL_PROMPT, no_prompt);
    (void)el_set(typing->edit, EL_EDITOR, "emacs");
    (void)el_set(typing->edit, EL_GETCFN, read_character);
    (void)history(typing->history, &event, H_SETSIZE, REMEMBERED);
    (void)el_set(typing->edit, EL_HIST, history, typing->history);
}

struct typing *typing_open(struct err *err)
{
    struct typing *typing = calloc(1, sizeof *typing);

    if (!typing) {
        (void)err_memory(err);
        return NULL;
    }
    typed_at.is_kept = tcgetattr(STDIN_FILENO, &typed_at.modes) == 0;
    if (!signals_catch(give_back, err)) {
        free(typing);
        return NULL;
    }
    edit_lines(typing);
    return typing;
}

void typing_close(struct typing *typing)
{
    if (typing->edit)
        el_end(typing->edit);
    if (typing->history)
        history_end(typing->history);
    give_back(false);
    signals_release();
    free(typing);
}

/* One line without libedit; its end is as good as a newline where anything stands before it. */
static enum typed read_line(struct typing *typing, struct text *out)
{
    for (;;) {
        int byte = read_byte(typing);
        char one = (char)byte;

        if (byte == NOTHING_READ)
            return TYPED_SIGNAL;
        if (byte == '\n' || (byte == ENDED && out->size > 0))
            return TYPED_LINE;
        if (byte == ENDED)
            return TYPED_END;
        text_add_bytes(out, &one, 1);
    }
}

static enum typed edit_line(struct typing *typing, struct text *out)
{
    HistEvent event;
    int size = 0;
    const char *line = el_gets(typing->edit, &size);

    if (!line || size <= 0)
        return typing->signal ? TYPED_SIGNAL : TYPED_END;
    if (size > 1)
        (void)history(typing->history, &event, H_ENTER, line);
    text_add_bytes(out, line, line[size - 1] == '\n' ? (size_t)size - 1 : (size_t)size);
    return TYPED_LINE;
}

enum typed typing_line(struct typing *typing, struct text *out, int *signal)
{
    enum typed typed;

    text_clear(out);
    typed = typing->edit ? edit_line(typing, out) : read_line(typing, out);
    *signal = typing->signal;
    return typed;
}
