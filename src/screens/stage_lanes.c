/* The lanes' rows: names, marks, notes, and the moment's line through them. */
#include "picture/sign.h"
#include "screens/stage_paint.h"
#include "words/phrase.h"
#include "words/short_name.h"
#include "words/terms.h"

/* An event's sign on a lane. */
struct lane_sign {
    uint32_t event;
    int column;
    const char *mark; /* NULL: none */
    const char *label;
    struct sign sign;
};

static const char *strike_label(const struct event *event)
{
    if (event->micro == MICRO_COMMIT && fault_raises(event->detail))
        return "no reply";
    return fault_kind_names[event->detail];
}

static const char *event_label(const struct event *event)
{
    switch (event->kind) {
    case EVENT_COMMIT:
        return event->value > 1 ? "AGAIN" : "posted";
    case EVENT_STRIKE:
        return strike_label(event);
    case EVENT_SKIP:
        return "skip";
    case EVENT_RECOGNISE:
        return "key known";
    case EVENT_MISS:
        return "never";
    default:
        return "";
    }
}

/* Fills in the sign of an event; false where it has none. */
static bool lane_sign(const struct stage_paint *paint, uint32_t at, struct lane_sign *out)
{
    const struct event *event = &paint->trace->events[at];
    struct sign sign = event_sign(event);

    if (sign.rank == 0 && (!paint->view->shows_all || event->kind >= MICRO_COUNT))
        return false;
    *out = (struct lane_sign){
        .event = at,
        .column = stage_column(paint, event->time),
        .mark = sign.rank > 0 ? marks_unicode[sign.mark] : micro_words[event->kind].sign,
        .label = event_label(event),
        .sign = sign,
    };
    return true;
}

static bool is_lit(const struct stage_view *view, uint32_t event)
{
    for (size_t i = 0; i < view->lit_count; i++)
        if (view->lit[i] == event)
            return true;
    return false;
}

/* The lane's next sign that is to be seen in another column: labels end before it. */
static int next_sign_column(const struct stage_paint *paint, struct stage_lane lane, uint32_t from, int column)
{
    struct lane_sign sign;

    for (uint32_t i = from; i < lane.count; i++) {
        int at = stage_column(paint, paint->trace->events[lane.events[i]].time);

        if (at > stage_axis_end(paint))
            break;
        if (at > column && lane_sign(paint, lane.events[i], &sign))
            return at;
    }
    return stage_axis_end(paint) + 1;
}

/* `room` for the label; 0: none. */
static void put_sign(const struct stage_paint *paint, const struct lane_sign *sign, int row, int room)
{
    enum shown shown = stage_shown(paint->view, sign->event);
    /* a background cannot be dimmed: what was stepped back from loses it */
    bool is_pale = shown == SHOWN_DIM && sign->sign.element == ELEMENT_AGAIN;
    enum element element = is_lit(paint->view, sign->event) ? ELEMENT_LIT
                           : is_pale                        ? ELEMENT_CHANGED
                                                            : sign->sign.element;
    uint8_t flags = shown == SHOWN_DIM ? CELL_DIM : 0;
    int width = text_width(sign->label);
    struct area mark = {sign->column, row, 1, 1};

    if (shown == SHOWN_NOT || sign->column < paint->layout.axis_column)
        return;
    cells_put(paint->cells, sign->column, row, 1, sign->mark, element, flags);
    screen_area(paint->screen, mark, AREA_EVENT, sign->event);
    if (width > 0 && width + 2 <= room && !paint->layout.is_narrow && !paint->view->shows_all)
        cells_put(paint->cells, sign->column + 2, row, width, sign->label,
                  sign->sign.element == ELEMENT_AGAIN ? ELEMENT_CHANGED : element, flags);
}

/* The first of the lane's events that may stand on this page. */
static uint32_t lane_page_start(const struct stage_paint *paint, struct stage_lane lane)
{
    uint32_t low = 0, high = lane.count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (stage_column(paint, paint->trace->events[lane.events[middle]].time) < paint->layout.axis_column)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Puts the signs of a lane; of several in one column the one of the highest rank. Says whether there was any. */
static bool paint_signs(const struct stage_paint *paint, uint32_t bot, int row, bool has_labels)
{
    struct stage_lane lane = stage_lane(paint->view->index, bot);
    struct lane_sign best = {.mark = NULL};
    uint32_t first = lane_page_start(paint, lane);
    bool is_any = false;

    for (uint32_t i = first; i < lane.count && stage_shown(paint->view, lane.events[i]) != SHOWN_NOT; i++) {
        struct lane_sign sign;

        if (stage_column(paint, paint->trace->events[lane.events[i]].time) > stage_axis_end(paint))
            break;
        if (!lane_sign(paint, lane.events[i], &sign))
            continue;
        is_any = true;
        if (best.mark && sign.column != best.column) {
            put_sign(paint, &best, row, has_labels ? next_sign_column(paint, lane, i, best.column) - best.column : 0);
            best.mark = NULL;
        }
        if (!best.mark || sign.sign.rank >= best.sign.rank)
            best = sign;
    }
    if (best.mark)
        put_sign(paint, &best, row, has_labels ? stage_axis_end(paint) + 1 - best.column : 0);
    return is_any;
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

static void paint_job_name(const struct stage_paint *paint, const struct stage_row *row, int at)
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
static uint32_t job_on_row(const struct stage_paint *paint, const struct stage_row *row, const struct attempt **latest)
{
    const struct stage_index *index = paint->view->index;
    uint32_t waiting = NO_JOB, found = NO_JOB;

    for (uint32_t i = 0; i < paint->view->ledger->job_count && row->track == 0; i++)
        if (index->jobs[i].job == row->which && paint->view->ledger->jobs[i].attempts == 0)
            waiting = i + 1;
    for (uint32_t a = 0; a < index->attempts.count && stage_shown(paint->view, index->attempts.list[a].first) == SHOWN;
         a++)
        if (index->jobs[index->attempts.list[a].job - 1].job == row->which && index->tracks[a] == row->track)
            *latest = &index->attempts.list[a];
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

static void paint_job_row(const struct stage_paint *paint, const struct stage_row *row, int at)
{
    const struct attempt *latest = NULL;
    struct text note = {0};
    enum element element;
    uint32_t job;

    paint_job_name(paint, row, at);
    if (paint->axis) {
        stage_clip(paint, at, 1);
        stage_paint_attempts(paint, row->which, row->track, at);
        stage_unclip(paint);
    }
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
    bool has_begun = false, is_owed = false;

    for (uint32_t i = 0; i < lane.count && stage_shown(paint->view, lane.events[i]) != SHOWN_NOT && !has_begun; i++)
        has_begun = paint->trace->events[lane.events[i]].kind == EVENT_BEGIN;
    for (uint32_t o = 1; o <= paint->view->ledger->occurrences && !is_owed; o++)
        is_owed = ledger_cell(paint->view->ledger, o, bot)->is_owed;
    if (has_begun || !is_owed)
        return;
    cells_put(paint->cells, paint->layout.axis_column, at, paint->layout.axis_columns,
              paint->layout.is_narrow ? "·" : "· has not run yet", ELEMENT_NOT_YET, 0);
}

static void paint_lane(const struct stage_paint *paint, const struct stage_row *row, int at)
{
    paint_lane_name(paint, row->which, at);
    if (paint->axis) {
        stage_clip(paint, at, 1);
        if (row->own_job >= 0) {
            stage_paint_attempts(paint, row->own_job, -1, at);
            stage_paint_done_words(paint, row, at);
        }
        if (!paint_signs(paint, row->which, at, row->own_job < 0) && paint->page == 0)
            paint_nothing_yet(paint, row->which, at);
        stage_unclip(paint);
    }
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
    int row = paint->layout.lanes_row;

    for (int i = 0; i < paint->layout.job_rows; i++)
        paint_job_row(paint, &index->rows[paint->job_first + (uint32_t)i], row++);
    for (int i = 0; i < paint->layout.lane_rows; i++)
        paint_lane(paint, &index->rows[index->job_row_count + paint->lane_first + (uint32_t)i], row++);
    if (paint->axis)
        paint_cursor(paint);
    paint_more(paint, index->row_count - (uint32_t)(paint->layout.lane_rows + paint->layout.job_rows));
}
