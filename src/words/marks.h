/* Marks: the one table of signs for cells, text, pictures and maps, each in Unicode and in ASCII.
 *
 * No two signs of one table have the same silhouette, so that meaning never rests on colour. All are one column wide.
 * Views write the Unicode signs; marks_to_ascii turns a finished text into ASCII as a whole, so that no view has to
 * know two alphabets. */
#ifndef WORDS_MARKS_H
#define WORDS_MARKS_H

#include "base/text.h"

#define MARK_LIST(X)                                                                                                   \
    X(MARK_NONE, " ", " ")                                                                                             \
    X(MARK_POSTED, "●", "o")                                                                                           \
    X(MARK_AGAIN, "◆", "#")                                                                                            \
    X(MARK_ERROR, "✗", "x")                                                                                            \
    X(MARK_TIMEOUT, "◷", "t")                                                                                          \
    X(MARK_CRASH, "†", "%")                                                                                            \
    X(MARK_STALL, "‖", "s")                                                                                            \
    X(MARK_BACK, "↺", "@")                                                                                             \
    X(MARK_UNKNOWN, "?", "?")                                                                                          \
    X(MARK_DEPLOY, "⇅", "^")                                                                                           \
    X(MARK_SKIPPED, "○", "-")                                                                                          \
    X(MARK_LOST, "∅", "!")                                                                                             \
    X(MARK_NOT_YET, "·", ".")                                                                                          \
    X(MARK_GRANTED, "✓", "+")                                                                                          \
    X(MARK_START, "▶", ">")                                                                                            \
    X(MARK_ENQUEUE, "→", "/")                                                                                          \
    X(MARK_FOLD, "⋯", ":")                                                                                             \
    X(MARK_RULE, "─", "=")

#define MARK_ITEM(constant, unicode, ascii) constant,
enum mark_sign { MARK_LIST(MARK_ITEM) MARK_COUNT };
#undef MARK_ITEM

extern const char *const marks_unicode[MARK_COUNT];
extern const char *const marks_ascii[MARK_COUNT];

/* The ASCII of one sign of `size` bytes; NULL where it has none. */
const char *mark_to_ascii(const char *sign, size_t size);

/* Appends `string` in ASCII: marks by the table, punctuation by its nearest sign, "…" as "~", anything else as "?";
 * each takes as many columns as it took. */
void marks_to_ascii(const char *string, struct text *out);

#endif
