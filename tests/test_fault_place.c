/* Where a fault goes when a change takes its gap away: a table written by hand, and the same rule worked out from lists
 * of words that stand in this file alone. */
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/changed.h"
#include "model/fault_place.h"
#include "support/play.h"

/* A fault's place as --fault spells it; room for "before:acknowledge". */
struct spelled {
    char text[32];
};

static struct spelled spelled_of(const struct fault *fault)
{
    struct spelled spelled;

    snprintf(spelled.text, sizeof spelled.text, "%s:%s", fault->is_before ? "before" : "after",
             micro_names[fault->micro]);
    return spelled;
}

static struct scenario *changed_by(const struct scenario *scenario, const struct change *changes, size_t count)
{
    struct err err;
    struct scenario *changed = scenario_changed(scenario, changes, count, &err);

    if (changed == NULL)
        fail_msg("%s", err.text);
    return changed;
}

/* One bot with this guard and one fault of its at this place. To be freed. */
static struct scenario *one_fault(const char *guard, const char *place)
{
    char yaml[512];
    const char *colon = strchr(place, ':');

    assert_non_null(colon);
    snprintf(yaml, sizeof yaml,
             "bots: [{name: B, post: b, guard: %s}]\njobs: [{name: J, steps: [{post: B}]}]\nschedule: [{enqueue: J}]\n"
             "faults: [{bot: B, %.*s: %s, kind: crash, attempts: [2], occurrences: [1]}]\n",
             guard, (int)(colon - place), place, colon + 1);
    return load_yaml(yaml);
}

/* Where the fault of that place goes when the bot's guard becomes `to`. Its attempts and days stay. */
static struct spelled carried(const char *from, const char *place, enum guard to)
{
    struct scenario *scenario = one_fault(from, place);
    struct change change = change_of(CHANGE_GUARD, "B", to);
    struct scenario *changed = changed_by(scenario, &change, 1);
    const struct fault *fault = &changed->faults[0];
    struct spelled spelled = spelled_of(fault);

    assert_int_equal(fault->attempts[0], 2);
    assert_int_equal(fault->occurrences[0], 1);
    assert_true(fault_is_reachable(changed, fault));
    scenario_free(changed);
    scenario_free(scenario);
    return spelled;
}

/* Guards in the order of the table's columns, with the micro-steps of their posts as the manual has them. */
enum { NONE, CHECK_THEN_MARK, MARK_THEN_POST, ASK_RECEIVER, IDEMPOTENCY_KEY, GUARDS };
static const struct {
    const char *name;
    const char *micros[8]; /* NULL behind the last */
} guards[GUARDS] = {
    {"none", {"begin", "call", "commit", "reply", "done"}},
    {"check-then-mark", {"begin", "check", "call", "commit", "reply", "mark", "done"}},
    {"mark-then-post", {"begin", "claim", "call", "commit", "reply", "done"}},
    {"ask-receiver", {"begin", "ask", "call", "commit", "reply", "done"}},
    {"idempotency-key", {"begin", "call", "commit", "reply", "done"}},
};

/* By hand: a gap of a guard, spelled by what lies before it and by what lies behind it, and how it is spelled under
 * each guard. "=": its name stays. Nothing else than a guard's own micro-steps ever goes. */
static const struct {
    int from;
    const char *place;
    const char *to[GUARDS];
} table[] = {
    {NONE, "before:begin", {"=", "=", "=", "=", "="}},
    {NONE, "after:begin", {"=", "=", "=", "=", "="}},
    {NONE, "before:call", {"=", "=", "=", "=", "="}},
    {NONE, "after:call", {"=", "=", "=", "=", "="}},
    {NONE, "before:commit", {"=", "=", "=", "=", "="}},
    {NONE, "after:commit", {"=", "=", "=", "=", "="}},
    {NONE, "before:reply", {"=", "=", "=", "=", "="}},
    {NONE, "after:reply", {"=", "=", "=", "=", "="}},
    {NONE, "before:done", {"=", "=", "=", "=", "="}},
    {NONE, "after:done", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "before:begin", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "after:begin", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "before:check", {"after:begin", "=", "after:begin", "after:begin", "after:begin"}},
    {CHECK_THEN_MARK, "after:check", {"after:begin", "=", "after:claim", "after:ask", "after:begin"}},
    {CHECK_THEN_MARK, "before:call", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "after:call", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "before:commit", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "after:commit", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "before:reply", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "after:reply", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "before:mark", {"after:reply", "=", "after:reply", "after:reply", "after:reply"}},
    {CHECK_THEN_MARK, "after:mark", {"after:reply", "=", "after:reply", "after:reply", "after:reply"}},
    {CHECK_THEN_MARK, "before:done", {"=", "=", "=", "=", "="}},
    {CHECK_THEN_MARK, "after:done", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "before:begin", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "after:begin", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "before:claim", {"after:begin", "after:begin", "=", "after:begin", "after:begin"}},
    {MARK_THEN_POST, "after:claim", {"after:begin", "after:check", "=", "after:ask", "after:begin"}},
    {MARK_THEN_POST, "before:call", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "after:call", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "before:commit", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "after:commit", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "before:reply", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "after:reply", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "before:done", {"=", "=", "=", "=", "="}},
    {MARK_THEN_POST, "after:done", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "before:begin", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "after:begin", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "before:ask", {"after:begin", "after:begin", "after:begin", "=", "after:begin"}},
    {ASK_RECEIVER, "after:ask", {"after:begin", "after:check", "after:claim", "=", "after:begin"}},
    {ASK_RECEIVER, "before:call", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "after:call", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "before:commit", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "after:commit", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "before:reply", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "after:reply", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "before:done", {"=", "=", "=", "=", "="}},
    {ASK_RECEIVER, "after:done", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "before:begin", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "after:begin", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "before:call", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "after:call", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "before:commit", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "after:commit", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "before:reply", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "after:reply", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "before:done", {"=", "=", "=", "=", "="}},
    {IDEMPOTENCY_KEY, "after:done", {"=", "=", "=", "=", "="}},
};

/* Its place among the guard's micro-steps; -1: it has no such. */
static int place_of(int guard, const char *micro)
{
    for (int i = 0; guards[guard].micros[i] != NULL; i++)
        if (strcmp(guards[guard].micros[i], micro) == 0)
            return i;
    return -1;
}

/* Of the gap behind micro-step `i`: is the post called, committed, answered? */
static int answers_of(int guard, int i)
{
    return (i >= place_of(guard, "call")) | (i >= place_of(guard, "commit")) << 1 |
           (i >= place_of(guard, "reply")) << 2;
}

/* The rule, from the lists of words above. */
static struct spelled worked_out(int from, const char *place, int to)
{
    bool is_before = strncmp(place, "before:", 7) == 0;
    const char *micro = strchr(place, ':') + 1;
    int behind = place_of(from, micro) - is_before, nearest = -1, commit = place_of(to, "commit");
    struct spelled spelled;

    snprintf(spelled.text, sizeof spelled.text, "%s", place);
    if (place_of(to, micro) >= 0)
        return spelled;
    for (int i = 0; guards[to].micros[i] != NULL; i++)
        if (answers_of(to, i) == answers_of(from, behind) && (nearest < 0 || abs(i - commit) < abs(nearest - commit)))
            nearest = i;
    if (place_of(to, guards[from].micros[behind]) >= 0) /* the gap is called by what lies behind it */
        nearest = place_of(to, guards[from].micros[behind]);
    snprintf(spelled.text, sizeof spelled.text, "after:%s", guards[to].micros[nearest]);
    return spelled;
}

/* Every gap of every guard has both its rows, and no row is of anything else. */
static void fault_place_table_is_whole(void **state)
{
    size_t row = 0;

    (void)state;
    for (int guard = 0; guard < GUARDS; guard++)
        for (int i = 0; guards[guard].micros[i] != NULL; i++)
            for (int is_after = 0; is_after < 2; is_after++, row++) {
                char place[32];

                snprintf(place, sizeof place, "%s:%s", is_after ? "after" : "before", guards[guard].micros[i]);
                assert_true(row < sizeof table / sizeof *table);
                assert_int_equal(table[row].from, guard);
                assert_string_equal(table[row].place, place);
            }
    assert_int_equal(row, sizeof table / sizeof *table);
    assert_int_equal(GUARDS, GUARD_COUNT);
}

static void fault_place_under_another_guard_is_as_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (int to = 0; to < GUARDS; to++) {
            const char *expected = strcmp(table[i].to[to], "=") == 0 ? table[i].place : table[i].to[to];
            int guard = word_find(guards[to].name, guard_names, GUARD_COUNT);
            struct spelled found;

            assert_string_equal(worked_out(table[i].from, table[i].place, to).text, expected);
            found = carried(guards[table[i].from].name, table[i].place, (enum guard)guard);
            if (strcmp(found.text, expected) != 0)
                fail_msg("%s of %s is %s under %s, not %s", table[i].place, guards[table[i].from].name, found.text,
                         guards[to].name, expected);
        }
}

/* Faults of --fault are carried as those of the file, whichever option comes first; so is one that was struck under a
 * guard which only a change gave. Back under its guard it has its name again. */
static void fault_place_of_an_added_fault_is_carried(void **state)
{
    struct scenario *scenario = one_fault("check-then-mark", "before:mark");
    struct change fault, none = change_of(CHANGE_GUARD, "all", GUARD_NONE),
                         mark = change_of(CHANGE_GUARD, "B", GUARD_CHECK_THEN_MARK),
                         claim = change_of(CHANGE_GUARD, "B", GUARD_MARK_THEN_POST);
    struct err err;

    (void)state;
    assert_true(change_parse(CHANGE_FAULT, "B:after:claim:crash", &fault, &err));
    const struct {
        struct change changes[3];
        size_t count;
        const char *file, *added;
    } cases[] = {
        {{fault}, 1, "before:mark", "after:claim"}, /* no guard of the bot had it: never reached */
        {{fault, claim}, 2, "after:reply", "after:claim"},
        {{claim, fault, none}, 3, "after:reply", "after:begin"},
        {{fault, claim, none}, 3, "after:reply", "after:begin"},
        {{claim, mark, fault}, 3, "before:mark", "after:check"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario *changed = changed_by(scenario, cases[i].changes, cases[i].count);

        assert_string_equal(spelled_of(&changed->faults[0]).text, cases[i].file);
        assert_string_equal(spelled_of(&changed->faults[1]).text, cases[i].added);
        scenario_free(changed);
    }
    scenario_free(scenario);
}

/* Changes to what was changed: a fault that was carried away comes back under its guard, as if all changes had been made
 * at once. */
static void fault_place_is_that_of_the_first_guard_however_often_it_is_carried(void **state)
{
    static const enum guard guards_then[] = {GUARD_NONE, GUARD_MARK_THEN_POST, GUARD_IDEMPOTENCY_KEY,
                                             GUARD_CHECK_THEN_MARK};
    static const char *const places[] = {"after:begin", "after:claim", "after:begin", "after:check"};
    struct scenario *scenario = one_fault("check-then-mark", "after:check");

    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct change change = change_of(CHANGE_GUARD, "all", guards_then[i]);
        struct scenario *changed = changed_by(scenario, &change, 1);

        assert_string_equal(spelled_of(&changed->faults[0]).text, places[i]);
        scenario_free(scenario);
        scenario = changed;
    }
    scenario_free(scenario);
}

/* A fault of a step follows it into the job that the split makes, and is carried there too. */
static void fault_place_of_a_step_follows_it_under_split(void **state)
{
    struct scenario *scenario = load_yaml(
        "bots: [{name: A, post: a}, {name: B, post: b, guard: check-then-mark}]\n"
        "jobs: [{name: J, steps: [{post: A}, {post: B}]}]\nschedule: [{enqueue: J}]\n"
        "faults: [{job: J, step: 2, after: mark, kind: crash, attempts: [2], occurrences: [1]}]\n");
    struct change changes[] = {change_of(CHANGE_SPLIT, "J", 0), change_of(CHANGE_GUARD, "B", GUARD_NONE)};
    struct scenario *changed = changed_by(scenario, changes, 2);
    const struct fault *fault = &changed->faults[0];

    (void)state;
    assert_string_equal(changed->jobs[fault->job].name, "BJob");
    assert_int_equal(fault->step, 0);
    assert_string_equal(spelled_of(fault).text, "after:reply");
    assert_int_equal(fault->attempts[0], 2);
    assert_int_equal(fault->occurrences[0], 1);
    scenario_free(changed);
    scenario_free(scenario);
}

/* A job that no longer records its steps has none of their records: a fault there is at the end of the step, of a post as
 * of an enqueue, and comes back with them. One that was never reached stays where it is. */
static void fault_place_of_a_record_is_the_end_of_its_step(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: B, post: b}]\n"
                                          "jobs: [{name: J, resume: step, steps: [{enqueue: K}]},\n"
                                          "       {name: K, resume: step, steps: [{post: B}]}]\n"
                                          "schedule: [{enqueue: J}]\n"
                                          "faults: [{bot: B, after: record, kind: crash},\n"
                                          "         {bot: B, before: record, kind: crash},\n"
                                          "         {job: J, step: 1, after: record, kind: crash},\n"
                                          "         {bot: B, before: done, kind: crash}]\n");
    struct change starts[2], back;
    struct scenario *changed, *again;
    struct err err;

    (void)state;
    assert_true(change_parse(CHANGE_SETTING, "jobs.J.resume=start", &starts[0], &err));
    assert_true(change_parse(CHANGE_SETTING, "jobs.K.resume=start", &starts[1], &err));
    assert_true(change_parse(CHANGE_SETTING, "jobs.K.resume=step", &back, &err));
    changed = changed_by(scenario, starts, 2);
    assert_string_equal(spelled_of(&changed->faults[0]).text, "after:done");
    assert_string_equal(spelled_of(&changed->faults[1]).text, "after:done");
    assert_string_equal(spelled_of(&changed->faults[2]).text, "after:done");
    assert_string_equal(spelled_of(&changed->faults[3]).text, "before:done");
    again = changed_by(changed, &back, 1);
    assert_string_equal(spelled_of(&again->faults[0]).text, "after:record");
    assert_string_equal(spelled_of(&again->faults[1]).text, "before:record");
    assert_string_equal(spelled_of(&again->faults[2]).text, "after:done");
    scenario_free(again);
    scenario_free(changed);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fault_place_table_is_whole),
        cmocka_unit_test(fault_place_under_another_guard_is_as_written),
        cmocka_unit_test(fault_place_of_an_added_fault_is_carried),
        cmocka_unit_test(fault_place_is_that_of_the_first_guard_however_often_it_is_carried),
        cmocka_unit_test(fault_place_of_a_step_follows_it_under_split),
        cmocka_unit_test(fault_place_of_a_record_is_the_end_of_its_step),
    };

    return test_main("fault_place", tests, sizeof tests / sizeof *tests);
}
