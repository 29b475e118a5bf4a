#include "picture/lanes_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "picture/lane_marks.h"
#include "words/terms.h"

/* Marks first … last share a place: its first column, and the one behind its last. */
struct spot {
    uint32_t first, last;
    int from, to;
};

struct drawing {
    const struct lanes *lanes;
    const struct trace *trace;
    const struct lanes_place *place;
    struct scene *scene;
    struct lane_marks marks;
    struct spot *spots; /* of the lane being drawn */
    uint32_t spot_count;
    char *taken; /* columns of that lane which are taken */
};

int lanes_column(const struct lanes_place *place, msec time)
{
    int column = timeaxis_place(place->axis, time);

    if (place->axis->width > place->width)
        column = (int)((int64_t)column * (place->width - 1) / (place->axis->width - 1));
    return place->left + clamp_int(column, 0, place->width - 1);
}

static int mark_column(const struct drawing *drawing, uint32_t mark)
{
    return lanes_column(drawing->place, drawing->trace->events[drawing->marks.list[mark].event].time);
}

/* Columns of a mark and, of `count` marks, the number of the others. */
static int spot_columns(uint32_t count)
{
    int columns = 1;

    for (uint32_t others = count - 1; others > 0; others /= 10)
        columns++;
    return columns + (count > 1);
}

/* Where the page ends on which a column is. */
static int page_end(const struct drawing *drawing, int column)
{
    const struct lanes_place *place = drawing->place;
    int end = place->left + ((column - place->left) / place->page + 1) * place->page;

    return min_int(end, place->left + place->width);
}

/* Puts mark `i`, behind those so far. It shares the place of the one before where that reaches to it. What would stand
 * across the page's end moves left, into the place before it if need be. */
static void add_spot(struct drawing *drawing, uint32_t i)
{
    struct spot *spot = drawing->spot_count > 0 ? &drawing->spots[drawing->spot_count - 1] : NULL;
    int column = mark_column(drawing, i), end;

    if (!spot || column >= spot->to) {
        spot = &drawing->spots[drawing->spot_count++];
        *spot = (struct spot){.first = i, .from = column};
    }
    spot->last = i;
    end = page_end(drawing, spot->from);
    spot->to = spot->from + spot_columns(spot->last - spot->first + 1);
    if (spot->to > end) {
        spot->from -= spot->to - end;
        spot->to = end;
    }
    while (spot > drawing->spots && spot->from < spot[-1].to) {
        spot[-1].last = i;
        spot[-1].to = max_int(spot->to, spot[-1].from + spot_columns(i - spot[-1].first + 1));
        spot--;
        drawing->spot_count--;
    }
}

static void add_text(struct drawing *drawing, int x, int y, const char *string, struct scene_label label)
{
    struct scene_label *added = scene_add_string(drawing->scene, (struct scene_area){x, y, text_width(string), 1},
                                                 label.element, string);

    if (!added)
        return;
    added->from = label.from;
    added->until = label.until;
    added->is_backed = label.is_backed;
}

static void add_hit(struct drawing *drawing, struct scene_area area, uint32_t event)
{
    scene_add_hit(drawing->scene, &(struct scene_hit){area, event});
}

/* The words of a mark that has its place for itself, up to the next one; until that is there it may have all. */
static void add_words(struct drawing *drawing, const struct spot *spot, const struct spot *next, int y)
{
    const struct lane_mark *item = &drawing->marks.list[spot->first];
    int end = page_end(drawing, spot->from) + drawing->place->margin, room = end - spot->from,
        width = text_width(item->sign.words);
    bool is_near = next && next->from < end;

    if (width == 0 || width + 2 > room)
        return;
    add_text(drawing, spot->from + 2, y, item->sign.words,
             (struct scene_label){
                 .element = item->sign.element == ELEMENT_AGAIN ? ELEMENT_CHANGED : item->sign.element,
                 .from = item->event,
                 .until = is_near && width + 2 > next->from - spot->from ? drawing->marks.list[next->first].event : 0});
}

/* The marks of a spot as they come: each that weighs no less than those before it takes their place. */
static void add_marks(struct drawing *drawing, const struct spot *spot, int y)
{
    const struct lane_mark *best = NULL;
    struct scene_mark *mark = NULL;

    for (uint32_t i = spot->first; i <= spot->last; i++) {
        const struct lane_mark *item = &drawing->marks.list[i];
        char others[16];

        if (i > spot->first) {
            snprintf(others, sizeof others, "+%u", i - spot->first);
            add_text(drawing, spot->from + 1, y, others,
                     (struct scene_label){.element = ELEMENT_QUIET,
                                          .from = item->event,
                                          .until = i < spot->last ? drawing->marks.list[i + 1].event : 0});
        }
        if (best && item->sign.rank < best->sign.rank)
            continue;
        if (mark)
            mark->until = item->event;
        best = item;
        mark = scene_add_mark(drawing->scene, &(struct scene_mark){.x = spot->from,
                                                                   .y = y,
                                                                   .sign = item->sign.mark,
                                                                   .element = item->sign.element,
                                                                   .name = item->sign.words,
                                                                   .bot = drawing->trace->events[item->event].bot,
                                                                   .from = item->event});
        add_hit(drawing, (struct scene_area){spot->from, y, 1, 1}, item->event);
    }
}

/* What has taken a column. */
enum { TAKEN_BAR = 1, TAKEN_MARK = 2, TAKEN_DIGITS = 4 };

static bool is_free(const struct drawing *drawing, int from, int to, int by)
{
    bool is_free = from >= drawing->place->left &&
                   to <= drawing->place->left + drawing->place->width + drawing->place->margin;

    for (int x = from; x < to && is_free; x++)
        is_free = !(drawing->taken[x] & by);
    return is_free;
}

static void take(struct drawing *drawing, int from, int to, int by)
{
    for (int x = from; x < to; x++)
        drawing->taken[x] |= (char)by;
}

/* An attempt's number at the beginning of its bar, where nothing covers it; of several digits it may begin earlier. No
 * digits stand beside others. Returns the column behind it. */
static int add_number(struct drawing *drawing, const struct attempt *attempt, int from, int to, int y)
{
    char number[16];
    int width = snprintf(number, sizeof number, "%u", (unsigned)attempt->number), column = from;

    if (column + width > to || !is_free(drawing, column, column + width, TAKEN_MARK)) {
        column = from - (width - 1);
        if (!is_free(drawing, column, from, TAKEN_BAR | TAKEN_MARK))
            return from;
    }
    if (from >= to || !is_free(drawing, from, column + width, TAKEN_MARK) ||
        (drawing->taken[max_int(column - 1, 0)] | drawing->taken[column + width]) & TAKEN_DIGITS)
        return from;
    add_text(drawing, column, y, number, (struct scene_label){.element = ELEMENT_TITLE, .from = attempt->first});
    add_hit(drawing, (struct scene_area){column, y, width, 1}, attempt->first);
    take(drawing, column, column + width, TAKEN_MARK | TAKEN_DIGITS);
    return column + width;
}

/* "waits 60 s": as the system meant to wait before the attempt, or as long as it took. */
static void add_wait(struct drawing *drawing, const struct attempt *before, const struct attempt *after, int y)
{
    int from = lanes_column(drawing->place, before->end) + 1, to = lanes_column(drawing->place, after->start), width;
    struct text words = {0};

    if (after->start < before->end || to <= from) /* nothing waits between two attempts that overlap */
        return;
    scene_add_bar(drawing->scene, (struct scene_area){from, y, to - from, 1}, BAR_WAIT, ELEMENT_WAIT, before->last);
    text_add(&words, "waits ");
    msec_say(attempt_wait(drawing->trace, before, after), &words);
    if (text_width(text_str(&words)) + 2 > to - from) {
        text_clear(&words);
        msec_say(attempt_wait(drawing->trace, before, after), &words);
    }
    width = text_width(text_str(&words));
    from += (to - from - width) / 2;
    if (width + 2 <= to - from && is_free(drawing, from, from + width, TAKEN_MARK))
        add_text(drawing, from, y, text_str(&words),
                 (struct scene_label){.element = ELEMENT_WAIT, .from = after->first, .is_backed = true});
    drawing->scene->failed = drawing->scene->failed || words.failed;
    text_release(&words);
}

/* A bot's own job ends in the bot's words of success, where there is room. */
static void add_done(struct drawing *drawing, const struct lane *lane, const struct attempt *attempt, int y)
{
    const char *words = drawing->trace->scenario->bots[lane->which].done;
    int from = lanes_column(drawing->place, attempt->end) + 2, to = from + text_width(words);

    if (to <= page_end(drawing, from - 2) + drawing->place->margin &&
        is_free(drawing, from - 1, to, TAKEN_BAR | TAKEN_MARK))
        add_text(drawing, from, y, words, (struct scene_label){.element = ELEMENT_GRANTED, .from = attempt->last});
}

/* A letter for each micro-step of a bot that has no mark. */
static void add_steps(struct drawing *drawing, const struct lane *lane, int y)
{
    struct scene_label *last = NULL;

    for (uint32_t e = 0; lane->is_bot && e < drawing->trace->count; e++) {
        const struct event *event = &drawing->trace->events[e];
        int column = lanes_column(drawing->place, event->time);
        uint32_t before = drawing->scene->label_count;

        if (event->bot != lane->which || event->kind >= MICRO_COUNT || event_sign(event).rank > 0 ||
            !is_free(drawing, column, column + 1, TAKEN_MARK))
            continue;
        if (last && last->x == column)
            last->until = e;
        add_text(drawing, column, y, micro_words[event->kind].sign,
                 (struct scene_label){.element = ELEMENT_QUIET, .from = e});
        last = drawing->scene->label_count > before ? &drawing->scene->labels[before] : NULL;
        add_hit(drawing, (struct scene_area){column, y, 1, 1}, e);
    }
}

static void add_run(struct drawing *drawing, const struct attempt *attempt, int y)
{
    int from = lanes_column(drawing->place, attempt->start), to = lanes_column(drawing->place, attempt->end);
    struct scene_bar *bar;

    if (from == to) /* until its end is there */
        scene_add_mark(drawing->scene, &(struct scene_mark){.x = from,
                                                            .y = y,
                                                            .sign = MARK_START,
                                                            .element = ELEMENT_JOB,
                                                            .name = "",
                                                            .bot = NO_BOT,
                                                            .from = attempt->first,
                                                            .until = attempt->last});
    from = add_number(drawing, attempt, from, to, y);
    if (to > from) {
        bar = scene_add_bar(drawing->scene, (struct scene_area){from, y, to - from, 1}, BAR_RUN, ELEMENT_JOB,
                            attempt->first);
        if (bar)
            bar->until = attempt->last;
        take(drawing, from, to, TAKEN_BAR);
    }
}

/* The attempts of a lane; the waits between them come first, so that none hides a bar. */
static void add_attempts(struct drawing *drawing, uint32_t lane, int y)
{
    const struct lanes *lanes = drawing->lanes;
    const struct attempt *list = lanes->attempts.list;
    const struct lane *of = &lanes->list[lane];

    for (uint32_t a = 0; a < lanes->attempts.count && lanes->kind != LANES_WORKERS; a++)
        if (lanes->attempt_lanes[a] == lane && list[a].before != NO_EVENT &&
            lanes->attempt_lanes[list[a].before] == lane)
            add_wait(drawing, &list[list[a].before], &list[a], y);
    for (uint32_t a = 0; a < lanes->attempts.count; a++)
        if (lanes->attempt_lanes[a] == lane)
            add_run(drawing, &list[a], y);
    for (uint32_t a = 0; a < lanes->attempts.count && of->is_bot && drawing->place->has_words; a++)
        if (lanes->attempt_lanes[a] == lane && list[a].outcome == ATTEMPT_OK)
            add_done(drawing, of, &list[a], y);
}

/* Marks `first` to before `end` are the lane's. Lane number `lanes->count` is the axis. */
static void add_lane(struct drawing *drawing, uint32_t lane, uint32_t first, uint32_t end)
{
    const struct lanes_place *place = drawing->place;
    const struct lane *of = lane < drawing->lanes->count ? &drawing->lanes->list[lane] : NULL;
    int y = of ? place->top + (int)lane * place->step : place->axis_row;

    memset(drawing->taken, 0, (size_t)(place->left + place->width) + 2);
    drawing->spot_count = 0;
    for (uint32_t i = first; i < end; i++)
        add_spot(drawing, i);
    for (uint32_t s = 0; s < drawing->spot_count; s++) {
        take(drawing, drawing->spots[s].from, drawing->spots[s].from + 1, TAKEN_MARK);
        take(drawing, drawing->spots[s].from + 1, drawing->spots[s].to, TAKEN_MARK | TAKEN_DIGITS);
    }
    if (of)
        add_attempts(drawing, lane, y);
    for (uint32_t s = 0; s < drawing->spot_count; s++) {
        const struct spot *spot = &drawing->spots[s];

        add_marks(drawing, spot, y);
        if (of && of->is_bot && of->own_job < 0 && place->has_words && spot->first == spot->last)
            add_words(drawing, spot, s + 1 < drawing->spot_count ? spot + 1 : NULL, y);
    }
    if (of && place->shows_steps)
        add_steps(drawing, of, y);
}

/* From which event on a bar reaches each column. */
static void note_columns(struct drawing *drawing)
{
    int x = 0, end = drawing->place->left + drawing->place->width + 1;
    uint32_t *events = arena_array(&drawing->scene->arena, (size_t)end + 1, sizeof *events);

    drawing->scene->column_events = events;
    drawing->scene->failed = drawing->scene->failed || !events;
    for (uint32_t e = 0; events && e < drawing->trace->count; e++)
        for (int column = lanes_column(drawing->place, drawing->trace->events[e].time); x <= column; x++)
            events[x] = e;
    for (; events && x <= end; x++)
        events[x] = drawing->trace->count;
}

static void add_lanes(struct drawing *drawing)
{
    uint32_t first = 0, end = 0;

    for (uint32_t lane = 0; lane <= drawing->lanes->count; lane++, first = end) {
        while (end < drawing->marks.count && drawing->marks.list[end].lane == lane)
            end++;
        if (lane < drawing->place->count || lane == drawing->lanes->count)
            add_lane(drawing, lane, first, end);
    }
}

void lanes_draw(const struct lanes *lanes, const struct lanes_place *place, struct scene *scene)
{
    struct drawing drawing = {.lanes = lanes, .trace = lanes->trace, .place = place, .scene = scene};
    bool is_ready = lane_marks_take(lanes, &drawing.marks);

    CHECK(place->width > 0 && place->page > 0 && place->count <= lanes->count);
    drawing.spots = malloc(((size_t)drawing.marks.count + 1) * sizeof *drawing.spots);
    drawing.taken = malloc((size_t)(place->left + place->width) + 2);
    is_ready = is_ready && drawing.spots && drawing.taken;
    scene->failed = scene->failed || !is_ready;
    if (is_ready) {
        note_columns(&drawing);
        add_lanes(&drawing);
    }
    lane_marks_release(&drawing.marks);
    free(drawing.spots);
    free(drawing.taken);
}
