#include "picture/crash.h"

/* "post Riker", "enqueue PicardJob", "wait", "fetch", "acknowledge". */
static void say_step(const struct scenario *scenario, const struct gap *gap, struct text *out)
{
    const struct step *step = gap->step == NO_INDEX ? NULL : &scenario->jobs[gap->job_index].steps[gap->step];

    if (!step)
        text_add(out, micro_names[gap->after == MICRO_NONE ? gap->before : gap->after]);
    else if (step->kind == STEP_POST)
        text_addf(out, "post %s", scenario->bots[step->target].name);
    else if (step->kind == STEP_ENQUEUE)
        text_addf(out, "enqueue %s", scenario->jobs[step->target].name);
    else
        text_add(out, "wait");
}

static void say_gap(const struct gap *gap, struct text *out)
{
    if (gap->after == MICRO_NONE)
        text_addf(out, "before %s", micro_names[gap->before]);
    else if (gap->before == MICRO_NONE)
        text_addf(out, "after %s", micro_names[gap->after]);
    else
        text_addf(out, "%s | %s", micro_names[gap->after], micro_names[gap->before]);
}

/* A copy of the text in the map's arena; releases the text. NULL when memory is out. */
static const char *take(struct crash_map *map, struct text *text)
{
    const char *copy = text->failed ? NULL : arena_string(&map->arena, text_str(text));

    text_release(text);
    return copy;
}

static bool columns_fill(const struct gap_map *from, struct crash_map *map)
{
    unsigned kinds = (unsigned)__builtin_popcount(from->kinds);

    map->columns = arena_array(&map->arena, (size_t)from->attempt_count * kinds, sizeof *map->columns);
    if (!map->columns)
        return false;
    for (uint32_t a = 0; a < from->attempt_count; a++)
        for (int kind = 0; kind < FAULT_COUNT; kind++)
            if (from->kinds >> kind & 1)
                map->columns[map->column_count++] = (struct crash_column){a + 1, a + 1 == MAP_ATTEMPTS_MAX,
                                                                          (enum fault_kind)kind};
    return true;
}

static const struct gap_map_cell *cell_of(const struct gap_map *from, const struct crash_map *map, size_t row,
                                          size_t column)
{
    return &from->rows[row].cells[map->columns[column].attempt - 1][map->columns[column].kind];
}

static bool is_same_step(const struct gap *a, const struct gap *b)
{
    if (a->job_index != b->job_index || a->step != b->step)
        return false;
    return a->step != NO_INDEX || a->op / 2 == b->op / 2; /* both gaps of the fetch, or of the acknowledge */
}

static bool row_fill(const struct explore *explore, struct crash_map *map, size_t row)
{
    const struct gap *gap = &explore->map.rows[row].gap;
    const struct gap *above = row > 0 ? &explore->map.rows[row - 1].gap : NULL;
    struct text step = {0}, words = {0};

    say_step(explore->scenario, gap, &step);
    say_gap(gap, &words);
    map->rows[row] = (struct crash_row){
        .job = arena_string(&map->arena, explore->scenario->jobs[gap->job_index].name),
        .step = take(map, &step),
        .gap = take(map, &words),
        .bot = gap->bot == NO_INDEX ? -1 : gap->bot,
        .begins_job = !above || above->job_index != gap->job_index,
        .begins_step = !above || !is_same_step(above, gap),
    };
    for (size_t column = 0; column < map->column_count; column++) {
        const struct gap_map_cell *cell = cell_of(&explore->map, map, row, column);

        map->cells[row * map->column_count + column] = (struct crash_cell){cell->runs, cell->duplicate, cell->lose,
                                                                           cell->silent, false};
    }
    return map->rows[row].job && map->rows[row].step && map->rows[row].gap;
}

static bool rows_fill(const struct explore *explore, struct crash_map *map)
{
    map->row_count = explore->map.row_count;
    map->rows = arena_array(&map->arena, map->row_count, sizeof *map->rows);
    map->cells = arena_array(&map->arena, map->row_count * map->column_count, sizeof *map->cells);
    if (!map->rows || !map->cells)
        return false;
    for (size_t row = 0; row < map->row_count; row++)
        if (!row_fill(explore, map, row))
            return false;
    return true;
}

bool crash_map_of(const struct explore *explore, struct crash_map *out, struct err *err)
{
    const struct run_tally *total = &explore->total;
    struct crash_map map = {
        .is_partial = explore->result.end != SEARCH_COMPLETE,
        .is_full = explore->map.is_full,
        .kinds = search_kinds(&explore->options),
        .runs = total->runs,
        .silent = total->silent,
        .runs_of = {[CRASH_CLEAN] = total->clean,
                    [CRASH_DUPLICATE] = total->duplicate,
                    [CRASH_MISSED] = total->lose,
                    [CRASH_BOTH] = total->both},
    };
    struct text bound = {0};

    arena_init(&map.arena);
    explore_say_bound(explore, &bound);
    map.bound = take(&map, &bound);
    map.title = arena_string(&map.arena, scenario_heading(explore->scenario));
    if (explore->left_out.size > 0)
        map.left_out = arena_string(&map.arena, text_str(&explore->left_out));
    if (!map.bound || !map.title || (explore->left_out.size > 0 && !map.left_out) ||
        !columns_fill(&explore->map, &map) || !rows_fill(explore, &map)) {
        crash_map_release(&map);
        return err_memory(err);
    }
    *out = map;
    return true;
}

const struct placement *crash_example(const struct explore *explore, const struct crash_map *map, size_t row,
                                      size_t column)
{
    const struct crash_column *of = &map->columns[column];

    return crash_cell(map, row, column)->runs > 0 ? &explore->map.rows[row].examples[of->attempt - 1][of->kind] : NULL;
}
