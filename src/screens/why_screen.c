#include "screens/why_screen.h"

#include <string.h>

#include "base/range.h"
#include "screens/list.h"
#include "screens/stage_paint.h"
#include "words/chain.h"
#include "words/narrate.h"
#include "words/wish.h"

struct why_paint {
    const struct why_view *view;
    struct screen *screen;
    struct stage_paint stage; /* the lanes above, the whole run revealed */
};

static void paint_header(const struct why_paint *paint)
{
    struct text text = {0};
    struct area area;

    chain_question_say(paint->view->index->trace->scenario, paint->view->ledger, paint->view->bot,
                       paint->view->occurrence, &text);
    area = screen_header(paint->screen, text_str(&text), NULL);
    if (paint->view->scenario)
        cells_put(paint->screen->cells, area.column, 0, area.columns, paint->view->scenario, ELEMENT_BAR, 0);
    text_release(&text);
}

/* The time of a link; its day where the link before it was on another. */
static void say_link_time(const struct why_paint *paint, size_t link, struct text *out)
{
    const struct event *events = paint->view->index->trace->events;

    stage_say_time(events[paint->view->chain[link]].time, link ? events[paint->view->chain[link - 1]].time : MSEC_NONE,
                   out);
}

/* Columns for the times of all links. */
static int time_columns(const struct why_paint *paint)
{
    int columns = paint->screen->cells->columns >= 60 ? 7 : 0;

    for (size_t link = 0; link < paint->view->chain_count; link++) {
        struct text time = {0};

        say_link_time(paint, link, &time);
        columns = max_int(cells_measure(paint->screen->cells, &time), columns);
        text_release(&time);
    }
    return columns;
}

/* The sentence of a link, its time before it. */
static void say_link(const struct why_paint *paint, size_t link, struct text *out)
{
    uint32_t event = paint->view->chain[link];
    struct text time = {0};

    say_link_time(paint, link, &time);
    text_add_padded(out, text_str(&time), time_columns(paint) + 1);
    narrate_event(&paint->view->index->story, event, out);
    text_release(&time);
}

enum { LINK_ROWS_MAX = 3, LINK_ROWS_HERE_MAX = 6, TABLE_ROWS_MIN = 3, PANELS_ROWS_MIN = 6, SIDE_BY_SIDE_COLUMNS = 110 };

/* The rows that a link takes: the selected one is told in full. */
static int link_rows(const struct why_paint *paint, size_t link, int columns)
{
    struct text line = {0};
    int rows, most = link == paint->view->link ? LINK_ROWS_HERE_MAX : LINK_ROWS_MAX;

    say_link(paint, link, &line);
    paint->screen->cells->failed = paint->screen->cells->failed || line.failed;
    rows = text_wrapped_lines(text_str(&line), columns);
    text_release(&line);
    return min_int(rows, most);
}

static void put_link(const struct why_paint *paint, size_t link, struct area area)
{
    bool is_here = paint->view->link == link && paint->view->focus == WHY_CHAIN;
    struct text line = {0};

    say_link(paint, link, &line);
    cells_put(paint->screen->cells, area.column - 2, area.row, 1, link ? "▲" : " ", ELEMENT_QUIET, 0);
    if (is_here)
        list_put_cursor(paint->screen, area.column - 2, area.row, true);
    (void)screen_put_wrapped(paint->screen, area, text_str(&line), is_here ? ELEMENT_SELECTED : ELEMENT_SENTENCE, 0);
    screen_area(paint->screen, (struct area){0, area.row, paint->screen->cells->columns, area.rows}, AREA_EVENT,
                paint->view->chain[link]);
    if (screen_matches(text_str(&line), paint->view->search))
        cells_dress(paint->screen->cells, area, ELEMENT_MATCH, 0);
    text_release(&line);
}

static void paint_chain(const struct why_paint *paint, struct area area)
{
    const struct why_view *view = paint->view;
    int columns = area.columns - 3, row = area.row, above;
    size_t first = view->link;

    if (view->chain_count == 0) {
        (void)screen_put_wrapped(paint->screen, area, "There is nothing to explain here.", ELEMENT_SENTENCE, 0);
        return;
    }
    above = area.rows - link_rows(paint, first, columns);
    while (first > 0 && (above -= link_rows(paint, first - 1, columns)) >= 0)
        first--;
    for (size_t i = first; i < view->chain_count && row < area.row + area.rows; i++) {
        int rows = link_rows(paint, i, columns);

        if (row + rows > area.row + area.rows)
            rows = area.row + area.rows - row;
        put_link(paint, i, (struct area){area.column + 2, row, columns, rows});
        row += rows;
    }
}

/* What the head of each wish's column stands for; "once" says it by itself. */
static const struct {
    const char *meaning;
    bool is_plain;
} wish_columns[WISH_COUNT] = {
    [WISH_MADE] = {"in the end", false},
    [WISH_ONCE] = {"never twice", true},
    [WISH_UNHELD] = {"not held up", false},
    [WISH_SEEN] = {"not silent", false},
};

/* "made: in the end · once: never twice", of the wishes that are judged. */
static void add_legend(const struct why_paint *paint, bool has_plain, struct text *out)
{
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(paint->stage.scenario, judged);
    const char *gap = "";

    for (size_t i = 0; i < count; i++) {
        if (wish_columns[judged[i]].is_plain && !has_plain)
            continue;
        text_addf(out, "%s%s: %s", gap, wish_heads[judged[i]], wish_columns[judged[i]].meaning);
        gap = " · ";
    }
}

enum { WISH_COLUMNS = 6 };

static void put_table_head(const struct why_paint *paint, struct area area)
{
    enum wish judged[WISH_COUNT];
    int count = (int)wishes_judged(paint->stage.scenario, judged);
    int column = area.column + area.columns - count * WISH_COLUMNS;

    for (int w = 0; w < count; w++)
        cells_put(paint->screen->cells, column + w * WISH_COLUMNS, area.row, WISH_COLUMNS, wish_heads[judged[w]],
                  ELEMENT_TITLE, 0);
    cells_put(paint->screen->cells, area.column + 2, area.row, column - area.column - 3, "if this were changed …",
              ELEMENT_TITLE, 0);
}

static void put_wish(struct cells *cells, int column, int row, const struct why_row *of, enum wish wish)
{
    bool is_granted = of->wishes[wish];

    if (of->is_cut)
        cells_put(cells, column, row, 1, marks_unicode[MARK_UNKNOWN], ELEMENT_QUIET, 0);
    else
        cells_put(cells, column, row, 1, marks_unicode[is_granted ? MARK_GRANTED : MARK_ERROR],
                  is_granted ? ELEMENT_GRANTED : ELEMENT_REFUSED, 0);
}

static void put_change(const struct why_paint *paint, size_t i, struct area area)
{
    const struct why_row *row = &paint->view->rows[i];
    struct cells *cells = paint->screen->cells;
    bool is_here = paint->view->row == i && paint->view->focus == WHY_TABLE, is_all = !row->is_spared && !row->is_cut;
    enum wish judged[WISH_COUNT];
    int count = (int)wishes_judged(paint->stage.scenario, judged);
    int wishes = area.column + area.columns - count * WISH_COLUMNS;

    for (int w = 0; w < count; w++) {
        is_all = is_all && row->wishes[judged[w]];
        put_wish(cells, wishes + w * WISH_COLUMNS + 1, area.row, row, judged[w]);
    }
    list_put_cursor(paint->screen, area.column, area.row, is_here);
    cells_put(cells, area.column + 2, area.row, wishes - area.column - 3, row->change,
              is_here  ? ELEMENT_SELECTED
              : is_all ? ELEMENT_GRANTED
                       : ELEMENT_WORDS,
              0);
    if (screen_matches(row->change, paint->view->search))
        cells_dress(cells, (struct area){area.column + 2, area.row, wishes - area.column - 3, 1}, ELEMENT_MATCH, 0);
    screen_area(paint->screen, area, AREA_ROW, (int64_t)i);
}

/* Puts how far the search is in place of the changes. */
static void put_trying(const struct why_paint *paint, struct area area)
{
    struct text text = {0};

    text_addf(&text, "%llu change%s tried in ", (unsigned long long)paint->view->tried,
              paint->view->tried == 1 ? "" : "s");
    msec_say(paint->view->trying, &text);
    text_add(&text, " so far …");
    screen_put_text(paint->screen, (struct area){area.column + 2, area.row + 1, area.columns - 2, 1}, &text,
                    ELEMENT_QUIET);
}

static void paint_table(const struct why_paint *paint, struct area area)
{
    const struct why_view *view = paint->view;
    int rows = area.rows - (area.rows > 2 ? 2 : 1);
    int first = list_first((int)view->row, (int)view->row_count, rows), i;
    struct text text = {0};

    if (view->is_hidden) {
        cells_put(paint->screen->cells, area.column + 2, area.row, area.columns - 2,
                  "First guess: what would help? a tells it.", ELEMENT_WORDS, 0);
        return;
    }
    put_table_head(paint, area);
    for (i = first; i < (int)view->row_count && i < first + rows; i++)
        put_change(paint, (size_t)i, (struct area){area.column, area.row + 1 + i - first, area.columns, 1});
    if (view->trying != MSEC_NONE && area.rows > 1)
        put_trying(paint, area);
    if (view->trying != MSEC_NONE || area.rows <= 2)
        return;
    if (i < (int)view->row_count)
        text_addf(&text, "… %d more; Enter opens one beside this run", (int)view->row_count - i);
    else
        text_add(&text, "Enter opens one beside this run");
    screen_put_text(paint->screen, (struct area){area.column + 2, area.row + area.rows - 1, area.columns - 2, 1}, &text,
                    ELEMENT_QUIET);
}

/* The selected change in full, or what the wishes' heads stand for, in the order of enum wish. */
static void paint_foot(const struct why_paint *paint, int row)
{
    const struct why_view *view = paint->view;
    struct text text = {0};

    if (view->focus == WHY_TABLE && view->row < view->row_count)
        text_add(&text, view->rows[view->row].change);
    else
        add_legend(paint, true, &text);
    screen_put_text(paint->screen, (struct area){1, row, paint->screen->cells->columns - 2, 1}, &text, ELEMENT_CHANGED);
}

/* The moment's line stands at the selected link. */
static uint32_t shown_event(const struct why_view *view, uint32_t last)
{
    return view->link < view->chain_count ? view->chain[view->link] : last;
}

static int margin_of(const struct why_paint *paint)
{
    return paint->screen->cells->columns >= 60;
}

/* With the title: rows for the selected link in full. */
static int causes_rows_min(const struct why_paint *paint, int columns)
{
    return 1 +
           (paint->view->chain_count > 0 ? link_rows(paint, paint->view->link, columns - 2 * margin_of(paint) - 3) : 1);
}

/* Lanes give way to the causes, which were asked for: jobs first, then all but the lanes nearest to the one asked
 * about, at last the axis too. */
static void give_way(struct why_paint *paint)
{
    struct stage_layout *layout = &paint->stage.layout;
    const struct cells *cells = paint->screen->cells;
    int need = causes_rows_min(paint, cells->columns) + TABLE_ROWS_MIN;
    int room = cells->rows - 2 - max_int(need, PANELS_ROWS_MIN) - layout->lanes_row;

    if (cells->columns >= SIDE_BY_SIDE_COLUMNS || layout->job_rows + layout->lane_rows <= room)
        return;
    layout->job_rows = max_int(room - layout->lane_rows, 0);
    layout->lane_rows = clamp_int(room, 0, layout->lane_rows);
}

/* The lanes of the whole run, the chain's events lit up. */
static void paint_lanes(struct why_paint *paint, const struct stage_view *stage, int rows)
{
    paint->stage.layout = stage_layout_of(stage, paint->screen->cells, paint->screen->cells->columns, rows);
    paint->stage.now = paint->stage.trace->events[shown_event(paint->view, stage->at)].time;
    give_way(paint);
    stage_lay_axis(&paint->stage);
    if (paint->stage.layout.lane_rows == 0)
        return;
    paint->stage.lane_first = (uint32_t)list_first((int)stage->lane,
                                                   (int)(stage->index->lanes.count - stage->index->lanes.job_lanes),
                                                   paint->stage.layout.lane_rows);
    stage_paint_axis(&paint->stage);
    stage_paint_lanes(&paint->stage);
}

/* The number of the selected cause tells that there may be more than are visible. */
static void paint_causes(const struct why_paint *paint, struct area area)
{
    const struct why_view *view = paint->view;
    int margin = margin_of(paint);
    struct text title = {0};

    text_add(&title, "the causes");
    if (view->chain_count > 1)
        text_addf(&title, " · %zu of %zu", view->link + 1, view->chain_count);
    stage_paint_title(&paint->stage, (struct area){area.column, area.row, area.columns, 1}, text_str(&title),
                      view->focus == WHY_CHAIN, WHY_CHAIN);
    paint_chain(paint, (struct area){area.column + margin, area.row + 1, area.columns - 2 * margin, area.rows - 1});
    text_release(&title);
}

/* The wishes' heads are one word each: what they stand for is told in the title's row, where it has room. */
static void paint_help(const struct why_paint *paint, struct area area)
{
    static const char title[] = "what would help";
    struct text legend = {0};
    int width;

    text_add(&legend, " ");
    add_legend(paint, false, &legend);
    text_add(&legend, " ");
    width = text_width(text_str(&legend));
    stage_paint_title(&paint->stage, (struct area){area.column, area.row, area.columns, 1}, title,
                      paint->view->focus == WHY_TABLE, WHY_TABLE);
    if (area.columns >= (int)sizeof title + 4 + width)
        cells_put(paint->screen->cells, area.column + area.columns - width, area.row, width, text_str(&legend),
                  ELEMENT_QUIET, 0);
    text_release(&legend);
    paint_table(paint, (struct area){area.column + 1, area.row + 1, area.columns - 2, area.rows - 1});
}

/* Chain and table side by side where there is room, else the one that has the focus takes most; zoomed it takes all. */
static void paint_panels(const struct why_paint *paint, struct area area)
{
    struct cells *cells = paint->screen->cells;
    int left = area.columns * 42 / 100, table = (int)paint->view->row_count + 3, chain_rows;
    bool is_chain = paint->view->focus == WHY_CHAIN;

    if (paint->view->trying != MSEC_NONE) /* there will be many: nothing is to move when they come */
        table = area.rows;
    if (paint->view->is_zoomed && is_chain) {
        paint_causes(paint, area);
    } else if (paint->view->is_zoomed) {
        paint_help(paint, area);
    } else if (area.columns >= SIDE_BY_SIDE_COLUMNS) {
        paint_causes(paint, (struct area){0, area.row, left, area.rows});
        paint_help(paint, (struct area){left, area.row, area.columns - left, area.rows});
        cells_fill(cells, (struct area){left - 1, area.row + 1, 1, area.rows - 1}, 0x2502, ELEMENT_RULE, 0);
    } else {
        chain_rows = is_chain ? area.rows * 60 / 100 : area.rows * 35 / 100;
        if (area.rows - chain_rows > table + 1)
            chain_rows = area.rows - table - 1;
        if (chain_rows < causes_rows_min(paint, area.columns)) /* the answer, whatever there is of the table */
            chain_rows = causes_rows_min(paint, area.columns);
        if (chain_rows > area.rows - TABLE_ROWS_MIN && !is_chain)
            chain_rows = area.rows - TABLE_ROWS_MIN;
        paint_causes(paint, (struct area){0, area.row, area.columns, chain_rows});
        paint_help(paint, (struct area){0, area.row + chain_rows, area.columns, area.rows - chain_rows});
    }
}

void why_paint(const struct why_view *view, struct screen *screen)
{
    struct cells *cells = screen->cells;
    uint32_t last = (view->shown ? view->shown : view->index->trace->count) - 1;
    struct stage_view stage = {.index = view->index,
                               .ledger = view->ledger,
                               .scenario = view->scenario,
                               .at = last,
                               .seen = last,
                               .lane = view->bot,
                               .lit = view->chain,
                               .lit_count = view->chain_count};
    struct why_paint paint = {.view = view, .screen = screen, .stage = stage_paint_of(&stage, screen)};
    int top;

    if (screen_is_too_small(screen))
        return;
    if (!view->is_zoomed)
        paint_lanes(&paint, &stage, cells->rows < 20 ? cells->rows + 2 : cells->rows);
    for (int row = 0; row < 2 && paint.stage.layout.question_row > 0; row++)
        cells_fill(cells, (struct area){0, row, cells->columns, 1}, ' ', ELEMENT_PLAIN, 0);
    if (paint.stage.layout.question_row > 0)
        cells_put(cells, 1, 1, cells->columns - 2, "lit up: the events that led to it, from the fault to the effect",
                  ELEMENT_QUIET, 0);
    paint_header(&paint);
    top = paint.stage.layout.lanes_row + paint.stage.layout.job_rows + paint.stage.layout.lane_rows;
    if (view->is_zoomed || paint.stage.layout.lane_rows == 0)
        top = 1;
    if (cells->rows - 2 - top < PANELS_ROWS_MIN) { /* side by side */
        int keep = max_int(cells->rows - 8, 2);

        cells_fill(cells, (struct area){0, keep, cells->columns, cells->rows - keep}, ' ', ELEMENT_PLAIN, 0);
        top = keep;
    }
    paint_panels(&paint, (struct area){0, top, cells->columns, cells->rows - 2 - top});
    paint_foot(&paint, cells->rows - 2);
    screen_footer(screen, cells->rows - 1);
}
