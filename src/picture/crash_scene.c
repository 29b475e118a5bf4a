#include "picture/crash_scene.h"

#include "base/range.h"

enum { MARGIN = 1, INDENT = 1, HEAD_ROWS = 6, FOOT_ROWS = 4, MARK_COLUMNS = 2 };

static void string_add(struct scene *scene, struct scene_area area, enum element element, const char *string)
{
    struct text text = {0};

    text_add(&text, string);
    (void)scene_add_words(scene, area, element, &text);
}

static void mark_add(struct scene *scene, enum crash_sign sign, int column, int row)
{
    (void)scene_add_mark(scene, &(struct scene_mark){
                                    .x = column,
                                    .y = row,
                                    .sign = crash_signs[sign].mark,
                                    .element = crash_signs[sign].element,
                                    .bot = NO_BOT,
                                    .from = NO_EVENT,
                                });
}

/* A drawing under way. */
struct drawing {
    const struct crash_map *map;
    struct crash_layout layout;
    struct scene *scene;
};

static int cell_column(const struct drawing *drawing, size_t column)
{
    return MARGIN + INDENT + drawing->layout.step_columns + drawing->layout.gap_columns +
           crash_columns_width(drawing->map, &drawing->layout, 0, column);
}

static void heads_add(const struct drawing *drawing)
{
    const struct crash_map *map = drawing->map;

    for (size_t c = 0; c < map->column_count; c++) {
        int x = cell_column(drawing, c), width = drawing->layout.pitch[map->columns[c].kind];
        struct text attempt = {0};

        crash_attempt_say(&map->columns[c], &attempt);
        if (c == 0 || map->columns[c].attempt != map->columns[c - 1].attempt)
            (void)scene_add_words(drawing->scene, (struct scene_area){x, HEAD_ROWS - 2, 2 * width, 1}, ELEMENT_TITLE,
                                  &attempt);
        else
            text_release(&attempt);
        string_add(drawing->scene, (struct scene_area){x, HEAD_ROWS - 1, width, 1}, ELEMENT_TITLE,
                   fault_kind_names[map->columns[c].kind]);
    }
}

static void cell_add(const struct drawing *drawing, size_t row, size_t column, int at)
{
    const struct crash_cell *cell = crash_cell(drawing->map, row, column);
    enum crash_sign sign = crash_cell_sign(cell);
    int x = cell_column(drawing, column);
    struct text letters = {0};

    if (cell->runs == 0)
        return;
    mark_add(drawing->scene, sign, x, at);
    text_addf(&letters, "%s%s", crash_signs[sign].letter, cell->silent > 0 ? "s" : "");
    (void)scene_add_words(drawing->scene, (struct scene_area){x + MARK_COLUMNS, at, 3, 1}, crash_signs[sign].element,
                          &letters);
}

static void row_add(const struct drawing *drawing, size_t row, int at)
{
    const struct crash_row *names = &drawing->map->rows[row];
    const struct crash_layout *layout = &drawing->layout;
    int x = MARGIN + INDENT;

    if (names->begins_step)
        string_add(drawing->scene, (struct scene_area){x, at, layout->step_columns, 1}, ELEMENT_PLAIN, names->step);
    x += layout->step_columns;
    string_add(drawing->scene, (struct scene_area){x, at, layout->gap_columns, 1}, ELEMENT_QUIET, names->gap);
    for (size_t column = 0; column < drawing->map->column_count; column++)
        cell_add(drawing, row, column, at);
}

/* Jobs' names stand in rows of their own. Returns the row after the last one; what a scene cannot hold is left out, and
 * said so. */
static int rows_add(const struct drawing *drawing)
{
    const struct crash_map *map = drawing->map;
    int at = HEAD_ROWS, width = cell_column(drawing, 0) - MARGIN;
    size_t row;

    for (row = 0; row < map->row_count && at < SCENE_ROWS_MAX - HEAD_ROWS - FOOT_ROWS; row++) {
        if (map->rows[row].begins_job)
            string_add(drawing->scene, (struct scene_area){MARGIN, at++, width, 1}, ELEMENT_JOB, map->rows[row].job);
        row_add(drawing, row, at++);
    }
    if (row < map->row_count || map->is_full) {
        struct text cut = {0};

        text_addf(&cut, "… only the first %zu gaps are shown", row);
        (void)scene_add_words(drawing->scene, (struct scene_area){MARGIN, at++, text_width(text_str(&cut)), 1},
                              ELEMENT_QUIET, &cut);
    }
    return at;
}

static void legend_add(struct scene *scene, int row)
{
    static const char silent[] = "s silent: nothing shows it";
    int x = MARGIN;

    for (int sign = 0; sign < CRASH_SIGN_COUNT; sign++) {
        struct text words = {0};
        int width;

        mark_add(scene, (enum crash_sign)sign, x, row);
        text_addf(&words, "%s%s%s", crash_signs[sign].letter, crash_signs[sign].letter[0] ? " " : "",
                  crash_signs[sign].word);
        width = text_width(text_str(&words));
        (void)scene_add_words(scene, (struct scene_area){x + MARK_COLUMNS, row, width, 1}, ELEMENT_QUIET, &words);
        x += width + 2 * MARK_COLUMNS;
    }
    string_add(scene, (struct scene_area){x, row, text_width(silent), 1}, ELEMENT_QUIET, silent);
    scene->columns = max_int(scene->columns, x + text_width(silent) + MARGIN);
}

static void left_out_say(const struct crash_map *map, struct text *out)
{
    if (map->left_out)
        text_addf(out, "left out: %s", map->left_out);
}

static void left_out_add(const struct drawing *drawing)
{
    struct text line = {0};
    int width;

    left_out_say(drawing->map, &line);
    width = text_width(text_str(&line));
    drawing->scene->columns = max_int(drawing->scene->columns, width + 2 * MARGIN);
    (void)scene_add_words(drawing->scene, (struct scene_area){MARGIN, 3, width, 1}, ELEMENT_QUIET, &line);
}

static void titles_add(const struct drawing *drawing)
{
    struct scene *scene = drawing->scene;
    const struct crash_map *map = drawing->map;
    int width = scene->columns - 2 * MARGIN;
    struct scene_label *heading;
    struct text title = {0}, name = {0};

    text_addf(&title, "Crash map: %s", map->title);
    text_addf(&name, "%s%s", text_str(&title), map->left_out ? ", " : "");
    left_out_say(map, &name);
    scene->title = scene_string(scene, text_str(&name));
    scene->failed = scene->failed || name.failed;
    text_release(&name);
    scene->desc = scene_string(scene, map->bound);
    heading = scene_add_words(scene, (struct scene_area){MARGIN, 1, width, 1}, ELEMENT_TITLE, &title);
    if (heading)
        heading->is_large = true;
    string_add(scene, (struct scene_area){MARGIN, 2, width, 1},
               map->runs_of[CRASH_CLEAN] == map->runs ? ELEMENT_GRANTED : ELEMENT_REFUSED, map->bound);
}

bool crash_draw(const struct crash_map *map, struct scene *scene, struct err *err)
{
    const struct drawing drawing = {.map = map, .layout = crash_layout_of(map), .scene = scene};
    int row;

    scene_init(scene);
    scene->columns = cell_column(&drawing, map->column_count) + MARGIN;
    scene->columns = max_int(scene->columns, text_width(map->bound) + 2 * MARGIN);
    if (map->left_out)
        left_out_add(&drawing);
    titles_add(&drawing);
    heads_add(&drawing);
    row = rows_add(&drawing);
    legend_add(scene, row + 1);
    scene->rows = row + 3;
    if (!scene->failed)
        return true;
    scene_release(scene);
    return err_memory(err);
}
