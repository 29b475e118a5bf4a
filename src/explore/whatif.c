#include "explore/whatif.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/hash.h"
#include "engine/run.h"

#define SLICE_EVENTS 500000u /* of a run, between two looks at the token */
#define EVENTS_SLACK 100000u /* a changed run may make 20 times the events of the unchanged one, and this many more */

/* What a change takes, in thousandths; the order of whatif.h. */
enum {
    COST_RETRY = 1000,
    COST_RESCUE = 2000,
    COST_GUARD = 3000,
    COST_WORKERS = 4000,
    COST_GUARD_ALL = 5000,
    COST_SPLIT = 6000
};

static const uint32_t LIMITS[] = {0, 1, 2, 3, 5, 10, 25};
static const uint32_t WORKERS[] = {1, 2, 4, 8};

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* A list that is being made. Running out of memory is sticky. */
struct making {
    struct whatif_list list;
    uint32_t room;
    bool failed;
};

static void making_add(struct making *making, const struct whatif *row)
{
    struct whatif_list *list = &making->list;
    uint32_t number = (uint32_t)list->count;

    making->failed = making->failed || !array_grow(&list->rows, number, &making->room, sizeof *list->rows);
    if (making->failed)
        return;
    list->rows[number] = *row;
    list->rows[number].order = number;
    list->count++;
}

/* One single change, "NAME=VALUE" or VALUE alone. One whose names are too long for a change is left out. */
static void single_add(struct making *making, enum change_kind kind, uint32_t cost, const char *value)
{
    struct whatif row = {.change_count = 1, .cost = cost, .is_remedy = kind != CHANGE_WITHOUT_FAULT};
    struct err ignored;

    if (change_make(kind, value, &row.changes[0], &ignored))
        making_add(making, &row);
}

static void named_add(struct making *making, enum change_kind kind, uint32_t cost, const char *name, const char *value)
{
    struct text text = {0};

    text_addf(&text, "%s=%s", name, value);
    single_add(making, kind, cost, text_str(&text));
    text_release(&text);
}

static void number_add(struct making *making, enum change_kind kind, uint32_t cost, const char *name, uint32_t number)
{
    struct text text = {0};

    text_addf(&text, "%u", number);
    if (name == NULL)
        single_add(making, kind, cost, text_str(&text));
    else
        named_add(making, kind, cost, name, text_str(&text));
    text_release(&text);
}

/* How far a limit is from the present one: the next one up is 1, the next one down 2, and so on outwards. */
static uint32_t limit_distance(uint32_t limit, uint32_t present)
{
    uint32_t between = 1;

    for (size_t i = 0; i < LENGTH(LIMITS); i++)
        between += (LIMITS[i] > present && LIMITS[i] < limit) || (LIMITS[i] < present && LIMITS[i] > limit);
    return between * 2 - (limit > present);
}

static void job_changes(const struct job *job, struct making *making)
{
    if (job->reach == 0)
        return;
    for (size_t i = 0; i < LENGTH(LIMITS); i++) {
        if (LIMITS[i] != job->retry.limit)
            number_add(making, CHANGE_RETRY, COST_RETRY + limit_distance(LIMITS[i], job->retry.limit), job->name,
                       LIMITS[i]);
    }
    for (uint32_t i = 0; i < RESCUE_COUNT; i++) {
        if (i != job->rescue)
            named_add(making, CHANGE_RESCUE, COST_RESCUE + i, job->name, rescue_names[i]);
    }
}

static bot_set bots_that_post(const struct scenario *scenario)
{
    bot_set bots = 0;

    for (uint32_t i = 0; i < scenario->job_count; i++)
        bots |= scenario->jobs[i].posts;
    return bots;
}

static void bot_changes(const struct scenario *scenario, struct making *making)
{
    bot_set bots = bots_that_post(scenario);

    for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
        if ((bots >> bot & 1) == 0)
            continue;
        for (uint32_t guard = 0; guard < GUARD_COUNT; guard++) {
            if (guard != scenario->bots[bot].guard)
                named_add(making, CHANGE_GUARD, COST_GUARD + (guard == GUARD_NONE ? GUARD_COUNT : guard),
                          scenario->bots[bot].name, guard_names[guard]);
        }
    }
}

/* For all bots at once, where that is more than one bot's change. */
static void all_guards(const struct scenario *scenario, struct making *making)
{
    for (uint32_t guard = 0; guard < GUARD_COUNT; guard++) {
        uint32_t others = 0;

        for (uint32_t bot = 0; bot < scenario->bot_count; bot++)
            others += scenario->bots[bot].guard != guard;
        if (others > 1)
            named_add(making, CHANGE_GUARD, COST_GUARD_ALL + (guard == GUARD_NONE ? GUARD_COUNT : guard), "all",
                      guard_names[guard]);
    }
}

static void platform_changes(const struct scenario *scenario, struct making *making)
{
    const struct platform *platform = &scenario->platform;

    for (size_t i = 0; i < LENGTH(WORKERS); i++) {
        if (WORKERS[i] != platform->workers && WORKERS[i] * platform->processes <= SCENARIO_WORKERS_MAX)
            number_add(making, CHANGE_WORKERS, COST_WORKERS + (uint32_t)i, NULL, WORKERS[i]);
    }
}

static int compare_cost(const void *a, const void *b)
{
    const struct whatif *left = a;
    const struct whatif *right = b;

    if (left->cost != right->cost)
        return left->cost < right->cost ? -1 : 1;
    return left->order < right->order ? -1 : left->order > right->order;
}

/* Sorts and hands over; frees what there is when memory ran out. */
static bool making_end(struct making *making, struct whatif_list *out, struct err *err)
{
    if (making->failed) {
        whatif_list_release(&making->list);
        return err_memory(err);
    }
    if (making->list.count > 0)
        qsort(making->list.rows, making->list.count, sizeof *making->list.rows, compare_cost);
    *out = making->list;
    return true;
}

bool whatif_singles(const struct scenario *scenario, struct whatif_list *out, struct err *err)
{
    struct making making = {0};

    for (uint32_t i = 0; i < scenario->fault_count; i++)
        if (scenario->faults[i].number > 0) /* one that a change added goes with that change */
            number_add(&making, CHANGE_WITHOUT_FAULT, 0, NULL, scenario->faults[i].number);
    for (uint32_t i = 0; i < scenario->job_count; i++)
        job_changes(&scenario->jobs[i], &making);
    bot_changes(scenario, &making);
    platform_changes(scenario, &making);
    all_guards(scenario, &making);
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        if (job_post_count(&scenario->jobs[i]) >= 2)
            single_add(&making, CHANGE_SPLIT, COST_SPLIT, scenario->jobs[i].name);
    }
    return making_end(&making, out, err);
}

static bool is_for_all(const struct change *change)
{
    return strncmp(change->value, "all=", 4) == 0;
}

/* Do both turn the same thing, so that the second would undo the first? */
static bool is_same_thing(const struct change *a, const struct change *b)
{
    if (a->kind == CHANGE_GUARD && b->kind == CHANGE_GUARD && (is_for_all(a) || is_for_all(b)))
        return true;
    return a->kind != CHANGE_SPLIT && change_turns_same(a, b);
}

/* A pair before it is written out: the larger change, the smaller one. */
struct couple {
    uint32_t cost, first, second;
};

static int compare_couple(const void *a, const void *b)
{
    const struct couple *left = a;
    const struct couple *right = b;

    if (left->cost != right->cost)
        return left->cost < right->cost ? -1 : 1;
    if (left->first != right->first)
        return left->first < right->first ? -1 : 1;
    return left->second < right->second ? -1 : left->second > right->second;
}

/* All pairs of remedies that turn two things, sorted; `couples` has room for each with each. Faults come first among
 * the singles, so that what follows a remedy is one. */
static size_t couples_find(const struct whatif_list *singles, struct couple *couples)
{
    size_t count = 0;

    for (uint32_t i = 0; i < singles->count; i++) {
        const struct whatif *first = &singles->rows[i];

        for (uint32_t j = 0; j < i; j++) {
            const struct whatif *second = &singles->rows[j];

            if (second->is_remedy && !is_same_thing(&first->changes[0], &second->changes[0]))
                couples[count++] = (struct couple){first->cost + second->cost, i, j};
        }
    }
    if (count > 0)
        qsort(couples, count, sizeof *couples, compare_couple);
    return count;
}

bool whatif_pairs(const struct whatif_list *singles, struct whatif_list *out, struct err *err)
{
    struct couple *couples = malloc((singles->count * singles->count / 2 + 1) * sizeof *couples);
    struct making making = {0};
    size_t count;

    if (couples == NULL)
        return err_memory(err);
    count = couples_find(singles, couples);
    for (size_t i = 0; i < count && i < WHATIF_PAIRS_MAX; i++) {
        struct whatif pair = {.change_count = 2, .cost = couples[i].cost, .is_remedy = true};

        pair.changes[0] = singles->rows[couples[i].first].changes[0];
        pair.changes[1] = singles->rows[couples[i].second].changes[0];
        pair.parts[0] = couples[i].first;
        pair.parts[1] = couples[i].second;
        making_add(&making, &pair);
    }
    free(couples);
    return making_end(&making, out, err);
}

void whatif_list_release(struct whatif_list *list)
{
    free(list->rows);
    *list = (struct whatif_list){0};
}

/* A number that is another one when any bot fared differently. */
static uint64_t signature_of(const struct plan *plan, const struct world *world, const struct scenario *scenario)
{
    uint64_t hash = HASH_BASIS;

    for (uint32_t occurrence = 1; occurrence <= scenario->occurrences; occurrence++) {
        for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
            struct cell_outcome cell;

            world_cell(plan, world, occurrence, bot, &cell);
            hash = hash_number(hash, cell.posts, 8);
            hash = hash_number(hash, cell.held_by, 8);
            hash = hash_number(hash, (uint64_t)cell.state << 2 | (uint64_t)cell.is_silent << 1 | cell.is_late, 8);
        }
    }
    return hash;
}

static uint64_t least(uint64_t a, uint64_t b)
{
    return a < b ? a : b;
}

/* A search under way. */
struct searching {
    const struct scenario *scenario;
    const struct cancel_token *cancel;
    struct whatif_search *search;
    struct progress progress;
    bool is_stopped;
};

static bool is_stopped(struct searching *searching)
{
    searching->is_stopped = searching->is_stopped || cancel_token_stops(searching->cancel, &searching->progress);
    return searching->is_stopped;
}

/* Plays to the end or until `events_max` events were made or the search is stopped; false then. */
static bool play(struct searching *searching, const struct plan *plan, struct world *world, uint32_t events_max)
{
    uint64_t end;

    world_start(plan, world, searching->scenario->seed);
    end = (uint64_t)world_events(world) + events_max;
    while (world_events(world) < end && !is_stopped(searching))
        if (!world_run_some(plan, world, NULL, NULL, (uint32_t)least(end - world_events(world), SLICE_EVENTS)))
            return true;
    return false;
}

/* What a run of `scenario` comes to. */
struct result {
    struct outcome outcome;
    uint64_t signature;
    bool has_ended;
};

static bool result_of(struct searching *searching, const struct scenario *scenario, uint32_t events_max,
                      struct result *out, struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct world *world = plan == NULL ? NULL : world_new(plan, err);

    if (world != NULL) {
        out->has_ended = play(searching, plan, world, events_max);
        world_outcome(plan, world, &out->outcome);
        out->has_ended = out->has_ended && !ended_is_cut(out->outcome.ended);
        out->signature = signature_of(plan, world, scenario);
    }
    world_free(world);
    plan_free(plan);
    return world != NULL;
}

static uint32_t wishes_count(const bool wishes[WISH_COUNT])
{
    uint32_t granted = 0;

    for (size_t i = 0; i < WISH_COUNT; i++)
        granted += wishes[i];
    return granted;
}

static bool base_run(struct searching *searching, struct err *err)
{
    struct whatif_base *out = &searching->search->base;
    struct result result;

    if (!result_of(searching, searching->scenario, RUN_EVENTS_MAX, &result, err))
        return false;
    *out = (struct whatif_base){.signature = result.signature, .events = result.outcome.events};
    memcpy(out->wishes, result.outcome.wishes, sizeof out->wishes);
    out->granted = wishes_count(out->wishes);
    return true;
}

/* Runs `row`; a change that does not fit makes it impossible, which is no error. The run makes at most `*events_left`
 * events, which become less by those that it made; 0 is left where they did not suffice. */
static bool row_run(struct searching *searching, struct whatif *row, uint64_t *events_left, struct err *err)
{
    const struct whatif_base *base = &searching->search->base;
    uint64_t events_max = least(base->events * 20 + EVENTS_SLACK, RUN_EVENTS_UNTRACED_MAX);
    struct err why;
    struct scenario *changed = scenario_changed(searching->scenario, row->changes, row->change_count, &why);
    struct result result;
    bool has_run;

    row->is_possible = changed != NULL;
    if (changed == NULL)
        return true;
    has_run = result_of(searching, changed, (uint32_t)least(events_max, *events_left), &result, err);
    scenario_free(changed);
    if (!has_run)
        return false;
    row->has_ended = result.has_ended;
    row->is_different = !result.has_ended || result.signature != base->signature;
    memcpy(row->wishes, result.outcome.wishes, sizeof row->wishes);
    row->granted = result.has_ended ? wishes_count(row->wishes) : 0;
    row->duplicates = result.outcome.duplicates;
    row->missed = result.outcome.missed;
    *events_left -= least(result.outcome.events, *events_left);
    return true;
}

static bool grants_all(const struct whatif *row)
{
    return row->is_remedy && row->is_possible && row->granted == WISH_COUNT;
}

/* Sets what the token is told: how far the search is. */
static void note_progress(struct searching *searching, const struct whatif_list *list, size_t done)
{
    const struct whatif_search *search = searching->search;
    bool is_second = list == &search->pairs;

    searching->progress = (struct progress){
        .what = is_second ? "changes and pairs" : "changes",
        .done = done + (is_second ? search->singles.count : 0),
        .stage = is_second ? 2 : 1,
        .stages = 2,
        .share = (double)done / (double)list->count,
    };
}

/* Runs one of the search's lists from the smallest change on; those that were run are kept. Of pairs no more are wanted
 * once one grants all. */
static bool list_run(struct searching *searching, struct whatif_list *list, uint64_t events_left, struct err *err)
{
    struct whatif_search *search = searching->search;
    bool is_first_wanted = list == &search->pairs;
    size_t done = 0;

    while (done < list->count && events_left > 0 && !(is_first_wanted && search->best != NULL)) {
        struct whatif *row = &list->rows[done];

        note_progress(searching, list, done);
        if (!row_run(searching, row, &events_left, err))
            return false;
        if (row->is_possible && !row->has_ended && (events_left == 0 || searching->is_stopped))
            break; /* it might have ended, had more been left for it */
        if (search->best == NULL && grants_all(row))
            search->best = row;
        done++;
    }
    search->is_cut = done < list->count && !(is_first_wanted && search->best != NULL);
    list->count = done;
    return true;
}

/* Two pairs are of a kind when they turn the same kinds of things, one bot or all of them apart. */
static bool is_same_kind(const struct whatif *a, const struct whatif *b)
{
    for (size_t i = 0; i < WHATIF_CHANGES_MAX; i++) {
        const struct change *left = &a->changes[i];
        const struct change *right = &b->changes[i];

        if (left->kind != right->kind)
            return false;
        if (left->kind == CHANGE_GUARD && is_for_all(left) != is_for_all(right))
            return false;
    }
    return true;
}

/* Not all wishes, but more than each of the two changes grants by itself. */
static bool is_runner(const struct whatif_search *search, const struct whatif *row)
{
    return row->is_possible && row->granted < WISH_COUNT && row->granted > search->base.granted &&
           row->granted > search->singles.rows[row->parts[0]].granted &&
           row->granted > search->singles.rows[row->parts[1]].granted;
}

static void runners_find(struct whatif_search *search)
{
    uint32_t most = 0;

    for (size_t i = 0; i < search->pairs.count; i++) {
        const struct whatif *row = &search->pairs.rows[i];

        most = is_runner(search, row) && row->granted > most ? row->granted : most;
    }
    for (size_t i = 0; i < search->pairs.count && search->runner_count < WHATIF_RUNNERS_MAX; i++) {
        const struct whatif *row = &search->pairs.rows[i];
        bool is_new = is_runner(search, row) && row->granted == most;

        for (size_t j = 0; j < search->runner_count; j++)
            is_new = is_new && !is_same_kind(row, search->runners[j]);
        if (is_new)
            search->runners[search->runner_count++] = row;
    }
}

/* After singles that were all run and of which none grants all. */
static bool pairs_run(struct searching *searching, uint64_t events_max, struct err *err)
{
    struct whatif_search *search = searching->search;
    bool is_full;

    if (!whatif_pairs(&search->singles, &search->pairs, err))
        return false;
    is_full = search->pairs.count == WHATIF_PAIRS_MAX;
    if (!list_run(searching, &search->pairs, events_max, err))
        return false;
    search->is_cut = search->is_cut || (is_full && search->best == NULL);
    runners_find(search);
    return true;
}

static bool search_run(struct searching *searching, const struct whatif_bounds *bounds, struct err *err)
{
    struct whatif_search *search = searching->search;
    size_t count;

    if (!base_run(searching, err) || !whatif_singles(searching->scenario, &search->singles, err))
        return false;
    count = search->singles.count;
    if (!list_run(searching, &search->singles, bounds->singles, err))
        return false;
    search->untried = count - search->singles.count;
    if (search->best != NULL || search->base.granted == WISH_COUNT || search->untried > 0)
        return true;
    return pairs_run(searching, bounds->pairs, err);
}

bool whatif_search(const struct scenario *scenario, const struct whatif_bounds *bounds,
                   const struct cancel_token *cancel, struct whatif_search *out, struct err *err)
{
    static const struct whatif_bounds usual = {WHATIF_SINGLES_EVENTS_MAX, WHATIF_PAIRS_EVENTS_MAX};
    struct searching searching = {.scenario = scenario, .cancel = cancel, .search = out};

    *out = (struct whatif_search){0};
    searching.progress = (struct progress){.what = "changes", .stage = 1, .stages = 2, .share = 0};
    if (search_run(&searching, bounds != NULL ? bounds : &usual, err))
        return true;
    whatif_search_release(out);
    return false;
}

void whatif_search_release(struct whatif_search *search)
{
    whatif_list_release(&search->singles);
    whatif_list_release(&search->pairs);
    *search = (struct whatif_search){0};
}
