/* Because of what: past strikes, why a job was started over, why an event happened. */
#include "words/narrate_parts.h"

#include <string.h>

#include "words/names.h"

static const struct event *event_at(const struct voice *voice, uint32_t event)
{
    return &voice->trace->events[event];
}

static bool was_skipped(const struct voice *voice, uint32_t event)
{
    return story_in_step(voice->trace, event, EVENT_SKIP) != NO_EVENT;
}

static const char *post_strike_past(const struct voice *voice, uint32_t strike)
{
    const struct event *event = event_at(voice, strike);
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
    struct text gap = {0};
    const char *name;

    trace_gap_name(voice->trace, strike, &gap);
    name = text_str(&gap);
    tell(voice, strike, strncmp(name, "before", strlen("before")) == 0 ? "before " : "after ");
    if (strstr(name, micro_names[MICRO_FETCH])) {
        tell(voice, strike, "taking {it}");
    } else {
        tell(voice, strike, "{it} ");
        text_addf(voice->out, "%s acknowledged", tense);
    }
    text_release(&gap);
}

/* A strike at an enqueue, a wait, a fetch or an acknowledge. */
static void say_other_strike_past(const struct voice *voice, uint32_t strike)
{
    const struct event *event = event_at(voice, strike);
    enum step_kind step = story_step(voice->trace, strike);
    bool is_after = event_is_past_its_step(event);

    if (step == STEP_ENQUEUE && strike_lands_late(event)) {
        tell(voice, strike, "the call to enqueue {child} timed out");
        return;
    }
    tell(voice, strike, fault_words[event->detail].was_at_job);
    if (step == STEP_ENQUEUE)
        tell(voice, strike, is_after ? "after enqueuing {child}" : "before enqueuing {child}");
    else if (step == STEP_WAIT)
        tell(voice, strike, is_after ? "after its wait" : "before its wait");
    else
        say_end_gap(voice, strike, "was");
}

static bool is_same_attempt(const struct voice *voice, const struct event *strike)
{
    const struct event *of = voice->told == NO_EVENT ? NULL : event_at(voice, voice->told);

    return of && of->job == strike->job && of->attempt == strike->attempt;
}

void say_strike_past(const struct voice *voice, uint32_t strike)
{
    const struct event *event = event_at(voice, strike);

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

/* The same voice after it named the job of `event`. */
static struct voice voice_naming(const struct voice *voice, uint32_t event)
{
    struct voice naming = *voice;

    naming.named = event_at(voice, event)->job;
    return naming;
}

/* ", because …" of the blow that led to `event`, whose job was named last. */
static void add_blow(const struct voice *voice, uint32_t event)
{
    uint32_t blow = story_blow(voice->trace, event);
    struct voice naming = voice_naming(voice, event);

    if (blow == NO_EVENT)
        return;
    text_add(voice->out, event_at(voice, blow)->kind == EVENT_DEPLOY ? " because " : ", because ");
    say_strike_past(&naming, blow);
}

static bool is_live_lease_end(const struct voice *voice, const struct event *recover)
{
    uint8_t cause = recover->cause == NO_EVENT ? EVENT_RUN_END : event_at(voice, recover->cause)->kind;

    return recover->detail == 1 && cause != EVENT_ORPHAN && cause != EVENT_CRASH;
}

/* The stall or timeout of the attempt that held the lease, among the causes within that attempt. */
static uint32_t lease_blow(const struct voice *voice, const struct event *recover)
{
    uint32_t blow = story_blow(voice->trace, recover->cause);

    if (blow == NO_EVENT || event_at(voice, blow)->job != recover->job ||
        event_at(voice, blow)->attempt != event_at(voice, recover->cause)->attempt)
        return NO_EVENT;
    return blow;
}

static void say_lease_end(const struct voice *voice, uint32_t recover)
{
    const struct event *event = event_at(voice, recover);
    uint32_t blow = lease_blow(voice, event);
    struct voice naming = voice_naming(voice, recover);

    tell(voice, recover, voice->named == event->job ? "its lease ended" : "the lease of {job} ended");
    if (blow != NO_EVENT) {
        text_add(voice->out, ", because ");
        say_strike_past(&naming, blow);
    } else {
        tell(voice, event->cause, " while attempt {n} was still at work");
    }
}

/* From parent to parent, as deep as jobs enqueue each other. NOLINTBEGIN(misc-no-recursion) */
/* A child is made again when its parent is started over, or made again itself; a job of the schedule when the
 * schedule says so. */
static void say_enqueue_reason(const struct voice *voice, uint32_t enqueue)
{
    const struct event *event = event_at(voice, enqueue);
    uint32_t delivery = event->value == NO_JOB || event->cause == NO_EVENT ? NO_EVENT
                                                                           : story_delivery(voice->trace, event->cause);

    while (delivery != NO_EVENT && event_at(voice, delivery)->kind == EVENT_ENQUEUE &&
           story_number(voice->trace, event_at(voice, delivery)->job, delivery) > 1) {
        enqueue = delivery;
        event = event_at(voice, enqueue);
        delivery = event->value == NO_JOB || event->cause == NO_EVENT ? NO_EVENT
                                                                      : story_delivery(voice->trace, event->cause);
    }
    if (event->value == NO_JOB || event->cause == NO_EVENT) {
        tell(voice, enqueue, "the schedule enqueued {job}");
    } else if (delivery != NO_EVENT && event_at(voice, delivery)->kind != EVENT_ENQUEUE) {
        say_delivery(voice, delivery);
    } else {
        tell(voice, event->cause, "{job} enqueued ");
        say_instance(voice, event->job, enqueue);
    }
}

void say_delivery(const struct voice *voice, uint32_t delivery)
{
    const struct event *event = event_at(voice, delivery);

    switch (event->kind) {
    case EVENT_ENQUEUE:
        say_enqueue_reason(voice, delivery);
        break;
    case EVENT_PUSH_BACK:
        tell(voice, delivery,
             story_blow(voice->trace, delivery) != NO_EVENT &&
                     event_at(voice, story_blow(voice->trace, delivery))->kind == EVENT_DEPLOY
                 ? "a deploy pushed {it} back into its queue"
                 : "{it} went back into its queue");
        break;
    case EVENT_TWICE:
        tell(voice, delivery, "the queue delivered {it} twice");
        break;
    case EVENT_RECOVER:
        if (is_live_lease_end(voice, event)) {
            say_lease_end(voice, delivery);
            break;
        }
        /* fall through */
    default:
        tell(voice, delivery, "{job} was started over");
        add_blow(voice, delivery);
        break;
    }
}
/* NOLINTEND(misc-no-recursion) */

static bool is_after_reader(uint32_t first, uint32_t reader)
{
    return reader != NO_EVENT && first > reader;
}

/* Was the key that the commit came with another one than that of the first post? */
static bool key_differs(const struct trace *trace, uint32_t commit)
{
    const struct event *event = &trace->events[commit];
    const struct key_traits *key = &key_traits[trace->scenario->bots[event->bot].key];
    uint32_t own = key->is_per_job ? story_own_commit_before(trace, commit) : NO_EVENT;

    return key->is_per_job &&
           (own == NO_EVENT || (key->is_per_attempt && trace->events[own].attempt != event->attempt));
}

void say_hole(const struct voice *voice, uint32_t commit)
{
    const struct trace *trace = voice->trace;
    const struct bot *bot = &trace->scenario->bots[event_at(voice, commit)->bot];
    const struct guard_traits *guard = &guard_traits[bot->guard];
    uint32_t first = story_first_commit(trace, commit), asked;

    if (guard->asks != MICRO_NONE && guard->asks == guard->records)
        return; /* nothing comes between */
    asked = guard->asks == MICRO_NONE ? NO_EVENT : story_in_step(trace, commit, (enum event_kind)guard->asks);
    if (guard->recognises && key_differs(trace, commit))
        tell(voice, commit, key_words[bot->key].hole);
    else
        tell(voice, commit,
             is_after_reader(first, asked) ? guard_words[bot->guard].hole_late : guard_words[bot->guard].hole);
}

/* Two instances of one job posted: why there was a second one. */
static void say_second_instance(const struct voice *voice, uint32_t commit, uint32_t before)
{
    const struct event *event = event_at(voice, commit), *first = event_at(voice, before);
    uint32_t later = event->job > first->job ? event->job : first->job;
    uint32_t enqueue = story_enqueue(voice->trace, later, commit);

    if (enqueue != NO_EVENT)
        say_enqueue_reason(voice, enqueue);
}

/* Why the bot was posted for once more. */
static void say_again(const struct voice *voice, uint32_t commit, uint32_t before)
{
    const struct event *event = event_at(voice, commit), *first = event_at(voice, before);
    uint32_t delivery = story_delivery(voice->trace, commit);

    if (event->detail == 1)
        tell(voice, commit, "the call that attempt {n} of {job} gave up on arrived after all");
    else if (event->job != first->job &&
             story_job(voice->trace, event->job, commit) != story_job(voice->trace, first->job, before))
        tell(voice, commit, "{job} posts for {bot}, too");
    else if (event->job != first->job)
        say_second_instance(voice, commit, before);
    else if (event->attempt == first->attempt)
        tell(voice, commit, "{job} posts for {bot} in two places");
    else if (event->attempt < first->attempt) {
        tell(voice, commit, "attempt {n} of {job} was still at work when ");
        tell(voice, before, "attempt {n} had taken over");
    } else if (delivery != NO_EVENT)
        say_delivery(voice, delivery);
    else
        tell(voice, commit, "{job} was started over");
}

static void because_commit(const struct voice *voice, uint32_t commit)
{
    const struct event *event = event_at(voice, commit);
    uint32_t own = event->value > 1 ? story_own_commit_before(voice->trace, commit) : NO_EVENT;
    uint32_t before = event->value > 1 && own == NO_EVENT ? story_commit_before(voice->trace, commit) : own;
    uint32_t delivery;

    if (before != NO_EVENT) {
        say_again(voice, commit, before);
        return;
    }
    delivery = event->detail == 1 || event->attempt < 2 ? NO_EVENT : story_delivery(voice->trace, commit);
    if (delivery != NO_EVENT && event_at(voice, delivery)->kind != EVENT_ENQUEUE)
        say_delivery(voice, delivery);
}

static void because_skip(const struct voice *voice, uint32_t skip)
{
    const struct event *event = event_at(voice, skip);
    uint32_t by = event->value < 0 || event->value >= skip ? NO_EVENT : (uint32_t)event->value;

    if (by == NO_EVENT)
        return;
    switch (event_at(voice, by)->kind) {
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

/* The last strike at the bot's posts in the occurrence of a miss, or NO_EVENT. */
static uint32_t own_strike(const struct voice *voice, uint32_t miss)
{
    const struct event *of = event_at(voice, miss);

    for (uint32_t i = miss; i-- > 0;) {
        const struct event *at = event_at(voice, i);

        if (at->kind == EVENT_STRIKE && at->bot == of->bot && at->occurrence == of->occurrence)
            return i;
    }
    return NO_EVENT;
}

/* The job got through without the post. */
static void because_passed(const struct voice *voice, uint32_t miss, uint32_t end)
{
    uint32_t strike = own_strike(voice, miss);

    if (strike != NO_EVENT) {
        say_strike_past(voice, strike);
        tell(voice, strike, " and {job} went on without {him}");
    } else if (end != NO_EVENT && event_at(voice, end)->job != NO_JOB) {
        tell(voice, end, "{job} ended before it came to ");
        tell(voice, miss, "{him}");
    }
}

static void because_miss(const struct voice *voice, uint32_t miss)
{
    uint32_t last, end = event_at(voice, miss)->cause;
    enum post_state state = story_miss_state(voice->trace, miss, &last);

    if (state == POST_SKIPPED) {
        tell(voice, last, "{he} was skipped, because ");
        because_skip(voice, last);
        return;
    }
    switch (end == NO_EVENT ? EVENT_RUN_END : event_at(voice, end)->kind) {
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

/* The blow alone. */
static void because_blow(const struct voice *voice, uint32_t event)
{
    uint32_t blow = story_blow(voice->trace, event);

    if (blow != NO_EVENT)
        say_strike_past(voice, blow);
}

static void because_fetch(const struct voice *voice, uint32_t fetch)
{
    uint32_t delivery = event_at(voice, fetch)->attempt > 1 ? story_delivery(voice->trace, fetch) : NO_EVENT;

    if (delivery == NO_EVENT)
        return;
    switch (event_at(voice, delivery)->kind) {
    case EVENT_REQUEUE:
        because_blow(voice, delivery);
        break;
    case EVENT_RECOVER:
        if (is_live_lease_end(voice, event_at(voice, delivery)))
            say_lease_end(voice, delivery);
        else
            because_blow(voice, delivery);
        break;
    case EVENT_PUSH_BACK:
    case EVENT_TWICE:
        say_delivery(voice, delivery);
        break;
    default:
        break;
    }
}

void say_because(const struct voice *speaker, uint32_t event)
{
    uint8_t kind = event_at(speaker, event)->kind;
    bool is_about_job = kind != EVENT_COMMIT && kind != EVENT_SKIP && kind != EVENT_MISS;
    struct voice naming = is_about_job ? voice_naming(speaker, event) : *speaker;
    const struct voice *voice = &naming;
    const struct fault *fault;

    switch (kind) {
    case EVENT_COMMIT:
        because_commit(voice, event);
        break;
    case EVENT_SKIP:
        because_skip(voice, event);
        break;
    case EVENT_FETCH:
        because_fetch(voice, event);
        break;
    case EVENT_STRIKE:
    case EVENT_KILL:
    case EVENT_DEPLOY:
    case EVENT_TWICE:
    case EVENT_DOWN:
        fault = story_fault(voice->trace, event);
        if (fault && fault->name)
            name_add(fault->name, 2 * voice->name_columns, voice->out);
        break;
    case EVENT_MISS:
        because_miss(voice, event);
        break;
    case EVENT_RECOVER:
        if (is_live_lease_end(voice, event_at(voice, event))) {
            say_lease_end(voice, event);
            break;
        }
        /* fall through */
    case EVENT_RETRY:
    case EVENT_FAIL:
    case EVENT_RESCUE:
    case EVENT_CRASH:
    case EVENT_ORPHAN:
    case EVENT_BAIL_OUT:
    case EVENT_DEAD:
    case EVENT_DISCARD:
    case EVENT_LOSE:
        because_blow(voice, event);
        break;
    default:
        break;
    }
}
