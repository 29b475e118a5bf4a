/* A growing UTF-8 string, and how wide text is on a terminal.
 *
 * Running out of memory is sticky, and is carried on: the text stops growing, `failed` is set, and it reads as
 * TEXT_LOST, which fails every text that it is added to, so that only the place that writes the last one out has to
 * look. TEXT_LOST is no UTF-8: JSON and YAML refuse it, too.
 *
 *     struct text line = {0};
 *     text_addf(&line, "%s posted %s", bot, again ? "again" : "");
 *     text_fit(&line, 80);
 *     fwrite(line.bytes, 1, line.size, stdout);
 *     text_release(&line);
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

struct text {
    char *bytes; /* NUL-terminated, owned; NULL while empty and never written: read it through text_str */
    size_t size; /* without the NUL */
    size_t room; /* bytes allocated */
    bool failed; /* memory ran out; what is there is of no use */
};

#define TEXT_LOST "\xFFout of memory"

/* `struct text t = {0}` is an empty text. Frees the bytes; the text is empty and usable afterwards. */
void text_release(struct text *text);

/* Empties the text, keeps its memory; one that failed has failed still. */
void text_clear(struct text *text);

/* The text as a C string, "" when empty, TEXT_LOST when it failed; valid until the next change. */
const char *text_str(const struct text *text);

/* Nothing was added, and nothing lost. */
static inline bool text_is_empty(const struct text *text)
{
    return text->size == 0 && !text->failed;
}

/* Is TEXT_LOST in a string, as in what a format made of a text that failed? */
bool text_is_lost(const char *string);

/* Lets `text` fail where `string` is lost; true when it has failed. For what copies a string piece by piece. */
bool text_carry(struct text *text, const char *string);

/* Takes the spaces at its end away. */
void text_trim(struct text *text);

/* A small letter of ASCII at this byte becomes a capital. */
void text_capitalise(struct text *text, size_t at);

/* Append: a string, `size` bytes, `count` times one string, a number in decimal digits, a printf format. */
void text_add(struct text *text, const char *string);
void text_add_bytes(struct text *text, const char *bytes, size_t size);
void text_add_times(struct text *text, const char *string, size_t count);
void text_add_number(struct text *text, uint64_t number);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_addv(struct text *text, const char *format, va_list list);

/* Appends "1 fault" or "2 faults". */
void text_add_count(struct text *text, uint64_t count, const char *one, const char *many);

/* Appends "a", "a or b", "a, b or c", `last` being " or ". */
void text_add_list(struct text *text, const char *const *words, size_t count, const char *last);

/* "a" or "an", as the noun begins. */
const char *text_article(const char *noun);

/* Appends one code point, U+FFFD for what is none. */
void text_add_codepoint(struct text *text, uint32_t codepoint);

/* Appends `string` padded with spaces to `columns`; cut with "…" when it is wider. */
void text_add_padded(struct text *text, const char *string, int columns);

/* Cuts the text to at most `columns` columns at a grapheme's boundary, the last column being "…" where something was
 * cut. */
void text_fit(struct text *text, int columns);

/* Ends the text in "…" within `columns`, as one that goes on. */
void text_cut(struct text *text, int columns);

/* Makes `line` the next one at `*at`, which moves behind its newline; false at the end. */
bool text_take_line(const char **at, struct text *line);

/* Columns that `string` takes on a terminal: wide characters and joined emoji 2, combining ones 0. Bytes that are no
 * UTF-8 count 1 each. */
int text_width(const char *string);

/* The same of the bytes before `end`. */
int text_width_until(const char *string, const char *end);

/* Appends `string` broken into lines of at most `columns`, at spaces where possible, each after the first begun by
 * `indent`; the first goes on where the text's last line ends. Newlines in `string` stay. Lines are separated by '\n';
 * no newline at the end. */
void text_add_wrapped(struct text *text, const char *string, int columns, const char *indent);

/* How many lines that makes of `string` in an empty text; 0 of nothing. It takes no memory. */
int text_wrapped_lines(const char *string, int columns);

/* The columns of the longest of them; as little memory. */
int text_wrapped_width(const char *string, int columns);

/* Bytes of the first sentence of `string`, its full stop, question or exclamation mark among them; all where it has
 * none. */
size_t text_sentence(const char *string);

/* Appends `string` with U+FFFD for what must not be shown, and `space` for newlines and tabs. */
void text_add_shown(struct text *text, const char *string, const char *space);

/* Appends `string` with everything that must not reach a terminal, newlines and what is no UTF-8 as '?'. */
void text_add_safe(struct text *text, const char *string);

/* The same in place; returns the bytes that are left. */
size_t string_make_safe(char *string);

#endif
