/* The door of the terminal UI: scenarios go in, a person plays with them.
 *
 * Whatever needs files, the command line or standard streams is the caller's and comes in as functions. */
#ifndef TUI_TUI_H
#define TUI_TUI_H

#include "model/change.h"
#include "picture/theme.h"

/* One row of the opening. Strings are the caller's. */
struct tui_entry {
    const char *group; /* "the story" */
    const char *name;  /* how the command line calls it */
    const char *title, *question;
};

struct tui_options {
    const struct tui_entry *entries; /* at least one */
    size_t entry_count;
    int open;                     /* the entry that is played at once; -1: the opening comes first */
    const struct change *changes; /* made to the entry that is opened at once */
    size_t change_count;
    const char *at;           /* the place where it is opened, as `:` takes it; NULL: the start */
    const char *const *story; /* names of the designs that `=` compares; NULL-terminated */
    bool is_class, is_ascii;
    enum scheme scheme;
    /* Loads an entry; NULL with a reason in one sentence. */
    struct scenario *(*load)(void *context, size_t entry, struct err *err);
    /* Is there something at this path already? */
    bool (*exists)(void *context, const char *path);
    /* Replaces a file with these bytes. */
    bool (*save)(void *context, const char *path, const struct text *bytes, struct err *err);
    void *context;
};

/* Instead of an exit status, with `err`: there is no terminal to run on, or memory is out; a change or the place does
 * not fit. */
enum { TUI_FAILED = -1, TUI_MISTAKE = -2 };

/* Runs until it is left. `farewell` gets the command line of each branch that was not saved, one a line. Returns the
 * exit status: 0, or 128 + the signal that ended it; or one of the above. It runs once a process. */
int tui_run(const struct tui_options *options, struct text *farewell, struct err *err);

#endif
