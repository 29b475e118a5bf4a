/* Where the boxes of an attempt stand in a grid, and what is told beside and below them. */
#include "base/range.h"
#include "picture/diagram_layout.h"

struct place *layout_place(struct layout *layout, uint32_t node, int x, int y)
{
    struct place *place = &layout->places[node];

    place->area = layout_area(layout, node);
    place->area.x = x;
    place->area.y = y;
    place->is_placed = true;
    return place;
}

int layout_note_below(struct layout *layout, uint32_t node)
{
    struct place *place = &layout->places[node];
    const char *note = layout->graph->nodes[node].note;
    int columns = max_int(place->area.width, min_int(layout->card, 24));
    int lines = layout_lines(note, columns);

    if (lines == 0 || layout->graph->nodes[node].state == CARD_APART) /* those say it on their frame */
        return 0;
    place->note = (struct scene_area){place->area.x, place->area.y + place->area.height, columns, lines};
    return lines;
}

uint32_t layout_step_column(const struct layout *layout, uint32_t job, uint16_t step)
{
    const struct graph *graph = layout->graph;
    uint64_t steps = 0;
    uint32_t column = 0;

    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next)
        for (uint32_t n = graph->rows[row].is_hidden ? NO_NODE : graph_row_first(graph, row); n != NO_NODE;
             n = graph_node_next(graph, n))
            if (graph->nodes[n].kind == NODE_CARD || graph->nodes[n].kind == NODE_COMPUTER)
                steps |= (uint64_t)1 << graph->nodes[n].step % 64;
    for (uint16_t s = 0; s < step; s++)
        column += (uint32_t)(steps >> s % 64 & 1);
    return column;
}

/* Notes that have no room beside their nodes stand below the attempt, from row y on, each in the middle of its node and
 * below one that it would meet. Returns the rows they take. */
static int place_grid_notes(struct layout *layout, uint32_t row, int y, int *width)
{
    const struct graph *graph = layout->graph;
    int rows = 0, top = y, taken = 0; /* columns that those from row `top` on take */

    for (uint32_t n = graph_row_first(graph, row); n != NO_NODE; n = graph_node_next(graph, n)) {
        struct place *place = &layout->places[n];

        if (place->note.width > 0 || layout_note_below(layout, n) == 0)
            continue;
        place->note.x = max_int(layout_middle(place->area) - place->note.width / 2, 0);
        if (place->note.x < taken)
            top = y + rows;
        place->note.y = top;
        taken = place->note.x + place->note.width + 1;
        rows = max_int(rows, top + place->note.height - y);
        *width = max_int(*width, place->note.x + place->note.width);
    }
    return rows;
}

/* The note of an attempt's last node, right of it where there is room. */
static void place_note_beside(struct layout *layout, uint32_t last, int y, int height, int *x)
{
    const char *note = layout->graph->nodes[last].note;
    int room = min_int(layout->columns - *x - 1, NOTE_COLUMNS_MAX), lines;

    if (!note[0] || room < NOTE_COLUMNS_MIN)
        return;
    room = min_int(room, max_int(layout_longest(note), NOTE_COLUMNS_MIN));
    lines = layout_lines(note, room);
    layout->places[last].note = (struct scene_area){*x + 1, y + max_int((height - lines) / 2, 0), room, lines};
    *x += 1 + room;
}

/* The boxes of an attempt of a grid, and its last one's note; returns the highest one's rows. */
static int place_grid_nodes(struct layout *layout, uint32_t row, int y, int *width)
{
    const struct graph *graph = layout->graph;
    uint32_t job = graph->rows[row].job - 1, last = NO_NODE;
    int x = 0, height = 0;

    for (uint32_t n = graph_row_first(graph, row); n != NO_NODE; n = graph_node_next(graph, n))
        height = max_int(height, layout_box_rows(layout, &graph->nodes[n]));
    for (uint32_t n = graph_row_first(graph, row); n != NO_NODE; last = n, n = graph_node_next(graph, n)) {
        const struct graph_node *node = &graph->nodes[n];
        struct place *place;

        if (last != NO_NODE)
            x += layout_gap_columns(layout, layout->arrow_to[n]);
        if (node->kind == NODE_CARD || node->kind == NODE_COMPUTER)
            x = max_int(x, (int)layout_step_column(layout, job, node->step) * (layout->card + layout->gap));
        place = layout_place(layout, n, x, y);
        place->area.y += (height - place->area.height + 1) / 2;
        x += place->area.width;
    }
    if (last != NO_NODE)
        place_note_beside(layout, last, y, height, &x);
    *width = max_int(*width, x);
    return height;
}

/* The row behind what is told beside an attempt's boxes: of arrows from one to the next, and of the last one. */
static int grid_row_end(const struct layout *layout, uint32_t row)
{
    const struct graph *graph = layout->graph;
    const struct place *before = NULL;
    int end = 0;

    for (uint32_t n = graph_row_first(graph, row); n != NO_NODE; n = graph_node_next(graph, n)) {
        const struct place *place = &layout->places[n];

        if (before) {
            struct scene_area label = layout_label_right(layout, layout->arrow_to[n], before->area, place->area);

            end = max_int(end, label.y + label.height);
        }
        end = max_int(end, place->note.y + place->note.height);
        before = place;
    }
    return end;
}

int layout_grid_row(struct layout *layout, uint32_t row, int y, int *width)
{
    const struct graph *graph = layout->graph;
    int height = place_grid_nodes(layout, row, y, width);
    int end = max_int(y + height, grid_row_end(layout, row));
    bool has_exit = false;

    for (uint32_t n = graph_row_first(graph, row); n != NO_NODE; n = graph_node_next(graph, n))
        if (layout->places[n].exit) {
            layout->places[n].exit = end;
            has_exit = true;
        }
    end += has_exit;
    return end - y + place_grid_notes(layout, row, end, width);
}

int layout_shift_row(struct layout *layout, uint32_t row, int by)
{
    int end = 0;

    for (uint32_t n = graph_row_first(layout->graph, row); n != NO_NODE; n = graph_node_next(layout->graph, n)) {
        struct place *place = &layout->places[n];

        place->area.x += by;
        place->note.x += by;
        end = max_int(end, max_int(place->area.x + place->area.width, place->note.x + place->note.width));
    }
    return end;
}
