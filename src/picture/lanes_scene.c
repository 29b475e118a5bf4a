#include "picture/lanes_scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "words/terms.h"

/* Marks first … last share a place: its first column, and the one behind its last. */
struct spot {
    uint32_t first, last;
    int from, to;
};

struct drawing {
    const struct trace *trace;
    const struct lanes_place *place;
    struct scene *scene;
    const struct lane_marks *marks;
    uint32_t first_event; /* of the page */
    uint32_t *attempts;   /* on the page */
    uint32_t attempt_count;
    struct spot *spots; /* of the lane being drawn */
    uint32_t spot_count;
    char *taken;              /* columns of that lane which are taken */
    enum scene_ground ground; /* of that lane */
    uint32_t shared;          /* the event with which a place is shared first, or NO_EVENT */
};

int lanes_column(const struct lanes_place *place, msec time)
{
    int column = timeaxis_place(place->axis, time);

    if (place->axis->width > place->columns)
        column = (int)((int64_t)column * (place->columns - 1) / (place->axis->width - 1));
    return place->left + column - place->page;
}

static int event_column(const struct drawing *drawing, uint32_t event)
{
    return lanes_column(drawing->place, drawing->trace->events[event].time);
}

static int mark_column(const struct drawing *drawing, uint32_t mark)
{
    return event_column(drawing, drawing->marks->list[mark].event);
}

/* Columns of a mark and, of `count` marks, the number of the others and a gap. */
static int spot_columns(const struct drawing *drawing, uint32_t count)
{
    int columns = 1;

    for (uint32_t others = count - 1; others > 0; others /= 10)
        columns++;
    return count > 1 ? columns + 1 + drawing->place->gap : columns;
}

static int page_end(const struct drawing *drawing)
{
    return drawing->place->left + drawing->place->width;
}

/* Puts mark `i`, behind those so far. It shares the place of the one before where that reaches to it. What would stand
 * across the page's end moves left, into the place before it if need be. */
static void add_spot(struct drawing *drawing, uint32_t i)
{
    struct spot *spot = drawing->spot_count > 0 ? &drawing->spots[drawing->spot_count - 1] : NULL;
    int column = mark_column(drawing, i), end = page_end(drawing);

    if (!spot || column >= spot->to) {
        spot = &drawing->spots[drawing->spot_count++];
        *spot = (struct spot){.first = i, .from = column};
    }
    for (;; spot--, drawing->spot_count--) {
        spot->last = i;
        spot->to = max_int(spot->to, spot->from + spot_columns(drawing, i - spot->first + 1));
        if (spot->to > end) {
            spot->from -= spot->to - end;
            spot->to = end;
        }
        if (spot == drawing->spots || spot->from >= spot[-1].to)
            return;
        spot[-1].to = spot->to;
    }
}

static void add_text(struct drawing *drawing, int x, int y, const char *string, struct scene_label label)
{
    label.x = x;
    label.y = y;
    label.width = max_int(label.width, text_width(string));
    label.text = scene_string(drawing->scene, string);
    scene_add_label(drawing->scene, &label);
}

static void add_hit(struct drawing *drawing, struct scene_area area, uint32_t event)
{
    scene_add_hit(drawing->scene, &(struct scene_hit){area, event});
}

/* The words of a mark that has its place for itself, up to the next one; until that is there it may have all. */
static void add_words(struct drawing *drawing, const struct spot *spot, const struct spot *next, int y)
{
    const struct lane_mark *item = &drawing->marks->list[spot->first];
    int end = page_end(drawing) + drawing->place->margin, room = end - spot->from, width = text_width(item->sign.words);
    bool is_near = next && next->from < end;

    if (width == 0 || width + 2 > room)
        return;
    add_text(drawing, spot->from + 2, y, item->sign.words,
             (struct scene_label){.element = item->sign.element == ELEMENT_AGAIN ? ELEMENT_CHANGED : item->sign.element,
                                  .ground = drawing->place->has_arrows ? drawing->ground : GROUND_NONE,
                                  .from = item->event,
                                  .until = is_near && width + 2 > next->from - spot->from
                                               ? drawing->marks->list[next->first].event
                                               : 0});
}

/* What has taken a column. */
enum {
    TAKEN_BAR = 1,
    TAKEN_MARK = 2,
    TAKEN_DIGITS = 4,
    TAKEN_WAIT = 8,
    TAKEN_START = 16,
    TAKEN_SIGN = 32,
    TAKEN_NUMBER = 64
};

static size_t taken_size(const struct lanes_place *place)
{
    return (size_t)(place->left + place->width + place->margin) + 1;
}

/* The ground of what stands on the axis, a bar, or a wait, or may be on an arrow; in cells, which have no gap, it needs
 * none. */
static enum scene_ground ground_at(const struct drawing *drawing, int from, int to, int y)
{
    bool is_on_line = y == drawing->place->axis_row || drawing->place->has_arrows;

    for (int x = from; x < to && !is_on_line; x++)
        is_on_line = drawing->taken[x] & (TAKEN_BAR | TAKEN_WAIT);
    return is_on_line && drawing->place->gap > 0 ? drawing->ground : GROUND_NONE;
}

/* The marks of a spot as they come: each that weighs no less than those before it takes their place. */
static void add_marks(struct drawing *drawing, const struct spot *spot, int y)
{
    const struct lane_mark *best = NULL;
    struct scene_mark *mark = NULL;
    enum scene_ground ground = ground_at(drawing, max_int(spot->from - 1, 0), spot->to, y); /* of a bar's end, too */

    for (uint32_t i = spot->first; i <= spot->last; i++) {
        const struct lane_mark *item = &drawing->marks->list[i];
        char others[16];

        if (i > spot->first) {
            drawing->shared = min_u32(drawing->shared, item->event); /* NO_EVENT is the greatest */
            snprintf(others, sizeof others, "+%u", i - spot->first);
            add_text(drawing, spot->from + 1, y, others,
                     (struct scene_label){.width = drawing->place->gap + text_width(others),
                                          .align = ALIGN_CENTER,
                                          .element = ELEMENT_QUIET,
                                          .ground = ground,
                                          .from = item->event,
                                          .until = i < spot->last ? drawing->marks->list[i + 1].event : 0});
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
                                                                   .ground = ground,
                                                                   .from = item->event});
        add_hit(drawing, (struct scene_area){spot->from, y, 1, 1}, item->event);
    }
}

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
 * digits stand beside others, nor behind a sign that is wider than its column. Returns the column behind it. */
static int add_number(struct drawing *drawing, const struct attempt *attempt, int from, int to, int y)
{
    char number[16];
    int width = snprintf(number, sizeof number, "%u", (unsigned)attempt->number), column = from;
    int apart = drawing->place->gap > 0 ? TAKEN_DIGITS | TAKEN_SIGN : TAKEN_DIGITS;

    if (column + width > to || !is_free(drawing, column, column + width, TAKEN_MARK)) {
        column = from - (width - 1);
        if (!is_free(drawing, column, from, TAKEN_BAR | TAKEN_MARK))
            return from;
    }
    if (from >= to || !is_free(drawing, from, column + width, TAKEN_MARK) ||
        drawing->taken[max_int(column - 1, 0)] & apart || drawing->taken[column + width] & TAKEN_DIGITS)
        return from;
    add_text(drawing, column, y, number,
             (struct scene_label){.element = ELEMENT_TITLE,
                                  .ground = ground_at(drawing, column, column + width, y),
                                  .from = attempt->first});
    add_hit(drawing, (struct scene_area){column, y, width, 1}, attempt->first);
    take(drawing, column, column + width, TAKEN_MARK | TAKEN_DIGITS | TAKEN_NUMBER);
    return column + width;
}

/* In the middle of columns `from` to before `to`; without the first word where that has no room. */
static void add_wait_words(struct drawing *drawing, const struct attempt *after, msec wait, struct scene_area line)
{
    struct text words = {0};
    int width, from;

    text_add(&words, "waits ");
    msec_say(wait, &words);
    if (text_width(text_str(&words)) + 2 > line.width) {
        text_clear(&words);
        msec_say(wait, &words);
    }
    width = text_width(text_str(&words));
    from = line.x + (line.width - width) / 2;
    if (width + 2 <= line.width && is_free(drawing, from - 1, from + width + 1, TAKEN_MARK)) { /* a space each side */
        add_text(drawing, from, line.y, text_str(&words),
                 (struct scene_label){
                     .align = ALIGN_CENTER, .element = ELEMENT_WAIT, .ground = drawing->ground, .from = after->first});
        take(drawing, from - 1, from + width + 1, TAKEN_MARK);
    }
    drawing->scene->failed = drawing->scene->failed || words.failed;
    text_release(&words);
}

/* "waits 60 s": as the system meant to wait before the attempt, or as long as it took. */
static void add_wait(struct drawing *drawing, const struct attempt *before, const struct attempt *after, int y)
{
    int from = max_int(lanes_column(drawing->place, before->end) + 1, drawing->place->left);
    int to = min_int(lanes_column(drawing->place, after->start), page_end(drawing));
    struct scene_area line = {from, y, to - from, 1};

    if (after->start < before->end || line.width <= 0) /* nothing waits between two attempts that overlap */
        return;
    scene_add_bar(drawing->scene, line, BAR_WAIT, ELEMENT_WAIT, before->last);
    take(drawing, from, to, TAKEN_WAIT);
    add_wait_words(drawing, after, attempt_wait(drawing->trace, before, after), line);
}

/* A bot's own job ends in the bot's words of success, where there is room. */
static void add_done(struct drawing *drawing, const struct lane *lane, const struct attempt *attempt, int y)
{
    const char *words = drawing->trace->scenario->bots[lane->which].done;
    int from = lanes_column(drawing->place, attempt->end) + 2, to = from + text_width(words);

    if (!is_free(drawing, from - 1, to, TAKEN_BAR | TAKEN_MARK))
        return;
    add_text(drawing, from, y, words, (struct scene_label){.element = ELEMENT_GRANTED, .from = attempt->last});
    take(drawing, from, to, TAKEN_MARK);
}

/* A letter for each micro-step of a bot that has no mark. */
static void add_steps(struct drawing *drawing, const struct lane *lane, int y)
{
    const struct trace *trace = drawing->trace;
    struct scene_label *last = NULL;

    for (uint32_t e = drawing->first_event;
         lane->is_bot && e < trace->count && event_column(drawing, e) < page_end(drawing); e++) {
        const struct event *event = &trace->events[e];
        int column = event_column(drawing, e);
        uint32_t before = drawing->scene->label_count;

        if (event->bot != lane->which || event->kind >= MICRO_COUNT || event_sign(event).is_on_lane ||
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

/* The place in which a column lies, or NULL. */
static const struct spot *spot_at(const struct drawing *drawing, int column)
{
    uint32_t low = 0, high = drawing->spot_count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (drawing->spots[middle].to <= column)
            low = middle + 1;
        else
            high = middle;
    }
    return low < drawing->spot_count && drawing->spots[low].from <= column ? &drawing->spots[low] : NULL;
}

/* The start of an attempt that has no column for a bar, until the first mark is in its place. */
static void add_start(struct drawing *drawing, const struct attempt *attempt, int column, int y)
{
    const struct spot *spot = spot_at(drawing, column);
    uint32_t until = spot ? min_u32(drawing->marks->list[spot->first].event, attempt->last) : attempt->last;

    if (attempt->first >= until || !is_free(drawing, column, column + 1, TAKEN_START))
        return;
    scene_add_mark(drawing->scene, &(struct scene_mark){.x = column,
                                                        .y = y,
                                                        .sign = MARK_START,
                                                        .element = ELEMENT_JOB,
                                                        .name = "",
                                                        .bot = NO_BOT,
                                                        .from = attempt->first,
                                                        .until = until});
    take(drawing, column, column + 1, TAKEN_START);
}

static void add_run(struct drawing *drawing, const struct attempt *attempt, int y)
{
    int from = lanes_column(drawing->place, attempt->start), to = lanes_column(drawing->place, attempt->end);
    struct scene_bar *bar;

    if (from == to)
        add_start(drawing, attempt, from, y);
    from = max_int(add_number(drawing, attempt, from, to, y), drawing->place->left);
    to = min_int(to, page_end(drawing));
    while (from < to && drawing->taken[from] & TAKEN_NUMBER) /* of another one: many at a time share the last lane */
        from++;
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
    const struct lanes *lanes = drawing->marks->lanes;
    const struct attempt *list = lanes->attempts.list;
    const struct lane *of = &lanes->list[lane];
    const uint32_t *attempts = drawing->attempts, *end = attempts + drawing->attempt_count;

    for (const uint32_t *a = attempts; a < end && lanes->kind != LANES_WORKERS; a++)
        if (lanes->attempt_lanes[*a] == lane && list[*a].before != NO_EVENT &&
            lanes->attempt_lanes[list[*a].before] == lane)
            add_wait(drawing, &list[list[*a].before], &list[*a], y);
    for (const uint32_t *a = attempts; a < end; a++)
        if (lanes->attempt_lanes[*a] == lane)
            add_run(drawing, &list[*a], y);
    for (const uint32_t *a = attempts; a < end && of->is_bot && drawing->place->has_words; a++)
        if (lanes->attempt_lanes[*a] == lane && list[*a].outcome == ATTEMPT_OK)
            add_done(drawing, of, &list[*a], y);
}

/* How many marks stand on earlier lanes, or on this one before a column. */
static uint32_t marks_before(const struct drawing *drawing, uint32_t lane, int column)
{
    uint32_t low = 0, high = drawing->marks->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2, on = drawing->marks->list[middle].lane;

        if (on < lane || (on == lane && mark_column(drawing, middle) < column))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Lane number `lanes->count` is the axis. */
static void add_lane(struct drawing *drawing, uint32_t lane)
{
    const struct lanes_place *place = drawing->place;
    const struct lanes *lanes = drawing->marks->lanes;
    const struct lane *of = lane < lanes->count ? &lanes->list[lane] : NULL;
    int y = of ? place->top + (int)lane * place->step : place->axis_row;

    memset(drawing->taken, 0, taken_size(place));
    drawing->ground = of && place->has_stripes && lane % 2 == 0 ? GROUND_LANE : GROUND_PICTURE;
    if (drawing->ground == GROUND_LANE)
        scene_add_bar(drawing->scene, (struct scene_area){place->left, y, place->width, 1}, BAR_LANE, ELEMENT_QUIET,
                      NO_EVENT);
    drawing->spot_count = 0;
    for (uint32_t i = marks_before(drawing, lane, place->left), end = marks_before(drawing, lane, page_end(drawing));
         i < end; i++)
        add_spot(drawing, i);
    for (uint32_t s = 0; s < drawing->spot_count; s++) {
        take(drawing, drawing->spots[s].from, drawing->spots[s].from + 1, TAKEN_MARK | TAKEN_SIGN);
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

static void find_first_event(struct drawing *drawing)
{
    uint32_t low = 0, high = drawing->trace->count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (event_column(drawing, middle) < drawing->place->left)
            low = middle + 1;
        else
            high = middle;
    }
    drawing->first_event = low;
}

/* Attempts that are on the page, or of whose wait before them something is. */
static void list_attempts(struct drawing *drawing)
{
    const struct lanes_place *place = drawing->place;
    const struct attempts *all = &drawing->marks->lanes->attempts;
    int end = place->page + place->width;
    msec from = place->page > 0 ? timeaxis_time(place->axis, place->page) : 0;
    msec to = end < place->columns ? timeaxis_time(place->axis, end) : MSEC_NEVER;

    for (uint32_t a = 0; a < all->count; a++) {
        const struct attempt *attempt = &all->list[a];
        msec begin = attempt->before == NO_EVENT ? attempt->start
                                                 : min_i64(attempt->start, all->list[attempt->before].end);

        if (attempt->end >= from && begin <= to)
            drawing->attempts[drawing->attempt_count++] = a;
    }
}

/* From which event on a bar reaches each column. */
static void note_columns(struct drawing *drawing)
{
    int x = 0, end = page_end(drawing) + 1;
    uint32_t *events = arena_array(&drawing->scene->arena, (size_t)end + 1, sizeof *events);

    drawing->scene->column_events = events;
    drawing->scene->failed = drawing->scene->failed || !events;
    for (uint32_t e = drawing->first_event; events && e < drawing->trace->count && x <= end; e++)
        for (int column = min_int(event_column(drawing, e), end); x <= column; x++)
            events[x] = e;
    for (; events && x <= end; x++)
        events[x] = drawing->trace->count;
}

uint32_t lanes_draw(const struct lane_marks *marks, const struct lanes_place *place, struct scene *scene)
{
    const struct lanes *lanes = marks->lanes;
    struct drawing drawing = {
        .marks = marks, .trace = lanes->trace, .place = place, .scene = scene, .shared = NO_EVENT};

    CHECK(place->width > 0 && place->page >= 0 && place->count <= lanes->count);
    drawing.spots = malloc(((size_t)marks->count + 1) * sizeof *drawing.spots);
    drawing.attempts = malloc(((size_t)lanes->attempts.count + 1) * sizeof *drawing.attempts);
    drawing.taken = malloc(taken_size(place));
    if (drawing.spots && drawing.attempts && drawing.taken) {
        find_first_event(&drawing);
        list_attempts(&drawing);
        note_columns(&drawing);
        for (uint32_t lane = 0; lane < place->count; lane++)
            add_lane(&drawing, lane);
        add_lane(&drawing, lanes->count);
    } else {
        scene->failed = true;
    }
    free(drawing.spots);
    free(drawing.attempts);
    free(drawing.taken);
    return drawing.shared;
}
