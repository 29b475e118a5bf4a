#include "cli/patience.h"

#include <signal.h>
#include <time.h>

/* What a signal handler can write to. */
static volatile sig_atomic_t is_interrupted;

static void interrupt(int number)
{
    (void)number;
    is_interrupted = 1;
}

static int64_t clock_ms(void)
{
    struct timespec now;

    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void patience_begin(struct patience *patience, msec limit)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = (int)SA_RESETHAND};

    *patience = (struct patience){.began_ms = clock_ms()};
    if (limit != MSEC_NEVER)
        patience->deadline_ms = patience->began_ms + limit + 1;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL); /* a second ^C ends the program at once */
}

bool patience_stop(void *context)
{
    const struct patience *patience = context;

    return is_interrupted || (patience->deadline_ms && clock_ms() >= patience->deadline_ms);
}

bool patience_was_interrupted(void)
{
    return is_interrupted != 0;
}

int64_t patience_elapsed_ms(const struct patience *patience)
{
    return clock_ms() - patience->began_ms;
}

void patience_end(void)
{
    struct sigaction action = {.sa_handler = SIG_DFL};

    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
}
