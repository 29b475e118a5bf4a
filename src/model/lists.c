#include "model/lists.h"

#include <string.h>

#include "base/check.h"
#include "base/given.h"

/* Columns are refused where they are left out, by the macros' parameters; where they are empty, by the parentheses
 * around a trait and by GIVEN around a text. */
#define NAME_OF(constant, name, ...) [constant] = GIVEN(name),
#define ABOUT(constant, name, about, ...) [constant] = GIVEN(about),
#define ABOUT_OF(...) ABOUT(__VA_ARGS__, )
#define LIST_DEFINE(LIST, tag, COUNT)                                                                                  \
    const char *const tag##_names[COUNT] = {LIST(NAME_OF)};                                                            \
    const char *const tag##_abouts[COUNT] = {LIST(ABOUT_OF)};
WORD_LISTS(LIST_DEFINE)

#define GUARD_TRAITS(constant, name, about, past, asks, records, recognises)                                           \
    [constant] = {GIVEN(past), (asks), (records), (recognises)},
const struct guard_traits guard_traits[GUARD_COUNT] = {GUARD_LIST(GUARD_TRAITS)};

#define MICRO_TRAITS(constant, name, about, places, traits, effect, in_post, in_job)                                   \
    [constant] = {(places), (traits), (effect), (in_post), (in_job)},
const struct micro_traits micro_traits[MICRO_COUNT] = {MICRO_LIST(MICRO_TRAITS)};

#define FAULT_TRAITS(constant, name, about, effect, strikes_outside, is_searched, length)                              \
    [constant] = {(effect), (strikes_outside), (is_searched), (length)},
const struct fault_traits fault_traits[FAULT_COUNT] = {FAULT_LIST(FAULT_TRAITS)};

#define PLATFORM_FAULT_TRAITS(constant, name, about, keys, is_timed, has_length)                                       \
    [constant] = {GIVEN(keys), (is_timed), (has_length)},
const struct platform_fault_traits platform_fault_traits[PLATFORM_FAULT_COUNT] = {
    PLATFORM_FAULT_LIST(PLATFORM_FAULT_TRAITS)};

/* Of the lists with one trait. */
#define ONE_TRAIT(constant, name, about, trait) [constant] = {(trait)},
const struct step_traits step_traits[STEP_COUNT] = {STEP_LIST(ONE_TRAIT)};
const struct skipped_traits skipped_traits[SKIPPED_COUNT] = {SKIPPED_LIST(ONE_TRAIT)};
const struct resume_traits resume_traits[RESUME_COUNT] = {RESUME_LIST(ONE_TRAIT)};
const struct exhausted_traits exhausted_traits[EXHAUSTED_COUNT] = {EXHAUSTED_LIST(ONE_TRAIT)};
const struct acknowledge_traits acknowledge_traits[ACKNOWLEDGE_COUNT] = {ACKNOWLEDGE_LIST(ONE_TRAIT)};
const struct crash_counts_traits crash_counts_traits[CRASH_COUNTS_COUNT] = {CRASH_COUNTS_LIST(ONE_TRAIT)};
const struct queue_place_traits queue_place_traits[QUEUE_PLACE_COUNT] = {QUEUE_PLACE_LIST(ONE_TRAIT)};
const struct wait_from_traits wait_from_traits[WAIT_FROM_COUNT] = {WAIT_FROM_LIST(ONE_TRAIT)};
const struct ended_lease_traits ended_lease_traits[ENDED_LEASE_COUNT] = {ENDED_LEASE_LIST(ONE_TRAIT)};
const struct poll_for_traits poll_for_traits[POLL_FOR_COUNT] = {POLL_FOR_LIST(ONE_TRAIT)};
const struct retries_wait_traits retries_wait_traits[RETRIES_WAIT_COUNT] = {RETRIES_WAIT_LIST(ONE_TRAIT)};
const struct post_state_traits post_state_traits[POST_STATE_COUNT] = {POST_STATE_LIST(ONE_TRAIT)};
const struct job_state_traits job_state_traits[JOB_STATE_COUNT] = {JOB_STATE_LIST(ONE_TRAIT)};
const struct ended_traits ended_traits[ENDED_COUNT] = {ENDED_LIST(ONE_TRAIT)};

const struct vote_traits vote_traits[VOTE_COUNT] = {VOTE_LIST(ONE_TRAIT)};

/* Of those with two. */
#define TWO_TRAITS(constant, name, about, first, second) [constant] = {(first), (second)},
const struct rescue_traits rescue_traits[RESCUE_COUNT] = {RESCUE_LIST(TWO_TRAITS)};
const struct beat_traits beat_traits[BEAT_COUNT] = {BEAT_LIST(TWO_TRAITS)};
const struct key_traits key_traits[KEY_COUNT] = {KEY_LIST(TWO_TRAITS)};
const struct stop_traits stop_traits[STOP_COUNT] = {STOP_LIST(TWO_TRAITS)};

#define ON_CRASH_TRAITS(constant, name, about, recovers, has_lease, has_heartbeat, returns_alive)                      \
    [constant] = {(recovers), (has_lease), (has_heartbeat), (returns_alive)},
const struct on_crash_traits on_crash_traits[ON_CRASH_COUNT] = {ON_CRASH_LIST(ON_CRASH_TRAITS)};

/* Of those with three. */
#define THREE_TRAITS(constant, name, about, first, second, third) [constant] = {(first), (second), (third)},
const struct leaves_traits leaves_traits[LEAVES_COUNT] = {LEAVES_LIST(THREE_TRAITS)};
const struct on_child_crash_traits on_child_crash_traits[ON_CHILD_CRASH_COUNT] = {ON_CHILD_CRASH_LIST(THREE_TRAITS)};

#define ASK_TRAITS(constant, name, about, of, is_of_place, is_usual, has_many)                                         \
    [constant] = {(of), (is_of_place), (is_usual), (has_many)},
const struct ask_traits ask_traits[ASK_COUNT] = {ASK_LIST(ASK_TRAITS)};

#define PRESET_TRAITS(constant, name, about, pinned, system, family, source, left, code)                               \
    [constant] = {GIVEN(pinned), GIVEN(system), GIVEN(family), GIVEN(source), GIVEN(left), (code)},
const struct preset_traits preset_traits[PRESET_COUNT] = {PRESET_LIST(PRESET_TRAITS)};

#define PRESET_NAME(constant, name, ...) name,
#define PRESET_PINNED(constant, name, about, pinned, ...) pinned,
const char *const preset_words[PRESET_WORD_COUNT] = {PRESET_LIST(PRESET_NAME) PRESET_LIST(PRESET_PINNED)};

#define WISH_WORD(constant, name, about, word) [constant] = GIVEN(word),
const char *const wish_words[WISH_COUNT] = {WISH_LIST(WISH_WORD)};

_Static_assert(IN_POST == 1 << STEP_POST && IN_ENQUEUE == 1 << STEP_ENQUEUE && IN_WAIT == 1 << STEP_WAIT,
               "places are those of the steps' kinds");

int word_find(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(name, names[i]) == 0)
            return (int)i;
    return -1;
}

/* A function that lists the names of those rows, `row`, of which `condition` holds. */
#define NAMES_WHERE(function, tag, COUNT, condition)                                                                   \
    size_t function(const char *out[COUNT])                                                                            \
    {                                                                                                                  \
        size_t count = 0;                                                                                              \
                                                                                                                       \
        for (int row = 0; row < (COUNT); row++)                                                                        \
            if (condition)                                                                                             \
                out[count++] = tag##_names[row];                                                                       \
        return count;                                                                                                  \
    }
NAMES_WHERE(guards_recognising, guard, GUARD_COUNT, guard_traits[row].recognises)
NAMES_WHERE(guards_asking_receiver, guard, GUARD_COUNT, guard_asks_receiver((enum guard)row))
NAMES_WHERE(micros_outside, micro, MICRO_COUNT, (micro_traits[row].places & OUTSIDE_STEPS) != 0)
NAMES_WHERE(faults_outside, fault_kind, FAULT_COUNT, fault_traits[row].strikes_outside)
NAMES_WHERE(faults_with_length, fault_kind, FAULT_COUNT, fault_traits[row].length > 0)
NAMES_WHERE(ways_recovering, on_crash, ON_CRASH_COUNT, on_crash_traits[row].recovers)
NAMES_WHERE(counts_not, crash_counts, CRASH_COUNTS_COUNT, !crash_counts_traits[row].counts)
NAMES_WHERE(ways_with_lease, on_crash, ON_CRASH_COUNT, on_crash_traits[row].has_lease)
NAMES_WHERE(ways_returning_alive, on_crash, ON_CRASH_COUNT, on_crash_traits[row].returns_alive)
NAMES_WHERE(ways_with_heartbeat, on_crash, ON_CRASH_COUNT, on_crash_traits[row].has_heartbeat)
NAMES_WHERE(stops_of_bot, stop, STOP_COUNT, (stop_traits[row].subjects & STOP_OF_BOT) != 0)
NAMES_WHERE(stops_of_job, stop, STOP_COUNT, (stop_traits[row].subjects & STOP_OF_JOB) != 0)
NAMES_WHERE(stops_of_nobody, stop, STOP_COUNT, (stop_traits[row].subjects & STOP_OF_NOBODY) != 0)
NAMES_WHERE(asks_of_bot, ask, ASK_COUNT, ask_traits[row].of != ASK_OF_NONE)
NAMES_WHERE(leaves_with_end, leaves, LEAVES_COUNT, leaves_traits[row].has_end)
NAMES_WHERE(polls_of_retries, poll_for, POLL_FOR_COUNT, !poll_for_traits[row].is_all)

static bool guard_has_micro(enum guard guard, enum micro micro)
{
    CHECK((int)guard < GUARD_COUNT);
    return guard_traits[guard].asks == micro || guard_traits[guard].records == micro;
}

bool step_has_micro(struct step_form form, enum micro micro)
{
    const struct micro_traits *traits = &micro_traits[micro];

    CHECK((int)form.kind < STEP_COUNT && (int)form.resume < RESUME_COUNT && (int)micro < MICRO_COUNT);
    return (traits->places >> form.kind & 1) != 0 &&
           (!(traits->traits & MICRO_IS_GUARDS) || guard_has_micro(form.guard, micro)) &&
           (!(traits->traits & MICRO_IS_RECORDS) || resume_traits[form.resume].records);
}

size_t step_micros(struct step_form form, enum micro out[MICRO_COUNT])
{
    size_t count = 0;

    for (int micro = 0; micro < MICRO_COUNT; micro++)
        if (step_has_micro(form, (enum micro)micro))
            out[count++] = (enum micro)micro;
    return count;
}
