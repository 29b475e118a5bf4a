/* One event in a few words, beside a name and a mark that say the rest. */
#include "words/narrate.h"

#include "base/given.h"
#include "words/names.h"
#include "words/phrase.h"
#include "words/terms.h"
#include "words/voice.h"

#define BRIEF_NAME_COLUMNS 24

static void short_strike(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);
    const struct fault *fault = story_fault(voice->story, strike);
    bool is_reply = event->micro == MICRO_COMMIT && fault_raises(event->detail);

    text_addf(voice->out, "%s ", fault_kind_names[event->detail]);
    trace_gap_name(voice->story->trace, strike, voice->out);
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
        text_add(voice->out, "AGAIN, ");
        ordinal_add((uint64_t)event->value, voice->out);
        tell(voice, commit, " time: {same}");
    } else {
        tell(voice, commit, event->detail == 1 ? "{makes} after all" : "{makes}");
    }
}

static void short_skip(const struct voice *voice, uint32_t skip)
{
    const struct event *event = voice_event(voice, skip);

    text_add(voice->out, "skipped: ");
    phrase_add(voice_scenario(voice), guard_words[voice_scenario(voice)->bots[event->bot].guard].already, voice->out);
}

/* Why a queue took a job back, of an event that says so. */
static void short_takeback(const struct voice *voice, const struct event *event)
{
    static const char *const by[] = {
        [RECOVER_DEATH] = "", [RECOVER_LEASE] = "lease over: ", [RECOVER_HEARTBEAT] = "heartbeat missed: "};

    text_add(voice->out, by[event->detail]);
}

static void short_recover(const struct voice *voice, uint32_t event)
{
    short_takeback(voice, voice_event(voice, event));
    text_add(voice->out, "back in its queue");
}

static void short_counted(const struct voice *voice, uint32_t event)
{
    short_takeback(voice, voice_event(voice, event));
    text_add(voice->out, "counted as a failure");
}

static void short_exhausted(const struct voice *voice, uint32_t event, const char *fate)
{
    uint32_t cause = voice_event(voice, event)->cause;
    const struct event *before = cause == NO_EVENT ? NULL : voice_event(voice, cause);

    if (before && before->kind == EVENT_COUNTED)
        short_takeback(voice, before);
    if (before && event_is(before, EVENT_IS_FAILURE))
        text_addf(voice->out, "gave up after %lld failure%s%s", (long long)before->value, before->value == 1 ? "" : "s",
                  fate);
    else
        text_addf(voice->out, "%s%s",
                  voice_scenario(voice)->platform.recoveries == 0 ? "never brought back" : "came back too often", fate);
}

static void short_dead(const struct voice *voice, uint32_t event)
{
    short_exhausted(voice, event, ": dead");
}

static void short_discard(const struct voice *voice, uint32_t event)
{
    short_exhausted(voice, event, ": discarded");
}

static void short_rescue(const struct voice *voice, uint32_t event)
{
    text_add(voice->out, rescue_words[voice_event(voice, event)->detail].brief);
}

static void short_miss(const struct voice *voice, uint32_t miss)
{
    uint32_t last;

    tell(voice, miss, post_state_words[story_miss_state(voice->story, miss, &last)].told);
}

static void short_begin(const struct voice *voice, uint32_t begin)
{
    tell(voice, begin,
         voice_event(voice, begin)->bot != NO_BOT ? "begins"
         : voice_is_of_wait(voice, begin)         ? "begins to wait"
                                                  : "comes to enqueue {child}");
}

static void short_fire(const struct voice *voice, uint32_t fire)
{
    const struct event *event = voice_event(voice, fire);

    text_add(voice->out, event->detail > 0 ? "enqueues " : "the schedule enqueues ");
    name_add(voice_scenario(voice)->jobs[voice_scenario(voice)->entries[event->value].job].name, voice->name_columns,
             voice->out);
    text_add(voice->out, event->detail > 0 ? " again" : "");
}

static void short_day_end(const struct voice *voice, uint32_t event)
{
    if (voice_scenario(voice)->occurrences > 1)
        text_addf(voice->out, "day %u is over", (unsigned)voice_event(voice, event)->occurrence);
    else
        text_add(voice->out, "the day is over");
}

static void short_fetch(const struct voice *voice, uint32_t fetch)
{
    uint32_t resume = story_resume(voice->story, fetch);

    if (resume != NO_EVENT)
        say_goes_on(voice, resume);
    else if (voice_event(voice, fetch)->attempt < 2)
        text_add(voice->out, "starts");
    else
        text_add(voice->out, voice_job_records(voice, fetch) ? "tries again" : "starts over");
}

static void short_retry(const struct voice *voice, uint32_t retry)
{
    tell(voice, retry, voice_job_records(voice, retry) ? "tries again in {wait}" : "starts over in {wait}");
}

/* How an event is told in a few words: by a function, or by a template; the second where the event's detail says so
 * (is_special). */
struct words {
    void (*say)(const struct voice *voice, uint32_t event);
    const char *usual, *special;
};

/* clang-format off */
#define SAY(function) {&(function), NULL, NULL}
#define USUAL(usual) {NULL, GIVEN(usual), NULL}
#define EITHER(usual, special) {NULL, GIVEN(usual), GIVEN(special)}
/* clang-format on */

/* One for each kind of event. */
#define SHORT_EVENT_FETCH SAY(short_fetch)
#define SHORT_EVENT_BEGIN SAY(short_begin)
#define SHORT_EVENT_CHECK EITHER("checks: not {did} yet", "checks: already {did}")
#define SHORT_EVENT_CLAIM EITHER("claims", "claims: already claimed")
#define SHORT_EVENT_ASK EITHER("asks: not there yet", "asks: already there")
#define SHORT_EVENT_CALL EITHER("calls", "asks for {child}")
#define SHORT_EVENT_COMMIT SAY(short_commit)
#define SHORT_EVENT_PUSH EITHER("enqueues {child}", "enqueues {child} after all")
#define SHORT_EVENT_REPLY USUAL("the reply comes")
#define SHORT_EVENT_MARK USUAL("marked as {did}")
#define SHORT_EVENT_WAIT USUAL("has waited")
#define SHORT_EVENT_DONE USUAL("step done")
#define SHORT_EVENT_RECORD USUAL("recorded as done")
#define SHORT_EVENT_ACKNOWLEDGE EITHER("acknowledged", "acknowledged, and nobody waits for it")
#define SHORT_EVENT_FIRE SAY(short_fire)
#define SHORT_EVENT_ENQUEUE USUAL("in its queue")
#define SHORT_EVENT_SKIP SAY(short_skip)
#define SHORT_EVENT_RECOGNISE USUAL("key recognised: no second {effect}")
#define SHORT_EVENT_STRIKE SAY(short_strike)
#define SHORT_EVENT_RAISE USUAL("gives up waiting")
#define SHORT_EVENT_RESCUE SAY(short_rescue)
#define SHORT_EVENT_FAIL EITHER("attempt {n} failed", "attempt {n} failed, uncounted")
#define SHORT_EVENT_RETRY SAY(short_retry)
#define SHORT_EVENT_REQUEUE USUAL("due again")
#define SHORT_EVENT_CRASH USUAL("{process} is gone")
#define SHORT_EVENT_ORPHAN EITHER("left behind, found in {wait}", "left behind, held by its queue")
#define SHORT_EVENT_RECOVER SAY(short_recover)
#define SHORT_EVENT_PUSH_BACK EITHER("pushed back into its queue", "pushed back, and made to fail, too")
#define SHORT_EVENT_RESTART USUAL("{process} is back")
#define SHORT_EVENT_THAW USUAL("{process} goes on")
#define SHORT_EVENT_KILL USUAL("a process is killed")
#define SHORT_EVENT_REDELIVER USUAL("lease over while it waits: delivered once more")
#define SHORT_EVENT_RESUME USUAL("passes over what is recorded as done")
#define SHORT_EVENT_RESERVE USUAL("in reserve in {process}")
#define SHORT_EVENT_START USUAL("a process starts")
#define SHORT_EVENT_DEPLOY USUAL("a deploy begins")
#define SHORT_EVENT_TWICE USUAL("delivered twice")
#define SHORT_EVENT_DOWN USUAL("the receiver goes down")
#define SHORT_EVENT_UP USUAL("the receiver answers again")
#define SHORT_EVENT_SUCCEED USUAL("done{done}")
#define SHORT_EVENT_BAIL_OUT USUAL("leaves early, reports success")
#define SHORT_EVENT_DEAD SAY(short_dead)
#define SHORT_EVENT_DISCARD SAY(short_discard)
#define SHORT_EVENT_LOSE USUAL("lost for good")
#define SHORT_EVENT_MISS SAY(short_miss)
#define SHORT_EVENT_DAY_END SAY(short_day_end)
#define SHORT_EVENT_CUT USUAL("still waits")
#define SHORT_EVENT_STOP USUAL("{process} has nothing left to run, and ends")
#define SHORT_EVENT_COUNTED SAY(short_counted)
#define SHORT_EVENT_RUN_END EITHER("the run is over", "the run is cut here")

#define SHORT_MICRO(tag, ...) [EVENT_##tag] = SHORT_EVENT_##tag,
#define SHORT_ONLY(constant, ...) [constant] = SHORT_##constant,
static const struct words words[EVENT_KIND_COUNT] = {EVENT_MICRO_LIST(SHORT_MICRO) EVENT_ONLY_LIST(SHORT_ONLY)};

static bool is_special(const struct event *event)
{
    switch (event->kind) {
    case EVENT_CALL:
        return event->bot == NO_BOT;
    case EVENT_PUSH_BACK:
        return event->detail == 1;
    case EVENT_RUN_END:
        return ended_traits[event->detail].is_cut;
    default:
        return event->detail > 0;
    }
}

static void short_event(const struct voice *voice, uint32_t at)
{
    const struct event *event = voice_event(voice, at);
    const struct words *found = &words[event->kind];

    if (found->say)
        found->say(voice, at);
    else
        tell(voice, at, found->special && is_special(event) ? found->special : found->usual);
}

void narrate_event_short(const struct story *story, uint32_t event, struct text *out)
{
    struct voice voice = {story, out, BRIEF_NAME_COLUMNS, 0, NO_JOB, false, event};

    short_event(&voice, event);
}
