#include "explore/remedies.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/range.h"
#include "explore/explore.h"
#include "explore/whatif_run.h"

enum { FOUND_MAX = CHOICES_MAX - 1, RIGHT_MAX = 2 };

/* Adds "none of these", and puts all into their order. */
static void question_end(struct question *question)
{
    bool has_right = false;

    if (question->count == 0)
        return;
    for (uint32_t i = 0; i < question->count; i++)
        has_right = has_right || question->choices[i].is_true;
    question->choices[question->count++] = (struct choice){.is_none = true, .is_true = !has_right};
    question_order(question);
}

static bool turns_same_kind(const struct choice *choice, const struct whatif *row)
{
    return choice->changes[0].kind == row->changes[0].kind && choice->changes[0].key == row->changes[0].key;
}

/* One of those that somebody might try: it makes a difference, and nothing that goes wrong is lost to it. */
static bool is_tried(const struct whatif *row)
{
    return whatif_is_tested(row) && row->has_ended && row->is_different;
}

static bool is_cure(const struct whatif *row)
{
    return row->granted == WISH_COUNT;
}

/* `number`: its value as an answer. */
static void cure_add(struct question *question, const struct whatif *row, size_t number)
{
    struct choice *choice = &question->choices[question->count++];

    CHECK(question->count <= FOUND_MAX);
    *choice = (struct choice){
        .answer = {{(int64_t)number}}, .is_true = is_cure(row), .change_count = row->change_count};
    for (uint32_t i = 0; i < row->change_count; i++)
        choice->changes[i] = row->changes[i];
}

/* Adds single changes, up to so many choices, each of another kind: those that make it so, or those that do not. */
static void singles_add(struct question *question, const struct whatif_list *singles, bool is_right, uint32_t most)
{
    for (size_t i = 0; i < singles->count && question->count < most; i++) {
        const struct whatif *row = &singles->rows[i];
        bool is_new = is_tried(row) && is_cure(row) == is_right;

        for (uint32_t c = 0; is_new && c < question->count; c++)
            is_new = question->choices[c].is_true != is_right || !turns_same_kind(&question->choices[c], row);
        if (is_new)
            cure_add(question, row, i);
    }
}

/* Runs a list, smallest first, to its end, or to the first cure. */
static bool list_run(struct whatif_player *player, struct whatif_list *list, bool is_first_enough, struct err *err)
{
    bool is_found = false;

    for (size_t i = 0; i < list->count; i++) {
        if (player->events_left == 0 || is_found) {
            list->count = i;
            return true;
        }
        if (!whatif_play(player, &list->rows[i], err))
            return false;
        is_found = is_first_enough && is_tried(&list->rows[i]) && is_cure(&list->rows[i]);
    }
    return true;
}

/* The pair that makes it so, and the one before it that grants the most wishes: of a single pair among single changes
 * anybody would know what it is. */
static void pairs_add(struct question *question, const struct whatif_list *pairs, size_t number)
{
    const struct whatif *nearest = NULL;

    if (pairs->count == 0 || !is_cure(&pairs->rows[pairs->count - 1]))
        return;
    for (size_t i = 0; i + 1 < pairs->count; i++)
        if (is_tried(&pairs->rows[i]) && (!nearest || pairs->rows[i].granted > nearest->granted))
            nearest = &pairs->rows[i];
    if (nearest)
        cure_add(question, nearest, number + (size_t)(nearest - pairs->rows));
    cure_add(question, &pairs->rows[pairs->count - 1], number + pairs->count - 1);
}

/* Where no single change makes it so. */
static bool pairs_try(struct whatif_player *player, struct question *question, const struct whatif_list *singles,
                      struct err *err)
{
    struct whatif_list pairs;
    bool is_good;

    if (!whatif_pairs(singles, &pairs, err))
        return false;
    is_good = list_run(player, &pairs, true, err);
    if (is_good)
        pairs_add(question, &pairs, singles->count);
    whatif_list_release(&pairs);
    return is_good;
}

static bool cures_find(struct whatif_player *player, struct question *question, struct whatif_list *singles,
                       struct err *err)
{
    player->events_left = GATE_EVENTS_MAX;
    if (!list_run(player, singles, false, err))
        return false;
    singles_add(question, singles, true, RIGHT_MAX);
    if (question->count == 0 && !pairs_try(player, question, singles, err))
        return false;
    singles_add(question, singles, false, FOUND_MAX);
    if (budget_is_over(&player->budget))
        question->count = 0;
    return true;
}

bool cure_pose(const struct posing *posing, struct question *out, struct err *err)
{
    static const struct cancel_token never = {0};
    struct whatif_player player;
    struct whatif_list singles;
    bool is_good;

    if (!whatif_player_init(&player, posing->trace->scenario, posing->cancel ? posing->cancel : &never, err))
        return false;
    if (wishes_count(player.base.outcome.wishes) == WISH_COUNT)
        return true;
    if (!whatif_singles(posing->trace->scenario, &singles, err))
        return false;
    is_good = cures_find(&player, out, &singles, err);
    question_end(out);
    whatif_list_release(&singles);
    return is_good;
}

/* Does a fault there do harm, in any attempt, of any kind that was tried? */
static bool row_is_open(const struct gap_map_row *row)
{
    for (int attempt = 0; attempt < MAP_ATTEMPTS_MAX; attempt++)
        for (int kind = 0; kind < FAULT_COUNT; kind++)
            if (row->cells[attempt][kind].duplicate + row->cells[attempt][kind].lose > 0)
                return true;
    return false;
}

/* How many of the bot's gaps are open; how many it has. */
static uint32_t rows_open(const struct gap_map *map, int bot, uint32_t *count)
{
    uint32_t open = 0;

    *count = 0;
    for (uint32_t i = 0; i < map->row_count; i++) {
        if (map->rows[i].gap.bot != bot)
            continue;
        ++*count;
        open += row_is_open(&map->rows[i]);
    }
    return open;
}

/* The bot that is asked of; else the first some of whose gaps are open and some are not, else the first with an open
 * one; NO_INDEX. */
static int bot_chosen(const struct question *question, const struct gap_map *map)
{
    int chosen = question->bot;

    for (int pass = 0; pass < 2; pass++)
        for (int bot = 0; chosen == NO_INDEX && bot < (int)question->scenario->bot_count; bot++) {
            uint32_t count, open = rows_open(map, bot, &count);

            if (open > 0 && (pass == 1 || open < count))
                chosen = bot;
        }
    return chosen;
}

/* How far the row is from the next that is open, or is not, as this one is not. */
static uint32_t distance(const struct gap_map *map, uint32_t row)
{
    uint32_t least = UINT32_MAX;

    for (uint32_t i = 0; i < map->row_count; i++)
        if (map->rows[i].gap.bot == map->rows[row].gap.bot &&
            row_is_open(&map->rows[i]) != row_is_open(&map->rows[row]))
            least = min_u32(least, i > row ? i - row : row - i);
    return least;
}

/* Adds gaps of the bot, up to so many choices: those that are open, or those that are not, the nearest first to where
 * that changes. */
static void gaps_add(struct question *question, const struct gap_map *map, bool is_open, uint32_t most)
{
    while (question->count < most) {
        uint32_t best = map->row_count;

        for (uint32_t i = 0; i < map->row_count; i++) {
            bool is_new = map->rows[i].gap.bot == question->bot && row_is_open(&map->rows[i]) == is_open;

            for (uint32_t c = 0; is_new && c < question->count; c++)
                is_new = question->choices[c].answer.values[0] != i;
            if (is_new && (best == map->row_count || distance(map, i) < distance(map, best)))
                best = i;
        }
        if (best == map->row_count)
            return;
        question->choices[question->count++] = (struct choice){
            .answer = {{best}}, .is_true = is_open, .gap = map->rows[best].gap};
    }
}

bool gaps_pose(const struct posing *posing, struct question *out, struct err *err)
{
    static const struct cancel_token never = {0};
    const struct search_options options = {
        .faults = 1, .kinds = posing->kinds, .seed = posing->trace->scenario->seed, .plays_max = GATE_PLAYS_MAX};
    struct explore explore;

    if (!explore_take(posing->trace->scenario, &options, posing->cancel ? posing->cancel : &never, &explore, err))
        return !err_is_memory(err);
    if (explore.result.end == SEARCH_COMPLETE)
        out->bot = bot_chosen(out, &explore.map);
    if (explore.result.end == SEARCH_COMPLETE && out->bot != NO_INDEX) {
        gaps_add(out, &explore.map, true, RIGHT_MAX);
        gaps_add(out, &explore.map, false, FOUND_MAX);
        gaps_add(out, &explore.map, true, FOUND_MAX);
    }
    question_end(out);
    explore_release(&explore);
    return true;
}
