#include "cli/patience.h"

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "tui/clock.h"

enum {
    QUIET_MS = 1000,
    BETWEEN_MS = 250,
    LINE_COLUMNS_MAX = 79,
    AGAIN_MS = 1000,
    ECHO_COLUMNS = 8 /* of ^C, pressed a few times */
};

/* Of a stage, before its time left can be told. */
#define SHARE_MIN 0.02

/* When ^C was first pressed, 0: not yet. What a signal handler can write to, and any thread read. */
static atomic_llong interrupted_ms;

/* The same ^C may come as two signals, one to the process and one to its group. A person who presses it again later
 * means it. */
static void interrupt(int number)
{
    const struct sigaction action = {.sa_handler = SIG_DFL};
    int64_t first = atomic_load(&interrupted_ms), now = clock_ms();

    if (first == 0) {
        atomic_store(&interrupted_ms, now);
    } else if (now - first >= AGAIN_MS) {
        (void)sigaction(number, &action, NULL);
        (void)raise(number); /* once this handler has returned */
    }
}

void patience_begin(struct patience *patience, msec limit)
{
    struct sigaction action = {.sa_handler = interrupt, .sa_flags = SA_RESTART};

    *patience = (struct patience){.began_ms = clock_ms(), .shows = isatty(STDERR_FILENO) != 0};
    patience->stage_began_ms = patience->began_ms;
    if (limit != MSEC_NEVER)
        patience->deadline_ms = patience->began_ms + limit + 1;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
}

void progress_say(const struct progress *progress, int64_t elapsed_ms, struct text *out)
{
    bool is_staged = progress->stages > 1 && progress->staged != NULL;

    text_addf(out, "%" PRIu64 " %s", progress->done, progress->what);
    if (is_staged)
        text_addf(out, "; %s %" PRIu32 " of %" PRIu32, progress->staged, progress->stage, progress->stages);
    if (progress->share < 0)
        return;
    text_addf(out, "%s %.0f %%", is_staged ? ":" : ";", 100 * progress->share);
    if (progress->stage < progress->stages || progress->share < SHARE_MIN)
        return;
    text_add(out, ", about ");
    msec_say((msec)((double)elapsed_ms * (1 - progress->share) / progress->share) / 1000 * 1000, out);
    text_add(out, " left");
}

/* A line that takes the place of the one before; "" takes it away. The cursor stays at its beginning: there the
 * terminal writes ^C, and it goes with the line. */
static void show(struct patience *patience, const char *line)
{
    int width = text_width(line);

    (void)fprintf(stderr, "\r%s%*s\r", line, patience->width > width ? patience->width - width : 0, "");
    (void)fflush(stderr);
    patience->width = width;
}

static void show_progress(struct patience *patience, const struct progress *progress, int64_t now)
{
    struct text line = {0};

    if (progress->stage != patience->stage) {
        patience->stage = progress->stage;
        patience->stage_began_ms = now;
    }
    progress_say(progress, now - patience->stage_began_ms, &line);
    if (text_width(text_str(&line)) <= LINE_COLUMNS_MAX)
        show(patience, text_str(&line));
    text_release(&line);
}

/* One thread of several that ask gets to show it: the others go on, however long the terminal keeps it waiting. */
static void show_in_turn(struct patience *patience, const struct progress *progress, int64_t now)
{
    if (now - patience->began_ms < QUIET_MS || atomic_exchange(&patience->is_showing, true))
        return;
    if (now - patience->shown_ms >= BETWEEN_MS) {
        patience->shown_ms = now;
        show_progress(patience, progress, now);
    }
    atomic_store(&patience->is_showing, false);
}

static bool stop(void *context, const struct progress *progress)
{
    struct patience *patience = context;
    int64_t now;

    if (patience_was_interrupted() || (!patience->deadline_ms && !patience->shows))
        return patience_was_interrupted();
    now = clock_ms();
    if (patience->shows)
        show_in_turn(patience, progress, now);
    return patience->deadline_ms && now >= patience->deadline_ms;
}

struct cancel_token patience_watch(struct patience *patience)
{
    return (struct cancel_token){stop, patience};
}

bool patience_is_over(const struct patience *patience)
{
    return patience_was_interrupted() || (patience->deadline_ms && clock_ms() >= patience->deadline_ms);
}

bool patience_was_interrupted(void)
{
    return atomic_load_explicit(&interrupted_ms, memory_order_relaxed) != 0;
}

const char *patience_reason(bool was_interrupted)
{
    return was_interrupted ? "interrupted" : "the time was up (--time)";
}

const char *search_partial_reason(enum search_end end, bool is_at_most, bool was_interrupted)
{
    if (end == SEARCH_COMPLETE)
        return NULL;
    if (end != SEARCH_LIMIT)
        return patience_reason(was_interrupted);
    return is_at_most ? "the limit of runs was reached (--runs)"
                      : "there are more runs, or more deliveries in one, than can be counted";
}

void patience_end(struct patience *patience)
{
    struct sigaction action = {.sa_handler = SIG_DFL};

    if (patience->shows && patience_was_interrupted() && patience->width < ECHO_COLUMNS)
        patience->width = ECHO_COLUMNS;
    if (patience->width > 0)
        show(patience, "");
    if (patience_was_interrupted()) /* the answer is still to be printed */
        return;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(SIGINT, &action, NULL);
}
