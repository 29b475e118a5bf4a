/* The ranking of changes: which one why recommends first. What stands before what follows from what breaks each guard
 * (DESIGN: an error between claim and commit loses a post; a key is recognised by the receiver) and from counting. */
#include <stdio.h>
#include <string.h>

#include "base/range.h"
#include "explore/whatif_search.h"
#include "support/play.h"
#include "support/test.h"

/* The options of a row, until the next call. */
static const char *options_of(const struct whatif *row)
{
    static char bytes[512];
    struct text text = {0};

    changes_write(row->changes, row->change_count, &text);
    (void)snprintf(bytes, sizeof bytes, "%s", text_str(&text));
    text_release(&text);
    return bytes;
}

static void search_of(const char *yaml, struct whatif_search *out)
{
    static struct scenario *scenario;
    struct err err;

    scenario_free(scenario);
    scenario = load_yaml(yaml);
    assert_true(whatif_search(scenario, NULL, &(struct cancel_token){0}, out, &err));
}

/* Where the change stands in the ranking. */
static size_t place_of(const struct whatif_search *search, const char *options)
{
    for (size_t i = 0; i < search->ranked_count; i++)
        if (strcmp(options_of(search->ranked[i]), options) == 0)
            return i;
    fail_msg("not ranked: %s", options);
    return 0;
}

static uint32_t harm_of(const struct whatif_search *search, const char *options)
{
    return search->ranked[place_of(search, options)]->merit.harm;
}

static void assert_order(const struct whatif_search *search, const char *first, const char *second)
{
    if (place_of(search, first) >= place_of(search, second))
        fail_msg("%s does not stand before %s", first, second);
}

/* A crash after the post and before the mark, on a platform that gives the job back. Claim, ask and key all post once
 * there. But nothing is retried, so that an error before the post loses it with any guard; of crashes a claim does not
 * survive one between itself and the post; and no guard at all posts twice again. */
static void ranking_goes_by_what_else_is_survived(void **state)
{
    struct whatif_search search;

    (void)state;
    search_of("bots: [{name: A, post: x, guard: check-then-mark}]\n"
              "jobs: [{name: J, steps: [{post: A}]}]\n"
              "platform: {on_crash: requeue}\n"
              "schedule: [{enqueue: J}]\n"
              "faults: [{bot: A, before: mark, kind: crash}]\n",
              &search);
    assert_string_equal(options_of(search.best), "--guard A=idempotency-key");
    assert_int_equal(search.best->merit.survived, 1);
    assert_order(&search, "--guard A=ask-receiver", "--guard A=mark-then-post");
    assert_int_equal(search.ranked[place_of(&search, "--guard A=mark-then-post")]->merit.survived, 0);
    whatif_search_release(&search);
}

/* Three posts in one job; the reply of one of them is lost, and the job begins again. A key for the one that is made
 * twice grants as much as catching the error and going on, which loses a post with any error that comes before it. So
 * it stands first, whichever post it is, whatever the platform and the other bots' guards, as long as they post once. */
static void ranking_key_stands_above_catching_every_error(void **state)
{
    static const char *const crashes[] = {"lost", "requeue", "lease, lease: 1h"};
    static const char *const limits[] = {"1", "3", "10"};

    (void)state;
    for (char bot = 'A'; bot <= 'C'; bot++)
        for (size_t crash = 0; crash < 3; crash++)
            for (size_t limit = 0; limit < 3; limit++) {
                struct text yaml = {0}, key = {0};
                struct whatif_search search;

                text_add(&yaml, "bots:\n");
                for (char other = 'A'; other <= 'C'; other++)
                    text_addf(&yaml, "  - {name: %c, post: x, guard: %s}\n", other,
                              other == bot ? "none" : "check-then-mark");
                text_addf(&yaml,
                          "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}], retry: {limit: %s, wait: 1s}}]\n"
                          "platform: {on_crash: %s}\n"
                          "schedule: [{enqueue: J}]\n"
                          "faults: [{bot: %c, after: commit, kind: timeout, for: 5s, attempts: [1]}]\n",
                          limits[limit], crashes[crash], bot);
                search_of(text_str(&yaml), &search);
                text_addf(&key, "--guard %c=idempotency-key", bot);
                assert_non_null(search.nearest);
                assert_string_equal(options_of(search.nearest), text_str(&key));
                assert_order(&search, text_str(&key), "--rescue J=continue");
                whatif_search_release(&search);
                text_release(&yaml);
                text_release(&key);
            }
}

/* Riker is posted twice, Worf and Locutus never. A key for Riker grants as much as keys for all, and turns three things
 * less. But with it an error behind Worf's post makes that twice; with keys for all no error makes any of the three twice
 * or, as each is retried, never. */
static void ranking_survivor_stands_before_fewer_things(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    const struct whatif *all, *riker;
    struct whatif_search search;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, NULL, &(struct cancel_token){0}, &search, &err));
    all = search.ranked[place_of(&search, "--guard all=idempotency-key")];
    riker = search.ranked[place_of(&search, "--guard Riker=idempotency-key")];
    assert_int_equal(all->granted, riker->granted);
    assert_int_equal(all->merit.survived, 1);
    assert_int_equal(riker->merit.survived, 0);
    assert_int_equal(all->merit.turned, 4);
    assert_int_equal(riker->merit.turned, 1);
    assert_order(&search, "--guard all=idempotency-key", "--guard Riker=idempotency-key");
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* Two errors before the post: two retries are what it takes, and are the smallest change. With one error more they do
 * not suffice, A never posts, and the first wish is refused; three do, and four and more are no better. Nothing else
 * harms: the queue gives a job that a crash or a stall keeps again after its lease, and the key is recognised. */
static void ranking_ties_go_by_one_fault_more(void **state)
{
    struct whatif_search search;

    (void)state;
    search_of("bots: [{name: A, post: x, guard: idempotency-key}]\n"
              "jobs: [{name: J, steps: [{post: A}], retry: {limit: 1, wait: 1s}}]\n"
              "platform: {on_crash: lease, lease: 1h}\n"
              "schedule: [{enqueue: J}]\n"
              "faults: [{bot: A, before: commit, kind: error, times: 2}]\n",
              &search);
    assert_string_equal(options_of(search.best), "--retry J=3");
    assert_order(&search, "--retry J=3", "--retry J=5");
    assert_order(&search, "--retry J=5", "--retry J=2");
    assert_int_equal(harm_of(&search, "--retry J=2"), 2);
    assert_int_equal(harm_of(&search, "--retry J=3"), 0);
    whatif_search_release(&search);
}

/* The job of one bot begins again after an error behind its post, `wait` later; a crash loses it. */
static void one_post_search(const char *wait, struct whatif_search *out)
{
    struct text yaml = {0};

    text_addf(&yaml,
              "bots: [{name: A, post: x}]\n"
              "jobs: [{name: J, steps: [{post: A}], retry: {limit: 1, wait: %s}}]\n"
              "schedule: [{enqueue: J}]\n"
              "faults: [{bot: A, after: commit, kind: error}]\n",
              wait);
    search_of(text_str(&yaml), out);
    text_release(&yaml);
}

/* With a key and with asking alike a crash before the post makes A never post, which refuses the first wish and, as the
 * job is gone, the fourth: 3, in each of the three explorations. That asking is one micro-step more, at which a crash
 * makes one more such run, and its skip several fewer, tells nothing; so the key, the smaller change, stands first. */
static void ranking_harm_counts_what_not_how_often(void **state)
{
    struct whatif_search search;

    (void)state;
    one_post_search("1m", &search);
    assert_int_equal(harm_of(&search, "--guard A=idempotency-key"), 9);
    assert_int_equal(harm_of(&search, "--guard A=ask-receiver"), 9);
    assert_order(&search, "--guard A=idempotency-key", "--guard A=ask-receiver");
    whatif_search_release(&search);
}

/* Retried at once, a call that times out has not landed yet when the receiver is asked again: A posts twice, which
 * refuses the second wish, in the one exploration that tries timeouts. The key is recognised. */
static void ranking_harm_counts_bots_and_wishes(void **state)
{
    struct whatif_search search;

    (void)state;
    one_post_search("0s", &search);
    assert_int_equal(harm_of(&search, "--guard A=idempotency-key"), 9);
    assert_int_equal(harm_of(&search, "--guard A=ask-receiver"), 11);
    whatif_search_release(&search);
}

/* A alone is posted twice. A key for all bots grants the same as one for A, and turns two things more. */
static void ranking_fewer_things_stand_first(void **state)
{
    struct whatif_search search;

    (void)state;
    search_of("bots: [{name: A, post: x}, {name: B, post: y, guard: check-then-mark}, {name: C, post: z}]\n"
              "jobs:\n"
              "  - {name: J, steps: [{post: A}], retry: {limit: 1, wait: 1s}}\n"
              "  - {name: K, steps: [{post: B}, {post: C}]}\n"
              "schedule: [{enqueue: J}, {enqueue: K}]\n"
              "faults: [{bot: A, after: commit, kind: error}]\n",
              &search);
    assert_string_equal(options_of(search.best), "--guard A=idempotency-key");
    assert_int_equal(search.best->merit.turned, 1);
    assert_int_equal(search.ranked[place_of(&search, "--guard all=idempotency-key")]->merit.turned, 3);
    whatif_search_release(&search);
}

/* Worf's reply is lost. Catching the error and going on grants three wishes in this run, keys for all two, for Locutus is
 * late behind the retry. But with it one error before any post loses that post, which is retried without it. So it stands
 * behind the keys, with all that gives up or claims, and only pairs are told that grant more than the keys. */
static void ranking_what_loses_a_post_stands_last(void **state)
{
    struct scenario *scenario = load_builtin("lost-reply");
    struct whatif_search search;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, NULL, &(struct cancel_token){0}, &search, &err));
    assert_int_equal(search.ranked[place_of(&search, "--rescue BotsJob=continue")]->granted, 3);
    assert_int_equal(search.ranked[place_of(&search, "--guard all=idempotency-key")]->granted, 2);
    assert_order(&search, "--guard all=idempotency-key", "--rescue BotsJob=continue");
    assert_order(&search, "--guard Picard=none", "--retry BotsJob=0");
    assert_order(&search, "--guard Picard=none", "--guard all=mark-then-post");
    assert_int_equal(search.nearest->granted, 3);
    for (size_t i = 0; i < search.ranked_count; i++) {
        assert_true(search.ranked[i]->change_count == 1 || search.ranked[i]->granted == 3);
        assert_true(search.ranked[i]->change_count == 1 || !search.ranked[i]->merit.loses);
    }
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* The pair of sequential grants four wishes, more than any single, and stands first. In deploy a single does: no pair is
 * tried. */
static void ranking_pairs_are_told_only_where_they_grant_more(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct whatif_search search;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, NULL, &(struct cancel_token){0}, &search, &err));
    assert_ptr_equal(search.best, search.ranked[0]);
    assert_int_equal(search.best->change_count, 2);
    assert_int_equal(search.best->granted, WISH_COUNT);
    for (size_t i = 1; i < search.ranked_count; i++)
        assert_true(search.ranked[i]->granted < WISH_COUNT || search.ranked[i]->change_count == 2 ||
                    !whatif_is_sound(search.ranked[i]));
    whatif_search_release(&search);
    scenario_free(scenario);
    scenario = load_builtin("deploy");
    assert_true(whatif_search(scenario, NULL, &(struct cancel_token){0}, &search, &err));
    assert_int_equal(search.pairs.count, 0);
    assert_int_equal(search.best->change_count, 1);
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* Of the pairs of early-ack that leave Locutus waiting, a key for all and one for Riker beside the late acknowledgement
 * are one idea; the split beside it is another. */
static void ranking_tells_pairs_of_one_idea_once(void **state)
{
    struct scenario *scenario = load_builtin("early-ack");
    struct whatif_search search;
    uint32_t pairs = 0, keys = 0;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, NULL, &(struct cancel_token){0}, &search, &err));
    for (size_t i = 0; i < search.ranked_count; i++) {
        pairs += search.ranked[i]->change_count == 2;
        keys += search.ranked[i]->change_count == 2 && strstr(options_of(search.ranked[i]), "=idempotency-key") != NULL;
    }
    assert_int_equal(pairs, 3);
    assert_int_equal(keys, 1);
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* Without events left for other runs changes stand in the order of what they grant, of what they turn, and of size. */
static void ranking_without_events_goes_by_size(void **state)
{
    const struct whatif_bounds bounds = {.singles = 1000000, .pairs = 1000000};
    struct scenario *scenario = load_builtin("crash-before-mark");
    struct whatif_search search;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, &bounds, &(struct cancel_token){0}, &search, &err));
    assert_false(search.is_ranked);
    for (size_t i = 1; i < search.ranked_count; i++) {
        const struct whatif *before = search.ranked[i - 1], *row = search.ranked[i];

        assert_true(before->granted >= row->granted);
        if (before->granted == row->granted && whatif_is_tested(before) == whatif_is_tested(row) &&
            before->merit.turned == row->merit.turned)
            assert_true(before->cost < row->cost || (before->cost == row->cost && before->order < row->order));
    }
    whatif_search_release(&search);
    scenario_free(scenario);
}

/* Too few events for all: what grants more was looked at before what grants less. */
static void ranking_looks_first_at_what_grants_most(void **state)
{
    const struct whatif_bounds bounds = {.singles = 1000000, .pairs = 0, .ranking = 40000};
    struct scenario *scenario = load_builtin("lambda-retries");
    uint32_t known = 0, granted_min = WISH_COUNT, unknown_max = 0;
    struct whatif_search search;
    struct err err;

    (void)state;
    assert_true(whatif_search(scenario, &bounds, &(struct cancel_token){0}, &search, &err));
    assert_false(search.is_ranked);
    for (size_t i = 0; i < search.ranked_count; i++) {
        const struct whatif *row = search.ranked[i];

        known += row->merit.is_known;
        if (row->merit.is_known)
            granted_min = min_u32(granted_min, row->granted);
        else
            unknown_max = max_u32(unknown_max, row->granted);
    }
    assert_true(known > 0);
    assert_true(granted_min >= unknown_max);
    whatif_search_release(&search);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(ranking_goes_by_what_else_is_survived),
        cmocka_unit_test(ranking_key_stands_above_catching_every_error),
        cmocka_unit_test(ranking_survivor_stands_before_fewer_things),
        cmocka_unit_test(ranking_ties_go_by_one_fault_more),
        cmocka_unit_test(ranking_harm_counts_what_not_how_often),
        cmocka_unit_test(ranking_harm_counts_bots_and_wishes),
        cmocka_unit_test(ranking_fewer_things_stand_first),
        cmocka_unit_test(ranking_what_loses_a_post_stands_last),
        cmocka_unit_test(ranking_pairs_are_told_only_where_they_grant_more),
        cmocka_unit_test(ranking_tells_pairs_of_one_idea_once),
        cmocka_unit_test(ranking_without_events_goes_by_size),
        cmocka_unit_test(ranking_looks_first_at_what_grants_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
