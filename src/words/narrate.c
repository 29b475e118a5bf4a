#include "words/narrate.h"

#include <string.h>

#include "base/given.h"
#include "words/because.h"
#include "words/names.h"
#include "words/terms.h"

#define CLAUSE_NAME_COLUMNS 32
#define BARE_NAME_COLUMNS 20
#define BARE_COLUMNS_MAX 1000

/* ", because …" where there is a because. */
static void add_because(const struct voice *voice, uint32_t event)
{
    struct text reason = {0};
    struct voice aside = *voice;
    bool is_noun;

    if (voice->is_bare)
        return;
    aside.out = &reason;
    is_noun = say_because(&aside, event);
    if (!text_is_empty(&reason))
        text_addf(voice->out, "%s because %s", is_noun ? "" : ",", text_str(&reason));
    text_release(&reason);
}

static void tell_because(const struct voice *voice, uint32_t event, const char *template)
{
    tell(voice, event, template);
    add_because(voice, event);
}

/* "; it has waited 13 h 55 min for a worker that ran BackfillJob", in a first attempt also "… for process 1 to be
 * back", which goes without saying where that process's end is why there is another one. */
static void add_wait(const struct voice *voice, uint32_t fetch)
{
    const struct event *event = voice_event(voice, fetch);
    msec wait = story_wait_for_worker(voice->story, fetch);
    uint32_t ran = wait > 0 ? voice_event(voice, event->cause)->job : event->job;

    if (ran == event->job || (ran == NO_JOB && event->attempt > 1))
        return;
    text_add(voice->out, "; it has waited ");
    msec_say(wait, voice->out);
    tell(voice, event->cause, ran == NO_JOB ? " for {process} to be back" : " for a worker that ran {job}");
}

static void say_wait(const struct voice *voice, uint32_t wait)
{
    const struct event *event = voice_event(voice, wait);

    tell(voice, wait, "{job}'s wait of ");
    msec_say(event->cause == NO_EVENT ? 0 : event->time - voice_event(voice, event->cause)->time, voice->out);
    text_add(voice->out, " is over");
}

static bool delivery_is_repeated(const struct event *delivery)
{
    return delivery->kind == EVENT_TWICE || (delivery->kind == EVENT_REQUEUE && delivery->detail > 0);
}

static void say_resume(const struct voice *voice, uint32_t resume)
{
    tell(voice, resume, "{job} ");
    say_goes_on(voice, resume);
    if (voice->brevity < 2)
        text_add(voice->out, ", because what is before that is recorded as done");
}

static void say_fetch(const struct voice *voice, uint32_t fetch)
{
    uint32_t delivery = voice_event(voice, fetch)->attempt > 1 ? story_delivery(voice->story, fetch) : NO_EVENT;
    uint32_t resume = story_resume(voice->story, fetch);

    if (voice_event(voice, fetch)->attempt < 2)
        tell(voice, fetch, "A worker takes {job}");
    else if (delivery != NO_EVENT && delivery_is_repeated(voice_event(voice, delivery)))
        tell_because(voice, fetch, "A worker takes {job} once more, in attempt {n}");
    else if (resume != NO_EVENT) {
        tell(voice, fetch, "{job} ");
        say_goes_on(voice, resume);
        tell_because(voice, fetch, " in attempt {n}");
    } else
        tell_because(voice, fetch, "{job} is {restarted} in attempt {n}");
    if (voice->brevity == 0)
        add_wait(voice, fetch);
}

/* "; and …": what let a duplicate through. */
static void add_hole(const struct voice *voice, uint32_t commit)
{
    struct text hole = {0};
    struct voice aside = *voice;

    aside.out = &hole;
    if (say_hole(&aside, commit))
        text_addf(voice->out, "; and %s", text_str(&hole));
    text_release(&hole);
}

/* "the same words" as a sentence of its own: "Same words". */
static void say_same(const struct voice *voice)
{
    static const char article[] = "the ";
    const char *same = vocabulary_say(&voice_scenario(voice)->vocabulary, VOCABULARY_same);
    size_t start = voice->out->size, skipped = strncmp(same, article, strlen(article)) == 0 ? strlen(article) : 0;

    text_add(voice->out, same + skipped);
    text_capitalise(voice->out, start);
}

/* As who follows the bot reads it. */
static void say_commit_read(const struct voice *voice, uint32_t commit)
{
    const struct event *event = voice_event(voice, commit);

    tell(voice, commit, "{bot} {makes}");
    if (event->value > 2) {
        text_add(voice->out, " ");
        ordinal_add((uint64_t)event->value, voice->out);
        text_add(voice->out, " time");
    } else if (event->value > 1) {
        text_add(voice->out, " again");
    }
    if (event->detail == 1)
        tell(voice, commit, " after all, though attempt {n} of {job} has given up on it");
    else if (event->attempt > 1 && event->value == 1)
        tell(voice, commit, " in attempt {n}");
    if (event->value > 1) {
        text_add(voice->out, ". ");
        say_same(voice);
    } else {
        text_addf(voice->out, ": %s", bot_words(&voice_scenario(voice)->bots[event->bot], event->occurrence));
    }
}

static void say_commit(const struct voice *voice, uint32_t commit)
{
    const struct event *event = voice_event(voice, commit);
    bool has_landed = event->detail == 1;

    if (voice->is_bare) {
        say_commit_read(voice, commit);
        return;
    }
    tell(voice, commit,
         event->value > 1 && voice->brevity > 0 ? "{bot} {makes}" : "{bot}'s {effect} reaches the world");
    if (event->value > 1) {
        text_add(voice->out, " ");
        ordinal_add((uint64_t)event->value, voice->out);
        text_add(voice->out, " time");
    } else if (has_landed) {
        tell(voice, commit, " after all, though attempt {n} of {job} has given up on it");
    } else if (event->attempt > 1) {
        tell(voice, commit, " in attempt {n}");
    }
    add_because(voice, commit);
    if (event->value > 1 && voice->brevity < 3)
        add_hole(voice, commit);
}

static void say_push(const struct voice *voice, uint32_t push)
{
    const struct event *event = voice_event(voice, push);
    const struct trace *trace = voice->story->trace;
    bool is_made = push + 1 < trace->count && trace->events[push + 1].kind == EVENT_ENQUEUE;
    bool is_again = is_made && story_number(voice->story, (uint32_t)event->value) > 1;
    uint32_t delivery = is_again && event->attempt > 1 ? story_delivery(voice->story, push) : NO_EVENT;

    if (event->detail == 1)
        tell(voice, push, "{child} is enqueued after all, though attempt {n} of {job} has given up on it");
    else
        tell(voice, push, "{job} enqueues {child}");
    if (delivery != NO_EVENT && voice_event(voice, delivery)->kind != EVENT_ENQUEUE && event->detail == 0 &&
        !voice->is_bare) {
        text_add(voice->out, ", because ");
        say_delivery(voice, delivery);
    }
}

static void say_skip(const struct voice *voice, uint32_t skip)
{
    const struct event *event = voice_event(voice, skip);
    bool is_claim = event->micro == MICRO_CLAIM;
    bool never_made = is_claim && story_commit_before(voice->story, skip) == NO_EVENT;

    tell_because(voice, skip, "{bot}'s {effect} is skipped");
    if (never_made)
        text_add(voice->out, ", though it was not made");
}

/* The gap of a strike at a post: before the post is made, or after. */
static void say_post_gap(const struct voice *voice, uint32_t strike, bool is_his)
{
    const struct event *event = voice_event(voice, strike);
    const char *whose = is_his ? "{his} {effect}" : "{bot}'s {effect}";
    const enum micro records = guard_traits[voice_scenario(voice)->bots[event->bot].guard].records;
    bool has_records = records != MICRO_NONE;

    if (story_in_step(voice->story, strike, EVENT_SKIP) != NO_EVENT) {
        tell(voice, strike, is_his ? "after {he} was skipped" : "after {bot} was skipped");
        return;
    }
    if (strike_finds(event) < EFFECT_MADE) {
        text_add(voice->out, has_records && event->micro == records ? "after the claim and before " : "before ");
        tell(voice, strike, whose);
        text_add(voice->out, story_commit_before(voice->story, strike) != NO_EVENT ? " is made again" : " is made");
        return;
    }
    text_add(voice->out, "after ");
    tell(voice, strike, whose);
    if (strike_finds(event) == EFFECT_MADE)
        text_add(voice->out, " is made and before the reply");
    else
        text_add(voice->out, has_records && event->micro < records ? " is made and before it is marked"
                             : voice_job_records(voice, strike) && event->micro != MICRO_RECORD
                                 ? " is made and before its step is recorded"
                                 : " is made");
}

/* The gap of a strike at an enqueue, a wait, a fetch or an acknowledge. */
static void say_other_gap(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);
    enum step_kind step = story_step(voice->story, strike);
    bool is_after = strike_finds(event) >= EFFECT_MADE;
    struct voice naming = *voice;

    if (fault_traits[event->detail].effect == STRIKE_PAUSES)
        naming.named = event->job;
    if (step == STEP_ENQUEUE && strike_lands_late(event))
        tell(voice, strike, "after its call to enqueue {child}, which is still on its way");
    else if (step == STEP_ENQUEUE)
        tell(voice, strike, is_after ? "after enqueuing {child}" : "before enqueuing {child}");
    else if (step == STEP_WAIT)
        tell(voice, strike, is_after ? "after its wait" : "before its wait");
    else
        say_end_gap(&naming, strike, "is");
}

static void say_strike_now(const struct voice *voice, uint32_t strike)
{
    const struct event *event = voice_event(voice, strike);
    const struct fault_words *words = &fault_words[event->detail];
    bool is_his = fault_raises(event->detail);

    tell(voice, strike,
         strike_ends_unheard(event) ? "An error strikes "
         : event->bot != NO_BOT     ? words->at_post
                                    : words->at_job);
    if (strike_lands_late(event) && event->bot != NO_BOT)
        tell(voice, strike, "after {his} call, which is still on its way");
    else if (event->bot != NO_BOT)
        say_post_gap(voice, strike, is_his);
    else
        say_other_gap(voice, strike);
    tell(voice, strike, "{fault}");
}

static void say_rescue(const struct voice *voice, uint32_t event)
{
    tell_because(voice, event, rescue_words[voice_event(voice, event)->detail].told);
}

static void say_fail(const struct voice *voice, uint32_t event)
{
    if (voice_event(voice, event)->detail == 1)
        tell_because(voice, event, "Attempt {n} of {job} fails and nobody counts it");
    else
        tell_because(voice, event, "Attempt {n} of {job} fails");
}

/* "gives up after 2 failures": how often it failed stands in the failure before; without one it came back too often, or
 * nothing ever comes back. */
static void say_exhausted(const struct voice *voice, uint32_t event, const char *fate)
{
    uint32_t cause = voice_event(voice, event)->cause;
    const struct event *before = cause == NO_EVENT ? NULL : voice_event(voice, cause);

    tell(voice, event, "{job} gives up");
    if (before && event_is(before, EVENT_IS_FAILURE))
        text_addf(voice->out, " after %lld failure%s", (long long)before->value, before->value == 1 ? "" : "s");
    else if (voice_scenario(voice)->platform.recoveries == 0)
        text_add(voice->out, ", because its platform brings nothing back,");
    else
        text_add(voice->out, ", because it was brought back too often,");
    text_add(voice->out, fate);
    if (before && event_is(before, EVENT_IS_FAILURE))
        add_because(voice, event);
}

static void say_requeue(const struct voice *voice, uint32_t event)
{
    tell(voice, event, "{job} is due again and goes to ");
    text_add(voice->out, queue_place_words[voice_scenario(voice)->platform.retried_at].goes);
}

static void say_recover(const struct voice *voice, uint32_t event)
{
    tell(voice, event, "{job} goes back to ");
    text_add(voice->out, queue_place_words[voice_scenario(voice)->platform.recovered_at].goes);
    add_because(voice, event);
}

static void say_orphan(const struct voice *voice, uint32_t event)
{
    tell_because(voice, event,
                 voice_event(voice, event)->detail
                     ? "{job} is left behind, and its queue holds it while its process lives"
                     : "{job} is left behind and will be found in {wait}");
}

static void say_miss(const struct voice *voice, uint32_t miss)
{
    uint32_t last;
    enum post_state state = story_miss_state(voice->story, miss, &last);

    tell_because(voice, miss, state == POST_NEVER_RAN ? "{bot} never gets to {make}{day}" : "{bot} never {makes}{day}");
}

static void say_fire(const struct voice *voice, uint32_t event)
{
    const struct event *fire = voice_event(voice, event);
    int job = voice_scenario(voice)->entries[fire->value].job;

    if (voice_scenario(voice)->occurrences > 1)
        text_addf(voice->out, "Day %u: ", (unsigned)fire->occurrence);
    else
        text_add(voice->out, "It is time: ");
    text_add(voice->out, "the schedule enqueues ");
    name_add(voice_scenario(voice)->jobs[job].name, voice->name_columns, voice->out);
    if (fire->detail > 0)
        text_add(voice->out, " once more for the same day");
}

static void say_receiver(const struct voice *voice, uint32_t event)
{
    bool is_up = voice_event(voice, event)->kind == EVENT_UP;
    const struct fault *fault = story_fault(voice->story, event);

    text_add(voice->out, "The receiver");
    if (fault && fault->bot >= 0) {
        text_add(voice->out, " of ");
        say_bot(voice, (uint32_t)fault->bot);
        tell(voice, event, "'s {effects}");
    }
    tell(voice, event, is_up ? " answers again" : " goes down{length}{fault}");
}

static void say_run_end(const struct voice *voice, uint32_t event)
{
    switch ((enum ended)voice_event(voice, event)->detail) {
    case ENDED_UNTIL:
        text_add(voice->out, "The run is cut here, at ");
        msec_say(voice_event(voice, event)->time, voice->out);
        break;
    case ENDED_LIMIT:
        text_addf(voice->out, "The run is cut at its limit, after %u events", (unsigned)event + 1);
        break;
    case ENDED_ROOM:
        text_add(voice->out,
                 "The run is cut here: more jobs or late calls are under way at once than there is room for");
        break;
    case ENDED_QUIESCENCE:
        text_add(voice->out, "Nothing is left to do: the run is over");
        break;
    }
}

static void say_day_end(const struct voice *voice, uint32_t event)
{
    if (voice_scenario(voice)->occurrences > 1)
        text_addf(voice->out, "Day %u is over", (unsigned)voice_event(voice, event)->occurrence);
    else
        text_add(voice->out, "The day is over");
}

static void say_begin(const struct voice *voice, uint32_t event)
{
    tell(voice, event,
         voice_event(voice, event)->bot != NO_BOT ? "{job} comes to {bot}'s {effect}"
         : voice_is_of_wait(voice, event)         ? "{job} begins to wait"
                                                  : "{job} comes to enqueue {child}");
}

static void say_kill(const struct voice *voice, uint32_t event)
{
    bool is_one_of_many = voice_scenario(voice)->platform.processes > 1;

    tell(voice, event, is_one_of_many ? "A process is killed{fault}" : "The process is killed{fault}");
}

static void say_start(const struct voice *voice, uint32_t event)
{
    const struct fault *fault = story_fault(voice->story, event);

    say_process(voice, fault->process - 1);
    tell(voice, event, " starts{fault}");
}

static void say_dead(const struct voice *voice, uint32_t event)
{
    say_exhausted(voice, event, " and stays among the dead jobs");
}

static void say_discard(const struct voice *voice, uint32_t event)
{
    say_exhausted(voice, event, " and is thrown away");
}

static void say_call(const struct voice *voice, uint32_t event)
{
    bool is_post = voice_event(voice, event)->bot != NO_BOT;

    tell(voice, event, is_post ? "{bot}'s {effect} is on its way" : "{job} asks its queue to take {child}");
}

static void say_reply(const struct voice *voice, uint32_t event)
{
    bool is_post = voice_event(voice, event)->bot != NO_BOT;

    tell(voice, event,
         is_post ? "{job} hears that {bot}'s {effect} is made" : "{job} hears that {child} is in its queue");
}

/* "Riker's step", "step 3". */
static void say_whose_step(const struct voice *voice, uint32_t event)
{
    if (voice_event(voice, event)->bot != NO_BOT)
        tell(voice, event, "{bot}'s step");
    else
        text_addf(voice->out, "step %u", voice_event(voice, event)->step + 1u);
}

static void say_done(const struct voice *voice, uint32_t event)
{
    tell(voice, event, "{job} is done with ");
    say_whose_step(voice, event);
}

static void say_record(const struct voice *voice, uint32_t event)
{
    tell(voice, event, "It is recorded that {job} is done with ");
    say_whose_step(voice, event);
}

/* How an event is told: by a function, or by a template, with or without its cause; by another one where its detail is
 * 1. */
struct telling {
    void (*say)(const struct voice *voice, uint32_t event);
    const char *template, *other;
    bool has_because;
};

/* clang-format off */
#define SAY(function) {&(function), NULL, NULL, false}
#define TELL(template) {NULL, GIVEN(template), NULL, false}
#define TELL_EITHER(template, other) {NULL, GIVEN(template), GIVEN(other), false}
#define TELL_BECAUSE(template) {NULL, GIVEN(template), NULL, true}
/* clang-format on */

/* One for each kind of event. */
#define TOLD_EVENT_FETCH SAY(say_fetch)
#define TOLD_EVENT_BEGIN SAY(say_begin)
#define TOLD_EVENT_CHECK TELL_EITHER("{bot}'s check finds no mark yet", "{bot}'s check finds a mark: already {did}")
#define TOLD_EVENT_CLAIM                                                                                               \
    TELL_EITHER("{bot} claims {his} {effect} before it is made", "{bot}'s {effect} turns out to be claimed already")
#define TOLD_EVENT_ASK                                                                                                 \
    TELL_EITHER("{bot} asks the receiver, and it shows no {effect} of {his} yet",                                      \
                "{bot} asks the receiver, and it has {his} {effect} already")
#define TOLD_EVENT_CALL SAY(say_call)
#define TOLD_EVENT_COMMIT SAY(say_commit)
#define TOLD_EVENT_PUSH SAY(say_push)
#define TOLD_EVENT_REPLY SAY(say_reply)
#define TOLD_EVENT_MARK TELL("{bot}'s {effect} is marked as made")
#define TOLD_EVENT_WAIT SAY(say_wait)
#define TOLD_EVENT_DONE SAY(say_done)
#define TOLD_EVENT_RECORD SAY(say_record)
#define TOLD_EVENT_ACKNOWLEDGE                                                                                         \
    TELL_EITHER("{job} is acknowledged, and its queue forgets it",                                                     \
                "{job} is acknowledged by attempt {n}, for which nobody waits, and nothing changes")
#define TOLD_EVENT_FIRE SAY(say_fire)
#define TOLD_EVENT_ENQUEUE TELL("{job} is in its queue")
#define TOLD_EVENT_SKIP SAY(say_skip)
#define TOLD_EVENT_RECOGNISE TELL("The receiver recognises the key of {bot}'s {effect}, and makes no second one")
#define TOLD_EVENT_STRIKE SAY(say_strike_now)
#define TOLD_EVENT_RAISE TELL("Attempt {n} of {job} gives up waiting for an answer")
#define TOLD_EVENT_RESCUE SAY(say_rescue)
#define TOLD_EVENT_FAIL SAY(say_fail)
#define TOLD_EVENT_RETRY TELL_BECAUSE("{job} will be {restarted} in {wait}")
#define TOLD_EVENT_REQUEUE SAY(say_requeue)
#define TOLD_EVENT_CRASH TELL("{process} is gone with every job in it")
#define TOLD_EVENT_ORPHAN SAY(say_orphan)
#define TOLD_EVENT_RECOVER SAY(say_recover)
#define TOLD_EVENT_PUSH_BACK                                                                                           \
    TELL_EITHER("{job} is pushed back to the head of its queue",                                                       \
                "{job} is pushed back to the head of its queue, while attempt {n} is made to fail, too")
#define TOLD_EVENT_RESTART TELL("{process} is back")
#define TOLD_EVENT_THAW TELL("{process} goes on")
#define TOLD_EVENT_KILL SAY(say_kill)
#define TOLD_EVENT_START SAY(say_start)
#define TOLD_EVENT_REDELIVER                                                                                           \
    TELL("{job}'s lease ends while it waits for its retry, and its queue delivers it once more")
#define TOLD_EVENT_RESUME SAY(say_resume)
#define TOLD_EVENT_RESERVE TELL("{process} takes {job} in reserve, and no other gets it")
#define TOLD_EVENT_DEPLOY TELL("A deploy begins, and no worker takes a new job{fault}")
#define TOLD_EVENT_TWICE TELL("The queue delivers {job} twice{fault}")
#define TOLD_EVENT_DOWN SAY(say_receiver)
#define TOLD_EVENT_UP SAY(say_receiver)
#define TOLD_EVENT_SUCCEED TELL("{job} is done{done}")
#define TOLD_EVENT_BAIL_OUT TELL_BECAUSE("{job} leaves early and reports success")
#define TOLD_EVENT_DEAD SAY(say_dead)
#define TOLD_EVENT_DISCARD SAY(say_discard)
#define TOLD_EVENT_LOSE TELL_BECAUSE("{job} is lost for good")
#define TOLD_EVENT_MISS SAY(say_miss)
#define TOLD_EVENT_DAY_END SAY(say_day_end)
#define TOLD_EVENT_CUT TELL_BECAUSE("{job} has not come to its end when the run is cut")
#define TOLD_EVENT_STOP TELL("{process} has nothing left to run, and ends")
#define TOLD_EVENT_COUNTED TELL_BECAUSE("Its queue counts a failure of {job}")
#define TOLD_EVENT_RUN_END SAY(say_run_end)

#define TOLD_MICRO(tag, ...) [EVENT_##tag] = TOLD_EVENT_##tag,
#define TOLD_ONLY(constant, ...) [constant] = TOLD_##constant,
static const struct telling tellings[EVENT_KIND_COUNT] = {EVENT_MICRO_LIST(TOLD_MICRO) EVENT_ONLY_LIST(TOLD_ONLY)};

static void say_event(const struct voice *voice, uint32_t event)
{
    const struct telling *telling = &tellings[voice_event(voice, event)->kind];
    bool is_other = telling->other && voice_event(voice, event)->detail == 1;

    if (telling->say)
        telling->say(voice, event);
    else if (telling->has_because)
        tell_because(voice, event, telling->template);
    else
        tell(voice, event, is_other ? telling->other : telling->template);
}

/* Cuts a line that is too wide behind its last whole word, with a mark. */
static void cut_at_word(struct text *line, int columns)
{
    text_fit(line, columns - 1);
    while (line->size > 0 && line->bytes[line->size - 1] != ' ')
        line->size--;
    line->bytes[line->size] = '\0';
    text_add(line, "…");
}

/* A name may begin a sentence with an article or in the lower case of "process 2". */
static void capitalise(struct text *line)
{
    static const char *const openings[] = {"the ", "process ", "attempt ", "nobody "};

    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++)
        if (line->size > 0 && strncmp(line->bytes, openings[i], strlen(openings[i])) == 0)
            text_capitalise(line, 0);
}

/* As one sentence within so many columns; `voice` has the longest names. */
static void say_sentence(const struct voice *voice, int columns, struct text *out)
{
    struct text line = {0};
    struct voice aside = *voice;

    aside.out = &line;
    if (!voice_fit(&aside, voice->told, say_event, columns - 1))
        cut_at_word(&line, columns - 1);
    capitalise(&line);
    if (line.size > 0 && !strchr(voice->is_bare ? ".!?" : ".", line.bytes[line.size - 1]))
        text_add(&line, ".");
    text_add(out, text_str(&line));
    text_release(&line);
}

void narrate_event(const struct story *story, uint32_t event, struct text *out)
{
    const struct voice voice = {story, out, SCENARIO_NAME_BYTES_MAX, 0, NO_JOB, false, event};

    say_sentence(&voice, NARRATE_COLUMNS_MAX, out);
}

void narrate_event_bare(const struct story *story, uint32_t event, struct text *out)
{
    const struct voice voice = {story, out, BARE_NAME_COLUMNS, 0, NO_JOB, true, event};

    say_sentence(&voice, BARE_COLUMNS_MAX, out);
}

static void say_cause(const struct voice *voice, uint32_t event)
{
    (void)say_because(voice, event);
}

void narrate_because(const struct story *story, uint32_t event, struct text *out)
{
    struct text line = {0};
    struct voice voice = {story, &line, CLAUSE_NAME_COLUMNS, 0, NO_JOB, false, event};

    if (!voice_fit(&voice, event, say_cause, NARRATE_COLUMNS_MAX))
        cut_at_word(&line, NARRATE_COLUMNS_MAX);
    text_add(out, text_str(&line));
    text_release(&line);
}

void narrate_hole(const struct story *story, uint32_t event, struct text *out)
{
    struct voice voice = {story, out, CLAUSE_NAME_COLUMNS, 0, NO_JOB, false, event};

    (void)say_hole(&voice, event);
}
