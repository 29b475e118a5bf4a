#include "tui/player.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/decimal.h"
#include "tui/stops.h"

const uint32_t player_speeds[PLAYER_SPEED_COUNT] = {25, 50, 100, 200, 400, 1600};

void player_init(struct player *player, bool stops_at_moments)
{
    *player = (struct player){.stops_at_moments = stops_at_moments, .speed = PLAYER_SPEED_NORMAL};
}

static msec event_time(const struct trace *trace, uint32_t at)
{
    return at == NO_EVENT ? 0 : trace->events[at].time;
}

static msec gap_after(const struct trace *trace, uint32_t at)
{
    uint32_t next = player_next(at, true);

    return next < trace->count ? trace->events[next].time - event_time(trace, at) : 0;
}

/* Events of one instant follow each other at once, up to the next moment. */
int player_stay_ms(const struct trace *trace, uint32_t at)
{
    /* So that the question can be read, the beginning stays as a moment does. */
    bool is_moment = at == NO_EVENT || trace->events[at].is_moment;
    msec gap = gap_after(trace, at);
    int stay = is_moment ? PLAYER_MOMENT_MS : gap > 0 ? PLAYER_MICRO_MS : 0;

    if (gap > PLAYER_WAIT_MIN)
        stay += PLAYER_WAIT_MS;
    return stay;
}

static int stay_ms(const struct player *player, const struct trace *trace, uint32_t at)
{
    return player_stay_ms(trace, at) * 100 / (int)player_speeds[player->speed];
}

void player_suit(struct player *player, const struct trace *trace)
{
    int64_t total = 0;

    if (player->is_speed_chosen || player->stops_at_moments)
        return;
    for (uint32_t at = NO_EVENT; player_next(at, true) < trace->count && total < PLAYER_SHORT_MS;
         at = player_next(at, true))
        total += player_stay_ms(trace, at);
    player->speed = total < PLAYER_SHORT_MS ? PLAYER_SPEED_NORMAL - 1 : PLAYER_SPEED_NORMAL;
}

void player_toggle(struct player *player, const struct trace *trace, uint32_t *at, int64_t now)
{
    player->is_playing = !player->is_playing;
    player->shown_at = now;
    if (player->is_playing && player_next(*at, true) >= trace->count)
        *at = NO_EVENT;
}

static void hold(struct player *player, const struct trace *trace, uint32_t at)
{
    if (!player->holds_at_failure || trace->events[at].kind != EVENT_RETRY || gap_after(trace, at) <= PLAYER_WAIT_MIN)
        return;
    player->holds_at_failure = player->is_playing = false;
    player->was_held = true;
}

bool player_advance(struct player *player, const struct trace *trace, uint32_t *at, int64_t now)
{
    bool moved = false;

    while (player->is_playing && now - player->shown_at >= stay_ms(player, trace, *at)) {
        uint32_t next = player_next(*at, true);

        if (next >= trace->count) {
            player->is_playing = false;
            return true;
        }
        player->shown_at += stay_ms(player, trace, *at);
        *at = next;
        moved = true;
        if (next + 1 >= trace->count || (player->stops_at_moments && stop_is(trace, next)))
            player->is_playing = false;
        hold(player, trace, next);
    }
    return moved;
}

int player_wait(const struct player *player, const struct trace *trace, uint32_t at, int64_t now)
{
    int64_t left;

    if (!player->is_playing)
        return -1;
    left = player->shown_at + stay_ms(player, trace, at) - now;
    if (gap_after(trace, at) > PLAYER_WAIT_MIN && left > PLAYER_TICK_MS)
        left = PLAYER_TICK_MS;
    return left > 0 ? (int)left : 0;
}

msec player_clock(const struct player *player, const struct trace *trace, uint32_t at, int64_t now)
{
    msec time = event_time(trace, at), gap = gap_after(trace, at);
    int wait = PLAYER_WAIT_MS * 100 / (int)player_speeds[player->speed];
    int64_t waited;

    if (!player->is_playing || gap <= PLAYER_WAIT_MIN)
        return time;
    waited = now - player->shown_at - (stay_ms(player, trace, at) - wait);
    if (waited <= 0)
        return time;
    return time + (waited >= wait ? gap : gap / wait * waited + gap % wait * waited / wait);
}

uint32_t player_step(const struct trace *trace, uint32_t at)
{
    uint32_t next = player_next(at, true);

    return next < trace->count ? next : at;
}

uint32_t player_attempt(const struct trace *trace, uint32_t at, bool is_forward)
{
    for (uint32_t i = player_next(at, is_forward); i < trace->count; i = player_next(i, is_forward))
        if (trace->events[i].kind == EVENT_FETCH)
            return i;
    return at;
}

/* "1m6s", "66.2", "66.2s", "1h2m": lengths one after the other, the last without a unit being seconds. */
static bool parse_time(const char *typed, msec *time)
{
    msec total = 0;

    while (*typed) {
        size_t digits = strspn(typed, "0123456789.");
        size_t unit = strspn(typed + digits, "msdh");
        char part[32];
        const char *why;
        msec length;

        if (digits == 0 || digits + unit + 2 > sizeof part)
            return false;
        snprintf(part, sizeof part, "%.*s%s", (int)(digits + unit), typed, unit ? "" : "s");
        if (!msec_parse(part, &length, &why))
            return false;
        total += length;
        typed += digits + unit;
    }
    *time = total;
    return true;
}

/* "00:01:06.2", as the clock of the header shows it. */
static bool parse_clock(const char *typed, msec *time)
{
    const char *colon = strchr(typed, ':'), *second = colon ? strchr(colon + 1, ':') : NULL;
    char lengths[64];

    if (!second || typed[strspn(typed, "0123456789:.")])
        return false;
    snprintf(lengths, sizeof lengths, "%.*sh%.*sm%ss", (int)(colon - typed), typed, (int)(second - colon - 1),
             colon + 1, second + 1);
    return parse_time(lengths, time);
}

static bool find_day(const struct trace *trace, unsigned long day, uint32_t *at, struct err *err)
{
    for (uint32_t i = 0; i < trace->count; i++) {
        if (trace->events[i].kind == EVENT_FIRE && trace->events[i].occurrence == day) {
            *at = i;
            return true;
        }
    }
    return err_set(err, "There is no day %lu: d1 to d%u.", day, trace->scenario->occurrences);
}

/* Events are counted as the stage counts them: #1 is the first, #0 the start. */
static bool find_event(const struct trace *trace, unsigned long number, uint32_t *at, struct err *err)
{
    if (number > trace->count)
        return err_set(err, "There is no event #%lu: #1 to #%u.", number, trace->count);
    *at = number == 0 ? NO_EVENT : (uint32_t)number - 1;
    return true;
}

bool player_find(const struct trace *trace, const char *typed, uint32_t *at, struct err *err)
{
    struct text end = {0};
    char *rest;
    msec time;

    if ((typed[0] == 'd' || typed[0] == '#') && typed[1] >= '0' && typed[1] <= '9') {
        unsigned long number = strtoul(typed + 1, &rest, 10);

        if (*rest == '\0' && typed[0] == 'd')
            return find_day(trace, number, at, err);
        if (*rest == '\0')
            return find_event(trace, number, at, err);
    }
    if (decimal_is_too_fine(typed, 3))
        return err_set(err, "\"%.30s\" is too fine: a second has at most 3 decimals.", typed);
    if (!*typed || (!parse_time(typed, &time) && !parse_clock(typed, &time)))
        return err_set(err, "\"%.40s\" is no place: 66.2, 1m6s, d2 or #41.", typed);
    if (trace->count && time > trace->events[trace->count - 1].time) {
        msec_say(trace->events[trace->count - 1].time, &end);
        (void)err_set(err, "The run ends at %s.", text_str(&end));
        text_release(&end);
        return false;
    }
    *at = trace_event_at(trace, time);
    return true;
}

void player_write_place(const struct trace *trace, uint32_t at, struct text *out)
{
    msec time = event_time(trace, at);

    if (at == NO_EVENT)
        text_add(out, "#0");
    else if (trace_event_at(trace, time) != at)
        text_addf(out, "#%u", at + 1);
    else if (time % 1000 == 0)
        text_addf(out, "%lld", (long long)(time / 1000));
    else if (time % 100 == 0)
        text_addf(out, "%lld.%lld", (long long)(time / 1000), (long long)(time / 100 % 10));
    else
        text_addf(out, "%lld.%03lld", (long long)(time / 1000), (long long)(time % 1000));
}
