/* Where a class stops. */
#include "support/play.h"
#include "support/showing.h"
#include "support/test.h"
#include "tui/stops.h"

/* About a dozen: more are not gone through in a lesson. */
enum { STOPS_MAX = 15 };

static const char *const scenarios[] = {
    "bail-out",   "claim-first",        "crash-before-mark", "deploy",      "early-ack",       "fan-out",
    "happy-path", "hard-kill",          "key-expires",       "same-key",    "lambda-retries",  "lost-reply",
    "no-guard",   "lost-reply-fan-out", "poison-pill",       "relay-down",  "sequential",      "short-lease",
    "slow-index", "three-days",         "top-job-fails",     "two-workers", "top-job-guarded", "durable-steps"};

/* And none is left out at which the world sees a post, or something ends in trouble. */
static void stops_of_each_scenario_are_about_a_dozen(void **state)
{
    (void)state;
    for (size_t s = 0; s < sizeof scenarios / sizeof *scenarios; s++) {
        struct showing showing;
        const struct trace *trace = &showing.play.trace;
        uint32_t count = 0, seen = 0;
        msec time = MSEC_NONE;

        showing_of_file(&showing, scenarios[s]);
        for (uint32_t at = stop_after(trace, NO_EVENT); at != NO_EVENT; at = stop_after(trace, at)) {
            count += trace->events[at].time != time;
            time = trace->events[at].time;
            seen += trace->events[at].kind == EVENT_DEAD || trace->events[at].kind == EVENT_MISS;
        }
        if (count > STOPS_MAX)
            fail_msg("%s has %u stops", scenarios[s], count);
        assert_true(seen > 0 ||
                    (play_count(&showing.play, EVENT_DEAD) == 0 && play_count(&showing.play, EVENT_MISS) == 0));
        assert_int_equal(time, trace->events[trace->count - 1].time);
        showing_release(&showing);
    }
}

/* By hand: Worf posts and his reply is lost; the first retry and what the receiver says to it; the last time that both
 * happen; the key has expired and he posts again; the end. In between the same is said twelve times more. */
static void stops_leave_out_what_happens_again_and_again(void **state)
{
    static const enum event_kind expected[] = {EVENT_COMMIT,    EVENT_STRIKE,    EVENT_FETCH,
                                               EVENT_RECOGNISE, EVENT_RECOGNISE, EVENT_STRIKE,
                                               EVENT_COMMIT,    EVENT_DAY_END,   EVENT_RUN_END};
    struct showing showing;
    uint32_t at = NO_EVENT;

    (void)state;
    showing_of_file(&showing, "key-expires");
    for (size_t i = 0; i < sizeof expected / sizeof *expected; i++) {
        uint32_t before = at;

        at = stop_after(&showing.play.trace, at);
        assert_true(at != NO_EVENT);
        assert_int_equal(showing.play.trace.events[at].kind, expected[i]);
        assert_int_equal(stop_before(&showing.play.trace, at), before);
    }
    assert_true(stop_after(&showing.play.trace, at) == NO_EVENT);
    showing_release(&showing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stops_of_each_scenario_are_about_a_dozen),
        cmocka_unit_test(stops_leave_out_what_happens_again_and_again),
    };

    return test_main("tui_stops", tests, sizeof tests / sizeof *tests);
}
