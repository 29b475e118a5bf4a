#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#define COLUMNS_MAX 100 /* of a shown line, the number before it included */
#define GUTTER 8        /* "   12 | " */
#define SHOWN_MAX (COLUMNS_MAX - GUTTER)
#define BEFORE_CARET 60     /* columns shown before a caret in a line that must be cut */
#define MESSAGE_COLUMNS 400 /* of a message, of a list of what is allowed */
#define WORD_BYTES_MAX 64   /* longer words are near to nothing */

void diags_init(struct diags *diags, const char *name, const char *bytes, size_t size)
{
    *diags = (struct diags){.name = name, .bytes = bytes, .size = bytes ? size : 0};
}

void diags_release(struct diags *diags)
{
    for (size_t i = 0; i < diags->count; i++) {
        text_release(&diags->list[i].text);
        text_release(&diags->list[i].allowed);
        text_release(&diags->list[i].hint);
    }
    free(diags->list);
    diags_init(diags, diags->name, NULL, 0);
}

bool diags_are_empty(const struct diags *diags)
{
    return diags->count == 0 && diags->dropped == 0 && !diags->failed;
}

void diags_fail(struct diags *diags)
{
    diags->failed = true;
}

/* Makes `message` what was formatted, clean and not too long. */
static void message_set(struct text *message, const char *prefix, const char *format, va_list list)
{
    struct text formatted = {0};

    text_addv(&formatted, format, list);
    text_clear(message);
    text_add(message, prefix);
    text_add_shown(message, text_str(&formatted), "\uFFFD");
    text_fit(message, MESSAGE_COLUMNS);
    text_release(&formatted);
}

struct diag *diags_add(struct diags *diags, struct mark mark, const char *format, ...)
{
    struct diag *diag;
    va_list list;

    if (!diags->list)
        diags->list = calloc(DIAGS_MAX, sizeof *diags->list);
    if (!diags->list) {
        diags_fail(diags);
        return NULL;
    }
    if (diags->count == DIAGS_MAX) {
        diags->dropped++;
        return NULL;
    }
    diag = &diags->list[diags->count++];
    diag->mark = mark;
    va_start(list, format);
    message_set(&diag->text, "", format, list);
    va_end(list);
    return diag;
}

void diag_allow(struct diag *diag, const char *format, ...)
{
    va_list list;

    if (!diag)
        return;
    va_start(list, format);
    message_set(&diag->allowed, "allowed: ", format, list);
    va_end(list);
}

void diag_hint(struct diag *diag, const char *format, ...)
{
    va_list list;

    if (!diag)
        return;
    va_start(list, format);
    message_set(&diag->hint, "", format, list);
    va_end(list);
}

void diag_allow_words(struct diag *diag, const char *found, const char *const *words, size_t count)
{
    struct text all = {0};
    const char *nearest = found ? word_nearest(found, words, count) : NULL;

    for (size_t i = 0; i < count; i++)
        text_addf(&all, "%s%s", i > 0 ? ", " : "", words[i]);
    if (count > 0)
        diag_allow(diag, "%s", text_str(&all));
    if (nearest)
        diag_hint(diag, "did you mean \"%s\"?", nearest);
    text_release(&all);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment: the fewest insertions, deletions, replacements and swaps of neighbours, case aside; of
 * words of at most WORD_BYTES_MAX bytes. */
static size_t word_distance(const char *a, const char *b)
{
    size_t rows[3][WORD_BYTES_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    const size_t width = strlen(b);

    for (size_t j = 0; j <= width; j++)
        last[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t *spare = before;
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t change = last[j - 1] + (text_lower(a[i - 1]) != text_lower(b[j - 1]));
            row[j] = least(change, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && text_lower(a[i - 1]) == text_lower(b[j - 2]) &&
                text_lower(a[i - 2]) == text_lower(b[j - 1]))
                row[j] = least(row[j], before[j - 2] + 1);
        }
        before = last;
        last = row;
        row = spare;
    }
    return last[width];
}

const char *word_nearest(const char *found, const char *const *words, size_t count)
{
    const size_t size = strlen(found);
    size_t best = size / 3 > 1 ? size / 3 : 1;
    const char *nearest = NULL;

    if (size > WORD_BYTES_MAX)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        size_t distance = strlen(words[i]) <= WORD_BYTES_MAX ? word_distance(found, words[i]) : SIZE_MAX;
        if (distance < best || (distance == best && !nearest)) {
            best = distance;
            nearest = words[i];
        }
    }
    return nearest;
}

static bool mark_is_before(struct mark a, struct mark b)
{
    return a.line != b.line ? a.line < b.line : a.column < b.column;
}

/* Stable, and mistakes are found nearly in order. */
static void diags_sort(struct diags *diags)
{
    for (size_t i = 1; i < diags->count; i++) {
        struct diag diag = diags->list[i];
        size_t j = i;
        for (; j > 0 && mark_is_before(diag.mark, diags->list[j - 1].mark); j--)
            diags->list[j] = diags->list[j - 1];
        diags->list[j] = diag;
    }
}

/* The bytes of line `number`, without its end, to `*line`; false when the file has no such line. */
static bool line_find(const struct diags *diags, uint32_t number, const char **line, size_t *size)
{
    const char *at = diags->bytes;
    const char *end = at ? at + diags->size : NULL;
    const char *stop;

    if (!at || number == 0)
        return false;
    for (uint32_t i = 1; i < number; i++) {
        at = memchr(at, '\n', (size_t)(end - at));
        if (!at)
            return false;
        at++;
    }
    stop = memchr(at, '\n', (size_t)(end - at));
    stop = stop ? stop : end;
    if (stop > at && stop[-1] == '\r')
        stop--;
    *line = at;
    *size = (size_t)(stop - at);
    return true;
}

/* A line as it is shown: from the character that begins at column `from`, cut to fit; and the columns before and under
 * the mark, counted from there. */
struct shown {
    struct text text;
    int before, under;
};

/* Appends one character of a file: a tab as a space, what is unsafe as U+FFFD. Returns the columns it takes. */
static int add_character(struct text *out, uint32_t codepoint, const char *bytes, size_t size)
{
    const size_t start = out->size;

    if (codepoint == '\t')
        text_add(out, " ");
    else if (text_is_unsafe(codepoint) || codepoint == 0xFFFD)
        text_add(out, "\uFFFD");
    else
        text_add_bytes(out, bytes, size);
    return out->failed ? 0 : text_width(out->bytes + start);
}

/* Where a line must begin to be shown so that the caret is seen: 0 or a number of characters to leave out. */
static uint32_t characters_left_out(struct mark mark)
{
    return mark.column > SHOWN_MAX - 10 ? mark.column - BEFORE_CARET : 0;
}

static void line_show(const char *line, size_t size, struct mark mark, struct shown *shown)
{
    const uint32_t skip = characters_left_out(mark);
    const uint32_t length = mark.length > 0 ? mark.length : 1;
    struct text copy = {0};
    const char *at;
    const char *end;

    text_add_bytes(&copy, line, size);
    (void)text_carry(&shown->text, text_str(&copy));
    at = text_str(&copy);
    end = at + copy.size;
    if (skip > 0) {
        text_add(&shown->text, "…");
        shown->before = 1;
    }
    for (uint32_t column = 1; at < end; column++) {
        const char *from = at;
        uint32_t codepoint = text_next(&at);
        int width = 0;
        at += at == from; /* a NUL byte in the file */
        if (column > skip)
            width = add_character(&shown->text, codepoint, from, (size_t)(at - from));
        if (column < mark.column)
            shown->before += width;
        else if (column - mark.column < length)
            shown->under += width;
        if (column > skip + 4 * SHOWN_MAX)
            break;
    }
    text_fit(&shown->text, SHOWN_MAX);
    text_release(&copy);
}

static void add_excerpt(const struct diags *diags, struct mark mark, struct text *out)
{
    struct shown shown = {0};
    const char *line;
    size_t size;
    int under;

    if (!line_find(diags, mark.line, &line, &size))
        return;
    line_show(line, size, mark, &shown);
    text_addf(out, "%5u | %s\n", (unsigned int)mark.line, text_str(&shown.text));
    if (mark.column > 0 && shown.before < SHOWN_MAX) {
        under = shown.under < SHOWN_MAX - shown.before ? shown.under : SHOWN_MAX - shown.before;
        text_add(out, "      | ");
        text_add_times(out, " ", (size_t)shown.before);
        text_add(out, "^");
        text_add_times(out, "~", (size_t)(under > 1 ? under - 1 : 0));
        text_add(out, "\n");
    }
    text_release(&shown.text);
}

static void add_line(const struct text *line, struct text *out)
{
    text_add(out, text_str(line));
    text_add(out, text_str(line)[0] ? "\n" : "");
}

static void diag_print(const struct diags *diags, const struct diag *diag, struct text *out)
{
    text_add_shown(out, diags->name, "\uFFFD");
    if (diag->mark.line > 0)
        text_addf(out, ":%u:%u", (unsigned int)diag->mark.line, (unsigned int)diag->mark.column);
    text_addf(out, ": error: %s\n", text_str(&diag->text));
    add_excerpt(diags, diag->mark, out);
    add_line(&diag->allowed, out);
    add_line(&diag->hint, out);
}

void diags_print(struct diags *diags, struct text *out)
{
    const size_t all = diags->count + diags->dropped;

    diags_sort(diags);
    for (size_t i = 0; i < diags->count; i++)
        diag_print(diags, &diags->list[i], out);
    if (all > 1) {
        text_addf(out, "%zu mistakes in ", all);
        text_add_shown(out, diags->name, "\uFFFD");
        text_add(out, "\n");
    }
    out->failed = out->failed || diags->failed;
}
