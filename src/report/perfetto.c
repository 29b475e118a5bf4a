#include "report/perfetto.h"

#include <stdlib.h>

#include "base/range.h"
#include "report/json_value.h"
#include "trace/attempt.h"
#include "words/narrate.h"

enum { MICROSECONDS = 1000 }; /* of a millisecond: times are told in them */

/* Of an attempt: its slice, in ms, and where its next micro-step's begins. */
struct slice {
    msec start, end, next;
};

struct writer {
    const struct trace *trace;
    const struct ledger *ledger;
    const struct story *story;
    uint32_t shown;
    struct attempts attempts;
    struct slice *slices; /* of each attempt; owned */
    uint32_t *latest;     /* of each job instance, from 1: its latest attempt's index, or NO_EVENT; owned */
    uint32_t flows;
    bool has_events;
    struct text *out;
};

static uint32_t worker_count(const struct scenario *scenario)
{
    return scenario->platform.processes * scenario->platform.workers;
}

static void add_number(json_t **object, const char *key, int64_t number)
{
    json_add(object, key, json_integer(number));
}

static void add_string(json_t **object, const char *key, const char *string)
{
    json_add(object, key, json_string(string));
}

/* A line of the file. */
static void put(struct writer *writer, json_t *event)
{
    text_add(writer->out, writer->has_events ? ",\n" : "\n");
    json_write_value(event, JSON_COMPACT | JSON_PRESERVE_ORDER, writer->out);
    writer->has_events = true;
}

/* What all have in common; `thread` counts from 0 over all processes, the bots' behind the workers'. */
static json_t *event_new(const struct writer *writer, const char *phase, uint32_t thread, const char *category,
                         const char *name, int64_t us)
{
    const struct scenario *scenario = writer->trace->scenario;
    uint32_t process = thread < worker_count(scenario) ? thread / scenario->platform.workers
                                                       : scenario->platform.processes;
    json_t *event = json_object();

    add_string(&event, "ph", phase);
    add_number(&event, "pid", process + 1);
    add_number(&event, "tid", thread + 1);
    add_number(&event, "ts", us);
    add_string(&event, "cat", category);
    add_string(&event, "name", name);
    return event;
}

static void put_name(struct writer *writer, uint32_t thread, const char *what, struct text *name)
{
    json_t *event = event_new(writer, "M", thread, "__metadata", what, 0), *arguments = json_object();

    json_add(&arguments, "name", json_of_text(name));
    json_add(&event, "args", arguments);
    put(writer, event);
}

static void put_names(struct writer *writer)
{
    const struct scenario *scenario = writer->trace->scenario;
    uint32_t workers = worker_count(scenario);
    struct text name = {0};

    for (uint32_t w = 0; w < workers; w++) {
        if (w % scenario->platform.workers == 0) {
            text_addf(&name, "process %u", w / scenario->platform.workers + 1);
            put_name(writer, w, "process_name", &name);
        }
        text_addf(&name, "worker %u", w + 1);
        put_name(writer, w, "thread_name", &name);
    }
    text_add(&name, "the world");
    put_name(writer, workers, "process_name", &name);
    for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
        text_add(&name, scenario->bots[bot].name);
        put_name(writer, workers + bot, "thread_name", &name);
    }
}

/* "BotsJob", "BotsJob #2" */
static void add_instance(const struct writer *writer, uint32_t job, struct text *out)
{
    const struct ledger_job *instance = &writer->ledger->jobs[job - 1];

    text_add(out, writer->trace->scenario->jobs[instance->job].name);
    if (story_number(writer->story, job) > 1)
        text_addf(out, " #%u", story_number(writer->story, job));
}

static void put_slice(struct writer *writer, uint32_t worker, const char *category, struct text *name, msec start,
                      msec end, json_t *arguments)
{
    json_t *event = event_new(writer, "X", worker, category, text_str(name), start * MICROSECONDS);

    if (name->failed)
        writer->out->failed = true;
    add_number(&event, "dur", (end - start) * MICROSECONDS);
    json_add(&event, "args", arguments);
    put(writer, event);
    text_release(name);
}

static void put_attempt(struct writer *writer, const struct attempt *attempt, const struct slice *slice)
{
    json_t *arguments = json_object();
    struct text name = {0};

    add_instance(writer, attempt->job, &name);
    text_addf(&name, ", attempt %u", attempt->number);
    add_number(&arguments, "job", attempt->job);
    add_number(&arguments, "attempt", attempt->number);
    add_number(&arguments, "occurrence", writer->trace->events[attempt->first].occurrence);
    add_string(&arguments, "outcome", attempt_outcome_names[attempt->outcome]);
    put_slice(writer, attempt->worker, "attempt", &name, slice->start, slice->end, arguments);
}

/* Where a flow may begin or end so that it is within the slice, whose end is not. */
static int64_t within(const struct slice *slice, int64_t us)
{
    int64_t start = slice->start * MICROSECONDS, end = slice->end * MICROSECONDS - 1;

    return us < start || end < start ? start : us > end ? end : us;
}

static void put_flow_end(struct writer *writer, const char *phase, const char *category, uint32_t attempt, int64_t us)
{
    json_t *event = event_new(writer, phase, writer->attempts.list[attempt].worker, category, category,
                              within(&writer->slices[attempt], us));

    add_number(&event, "id", writer->flows);
    if (phase[0] == 'f')
        add_string(&event, "bp", "e");
    put(writer, event);
}

/* From the micro-step that acted at a time to the one that does at another. */
static void put_flow(struct writer *writer, const char *category, uint32_t from, msec from_time, uint32_t to,
                     msec to_time)
{
    if (from == NO_EVENT || to == NO_EVENT)
        return;
    writer->flows++;
    put_flow_end(writer, "s", category, from, from_time * MICROSECONDS - 1);
    put_flow_end(writer, "f", category, to, to_time * MICROSECONDS - 1);
}

/* The attempt that an event names, as an index, or NO_EVENT. */
static uint32_t attempt_of(const struct writer *writer, uint32_t at)
{
    const struct event *event = &writer->trace->events[at];

    return event->job == NO_JOB ? NO_EVENT
                                : attempts_find(&writer->attempts, writer->latest[event->job], event->attempt);
}

/* What led to an attempt: the one before it, or the push of its job. */
static void put_arrival(struct writer *writer, uint32_t index)
{
    const struct attempt *attempt = &writer->attempts.list[index];
    uint32_t enqueue = story_enqueue(writer->story, attempt->job);
    uint32_t push = enqueue == NO_EVENT ? NO_EVENT : writer->trace->events[enqueue].cause;

    if (attempt->before != NO_EVENT)
        put_flow(writer, "retry", attempt->before, writer->slices[attempt->before].end, index, attempt->start);
    else if (push != NO_EVENT && writer->trace->events[push].kind == EVENT_PUSH)
        put_flow(writer, "enqueue", attempt_of(writer, push), writer->trace->events[push].time, index, attempt->start);
}

static void put_attempts(struct writer *writer)
{
    for (uint32_t i = 0; i < writer->attempts.count; i++)
        put_attempt(writer, &writer->attempts.list[i], &writer->slices[i]);
    for (uint32_t i = 0; i < writer->attempts.count; i++)
        put_arrival(writer, i);
}

static bool has_landed(const struct event *event)
{
    return event->detail == 1 && (event->kind == EVENT_COMMIT || event->kind == EVENT_PUSH);
}

/* "commit Riker" */
static void put_micro(struct writer *writer, uint32_t at)
{
    const struct event *event = &writer->trace->events[at];
    uint32_t index = attempt_of(writer, at);
    struct slice *slice = index == NO_EVENT ? NULL : &writer->slices[index];
    struct text name = {0};
    msec end;

    if (!slice || event->kind >= MICRO_COUNT || event->kind == EVENT_FETCH || has_landed(event))
        return;
    end = event->time < slice->end ? event->time : slice->end;
    text_add(&name, event_kind_names[event->kind]);
    if (event->bot != NO_BOT)
        text_addf(&name, " %s", writer->trace->scenario->bots[event->bot].name);
    put_slice(writer, writer->attempts.list[index].worker, "micro-step", &name, slice->next, end, json_object());
    slice->next = end;
}

/* Effects and misses are the bot's, all else is of the worker, or of the whole run. */
static void put_instant(struct writer *writer, uint32_t at)
{
    const struct event *event = &writer->trace->events[at];
    bool is_seen = event->bot != NO_BOT && (event->kind == EVENT_COMMIT || event->kind == EVENT_MISS);
    bool has_worker = event->worker < worker_count(writer->trace->scenario);
    uint32_t thread = is_seen ? worker_count(writer->trace->scenario) + event->bot : has_worker ? event->worker : 0;
    struct text name = {0}, sentence = {0};
    json_t *instant, *arguments = json_object();

    narrate_event_short(writer->story, at, &name);
    narrate_event(writer->story, at, &sentence);
    json_add(&arguments, "sentence", json_of_text(&sentence));
    instant = event_new(writer, "i", thread, event_kind_names[event->kind], text_str(&name),
                        event->time * MICROSECONDS);
    writer->out->failed = writer->out->failed || name.failed;
    add_string(&instant, "s", is_seen || has_worker ? "t" : "g");
    json_add(&instant, "args", arguments);
    put(writer, instant);
    text_release(&name);
}

static void put_events(struct writer *writer)
{
    for (uint32_t i = 0; i < writer->shown; i++) {
        const struct event *event = &writer->trace->events[i];
        uint32_t before;

        put_micro(writer, i);
        if (event->is_moment && event->kind != EVENT_FETCH)
            put_instant(writer, i);
        if (event->kind != EVENT_COMMIT || event->value < 2)
            continue;
        before = story_commit_before(writer->story, i);
        put_flow(writer, "again", attempt_of(writer, before), writer->trace->events[before].time, attempt_of(writer, i),
                 event->time);
    }
}

/* A worker's attempt ends at the latest where its next one begins. */
static bool take_slices(struct writer *writer, struct err *err)
{
    uint32_t count = writer->attempts.count, workers = worker_count(writer->trace->scenario);
    msec *next = malloc((workers + 1) * sizeof *next);

    writer->slices = malloc((count + 1) * sizeof *writer->slices);
    writer->latest = malloc((writer->ledger->job_count + 1) * sizeof *writer->latest);
    if (!next || !writer->slices || !writer->latest) {
        free(next);
        return err_memory(err);
    }
    for (uint32_t w = 0; w < workers; w++)
        next[w] = MSEC_NEVER;
    for (uint32_t job = 0; job <= writer->ledger->job_count; job++)
        writer->latest[job] = NO_EVENT;
    for (uint32_t i = count; i-- > 0;) {
        const struct attempt *attempt = &writer->attempts.list[i];
        msec end = attempt->end < next[attempt->worker] ? attempt->end : next[attempt->worker];

        writer->slices[i] = (struct slice){attempt->start, end, attempt->start};
        next[attempt->worker] = attempt->start;
        if (writer->latest[attempt->job] == NO_EVENT)
            writer->latest[attempt->job] = i;
    }
    free(next);
    return true;
}

bool perfetto_write(const struct trace *trace, const struct ledger *ledger, uint32_t shown, struct text *out,
                    struct err *err)
{
    struct story story;
    struct writer writer = {.trace = trace, .ledger = ledger, .story = &story, .out = out};
    bool is_made;

    writer.shown = shown < trace->count ? shown : trace->count;
    if (writer.shown > PERFETTO_EVENTS_MAX)
        return err_set(err, "the run has %u events, and a trace file at most %d: --at TIME ends it sooner",
                       writer.shown, PERFETTO_EVENTS_MAX);
    if (!story_init(&story, trace, err))
        return false;
    is_made = attempts_take(trace, writer.shown, &writer.attempts, err) && take_slices(&writer, err);
    if (is_made) {
        text_add(out, "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[");
        put_names(&writer);
        put_attempts(&writer);
        put_events(&writer);
        text_add(out, "\n]}\n");
        is_made = !out->failed || err_memory(err);
    }
    free(writer.slices);
    free(writer.latest);
    attempts_release(&writer.attempts);
    story_release(&story);
    return is_made;
}
