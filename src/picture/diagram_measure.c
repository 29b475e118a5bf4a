/* How much room things take in a diagram. */
#include <string.h>

#include "base/range.h"
#include "picture/diagram_layout.h"

enum {
    COMPUTER_COLUMNS = 31,
    COMPUTER_COLUMNS_MIN = 16,
    BOX_ROWS = 3,
    COMPUTER_ROWS = 4,
    CARD_ROWS = 4,
    LABEL_INDENT = 3
};

int layout_lines(const char *string, int columns)
{
    return min_int(text_wrapped_lines(string, columns), SCENE_LINES_MAX);
}

int layout_longest(const char *string)
{
    int longest = 0;

    for (size_t size; *string; string += size + (string[size] != '\0')) {
        size = strcspn(string, "\n");
        longest = max_int(longest, text_width_until(string, string + size));
    }
    return longest;
}

bool layout_has_done_line(const struct layout *layout, const struct graph_node *node)
{
    uint64_t posts;

    if (node->kind != NODE_CARD || !node->is_done || node->job == NO_JOB)
        return false;
    posts = layout->trace->scenario->jobs[layout->graph->jobs[node->job - 1].index].posts;
    return posts && (posts & (posts - 1));
}

static int card_rows(const struct layout *layout, const struct graph_node *node)
{
    const char *words = bot_words(&layout->trace->scenario->bots[node->bot], node->occurrence);

    return CARD_ROWS + min_int(layout_lines(words, layout->card - 4), SCENE_LINES_MAX - 4) +
           layout_has_done_line(layout, node);
}

static int box_columns(const struct layout *layout, const struct graph_node *node)
{
    int width = text_width(node->words);

    switch (node->kind) {
    case NODE_CARD:
        return layout->card;
    case NODE_COMPUTER:
        return max_int(min_int(COMPUTER_COLUMNS, layout->columns - LAYOUT_INDENT - LAYOUT_SIDE) - layout->squeeze,
                       COMPUTER_COLUMNS_MIN);
    case NODE_ERROR:
        return min_int(width + 4, max_int(layout->card, 12));
    case NODE_DONE:
        return min_int(width + 4, layout->card);
    default:
        return min_int(width + 4, layout->is_column ? layout->card : max_int(layout->card, 24));
    }
}

int layout_box_rows(const struct layout *layout, const struct graph_node *node)
{
    int inner = box_columns(layout, node) - 2;

    switch (node->kind) {
    case NODE_CARD:
        return layout->card_height ? layout->card_height : card_rows(layout, node);
    case NODE_COMPUTER:
        return COMPUTER_ROWS;
    case NODE_DONE:
        return 2 + min_int(max_int(1, layout_lines(node->words, inner)), 3);
    default:
        return BOX_ROWS;
    }
}

struct scene_area layout_area(const struct layout *layout, uint32_t node)
{
    const struct graph_node *at = &layout->graph->nodes[node];

    return (struct scene_area){0, 0, box_columns(layout, at), layout_box_rows(layout, at)};
}

const char *layout_label(const struct layout *layout, uint32_t arrow)
{
    return arrow == NO_NODE ? "" : layout->graph->arrows[arrow].label;
}

int layout_gap_rows(const struct layout *layout, uint32_t arrow, bool is_stack)
{
    const char *label = layout_label(layout, arrow);
    int width = is_stack ? max_int(layout->card, 16) : LABEL_COLUMNS_MAX;
    int lines = layout_lines(label, width);

    if (is_stack)
        return lines > 0 ? lines + 2 : 1;
    return max_int(2, lines + 1);
}

int layout_gap_columns(const struct layout *layout, uint32_t arrow)
{
    const char *label = layout_label(layout, arrow);
    int longest = 0;

    for (const char *at = label; *at;) {
        int size = (int)strcspn(at, " \n");

        longest = max_int(longest, size);
        at += size;
        at += *at != '\0';
    }
    return *label ? min_int(max_int(longest + 2, layout->gap), 16) : layout->gap;
}

int layout_middle(struct scene_area area)
{
    return area.x + area.width / 2;
}

int layout_arrow_row(struct scene_area from, struct scene_area to)
{
    struct scene_area lower = from.height < to.height ? from : to;

    return lower.y + lower.height / 2;
}

struct scene_area layout_label_right(const struct layout *layout, uint32_t arrow, struct scene_area from,
                                     struct scene_area to)
{
    int x = from.x + from.width, width = to.x - x;

    return (struct scene_area){x, layout_arrow_row(from, to) + 1, width,
                               layout_lines(layout_label(layout, arrow), width)};
}

int layout_row_top(const struct layout *layout, uint32_t row)
{
    uint32_t n = graph_row_first(layout->graph, row);
    int top = layout->places[n].area.y;

    for (; n != NO_NODE; n = graph_node_next(layout->graph, n))
        top = min_int(top, layout->places[n].area.y);
    return top;
}

int layout_gutter_from(struct scene_area from, struct scene_area to)
{
    int below = layout_middle(to);

    return below > from.x && below < from.x + from.width - 1 ? below : layout_middle(from);
}

struct span layout_gutter_label(const struct layout *layout, uint32_t arrow, int x, int to)
{
    int width = text_wrapped_width(layout_label(layout, arrow), LABEL_COLUMNS_MAX);
    int left = min_int(to, x), right = max_int(to, x);
    int from = left + LABEL_INDENT + width + 2 <= right ? left + LABEL_INDENT : right + LABEL_INDENT - 1;

    return (struct span){from, from + width};
}

bool layout_goes_down(const struct layout *layout, uint32_t arrow)
{
    const struct graph *graph = layout->graph;
    const struct graph_node *from;
    uint32_t below;

    if (arrow == NO_NODE || graph->arrows[arrow].kind != ARROW_RETRY)
        return true;
    from = &graph->nodes[graph->arrows[arrow].from];
    below = graph->rows[from->row].next;
    while (below != NO_NODE && (graph->rows[below].is_hidden || graph_row_first(graph, below) == NO_NODE))
        below = graph->rows[below].next;
    if (layout->blocks[from->job - 1].is_stack && graph_node_next(graph, graph->arrows[arrow].from) != NO_NODE)
        return false;
    return graph->nodes[graph->arrows[arrow].to].row == below;
}
