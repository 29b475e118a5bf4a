/* Arrows between placed nodes, with their labels. An arrow goes from frame to frame; its first and last points lie on
 * them. */
#include <string.h>

#include "base/range.h"
#include "picture/diagram_layout.h"
#include "picture/diagram_words.h"

struct route {
    const struct layout *layout;
    struct scene *scene;
    const struct graph_arrow *arrow;
    uint32_t index;
    struct scene_area from, to;
    int top;            /* of the boxes beside the target */
    bool is_first;      /* the source begins its attempt */
    struct block block; /* of the arrow's target's job, or of its source's where that enqueued it */
    enum element element;
    uint32_t event;
};

static int middle_y(struct scene_area area)
{
    return area.y + area.height / 2;
}

static int right_of(struct scene_area area)
{
    return area.x + area.width - 1;
}

static int bottom_of(struct scene_area area)
{
    return area.y + area.height - 1;
}

static void draw(const struct route *route, const struct scene_point *points, int count)
{
    struct scene_arrow arrow = {.element = route->element, .from = route->event, .is_dashed = false};

    for (int i = 0; i < count; i++) {
        bool is_same = arrow.count > 0 && arrow.points[arrow.count - 1].x == points[i].x &&
                       arrow.points[arrow.count - 1].y == points[i].y;

        if (!is_same)
            arrow.points[arrow.count++] = points[i];
    }
    scene_add_arrow(route->scene, &arrow);
}

/* A line of a label with its no-break spaces made plain. */
static const char *plain(struct scene *scene, const char *line)
{
    struct text text = {0};

    for (const char *at = line; *at;) {
        bool is_space = strncmp(at, NO_BREAK, sizeof NO_BREAK - 1) == 0;

        text_add_bytes(&text, is_space ? " " : at, 1);
        at += is_space ? sizeof NO_BREAK - 1 : 1;
    }
    return scene_take(scene, &text);
}

/* How far a line in the middle of `area` has to go to the right to begin inside the picture. */
static int shift_inside(struct scene_area area, const char *line)
{
    int begin = area.x + (area.width - text_width(line)) / 2;

    return begin < 0 ? -begin : 0;
}

/* The label's lines from (x, y) down, each padded with a space on both sides where it stands on the line. */
static int write_label(const struct route *route, struct scene_area area, enum scene_align align, bool is_first_backed)
{
    const char *lines[SCENE_LINES_MAX];
    int count = scene_wrap(route->scene, route->arrow->label, area.width, lines, SCENE_LINES_MAX);

    for (int i = 0; i < count; i++) {
        struct scene_label label = {
            .x = area.x + (align == ALIGN_CENTER ? shift_inside(area, lines[i]) : 0),
            .y = area.y + i,
            .width = area.width,
            .align = align,
            .element = ELEMENT_JOB,
            .ground = align == ALIGN_CENTER || (i == 0 && is_first_backed) ? GROUND_PICTURE : GROUND_NONE,
            .from = route->event,
            .text = plain(route->scene, lines[i]),
        };

        scene_add_label(route->scene, &label);
    }
    return count;
}

/* Straight down; the label stands across it. */
static void route_down(const struct route *route)
{
    int x = layout_middle(route->to), y = bottom_of(route->from);
    int width = max_int(route->layout->card, 16);
    const struct scene_point points[] = {{x, y}, {x, route->to.y}};

    draw(route, points, 2);
    if (*route->arrow->label)
        write_label(route,
                    (struct scene_area){x - width / 2,
                                        route->to.y - layout_gap_rows(route->layout, route->index, true) + 1, width, 0},
                    ALIGN_CENTER, false);
}

/* To the right; the label stands below it. */
static void route_right(const struct route *route)
{
    int y = layout_arrow_row(route->from, route->to);
    const struct scene_point points[] = {{right_of(route->from), y}, {route->to.x, y}};

    draw(route, points, 2);
    if (*route->arrow->label)
        write_label(route, layout_label_right(route->layout, route->index, route->from, route->to), ALIGN_CENTER,
                    false);
}

/* The label of a route that comes along a gutter at row y from x to the target's middle, and then down. */
static void label_gutter(const struct route *route, int x, int y)
{
    struct span span = layout_gutter_label(route->layout, route->index, x, layout_middle(route->to));

    if (*route->arrow->label)
        write_label(route, (struct scene_area){span.from, y, LABEL_COLUMNS_MAX, 0}, ALIGN_LEFT, true);
}

/* Down into the gutter above the target, along it, down. */
static void route_gutter(const struct route *route)
{
    int y = route->top - layout_gap_rows(route->layout, route->index, false);
    int to = layout_middle(route->to), x = layout_gutter_from(route->from, route->to);
    const struct scene_point points[] = {{x, bottom_of(route->from)}, {x, y}, {to, y}, {to, route->to.y}};

    draw(route, points, 4);
    label_gutter(route, x, y);
}

/* Along the side of everything that lies between. */
static void route_side(const struct route *route, bool is_stack)
{
    int y = route->top - layout_gap_rows(route->layout, route->index, is_stack);
    int side = route->block.area.x + route->block.side, to = layout_middle(route->to);
    int exit = route->layout->places[route->arrow->from].exit;
    int x = exit ? layout_middle(route->from) : right_of(route->from), out = exit ? exit : middle_y(route->from);
    const struct scene_point points[] = {
        {x, exit ? bottom_of(route->from) : out}, {x, out}, {side, out}, {side, y}, {to, y}, {to, route->to.y}};

    draw(route, points, 6);
    if (is_stack && *route->arrow->label)
        write_label(route, (struct scene_area){to - route->layout->card / 2, y + 1, route->layout->card, 0},
                    ALIGN_CENTER, false);
    else
        label_gutter(route, side, y);
}

/* From a computer to a job that it enqueued. */
static void route_enqueue(const struct route *route, const struct block *child)
{
    int to = layout_middle(route->to), head = child->area.y;
    int bus = route->block.area.x + route->block.bus;
    int first = route->layout->places[route->arrow->from].shelf;
    bool is_near = route->block.bus < 0 || (!route->layout->is_column && head == first);

    if (is_near) {
        int x = layout_middle(route->from);
        const struct scene_point points[] = {
            {x, bottom_of(route->from)}, {x, head - 2}, {to, head - 2}, {to, route->to.y}};

        draw(route, points, 4);
    } else if (route->layout->is_column) {
        const struct scene_point points[] = {{route->from.x, middle_y(route->from)},
                                             {bus, middle_y(route->from)},
                                             {bus, middle_y(route->to)},
                                             {route->to.x, middle_y(route->to)}};

        draw(route, points, 4);
    } else {
        bool is_beside = route->is_first; /* else boxes stand between it and the bus */
        int x = is_beside ? route->from.x : layout_middle(route->from),
            out = is_beside ? middle_y(route->from) : first - 2;
        const struct scene_point points[] = {{x, is_beside ? out : bottom_of(route->from)},
                                             {x, out},
                                             {bus, out},
                                             {bus, head - 2},
                                             {to, head - 2},
                                             {to, route->to.y}};

        draw(route, points, 6);
    }
    if (*route->arrow->label) {
        int width = max_int(route->layout->card, 16);

        write_label(route, (struct scene_area){to - width / 2, head, width, 0}, ALIGN_CENTER, false);
    }
}

static enum element arrow_element(const struct graph *graph, const struct graph_arrow *arrow)
{
    switch (arrow->kind) {
    case ARROW_ERROR:
        return ELEMENT_ERROR;
    case ARROW_RETRY:
    case ARROW_ENQUEUE:
        return ELEMENT_JOB;
    case ARROW_END:
        return graph->nodes[arrow->to].kind == NODE_DONE ? ELEMENT_POSTED : ELEMENT_QUIET;
    default:
        return ELEMENT_RULE;
    }
}

static void route_arrow(const struct layout *layout, struct scene *scene, uint32_t index)
{
    const struct graph *graph = layout->graph;
    const struct graph_arrow *arrow = &graph->arrows[index];
    const struct graph_node *from = &graph->nodes[arrow->from], *to = &graph->nodes[arrow->to];
    struct route route = {
        .layout = layout,
        .scene = scene,
        .arrow = arrow,
        .index = index,
        .from = layout->places[arrow->from].area,
        .to = layout->places[arrow->to].area,
        .top = layout_row_top(layout, to->row),
        .is_first = graph_row_first(graph, from->row) == arrow->from,
        .block = layout->blocks[from->job - 1],
        .element = arrow_element(graph, arrow),
        .event = to->from,
    };

    if (!layout->places[arrow->from].is_placed || !layout->places[arrow->to].is_placed)
        return;
    if (arrow->kind == ARROW_ENQUEUE)
        route_enqueue(&route, &layout->blocks[to->job - 1]);
    else if (from->row == to->row && route.block.is_stack)
        route_down(&route);
    else if (from->row == to->row)
        route_right(&route);
    else if (route.block.side >= 0 && !(route.block.is_stack && layout_goes_down(layout, index) &&
                                        from->kind != NODE_COMPUTER && route.block.bus < 0))
        route_side(&route, route.block.is_stack);
    else if (route.block.is_stack)
        route_down(&route);
    else
        route_gutter(&route);
}

void layout_route(const struct layout *layout, struct scene *scene)
{
    for (uint32_t a = 0; a < layout->graph->arrow_count; a++)
        route_arrow(layout, scene, a);
}
