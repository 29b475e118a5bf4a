#include "picture/crash_text.h"

#include "base/range.h"

enum { INDENT = 2 };

/* Some columns of a map, shown beside the names of all rows. */
struct part {
    const struct crash_map *map;
    const struct style *style;
    struct crash_layout layout;
    size_t first, last;
    struct text *out;
};

static void end_line(struct text *out)
{
    while (out->size > 0 && out->bytes[out->size - 1] == ' ')
        out->bytes[--out->size] = '\0';
    text_add(out, "\n");
}

/* Behind the last of the columns of the attempt of `first`. */
static size_t attempt_end(const struct crash_map *map, size_t first)
{
    size_t end = first + 1;

    while (end < map->column_count && map->columns[end].attempt == map->columns[first].attempt)
        end++;
    return end;
}

static int names_width(const struct part *part)
{
    return INDENT + part->layout.step_columns + part->layout.gap_columns;
}

/* Long names of steps are cut where they would leave no room for the widest attempt, but not to less than this. */
enum { STEP_COLUMNS_MIN = 14 };

static struct crash_layout layout_within(const struct crash_map *map, int columns)
{
    struct crash_layout layout = crash_layout_of(map);
    int widest = 0, most;

    for (size_t first = 0, last; first < map->column_count; first = last) {
        int width;

        last = attempt_end(map, first);
        width = crash_columns_width(map, &layout, first, last);
        widest = max_int(width, widest);
    }
    most = columns - INDENT - layout.gap_columns - widest;
    most = max_int(most, STEP_COLUMNS_MIN);
    layout.step_columns = min_int(layout.step_columns, most);
    return layout;
}

/* The attempts stand above the first of their columns, in the room of all of them. */
static void add_attempts(const struct part *part)
{
    text_add_times(part->out, " ", (size_t)names_width(part));
    for (size_t first = part->first, last; first < part->last; first = last) {
        struct text head = {0};

        last = attempt_end(part->map, first);
        last = min_size(last, part->last);
        crash_attempt_say(&part->map->columns[first], &head);
        style_add_padded(part->style, ELEMENT_TITLE, text_str(&head),
                         crash_columns_width(part->map, &part->layout, first, last), part->out);
        text_release(&head);
    }
    end_line(part->out);
}

static void add_kinds(const struct part *part)
{
    text_add_times(part->out, " ", (size_t)names_width(part));
    for (size_t column = part->first; column < part->last; column++) {
        enum fault_kind kind = part->map->columns[column].kind;

        style_add_padded(part->style, ELEMENT_TITLE, fault_kind_names[kind], part->layout.pitch[kind], part->out);
    }
    end_line(part->out);
}

static void add_cell(const struct part *part, size_t row, size_t column)
{
    const struct crash_cell *cell = crash_cell(part->map, row, column);
    struct text word = {0};

    if (cell->runs > 0)
        crash_cell_say(cell, &word);
    style_add_padded(part->style, crash_signs[crash_cell_sign(cell)].element, text_str(&word),
                     part->layout.pitch[part->map->columns[column].kind], part->out);
    text_release(&word);
}

static void add_row(const struct part *part, size_t row)
{
    const struct crash_row *names = &part->map->rows[row];

    if (names->begins_job) {
        style_add(part->style, ELEMENT_JOB, names->job, part->out);
        text_add(part->out, "\n");
    }
    text_add_times(part->out, " ", INDENT);
    style_add_padded(part->style, ELEMENT_PLAIN, names->begins_step ? names->step : "", part->layout.step_columns - 2,
                     part->out);
    text_add(part->out, "  ");
    style_add_padded(part->style, ELEMENT_QUIET, names->gap, part->layout.gap_columns, part->out);
    for (size_t column = part->first; column < part->last; column++)
        add_cell(part, row, column);
    end_line(part->out);
}

static void add_legend(const struct style *style, struct text *out)
{
    for (int sign = 0; sign < CRASH_SIGN_COUNT; sign++) {
        struct text word = {0};

        text_addf(&word, "%s %s", marks_unicode[crash_signs[sign].mark], crash_signs[sign].letter);
        style_add(style, crash_signs[sign].element, text_str(&word), out);
        text_addf(out, "%s%s  ", crash_signs[sign].letter[0] ? " " : "", crash_signs[sign].word);
        text_release(&word);
    }
    text_add(out, "s silent: nothing shows it\n");
}

static void add_left_out(const struct crash_map *map, const struct style *style, struct text *out)
{
    struct text line = {0}, wrapped = {0};

    text_addf(&line, "Left out: %s.", map->left_out);
    text_add_wrapped(&wrapped, text_str(&line), style_columns(style), "");
    style_add(style, ELEMENT_QUIET, text_str(&wrapped), out);
    text_add(out, "\n");
    out->failed = out->failed || line.failed || wrapped.failed;
    text_release(&wrapped);
    text_release(&line);
}

void crash_text(const struct crash_map *map, const struct style *style, struct text *out)
{
    struct part part = {.map = map, .style = style, .out = out};

    if (map->row_count == 0)
        return;
    part.layout = layout_within(map, style_columns(style));
    style_add(style, ELEMENT_TITLE, "The crash map: what happens when the last fault strikes here", out);
    text_add(out, "\n");
    if (map->left_out)
        add_left_out(map, style, out);
    while (part.last < map->column_count) {
        part.first = part.last;
        part.last = crash_part_end(map, &part.layout, part.first, style_columns(style) - INDENT);
        if (part.first > 0)
            text_add(out, "\n");
        add_attempts(&part);
        add_kinds(&part);
        for (size_t row = 0; row < map->row_count; row++)
            add_row(&part, row);
    }
    add_legend(style, out);
    if (map->is_full)
        text_addf(out, "Only the first %zu gaps are shown.\n", map->row_count);
}
