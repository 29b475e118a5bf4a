#include "screens/stage.h"

#include "base/range.h"
#include "screens/letters.h"
#include "screens/list.h"
#include "screens/premises_list.h"
#include "screens/stage_paint.h"
#include "words/phrase.h"

enum {
    RIGHT_COLUMNS = 30, /* of the ledger's panel */
    STACKED_ROWS = 16   /* of panels one below the other */
};

/* A panel alone is shown where it was zoomed, or where there is no room for it beside the lanes. */
static bool is_alone(const struct stage_paint *paint)
{
    return paint->view->focus != PANEL_LANES &&
           (paint->view->is_zoomed || paint->layout.panel_rows == 0 || stage_question_is_alone(paint));
}

static void paint_separator(const struct stage_paint *paint, int column, int row, int rows)
{
    cells_put(paint->cells, column, row, 1, "┬", ELEMENT_RULE, 0);
    cells_fill(paint->cells, (struct area){column, row + 1, 1, rows}, 0x2502, ELEMENT_RULE, 0);
    cells_put(paint->cells, column, row + rows + 1, 1, "┴", ELEMENT_RULE, 0);
}

/* Title and inside of one panel; `area` begins with the title's row. */
static void paint_panel(struct stage_paint *paint, enum stage_panel panel, struct area area)
{
    struct area inside = {area.column, area.row + 1, area.columns, area.rows - 1};
    bool is_here = paint->view->focus == panel;
    struct area line = {area.column, area.row, area.columns, 1};
    struct stage_cut cut = panel == PANEL_CODE ? stage_paint_code(paint, inside) : stage_paint_feed(paint, inside);
    struct text title = {0};

    if (panel == PANEL_CODE) {
        stage_code_title(paint, &title);
    } else {
        phrase_add(paint->scenario,
                   line.columns < 30 && (cut.above || cut.below) ? "{viewers} see" : "what the {viewers} see", &title);
    }
    if (cut.above || cut.below)
        text_addf(&title, " %s%s", cut.above ? "▲" : "", cut.below ? "▼" : "");
    stage_paint_title(paint, line, text_str(&title), is_here, (int)panel);
    if (cut.below)
        screen_area(paint->screen, (struct area){line.column + 2 + text_width(text_str(&title)), line.row, 1, 1},
                    AREA_MORE, panel);
    if (panel == PANEL_FEED && area.columns >= 46)
        cells_put(paint->cells, area.column + area.columns - 13, area.row, 13, " newest first", ELEMENT_QUIET, 0);
    text_release(&title);
}

/* At the end the wishes stand where the code was, in class under the verdict in big letters. */
static void paint_end(struct stage_paint *paint, struct area area)
{
    struct area inside = {area.column + 1, area.row + 1, area.columns - 2, area.rows - 1};
    bool is_good = ledger_is_good(paint->view->ledger);
    const char *verdict = is_good ? "MADE IT SO" : "NOT SO";

    stage_paint_title(paint, (struct area){area.column, area.row, area.columns, 1},
                      paint->scenario->unjudged ? "the wishes" : "the four wishes", paint->view->focus == PANEL_CODE,
                      PANEL_CODE);
    if (paint->view->is_class && inside.rows >= LETTERS_ROWS + WISH_COUNT) {
        letters_paint(paint->cells, inside, verdict, is_good ? ELEMENT_GRANTED : ELEMENT_REFUSED);
        inside.row += LETTERS_ROWS + (inside.rows > LETTERS_ROWS + WISH_COUNT);
        inside.rows -= LETTERS_ROWS + (inside.rows > LETTERS_ROWS + WISH_COUNT);
    }
    stage_paint_wishes(paint, inside);
}

/* Returns the width of the code panel. It stays the same at the end, so that the feed does not move; only the big
 * letters need more. */
static int code_columns(const struct stage_paint *paint, bool is_end)
{
    int columns = paint->layout.columns;

    if (is_end && paint->view->is_class && columns < 150)
        return 51;
    return columns * (paint->layout.is_wide ? 33 : 40) / 100;
}

/* Before the first event what is given stands where the code and the feed will be; what has no room there is on a page
 * of its own. */
static void paint_premises(const struct stage_paint *paint, struct area area)
{
    struct area inside = {area.column + 1, area.row + 1, area.columns - 2, area.rows - 1};
    int rows = premises_list_paint(paint->trace, NO_EVENT, paint->screen, inside, 0);

    stage_paint_title(paint, (struct area){area.column, area.row, area.columns, 1},
                      rows > inside.rows ? "what is given ▼ i: all of it" : "what is given", false, PANEL_FEED);
}

/* The question and what is said to it. */
static void paint_question(const struct stage_paint *paint, struct area area)
{
    bool is_here = paint->view->focus == PANEL_FEED;

    stage_paint_title(paint, (struct area){area.column, area.row, area.columns, 1}, paint->view->question->title,
                      is_here, PANEL_FEED);
    stage_paint_question(paint, (struct area){area.column + 1, area.row + 1, area.columns - 2, area.rows - 1});
}

/* Where the panels of code and feed stand: beside each other, or on a narrow stage of many rows one below the other. */
static void lay_panels(const struct stage_paint *paint, struct area *code, struct area *feed)
{
    const struct stage_layout *layout = &paint->layout;
    int left = code_columns(paint, stage_has_ended(paint->view)), row = layout->panel_row, rows = layout->panel_rows;
    int right = layout->is_wide ? RIGHT_COLUMNS + 1 : 0, above = (rows + 1) / 2;

    *code = (struct area){0, row, left, rows + 1};
    *feed = (struct area){left + 1, row, layout->columns - left - 1 - right, rows + 1};
    if (layout->is_narrow && rows >= STACKED_ROWS) {
        *code = (struct area){0, row, layout->columns, above};
        *feed = (struct area){0, row + above, layout->columns, rows + 1 - above};
    }
}

static void paint_both(struct stage_paint *paint, struct area code, struct area feed)
{
    if (stage_has_ended(paint->view))
        paint_end(paint, code);
    else
        paint_panel(paint, PANEL_CODE, code);
    if (paint->view->question)
        paint_question(paint, feed);
    else
        paint_panel(paint, PANEL_FEED, feed);
    if (feed.row == code.row)
        paint_separator(paint, code.columns, code.row, code.rows - 1);
}

static void paint_panels(struct stage_paint *paint)
{
    const struct stage_layout *layout = &paint->layout;
    const struct stage_question *question = paint->view->question;
    int row = layout->panel_row, rows = layout->panel_rows, right = layout->is_wide ? RIGHT_COLUMNS : 0;
    struct area code, feed, both;

    if (rows == 0)
        return;
    lay_panels(paint, &code, &feed);
    both = (struct area){0, row, feed.column + feed.columns, rows + 1};
    if (question && question->tells_truth)
        paint_question(paint, both);
    else if (paint->view->at == NO_EVENT)
        paint_premises(paint, both);
    else
        paint_both(paint, code, feed);
    if (right) {
        int column = layout->columns - right;

        stage_paint_title(paint, (struct area){column, row, right, 1}, "the ledger", false, PANEL_LANES);
        stage_paint_ledger(paint, (struct area){column + 1, row + 1, right - 2, rows});
        paint_separator(paint, column - 1, row, rows);
    }
}

static void paint_alone(struct stage_paint *paint)
{
    const struct stage_layout *layout = &paint->layout;
    int row = layout->header_row + 1 + (layout->question_row >= 0);
    struct area area = {0, row, layout->columns, layout->sentence_row - 1 - row};

    if (stage_question_is_alone(paint))
        paint_question(paint, (struct area){0, row, layout->columns, layout->footer_row - row});
    else if (paint->view->focus == PANEL_CODE && stage_has_ended(paint->view))
        paint_end(paint, area);
    else
        paint_panel(paint, paint->view->focus, area);
    screen_caret(paint->screen, 0, row);
}

/* Scrolls so that the lane of the cursor and the job at hand are among the rows shown. */
static void choose_rows(struct stage_paint *paint)
{
    const struct stage_index *index = paint->view->index;
    uint32_t lanes = index->lanes.count - index->lanes.job_lanes;
    uint32_t jobs = (uint32_t)paint->layout.job_rows, here = stage_job_here(paint);

    paint->lane_first = (uint32_t)list_first_around((int)paint->view->lane, (int)lanes, paint->layout.lane_rows);
    for (uint32_t r = 0; here != NO_JOB && r < index->lanes.job_lanes; r++)
        if (index->lanes.list[r].which == index->lanes.jobs[here - 1].job && r >= jobs) {
            paint->job_first = r - (jobs ? jobs - 1 : 0);
            break;
        }
}

static msec time_now(const struct stage_view *view)
{
    msec time = view->at == NO_EVENT ? 0 : view->index->trace->events[view->at].time;

    return max_i64(view->clock, time);
}

void stage_paint(const struct stage_view *view, struct screen *screen)
{
    struct stage_paint paint = stage_paint_of(view, screen);

    if (view->is_blank || screen_is_too_small(screen))
        return;
    paint.layout = stage_layout_of(view, screen->cells, screen->cells->columns, screen->cells->rows);
    paint.now = time_now(view);
    stage_lay_axis(&paint);
    if (is_alone(&paint)) {
        paint_alone(&paint);
    } else {
        choose_rows(&paint);
        stage_paint_axis(&paint);
        stage_paint_lanes(&paint);
        paint_panels(&paint);
        stage_place_caret(&paint);
    }
    stage_paint_frame(&paint);
}
