#include "explore/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"

enum {
    ASKS_MAX = 1024,  /* gaps of one step: two of the acting attempt and one of each worker that then takes a job */
    SEEN_MAX = 65536, /* gaps before a fetch on one path */
    WORKERS_AT_ONCE = SCENARIO_WORKERS_MAX + 1,
    STOP_EVERY = 128 /* runs between two looks at the stop */
};

/* A strike that is prescribed at the n-th gap of the step that is taken next. */
struct prescribed {
    uint32_t ask;
    enum fault_kind kind;
};

/* A gap before a fetch that this path has passed. */
struct seen {
    uint32_t job, attempt;
};

/* One level: what is common to all runs with the strikes so far. */
struct level {
    struct world *now;     /* the run as it goes on */
    struct world *before;  /* as it was before the step */
    struct gap *asks;      /* gaps of the step that may be struck, in order */
    uint32_t *ask_numbers; /* their numbers among all gaps of the step */
    uint32_t ask_count;
    uint32_t seen_before;                    /* of search->seen, before the step */
    struct prescribed given[PLACEMENTS_MAX]; /* strikes of the step that is taken next */
    uint32_t given_count;
};

struct search {
    struct chooser chooser; /* first: the engine hands it back */
    const struct plan *plan;
    const struct search_options *options;
    const struct search_visitor *visitor;
    struct level levels[PLACEMENTS_MAX + 1];
    struct placement set[PLACEMENTS_MAX];
    uint32_t given_done; /* of the level's prescribed strikes */
    bool has_script;     /* there are scripted faults */
    uint32_t depth;      /* the level that is under way; so many strikes */
    uint32_t ask_number; /* gaps of this step so far */
    struct seen *seen;
    uint32_t seen_count;
    uint32_t attempts_max;
    uint64_t runs, steps;
    enum search_end end;
};

static bool gap_is_wanted(const struct search *search, const struct gap *gap)
{
    unsigned micros = search->options->micros;

    if (micros == 0)
        return true;
    return (gap->after != MICRO_COUNT && (micros >> gap->after & 1)) ||
           (gap->before != MICRO_COUNT && (micros >> gap->before & 1));
}

/* True when this path has passed the gap already; else it is noted. Only the gap before a fetch can come again. */
static bool gap_was_seen(struct search *search, const struct gap *gap)
{
    if (gap->before != MICRO_FETCH)
        return false;
    for (uint32_t i = 0; i < search->seen_count; i++)
        if (search->seen[i].job == gap->job && search->seen[i].attempt == gap->attempt)
            return true;
    if (search->seen_count < SEEN_MAX)
        search->seen[search->seen_count++] = (struct seen){gap->job, gap->attempt};
    return false;
}

static void record(struct search *search, const struct gap *gap, uint32_t number)
{
    struct level *level = &search->levels[search->depth];

    if (!gap_is_wanted(search, gap))
        return;
    CHECK(level->ask_count < ASKS_MAX);
    level->asks[level->ask_count] = *gap;
    level->ask_numbers[level->ask_count++] = number;
}

static bool answer(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                   struct strike *strike)
{
    struct search *search = (struct search *)chooser;
    const struct level *level = &search->levels[search->depth];
    uint32_t number;
    bool was_seen;

    if (gap->attempt > search->attempts_max)
        search->attempts_max = gap->attempt;
    if (search->has_script && chooser_scripted(plan, world, gap, strike))
        return true;
    if (search->depth == search->options->faults && search->given_done >= level->given_count)
        return false;
    number = search->ask_number++;
    was_seen = gap_was_seen(search, gap);
    if (search->given_done < level->given_count) {
        const struct prescribed *next = &level->given[search->given_done];

        if (next->ask != number)
            return false;
        search->given_done++;
        *strike = (struct strike){next->kind, placement_length(next->kind), NO_INDEX};
        return true;
    }
    if (!was_seen)
        record(search, gap, number);
    return false;
}

static void end_run(struct search *search)
{
    struct search_run run = {
        .set = search->set,
        .count = search->depth,
        .world = search->levels[search->depth].now,
        .attempts_max = search->attempts_max,
    };

    if (!search->visitor->visit(search->visitor->context, &run))
        search->end = SEARCH_STOPPED;
    search->runs++;
    if (search->end == SEARCH_COMPLETE && search->options->runs_max && search->runs >= search->options->runs_max)
        search->end = SEARCH_LIMIT;
}

static void look_at_stop(struct search *search)
{
    if (++search->steps % STOP_EVERY == 0 && search->visitor->stop && search->visitor->stop(search->visitor->context))
        search->end = SEARCH_STOPPED;
}

static bool take_step(struct search *search)
{
    struct level *level = &search->levels[search->depth];

    look_at_stop(search);
    search->ask_number = 0;
    search->given_done = 0;
    level->ask_count = 0;
    level->seen_before = search->seen_count;
    if (search->depth < search->options->faults)
        world_copy(search->plan, level->before, level->now);
    return world_step(search->plan, level->now, &search->chooser, NULL);
}

/* Nothing more can strike: to the end without copies. */
static bool take_rest(struct search *search)
{
    struct level *level = &search->levels[search->depth];

    level->ask_count = 0;
    look_at_stop(search);
    world_run(search->plan, level->now, &search->chooser, NULL);
    return false;
}

static void search_level(struct search *search);

/* The runs in which gap `ask` of the step just taken is struck so, besides the strikes that were prescribed in it. */
static void search_strike(struct search *search, uint32_t ask, enum fault_kind kind)
{
    struct level *level = &search->levels[search->depth], *next = level + 1;

    search->set[search->depth] = (struct placement){level->asks[ask], kind};
    memcpy(next->given, level->given, level->given_count * sizeof *next->given);
    next->given[level->given_count] = (struct prescribed){level->ask_numbers[ask], kind};
    next->given_count = level->given_count + 1;
    world_copy(search->plan, next->now, level->before);
    search->seen_count = level->seen_before;
    search->depth++;
    search_level(search);
    search->depth--;
}

/* Every strike in a gap of the step just taken; after it what was seen is as it was. */
static void search_step(struct search *search)
{
    const struct level *level = &search->levels[search->depth];
    unsigned kinds = search->options->kinds ? search->options->kinds : SEARCH_KINDS_DEFAULT;
    uint32_t seen_count = search->seen_count;
    struct seen seen[WORKERS_AT_ONCE];

    CHECK(seen_count - level->seen_before <= WORKERS_AT_ONCE);
    memcpy(seen, search->seen + level->seen_before, (seen_count - level->seen_before) * sizeof *seen);
    for (uint32_t ask = 0; ask < level->ask_count; ask++)
        for (uint32_t kind = 0; kind < FAULT_COUNT && search->end == SEARCH_COMPLETE; kind++)
            if ((kinds >> kind & 1) && placement_is_possible(&level->asks[ask], (enum fault_kind)kind))
                search_strike(search, ask, (enum fault_kind)kind);
    memcpy(search->seen + level->seen_before, seen, (seen_count - level->seen_before) * sizeof *seen);
    search->seen_count = seen_count;
}

/* All runs that go on from the present level: recursion as deep as there are faults. */
static void search_level(struct search *search)
{
    struct level *level = &search->levels[search->depth];
    bool goes_on = true;

    while (goes_on && search->end == SEARCH_COMPLETE) {
        goes_on = search->depth == search->options->faults && level->given_count == 0 ? take_rest(search)
                                                                                      : take_step(search);
        if (level->ask_count > 0)
            search_step(search);
        level->given_count = 0;
    }
    if (search->end == SEARCH_COMPLETE)
        end_run(search);
}

static void search_release(struct search *search)
{
    for (uint32_t i = 0; i <= PLACEMENTS_MAX; i++) {
        world_free(search->levels[i].now);
        world_free(search->levels[i].before);
        free(search->levels[i].asks);
        free(search->levels[i].ask_numbers);
    }
    free(search->seen);
}

static bool search_prepare(struct search *search, struct err *err)
{
    search->seen = malloc(SEEN_MAX * sizeof *search->seen);
    for (uint32_t i = 0; i <= search->options->faults; i++) {
        struct level *level = &search->levels[i];

        level->now = world_new(search->plan, err);
        level->before = world_new(search->plan, err);
        level->asks = malloc(ASKS_MAX * sizeof *level->asks);
        level->ask_numbers = malloc(ASKS_MAX * sizeof *level->ask_numbers);
        if (!level->now || !level->before || !level->asks || !level->ask_numbers)
            return err_memory(err);
    }
    return search->seen || err_memory(err);
}

bool search_all(const struct plan *plan, const struct search_options *options, const struct search_visitor *visitor,
                enum search_end *end, struct err *err)
{
    struct search search = {
        .chooser = {.strike = answer},
        .plan = plan,
        .options = options,
        .visitor = visitor,
        .end = SEARCH_COMPLETE,
    };
    bool is_ready;

    CHECK(options->faults <= PLACEMENTS_MAX);
    search.has_script = plan_cast(plan)->fault_count > 0;
    is_ready = search_prepare(&search, err);
    if (is_ready) {
        world_start(plan, search.levels[0].now, options->seed);
        search_level(&search);
        *end = search.end;
    }
    search_release(&search);
    return is_ready;
}

size_t search_memory(const struct plan *plan, uint32_t faults)
{
    return (faults + 1) * (2 * world_size(plan) + ASKS_MAX * (sizeof(struct gap) + sizeof(uint32_t))) +
           SEEN_MAX * sizeof(struct seen);
}
