#include "picture/diagram.h"

#include <string.h>

#include "base/range.h"
#include "picture/diagram_graph.h"
#include "picture/diagram_layout.h"
#include "picture/diagram_words.h"
#include "picture/picture.h"
#include "words/phrase.h"

enum {
    COLUMNS_MIN = 24,
    COLUMNS_PAPER_MIN = 56,
    COLUMNS_USUAL = 100, /* of a picture: four cards of full width side by side */
    COLUMNS_SLIDE = 120,
    COLUMNS_WIDE = 200, /* where nobody says how wide, a row may take so much before it becomes a column */
    CARD_MAX = 22,
    CARD_MIN = 17,
    CARD_COLUMN_MAX = 46
};

struct drawing {
    const struct trace *trace;
    const struct ledger *ledger;
    const struct diagram_options *options;
    struct graph graph;
    struct layout layout;
    struct scene *scene;
    int rows;
};

static uint32_t apart_home(const struct drawing *drawing, const struct graph_node *node)
{
    const struct graph *graph = &drawing->graph;
    uint32_t reached = NO_NODE;

    for (uint32_t j = 0; j < graph->job_count; j++) {
        const struct job *job = graph->jobs[j].index < 0 ? NULL : &drawing->trace->scenario->jobs[graph->jobs[j].index];

        if (!job || graph->jobs[j].occurrence != node->occurrence)
            continue;
        if (job->posts >> node->bot & 1)
            return j;
        if (job->reach >> node->bot & 1)
            reached = j;
    }
    return reached;
}

/* A job that does nothing but post for one bot is a stack. */
static bool job_is_stack(const struct job *job)
{
    uint32_t acts = 0;

    for (uint32_t s = 0; s < job->step_count; s++)
        acts += job->steps[s].kind != STEP_WAIT;
    return acts == 1 && job->posts;
}

static bool layout_start(struct drawing *drawing, struct arena *arena)
{
    struct layout *layout = &drawing->layout;
    const struct graph *graph = &drawing->graph;

    *layout = (struct layout){.graph = graph, .trace = drawing->trace, .arena = arena};
    layout->places = arena_array(arena, graph->node_count + 1, sizeof *layout->places);
    layout->blocks = arena_array(arena, graph->job_count + 1, sizeof *layout->blocks);
    layout->homes = arena_array(arena, graph->node_count + 1, sizeof *layout->homes);
    layout->arrow_to = arena_array(arena, graph->node_count + 1, sizeof *layout->arrow_to);
    if (!layout->places || !layout->blocks || !layout->homes || !layout->arrow_to)
        return false;
    for (uint32_t n = 0; n < graph->node_count; n++) {
        const struct graph_node *node = &graph->nodes[n];
        bool is_apart = node->kind == NODE_CARD && node->state == CARD_APART;

        layout->homes[n] = is_apart ? apart_home(drawing, node) : NO_NODE;
        layout->arrow_to[n] = NO_NODE;
    }
    for (uint32_t a = 0; a < graph->arrow_count; a++)
        layout->arrow_to[graph->arrows[a].to] = a;
    return true;
}

/* The deepest chain of jobs that enqueue each other. */
static int graph_depth(const struct graph *graph)
{
    int deepest = 0;

    for (uint32_t j = 0; j < graph->job_count; j++) {
        int depth = 0;

        for (uint32_t node = graph->jobs[j].parent; node != NO_NODE;
             node = graph->jobs[graph->nodes[node].job - 1].parent)
            depth++;
        deepest = max_int(depth, deepest);
    }
    return deepest;
}

/* Lays every day out under these widths; true when it fits. */
static bool layout_all(struct drawing *drawing, int columns, int card, bool is_column)
{
    struct layout *layout = &drawing->layout;
    const struct graph *graph = &drawing->graph;
    bool is_bare = drawing->options->is_bare;
    int tallest = 0;

    layout->columns = columns;
    layout->card = card;
    layout->gap = card >= 19 ? 3 : 2;
    layout->is_column = is_column;
    layout->card_height = 0;
    layout->columns_used = 0;
    layout->is_broken = false;
    memset(layout->places, 0, graph->node_count * sizeof *layout->places);
    memset(layout->blocks, 0, graph->job_count * sizeof *layout->blocks);
    for (uint32_t j = 0; j < graph->job_count; j++)
        layout->blocks[j].is_stack = is_column || (graph->jobs[j].index >= 0 &&
                                                   job_is_stack(&drawing->trace->scenario->jobs[graph->jobs[j].index]));
    for (uint32_t n = 0; n < graph->node_count && !is_column; n++) {
        const struct graph_node *node = &graph->nodes[n];

        if (node->kind == NODE_CARD && !node->is_hidden)
            tallest = max_int(layout_box_rows(layout, node), tallest);
    }
    layout->card_height = tallest;
    drawing->rows = is_bare ? 0 : 1;
    for (uint32_t day = 1; day <= graph->days; day++) {
        drawing->rows += graph->days > 1;
        drawing->rows += layout_day(layout, day, drawing->rows) + (day < graph->days);
    }
    return layout->columns_used <= columns;
}

/* The widest cards with which everything fits, and (unless it may be broken) stands side by side where it should. */
static bool layout_rows(struct drawing *drawing, int columns, bool may_break)
{
    for (int card = CARD_MAX; columns >= DIAGRAM_ROW_COLUMNS && card >= CARD_MIN; card--)
        if (layout_all(drawing, columns, card, false) && (may_break || !drawing->layout.is_broken))
            return true;
    return false;
}

/* Everything below each other, in cards as wide as the depth of the jobs allows; what is still too wide, since retries
 * go back beside it, is squeezed until it fits or can be no narrower. */
static void layout_column(struct drawing *drawing, int columns)
{
    int depth = graph_depth(&drawing->graph), before;
    int card = clamp_int(max_int(columns, COLUMNS_MIN) - (depth + 1) * 3 - 2, CARD_MIN, CARD_COLUMN_MAX);

    for (bool fits = layout_all(drawing, columns, card, true); !fits;) {
        before = drawing->layout.columns_used;
        drawing->layout.squeeze += before - columns;
        card = max_int(card - (before - columns), CARD_MIN);
        fits = layout_all(drawing, columns, card, true) || drawing->layout.columns_used >= before;
    }
}

/* Rows where they fit, else columns. */
static void layout_choose(struct drawing *drawing)
{
    int columns = drawing->options->columns, most = columns ? columns : COLUMNS_USUAL;

    if (layout_rows(drawing, most, false) || (!columns && layout_rows(drawing, COLUMNS_SLIDE, false)) ||
        layout_rows(drawing, columns ? columns : COLUMNS_SLIDE, true) ||
        (!columns && layout_rows(drawing, COLUMNS_WIDE, true)))
        return;
    layout_column(drawing, most);
}

/* Returns the longest form of a card's foot that fits. */
static const char *card_foot(const struct drawing *drawing, const struct graph_node *node, int columns)
{
    static const char *const brief[] = {"", "●", "◆", "", "○", "○ known", ""};
    struct text text = {0}, time = {0}, mark = {0};

    if (!card_state_words[node->state][0])
        return "";
    phrase_add(drawing->trace->scenario, card_state_words[node->state], &mark);
    if (node->time != MSEC_NONE)
        msec_say(node->time, &time);
    text_addf(&text, "%s%s%s", text_str(&mark), !text_is_empty(&time) ? " at " : "", text_str(&time));
    if (text_width(text_str(&text)) > columns &&
        node->state != CARD_UNPOSTED) { /* "not posted 4.3 s" would be a duration */
        text_clear(&text);
        text_addf(&text, "%s %s", text_str(&mark), text_str(&time));
    }
    if (text_width(text_str(&text)) > columns && brief[node->state][0]) {
        text_clear(&text);
        text_addf(&text, "%s %s", brief[node->state], text_str(&time));
    }
    if (text_width(text_str(&text)) > columns) {
        text_clear(&text);
        text_add(&text, text_str(&mark));
    }
    text_release(&time);
    text_release(&mark);
    text_fit(&text, columns);
    return scene_take(drawing->scene, &text);
}

static const char *card_badge(struct scene *scene, const struct graph_node *node)
{
    struct text text = {0};

    if (node->number < 2)
        return "";
    if (node->state == CARD_AGAIN)
        text_add(&text, "◆ ");
    words_ordinal(node->number, &text);
    return scene_take(scene, &text);
}

static void fill_card(const struct drawing *drawing, const struct graph_node *node, struct scene_box *box)
{
    static const enum scene_frame frames[] = {FRAME_DASHED, FRAME_ROUND,  FRAME_HEAVY, FRAME_DASHED,
                                              FRAME_DASHED, FRAME_DASHED, FRAME_DASHED};
    static const enum element elements[] = {ELEMENT_QUIET,   ELEMENT_POSTED,  ELEMENT_AGAIN, ELEMENT_ERROR,
                                            ELEMENT_SKIPPED, ELEMENT_SKIPPED, ELEMENT_MISSED};
    const struct bot *bot = &drawing->trace->scenario->bots[node->bot];
    struct scene *scene = drawing->scene;
    int inner = box->area.width - 4;

    box->kind = BOX_CARD;
    box->frame = frames[node->state];
    box->element = elements[node->state];
    box->name = picture_clean(scene, bot->name);
    box->handle = picture_clean(scene, bot->handle);
    box->badge = card_badge(scene, node);
    box->foot = node->state == CARD_APART ? scene_string(scene, node->note)
                                          : card_foot(drawing, node, box->area.width - 2);
    box->line_count = scene_wrap(scene, picture_clean(scene, bot_words(bot, node->occurrence)), inner, box->lines,
                                 SCENE_LINES_MAX - 4);
    if (layout_has_done_line(&drawing->layout, node))
        box->done = picture_clean(scene, bot->done);
}

static void fill_lines(struct scene *scene, const char *string, struct scene_box *box, int most)
{
    box->line_count = scene_wrap(scene, picture_clean(scene, string), box->area.width - 2, box->lines, most);
}

static const char *computer_name(const struct scenario *scenario)
{
    if (scenario->computer[0])
        return scenario->computer;
    return scenario->title[0] ? scenario->title : scenario->source;
}

static void fill_box(const struct drawing *drawing, const struct graph_node *node, struct scene_box *box)
{
    struct scene *scene = drawing->scene;
    struct text words = {0};

    switch (node->kind) {
    case NODE_ERROR:
        box->kind = BOX_ERROR;
        box->frame = FRAME_DOUBLE;
        box->element = ELEMENT_ERROR;
        text_addf(&words, "✗ %s", node->words);
        break;
    case NODE_DONE:
        box->kind = BOX_DONE;
        box->element = ELEMENT_POSTED;
        text_add(&words, node->words);
        break;
    case NODE_COMPUTER:
        box->kind = BOX_COMPUTER;
        box->frame = FRAME_HEAVY;
        box->element = ELEMENT_JOB;
        text_add(&words, computer_name(drawing->trace->scenario));
        text_fit(&words, box->area.width - 4);
        box->lines[0] = picture_clean(scene, text_str(&words));
        text_clear(&words);
        text_addf(&words, "%s enqueues %u", node->words, node->children);
        text_fit(&words, box->area.width - 4);
        box->lines[1] = picture_clean(scene, text_str(&words));
        box->line_count = 2;
        text_release(&words);
        return;
    case NODE_CUT:
        box->kind = BOX_CUT;
        box->frame = FRAME_DASHED;
        box->element = ELEMENT_QUIET;
        text_addf(&words, "⋯ %s", node->words);
        break;
    default:
        box->kind = BOX_END;
        box->element = ELEMENT_JOB;
        text_add(&words, node->words);
        break;
    }
    fill_lines(scene, text_str(&words), box, node->kind == NODE_DONE ? 3 : 1);
    text_release(&words);
}

static void add_note(const struct drawing *drawing, uint32_t index)
{
    const struct graph_node *node = &drawing->graph.nodes[index];
    const struct scene_area area = drawing->layout.places[index].note;
    bool is_error = node->kind == NODE_ERROR || (node->kind == NODE_CARD && node->state == CARD_UNPOSTED);
    const char *lines[SCENE_LINES_MAX];
    int count = scene_wrap(drawing->scene, node->note, area.width, lines, SCENE_LINES_MAX);

    for (int i = 0; i < count; i++) {
        bool is_below = area.y >= drawing->layout.places[index].area.y + drawing->layout.places[index].area.height;
        struct scene_label label = {
            .x = area.x,
            .y = area.y + i,
            .width = area.width,
            .align = is_below ? ALIGN_CENTER : ALIGN_LEFT,
            .element = is_error ? ELEMENT_ERROR : ELEMENT_SKIPPED,
            .ground = is_below ? GROUND_PICTURE : GROUND_NONE,
            .from = node->noted != NO_EVENT   ? node->noted
                    : node->known == NO_EVENT ? node->from
                                              : node->known,
            .text = lines[i],
        };

        scene_add_label(drawing->scene, &label);
    }
}

static void add_boxes(const struct drawing *drawing)
{
    for (uint32_t n = 0; n < drawing->graph.node_count; n++) {
        const struct graph_node *node = &drawing->graph.nodes[n];
        const struct place *place = &drawing->layout.places[n];
        struct scene_box box = {.area = place->area,
                                .bot = node->kind == NODE_CARD ? node->bot : NO_BOT,
                                .from = node->from,
                                .known = node->known,
                                .name = "",
                                .handle = "",
                                .badge = "",
                                .foot = "",
                                .done = ""};

        if (!place->is_placed)
            continue;
        if (node->kind == NODE_CARD)
            fill_card(drawing, node, &box);
        else
            fill_box(drawing, node, &box);
        scene_add_box(drawing->scene, &box);
        if (place->note.width > 0 && node->state != CARD_APART)
            add_note(drawing, n);
    }
}

static void add_days(const struct drawing *drawing)
{
    const struct graph *graph = &drawing->graph;

    for (uint32_t day = 1; day <= graph->days && graph->days > 1; day++) {
        struct text text = {0};
        int top = SCENE_ROWS_MAX;

        for (uint32_t n = 0; n < graph->node_count; n++)
            if (graph->nodes[n].occurrence == day && drawing->layout.places[n].is_placed &&
                drawing->layout.places[n].area.y < top)
                top = drawing->layout.places[n].area.y;
        if (top == SCENE_ROWS_MAX)
            continue;
        text_addf(&text, "day %u", day);
        scene_add_words(drawing->scene, (struct scene_area){1, top - 1, drawing->scene->columns - 2, 1}, ELEMENT_TITLE,
                        &text);
    }
}

/* What was too much to be drawn. */
static int add_cut(const struct drawing *drawing, int y)
{
    const struct graph *graph = &drawing->graph;
    int columns = drawing->scene->columns;
    struct text cut = {0}, text = {0};

    if (graph->jobs_cut > 0)
        text_addf(&cut, ", %u more jobs", graph->jobs_cut);
    if (graph->days_cut > 0)
        text_addf(&cut, ", %u more days", graph->days_cut);
    if (drawing->layout.columns_used > columns)
        text_addf(&cut, ", what lies beyond column %d", columns);
    if (!text_is_empty(&cut)) {
        text_addf(&text, "⋯ not drawn: %s", text_str(&cut) + 2);
        y = picture_lines(drawing->scene, text_str(&text), y, ELEMENT_QUIET, NO_EVENT);
    }
    text_release(&cut);
    text_release(&text);
    return y;
}

static struct picture_of subject_of(const struct drawing *drawing)
{
    return (struct picture_of){drawing->trace, drawing->ledger, drawing->options->is_worksheet,
                               drawing->options->asked};
}

/* Returns the row after everything. */
static int add_frame(const struct drawing *drawing)
{
    const struct picture_of of = subject_of(drawing);
    int y = add_cut(drawing, drawing->rows);

    return drawing->options->is_bare ? y : picture_frame(drawing->scene, &of, y);
}

/* Moves all that is there so far to the right. */
static void shift_scene(struct scene *scene, int by)
{
    for (uint32_t i = 0; i < scene->box_count; i++)
        scene->boxes[i].area.x += by;
    for (uint32_t i = 0; i < scene->label_count; i++)
        scene->labels[i].x += by;
    for (uint32_t i = 0; i < scene->arrow_count; i++)
        for (int p = 0; p < scene->arrows[i].count; p++)
            scene->arrows[i].points[p].x += by;
}

static void fill_scene(struct drawing *drawing)
{
    const struct picture_of of = subject_of(drawing);
    struct scene *scene = drawing->scene;
    int used = drawing->layout.columns_used, columns = drawing->options->columns;

    /* without a width there is room for the lines of text around a slender picture */
    scene->columns = columns ? max_int(columns, drawing->options->is_bare ? used : COLUMNS_MIN)
                             : max_int(used, COLUMNS_PAPER_MIN);
    layout_route(&drawing->layout, scene);
    add_boxes(drawing);
    if (columns == 0)
        shift_scene(scene, (scene->columns - used) / 2);
    add_days(drawing);
    scene->rows = add_frame(drawing);
    picture_describe(scene, &of);
}

bool diagram_draw(const struct trace *trace, const struct ledger *ledger, const struct diagram_options *options,
                  struct scene *scene, struct err *err)
{
    struct drawing drawing = {.trace = trace, .ledger = ledger, .options = options, .scene = scene};
    struct arena arena;

    if (!graph_take(trace, ledger, options->show_skipped, &drawing.graph, err))
        return false;
    scene_init(scene);
    arena_init(&arena);
    if (layout_start(&drawing, &arena)) {
        layout_choose(&drawing);
        fill_scene(&drawing);
    } else {
        scene->failed = true;
    }
    arena_release(&arena);
    graph_release(&drawing.graph);
    if (scene->failed) {
        scene_release(scene);
        return err_memory(err);
    }
    return true;
}
