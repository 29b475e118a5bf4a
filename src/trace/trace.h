/* The trace: everything that happened in a run, in order, each event with its cause.
 *
 * It refers to the scenario that was played; the engine appends events. Every view, count, picture, export and test is
 * a function of both. Event 0 is the first; an event's cause is always an earlier event. Times never decrease. A
 * finished trace ends in EVENT_RUN_END.
 *
 *     for (uint32_t i = 0; i < trace->count; i++)
 *         if (trace->events[i].kind == EVENT_COMMIT) …
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include "base/check.h"
#include "base/err.h"
#include "model/scenario.h"

#define NO_EVENT UINT32_MAX /* the cause of what nothing caused */
#define NO_JOB 0u           /* job instances are numbered from 1 in the order of their creation */
#define NO_BOT UINT16_MAX
#define NO_STEP UINT16_MAX /* fetch and acknowledge belong to no step */
#define NO_WORKER UINT16_MAX

/* Every kind of event: constant, its stable name, is it a moment worth stopping at (1; ATTEMPT: only from the second
 * attempt on), what the fields say beside time, cause and those of the attempt. The first MICRO_COUNT are the
 * micro-steps in the order of enum micro: EVENT_x == MICRO_x.
 *
 * kind            cause                              detail                        value
 * fetch           the delivery, the worker's last    —                             —
 *                 end, or its process's return: what it waited for longest
 * check claim ask the step before                    1: says "already"             —
 * commit          the step before; a landing: its    1: landed after the timeout   how many posts this makes: 1, 2, …
 *                 strike
 * push            the same                           1: landed after the timeout   the new job instance
 * acknowledge     the step before                    1: too late, changes nothing  —
 * fire            the firing before, or none         copy, from 0                  the entry of the schedule
 * enqueue         fire or push                       the job (index in the scenario)   parent instance, 0: the schedule
 * skip            check, claim or ask                —                             the event that it goes by: mark …
 * recognise       call                               —                             the commit whose key it has
 * strike          where the gap is reached           enum fault_kind               the scripted fault's index, -1: none
 * raise           strike, once the timeout is over   —                             —
 * rescue          strike or raise                    enum rescue: exit, continue   —
 * fail            strike or raise                    1: stale, changes nothing     recorded failures of the job
 * retry           fail                               —                             time at which it is due
 * requeue         retry                              —                             —
 * crash           strike or kill                     —                             process, from 0
 * orphan          crash                              —                             time at which it will be recovered
 * recover         orphan, crash; a lease's end: the  1: the lease ended            recoveries of the job so far
 *                 last event of the attempt holding it
 * push-back       deploy                             —                             —
 * restart         crash or deploy                    —                             process, from 0
 * kill deploy twice down                             the platform's faults strike; value: index of the scripted fault
 * up              down: the receiver answers again
 * succeed bail-out dead discard lose                 a job has ended; cause: acknowledge, the last step, fail, crash …
 * miss            the end that made it certain       —                             —      (one bot's)
 * day-end         what settled the occurrence last   —                             —
 * run-end         the last event                     enum ended                    —
 */
#define EVENT_ONLY_LIST(X)                                                                                             \
    X(EVENT_FIRE, "fire", 0)                                                                                           \
    X(EVENT_ENQUEUE, "enqueue", 0)                                                                                     \
    X(EVENT_SKIP, "skip", 1)                                                                                           \
    X(EVENT_RECOGNISE, "recognise", 1)                                                                                 \
    X(EVENT_STRIKE, "strike", 1)                                                                                       \
    X(EVENT_RAISE, "raise", 0)                                                                                         \
    X(EVENT_RESCUE, "rescue", 0)                                                                                       \
    X(EVENT_FAIL, "fail", 0)                                                                                           \
    X(EVENT_RETRY, "retry", 0)                                                                                         \
    X(EVENT_REQUEUE, "requeue", 0)                                                                                     \
    X(EVENT_CRASH, "crash", 0)                                                                                         \
    X(EVENT_ORPHAN, "orphan", 0)                                                                                       \
    X(EVENT_RECOVER, "recover", 0)                                                                                     \
    X(EVENT_PUSH_BACK, "push-back", 0)                                                                                 \
    X(EVENT_RESTART, "restart", 0)                                                                                     \
    X(EVENT_KILL, "kill", 1)                                                                                           \
    X(EVENT_DEPLOY, "deploy", 1)                                                                                       \
    X(EVENT_TWICE, "twice", 1)                                                                                         \
    X(EVENT_DOWN, "down", 1)                                                                                           \
    X(EVENT_UP, "up", 0)                                                                                               \
    X(EVENT_SUCCEED, "succeed", 1)                                                                                     \
    X(EVENT_BAIL_OUT, "bail-out", 1)                                                                                   \
    X(EVENT_DEAD, "dead", 1)                                                                                           \
    X(EVENT_DISCARD, "discard", 1)                                                                                     \
    X(EVENT_LOSE, "lose", 1)                                                                                           \
    X(EVENT_MISS, "miss", 1)                                                                                           \
    X(EVENT_DAY_END, "day-end", 1)                                                                                     \
    X(EVENT_RUN_END, "run-end", 1)

#define EVENT_ENUM_ITEM(constant, name, moment) constant,
enum event_kind {
    EVENT_FETCH = MICRO_FETCH,
    EVENT_BEGIN = MICRO_BEGIN,
    EVENT_CHECK = MICRO_CHECK,
    EVENT_CLAIM = MICRO_CLAIM,
    EVENT_ASK = MICRO_ASK,
    EVENT_CALL = MICRO_CALL,
    EVENT_COMMIT = MICRO_COMMIT,
    EVENT_PUSH = MICRO_PUSH,
    EVENT_REPLY = MICRO_REPLY,
    EVENT_MARK = MICRO_MARK,
    EVENT_WAIT = MICRO_WAIT,
    EVENT_DONE = MICRO_DONE,
    EVENT_ACKNOWLEDGE = MICRO_ACKNOWLEDGE,
    EVENT_LAST_MICRO = MICRO_COUNT - 1,
    EVENT_ONLY_LIST(EVENT_ENUM_ITEM) EVENT_KIND_COUNT
};
#undef EVENT_ENUM_ITEM

/* The commit is the one micro-step that is always a moment; a fetch is one from the second attempt on. */
extern const char *const event_kind_names[EVENT_KIND_COUNT];

struct event {
    msec time;
    int64_t value;       /* see the table above; 0 where it says — */
    uint32_t cause;      /* an earlier event or NO_EVENT */
    uint32_t job;        /* the instance, or NO_JOB */
    uint32_t occurrence; /* from 1; 0: none */
    uint16_t attempt;    /* of the instance, from 1; 0: none; stays at 65535 when there are more */
    uint16_t step;       /* from 0, or NO_STEP */
    uint16_t bot;        /* or NO_BOT */
    uint16_t worker;     /* process × workers + worker, from 0, or NO_WORKER */
    uint8_t kind;        /* enum event_kind */
    /* strike, skip, rescue, raise, fail: the micro-step after which; MICRO_COUNT: before the step's first */
    uint8_t micro;
    uint8_t detail;
    bool is_moment;
};

struct trace {
    const struct scenario *scenario; /* the one that was played; it must outlive the trace */
    struct event *events;
    uint32_t count;
    uint32_t room;  /* events that fit */
    uint32_t limit; /* events that ever may; the engine ends the run before it would make more */
};

/* A trace of at most `limit` events, with no room yet. Count is zero, the scenario NULL. */
void trace_init(struct trace *trace, uint32_t limit);
void trace_release(struct trace *trace);

/* Makes room for `more` events behind the last, or for as many as the limit leaves. Events may move. */
bool trace_reserve(struct trace *trace, uint32_t more, struct err *err);

/* Appends one event; there must be room. */
static inline void trace_append(struct trace *trace, const struct event *event)
{
    CHECK(trace->count < trace->room);
    trace->events[trace->count++] = *event;
}

/* A hash of all events, field by field in a fixed byte order, so that it is the same on every machine (FNV-1a, 64
 * bits). */
uint64_t trace_hash(const struct trace *trace);

/* The gap in which a strike happened, in words of a scenario: "after call"; before a step's first micro-step "before
 * begin". */
void trace_gap_name(const struct trace *trace, uint32_t strike, struct text *out);

/* The last event of the causes of `event` (itself not counted) that is of `kind`; NO_EVENT. */
uint32_t trace_cause_of_kind(const struct trace *trace, uint32_t event, enum event_kind kind);

/* The last event at or before `time`; NO_EVENT when there is none. */
uint32_t trace_event_at(const struct trace *trace, msec time);

/* The next moment after `event`, the one before it; NO_EVENT. `event` may be NO_EVENT: the first, the last. */
uint32_t trace_moment_after(const struct trace *trace, uint32_t event);
uint32_t trace_moment_before(const struct trace *trace, uint32_t event);

#endif
