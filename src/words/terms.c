#include "words/terms.h"

#include "base/check.h"
#include "base/given.h"

/* Two columns that say the same. */
#define SAME(text) text, text

/* brief, full, as a change, the hole, the hole where the other post came later, why it skips, one skips, some skip */
#define WORDS_GUARD_NONE                                                                                               \
    SAME("no guard"), "without a guard", SAME("nothing asks whether {bot} has {did}"), "already {did}", "is skipped",  \
        "are skipped"
#define WORDS_GUARD_CHECK_THEN_MARK                                                                                    \
    "checks", "checks, then marks", "asks \"already {did}?\" first", "the first was not marked yet",                   \
        "its check came before the other {effect}", "already {did}", "checks, and is skipped",                         \
        "check, and are skipped"
#define WORDS_GUARD_MARK_THEN_POST                                                                                     \
    "claims", "claims, then {makes}", "claims the {effect} first", SAME("nothing gets past a claim"),                  \
        "already claimed", "has claimed, and is skipped", "have claimed, and are skipped"
#define WORDS_GUARD_ASK_RECEIVER                                                                                       \
    "asks", "asks the receiver", "asks the receiver first", "the receiver did not show the first {effect} yet",        \
        "it asked before the other {effect} was there", "the receiver has it", "asks, and is skipped",                 \
        "ask, and are skipped"
#define WORDS_GUARD_IDEMPOTENCY_KEY                                                                                    \
    "has key", "sends a key", "sends an idempotency key", SAME("the receiver had forgotten the key"), "already {did}", \
        "is skipped", "are skipped"

#define GUARD_WORDS(brief, full, change, hole, late, already, skips, skip)                                             \
    {                                                                                                                  \
        GIVEN(brief), GIVEN(full), GIVEN(change), GIVEN(hole), GIVEN(late), GIVEN(already), GIVEN(skips), GIVEN(skip)  \
    }
#define GUARD_ITEM(constant, ...) [constant] = EXPAND(GUARD_WORDS, WORDS_##constant),
const struct guard_words guard_words[GUARD_COUNT] = {GUARD_LIST(GUARD_ITEM)};

/* sign, gap, gap while nothing tells another attempt of the post */
#define WORDS_MICRO_FETCH "f", SAME("The job is taken, and no step has begun.")
#define WORDS_MICRO_BEGIN "b", SAME("The step is entered, and nothing was sent yet.")
#define WORDS_MICRO_CHECK "k", SAME("The guard has looked. What happens elsewhere from now on, it will not see.")
#define WORDS_MICRO_CLAIM "l", SAME("Claimed and not {did} yet: another attempt would skip it, and never {make}.")
#define WORDS_MICRO_ASK "a", SAME("The receiver has answered. A {effect} that is on its way was not in that answer.")
#define WORDS_MICRO_CALL "c", SAME("The call is out: from here on the worker cannot know whether it arrived.")
#define WORDS_MICRO_COMMIT                                                                                             \
    "o", "The world has it and the worker does not know.",                                                             \
        "The world has it and the worker does not know: another attempt {makes} again."
#define WORDS_MICRO_PUSH "p", SAME("The other job is in its queue, and the worker does not know.")
#define WORDS_MICRO_REPLY                                                                                              \
    "r", "The worker knows.", "The worker knows, and has not written it down: another attempt {makes} again."
#define WORDS_MICRO_MARK "m", SAME("{Did} and marked: another attempt skips it.")
#define WORDS_MICRO_WAIT "w", SAME("The wait is over.")
#define WORDS_MICRO_DONE                                                                                               \
    "d", "The step is over: what breaks from here on breaks after this {effect}.",                                     \
        "The step is over, and not recorded yet: another attempt begins it again."
#define WORDS_MICRO_RECORD "n", SAME("Recorded done: another attempt goes on behind this step.")
#define WORDS_MICRO_ACKNOWLEDGE "e", SAME("The queue has let go of the job.")

#define MICRO_WORDS(sign, gap, gap_open)                                                                               \
    {                                                                                                                  \
        GIVEN(sign), GIVEN(gap), GIVEN(gap_open)                                                                       \
    }
#define MICRO_ITEM(constant, ...) [constant] = EXPAND(MICRO_WORDS, WORDS_##constant),
const struct micro_words micro_words[MICRO_COUNT] = {MICRO_LIST(MICRO_ITEM)};

/* key, choice, choice in brief (# is its length), strikes a place; now: at a post, at a job; then: after a post, before
 * one, at a job */
#define WORDS_FAULT_ERROR                                                                                              \
    "e", "error: an exception at once", "error: an exception", "an error strikes", "{bot} fails{again} ",              \
        "{job} fails ", "{bot} failed after {making}", "{bot} failed", "{it} failed "
#define WORDS_FAULT_TIMEOUT                                                                                            \
    "t", "timeout: nothing comes back for #", "timeout: no answer for #", "a timeout strikes",                         \
        "{bot} hears nothing{again}{length} ", "{job} hears nothing{length} ", "{bot} timed out", "{bot} timed out",   \
        "{it} failed "
#define WORDS_FAULT_CRASH                                                                                              \
    "c", "crash: the process is gone", "crash: the process dies", "the process dies", "The {victim} dies ",            \
        "The {victim} dies ", "the {victim} died after {bot}'s {effect}", "the {victim} died before {bot}'s {effect}", \
        "the {victim} died "
#define WORDS_FAULT_STALL                                                                                              \
    "s", "stall: a pause of #", "stall: #", "the worker stalls", "{job} stalls{length} ", "{job} stalls{length} ",     \
        "{it} stalled after {bot}'s {effect}", "{it} stalled before {bot}'s {effect}", "{it} stalled "

#define WORDS_FAULT_FREEZE                                                                                             \
    "f", "freeze: its process stands still for #", "freeze: #", "the process freezes", "The process freezes{length} ", \
        "The process freezes{length} ", "the process froze after {bot}'s {effect}",                                    \
        "the process froze before {bot}'s {effect}", "the process froze "

#define FAULT_WORDS(key, choice, brief, strikes, at_post, at_job, after, before, was_at_job)                           \
    {                                                                                                                  \
        GIVEN(key), GIVEN(choice), GIVEN(brief), GIVEN(strikes), GIVEN(at_post), GIVEN(at_job), GIVEN(after),          \
            GIVEN(before), GIVEN(was_at_job)                                                                           \
    }
#define FAULT_ITEM(constant, ...) [constant] = EXPAND(FAULT_WORDS, WORDS_##constant),
const struct fault_words fault_words[FAULT_COUNT] = {FAULT_LIST(FAULT_ITEM)};

/* as a change, told, brief */
#define WORDS_RESCUE_NONE "catches no error", "{job} catches no error", "error not caught"
#define WORDS_RESCUE_EXIT "catches every error and ends", "{job} catches the error and leaves", "error caught: leaves"
#define WORDS_RESCUE_CONTINUE                                                                                          \
    "catches every error and goes on", "{job} catches the error and goes on with its next step", "error caught: goes on"

#define RESCUE_WORDS(change, told, brief)                                                                              \
    {                                                                                                                  \
        GIVEN(change), GIVEN(told), GIVEN(brief)                                                                       \
    }
#define RESCUE_ITEM(constant, ...) [constant] = EXPAND(RESCUE_WORDS, WORDS_##constant),
const struct rescue_words rescue_words[RESCUE_COUNT] = {RESCUE_LIST(RESCUE_ITEM)};

/* where it goes */
#define WORDS_QUEUE_TAIL "the end of its queue"
#define WORDS_QUEUE_PLACE "its old place in its queue"
#define WORDS_QUEUE_HEAD "the head of its queue"

#define QUEUE_PLACE_WORDS(goes)                                                                                        \
    {                                                                                                                  \
        GIVEN(goes)                                                                                                    \
    }
#define QUEUE_PLACE_ITEM(constant, ...) [constant] = EXPAND(QUEUE_PLACE_WORDS, WORDS_##constant),
const struct queue_place_words queue_place_words[QUEUE_PLACE_COUNT] = {QUEUE_PLACE_LIST(QUEUE_PLACE_ITEM)};

/* as code, the hole */
#define WORDS_KEY_OCCURRENCE "day", "every day has a key of its own"
#define WORDS_KEY_JOB "job", "every job has a key of its own"
#define WORDS_KEY_ATTEMPT "attempt", "every attempt has a key of its own"

#define KEY_WORDS(code, hole)                                                                                          \
    {                                                                                                                  \
        GIVEN(code), GIVEN(hole)                                                                                       \
    }
#define KEY_ITEM(constant, ...) [constant] = EXPAND(KEY_WORDS, WORDS_##constant),
const struct key_words key_words[KEY_COUNT] = {KEY_LIST(KEY_ITEM)};

/* brief, told */
#define WORDS_POST_POSTED "{did}", "{did}"
#define WORDS_POST_DUPLICATE "again", "{did} again"
#define WORDS_POST_PENDING "not yet", "not {did} yet"
#define WORDS_POST_NEVER_RAN "never ran", "never ran"
#define WORDS_POST_LOST "lost", "never {did}: lost"
#define WORDS_POST_SKIPPED "skipped", "never {did}: skipped"
#define WORDS_POST_FAILED "failed", "never {did}"

#define POST_STATE_WORDS(brief, told)                                                                                  \
    {                                                                                                                  \
        GIVEN(brief), GIVEN(told)                                                                                      \
    }
#define POST_STATE_ITEM(constant, ...) [constant] = EXPAND(POST_STATE_WORDS, WORDS_##constant),
const struct post_state_words post_state_words[POST_STATE_COUNT] = {POST_STATE_LIST(POST_STATE_ITEM)};

const char *gap_meaning(enum micro after, struct step_form form)
{
    const enum micro records = guard_traits[form.guard].records;
    bool is_open;

    if (after == MICRO_NONE)
        return "Nothing of this step has happened: what breaks here has {did} nothing.";
    CHECK((int)after < MICRO_COUNT);
    /* what is yet to be noted; where nothing ever is, another attempt {makes} again whatever the worker knows */
    is_open = after == MICRO_DONE     ? resume_traits[form.resume].records
              : records == MICRO_NONE ? micro_traits[after].effect == EFFECT_MADE
                                      : records > after;
    return is_open ? micro_words[after].gap_open : micro_words[after].gap;
}
