#include "picture/diagram_layout.h"

#include <string.h>

#include "base/range.h"

enum { BUS_ROWS = 2 };

/* What stands beside each other below an attempt, or in a day: a block or a card apart. */
struct item {
    uint32_t job, node; /* one of them NO_NODE; job: index */
};

struct shelf {
    struct item *items;
    uint32_t count;
    int x, y, columns; /* where it begins, what it may take */
    bool has_bus;      /* arrows come down to it */
};

/* Is it a card that stands apart in the block of job `home`, or in none (NO_NODE)? */
static bool stands_apart(const struct layout *layout, uint32_t node, uint32_t home)
{
    const struct graph_node *at = &layout->graph->nodes[node];

    return at->kind == NODE_CARD && at->state == CARD_APART && layout->homes[node] == home;
}

static uint32_t column_count(const struct layout *layout, uint32_t job)
{
    return layout_step_column(layout, job, 64);
}

/* Puts the items of a shelf side by side in as many lines as it takes; positions are relative to the block they stand
 * in. Returns its rows; `*width` becomes the columns it takes from x = 0 on. */
static int place_shelf(struct layout *layout, const struct shelf *shelf, int *width)
{
    int x = shelf->x, y = shelf->y, tallest = 0;
    int bus = shelf->has_bus && !layout->is_column ? BUS_ROWS : 0;

    y += bus;
    for (uint32_t i = 0; i < shelf->count; i++) {
        const struct item *item = &shelf->items[i];
        struct scene_area area = item->job != NO_NODE ? layout->blocks[item->job].area
                                                      : layout_area(layout, item->node);
        int note = 0;

        if (i > 0 && (layout->is_column || x + area.width > shelf->x + shelf->columns)) {
            y += tallest + 1 + (layout->is_column ? 0 : bus);
            x = shelf->x;
            tallest = 0;
        }
        if (item->job != NO_NODE) {
            layout->blocks[item->job].area.x = x;
            layout->blocks[item->job].area.y = y;
            layout->blocks[item->job].is_placed = true;
        } else {
            layout_place(layout, item->node, x, y);
            note = layout_note_below(layout, item->node);
        }
        tallest = max_int(tallest, area.height + note);
        *width = max_int(*width, x + area.width);
        x += area.width + (layout->gap > 2 ? layout->gap - 1 : 2);
    }
    return y + tallest - shelf->y;
}

/* Whether the shelf's items fit in one line. */
static bool shelf_is_line(const struct layout *layout, const struct shelf *shelf)
{
    int width = 0;

    for (uint32_t i = 0; i < shelf->count; i++) {
        uint32_t job = shelf->items[i].job;

        width += job != NO_NODE ? layout->blocks[job].area.width : layout->card;
        width += i > 0 ? (layout->gap > 2 ? layout->gap - 1 : 2) : 0;
    }
    return !layout->is_column && width <= shelf->columns;
}

/* The last of a job's drawn attempts that enqueued anything; NO_NODE. */
static uint32_t last_computer_row(const struct graph *graph, uint32_t job)
{
    uint32_t found = NO_NODE;

    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next)
        for (uint32_t n = graph->rows[row].is_hidden ? NO_NODE : graph_row_first(graph, row); n != NO_NODE;
             n = graph_node_next(graph, n))
            if (graph->nodes[n].kind == NODE_COMPUTER)
                found = row;
    return found;
}

/* What hangs below an attempt: the jobs it enqueued, and below the last one what stands apart and would have been
 * enqueued. */
static struct shelf row_shelf(const struct layout *layout, uint32_t row)
{
    const struct graph *graph = layout->graph;
    uint32_t job = graph->rows[row].job - 1;
    struct shelf shelf = {.has_bus = true};

    shelf.items = arena_array(layout->arena, graph->job_count + graph->node_count, sizeof *shelf.items);
    if (!shelf.items)
        return shelf;
    for (uint32_t j = job + 1; j < graph->job_count; j++) {
        uint32_t parent = graph->jobs[j].parent;

        if (graph->jobs[j].index >= 0 && parent != NO_NODE && graph->nodes[parent].row == row &&
            layout->blocks[j].area.height > 0)
            shelf.items[shelf.count++] = (struct item){j, NO_NODE};
    }
    if (last_computer_row(graph, job) == row)
        for (uint32_t n = 0; n < graph->node_count; n++)
            if (stands_apart(layout, n, job))
                shelf.items[shelf.count++] = (struct item){NO_NODE, n};
    return shelf;
}

/* Places the shelf of an attempt below row y of its block; returns its rows. */
static int place_row_shelf(struct layout *layout, uint32_t row, int y, int *width, int *center)
{
    struct block *block = &layout->blocks[layout->graph->rows[row].job - 1];
    struct shelf shelf = row_shelf(layout, row);
    int rows, taken = 0;

    if (shelf.count == 0)
        return 0;
    shelf.y = y;
    shelf.columns = layout->columns;
    if (!shelf_is_line(layout, &shelf)) {
        layout->is_broken = true;
        block->bus = 0;
        shelf.x = LAYOUT_INDENT;
        shelf.columns -= LAYOUT_INDENT;
        if (layout->is_column)
            shelf.y++;
    }
    for (uint32_t n = graph_row_first(layout->graph, row); n != NO_NODE; n = graph_node_next(layout->graph, n))
        layout->places[n].shelf = shelf.y + BUS_ROWS;
    rows = place_shelf(layout, &shelf, &taken) + (shelf.y - y);
    *width = max_int(*width, taken);
    *center = (shelf.x + taken) / 2;
    return rows;
}

/* Rows at the head of a block for the label of the arrow that leads to it. */
static int head_rows(const struct layout *layout, uint32_t first)
{
    uint32_t arrow = layout->arrow_to[first];

    if (arrow == NO_NODE || layout->graph->arrows[arrow].kind != ARROW_ENQUEUE || !*layout_label(layout, arrow))
        return 0;
    return layout_gap_rows(layout, arrow, true) - 1;
}

/* Is the cell of a grid free of nodes and notes, and not between two nodes, where an arrow goes? */
static bool cell_is_free(const struct layout *layout, uint32_t row, int x, int width)
{
    bool is_behind = false;

    for (uint32_t n = graph_row_first(layout->graph, row); n != NO_NODE; n = graph_node_next(layout->graph, n)) {
        const struct place *place = &layout->places[n];
        bool is_before = x + width <= place->area.x;

        if ((!is_before && x < place->area.x + place->area.width) || (is_before && is_behind))
            return false;
        if (place->note.width && place->note.x < x + width && x < place->note.x + place->note.width)
            return false;
        is_behind = is_behind || !is_before;
    }
    return true;
}

/* A free cell of the grid for a card that stands apart, in reading order. */
static bool place_in_grid(struct layout *layout, uint32_t job, uint32_t node, uint32_t *row, int *x)
{
    const struct graph *graph = layout->graph;
    uint32_t columns = column_count(layout, job);

    for (; *row != NO_NODE; *row = graph->rows[*row].next, *x = 0) {
        uint32_t first = graph->rows[*row].is_hidden ? NO_NODE : graph_row_first(graph, *row);

        if (first == NO_NODE || graph->nodes[first].kind != NODE_CARD)
            continue;
        for (; *x < (int)columns * (layout->card + layout->gap); *x += layout->card + layout->gap)
            if (cell_is_free(layout, *row, *x, layout->card)) {
                layout_place(layout, node, *x, layout->places[first].area.y);
                *x += layout->card + layout->gap;
                return true;
            }
    }
    return false;
}

/* The cards that stand apart in a grid, in its free cells, else in a row of their own. Returns the rows these add. */
static int place_grid_apart(struct layout *layout, uint32_t job, int y, int *width)
{
    const struct graph *graph = layout->graph;
    uint32_t row = graph->jobs[job].first;
    struct shelf rest = {.y = y + 1, .columns = layout->columns};
    int x = 0;

    rest.items = arena_array(layout->arena, graph->node_count, sizeof *rest.items);
    if (!rest.items || last_computer_row(graph, job) != NO_NODE)
        return 0;
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (stands_apart(layout, n, job)) {
            if (!place_in_grid(layout, job, n, &row, &x))
                rest.items[rest.count++] = (struct item){NO_NODE, n};
        }
    if (rest.count == 0)
        return 0;
    if (graph->jobs[job].first == NO_NODE)
        rest.y = y;
    return place_shelf(layout, &rest, width) + (rest.y - y);
}

/* The columns that a grid's labels of retries take from x = 0 on, whose arrows come along gutters. */
static int grid_labels(const struct layout *layout, uint32_t job)
{
    const struct graph *graph = layout->graph;
    int width = 0;

    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next) {
        uint32_t to = graph->rows[row].is_hidden ? NO_NODE : graph_row_first(graph, row);
        uint32_t arrow = to == NO_NODE ? NO_NODE : layout->arrow_to[to];
        int side = layout->blocks[job].side, from;

        if (!*layout_label(layout, arrow) || graph->arrows[arrow].kind == ARROW_ENQUEUE)
            continue;
        from = layout_gutter_from(layout->places[graph->arrows[arrow].from].area, layout->places[to].area);
        width = max_int(
            width,
            layout_gutter_label(layout, arrow, side >= 0 ? side : from, layout_middle(layout->places[to].area)).to);
    }
    return width;
}

/* Beside an error from which its attempt went on there is no way for the arrow of its retry. */
static void mark_exits(struct layout *layout, uint32_t job)
{
    const struct graph *graph = layout->graph;

    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next) {
        uint32_t first = graph->rows[row].is_hidden ? NO_NODE : graph_row_first(graph, row);
        uint32_t arrow = first == NO_NODE ? NO_NODE : layout->arrow_to[first];

        if (arrow != NO_NODE && graph->arrows[arrow].kind == ARROW_RETRY)
            layout->places[graph->arrows[arrow].from].exit = graph_node_next(graph, graph->arrows[arrow].from) !=
                                                             NO_NODE;
    }
}

static void measure_grid(struct layout *layout, uint32_t job)
{
    const struct graph *graph = layout->graph;
    struct block *block = &layout->blocks[job];
    int y = 0, width = 0;

    mark_exits(layout, job);
    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next) {
        uint32_t first = graph->rows[row].is_hidden ? NO_NODE : graph_row_first(graph, row);
        int center = -1, shelf;

        if (first == NO_NODE)
            continue;
        if (!layout_goes_down(layout, layout->arrow_to[first]))
            block->side = 0;
        y += y > 0 ? layout_gap_rows(layout, layout->arrow_to[first], false) : head_rows(layout, first);
        y += layout_grid_row(layout, row, y, &width);
        shelf = place_row_shelf(layout, row, y, &width, &center);
        y += shelf;
        if (shelf > 0 && graph->nodes[first].kind == NODE_COMPUTER) {
            int by = max_int(center - layout->places[first].area.width / 2, block->bus >= 0 ? LAYOUT_INDENT : 0);

            width = max_int(width, layout_shift_row(layout, row, by));
        }
        if (shelf > 0 && graph->rows[row].next != NO_NODE)
            block->side = 0;
    }
    y += place_grid_apart(layout, job, y, &width);
    if (block->side == 0) {
        block->side = width + 1;
        width += LAYOUT_SIDE;
    }
    width = max_int(width, grid_labels(layout, job));
    block->area = (struct scene_area){0, 0, width, y};
}

/* One attempt of a stack; nodes get x = 0 here and are centred once the width is known. */
static int place_stack_row(struct layout *layout, uint32_t row, int y, int *width)
{
    const struct graph *graph = layout->graph;
    int start = y;

    for (uint32_t n = graph_row_first(graph, row); n != NO_NODE; n = graph_node_next(graph, n)) {
        struct place *place;

        y += y > 0 ? layout_gap_rows(layout, layout->arrow_to[n], true) : head_rows(layout, n);
        place = layout_place(layout, n, 0, y);
        y += place->area.height;
        y += layout_note_below(layout, n);
        *width = max_int(*width, place->area.width);
        if (*layout_label(layout, layout->arrow_to[n]))
            *width = max_int(*width, layout->card);
        *width = max_int(*width, place->note.width);
    }
    return y - start;
}

static int place_stack_apart(struct layout *layout, uint32_t job, int y, int *width)
{
    const struct graph *graph = layout->graph;

    if (last_computer_row(graph, job) != NO_NODE)
        return 0;
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (stands_apart(layout, n, job)) {
            y += y > 0;
            y += layout_place(layout, n, 0, y)->area.height;
            y += layout_note_below(layout, n);
            *width = max_int(*width, layout->card);
        }
    return y;
}

static void center_stack(struct layout *layout, uint32_t job, int axis)
{
    const struct graph *graph = layout->graph;

    for (uint32_t n = 0; n < graph->node_count; n++) {
        struct place *place = &layout->places[n];
        bool is_apart = stands_apart(layout, n, job) && last_computer_row(graph, job) == NO_NODE;

        if (!place->is_placed || (graph->nodes[n].job != job + 1 && !is_apart))
            continue;
        place->area.x = axis - place->area.width / 2;
        place->note.x = axis - place->note.width / 2;
    }
}

static void measure_stack(struct layout *layout, uint32_t job)
{
    const struct graph *graph = layout->graph;
    struct block *block = &layout->blocks[job];
    int y = 0, width = 0, shelf_width = 0, axis;
    bool is_side = false;

    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next) {
        uint32_t first = graph->rows[row].is_hidden ? NO_NODE : graph_row_first(graph, row);
        int center;

        if (first == NO_NODE)
            continue;
        y += place_stack_row(layout, row, y, &width);
        y += place_row_shelf(layout, row, y, &shelf_width, &center);
        is_side = is_side || !layout_goes_down(layout, layout->arrow_to[first]) ||
                  (shelf_width > 0 && graph->rows[row].next != NO_NODE);
    }
    y = max_int(y, place_stack_apart(layout, job, y, &width));
    axis = width / 2 + (block->bus >= 0 ? LAYOUT_INDENT : 0);
    center_stack(layout, job, axis);
    width = max_int(width + (block->bus >= 0 ? LAYOUT_INDENT : 0), shelf_width);
    if (is_side) {
        block->side = width + 1;
        width += LAYOUT_SIDE;
    }
    block->area = (struct scene_area){0, 0, width, y};
}

/* Makes the places of a block absolute; parents come before their children. */
static void settle(struct layout *layout, uint32_t day)
{
    const struct graph *graph = layout->graph;

    for (uint32_t j = 0; j < graph->job_count; j++) {
        uint32_t parent = graph->jobs[j].parent;

        if (graph->jobs[j].occurrence != day || graph->jobs[j].index < 0 || !layout->blocks[j].is_placed)
            continue;
        if (parent != NO_NODE) {
            const struct block *above = &layout->blocks[graph->nodes[parent].job - 1];

            layout->blocks[j].area.x += above->area.x;
            layout->blocks[j].area.y += above->area.y;
        }
    }
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct graph_node *node = &graph->nodes[n];
        struct place *place = &layout->places[n];
        uint32_t job = node->job != NO_JOB ? node->job - 1 : layout->homes[n];

        if (!place->is_placed || node->occurrence != day || job == NO_NODE)
            continue;
        place->area.x += layout->blocks[job].area.x;
        place->area.y += layout->blocks[job].area.y;
        place->note.x += layout->blocks[job].area.x;
        place->note.y += layout->blocks[job].area.y;
        place->exit += place->exit ? layout->blocks[job].area.y : 0;
        place->shelf += layout->blocks[job].area.y;
    }
}

int layout_day(struct layout *layout, uint32_t day, int y)
{
    const struct graph *graph = layout->graph;
    struct shelf shelf = {.y = y, .columns = layout->columns};
    int rows;

    shelf.items = arena_array(layout->arena, graph->job_count + graph->node_count + 1, sizeof *shelf.items);
    if (!shelf.items)
        return 0;
    for (uint32_t j = graph->job_count; j-- > 0;) {
        struct block *block = &layout->blocks[j];

        if (graph->jobs[j].occurrence != day || graph->jobs[j].index < 0)
            continue;
        block->side = block->bus = -1;
        if (block->is_stack)
            measure_stack(layout, j);
        else
            measure_grid(layout, j);
    }
    for (uint32_t j = 0; j < graph->job_count; j++)
        if (graph->jobs[j].occurrence == day && graph->jobs[j].index >= 0 && graph->jobs[j].parent == NO_NODE &&
            layout->blocks[j].area.height > 0)
            shelf.items[shelf.count++] = (struct item){j, NO_NODE};
    for (uint32_t n = 0; n < graph->node_count; n++)
        if (stands_apart(layout, n, NO_NODE) && graph->nodes[n].occurrence == day)
            shelf.items[shelf.count++] = (struct item){NO_NODE, n};
    layout->is_broken = layout->is_broken || !shelf_is_line(layout, &shelf);
    rows = place_shelf(layout, &shelf, &layout->columns_used);
    settle(layout, day);
    return rows;
}
