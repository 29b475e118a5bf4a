#include "picture/timeaxis.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"

/* A wait between two stops is folded when it is at least so long, and so many times the usual one. */
#define FOLD_MIN ((msec)2000)
#define FOLD_TIMES 6
#define FOLD_USUAL_PERCENT 60 /* the wait that so many of a hundred do not exceed */

/* Where stops do not fit and pages are needed: places of a usual wait, and of the longest that is not folded. */
#define PAGED_PLACES 4
#define PAGED_PLACES_MAX 12

#define MILLI ((int64_t)1000)
#define SCALE_MAX ((msec)1 << 50)

/* What is to be seen on the lanes, and so needs a place of its own. */
static bool is_stop(const struct event *event, bool shows_all)
{
    if (shows_all || event->is_moment || event->kind == EVENT_FETCH || event->kind == EVENT_RETRY)
        return true;
    return event->kind == EVENT_REQUEUE || event->kind == EVENT_RECOVER || event->kind == EVENT_CRASH ||
           event->kind == EVENT_RESTART || event->kind == EVENT_THAW || event->kind == EVENT_STOP ||
           event->kind == EVENT_FIRE || event->kind == EVENT_UP;
}

/* Merges the stops of the traces by time; `heads` walks through each of them. Counts them, and writes them where
 * `stops` is given. */
static uint32_t merge_stops(const struct trace *const *traces, size_t count, bool shows_all,
                            struct timeaxis_stop *stops)
{
    uint32_t heads[TIMEAXIS_RUNS_MAX] = {0};
    uint32_t found = 0;
    msec last = MSEC_NONE;

    for (;;) {
        size_t next = count;

        for (size_t t = 0; t < count; t++) {
            while (heads[t] < traces[t]->count && !is_stop(&traces[t]->events[heads[t]], shows_all))
                heads[t]++;
            if (heads[t] < traces[t]->count &&
                (next == count || traces[t]->events[heads[t]].time < traces[next]->events[heads[next]].time))
                next = t;
        }
        if (next == count)
            return found;
        if (found == 0 || traces[next]->events[heads[next]].time != last) {
            last = traces[next]->events[heads[next]].time;
            if (stops)
                stops[found] = (struct timeaxis_stop){.time = last};
            found++;
        }
        heads[next]++;
    }
}

static int compare_times(const void *a, const void *b)
{
    msec left = *(const msec *)a, right = *(const msec *)b;

    return left < right ? -1 : left > right;
}

/* Folds, and returns the usual wait through `usual`. */
static bool fold_waits(struct timeaxis *axis, bool shows_all, msec *usual)
{
    uint32_t gaps = axis->count - 1;
    msec *lengths = malloc((gaps + 1) * sizeof *lengths);
    msec least;

    if (!lengths)
        return false;
    for (uint32_t i = 0; i < gaps; i++)
        lengths[i] = axis->stops[i + 1].time - axis->stops[i].time;
    qsort(lengths, gaps, sizeof *lengths, compare_times);
    *usual = gaps ? lengths[(size_t)gaps * FOLD_USUAL_PERCENT / 100] : 0;
    least = max_i64(*usual * FOLD_TIMES, FOLD_MIN);
    free(lengths);
    for (uint32_t i = 1; i < axis->count && !shows_all; i++) {
        axis->stops[i].is_folded = axis->stops[i].time - axis->stops[i - 1].time >= least;
        axis->fold_count += axis->stops[i].is_folded;
    }
    return true;
}

/* A fold as wide as was wished, or less where there are many of them: all together take at most a third of one page. */
static int fold_width(const struct timeaxis *axis, const struct timeaxis_wish *wish)
{
    int most = axis->fold_count ? wish->width / 3 / (int)axis->fold_count : 0;
    int width = axis->is_paged || wish->fold_width < most ? wish->fold_width : most;

    return max_int(width, 3 * wish->gap_min);
}

/* Thousandths of a place from stop i − 1 to stop i. */
static int64_t stop_width(const struct timeaxis *axis, const struct timeaxis_wish *wish, uint32_t i, msec scale)
{
    int64_t least = wish->gap_min * MILLI;
    int64_t width;

    if (axis->stops[i].is_folded)
        return fold_width(axis, wish) * MILLI;
    width = (axis->stops[i].time - axis->stops[i - 1].time) * MILLI * MILLI / scale;
    if (axis->is_paged && width > PAGED_PLACES_MAX * least)
        width = PAGED_PLACES_MAX * least;
    return max_i64(width, least);
}

static bool fits(const struct timeaxis *axis, const struct timeaxis_wish *wish, msec scale)
{
    int64_t room = (wish->width - 1) * MILLI;
    int64_t taken = 0;

    for (uint32_t i = 1; i < axis->count && taken <= room; i++)
        taken += stop_width(axis, wish, i, scale);
    return taken <= room;
}

/* The finest scale that fits; the coarsest when none does. */
static msec find_scale(const struct timeaxis *axis, const struct timeaxis_wish *wish)
{
    msec low = 1, high = SCALE_MAX;

    while (low < high) {
        msec middle = low + (high - low) / 2;

        if (fits(axis, wish, middle))
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void place_stops(struct timeaxis *axis, const struct timeaxis_wish *wish, msec usual)
{
    int64_t at = 0;

    axis->is_paged = !fits(axis, wish, SCALE_MAX);
    axis->per_place_milli = axis->is_paged ? usual * MILLI / (PAGED_PLACES * wish->gap_min) + 1
                                           : find_scale(axis, wish);
    for (uint32_t i = 1; i < axis->count; i++) {
        at += stop_width(axis, wish, i, axis->per_place_milli);
        axis->stops[i].place = (int)(at / MILLI);
    }
    axis->width = axis->stops[axis->count - 1].place + 1;
    axis->width = max_int(axis->width, wish->width);
}

bool timeaxis_init(struct timeaxis *axis, const struct trace *const *traces, size_t count,
                   const struct timeaxis_wish *wish, struct err *err)
{
    struct timeaxis made = {0};
    msec usual;

    CHECK(count >= 1 && count <= TIMEAXIS_RUNS_MAX);
    made.count = merge_stops(traces, count, wish->shows_all, NULL);
    made.stops = calloc(made.count + 1, sizeof *made.stops);
    if (!made.stops)
        return err_memory(err);
    if (made.count > 0)
        (void)merge_stops(traces, count, wish->shows_all, made.stops);
    else
        made.count = 1;
    if (!fold_waits(&made, wish->shows_all, &usual)) {
        timeaxis_release(&made);
        return err_memory(err);
    }
    place_stops(&made, wish, usual);
    *axis = made;
    return true;
}

void timeaxis_release(struct timeaxis *axis)
{
    free(axis->stops);
    *axis = (struct timeaxis){0};
}

/* The last stop neither after a time nor behind a place; 0 when all are. */
static uint32_t stop_before(const struct timeaxis *axis, msec time, int place)
{
    uint32_t low = 0, high = axis->count;

    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;

        if (axis->stops[middle].time <= time && axis->stops[middle].place <= place)
            low = middle;
        else
            high = middle;
    }
    return low;
}

int timeaxis_place(const struct timeaxis *axis, msec time)
{
    uint32_t i = stop_before(axis, time, INT_MAX);
    const struct timeaxis_stop *stop = &axis->stops[i];
    const struct timeaxis_stop *next = &axis->stops[i + 1];

    if (time <= stop->time || i + 1 == axis->count)
        return stop->place;
    /* in double steps only where the product would not fit: a run of years */
    if (time - stop->time > INT64_MAX / (next->place - stop->place + 1))
        return stop->place;
    return stop->place + (int)((time - stop->time) * (next->place - stop->place) / (next->time - stop->time));
}

msec timeaxis_time(const struct timeaxis *axis, int place)
{
    const struct timeaxis_stop *stop, *before;
    uint32_t low = 0, high = axis->count - 1; /* the first stop not before the place, or the last */

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (axis->stops[middle].place < place)
            low = middle + 1;
        else
            high = middle;
    }
    stop = &axis->stops[low];
    if (low == 0 || stop->place <= place)
        return stop->time;
    before = stop - 1;
    return before->time + (stop->time - before->time) * (place - before->place) / (stop->place - before->place);
}

/* Round numbers of time. */
static const msec round_steps[] = {
    1,          2,          5,           10,          20,          50,          100,         200,
    500,        SECOND,     2 * SECOND,  5 * SECOND,  10 * SECOND, 20 * SECOND, 30 * SECOND, MINUTE,
    2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 20 * MINUTE, 30 * MINUTE, HOUR,        2 * HOUR,    6 * HOUR,
    12 * HOUR,  DAY,        2 * DAY,     5 * DAY,     10 * DAY,
};
enum { ROUND_STEPS = sizeof round_steps / sizeof round_steps[0] };

/* Which of them is the first that is not below `least`. */
static size_t round_step(msec least)
{
    size_t step = 0;

    while (step < ROUND_STEPS - 1 && round_steps[step] < least)
        step++;
    return step;
}

/* Below two minutes to a tenth of a second, then the two largest units that say something: "64.3s", "2m5s", "1d2h".
 * What is not said is dropped, so that labels rise with times. `is_exact`: to the millisecond, "2m5.001s". */
static void label_time(msec time, bool is_exact, char label[TIMEAXIS_LABEL_SIZE])
{
    static const struct {
        msec length;
        char sign;
    } units[] = {{DAY, 'd'}, {HOUR, 'h'}, {MINUTE, 'm'}};
    char *end = label;
    int parts = 0, digits;
    msec rest = time;

    for (size_t u = 0; time >= 2 * MINUTE && u < 3 && (parts < 2 || is_exact); u++) {
        if (rest < units[u].length)
            continue;
        end += snprintf(end, (size_t)(label + TIMEAXIS_LABEL_SIZE - end), "%lld%c", (long long)(rest / units[u].length),
                        units[u].sign);
        rest %= units[u].length;
        parts++;
    }
    if (!is_exact)
        rest -= parts == 2 ? rest : parts == 1 ? rest % SECOND : rest >= SECOND ? rest % 100 : 0;
    digits = rest % SECOND == 0 ? 0 : rest % 100 == 0 ? 1 : rest % 10 == 0 ? 2 : 3;
    if (digits > 1 && rest < SECOND && parts == 0)
        snprintf(end, (size_t)(label + TIMEAXIS_LABEL_SIZE - end), "%lldms", (long long)rest);
    else if (rest > 0 || parts == 0)
        snprintf(end, (size_t)(label + TIMEAXIS_LABEL_SIZE - end), "%.*fs", digits, (double)rest / SECOND);
}

struct ticking {
    struct timeaxis_tick *ticks;
    size_t count, max;
    int apart, free;                /* the first place that may be taken */
    uint32_t looked;                /* at so many round times */
    char last[TIMEAXIS_LABEL_SIZE]; /* as the time labelled last would be said in short */
};

static void tick_add(struct ticking *ticking, const struct timeaxis *axis, msec time)
{
    struct timeaxis_tick tick = {.place = timeaxis_place(axis, time), .width = 1};
    int width;

    if (ticking->count == ticking->max || tick.place < ticking->free)
        return;
    label_time(time, false, tick.label);
    if (strcmp(tick.label, ticking->last) == 0) /* else two times that differ would read alike */
        label_time(time, true, tick.label);
    else
        memcpy(ticking->last, tick.label, sizeof ticking->last);
    width = (int)strlen(tick.label) + 1; /* ASCII; and a space */
    ticking->ticks[ticking->count++] = tick;
    ticking->free = tick.place + max_int(ticking->apart, width);
}

static void tick_fold(struct ticking *ticking, const struct timeaxis_stop *before, const struct timeaxis_stop *after)
{
    struct timeaxis_tick tick = {
        .place = before->place + 1,
        .width = after->place - before->place - 1,
        .is_fold = true,
        .length = after->time - before->time,
    };

    if (ticking->count < ticking->max && tick.width > 0)
        ticking->ticks[ticking->count++] = tick;
    ticking->free = max_int(ticking->free, after->place);
}

/* The first stop of the unfolded stretch in which place `from` lies. */
static uint32_t stretch_at(const struct timeaxis *axis, int from)
{
    uint32_t stop = stop_before(axis, INT64_MAX, from);

    while (stop > 0 && !axis->stops[stop].is_folded)
        stop--;
    return stop;
}

/* The ticks of one page at the multiples of `step`. */
static void ticks_add(struct ticking *ticking, const struct timeaxis *axis, const struct timeaxis_span *span, msec step)
{
    uint32_t start = stretch_at(axis, span->from);

    while (start < axis->count && axis->stops[start].place < span->to) {
        uint32_t end = start;
        msec time = axis->stops[start].time;

        while (end + 1 < axis->count && !axis->stops[end + 1].is_folded)
            end++;
        tick_add(ticking, axis, time);
        if (axis->stops[start].place < span->from)
            time = timeaxis_time(axis, span->from) - 1;
        for (time = (time / step + 1) * step; time <= axis->stops[end].time && ticking->count < ticking->max;
             time += step) {
            if (timeaxis_place(axis, time) >= span->to)
                break;
            tick_add(ticking, axis, time);
            ticking->looked++;
        }
        if (end + 1 < axis->count && !span->has_no_folds)
            tick_fold(ticking, &axis->stops[end], &axis->stops[end + 1]);
        start = end + 1;
    }
}

/* Is there a time to be read, with a space behind it? */
static bool is_labelled(const struct ticking *ticking, int to)
{
    for (size_t t = 0; t < ticking->count; t++)
        if (!ticking->ticks[t].is_fold && ticking->ticks[t].place + (int)strlen(ticking->ticks[t].label) < to)
            return true;
    return false;
}

/* A page of a few moments may have no multiple of the step that suits the whole axis: then those of a smaller one, as
 * long as these are few; where none of many has room for its label, none has. */
size_t timeaxis_ticks_in(const struct timeaxis *axis, const struct timeaxis_span *span, struct timeaxis_tick *ticks,
                         size_t max)
{
    enum { LOOKED_MAX = 100 };
    size_t step = round_step(axis->per_place_milli * span->apart / MILLI);
    struct ticking ticking;

    do {
        ticking = (struct ticking){.ticks = ticks, .max = max, .apart = span->apart, .free = span->from};
        ticks_add(&ticking, axis, span, round_steps[step]);
    } while (!is_labelled(&ticking, span->to) && ticking.looked < LOOKED_MAX && step-- > 0);
    return ticking.count;
}
