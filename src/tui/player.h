/* The player: where one stands in a run, and how playing moves on with real time.
 *
 * It knows no curses and no clock: real milliseconds are given to it. A micro-step takes 150 ms, a moment stays for 900
 * ms, and a long wait is counted down in 1200 ms, all at speed 100. */
#ifndef TUI_PLAYER_H
#define TUI_PLAYER_H

#include "trace/trace.h"

enum {
    PLAYER_MICRO_MS = 150,
    PLAYER_MOMENT_MS = 900,
    PLAYER_WAIT_MS = 1200,
    PLAYER_TICK_MS = 100,   /* between two pictures of a countdown */
    PLAYER_SHORT_MS = 15000 /* a run that is over sooner is begun slowly */
};

/* Waits of virtual time longer than this are counted down. */
#define PLAYER_WAIT_MIN ((msec)5000)

struct player {
    bool is_playing;
    bool stops_at_moments; /* a class: each stop is waited at (stops.h) */
    bool holds_at_failure; /* the first attempt that fails and waits for its next is stopped at, once */
    bool was_held;         /* it just was; the one who says so takes it back */
    int speed;             /* of player_speeds */
    bool is_speed_chosen;  /* by hand: it stays */
    int64_t shown_at;      /* real ms: when the present event was shown */
};

#define PLAYER_SPEED_NORMAL 2
#define PLAYER_SPEED_COUNT 6
extern const uint32_t player_speeds[PLAYER_SPEED_COUNT]; /* per cent */

void player_init(struct player *player, bool stops_at_moments);

/* Real milliseconds that an event, or the start (NO_EVENT), stays at normal speed before the next one is shown. */
int player_stay_ms(const struct trace *trace, uint32_t at);

/* Before a run is played: at half speed if at normal speed it would be over before its sentences can be read, unless
 * somebody chose a speed. A class goes on by hand. */
void player_suit(struct player *player, const struct trace *trace);

/* Starts or pauses. At the end of the run playing begins again from the start: then `at` is set back. */
void player_toggle(struct player *player, const struct trace *trace, uint32_t *at, int64_t now);

/* Moves `at` on as far as real time `now` allows; true when it moved or playing stopped. */
bool player_advance(struct player *player, const struct trace *trace, uint32_t *at, int64_t now);

/* Real milliseconds until there is something new to show; -1: never (it is paused). */
int player_wait(const struct player *player, const struct trace *trace, uint32_t at, int64_t now);

/* What the clock shows: the time of `at`, and while a long wait is counted down a time on the way to the next event. */
msec player_clock(const struct player *player, const struct trace *trace, uint32_t at, int64_t now);

/* The event behind (or before) `at`, be there one or not. */
static inline uint32_t player_next(uint32_t at, bool is_forward)
{
    if (at == NO_EVENT)
        return is_forward ? 0 : NO_EVENT;
    return is_forward ? at + 1 : at > 0 ? at - 1 : NO_EVENT;
}

/* One step on from `at`; unchanged at the end. */
uint32_t player_step(const struct trace *trace, uint32_t at);

/* The beginning of the next (or previous) attempt of any job; `at` itself when there is none. */
uint32_t player_attempt(const struct trace *trace, uint32_t at, bool is_forward);

#define PLACE_ASKED "Go where? A time as 66.2 or 1m6s, a day as d2, an event as #41."

/* The place that a person typed: a time "66.2", "66.2s", "1m6s", "00:01:06", a day "d2", an event "#41" of as many as
 * the stage counts; "#0" is the start, NO_EVENT. False with what is wrong. */
bool player_find(const struct trace *trace, const char *typed, uint32_t *at, struct err *err);

/* Appends a place that player_find takes to this event: its time where it is the last one of its instant, else its
 * number. */
void player_write_place(const struct trace *trace, uint32_t at, struct text *out);

#endif
