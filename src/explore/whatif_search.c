#include "explore/whatif_search.h"

#include <string.h>

#include "base/hash.h"
#include "base/range.h"
#include "model/changed.h"

#define SLICE_EVENTS 500000u /* of a run, between two looks at the token */
#define EVENTS_SLACK 100000u /* a changed run may make 20 times the events of the unchanged one, and this many more */

/* Hashes how each bot fared, to tell different runs apart. */
static uint64_t signature_of(const struct plan *plan, const struct world *world, const struct scenario *scenario)
{
    uint64_t hash = HASH_BASIS;

    for (uint32_t occurrence = 1; occurrence <= scenario->occurrences; occurrence++) {
        for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
            struct cell_outcome cell;

            world_cell(plan, world, occurrence, bot, &cell);
            hash = hash_number(hash, cell.posts, 8);
            hash = hash_number(hash, cell.held_by, 8);
            hash = hash_number(hash, cell.premature, 8);
            hash = hash_number(hash, (uint64_t)cell.state << 2 | (uint64_t)cell.is_silent << 1 | (cell.late_by > 0), 8);
        }
    }
    return hash;
}

/* A search under way. */
struct searching {
    const struct scenario *scenario;
    struct budget budget;
    struct whatif_search *search;
    struct progress progress;
};

/* Plays to the end. False when `events_max` events were made before, or the search is stopped. */
static bool play(struct searching *searching, const struct plan *plan, struct world *world, uint32_t events_max)
{
    uint64_t end;

    world_start(plan, world, searching->scenario->seed);
    end = (uint64_t)world_events(world) + events_max;
    while (world_events(world) < end && !budget_stops(&searching->budget, &searching->progress))
        if (!world_run_some(plan, world, NULL, NULL, (uint32_t)min_u64(end - world_events(world), SLICE_EVENTS)))
            return true;
    return false;
}

static bool run_of(struct searching *searching, const struct scenario *scenario, uint32_t events_max,
                   struct whatif_run *out, struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct world *world = plan == NULL ? NULL : world_new(plan, err);

    if (world != NULL) {
        out->has_ended = play(searching, plan, world, events_max);
        world_outcome(plan, world, &out->outcome);
        out->has_ended = out->has_ended && !ended_is_cut(out->outcome.ended);
        out->signature = signature_of(plan, world, scenario);
        out->struck = (struct fault_set){0};
        world_struck(plan, world, &out->struck);
    }
    world_free(world);
    plan_free(plan);
    return world != NULL;
}

/* Runs `row`. A change that does not fit makes it impossible, which is no error. The run makes at most `*events_left`
 * events and takes those it made from them; 0 is left when they did not suffice. */
static bool row_run(struct searching *searching, struct whatif *row, uint64_t *events_left, struct err *err)
{
    const struct whatif_run *base = &searching->search->base;
    uint64_t events_max = min_u64(base->outcome.events * 20 + EVENTS_SLACK, RUN_EVENTS_UNTRACED_MAX);
    struct scenario *changed = scenario_changed(searching->scenario, row->changes, row->change_count, err);
    struct whatif_run run;
    bool has_run;

    row->is_possible = changed != NULL;
    if (changed == NULL)
        return !err_is_memory(err);
    has_run = run_of(searching, changed, (uint32_t)min_u64(events_max, *events_left), &run, err);
    scenario_free(changed);
    if (!has_run)
        return false;
    row->has_ended = run.has_ended;
    row->is_different = !run.has_ended || run.signature != base->signature;
    row->spared = base->struck;
    fault_set_remove(&row->spared, row->is_remedy ? &run.struck : &base->struck); /* else faults have other numbers */
    memcpy(row->wishes, run.outcome.wishes, sizeof row->wishes);
    row->granted = run.has_ended ? wishes_count(row->wishes) : 0;
    row->duplicates = run.outcome.duplicates;
    row->missed = run.outcome.missed;
    row->events = run.outcome.events;
    *events_left -= min_u64(run.outcome.events, *events_left);
    return true;
}

static bool grants_all(const struct whatif *row)
{
    return whatif_is_tested(row) && row->granted == WISH_COUNT;
}

/* Sets the progress that the token is told. */
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

/* Runs one of the search's lists from the smallest change on, and cuts it to those that were run. Pairs end with the
 * first one that grants all. */
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
        if (row->is_possible && !row->has_ended && (events_left == 0 || budget_is_over(&searching->budget)))
            break; /* it might have ended, had more been left for it */
        if (search->best == NULL && grants_all(row))
            search->best = row;
        done++;
    }
    search->is_cut = done < list->count && !(is_first_wanted && search->best != NULL);
    list->count = done;
    return true;
}

/* Do two pairs turn the same kinds of things? One bot's guard and all bots' are different kinds. */
static bool is_same_kind(const struct whatif *a, const struct whatif *b)
{
    for (size_t i = 0; i < WHATIF_CHANGES_MAX; i++) {
        const struct change *left = &a->changes[i];
        const struct change *right = &b->changes[i];

        if (left->kind != right->kind)
            return false;
        if (change_is_for_all(left) != change_is_for_all(right))
            return false;
    }
    return true;
}

/* Does the pair grant more than either change alone, and less than all wishes? */
static bool is_runner(const struct whatif_search *search, const struct whatif *row)
{
    return whatif_is_tested(row) && row->granted < WISH_COUNT && row->granted > search->granted &&
           row->granted > search->singles.rows[row->parts[0]].granted &&
           row->granted > search->singles.rows[row->parts[1]].granted;
}

static void runners_find(struct whatif_search *search)
{
    uint32_t most = 0;

    for (size_t i = 0; i < search->pairs.count; i++)
        if (is_runner(search, &search->pairs.rows[i]))
            most = max_u32(most, search->pairs.rows[i].granted);
    for (size_t i = 0; i < search->pairs.count && search->runner_count < WHATIF_RUNNERS_MAX; i++) {
        const struct whatif *row = &search->pairs.rows[i];
        bool is_new = is_runner(search, row) && row->granted == most;

        for (size_t j = 0; j < search->runner_count; j++)
            is_new = is_new && !is_same_kind(row, search->runners[j]);
        if (is_new)
            search->runners[search->runner_count++] = row;
    }
}

/* Runs the pairs, after all singles were run and none of them grants all. */
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

    if (!run_of(searching, searching->scenario, RUN_EVENTS_MAX, &search->base, err) ||
        !whatif_singles(searching->scenario, &search->singles, err))
        return false;
    search->granted = wishes_count(search->base.outcome.wishes);
    count = search->singles.count;
    if (!list_run(searching, &search->singles, bounds->singles, err))
        return false;
    search->untried = count - search->singles.count;
    if (search->best != NULL || search->granted == WISH_COUNT || search->untried > 0)
        return true;
    return pairs_run(searching, bounds->pairs, err);
}

bool whatif_search(const struct scenario *scenario, const struct whatif_bounds *bounds,
                   const struct cancel_token *cancel, struct whatif_search *out, struct err *err)
{
    static const struct whatif_bounds usual = {WHATIF_SINGLES_EVENTS_MAX, WHATIF_PAIRS_EVENTS_MAX};
    struct searching searching = {.scenario = scenario, .budget.cancel = cancel, .search = out};

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
