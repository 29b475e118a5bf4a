/* The run of a crash map's cell: what strikes, the stage's lanes, the verdict; beside the map the wishes and the
 * command line, too. */
#include "base/range.h"
#include "screens/crash_parts.h"
#include "screens/stage_frame.h"
#include "words/verdict.h"

enum { STRIKE_ROWS_MAX = 3 /* of what strikes, beside the map */ };

/* The first strike of the run, which is the cell's. */
static uint32_t strike_of(const struct trace *trace)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE)
            return i;
    return NO_EVENT;
}

/* Where there are more lanes than rows, the one whose post is struck is among those shown. */
static uint32_t first_lane(const struct crash_paint *paint)
{
    int bot = paint->view->map->rows[paint->view->row].bot, rows = paint->stage.layout.lane_rows;

    return rows > 0 && bot >= rows ? (uint32_t)(bot - rows + 1) : 0;
}

/* The lanes of the whole run in these rows, the strike lit up; long runs are turned to the page on which it stands. */
static void paint_lanes(struct crash_paint *paint, struct area area, const uint32_t *strike)
{
    const struct trace *trace = stage_index_trace(paint->view->index);
    struct stage_paint *stage = &paint->stage;
    uint32_t last = trace->count - 1;

    paint->stage_view = (struct stage_view){
        .index = paint->view->index,
        .ledger = paint->view->ledger,
        .at = last,
        .seen = last,
        .lane = UINT32_MAX,
        .lit = strike,
        .lit_count = *strike != NO_EVENT,
    };
    stage->view = &paint->stage_view;
    stage->trace = trace;
    stage->scenario = trace->scenario;
    stage->layout = stage_layout_of(&paint->stage_view, area.columns, paint->cells->rows);
    stage->layout.axis_columns -=
        stage->layout.is_narrow; /* room between the axis's last label and the ledger's head */
    stage->layout.label_row = area.row;
    stage->layout.line_row = -1;
    stage->layout.lanes_row = area.row + 1;
    stage_layout_lanes(&stage->layout, paint->view->index, area.rows - 1);
    stage->lane_first = first_lane(paint);
    stage_layout_move(&stage->layout, area.column);
    stage->now = trace->events[*strike == NO_EVENT ? last : *strike].time;
    stage_lay_axis(stage);
    stage->now = trace->events[last].time;
    stage_paint_axis(stage);
    stage_paint_lanes(stage);
}

/* What strikes, as a sentence of its own: "An error strikes between commit and reply of Riker's post." */
static void say_strike(const struct crash_view *view, struct text *out)
{
    text_add(out, view->strike);
    if (out->size > 0 && out->bytes[0] >= 'a' && out->bytes[0] <= 'z')
        out->bytes[0] = (char)(out->bytes[0] - 'a' + 'A');
    text_add(out, ".");
}

/* A cell that counts as clean may still refuse a wish: then both are said. Returns the rows taken. */
static int paint_verdict(const struct crash_paint *paint, struct area area)
{
    const struct ledger *ledger = paint->view->ledger;
    struct text text = {0};
    int rows;

    if (!ledger_is_good(ledger) && ledger->total.duplicates == 0 && ledger->total.missed == 0)
        text_add(&text, "Every post once. ");
    verdict_add(stage_index_trace(paint->view->index), ledger, &text);
    rows = screen_put_wrapped(paint->screen, area, text_str(&text),
                              ledger_is_good(ledger) ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO, 0);
    text_release(&text);
    return rows;
}

/* Beside the map: what strikes, the lanes, the verdict, the wishes, the command line. */
static void paint_beside(struct crash_paint *paint, const uint32_t *strike)
{
    struct area area = {paint->run.column, paint->run.row, paint->run.columns - 1, STRIKE_ROWS_MAX};
    int lanes = (int)stage_index_trace(paint->view->index)->scenario->bot_count + 2,
        end = paint->run.row + paint->run.rows;
    struct text text = {0};

    say_strike(paint->view, &text);
    area.row += screen_put_wrapped(paint->screen, area, text_str(&text), ELEMENT_SENTENCE, 0) + 1;
    lanes = min_int(lanes, (end - area.row) / 2);
    paint_lanes(paint, (struct area){area.column, area.row, area.columns, lanes + 1}, strike);
    area.row += 1 + paint->stage.layout.job_rows + paint->stage.layout.lane_rows + 1;
    area.rows = min_int(end - area.row, 3);
    area.row += paint_verdict(paint, area) + 1;
    if (end - area.row >= WISH_COUNT)
        stage_paint_wishes(&paint->stage, (struct area){area.column, area.row, area.columns, WISH_COUNT});
    area.row += WISH_COUNT + 1;
    area.rows = min_int(end - area.row, 3);
    (void)screen_put_wrapped(paint->screen, area, paint->view->command, ELEMENT_QUIET, 0);
    text_release(&text);
}

static void paint_below(struct crash_paint *paint, const uint32_t *strike)
{
    struct area area = paint->run;
    int lanes = area.rows - paint->strike_rows - paint->verdict_rows;

    if (paint->is_narrow) {
        struct text text = {0};

        say_strike(paint->view, &text);
        (void)screen_put_wrapped(paint->screen, (struct area){0, area.row, area.columns, paint->strike_rows},
                                 text_str(&text), ELEMENT_SENTENCE, 0);
        text_release(&text);
    } else {
        stage_paint_title(&paint->stage, (struct area){0, area.row, area.columns, 1}, paint->view->strike, false, 0);
    }
    area.row += paint->strike_rows;
    if (lanes > 0)
        paint_lanes(paint, (struct area){0, area.row, area.columns, lanes}, strike);
    area.row += lanes;
    (void)paint_verdict(paint,
                        (struct area){paint->margin, area.row, area.columns - paint->margin, paint->verdict_rows});
}

void crash_paint_run(struct crash_paint *paint)
{
    uint32_t strike;

    if (paint->is_beside)
        cells_fill(paint->cells, (struct area){paint->map.columns, paint->run.row, 1, paint->run.rows}, 0x2502,
                   ELEMENT_RULE, 0);
    if (!paint->view->index)
        return;
    strike = strike_of(stage_index_trace(paint->view->index));
    if (paint->is_beside)
        paint_beside(paint, &strike);
    else
        paint_below(paint, &strike);
}
