#include "explore/search.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "explore/choices.h"
#include "explore/path.h"

enum {
    /* Of one step: two gaps of the acting attempt and of each worker that then takes a job, and switches. */
    QUESTIONS_MAX = 1024 + SEARCH_SWITCHES_MAX,
    STOP_EVERY = 16,         /* steps between two looks at the token */
    EVENTS_AT_ONCE = 1 << 18 /* of a run to its end, likewise */
};

/* One level: what is common to all runs with the strikes so far. */
struct level {
    struct world *now;    /* the run as it goes on */
    struct world *before; /* as it was before the step */
    struct path_mark path_before;
    struct sequence sequence; /* choices of the step: what strikes in it is prescribed, then what might have struck */
    uint32_t steps;           /* of the engine on this path, the one under way included */
};

struct search {
    struct chooser chooser; /* first: the engine hands it back */
    const struct plan *plan;
    const struct search_options *options;
    const struct search_visitor *visitor;
    struct budget budget;
    struct frontier frontier;
    struct level levels[PLACEMENTS_MAX + 1];
    struct choices choices;
    struct gap_kinds kinds;
    struct path path;
    struct trail trail;
    struct trail *arriving;  /* [trails_max]: those that lead to the state just reached; owned */
    bool has_script;         /* there are scripted faults */
    uint32_t depth;          /* the level that is under way; so many strikes */
    const struct gap *asked; /* the gap in question */
    struct arrival from;     /* the state that all runs under way come from; its ways */
    uint32_t from_depth;
    uint64_t from_runs;
    uint64_t runs; /* counted so far */
    uint32_t attempts_max;
    uint64_t looks;
    uint32_t events_whole; /* of the run without a strike */
};

/* Are strikes left, or is one replayed? */
static bool is_asked(const struct search *search)
{
    return search->depth < search->options->faults || choices_are_replayed(&search->choices);
}

/* Answers a question of the step, which has `count` answers. */
static uint32_t choose(struct search *search, uint32_t count, const struct gap *gap, int fault)
{
    struct choice *choice = choices_take(&search->choices, count, 0);

    CHECK(choice && search->choices.now.count <= QUESTIONS_MAX);
    if (count > 1) {
        choice->gap = *gap;
        choice->fault = fault;
    }
    return choice->answer;
}

/* Does the scripted fault strike? What is answered at its first chance holds for the whole run. */
static bool is_switched_on(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability)
{
    struct search *search = (struct search *)chooser;
    struct path_mark *path = &search->path.now;
    uint64_t bit = (uint64_t)1 << fault;
    bool is_on;

    (void)world;
    (void)probability;
    if ((path->on | path->off) & bit)
        return (path->on & bit) != 0;
    is_on = is_asked(search) && choose(search, 2, search->asked, (int)fault) == 1;
    path->on |= is_on ? bit : 0;
    path->off |= is_on ? 0 : bit;
    return is_on;
}

static bool script_strikes(struct search *search, struct world *world, const struct gap *gap, struct strike *strike)
{
    search->asked = gap;
    return search->has_script && chooser_scripted(&search->chooser, search->plan, world, gap, strike);
}

/* How many answers there are in the gap: nothing strikes, or one of the kinds that may. */
static uint32_t answer_count(struct search *search, const struct gap *gap)
{
    bool was_seen = path_passes(&search->path, gap);

    if (search->path.is_full)
        budget_exhaust(&search->budget);
    if (search->path.is_starved)
        budget_starve(&search->budget);
    if (was_seen || !gap_is_beside(search->options->micros, gap->after, gap->before))
        return 1;
    return 1 + gap_kinds_count(&search->kinds, gap);
}

static bool strike(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                   struct strike *out)
{
    struct search *search = (struct search *)chooser;
    uint32_t answer;

    (void)plan;
    if (gap->attempt > search->attempts_max)
        search->attempts_max = gap->attempt;
    if (script_strikes(search, world, gap, out))
        return true;
    if (!is_asked(search))
        return false;
    answer = choose(search, answer_count(search, gap), gap, NO_INDEX);
    if (answer > 0)
        *out = gap_kinds_strike(&search->kinds, gap, answer);
    return answer > 0;
}

/* Estimates the share: how far the first run of this state has come, and how many states of the layer are left. */
static struct progress progress_of(const struct search *search)
{
    const struct frontier_layer *layer = &search->frontier.layers[search->from_depth];
    const struct level *level = &search->levels[search->from_depth];
    double events = level->now && search->events_whole ? (double)world_events(level->now) / search->events_whole : 0;
    double left = max_double(1 - events, 0);
    double of_this = 1 - left * left; /* runs that strike early take longer to their end */
    double before = search->from_depth == 0 ? 0 : layer->taken - 1, all = search->from_depth == 0 ? 1 : layer->count;

    return (struct progress){
        .what = "runs",
        .done = search->runs,
        .stage = search->from_depth + 1,
        .staged = "faults",
        .stages = max_u32(search->options->faults, 1),
        .share = (before + of_this) / all,
    };
}

static bool is_over(const struct search *search)
{
    return budget_is_over(&search->budget);
}

static void look_at_stop(struct search *search)
{
    struct progress progress = progress_of(search);

    (void)budget_stops(&search->budget, &progress);
}

static void end_run(struct search *search)
{
    struct arrival_by last = {.runs = search->from_runs};
    struct search_run run = {
        .trail = &search->trail,
        .world = search->levels[search->depth].now,
        .before = search->from.trails,
        .before_count = search->from.trail_count,
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
        budget_exhaust(&search->budget);
        return;
    }
    if (!search->visitor->visit(search->visitor->context, &run))
        search->budget.end = SEARCH_STOPPED;
    budget_play(&search->budget);
}

static bool take_step(struct search *search)
{
    struct level *level = &search->levels[search->depth];
    bool goes_on;

    if (++search->looks % STOP_EVERY == 0)
        look_at_stop(search);
    level->steps++;
    level->path_before = search->path.now;
    if (search->depth < search->options->faults)
        world_copy(search->plan, level->before, level->now);
    choices_replay(&search->choices, level->sequence);
    goes_on = world_step(search->plan, level->now, &search->chooser, NULL);
    level->sequence = search->choices.now;
    return goes_on;
}

/* Plays to the end, without copies, as nothing more can strike. */
static bool take_rest(struct search *search)
{
    struct level *level = &search->levels[search->depth];

    choices_replay(&search->choices, level->sequence);
    if (++search->looks % STOP_EVERY == 0)
        look_at_stop(search);
    while (!is_over(search) && world_run_some(search->plan, level->now, &search->chooser, NULL, EVENTS_AT_ONCE))
        look_at_stop(search);
    return false;
}

/* All that lead to the state just reached, as far as they are kept. Returns how many. */
static uint32_t trails_arriving(struct search *search)
{
    for (uint32_t i = 0; i < search->from.trail_count; i++)
        search->arriving[i] = trail_after(&search->from.trails[i], &search->trail);
    return search->from.trail_count;
}

/* Lets the state just reached wait for other strikes that lead to it. False when its runs have to be made at once. */
static bool wait_for_others(struct search *search)
{
    const struct level *level = &search->levels[search->depth];
    struct arrival_by by = {search->trail.set[search->depth - 1], search->from_runs};
    struct arrival arrival = {
        .world = level->now,
        .seen = search->path.seen,
        .seen_count = search->path.now.seen_count,
        .by = &by,
        .by_count = 1,
    };

    if (search->depth == search->options->faults)
        return false;
    search->trail.count = search->depth;
    search->trail.steps = level->steps;
    search->trail.on = search->path.now.on;
    search->trail.off = search->path.now.off;
    arrival.trails = search->arriving;
    arrival.trail_count = trails_arriving(search);
    if (frontier_add(&search->frontier, &arrival))
        return true;
    if (frontier_is_starved(&search->frontier))
        budget_exhaust(&search->budget);
    return false;
}

/* Recursion is as deep as there are faults. NOLINTBEGIN(misc-no-recursion) */
static void search_level(struct search *search);

/* Makes the runs in which the step just taken goes the same way up to this question, and there the given one. */
static void search_strike(struct search *search, uint32_t number, uint32_t answer)
{
    struct level *level = &search->levels[search->depth], *next = level + 1;
    const struct choice *choice = &search->choices.list[level->sequence.first + number];
    enum fault_kind kind = choice->fault == NO_INDEX ? gap_kinds_strike(&search->kinds, &choice->gap, answer).kind
                                                     : plan_scenario(search->plan)->faults[choice->fault].kind;

    search->trail.set[search->depth] = (struct placement){choice->gap, kind, choice->fault};
    search->trail.order[search->depth] = (uint64_t)level->steps << 32 | number << 8 | (unsigned)kind;
    next->sequence = choices_fork(&search->choices, level->sequence, number, answer);
    next->steps = level->steps - 1;
    world_copy(search->plan, next->now, level->before);
    search->path.now = level->path_before;
    search->depth++;
    search_level(search);
    search->depth--;
}

/* Tries every other answer to the questions from this one on. Leaves the path as it was. */
static void search_step(struct search *search, uint32_t number)
{
    const struct level *level = &search->levels[search->depth];
    struct path_save save;

    path_save(&search->path, level->path_before.seen_count, &save);
    for (; number < level->sequence.count; number++) {
        uint32_t count = search->choices.list[level->sequence.first + number].count;

        for (uint32_t answer = 1; answer < count && !is_over(search); answer++)
            search_strike(search, number, answer);
    }
    path_restore(&search->path, &save);
}

/* Makes all runs that go on from the present level. */
static void search_level(struct search *search)
{
    struct level *level = &search->levels[search->depth];
    bool goes_on = true;

    while (goes_on && !is_over(search)) {
        uint32_t given = level->sequence.count;

        goes_on = search->depth == search->options->faults && given == 0 ? take_rest(search) : take_step(search);
        if (level->sequence.count > given)
            search_step(search, given);
        level->sequence.count = 0;
        if (given > 0 && goes_on && wait_for_others(search))
            return;
    }
    if (!is_over(search))
        end_run(search);
}
/* NOLINTEND(misc-no-recursion) */

/* Makes all runs that go on from a state that waited. */
static void search_from(struct search *search, const struct arrival *from, uint32_t depth)
{
    struct level *level = &search->levels[depth];

    search->from = *from;
    search->from_depth = search->depth = depth;
    search->from_runs = 0;
    for (uint32_t i = 0; i < from->by_count; i++)
        if (__builtin_add_overflow(search->from_runs, from->by[i].runs, &search->from_runs))
            budget_exhaust(&search->budget);
    if (search->from_runs == 0)
        return;
    search->trail = from->trails[0];
    path_set(&search->path, &(struct path_mark){from->seen_count, search->trail.on, search->trail.off}, from->seen);
    world_copy(search->plan, level->now, from->world);
    level->steps = search->trail.steps;
    level->sequence = (struct sequence){0};
    search_level(search);
}

/* Counts the events of the run without a strike, by which progress is estimated. */
static void measure_run(struct search *search)
{
    struct world *world = search->levels[0].now;

    world_start(search->plan, world, search->options->seed);
    while (!is_over(search) && world_run_some(search->plan, world, NULL, NULL, EVENTS_AT_ONCE))
        look_at_stop(search);
    search->events_whole = world_events(world);
}

static void search_layers(struct search *search, struct search_result *result)
{
    static const struct trail none = {.count = 0};
    struct arrival from;

    measure_run(search);
    world_start(search->plan, search->levels[0].now, search->options->seed);
    search->from = (struct arrival){.trails = &none, .trail_count = 1};
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
    }
    choices_release(&search->choices);
    path_release(&search->path);
    frontier_release(&search->frontier);
    free(search->arriving);
    free(search);
}

void search_release(struct search_result *result)
{
    search_free(result->held);
    result->held = NULL;
}

/* Bytes of the levels' worlds. The last level needs no world before the step, which is not taken again. */
static size_t worlds_memory(const struct search *search)
{
    return (2 * search->options->faults + 1) * world_size(search->plan);
}

static bool level_init(struct search *search, uint32_t number, struct err *err)
{
    struct level *level = &search->levels[number];
    bool is_last = number == search->options->faults;

    level->now = world_new(search->plan, err);
    level->before = is_last ? NULL : world_new(search->plan, err);
    return level->now && (is_last || level->before);
}

static bool search_prepare(struct search *search, struct err *err)
{
    size_t memory_max = search_memory(search->options), worlds = worlds_memory(search);
    const struct frontier_options frontier = {
        .kind = search->options->is_told ? STATE_TOLD : STATE_BLAMED,
        .trails_max = max_u32(search->options->trails_max, 1),
        .memory_max = memory_max - worlds,
    };
    uint32_t faults = search->options->faults;

    search->arriving = malloc(frontier.trails_max * sizeof *search->arriving);
    if (!search->arriving)
        return err_memory(err);
    if (!budget_suffices(worlds, memory_max, err) ||
        !choices_init(&search->choices, (faults + 1) * QUESTIONS_MAX, NULL, err))
        return false;
    for (uint32_t i = 0; i <= faults; i++)
        if (!level_init(search, i, err))
            return false;
    return frontier_init(&search->frontier, search->plan, &frontier, err);
}

static size_t memory_at_most(const struct search *search)
{
    return worlds_memory(search) + search->choices.room * sizeof *search->choices.list +
           search->path.room * sizeof *search->path.seen + search->frontier.memory;
}

bool search_all(const struct plan *plan, const struct search_options *options, const struct search_visitor *visitor,
                struct search_result *result, struct err *err)
{
    struct search *search = malloc(sizeof *search);

    CHECK(options->faults <= PLACEMENTS_MAX);
    if (!search)
        return err_memory(err);
    *result = (struct search_result){.faults_done = -1, .held = search};
    *search = (struct search){
        .chooser = {.strike = strike, .roll = options->own == OWN_SWITCHED ? is_switched_on : NULL},
        .plan = plan,
        .options = options,
        .visitor = visitor,
        .budget = {.cancel = &visitor->cancel, .plays_max = options->plays_max},
        .kinds = gap_kinds_make(search_kinds(options), plan_scenario(plan)),
        .has_script = plan_scenario(plan)->fault_count > 0,
    };
    if (!search_prepare(search, err)) {
        search_release(result);
        return false;
    }
    search_layers(search, result);
    if (search->budget.is_starved || frontier_is_starved(&search->frontier)) {
        search_release(result);
        return err_memory(err);
    }
    result->end = search->budget.end;
    result->plays = search->budget.plays;
    result->memory = memory_at_most(search);
    return true;
}
