#include "picture/crash_map.h"

#include <string.h>

#include "base/check.h"
#include "model/fault_text.h"
#include "words/bound.h"
#include "words/phrase.h"
#include "words/saw.h"

#define CRASH_SIGN_ROW(constant, mark, letter, element, word) {mark, letter, element, word},
const struct crash_sign_row crash_signs[CRASH_SIGN_COUNT] = {CRASH_SIGN_LIST(CRASH_SIGN_ROW)};

void crash_map_release(struct crash_map *map)
{
    arena_release(&map->arena);
    *map = (struct crash_map){0};
}

const struct crash_cell *crash_cell(const struct crash_map *map, size_t row, size_t column)
{
    CHECK(row < map->row_count && column < map->column_count);
    return &map->cells[row * map->column_count + column];
}

enum crash_sign crash_cell_sign(const struct crash_cell *cell)
{
    if (cell->duplicate > 0)
        return cell->lose > 0 ? CRASH_BOTH : CRASH_DUPLICATE;
    return cell->lose > 0 ? CRASH_MISSED : CRASH_CLEAN;
}

void crash_cell_letters(const struct crash_cell *cell, struct text *out)
{
    text_addf(out, "%s%s", crash_signs[crash_cell_sign(cell)].letter, cell->silent > 0 ? "s" : "");
}

void crash_attempt_say(const struct crash_column *column, struct text *out)
{
    text_addf(out, "attempt %u%s", column->attempt, column->is_more ? "+" : "");
}

/* A post is the same wherever it is made: a job that was split keeps the rows of its posts. */
static bool is_same_row(const struct crash_row *a, const struct crash_row *b)
{
    return strcmp(a->gap, b->gap) == 0 && strcmp(a->step, b->step) == 0 && (a->bot >= 0 || strcmp(a->job, b->job) == 0);
}

/* The row of the same name, looked for from `*from` on and then from the start; map->row_count when there is none. Rows
 * of two maps mostly come in the same order, so that `*from` is mostly right. */
static size_t row_like(const struct crash_map *map, const struct crash_row *row, size_t *from)
{
    for (size_t i = 0; i < map->row_count; i++) {
        size_t at = (*from + i) % map->row_count;

        if (is_same_row(&map->rows[at], row)) {
            *from = at + 1;
            return at;
        }
    }
    return map->row_count;
}

/* The column of the same name; map->column_count when there is none. */
static size_t column_like(const struct crash_map *map, const struct crash_column *column)
{
    for (size_t c = 0; c < map->column_count; c++)
        if (map->columns[c].attempt == column->attempt && map->columns[c].kind == column->kind)
            return c;
    return map->column_count;
}

static bool says_the_same(const struct crash_cell *a, const struct crash_cell *b)
{
    if (!b || a->runs == 0 || b->runs == 0)
        return a->runs == 0 && (!b || b->runs == 0);
    return crash_cell_sign(a) == crash_cell_sign(b) && (a->silent > 0) == (b->silent > 0);
}

void crash_cell_say(const struct crash_map *map, size_t row, size_t column, struct text *out)
{
    const struct crash_row *gap = &map->rows[row];
    const struct crash_cell *cell = crash_cell(map, row, column);

    text_addf(out, "%s, %s, %s in ", gap->step, gap->gap, fault_kind_names[map->columns[column].kind]);
    crash_attempt_say(&map->columns[column], out);
    text_addf(out, " of %s: %s%s", gap->job, crash_signs[crash_cell_sign(cell)].word,
              cell->silent > 0 ? ", silent" : "");
}

void crash_kinds_say(const struct crash_map *map, const char *one, struct text *out)
{
    unsigned left = map->kinds;

    if (map->kinds == (1u << FAULT_COUNT) - 1) {
        text_addf(out, "%s fault of any kind", one);
        return;
    }
    text_addf(out, "%s ", one);
    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        if (!(left >> kind & 1))
            continue;
        left &= ~(1u << kind);
        text_add(out, fault_kind_names[kind]);
        if (left)
            text_add(out, left & (left - 1) ? ", " : " or ");
    }
}

size_t crash_map_compare(struct crash_map *map, const struct crash_map *before)
{
    size_t changed = 0, from = 0;

    for (size_t row = 0; row < map->row_count; row++) {
        size_t was = row_like(before, &map->rows[row], &from);

        for (size_t column = 0; column < map->column_count; column++) {
            struct crash_cell *cell = &map->cells[row * map->column_count + column];
            size_t as = column_like(before, &map->columns[column]);

            cell->is_changed = was < before->row_count && (before->kinds >> map->columns[column].kind & 1) &&
                               !says_the_same(cell, as < before->column_count ? crash_cell(before, was, as) : NULL);
            changed += cell->is_changed;
        }
    }
    return changed;
}

bool crash_find(const struct crash_map *map, const struct crash_map *before, const size_t cell[2], size_t *row,
                size_t *column)
{
    size_t from = cell[0], found, as;

    if (cell[0] >= before->row_count || cell[1] >= before->column_count)
        return false;
    found = row_like(map, &before->rows[cell[0]], &from);
    as = column_like(map, &before->columns[cell[1]]);
    if (found == map->row_count)
        return false;
    *row = found;
    *column = as < map->column_count ? as : 0;
    return true;
}

bool crash_next_failing(const struct crash_map *map, bool is_forward, size_t *row, size_t *column)
{
    size_t count = map->row_count * map->column_count, at = *row * map->column_count + *column;

    while (is_forward ? ++at < count : at-- > 0) {
        if (map->cells[at].duplicate + map->cells[at].lose == 0)
            continue;
        *row = at / map->column_count;
        *column = at % map->column_count;
        return true;
    }
    return false;
}

/* "post Riker", "enqueue PicardJob", "wait", "fetch", "acknowledge". */
static void say_step(const struct scenario *scenario, const struct gap *gap, struct text *out)
{
    const struct step *step = gap->step == NO_INDEX ? NULL : &scenario->jobs[gap->job_index].steps[gap->step];

    if (!step)
        text_add(out, micro_names[gap->after == MICRO_NONE ? gap->before : gap->after]);
    else if (step->kind == STEP_POST) {
        phrase_add(scenario, "{make} ", out);
        text_add(out, scenario->bots[step->target].name);
    } else if (step->kind == STEP_ENQUEUE)
        text_addf(out, "enqueue %s", scenario->jobs[step->target].name);
    else
        text_add(out, "wait");
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
    gap_say(gap->after, gap->before, &words);
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
    const struct run_tally *total = explore->options.saw ? &explore->seen : &explore->total;
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
    struct text bound = {0}, left_out = {0};

    arena_init(&map.arena);
    if (explore->options.saw)
        saw_share_add(explore, &bound);
    else
        bound_add(explore, &bound);
    map.bound = take(&map, &bound);
    map.title = arena_string(&map.arena, scenario_heading(explore->scenario));
    left_out_add(explore->scenario, &explore->left_out, &left_out);
    if (explore->left_out.count > 0)
        map.left_out = take(&map, &left_out);
    if (!map.bound || !map.title || (explore->left_out.count > 0 && !map.left_out) ||
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
