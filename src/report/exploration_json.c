#include "report/exploration.h"
#include "report/json_value.h"
#include "words/bound.h"
#include "words/change_say.h"

static json_t *run_json(const struct exploration *exploration, const struct run_found *found, const char *command)
{
    const struct scenario *scenario = exploration->explore->scenario;
    json_t *object;

    if (!found->is_found)
        return json_null();
    object = json_object();
    json_add_placements(&object, scenario, found->set, found->count);
    json_add(&object, "duplicates", json_integer((json_int_t)found->duplicates));
    json_add(&object, "missed", json_integer((json_int_t)found->missed));
    json_add(&object, "silent", json_integer((json_int_t)found->silent));
    json_add(&object, "command", command[0] ? json_string(command) : json_null());
    return object;
}

static json_t *bots_json(const struct explore *explore)
{
    json_t *list = json_array();

    for (uint32_t b = 0; b < explore->scenario->bot_count; b++) {
        const struct bot_tally *bot = &explore->bots[b];

        json_append(&list, json_pack("{s:s, s:I, s:I, s:I, s:I}", "bot", explore->scenario->bots[b].name, "duplicate",
                                     (json_int_t)bot->duplicate, "lose", (json_int_t)bot->lose, "silent",
                                     (json_int_t)bot->silent, "posts_max", (json_int_t)bot->posts_max));
    }
    return list;
}

static json_t *cell_json(const struct explore *explore, const struct gap_map_row *row, uint32_t attempt, uint32_t kind)
{
    const struct gap_map_cell *cell = &row->cells[attempt][kind];
    const struct gap *gap = &row->gap;
    json_t *object = json_pack(
        "{s:s, s:i, s:s, s:I, s:I, s:I, s:I}", "job", explore->scenario->jobs[gap->job_index].name, "attempt",
        (int)attempt + 1, "kind", fault_kind_names[kind], "runs", (json_int_t)cell->runs, "duplicate",
        (json_int_t)cell->duplicate, "lose", (json_int_t)cell->lose, "silent", (json_int_t)cell->silent);

    if (gap->step != NO_INDEX)
        json_add(&object, "step", json_integer(gap->step + 1));
    if (gap->bot != NO_INDEX)
        json_add(&object, "bot", json_string(explore->scenario->bots[gap->bot].name));
    if (gap->after != MICRO_NONE)
        json_add(&object, "after", json_string(micro_names[gap->after]));
    else
        json_add(&object, "before", json_string(micro_names[gap->before]));
    return object;
}

static json_t *map_json(const struct explore *explore)
{
    json_t *list = json_array();

    for (uint32_t r = 0; r < explore->map.row_count; r++)
        for (uint32_t a = 0; a < MAP_ATTEMPTS_MAX; a++)
            for (uint32_t kind = 0; kind < FAULT_COUNT; kind++)
                if (explore->map.rows[r].cells[a][kind].runs > 0)
                    json_append(&list, cell_json(explore, &explore->map.rows[r], a, kind));
    return list;
}

/* The changes as options and as words, with their names. */
static json_t *remedy_json(const struct exploration *exploration, const struct remedy *remedy)
{
    struct text options = {0}, words = {0};

    changes_write(remedy->changes, remedy->count, &options);
    changes_say(exploration->scenario, remedy->changes, remedy->count, &words);
    return json_pack("{s:o, s:o}", "options", json_of_text(&options), "text", json_of_text(&words));
}

static json_t *nearest_json(const struct exploration *exploration)
{
    const struct advice *advice = exploration->advice;
    json_t *object = remedy_json(exploration, &advice->nearest), *refused = json_array();

    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (advice->nearest_refused[wish])
            json_append(&refused, json_string(wish_names[wish]));
    json_add(&object, "refused", refused);
    return object;
}

static json_t *advice_json(const struct exploration *exploration)
{
    const struct advice *advice = exploration->advice;
    json_t *object = remedy_json(exploration, &advice->remedy);

    json_add(&object, "needed", json_boolean(advice->end != ADVICE_NEEDLESS));
    json_add(&object, "found", json_boolean(advice->end == ADVICE_FOUND));
    json_add(&object, "runs", json_integer((json_int_t)advice->runs));
    json_add(&object, "tried", json_integer((json_int_t)advice->tried));
    json_add(&object, "passed", json_integer((json_int_t)advice->passed));
    json_add(&object, "spared", json_integer((json_int_t)advice->spared));
    json_add(&object, "losing", json_integer((json_int_t)advice->losing));
    json_add(&object, "complete", json_boolean(!advice->is_cut));
    json_add(&object, "nearest", advice->has_nearest ? nearest_json(exploration) : json_null());
    return object;
}

void exploration_json(const struct exploration *exploration, struct text *out)
{
    const struct explore *explore = exploration->explore;
    const struct run_tally *total = &explore->total;
    struct text bound = {0}, left_out = {0};
    json_t *root;

    bound_add(explore, &bound);
    root = json_of_scenario(explore->scenario);
    json_add_all(
        &root,
        json_pack(
            "{s:i, s:b, s:i, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:I}",
            "faults", (int)explore->options.faults, "complete", (int)explore_is_whole(explore), "faults_done",
            explore->result.faults_done, "plays", (json_int_t)explore->result.plays, "runs", (json_int_t)total->runs,
            "clean", (json_int_t)total->clean, "duplicate", (json_int_t)total->duplicate, "lose",
            (json_int_t)total->lose, "both", (json_int_t)total->both, "silent", (json_int_t)total->silent, "limited",
            (json_int_t)total->limited, "attempts", (int)explore->attempts_max, "bound", json_of_text(&bound),
            "runs_by_faults", json_of_counts(explore->runs_of, explore->options.faults + 1), "bots", bots_json(explore),
            "refused", json_of_refused(explore->scenario->unjudged, total->refused), "smallest",
            run_json(exploration, &explore->smallest, exploration->smallest), "worst",
            run_json(exploration, &explore->worst, exploration->worst), "map", map_json(explore), "memory_bytes",
            (json_int_t)explore->result.memory));
    left_out_add(explore->scenario, &explore->left_out, &left_out);
    json_add(&root, "left_out", json_of_text(&left_out));
    if (exploration->advice)
        json_add(&root, "advice", advice_json(exploration));
    json_deliver(root, out);
}
