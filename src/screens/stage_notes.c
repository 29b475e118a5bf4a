/* What lanes and jobs come to at the moment, in a few words. */
#include "base/range.h"
#include "screens/stage_paint.h"
#include "words/outcome.h"

/* What a bot's occurrences come to at the moment. */
struct lane_sum {
    uint64_t posts, owed;
    uint32_t posts_max, doubled, missed, pending;
    bool is_silent, is_late, is_premature;
    enum post_state state; /* of the latest miss */
};

static struct lane_sum lane_sum(const struct stage_paint *paint, uint32_t bot)
{
    const struct ledger *ledger = paint->view->ledger;
    struct lane_sum sum = {0};

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        sum.posts += cell->posts;
        sum.owed += cell->is_owed;
        sum.posts_max = max_u32(cell->posts, sum.posts_max);
        sum.doubled += cell->posts > 1;
        sum.is_late = sum.is_late || cell->late_by > 0;
        sum.is_premature = sum.is_premature || cell->premature > 0;
        if (cell->miss != NO_EVENT && cell->posts == 0) {
            sum.missed++;
            sum.state = cell->state;
            sum.is_silent = sum.is_silent || cell->is_silent;
        } else if (cell->is_owed && cell->posts == 0) {
            sum.pending++;
        }
    }
    return sum;
}

/* The attempt of an instance that has begun last. */
static const struct attempt *latest_attempt(const struct stage_paint *paint, uint32_t job)
{
    const struct ledger_job *of = &paint->view->ledger->jobs[job - 1];

    return of->attempts ? index_attempt(paint->view->index, job, of->attempts) : NULL;
}

/* When a failed job is to be tried again, as its retry event said; MSEC_NONE. */
static msec retry_due(const struct stage_paint *paint, uint32_t job)
{
    const struct attempt *attempt = latest_attempt(paint, job);
    uint32_t retry = attempt ? attempt_retry(paint->trace, attempt, paint->trace->count) : NO_EVENT;

    return retry == NO_EVENT ? MSEC_NONE : paint->trace->events[retry].value;
}

/* Appends the time left; from 10 s on in whole seconds, so that a countdown does not flicker. */
static void say_left(msec left, struct text *out)
{
    msec_say(left >= 10000 ? left / 1000 * 1000 : max_i64(left, 0), out);
}

/* How long until a job's next attempt, in words; false when it has no time. */
static bool say_retry(const struct stage_paint *paint, uint32_t job, const char *before, struct text *out)
{
    msec due = retry_due(paint, job);

    if (due == MSEC_NONE)
        return false;
    text_add(out, before);
    say_left(due - paint->now, out);
    return true;
}

static uint32_t own_job_alive(const struct stage_paint *paint, uint32_t bot)
{
    const struct stage_index *index = paint->view->index;
    const struct lane *row = NULL;

    for (uint32_t r = index->lanes.job_lanes; r < index->lanes.count; r++)
        if (index->lanes.list[r].which == bot)
            row = &index->lanes.list[r];
    for (uint32_t i = paint->view->ledger->job_count; row && row->own_job >= 0 && i-- > 0;)
        if (index->lanes.jobs[i].job == row->own_job)
            return i + 1;
    return NO_JOB;
}

/* Narrower than NOTE_COLUMNS: mark and number only; from NOTE_COLUMNS_ROOMY: extra detail. */
enum { NOTE_COLUMNS = 8, NOTE_COLUMNS_ROOMY = 15 };

static void say_missed_in_short(const struct lane_sum *sum, int columns, struct text *out)
{
    text_add(out, marks_unicode[MARK_LOST]);
    text_add(out, columns < NOTE_COLUMNS ? "" : " ");
    text_add_number(out, sum->missed);
}

/* Says "never" of a bot that has not posted at all, "missed" of one that has on another day. `out` is empty. */
static enum element say_missed(const struct lane_sum *sum, int columns, struct text *out)
{
    const char *silent = ", silent";
    bool is_roomy = columns >= NOTE_COLUMNS_ROOMY;
    int width;

    if (columns < NOTE_COLUMNS) {
        say_missed_in_short(sum, columns, out);
        return ELEMENT_MISSED;
    }
    text_add(out, marks_unicode[MARK_LOST]);
    text_add(out, sum->posts > 0 ? " missed" : " never");
    if (sum->missed > 1)
        text_addf(out, " x%u", sum->missed);
    width = text_width(text_str(out));
    if (width > columns) {
        text_clear(out);
        say_missed_in_short(sum, columns, out);
    } else if (sum->is_silent && width + text_width(silent) <= columns) {
        text_add(out, silent);
    } else if (is_roomy && !sum->is_silent && sum->missed == 1 && sum->posts == 0 && sum->state == POST_NEVER_RAN) {
        text_add(out, " ran");
    }
    return ELEMENT_MISSED;
}

static enum element say_doubled(const struct lane_sum *sum, int columns, struct text *out)
{
    text_addf(out, "%s ", marks_unicode[MARK_AGAIN]);
    if (columns < 10 && (sum->doubled > 1 || columns < NOTE_COLUMNS))
        text_add_number(out, sum->doubled);
    else if (columns < 10 && sum->posts_max > 3)
        text_addf(out, "%ux", sum->posts_max);
    else
        outcome_doubled(sum->doubled, sum->posts_max, out);
    return ELEMENT_AGAIN;
}

static enum element say_state(const struct stage_paint *paint, uint32_t bot, const struct lane_sum *sum, int columns,
                              struct text *out)
{
    uint32_t own = own_job_alive(paint, bot);

    if (sum->doubled > 0)
        return say_doubled(sum, columns, out);
    if (sum->missed > 0)
        return say_missed(sum, columns, out);
    if (sum->pending > 0 && own != NO_JOB && paint->view->ledger->jobs[own - 1].state == JOB_RETRYING &&
        say_retry(paint, own, columns >= NOTE_COLUMNS_ROOMY ? "retry in " : "in ", out))
        return ELEMENT_WAIT;
    if (sum->pending > 0)
        text_add(out, "not yet");
    else if (sum->is_premature)
        text_add(out, "too early");
    else if (sum->is_late)
        text_add(out, "late");
    return sum->is_premature || sum->is_late ? ELEMENT_CHANGED : ELEMENT_NOT_YET;
}

enum element stage_lane_note(const struct stage_paint *paint, uint32_t bot, struct text *count, struct text *state)
{
    struct lane_sum sum = lane_sum(paint, bot);
    int width = paint->layout.is_narrow ? 5
                : paint->layout.is_wide ? 15
                                        : 7; /* of the counts, so that states stand in line */
    int taken;

    if (paint->layout.is_narrow) {
        text_addf(count, "%4llu ", (unsigned long long)sum.posts);
    } else {
        text_add_number(count, sum.posts);
        text_add(count, " · ");
        text_add_number(count, sum.owed);
        text_add(count, " ");
    }
    taken = text_width(text_str(count));
    text_add_times(count, " ", (size_t)(width > taken ? width - taken : 0));
    return say_state(paint, bot, &sum, paint->layout.ledger_columns - max_int(width, taken), state);
}

void stage_say_attempt(const struct stage_paint *paint, uint32_t job, uint32_t attempt, const char *of,
                       struct text *out)
{
    const struct ledger_job *record = &paint->view->ledger->jobs[job - 1];
    const struct job *made_of = &paint->scenario->jobs[record->job];
    /* attempts that counted as no failure (push-backs, recoveries) add to what there can be */
    bool is_over = record->state != JOB_RUNNING && record->state != JOB_WAITING;
    uint32_t before = attempt > 0 ? attempt - 1 : 0;
    uint32_t failures = is_over && record->failures > 0 && record->state != JOB_SUCCEEDED ? record->failures - 1
                                                                                          : record->failures;
    uint32_t free_ones = before > failures ? before - failures : 0;
    uint32_t most = made_of->retry.limit + 1 + free_ones;

    text_add_number(out, attempt);
    if (most < 100) { /* of so many that nobody counts them it is not said */
        text_add(out, of);
        text_add_number(out, max_u32(most, attempt));
    }
}

static enum element say_running(const struct stage_paint *paint, uint32_t job, int columns, struct text *out)
{
    const struct ledger_job *record = &paint->view->ledger->jobs[job - 1];
    const struct attempt *attempt = latest_attempt(paint, job);
    const struct platform *platform = &paint->scenario->platform;

    if (columns >= 24)
        text_add(out, "attempt ");
    stage_say_attempt(paint, job, record->attempts, " of ", out);
    if (on_crash_traits[platform->on_crash].has_lease && platform->renew > 0) {
        text_add(out, columns >= 24 ? ", lease renewed" : "");
    } else if (on_crash_traits[platform->on_crash].has_lease && attempt) {
        const struct event *fetch = &paint->trace->events[attempt->first];
        msec lease = platform->lease.kind == DURATION_FIXED ? platform->lease.low : fetch->value;
        msec left = attempt->start + lease - paint->now;

        text_add(out, columns >= 24 ? ", lease " : " lease ");
        if (left > 0)
            say_left(left, out);
        else
            text_add(out, "over");
    } else if (record->failures == paint->scenario->jobs[record->job].retry.limit && record->failures > 0) {
        text_add(out, ", last");
    }
    return ELEMENT_JOB;
}

enum element stage_job_note(const struct stage_paint *paint, uint32_t job, int columns, struct text *out)
{
    const struct ledger_job *record = job == NO_JOB || job > paint->view->ledger->job_count
                                          ? NULL
                                          : &paint->view->ledger->jobs[job - 1];

    if (!record)
        return ELEMENT_QUIET;
    switch (record->state) {
    case JOB_RUNNING:
        return say_running(paint, job, columns, out);
    case JOB_RETRYING:
        if (columns >= 24) {
            stage_say_attempt(paint, job, record->attempts, " of ", out);
            text_add(out, ", ");
        }
        if (!say_retry(paint, job, "retry in ", out))
            text_add(out, "is retried");
        return ELEMENT_WAIT;
    case JOB_WAITING:
        text_add(out, "in the queue");
        return ELEMENT_WAIT;
    case JOB_SUCCEEDED:
        text_addf(out, "%s %s", marks_unicode[MARK_GRANTED], record->bailed_out ? "bailed out" : "done");
        return record->bailed_out ? ELEMENT_CHANGED : ELEMENT_GRANTED;
    case JOB_DEAD:
        text_addf(out, "%s %s", marks_unicode[MARK_ERROR], columns >= 24 ? "gave up, a dead job" : "gave up");
        return ELEMENT_ERROR;
    case JOB_DISCARDED:
        text_addf(out, "%s %s", marks_unicode[MARK_ERROR], columns >= NOTE_COLUMNS_ROOMY ? "gave up, gone" : "gave up");
        return ELEMENT_ERROR;
    case JOB_LOST:
        text_addf(out, "%s lost", marks_unicode[MARK_LOST]);
        return ELEMENT_MISSED;
    }
    return ELEMENT_QUIET;
}

enum element stage_old_note(const struct stage_paint *paint, const struct attempt *attempt, struct text *out)
{
    bool is_over = attempt->last <= paint->view->at && attempt->outcome != ATTEMPT_RUNNING;

    text_addf(out, "%u ", attempt->number);
    if (is_over)
        text_add(out, "is over");
    else
        text_add(out, on_crash_traits[paint->scenario->platform.on_crash].has_lease ? "lease over" : "still runs");
    return is_over ? ELEMENT_QUIET : ELEMENT_CHANGED;
}

uint32_t stage_job_here(const struct stage_paint *paint)
{
    uint32_t at = paint->view->at;

    while (at != NO_EVENT && paint->trace->events[at].job == NO_JOB)
        at = at > 0 ? at - 1 : NO_EVENT;
    return at == NO_EVENT ? NO_JOB : paint->trace->events[at].job;
}
