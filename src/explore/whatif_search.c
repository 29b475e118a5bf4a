#include "explore/whatif_search.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/range.h"

/* A search under way. */
struct searching {
    struct whatif_player player;
    const struct whatif_bounds *bounds;
    struct whatif_search *search;
};

/* Sets the progress that the token is told. */
static void note_progress(struct searching *searching, const struct whatif_list *list, size_t done)
{
    const struct whatif_search *search = searching->search;
    bool is_second = list == &search->pairs;

    searching->player.progress = (struct progress){
        .what = is_second ? "changes and pairs" : "changes",
        .done = done + (is_second ? search->singles.count : 0),
        .stage = is_second ? 2 : 1,
        .stages = 2,
        .share = list->count > 0 ? (double)done / (double)list->count : 1,
    };
}

/* Runs one of the search's lists from the smallest change on, and cuts it to those that were run; counts the others. */
static bool list_run(struct searching *searching, struct whatif_list *list, uint64_t events_max, size_t *untried,
                     struct err *err)
{
    struct whatif_player *player = &searching->player;
    size_t done = 0;

    player->events_left = events_max;
    while (done < list->count && player->events_left > 0) {
        struct whatif *row = &list->rows[done];

        note_progress(searching, list, done);
        if (!whatif_play(player, row, err))
            return false;
        if (row->is_possible && !row->has_ended && (player->events_left == 0 || budget_is_over(&player->budget)))
            break; /* it might have ended, had more been left for it */
        done++;
    }
    *untried = list->count - done;
    list->count = done;
    return true;
}

static bool turns_same_kind(const struct change *a, const struct change *b)
{
    return a->kind == b->kind && a->key == b->key;
}

/* Do two pairs turn the same kinds of things, in either order? One bot's guard and all bots' are of one kind:
 * nobody wants one idea told three times. */
static bool is_same_kind(const struct whatif *a, const struct whatif *b)
{
    const struct change *left = a->changes, *right = b->changes;

    return (turns_same_kind(&left[0], &right[0]) && turns_same_kind(&left[1], &right[1])) ||
           (turns_same_kind(&left[0], &right[1]) && turns_same_kind(&left[1], &right[0]));
}

/* The most wishes that a sound change of those ranked grants, or the unchanged scenario. */
static uint32_t granted_best(const struct whatif_search *search)
{
    uint32_t most = search->granted;

    for (size_t i = 0; i < search->ranked_count; i++) {
        CHECK(search->ranked[i]);
        if (whatif_is_sound(search->ranked[i]))
            most = max_u32(most, search->ranked[i]->granted);
    }
    return most;
}

/* Makes no difference, and is no fault, which would be told to prove what the cause is. */
static bool is_idle(const struct whatif *row)
{
    return !row->is_different && row->is_remedy;
}

/* Ranks the singles that are worth telling, and finds the first of them that is sound. */
static bool singles_rank(struct searching *searching, struct err *err)
{
    struct whatif_search *search = searching->search;

    for (size_t i = 0; i < search->singles.count; i++)
        if (search->singles.rows[i].is_possible && !is_idle(&search->singles.rows[i]))
            search->ranked[search->ranked_count++] = &search->singles.rows[i];
    return ranking_sort(&searching->player, search->ranked, search->ranked_count, err);
}

/* Adds the best of these pairs, which are ranked, each of another kind. */
static void pairs_add(struct whatif_search *search, struct whatif *const *pairs, size_t count)
{
    const size_t first = search->ranked_count;

    for (size_t i = 0; i < count && search->ranked_count < first + WHATIF_RUNNERS_MAX; i++) {
        bool is_new = whatif_is_sound(pairs[i]);

        for (size_t j = first; j < search->ranked_count; j++)
            is_new = is_new && !is_same_kind(pairs[i], search->ranked[j]);
        if (is_new)
            search->ranked[search->ranked_count++] = pairs[i];
    }
}

/* Adds the best pairs of those that grant the most, if that is more than any single does. */
static bool pairs_rank(struct searching *searching, struct err *err)
{
    struct whatif_search *search = searching->search;
    const size_t singles = search->ranked_count;
    struct whatif **pairs = malloc((search->pairs.count + 1) * sizeof(struct whatif *));
    bool is_done = true;

    if (pairs == NULL)
        return err_memory(err);
    for (uint32_t level = WISH_COUNT; is_done && level > granted_best(search) && search->ranked_count == singles;
         level--) {
        size_t count = 0;

        for (size_t i = 0; i < search->pairs.count; i++)
            if (whatif_is_tested(&search->pairs.rows[i]) && search->pairs.rows[i].granted == level)
                pairs[count++] = &search->pairs.rows[i];
        is_done = ranking_sort(&searching->player, pairs, count, err);
        if (is_done)
            pairs_add(search, pairs, count);
    }
    free(pairs);
    return is_done;
}

/* Puts all in their order, those that make no difference at the end. */
static void ranking_end(struct whatif_search *search)
{
    struct whatif **idle = search->ranked + search->ranked_count;

    ranking_order(search->ranked, search->ranked_count);
    search->is_ranked = true;
    for (size_t i = search->ranked_count; i-- > 0;) {
        const struct whatif *row = search->ranked[i];

        search->is_ranked = search->is_ranked && row->merit.is_known;
        if (whatif_is_sound(row) && row->granted > search->granted)
            search->nearest = row;
    }
    search->best = search->nearest && search->nearest->granted == WISH_COUNT ? search->nearest : NULL;
    for (size_t i = 0; i < search->singles.count; i++)
        if (search->singles.rows[i].is_possible && is_idle(&search->singles.rows[i]))
            idle[search->idle_count++] = &search->singles.rows[i];
}

/* Runs the pairs, after all singles were run and none that is sound grants all. */
static bool pairs_run(struct searching *searching, struct err *err)
{
    struct whatif_search *search = searching->search;
    bool is_full;

    if (!whatif_pairs(&search->singles, &search->pairs, err))
        return false;
    is_full = search->pairs.count == WHATIF_PAIRS_MAX;
    if (!list_run(searching, &search->pairs, searching->bounds->pairs, &search->pairs_untried, err))
        return false;
    search->is_cut = search->pairs_untried > 0 || is_full;
    searching->player.events_left = searching->bounds->ranking;
    return pairs_rank(searching, err);
}

static bool search_run(struct searching *searching, struct err *err)
{
    struct whatif_search *search = searching->search;

    if (!whatif_singles(searching->player.scenario, &search->singles, err))
        return false;
    search->base = searching->player.base;
    search->granted = wishes_count(search->base.outcome.wishes);
    if (!list_run(searching, &search->singles, searching->bounds->singles, &search->untried, err))
        return false;
    search->is_cut = search->untried > 0;
    search->ranked = calloc(search->singles.count + WHATIF_RUNNERS_MAX, sizeof(struct whatif *));
    if (search->ranked == NULL)
        return err_memory(err);
    searching->player.events_left = searching->bounds->ranking;
    if (!singles_rank(searching, err))
        return false;
    if (granted_best(search) < WISH_COUNT && search->untried == 0 && !pairs_run(searching, err))
        return false;
    ranking_end(search);
    return true;
}

bool whatif_search(const struct scenario *scenario, const struct whatif_bounds *bounds,
                   const struct cancel_token *cancel, struct whatif_search *out, struct err *err)
{
    static const struct whatif_bounds usual = {WHATIF_SINGLES_EVENTS_MAX, WHATIF_PAIRS_EVENTS_MAX,
                                               WHATIF_RANKING_EVENTS_MAX};
    struct searching searching = {.bounds = bounds != NULL ? bounds : &usual, .search = out};

    *out = (struct whatif_search){0};
    if (whatif_player_init(&searching.player, scenario, cancel, err) && search_run(&searching, err))
        return true;
    whatif_search_release(out);
    return false;
}

void whatif_search_release(struct whatif_search *search)
{
    free(search->ranked);
    whatif_list_release(&search->singles);
    whatif_list_release(&search->pairs);
    *search = (struct whatif_search){0};
}
