/* The machine's clock that is never set. All processes of the machine have the same. */
#ifndef TUI_CLOCK_H
#define TUI_CLOCK_H

#include <stdint.h>
#include <time.h>

/* Milliseconds since some time in the past. A signal handler may ask. */
static inline int64_t clock_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

#endif
