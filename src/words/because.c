#include "words/because.h"

#include "words/names.h"
#include "words/terms.h"

static bool was_skipped(const struct voice *voice, uint32_t event)
{
    return story_in_step(voice->story, event, EVENT_SKIP) != NO_EVENT;
}

static const char *post_strike_past(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);
    const struct fault_words *words = &fault_words[event->detail];
    bool is_past = strike_finds(event) >= EFFECT_MADE, is_skip = was_skipped(voice, strike);

    if (fault_raises(event->detail) && is_skip)
        return "{bot} failed after being skipped";
    if (fault_raises(event->detail) && strike_finds(event) == EFFECT_MADE)
        return "{bot}'s reply was lost";
    if (strike_lands_late(event))
        return "{bot}'s call timed out";
    return is_past && !is_skip ? words->after_post : words->before_post;
}

void say_end_gap(const struct voice *voice, uint32_t strike, const char *tense)
{
    bool is_fetch = trace_gap_micro(voice->story->trace, strike) == MICRO_FETCH;

    tell(voice, strike, voice_event(voice, strike)->micro == MICRO_NONE ? "before {it} " : "after {it} ");
    text_addf(voice->out, "%s %s", tense, is_fetch ? "taken" : "acknowledged");
}

/* A strike at an enqueue, a wait, a fetch or an acknowledge. */
static void say_other_strike_past(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);
    enum step_kind step = story_step(voice->story, strike);
    bool is_after = strike_finds(event) >= EFFECT_MADE;

    if (step == STEP_ENQUEUE && strike_lands_late(event)) {
        tell(voice, strike, "the call to enqueue {child} timed out");
        return;
    }
    tell(voice, strike, strike_ends_unheard(event) ? "an error struck " : fault_words[event->detail].was_at_job);
    if (step == STEP_ENQUEUE)
        tell(voice, strike, is_after ? "after enqueuing {child}" : "before enqueuing {child}");
    else if (step == STEP_WAIT)
        tell(voice, strike, is_after ? "after its wait" : "before its wait");
    else
        say_end_gap(voice, strike, "was");
}

static bool is_same_attempt(const struct voice *voice, const struct event *strike)
{
    const struct event *of = voice->told == NO_EVENT ? NULL : voice_event(voice, voice->told);

    return of && of->job == strike->job && of->attempt == strike->attempt;
}

void say_strike_past(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);

    if (event->kind == EVENT_KILL) {
        text_add(voice->out, "its process was killed");
        return;
    }
    if (event->kind == EVENT_DEPLOY) {
        text_add(voice->out, "of a deploy");
        return;
    }
    if (event->bot != NO_BOT)
        tell(voice, strike, post_strike_past(voice, strike));
    else
        say_other_strike_past(voice, strike);
    if (!is_same_attempt(voice, event) && voice->brevity < 2)
        tell(voice, strike, " in attempt {n}");
}

/* What is the cause of the event, if it is of that kind; else NO_EVENT. */
static uint32_t cause_of_kind(const struct voice *voice, uint32_t event, enum event_kind kind)
{
    uint32_t cause = event == NO_EVENT ? NO_EVENT : voice_event(voice, event)->cause;

    return cause != NO_EVENT && voice_event(voice, cause)->kind == kind ? cause : NO_EVENT;
}

/* Where a job came back, was retried or gave up because its queue took it from an attempt that was still at work: that
 * event, which is `event` itself, or what was counted before it; NO_EVENT. */
static uint32_t live_takeback(const struct voice *voice, uint32_t event)
{
    uint32_t retry = cause_of_kind(voice, event, EVENT_RETRY);
    uint32_t counted = cause_of_kind(voice, retry == NO_EVENT ? event : retry, EVENT_COUNTED);
    uint32_t end = counted == NO_EVENT ? event : counted;

    if (!event_takes_back(voice_event(voice, end)))
        return NO_EVENT;
    if (cause_of_kind(voice, end, EVENT_ORPHAN) != NO_EVENT || cause_of_kind(voice, end, EVENT_CRASH) != NO_EVENT)
        return NO_EVENT;
    return end;
}

static bool is_freeze(const struct event *event)
{
    return event->kind == EVENT_STRIKE && fault_traits[event->detail].effect == STRIKE_FREEZES;
}

/* The stall or timeout of the attempt that held the job, among the causes within that attempt; or what froze its
 * process. */
static uint32_t takeback_blow(const struct voice *voice, const struct event *end)
{
    uint32_t blow = story_blow(voice->story, end->cause);

    if (blow == end->cause && blow != NO_EVENT && is_freeze(voice_event(voice, blow)))
        return blow;
    if (blow == NO_EVENT || voice_event(voice, blow)->job != end->job ||
        voice_event(voice, blow)->attempt != voice_event(voice, end->cause)->attempt)
        return NO_EVENT;
    return blow;
}

static void say_takeback(const struct voice *voice, uint32_t end)
{
    const struct event *event = voice_event(voice, end);
    uint32_t blow = takeback_blow(voice, event);
    struct voice naming = voice_naming(voice, end);

    if (event->detail == RECOVER_HEARTBEAT)
        text_add(voice->out, "the heartbeat of its process was missed");
    else
        tell(voice, end, voice->named == event->job ? "its lease ended" : "the lease of {job} ended");
    if (blow != NO_EVENT) {
        text_add(voice->out, ", because ");
        say_strike_past(&naming, blow);
    } else if (voice_event(voice, event->cause)->kind == EVENT_RESERVE) {
        tell(voice, event->cause, " while {process} had it in reserve");
    } else {
        tell(voice, event->cause, " while attempt {n} was still at work");
    }
}

/* ", because …" of what led to `event`, whose job was named last: the end of a lease, or a blow. */
static void add_blow(const struct voice *voice, uint32_t event)
{
    uint32_t blow = story_blow(voice->story, event), end = live_takeback(voice, event);
    struct voice naming = voice_naming(voice, event);

    if (end != NO_EVENT) {
        text_add(voice->out, ", because ");
        say_takeback(&naming, end);
    } else if (blow != NO_EVENT) {
        text_add(voice->out, voice_event(voice, blow)->kind == EVENT_DEPLOY ? " because " : ", because ");
        say_strike_past(&naming, blow);
    }
}

/* Was the job put back because its own child process died? */
static bool is_after_crash(const struct voice *voice, uint32_t put_back)
{
    const struct event *cause = voice_event(voice, voice_event(voice, put_back)->cause);

    return cause->kind == EVENT_STRIKE && fault_traits[cause->detail].effect == STRIKE_KILLS;
}

static void say_put_back(const struct voice *voice, uint32_t put_back)
{
    uint32_t blow = story_blow(voice->story, put_back);

    if (is_after_crash(voice, put_back)) {
        tell(voice, put_back, "{job} was {restarted}");
        add_blow(voice, put_back);
    } else if (blow != NO_EVENT && voice_event(voice, blow)->kind == EVENT_DEPLOY) {
        tell(voice, put_back, "a deploy pushed {it} back into its queue");
    } else {
        tell(voice, put_back, "{it} went back into its queue");
    }
}

/* From parent to parent, as deep as jobs enqueue each other. NOLINTBEGIN(misc-no-recursion) */
/* A child is made again when its parent is started over, or made again itself; a job of the schedule when the
 * schedule says so. */
static void say_enqueue_reason(const struct voice *voice, uint32_t enqueue)
{
    const struct event *event = voice_event(voice, enqueue);
    uint32_t delivery = event->value == NO_JOB || event->cause == NO_EVENT ? NO_EVENT
                                                                           : story_delivery(voice->story, event->cause);

    while (delivery != NO_EVENT && voice_event(voice, delivery)->kind == EVENT_ENQUEUE &&
           story_number(voice->story, voice_event(voice, delivery)->job) > 1) {
        enqueue = delivery;
        event = voice_event(voice, enqueue);
        delivery = event->value == NO_JOB || event->cause == NO_EVENT ? NO_EVENT
                                                                      : story_delivery(voice->story, event->cause);
    }
    if (event->value == NO_JOB || event->cause == NO_EVENT) {
        tell(voice, enqueue, "the schedule enqueued {job}");
    } else if (delivery != NO_EVENT && voice_event(voice, delivery)->kind != EVENT_ENQUEUE) {
        say_delivery(voice, delivery);
    } else {
        tell(voice, event->cause, "{job} enqueued ");
        say_instance(voice, event->job);
    }
}

void say_delivery(const struct voice *voice, uint32_t delivery)
{
    const struct event *event = voice_event(voice, delivery);

    switch (event->kind) {
    case EVENT_ENQUEUE:
        say_enqueue_reason(voice, delivery);
        break;
    case EVENT_PUSH_BACK:
        say_put_back(voice, delivery);
        break;
    case EVENT_TWICE:
        tell(voice, delivery, "the queue delivered {it} twice");
        break;
    default:
        if (event->kind == EVENT_REQUEUE && event->detail)
            tell(voice, delivery, "its lease ended while {it} waited for its retry");
        else if (live_takeback(voice, delivery) != NO_EVENT) {
            say_takeback(voice, live_takeback(voice, delivery));
        } else {
            tell(voice, delivery, "{job} was {restarted}");
            add_blow(voice, delivery);
        }
        break;
    }
}
/* NOLINTEND(misc-no-recursion) */

/* Whether the guard asked, in its step, before there was anything to see. */
static bool was_asked_too_early(const struct voice *voice, uint32_t commit, enum micro asks)
{
    uint32_t asked = asks == MICRO_NONE ? NO_EVENT : story_in_step(voice->story, commit, (enum event_kind)asks);

    return asked != NO_EVENT && story_commit_before(voice->story, asked) == NO_EVENT;
}

/* Was the key that the commit came with another one than that of the first post? */
static bool key_differs(const struct voice *voice, uint32_t commit)
{
    const struct event *event = voice_event(voice, commit);
    const struct key_traits *key = &key_traits[voice_scenario(voice)->bots[event->bot].key];
    uint32_t own = key->is_per_job ? story_own_commit_before(voice->story, commit) : NO_EVENT;

    return key->is_per_job &&
           (own == NO_EVENT || (key->is_per_attempt && voice_event(voice, own)->attempt != event->attempt));
}

/* Did an attempt of the same job make the post before, and come to no record of it? */
static bool is_unrecorded(const struct voice *voice, uint32_t commit)
{
    return voice_job_records(voice, commit) && story_own_commit_before(voice->story, commit) != NO_EVENT;
}

/* What let a duplicate through, as a template; "" where nothing comes between the guard's asking and recording. */
static const char *hole(const struct voice *voice, uint32_t commit)
{
    const struct bot *bot = &voice_scenario(voice)->bots[voice_event(voice, commit)->bot];
    const struct guard_traits *guard = &guard_traits[bot->guard];

    if (guard->asks != MICRO_NONE && guard->asks == guard->records)
        return "";
    if (guard->records == MICRO_NONE && is_unrecorded(voice, commit))
        return "the first was not recorded as done";
    if (guard->recognises && key_differs(voice, commit))
        return key_words[bot->key].hole;
    return was_asked_too_early(voice, commit, guard->asks) ? guard_words[bot->guard].hole_late
                                                           : guard_words[bot->guard].hole;
}

bool say_hole(const struct voice *voice, uint32_t commit)
{
    const struct event *event = voice_event(voice, commit);
    const char *template = event->kind == EVENT_COMMIT && event->value > 1 ? hole(voice, commit) : "";

    tell(voice, commit, template);
    return template[0] != '\0';
}

/* Two instances of one job posted: why there was a second one. */
static void say_second_instance(const struct voice *voice, uint32_t commit, uint32_t before)
{
    const struct event *event = voice_event(voice, commit), *first = voice_event(voice, before);
    uint32_t later = event->job > first->job ? event->job : first->job;
    uint32_t enqueue = story_enqueue(voice->story, later);

    if (enqueue != NO_EVENT)
        say_enqueue_reason(voice, enqueue);
}

/* Why the bot was posted for once more. */
static void say_again(const struct voice *voice, uint32_t commit, uint32_t before)
{
    const struct event *event = voice_event(voice, commit), *first = voice_event(voice, before);
    uint32_t delivery = story_delivery(voice->story, commit);

    if (event->detail == 1)
        tell(voice, commit, "the call that attempt {n} of {job} gave up on arrived after all");
    else if (event->job != first->job && story_job(voice->story, event->job) != story_job(voice->story, first->job))
        tell(voice, commit, "{job} {makes} for {bot}, too");
    else if (event->job != first->job)
        say_second_instance(voice, commit, before);
    else if (event->attempt == first->attempt)
        tell(voice, commit, "{job} {makes} for {bot} in two places");
    else if (event->attempt < first->attempt) {
        tell(voice, commit, "attempt {n} of {job} was still at work when ");
        tell(voice, before, "attempt {n} had taken over");
    } else if (delivery != NO_EVENT)
        say_delivery(voice, delivery);
    else
        tell(voice, commit, "{job} was {restarted}");
}

static void because_commit(const struct voice *voice, uint32_t commit)
{
    const struct event *event = voice_event(voice, commit);
    uint32_t own = event->value > 1 ? story_own_commit_before(voice->story, commit) : NO_EVENT;
    uint32_t before = event->value > 1 && own == NO_EVENT ? story_commit_before(voice->story, commit) : own;
    uint32_t delivery;

    if (before != NO_EVENT) {
        say_again(voice, commit, before);
        return;
    }
    delivery = event->detail == 1 || event->attempt < 2 ? NO_EVENT : story_delivery(voice->story, commit);
    if (delivery != NO_EVENT && voice_event(voice, delivery)->kind != EVENT_ENQUEUE)
        say_delivery(voice, delivery);
}

static void because_skip(const struct voice *voice, uint32_t skip)
{
    const struct event *event = voice_event(voice, skip);
    uint32_t by = event->value < 0 || event->value >= skip ? NO_EVENT : (uint32_t)event->value;

    if (by == NO_EVENT)
        return;
    switch (voice_event(voice, by)->kind) {
    case EVENT_MARK:
        tell(voice, by, "attempt {n} of {job} marked it");
        break;
    case EVENT_CLAIM:
        tell(voice, by, "attempt {n} of {job} had claimed it");
        break;
    default:
        tell(voice, by, "the receiver has it from attempt {n} of {job}");
        break;
    }
}

/* The job got through without the post. */
static void because_passed(const struct voice *voice, uint32_t miss, uint32_t end)
{
    uint32_t strike = story_strike_before(voice->story, miss);

    if (strike != NO_EVENT) {
        say_strike_past(voice, strike);
        tell(voice, strike, " and {job} went on without {him}");
    } else if (end != NO_EVENT && voice_event(voice, end)->job != NO_JOB) {
        tell(voice, end, "{job} ended before it came to ");
        tell(voice, miss, "{him}");
    }
}

static void because_miss(const struct voice *voice, uint32_t miss)
{
    uint32_t last, end = voice_event(voice, miss)->cause;
    enum post_state state = story_miss_state(voice->story, miss, &last);

    if (state == POST_SKIPPED) {
        tell(voice, last, "{he} was skipped, because ");
        because_skip(voice, last);
        return;
    }
    switch (end == NO_EVENT ? EVENT_RUN_END : voice_event(voice, end)->kind) {
    case EVENT_BAIL_OUT:
        tell(voice, end, "{job} left early");
        break;
    case EVENT_DEAD:
    case EVENT_DISCARD:
        tell(voice, end, "{job} gave up");
        break;
    case EVENT_LOSE:
        tell(voice, end, "{job} was lost");
        break;
    default:
        because_passed(voice, miss, end);
        return;
    }
    add_blow(voice, end);
}

/* The blow alone; true where it is a noun. */
static bool because_blow(const struct voice *voice, uint32_t event)
{
    uint32_t blow = story_blow(voice->story, event);

    if (blow == NO_EVENT)
        return false;
    say_strike_past(voice, blow);
    return voice_event(voice, blow)->kind == EVENT_DEPLOY;
}

/* Why a job is brought back, tried again or given up: a lease that ended under an attempt still at work, or what ended
 * the attempt; true where it is a noun. */
static bool because_again(const struct voice *voice, uint32_t event)
{
    uint32_t end = live_takeback(voice, event);

    if (end == NO_EVENT)
        return because_blow(voice, event);
    say_takeback(voice, end);
    return false;
}

/* Why an attempt after the first was made; true where it is a noun. */
static bool because_fetch(const struct voice *voice, uint32_t fetch)
{
    uint32_t delivery = voice_event(voice, fetch)->attempt > 1 ? story_delivery(voice->story, fetch) : NO_EVENT;

    if (delivery == NO_EVENT)
        return false;
    switch (voice_event(voice, delivery)->kind) {
    case EVENT_REQUEUE:
        if (voice_event(voice, delivery)->detail) {
            say_delivery(voice, delivery);
            return false;
        }
        /* fall through */
    case EVENT_RECOVER:
        return because_again(voice, delivery);
    case EVENT_PUSH_BACK:
        if (is_after_crash(voice, delivery))
            return because_blow(voice, delivery);
        say_delivery(voice, delivery);
        return false;
    case EVENT_TWICE:
        say_delivery(voice, delivery);
        return false;
    default:
        return false;
    }
}

static void because_fault(const struct voice *voice, uint32_t event)
{
    const struct fault *fault = story_fault(voice->story, event);

    if (fault && fault->name)
        name_add(fault->name, 2 * voice->name_columns, voice->out);
}

bool say_because(const struct voice *voice, uint32_t event)
{
    struct voice naming = voice_naming(voice, event);

    switch (voice_event(voice, event)->kind) {
    case EVENT_COMMIT:
        because_commit(voice, event);
        return false;
    case EVENT_SKIP:
        because_skip(voice, event);
        return false;
    case EVENT_MISS:
        because_miss(voice, event);
        return false;
    case EVENT_FETCH:
        return because_fetch(&naming, event);
    case EVENT_STRIKE:
    case EVENT_KILL:
    case EVENT_START:
    case EVENT_DEPLOY:
    case EVENT_TWICE:
    case EVENT_DOWN:
        because_fault(voice, event);
        return false;
    case EVENT_RECOVER:
    case EVENT_COUNTED:
    case EVENT_RETRY:
    case EVENT_DEAD:
    case EVENT_DISCARD:
        return because_again(&naming, event);
    case EVENT_FAIL:
    case EVENT_RESCUE:
    case EVENT_CRASH:
    case EVENT_ORPHAN:
    case EVENT_BAIL_OUT:
    case EVENT_LOSE:
    case EVENT_CUT:
        return because_blow(&naming, event);
    default:
        return false;
    }
}
