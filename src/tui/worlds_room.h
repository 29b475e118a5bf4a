/* Two worlds: two runs under one cursor, which is a time.
 *
 * A side shows a future of a case; keys that act on one run act on the side at the lane's cursor, which becomes the run
 * on the stage. On coming out one stands where one came from. */
#ifndef TUI_WORLDS_ROOM_H
#define TUI_WORLDS_ROOM_H

#include "base/duration.h"
#include "tui/way_back.h"

struct app;
struct timeaxis_cache;
struct view_room;

struct worlds_state {
    struct way_back back;
    size_t cases[2], futures[2]; /* which run each side shows */
    uint32_t seen[2];
    msec now; /* −1: before the beginning */
    int side; /* at the cursor */
    bool is_playing;
    int64_t shown_at;            /* real ms: when `now` was shown */
    struct timeaxis_cache *axis; /* owned */
};

extern const struct view_room worlds_room;

/* Opens it on two runs; says why not where one cannot be loaded. */
void worlds_open(struct app *app, const size_t cases[2], const size_t futures[2]);
void worlds_release(struct worlds_state *worlds);

/* While it is played: real milliseconds for which a moment stays, and the next moment once they are over. */
int worlds_wait(const struct app *app);
void worlds_advance(struct app *app);

/* Goes to what was typed behind `:`, in the run of the side at the cursor, else in the other. */
void worlds_go_to(struct app *app, const char *typed);

/* The side at the cursor shows the present future from now on. */
void worlds_show_current(struct app *app);

/* A side whose future was deleted shows the present one. */
void worlds_forget_deleted(struct app *app);

#endif
