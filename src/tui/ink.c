#define NCURSES_WIDECHAR 1
#include "tui/ink.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include <curses.h>

static const struct {
    char *name; /* of the capability */
    unsigned flag;
    int color_clash; /* its bit of no_color_video */
} attributes[] = {
    {"dim", LOOK_DIM, 16}, {"rev", LOOK_REVERSE, 4}, {"smul", LOOK_UNDERLINE, 2}, {"bold", LOOK_BOLD, 32}};

enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

/* How nearly all of them go to a place, so that curses need not work it out each time. */
static const char ansi_place[] = "\033[%i%p1%d;%p2%dH";

static const struct look plain_look = {.foreground = COLOR_OWN, .background = COLOR_OWN};

/* Without the pauses, "$<5>", that terminals made of wires need. */
static struct ink_sequence sequence_of(const char *string)
{
    struct ink_sequence sequence = {""};
    size_t size = 0;

    if (!string || string == (const char *)-1)
        return sequence;
    while (*string && size + 1 < sizeof sequence.bytes) {
        const char *end = string[0] == '$' && string[1] == '<' ? strchr(string, '>') : NULL;

        if (!end)
            sequence.bytes[size++] = *string;
        string = (end ? end : string) + 1;
    }
    if (*string) /* half of it would be another one */
        size = 0;
    sequence.bytes[size] = '\0';
    return sequence;
}

static void add(struct ink *ink, const struct ink_sequence *sequence)
{
    text_add(&ink->bytes, sequence->bytes);
}

void ink_learn(struct ink *ink)
{
    int clash = tigetnum("ncv");

    ink->to_place = tigetstr("cup");
    ink->places_as_ansi = strcmp(ink->to_place, ansi_place) == 0;
    ink->plain = sequence_of(tigetstr("sgr0"));
    ink->erase_end = sequence_of(tigetstr("el"));
    for (int i = 0; i < ATTRIBUTES && ink->plain.bytes[0]; i++) {
        ink->attributes[i] = sequence_of(tigetstr(attributes[i].name));
        ink->plain_in_color |= clash > 0 && clash & attributes[i].color_clash ? attributes[i].flag : 0;
    }
    ink->moves_plain = tigetflag("msgr") != 1;
    ink->scrolls_at_end = tigetflag("am") == 1 && tigetflag("xenl") != 1;
}

void ink_forget(struct ink *ink, int columns, int rows)
{
    text_clear(&ink->bytes);
    ink->columns = columns;
    ink->rows = rows;
    ink->row = -1;
    ink->look = plain_look;
}

static void add_place(struct ink *ink, int row, int column)
{
    struct ink_sequence to;

    if (ink->places_as_ansi) {
        text_add(&ink->bytes, "\033[");
        text_add_number(&ink->bytes, (uint64_t)row + 1);
        text_add(&ink->bytes, ";");
        text_add_number(&ink->bytes, (uint64_t)column + 1);
        text_add(&ink->bytes, "H");
        return;
    }
    to = sequence_of(tiparm(ink->to_place, row, column));
    add(ink, &to);
}

void ink_move(struct ink *ink, int row, int column)
{
    if (row == ink->row && column == ink->column)
        return;
    if (ink->moves_plain)
        ink_take(ink, &plain_look);
    add_place(ink, row, column);
    ink->row = row;
    ink->column = column;
}

/* What cannot be taken back is not begun. */
static void add_color(struct ink *ink, struct ink_sequence *known, char *capability, int color)
{
    if (color < 0 || color >= INK_COLORS_MAX || !ink->plain.bytes[0])
        return;
    if (!known[color].bytes[0])
        known[color] = sequence_of(tiparm(tigetstr(capability), color));
    add(ink, &known[color]);
}

/* A look as this terminal can show it: where nothing is reversed in colour, its colours change places. */
static struct look look_here(const struct ink *ink, const struct look *look)
{
    struct look here = *look;

    if (look->foreground == COLOR_OWN && look->background == COLOR_OWN)
        return here;
    here.flags &= (uint8_t)~ink->plain_in_color;
    if (look->flags & ink->plain_in_color & LOOK_REVERSE) {
        here.foreground = look->background;
        here.background = look->foreground;
    }
    return here;
}

void ink_take(struct ink *ink, const struct look *look)
{
    struct look was = look_here(ink, &ink->look), here = look_here(ink, look);

    if (here.flags != was.flags || here.background != was.background ||
        (here.foreground == COLOR_OWN && was.foreground != COLOR_OWN)) {
        if (!look_equal(&was, &plain_look))
            add(ink, &ink->plain);
        for (int i = 0; i < ATTRIBUTES; i++)
            if (here.flags & attributes[i].flag)
                add(ink, &ink->attributes[i]);
        add_color(ink, ink->background, "setab", here.background);
        was.foreground = COLOR_OWN;
    }
    if (here.foreground != was.foreground)
        add_color(ink, ink->foreground, "setaf", here.foreground);
    ink->look = *look;
}

/* Columns of the cursor's row that can still be written. */
static int columns_left(const struct ink *ink)
{
    bool is_last_row = ink->row == ink->rows - 1;

    return ink->columns - ink->column - (ink->scrolls_at_end && is_last_row);
}

void ink_put(struct ink *ink, const struct cell_glyph *glyph)
{
    static const struct cell_glyph space = {.width = 1};
    int left = columns_left(ink);

    if (left <= 0)
        return;
    if (left < glyph->width)
        glyph = &space;
    if (glyph->codepoints[0] == 0)
        text_add(&ink->bytes, " ");
    for (int i = 0; i < CELL_CODEPOINTS && glyph->codepoints[i]; i++)
        text_add_codepoint(&ink->bytes, glyph->codepoints[i]);
    ink->column += glyph->width;
    if (ink->column >= ink->columns) /* on it, or behind it on the next row: terminals differ */
        ink->row = -1;
}

bool ink_erase_end(struct ink *ink)
{
    add(ink, &ink->erase_end);
    return ink->erase_end.bytes[0] != '\0';
}

void ink_write(int file, const char *bytes, size_t size)
{
    const char *end = bytes + size;

    while (bytes < end) {
        ssize_t written = write(file, bytes, (size_t)(end - bytes));

        if (written > 0)
            bytes += written;
        else if (written < 0 && errno == EAGAIN)
            (void)poll(&(struct pollfd){.fd = file, .events = POLLOUT}, 1, -1);
        else if (written == 0 || errno != EINTR)
            return;
    }
}

bool ink_flush(struct ink *ink, int file, struct err *err)
{
    bool is_whole = !ink->bytes.failed;

    ink_write(file, text_str(&ink->bytes), ink->bytes.size);
    text_clear(&ink->bytes);
    return is_whole || err_memory(err);
}

void ink_release(struct ink *ink)
{
    text_release(&ink->bytes);
}
