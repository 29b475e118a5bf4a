/* How long a search may go on: until a time limit, or ^C. Both leave what is known so far. Meanwhile, where standard
 * error is a terminal, a line there tells how far it is, from the first second on, and is gone at the end. */
#ifndef CLI_PATIENCE_H
#define CLI_PATIENCE_H

#include <stdatomic.h>

#include "base/duration.h"
#include "base/text.h"
#include "explore/budget.h"

struct patience {
    int64_t began_ms, deadline_ms; /* of the monotonic clock; deadline 0: none */
    bool shows;                    /* how far it is */
    atomic_bool is_showing;        /* one of the threads is at it; what follows is that one's */
    int64_t shown_ms;              /* when it was last shown; 0: not yet */
    uint32_t stage;                /* that was last shown */
    int64_t stage_began_ms;
    int width; /* columns of the line that stands there */
};

/* From now on ^C asks to stop instead of ending the program; pressed again a second or more later it ends the program
 * at once, sooner it means the same ^C. `limit` MSEC_NEVER: no limit. */
void patience_begin(struct patience *patience, msec limit);

/* What a search is given; it may ask from several threads. */
struct cancel_token patience_watch(struct patience *patience);

/* True when the time is up or ^C was pressed. */
bool patience_is_over(const struct patience *patience);

/* ^C was pressed; the program is to end with EXIT_INTERRUPTED. */
bool patience_was_interrupted(void);

/* Why a search was stopped, for "Partial: …": by ^C, or else by the time limit. */
const char *patience_reason(bool was_interrupted);

/* The same of a search that ended so: NULL where it is complete. `is_at_most`: it made as many runs as it may. */
const char *search_partial_reason(enum search_end end, bool is_at_most, bool was_interrupted);

/* Takes the line away. ^C ends the program again, unless it was pressed: then the answer is printed first, as above. */
void patience_end(struct patience *patience);

/* Appends how far a search is, `elapsed_ms` after its stage began: "1408 runs; faults 2 of 3: 41 %, about 12 s
 * left". */
void progress_say(const struct progress *progress, int64_t elapsed_ms, struct text *out);

#endif
