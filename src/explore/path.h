/* What a run remembers on its way beside its world: which gaps before a fetch it has passed, and which scripted faults
 * were switched on or off for it.
 *
 * A search that steps back sets `now` to what it was: what had been passed by then is still in its place. To come back
 * to a place further on, when other runs may have passed other gaps, it is saved. */
#ifndef EXPLORE_PATH_H
#define EXPLORE_PATH_H

#include "base/err.h"
#include "engine/chooser.h"
#include "model/scenario.h"

enum {
    PATH_SEEN_MAX = 65536,                    /* gaps before a fetch on one path */
    PATH_SAVED_MAX = SCENARIO_WORKERS_MAX + 1 /* of one step */
};

/* A gap before a fetch that a run has passed. */
struct seen {
    uint32_t job, attempt;
};

struct path_mark {
    uint32_t seen_count;
    uint64_t on, off; /* bit f: scripted fault f */
};

struct path {
    struct seen *seen; /* owned */
    uint32_t room;     /* it grows, to PATH_SEEN_MAX at the most */
    struct path_mark now;
    bool is_full;    /* a gap was passed that there was no room for */
    bool is_starved; /* or no memory */
};

/* Begins as {0}. */
void path_release(struct path *path);

/* True when this path has passed the gap already; else it is noted. Only the gap before a fetch can come again. */
bool path_passes(struct path *path, const struct gap *gap);

/* The path, and the gaps behind the first `kept`, of which there are at most PATH_SAVED_MAX. */
struct path_save {
    struct path_mark now;
    uint32_t kept;
    struct seen added[PATH_SAVED_MAX];
};

/* Saves it; restores it, when the first `kept` are still the same. */
void path_save(const struct path *path, uint32_t kept, struct path_save *out);
void path_restore(struct path *path, const struct path_save *save);

/* Makes it the path of another run that this struct has noted; `seen` has mark->seen_count gaps. */
void path_set(struct path *path, const struct path_mark *mark, const struct seen *seen);

#endif
