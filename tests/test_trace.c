#include "support/script.h"
#include "support/test.h"

#include <string.h>

/* FNV-1a of no bytes is its offset basis, 14695981039346656037 = 0xcbf29ce484222325. */
static void trace_hash_of_nothing_is_the_basis(void **state)
{
    struct script script;

    (void)state;
    script_start(&script, 1);
    assert_true(trace_hash(&script.trace) == UINT64_C(0xcbf29ce484222325));
    script_release(&script);
}

/* Every field counts: turning any one bit of any field changes the hash. */
static void trace_hash_any_field_changed_differs(void **state)
{
    struct script script;
    uint64_t hash;

    (void)state;
    script_sequential(&script);
    hash = trace_hash(&script.trace);
#define FIELD_CHANGES_HASH(field)                                                                                      \
    script.trace.events[17].field ^= 1;                                                                                \
    assert_true(trace_hash(&script.trace) != hash);                                                                    \
    script.trace.events[17].field ^= 1
    FIELD_CHANGES_HASH(time);
    FIELD_CHANGES_HASH(value);
    FIELD_CHANGES_HASH(cause);
    FIELD_CHANGES_HASH(job);
    FIELD_CHANGES_HASH(occurrence);
    FIELD_CHANGES_HASH(attempt);
    FIELD_CHANGES_HASH(step);
    FIELD_CHANGES_HASH(bot);
    FIELD_CHANGES_HASH(worker);
    FIELD_CHANGES_HASH(kind);
    FIELD_CHANGES_HASH(micro);
    FIELD_CHANGES_HASH(detail);
#undef FIELD_CHANGES_HASH
    assert_true(trace_hash(&script.trace) == hash);
    script_release(&script);
}

/* One event whose every byte is zero but the time's lowest: 40 bytes, computed apart with a FNV-1a written in Python:
 *     h = 0xcbf29ce484222325
 *     for b in bytes([7]) + bytes(39): h = (h ^ b) * 0x100000001b3 % 2**64
 * The fields are 8 + 8 + 4 + 4 + 4 + 2 + 2 + 2 + 2 + 1 + 1 + 1 + 1 = 40 bytes. */
static void trace_hash_of_one_event_is_fnv1a(void **state)
{
    struct script script;
    struct event event = {.time = 7};

    (void)state;
    script_start(&script, 1);
    trace_append(&script.trace, &event);
    assert_true(trace_hash(&script.trace) == UINT64_C(0x650283ad987e8c62));
    script_release(&script);
}

static void assert_gap(const struct script *script, uint32_t strike, const char *expected)
{
    struct text gap = {0};

    trace_gap_name(&script->trace, strike, &gap);
    assert_string_equal(text_str(&gap), expected);
    text_release(&gap);
}

static void trace_gap_name_tells_before_and_after(void **state)
{
    struct script script;

    (void)state;
    script_start(&script, 1);
    script_bot(&script, "Riker", GUARD_NONE);
    script_entry(&script, script_job(&script, "BotsJob", "Riker"), 1);
    script_play(&script, "0 fire <-\n0 enqueue j1 !0\n"
                         "0 strike j1 @1 !2\n" /* 2: nothing of the attempt happened before */
                         "0 fetch j1 @1 <1\n"
                         "1 strike j1 @1 s0 Riker !0\n"    /* 4 */
                         "2 strike j1 @1 s0 Riker /call\n" /* 5 */
                         "3 done j1 @1 s0 Riker\n"
                         "4 strike j1 @1 !2\n" /* 7: the attempt is past its fetch */
                         "5 strike j1 @1 !2 /acknowledge\n" /* 8 */);
    assert_gap(&script, 2, "before fetch");
    assert_gap(&script, 4, "before begin");
    assert_gap(&script, 5, "after call");
    assert_gap(&script, 7, "before acknowledge");
    assert_gap(&script, 8, "after acknowledge");
    script_release(&script);
}

/* The second commit of Riker (28) goes back over the retry (19), the failure (18) and the strike (17) to the firing
 * (0). */
static void trace_cause_of_kind_walks_back(void **state)
{
    struct script script;

    (void)state;
    script_sequential(&script);
    assert_int_equal(trace_cause_of_kind(&script.trace, 28, EVENT_RETRY), 19);
    assert_int_equal(trace_cause_of_kind(&script.trace, 28, EVENT_STRIKE), 17);
    assert_int_equal(trace_cause_of_kind(&script.trace, 17, EVENT_STRIKE), NO_EVENT);
    assert_int_equal(trace_cause_of_kind(&script.trace, 28, EVENT_FIRE), 0);
    assert_int_equal(trace_cause_of_kind(&script.trace, 28, EVENT_CRASH), NO_EVENT);
    script_release(&script);
}

/* Forwards and backwards the same moments: the posts, the strikes, the start over, the skip, the ends. */
static void trace_moments_forwards_and_backwards_agree(void **state)
{
    static const uint32_t moments[] = {6, 12, 17, 21, 24, 28, 33, 35, 36, 37, 38, 39};
    const size_t count = sizeof moments / sizeof moments[0];
    struct script script;
    uint32_t at = NO_EVENT;

    (void)state;
    script_sequential(&script);
    for (size_t m = 0; m < count; m++) {
        at = trace_moment_after(&script.trace, at);
        assert_int_equal(at, moments[m]);
    }
    assert_int_equal(trace_moment_after(&script.trace, at), NO_EVENT);
    at = NO_EVENT;
    for (size_t m = count; m-- > 0;) {
        at = trace_moment_before(&script.trace, at);
        assert_int_equal(at, moments[m]);
    }
    assert_int_equal(trace_moment_before(&script.trace, at), NO_EVENT);
    script_release(&script);
}

static void event_kinds_begin_with_the_micro_steps(void **state)
{
    (void)state;
    for (int micro = 0; micro < MICRO_COUNT; micro++)
        assert_string_equal(event_kind_names[micro], micro_names[micro]);
    assert_string_equal(event_kind_names[EVENT_RUN_END], "run-end");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(trace_hash_of_nothing_is_the_basis),
        cmocka_unit_test(trace_hash_any_field_changed_differs),
        cmocka_unit_test(trace_hash_of_one_event_is_fnv1a),
        cmocka_unit_test(trace_gap_name_tells_before_and_after),
        cmocka_unit_test(trace_cause_of_kind_walks_back),
        cmocka_unit_test(trace_moments_forwards_and_backwards_agree),
        cmocka_unit_test(event_kinds_begin_with_the_micro_steps),
    };

    return test_main("trace", tests, sizeof tests / sizeof *tests);
}
