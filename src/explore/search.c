#include "explore/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "explore/memory.h"

enum {
    ASKS_MAX = 1024 +
               /* gaps of one step: two of the acting attempt and one of each worker that then takes a job */
               SEARCH_SWITCHES_MAX,
    SEEN_MAX = 65536, /* gaps before a fetch on one path; the search ends where there are more */
    WORKERS_AT_ONCE = SCENARIO_WORKERS_MAX + 1,
    STOP_EVERY = 16,         /* steps between two looks at the stop */
    EVENTS_AT_ONCE = 1 << 18 /* of a run to its end, likewise */
};

/* Something that can strike in the step under way. */
struct ask {
    struct gap gap;
    uint32_t number;      /* among all questions of the step */
    int scripted;         /* a scripted fault to be switched on; NO_INDEX: any kind of fault, once */
    enum fault_kind kind; /* of a scripted one */
};

/* A strike that is prescribed at the n-th question of the step that is taken next. */
struct prescribed {
    uint32_t ask;
    enum fault_kind kind;
};

/* What a path remembers beside its world. */
struct memory {
    uint32_t seen_count; /* of search->seen */
    uint64_t on, off;    /* switches */
};

/* One level: what is common to all runs with the strikes so far. */
struct level {
    struct world *now;    /* the run as it goes on */
    struct world *before; /* as it was before the step */
    struct memory memory_before;
    struct ask *asks; /* of the step, in order */
    uint32_t ask_count;
    uint32_t steps;                          /* of the engine on this path, the one under way included */
    struct prescribed given[PLACEMENTS_MAX]; /* strikes of the step that is taken next */
    uint32_t given_count;
};

struct search {
    struct chooser chooser; /* first: the engine hands it back */
    const struct plan *plan;
    const struct search_options *options;
    const struct search_visitor *visitor;
    struct search_result *result;
    struct frontier frontier;
    struct level levels[PLACEMENTS_MAX + 1];
    struct trail trail;
    uint32_t given_done;     /* of the level's prescribed strikes */
    bool has_script;         /* there are scripted faults */
    uint32_t depth;          /* the level that is under way; so many strikes */
    uint32_t ask_number;     /* questions of this step so far */
    const struct gap *asked; /* the gap in question */
    struct memory memory;
    struct seen *seen;
    struct arrival from; /* the state that all runs under way come from; its ways */
    uint32_t from_depth;
    uint64_t from_runs;
    uint64_t runs; /* counted so far */
    uint32_t attempts_max;
    uint64_t looks;
    uint32_t events_whole; /* of the run without a strike */
};

/* True when this path has passed the gap already; else it is noted. Only the gap before a fetch can come again. */
static bool gap_was_seen(struct search *search, const struct gap *gap)
{
    uint32_t *count = &search->memory.seen_count;

    if (gap->before != MICRO_FETCH)
        return false;
    for (uint32_t i = 0; i < *count; i++)
        if (search->seen[i].job == gap->job && search->seen[i].attempt == gap->attempt)
            return true;
    if (*count == SEEN_MAX)
        search->result->end = SEARCH_LIMIT;
    else
        search->seen[(*count)++] = (struct seen){gap->job, gap->attempt};
    return false;
}

static void ask_note(struct search *search, const struct ask *ask)
{
    struct level *level = &search->levels[search->depth];

    CHECK(level->ask_count < ASKS_MAX);
    level->asks[level->ask_count++] = *ask;
}

static bool is_given(const struct search *search)
{
    return search->given_done < search->levels[search->depth].given_count;
}

/* The strike that is prescribed at this question, if any. */
static const struct prescribed *given_at(struct search *search, uint32_t number)
{
    const struct level *level = &search->levels[search->depth];

    if (!is_given(search) || level->given[search->given_done].ask != number)
        return NULL;
    return &level->given[search->given_done++];
}

/* Does the scripted fault strike, when its first chance is decided on for good? */
static bool is_switched_on(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability)
{
    struct search *search = (struct search *)chooser;
    uint64_t bit = (uint64_t)1 << fault;
    uint32_t number;

    (void)world;
    (void)probability;
    if ((search->memory.on | search->memory.off) & bit)
        return search->memory.on & bit;
    number = search->ask_number++;
    if (given_at(search, number)) {
        search->memory.on |= bit;
        return true;
    }
    if (!is_given(search) && search->depth < search->options->faults)
        ask_note(search,
                 &(struct ask){*search->asked, number, (int)fault, plan_scenario(search->plan)->faults[fault].kind});
    search->memory.off |= bit;
    return false;
}

static bool script_strikes(struct search *search, struct world *world, const struct gap *gap, struct strike *strike)
{
    search->asked = gap;
    return search->has_script && chooser_scripted(&search->chooser, search->plan, world, gap, strike);
}

static bool answer(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                   struct strike *strike)
{
    struct search *search = (struct search *)chooser;
    const struct prescribed *given;
    uint32_t number;
    bool was_seen;

    (void)plan;
    if (gap->attempt > search->attempts_max)
        search->attempts_max = gap->attempt;
    if (script_strikes(search, world, gap, strike))
        return true;
    if (search->depth == search->options->faults && !is_given(search))
        return false;
    number = search->ask_number++;
    was_seen = gap_was_seen(search, gap);
    given = given_at(search, number);
    if (given)
        *strike = (struct strike){given->kind, placement_length(given->kind), NO_INDEX};
    else if (!is_given(search) && !was_seen && gap_is_beside(search->options->micros, gap->after, gap->before))
        ask_note(search, &(struct ask){*gap, number, NO_INDEX, FAULT_NONE});
    return given != NULL;
}

/* About: where the run is that all those under way begin with, and how many more begin as it does. */
static struct progress progress_of(const struct search *search)
{
    const struct frontier_layer *layer = &search->frontier.layers[search->from_depth];
    const struct level *level = &search->levels[search->from_depth];
    double events = level->now && search->events_whole ? (double)world_events(level->now) / search->events_whole : 0;
    double left = events < 1 ? 1 - events : 0;
    double of_this = 1 - left * left; /* runs that strike early take longer to their end */
    double before = search->from_depth == 0 ? 0 : layer->taken - 1, all = search->from_depth == 0 ? 1 : layer->count;

    return (struct progress){
        .what = "runs",
        .done = search->runs,
        .stage = search->from_depth + 1,
        .staged = "faults",
        .stages = search->options->faults > 0 ? search->options->faults : 1,
        .share = (before + of_this) / all,
    };
}

static bool is_over(const struct search *search)
{
    return search->result->end != SEARCH_COMPLETE;
}

static void look_at_stop(struct search *search)
{
    struct progress progress = progress_of(search);

    if (!is_over(search) && cancel_token_stops(&search->visitor->cancel, &progress))
        search->result->end = SEARCH_STOPPED;
}

static void end_run(struct search *search)
{
    struct arrival_by last = {.runs = search->from_runs};
    struct search_run run = {
        .trail = &search->trail,
        .world = search->levels[search->depth].now,
        .runs = search->from_runs,
        .by = search->from.by,
        .by_count = search->from.by_count,
        .attempts_max = search->attempts_max,
    };

    if (search->depth > search->from_depth) {
        last.last = search->trail.set[search->depth - 1];
        run.by = &last;
        run.by_count = 1;
    }
    search->trail.count = search->depth;
    if (__builtin_add_overflow(search->runs, run.runs, &search->runs)) {
        search->result->end = SEARCH_LIMIT;
        return;
    }
    if (!search->visitor->visit(search->visitor->context, &run))
        search->result->end = SEARCH_STOPPED;
    search->result->plays++;
    if (!is_over(search) && search->options->plays_max && search->result->plays >= search->options->plays_max)
        search->result->end = SEARCH_LIMIT;
}

static bool take_step(struct search *search)
{
    struct level *level = &search->levels[search->depth];

    if (++search->looks % STOP_EVERY == 0)
        look_at_stop(search);
    search->ask_number = 0;
    search->given_done = 0;
    level->ask_count = 0;
    level->steps++;
    level->memory_before = search->memory;
    if (search->depth < search->options->faults)
        world_copy(search->plan, level->before, level->now);
    return world_step(search->plan, level->now, &search->chooser, NULL);
}

/* Nothing more can strike: to the end without copies. */
static bool take_rest(struct search *search)
{
    struct level *level = &search->levels[search->depth];

    level->ask_count = 0;
    if (++search->looks % STOP_EVERY == 0)
        look_at_stop(search);
    while (!is_over(search) && world_run_some(search->plan, level->now, &search->chooser, NULL, EVENTS_AT_ONCE))
        look_at_stop(search);
    return false;
}

/* The state just reached by a strike waits for others that lead to it; false when it has to be gone on from at once. */
static bool wait_for_others(struct search *search)
{
    const struct level *level = &search->levels[search->depth];
    struct arrival_by by = {search->trail.set[search->depth - 1], search->from_runs};
    struct arrival arrival = {
        .world = level->now,
        .seen = search->seen,
        .seen_count = search->memory.seen_count,
        .by = &by,
        .by_count = 1,
    };

    if (search->depth == search->options->faults)
        return false;
    search->trail.count = search->depth;
    search->trail.steps = level->steps;
    search->trail.on = search->memory.on;
    search->trail.off = search->memory.off;
    arrival.trail = search->trail;
    return frontier_add(&search->frontier, &arrival);
}

/* From here on it goes as deep as there are faults. NOLINTBEGIN(misc-no-recursion) */
static void search_level(struct search *search);

/* The runs in which this strikes in the step just taken, besides the strikes that were prescribed in it. */
static void search_strike(struct search *search, const struct ask *ask, enum fault_kind kind)
{
    struct level *level = &search->levels[search->depth], *next = level + 1;

    search->trail.set[search->depth] = (struct placement){ask->gap, kind, ask->scripted};
    search->trail.order[search->depth] = (uint64_t)level->steps << 32 | ask->number << 8 | (unsigned)kind;
    memcpy(next->given, level->given, level->given_count * sizeof *next->given);
    next->given[level->given_count] = (struct prescribed){ask->number, kind};
    next->given_count = level->given_count + 1;
    next->steps = level->steps - 1;
    world_copy(search->plan, next->now, level->before);
    search->memory = level->memory_before;
    search->depth++;
    search_level(search);
    search->depth--;
}

static void search_ask(struct search *search, const struct ask *ask)
{
    unsigned kinds = search_kinds(search->options);

    if (ask->scripted != NO_INDEX) {
        search_strike(search, ask, ask->kind);
        return;
    }
    for (uint32_t kind = 0; kind < FAULT_COUNT && !is_over(search); kind++)
        if ((kinds >> kind & 1) && placement_is_possible(&ask->gap, (enum fault_kind)kind))
            search_strike(search, ask, (enum fault_kind)kind);
}

/* Every strike in the step just taken; after it what the path remembers is as it was. */
static void search_step(struct search *search)
{
    const struct level *level = &search->levels[search->depth];
    struct memory memory = search->memory;
    uint32_t kept = level->memory_before.seen_count, added = memory.seen_count - kept;
    struct seen seen[WORKERS_AT_ONCE];

    CHECK(added <= WORKERS_AT_ONCE);
    memcpy(seen, search->seen + kept, added * sizeof *seen);
    for (uint32_t ask = 0; ask < level->ask_count && !is_over(search); ask++)
        search_ask(search, &level->asks[ask]);
    memcpy(search->seen + kept, seen, added * sizeof *seen);
    search->memory = memory;
}

/* All runs that go on from the present level. */
static void search_level(struct search *search)
{
    struct level *level = &search->levels[search->depth];
    bool goes_on = true;

    while (goes_on && !is_over(search)) {
        bool was_struck = level->given_count > 0;

        goes_on = search->depth == search->options->faults && !was_struck ? take_rest(search) : take_step(search);
        if (level->ask_count > 0)
            search_step(search);
        level->given_count = 0;
        if (was_struck && goes_on && wait_for_others(search))
            return;
    }
    if (!is_over(search))
        end_run(search);
}
/* NOLINTEND(misc-no-recursion) */

/* All runs that go on from a state that waited. */
static void search_from(struct search *search, const struct arrival *from, uint32_t depth)
{
    struct level *level = &search->levels[depth];

    search->from = *from;
    search->from_depth = search->depth = depth;
    search->from_runs = 0;
    for (uint32_t i = 0; i < from->by_count; i++)
        if (__builtin_add_overflow(search->from_runs, from->by[i].runs, &search->from_runs))
            search->result->end = SEARCH_LIMIT;
    if (search->from_runs == 0)
        return;
    search->trail = from->trail;
    search->memory = (struct memory){from->seen_count, from->trail.on, from->trail.off};
    if (from->seen_count > 0)
        memcpy(search->seen, from->seen, from->seen_count * sizeof *from->seen);
    world_copy(search->plan, level->now, from->world);
    level->steps = from->trail.steps;
    level->given_count = 0;
    search_level(search);
}

/* The events of the run in which nothing strikes, to tell by how far the search is. */
static void measure_run(struct search *search)
{
    struct world *world = search->levels[0].now;

    world_start(search->plan, world, search->options->seed);
    while (!is_over(search) && world_run_some(search->plan, world, NULL, NULL, EVENTS_AT_ONCE))
        look_at_stop(search);
    search->events_whole = world_events(world);
}

static void search_layers(struct search *search)
{
    struct search_result *result = search->result;
    struct arrival from;

    measure_run(search);
    world_start(search->plan, search->levels[0].now, search->options->seed);
    search->from_runs = 1;
    search_level(search);
    for (uint32_t layer = 1; layer < search->options->faults && !is_over(search); layer++) {
        result->faults_done = (int)layer - 1;
        while (!is_over(search) && frontier_take(&search->frontier, layer, &from))
            search_from(search, &from, layer);
    }
    if (!is_over(search))
        result->faults_done = (int)search->options->faults;
}

static void search_free(struct search *search)
{
    if (!search)
        return;
    for (uint32_t i = 0; i <= PLACEMENTS_MAX; i++) {
        world_free(search->levels[i].now);
        world_free(search->levels[i].before);
        free(search->levels[i].asks);
    }
    free(search->seen);
    frontier_release(&search->frontier);
    free(search);
}

void search_release(struct search_result *result)
{
    search_free(result->held);
    result->held = NULL;
}

/* Bytes of the levels, whatever is found. */
static size_t levels_memory(const struct plan *plan, uint32_t faults)
{
    return (2 * faults + 1) * world_size(plan) + (faults + 1) * ASKS_MAX * sizeof(struct ask) +
           SEEN_MAX * sizeof(struct seen);
}

/* A step of the last level is not taken again, so that its world before it is not wanted. */
static bool level_init(struct search *search, uint32_t number, struct err *err)
{
    struct level *level = &search->levels[number];
    bool is_last = number == search->options->faults;

    level->now = world_new(search->plan, err);
    level->before = is_last ? NULL : world_new(search->plan, err);
    level->asks = malloc(ASKS_MAX * sizeof *level->asks);
    return (level->now && (is_last || level->before) && level->asks) || err_memory(err);
}

static bool search_prepare(struct search *search, struct err *err)
{
    size_t memory_max = search_memory(search->options);
    size_t worlds = (2 * search->options->faults + 1) * world_size(search->plan);

    if (!memory_suffices(worlds, memory_max, err))
        return false;
    search->seen = malloc(SEEN_MAX * sizeof *search->seen);
    if (!search->seen)
        return err_memory(err);
    for (uint32_t i = 0; i <= search->options->faults; i++)
        if (!level_init(search, i, err))
            return false;
    return frontier_init(&search->frontier, search->plan, memory_max - worlds, err);
}

bool search_all(const struct plan *plan, const struct search_options *options, const struct search_visitor *visitor,
                struct search_result *result, struct err *err)
{
    struct search *search = malloc(sizeof *search);

    CHECK(options->faults <= PLACEMENTS_MAX);
    if (!search)
        return err_memory(err);
    *result = (struct search_result){.end = SEARCH_COMPLETE, .faults_done = -1, .held = search};
    *search = (struct search){
        .chooser = {.strike = answer, .roll = options->own == OWN_SWITCHED ? is_switched_on : NULL},
        .plan = plan,
        .options = options,
        .visitor = visitor,
        .result = result,
        .has_script = plan_scenario(plan)->fault_count > 0,
    };
    if (!search_prepare(search, err)) {
        search_release(result);
        return false;
    }
    search_layers(search);
    result->memory = levels_memory(plan, options->faults) + search->frontier.memory;
    return true;
}
