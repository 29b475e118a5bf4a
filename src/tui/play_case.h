/* A case: an entry of the opening with all its futures. It is loaded when it is first played. */
#ifndef TUI_PLAY_CASE_H
#define TUI_PLAY_CASE_H

#include "tui/future.h"
#include "tui/tui.h"

enum { PLAY_CASE_TEXT_MAX = 200 };

/* {0}: not loaded yet. */
struct play_case {
    struct futures futures;
    bool is_open;                     /* it has futures */
    char verdict[PLAY_CASE_TEXT_MAX]; /* of its first future, once watched; "" before */
    bool is_good;                     /* of the verdict */
    char trouble[PLAY_CASE_TEXT_MAX]; /* why it cannot be loaded; "" when it can */
};

/* Loads it if need be. False with the reason in `trouble` when it cannot be played. */
bool play_case_open(struct play_case *it, const struct tui_options *options, size_t entry);
void play_case_release(struct play_case *it);

/* A future was watched to its end: its verdict may be told from now on. False when memory is out. */
bool play_case_note_watched(struct play_case *it, size_t of_future, struct err *err);

/* The change by which a design in which something went wrong was made good, and seen to be; NULL. */
const struct future *play_case_mended(const struct play_case *it);

#endif
