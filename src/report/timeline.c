#include "report/timeline.h"

#include <string.h>

#include "base/range.h"
#include "picture/sign.h"
#include "report/tables.h"
#include "words/narrate.h"

#define FOLD_MS (10 * SECOND) /* a pause so long, or longer, is folded */
#define JOB_COLUMNS_MAX 18
#define BOT_COLUMNS_MAX 12
#define FAULTS_TOLD 256
#define NARROW_COLUMNS 60 /* below: one column for job and bot */
#define WORDS_COLUMNS 20  /* at least for the words of a line */
#define NARROW_WORDS_COLUMNS 12
#define LEAST_WORDS_COLUMNS 5 /* behind a clock of many days and a job of many attempts */

/* The writing under way. */
struct page {
    const struct trace *trace;
    struct story story;
    const struct ledger *ledger;
    const struct timeline *timeline;
    const struct style *style;
    struct text *out;
    int time_columns, job_columns, bot_columns;
    struct text job; /* the job@attempt of the last line */
    msec time;       /* of the last line */
    bool has_lines;
    bool is_narrow;
    uint32_t day;              /* the occurrence whose separator came last */
    bool is_told[FAULTS_TOLD]; /* faults whose names were told */
};

/* A repeated delivery or a child that only waits in its queue says nothing; an attempt's start does when nothing else
 * told of the job. */
static bool is_telling_fetch(const struct page *page, const struct event *event)
{
    return event->attempt > 1 || page->ledger->jobs[event->job - 1].parent == NO_JOB;
}

/* A failure that no line above it explains: nobody counts it, or it came from outside. */
static bool is_telling_fail(const struct page *page, const struct event *event)
{
    return event->detail == 1 || event_is(&page->trace->events[event->cause], EVENT_IS_PLATFORM);
}

static bool is_telling(const struct page *page, uint32_t at)
{
    const struct event *event = &page->trace->events[at];

    switch (event->kind) {
    case EVENT_FETCH:
        return is_telling_fetch(page, event);
    case EVENT_FAIL:
        return is_telling_fail(page, event);
    case EVENT_ACKNOWLEDGE:
        return event->detail == 1;
    case EVENT_FIRE:
        return event->detail > 0;
    case EVENT_RESCUE:
        return !rescue_traits[event->detail].leaves;
    case EVENT_PUSH:
    case EVENT_RAISE:
    case EVENT_PUSH_BACK:
    case EVENT_STOP:
    case EVENT_UP:
        return true;
    case EVENT_RUN_END:
        return ended_traits[event->detail].is_cut;
    case EVENT_DAY_END:
        return false;
    default:
        return event->is_moment;
    }
}

static bool is_shown(const struct page *page, uint32_t at)
{
    return page->timeline->is_full || is_telling(page, at);
}

/* "01:06.2", or with hours and days where the run needs them. */
static void add_clock(const struct page *page, msec time, struct text *out)
{
    struct text clock = {0};
    bool is_short = page->ledger->now < HOUR;

    msec_clock(time, &clock);
    text_add(out, text_str(&clock) + (is_short && clock.size > 3 ? 3 : 0));
    text_release(&clock);
}

static int clock_columns(const struct page *page)
{
    struct text clock = {0};
    int columns;

    add_clock(page, page->ledger->now, &clock);
    columns = text_width(text_str(&clock));
    page->out->failed = page->out->failed || clock.failed;
    text_release(&clock);
    return columns;
}

/* NAME#INSTANCE@ATTEMPT, instance and attempt where there is something to say, and DAY/ before it where the rule above
 * is a later day's; the name is cut so that all of it fits. */
static void add_job_name(const struct page *page, uint32_t instance, uint32_t attempt, int columns, struct text *out)
{
    const struct ledger_job *job = &page->ledger->jobs[instance - 1];
    struct text name = {0}, suffix = {0};

    if (job->occurrence < page->day)
        text_addf(&name, "%u/", (unsigned)job->occurrence);
    text_add(&name, page->trace->scenario->jobs[job->job].name);
    if (job->number != job->occurrence)
        text_addf(&suffix, "#%u", (unsigned)job->number);
    if (attempt > 0)
        text_addf(&suffix, "@%u", (unsigned)attempt);
    text_fit(&name, max_int(columns - text_width(text_str(&suffix)), 4));
    text_addf(out, "%s%s", text_str(&name), text_str(&suffix));
    out->failed = out->failed || name.failed || suffix.failed;
    text_release(&name);
    text_release(&suffix);
}

/* What is left of a line behind its clock and mark, and behind names of so many columns; all with their spaces. */
static int words_room(const struct page *page, int names)
{
    return style_columns(page->style) - page->time_columns - 7 - names;
}

static void measure_job(struct page *page, uint32_t instance, uint32_t attempt)
{
    struct text name = {0};

    add_job_name(page, instance, attempt, JOB_COLUMNS_MAX, &name);
    page->job_columns = max_int(page->job_columns, text_width(text_str(&name)));
    page->out->failed = page->out->failed || name.failed;
    text_release(&name);
}

/* Each job in its last attempt; in others, too, that a later day's rule stands above. */
static void measure_jobs(struct page *page)
{
    const struct event *last = NULL;

    for (uint32_t i = 1; i <= page->ledger->job_count && page->job_columns < JOB_COLUMNS_MAX; i++)
        measure_job(page, i, page->ledger->jobs[i - 1].attempts);
    for (uint32_t at = 0; at < page->trace->count && page->job_columns < JOB_COLUMNS_MAX; at++) {
        const struct event *event = &page->trace->events[at];
        bool is_repeated = last && last->job == event->job && last->attempt == event->attempt;

        if (!is_shown(page, at))
            continue;
        page->day = max_u32(page->day, event->occurrence);
        if (event->job != NO_JOB && event->occurrence < page->day && !is_repeated)
            measure_job(page, event->job, event->attempt);
        last = event;
    }
    page->day = 0;
}

static void measure(struct page *page)
{
    const struct scenario *scenario = page->trace->scenario;

    page->time_columns = clock_columns(page);
    for (uint32_t b = 0; b < scenario->bot_count; b++)
        page->bot_columns = max_int(page->bot_columns, text_width(scenario->bots[b].name));
    measure_jobs(page);
    page->bot_columns = min_int(page->bot_columns, BOT_COLUMNS_MAX);
    page->is_narrow = style_columns(page->style) < NARROW_COLUMNS ||
                      words_room(page, page->job_columns + 2 + page->bot_columns) < WORDS_COLUMNS;
    if (page->is_narrow) {
        int room = min_int(max_int(words_room(page, NARROW_WORDS_COLUMNS), 4), BOT_COLUMNS_MAX);

        page->job_columns = min_int(page->job_columns, room);
        page->bot_columns = min_int(page->bot_columns, room);
    }
}

static void name_job(const struct page *page, const struct event *event, struct text *out)
{
    if (event->job != NO_JOB)
        add_job_name(page, event->job, event->attempt, page->job_columns, out);
}

static void add_job(struct page *page, const struct event *event)
{
    struct text job = {0};
    bool is_same;

    name_job(page, event, &job);
    page->out->failed = page->out->failed || page->job.failed;
    is_same = strcmp(text_str(&job), text_str(&page->job)) == 0;
    style_add_padded(page->style, ELEMENT_JOB, is_same ? "" : text_str(&job), page->job_columns, page->out);
    if (!text_is_empty(&job)) {
        text_clear(&page->job);
        text_add(&page->job, text_str(&job));
    }
    text_release(&job);
}

/* A commit that the start of its attempt does not explain: a later attempt began meanwhile, or another instance
 * posted before. */
static bool is_from_elsewhere(const struct page *page, uint32_t at)
{
    const struct event *event = &page->trace->events[at];
    bool has_started = false;

    for (uint32_t i = at; i-- > 0;) {
        const struct event *before = &page->trace->events[i];

        if (before->kind == EVENT_FETCH && before->job == event->job && !has_started) {
            if (before->attempt > event->attempt)
                return true;
            has_started = true;
        }
        if (before->kind == EVENT_COMMIT && before->bot == event->bot && before->occurrence == event->occurrence)
            return before->job != event->job || before->attempt > event->attempt;
    }
    return false;
}

/* Is the cause worth its room in the line? The lines above tell most of it. */
static bool tells_because(const struct page *page, uint32_t at)
{
    const struct event *event = &page->trace->events[at];

    switch (event->kind) {
    case EVENT_FETCH:
    case EVENT_LOSE:
        return true;
    case EVENT_FAIL:
        return event->detail == 0;
    case EVENT_COMMIT: /* the start of its attempt says why there was another one */
        return event->value > 1 && (event->attempt < 2 || is_from_elsewhere(page, at));
    default:
        return false;
    }
}

/* The author's name of a fault, the first time it strikes. */
static bool tells_fault(struct page *page, const struct event *event)
{
    bool is_fault = event->kind == EVENT_STRIKE || event_is(event, EVENT_IS_PLATFORM);

    if (!is_fault || event->value < 0 || event->value >= FAULTS_TOLD || page->is_told[event->value])
        return false;
    page->is_told[event->value] = true;
    return true;
}

static void say_line(struct page *page, uint32_t at, struct text *line)
{
    const struct trace *trace = page->trace;
    const struct event *event = &trace->events[at];
    struct text reason = {0};
    bool is_first_post = event->kind == EVENT_COMMIT && event->value == 1 && event->detail == 0;

    if (is_first_post)
        text_addf(line, "“%s”", bot_words(&trace->scenario->bots[event->bot], event->occurrence));
    else
        narrate_event_short(&page->story, at, line);
    if (tells_because(page, at)) {
        narrate_because(&page->story, at, &reason);
        text_addf(line, "%s%s", !text_is_empty(&reason) ? ", because " : "", text_str(&reason));
    } else if (tells_fault(page, event)) {
        narrate_because(&page->story, at, &reason);
        text_addf(line, "%s%s", !text_is_empty(&reason) ? ": " : "", text_str(&reason));
    }
    text_clear(&reason);
    narrate_hole(&page->story, at, &reason);
    text_addf(line, "%s%s", !text_is_empty(&reason) ? "; " : "", text_str(&reason));
    text_release(&reason);
}

/* The words of the line, wrapped behind its mark and its bot; the look is that of its kind. */
static void add_words(struct page *page, uint32_t at, int column)
{
    const struct event *event = &page->trace->events[at];
    struct sign sign = event_sign(event);
    int columns = max_int(style_columns(page->style) - column, page->is_narrow ? LEAST_WORDS_COLUMNS : WORDS_COLUMNS);
    struct style wide = *page->style;
    struct text line = {0}, indent = {0};
    bool is_loud = sign.element != ELEMENT_POSTED && sign.element != ELEMENT_JOB && sign.element != ELEMENT_PLAIN &&
                   sign.element != ELEMENT_QUIET;

    wide.columns = column + columns;
    say_line(page, at, &line);
    text_add_times(&indent, " ", (size_t)column);
    style_add_wrapped(&wide, is_loud ? sign.element : ELEMENT_PLAIN, text_str(&line), text_str(&indent), page->out);
    text_add(page->out, "\n");
    page->out->failed = page->out->failed || indent.failed || line.failed;
    text_release(&indent);
    text_release(&line);
}

/* The job stands where a bot would: a bot's own line leaves it out. Returns the columns taken. */
static int add_narrow_job(struct page *page, const struct event *event)
{
    struct text name = {0};
    int columns;

    name_job(page, event, &name);
    style_add(page->style, ELEMENT_JOB, text_str(&name), page->out);
    text_add(page->out, "  ");
    columns = text_width(text_str(&name)) + 2;
    text_release(&name);
    return columns;
}

static void add_event(struct page *page, uint32_t at)
{
    const struct event *event = &page->trace->events[at];
    struct sign sign = event_sign(event);
    struct text clock = {0};
    int column = 1 + page->time_columns + (page->is_narrow ? 1 : 2 + page->job_columns + 2) + 2;

    add_clock(page, event->time, &clock);
    text_add(page->out, " ");
    style_add_padded(page->style, ELEMENT_QUIET, text_str(&clock), page->time_columns, page->out);
    text_add(page->out, page->is_narrow ? " " : "  ");
    if (!page->is_narrow) {
        add_job(page, event);
        text_add(page->out, "  ");
    }
    style_add(page->style, sign.element, marks_unicode[sign.mark], page->out);
    text_add(page->out, " ");
    if (event->bot != NO_BOT) {
        style_add_padded(page->style, ELEMENT_PLAIN, page->trace->scenario->bots[event->bot].name, page->bot_columns,
                         page->out);
        text_add(page->out, "  ");
        column += page->bot_columns + 2;
    } else if (page->is_narrow && event->job != NO_JOB) {
        column += add_narrow_job(page, event);
    }
    add_words(page, at, column);
    text_release(&clock);
}

/* A line such as "⋯ 60 s" for a pause. */
static void add_fold(struct page *page, msec pause)
{
    struct text line = {0};

    text_addf(&line, "%s ", marks_unicode[MARK_FOLD]);
    msec_say(pause, &line);
    text_add_times(page->out, " ", (size_t)page->time_columns + 3);
    style_add(page->style, ELEMENT_QUIET, text_str(&line), page->out);
    text_add(page->out, "\n");
    text_release(&line);
}

/* A rule across the page, "── day 2 ──────". */
static void add_rule(struct page *page, uint32_t day)
{
    struct text line = {0};
    int rest;

    text_add_times(&line, marks_unicode[MARK_RULE], 2);
    text_addf(&line, " day %u ", (unsigned)day);
    rest = style_columns(page->style) - 1 - text_width(text_str(&line));
    text_add_times(&line, marks_unicode[MARK_RULE], (size_t)max_int(rest, 0));
    text_add(page->out, " ");
    style_add(page->style, ELEMENT_QUIET, text_str(&line), page->out);
    text_add(page->out, "\n");
    text_release(&line);
}

static void begin_day(struct page *page, uint32_t day)
{
    add_rule(page, day);
    page->day = day;
    page->has_lines = false;
    text_clear(&page->job);
}

static void add_line(struct page *page, uint32_t at)
{
    const struct event *event = &page->trace->events[at];

    if (page->trace->scenario->occurrences > 1 && event->occurrence > page->day)
        begin_day(page, event->occurrence);
    if (page->has_lines && event->time - page->time >= FOLD_MS)
        add_fold(page, event->time - page->time);
    add_event(page, at);
    page->has_lines = true;
    page->time = event->time;
}

/* Tells how much is left out in the middle, and how to see it. */
static void add_cut(struct page *page, uint32_t left_out)
{
    struct text line = {0};

    text_addf(&line, "%s %u events left out", marks_unicode[MARK_FOLD], (unsigned)left_out);
    if (page->timeline->hint)
        text_addf(&line, "; to see them: %s", page->timeline->hint);
    text_add(page->out, "\n ");
    style_add(page->style, ELEMENT_QUIET, text_str(&line), page->out);
    text_add(page->out, "\n\n");
    page->has_lines = false;
    text_clear(&page->job);
    text_release(&line);
}

static void add_lines(struct page *page)
{
    uint32_t shown = 0, number = 0, max = page->timeline->events_max;
    uint32_t head, tail;

    for (uint32_t at = 0; at < page->trace->count; at++)
        shown += is_shown(page, at);
    head = max == 0 || shown <= max ? shown : max - max / 4;
    tail = max == 0 || shown <= max ? 0 : max / 4;
    for (uint32_t at = 0; at < page->trace->count; at++) {
        if (!is_shown(page, at))
            continue;
        if (number == head && head < shown)
            add_cut(page, shown - head - tail);
        if (number < head || number >= shown - tail)
            add_line(page, at);
        number++;
    }
}

void timeline_write(const struct trace *trace, const struct ledger *ledger, const struct timeline *timeline,
                    const struct style *style, struct text *out)
{
    struct text lines = {0};
    struct page page = {.trace = trace, .ledger = ledger, .timeline = timeline, .style = style, .out = &lines};
    struct err err;

    if (!story_init(&page.story, trace, &err)) {
        out->failed = true;
        return;
    }
    measure(&page);
    add_lines(&page);
    style_deliver(style, &lines, out);
    story_release(&page.story);
    text_release(&page.job);
    text_release(&lines);
}

/* A paragraph, a column from the left. */
static void add_prose(const char *prose, const struct style *style, struct report *report)
{
    struct text lines = {0};

    text_add(&lines, " ");
    text_add_wrapped(&lines, prose, style_columns(style), " ");
    text_add(&lines, "\n");
    report_add(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, prose);
    report_layout_take(report, &lines);
}

/* The title with the seed behind it. */
static void header_add(const struct scenario *scenario, const struct style *style, struct report *report)
{
    struct text line = {0}, seed = {0};

    text_addf(&seed, "seed %llu", (unsigned long long)scenario->seed);
    text_add(&line, " ");
    style_add_padded(style, ELEMENT_TITLE, scenario_heading(scenario),
                     style_columns(style) - 3 - text_width(text_str(&seed)), &line);
    text_add(&line, "  ");
    style_add(style, ELEMENT_QUIET, text_str(&seed), &line);
    text_add(&line, "\n");
    report_add(report, REPORT_TITLE, ELEMENT_TITLE, scenario_heading(scenario));
    report_layout_take(report, &line);
    text_release(&seed);
    if (scenario->question[0] == '\0')
        return;
    add_prose(scenario->question, style, report);
}

static void add_lesson(const struct scenario *scenario, const struct style *style, struct report *report)
{
    if (scenario->lesson[0] == '\0')
        return;
    report_space(report);
    add_prose(scenario->lesson, style, report);
}

void timeline_report(const struct trace *trace, const struct ledger *ledger, const struct timeline *timeline,
                     const struct style *style, struct report *report)
{
    struct text lines = {0};

    header_add(trace->scenario, style, report);
    report_space(report);
    timeline_write(trace, ledger, timeline, style, &lines);
    report_add_take(report, REPORT_LAID_OUT, ELEMENT_PLAIN, &lines);
    report_space(report);
    tables_ledger(trace, ledger, style, report);
    report_space(report);
    tables_wishes(trace, ledger, style, report);
    report_space(report);
    tables_verdict(trace, ledger, style, report);
    if (timeline->has_lesson)
        add_lesson(trace->scenario, style, report);
}
