/* What the terminal UI is given by whoever runs it: the scenarios, and the world as functions. Outside of this room it
 * is included through tui.h. */
#ifndef TUI_OPTIONS_H
#define TUI_OPTIONS_H

#include "model/change.h"
#include "model/lesson.h"
#include "picture/theme.h"
#include "tui/gate_record.h"

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
    const char *at;              /* the place where it is opened, as `:` takes it; NULL: the start */
    const char *lane;            /* the bot at whose lane; NULL: the first one's */
    const struct lesson *lesson; /* that is given: the entries are its scenarios, in their order; NULL: none is */
    const bool *is_given;        /* … and of its beats those that are */
    uint32_t from;               /* the beat that it begins with */
    /* The number of an entry's scenario in run codes, by its name; 0: none. NULL: none has any. */
    uint32_t (*number)(const char *name);
    const char *const *story; /* names of the designs that `=` compares; NULL-terminated */
    bool is_class, is_ascii, is_linear;
    const char *class_folder; /* where a class has its socket (class_socket.h); NULL: none is made */
    bool has_no_gates;        /* scenarios' own questions are not asked */
    uint32_t pupils;          /* in the class; 0: nobody said */
    /* Keeps what was said to a question; NULL: nobody does. */
    bool (*record)(void *context, const struct gate_record *record, struct err *err);
    enum scheme scheme;
    /* Loads an entry; NULL with a reason in one sentence. */
    struct scenario *(*load)(void *context, size_t entry, struct err *err);
    /* Is there something at this path already? */
    bool (*exists)(void *context, const char *path);
    /* Replaces a file with these bytes. */
    bool (*save)(void *context, const char *path, const struct text *bytes, struct err *err);
    void *context;
};

#endif
