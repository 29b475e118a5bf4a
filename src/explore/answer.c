#include "explore/answer.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "trace/attempt.h"

static bool is_of_day(const struct asked *asked, const struct event *event)
{
    return asked->occurrence == 0 || event->occurrence == asked->occurrence;
}

/* Commits that count, walked over with what goes with them. `attempts` NULL: all of them do. */
struct counting {
    const struct asked *asked;
    const struct attempts *attempts;
    uint32_t begun;   /* attempts that have by now */
    uint32_t *latest; /* of each instance, from 1, the attempt begun last; owned, as are the posts: */
    uint32_t *posts;  /* [occurrence − 1][bot] */
};

/* Has the attempt of this commit not ended well? */
static bool is_undone(const struct counting *counting, const struct event *commit)
{
    uint32_t attempt;

    if (!counting->attempts)
        return false;
    attempt = attempts_find(counting->attempts, counting->latest[commit->job], commit->attempt);
    return attempt == NO_EVENT || counting->attempts->list[attempt].outcome != ATTEMPT_OK;
}

static void count_commit(const struct counting *counting, const struct event *event, struct facts *out)
{
    uint32_t *posts = &counting->posts[(size_t)(event->occurrence - 1) * out->bot_count + event->bot];

    if (!is_of_day(counting->asked, event) || is_undone(counting, event))
        return;
    if (++*posts > 1)
        out->again |= (bot_set)1 << event->bot;
    if (out->posts[event->bot]++ == 0)
        out->first[event->bot] = event->time;
}

static void count_events(struct counting *counting, struct facts *out)
{
    const struct trace *trace = counting->asked->trace;

    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        if (event->kind == EVENT_FETCH && counting->attempts)
            counting->latest[event->job] = counting->begun++;
        if (event->kind == EVENT_COMMIT)
            count_commit(counting, event, out);
    }
}

/* Counts the posts, those of attempts that did not end well left out unless `attempts` is NULL. */
static bool posts_count(const struct asked *asked, const struct attempts *attempts, struct facts *out, struct err *err)
{
    const size_t cells = (size_t)asked->ledger->occurrences * asked->ledger->bot_count;
    struct counting counting = {.asked = asked,
                                .attempts = attempts,
                                .latest = calloc((size_t)asked->ledger->job_count + 1, sizeof *counting.latest),
                                .posts = calloc(cells + 1, sizeof *counting.posts)};
    const bool is_good = counting.latest && counting.posts;

    out->again = 0;
    for (uint32_t b = 0; b < out->bot_count; b++) {
        out->posts[b] = 0;
        out->first[b] = ANSWER_NEVER;
    }
    if (is_good)
        count_events(&counting, out);
    free(counting.latest);
    free(counting.posts);
    return is_good || err_memory(err);
}

/* The job of that name in the scenario by whose jobs answers count, or NO_INDEX. */
static int job_counted(const struct asked *asked, int job)
{
    const struct scenario *scenario = asked->trace->scenario;

    return asked->of && asked->of != scenario ? scenario_find(asked->of, NAMED_JOB, scenario->jobs[job].name) : job;
}

/* The step that an event begins, as a line. */
static int64_t line_of(const struct asked *asked, const struct event *begin)
{
    const struct scenario *scenario = asked->trace->scenario;
    const struct job *job = &scenario->jobs[asked->ledger->jobs[begin->job - 1].job];
    const int child = step_child(&job->steps[begin->step]);
    const int counted = child == NO_INDEX ? NO_INDEX : job_counted(asked, child);

    if (begin->bot != NO_BOT)
        return begin->bot;
    return counted == NO_INDEX ? LINE_WAIT : LINE_JOB + counted;
}

/* The next step that is begun behind the event, in its job where it is of one. */
static int64_t line_next(const struct asked *asked)
{
    const struct trace *trace = asked->trace;
    const uint32_t job = trace->events[asked->event].job;

    for (uint32_t i = asked->event + 1; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_BEGIN && (job == NO_JOB || trace->events[i].job == job))
            return line_of(asked, &trace->events[i]);
    return LINE_NOBODY;
}

static enum seen_by seen_of(const struct asked *asked)
{
    for (uint32_t j = 0; j < asked->ledger->job_count; j++)
        if (asked->ledger->jobs[j].state == JOB_DEAD)
            return SEEN_DEAD;
    for (uint32_t i = 0; i < asked->trace->count; i++)
        if (asked->trace->events[i].kind == EVENT_RETRY)
            return SEEN_RETRY;
    return SEEN_NOTHING;
}

static enum recorded recorded_state(enum job_state state)
{
    switch (state) {
    case JOB_SUCCEEDED:
        return RECORDED_OK;
    case JOB_DEAD:
    case JOB_DISCARDED:
    case JOB_RETRYING:
        return RECORDED_FAILED;
    case JOB_LOST:
    case JOB_WAITING:
    case JOB_RUNNING:
        return RECORDED_NOTHING;
    }
    return RECORDED_NOTHING;
}

/* What is written down of the attempt that the event is of, which may end in it: until its job is taken again. */
static enum recorded recorded_attempt(const struct asked *asked, const struct event *of)
{
    const struct trace *trace = asked->trace;

    for (uint32_t i = asked->event; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        if (event->job != of->job)
            continue;
        if (event->kind == EVENT_FETCH && event->attempt > of->attempt)
            return RECORDED_NOTHING;
        if (event->kind == EVENT_SUCCEED || event->kind == EVENT_BAIL_OUT)
            return RECORDED_OK;
        if (event_is(event, EVENT_IS_FAILURE) && !(event->kind == EVENT_FAIL && event->detail != 0))
            return RECORDED_FAILED;
    }
    return RECORDED_NOTHING;
}

/* The instance that posts for the bot on the day, or would have; the first one where no bot is asked of. */
static const struct ledger_job *job_of_bot(const struct asked *asked)
{
    const struct ledger *ledger = asked->ledger;
    const uint32_t day = asked->occurrence > 0 ? asked->occurrence : 1;

    if (asked->bot == NO_INDEX)
        return ledger->job_count > 0 ? &ledger->jobs[0] : NULL;
    if (day <= ledger->occurrences && ledger_cell(ledger, day, (uint32_t)asked->bot)->last_job != NO_JOB)
        return &ledger->jobs[ledger_cell(ledger, day, (uint32_t)asked->bot)->last_job - 1];
    for (uint32_t j = 0; j < ledger->job_count; j++)
        if (ledger->jobs[j].occurrence == day &&
            (asked->trace->scenario->jobs[ledger->jobs[j].job].reach >> asked->bot & 1) != 0)
            return &ledger->jobs[j];
    return NULL;
}

/* Has the attempt of `of` made its post? */
static bool is_committed(const struct asked *asked, const struct event *of)
{
    const uint8_t bot = of->bot != NO_BOT ? of->bot : asked->bot != NO_INDEX ? (uint8_t)asked->bot : NO_BOT;

    for (uint32_t i = 0; i < asked->trace->count; i++) {
        const struct event *event = &asked->trace->events[i];

        if (event->kind == EVENT_COMMIT && event->job == of->job && event->attempt == of->attempt &&
            (bot == NO_BOT || event->bot == bot))
            return true;
    }
    return false;
}

static void record(const struct asked *asked, struct facts *out)
{
    const struct event *event = &asked->trace->events[asked->event];
    const struct ledger_job *job;

    if (event->job != NO_JOB && event->attempt > 0) {
        out->recorded = recorded_attempt(asked, event);
        out->is_committed = is_committed(asked, event);
        return;
    }
    job = event->job != NO_JOB ? &asked->ledger->jobs[event->job - 1] : job_of_bot(asked);
    out->recorded = job ? recorded_state(job->state) : RECORDED_NOTHING;
    out->is_committed = job && asked->bot != NO_INDEX ? out->posts[asked->bot] > 0 : out->recorded == RECORDED_OK;
}

static bot_set owed_of(const struct asked *asked)
{
    bot_set owed = 0;

    for (uint32_t o = 1; o <= asked->ledger->occurrences; o++)
        for (uint32_t b = 0; b < asked->ledger->bot_count; b++)
            if ((asked->occurrence == 0 || asked->occurrence == o) && ledger_cell(asked->ledger, o, b)->is_owed)
                owed |= (bot_set)1 << b;
    return owed;
}

bool facts_take(const struct asked *asked, struct facts *out, struct err *err)
{
    *out = (struct facts){
        .bot_count = asked->ledger->bot_count, .owed = owed_of(asked), .has_place = asked->event != NO_EVENT};
    if (!posts_count(asked, NULL, out, err))
        return false;
    out->seen = seen_of(asked);
    if (!out->has_place)
        return true;
    CHECK(asked->event < asked->trace->count);
    out->line = line_next(asked);
    record(asked, out);
    return true;
}

static bool undone(const struct asked *asked, struct facts *out, struct err *err)
{
    struct attempts attempts;
    bool is_good;

    if (!attempts_take(asked->trace, asked->trace->count, &attempts, err))
        return false;
    is_good = posts_count(asked, &attempts, out, err);
    attempts_release(&attempts);
    return is_good;
}

static bool queue_knows(const struct asked *asked, struct facts *out, struct err *err)
{
    (void)asked;
    (void)err;
    out->recorded = out->is_committed ? RECORDED_OK : RECORDED_FAILED;
    return true;
}

static bool always_shows(const struct asked *asked, struct facts *out, struct err *err)
{
    (void)asked;
    (void)err;
    out->seen = SEEN_DEAD;
    return true;
}

#define READING_ITEM(constant, name, about, read) [constant] = (read),
static bool (*const readings[BELIEF_COUNT])(const struct asked *asked, struct facts *out,
                                            struct err *err) = {READING_LIST(READING_ITEM)};

bool facts_misread(enum belief reading, const struct asked *asked, struct facts *out, struct err *err)
{
    CHECK((int)reading < BELIEF_COUNT && readings[reading]);
    return facts_take(asked, out, err) && readings[reading](asked, out, err);
}

struct answer answer_of(enum ask ask, int bot, const struct facts *facts)
{
    struct answer answer = {{0}};

    CHECK(ask_traits[ask].of != ASK_OF_ONE || bot != NO_INDEX);
    switch (ask) {
    case ASK_OUTCOME:
        for (uint32_t b = 0; b < facts->bot_count; b++)
            answer.values[b] = facts->posts[b];
        break;
    case ASK_LINE:
        answer.values[0] = facts->line;
        break;
    case ASK_WHEN:
        answer.values[0] = facts->first[bot];
        break;
    case ASK_POSTS:
        answer.values[0] = facts->posts[bot];
        break;
    case ASK_AGAIN:
        for (uint32_t b = 0; b < facts->bot_count; b++)
            answer.values[b] = (int64_t)(facts->again >> b & 1);
        break;
    case ASK_NEVER:
        for (uint32_t b = 0; b < facts->bot_count; b++)
            answer.values[b] = (facts->owed >> b & 1) != 0 && facts->posts[b] == 0;
        break;
    case ASK_SEEN:
        answer.values[0] = facts->seen;
        break;
    case ASK_RECORDED:
        answer.values[0] = facts->recorded;
        break;
    case ASK_CURE:
    case ASK_GAPS:
        CHECK(false); /* a question of changes, or of places */
    }
    return answer;
}

int answer_compare(const struct answer *a, const struct answer *b)
{
    for (size_t i = 0; i < SCENARIO_BOTS_MAX; i++)
        if (a->values[i] != b->values[i])
            return a->values[i] < b->values[i] ? -1 : 1;
    return 0;
}
