/* Run codes: what was written is read, what is mistyped is not, and no number ever changes its meaning. */
#include <stdlib.h>
#include <string.h>

#include "cli/builtin.h"
#include "cli/shelf.h"
#include "file/run_code.h"
#include "model/changed.h"
#include "model/keys.h"
#include "support/play.h"
#include "support/prop.h"
#include "support/random_change.h"
#include "support/random_scenario.h"
#include "support/test.h"

enum { RUNS = 600, TAPE_SIZE = 160, CHANGES = 3, GARBLED = 4000, SIGN_COUNT = 23 };

static const char signs[] = "23456789ACDEFHJKMNPRTWX";

/* Random changes that fit the scenario one after the other; mostly such as a code can say. */
static void draw_code(struct tape *tape, const struct scenario *scenario, struct run_code *code)
{
    *code = (struct run_code){.scenario = (uint32_t)tape_below(tape, 24),
                              .at = (uint32_t)tape_below(tape, 200),
                              .lane = (uint32_t)tape_below(tape, scenario->bot_count)};
    for (int i = 0; i < CHANGES; i++) {
        struct scenario *changed;
        struct err err;

        code->changes[code->change_count] = random_change(tape, scenario);
        changed = scenario_changed(scenario, code->changes, code->change_count + 1, &err);
        code->change_count += changed != NULL;
        scenario_free(changed);
    }
}

static bool codes_are_same(const struct run_code *a, const struct run_code *b)
{
    bool is_same = a->scenario == b->scenario && a->at == b->at && a->lane == b->lane &&
                   a->change_count == b->change_count;

    for (size_t i = 0; is_same && i < a->change_count; i++)
        is_same = change_equal(&a->changes[i], &b->changes[i]);
    return is_same;
}

static bool read_gives_what_was_written(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    struct scenario *scenario;
    struct run_code code, back;
    char word[RUN_CODE_BYTES_MAX];
    struct err err;
    bool holds = true;

    random_scenario(tape->bytes, tape->size / 2, &yaml);
    tape->at = tape->size / 2;
    scenario = load_whole(&yaml);
    draw_code(tape, scenario, &code);
    if (run_code_write(&code, scenario, word)) {
        holds = run_code_read(word, scenario, &back, &err);
        if (!holds)
            text_addf(why, "%s: %s", word, err.text);
        else if (!codes_are_same(&code, &back)) {
            text_addf(why, "%s is read otherwise", word);
            holds = false;
        }
    } else if (word[0]) {
        text_add(why, "what cannot be written is not empty");
        holds = false;
    }
    scenario_free(scenario);
    text_release(&yaml);
    return holds;
}

static void run_code_read_gives_what_was_written(void **state)
{
    (void)state;
    assert_true(prop_holds("run code", read_gives_what_was_written, RUNS, TAPE_SIZE));
}

static struct run_code story_code(void)
{
    struct run_code code = {.scenario = 2, .at = 31, .lane = 1, .change_count = 2};
    struct err err;

    assert_true(change_parse(CHANGE_GUARD, "Riker=check-then-mark", &code.changes[0], &err));
    assert_true(change_parse(CHANGE_RETRY, "BotsJob=3", &code.changes[1], &err));
    return code;
}

/* Every sign of a code in turn made every other one, and every two signs in each other's place. */
static void run_code_mistyped_says_so(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    const struct run_code code = story_code();
    char word[RUN_CODE_BYTES_MAX], wrong[RUN_CODE_BYTES_MAX];
    struct run_code back;
    struct err err;

    (void)state;
    assert_true(run_code_write(&code, scenario, word));
    for (size_t i = strlen("PICARD-"); word[i]; i++) {
        for (int s = 0; s < SIGN_COUNT && word[i] != '-'; s++) {
            strcpy(wrong, word);
            wrong[i] = signs[s];
            assert_true(run_code_read(wrong, scenario, &back, &err) == (wrong[i] == word[i]));
            if (wrong[i] != word[i])
                assert_non_null(strstr(err.text, "is mistyped"));
        }
        for (size_t j = i + 1; word[j]; j++) {
            if (word[i] == '-' || word[j] == '-' || word[i] == word[j])
                continue;
            strcpy(wrong, word);
            wrong[i] = word[j];
            wrong[j] = word[i];
            assert_false(run_code_read(wrong, scenario, &back, &err));
        }
    }
    scenario_free(scenario);
}

/* The codes of today: that of the story's second Riker is kept by hand, and must be read for ever. */
static void run_code_of_today_is_read(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct run_code code = story_code(), back;
    char word[RUN_CODE_BYTES_MAX];
    struct err err;

    (void)state;
    assert_true(run_code_write(&code, scenario, word));
    assert_string_equal(word, "PICARD-3C83-9A49-J248");
    assert_true(run_code_read(word, scenario, &back, &err));
    assert_true(codes_are_same(&code, &back));
    scenario_free(scenario);
}

/* Small letters, other dashes, and what is read for a sign: Z for 2, B for 8. */
static void run_code_is_read_as_it_is_written_by_hand(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct run_code code = story_code(), back;
    char word[RUN_CODE_BYTES_MAX], typed[RUN_CODE_BYTES_MAX];
    size_t size = 0;
    struct err err;

    (void)state;
    assert_true(run_code_write(&code, scenario, word));
    for (size_t i = 0; word[i]; i++) {
        static const char from[] = "2568", to[] = "zsgb";
        const char *other = strchr(from, word[i]);

        if (word[i] != '-' || i < strlen("PICARD-"))
            typed[size++] = other ? to[other - from] : word[i];
    }
    typed[size] = '\0';
    assert_true(run_code_is(typed));
    assert_true(run_code_read(typed, scenario, &back, &err));
    assert_true(codes_are_same(&code, &back));
    scenario_free(scenario);
}

/* Version 1 is the sign 3; version 2, the sign 4, weighs one more in the sum, so that the last sign differs. */
static void run_code_of_an_unknown_version_says_so(void **state)
{
    uint32_t number;
    struct err err;
    bool is_told = false;

    (void)state;
    for (int check = 0; check < SIGN_COUNT; check++) {
        char word[] = "PICARD-432X";

        word[sizeof word - 2] = signs[check];
        assert_false(run_code_scenario(word, &number, &err));
        is_told = is_told || strstr(err.text, "is of another version of makeitso");
    }
    assert_true(is_told);
    assert_false(run_code_scenario("PICARD-3O2X", &number, &err));
    assert_non_null(strstr(err.text, "a sign that codes do not have"));
}

/* A file's code holds some bits of it, and is not read for another file. */
static void run_code_of_a_file_needs_that_file(void **state)
{
    struct scenario *mine = load_builtin("sequential"), *other = load_builtin("fan-out");
    struct run_code code = {.scenario = RUN_CODE_FILE, .at = 5}, back;
    char word[RUN_CODE_BYTES_MAX];
    uint32_t number;
    struct err err;

    (void)state;
    assert_true(run_code_write(&code, mine, word));
    assert_true(run_code_scenario(word, &number, &err));
    ASSERT_I64(number, RUN_CODE_FILE);
    assert_true(run_code_read(word, mine, &back, &err));
    assert_false(run_code_read(word, other, &back, &err));
    assert_non_null(strstr(err.text, "is the code of another file"));
    scenario_free(mine);
    scenario_free(other);
}

/* Each of eight changes takes four chunks of four bits and more: beyond the twenty signs of 4.5 bits that there are. */
static void run_code_too_long_is_not_written(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct run_code code = story_code();
    char word[RUN_CODE_BYTES_MAX];

    (void)state;
    for (; code.change_count < RUN_CODE_CHANGES_MAX; code.change_count++)
        code.changes[code.change_count] = code.changes[code.change_count % 2];
    assert_false(run_code_write(&code, scenario, word));
    assert_string_equal(word, "");
    scenario_free(scenario);
}

/* Signs at random whose last one fits are refused or read, never more. */
static void run_code_of_random_signs_is_refused_or_read(void **state)
{
    struct rounds rounds = rounds_begin("signs", GARBLED);
    struct scenario *scenario = load_builtin("sequential");

    (void)state;
    while (rounds_next(&rounds)) {
        size_t count = 4 + random_below(&rounds.random, 18);
        char word[64] = "PICARD-";
        struct run_code back;
        struct err err;

        for (size_t i = 0; i + 1 < count; i++)
            word[7 + i] = i == 0 ? signs[1] : signs[random_below(&rounds.random, SIGN_COUNT)];
        for (int check = 0; check < SIGN_COUNT; check++) {
            word[7 + count - 1] = signs[check];
            (void)run_code_read(word, scenario, &back, &err);
        }
    }
    scenario_free(scenario);
}

/* The numbers in codes: of scenarios, and of the closed lists whose values changes have. */
static void add_list(struct text *out, const char *what, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_addf(out, "%s %zu %s\n", what, i, names[i]);
}

static void run_code_numbers_are_only_appended(void **state)
{
    char *kept = test_file_read("tests/golden/run_codes.txt", NULL);
    struct text now = {0}, line = {0};
    const char *at = kept;

    (void)state;
    for (size_t i = 0; i < shelf_number_count; i++)
        text_addf(&now, "scenario %zu %s\n", i + 1, shelf_numbers[i]);
    for (size_t i = 0; i < run_code_kind_count; i++)
        text_addf(&now, "change %zu %s\n", i, change_rows[run_code_kinds[i]].option);
    add_list(&now, "guard", guard_names, GUARD_COUNT);
    add_list(&now, "rescue", rescue_names, RESCUE_COUNT);
    add_list(&now, "fault", fault_kind_names, FAULT_COUNT);
    add_list(&now, "micro", micro_names, MICRO_COUNT);
    add_list(&now, "wish", wish_words, WISH_COUNT);
    add_list(&now, "preset", preset_names, PRESET_COUNT);
    if (getenv("MAKEITSO_BLESS"))
        test_file_write("tests/golden/run_codes.txt", now.bytes, now.size);
    assert_non_null(kept);
    while (text_take_line(&at, &line)) {
        text_add(&line, "\n");
        if (!strstr(text_str(&now), text_str(&line)))
            fail_msg("a number changed its meaning: %s", text_str(&line));
    }
    assert_int_equal(strlen(kept), now.size);
    for (size_t i = 0; i < builtin_count; i++)
        assert_true(shelf_number(builtins[i].name) > 0);
    free(kept);
    text_release(&line);
    text_release(&now);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(run_code_read_gives_what_was_written),
        cmocka_unit_test(run_code_mistyped_says_so),
        cmocka_unit_test(run_code_of_today_is_read),
        cmocka_unit_test(run_code_is_read_as_it_is_written_by_hand),
        cmocka_unit_test(run_code_of_an_unknown_version_says_so),
        cmocka_unit_test(run_code_of_a_file_needs_that_file),
        cmocka_unit_test(run_code_too_long_is_not_written),
        cmocka_unit_test(run_code_of_random_signs_is_refused_or_read),
        cmocka_unit_test(run_code_numbers_are_only_appended),
    };

    return test_main("run_code", tests, sizeof tests / sizeof *tests);
}
