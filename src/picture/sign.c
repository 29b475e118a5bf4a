#include "picture/sign.h"

#include "base/check.h"

/* One for each kind of event: mark, element, rank, words. */
#define NO_SIGN MARK_NONE, ELEMENT_QUIET, 0, ""
#define ERROR_SIGN(words) MARK_ERROR, ELEMENT_ERROR, 0, words
#define START_SIGN(words) MARK_START, ELEMENT_PLAIN, 0, words

#define SIGN_EVENT_FETCH START_SIGN("starts")
#define SIGN_EVENT_BEGIN NO_SIGN
#define SIGN_EVENT_CHECK NO_SIGN
#define SIGN_EVENT_CLAIM NO_SIGN
#define SIGN_EVENT_ASK NO_SIGN
#define SIGN_EVENT_CALL NO_SIGN
#define SIGN_EVENT_COMMIT MARK_POSTED, ELEMENT_POSTED, 5, "posted"
#define SIGN_EVENT_PUSH MARK_ENQUEUE, ELEMENT_JOB, 0, "enqueued"
#define SIGN_EVENT_REPLY NO_SIGN
#define SIGN_EVENT_MARK NO_SIGN
#define SIGN_EVENT_WAIT NO_SIGN
#define SIGN_EVENT_DONE NO_SIGN
#define SIGN_EVENT_ACKNOWLEDGE NO_SIGN
#define SIGN_EVENT_FIRE MARK_ENQUEUE, ELEMENT_JOB, 0, "due"
#define SIGN_EVENT_ENQUEUE NO_SIGN
#define SIGN_EVENT_SKIP MARK_SKIPPED, ELEMENT_SKIPPED, 2, "skip"
#define SIGN_EVENT_RECOGNISE MARK_SKIPPED, ELEMENT_SKIPPED, 2, "key known"
#define SIGN_EVENT_STRIKE NO_SIGN /* its fault has one */
#define SIGN_EVENT_RAISE ERROR_SIGN("error")
#define SIGN_EVENT_RESCUE NO_SIGN
#define SIGN_EVENT_FAIL ERROR_SIGN("failed")
#define SIGN_EVENT_RETRY NO_SIGN
#define SIGN_EVENT_REQUEUE NO_SIGN
#define SIGN_EVENT_CRASH MARK_CRASH, ELEMENT_ERROR, 0, "crash"
#define SIGN_EVENT_ORPHAN NO_SIGN
#define SIGN_EVENT_RECOVER START_SIGN("brought back")
#define SIGN_EVENT_PUSH_BACK MARK_BACK, ELEMENT_JOB, 0, "put back"
#define SIGN_EVENT_RESTART NO_SIGN
#define SIGN_EVENT_KILL MARK_CRASH, ELEMENT_ERROR, 0, "kill"
#define SIGN_EVENT_DEPLOY MARK_DEPLOY, ELEMENT_ERROR, 0, "deploy"
#define SIGN_EVENT_TWICE MARK_ENQUEUE, ELEMENT_ERROR, 0, "delivered twice"
#define SIGN_EVENT_DOWN ERROR_SIGN("receiver down")
#define SIGN_EVENT_UP NO_SIGN
#define SIGN_EVENT_SUCCEED MARK_GRANTED, ELEMENT_GRANTED, 0, "done"
#define SIGN_EVENT_BAIL_OUT ERROR_SIGN("bailed out")
#define SIGN_EVENT_DEAD ERROR_SIGN("gave up")
#define SIGN_EVENT_DISCARD ERROR_SIGN("gave up, gone")
#define SIGN_EVENT_LOSE MARK_LOST, ELEMENT_MISSED, 0, "lost"
#define SIGN_EVENT_MISS MARK_LOST, ELEMENT_MISSED, 3, "never"
#define SIGN_EVENT_DAY_END NO_SIGN
#define SIGN_EVENT_CUT NO_SIGN
#define SIGN_EVENT_RUN_END NO_SIGN

#define SIGN_OF_MICRO(tag, ...) [EVENT_##tag] = {SIGN_EVENT_##tag},
#define SIGN_OF_EVENT(constant, ...) [constant] = {SIGN_##constant},
static const struct sign signs[EVENT_KIND_COUNT] = {EVENT_MICRO_LIST(SIGN_OF_MICRO) EVENT_ONLY_LIST(SIGN_OF_EVENT)};

/* One for each fault that strikes. */
#define SIGN_FAULT_ERROR MARK_ERROR, ELEMENT_ERROR, 4, "error"
#define SIGN_FAULT_TIMEOUT MARK_TIMEOUT, ELEMENT_ERROR, 4, "timeout"
#define SIGN_FAULT_CRASH MARK_CRASH, ELEMENT_ERROR, 4, "crash"
#define SIGN_FAULT_STALL MARK_STALL, ELEMENT_ERROR, 4, "stall"

#define SIGN_OF_FAULT(constant, ...) [constant] = {SIGN_##constant},
static const struct sign strikes[FAULT_COUNT] = {FAULT_LIST(SIGN_OF_FAULT)};

static const struct sign again = {MARK_AGAIN, ELEMENT_AGAIN, 6, "AGAIN"};
static const struct sign no_reply = {MARK_TIMEOUT, ELEMENT_ERROR, 4, "no reply"};
static const struct sign lease_over = {MARK_BACK, ELEMENT_ERROR, 1, "lease over"};
static const struct sign bailed_out = {MARK_GRANTED, ELEMENT_GRANTED, 0, "bailed out"}; /* as the system has it */
static const struct sign unrecorded = {MARK_UNKNOWN, ELEMENT_ERROR, 0, "not recorded"};
static const struct sign running = {MARK_START, ELEMENT_JOB, 0, "still runs"};

struct sign event_sign(const struct event *event)
{
    CHECK(event->kind < EVENT_KIND_COUNT);
    if (event->kind == EVENT_COMMIT && event->value > 1)
        return again;
    if (event->kind == EVENT_STRIKE)
        return event->micro == MICRO_COMMIT && fault_raises(event->detail) ? no_reply : strikes[event->detail];
    return event->kind == EVENT_RECOVER && event->detail ? lease_over : signs[event->kind];
}

/* What is recorded of a fault's work is shown as the fault. */
static bool is_of_a_fault(const struct event *event)
{
    return event->kind == EVENT_FAIL || event->kind == EVENT_RAISE || event->kind == EVENT_CRASH;
}

struct sign attempt_sign(const struct trace *trace, const struct attempt *attempt)
{
    const struct event *event;

    if (attempt->outcome == ATTEMPT_RUNNING)
        return running;
    CHECK(attempt->ended < trace->count);
    event = &trace->events[attempt->ended];
    if (attempt->outcome == ATTEMPT_OK)
        return event->kind == EVENT_BAIL_OUT ? bailed_out : event_sign(event);
    while (is_of_a_fault(event) && event->cause != NO_EVENT)
        event = &trace->events[event->cause];
    return event->kind == EVENT_ACKNOWLEDGE || event->kind == EVENT_FETCH ? unrecorded : event_sign(event);
}
