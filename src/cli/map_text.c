#include "cli/map_text.h"

enum { LABEL_COLUMNS = 38, CELL_COLUMNS = 8 };

#define MAP_SIGN_ROW(constant, mark, letter, element, meaning) {mark, letter, element, meaning},
const struct map_sign_row map_signs[MAP_SIGN_COUNT] = {MAP_SIGN_LIST(MAP_SIGN_ROW)};

enum map_sign map_cell_sign(const struct map_cell *cell)
{
    if (cell->duplicate > 0)
        return cell->lose > 0 ? MAP_BOTH : MAP_DUPLICATE;
    return cell->lose > 0 ? MAP_MISSED : MAP_CLEAN;
}

/* "Riker", "enqueue PicardJob", "fetch", "acknowledge". */
static void say_step(const struct scenario *scenario, const struct gap *gap, struct text *out)
{
    const struct job *job = &scenario->jobs[gap->job_index];
    const struct step *step = gap->step == NO_INDEX ? NULL : &job->steps[gap->step];

    if (!step)
        text_add(out, micro_names[gap->after == MICRO_COUNT ? gap->before : gap->after]);
    else if (step->kind == STEP_POST)
        text_addf(out, "post %s", scenario->bots[step->target].name);
    else if (step->kind == STEP_ENQUEUE)
        text_addf(out, "enqueue %s", scenario->jobs[step->target].name);
    else
        text_add(out, "wait");
}

void map_say_gap(const struct map_row *row, struct text *out)
{
    const struct gap *gap = &row->gap;

    if (gap->after == MICRO_COUNT)
        text_addf(out, "before %s", micro_names[gap->before]);
    else if (gap->before == MICRO_COUNT)
        text_addf(out, "after %s", micro_names[gap->after]);
    else
        text_addf(out, "%s | %s", micro_names[gap->after], micro_names[gap->before]);
}

static bool is_same_step(const struct gap *a, const struct gap *b)
{
    if (a->job_index != b->job_index || a->step != b->step)
        return false;
    return a->step != NO_INDEX || a->op / 2 == b->op / 2; /* both gaps of the fetch, or of the acknowledge */
}

void map_say_step(const struct scenario *scenario, const struct map_row *row, const struct map_row *above,
                  struct text *out)
{
    if (!above || !is_same_step(&above->gap, &row->gap))
        say_step(scenario, &row->gap, out);
}

static void add_label(const struct scenario *scenario, const struct map_row *row, const struct map_row *above,
                      const struct style *style, struct text *out)
{
    struct text step = {0}, gap = {0};
    bool is_new_job = !above || above->gap.job_index != row->gap.job_index;

    if (is_new_job) {
        style_add(style, STYLE_JOB, scenario->jobs[row->gap.job_index].name, out);
        text_add(out, "\n");
    }
    map_say_step(scenario, row, above, &step);
    map_say_gap(row, &gap);
    text_add(out, "  ");
    style_add_padded(style, STYLE_PLAIN, text_str(&step), 18, out);
    style_add_padded(style, STYLE_QUIET, text_str(&gap), LABEL_COLUMNS - 20, out);
    text_release(&step);
    text_release(&gap);
}

static void add_cell(const struct map_cell *cell, const struct style *style, struct text *out)
{
    const struct map_sign_row *sign = &map_signs[map_cell_sign(cell)];
    struct text word = {0};

    if (cell->runs == 0) {
        text_add_times(out, " ", CELL_COLUMNS);
        return;
    }
    text_addf(&word, "%s %s%s", marks_unicode[sign->mark], sign->letter, cell->silent > 0 ? "s" : "");
    style_add_padded(style, sign->element, text_str(&word), CELL_COLUMNS, out);
    text_release(&word);
}

static void cut_spaces(struct text *out)
{
    while (out->size > 0 && out->bytes[out->size - 1] == ' ')
        out->bytes[--out->size] = '\0';
    text_add(out, "\n");
}

static void add_row(const struct map *map, const struct map_row *row, const struct style *style, struct text *out)
{
    for (uint32_t a = 0; a < map->attempt_count; a++)
        for (uint32_t kind = 0; kind < FAULT_COUNT; kind++)
            if (map->kinds >> kind & 1)
                add_cell(&row->cells[a][kind], style, out);
    cut_spaces(out);
}

static void add_heads(const struct map *map, const struct style *style, struct text *out)
{
    uint32_t kinds = (uint32_t)__builtin_popcount(map->kinds);

    text_add_times(out, " ", LABEL_COLUMNS);
    for (uint32_t a = 0; a < map->attempt_count; a++) {
        struct text head = {0};

        text_addf(&head, kinds > 1 ? "attempt %u%s" : "att. %u%s", a + 1, a + 1 == MAP_ATTEMPTS_MAX ? "+" : "");
        style_add_padded(style, STYLE_TITLE, text_str(&head), (int)kinds * CELL_COLUMNS, out);
        text_release(&head);
    }
    cut_spaces(out);
    text_add_times(out, " ", LABEL_COLUMNS);
    for (uint32_t a = 0; a < map->attempt_count; a++)
        for (uint32_t kind = 0; kind < FAULT_COUNT; kind++)
            if (map->kinds >> kind & 1)
                style_add_padded(style, STYLE_TITLE, fault_kind_names[kind], CELL_COLUMNS, out);
    cut_spaces(out);
}

static void add_legend(const struct style *style, struct text *out)
{
    for (int sign = 0; sign < MAP_SIGN_COUNT; sign++) {
        struct text word = {0};

        text_addf(&word, "%s %s", marks_unicode[map_signs[sign].mark], map_signs[sign].letter);
        text_add(out, sign > 0 ? "  " : "");
        style_add(style, map_signs[sign].element, text_str(&word), out);
        text_addf(out, " %s", map_signs[sign].meaning);
        text_release(&word);
    }
    text_add(out, "  s silent\n");
}

void map_text(const struct scenario *scenario, const struct map *map, const struct style *style, struct text *out)
{
    if (map->row_count == 0)
        return;
    style_add(style, STYLE_TITLE, "The crash map: what happens when the last fault strikes here", out);
    text_add(out, "\n");
    add_heads(map, style, out);
    for (uint32_t i = 0; i < map->row_count; i++) {
        add_label(scenario, &map->rows[i], i > 0 ? &map->rows[i - 1] : NULL, style, out);
        add_row(map, &map->rows[i], style, out);
    }
    add_legend(style, out);
    if (map->is_full)
        text_addf(out, "Only the first %d gaps are shown.\n", MAP_ROWS_MAX);
}
