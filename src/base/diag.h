/* Diagnostics: what is wrong in a text that a person wrote, and how to mend it.
 *
 * All mistakes of a file are collected, then printed in the file's order:
 *
 *     jobs/mail.yml:12:11: error: unknown guard "chek-then-mark"
 *        12 |     guard: chek-then-mark
 *           |            ^~~~~~~~~~~~~~
 *     allowed: none, check-then-mark, mark-then-post, ask-receiver, idempotency-key
 *     did you mean "check-then-mark"?
 *
 * Bytes of the file are shown with control characters and broken UTF-8 replaced, lines cut to fit 100 columns. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define DIAGS_MAX 100 /* more mistakes than that are counted, not kept */

/* A place in a file, both counted from 1, columns in characters; line 0: the file as a whole. */
struct mark {
    uint32_t line;
    uint32_t column;
    uint32_t length; /* characters to underline; 0 or 1: a caret alone */
};

struct diag {
    struct mark mark;
    struct text text;    /* what was found, lower case, no full stop */
    struct text allowed; /* a line such as "allowed: 1 to 64", or empty */
    struct text hint;    /* a line such as "did you mean \"bots\"?", or empty */
};

struct diags {
    const char *name;  /* how the file is called in messages; the caller's */
    const char *bytes; /* the file, for showing lines; the caller's, may be NULL */
    size_t size;
    struct diag *list; /* owned */
    size_t count;      /* kept ones, at most DIAGS_MAX */
    size_t dropped;    /* beyond DIAGS_MAX */
    bool failed;       /* memory ran out: what they tell is not all, and nothing was decided */
};

/* `name` and `bytes` must outlive the diags. */
void diags_init(struct diags *diags, const char *name, const char *bytes, size_t size);
void diags_release(struct diags *diags);

/* True when nothing was reported, and memory sufficed to know. */
bool diags_are_empty(const struct diags *diags);

/* Notes that memory ran out. */
void diags_fail(struct diags *diags);

/* Reports a mistake: printf format and its text. The returned diag may be given `allowed` and `hint` by the calls below
 * until the next report; NULL when it was dropped, which those calls accept. */
struct diag *diags_add(struct diags *diags, struct mark mark, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds "allowed: …" from a printf format. */
void diag_allow(struct diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Adds "allowed: a, b, c" from a list of words and, when `found` is near one of them (Damerau-Levenshtein distance at
 * most a third of its length, at least 1), "did you mean …?". `found` may be NULL. */
void diag_allow_words(struct diag *diag, const char *found, const char *const *words, size_t count);

/* Adds a hint line from a printf format. */
void diag_hint(struct diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Sorts by place and appends everything as above, the last line "N mistakes in NAME" when there are several; fails
 * `out` where memory ran out. */
void diags_print(struct diags *diags, struct text *out);

/* The word nearest to `found` in the sense above, or NULL. */
const char *word_nearest(const char *found, const char *const *words, size_t count);

#endif
