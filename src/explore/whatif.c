#include "explore/whatif.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "explore/variations.h"

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

/* Adds those of the variations that would change something, and that one could make and would recommend. */
static void variations_add(struct making *making, const struct variations *variations)
{
    for (size_t i = 0; i < variations->count; i++)
        if (!variations->list[i].is_present && !variations->list[i].gives_up && !variations->list[i].is_foreign)
            single_add(making, variations->list[i].cost, variations->list[i].change);
}

static void job_changes(const struct scenario *scenario, struct making *making)
{
    for (uint32_t job = 0; job < scenario->job_count; job++) {
        struct variations variations = {.count = 0};

        if (scenario->jobs[job].reach == 0)
            continue;
        variations_of_job(scenario, job, &variations);
        variations_add(making, &variations);
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
        struct variations variations = {.count = 0};

        if ((bots >> bot & 1) == 0)
            continue;
        variations_of_bot(scenario, bot, &variations);
        variations_add(making, &variations);
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
    struct variations variations = {.count = 0};

    variations_of_platform(scenario, &variations);
    variations_add(making, &variations);
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
    job_changes(scenario, &making);
    bot_changes(scenario, &making);
    platform_changes(scenario, &making);
    all_guards(scenario, &making);
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
