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
#include "model/fault_set.h"
#include "model/scenario.h"

#define NO_EVENT UINT32_MAX /* the cause of what nothing caused */
#define NO_JOB 0u           /* job instances are numbered from 1 in the order of their creation */
#define NO_BOT UINT8_MAX
#define NO_STEP UINT8_MAX /* fetch and acknowledge belong to no step */
#define NO_WORKER UINT16_MAX

/* What kind an event is of, beside which it is. */
enum event_trait {
    EVENT_IS_PLAIN = 0,
    EVENT_IS_MOMENT = 1 << 0,   /* it is worth stopping at; a fetch is from the second attempt on */
    EVENT_IS_END = 1 << 1,      /* a job has ended with it */
    EVENT_IS_DELIVERY = 1 << 2, /* it put a job into a queue, from where an attempt takes it */
    EVENT_IS_PLATFORM = 1 << 3, /* a fault of the platform's own begins or ends */
    EVENT_IS_FAILURE = 1 << 4,  /* a failure of a job is recorded; its value counts them */
};

/* Every kind of event, its stable name, its traits. What the fields say beside time, cause and those of the attempt:
 *
 * kind            cause                              detail                        value
 * fetch           the delivery or reservation, the   1: a repeated delivery        how long its lease is, where
 *                 worker's last end, or its          2: one that was in reserve    leases vary
 *                 process's return: what it waited      until its queue gave it
 *                 for longest                           to somebody else
 * check claim ask the step before                    1: says "already"             —
 * commit          the step before; a landing: its    1: landed after the timeout   how many posts this makes: 1, 2, …
 *                 strike
 * push            the same                           1: landed after the timeout   the new job instance
 * acknowledge     the step before                    1: nobody waits for it        —
 * fire            the firing before, or none         copy, from 0                  the entry of the schedule
 * enqueue         fire or push                       the job (index in the scenario)   parent instance, 0: the schedule
 * skip            check, claim or ask                —                             the event that it goes by: mark …
 * recognise       call                               —                             the commit whose key it has
 * strike          where the gap is reached           enum fault_kind               the scripted fault's index, -1: none
 * raise           strike, once the timeout is over   —                             —
 * rescue          strike or raise                    enum rescue: exit, continue   —
 * fail            strike or raise; deploy            1: stale, changes nothing     recorded failures of the job
 * counted         orphan, crash; of a living attempt enum recover                  recorded failures of the job
 *                 its last event, or what froze it
 * retry           fail, counted                      —                             time at which it is due; where looks
 *                                                                                  vary the next one comes after it
 * requeue         retry; of a copy redeliver         1: a copy of the delivery     —
 * redeliver       the retry that waits with a worker —                             time at which it is due
 * reserve         the delivery                       1: a repeated delivery        process, from 0
 * crash           strike, kill or deploy             —                             process, from 0
 * orphan          crash; strike at acknowledge       1: when its process dies      time at which it will be recovered
 * recover         orphan, crash; of a living attempt enum recover                  recoveries of the job so far
 *                 its last event, or what froze it
 * push-back       deploy, crash; strike at fetch;    1: a copy: the job itself     —
 *                 a child's crash                    fails and is retried, too
 *                                                    2: a repeated delivery
 * stop            the end of the last attempt in a   —                             process, from 0
 *                 process that a deploy let run on; deploy
 * restart         crash, deploy or stop              —                             process, from 0
 * thaw            the strike that froze it           —                             process, from 0
 * kill start deploy twice down                       the platform's faults strike; value: index of the scripted fault
 * up              down: the receiver answers again
 * succeed bail-out dead discard lose                 a job has ended; cause: acknowledge, the last step, fail, crash …
 * miss            the end that made it certain       —                             —      (one bot's)
 * day-end         what settled the occurrence last   —                             —
 * resume          fetch, an early acknowledge,       —                             the step it goes on with, from 0;
 *                 record, rescue: steps that are                                   how many there are: all are done
 *                 recorded done are passed over                                    (no step's)
 * cut             what a job instance that is alive    —                             —      (no step's)
 *                 waits for when the run is cut
 * run-end         the last event but for those         enum ended                    —
 */
#define EVENT_ONLY_LIST(X)                                                                                             \
    X(EVENT_FIRE, "fire", EVENT_IS_PLAIN)                                                                              \
    X(EVENT_ENQUEUE, "enqueue", EVENT_IS_DELIVERY)                                                                     \
    X(EVENT_SKIP, "skip", EVENT_IS_MOMENT)                                                                             \
    X(EVENT_RECOGNISE, "recognise", EVENT_IS_MOMENT)                                                                   \
    X(EVENT_STRIKE, "strike", EVENT_IS_MOMENT)                                                                         \
    X(EVENT_RAISE, "raise", EVENT_IS_PLAIN)                                                                            \
    X(EVENT_RESCUE, "rescue", EVENT_IS_PLAIN)                                                                          \
    X(EVENT_FAIL, "fail", EVENT_IS_FAILURE)                                                                            \
    X(EVENT_RETRY, "retry", EVENT_IS_PLAIN)                                                                            \
    X(EVENT_REQUEUE, "requeue", EVENT_IS_DELIVERY)                                                                     \
    X(EVENT_CRASH, "crash", EVENT_IS_PLAIN)                                                                            \
    X(EVENT_ORPHAN, "orphan", EVENT_IS_PLAIN)                                                                          \
    X(EVENT_RECOVER, "recover", EVENT_IS_DELIVERY)                                                                     \
    X(EVENT_PUSH_BACK, "push-back", EVENT_IS_DELIVERY)                                                                 \
    X(EVENT_RESTART, "restart", EVENT_IS_PLAIN)                                                                        \
    X(EVENT_KILL, "kill", EVENT_IS_MOMENT | EVENT_IS_PLATFORM)                                                         \
    X(EVENT_DEPLOY, "deploy", EVENT_IS_MOMENT | EVENT_IS_PLATFORM)                                                     \
    X(EVENT_TWICE, "twice", EVENT_IS_MOMENT | EVENT_IS_DELIVERY | EVENT_IS_PLATFORM)                                   \
    X(EVENT_DOWN, "down", EVENT_IS_MOMENT | EVENT_IS_PLATFORM)                                                         \
    X(EVENT_UP, "up", EVENT_IS_PLATFORM)                                                                               \
    X(EVENT_SUCCEED, "succeed", EVENT_IS_MOMENT | EVENT_IS_END)                                                        \
    X(EVENT_BAIL_OUT, "bail-out", EVENT_IS_MOMENT | EVENT_IS_END)                                                      \
    X(EVENT_DEAD, "dead", EVENT_IS_MOMENT | EVENT_IS_END)                                                              \
    X(EVENT_DISCARD, "discard", EVENT_IS_MOMENT | EVENT_IS_END)                                                        \
    X(EVENT_LOSE, "lose", EVENT_IS_MOMENT | EVENT_IS_END)                                                              \
    X(EVENT_MISS, "miss", EVENT_IS_MOMENT)                                                                             \
    X(EVENT_DAY_END, "day-end", EVENT_IS_MOMENT)                                                                       \
    X(EVENT_RUN_END, "run-end", EVENT_IS_MOMENT)                                                                       \
    X(EVENT_CUT, "cut", EVENT_IS_PLAIN)                                                                                \
    X(EVENT_COUNTED, "counted", EVENT_IS_FAILURE)                                                                      \
    X(EVENT_STOP, "stop", EVENT_IS_PLAIN)                                                                              \
    X(EVENT_THAW, "thaw", EVENT_IS_PLAIN)                                                                              \
    X(EVENT_START, "start", EVENT_IS_MOMENT | EVENT_IS_PLATFORM)                                                       \
    X(EVENT_REDELIVER, "redeliver", EVENT_IS_MOMENT)                                                                   \
    X(EVENT_RESUME, "resume", EVENT_IS_PLAIN)                                                                          \
    X(EVENT_RESERVE, "reserve", EVENT_IS_PLAIN)

/* The event of each micro-step, whose name it has: EVENT_x is MICRO_x; its traits; its number in a trace's hash, by
 * which a new row leaves the hashes of runs without it as they were: the next one down from those that are there. */
#define EVENT_MICRO_LIST(X)                                                                                            \
    X(FETCH, EVENT_IS_PLAIN, 0)                                                                                        \
    X(BEGIN, EVENT_IS_PLAIN, 1)                                                                                        \
    X(CHECK, EVENT_IS_PLAIN, 2)                                                                                        \
    X(CLAIM, EVENT_IS_PLAIN, 3)                                                                                        \
    X(ASK, EVENT_IS_PLAIN, 4)                                                                                          \
    X(CALL, EVENT_IS_PLAIN, 5)                                                                                         \
    X(COMMIT, EVENT_IS_MOMENT, 6)                                                                                      \
    X(PUSH, EVENT_IS_PLAIN, 7)                                                                                         \
    X(REPLY, EVENT_IS_PLAIN, 8)                                                                                        \
    X(MARK, EVENT_IS_PLAIN, 9)                                                                                         \
    X(WAIT, EVENT_IS_PLAIN, 10)                                                                                        \
    X(DONE, EVENT_IS_PLAIN, 11)                                                                                        \
    X(RECORD, EVENT_IS_PLAIN, 255)                                                                                     \
    X(ACKNOWLEDGE, EVENT_IS_PLAIN, 12)

/* What a queue went by when it gave a job to somebody else. */
enum recover {
    RECOVER_DEATH,    /* it heard that the attempt was over, or its process */
    RECOVER_LEASE,    /* the lease had ended */
    RECOVER_HEARTBEAT /* the heartbeat of a process that lives on was missed */
};

#define EVENT_OF_MICRO(tag, ...) EVENT_##tag = MICRO_##tag,
#define EVENT_CONSTANT(constant, ...) constant,
enum event_kind {
    EVENT_MICRO_LIST(EVENT_OF_MICRO) EVENT_LAST_MICRO = MICRO_COUNT - 1,
    EVENT_ONLY_LIST(EVENT_CONSTANT)
};
enum { EVENT_KIND_COUNT = MICRO_COUNT EVENT_ONLY_LIST(LIST_ONE) };

extern const char *const event_kind_names[EVENT_KIND_COUNT];

extern const uint8_t event_traits[EVENT_KIND_COUNT]; /* bits: enum event_trait */

struct event {
    msec time;
    int64_t value;       /* see the table above; 0 where it says — */
    uint32_t cause;      /* an earlier event or NO_EVENT */
    uint32_t job;        /* the instance, or NO_JOB */
    uint32_t occurrence; /* from 1; 0: none */
    uint32_t attempt;    /* of the instance, from 1; 0: none */
    uint8_t step;        /* from 0, or NO_STEP */
    uint8_t bot;         /* or NO_BOT */
    uint16_t worker;     /* process × workers + worker, from 0, or NO_WORKER */
    uint8_t kind;        /* enum event_kind */
    /* strike, skip, rescue, raise, fail: the micro-step after which; MICRO_NONE: before the step's first */
    uint8_t micro;
    uint8_t detail;
    bool is_moment;
};
_Static_assert(sizeof(struct event) == 40, "a run has millions of them");

static inline bool event_is(const struct event *event, enum event_trait trait)
{
    CHECK(event->kind < EVENT_KIND_COUNT);
    return (event_traits[event->kind] & trait) != 0;
}

/* Is an event of this kind worth stopping at? `attempt` is of a fetch. */
static inline bool event_kind_is_moment(enum event_kind kind, uint32_t attempt)
{
    return (event_traits[kind] & EVENT_IS_MOMENT) != 0 || (kind == EVENT_FETCH && attempt > 1);
}

/* Of a strike: what had become of its step's effect. */
static inline enum effect strike_finds(const struct event *strike)
{
    return strike->micro < MICRO_COUNT ? micro_traits[strike->micro].effect : EFFECT_AHEAD;
}

/* A strike after which the call that it finds on its way lands all the same. */
static inline bool strike_lands_late(const struct event *strike)
{
    return fault_traits[strike->detail].effect == STRIKE_RAISES_LATER && strike_finds(strike) == EFFECT_ON_ITS_WAY;
}

/* A strike of an exception at a fetch or an acknowledge: it ends the attempt, and nobody sees or counts it. */
static inline bool strike_ends_unheard(const struct event *strike)
{
    return strike->step == NO_STEP && fault_raises((enum fault_kind)strike->detail);
}

/* The queue takes a job back of whose end it has not heard: its lease ended, or a heartbeat was missed. */
static inline bool event_takes_back(const struct event *event)
{
    return (event->kind == EVENT_RECOVER || event->kind == EVENT_COUNTED) && event->detail != RECOVER_DEATH;
}

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

/* The micro-step after which a strike happened; where `micro` is MICRO_NONE the one before which it did. */
enum micro trace_gap_micro(const struct trace *trace, uint32_t strike);

/* The gap in which a strike happened, in words of a scenario: "after call"; before a step's first micro-step "before
 * begin". */
void trace_gap_name(const struct trace *trace, uint32_t strike, struct text *out);

/* Adds the scenario's faults that have struck: a kill where its process had a job in it, a receiver that is down where
 * it refused somebody, a deploy in any case. */
void trace_struck(const struct trace *trace, struct fault_set *into);

/* The last event of the causes of `event` (itself not counted) that is of `kind`; NO_EVENT. */
uint32_t trace_cause_of_kind(const struct trace *trace, uint32_t event, enum event_kind kind);

/* The last event at or before `time`; NO_EVENT when there is none. */
uint32_t trace_event_at(const struct trace *trace, msec time);

/* The next moment after `event`, the one before it; NO_EVENT. `event` may be NO_EVENT: the first, the last. */
uint32_t trace_moment_after(const struct trace *trace, uint32_t event);
uint32_t trace_moment_before(const struct trace *trace, uint32_t event);

#endif
