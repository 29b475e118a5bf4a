/* Futures: branches, their names, undo and redo, deleting, the moment that stays. */
#include "tui/future.h"

#include <string.h>

#include "support/play.h"
#include "support/test.h"

static const char two_bots[] = "title: T\n"
                               "bots:\n"
                               "  - {name: A, post: one}\n"
                               "  - {name: B, post: two}\n"
                               "jobs:\n"
                               "  - {name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}\n"
                               "schedule:\n"
                               "  - {enqueue: J}\n"
                               "faults:\n"
                               "  - {bot: B, before: commit, kind: error}\n";

static const char two_faults[] = "bots: [{name: A, post: one}, {name: B, post: two}]\n"
                                 "jobs: [{name: J, steps: [{post: A}, {post: B}]}]\n"
                                 "schedule: [{enqueue: J}]\n"
                                 "faults:\n"
                                 "  - {bot: B, before: commit, kind: error}\n"
                                 "  - {bot: B, after: reply, kind: error}\n";

static void open_futures(struct futures *futures)
{
    struct err err;

    assert_true(futures_init(futures, "two bots.yaml", load_yaml(two_bots), NULL, &err));
}

static void make_branch(struct futures *futures, enum change_kind kind, const char *value)
{
    struct change change;
    struct err err;

    if (!change_parse(kind, value, &change, &err) || !futures_branch(futures, &change, &err))
        fail_msg("%s: %s", value, err.text);
}

static void assert_command(const struct futures *futures, const char *expected)
{
    struct text command = {0};

    future_write_command(futures, futures_current(futures), futures_current(futures)->at, 0, &command);
    assert_string_equal(text_str(&command), expected);
    text_release(&command);
}

/* The line names the moment: by its time where that is enough, else by its number, which a shell must be kept from
 * taking for a comment. */
static void future_command_names_the_moment(void **state)
{
    struct futures futures;

    (void)state;
    open_futures(&futures);
    futures_current(&futures)->at = 0;
    assert_command(&futures, "makeitso play 'two bots.yaml' --at '#1'");
    while (futures_current(&futures)->trace.events[futures_current(&futures)->at].kind != EVENT_COMMIT)
        futures_current(&futures)->at++;
    assert_command(&futures, "makeitso play 'two bots.yaml' --at 0.5");
    futures_release(&futures);
}

/* Two changes one after the other: each future holds all of its own, is named by its last, and the command line makes
 * it again. */
static void future_branches_add_up_and_are_named(void **state)
{
    struct futures futures;

    (void)state;
    open_futures(&futures);
    assert_string_equal(futures_current(&futures)->name, "two bots.yaml");
    assert_command(&futures, "makeitso play 'two bots.yaml'");
    make_branch(&futures, CHANGE_GUARD, "A=check-then-mark");
    assert_string_equal(futures_current(&futures)->name, "A asks \"already posted?\" first");
    make_branch(&futures, CHANGE_RETRY, "J=3");
    ASSERT_I64(futures.count, 3);
    ASSERT_I64(futures_current(&futures)->parent, 1);
    ASSERT_I64(futures_current(&futures)->change_count, 2);
    assert_command(&futures, "makeitso play 'two bots.yaml' --guard A=check-then-mark --retry J=3");
    futures_release(&futures);
}

/* A fault of the file goes by its number there, whatever was taken away before; one that was added goes with its
 * change. */
static void future_drops_the_fault_that_is_meant(void **state)
{
    struct futures futures;
    struct err err;

    (void)state;
    assert_true(futures_init(&futures, "faults", load_yaml(two_faults), NULL, &err));
    make_branch(&futures, CHANGE_FAULT, "A:after:commit:error");
    make_branch(&futures, CHANGE_FAULT, "A:before:commit:error");
    assert_true(futures_drop_fault(&futures, 0, NULL, &err));
    assert_true(futures_drop_fault(&futures, 2, NULL, &err));
    assert_true(futures_drop_fault(&futures, 0, NULL, &err));
    assert_command(&futures, "makeitso play faults --fault A:after:commit:error --without-fault 1 --without-fault 2");
    ASSERT_I64(futures_current(&futures)->scenario->fault_count, 1);
    assert_string_equal(futures_current(&futures)->name, "without the fault: error after B's reply");
    futures_release(&futures);
}

/* A posts twice without a guard, once with one: the future is simulated anew. */
static void future_branch_is_simulated_anew(void **state)
{
    struct futures futures;
    struct ledger ledger;
    struct err err;

    (void)state;
    open_futures(&futures);
    for (unsigned posts = 2; posts >= 1; posts--) {
        const struct trace *trace = &futures_current(&futures)->trace;

        assert_true(ledger_take(trace, trace->count, &ledger, &err));
        ASSERT_I64(ledger.bots[0].posts, posts);
        ledger_release(&ledger);
        if (posts == 2)
            make_branch(&futures, CHANGE_GUARD, "A=check-then-mark");
    }
    futures_release(&futures);
}

static void future_undo_and_redo_walk_the_branch(void **state)
{
    struct futures futures;

    (void)state;
    open_futures(&futures);
    assert_false(futures_undo(&futures));
    assert_false(futures_redo(&futures));
    make_branch(&futures, CHANGE_RETRY, "J=2");
    make_branch(&futures, CHANGE_RETRY, "J=3");
    assert_true(futures_undo(&futures));
    ASSERT_I64(futures.current, 1);
    assert_true(futures_undo(&futures));
    ASSERT_I64(futures.current, 0);
    assert_false(futures_undo(&futures));
    assert_true(futures_redo(&futures));
    assert_true(futures_redo(&futures));
    ASSERT_I64(futures.current, 2);
    assert_false(futures_redo(&futures));
    futures_release(&futures);
}

/* With a branch go those made from it; one stands in the nearest that is left; the others keep their places. */
static void future_delete_takes_what_was_made_from_it(void **state)
{
    struct futures futures;

    (void)state;
    open_futures(&futures);
    make_branch(&futures, CHANGE_RETRY, "J=2"); /* 1 */
    make_branch(&futures, CHANGE_RETRY, "J=3"); /* 2, from 1 */
    futures_go(&futures, 0);
    make_branch(&futures, CHANGE_SPLIT, "J"); /* 3, from 0 */
    futures_go(&futures, 2);
    futures_delete(&futures, 1);
    ASSERT_I64(futures.current, 0);
    assert_true(futures.list[1].is_deleted);
    assert_true(futures.list[2].is_deleted);
    assert_false(futures.list[3].is_deleted);
    ASSERT_I64(futures.count, 4);
    assert_true(futures_redo(&futures));
    ASSERT_I64(futures.current, 3);
    futures_delete(&futures, 3);
    ASSERT_I64(futures.count, 1); /* nothing is behind: the places can be used again */
    assert_false(futures_redo(&futures));
    futures_release(&futures);
}

/* The first event in which two runs differ, or the end of the shorter one. */
static uint32_t first_difference(const struct trace *a, const struct trace *b)
{
    uint32_t i = 0;

    while (i < a->count && i < b->count && a->events[i].kind == b->events[i].kind &&
           a->events[i].time == b->events[i].time)
        i++;
    return i;
}

/* Up to where the runs part the moment is the same event, behind it the last one not later; before the start it stays
 * there. */
static void future_branch_stands_at_the_same_moment(void **state)
{
    struct futures futures;
    uint32_t part;

    (void)state;
    open_futures(&futures);
    make_branch(&futures, CHANGE_RETRY, "J=0");
    ASSERT_I64(futures_current(&futures)->at, NO_EVENT);
    part = first_difference(&futures.list[0].trace, &futures.list[1].trace);
    assert_true(part > 3);
    futures_go(&futures, 0);
    for (uint32_t at = 0; at < futures.list[0].trace.count; at++) {
        uint32_t same = future_same_moment(&futures.list[0].trace, at, &futures.list[1].trace);
        msec time = futures.list[0].trace.events[at].time;

        if (at < part)
            ASSERT_I64(same, at);
        assert_true(futures.list[1].trace.events[same].time <= time);
        assert_true(same + 1 == futures.list[1].trace.count || at < part ||
                    futures.list[1].trace.events[same + 1].time > time);
    }
    futures_release(&futures);
}

/* A branch is made where one stands, and what was seen of it is what was seen up to there. */
static void future_branch_has_seen_up_to_its_moment(void **state)
{
    struct futures futures;

    (void)state;
    open_futures(&futures);
    futures_current(&futures)->at = 3;
    futures_current(&futures)->seen = 8;
    make_branch(&futures, CHANGE_RETRY, "J=2");
    ASSERT_I64(futures_current(&futures)->at, 3);
    ASSERT_I64(futures_current(&futures)->seen, 3);
    ASSERT_I64(futures.list[0].seen, 8);
    futures_release(&futures);
}

/* A change that does not fit says so and makes nothing. */
static void future_impossible_change_makes_nothing(void **state)
{
    struct futures futures;
    struct change change;
    struct err err = {0};

    (void)state;
    open_futures(&futures);
    assert_true(change_parse(CHANGE_GUARD, "Nobody=none", &change, &err));
    assert_false(futures_branch(&futures, &change, &err));
    assert_non_null(strstr(err.text, "Nobody"));
    ASSERT_I64(futures.count, 1);
    ASSERT_I64(futures.current, 0);
    futures_release(&futures);
}

/* Asked for the same changes twice, the same future is gone to: nobody gets two of one kind. One that was deleted is
 * made anew. */
static void future_reached_again_is_the_same(void **state)
{
    struct futures futures;
    struct change changes[2];
    struct err err;

    (void)state;
    open_futures(&futures);
    assert_true(change_parse(CHANGE_NO_FAULTS, NULL, &changes[0], &err));
    assert_true(change_parse(CHANGE_FAULT, "B@1:after:commit:error", &changes[1], &err));
    assert_true(futures_reach(&futures, changes, 2, "a lost reply", &err));
    ASSERT_I64(futures.current, 1);
    assert_string_equal(futures_current(&futures)->name, "a lost reply");
    assert_command(&futures, "makeitso play 'two bots.yaml' --no-faults --fault B@1:after:commit:error");
    assert_true(futures_reach(&futures, changes, 1, "no faults", &err));
    ASSERT_I64(futures_current(&futures)->parent, 1);
    assert_true(futures_reach(&futures, changes, 2, "again", &err));
    ASSERT_I64(futures.current, 1);
    ASSERT_I64(futures.count, 3);
    futures_delete(&futures, 1);
    assert_true(futures_reach(&futures, changes, 2, "anew", &err));
    assert_string_equal(futures_current(&futures)->name, "anew");
    futures_release(&futures);
}

/* A future that is only tried stands in no tree, and is the run that the same changes make there. */
static void future_tried_is_not_kept(void **state)
{
    struct futures futures;
    struct change change;
    struct future tried;
    struct err err;

    (void)state;
    open_futures(&futures);
    assert_true(change_parse(CHANGE_GUARD, "A=check-then-mark", &change, &err));
    assert_true(future_try(&futures, &change, 1, &tried, &err));
    ASSERT_I64(futures.count, 1);
    assert_true(futures_branch(&futures, &change, &err));
    ASSERT_I64(tried.trace.count, futures_current(&futures)->trace.count);
    future_release(&tried);
    assert_true(change_parse(CHANGE_GUARD, "Nobody=none", &change, &err));
    assert_false(future_try(&futures, &change, 1, &tried, &err));
    assert_non_null(strstr(err.text, "Nobody"));
    futures_release(&futures);
}

/* Of a pair of which the second does not fit nothing is left behind. */
static void future_of_a_pair_that_does_not_fit_is_none(void **state)
{
    struct futures futures;
    struct change pair[2];
    struct err err;

    (void)state;
    open_futures(&futures);
    assert_true(change_parse(CHANGE_GUARD, "A=check-then-mark", &pair[0], &err));
    assert_true(change_parse(CHANGE_GUARD, "Nobody=check-then-mark", &pair[1], &err));
    assert_false(futures_branch_all(&futures, pair, 2, "a pair", &err));
    ASSERT_I64(futures.count, 1);
    ASSERT_I64(futures.current, 0);
    assert_true(futures_branch_all(&futures, pair, 1, "one", &err));
    assert_string_equal(futures_current(&futures)->name, "one");
    futures_release(&futures);
}

/* A long line of branches, each made from the one before, goes with its first; what stands between them stays. */
static void future_deleted_takes_all_that_were_made_from_it(void **state)
{
    struct futures futures;

    (void)state;
    open_futures(&futures);
    make_branch(&futures, CHANGE_WORKERS, "2");
    make_branch(&futures, CHANGE_WORKERS, "3");
    futures_go(&futures, 0);
    make_branch(&futures, CHANGE_WORKERS, "4");
    futures_go(&futures, 2);
    for (int i = 0; i < 20; i++)
        make_branch(&futures, CHANGE_WORKERS, i % 2 ? "2" : "3");
    ASSERT_I64(futures.count, 24);
    futures_delete(&futures, 1);
    ASSERT_I64(futures.count, 4);
    ASSERT_I64(futures.current, 0);
    assert_true(futures.list[1].is_deleted && futures.list[2].is_deleted && !futures.list[3].is_deleted);
    futures_release(&futures);
}

/* Another fault in the place of one: of the file's, then of one's own. */
static void future_replaces_the_fault_that_is_meant(void **state)
{
    struct futures futures;
    struct change change;
    struct err err;

    (void)state;
    assert_true(futures_init(&futures, "faults", load_yaml(two_faults), NULL, &err));
    assert_true(change_parse(CHANGE_FAULT, "B:before:commit:crash", &change, &err));
    assert_true(futures_drop_fault(&futures, 0, &change, &err));
    assert_command(&futures, "makeitso play faults --without-fault 1 --fault B:before:commit:crash");
    assert_true(change_parse(CHANGE_FAULT, "B:before:commit:stall", &change, &err));
    assert_true(futures_drop_fault(&futures, 1, &change, &err));
    assert_command(&futures, "makeitso play faults --without-fault 1 --fault B:before:commit:stall");
    futures_release(&futures);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(future_command_names_the_moment),
        cmocka_unit_test(future_branches_add_up_and_are_named),
        cmocka_unit_test(future_drops_the_fault_that_is_meant),
        cmocka_unit_test(future_replaces_the_fault_that_is_meant),
        cmocka_unit_test(future_of_a_pair_that_does_not_fit_is_none),
        cmocka_unit_test(future_deleted_takes_all_that_were_made_from_it),
        cmocka_unit_test(future_branch_is_simulated_anew),
        cmocka_unit_test(future_undo_and_redo_walk_the_branch),
        cmocka_unit_test(future_delete_takes_what_was_made_from_it),
        cmocka_unit_test(future_branch_stands_at_the_same_moment),
        cmocka_unit_test(future_branch_has_seen_up_to_its_moment),
        cmocka_unit_test(future_impossible_change_makes_nothing),
        cmocka_unit_test(future_reached_again_is_the_same),
        cmocka_unit_test(future_tried_is_not_kept),
    };

    return test_main("tui_future", tests, sizeof tests / sizeof *tests);
}
