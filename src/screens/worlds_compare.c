/* Finds where two runs part: what one of them shows on a lane and the other does not. */
#include <stdlib.h>
#include <string.h>

#include "base/range.h"
#include "screens/worlds.h"

/* The signs of one trace, in a list for each bot and occurrence. */
struct signs {
    const struct trace *trace;
    uint32_t *first; /* [bot][occurrence − 1]: an event or NO_EVENT; owned */
    uint32_t *next;  /* of each event; owned */
};

static bool is_sign(const struct event *event)
{
    return event->kind == EVENT_COMMIT || event->kind == EVENT_SKIP || event->kind == EVENT_STRIKE ||
           event->kind == EVENT_MISS || event->kind == EVENT_RECOGNISE;
}

static size_t cell_of(const struct trace *trace, uint32_t bot, uint32_t occurrence)
{
    return (size_t)bot * trace->scenario->occurrences + occurrence - 1;
}

static bool signs_init(struct signs *signs, const struct trace *trace)
{
    size_t cells = (size_t)trace->scenario->bot_count * trace->scenario->occurrences;

    signs->trace = trace;
    signs->first = calloc(cells + 1, sizeof *signs->first);
    signs->next = calloc((size_t)trace->count + 1, sizeof *signs->next);
    if (!signs->first || !signs->next)
        return false;
    for (size_t c = 0; c < cells; c++)
        signs->first[c] = NO_EVENT;
    for (uint32_t i = trace->count; i-- > 0;) {
        const struct event *event = &trace->events[i];

        if (event->bot >= trace->scenario->bot_count || event->occurrence == 0 || !is_sign(event))
            continue;
        signs->next[i] = signs->first[cell_of(trace, event->bot, event->occurrence)];
        signs->first[cell_of(trace, event->bot, event->occurrence)] = i;
    }
    return true;
}

static void signs_release(struct signs *signs)
{
    free(signs->first);
    free(signs->next);
}

/* The list of a bot that the other world may not have. */
static uint32_t signs_of(const struct signs *signs, int bot, uint32_t occurrence)
{
    if (bot < 0 || occurrence > signs->trace->scenario->occurrences)
        return NO_EVENT;
    return signs->first[cell_of(signs->trace, (uint32_t)bot, occurrence)];
}

static int bot_named(const struct trace *trace, const char *name)
{
    for (uint32_t b = 0; b < trace->scenario->bot_count; b++)
        if (strcmp(trace->scenario->bots[b].name, name) == 0)
            return (int)b;
    return -1;
}

static bool is_same_sign(const struct event *a, const struct event *b)
{
    return a->kind == b->kind &&
           (a->kind == EVENT_COMMIT ? a->value == b->value : a->kind != EVENT_STRIKE || a->detail == b->detail);
}

/* The search for the divergence nearest to `now` on one side. */
struct search {
    msec now, found;
    bool is_back;
};

static void search_take(struct search *search, msec time)
{
    bool is_there = search->is_back ? time < search->now : time > search->now;

    if (is_there && (search->found == MSEC_NONE || (search->is_back ? time > search->found : time < search->found)))
        search->found = time;
}

/* Both lists side by side: where the n-th signs differ, the earlier of them is where the worlds part. */
static void search_lists(struct search *search, const struct signs *a, uint32_t i, const struct signs *b, uint32_t j)
{
    for (; i != NO_EVENT && j != NO_EVENT; i = a->next[i], j = b->next[j]) {
        const struct event *left = &a->trace->events[i], *right = &b->trace->events[j];

        if (!is_same_sign(left, right))
            search_take(search, min_i64(left->time, right->time));
    }
    for (; i != NO_EVENT; i = a->next[i])
        search_take(search, a->trace->events[i].time);
    for (; j != NO_EVENT; j = b->next[j])
        search_take(search, b->trace->events[j].time);
}

static void search_all(struct search *search, const struct signs *a, const struct signs *b)
{
    uint32_t days = max_u32(a->trace->scenario->occurrences, b->trace->scenario->occurrences);

    for (uint32_t bot = 0; bot < a->trace->scenario->bot_count; bot++) {
        int other = bot_named(b->trace, a->trace->scenario->bots[bot].name);

        for (uint32_t day = 1; day <= days; day++)
            search_lists(search, a, signs_of(a, (int)bot, day), b, signs_of(b, other, day));
    }
    for (uint32_t bot = 0; bot < b->trace->scenario->bot_count; bot++)
        for (uint32_t day = 1; day <= days && bot_named(a->trace, b->trace->scenario->bots[bot].name) < 0; day++)
            search_lists(search, a, NO_EVENT, b, signs_of(b, (int)bot, day));
}

/* Of each world from the first one: where two of the others part one of them parts from it, too. */
static msec divergence(const struct trace *const *runs, int count, struct search search)
{
    struct signs first = {.trace = runs[0]};
    bool is_ready = signs_init(&first, runs[0]);

    search.found = MSEC_NONE;
    for (int i = 1; i < count && is_ready; i++) {
        struct signs other = {.trace = runs[i]};

        if (signs_init(&other, runs[i]))
            search_all(&search, &first, &other);
        signs_release(&other);
    }
    signs_release(&first);
    return search.found;
}

msec worlds_divergence_after(const struct trace *const *runs, int count, msec now)
{
    return divergence(runs, count, (struct search){.now = now});
}

msec worlds_divergence_before(const struct trace *const *runs, int count, msec now)
{
    return divergence(runs, count, (struct search){.now = now, .is_back = true});
}
