/* Linear text in a terminal and from a pipe: the whole program, what it writes byte by byte, how it ends. */
#include <stdio.h>
#include <string.h>
#include <termios.h>

#include "support/room.h"
#include "support/test.h"

enum { OUTPUT_MAX = 20000 };

static const char *const sequential[] = {"play", "sequential", NULL};
static const char *const linear[] = {"play", "sequential", "--linear", NULL};

/* No byte of what was written is an escape. */
static void assert_no_escape(struct pty *pty)
{
    assert_true(pty->raw_size > 0);
    assert_null(memchr(pty->raw, '\033', pty->raw_size));
}

static tcflag_t modes_of(const struct pty *pty)
{
    struct termios modes;

    assert_int_equal(tcgetattr(pty->fd, &modes), 0);
    return modes.c_lflag & (ECHO | ICANON | ISIG);
}

static void linear_on_a_dumb_terminal_writes_no_escape(void **state)
{
    const char *environment[] = {"TERM=dumb", NULL};
    struct room *room = room_open(sequential, (struct pty_options){.environment = environment});

    (void)state;
    pty_wants(&room->pty, "How often does Riker post?");
    pty_send(&room->pty, "\n");
    pty_wants(&room->pty, "Picard posts: ");
    pty_send(&room->pty, "G\n");
    pty_wants(&room->pty, "more: Enter");
    pty_send(&room->pty, "\n");
    pty_wants(&room->pty, "Together: 3 posts, 4 owed, 1 again, 2 missed.");
    pty_send(&room->pty, "q\n");
    ASSERT_I64(pty_end(&room->pty), 0);
    assert_no_escape(&room->pty);
    room_close(room);
}

/* A line is edited, and the one before it comes back, without an escape being written. */
static void linear_edits_lines_without_an_escape(void **state)
{
    struct room *room = room_open(linear, (struct pty_options){.environment = NULL});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "How often does Riker post?");
    pty_send(pty, ":6.2\002\002\0026\001\005\r"); /* :6.2, three to the left, 6, and to both ends */
    pty_wants(pty, "Riker posts again. Same words. 66.2 s");
    pty_send(pty, "g\r");
    pty_wants(pty, "Before the start.");
    pty_send(pty, "\020\020\r"); /* the line before the last one */
    pty_wants(pty, ":66.2");
    pty_settle(pty);       /* it has answered, and waits for a line: keys that come before are the terminal's */
    pty_send(pty, "\004"); /* the end of what is typed */
    ASSERT_I64(pty_end(pty), 0);
    assert_no_escape(pty);
    room_close(room);
}

static void linear_ends_at_an_interrupt_with_the_terminal_as_it_was(void **state)
{
    struct room *room = room_open(linear, (struct pty_options){.environment = NULL});
    tcflag_t before = modes_of(&room->pty);

    (void)state;
    pty_wants(&room->pty, "How often does Riker post?");
    pty_settle(&room->pty);
    pty_send(&room->pty, "x 1");
    pty_settle(&room->pty);
    pty_send(&room->pty, "\003");
    ASSERT_I64(pty_end(&room->pty), 130);
    ASSERT_I64(modes_of(&room->pty), before);
    room_close(room);
}

/* What is read from a pipe, and said to it. */
static void hear_piped(const char *command, char out[OUTPUT_MAX])
{
    FILE *pipe = popen(command, "r");
    size_t size;

    assert_non_null(pipe);
    size = fread(out, 1, OUTPUT_MAX - 1, pipe);
    out[size] = '\0';
    ASSERT_I64(pclose(pipe), 0);
}

static void linear_reads_its_lines_from_a_pipe(void **state)
{
    char command[1200], out[OUTPUT_MAX];

    (void)state;
    snprintf(command, sizeof command, "printf 'n\\nn\\n:66.2\\nw' | %s play sequential --linear --no-gates", program());
    hear_piped(command, out);
    assert_non_null(strstr(out, "\nPicard posts: Picard job tip: Ask whether it is done. Then do it. 0.6 s\n"));
    assert_non_null(
        strstr(out, "\nWhy did Riker post twice?\n1: Riker's post reaches the world a second time, because"));
    snprintf(command, sizeof command, "printf '2' | MAKEITSO_LINEAR=1 %s", program());
    hear_piped(command, out);
    assert_non_null(strstr(out, "\n1: happy-path. What could go wrong on a day like this?\n"));
    assert_non_null(strstr(out, "\nsequential: One big job, started over.\n"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(linear_on_a_dumb_terminal_writes_no_escape),
        cmocka_unit_test(linear_edits_lines_without_an_escape),
        cmocka_unit_test(linear_ends_at_an_interrupt_with_the_terminal_as_it_was),
        cmocka_unit_test(linear_reads_its_lines_from_a_pipe),
    };

    return test_main("linear_pty", tests, sizeof tests / sizeof *tests);
}
