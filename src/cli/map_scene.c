#include "cli/map_scene.h"

#include "cli/map_text.h"

enum { MARGIN = 1, STEP_COLUMNS = 22, GAP_COLUMNS = 20, CELL_COLUMNS = 9, HEAD_ROWS = 6 };

static const enum scene_tone TONES[MAP_SIGN_COUNT] = {
    [MAP_CLEAN] = TONE_POSTED,
    [MAP_DUPLICATE] = TONE_AGAIN,
    [MAP_MISSED] = TONE_MISSED,
    [MAP_BOTH] = TONE_ERROR,
};

/* A line of text; what the text holds is the scene's from here on. */
static struct scene_label *label_add(struct scene *scene, struct scene_area area, enum scene_tone tone,
                                     struct text *text)
{
    return scene_add_label(scene, &(struct scene_label){
                                      .x = area.x,
                                      .y = area.y,
                                      .width = area.width,
                                      .tone = tone,
                                      .from = NO_EVENT,
                                      .text = scene_take(scene, text),
                                  });
}

static int cell_column(const struct map *map, uint32_t attempt, uint32_t kind)
{
    int before = __builtin_popcount(map->kinds & ((1u << kind) - 1)), kinds = __builtin_popcount(map->kinds);

    return MARGIN + STEP_COLUMNS + GAP_COLUMNS + ((int)attempt * kinds + before) * CELL_COLUMNS;
}

static void heads_add(const struct explore *explore, struct scene *scene)
{
    const struct map *map = &explore->map;

    for (uint32_t a = 0; a < map->attempt_count; a++) {
        struct text head = {0};
        int width = CELL_COLUMNS * __builtin_popcount(map->kinds);

        text_addf(&head, "attempt %u%s", a + 1, a + 1 == MAP_ATTEMPTS_MAX ? "+" : "");
        for (uint32_t kind = 0; kind < FAULT_COUNT; kind++) {
            struct text name = {0};

            if (!(map->kinds >> kind & 1))
                continue;
            if (head.size > 0)
                (void)label_add(scene, (struct scene_area){cell_column(map, a, kind), HEAD_ROWS - 2, width, 1},
                                TONE_TITLE, &head);
            text_add(&name, fault_kind_names[kind]);
            (void)label_add(scene, (struct scene_area){cell_column(map, a, kind), HEAD_ROWS - 1, CELL_COLUMNS - 1, 1},
                            TONE_TITLE, &name);
        }
    }
}

static void cell_add(struct scene *scene, const struct map_cell *cell, int column, int row)
{
    enum map_sign sign = map_cell_sign(cell);
    struct text letter = {0};

    if (cell->runs == 0)
        return;
    (void)scene_add_mark(
        scene,
        &(struct scene_mark){
            .x = column, .y = row, .sign = map_signs[sign].mark, .tone = TONES[sign], .bot = NO_BOT, .from = NO_EVENT});
    text_addf(&letter, "%s%s", map_signs[sign].letter, cell->silent > 0 ? "s" : "");
    (void)label_add(scene, (struct scene_area){column + 2, row, CELL_COLUMNS - 3, 1}, TONES[sign], &letter);
}

static void row_add(const struct explore *explore, uint32_t index, struct scene *scene, int row)
{
    const struct map *map = &explore->map;
    const struct map_row *above = index > 0 ? &map->rows[index - 1] : NULL;
    struct text step = {0}, gap = {0};

    map_say_step(explore->scenario, &map->rows[index], above, &step);
    map_say_gap(&map->rows[index], &gap);
    (void)label_add(scene, (struct scene_area){MARGIN + 1, row, STEP_COLUMNS - 2, 1}, TONE_PLAIN, &step);
    (void)label_add(scene, (struct scene_area){MARGIN + STEP_COLUMNS, row, GAP_COLUMNS - 1, 1}, TONE_QUIET, &gap);
    for (uint32_t a = 0; a < map->attempt_count; a++)
        for (uint32_t kind = 0; kind < FAULT_COUNT; kind++)
            if (map->kinds >> kind & 1)
                cell_add(scene, &map->rows[index].cells[a][kind], cell_column(map, a, kind), row);
}

static void legend_add(struct scene *scene, int row)
{
    struct text silent = {0};
    int column = MARGIN;

    for (int sign = 0; sign < MAP_SIGN_COUNT; sign++) {
        struct text words = {0};
        int width;

        (void)scene_add_mark(scene, &(struct scene_mark){.x = column,
                                                         .y = row,
                                                         .sign = map_signs[sign].mark,
                                                         .tone = TONES[sign],
                                                         .bot = NO_BOT,
                                                         .from = NO_EVENT});
        text_addf(&words, "%s %s", map_signs[sign].letter, map_signs[sign].meaning);
        width = text_width(text_str(&words));
        (void)label_add(scene, (struct scene_area){column + 2, row, width, 1}, TONE_QUIET, &words);
        column += width + 4;
    }
    text_add(&silent, "s silent");
    (void)label_add(scene, (struct scene_area){column, row, CELL_COLUMNS, 1}, TONE_QUIET, &silent);
}

/* Jobs' names stand in rows of their own. Returns the row after the last one. */
static int rows_add(const struct explore *explore, struct scene *scene)
{
    const struct map *map = &explore->map;
    int row = HEAD_ROWS;

    for (uint32_t i = 0; i < map->row_count && row < SCENE_ROWS_MAX - 4; i++) {
        if (i == 0 || map->rows[i].gap.job_index != map->rows[i - 1].gap.job_index) {
            struct text name = {0};

            text_add(&name, explore->scenario->jobs[map->rows[i].gap.job_index].name);
            (void)label_add(scene, (struct scene_area){MARGIN, row++, STEP_COLUMNS + GAP_COLUMNS, 1}, TONE_JOB, &name);
        }
        row_add(explore, i, scene, row++);
    }
    return row;
}

bool map_draw(const struct explore *explore, struct scene *scene, struct err *err)
{
    struct text title = {0}, bound = {0}, desc = {0};
    struct scene_label *heading;
    int row;

    scene_init(scene);
    text_addf(&title, "Crash map: %s", explore->scenario->title);
    explore_say_bound(explore, &bound);
    text_add(&desc, text_str(&bound));
    scene->title = scene_string(scene, text_str(&title));
    scene->desc = scene_take(scene, &desc);
    scene->columns = cell_column(&explore->map, explore->map.attempt_count, 0) + MARGIN;
    if (scene->columns < text_width(text_str(&bound)) + 2 * MARGIN)
        scene->columns = text_width(text_str(&bound)) + 2 * MARGIN;
    heading = label_add(scene, (struct scene_area){MARGIN, 1, scene->columns - 2 * MARGIN, 1}, TONE_TITLE, &title);
    if (heading)
        heading->is_large = true;
    (void)label_add(scene, (struct scene_area){MARGIN, 2, scene->columns - 2 * MARGIN, 1},
                    explore->total.clean == explore->total.runs ? TONE_MADE_IT_SO : TONE_NOT_SO, &bound);
    heads_add(explore, scene);
    row = rows_add(explore, scene);
    legend_add(scene, row + 1);
    scene->rows = row + 3;
    if (!scene->failed)
        return true;
    scene_release(scene);
    return err_memory(err);
}
