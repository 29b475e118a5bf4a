/* The terminal: what cannot be opened leaves nothing open; what is shown step by step is what is shown at once. */
#include "support/test.h"

#include <fcntl.h>
#include <locale.h>
#include <pty.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <vterm.h>

#include "base/random.h"
#include "tui/terminal.h"

enum { COLUMNS_HERE = 37, ROWS_HERE = 9, ROUNDS = 60 };

static int lowest_free(void)
{
    int fd = open("/dev/null", O_RDONLY);

    close(fd);
    return fd;
}

static void refuse_child(const char *type, bool has_input)
{
    struct err err;
    int before;

    if (!has_input && (close(STDIN_FILENO) != 0 || open("/dev/null", O_RDONLY) != STDIN_FILENO))
        _exit(3);
    before = lowest_free();
    setenv("TERM", type, 1);
    if (terminal_open(&err))
        _exit(2);
    _exit(lowest_free() == before ? 0 : 1);
}

/* 0: it was refused and as many files are open as before. */
static int refuse(const char *type, bool has_input)
{
    int fd, status = 0;
    pid_t pid = forkpty(&fd, NULL, NULL, NULL);
    char byte;

    if (pid == 0)
        refuse_child(type, has_input);
    assert_true(pid > 0);
    while (read(fd, &byte, 1) == 1) {
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(fd);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void terminal_that_is_refused_leaves_nothing_open(void **state)
{
    static const char *const types[] = {"no-such-terminal", "dumb"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(refuse(types[i], true), 0);
        assert_int_equal(refuse(types[i], false), 0);
    }
}

static void resize_child(void)
{
    struct err err;

    for (int i = 0; i < 2; i++) {
        setenv("TERM", "xterm", 1);
        if (!terminal_open(&err))
            _exit(2);
        raise(SIGWINCH);
        terminal_close();
    }
    _exit(0);
}

static void terminal_opened_again_is_told_of_its_size(void **state)
{
    int fd, status;
    pid_t pid = forkpty(&fd, NULL, NULL, NULL);
    char byte;

    (void)state;
    if (pid == 0)
        resize_child();
    assert_true(pid > 0);
    while (read(fd, &byte, 1) == 1) {
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(fd);
    ASSERT_I64(status, 0);
}

static struct random dice;

static unsigned below(unsigned bound)
{
    return (unsigned)random_below(&dice, bound);
}

/* Something small somewhere, also across the edges. */
static void paint_something(struct cells *cells)
{
    static const char *const texts[] = {"a",    " ", "words and words", "     ", "一二三", "é я\xCC\x81", "שלום",
                                        "a一b", "▲"};
    static const uint8_t flags[] = {0, 0, 0, CELL_DIM, CELL_REVERSE, CELL_UNDERLINE, CELL_BOLD};
    enum element element = (enum element)below(below(2) ? ELEMENT_COUNT : 4);
    int column = (int)below(COLUMNS_HERE + 4) - 2, row = (int)below(ROWS_HERE);
    uint8_t flag = flags[below(sizeof flags)];
    const char *text = texts[below(sizeof texts / sizeof *texts)];

    switch (below(5)) {
    case 0:
        cells_fill(cells, (struct area){column, row, 1 + (int)below(COLUMNS_HERE), 1}, below(2) ? ' ' : 0x2500, element,
                   flag);
        break;
    case 1:
        cells_dress(cells, (struct area){column, row, 1 + (int)below(9), 2}, element, flag);
        break;
    case 2:
        cells_fill(cells, (struct area){column, row, COLUMNS_HERE, 1}, ' ', ELEMENT_PLAIN, 0);
        break;
    default:
        (void)cells_put(cells, column, row, 1 + (int)below(COLUMNS_HERE), text, element, flag);
    }
}

/* A copy: what is shown may come back changed. Rings the bell when it is done. */
static void show(const struct cells *cells, enum scheme scheme)
{
    struct cells copy;
    struct err err;

    if (!cells_init(&copy, cells->columns, cells->rows, &err))
        _exit(3);
    memcpy(copy.grid, cells->grid, sizeof *copy.grid * (size_t)(copy.columns * copy.rows));
    if (!terminal_show(&copy, scheme, (int)below(COLUMNS_HERE), (int)below(ROWS_HERE), &err))
        _exit(4);
    if (write(STDOUT_FILENO, "\a", 1) != 1)
        _exit(5);
    cells_release(&copy);
}

/* Pictures that differ in a few things, and now and then in many; each is then shown anew as a whole. */
static void show_child(const char *type, enum scheme scheme)
{
    struct cells cells;
    struct err err;

    setenv("TERM", type, 1);
    (void)setlocale(LC_CTYPE, "C.UTF-8");
    if (!terminal_open(&err) || !cells_init(&cells, COLUMNS_HERE, ROWS_HERE, &err))
        _exit(2);
    for (int round = 0; round < ROUNDS; round++) {
        for (unsigned steps = 1 + below(3); steps > 0; steps--) {
            for (unsigned changes = below(8) ? 1 + below(6) : 60; changes > 0; changes--)
                paint_something(&cells);
            if (steps > 1)
                (void)terminal_show(&cells, scheme, 0, 0, &err);
        }
        show(&cells, scheme);
        terminal_redraw();
        show(&cells, scheme);
    }
    cells_release(&cells);
    terminal_close();
    _exit(0);
}

struct watched {
    VTermScreen *screen;
    VTermScreenCell parts[ROWS_HERE][COLUMNS_HERE];
    int bells, column, row; /* the first cell that differs; row −1: none does */
};

static bool is_blank(const VTermScreenCell *cell)
{
    return cell->chars[0] == 0 || (cell->chars[0] == ' ' && cell->chars[1] == 0);
}

static bool is_same_color(VTermColor a, VTermColor b)
{
    return a.type == b.type && memcmp(&a.rgb, &b.rgb, sizeof a.rgb) == 0;
}

/* A space has no foreground; the right half of a wide character is its left half's. */
static bool looks_same(const VTermScreenCell *a, const VTermScreenCell *b)
{
    if (a->chars[0] == (uint32_t)-1)
        return b->chars[0] == (uint32_t)-1;
    if (a->width != b->width || is_blank(a) != is_blank(b) || a->attrs.reverse != b->attrs.reverse ||
        a->attrs.underline != b->attrs.underline || !is_same_color(a->bg, b->bg))
        return false;
    if (is_blank(a) && !a->attrs.reverse)
        return true;
    for (int i = 0; !is_blank(a) && i < VTERM_MAX_CHARS_PER_CELL && (a->chars[i] || b->chars[i]); i++)
        if (a->chars[i] != b->chars[i])
            return false;
    return a->attrs.bold == b->attrs.bold && a->attrs.italic == b->attrs.italic && is_same_color(a->fg, b->fg);
}

static int compare_at_bell(void *user)
{
    struct watched *watched = user;
    bool is_whole = watched->bells++ % 2;

    for (int r = 0; r < ROWS_HERE; r++) {
        for (int c = 0; c < COLUMNS_HERE; c++) {
            VTermScreenCell cell;

            memset(&cell, 0, sizeof cell);
            (void)vterm_screen_get_cell(watched->screen, (VTermPos){.row = r, .col = c}, &cell);
            vterm_screen_convert_color_to_rgb(watched->screen, &cell.fg);
            vterm_screen_convert_color_to_rgb(watched->screen, &cell.bg);
            if (is_whole && watched->row < 0 && !looks_same(&watched->parts[r][c], &cell)) {
                watched->row = r;
                watched->column = c;
            }
            watched->parts[r][c] = cell;
        }
    }
    return 1;
}

/* The bytes of one character with the marks upon it, which this terminal does not find together again once they came
 * apart. */
static size_t whole_character(const char *bytes)
{
    size_t size = 1;

    while ((bytes[size] & 0xC0) == 0x80 || (uint8_t)bytes[size] == 0xCC)
        size++;
    return size;
}

/* Makes dim, which this terminal does not know, italic: alone, or among the attributes that curses sets at once. */
static void see_dim(char *bytes)
{
    for (char *at = bytes; (at = strstr(at, "\033[")) != NULL; at += 2) {
        char *end = at + 2 + strspn(at + 2, "0123456789;");
        bool is_alone = strncmp(at, "\033[2m", 4) == 0, is_set = at[2] == '0' && *end == 'm';

        for (char *dim = at + 2; is_set && dim < end; dim++)
            if (strncmp(dim, ";2", 2) == 0 && (dim[2] == ';' || dim[2] == 'm'))
                dim[1] = '3';
        if (is_alone)
            at[2] = '3';
    }
}

/* All that the program writes. */
static void read_screens(int fd, VTerm *terminal)
{
    struct text bytes = {0};
    char some[4096], *at;
    ssize_t size;

    while ((size = read(fd, some, sizeof some)) > 0)
        text_add_bytes(&bytes, some, (size_t)size);
    assert_true(bytes.size > 0 && !bytes.failed);
    see_dim(bytes.bytes);
    for (at = bytes.bytes; *at; at += whole_character(at))
        vterm_input_write(terminal, at, whole_character(at));
    text_release(&bytes);
}

static void show_on(const char *type, enum scheme scheme)
{
    static const VTermScreenCallbacks callbacks = {.bell = compare_at_bell};
    struct winsize size = {.ws_col = COLUMNS_HERE, .ws_row = ROWS_HERE};
    struct watched watched = {.row = -1};
    VTerm *terminal = vterm_new(ROWS_HERE, COLUMNS_HERE);
    int fd, status;
    pid_t pid;

    vterm_set_utf8(terminal, 1);
    watched.screen = vterm_obtain_screen(terminal);
    vterm_screen_set_callbacks(watched.screen, &callbacks, &watched);
    vterm_screen_reset(watched.screen, 1);
    pid = forkpty(&fd, NULL, NULL, &size);
    if (pid == 0)
        show_child(type, scheme);
    assert_true(pid > 0);
    read_screens(fd, terminal);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(fd);
    vterm_free(terminal);
    ASSERT_I64(status, 0);
    ASSERT_I64(watched.bells, 2 * ROUNDS);
    if (watched.row >= 0)
        fail_msg("%s, %s: row %d, column %d", type, scheme_names[scheme], watched.row, watched.column);
}

static void terminal_shows_in_steps_what_it_shows_at_once(void **state)
{
    static const char *const types[] = {"xterm-256color", "xterm",  "linux", "vt100",
                                        "vt220",          "screen", "rxvt",  "xterm-mono"};

    (void)state;
    random_seed(&dice, 1, RANDOM_FAULTS);
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        for (int scheme = 0; scheme < SCHEME_COUNT; scheme++)
            show_on(types[i], (enum scheme)scheme);
}

/* What a terminal of this type is sent from its opening to its close; to be released. */
static struct text bytes_sent(const char *type, void (*child)(void))
{
    struct winsize size = {.ws_col = COLUMNS_HERE, .ws_row = ROWS_HERE};
    struct text bytes = {0};
    char some[4096];
    ssize_t read_size;
    int fd, status;
    pid_t pid = forkpty(&fd, NULL, NULL, &size);

    if (pid == 0) {
        struct err err;

        setenv("TERM", type, 1);
        (void)setlocale(LC_CTYPE, "C.UTF-8");
        if (!terminal_open(&err))
            _exit(2);
        child();
        terminal_close();
        _exit(0);
    }
    assert_true(pid > 0);
    while ((read_size = read(fd, some, sizeof some)) > 0)
        text_add_bytes(&bytes, some, (size_t)read_size);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(fd);
    ASSERT_I64(status, 0);
    return bytes;
}

/* A coloured word, dimmed and underlined; far from it the same without a colour. */
static void show_spoilt_color(void)
{
    struct cells cells;
    struct err err;

    if (!cells_init(&cells, COLUMNS_HERE, ROWS_HERE, &err))
        _exit(3);
    (void)cells_put(&cells, 0, 0, COLUMNS_HERE, "colour", ELEMENT_SKIPPED, CELL_DIM | CELL_UNDERLINE);
    (void)cells_put(&cells, 9, 5, COLUMNS_HERE, "plain", ELEMENT_PLAIN, CELL_UNDERLINE);
    if (!terminal_show(&cells, SCHEME_DARK, 0, 0, &err))
        _exit(4);
    cells_release(&cells);
}

/* What is set by the SGR sequences before a word. */
struct pen {
    bool is_dim, is_underlined;
    int color; /* 0: the terminal's own */
};

static void pen_set(struct pen *pen, long code)
{
    if (code == 0)
        *pen = (struct pen){0};
    pen->is_dim |= code == 2;
    pen->is_underlined |= code == 4;
    if (code >= 30 && code <= 39)
        pen->color = code == 39 ? 0 : (int)code;
}

static struct pen pen_before(const char *bytes, const char *word)
{
    const char *end = strstr(bytes, word);
    struct pen pen = {0};

    assert_non_null(end);
    for (const char *at = bytes; (at = strstr(at, "\033[")) != NULL && at < end;) {
        at += 2;
        if (at[strspn(at, "0123456789;")] != 'm')
            continue;
        if (*at == 'm')
            pen_set(&pen, 0);
        while (*at != 'm') {
            char *rest;

            pen_set(&pen, strtol(at, &rest, 10));
            at = rest + (*rest == ';');
        }
    }
    return pen;
}

static void linux_console_is_spared_attributes_that_spoil_a_color(void **state)
{
    struct text bytes = bytes_sent("linux", show_spoilt_color);
    struct pen pen = pen_before(text_str(&bytes), "colour");

    (void)state;
    ASSERT_I64(pen.color, 36);
    assert_false(pen.is_dim || pen.is_underlined);
    pen = pen_before(text_str(&bytes), "plain");
    ASSERT_I64(pen.color, 0);
    assert_true(pen.is_underlined);
    text_release(&bytes);
}

static void vt100_gets_attributes_and_neither_colors_nor_pauses(void **state)
{
    struct text bytes = bytes_sent("vt100", show_spoilt_color);
    struct pen pen = pen_before(text_str(&bytes), "colour");

    (void)state;
    ASSERT_I64(pen.color, 0);
    assert_true(pen.is_underlined);
    assert_null(strstr(text_str(&bytes), "$<"));
    assert_null(memchr(text_str(&bytes), 0, bytes.size));
    text_release(&bytes);
}

static int rows_written;

/* Counts what is written to curses' window; the linker puts it before curses' own (Makefile). */
int __real_wadd_wchnstr(WINDOW *window, const cchar_t *cells, int count);
int __wrap_wadd_wchnstr(WINDOW *window, const cchar_t *cells, int count);

int __wrap_wadd_wchnstr(WINDOW *window, const cchar_t *cells, int count)
{
    rows_written++;
    return __real_wadd_wchnstr(window, cells, count);
}

static void show_twice(struct cells *cells, int expected)
{
    struct err err;

    rows_written = 0;
    for (int i = 0; i < 2; i++)
        if (!terminal_show(cells, SCHEME_DARK, 0, 0, &err))
            _exit(4);
    if (rows_written != expected)
        _exit(10 + rows_written);
}

static void show_few_rows(void)
{
    struct cells cells;
    struct err err;

    if (!cells_init(&cells, COLUMNS_HERE, ROWS_HERE, &err))
        _exit(3);
    show_twice(&cells, 0);
    (void)cells_put(&cells, 0, 2, COLUMNS_HERE, "one row", ELEMENT_TITLE, 0);
    show_twice(&cells, 1);
    (void)cells_put(&cells, 5, 2, COLUMNS_HERE, "x", ELEMENT_TITLE, 0);
    (void)cells_put(&cells, 0, 7, COLUMNS_HERE, "another", ELEMENT_TITLE, 0);
    show_twice(&cells, 2);
    cells_dress(&cells, (struct area){0, 0, COLUMNS_HERE, ROWS_HERE}, ELEMENT_COUNT, CELL_DIM);
    show_twice(&cells, ROWS_HERE);
    cells_release(&cells);
}

static void row_that_did_not_change_is_not_written(void **state)
{
    struct text bytes = bytes_sent("xterm-256color", show_few_rows);

    (void)state;
    text_release(&bytes);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(terminal_that_is_refused_leaves_nothing_open),
        cmocka_unit_test(terminal_opened_again_is_told_of_its_size),
        cmocka_unit_test(terminal_shows_in_steps_what_it_shows_at_once),
        cmocka_unit_test(linux_console_is_spared_attributes_that_spoil_a_color),
        cmocka_unit_test(vt100_gets_attributes_and_neither_colors_nor_pauses),
        cmocka_unit_test(row_that_did_not_change_is_not_written),
    };

    return test_main("tui_terminal", tests, sizeof tests / sizeof *tests);
}
