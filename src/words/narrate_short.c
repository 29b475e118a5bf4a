/* One event in a few words, beside a name and a mark that say the rest. */
#include "words/narrate.h"

#include "words/names.h"
#include "words/phrase.h"
#include "words/terms.h"
#include "words/voice.h"

#define BRIEF_NAME_COLUMNS 24

/* The gap in the words of a scenario; "before commit" where the effect would have been next. */
static void short_gap(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);

    if (strike_finds(event) == EFFECT_ON_ITS_WAY && event->step != NO_STEP)
        text_add(voice->out, event->bot != NO_BOT ? "before commit" : "before push");
    else
        trace_gap_name(voice->story->trace, strike, voice->out);
}

static void short_strike(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);
    const struct fault *fault = story_fault(voice->story, strike);
    bool is_reply = event->micro == MICRO_COMMIT && fault_raises(event->detail);

    text_addf(voice->out, "%s ", fault_kind_names[event->detail]);
    short_gap(voice, strike);
    if (fault && fault->name)
        return; /* its author says what it is */
    if (fault && fault->is_platform)
        text_add(voice->out, ": the receiver is down");
    if (is_reply)
        text_add(voice->out, ": the reply is lost");
    else if (strike_lands_late(event))
        text_add(voice->out, ": it is on its way");
}

static void short_commit(const struct voice *voice, uint32_t commit)
{
    const struct event *event = voice_event(voice, commit);

    if (event->value == 2) {
        tell(voice, commit, "AGAIN: {same}");
    } else if (event->value > 2) {
        text_add(voice->out, "AGAIN, a ");
        ordinal_add((uint64_t)event->value, voice->out);
        tell(voice, commit, " time: {same}");
    } else {
        tell(voice, commit, event->detail == 1 ? "{makes} after all" : "{makes}");
    }
}

static void short_skip(const struct voice *voice, const struct event *event)
{
    text_add(voice->out, "skipped: ");
    phrase_add(voice_scenario(voice), guard_words[voice_scenario(voice)->bots[event->bot].guard].already, voice->out);
}

static void short_exhausted(const struct voice *voice, uint32_t event, const char *fate)
{
    uint32_t cause = voice_event(voice, event)->cause;
    const struct event *before = cause == NO_EVENT ? NULL : voice_event(voice, cause);

    if (before && before->kind == EVENT_FAIL)
        text_addf(voice->out, "gave up after %lld failure%s%s", (long long)before->value, before->value == 1 ? "" : "s",
                  fate);
    else
        text_addf(voice->out, "came back too often%s", fate);
}

static const char *short_miss(const struct voice *voice, uint32_t miss)
{
    uint32_t last;

    switch (story_miss_state(voice->story, miss, &last)) {
    case POST_NEVER_RAN:
        return "never ran";
    case POST_LOST:
        return "never {did}: lost";
    case POST_SKIPPED:
        return "never {did}: skipped";
    default:
        return "never {did}";
    }
}

/* A few fixed words, as templates; the second where the event's detail says so (is_special). */
struct words {
    const char *usual, *special;
};

static const struct words words[EVENT_KIND_COUNT] = {
    [EVENT_FETCH] = {"starts", "starts over"},
    [EVENT_BEGIN] = {"begins", NULL},
    [EVENT_CHECK] = {"checks: not {did} yet", "checks: already {did}"},
    [EVENT_CLAIM] = {"claims", "claims: already claimed"},
    [EVENT_ASK] = {"asks: not there yet", "asks: already there"},
    [EVENT_CALL] = {"calls", "asks for {child}"},
    [EVENT_PUSH] = {"enqueues {child}", "enqueues {child} after all"},
    [EVENT_REPLY] = {"the reply comes", NULL},
    [EVENT_MARK] = {"marked as {did}", NULL},
    [EVENT_WAIT] = {"has waited", NULL},
    [EVENT_DONE] = {"step done", NULL},
    [EVENT_ACKNOWLEDGE] = {"acknowledged", "acknowledged too late: changes nothing"},
    [EVENT_FIRE] = {"the schedule fires", "enqueued again"},
    [EVENT_ENQUEUE] = {"in its queue", NULL},
    [EVENT_RECOGNISE] = {"key recognised: no second {effect}", NULL},
    [EVENT_RAISE] = {"gives up waiting", NULL},
    [EVENT_RESCUE] = {"error caught: leaves", "error caught: goes on"},
    [EVENT_FAIL] = {"attempt {n} failed", "attempt {n} failed, uncounted"},
    [EVENT_RETRY] = {"starts over in {wait}", NULL},
    [EVENT_REQUEUE] = {"due again", NULL},
    [EVENT_CRASH] = {"{process} is gone", NULL},
    [EVENT_ORPHAN] = {"left behind, found in {wait}", NULL},
    [EVENT_RECOVER] = {"back in its queue", "lease over: back in its queue"},
    [EVENT_PUSH_BACK] = {"pushed back into its queue", NULL},
    [EVENT_RESTART] = {"{process} is back", NULL},
    [EVENT_KILL] = {"a process is killed", NULL},
    [EVENT_DEPLOY] = {"a deploy begins", NULL},
    [EVENT_TWICE] = {"delivered twice", NULL},
    [EVENT_DOWN] = {"the receiver goes down", NULL},
    [EVENT_UP] = {"the receiver answers again", NULL},
    [EVENT_SUCCEED] = {"done{done}", NULL},
    [EVENT_BAIL_OUT] = {"leaves early, reports success", NULL},
    [EVENT_LOSE] = {"lost for good", NULL},
    [EVENT_DAY_END] = {"the day is over", NULL},
    [EVENT_RUN_END] = {"the run is over", "the run is cut here"},
};

static bool is_special(const struct event *event)
{
    switch (event->kind) {
    case EVENT_FETCH:
        return event->attempt > 1;
    case EVENT_CALL:
        return event->bot == NO_BOT;
    case EVENT_RESCUE:
        return !rescue_traits[event->detail].leaves;
    case EVENT_RUN_END:
        return event->detail != ENDED_QUIESCENCE;
    default:
        return event->detail > 0;
    }
}

static const char *short_template(const struct event *event)
{
    const struct words *found = &words[event->kind];

    return found->special && is_special(event) ? found->special : found->usual;
}

static void short_event(const struct voice *voice, uint32_t at)
{
    const struct event *event = voice_event(voice, at);
    const char *template = short_template(event);

    if (template)
        tell(voice, at, template);
    else if (event->kind == EVENT_COMMIT)
        short_commit(voice, at);
    else if (event->kind == EVENT_STRIKE)
        short_strike(voice, at);
    else if (event->kind == EVENT_SKIP)
        short_skip(voice, event);
    else if (event->kind == EVENT_MISS)
        tell(voice, at, short_miss(voice, at));
    else if (event->kind == EVENT_DEAD)
        short_exhausted(voice, at, ": dead");
    else if (event->kind == EVENT_DISCARD)
        short_exhausted(voice, at, ": discarded");
}

void narrate_event_short(const struct story *story, uint32_t event, struct text *out)
{
    struct voice voice = {story, out, BRIEF_NAME_COLUMNS, 0, NO_JOB, event};

    short_event(&voice, event);
}
