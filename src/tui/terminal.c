#define NCURSES_WIDECHAR 1
#include "tui/terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>

#include "tui/blanks.h"
#include "tui/ink.h"
#include "tui/request.h"

enum {
    ESCAPE_DELAY_MS = 25,
    JUMP = 6,            /* columns, over which a jump is not longer than what is jumped over */
    MOUSE_EVENTS_MAX = 8 /* that curses holds, EV_MAX of its lib_mouse.c */
};

/* The state of the one terminal that a process has; curses itself keeps as much in globals. */
static struct {
    SCREEN *screen;
    FILE *in;
    int pipe[2];                /* a signal's number is written to [1] by its handler */
    bool catches_stop;          /* SIGTSTP; ignored by whoever started the program, it stays so */
    void (*resize)(int number); /* what curses does at SIGWINCH */
    bool may_hold;              /* curses may hold what it has read already, and poll knows nothing of */
    bool is_mouse_on, tells_motion;
    struct input mouse[MOUSE_EVENTS_MAX]; /* what it did and nobody has had yet, the latest first */
    int mouse_count;
    struct cells painted; /* the last picture, as it came: a row that comes again needs nothing */
    struct cells shown;   /* the same as it was written */
    int scheme;           /* in whose looks; -1: nothing yet, or nobody knows */
    struct look looks[ELEMENT_COUNT];
    bool is_bare[ELEMENT_COUNT];
    struct ink ink;
} terminal = {.pipe = {-1, -1}, .may_hold = true, .scheme = -1};

static void note_signal(int number)
{
    unsigned char byte = (unsigned char)number;
    int saved = errno;
    ssize_t written = write(terminal.pipe[1], &byte, 1);

    (void)written;
    errno = saved;
}

/* Curses has its key for it once it is asked: the pipe wakes who would wait instead. */
static void note_resize(int number)
{
    terminal.resize(number);
    note_signal(number);
}

/* Curses reads movements of the mouse, but asks for none. Xterm's mode 1002 tells of those with a button down; a
 * terminal without it pays no heed. Curses' own mode 1000, which it sets at a refresh, would end it: it is asked for
 * behind that. */
static void ask_for_motion(bool is_wanted)
{
    static const char on[] = "\033[?1002h", off[] = "\033[?1002l";

    if (terminal.tells_motion == is_wanted)
        return;
    terminal.tells_motion = true; /* so it may be from here on, should a bug strike within */
    if (has_mouse())
        ink_write(STDOUT_FILENO, is_wanted ? on : off, sizeof on - 1);
    terminal.tells_motion = is_wanted;
}

/* A bug: give the screen back before the core is dumped. */
static void die(int number)
{
    signal(number, SIG_DFL);
    if (terminal.screen) {
        ask_for_motion(false);
        (void)endwin();
    }
    raise(number);
}

static void catch_signals(void)
{
    static const int ends[] = {SIGTERM, SIGHUP, SIGINT};
    static const int bugs[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    struct sigaction note = {.sa_handler = note_signal}, bug = {.sa_handler = die};

    sigemptyset(&note.sa_mask);
    sigemptyset(&bug.sa_mask);
    bug.sa_flags = (int)(SA_RESETHAND | SA_NODEFER);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        sigaction(ends[i], &note, NULL);
    for (size_t i = 0; i < sizeof bugs / sizeof *bugs; i++) {
        struct sigaction old;

        /* A sanitizer's own handler stays. */
        if (sigaction(bugs[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            sigaction(bugs[i], &bug, NULL);
    }
}

/* Once curses is begun: it catches it unless another did before, as we where the terminal was opened before. */
static void catch_resizes(void)
{
    struct sigaction note = {.sa_handler = note_resize}, old;

    if (sigaction(SIGWINCH, NULL, &old) != 0 || old.sa_handler == SIG_DFL || old.sa_handler == SIG_IGN ||
        old.sa_handler == note_resize)
        return;
    terminal.resize = old.sa_handler;
    note.sa_mask = old.sa_mask;
    note.sa_flags = old.sa_flags;
    sigaction(SIGWINCH, &note, NULL);
}

/* Before curses is begun: it would take SIGTSTP for itself, stop without the mouse given back, and set the signal aside
 * and up again around every picture. */
static void catch_stop(void)
{
    struct sigaction note = {.sa_handler = note_signal}, old;

    sigemptyset(&note.sa_mask);
    terminal.catches_stop = sigaction(SIGTSTP, NULL, &old) == 0 && old.sa_handler == SIG_DFL;
    if (terminal.catches_stop)
        sigaction(SIGTSTP, &note, NULL);
}

static bool open_pipe(struct err *err)
{
    if (pipe(terminal.pipe) != 0)
        return err_set(err, "cannot make a pipe: %s", strerror(errno));
    for (int i = 0; i < 2; i++) {
        fcntl(terminal.pipe[i], F_SETFD, FD_CLOEXEC);
        fcntl(terminal.pipe[i], F_SETFL, O_NONBLOCK);
    }
    return true;
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
    ink_learn(&terminal.ink);
    terminal_mouse(true);
}

/* Without it there is no screen to paint, only lines; curses would go on all the same. */
static bool can_place_cursor(void)
{
    char *capability = tigetstr("cup");

    return capability && capability != (char *)-1;
}

static bool open_screen(const char *type, struct err *err)
{
    catch_stop();
    terminal.screen = newterm(type, stdout, terminal.in);
    if (!terminal.screen)
        return err_set(err, "the terminal type \"%s\" (TERM) is not known", type ? type : "");
    if (can_place_cursor())
        return true;
    (void)endwin();
    delscreen(terminal.screen);
    terminal.screen = NULL;
    return err_set(err, "a terminal of the type \"%s\" (TERM) cannot place its cursor", type ? type : "");
}

static void close_files(void)
{
    for (int i = 0; i < 2; i++) {
        int end = terminal.pipe[i];

        terminal.pipe[i] = -1; /* a later signal is written nowhere, not into a file that is opened next */
        close(end);
    }
    if (terminal.in != stdin)
        fclose(terminal.in);
}

bool terminal_open(struct err *err)
{
    if (!isatty(STDOUT_FILENO))
        return err_set(err, "standard output is not a terminal");
    terminal.in = isatty(STDIN_FILENO) ? stdin : fopen("/dev/tty", "r");
    if (!terminal.in)
        return err_set(err, "cannot read keys: standard input is no terminal, and there is no /dev/tty");
    if (!open_pipe(err) || !open_screen(getenv("TERM"), err)) {
        close_files();
        return false;
    }
    set_modes();
    catch_signals();
    catch_resizes();
    return true;
}

void terminal_close(void)
{
    if (!terminal.screen)
        return;
    terminal_mouse(false);
    (void)endwin();
    delscreen(terminal.screen);
    terminal.screen = NULL;
    terminal.scheme = -1;
    cells_release(&terminal.painted);
    cells_release(&terminal.shown);
    ink_release(&terminal.ink);
    close_files();
}

int terminal_columns(void)
{
    return getmaxx(stdscr);
}

int terminal_rows(void)
{
    return getmaxy(stdscr);
}

/* A terminal of millions of colours is told red, green and blue; its palette are the first eight alone. */
int terminal_colors(void)
{
    int colors = has_colors() ? tigetnum("colors") : 0;

    return colors > INK_COLORS_MAX ? 8 : colors;
}

void terminal_mouse(bool is_on)
{
    terminal.is_mouse_on = is_on;
    if (!is_on)
        ask_for_motion(false);
    (void)mousemask(is_on ? ALL_MOUSE_EVENTS | REPORT_MOUSE_POSITION : 0, NULL);
}

void terminal_redraw(void)
{
    terminal.scheme = -1;
}

/* A palette number for this terminal: of 8 colours, a bright one is its plain one made bold. */
static int16_t color_here(int16_t color, uint8_t *flags)
{
    if (color >= 8 && color < 16 && terminal_colors() < 16) {
        *flags |= LOOK_BOLD;
        return (int16_t)(color - 8);
    }
    return color < terminal_colors() ? color : COLOR_OWN;
}

static void set_looks(enum scheme scheme)
{
    for (int e = 0; e < ELEMENT_COUNT; e++) {
        struct look look = theme_look(scheme, terminal_colors(), (enum element)e);
        uint8_t ignored = 0;

        look.foreground = color_here(look.foreground, &look.flags);
        look.background = color_here(look.background, &ignored);
        terminal.looks[e] = look;
    }
    blanks_find_bare(scheme, terminal_colors(), terminal.is_bare);
}

/* An empty screen, made by curses, where the size or the looks are not those of the last picture. */
static bool begin(const struct cells *cells, enum scheme scheme, struct err *err)
{
    if (terminal.scheme == (int)scheme && terminal.shown.columns == cells->columns &&
        terminal.shown.rows == cells->rows)
        return true;
    cells_release(&terminal.painted);
    cells_release(&terminal.shown);
    if (!cells_init(&terminal.painted, cells->columns, cells->rows, err) ||
        !cells_init(&terminal.shown, cells->columns, cells->rows, err))
        return false;
    (void)erase();
    (void)clearok(curscr, TRUE);
    (void)refresh();
    ink_forget(&terminal.ink, cells->columns, cells->rows);
    set_looks(scheme);
    terminal.scheme = (int)scheme;
    return true;
}

/* What a glyph is written in: its element's look and its own flags. */
static struct look look_of(const struct cell_glyph *glyph)
{
    struct look look = terminal.looks[glyph->element];

    look.flags = (uint8_t)((look.flags | (glyph->flags & ~CELL_REVERSE)) ^ (glyph->flags & CELL_REVERSE));
    if (glyph->flags & CELL_DIM) /* where nothing can be dimmed, of 8 colours the bright ones become the plain ones */
        look.flags &= (uint8_t)~LOOK_BOLD;
    return look;
}

/* The cells from one column up to another are few, whole and in the look at hand. */
static bool are_at_hand(const struct cell_glyph *cells, int from, int to)
{
    if (from > to || to - from > JUMP)
        return false;
    for (int c = from; c < to; c++) {
        struct look look = look_of(&cells[c]);

        if (!look_equal(&look, &terminal.ink.look) || cells[c].width == 0)
            return false;
    }
    return true;
}

/* Goes to a column: over cells that stay by writing them again where that is shorter. */
static void reach(const struct cell_glyph *cells, int row, int column)
{
    struct ink *ink = &terminal.ink;

    if (ink->row == row && are_at_hand(cells, ink->column, column))
        while (ink->column < column)
            ink_put(ink, &cells[ink->column]);
    ink_move(ink, row, column);
}

/* Writes what differs from what is shown; spaces up to the row's end are erased. */
static void write_row(const struct row_change *change, int row)
{
    const struct cell_glyph *next = change->next;
    struct ink *ink = &terminal.ink;
    int end = blanks_end(next, change->columns, terminal.is_bare);

    for (int c = change->from; c < change->to; c++) {
        struct look look;

        if (glyph_equal(&next[c], &change->shown[c]) || next[c].width == 0)
            continue;
        look = look_of(&next[c]);
        reach(next, row, c);
        ink_take(ink, &look);
        if (c >= end && ink_erase_end(ink))
            return;
        ink_put(ink, &next[c]);
    }
}

static void copy_cells(struct cell_glyph *to, const struct row_change *change)
{
    memcpy(&to[change->from], &change->next[change->from], sizeof *to * (size_t)(change->to - change->from));
}

static void show_row(struct cell_glyph *next, int columns, int row, struct cell_glyph *look)
{
    struct cell_glyph *painted = &terminal.painted.grid[row * columns], *shown = &terminal.shown.grid[row * columns];
    struct row_change change = {next, shown, columns, 0, columns};

    if (memcmp(next, painted, sizeof *next * (size_t)columns) == 0)
        return;
    while (glyph_equal(&next[change.from], &painted[change.from]))
        change.from++;
    while (glyph_equal(&next[change.to - 1], &painted[change.to - 1]))
        change.to--;
    copy_cells(painted, &change);
    blanks_dress(&change, terminal.is_bare, look);
    write_row(&change, row);
    copy_cells(shown, &change);
}

bool terminal_show(struct cells *cells, enum scheme scheme, int column, int row, struct err *err)
{
    struct cell_glyph look = {.element = ELEMENT_PLAIN};

    if (!begin(cells, scheme, err))
        return false;
    for (int r = 0; r < cells->rows; r++)
        show_row(&cells->grid[r * cells->columns], cells->columns, r, &look);
    ink_take(&terminal.ink, &(struct look){.foreground = COLOR_OWN, .background = COLOR_OWN});
    ink_move(&terminal.ink, row, column);
    if (!ink_flush(&terminal.ink, STDOUT_FILENO, err))
        return false;
    ask_for_motion(terminal.is_mouse_on);
    return true;
}

static int key_of_curses(wint_t code)
{
    static const struct {
        wint_t code;
        int key;
    } keys[] = {{KEY_UP, KEY_CODE_UP},         {KEY_DOWN, KEY_CODE_DOWN},
                {KEY_LEFT, KEY_CODE_LEFT},     {KEY_RIGHT, KEY_CODE_RIGHT},
                {KEY_HOME, KEY_CODE_HOME},     {KEY_END, KEY_CODE_END},
                {KEY_PPAGE, KEY_CODE_PAGE_UP}, {KEY_NPAGE, KEY_CODE_PAGE_DOWN},
                {KEY_ENTER, KEY_CODE_ENTER},   {KEY_BACKSPACE, KEY_CODE_BACKSPACE},
                {KEY_DC, KEY_CODE_DELETE},     {KEY_BTAB, KEY_CODE_BACK_TAB},
                {KEY_F(1), KEY_CODE_F1},       {KEY_F(5), KEY_CODE_F5},
                {KEY_F(10), KEY_CODE_F10}};

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].code == code)
            return keys[i].key;
    return KEY_CODE_NONE;
}

static int key_of_character(wint_t character)
{
    switch (character) {
    case '\r':
    case '\n':
        return KEY_CODE_ENTER;
    case '\t':
        return KEY_CODE_TAB;
    case 27:
        return KEY_CODE_ESCAPE;
    case 127:
    case 8:
        return KEY_CODE_BACKSPACE;
    default:
        return (int)character;
    }
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
        .key = kind == KEY_CODE_YES ? key_of_curses(code) : key_of_character(code),
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

struct input terminal_wait(int wait_ms)
{
    struct pollfd files[2] = {{.fd = fileno(terminal.in), .events = POLLIN},
                              {.fd = terminal.pipe[0], .events = POLLIN}};
    struct input input = {.kind = INPUT_NOTHING};
    unsigned char number;

    if (read_mouse(&input) || (terminal.may_hold && read_key(&input)))
        return input;
    (void)poll(files, 2, wait_ms);
    if (files[1].revents && read(terminal.pipe[0], &number, 1) == 1) {
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
    if (terminal.catches_stop)
        (void)signal(SIGTSTP, SIG_DFL);
    (void)kill(0, SIGTSTP);
    if (terminal.catches_stop)
        catch_stop();
    terminal_mouse(is_mouse_on);
    terminal.may_hold = true; /* its size may be another one */
    terminal_redraw();
    (void)refresh();
}
