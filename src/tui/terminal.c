#define NCURSES_WIDECHAR 1
#include "tui/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <curses.h>

#include "base/base64.h"
#include "base/check.h"
#include "base/range.h"
#include "tui/signals.h"

enum {
    TERMINAL_CELLS_MAX = 4000000,
    ESCAPE_DELAY_MS = 25,
    PALETTE_COLORS_MAX = 256,
    MOUSE_EVENTS_MAX = 8 /* that curses holds, EV_MAX of its lib_mouse.c */
};

/* How an element looks, as curses takes it. */
struct dress {
    attr_t attributes;
    int foreground, background;
    int pair; /* of these colours; 0: not allocated yet, or it needs none */
};

/* The state of the one terminal that a process has; curses itself keeps as much in globals. */
static struct {
    SCREEN *screen;
    FILE *in, *out;
    bool may_hold; /* curses may hold what it has read already, and poll knows nothing of */
    bool is_mouse_on, tells_motion;
    struct input mouse[MOUSE_EVENTS_MAX]; /* what it did and nobody has had yet, the latest first */
    int mouse_count;
    struct cells painted; /* the last picture: a row that comes again is not written */
    int scheme;           /* of `dresses`; -1: none yet */
    struct dress dresses[ELEMENT_COUNT];
} terminal = {.may_hold = true, .scheme = -1};

/* Behind curses' back. A signal's handler may call it. */
static void write_whole(const char *bytes)
{
    while (*bytes) {
        ssize_t written = write(fileno(terminal.out), bytes, strlen(bytes));

        if (written > 0)
            bytes += written;
        else if (written == 0 || errno != EINTR)
            return;
    }
}

/* Asks for movements of the mouse, which curses reads but never asks for. Xterm's mode 1002 tells of those with a
 * button down; a terminal without it pays no heed. Curses sets its own mode 1000 at a refresh, which would end 1002:
 * ask behind that. */
static void ask_for_motion(bool is_wanted)
{
    if (terminal.tells_motion == is_wanted)
        return;
    terminal.tells_motion = true; /* so it may be from here on, should a bug strike within */
    if (has_mouse())
        write_whole(is_wanted ? "\033[?1002h" : "\033[?1002l");
    terminal.tells_motion = is_wanted;
}

/* Drops what nobody reads: what curses holds, which it would write before all else, and what the terminal was sent. The
 * program's end follows, so that no file is closed. */
static void drop_output(void)
{
    int file = fileno(terminal.out), kept = dup(file), nowhere = open("/dev/null", O_WRONLY);

    if (kept >= 0 && nowhere >= 0 && dup2(nowhere, file) >= 0) {
        (void)beep(); /* flushes */
        (void)dup2(kept, file);
    }
    (void)tcflush(file, TCOFLUSH);
}

/* In a handler, whatever was being done then. In a hurry a terminal that takes nothing more is not waited for. */
static void give_back(bool is_in_a_hurry)
{
    if (!terminal.screen)
        return;
    if (is_in_a_hurry)
        drop_output();
    ask_for_motion(false);
    (void)endwin();
}

/* What many a terminal sends whatever TERM says of it, as a tmux does that calls itself xterm: read as Esc and a few
 * letters it would leave the view. */
static void learn_keys(void)
{
    static const struct {
        const char *bytes;
        int code;
    } keys[] = {{"\033[1~", KEY_HOME}, {"\033[7~", KEY_HOME}, {"\033[H", KEY_HOME}, {"\033OH", KEY_HOME},
                {"\033[4~", KEY_END},  {"\033[8~", KEY_END},  {"\033[F", KEY_END},  {"\033OF", KEY_END}};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        (void)define_key(keys[i].bytes, keys[i].code);
}

/* ^C is a signal, which comes however busy the program is, and no key that waits to be read; nothing that was written
 * is lost by it. The other keys of this kind stay keys. Behind what looks like the begin of a mouse's bytes curses
 * reads on until they end (ncurses 6.4, read_SGR): for a tenth of a second each, and not until someone
 * presses a key. */
static void set_line_modes(void)
{
    struct termios modes;
    int file = fileno(terminal.out);

    if (tcgetattr(file, &modes) != 0)
        return;
    modes.c_lflag |= ISIG | NOFLSH;
    modes.c_cc[VINTR] = KEY_CODE_CTRL('c');
    modes.c_cc[VQUIT] = modes.c_cc[VSUSP] = _POSIX_VDISABLE;
    modes.c_cc[VMIN] = 0;
    modes.c_cc[VTIME] = 1;
    (void)tcsetattr(file, TCSADRAIN, &modes);
    (void)def_prog_mode();
}

/* Once it is begun curses makes room in three more places, and where it finds no memory there it ends the program
 * itself, or crashes (ncurses 6.4). Each is made as large as it will ever be while there is memory: that of the
 * sequences that it fills in, of pairs of colours, and of what it compares lines with, behind a first picture, to
 * scroll them. */
static void fill_in_sequences(void)
{
    static const char *const capabilities[] = {"cup", "cuu",   "cud",   "cub",  "cuf",  "hpa", "vpa",  "csr",
                                               "ech", "rep",   "ich",   "dch",  "il",   "dl",  "indn", "rin",
                                               "sgr", "setaf", "setab", "setf", "setb", "scp", "XM"};
    enum { LONG = 30000 };

    for (size_t i = 0; i < sizeof capabilities / sizeof *capabilities; i++) {
        const char *capability = tigetstr(capabilities[i]);

        if (capability && capability != (const char *)-1)
            (void)tiparm(capability, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG);
    }
}

static void reserve_pairs(void)
{
    int last = min_int(COLOR_PAIRS - 1, SCHEME_COUNT * ELEMENT_COUNT);

    (void)init_extended_pair(last, COLOR_BLACK, COLOR_BLACK);
    (void)free_pair(last);
}

static void set_modes(void)
{
    (void)raw();
    (void)noecho();
    (void)nonl();
    (void)keypad(stdscr, TRUE);
    learn_keys();
    (void)nodelay(stdscr, TRUE);
    (void)set_escdelay(ESCAPE_DELAY_MS);
    (void)mouseinterval(0);
    (void)typeahead(-1); /* a picture is written as a whole: looking for keys on the way costs a flush each time */
    if (has_colors()) {
        (void)start_color();
        (void)use_default_colors();
        reserve_pairs();
    }
    set_line_modes();
    (void)refresh();
    (void)refresh();
    terminal_mouse(true);
}

/* Curses counts columns and rows in a short, and keeps each cell three times. */
static bool is_too_large(struct err *err)
{
    struct winsize size;

    if (ioctl(fileno(terminal.out), TIOCGWINSZ, &size) != 0 ||
        (size.ws_col <= SHRT_MAX && size.ws_row <= SHRT_MAX && size.ws_col * size.ws_row <= TERMINAL_CELLS_MAX))
        return false;
    return !err_set(err, "a terminal of %d columns and %d rows is too large to be painted", size.ws_col, size.ws_row);
}

/* Without it there is no screen to paint, only lines; curses would go on all the same. */
static bool can_place_cursor(void)
{
    char *capability = tigetstr("cup");

    return capability && capability != (char *)-1;
}

/* Is there the memory with which curses begins? Where it finds none it ends the program itself, wherever it stands. */
static bool has_memory_for_curses(void)
{
    void *room = malloc((size_t)4 << 20);

    free(room);
    return room != NULL;
}

static bool open_screen(const char *type, struct err *err)
{
    if (!has_memory_for_curses())
        return err_memory(err);
    if (is_too_large(err))
        return false;
    terminal.screen = newterm(type, terminal.out, terminal.in);
    if (!terminal.screen)
        return err_set(err, "the terminal type \"%s\" (TERM) is not known", type ? type : "");
    if (can_place_cursor())
        return true;
    (void)endwin();
    delscreen(terminal.screen);
    terminal.screen = NULL;
    return err_set(err, "a terminal of the type \"%s\" (TERM) cannot place its cursor", type ? type : "");
}

/* The file that curses writes to. Where standard output does not block, curses would write in a busy loop until the
 * terminal takes more: opens the same terminal anew, to be waited for. */
static FILE *open_output(void)
{
    const char *name = fcntl(STDOUT_FILENO, F_GETFL) & O_NONBLOCK ? ttyname(STDOUT_FILENO) : NULL;
    FILE *out = name ? fopen(name, "w") : NULL;

    return out ? out : stdout;
}

static void close_files(void)
{
    if (terminal.in != stdin)
        fclose(terminal.in);
    if (terminal.out != stdout)
        fclose(terminal.out);
}

bool terminal_open(struct err *err)
{
    if (!isatty(STDOUT_FILENO))
        return err_set(err, "standard output is not a terminal; makeitso run FILE prints a run");
    terminal.in = isatty(STDIN_FILENO) ? stdin : fopen("/dev/tty", "r");
    if (!terminal.in)
        return err_set(err, "cannot read keys: standard input is no terminal, and there is no /dev/tty");
    terminal.out = open_output();
    /* Before curses is begun, which leaves alone what is caught: it would stop without the mouse given back, and set
     * SIGTSTP aside and up again around every picture. */
    if (!signals_catch(give_back, err)) {
        close_files();
        return false;
    }
    if (!open_screen(getenv("TERM"), err)) {
        signals_release();
        close_files();
        return false;
    }
    /* Until it has been left and entered once, ncurses flushes at every move of the cursor (_nc_mvcur): ten writes a
     * step, not one. */
    (void)endwin();
    fill_in_sequences();
    set_modes();
    signals_catch_resizes();
    return true;
}

void terminal_close(void)
{
    if (!terminal.screen)
        return;
    terminal_mouse(false);
    /* It is not deleted: curses would look through what tparm cached, which ends the program where there was no memory
     * for an entry (ncurses 6.4). */
    (void)endwin();
    terminal.screen = NULL;
    terminal.scheme = -1;
    cells_release(&terminal.painted);
    signals_release();
    close_files();
}

void terminal_size(int *columns, int *rows)
{
    getmaxyx(stdscr, *rows, *columns);
}

/* How many colours its palette has; 0: none. A terminal of millions of colours is told red, green and blue; its palette
 * are the first eight alone. */
static int palette_colors(void)
{
    int colors = has_colors() ? tigetnum("colors") : 0;

    return colors > PALETTE_COLORS_MAX ? 8 : colors;
}

void terminal_mouse(bool is_on)
{
    if (terminal.is_mouse_on == is_on)
        return;
    terminal.is_mouse_on = is_on;
    if (!is_on)
        ask_for_motion(false);
    (void)mousemask(is_on ? ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION : 0, NULL);
}

void terminal_copy(const char *text)
{
    struct text sequence = {0};

    text_add(&sequence, "\033]52;c;");
    base64_add(text, strlen(text), &sequence);
    text_add(&sequence, "\a");
    if (!sequence.failed)
        write_whole(text_str(&sequence));
    text_release(&sequence);
}

void terminal_redraw(void)
{
    (void)clearok(curscr, TRUE);
}

static attr_t attributes_of(unsigned flags)
{
    attr_t attributes = A_NORMAL;

    if (flags & LOOK_DIM)
        attributes |= A_DIM;
    if (flags & LOOK_REVERSE)
        attributes |= A_REVERSE;
    if (flags & LOOK_UNDERLINE)
        attributes |= A_UNDERLINE;
    if (flags & LOOK_BOLD)
        attributes |= A_BOLD;
    return attributes;
}

/* Colours are given to curses when they are first needed: each of its pairs costs it some time. */
static void set_dresses(enum scheme scheme)
{
    for (int e = 0; e < ELEMENT_COUNT; e++) {
        struct look look = theme_screen_look(scheme, palette_colors(), (enum element)e);

        terminal.dresses[e] = (struct dress){attributes_of(look.flags), look.foreground, look.background, 0};
    }
}

static int pair_of(struct dress *dress)
{
    bool has_own = dress->foreground == COLOR_OWN && dress->background == COLOR_OWN;

    if (dress->pair == 0 && !has_own)
        dress->pair = alloc_pair(dress->foreground, dress->background);
    if (dress->pair < 0)
        dress->pair = 0;
    return dress->pair;
}

/* What is erased has the look of what is plain. */
static void set_paper(void)
{
    int pair = pair_of(&terminal.dresses[ELEMENT_PLAIN]);
    cchar_t blank;

    (void)setcchar(&blank, L" ", A_NORMAL, 0, &pair);
    bkgrndset(&blank);
}

/* Makes curses' window empty where the size or the looks are not those of the last picture. */
static bool begin(const struct cells *cells, enum scheme scheme, struct err *err)
{
    if (terminal.scheme == (int)scheme && terminal.painted.columns == cells->columns &&
        terminal.painted.rows == cells->rows)
        return true;
    cells_release(&terminal.painted);
    if (!cells_init(&terminal.painted, cells->columns, cells->rows, err))
        return false;
    set_dresses(scheme);
    set_paper();
    (void)erase();
    terminal.scheme = (int)scheme;
    return true;
}

/* Adds a glyph's own flags to those of its element. */
static attr_t attributes_of_glyph(const struct cell_glyph *glyph)
{
    attr_t attributes = terminal.dresses[glyph->element].attributes;

    if (glyph->flags == 0)
        return attributes;
    attributes |= attributes_of(glyph->flags & ~(unsigned)CELL_REVERSE);
    if (glyph->flags & CELL_REVERSE)
        attributes ^= A_REVERSE;
    if (glyph->flags & CELL_DIM) /* where nothing can be dimmed, of 8 colours the bright ones become the plain ones */
        attributes &= ~(attr_t)A_BOLD;
    return attributes;
}

static cchar_t cell_of(const struct cell_glyph *glyph)
{
    int pair = pair_of(&terminal.dresses[glyph->element]);
    wchar_t text[CELL_CODEPOINTS + 1] = {L' '};
    cchar_t cell;

    for (int i = 0; i < CELL_CODEPOINTS && glyph->codepoints[i]; i++)
        text[i] = (wchar_t)glyph->codepoints[i];
    (void)setcchar(&cell, text, attributes_of_glyph(glyph), 0, &pair);
    return cell;
}

/* A wide character is one cell to curses, which takes two columns. */
static void write_row(const struct cell_glyph *row, int columns, int number)
{
    cchar_t cells[CELLS_COLUMNS_MAX];
    int count = 0;

    for (int c = 0; c < columns; c++)
        if (row[c].width > 0)
            cells[count++] = cell_of(&row[c]);
    (void)mvadd_wchnstr(number, 0, cells, count);
}

bool terminal_show(const struct cells *cells, enum scheme scheme, int column, int row, struct err *err)
{
    const size_t size = sizeof *cells->grid * (size_t)cells->columns;

    CHECK(cells->columns <= CELLS_COLUMNS_MAX);
    if (!begin(cells, scheme, err))
        return false;
    for (int r = 0; r < cells->rows; r++) {
        const struct cell_glyph *next = &cells->grid[r * cells->columns];
        struct cell_glyph *painted = &terminal.painted.grid[r * cells->columns];

        if (memcmp(next, painted, size) == 0)
            continue;
        write_row(next, cells->columns, r);
        memcpy(painted, next, size);
    }
    (void)move(row, column);
    (void)refresh();
    ask_for_motion(terminal.is_mouse_on);
    return true;
}

/* A key by what get_wch told of it: a code of curses, or a character. */
static int key_of(int kind, wint_t code)
{
    static const struct {
        int kind;
        wint_t code;
        int key;
    } keys[] = {{KEY_CODE_YES, KEY_UP, KEY_CODE_UP},
                {KEY_CODE_YES, KEY_DOWN, KEY_CODE_DOWN},
                {KEY_CODE_YES, KEY_LEFT, KEY_CODE_LEFT},
                {KEY_CODE_YES, KEY_RIGHT, KEY_CODE_RIGHT},
                {KEY_CODE_YES, KEY_HOME, KEY_CODE_HOME},
                {KEY_CODE_YES, KEY_END, KEY_CODE_END},
                {KEY_CODE_YES, KEY_PPAGE, KEY_CODE_PAGE_UP},
                {KEY_CODE_YES, KEY_NPAGE, KEY_CODE_PAGE_DOWN},
                {KEY_CODE_YES, KEY_ENTER, KEY_CODE_ENTER},
                {KEY_CODE_YES, KEY_BACKSPACE, KEY_CODE_BACKSPACE},
                {KEY_CODE_YES, KEY_DC, KEY_CODE_DELETE},
                {KEY_CODE_YES, KEY_BTAB, KEY_CODE_BACK_TAB},
                {KEY_CODE_YES, KEY_F(1), KEY_CODE_F1},
                {KEY_CODE_YES, KEY_F(5), KEY_CODE_F5},
                {KEY_CODE_YES, KEY_F(10), KEY_CODE_F10},
                {OK, '\t', KEY_CODE_TAB},
                {OK, '\r', KEY_CODE_ENTER},
                {OK, '\n', KEY_CODE_ENTER},
                {OK, '\b', KEY_CODE_BACKSPACE},
                {OK, 127, KEY_CODE_BACKSPACE},
                {OK, 27, KEY_CODE_ESCAPE}};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].kind == kind && keys[i].code == code)
            return keys[i].key;
    return kind == KEY_CODE_YES ? KEY_CODE_NONE : (int)code;
}

static enum mouse_button button_of(mmask_t state)
{
    if (state & (BUTTON1_DOUBLE_CLICKED | BUTTON1_TRIPLE_CLICKED))
        return MOUSE_DOUBLE;
    if (state & (BUTTON1_PRESSED | BUTTON1_CLICKED))
        return MOUSE_LEFT;
    if (state & BUTTON1_RELEASED)
        return MOUSE_RELEASE;
    if (state & (BUTTON3_PRESSED | BUTTON3_CLICKED))
        return MOUSE_RIGHT;
    if (state & REPORT_MOUSE_POSITION)
        return MOUSE_MOVED;
    if (state & BUTTON4_PRESSED)
        return MOUSE_WHEEL_UP;
    return state & BUTTON5_PRESSED ? MOUSE_WHEEL_DOWN : MOUSE_NOTHING;
}

/* Takes what the mouse did from curses, which says so once for all that came together and hands out the latest first.
 * Of movements one behind the other only the last is kept. */
static void take_mouse(void)
{
    MEVENT event;

    terminal.mouse_count = 0;
    while (terminal.mouse_count < MOUSE_EVENTS_MAX && getmouse(&event) == OK) {
        enum mouse_button button = button_of(event.bstate), next = MOUSE_NOTHING;

        if (terminal.mouse_count > 0)
            next = terminal.mouse[terminal.mouse_count - 1].button;
        if (button != MOUSE_NOTHING && !(button == MOUSE_MOVED && next == MOUSE_MOVED))
            terminal.mouse[terminal.mouse_count++] = (struct input){
                .kind = INPUT_MOUSE, .column = event.x, .row = event.y, .button = button};
    }
}

/* The earliest of what the mouse did and nobody has had yet. */
static bool read_mouse(struct input *input)
{
    if (terminal.mouse_count == 0)
        return false;
    *input = terminal.mouse[--terminal.mouse_count];
    return true;
}

/* One thing that curses has for us; false when it is of no interest, such as another button let go. */
static bool take_key(int kind, wint_t code, struct input *input)
{
    if (kind == KEY_CODE_YES && code == KEY_RESIZE) {
        terminal_redraw(); /* curses may have written, and the terminal moved what stood there */
        *input = (struct input){.kind = INPUT_RESIZE};
        return true;
    }
    if (kind == KEY_CODE_YES && code == KEY_MOUSE) {
        take_mouse();
        return read_mouse(input);
    }
    *input = (struct input){
        .kind = INPUT_KEY,
        .key = key_of(kind, code),
    };
    return true;
}

/* Curses reads byte by byte and no further than a key's end: then it holds nothing behind it. */
static bool is_read_whole(int kind, wint_t code)
{
    if (kind == KEY_CODE_YES)
        return code != KEY_MOUSE && code != KEY_RESIZE;
    return code < 0x80 && code != 27; /* what looked like the begin of a key comes behind an Esc */
}

/* What curses has for us; false when there is nothing. Behind a mouse's bytes, which it may drop and answer with ERR,
 * curses can hold keys: only a second ERR in a row means that there are none. */
static bool read_key(struct input *input)
{
    int silent = 0;

    if (read_mouse(input))
        return true;
    while (silent < 2) {
        wint_t code;
        int kind = get_wch(&code);

        if (kind == ERR) {
            silent++;
            continue;
        }
        terminal.may_hold |= silent > 0 || !is_read_whole(kind, code);
        silent = 0;
        if (take_key(kind, code, input))
            return true;
    }
    terminal.may_hold = false;
    return false;
}

struct input terminal_wait(int wait_ms, struct pollfd *others, size_t count)
{
    struct pollfd files[2 + TERMINAL_OTHERS_MAX] = {{.fd = fileno(terminal.in), .events = POLLIN},
                                                    {.fd = signals_file(), .events = POLLIN}};
    struct input input = {.kind = INPUT_NOTHING};
    int number;

    CHECK(count <= TERMINAL_OTHERS_MAX);
    for (size_t i = 0; i < count; i++) {
        others[i].revents = 0;
        files[2 + i] = others[i];
    }
    if (read_mouse(&input) || (terminal.may_hold && read_key(&input)))
        return input;
    (void)poll(files, (nfds_t)(2 + count), wait_ms);
    for (size_t i = 0; i < count; i++)
        others[i].revents = files[2 + i].revents;
    number = files[1].revents ? signals_next() : 0;
    if (number) {
        if (number != SIGWINCH)
            return (struct input){.kind = INPUT_SIGNAL, .signal = number};
        terminal.may_hold = true;
    }
    if ((files[0].revents || terminal.may_hold) && read_key(&input))
        return input;
    if (files[0].revents & (POLLHUP | POLLERR | POLLNVAL))
        input.kind = INPUT_CLOSED;
    return input;
}

void terminal_suspend(void)
{
    bool is_mouse_on = terminal.is_mouse_on;

    terminal_mouse(false);
    (void)endwin();
    signals_stop();
    terminal_mouse(is_mouse_on);
    terminal.may_hold = true; /* its size may be another one */
    terminal_redraw();
    (void)refresh();
}
