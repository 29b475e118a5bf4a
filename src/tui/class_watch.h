/* A console's side of a class's socket (class_socket.h): the newest state that the class has told, and keys for it.
 *
 *     struct class_watch watch;
 *
 *     class_watch_init(&watch, file, is_read_only);
 *     while (class_watch_read(&watch, &err)) … watch.told …    // when watch.file can be read
 */
#ifndef TUI_CLASS_WATCH_H
#define TUI_CLASS_WATCH_H

#include "base/err.h"
#include "words/class_told.h"

struct class_watch {
    int file; /* from class_socket_connect; owned */
    bool is_read_only;
    struct class_told told; /* of a pupil without what only the teacher may know */
    uint64_t states;        /* so many were told */
    struct text line;       /* that has not ended yet */
};

void class_watch_init(struct class_watch *watch, int file, bool is_read_only);
void class_watch_release(struct class_watch *watch);

enum watch_end { WATCH_GOES_ON, WATCH_CLASS_IS_OVER, WATCH_FAILED };

/* Takes in what there is, without waiting. `err` is filled where it failed: what came is no state, or memory is out. */
enum watch_end class_watch_read(struct class_watch *watch, struct err *err);

/* Asks the class for a key; false where this console may not. A class that is over is told by the next reading. */
bool class_watch_press(struct class_watch *watch, int key);

#endif
