/* The prompt: the line in the footer that is typed into, for a search, a place, a file's name; or a question that one
 * key answers.
 *
 * Who opens it says by a prompt_kind what is shown around the line and what becomes of it. Until it is closed every key
 * is its own.
 *
 *     static const struct prompt_kind place = {.before = ":", .done = go_to};
 *     prompt_ask(&app->prompt, &place, "");
 */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/session.h"

struct app;

struct prompt_kind {
    const char *before, *behind; /* the line; NULL: nothing */
    const char *asks;            /* in linear text; never NULL but of a question, whose line asks */
    bool is_question;            /* y says yes, any other key no; nothing can be typed */
    /* Appends what Tab types behind what stands before the cursor; NULL: Tab is no key. */
    void (*complete)(struct app *app, const char *before, struct text *out);
    void (*changed)(struct app *app, const char *typed); /* after each key; NULL: nothing */
    void (*done)(struct app *app, const char *typed);    /* at Enter; of a question, at yes; NULL: nothing */
    void (*refused)(struct app *app, const char *typed); /* of a question, at no; NULL: nothing */
};

struct prompt {
    const struct prompt_kind *kind; /* NULL: it is closed */
    char typed[TYPED_MAX];
    size_t cursor;              /* the byte of it before which is typed */
    char shown[TYPED_MAX + 60]; /* with what stands before or behind it */
    size_t future;              /* that it is about, where it is about one */
};

/* Opens it with a text to begin with, cut where it is too long. */
void prompt_ask(struct prompt *prompt, const struct prompt_kind *kind, const char *typed);

enum prompt_answer { PROMPT_EDITED, PROMPT_LEFT, PROMPT_DONE, PROMPT_REFUSED };

/* Edits the line by a key, or tells what the key means; closing it is left to the caller. */
enum prompt_answer prompt_key(struct prompt *prompt, int key);

/* Types a text at the cursor; nothing where there is no room for all of it. */
void prompt_type(struct prompt *prompt, const char *text);

/* Copies what stands before the cursor. */
void prompt_before(const struct prompt *prompt, char out[TYPED_MAX]);

/* How many columns of the line stand behind its cursor. */
int prompt_columns_behind(const struct prompt *prompt);

#endif
