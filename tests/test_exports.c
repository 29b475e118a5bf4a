/* Runs as other tools open them: Mermaid's diagrams and Perfetto's traces, of random scenarios and of hostile names. What
 * Mermaid's own parser says of them is told by test_mermaid.sh. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "picture/mermaid.h"
#include "report/perfetto.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

enum { SCENARIOS = 400, TAPE_MAX = 96, EVENTS_MAX = 20000, SLICES_MAX = 40000, DEPTH_MAX = 8 };

static void play_random(struct rounds *rounds, struct play *play)
{
    uint8_t tape[TAPE_MAX];
    struct text yaml = {0};
    struct err err;

    random_scenario(tape, random_tape(&rounds->random, tape, sizeof tape), &yaml);
    play->scenario = load_whole(&yaml);
    play->plan = run_trace(play->scenario, NULL, EVENTS_MAX, &play->trace, &err);
    assert_non_null(play->plan);
    assert_true(ledger_take(&play->trace, play->trace.count, &play->ledger, &err));
    text_release(&yaml);
}

static uint32_t moments_of(const struct trace *trace)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < trace->count; i++)
        count += trace->events[i].is_moment;
    return count;
}

/* Perfetto */

struct slice {
    int64_t thread, start, end;
};

struct slices {
    struct slice list[SLICES_MAX];
    size_t count;
};

static int64_t number_of(json_t *event, const char *key)
{
    return (int64_t)json_integer_value(json_object_get(event, key));
}

static bool is(json_t *event, const char *key, const char *value)
{
    return strcmp(json_string_value(json_object_get(event, key)), value) == 0;
}

/* A longer one before those that begin with it. */
static int compare_slices(const void *a, const void *b)
{
    const struct slice *one = a, *other = b;

    if (one->thread != other->thread)
        return one->thread < other->thread ? -1 : 1;
    if (one->start != other->start)
        return one->start < other->start ? -1 : 1;
    return one->end > other->end ? -1 : one->end < other->end;
}

static void take_slices(json_t *events, struct slices *out)
{
    size_t i;
    json_t *event;

    out->count = 0;
    json_array_foreach(events, i, event) {
        if (!is(event, "ph", "X"))
            continue;
        assert_true(out->count < SLICES_MAX);
        out->list[out->count++] = (struct slice){number_of(event, "tid"), number_of(event, "ts"),
                                                 number_of(event, "ts") + number_of(event, "dur")};
        assert_true(number_of(event, "dur") >= 0);
    }
    qsort(out->list, out->count, sizeof *out->list, compare_slices);
}

/* Each slice ends before the one around it does. */
static void assert_nested(const struct slices *slices)
{
    const struct slice *open[DEPTH_MAX];
    size_t depth = 0;

    for (size_t i = 0; i < slices->count; i++) {
        const struct slice *slice = &slices->list[i];

        while (depth > 0 && (open[depth - 1]->thread != slice->thread || open[depth - 1]->end <= slice->start))
            depth--;
        if (depth > 0 && slice->end > open[depth - 1]->end)
            fail_msg("a slice of thread %d from %lld on ends behind the one around it", (int)slice->thread,
                     (long long)slice->start);
        assert_true(depth < DEPTH_MAX);
        open[depth++] = slice;
    }
}

static void assert_within(const struct slices *slices, json_t *event)
{
    int64_t at = number_of(event, "ts");

    for (size_t i = 0; i < slices->count; i++) {
        const struct slice *slice = &slices->list[i];

        if (slice->thread == number_of(event, "tid") && slice->start <= at && (at < slice->end || at == slice->start))
            return;
    }
    fail_msg("a flow is bound to no slice at %lld", (long long)at);
}

/* Did the n-th duplicate of the run, from 1 on, land when its attempt was over? */
static bool is_late_duplicate(const struct trace *trace, uint64_t n)
{
    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        if (event->kind == EVENT_COMMIT && event->value >= 2 && --n == 0)
            return event->detail == 1;
    }
    fail_msg("the run has fewer duplicates than arrows");
    return false;
}

/* Ends come in pairs, the beginning first, never back in time but from a post that landed late. Counts the flows of
 * each kind. */
static void count_flows(const struct play *play, json_t *events, const struct slices *slices, uint64_t *retries,
                        uint64_t *again)
{
    int64_t id = 0, started = 0;
    bool is_open = false;
    size_t i;
    json_t *event;

    *retries = *again = 0;
    json_array_foreach(events, i, event) {
        if (!is(event, "ph", "s") && !is(event, "ph", "f"))
            continue;
        assert_within(slices, event);
        if (is(event, "ph", "s")) {
            assert_false(is_open);
            ASSERT_I64(number_of(event, "id"), ++id);
            started = number_of(event, "ts");
            *retries += is(event, "cat", "retry");
            *again += is(event, "cat", "again");
        } else {
            assert_true(is_open);
            ASSERT_I64(number_of(event, "id"), id);
            if (number_of(event, "ts") < started && !is(event, "cat", "retry"))
                assert_true(is(event, "cat", "again") && is_late_duplicate(&play->trace, *again));
        }
        is_open = !is_open;
    }
    assert_false(is_open);
}

static uint64_t count_of(json_t *events, const char *phase, const char *category, int64_t thread)
{
    uint64_t count = 0;
    size_t i;
    json_t *event;

    json_array_foreach(events, i, event)
        count += is(event, "ph", phase) && is(event, "cat", category) && (!thread || number_of(event, "tid") == thread);
    return count;
}

/* Posts of each bot, misses, attempts, retries and duplicates are those of the ledger. */
static void assert_counts(const struct play *play, json_t *events, const struct slices *slices)
{
    const struct ledger *ledger = &play->ledger;
    uint32_t workers = play->scenario->platform.processes * play->scenario->platform.workers;
    uint64_t attempts = 0, retries = 0, got_retries, got_again, misses = 0;

    for (uint32_t i = 0; i < ledger->job_count; i++) {
        attempts += ledger->jobs[i].attempts;
        retries += ledger->jobs[i].attempts > 1 ? ledger->jobs[i].attempts - 1 : 0;
    }
    for (uint32_t i = 0; i < ledger->bot_count * ledger->occurrences; i++)
        misses += ledger->cells[i].miss != NO_EVENT;
    for (uint32_t bot = 0; bot < ledger->bot_count; bot++)
        ASSERT_I64(count_of(events, "i", "commit", workers + bot + 1), ledger->bots[bot].posts);
    count_flows(play, events, slices, &got_retries, &got_again);
    ASSERT_I64(count_of(events, "X", "attempt", 0), attempts);
    ASSERT_I64(count_of(events, "i", "miss", 0), misses);
    ASSERT_I64(got_retries, retries);
    ASSERT_I64(got_again, ledger->total.duplicates);
}

static void assert_perfetto(const struct play *play)
{
    static struct slices slices;
    struct text out = {0};
    json_t *root, *events;
    struct err err;

    assert_true(perfetto_write(&play->trace, &play->ledger, UINT32_MAX, &out, &err));
    root = json_loads(text_str(&out), 0, NULL);
    events = json_object_get(root, "traceEvents");
    assert_true(json_array_size(events) > 0);
    take_slices(events, &slices);
    assert_nested(&slices);
    assert_counts(play, events, &slices);
    json_decref(root);
    text_release(&out);
}

static void perfetto_of_random_runs_nests_and_counts_as_the_ledger(void **state)
{
    struct rounds rounds = rounds_begin("perfetto", SCENARIOS);

    (void)state;
    while (rounds_next(&rounds)) {
        struct play play;

        play_random(&rounds, &play);
        if (play.trace.count < EVENTS_MAX / 4)
            assert_perfetto(&play);
        play_release(&play);
    }
}

/* Of one post without a guard: fetched after 0.1 s, begin, call, commit at 0.4 s (0.1 + 0.1 + 0.2), so that the commit
 * is a slice from 200,000 to 400,000 µs behind the fetch, and an instant of the bot's thread, behind the worker's. */
static void perfetto_of_one_post_has_its_times(void **state)
{
    struct play play;
    struct text out = {0};
    struct err err;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}", "");
    assert_true(perfetto_write(&play.trace, &play.ledger, UINT32_MAX, &out, &err));
    assert_non_null(strstr(text_str(&out), "{\"ph\":\"X\",\"pid\":1,\"tid\":1,\"ts\":300000,\"cat\":\"micro-step\",\"name\":"
                                           "\"commit B\",\"dur\":200000,\"args\":{}}"));
    assert_non_null(strstr(text_str(&out), "{\"ph\":\"i\",\"pid\":2,\"tid\":2,\"ts\":500000,\"cat\":\"commit\""));
    assert_null(strstr(text_str(&out), "\"ph\":\"s\""));
    text_release(&out);
    play_release(&play);
}

/* The process dies in the instant of the fetch: an attempt of no length, from which a flow leads to the next. */
static void perfetto_binds_a_flow_to_an_attempt_of_no_length(void **state)
{
    struct play play;

    (void)state;
    play_one_bot(&play, "none", "{limit: 0}",
                 "platform: {on_crash: requeue}\n"
                 "faults: [{job: J, after: fetch, kind: crash, attempts: [1]}]");
    ASSERT_I64(play_count(&play, EVENT_FETCH), 2);
    assert_perfetto(&play);
    play_release(&play);
}

/* Mermaid */

/* How many lines there are that begin so. */
static uint32_t lines_of(const struct text *text, const char *beginning)
{
    const char *at = text_str(text);
    struct text line = {0};
    uint32_t count = 0;

    while (text_take_line(&at, &line))
        count += strncmp(text_str(&line), beginning, strlen(beginning)) == 0;
    text_release(&line);
    return count;
}

static uint32_t moments_drawn(const struct text *text)
{
    return lines_of(text, "  J") + lines_of(text, "  B") + lines_of(text, "  Note over ");
}

static uint32_t moments_left_out(const struct text *text)
{
    const char *comment = strstr(text_str(text), "  %% ");

    return comment ? (uint32_t)strtoul(comment + strlen("  %% "), NULL, 10) : 0;
}

static void mermaid_of_random_runs_is_short_and_leaves_out_what_it_says(void **state)
{
    struct rounds rounds = rounds_begin("mermaid", SCENARIOS);

    (void)state;
    while (rounds_next(&rounds)) {
        struct text out = {0};
        struct play play;
        struct err err;

        play_random(&rounds, &play);
        assert_true(mermaid_write(&play.trace, &play.ledger, UINT32_MAX, false, &out, &err));
        assert_true(mermaid_length(&out) < MERMAID_FOLDED_MAX);
        ASSERT_I64(moments_drawn(&out) + moments_left_out(&out), moments_of(&play.trace));
        if (moments_left_out(&out) == 0) {
            struct text full = {0};

            assert_true(mermaid_write(&play.trace, &play.ledger, UINT32_MAX, true, &full, &err));
            assert_string_equal(text_str(&out), text_str(&full));
            text_release(&full);
        }
        text_release(&out);
        play_release(&play);
    }
}

/* The story: two entries of Picard and of Riker, two strikes, three notes of ends and misses, one of the retry, two of
 * the day's and the run's end. */
static void mermaid_of_the_story_draws_arrows_and_notes(void **state)
{
    struct play play = {.scenario = load_builtin("sequential")};
    struct text out = {0};
    struct err err;

    (void)state;
    play.plan = run_trace(play.scenario, NULL, EVENTS_MAX, &play.trace, &err);
    assert_true(ledger_take(&play.trace, play.trace.count, &play.ledger, &err));
    assert_true(mermaid_write(&play.trace, &play.ledger, UINT32_MAX, false, &out, &err));
    ASSERT_I64(lines_of(&out, "  J0->>B1: "), 2);
    ASSERT_I64(lines_of(&out, "  J0-xB2: "), 2);
    ASSERT_I64(lines_of(&out, "  J0-->>B0: "), 1);
    ASSERT_I64(lines_of(&out, "  Note over "), 6);
    assert_non_null(strstr(text_str(&out), "  J0->>B1: 66.2 s AGAIN#58; the same words\n"));
    assert_non_null(strstr(text_str(&out), "Not so#58; Riker posted twice#59; Worf and Locutus never.\n"));
    text_release(&out);
    play_release(&play);
}

/* 600 days of one post: 600 arrows, beside as many notes. Of the moments of a fold the duplicate of day 300 is one. */
static void mermaid_of_a_long_run_is_folded_and_in_full_refused(void **state)
{
    struct play play;
    struct text out = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\n"
                     "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 1m}}]\n"
                     "schedule: [{enqueue: J, times: 600}]\n"
                     "faults: [{bot: B, after: commit, kind: error, occurrences: [300]}]\n");
    assert_true(mermaid_write(&play.trace, &play.ledger, UINT32_MAX, false, &out, &err));
    assert_true(mermaid_length(&out) < MERMAID_FOLDED_MAX);
    assert_true(mermaid_length(&out) > MERMAID_FOLDED_MAX * 9 / 10);
    assert_non_null(strstr(text_str(&out), "AGAIN"));
    assert_non_null(strstr(text_str(&out), "-xB0: "));
    assert_true(moments_left_out(&out) > 1000);
    assert_false(mermaid_write(&play.trace, &play.ledger, UINT32_MAX, true, &out, &err));
    assert_string_equal(err.text, "the diagram has 602 arrows, and Mermaid draws at most 500: --at TIME ends it sooner, "
                                  "and without --full it is folded");
    text_release(&out);
    play_release(&play);
}

/* Each of 160 days has three arrows: a post, its lost reply, the post again; beside a retry, an end and the day's end,
 * a fault's name of 50 signs, each of which is written as four characters. */
static void mermaid_of_many_characters_is_refused(void **state)
{
    struct play play;
    struct text out = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\n"
                     "jobs: [{name: J, steps: [{post: B}], retry: {limit: 1, wait: 1m}}]\n"
                     "schedule: [{enqueue: J, times: 160}]\n"
                     "faults: [{name: '%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%%', bot: B, "
                     "after: commit, kind: error, attempts: [1], times: always}]\n");
    assert_false(mermaid_write(&play.trace, &play.ledger, UINT32_MAX, true, &out, &err));
    assert_non_null(strstr(err.text, " characters, and Mermaid draws at most 50000: "));
    assert_true(text_is_empty(&out));
    text_release(&out);
    play_release(&play);
}

/* '#' is 35, ';' 59, ':' 58, '<' 60, '>' 62, '%' 37, '"' 34, "ﬂ" 64258, "¶" 182. */
static void mermaid_writes_what_could_mean_something_by_its_number(void **state)
{
    struct play play;
    struct text out = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "title: \"a;b #35; <br> ﬂ°35¶ß: \\\"q\\\"\"\n"
                     "bots: [{name: '%%{init', post: hello}]\njobs: [{name: 'end', steps: [{post: '%%{init'}]}]\n"
                     "schedule: [{enqueue: 'end'}]\n");
    assert_true(mermaid_write(&play.trace, &play.ledger, UINT32_MAX, false, &out, &err));
    assert_non_null(strstr(text_str(&out), "  title: a#59;b #35;35#59; #60;br#62; #64258;°35#182;ß#58; #34;q#34;\n"));
    assert_non_null(strstr(text_str(&out), "  participant J0 as end\n  participant B0 as #37;#37;#123;init\n"));
    text_release(&out);
    play_release(&play);
}

/* JavaScript counts in units of 16 bits. */
static void mermaid_length_counts_as_javascript_does(void **state)
{
    struct text text = {0};

    (void)state;
    text_add(&text, "aé小😀");
    ASSERT_I64(mermaid_length(&text), 5);
    text_release(&text);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(perfetto_of_random_runs_nests_and_counts_as_the_ledger),
        cmocka_unit_test(perfetto_of_one_post_has_its_times),
        cmocka_unit_test(perfetto_binds_a_flow_to_an_attempt_of_no_length),
        cmocka_unit_test(mermaid_of_random_runs_is_short_and_leaves_out_what_it_says),
        cmocka_unit_test(mermaid_of_the_story_draws_arrows_and_notes),
        cmocka_unit_test(mermaid_of_a_long_run_is_folded_and_in_full_refused),
        cmocka_unit_test(mermaid_of_many_characters_is_refused),
        cmocka_unit_test(mermaid_writes_what_could_mean_something_by_its_number),
        cmocka_unit_test(mermaid_length_counts_as_javascript_does),
    };

    return test_main("exports", tests, sizeof tests / sizeof *tests);
}
