/* Attempts on a row: a line from start to end, how it ended, and the wait before the next one. */
#include "base/range.h"
#include "screens/stage_paint.h"

enum { WAIT_SIGN = 0x254c };

/* How an attempt ended to the eye: a crash leaves nothing recorded, whereas an error was seen even where nobody can
 * tell what the call came to. */
static bool is_failed(const struct stage_paint *paint, const struct attempt *attempt)
{
    const struct event *strike = attempt->strike == NO_EVENT ? NULL : &paint->trace->events[attempt->strike];

    return attempt->outcome == ATTEMPT_FAILED ||
           (attempt->outcome == ATTEMPT_UNKNOWN && strike && fault_raises(strike->detail));
}

static const char *end_sign(const struct stage_paint *paint, const struct attempt *attempt)
{
    if (is_failed(paint, attempt))
        return marks_unicode[MARK_ERROR];
    return attempt->outcome == ATTEMPT_OK        ? marks_unicode[MARK_GRANTED]
           : attempt->outcome == ATTEMPT_UNKNOWN ? "?"
                                                 : "━";
}

static enum element end_element(const struct attempt *attempt)
{
    return attempt->outcome == ATTEMPT_OK        ? ELEMENT_GRANTED
           : attempt->outcome == ATTEMPT_RUNNING ? ELEMENT_JOB
                                                 : ELEMENT_ERROR;
}

/* A line from one column to another: where it is painted, and with what. */
struct stroke {
    int row, from, to; /* before `to` */
    uint32_t sign;
    enum element element;
};

/* Draws the line up to the moment in full, up to the farthest moment seen dimmed. */
static void put_stroke(const struct stage_paint *paint, const struct stroke *stroke)
{
    int here = stage_cursor_column(paint);
    int seen = here, end, dimmed;

    if (paint->view->seen != NO_EVENT && !paint->view->is_class)
        seen = stage_column(paint, paint->trace->events[paint->view->seen].time);
    end = max_int(seen, here) + 1;
    end = min_int(end, stroke->to);
    dimmed = here < stroke->from ? stroke->from : here + 1;
    cells_fill(paint->cells, (struct area){stroke->from, stroke->row, end - stroke->from, 1}, stroke->sign,
               stroke->element, 0);
    cells_dress(paint->cells, (struct area){dimmed, stroke->row, end - dimmed, 1}, ELEMENT_COUNT, CELL_DIM);
}

/* "waits 60 s" in the middle of a wait that was announced, the dashes growing with the clock. Nothing waits between two
 * attempts that overlap. */
static void put_wait(const struct stage_paint *paint, const struct attempt *before, const struct attempt *after,
                     int row)
{
    struct stroke stroke = {row, stage_column(paint, before->end) + 1, stage_column(paint, after->start), WAIT_SIGN,
                            ELEMENT_WAIT};
    enum shown shown = stage_shown(paint->view, before->last);
    int room = stroke.to - stroke.from, width;
    struct text text = {0};

    if (after->start < before->end)
        return;
    if (shown == SHOWN_NOT || stroke.to < paint->layout.axis_column || stroke.from > stage_axis_end(paint))
        return;
    put_stroke(paint, &stroke);
    text_add(&text, "waits ");
    msec_say(attempt_wait(paint->trace, before, after), &text);
    width = cells_measure(paint->cells, &text);
    if (width + 2 <= room && stage_cursor_column(paint) >= stroke.to)
        cells_put(paint->cells, stroke.from + (room - width) / 2, row, width, text_str(&text), ELEMENT_WAIT,
                  shown == SHOWN_DIM ? CELL_DIM : 0);
    text_release(&text);
}

/* Where an attempt's number stands: it begins at the attempt, or, of several digits, ends there where nothing is before
 * it, so that no mark of the attempt hides a digit; -1: there is no room for all of it. */
static int number_column(const struct stage_paint *paint, int from, int to, int row, int width)
{
    int first = from - (width - 1);
    bool is_free = first >= paint->layout.axis_column;

    if (width > 1 && from <= stage_axis_end(paint))
        for (int c = first; c < from && is_free; c++) {
            const struct cell_glyph *cell = cells_at(paint->cells, c, row);
            uint32_t sign = cell ? cell->codepoints[0] : 0;

            is_free = sign == 0 || sign == ' ' || sign == WAIT_SIGN;
        }
    if (is_free)
        return first;
    return from >= paint->layout.axis_column && to > from + width ? from : -1;
}

static void put_number(const struct stage_paint *paint, const struct attempt *attempt, int row)
{
    struct text number = {0};
    uint8_t flags = stage_shown(paint->view, attempt->first) == SHOWN_DIM ? CELL_DIM : 0;
    int from = stage_column(paint, attempt->start), to = stage_column(paint, attempt->end), column, width;

    text_add_number(&number, attempt->number);
    width = cells_measure(paint->cells, &number);
    column = number_column(paint, from, to, row, width);
    if (column >= 0) {
        width = cells_put(paint->cells, column, row, width, text_str(&number), ELEMENT_TITLE, flags);
        screen_area(paint->screen, (struct area){column, row, width, 1}, AREA_EVENT, attempt->first);
    }
    text_release(&number);
}

static void put_attempt(const struct stage_paint *paint, const struct attempt *attempt, int row)
{
    int from = stage_column(paint, attempt->start), to = stage_column(paint, attempt->end);
    enum shown first = stage_shown(paint->view, attempt->first), last = stage_shown(paint->view, attempt->last);
    bool is_open = last == SHOWN_NOT || attempt->outcome == ATTEMPT_RUNNING;
    struct stroke stroke = {row, from, to, 0x2501, ELEMENT_JOB};

    if (first == SHOWN_NOT || to < paint->layout.axis_column || from > stage_axis_end(paint))
        return;
    put_stroke(paint, &stroke);
    if (!is_open)
        cells_put(paint->cells, to, row, 1, end_sign(paint, attempt), end_element(attempt),
                  last == SHOWN_DIM ? CELL_DIM : 0);
    if (last != SHOWN && first == SHOWN)
        cells_put(paint->cells, stage_cursor_column(paint), row, 1, "▶", ELEMENT_JOB, 0);
    if (to > from || is_open)
        put_number(paint, attempt, row);
}

/* Is nothing of the attempt, nor of the wait before it, near what is shown? A long run has a million. */
static bool is_far(const struct stage_paint *paint, const struct attempt *attempt)
{
    const struct attempt *list = paint->view->index->attempts.list;
    msec start = attempt->before == NO_EVENT ? attempt->start : list[attempt->before].end;

    return attempt->end < paint->from || min_i64(start, attempt->start) > paint->to;
}

void stage_paint_attempts(const struct stage_paint *paint, int job, int track, int row)
{
    const struct stage_index *index = paint->view->index;

    for (uint32_t a = 0; a < index->attempts.count; a++) {
        const struct attempt *attempt = &index->attempts.list[a];

        if (is_far(paint, attempt) || index->jobs[attempt->job - 1].job != job ||
            (track >= 0 && index->tracks[a] != track))
            continue;
        if (stage_shown(paint->view, attempt->first) == SHOWN_NOT && attempt->before == NO_EVENT)
            continue;
        if (attempt->before != NO_EVENT && index->tracks[attempt->before] == index->tracks[a])
            put_wait(paint, &index->attempts.list[attempt->before], attempt, row);
        put_attempt(paint, attempt, row);
    }
}

/* Nothing of the lane stands between an event and a column, in the whole run. */
static bool is_free(const struct stage_paint *paint, const struct stage_row *row, uint32_t event, int column)
{
    struct stage_lane lane = stage_lane(paint->view->index, row->which);
    uint32_t next = index_after(lane.events, lane.count, event);

    return next == lane.count || stage_column(paint, paint->trace->events[lane.events[next]].time) >= column;
}

void stage_paint_done_words(const struct stage_paint *paint, const struct stage_row *row, int at)
{
    const struct stage_index *index = paint->view->index;
    const char *words = paint->scenario->bots[row->which].done;
    int width = text_width(words);

    for (uint32_t a = 0; a < index->attempts.count && !paint->layout.is_narrow; a++) {
        const struct attempt *attempt = &index->attempts.list[a];
        enum shown shown = stage_shown(paint->view, attempt->last);
        int column;

        if (is_far(paint, attempt) || index->jobs[attempt->job - 1].job != row->own_job ||
            attempt->outcome != ATTEMPT_OK || shown == SHOWN_NOT)
            continue;
        column = stage_column(paint, attempt->end) + 2;
        if (column + width <= stage_axis_end(paint) + 1 && is_free(paint, row, attempt->last, column + width))
            cells_put(paint->cells, column, at, width, words, ELEMENT_GRANTED, shown == SHOWN_DIM ? CELL_DIM : 0);
    }
}
