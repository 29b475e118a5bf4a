#include "picture/sign.h"

#include "base/check.h"
#include "base/given.h"

/* Ranks, from what gives way to everything to what nothing hides. */
enum { RANK_NONE, RANK_GOOD, RANK_BACK, RANK_SKIP, RANK_MISS, RANK_BAD, RANK_POST, RANK_AGAIN };

/* One for each kind of event: mark, element, rank, whether it stands on the lanes, words. */
#define NO_SIGN MARK_NONE, ELEMENT_QUIET, RANK_NONE, false, ""
#define ERROR_SIGN(words) MARK_ERROR, ELEMENT_ERROR, RANK_BAD, false, words
#define STOP_SIGN(words) MARK_DEPLOY, ELEMENT_QUIET, RANK_NONE, false, words
#define AGAIN_SIGN(words) MARK_ENQUEUE, ELEMENT_ERROR, RANK_BAD, true, words
#define START_SIGN(words) MARK_START, ELEMENT_PLAIN, RANK_GOOD, false, words

#define SIGN_EVENT_FETCH START_SIGN("starts")
#define SIGN_EVENT_BEGIN NO_SIGN
#define SIGN_EVENT_CHECK NO_SIGN
#define SIGN_EVENT_CLAIM NO_SIGN
#define SIGN_EVENT_ASK NO_SIGN
#define SIGN_EVENT_CALL NO_SIGN
#define SIGN_EVENT_COMMIT MARK_POSTED, ELEMENT_POSTED, RANK_POST, true, "posted"
#define SIGN_EVENT_PUSH MARK_ENQUEUE, ELEMENT_JOB, RANK_GOOD, false, "enqueued"
#define SIGN_EVENT_REPLY NO_SIGN
#define SIGN_EVENT_MARK NO_SIGN
#define SIGN_EVENT_WAIT NO_SIGN
#define SIGN_EVENT_DONE NO_SIGN
#define SIGN_EVENT_RECORD NO_SIGN
#define SIGN_EVENT_ACKNOWLEDGE NO_SIGN
#define SIGN_EVENT_FIRE MARK_ENQUEUE, ELEMENT_JOB, RANK_GOOD, false, "due"
#define SIGN_EVENT_ENQUEUE NO_SIGN
#define SIGN_EVENT_SKIP MARK_SKIPPED, ELEMENT_SKIPPED, RANK_SKIP, true, "skip"
#define SIGN_EVENT_RECOGNISE MARK_SKIPPED, ELEMENT_SKIPPED, RANK_SKIP, true, "key known"
#define SIGN_EVENT_STRIKE NO_SIGN /* its fault has one */
#define SIGN_EVENT_RAISE ERROR_SIGN("error")
#define SIGN_EVENT_RESCUE NO_SIGN
#define SIGN_EVENT_FAIL ERROR_SIGN("failed")
#define SIGN_EVENT_RETRY NO_SIGN
#define SIGN_EVENT_REQUEUE NO_SIGN
#define SIGN_EVENT_CRASH MARK_CRASH, ELEMENT_ERROR, RANK_BAD, false, "crash"
#define SIGN_EVENT_ORPHAN NO_SIGN
#define SIGN_EVENT_RECOVER START_SIGN("brought back")
#define SIGN_EVENT_PUSH_BACK MARK_BACK, ELEMENT_JOB, RANK_BACK, false, "put back"
#define SIGN_EVENT_RESTART NO_SIGN
#define SIGN_EVENT_THAW NO_SIGN
#define SIGN_EVENT_KILL MARK_CRASH, ELEMENT_ERROR, RANK_BAD, false, "kill"
#define SIGN_EVENT_DEPLOY MARK_DEPLOY, ELEMENT_ERROR, RANK_BAD, false, "deploy"
#define SIGN_EVENT_TWICE MARK_ENQUEUE, ELEMENT_ERROR, RANK_BAD, false, "delivered twice"
#define SIGN_EVENT_DOWN ERROR_SIGN("receiver down")
#define SIGN_EVENT_UP NO_SIGN
#define SIGN_EVENT_SUCCEED MARK_GRANTED, ELEMENT_GRANTED, RANK_GOOD, false, "done"
#define SIGN_EVENT_BAIL_OUT ERROR_SIGN("bailed out")
#define SIGN_EVENT_DEAD ERROR_SIGN("gave up")
#define SIGN_EVENT_DISCARD ERROR_SIGN("gave up, gone")
#define SIGN_EVENT_LOSE MARK_LOST, ELEMENT_MISSED, RANK_MISS, false, "lost"
#define SIGN_EVENT_MISS MARK_LOST, ELEMENT_MISSED, RANK_MISS, true, "never"
#define SIGN_EVENT_DAY_END NO_SIGN
#define SIGN_EVENT_CUT NO_SIGN
#define SIGN_EVENT_STOP STOP_SIGN("ends")
#define SIGN_EVENT_COUNTED ERROR_SIGN("counted")
#define SIGN_EVENT_REDELIVER AGAIN_SIGN("delivered again")
#define SIGN_EVENT_RESERVE NO_SIGN
#define SIGN_EVENT_START START_SIGN("process starts")
#define SIGN_EVENT_RESUME NO_SIGN
#define SIGN_EVENT_RUN_END NO_SIGN

#define SIGN_OF_MICRO(tag, ...) [EVENT_##tag] = {SIGN_EVENT_##tag},
#define SIGN_OF_EVENT(constant, ...) [constant] = {SIGN_##constant},
static const struct sign signs[EVENT_KIND_COUNT] = {EVENT_MICRO_LIST(SIGN_OF_MICRO) EVENT_ONLY_LIST(SIGN_OF_EVENT)};

/* One for each fault that strikes. */
#define SIGN_FAULT_ERROR MARK_ERROR, ELEMENT_ERROR, RANK_BAD, true, "error"
#define SIGN_FAULT_TIMEOUT MARK_TIMEOUT, ELEMENT_ERROR, RANK_BAD, true, "timeout"
#define SIGN_FAULT_CRASH MARK_CRASH, ELEMENT_ERROR, RANK_BAD, true, "crash"
#define SIGN_FAULT_STALL MARK_STALL, ELEMENT_ERROR, RANK_BAD, true, "stall"
#define SIGN_FAULT_FREEZE MARK_STALL, ELEMENT_ERROR, RANK_BAD, true, "freeze"

#define STRIKE(mark, element, rank, has_lanes, words)                                                                  \
    {                                                                                                                  \
        mark, element, rank, has_lanes, GIVEN(words)                                                                   \
    }
#define SIGN_OF_FAULT(constant, ...) [constant] = EXPAND(STRIKE, SIGN_##constant),
static const struct sign strikes[FAULT_COUNT] = {FAULT_LIST(SIGN_OF_FAULT)};

static const struct sign again = {MARK_AGAIN, ELEMENT_AGAIN, RANK_AGAIN, true, "AGAIN"};
static const struct sign no_reply = {MARK_TIMEOUT, ELEMENT_ERROR, RANK_BAD, true, "no reply"};
static const struct sign lease_over = {MARK_BACK, ELEMENT_ERROR, RANK_BACK, true, "lease over"};
static const struct sign heartbeat_missed = {MARK_BACK, ELEMENT_ERROR, RANK_BACK, true, "heartbeat missed"};
static const struct sign bailed_out = {MARK_GRANTED, ELEMENT_GRANTED, RANK_GOOD, false, "bailed out"};
static const struct sign unrecorded = {MARK_UNKNOWN, ELEMENT_ERROR, RANK_BAD, false, "not recorded"};
static const struct sign running = {MARK_START, ELEMENT_JOB, RANK_GOOD, false, "still runs"};

struct sign event_sign(const struct event *event)
{
    CHECK(event->kind < EVENT_KIND_COUNT);
    if (event->kind == EVENT_COMMIT && event->value > 1)
        return again;
    if (event->kind == EVENT_STRIKE)
        return event->micro == MICRO_COMMIT && fault_raises(event->detail) ? no_reply : strikes[event->detail];
    if (event_takes_back(event))
        return event->detail == RECOVER_LEASE ? lease_over : heartbeat_missed;
    return signs[event->kind];
}

struct sign end_sign(const struct event *event)
{
    return event->kind == EVENT_BAIL_OUT ? bailed_out : event_sign(event);
}

/* What is recorded of a fault's work is shown as the fault: a failure, and that a job was put back. */
static bool is_of_a_fault(const struct trace *trace, const struct event *event)
{
    if (event->cause == NO_EVENT)
        return false;
    return event->kind == EVENT_FAIL || event->kind == EVENT_RAISE || event->kind == EVENT_CRASH ||
           (event->kind == EVENT_PUSH_BACK && trace->events[event->cause].kind == EVENT_STRIKE);
}

/* Of an attempt that has no end. Where the run was cut it would have gone on; in a trace that ends before its run does
 * nothing is to be told of it yet. */
static struct sign sign_without_end(const struct trace *trace)
{
    uint32_t e = trace->count;

    while (e > 0 && trace->events[e - 1].kind != EVENT_RUN_END)
        e--;
    if (e == 0)
        return (struct sign){.mark = MARK_NONE};
    return ended_traits[trace->events[e - 1].detail].is_cut ? running : unrecorded;
}

struct sign attempt_sign(const struct trace *trace, const struct attempt *attempt)
{
    const struct event *event;

    if (attempt->outcome == ATTEMPT_RUNNING)
        return sign_without_end(trace);
    CHECK(attempt->ended < trace->count);
    event = &trace->events[attempt->ended];
    if (attempt->outcome == ATTEMPT_OK)
        return end_sign(event);
    while (is_of_a_fault(trace, event))
        event = &trace->events[event->cause];
    return event->kind == EVENT_ACKNOWLEDGE || event->kind == EVENT_FETCH ? unrecorded : event_sign(event);
}
