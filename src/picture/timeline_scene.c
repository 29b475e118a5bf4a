#include "picture/timeline_scene.h"

#include <stdlib.h>

#include "base/range.h"
#include "picture/picture.h"
#include "picture/sign.h"
#include "picture/timeaxis.h"
#include "trace/attempt.h"
#include "words/outcome.h"

#define TIMELINE_LANES_NAME(constant, name) name,
const char *const timeline_lanes_names[LANES_COUNT] = {TIMELINE_LANES_LIST(TIMELINE_LANES_NAME)};

enum {
    COLUMNS_USUAL = 100,
    NAME_COLUMNS_MAX = 18,
    RESULT_COLUMNS = 16,
    HEAD_ROWS = 3,     /* title, labels of the axis, the axis */
    JOB_LANES_MAX = 8, /* above the bots' lanes */
    TICKS_MAX = 64,
    TICKS_APART = 9,
    CAUSES_MAX = 40
};

struct chart {
    const struct trace *trace;
    const struct ledger *ledger;
    const struct timeline_options *options;
    struct scene *scene;
    struct timeaxis axis;
    struct attempts attempts;
    int left, width;    /* the lanes' first column, how many there are */
    uint32_t job_lanes; /* lanes of jobs come first */
    uint32_t lanes;     /* all that are drawn */
    uint32_t lanes_cut;
    uint32_t *marks; /* [lane][column]: the event whose mark stands there, or NO_EVENT */
    uint32_t merged; /* marks that share a place with a weightier one */
};

static int lane_y(const struct chart *chart, uint32_t lane)
{
    return HEAD_ROWS + (int)lane * chart->options->lane_rows + chart->options->lane_rows - 1;
}

/* A time's column among the lanes' columns; an axis that needs more than there are is squeezed. */
static int time_column(const struct chart *chart, msec time)
{
    int place = timeaxis_place(&chart->axis, time);

    if (chart->axis.width > chart->width)
        place = (int)((int64_t)place * (chart->width - 1) / (chart->axis.width > 1 ? chart->axis.width - 1 : 1));
    return clamp_int(place, 0, chart->width - 1);
}

static bool is_bots(const struct chart *chart)
{
    return chart->options->lanes == LANES_BOTS;
}

/* The lane of an event's bot, job or worker; NO_EVENT where it has none. */
static uint32_t event_lane(const struct chart *chart, const struct event *event)
{
    uint32_t lane = NO_EVENT;

    if (is_bots(chart) && event->bot != NO_BOT)
        lane = chart->job_lanes + event->bot;
    else if (chart->options->lanes == LANES_JOBS && event->job != NO_JOB)
        lane = event->job - 1;
    else if (chart->options->lanes == LANES_WORKERS && event->worker != NO_WORKER)
        lane = event->worker;
    return lane < chart->lanes ? lane : NO_EVENT;
}

static void take_marks(struct chart *chart)
{
    for (uint32_t e = 0; e < chart->trace->count; e++) {
        const struct event *event = &chart->trace->events[e];
        struct sign sign = event_sign(event);
        uint32_t lane = sign.rank ? event_lane(chart, event) : NO_EVENT;
        uint32_t *at;

        if (lane == NO_EVENT)
            continue;
        at = &chart->marks[lane * (uint32_t)chart->width + (uint32_t)time_column(chart, event->time)];
        if (*at != NO_EVENT)
            chart->merged++;
        if (*at == NO_EVENT || sign.rank > event_sign(&chart->trace->events[*at]).rank)
            *at = e;
    }
}

static void add_marks(struct chart *chart)
{
    for (uint32_t lane = 0; lane < chart->lanes; lane++)
        for (int column = 0; column < chart->width; column++) {
            uint32_t event = chart->marks[lane * (uint32_t)chart->width + (uint32_t)column];
            struct sign sign;

            if (event == NO_EVENT)
                continue;
            sign = event_sign(&chart->trace->events[event]);
            scene_add_mark(chart->scene, &(struct scene_mark){.x = chart->left + column,
                                                              .y = lane_y(chart, lane),
                                                              .sign = sign.mark,
                                                              .element = sign.element,
                                                              .bot = chart->trace->events[event].bot,
                                                              .from = event});
        }
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

/* How a bot's posts came out: "2 of 1 ◆ TWICE". */
static void add_result(struct chart *chart, uint32_t bot, int y)
{
    const struct tally *tally = &chart->ledger->bots[bot];
    struct text text = {0};

    text_addf(&text, "%llu of %llu", (unsigned long long)tally->posts, (unsigned long long)tally->owed);
    if (tally->duplicates)
        add_doubled(chart->ledger, bot, &text);
    if (tally->missed)
        add_result_mark(MARK_LOST, tally->duplicates ? "" : tally->posts ? "missed" : "never", &text);
    scene_add_words(chart->scene, (struct scene_area){chart->left + chart->width + 1, y, RESULT_COLUMNS - 1, 1},
                    tally->duplicates ? ELEMENT_AGAIN
                    : tally->missed   ? ELEMENT_MISSED
                    : tally->posts    ? ELEMENT_POSTED
                                      : ELEMENT_QUIET, /* nothing is owed */
                    &text);
}

static const char *lane_name(struct chart *chart, uint32_t lane)
{
    const struct scenario *scenario = chart->trace->scenario;
    struct text text = {0};

    if (is_bots(chart) && lane >= chart->job_lanes) {
        text_add(&text, scenario->bots[lane - chart->job_lanes].name);
    } else if (chart->options->lanes == LANES_WORKERS) {
        text_addf(&text, "worker %u", lane + 1);
    } else {
        const struct ledger_job *job = &chart->ledger->jobs[lane];

        text_add(&text, scenario->jobs[job->job].name);
        if (job->number > 1)
            text_addf(&text, " #%u", job->number);
    }
    text_fit(&text, NAME_COLUMNS_MAX);
    return picture_clean(chart->scene, scene_take(chart->scene, &text));
}

static void add_lanes(struct chart *chart)
{
    for (uint32_t lane = 0; lane < chart->lanes; lane++) {
        bool is_bot = is_bots(chart) && lane >= chart->job_lanes;
        int y = lane_y(chart, lane);

        scene_add_string(chart->scene, (struct scene_area){1, y, chart->left - 2, 1},
                         is_bot ? ELEMENT_TITLE : ELEMENT_JOB, lane_name(chart, lane));
        if (lane % 2 == 0)
            scene_add_bar(chart->scene, (struct scene_area){chart->left, y, chart->width, 1}, BAR_LANE, ELEMENT_QUIET,
                          NO_EVENT);
        if (is_bot)
            add_result(chart, lane - chart->job_lanes, y);
    }
}

/* Columns of a lane, the last not among them. */
struct span {
    uint32_t lane;
    int from, to;
};

static void add_bar(struct chart *chart, struct span span, enum scene_bar_kind kind, uint32_t event)
{
    if (span.to > span.from)
        scene_add_bar(chart->scene,
                      (struct scene_area){chart->left + span.from, lane_y(chart, span.lane), span.to - span.from, 1},
                      kind, kind == BAR_RUN ? ELEMENT_JOB : ELEMENT_QUIET, event);
}

/* A number at the beginning of a bar, or quiet words in the middle of a wait; nothing where there is no room for all of
 * it. */
static void add_on_bar(struct chart *chart, struct span span, struct text *words, enum element element, uint32_t event)
{
    int width = text_width(text_str(words)), room = span.to - span.from;
    struct scene_label *label;

    if (width + (element == ELEMENT_QUIET ? 2 : 1) > room) {
        text_release(words);
        return;
    }
    label = scene_add_words(
        chart->scene,
        (struct scene_area){chart->left + span.from + (element == ELEMENT_QUIET ? (room - width) / 2 : 0),
                            lane_y(chart, span.lane), width, 1},
        element, words);
    if (label) {
        label->from = event;
        label->is_backed = true;
    }
}

/* "waits 60 s": as the system meant to wait before the attempt, or as long as it took. */
static void add_wait(struct chart *chart, struct span span, const struct attempt *before, const struct attempt *after)
{
    msec wait = attempt_wait(chart->trace, before, after);
    struct text words = {0};

    add_bar(chart, span, BAR_WAIT, after->first);
    if (wait < 0) /* it was given out again while the attempt before it still ran */
        return;
    text_add(&words, "waits ");
    msec_say(wait, &words);
    if (text_width(text_str(&words)) + 2 > span.to - span.from) {
        text_clear(&words);
        msec_say(wait, &words);
    }
    add_on_bar(chart, span, &words, ELEMENT_QUIET, after->first);
}

static void add_number(struct chart *chart, struct span span, const struct attempt *attempt)
{
    struct text number = {0};

    text_addf(&number, "%u", attempt->number);
    add_on_bar(chart, span, &number, ELEMENT_TITLE, attempt->first);
}

/* Attempts as bars with their number, the waits between them dashed, and how each ended where that is no good end.
 * Attempts that share one column are drawn once. */
static void add_attempts(struct chart *chart)
{
    bool is_workers = chart->options->lanes == LANES_WORKERS;
    uint32_t lanes = is_bots(chart) ? chart->job_lanes : chart->lanes;
    int *drawn = malloc((lanes + 1) * sizeof *drawn);

    if (!drawn) {
        chart->scene->failed = true;
        return;
    }
    for (uint32_t lane = 0; lane < lanes; lane++)
        drawn[lane] = -1;
    for (uint32_t a = 0; a < chart->attempts.count; a++) {
        const struct attempt *attempt = &chart->attempts.list[a];
        uint32_t lane = is_workers ? attempt->worker : attempt->job - 1;
        int from = time_column(chart, attempt->start), to = time_column(chart, attempt->end) + 1;

        if (lane >= lanes || to - 1 <= drawn[lane])
            continue;
        from = max_int(from, drawn[lane] + 1);
        if (!is_workers && attempt->before != NO_EVENT)
            add_wait(chart, (struct span){lane, drawn[lane] + 1, from}, &chart->attempts.list[attempt->before],
                     attempt);
        add_bar(chart, (struct span){lane, from, to}, BAR_RUN, attempt->first);
        add_number(chart, (struct span){lane, from, to}, attempt);
        drawn[lane] = to - 1;
        if (is_bots(chart) && attempt->strike != NO_EVENT)
            scene_add_mark(chart->scene, &(struct scene_mark){.x = chart->left + to - 1,
                                                              .y = lane_y(chart, lane),
                                                              .sign = MARK_ERROR,
                                                              .element = ELEMENT_ERROR,
                                                              .bot = NO_BOT,
                                                              .from = attempt->strike});
    }
    free(drawn);
}

static void add_axis(struct chart *chart)
{
    struct timeaxis_tick ticks[TICKS_MAX];
    size_t count = timeaxis_ticks(&chart->axis, TICKS_APART, ticks, TICKS_MAX);
    bool is_squeezed = chart->axis.width > chart->width;
    int free_from = 0;

    scene_add_bar(chart->scene, (struct scene_area){chart->left, HEAD_ROWS - 1, chart->width, 1}, BAR_RULE,
                  ELEMENT_QUIET, NO_EVENT);
    for (size_t i = 0; i < count; i++) {
        const struct timeaxis_tick *tick = &ticks[i];
        int x = is_squeezed ? time_column(chart, timeaxis_time(&chart->axis, tick->place)) : tick->place;
        int width = text_width(tick->label);

        if (tick->is_fold) {
            if (!is_squeezed)
                scene_add_bar(chart->scene,
                              (struct scene_area){chart->left + tick->place, HEAD_ROWS - 1, tick->width, 1}, BAR_FOLD,
                              ELEMENT_QUIET, NO_EVENT);
            continue;
        }
        if (x < free_from || x + width > chart->width)
            continue;
        scene_add_string(chart->scene, (struct scene_area){chart->left + x, HEAD_ROWS - 2, width, 1}, ELEMENT_QUIET,
                         tick->label);
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
    begin = (struct scene_point){chart->left + time_column(chart, chart->trace->events[strike].time),
                                 lane_y(chart, from)};
    end = (struct scene_point){chart->left + time_column(chart, event->time), lane_y(chart, to)};
    scene_add_arrow(chart->scene, &(struct scene_arrow){.points = {begin, {end.x, begin.y}, end},
                                                        .count = 3,
                                                        .is_dashed = true,
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

/* How many lanes there would be, and how many are drawn. */
static void count_lanes(struct chart *chart)
{
    const struct scenario *scenario = chart->trace->scenario;
    uint32_t jobs = chart->ledger->job_count, wanted;

    if (is_bots(chart)) {
        chart->job_lanes = jobs <= JOB_LANES_MAX ? jobs : 0;
        chart->lanes = chart->job_lanes + scenario->bot_count;
        return;
    }
    wanted = chart->options->lanes == LANES_JOBS ? jobs : scenario->platform.processes * scenario->platform.workers;
    chart->lanes = min_u32(wanted, TIMELINE_LANES_MAX);
    chart->lanes_cut = wanted - chart->lanes;
}

static bool chart_start(struct chart *chart, struct err *err)
{
    int columns = max_int(chart->options->columns ? chart->options->columns : COLUMNS_USUAL, TIMELINE_COLUMNS_MIN);
    int longest = 6;
    size_t cells;

    count_lanes(chart);
    for (uint32_t lane = 0; lane < chart->lanes; lane++)
        longest = max_int(text_width(lane_name(chart, lane)), longest);
    chart->left = min_int(longest, columns / 4) + 2;
    chart->width = columns - chart->left - (is_bots(chart) ? RESULT_COLUMNS : 1);
    chart->scene->columns = columns;
    cells = (size_t)chart->lanes * (size_t)chart->width + 1;
    chart->marks = malloc(cells * sizeof *chart->marks);
    if (!chart->marks)
        return err_memory(err);
    for (size_t i = 0; i < cells; i++)
        chart->marks[i] = NO_EVENT;
    return true;
}

/* What the signs stand for that are there. */
static int add_legend(struct chart *chart, int y)
{
    static const char *const words[MARK_COUNT] = {
        [MARK_POSTED] = "posted",   [MARK_AGAIN] = "again", [MARK_ERROR] = "error",
        [MARK_SKIPPED] = "skipped", [MARK_LOST] = "never",
    };
    bool is_there[MARK_COUNT] = {false};
    struct text text = {0};

    for (uint32_t m = 0; m < chart->scene->mark_count; m++)
        is_there[chart->scene->marks[m].sign] = true;
    for (int m = 0; m < MARK_COUNT; m++)
        if (is_there[m] && words[m])
            text_addf(&text, "%s%s %s", text.size > 0 ? " · " : "", marks_unicode[m], words[m]);
    if (chart->attempts.count > 0 && (!is_bots(chart) || chart->job_lanes > 0))
        text_addf(&text, "%s1, 2 attempts", text.size > 0 ? " · " : "");
    if (chart->axis.fold_count > 0)
        text_addf(&text, "%s⋯ folded", text.size > 0 ? " · " : "");
    if (!text_is_empty(&text))
        y = picture_lines(chart->scene, text_str(&text), y, ELEMENT_QUIET, NO_EVENT);
    text_release(&text);
    return y;
}

/* What was cut or merged, in words. */
static int add_cut(struct chart *chart, int y)
{
    struct text text = {0};

    if (chart->lanes_cut > 0)
        text_addf(&text, "⋯ not drawn: %u more %s. ", chart->lanes_cut, timeline_lanes_names[chart->options->lanes]);
    if (chart->merged > 0)
        text_addf(&text, "%u mark%s hidden: of several in one place ◆ is shown before ●, ✗, ∅ and ○.", chart->merged,
                  chart->merged == 1 ? " is" : "s are");
    if (!text_is_empty(&text))
        y = picture_lines(chart->scene, text_str(&text), y, ELEMENT_QUIET, NO_EVENT);
    text_release(&text);
    return y;
}

static void fill_scene(struct chart *chart)
{
    int y;

    add_axis(chart);
    add_lanes(chart);
    add_attempts(chart);
    take_marks(chart);
    add_marks(chart);
    if (chart->options->show_causes)
        add_causes(chart);
    y = add_legend(chart, lane_y(chart, chart->lanes));
    y = add_cut(chart, y);
    chart->scene->rows = picture_frame(chart->scene, chart->trace, chart->ledger, y);
    picture_describe(chart->scene, chart->trace, chart->ledger);
}

bool timeline_draw(const struct trace *trace, const struct ledger *ledger, const struct timeline_options *options,
                   struct scene *scene, struct err *err)
{
    struct chart chart = {.trace = trace, .ledger = ledger, .options = options, .scene = scene};
    const struct trace *const traces[] = {trace};
    struct timeaxis_wish wish = {.gap_min = 1, .fold_width = 12}; /* "╌waits 60 s╌" */
    bool is_drawn = false;

    scene_init(scene);
    if (chart_start(&chart, err)) {
        wish.width = chart.width;
        if (timeaxis_init(&chart.axis, traces, 1, &wish, err)) {
            if (attempts_take(trace, trace->count, &chart.attempts, err)) {
                fill_scene(&chart);
                attempts_release(&chart.attempts);
                is_drawn = !scene->failed || err_memory(err);
            }
            timeaxis_release(&chart.axis);
        }
    }
    free(chart.marks);
    if (!is_drawn)
        scene_release(scene);
    return is_drawn;
}
