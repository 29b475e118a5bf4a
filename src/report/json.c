#include "report/json.h"

#include <string.h>

#include "report/json_value.h"
#include "words/verdict.h"

/* A writer that remembers its first failure. */
struct writer {
    const struct trace *trace;
    const struct ledger *ledger;
    json_sink *sink;
    void *data;
    bool has_stopped; /* the sink */
    bool is_short;    /* memory */
};

static void put(struct writer *writer, const char *bytes, size_t size)
{
    if (!writer->has_stopped && !writer->is_short)
        writer->has_stopped = writer->sink(bytes, size, writer->data) != 0;
}

static void put_string(struct writer *writer, const char *string)
{
    put(writer, string, strlen(string));
}

static int put_some(const char *bytes, size_t size, void *data)
{
    struct writer *writer = data;

    put(writer, bytes, size);
    return writer->has_stopped ? -1 : 0;
}

/* Dumps a value and lets it go; NULL: it could not be made. */
static void put_dumped(struct writer *writer, json_t *value, size_t flags)
{
    flags |= JSON_COMPACT | JSON_PRESERVE_ORDER | JSON_ENCODE_ANY;
    if (!value)
        writer->is_short = true;
    else if (!writer->has_stopped && !writer->is_short)
        if (json_dump_callback(value, put_some, writer, flags) != 0 && !writer->has_stopped)
            writer->is_short = true;
    json_decref(value);
}

static void put_value(struct writer *writer, json_t *value)
{
    put_dumped(writer, value, 0);
}

static void add_number(json_t **object, const char *key, int64_t number)
{
    json_add(object, key, json_integer(number));
}

static void add_string(json_t **object, const char *key, const char *string)
{
    json_add(object, key, json_string(string));
}

static void add_true(json_t **object, const char *key, bool is_true)
{
    if (is_true)
        json_add(object, key, json_true());
}

static void add_fault(json_t **object, const struct trace *trace, const struct event *event)
{
    if (event->value < 0 || event->value >= (int64_t)trace->scenario->fault_count)
        return;
    add_number(object, "fault", event->value + 1);
    if (trace->scenario->faults[event->value].name)
        add_string(object, "fault_name", trace->scenario->faults[event->value].name);
}

static void add_strike(json_t **object, const struct trace *trace, uint32_t at)
{
    struct text gap = {0};

    add_string(object, "kind", fault_kind_names[trace->events[at].detail]);
    trace_gap_name(trace, at, &gap);
    json_add(object, "gap", json_of_text(&gap));
    add_fault(object, trace, &trace->events[at]);
}

/* Where value is a number and detail a yes, by the event's kind: their keys. */
static const struct {
    const char *number, *yes;
    int from; /* of the number: 1 where the model counts from 0 */
} details[EVENT_KIND_COUNT] = {
    [EVENT_COMMIT] = {.number = "post", .yes = "landed"},
    [EVENT_PUSH] = {.number = "child", .yes = "landed"},
    [EVENT_ACKNOWLEDGE] = {.yes = "stale"},
    [EVENT_FAIL] = {.number = "failures", .yes = "stale"},
    [EVENT_COUNTED] = {.number = "failures"},
    [EVENT_RETRY] = {.number = "due"},
    [EVENT_REDELIVER] = {.number = "due"},
    [EVENT_REQUEUE] = {.yes = "copy"},
    [EVENT_RESERVE] = {.number = "process", .yes = "copy", .from = 1},
    [EVENT_CRASH] = {.number = "process", .from = 1},
    [EVENT_STOP] = {.number = "process", .from = 1},
    [EVENT_RESTART] = {.number = "process", .from = 1},
    [EVENT_THAW] = {.number = "process", .from = 1},
    [EVENT_FETCH] = {.yes = "copy"},
    [EVENT_PUSH_BACK] = {.yes = "copy"},
    [EVENT_RECOVER] = {.number = "recoveries"},
    [EVENT_RESUME] = {.number = "with", .from = 1},
};

/* What detail and value say. */
static void add_details(json_t **object, const struct trace *trace, uint32_t at)
{
    const struct event *event = &trace->events[at];

    if (details[event->kind].number)
        add_number(object, details[event->kind].number, event->value + details[event->kind].from);
    if (details[event->kind].yes)
        add_true(object, details[event->kind].yes, event->detail);
    if (event_is(event, EVENT_IS_PLATFORM))
        add_fault(object, trace, event);
    switch (event->kind) {
    case EVENT_CHECK:
    case EVENT_CLAIM:
    case EVENT_ASK:
        json_add(object, "already", json_boolean(event->detail));
        break;
    case EVENT_FIRE:
        add_string(object, "name", trace->scenario->jobs[trace->scenario->entries[event->value].job].name);
        add_number(object, "copy", event->detail);
        break;
    case EVENT_ENQUEUE:
        if (event->value != NO_JOB)
            add_number(object, "parent", event->value);
        break;
    case EVENT_RECOVER:
    case EVENT_COUNTED:
        add_true(object, "lease", event->detail == RECOVER_LEASE);
        add_true(object, "heartbeat", event->detail == RECOVER_HEARTBEAT);
        break;
    case EVENT_ORPHAN:
        if (!event->detail)
            add_number(object, "due", event->value);
        break;
    case EVENT_SKIP:
    case EVENT_RECOGNISE:
        if (event->value >= 0)
            add_number(object, "by", event->value);
        break;
    case EVENT_STRIKE:
        add_strike(object, trace, at);
        break;
    case EVENT_RESCUE:
        add_string(object, "rescue", rescue_names[event->detail]);
        break;
    case EVENT_RUN_END:
        add_string(object, "ended", ended_names[event->detail]);
        break;
    default:
        break;
    }
}

static json_t *event_json(const struct trace *trace, const struct ledger *ledger, uint32_t at)
{
    const struct event *event = &trace->events[at];
    json_t *object = json_object();

    add_number(&object, "t", event->time);
    add_string(&object, "event", event_kind_names[event->kind]);
    if (event->job != NO_JOB) {
        add_number(&object, "job", event->job);
        if (event->job <= ledger->job_count)
            add_string(&object, "name", trace->scenario->jobs[ledger->jobs[event->job - 1].job].name);
    }
    if (event->attempt > 0)
        add_number(&object, "attempt", event->attempt);
    if (event->bot != NO_BOT)
        add_string(&object, "bot", trace->scenario->bots[event->bot].name);
    if (event->step != NO_STEP)
        add_number(&object, "step", event->step + 1);
    if (event->occurrence > 0)
        add_number(&object, "occurrence", event->occurrence);
    if (event->worker != NO_WORKER)
        add_number(&object, "worker", event->worker + 1);
    if (event->cause != NO_EVENT)
        add_number(&object, "cause", event->cause);
    add_details(&object, trace, at);
    add_true(&object, "moment", event->is_moment);
    return object;
}

static json_t *cell_json(const struct ledger_cell *cell, uint32_t occurrence)
{
    json_t *object = json_object();

    add_number(&object, "occurrence", occurrence);
    add_number(&object, "posts", cell->posts);
    add_number(&object, "duplicates", cell->posts > 1 ? cell->posts - 1 : 0);
    add_string(&object, "state", post_state_names[cell->state]);
    add_number(&object, "attempts", cell->attempts);
    add_number(&object, "skips", cell->skips);
    add_number(&object, "premature", cell->premature);
    json_add(&object, "late_by_ms", cell->late_by == 0 ? json_null() : json_integer(cell->late_by));
    json_add(&object, "delay_ms", cell->delay == MSEC_NONE ? json_null() : json_integer(cell->delay));
    json_add(&object, "silent", json_boolean(cell->is_silent));
    return object;
}

/* Writes the items of an array one by one, each on a line of its own where `is_pretty`. */
struct list {
    struct writer *writer;
    bool is_pretty, has_items;
};

static void list_next(struct list *list)
{
    put_string(list->writer, list->has_items ? "," : "");
    put_string(list->writer, list->is_pretty ? "\n" : "");
    list->has_items = true;
}

static void list_put(struct list *list, json_t *item)
{
    list_next(list);
    put_value(list->writer, item);
}

/* With every occurrence in which it owes a post, or made one. */
static void put_bot(struct writer *writer, uint32_t bot)
{
    const struct ledger *ledger = writer->ledger;
    struct list cells = {.writer = writer};
    json_t *head = json_object();

    add_string(&head, "bot", writer->trace->scenario->bots[bot].name);
    json_add_tally(&head, &ledger->bots[bot]);
    put_string(writer, "{");
    put_dumped(writer, head, JSON_EMBED);
    put_string(writer, ",\"occurrences\":[");
    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (cell->is_owed || cell->posts > 0)
            list_put(&cells, cell_json(cell, o));
    }
    put_string(writer, "]}");
}

static json_t *job_json(const struct trace *trace, const struct ledger_job *job, uint32_t id)
{
    json_t *object = json_object();

    add_number(&object, "id", id);
    json_add(&object, "parent", job->parent == NO_JOB ? json_null() : json_integer(job->parent));
    add_string(&object, "job", trace->scenario->jobs[job->job].name);
    add_number(&object, "occurrence", job->occurrence);
    add_number(&object, "attempts", job->attempts);
    add_number(&object, "failures", job->failures);
    add_string(&object, "state", job_state_names[job->state]);
    add_true(&object, "bailed_out", job->bailed_out);
    return object;
}

static void put_key(struct writer *writer, const char *key, bool is_pretty)
{
    put_string(writer, is_pretty ? ",\n\"" : ",\"");
    put_string(writer, key);
    put_string(writer, "\":");
}

static void put_verdict(struct writer *writer)
{
    struct text verdict = {0};

    verdict_add(writer->trace, writer->ledger, &verdict);
    put_value(writer, json_of_text(&verdict));
}

/* All 64 bits of it: an integer of jansson has a sign. */
static void put_seed(struct writer *writer)
{
    struct text seed = {0};

    text_addf(&seed, "%llu", (unsigned long long)writer->trace->scenario->seed);
    put_string(writer, text_str(&seed));
    writer->is_short = writer->is_short || seed.failed;
    text_release(&seed);
}

/* Everything but the events, from the opening brace on. */
static void put_run(struct writer *writer, bool is_pretty)
{
    const struct ledger *ledger = writer->ledger;
    struct list bots = {.writer = writer, .is_pretty = is_pretty}, jobs = bots;
    json_t *totals = json_object();

    put_string(writer, "{");
    put_dumped(writer, json_of_scenario(writer->trace->scenario), JSON_EMBED);
    put_key(writer, "seed", false);
    put_seed(writer);
    put_key(writer, "verdict", is_pretty);
    put_verdict(writer);
    if (writer->trace->scenario->lesson[0]) {
        put_key(writer, "lesson", is_pretty);
        put_value(writer, json_string(writer->trace->scenario->lesson));
    }
    if (writer->trace->scenario->gate_count > 0) {
        put_key(writer, "gates", is_pretty);
        put_value(writer, json_of_gates(writer->trace));
    }
    put_key(writer, "ended", is_pretty);
    put_value(writer, ledger->has_ended ? json_string(ended_names[ledger->ended]) : json_null());
    put_key(writer, "wishes", is_pretty);
    put_value(writer, json_of_wishes(writer->trace->scenario->unjudged, ledger->wishes));
    put_key(writer, "totals", is_pretty);
    json_add_tally(&totals, &ledger->total);
    put_value(writer, totals);
    put_key(writer, "bots", is_pretty);
    put_string(writer, "[");
    for (uint32_t bot = 0; bot < ledger->bot_count; bot++) {
        list_next(&bots);
        put_bot(writer, bot);
    }
    put_string(writer, "]");
    put_key(writer, "jobs", is_pretty);
    put_string(writer, "[");
    for (uint32_t job = 0; job < ledger->job_count; job++)
        list_put(&jobs, job_json(writer->trace, &ledger->jobs[job], job + 1));
    put_string(writer, "]");
}

static bool writer_is_done(const struct writer *writer, struct err *err)
{
    if (writer->is_short)
        return err_memory(err);
    if (writer->has_stopped)
        return err_set(err, "cannot write");
    return true;
}

bool json_write(const struct trace *trace, const struct ledger *ledger, json_sink *sink, void *data, struct err *err)
{
    struct writer writer = {.trace = trace, .ledger = ledger, .sink = sink, .data = data};
    struct list events = {.writer = &writer, .is_pretty = true};

    put_run(&writer, true);
    put_key(&writer, "events", true);
    put_string(&writer, "[");
    for (uint32_t at = 0; at < trace->count && !writer.has_stopped && !writer.is_short; at++)
        list_put(&events, event_json(trace, ledger, at));
    put_string(&writer, "]}\n");
    return writer_is_done(&writer, err);
}

bool jsonl_write(const struct trace *trace, const struct ledger *ledger, json_sink *sink, void *data, struct err *err)
{
    struct writer writer = {.trace = trace, .ledger = ledger, .sink = sink, .data = data};

    for (uint32_t at = 0; at < trace->count && !writer.has_stopped && !writer.is_short; at++) {
        put_value(&writer, event_json(trace, ledger, at));
        put_string(&writer, "\n");
    }
    put_run(&writer, false);
    put_string(&writer, "}\n");
    return writer_is_done(&writer, err);
}

static int add_bytes(const char *bytes, size_t size, void *data)
{
    text_add_bytes(data, bytes, size);
    return 0;
}

bool json_add_event(const struct trace *trace, const struct ledger *ledger, uint32_t event, struct text *out)
{
    struct writer writer = {.trace = trace, .ledger = ledger, .sink = add_bytes, .data = out};

    put_value(&writer, event_json(trace, ledger, event));
    return !writer.is_short && !out->failed;
}
