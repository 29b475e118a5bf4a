/* Texts that a page's frames share: each once, with a number where it is used so often that a number is shorter. */
#ifndef REPORT_HTML_TEXTS_H
#define REPORT_HTML_TEXTS_H

#include "base/err.h"
#include "base/text.h"

/* {0}: none yet. */
struct html_texts {
    struct text bytes; /* each with its NUL */
    struct html_text {
        size_t at; /* in `bytes` */
        uint64_t hash;
        uint32_t uses, number; /* the number is known once html_texts_write was called */
    } * list;                  /* in the order in which they came */
    uint32_t count, room;
    uint32_t *slots; /* where a text is by its hash, + 1; 0: none */
    uint32_t slot_count;
};

/* One use more of a text: which of the list it is. False when memory is out. */
bool html_texts_note(struct html_texts *texts, const char *string, uint32_t *text, struct err *err);

/* Appends those that have numbers as a list of JSON, in the order of the numbers, from 0. */
void html_texts_write(struct html_texts *texts, struct text *out);

/* Appends a text as it stands in a string of JSON: a backspace and its number, or itself. */
void html_text_write(const struct html_texts *texts, uint32_t text, struct text *out);

/* Appends any string so, in which no "<" stands. */
void html_string_write(const char *string, struct text *out);

void html_texts_release(struct html_texts *texts);

#endif
