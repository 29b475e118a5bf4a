#include "support/test.h"

#include <string.h>

#include "base/diag.h"
#include "model/lists.h"

/* Prints what `diags` holds and compares it. */
static void expect_report(struct diags *diags, const char *expected)
{
    struct text out = {0};

    diags_print(diags, &out);
    assert_string_equal(text_str(&out), expected);
    text_release(&out);
    diags_release(diags);
}

static void diags_of_nothing_print_nothing(void **state)
{
    struct diags diags;

    (void)state;
    diags_init(&diags, "a.yaml", "", 0);
    assert_true(diags_are_empty(&diags));
    expect_report(&diags, "");
}

/* The example of the header. */
static void diag_shows_line_caret_allowed_and_hint(void **state)
{
    static const char file[] = "bots:\n  - name: Worf\n    guard: chek-then-mark\n";
    struct diags diags;

    (void)state;
    diags_init(&diags, "jobs/mail.yml", file, sizeof file - 1);
    diag_allow_words(diags_add(&diags, (struct mark){3, 12, 14}, "unknown guard \"%s\"", "chek-then-mark"),
                     "chek-then-mark", guard_names, GUARD_COUNT);
    assert_false(diags_are_empty(&diags));
    expect_report(&diags, "jobs/mail.yml:3:12: error: unknown guard \"chek-then-mark\"\n"
                          "    3 |     guard: chek-then-mark\n"
                          "      |            ^~~~~~~~~~~~~~\n"
                          "allowed: none, check-then-mark, mark-then-post, ask-receiver, idempotency-key\n"
                          "did you mean \"check-then-mark\"?\n");
}

static void diags_are_printed_in_the_files_order(void **state)
{
    struct diags diags;

    (void)state;
    diags_init(&diags, "a.yaml", NULL, 0);
    diags_add(&diags, (struct mark){9, 1, 1}, "third");
    diags_add(&diags, (struct mark){2, 7, 1}, "second");
    diags_add(&diags, (struct mark){9, 1, 1}, "fourth, found later");
    diag_hint(diags_add(&diags, (struct mark){2, 3, 1}, "first"), "hint %d", 1);
    expect_report(&diags, "a.yaml:2:3: error: first\nhint 1\n"
                          "a.yaml:2:7: error: second\n"
                          "a.yaml:9:1: error: third\n"
                          "a.yaml:9:1: error: fourth, found later\n"
                          "4 mistakes in a.yaml\n");
}

static void diag_of_the_whole_file_has_no_line(void **state)
{
    struct diags diags;

    (void)state;
    diags_init(&diags, "a.yaml", "x\n", 2);
    diag_allow(diags_add(&diags, (struct mark){0, 0, 0}, "too big"), "at most %d bytes", 5);
    expect_report(&diags, "a.yaml: error: too big\nallowed: at most 5 bytes\n");
}

/* An escape sequence, broken UTF-8 and a NUL in the file, its name and a message: none gets through, and the caret
 * still stands under the 7th character. */
static void diag_lets_no_control_character_through(void **state)
{
    static const char file[] = "\tx\x1b[\xff\0zz\r\n";
    struct diags diags;

    (void)state;
    diags_init(&diags, "a\x1b.yaml", file, sizeof file - 1);
    diags_add(&diags, (struct mark){1, 7, 2}, "odd \"%s\"", "\x07\n\t\u202E");
    expect_report(&diags, "a\uFFFD.yaml:1:7: error: odd \"\uFFFD\uFFFD\uFFFD\uFFFD\"\n"
                          "    1 |  x\uFFFD[\uFFFD\uFFFDzz\n"
                          "      |       ^~\n");
}

static void diag_under_wide_characters_counts_columns(void **state)
{
    static const char file[] = "日本 ééé\n";
    struct diags diags;

    (void)state;
    diags_init(&diags, "a.yaml", file, sizeof file - 1);
    diags_add(&diags, (struct mark){1, 2, 1}, "wide");
    diags_add(&diags, (struct mark){1, 4, 3}, "narrow");
    expect_report(&diags, "a.yaml:1:2: error: wide\n    1 | 日本 ééé\n      |   ^~\n"
                          "a.yaml:1:4: error: narrow\n    1 | 日本 ééé\n      |      ^~~\n"
                          "2 mistakes in a.yaml\n");
}

/* 500 characters: each shown line and caret line is at most 100 columns, and the caret stands under the X. */
static void diag_of_a_long_line_shows_where_the_caret_is(void **state)
{
    static const uint32_t columns[] = {1, 60, 81, 82, 83, 92, 93, 250, 500};

    (void)state;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        char file[501];
        struct text out = {0};
        struct diags diags;
        char *line, *under;
        memset(file, '.', 500);
        file[500] = '\n';
        file[columns[i] - 1] = 'X';
        diags_init(&diags, "a.yaml", file, sizeof file);
        diags_add(&diags, (struct mark){1, columns[i], 400}, "here");
        diags_print(&diags, &out);
        line = strtok(strchr(out.bytes, '\n'), "\n");
        under = strtok(NULL, "\n");
        assert_true(text_width(line) <= 100);
        assert_true(text_width(under) <= 100);
        *strchr(line, 'X') = '\0';
        *strchr(under, '^') = '\0';
        assert_int_equal(text_width(line), text_width(under));
        text_release(&out);
        diags_release(&diags);
    }
}

static void mark_behind_the_lines_end_still_has_a_caret(void **state)
{
    static const char file[] = "steps:";
    struct diags diags;

    (void)state;
    diags_init(&diags, "a.yaml", file, sizeof file - 1);
    diags_add(&diags, (struct mark){1, 7, 0}, "nothing here");
    diags_add(&diags, (struct mark){5, 1, 0}, "no such line");
    expect_report(&diags, "a.yaml:1:7: error: nothing here\n    1 | steps:\n      |       ^\n"
                          "a.yaml:5:1: error: no such line\n2 mistakes in a.yaml\n");
}

static void diags_beyond_the_most_are_counted(void **state)
{
    struct diags diags;
    struct text out = {0};

    (void)state;
    diags_init(&diags, "a.yaml", NULL, 0);
    for (uint32_t i = 1; i <= 150; i++)
        diag_hint(diags_add(&diags, (struct mark){i, 1, 1}, "m"), "h"); /* a dropped one takes no hint */
    assert_int_equal(diags.count, DIAGS_MAX);
    assert_int_equal(diags.dropped, 50);
    diags_print(&diags, &out);
    assert_non_null(strstr(text_str(&out), "150 mistakes in a.yaml\n"));
    text_release(&out);
    diags_release(&diags);
}

/* At most a third of the letters of what was found, at least one. */
static void nearest_allows_one_slip_in_three(void **state)
{
    static const char *const words[] = {"bots", "jobs", "platform", "schedule", "until"};
    static const struct {
        const char *found, *nearest;
    } cases[] = {
        {"bot", "bots"},
        {"bost", "bots"},
        {"BOTS", "bots"},
        {"platfrom", "platform"},
        {"plaform", "platform"},
        {"shedul", "schedule"},
        {"schedlue", "schedule"},
        {"scedul", "schedule"},
        {"faults", NULL},
        {"", NULL},
        {"x", NULL},
        {"unitl", "until"},
        {"scdl", NULL}, /* four away, one allowed */
        {"a word that is far longer than any that anybody would ever want to have here", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = word_nearest(cases[i].found, words, 5);
        if (cases[i].nearest ? !got || strcmp(got, cases[i].nearest) != 0 : got != NULL)
            fail_msg("\"%s\": got %s", cases[i].found, got ? got : "nothing");
    }
}

static void words_are_found_by_name(void **state)
{
    (void)state;
    assert_int_equal(word_find("none", guard_names, GUARD_COUNT), GUARD_NONE);
    assert_int_equal(word_find("idempotency-key", guard_names, GUARD_COUNT), GUARD_IDEMPOTENCY_KEY);
    assert_int_equal(word_find("None", guard_names, GUARD_COUNT), -1);
    assert_int_equal(word_find("", guard_names, GUARD_COUNT), -1);
}

#define EVERY_NAME(LIST, tag, COUNT) {#tag, tag##_names, COUNT},

/* No list has a gap or one name twice. */
static void words_of_every_list_are_distinct(void **state)
{
    static const struct {
        const char *tag;
        const char *const *names;
        size_t count;
    } lists[] = {WORD_LISTS(EVERY_NAME)};

    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        assert_true(lists[i].count > 0);
        for (size_t k = 0; k < lists[i].count; k++)
            assert_int_equal(word_find(lists[i].names[k], lists[i].names, lists[i].count), k);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(diags_of_nothing_print_nothing),
        cmocka_unit_test(diag_shows_line_caret_allowed_and_hint),
        cmocka_unit_test(diags_are_printed_in_the_files_order),
        cmocka_unit_test(diag_of_the_whole_file_has_no_line),
        cmocka_unit_test(diag_lets_no_control_character_through),
        cmocka_unit_test(diag_under_wide_characters_counts_columns),
        cmocka_unit_test(diag_of_a_long_line_shows_where_the_caret_is),
        cmocka_unit_test(mark_behind_the_lines_end_still_has_a_caret),
        cmocka_unit_test(diags_beyond_the_most_are_counted),
        cmocka_unit_test(nearest_allows_one_slip_in_three),
        cmocka_unit_test(words_are_found_by_name),
        cmocka_unit_test(words_of_every_list_are_distinct),
    };

    return test_main("base_diag", tests, sizeof tests / sizeof *tests);
}
