/* The prompt: the line in the footer that is typed into, for a search, a place, a file's name, a yes or no.
 *
 * It is opened by prompt_ask; until it is closed every key is its own. What was typed goes where it is meant for: a
 * search to the open view (app_search), a place to the run on the stage or to two worlds, a name to the file that is
 * written, a yes to what was asked about. */
#ifndef TUI_PROMPT_H
#define TUI_PROMPT_H

#include <stddef.h>

struct app;

enum { PROMPT_TYPED_MAX = 120 };

/* What is being typed. */
enum prompt_kind { PROMPT_NONE, PROMPT_FIND, PROMPT_GO_TO, PROMPT_SAVE, PROMPT_OVERWRITE, PROMPT_DELETE };

struct prompt {
    enum prompt_kind kind; /* PROMPT_NONE: it is closed */
    char typed[PROMPT_TYPED_MAX];
    size_t cursor;                     /* the byte of it before which is typed */
    char shown[PROMPT_TYPED_MAX + 60]; /* with what stands before or behind it */
    size_t future;                     /* the one to be saved */
};

/* Opens it with a text to begin with, cut where it is too long. */
void prompt_ask(struct app *app, enum prompt_kind kind, const char *typed);

/* Asks for the file that a future of the case on the stage is to be saved as. */
void prompt_save(struct app *app, size_t future);

/* Answers a key while it is open. */
void prompt_key(struct app *app, int key);

/* How many columns of the line stand behind its cursor. */
int prompt_columns_behind(const struct prompt *prompt);

#endif
