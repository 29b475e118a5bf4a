/* The player: where one stands, and how playing moves on. */
#include "tui/player.h"
#include "tui/stops.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file/load.h"
#include "model/scenario.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

/* One bot, one job: an attempt at 0 s that fails, the next one a minute later. */
static const char two_attempts[] = "title: T\n"
                                   "bots:\n"
                                   "  - {name: B, post: hello}\n"
                                   "jobs:\n"
                                   "  - {name: J, steps: [{post: B}], retry: {limit: 1, wait: 1m}}\n"
                                   "schedule:\n"
                                   "  - {enqueue: J}\n"
                                   "faults:\n"
                                   "  - {bot: B, before: commit, kind: error}\n";

static struct scenario *load_file(const char *path)
{
    struct scenario *scenario;
    struct diags diags;
    size_t size;
    char *bytes = test_file_read(path, &size);

    assert_non_null(bytes);
    diags_init(&diags, path, bytes, size);
    scenario = scenario_load(path, bytes, size, &diags);
    assert_non_null(scenario);
    diags_release(&diags);
    free(bytes);
    return scenario;
}

/* Real ms until playing has come to an end, the clock moving by 10 ms. */
static int64_t play_through(struct player *player, const struct trace *trace, uint32_t *at)
{
    int64_t now = 0;

    player_toggle(player, trace, at, now);
    while (player->is_playing && now < 300000)
        (void)player_advance(player, trace, at, now += 10);
    return now;
}

/* Each story's play takes from 15 to 30 s: two at normal speed; those in which nothing waits, at half. */
static void player_story_plays_in_fifteen_to_thirty_seconds(void **state)
{
    static const char *const names[] = {"happy-path", "sequential", "bail-out", "fan-out"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char path[64];
        struct scenario *scenario;
        struct plan *plan;
        struct trace trace;
        struct player player;
        struct err err;
        uint32_t at = NO_EVENT;
        int64_t took;

        snprintf(path, sizeof path, "scenarios/%s.yaml", names[i]);
        scenario = load_file(path);
        plan = run_trace(scenario, NULL, 0, &trace, &err);
        assert_non_null(plan);
        player_init(&player, false);
        player_suit(&player, &trace);
        ASSERT_I64(player_speeds[player.speed], i % 2 == 0 ? 50 : 100);
        took = play_through(&player, &trace, &at);
        ASSERT_I64(at, trace.count - 1);
        if (took > 30000 || took < 15000)
            fail_msg("%s plays in %lld ms", names[i], (long long)took);
        trace_release(&trace);
        plan_free(plan);
        scenario_free(scenario);
    }
}

/* A speed that was chosen stays, and a class has the one it knows. */
static void player_speed_that_was_chosen_stays(void **state)
{
    struct play play;
    struct player player;

    (void)state;
    play_yaml(&play, two_attempts);
    player_init(&player, false);
    player.speed = PLAYER_SPEED_COUNT - 1;
    player.is_speed_chosen = true;
    player_suit(&player, &play.trace);
    ASSERT_I64(player.speed, PLAYER_SPEED_COUNT - 1);
    player_init(&player, true);
    player_suit(&player, &play.trace);
    ASSERT_I64(player.speed, PLAYER_SPEED_NORMAL);
    play_release(&play);
}

/* From the retry at about 0.4 s to the fetch a minute later: 150 ms for the micro-step, then 1200 ms of counting
 * down. */
static void player_long_wait_is_counted_down(void **state)
{
    struct play play;
    struct player player;
    uint32_t at = 0;
    msec start;

    (void)state;
    play_yaml(&play, two_attempts);
    while (play.trace.events[at].kind != EVENT_RETRY)
        at++;
    /* Events of the same instant may follow it; the wait comes behind the last of them. */
    while (play.trace.events[at + 1].time == play.trace.events[at].time)
        at++;
    start = play.trace.events[at].time;
    player_init(&player, false);
    player_toggle(&player, &play.trace, &at, 0);
    ASSERT_MSEC(player_clock(&player, &play.trace, at, 150), start);
    ASSERT_MSEC(player_clock(&player, &play.trace, at, 150 + 600),
                start + (play.trace.events[at + 1].time - start) / 1200 * 600);
    assert_false(player_advance(&player, &play.trace, &at, 1349));
    assert_true(player_advance(&player, &play.trace, &at, 1350));
    play_release(&play);
}

/* Twice the speed halves every stay: 4 times the time at 25 %, an eighth of that at 200 %. */
static void player_speed_divides_time(void **state)
{
    struct play play;
    int64_t took[2];

    (void)state;
    play_yaml(&play, two_attempts);
    for (int i = 0; i < 2; i++) {
        struct player player;
        uint32_t at = NO_EVENT;

        player_init(&player, false);
        player.speed = i == 0 ? PLAYER_SPEED_NORMAL : PLAYER_SPEED_NORMAL + 1;
        took[i] = play_through(&player, &play.trace, &at);
    }
    assert_true(took[1] * 2 >= took[0] - 40 && took[1] * 2 <= took[0] + 40);
    play_release(&play);
}

static void player_class_waits_at_each_stop(void **state)
{
    struct play play;
    struct player player;
    uint32_t at = NO_EVENT;

    (void)state;
    play_yaml(&play, two_attempts);
    player_init(&player, true);
    while (at == NO_EVENT || at + 1 < play.trace.count) {
        uint32_t next = stop_after(&play.trace, at);

        (void)play_through(&player, &play.trace, &at);
        ASSERT_I64(at, next == NO_EVENT ? play.trace.count - 1 : next);
    }
    play_release(&play);
}

/* Asked to, it stops once, at the retry that is a minute away, and says so by was_held. */
static void player_first_failure_holds_once(void **state)
{
    struct play play;
    struct player player;
    uint32_t at = NO_EVENT;

    (void)state;
    play_yaml(&play, two_attempts);
    player_init(&player, false);
    player.holds_at_failure = true;
    (void)play_through(&player, &play.trace, &at);
    ASSERT_I64(play.trace.events[at].kind, EVENT_RETRY);
    assert_true(player.was_held);
    (void)play_through(&player, &play.trace, &at);
    ASSERT_I64(at, play.trace.count - 1);
    play_release(&play);
}

/* At the end playing begins again from the start. */
static void player_at_the_end_plays_from_the_start(void **state)
{
    struct play play;
    struct player player;
    uint32_t at;

    (void)state;
    play_yaml(&play, two_attempts);
    at = play.trace.count - 1;
    player_init(&player, false);
    player_toggle(&player, &play.trace, &at, 7);
    ASSERT_I64(at, NO_EVENT);
    assert_true(player.is_playing);
    play_release(&play);
}

/* Paused there is nothing to wait for. */
static void player_paused_waits_for_ever(void **state)
{
    struct play play;
    struct player player;

    (void)state;
    play_yaml(&play, two_attempts);
    player_init(&player, false);
    ASSERT_I64(player_wait(&player, &play.trace, 3, 1000), -1);
    assert_false(player_advance(&player, &play.trace, &(uint32_t){3}, 99999));
    play_release(&play);
}

static void assert_found(const struct trace *trace, const char *typed, uint32_t expected)
{
    struct err err;
    uint32_t at = 12345;

    if (!player_find(trace, typed, &at, &err))
        fail_msg("%s: %s", typed, err.text);
    if (at != expected)
        fail_msg("%s: event %u, expected %u", typed, at, expected);
}

static void assert_not_found(const struct trace *trace, const char *typed, const char *says)
{
    struct err err;
    uint32_t at = 12345;

    assert_false(player_find(trace, typed, &at, &err));
    if (!strstr(err.text, says))
        fail_msg("%s: \"%s\" does not say \"%s\"", typed, err.text, says);
    ASSERT_I64(at, 12345);
}

/* The same time in its ways of writing; days; events; and what is none of them. */
static void player_go_to_reads_what_is_typed(void **state)
{
    struct play play;
    uint32_t last_before = 0;

    (void)state;
    play_yaml(&play, two_attempts);
    while (play.trace.events[last_before + 1].time <= 30000)
        last_before++;
    assert_found(&play.trace, "30", last_before);
    assert_found(&play.trace, "30s", last_before);
    assert_found(&play.trace, "30.0", last_before);
    assert_found(&play.trace, "0m30s", last_before);
    assert_found(&play.trace, "30000ms", last_before);
    assert_found(&play.trace, "00:00:30.0", last_before);
    assert_found(&play.trace, "#0", NO_EVENT);
    assert_found(&play.trace, "#3", 2);
    assert_found(&play.trace, "d1", 0);
    assert_not_found(&play.trace, "d2", "no day 2");
    assert_not_found(&play.trace, "#9999", "no event #9999");
    assert_not_found(&play.trace, "1h", "The run ends at");
    assert_not_found(&play.trace, "", "is no place");
    assert_not_found(&play.trace, "soon", "\"soon\" is no place: 66.2, 1m6s, d2 or #41.");
    assert_not_found(&play.trace, "12x", "is no place");
    assert_not_found(&play.trace, "0:30", "is no place");
    play_release(&play);
}

/* Whatever place is written for an event, reading it comes back to the event. */
static void player_place_written_is_found_again(void **state)
{
    struct play play;

    (void)state;
    play_yaml(&play, two_attempts);
    for (uint32_t i = 0; i <= play.trace.count; i++) {
        uint32_t at = i == 0 ? NO_EVENT : i - 1;
        struct text place = {0};

        player_write_place(&play.trace, at, &place);
        assert_found(&play.trace, text_str(&place), at);
        text_release(&place);
    }
    play_release(&play);
}

/* The fetches are the attempts' beginnings: two here. */
static void player_attempts_are_found(void **state)
{
    struct play play;
    uint32_t first, second;

    (void)state;
    play_yaml(&play, two_attempts);
    first = player_attempt(&play.trace, NO_EVENT, true);
    second = player_attempt(&play.trace, first, true);
    ASSERT_I64(play.trace.events[first].kind, EVENT_FETCH);
    ASSERT_I64(play.trace.events[second].attempt, 2);
    ASSERT_I64(player_attempt(&play.trace, second, true), second);
    ASSERT_I64(player_attempt(&play.trace, second, false), first);
    ASSERT_I64(player_attempt(&play.trace, first, false), first);
    play_release(&play);
}

/* Forward n and back n is where one was; a step moves by one event; the ends hold. */
static bool steps_are_undone(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    struct scenario *scenario;
    struct diags diags;
    struct trace trace;
    struct plan *plan;
    struct err err;
    uint32_t start, at, steps;
    bool ok;

    start = (uint32_t)tape_below(tape, 1000);
    steps = (uint32_t)tape_below(tape, 200);
    random_scenario(tape->bytes + tape->at, tape->size - tape->at, &yaml);
    diags_init(&diags, "random", text_str(&yaml), yaml.size);
    scenario = scenario_load("random", text_str(&yaml), yaml.size, &diags);
    diags_release(&diags);
    plan = scenario ? run_trace(scenario, NULL, 0, &trace, &err) : NULL;
    text_release(&yaml);
    if (!plan) {
        scenario_free(scenario);
        text_add(why, "it does not play");
        return false;
    }
    start = start % (trace.count + 1) == trace.count ? NO_EVENT : start % trace.count;
    at = start;
    for (uint32_t i = 0; i < steps; i++) {
        uint32_t next = player_step(&trace, at);

        if (next == at) {
            steps = i;
            break;
        }
        at = next;
    }
    for (uint32_t i = 0; i < steps; i++)
        at = player_next(at, false);
    ok = at == start;
    if (!ok)
        text_addf(why, "from %u by %u steps and back: %u", start, steps, at);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
    return ok;
}

static void player_steps_forward_and_back_are_undone(void **state)
{
    (void)state;
    assert_true(prop_holds("steps_are_undone", steps_are_undone, 200, 96));
}

/* Slowly, a wait that is no multiple of the real time that it takes is counted to its end, too: 9.5 s in 4.8 s, half of
 * it in half of that. */
static void player_slow_countdown_does_not_leap(void **state)
{
    static const struct event events[] = {{.time = 0, .kind = EVENT_FIRE}, {.time = 9500, .kind = EVENT_RUN_END}};
    struct trace trace = {.events = (struct event *)(uintptr_t)events, .count = 2};
    struct player player;
    uint32_t at = 0;
    int64_t micro = PLAYER_MICRO_MS * 4;

    (void)state;
    player_init(&player, false);
    player.speed = 0;
    player_toggle(&player, &trace, &at, 0);
    ASSERT_MSEC(player_clock(&player, &trace, at, micro + 2400), 4750);
    ASSERT_MSEC(player_clock(&player, &trace, at, micro + 4799), 9498);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(player_story_plays_in_fifteen_to_thirty_seconds),
        cmocka_unit_test(player_speed_that_was_chosen_stays),
        cmocka_unit_test(player_long_wait_is_counted_down),
        cmocka_unit_test(player_slow_countdown_does_not_leap),
        cmocka_unit_test(player_speed_divides_time),
        cmocka_unit_test(player_class_waits_at_each_stop),
        cmocka_unit_test(player_first_failure_holds_once),
        cmocka_unit_test(player_at_the_end_plays_from_the_start),
        cmocka_unit_test(player_paused_waits_for_ever),
        cmocka_unit_test(player_go_to_reads_what_is_typed),
        cmocka_unit_test(player_place_written_is_found_again),
        cmocka_unit_test(player_attempts_are_found),
        cmocka_unit_test(player_steps_forward_and_back_are_undone),
    };

    return test_main("tui_player", tests, sizeof tests / sizeof *tests);
}
