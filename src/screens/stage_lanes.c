/* The lanes' rows: names, marks, notes, and the moment's line through them. */
#include "picture/paint_cells.h"
#include "screens/stage_paint.h"
#include "words/phrase.h"
#include "words/short_name.h"
#include "words/terms.h"

/* Paints lanes from scene row `top` on into rows of the screen, as far as they were played. */
static void paint_picture(const struct stage_paint *paint, int row, int rows, int top)
{
    const struct stage_view *view = paint->view;
    uint32_t seen = view->is_class || view->seen == NO_EVENT ? view->at : view->seen;
    const struct paint_cells how = {
        .area = {paint->layout.axis_column, row, paint->layout.axis_columns + 1, rows},
        .top = top,
        .reveal = {view->at + 1, seen + 1},
        .selected = NO_EVENT,
        .grown = view->at == NO_EVENT ? -1 : timeaxis_place(paint->axis, paint->now) - paint->page,
        .lit = view->lit,
        .lit_count = view->lit_count,
    };

    paint_cells(paint->picture, &how, paint->cells);
    for (uint32_t i = 0; i < paint->picture->hit_count; i++) {
        const struct scene_hit *hit = &paint->picture->hits[i];
        int column = how.area.column + hit->area.x, at = row + hit->area.y - top;

        if (stage_shown(view, (uint32_t)hit->value) != SHOWN_NOT && column >= how.area.column &&
            column < how.area.column + how.area.columns && at >= row && at < row + rows)
            screen_area(paint->screen, (struct area){column, at, hit->area.width, 1}, AREA_EVENT, hit->value);
    }
}

static void put_name(const struct stage_paint *paint, int at, const char *name, enum element element)
{
    const struct stage_layout *layout = &paint->layout;
    struct area area = {layout->name_column, at, layout->name_columns, 1};
    struct text text = {0};

    short_name_add(&text, name, area.columns, layout->name_tail);
    cells_put(paint->cells, area.column, at, area.columns, text_str(&text), element, 0);
    if (screen_matches(name, paint->view->search))
        cells_dress(paint->cells, area, ELEMENT_MATCH, 0);
    text_release(&text);
}

static void paint_job_name(const struct stage_paint *paint, const struct lane *row, int at)
{
    const struct stage_layout *layout = &paint->layout;
    struct area area = {layout->name_column, at, layout->name_columns, 1};

    put_name(paint, at, paint->scenario->jobs[row->which].name, ELEMENT_JOB);
    if (!layout->is_narrow)
        cells_put(paint->cells, area.column + area.columns + 1, at, layout->guard_columns - 1,
                  row->track > 0 ? "beside" : "attempts", ELEMENT_QUIET, 0);
    screen_area(paint->screen, (struct area){area.column, at, area.columns, 1}, AREA_RETRY, row->which);
}

/* The instance of the latest attempt on this row, and that attempt; on the first row, when it is over, one that was
 * enqueued and has none yet goes first. */
static uint32_t job_on_row(const struct stage_paint *paint, const struct lane *row, const struct attempt **latest)
{
    const struct stage_index *index = paint->view->index;
    uint32_t waiting = NO_JOB, found = NO_JOB;

    for (uint32_t i = 0; i < paint->view->ledger->job_count && row->track == 0; i++)
        if (index->lanes.jobs[i].job == row->which && paint->view->ledger->jobs[i].attempts == 0)
            waiting = i + 1;
    for (uint32_t a = 0;
         a < index->lanes.attempts.count && stage_shown(paint->view, index->lanes.attempts.list[a].first) == SHOWN; a++)
        if (&index->lanes.list[index->lanes.attempt_lanes[a]] == row)
            *latest = &index->lanes.attempts.list[a];
    found = *latest ? (*latest)->job : NO_JOB;
    if (found == NO_JOB || !job_state_traits[paint->view->ledger->jobs[found - 1].state].is_alive)
        *latest = waiting != NO_JOB ? NULL : *latest;
    return waiting != NO_JOB && !*latest ? waiting : found;
}

static void paint_note(const struct stage_paint *paint, int row, const char *text, enum element element)
{
    cells_put(paint->cells, paint->layout.ledger_column, row, paint->layout.ledger_columns, text, element, 0);
}

/* Counts, then the state; a duplicate lights up both. */
static void paint_lane_note(const struct stage_paint *paint, uint32_t bot, int at)
{
    const struct stage_layout *layout = &paint->layout;
    struct text count = {0}, state = {0};
    enum element element = stage_lane_note(paint, bot, &count, &state);
    int width = cells_put(paint->cells, layout->ledger_column, at, layout->ledger_columns, text_str(&count),
                          element == ELEMENT_AGAIN ? element : ELEMENT_WORDS, 0);

    cells_put(paint->cells, layout->ledger_column + width, at, layout->ledger_columns - width, text_str(&state),
              element, 0);
    if (element == ELEMENT_AGAIN || element == ELEMENT_MISSED)
        screen_area(paint->screen, (struct area){layout->ledger_column, at, layout->ledger_columns, 1}, AREA_WHY, bot);
    text_release(&count);
    text_release(&state);
}

static void paint_job_row(const struct stage_paint *paint, const struct lane *row, int at)
{
    const struct attempt *latest = NULL;
    struct text note = {0};
    enum element element;
    uint32_t job;

    paint_job_name(paint, row, at);
    job = job_on_row(paint, row, &latest);
    if (latest && latest->number < paint->view->ledger->jobs[job - 1].attempts && latest->job == job)
        element = stage_old_note(paint, latest, &note);
    else
        element = stage_job_note(paint, job, paint->layout.ledger_columns, &note);
    paint_note(paint, at, text_str(&note), element);
    text_release(&note);
}

static void paint_lane_name(const struct stage_paint *paint, uint32_t bot, int at)
{
    const struct stage_layout *layout = &paint->layout;
    const struct bot *of = &paint->scenario->bots[bot];
    bool is_here = paint->view->lane == bot;
    struct text guard = {0};
    int end = layout->name_column + layout->name_columns;

    put_name(paint, at, of->name, is_here ? ELEMENT_LANE_HERE : ELEMENT_LANE);
    screen_area(paint->screen, (struct area){layout->left, at, layout->ledger_column - layout->left, 1}, AREA_LANE,
                bot);
    if (layout->is_narrow)
        return;
    if (is_here)
        cells_put(paint->cells, layout->left, at, 1, "▌", ELEMENT_CURSOR, 0);
    phrase_add(paint->scenario, layout->is_wide ? guard_words[of->guard].full : guard_words[of->guard].brief, &guard);
    screen_put_area(paint->screen, (struct screen_area){{end + 1, at, layout->guard_columns - 1, 1}, AREA_GUARD, bot},
                    &guard, ELEMENT_GUARD);
}

/* "not yet" and its like; a dot while nothing of the lane was played. */
static void paint_nothing_yet(const struct stage_paint *paint, uint32_t bot, int at)
{
    struct stage_lane lane = stage_lane(paint->view->index, bot);
    bool has_begun = lane.count > 0 && stage_shown(paint->view, lane.events[0]) != SHOWN_NOT, is_owed = false;

    for (uint32_t o = 1; o <= paint->view->ledger->occurrences && !is_owed; o++)
        is_owed = ledger_cell(paint->view->ledger, o, bot)->is_owed;
    if (has_begun || !is_owed)
        return;
    cells_put(paint->cells, paint->layout.axis_column, at, paint->layout.axis_columns,
              paint->layout.is_narrow ? "·" : "· has not run yet", ELEMENT_NOT_YET, 0);
}

static void paint_lane(const struct stage_paint *paint, const struct lane *row, int at)
{
    paint_lane_name(paint, row->which, at);
    if (paint->axis && paint->page == 0)
        paint_nothing_yet(paint, row->which, at);
    paint_lane_note(paint, row->which, at);
}

/* Draws the moment's line through the cells that are empty. */
static void paint_cursor(const struct stage_paint *paint)
{
    int column = stage_cursor_column(paint), first = paint->layout.lanes_row;

    if (column < paint->layout.axis_column || column > stage_axis_end(paint))
        return;
    for (int row = first; row < first + paint->layout.job_rows + paint->layout.lane_rows; row++) {
        const struct cell_glyph *cell = cells_at(paint->cells, column, row);

        if (cell && cell->codepoints[0] == 0 && cell->width == 1 && cell->element == ELEMENT_PLAIN)
            cells_put(paint->cells, column, row, 1, "│", ELEMENT_CURSOR, 0);
    }
}

static void paint_more(const struct stage_paint *paint, uint32_t hidden)
{
    struct text text = {0};
    int row = paint->layout.lanes_row + paint->layout.job_rows + paint->layout.lane_rows - 1;

    if (hidden == 0)
        return;
    text_addf(&text, "%s+%u", paint->cells->is_ascii ? "~" : "…", (unsigned)hidden);
    screen_put_text(paint->screen,
                    (struct area){paint->layout.columns - text_width(text_str(&text)), row, paint->layout.columns, 1},
                    &text, ELEMENT_CHANGED);
}

void stage_paint_lanes(const struct stage_paint *paint)
{
    const struct stage_index *index = paint->view->index;
    const struct stage_layout *layout = &paint->layout;
    int row = layout->lanes_row;

    for (int i = 0; i < layout->job_rows; i++)
        paint_job_row(paint, &index->lanes.list[paint->job_first + (uint32_t)i], row++);
    for (int i = 0; i < layout->lane_rows; i++)
        paint_lane(paint, &index->lanes.list[index->lanes.job_lanes + paint->lane_first + (uint32_t)i], row++);
    if (paint->axis) {
        if (layout->line_row >= 0)
            paint_picture(paint, layout->line_row, 1, -1); /* what the platform did */
        paint_picture(paint, layout->lanes_row, layout->job_rows, (int)paint->job_first);
        paint_picture(paint, layout->lanes_row + layout->job_rows, layout->lane_rows,
                      (int)(index->lanes.job_lanes + paint->lane_first));
        paint_cursor(paint);
    }
    paint_more(paint, index->lanes.count - (uint32_t)(paint->layout.lane_rows + paint->layout.job_rows));
}
