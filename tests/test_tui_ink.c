/* The ink: the bytes that several terminals want for the same thing. */
#include "support/test.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "tui/ink.h"

#include <curses.h>

enum { COLUMNS_HERE = 80, ROWS_HERE = 24 };

static const struct look plain = {COLOR_OWN, COLOR_OWN, 0};
static const struct cell_glyph letter = {{'x'}, 1, ELEMENT_PLAIN, 0};

struct fixture {
    struct ink ink;
    FILE *file;
    SCREEN *screen;
};

/* On a terminal of this type. */
static struct fixture *begin(const char *type)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);

    assert_non_null(fixture);
    fixture->file = tmpfile();
    assert_non_null(fixture->file);
    fixture->screen = newterm(type, fixture->file, fixture->file);
    assert_non_null(fixture->screen);
    ink_learn(&fixture->ink);
    ink_forget(&fixture->ink, COLUMNS_HERE, ROWS_HERE);
    return fixture;
}

static void end(struct fixture *fixture)
{
    ink_release(&fixture->ink);
    (void)endwin();
    delscreen(fixture->screen);
    fclose(fixture->file);
    free(fixture);
}

/* What was written since the last time. */
static void expect(struct ink *ink, const char *expected)
{
    assert_string_equal(text_str(&ink->bytes), expected);
    text_clear(&ink->bytes);
}

static void place_is_said_once_and_without_pauses(void **state)
{
    static const char *const types[] = {"xterm-256color", "vt100"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        struct fixture *fixture = begin(types[i]);

        ink_move(&fixture->ink, 2, 7);
        expect(&fixture->ink, "\033[3;8H");
        ink_put(&fixture->ink, &letter);
        ink_move(&fixture->ink, 2, 8);
        expect(&fixture->ink, "x");
        end(fixture);
    }
}

static void look_that_differs_in_its_foreground_alone_takes_a_color_alone(void **state)
{
    struct fixture *fixture = begin("xterm-256color");
    struct ink *ink = &fixture->ink;

    (void)state;
    ink_take(ink, &plain);
    expect(ink, "");
    ink_take(ink, &(struct look){245, COLOR_OWN, 0});
    expect(ink, "\033[38;5;245m");
    ink_take(ink, &(struct look){230, COLOR_OWN, 0});
    expect(ink, "\033[38;5;230m");
    ink_take(ink, &(struct look){230, 237, LOOK_BOLD});
    expect(ink, "\033(B\033[m\033[1m\033[48;5;237m\033[38;5;230m");
    ink_take(ink, &plain);
    expect(ink, "\033(B\033[m");
    end(fixture);
}

static void attribute_that_spoils_a_color_is_left_out_with_it(void **state)
{
    struct fixture *fixture = begin("linux");

    (void)state;
    ink_take(&fixture->ink, &(struct look){3, COLOR_OWN, LOOK_DIM | LOOK_BOLD});
    expect(&fixture->ink, "\033[1m\033[33m");
    ink_take(&fixture->ink, &(struct look){COLOR_OWN, COLOR_OWN, LOOK_UNDERLINE});
    expect(&fixture->ink, "\033[m\017\033[4m");
    ink_take(&fixture->ink, &(struct look){3, COLOR_OWN, LOOK_UNDERLINE});
    expect(&fixture->ink, "\033[m\017\033[33m");
    end(fixture);
}

static void what_cannot_be_reversed_in_color_changes_its_colors(void **state)
{
    struct fixture *fixture = begin("xterm-256color");
    struct ink *ink = &fixture->ink;

    (void)state;
    ink->plain_in_color = LOOK_REVERSE;
    ink_take(ink, &(struct look){3, COLOR_OWN, LOOK_REVERSE});
    expect(ink, "\033[43m");
    ink_take(ink, &(struct look){3, 1, LOOK_REVERSE});
    expect(ink, "\033[31m");
    ink_take(ink, &(struct look){3, 1, 0});
    expect(ink, "\033(B\033[m\033[41m\033[33m");
    ink_take(ink, &(struct look){COLOR_OWN, COLOR_OWN, LOOK_REVERSE});
    expect(ink, "\033(B\033[m\033[7m");
    end(fixture);
}

static void colors_that_could_not_be_left_are_not_taken(void **state)
{
    struct fixture *fixture = begin("xterm-256color");

    (void)state;
    fixture->ink.plain = (struct ink_sequence){""};
    ink_take(&fixture->ink, &(struct look){3, 1, 0});
    ink_take(&fixture->ink, &plain);
    expect(&fixture->ink, "");
    end(fixture);
}

static void row_written_to_its_end_leaves_the_cursor_nowhere(void **state)
{
    struct fixture *fixture = begin("xterm-256color");

    (void)state;
    ink_move(&fixture->ink, 0, COLUMNS_HERE - 1);
    ink_put(&fixture->ink, &letter);
    ink_move(&fixture->ink, 1, 0);
    expect(&fixture->ink, "\033[1;80Hx\033[2;1H");
    end(fixture);
}

static void last_cell_is_left_out_where_all_would_move_up(void **state)
{
    static const struct cell_glyph wide = {{0x4E00}, 2, ELEMENT_PLAIN, 0};
    struct fixture *fixture = begin("ansi");

    (void)state;
    ink_move(&fixture->ink, ROWS_HERE - 1, COLUMNS_HERE - 2);
    ink_put(&fixture->ink, &letter);
    ink_put(&fixture->ink, &letter);
    expect(&fixture->ink, "\033[24;79Hx");
    ink_move(&fixture->ink, ROWS_HERE - 1, COLUMNS_HERE - 2);
    ink_put(&fixture->ink, &wide);
    expect(&fixture->ink, "\033[24;79H ");
    end(fixture);
}

/* Reads slowly, and tells by its status whether it was `size` bytes. */
static void read_all(int file, size_t size)
{
    static const struct timespec pause = {.tv_nsec = 1000000};
    char bytes[4096];
    ssize_t got;
    size_t all = 0;

    while ((got = read(file, bytes, sizeof bytes)) > 0) {
        all += (size_t)got;
        (void)nanosleep(&pause, NULL);
    }
    _exit(all == size ? 0 : 1);
}

static void file_that_does_not_block_gets_every_byte(void **state)
{
    enum { SIZE = 1 << 18 /* more than a pipe holds */ };
    char *bytes = calloc(1, SIZE);
    int ends[2], status;
    pid_t reader;

    (void)state;
    assert_non_null(bytes);
    assert_int_equal(pipe(ends), 0);
    reader = fork();
    assert_true(reader >= 0);
    if (reader == 0) {
        close(ends[1]);
        read_all(ends[0], SIZE);
    }
    close(ends[0]);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    ink_write(ends[1], bytes, SIZE);
    close(ends[1]);
    assert_int_equal(waitpid(reader, &status, 0), reader);
    assert_int_equal(status, 0);
    free(bytes);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(place_is_said_once_and_without_pauses),
        cmocka_unit_test(look_that_differs_in_its_foreground_alone_takes_a_color_alone),
        cmocka_unit_test(attribute_that_spoils_a_color_is_left_out_with_it),
        cmocka_unit_test(what_cannot_be_reversed_in_color_changes_its_colors),
        cmocka_unit_test(colors_that_could_not_be_left_are_not_taken),
        cmocka_unit_test(row_written_to_its_end_leaves_the_cursor_nowhere),
        cmocka_unit_test(last_cell_is_left_out_where_all_would_move_up),
        cmocka_unit_test(file_that_does_not_block_gets_every_byte),
    };

    return test_main("tui_ink", tests, sizeof tests / sizeof *tests);
}
