/* A speech: what linear text is to say, in lines.
 *
 * A line is one sentence or a few, for the ear and for a braille line: no sign of the screen, no two blanks in a row,
 * no byte below 32. Of a list each row has its number before it, by which it is chosen.
 *
 *     speech_add(&speech, "Which faults are tried, one a run.");
 *     speech_add_row(&speech, 1, "error: an exception at once");      // "1: error: an exception at once"
 *     speech_release(&speech);
 */
#ifndef TUI_SPEECH_H
#define TUI_SPEECH_H

#include "base/text.h"

/* {0}: nothing is said. */
struct speech {
    struct text text; /* the lines, each ended by a newline */
    size_t count;     /* of them */
};

void speech_release(struct speech *speech);
void speech_clear(struct speech *speech);

/* One line more; nothing where it would be empty. */
void speech_add(struct speech *speech, const char *line);
void speech_addf(struct speech *speech, const char *format, ...) __attribute__((format(printf, 2, 3)));
void speech_add_row(struct speech *speech, size_t number, const char *line);

/* The same of a text, which is released. */
void speech_take(struct speech *speech, struct text *line);

/* Each line of a text, which is released; a text of several sentences as one line for each. */
void speech_take_lines(struct speech *speech, struct text *lines);
void speech_add_prose(struct speech *speech, const char *prose);

/* One line of what is written for the screen: its arrows, which are keys, and its dots as words. */
void speech_add_notice(struct speech *speech, const char *notice);
void speech_add_row_notice(struct speech *speech, size_t number, const char *notice);

/* Appends all lines of another one; its lines from `first` on, `count` of them. */
void speech_append(struct speech *speech, const struct speech *other);
void speech_write(const struct speech *speech, size_t first, size_t count, struct text *out);

/* Is a line, without its newline, among the lines? */
bool speech_has(const struct speech *speech, const char *line, size_t size);

#endif
