#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/range.h"

#define ELLIPSIS "…"

void text_release(struct text *text)
{
    free(text->bytes);
    *text = (struct text){0};
}

void text_clear(struct text *text)
{
    text->size = 0;
    if (text->bytes)
        text->bytes[0] = '\0';
}

const char *text_str(const struct text *text)
{
    return text->failed ? TEXT_LOST : text->bytes ? text->bytes : "";
}

bool text_is_lost(const char *string)
{
    const char *lost = strchr(string, (unsigned char)TEXT_LOST[0]);

    return lost && strstr(lost, TEXT_LOST);
}

bool text_carry(struct text *text, const char *string)
{
    text->failed = text->failed || text_is_lost(string);
    return text->failed;
}

/* What is there is left to nobody: it might pass for the whole. */
static void text_fail(struct text *text)
{
    text->failed = true;
    text_clear(text);
}

/* Makes room for `more` bytes and a NUL. */
static bool text_reserve(struct text *text, size_t more)
{
    size_t room = text->room ? text->room : 64;
    char *bytes;

    if (text->failed)
        return false;
    if (text->bytes && more < text->room - text->size)
        return true;
    while (room - text->size <= more && room <= SIZE_MAX / 2)
        room *= 2;
    bytes = room - text->size > more ? realloc(text->bytes, room) : NULL;
    if (!bytes) {
        text_fail(text);
        return false;
    }
    text->bytes = bytes;
    text->room = room;
    return true;
}

void text_add_bytes(struct text *text, const char *bytes, size_t size)
{
    if (!text_reserve(text, size))
        return;
    if (size > 0)
        memcpy(text->bytes + text->size, bytes, size);
    text->size += size;
    text->bytes[text->size] = '\0';
}

void text_add(struct text *text, const char *string)
{
    if (!text_carry(text, string))
        text_add_bytes(text, string, strlen(string));
}

void text_add_times(struct text *text, const char *string, size_t count)
{
    const size_t size = strlen(string);

    for (size_t i = 0; i < count && !text->failed; i++)
        text_add_bytes(text, string, size);
}

void text_add_number(struct text *text, uint64_t number)
{
    char digits[20]; /* of UINT64_MAX */
    size_t first = sizeof digits;

    do {
        digits[--first] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    text_add_bytes(text, digits + first, sizeof digits - first);
}

void text_trim(struct text *text)
{
    while (!text->failed && text->size > 0 && text->bytes[text->size - 1] == ' ')
        text->bytes[--text->size] = '\0';
}

void text_capitalise(struct text *text, size_t at)
{
    if (at < text->size && text->bytes[at] >= 'a' && text->bytes[at] <= 'z')
        text->bytes[at] = (char)(text->bytes[at] - 'a' + 'A');
}

void text_add_count(struct text *text, uint64_t count, const char *one, const char *many)
{
    text_add_number(text, count);
    text_add(text, " ");
    text_add(text, count == 1 ? one : many);
}

void text_add_list(struct text *text, const char *const *words, size_t count, const char *last)
{
    for (size_t i = 0; i < count; i++) {
        text_add(text, i == 0 ? "" : i + 1 == count ? last : ", ");
        text_add(text, words[i]);
    }
}

const char *text_article(const char *noun)
{
    return noun[0] != '\0' && strchr("aeiou", noun[0]) ? "an" : "a";
}

void text_add_codepoint(struct text *text, uint32_t codepoint)
{
    char bytes[5];

    text_add_bytes(text, bytes, codepoint_encode(codepoint, bytes));
}

void text_addv(struct text *text, const char *format, va_list list)
{
    va_list again;
    size_t room;
    int size;

    if (!text_reserve(text, 0))
        return;
    room = text->room - text->size;
    va_copy(again, list);
    size = vsnprintf(text->bytes + text->size, room, format, list);
    if (size >= 0 && (size_t)size >= room) { /* it was cut */
        text->bytes[text->size] = '\0';
        if (text_reserve(text, (size_t)size))
            size = vsnprintf(text->bytes + text->size, (size_t)size + 1, format, again);
    }
    va_end(again);
    if (size < 0 || text_carry(text, text->bytes + text->size))
        text_fail(text);
    else
        text->size += (size_t)size;
}

void text_addf(struct text *text, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    text_addv(text, format, list);
    va_end(list);
}

int text_width_until(const char *string, const char *end)
{
    int width = 0;
    size_t joined;

    while (string < end)
        if (text_begins_plain(string)) {
            string++;
            width++;
        } else if ((joined = text_emoji(string)) > 0) {
            string += joined;
            width += 2;
        } else {
            width += text_codepoint_width(text_next(&string));
        }
    return width;
}

int text_width(const char *string)
{
    return text_width_until(string, string + strlen(string));
}

/* The bytes of the longest beginning of `string` that ends with a grapheme and takes at most `columns`; their columns
 * to `*width`. */
static size_t text_prefix(const char *string, int columns, int *width)
{
    const char *end = string;

    *width = 0;
    while (*end) {
        const char *ahead = end;
        int more = text_next_grapheme(&ahead);
        if (*width + more > columns)
            break;
        *width += more;
        end = ahead;
    }
    return (size_t)(end - string);
}

void text_fit(struct text *text, int columns)
{
    int width;

    if (text->size == 0 || text_width(text->bytes) <= columns)
        return;
    text->size = columns > 0 ? text_prefix(text->bytes, columns - 1, &width) : 0;
    text->bytes[text->size] = '\0';
    if (columns > 0)
        text_add(text, ELLIPSIS);
}

void text_cut(struct text *text, int columns)
{
    text_add(text, text_width(text_str(text)) < columns ? "…" : "……"); /* too wide, so that fitting cuts it */
    text_fit(text, columns);
}

bool text_take_line(const char **at, struct text *line)
{
    size_t size = strcspn(*at, "\n");

    if (**at == '\0')
        return false;
    text_clear(line);
    text_add_bytes(line, *at, size);
    *at += size + ((*at)[size] == '\n');
    return true;
}

void text_add_padded(struct text *text, const char *string, int columns)
{
    int width = text_width(string);

    if (text_carry(text, string) || columns <= 0)
        return;
    if (width > columns) {
        text_add_bytes(text, string, text_prefix(string, columns - 1, &width));
        text_add(text, ELLIPSIS);
        width++;
    } else {
        text_add(text, string);
    }
    text_add_times(text, " ", (size_t)(columns - width));
}

/* The columns that the text's last line takes so far. */
static int last_line_width(const struct text *text)
{
    const char *line = text_str(text);
    const char *newline = strrchr(line, '\n');

    return text_width(newline ? newline + 1 : line);
}

struct wrapping {
    struct text *text;
    const char *indent;
    int columns, indent_width;
    int column;    /* where the line stands */
    int breaks;    /* of lines, so far */
    int widest;    /* of the lines before, in columns */
    bool has_word; /* on this line */
};

static void wrap_break(struct wrapping *wrap)
{
    text_add(wrap->text, "\n");
    text_add(wrap->text, wrap->indent);
    wrap->widest = max_int(wrap->widest, wrap->column);
    wrap->column = wrap->indent_width;
    wrap->breaks++;
    wrap->has_word = false;
}

/* One word, which ends before `end`, with `spaces` before it. What is longer than a line is cut wherever the line
 * ends. */
static void wrap_word(struct wrapping *wrap, const char *word, const char *end, size_t spaces)
{
    int width = text_width_until(word, end);

    if (wrap->has_word && wrap->column + (int)spaces + width > wrap->columns) {
        wrap_break(wrap);
    } else if (wrap->column + (int)spaces <= wrap->columns) { /* those before the first word may be too many */
        text_add_times(wrap->text, " ", spaces);
        wrap->column += (int)spaces;
    }
    while (wrap->column + width > wrap->columns) {
        int part;
        size_t bytes = text_prefix(word, wrap->columns - wrap->column, &part);
        if (bytes == 0 && wrap->column <= wrap->indent_width)
            break; /* no room for anything: the line grows too long rather than never ending */
        text_add_bytes(wrap->text, word, bytes);
        word += bytes;
        width -= part;
        wrap->column += part;
        wrap_break(wrap);
    }
    text_add_bytes(wrap->text, word, (size_t)(end - word));
    wrap->column += width;
    wrap->has_word = true;
}

/* There is nothing to be broken, and no space at the end to be left out. */
static bool is_one_line(const char *string, int columns)
{
    size_t size = strcspn(string, "\n");

    return size > 0 && string[size] == '\0' && string[size - 1] != ' ' &&
           text_width_until(string, string + size) <= columns;
}

static void wrap_string(struct wrapping *wrap, const char *string)
{
    while (*string) {
        size_t spaces = strspn(string, " ");
        const char *word = string + spaces;

        string = word + strcspn(word, " \n");
        if (string > word)
            wrap_word(wrap, word, string, spaces);
        if (*string == '\n') {
            wrap_break(wrap);
            string++;
        }
    }
}

void text_add_wrapped(struct text *text, const char *string, int columns, const char *indent)
{
    struct wrapping wrap = {.text = text, .indent = indent, .columns = columns};

    if (text_carry(text, string))
        return;
    wrap.column = last_line_width(text);
    if (is_one_line(string, columns - wrap.column)) {
        text_add(text, string);
        return;
    }
    wrap.indent_width = text_width(indent);
    wrap.has_word = wrap.column > wrap.indent_width;
    wrap_string(&wrap, string);
}

int text_wrapped_lines(const char *string, int columns)
{
    struct text nothing = {.failed = true}; /* takes nothing in */
    struct wrapping wrap = {.text = &nothing, .indent = "", .columns = columns};

    wrap_string(&wrap, string);
    return wrap.breaks + (wrap.breaks > 0 || wrap.has_word);
}

int text_wrapped_width(const char *string, int columns)
{
    struct text nothing = {.failed = true}; /* takes nothing in */
    struct wrapping wrap = {.text = &nothing, .indent = "", .columns = columns};

    wrap_string(&wrap, string);
    return max_int(wrap.widest, wrap.column);
}

size_t text_sentence(const char *string)
{
    size_t size = strcspn(string, ".?!");

    return size + (string[size] != '\0');
}

void text_add_shown(struct text *text, const char *string, const char *space)
{
    (void)text_carry(text, string);
    while (*string) {
        const char *begin = string;
        uint32_t codepoint = text_next_shown(&string);

        if (codepoint == '\n' || codepoint == '\t')
            text_add(text, space);
        else if (codepoint == TEXT_REPLACEMENT)
            text_add_codepoint(text, codepoint);
        else
            text_add_bytes(text, begin, (size_t)(string - begin));
    }
}

size_t string_make_safe(char *string)
{
    char *to = string;

    for (const char *at = string; *at != '\0';) {
        const char *begin = at;
        uint32_t codepoint = text_next_shown(&at);

        if (codepoint == '\n' || codepoint == '\t' || codepoint == TEXT_REPLACEMENT) {
            *to++ = '?';
        } else {
            memmove(to, begin, (size_t)(at - begin));
            to += at - begin;
        }
    }
    *to = '\0';
    return (size_t)(to - string);
}

void text_add_safe(struct text *text, const char *string)
{
    size_t begin = text->size;

    text_add(text, string);
    if (!text->failed && text->bytes)
        text->size = begin + string_make_safe(text->bytes + begin);
}
