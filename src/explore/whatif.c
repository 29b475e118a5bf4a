#include "explore/whatif.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* What a change costs, in thousandths, in the order of whatif.h. */
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

static void single_add(struct making *making, uint32_t cost, struct change change)
{
    making_add(making, &(struct whatif){
                           .changes = {change},
                           .change_count = 1,
                           .cost = cost,
                           .is_remedy = change.kind != CHANGE_WITHOUT_FAULT,
                       });
}

/* How far a limit is from the present one: 1 the next one up, 2 the next one down, and so on outwards. */
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
            single_add(making, COST_RETRY + limit_distance(LIMITS[i], job->retry.limit),
                       change_of(CHANGE_RETRY, job->name, LIMITS[i]));
    }
    for (uint32_t i = 0; i < RESCUE_COUNT; i++) {
        if (i != job->rescue)
            single_add(making, COST_RESCUE + i, change_of(CHANGE_RESCUE, job->name, i));
    }
}

static bot_set bots_that_post(const struct scenario *scenario)
{
    bot_set bots = 0;

    for (uint32_t i = 0; i < scenario->job_count; i++)
        bots |= scenario->jobs[i].posts;
    return bots;
}

/* Among guards: those with fewer micro-steps, and so with fewer gaps to be struck in, first; none last. */
static uint32_t guard_cost(uint32_t guard)
{
    const struct guard_traits *traits = &guard_traits[guard];
    bool marks = traits->records != MICRO_NONE && traits->records != MICRO_COMMIT && traits->records != traits->asks;
    uint32_t steps = (uint32_t)(traits->asks != MICRO_NONE) + (uint32_t)marks;

    return (guard == GUARD_NONE ? 3 : steps) * GUARD_COUNT + guard;
}

static void bot_changes(const struct scenario *scenario, struct making *making)
{
    bot_set bots = bots_that_post(scenario);

    for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
        if ((bots >> bot & 1) == 0)
            continue;
        for (uint32_t guard = 0; guard < GUARD_COUNT; guard++) {
            if (guard != scenario->bots[bot].guard)
                single_add(making, COST_GUARD + guard_cost(guard),
                           change_of(CHANGE_GUARD, scenario->bots[bot].name, guard));
        }
    }
}

/* Adds guards for all bots at once, where more than one bot would get another guard. */
static void all_guards(const struct scenario *scenario, struct making *making)
{
    for (uint32_t guard = 0; guard < GUARD_COUNT; guard++) {
        uint32_t others = 0;

        for (uint32_t bot = 0; bot < scenario->bot_count; bot++)
            others += scenario->bots[bot].guard != guard;
        if (others > 1)
            single_add(making, COST_GUARD_ALL + guard_cost(guard), change_of(CHANGE_GUARD, CHANGE_ALL, guard));
    }
}

static void platform_changes(const struct scenario *scenario, struct making *making)
{
    const struct platform *platform = &scenario->platform;

    for (size_t i = 0; i < LENGTH(WORKERS); i++) {
        if (WORKERS[i] != platform->workers && WORKERS[i] * platform->processes <= SCENARIO_WORKERS_MAX)
            single_add(making, COST_WORKERS + (uint32_t)i, change_of(CHANGE_WORKERS, NULL, WORKERS[i]));
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

/* Sorts the list and hands it over; frees it when memory ran out. */
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
            single_add(&making, 0, change_of(CHANGE_WITHOUT_FAULT, NULL, scenario->faults[i].number));
    for (uint32_t i = 0; i < scenario->job_count; i++)
        job_changes(&scenario->jobs[i], &making);
    bot_changes(scenario, &making);
    platform_changes(scenario, &making);
    all_guards(scenario, &making);
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        if (job_post_count(&scenario->jobs[i]) >= 2)
            single_add(&making, COST_SPLIT, change_of(CHANGE_SPLIT, scenario->jobs[i].name, 0));
    }
    return making_end(&making, out, err);
}

/* Do both turn the same thing, so that the second would undo the first? */
static bool is_same_thing(const struct change *a, const struct change *b)
{
    if (a->kind == CHANGE_GUARD && b->kind == CHANGE_GUARD && (change_is_for_all(a) || change_is_for_all(b)))
        return true;
    return a->kind != CHANGE_SPLIT && change_turns_same(a, b);
}

/* A pair as two places among the singles: the larger change, then the smaller. */
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

/* Finds all pairs of remedies that turn two different things, and sorts them; `couples` has room for every pair. Faults
 * come first among the singles, so that everything behind a remedy is one. */
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
