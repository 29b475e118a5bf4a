#include "screens/screen.h"

#include <string.h>

#include "base/range.h"

void screen_begin(struct screen *screen, struct cells *cells)
{
    screen->cells = cells;
    screen->area_count = 0;
    screen_caret(screen, 0, 0);
    cells_clear(cells, ELEMENT_PLAIN);
}

bool screen_is_too_small(struct screen *screen)
{
    struct cells *cells = screen->cells;

    if (cells->columns >= SCREEN_COLUMNS_MIN && cells->rows >= SCREEN_ROWS_MIN)
        return false;
    cells_clear(cells, ELEMENT_PLAIN);
    screen_put_wrapped(screen, (struct area){0, 0, cells->columns, cells->rows},
                       "This window is too small: makeitso needs 40 columns and 12 rows.", ELEMENT_PLAIN, 0);
    return true;
}

void screen_caret(struct screen *screen, int column, int row)
{
    screen->caret_column = column;
    screen->caret_row = row;
}

void screen_area(struct screen *screen, struct area area, enum screen_what what, int64_t value)
{
    int right = area.column + area.columns, below = area.row + area.rows;

    area.column = max_int(area.column, 0);
    area.row = max_int(area.row, 0);
    area.columns = min_int(right, screen->cells->columns) - area.column;
    area.rows = min_int(below, screen->cells->rows) - area.row;
    if (screen->area_count < SCREEN_AREAS_MAX && area.columns > 0 && area.rows > 0)
        screen->areas[screen->area_count++] = (struct screen_area){area, what, value};
}

void screen_take_scene(struct screen *screen, const struct scene *scene, enum screen_what what)
{
    for (uint32_t i = 0; i < scene->hit_count; i++) {
        const struct scene_area *area = &scene->hits[i].area;

        screen_area(screen, (struct area){area->x, area->y, area->width, area->height}, what, scene->hits[i].value);
    }
    if (scene->caret.x >= 0 && !screen->prompt)
        screen_caret(screen, scene->caret.x, scene->caret.y);
}

int screen_put_area(struct screen *screen, struct screen_area is, struct text *text, enum element element)
{
    int columns = screen_put_text(screen, is.area, text, element);

    screen_area(screen, (struct area){is.area.column, is.area.row, columns, 1}, is.what, is.value);
    return columns;
}

const struct screen_area *screen_at(const struct screen *screen, int column, int row)
{
    for (size_t i = screen->area_count; i-- > 0;) {
        const struct area *area = &screen->areas[i].area;

        if (column >= area->column && column < area->column + area->columns && row >= area->row &&
            row < area->row + area->rows)
            return &screen->areas[i];
    }
    return NULL;
}

bool screen_has(const struct screen *screen, enum screen_what what)
{
    for (size_t i = 0; i < screen->area_count; i++)
        if (screen->areas[i].what == what)
            return true;
    return false;
}

struct area screen_header(struct screen *screen, const char *name, const char *clock)
{
    struct cells *cells = screen->cells;
    int left = name && name[0] ? text_width(name) + 2 : 0, right = clock && clock[0] ? text_width(clock) + 2 : 0;
    int end = cells->columns - right;

    cells_fill(cells, (struct area){0, 0, cells->columns, 1}, ' ', ELEMENT_BAR, 0);
    cells_fill(cells, (struct area){0, 0, left, 1}, ' ', ELEMENT_BAR_TITLE, 0);
    if (left > 0)
        cells_put(cells, 1, 0, cells->columns - 2, name, ELEMENT_BAR_TITLE, 0);
    cells_fill(cells, (struct area){end, 0, right, 1}, ' ', ELEMENT_BAR_CLOCK, 0);
    if (right > 0)
        cells_put(cells, end + 1, 0, right - 1, clock, ELEMENT_BAR_CLOCK, 0);
    return (struct area){left + 1, 0, end - left - 2, 1};
}

bool screen_matches(const char *hay, const char *needle)
{
    for (; needle && *needle && *hay; hay++) {
        size_t i = 0;

        while (needle[i] && text_lower(hay[i]) == text_lower(needle[i]))
            i++;
        if (!needle[i])
            return true;
    }
    return false;
}

static int key_width(const struct screen_key *key)
{
    return text_width(key->key) + 1 + text_width(key->word);
}

/* Returns the columns taken. */
static int put_key(struct screen *screen, int column, int row, const struct screen_key *key)
{
    int room = screen->cells->columns - column;
    int width = cells_put(screen->cells, column, row, room, key->key, ELEMENT_KEY, 0) + 1;

    width += cells_put(screen->cells, column + width, row, room - width, key->word, ELEMENT_KEY_WORD, 0);
    screen_area(screen, (struct area){column, row, width, 1}, AREA_KEY, key->request);
    return width;
}

static const struct screen_key *help_key(const struct screen *screen)
{
    for (size_t i = 0; i < screen->key_count; i++)
        if (strcmp(screen->keys[i].key, "?") == 0)
            return &screen->keys[i];
    return NULL;
}

/* How many of the first keys fit into `columns` with `gap` between them, "?" not among them. */
static size_t keys_that_fit(const struct screen *screen, int columns, int gap)
{
    int taken = 0;

    for (size_t i = 0; i < screen->key_count; i++) {
        if (strcmp(screen->keys[i].key, "?") == 0)
            continue;
        taken += key_width(&screen->keys[i]) + gap;
        if (taken > columns + gap)
            return i;
    }
    return screen->key_count;
}

/* Two columns between the keys; one where few would fit otherwise. Where keys are left out "…" stands before "?". */
enum { KEYS_FEW = 5, MORE_COLUMNS = 2 };

static void put_keys(struct screen *screen, int row)
{
    const struct screen_key *help = help_key(screen);
    int room = screen->cells->columns - (help ? key_width(help) + 1 : 0), column = 0, gap = 2;
    size_t count = keys_that_fit(screen, room, 2);
    size_t dense = count < KEYS_FEW ? keys_that_fit(screen, room, 1) : 0;

    if (dense > count) {
        gap = 1;
        count = dense;
    }
    if (help && count < screen->key_count)
        count = keys_that_fit(screen, room - MORE_COLUMNS, gap);
    for (size_t i = 0; i < count; i++)
        if (&screen->keys[i] != help)
            column += put_key(screen, column, row, &screen->keys[i]) + gap;
    if (help && count < screen->key_count)
        column += cells_put(screen->cells, column + 1 - gap, row, 1, "…", ELEMENT_KEY_WORD, 0) + 2 - gap;
    if (help)
        (void)put_key(screen, column, row, help);
}

/* Shows a notice whole, since it may be a command line to type again: it takes rows above the footer. */
static void put_notice(struct screen *screen, int row)
{
    struct area area = {1, row, screen->cells->columns - 2, 1};

    area.rows = min_int(text_wrapped_lines(screen->notice, area.columns), row / 2 + 1);
    area.row -= area.rows - 1;
    cells_fill(screen->cells, (struct area){0, area.row, screen->cells->columns, area.rows}, ' ', ELEMENT_NOTICE, 0);
    (void)screen_put_wrapped(screen, area, screen->notice, ELEMENT_NOTICE, 0);
}

void screen_footer(struct screen *screen, int row)
{
    struct cells *cells = screen->cells;
    struct area line = {0, row, cells->columns, 1};

    cells_fill(cells, line, ' ', ELEMENT_PLAIN, 0);
    if (screen->prompt) {
        int width = cells_put(cells, 0, row, cells->columns - 1, screen->prompt, ELEMENT_PROMPT, 0);

        screen_caret(screen, max_int(width - screen->prompt_back, 0), row);
    } else if (screen->notice) {
        put_notice(screen, row);
    } else {
        put_keys(screen, row);
    }
}

void screen_say_sentence(const char *clause, struct text *out)
{
    size_t start = out->size;

    text_addf(out, "%s.", clause);
    text_capitalise(out, start);
}

int screen_put_wrapped(struct screen *screen, struct area area, const char *text, enum element element, uint8_t flags)
{
    struct text broken = {0}, line = {0};
    const char *at;
    int row = 0;

    if (area.columns <= 0 || area.rows <= 0)
        return 0;
    text_add_wrapped(&broken, text, area.columns, "");
    for (at = text_str(&broken); row < area.rows && text_take_line(&at, &line); row++) {
        if (at[-1] == '\n' && row + 1 == area.rows)
            text_cut(&line, area.columns);
        cells_put(screen->cells, area.column, area.row + row, area.columns, text_str(&line), element, flags);
    }
    text_release(&line);
    text_release(&broken);
    return row;
}

int screen_put_text(struct screen *screen, struct area line, struct text *text, enum element element)
{
    int columns = cells_put(screen->cells, line.column, line.row, line.columns, text_str(text), element, 0);

    text_release(text);
    return columns;
}

int screen_put_prose(struct screen *screen, struct area area, struct text *text, enum element element)
{
    int rows = screen_put_wrapped(screen, area, text_str(text), element, 0);

    text_release(text);
    return rows;
}
