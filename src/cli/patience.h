/* How long a search may go on: until a time limit, or ^C. Both leave what is known so far. */
#ifndef CLI_PATIENCE_H
#define CLI_PATIENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/duration.h"

struct patience {
    int64_t began_ms, deadline_ms; /* of the monotonic clock; deadline 0: none */
};

/* From now on ^C asks to stop instead of ending the program. `limit` MSEC_NEVER: no limit. */
void patience_begin(struct patience *patience, msec limit);

/* True when the time is up or ^C was pressed. May be asked from several threads. The struct as `void *` fits the searches' `stop`. */
bool patience_stop(void *patience);

/* ^C was pressed; the program is to end with EXIT_INTERRUPTED. */
bool patience_was_interrupted(void);

/* ms since the beginning. */
int64_t patience_elapsed_ms(const struct patience *patience);

/* ^C ends the program again. */
void patience_end(void);

#endif
