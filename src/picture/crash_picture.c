#include "picture/crash_picture.h"

#include "base/range.h"
#include "picture/crash_table.h"
#include "picture/paint_lines.h"

enum { MARGIN = 1, INDENT = 1, TABLE_ROW = 4, FOOT_ROWS = 4, MARK_COLUMNS = 2, SPACE = 2 };

/* A string in one line, as wide as it is. */
static void add_string(struct scene *scene, int x, int y, enum element element, const char *string)
{
    scene_add_string(scene, (struct scene_area){x, y, text_width(string), 1}, element, string);
}

/* A legend under way: lines begin at `left` and end before `end`. */
struct legend {
    struct scene *scene;
    int left, end;
    int x, y;
};

/* Where an item of so many columns stands: behind the last one or, where that has no room, in the next line. */
static void make_room(struct legend *legend, int columns)
{
    if (legend->x > legend->left && legend->x + columns > legend->end) {
        legend->x = legend->left;
        legend->y++;
    }
    legend->scene->columns = max_int(legend->scene->columns, legend->x + columns + MARGIN);
}

static void add_sign(struct legend *legend, const struct crash_sign_row *sign)
{
    int letter = sign->letter[0] ? text_width(sign->letter) + 1 : 0, word = text_width(sign->word);

    make_room(legend, MARK_COLUMNS + letter + word);
    scene_add_mark(legend->scene, &(struct scene_mark){.x = legend->x,
                                                       .y = legend->y,
                                                       .sign = sign->mark,
                                                       .element = sign->element,
                                                       .words = sign->letter,
                                                       .bot = NO_BOT,
                                                       .from = NO_EVENT});
    add_string(legend->scene, legend->x + MARK_COLUMNS + letter, legend->y, ELEMENT_PLAIN, sign->word);
    legend->x += MARK_COLUMNS + letter + word + SPACE;
}

/* Each sign, its letter and its word, from (x, y) on within so many columns. Returns the row behind. */
static int add_legend(struct scene *scene, struct scene_point at, int columns)
{
    static const char silent[] = "s silent: nothing shows it";
    struct legend legend = {scene, at.x, at.x + columns, at.x, at.y};

    for (int sign = 0; sign < CRASH_SIGN_COUNT; sign++)
        add_sign(&legend, &crash_signs[sign]);
    make_room(&legend, text_width(silent));
    add_string(scene, legend.x, legend.y, ELEMENT_PLAIN, silent);
    return legend.y + 1;
}

static void say_left_out(const struct crash_map *map, struct text *out)
{
    if (map->left_out)
        text_addf(out, "left out: %s", map->left_out);
}

static void add_left_out(const struct crash_map *map, struct scene *scene)
{
    struct text line = {0};

    say_left_out(map, &line);
    scene->columns = max_int(scene->columns, text_width(text_str(&line)) + 2 * MARGIN);
    add_string(scene, MARGIN, 3, ELEMENT_QUIET, text_str(&line));
    text_release(&line);
}

static void add_titles(const struct crash_map *map, struct scene *scene)
{
    int width = scene->columns - 2 * MARGIN;
    struct scene_label *heading;
    struct text title = {0}, name = {0};

    text_addf(&title, "Crash map: %s", map->title);
    text_addf(&name, "%s%s", text_str(&title), map->left_out ? ", " : "");
    say_left_out(map, &name);
    scene->title = scene_take(scene, &name);
    scene->desc = scene_string(scene, map->bound);
    heading = scene_add_words(scene, (struct scene_area){MARGIN, 1, width, 1}, ELEMENT_TITLE, &title);
    if (heading)
        heading->is_large = true;
    scene_add_string(scene, (struct scene_area){MARGIN, 2, width, 1},
                     map->runs_of[CRASH_CLEAN] == map->runs ? ELEMENT_GRANTED : ELEMENT_REFUSED, map->bound);
}

/* Lays the table; rows beyond what a scene can hold are left out, which a line says. Returns the row behind. */
static int add_table(const struct crash_map *map, struct crash_table *table, struct scene *scene)
{
    const int most = SCENE_ROWS_MAX - TABLE_ROW - table->head_rows - FOOT_ROWS;
    struct text cut = {0};
    size_t rows = map->row_count;
    int y;

    while (rows > 0 && crash_table_line(map, rows - 1) >= most)
        rows--;
    table->line_count = rows > 0 ? crash_table_line(map, rows - 1) + 1 : 0;
    y = crash_table_lay(table, scene);
    if (rows < map->row_count || map->is_full) {
        text_addf(&cut, "… only the first %zu gaps are shown", rows);
        add_string(scene, MARGIN, y++, ELEMENT_QUIET, text_str(&cut));
    }
    text_release(&cut);
    return y;
}

bool crash_draw(const struct crash_map *map, struct scene *scene, struct err *err)
{
    struct crash_table table = crash_table_of(map);
    int y;

    table.x = MARGIN;
    table.y = TABLE_ROW;
    table.indent = INDENT;
    scene_init(scene);
    scene->columns = MARGIN + crash_table_names(&table) + crash_table_width(&table, 0, map->column_count) + MARGIN;
    scene->columns = max_int(scene->columns, text_width(map->bound) + 2 * MARGIN);
    if (map->left_out)
        add_left_out(map, scene);
    add_titles(map, scene);
    y = add_table(map, &table, scene);
    scene->rows = add_legend(scene, (struct scene_point){MARGIN, y + 1}, SCENE_COLUMNS_MAX) + 1;
    if (!scene->failed)
        return true;
    scene_release(scene);
    return err_memory(err);
}

/* Long names of steps are cut where they would leave no room for the widest attempt, but not to less than this. */
enum { STEP_COLUMNS_MIN = 14, TEXT_INDENT = 2 };

/* The columns of the widest attempt. */
static int widest_attempt(const struct crash_table *table)
{
    const struct crash_column *columns = table->map->columns;
    int widest = 0, width = 0;

    for (size_t c = 0; c < table->map->column_count; c++) {
        width = c > 0 && columns[c].attempt == columns[c - 1].attempt ? width : 0;
        width += table->pitch[columns[c].kind];
        widest = max_int(widest, width);
    }
    return widest;
}

/* Where not even one column fits beside the names, those of the gaps give way, too. */
static void squeeze_names(struct crash_table *table, int columns)
{
    int widest = 0;

    for (size_t c = 0; c < table->map->column_count; c++)
        widest = max_int(widest, table->pitch[table->map->columns[c].kind]);
    crash_table_squeeze(table, columns - TEXT_INDENT - widest + SPACE);
}

static struct crash_table table_within(const struct crash_map *map, int columns)
{
    struct crash_table table = crash_table_of(map);
    int most = columns - TEXT_INDENT - table.gap_columns - widest_attempt(&table);

    table.indent = TEXT_INDENT;
    table.space = SPACE;
    table.step_columns = min_int(table.step_columns, max_int(most, STEP_COLUMNS_MIN));
    squeeze_names(&table, columns);
    return table;
}

/* Prints what stands in a scene of so many rows, and releases it. */
static void print_scene(struct scene *scene, int rows, const struct style *style, struct text *out)
{
    scene->rows = rows;
    paint_lines(scene, style, out);
    out->failed = out->failed || scene->failed;
    scene_release(scene);
}

static void print_left_out(const struct crash_map *map, const struct style *style, struct text *out)
{
    struct text line = {0}, wrapped = {0};

    text_addf(&line, "Left out: %s.", map->left_out);
    text_add_wrapped(&wrapped, text_str(&line), style_columns(style), "");
    style_add(style, ELEMENT_QUIET, text_str(&wrapped), out);
    text_add(out, "\n");
    text_release(&wrapped);
    text_release(&line);
}

void crash_text(const struct crash_map *map, const struct style *style, struct text *out)
{
    struct crash_table table;
    struct scene scene;

    if (map->row_count == 0)
        return;
    scene_init(&scene);
    table = table_within(map, style_columns(style));
    style_add_wrapped(style, ELEMENT_TITLE, "The crash map: what happens when the last fault strikes here", "", out);
    text_add(out, "\n");
    if (map->left_out)
        print_left_out(map, style, out);
    for (table.last = 0; table.last < map->column_count;) {
        table.first = table.last;
        table.last = crash_table_part_end(&table, table.first, style_columns(style));
        if (table.first > 0)
            text_add(out, "\n");
        print_scene(&scene, crash_table_lay(&table, &scene), style, out);
    }
    print_scene(&scene, add_legend(&scene, (struct scene_point){0, 0}, style_columns(style)), style, out);
    if (map->is_full)
        text_addf(out, "Only the first %zu gaps are shown.\n", map->row_count);
}
