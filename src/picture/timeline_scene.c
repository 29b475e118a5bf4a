#include "picture/timeline_scene.h"

#include <stdlib.h>
#include <string.h>

#include "base/range.h"
#include "picture/lanes_scene.h"
#include "picture/picture.h"
#include "picture/sign.h"
#include "words/outcome.h"

enum {
    COLUMNS_USUAL = 100,
    NAME_COLUMNS_MAX = 18,
    RESULT_COLUMNS = 16,
    HEAD_ROWS = 3, /* title, labels of the axis, the axis */
    TICKS_MAX = 1000,
    TICKS_APART = 9,
    CAUSES_MAX = 40
};

struct chart {
    const struct trace *trace;
    const struct ledger *ledger;
    const struct timeline_options *options;
    struct scene *scene;
    struct lanes lanes;
    struct lane_marks marks;
    struct timeaxis axis;
    struct lanes_place place;
    uint32_t shared; /* the event with which a place is shared first, or NO_EVENT */
};

static int lane_y(const struct chart *chart, uint32_t lane)
{
    return chart->place.top + (int)lane * chart->place.step;
}

/* The lane on which an event is drawn, or NO_EVENT. */
static uint32_t event_lane(const struct chart *chart, const struct event *event)
{
    uint32_t lane = lanes_at(&chart->lanes, event);

    return lane < chart->place.count ? lane : NO_EVENT;
}

/* Appends a mark, and its words where the whole fits beside the chart. */
static void add_result_mark(enum mark_sign mark, const char *words, struct text *out)
{
    text_addf(out, " %s", marks_unicode[mark]);
    if (words[0] && text_width(text_str(out)) + 1 + text_width(words) < RESULT_COLUMNS)
        text_addf(out, " %s", words);
}

static void add_doubled(const struct ledger *ledger, uint32_t bot, struct text *out)
{
    struct text words = {0};
    uint32_t days = 0, most = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        uint32_t posts = ledger_cell(ledger, o, bot)->posts;

        days += posts > 1;
        most = max_u32(posts, most);
    }
    outcome_doubled(days, most, &words);
    add_result_mark(MARK_AGAIN, text_str(&words), out);
    out->failed = out->failed || words.failed;
    text_release(&words);
}

/* May every post that is missing still come, when the run is cut? */
static bool is_pending(const struct ledger *ledger, uint32_t bot)
{
    uint32_t pending = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        pending += ledger_cell(ledger, o, bot)->state == POST_PENDING && ledger_cell(ledger, o, bot)->posts == 0;
    return pending == ledger->bots[bot].missed;
}

/* "∅ never", "∅ missed"; beside a duplicate the mark alone. "not yet" leaves no room for its mark. */
static void add_missed(const struct ledger *ledger, uint32_t bot, struct text *out)
{
    const struct tally *tally = &ledger->bots[bot];

    if (!is_pending(ledger, bot))
        add_result_mark(MARK_LOST, tally->duplicates ? "" : tally->posts ? "missed" : "never", out);
    else if (tally->duplicates)
        add_result_mark(MARK_NOT_YET, "", out);
    else
        text_add(out, " not yet");
}

/* How a bot's posts came out: "2 of 1 ◆ TWICE". */
static enum element say_bot(const struct chart *chart, uint32_t bot, struct text *out)
{
    const struct tally *tally = &chart->ledger->bots[bot];

    text_addf(out, "%llu of %llu", (unsigned long long)tally->posts, (unsigned long long)tally->owed);
    if (tally->duplicates)
        add_doubled(chart->ledger, bot, out);
    if (tally->missed)
        add_missed(chart->ledger, bot, out);
    return tally->duplicates ? ELEMENT_AGAIN
           : tally->missed   ? ELEMENT_MISSED
           : tally->posts    ? ELEMENT_POSTED
                             : ELEMENT_QUIET; /* nothing is owed */
}

/* How the instances of a lane ended: "✗ gave up", of several "✓ 3 ✗ 1". */
static enum element say_jobs(const struct chart *chart, const struct lane *lane, struct text *out)
{
    uint32_t counts[MARK_COUNT] = {0}, count = 0;
    bool is_instance = chart->options->lanes == LANES_JOBS;
    struct sign sign = {.element = ELEMENT_QUIET}, last = sign;

    for (uint32_t i = 0; i < chart->ledger->job_count; i++) {
        const struct ledger_job *job = &chart->ledger->jobs[i];

        if ((is_instance ? i : (uint32_t)job->job) != lane->which)
            continue;
        sign = job->ended == NO_EVENT ? (struct sign){MARK_NOT_YET, ELEMENT_QUIET, 0, false, "not over"}
                                      : end_sign(&chart->trace->events[job->ended]);
        counts[sign.mark]++;
        if (count++ == 0 || sign.mark != MARK_GRANTED)
            last = sign;
    }
    if (count == 1)
        text_addf(out, "%s %s", marks_unicode[last.mark], last.words);
    for (int mark = 0; mark < MARK_COUNT && count > 1; mark++)
        if (counts[mark] > 0)
            text_addf(out, "%s%s %u", out->size > 0 ? " " : "", marks_unicode[mark], counts[mark]);
    return last.element;
}

/* What came of a lane, known when the run is over. Of several lanes of a job the first one tells. */
static void add_result(struct chart *chart, const struct lane *lane, int y)
{
    struct scene_area area = {chart->place.left + chart->place.width + 1, y, RESULT_COLUMNS - 1, 1};
    struct text text = {0};
    enum element element = lane->is_bot ? say_bot(chart, lane->which, &text) : say_jobs(chart, lane, &text);
    struct scene_label *label;

    text_fit(&text, area.width);
    label = scene_add_words(chart->scene, area, element, &text);
    if (label)
        label->from = chart->trace->count - 1;
}

static const char *lane_name(struct chart *chart, uint32_t at)
{
    const struct scenario *scenario = chart->trace->scenario;
    const struct lane *lane = &chart->lanes.list[at];
    struct text text = {0};

    if (lane->is_bot) {
        text_add(&text, scenario->bots[lane->which].name);
    } else if (chart->options->lanes == LANES_WORKERS) {
        text_addf(&text, "worker %u", lane->which + 1);
    } else if (chart->options->lanes == LANES_JOBS) {
        text_add(&text, scenario->jobs[chart->lanes.jobs[lane->which].job].name);
        if (chart->lanes.jobs[lane->which].number > 1)
            text_addf(&text, " #%u", chart->lanes.jobs[lane->which].number);
    } else {
        text_add(&text, lane->track > 0 ? "… beside" : scenario->jobs[lane->which].name);
    }
    text_fit(&text, NAME_COLUMNS_MAX);
    return picture_clean(chart->scene, scene_take(chart->scene, &text));
}

static void add_lanes(struct chart *chart)
{
    int left = chart->place.left;

    for (uint32_t at = 0; at < chart->place.count; at++) {
        const struct lane *lane = &chart->lanes.list[at];
        int y = lane_y(chart, at);

        scene_add_string(chart->scene, (struct scene_area){1, y, left - 2, 1},
                         lane->is_bot ? ELEMENT_TITLE : ELEMENT_JOB, lane_name(chart, at));
        if (chart->options->lanes != LANES_WORKERS && lane->track == 0)
            add_result(chart, lane, y);
    }
    chart->shared = lanes_draw(&chart->marks, &chart->place, chart->scene);
}

static void add_axis(struct chart *chart)
{
    struct timeaxis_tick ticks[TICKS_MAX];
    bool is_squeezed = chart->axis.width > chart->place.width;
    struct timeaxis_span span = {0, chart->axis.width, TICKS_APART, is_squeezed};
    size_t count;
    int free_from = 0;

    if (is_squeezed)
        span.apart = (int)((int64_t)TICKS_APART * chart->axis.width / chart->place.width);
    count = timeaxis_ticks_in(&chart->axis, &span, ticks, TICKS_MAX);
    scene_add_bar(chart->scene, (struct scene_area){chart->place.left, HEAD_ROWS - 1, chart->place.width, 1}, BAR_RULE,
                  ELEMENT_QUIET, NO_EVENT);
    for (size_t i = 0; i < count; i++) {
        const struct timeaxis_tick *tick = &ticks[i];
        int x = is_squeezed ? lanes_column(&chart->place, timeaxis_time(&chart->axis, tick->place)) - chart->place.left
                            : tick->place;
        int width = text_width(tick->label);

        if (tick->is_fold) {
            scene_add_bar(chart->scene,
                          (struct scene_area){chart->place.left + tick->place, HEAD_ROWS - 1, tick->width, 1}, BAR_FOLD,
                          ELEMENT_QUIET, NO_EVENT);
            continue;
        }
        if (x < free_from || x + width > chart->place.width)
            continue;
        scene_add_string(chart->scene, (struct scene_area){chart->place.left + x, HEAD_ROWS - 2, width + 1, 1},
                         ELEMENT_QUIET, tick->label);
        free_from = x + width + 1;
    }
}

/* An arrow from a strike down or up to the lane of event `e` that it led to; false where both are in one lane. */
static bool add_cause(struct chart *chart, uint32_t strike, uint32_t e)
{
    const struct event *event = &chart->trace->events[e];
    uint32_t from = event_lane(chart, &chart->trace->events[strike]), to = event_lane(chart, event);
    struct scene_point begin, end;

    if (from == NO_EVENT || to == NO_EVENT || from == to)
        return false;
    begin = (struct scene_point){lanes_column(&chart->place, chart->trace->events[strike].time), lane_y(chart, from)};
    end = (struct scene_point){lanes_column(&chart->place, event->time), lane_y(chart, to)};
    scene_add_arrow(chart->scene, &(struct scene_arrow){.points = {begin, {end.x, begin.y}, end},
                                                        .count = 3,
                                                        .is_dashed = true,
                                                        .is_to_mark = true,
                                                        .element = ELEMENT_ERROR,
                                                        .from = e});
    return true;
}

/* Arrows from the fault among the causes of a later post or a miss to it. */
static void add_causes(struct chart *chart)
{
    const struct trace *trace = chart->trace;
    uint32_t *strikes = malloc(((size_t)trace->count + 1) *
                               sizeof *strikes); /* the nearest among each event's causes */
    uint32_t drawn = 0;

    chart->scene->failed = chart->scene->failed || !strikes;
    for (uint32_t e = 0; strikes && e < trace->count && drawn < CAUSES_MAX; e++) {
        const struct event *event = &trace->events[e];
        bool is_effect = event->kind == EVENT_MISS || (event->kind == EVENT_COMMIT && event->attempt > 1);

        strikes[e] = event->cause == NO_EVENT                           ? NO_EVENT
                     : trace->events[event->cause].kind == EVENT_STRIKE ? event->cause
                                                                        : strikes[event->cause];
        if (is_effect && strikes[e] != NO_EVENT)
            drawn += add_cause(chart, strikes[e], e);
    }
    free(strikes);
}

/* There signs are wider than a column. */
static bool is_on_paper(const struct chart *chart)
{
    return chart->options->lane_rows > 1;
}

static void chart_start(struct chart *chart)
{
    int columns = max_int(chart->options->columns ? chart->options->columns : COLUMNS_USUAL, TIMELINE_COLUMNS_MIN);
    int longest = 6;

    chart->place = (struct lanes_place){
        .axis = &chart->axis,
        .top = HEAD_ROWS + chart->options->lane_rows - 1,
        .step = chart->options->lane_rows,
        .axis_row = HEAD_ROWS - 1,
        .gap = is_on_paper(chart) ? 1 : 0,
        .count = chart->options->lanes == LANES_BOTS ? chart->lanes.count
                                                     : min_u32(chart->lanes.count, TIMELINE_LANES_MAX),
        .has_words = true,
        .has_arrows = chart->options->show_causes,
        .has_stripes = true,
    };
    for (uint32_t lane = 0; lane < chart->place.count; lane++)
        longest = max_int(text_width(lane_name(chart, lane)), longest);
    chart->place.left = min_int(longest, columns / 4) + 2;
    chart->place.width = columns - chart->place.left - (chart->options->lanes == LANES_WORKERS ? 1 : RESULT_COLUMNS);
    chart->place.columns = chart->place.width;
    chart->scene->columns = columns;
}

static bool is_shown(const struct chart *chart, uint32_t from, uint32_t until)
{
    return reveal_between(chart->options->reveal, from, until) == REVEAL_SHOWN;
}

/* A legend under way: entries in lines, none of which is broken. */
struct legend {
    struct chart *chart;
    struct text line, entry;
    int y;
};

static bool is_empty(const struct text *text)
{
    return text->size == 0 && !text->failed;
}

static void end_line(struct legend *legend)
{
    if (is_empty(&legend->line))
        return;
    legend->y = picture_lines(legend->chart->scene, text_str(&legend->line), legend->y, ELEMENT_QUIET, NO_EVENT);
    text_clear(&legend->line);
}

/* Takes the entry; one that is empty is none. */
static void end_entry(struct legend *legend)
{
    int width = text_width(text_str(&legend->line)), columns = legend->chart->scene->columns - 2;

    if (is_empty(&legend->entry))
        return;
    if (width > 0 && width + 3 + text_width(text_str(&legend->entry)) > columns)
        end_line(legend);
    text_addf(&legend->line, "%s%s", legend->line.size > 0 ? " · " : "", text_str(&legend->entry));
    text_clear(&legend->entry);
}

/* What the signs stand for that are there: names of a sign are told together, "✗ error, gave up". */
static void add_signs(struct legend *legend)
{
    enum { NAMES_MAX = 64 }; /* more than the table of signs has */
    const struct scene *scene = legend->chart->scene;
    const struct scene_mark *named[NAMES_MAX];
    uint32_t count = 0;

    for (uint32_t m = 0; m < scene->mark_count; m++) {
        const struct scene_mark *mark = &scene->marks[m];
        uint32_t n = 0;

        while (n < count && (named[n]->sign != mark->sign || strcmp(named[n]->name, mark->name) != 0))
            n++;
        if (n == count && count < NAMES_MAX && mark->name[0] && is_shown(legend->chart, mark->from, mark->until))
            named[count++] = mark;
    }
    for (int sign = 0; sign < MARK_COUNT; sign++) {
        for (uint32_t n = 0; n < count; n++)
            if ((int)named[n]->sign == sign)
                text_addf(&legend->entry, "%s %s", legend->entry.size > 0 ? "," : marks_unicode[sign], named[n]->name);
        end_entry(legend);
    }
}

/* What is not drawn. */
static void add_cut(struct legend *legend)
{
    const struct lanes *lanes = &legend->chart->lanes;
    uint32_t drawn = legend->chart->place.count, attempts = 0;

    for (uint32_t a = 0; a < lanes->attempts.count; a++)
        attempts += lanes->attempt_lanes[a] >= drawn;
    if (drawn < lanes->count)
        text_addf(&legend->line, "⋯ not drawn: %u more %s, with %u attempt%s.", lanes->count - drawn,
                  lanes_names[lanes->kind], attempts, attempts == 1 ? "" : "s");
    end_line(legend);
}

/* What stands in the picture, and what does not. */
static int add_legend(struct chart *chart, int y)
{
    struct legend legend = {.chart = chart, .y = y};
    bool is_there = chart->lanes.attempts.count > 0 && is_shown(chart, chart->lanes.attempts.list[0].first, 0);

    add_signs(&legend);
    text_add(&legend.entry, chart->shared != NO_EVENT && is_shown(chart, chart->shared, 0) ? "+1 one more there" : "");
    end_entry(&legend);
    text_add(&legend.entry, is_there ? "1, 2 attempts" : "");
    end_entry(&legend);
    text_add(&legend.entry, chart->axis.fold_count > 0 ? "⋯ folded" : "");
    end_entry(&legend);
    end_line(&legend);
    add_cut(&legend);
    text_release(&legend.line);
    text_release(&legend.entry);
    return legend.y;
}

static void fill_scene(struct chart *chart)
{
    const struct picture_of of = {chart->trace, chart->ledger, chart->options->is_worksheet, chart->options->asked};
    int y;

    add_axis(chart);
    add_lanes(chart);
    if (chart->options->show_causes)
        add_causes(chart);
    y = add_legend(chart, lane_y(chart, chart->place.count));
    chart->scene->rows = picture_frame(chart->scene, &of, y);
    picture_describe(chart->scene, &of);
}

/* On paper neighbouring times stand two columns apart where that fits on the page. */
static bool lay_axis(struct chart *chart, struct err *err)
{
    struct timeaxis_wish wish = {
        .width = chart->place.width, .gap_min = is_on_paper(chart) ? 2 : 1, .fold_width = 13}; /* " waits 60 s " */

    if (!timeaxis_init(&chart->axis, &chart->trace, 1, &wish, err))
        return false;
    if (!chart->axis.is_paged || wish.gap_min == 1)
        return true;
    timeaxis_release(&chart->axis);
    wish.gap_min = 1;
    return timeaxis_init(&chart->axis, &chart->trace, 1, &wish, err);
}

bool timeline_draw(const struct trace *trace, const struct ledger *ledger, const struct timeline_options *options,
                   struct scene *scene, struct err *err)
{
    struct chart chart = {.trace = trace, .ledger = ledger, .options = options, .scene = scene};
    bool is_drawn = false;

    scene_init(scene);
    if (lanes_init(&chart.lanes, trace, options->lanes, err)) {
        chart_start(&chart);
        if (lane_marks_take(&chart.lanes, &chart.marks, err) && lay_axis(&chart, err)) {
            fill_scene(&chart);
            is_drawn = !scene->failed || err_memory(err);
        }
        timeaxis_release(&chart.axis);
        lane_marks_release(&chart.marks);
        lanes_release(&chart.lanes);
    }
    if (!is_drawn)
        scene_release(scene);
    return is_drawn;
}
