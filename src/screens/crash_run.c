#include "screens/crash_run.h"

#include "base/range.h"
#include "screens/list.h"
#include "screens/stage_paint.h"
#include "words/phrase.h"
#include "words/verdict.h"

enum {
    STRIKE_ROWS_MAX = 3, /* of what strikes, beside the map */
    LANES_ROWS_MIN = 20, /* on a screen of fewer rows no lanes are shown below the map */
    VERDICT_ROWS = 2
};

/* A paint under way. */
struct run_paint {
    const struct crash_run *run;
    const struct crash_run_place *place;
    struct screen *screen;
    struct stage_view stage_view;
    struct stage_paint stage;
};

static int strike_rows(bool is_narrow)
{
    return is_narrow ? 2 : 1;
}

int crash_run_rows(const struct crash_run *run, bool is_narrow, int screen_rows)
{
    int rows = strike_rows(is_narrow) + VERDICT_ROWS, lanes;

    if (screen_rows < LANES_ROWS_MIN || !run->index)
        return rows;
    lanes = (int)run->index->trace->scenario->bot_count + 1;
    return rows + 1 + min_int(lanes, screen_rows / 4);
}

/* The first strike of the run, which is the cell's. */
static uint32_t strike_of(const struct trace *trace)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE)
            return i;
    return NO_EVENT;
}

/* The lanes of the whole run in these rows, the strike lit up; long runs are turned to the page on which it stands. */
static void paint_lanes(struct run_paint *paint, struct area area, const uint32_t *strike)
{
    const struct trace *trace = paint->run->index->trace;
    struct stage_paint *stage = &paint->stage;
    uint32_t last = trace->count - 1;

    paint->stage_view = (struct stage_view){
        .index = paint->run->index,
        .ledger = paint->run->ledger,
        .at = last,
        .seen = last,
        .lane = UINT32_MAX,
        .lit = strike,
        .lit_count = *strike != NO_EVENT,
    };
    *stage = stage_paint_of(&paint->stage_view, paint->screen);
    stage->layout = stage_layout_of(&paint->stage_view, paint->screen->cells, area.columns, paint->screen->cells->rows);
    stage->layout.axis_columns -=
        stage->layout.is_narrow; /* room between the axis's last label and the ledger's head */
    stage->layout.label_row = area.row;
    stage->layout.line_row = -1;
    stage->layout.lanes_row = area.row + 1;
    stage_layout_lanes(&stage->layout, paint->run->index, area.rows - 1);
    stage->lane_first = (uint32_t)list_first(paint->place->bot,
                                             (int)(paint->run->index->lanes.count - paint->run->index->lanes.job_lanes),
                                             stage->layout.lane_rows);
    stage_layout_move(&stage->layout, area.column);
    stage->now = trace->events[*strike == NO_EVENT ? last : *strike].time;
    stage_lay_axis(stage);
    stage->now = trace->events[last].time;
    stage_paint_axis(stage);
    stage_paint_lanes(stage);
}

/* A cell that counts as clean may still refuse a wish: then both are said. Returns the rows taken. */
static int paint_verdict(const struct run_paint *paint, struct area area)
{
    const struct ledger *ledger = paint->run->ledger;
    struct text text = {0};
    int rows;

    if (!ledger_is_good(ledger) && ledger->total.duplicates == 0 && ledger->total.missed == 0)
        phrase_add(paint->run->index->trace->scenario, "Every {effect} once. ", &text);
    verdict_add(paint->run->index->trace, ledger, &text);
    rows = screen_put_prose(paint->screen, area, &text, ledger_is_good(ledger) ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO);
    return rows;
}

/* Beside the map: what strikes, the lanes, the verdict, the wishes, the command line. */
static void paint_beside(struct run_paint *paint, const uint32_t *strike)
{
    struct area area = {paint->place->area.column, paint->place->area.row, paint->place->area.columns - 1,
                        STRIKE_ROWS_MAX};
    int lanes = (int)paint->run->index->trace->scenario->bot_count + 2,
        end = paint->place->area.row + paint->place->area.rows;
    struct text text = {0};

    screen_say_sentence(paint->run->strike, &text);
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
    (void)screen_put_wrapped(paint->screen, area, paint->run->command, ELEMENT_QUIET, 0);
    text_release(&text);
}

static void paint_below(struct run_paint *paint, const uint32_t *strike)
{
    struct area area = paint->place->area;
    int margin = paint->place->is_narrow ? 0 : 1;
    int lanes = area.rows - strike_rows(paint->place->is_narrow) - VERDICT_ROWS;

    if (paint->place->is_narrow) {
        struct text text = {0};

        screen_say_sentence(paint->run->strike, &text);
        screen_put_prose(paint->screen, (struct area){0, area.row, area.columns, strike_rows(paint->place->is_narrow)},
                         &text, ELEMENT_SENTENCE);
    } else {
        stage_paint_title(&paint->stage, (struct area){0, area.row, area.columns, 1}, paint->run->strike, false, 0);
    }
    area.row += strike_rows(paint->place->is_narrow);
    if (lanes > 0)
        paint_lanes(paint, (struct area){0, area.row, area.columns, lanes}, strike);
    area.row += lanes;
    (void)paint_verdict(paint, (struct area){margin, area.row, area.columns - margin, VERDICT_ROWS});
}

void crash_run_paint(const struct crash_run *run, const struct crash_run_place *place, struct screen *screen)
{
    struct run_paint paint = {
        .run = run, .place = place, .screen = screen, .stage = {.screen = screen, .cells = screen->cells}};
    uint32_t strike;

    if (place->is_beside) /* the rule between them */
        cells_fill(screen->cells, (struct area){place->area.column - 2, place->area.row, 1, place->area.rows}, 0x2502,
                   ELEMENT_RULE, 0);
    if (!run->index)
        return;
    strike = strike_of(run->index->trace);
    if (place->is_beside)
        paint_beside(&paint, &strike);
    else
        paint_below(&paint, &strike);
}
