#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/shell.h"
#include "base/text.h"
#include "support/prop.h"

/* A text being tested; released after each test. */
static int setup(void **state)
{
    *state = calloc(1, sizeof(struct text));
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    text_release(*state);
    free(*state);
    return 0;
}

static void text_empty_reads_as_nothing(void **state)
{
    struct text *text = *state;

    assert_string_equal(text_str(text), "");
    text_fit(text, 0);
    text_clear(text);
    assert_string_equal(text_str(text), "");
}

static void text_add_grows_as_needed(void **state)
{
    struct text *text = *state;

    for (int i = 0; i < 1000; i++)
        text_addf(text, "%d,", i);
    assert_int_equal(text->size, 10 * 2 + 90 * 3 + 900 * 4); /* digits and a comma each */
    assert_int_equal(strlen(text_str(text)), text->size);
    assert_true(strncmp(text_str(text), "0,1,2,", 6) == 0);
    text_clear(text);
    text_add_times(text, "ab", 3);
    text_add_bytes(text, "c\0d", 3);
    assert_memory_equal(text->bytes,
                        "ababab"
                        "c\0d",
                        10);
}

static void text_add_of_exactly_the_room_keeps_the_nul(void **state)
{
    struct text *text = *state;

    text_add_times(text, "x", 63);
    text_add(text, "y");
    assert_true(text->room > text->size);
    text_add_times(text, "z", 63);
    assert_int_equal(strlen(text_str(text)), 127);
    assert_true(text->room > text->size);
}

/* A format's result is written where it fits, else once more behind what was there, with the room that it takes. */
static void text_addf_beyond_the_room_loses_nothing(void **state)
{
    struct text *text = *state;

    for (int width = 55; width < 75; width++) {
        text_release(text);
        text_add(text, "kept");
        text_addf(text, "%*d", width, 7);
        text_addf(text, "%s", "!");
        assert_int_equal(text->size, 4 + width + 1);
        assert_int_equal(strlen(text_str(text)), text->size);
        assert_true(strncmp(text_str(text), "kept ", 5) == 0);
        assert_string_equal(text_str(text) + text->size - 2, "7!");
    }
}

static void text_that_failed_stays_failed_until_released(void **state)
{
    struct text *text = *state;

    text_add(text, "kept");
    text->failed = true;
    text_add(text, "lost");
    text_addf(text, "%s", "lost");
    text_add_times(text, "lost", 1000000);
    assert_string_equal(text_str(text), TEXT_LOST);
    text_clear(text);
    text_add(text, "again");
    assert_true(text->failed && !text_is_empty(text));
    text_release(text);
    text_add(text, "again");
    assert_string_equal(text_str(text), "again");
}

/* Whatever is made of a text that failed has failed. */
static void text_that_failed_fails_what_is_made_of_it(void **state)
{
    struct text lost = {.failed = true};
    struct err err;

    (void)state;
    for (int way = 0; way < 6; way++) {
        struct text text = {0};

        text_add(&text, "before ");
        if (way == 0)
            text_add(&text, text_str(&lost));
        else if (way == 1)
            text_addf(&text, "%s and %100s", text_str(&lost), "more");
        else if (way == 2)
            text_add_padded(&text, text_str(&lost), 3);
        else if (way == 3)
            text_add_wrapped(&text, text_str(&lost), 3, "");
        else if (way == 4)
            text_add_safe(&text, text_str(&lost));
        else
            shell_word_write(text_str(&lost), &text);
        if (!text.failed)
            fail_msg("way %d made \"%s\"", way, text_str(&text));
        text_release(&text);
    }
    assert_false(err_set(&err, "a name of many bytes %485s: %s", "", text_str(&lost)));
    assert_true(err_is_memory(&err));
    err_set(&err, "--option: %s", err.text);
    assert_true(err_is_memory(&err));
    err_set(&err, "out of memory, as one may say");
    assert_false(err_is_memory(&err));
}

static void width_counts_terminal_columns(void **state)
{
    (void)state;
    assert_int_equal(text_width(""), 0);
    assert_int_equal(text_width("Riker"), 5);
    assert_int_equal(text_width("● ◆ ✗ ○ ∅ · … ▸ │"), 17);
    assert_int_equal(text_width("e\u0301"), 1); /* a letter and a combining accent */
    assert_int_equal(text_width("日本"), 4);
    assert_int_equal(text_width("🖖"), 2);
    assert_int_equal(text_width("\xff\xfe"), 2);     /* broken bytes count one each */
    assert_int_equal(text_width("\xe2\x97"), 2);     /* a character cut short */
    assert_int_equal(text_width("\xc0\x80"), 2);     /* an overlong NUL */
    assert_int_equal(text_width("\xed\xa0\x80"), 3); /* a surrogate */
}

/* What painters count on: text of at most so many bytes has at most so many columns. */
static void width_is_at_most_the_bytes(void **state)
{
    struct text *text = *state;

    for (uint32_t codepoint = 1; codepoint <= 0x10ffff; codepoint++) {
        text_clear(text);
        text_add_codepoint(text, codepoint);
        assert_in_range(text_width(text_str(text)), 0, text->size);
        if (strcmp(text_str(text), "\uFFFD") != 0) /* what stands for a surrogate */
            assert_int_equal(text_width(text_str(text)), text_codepoint_width(codepoint));
    }
}

static void next_decodes_and_stops_at_the_end(void **state)
{
    const char *at = "aé●🖖\xff";

    (void)state;
    assert_int_equal(text_next(&at), 'a');
    assert_int_equal(text_next(&at), 0xE9);
    assert_int_equal(text_next(&at), 0x25CF);
    assert_int_equal(text_next(&at), 0x1F596);
    assert_int_equal(text_next(&at), 0xFFFD);
    assert_int_equal(text_next(&at), 0);
    assert_int_equal(text_next(&at), 0);
    assert_int_equal(*at, '\0');
}

static void expect_fit(struct text *text, const char *string, int columns, const char *expected)
{
    text_clear(text);
    text_add(text, string);
    text_fit(text, columns);
    assert_string_equal(text_str(text), expected);
}

static void fit_cuts_between_graphemes(void **state)
{
    expect_fit(*state, "Locutus", 7, "Locutus");
    expect_fit(*state, "Locutus", 6, "Locut…");
    expect_fit(*state, "Locutus", 1, "…");
    expect_fit(*state, "Locutus", 0, "");
    expect_fit(*state, "Locutus", -3, "");
    expect_fit(*state, "ee\u0301e\u0301e", 3, "ee\u0301…");
    expect_fit(*state, "a🇩🇪b🇩🇪", 3, "a…"); /* a flag is two characters of one column */
    expect_fit(*state, "日本語", 5, "日本…");
    expect_fit(*state, "日本語", 4, "日…"); /* half of 本 does not fit */
}

static void padded_fills_or_cuts_to_the_columns(void **state)
{
    struct text *text = *state;

    text_add_padded(text, "Worf", 6);
    text_add_padded(text, "Locutus", 5);
    text_add_padded(text, "日本語", 4);
    text_add_padded(text, "x", 0);
    assert_string_equal(text_str(text), "Worf  Locu…日… ");
}

static void wrapped_breaks_at_spaces(void **state)
{
    struct text *text = *state;

    text_add_wrapped(text, "nobody posts twice and nobody else is held up", 16, "  ");
    assert_string_equal(text_str(text), "nobody posts\n  twice and\n  nobody else is\n  held up");
}

static void wrapped_width_is_that_of_the_longest_line(void **state)
{
    (void)state;
    assert_int_equal(text_wrapped_width("one two three", 7), 7); /* "one two" */
    assert_int_equal(text_wrapped_width("one two three", 6), 5); /* "three" */
    assert_int_equal(text_wrapped_width("a\nbcd", 10), 3);
    assert_int_equal(text_wrapped_width("abcdefgh", 3), 3);
    assert_int_equal(text_wrapped_width("", 3), 0);
}

static void wrapped_goes_on_where_the_line_ends(void **state)
{
    struct text *text = *state;

    text_add(text, "first line\nwhy: ");
    text_add_wrapped(text, "because Worf failed", 14, "     ");
    assert_string_equal(text_str(text), "first line\nwhy: because\n     Worf\n     failed");
}

static void wrapped_cuts_what_is_longer_than_a_line(void **state)
{
    struct text *text = *state;

    text_add_wrapped(text, "a 0123456789 b", 5, "");
    assert_string_equal(text_str(text), "a\n01234\n56789\nb");
    text_clear(text);
    text_add_wrapped(text, "日本", 1, ""); /* no room for anything */
    assert_non_null(strstr(text_str(text), "日"));
    text_clear(text);
    text_add_wrapped(text, "    a", 3, " "); /* no room for the spaces */
    assert_string_equal(text_str(text), "a");
}

static void wrapped_keeps_newlines(void **state)
{
    struct text *text = *state;

    text_add_wrapped(text, "one\ntwo three\n\nfour", 20, "> ");
    assert_string_equal(text_str(text), "one\n> two three\n> \n> four");
}

/* However text and width are, no line is wider and nothing but spaces is lost. */
static bool wrapped_fits(struct tape *tape, struct text *why)
{
    static const char *const letters[] = {"a", "b", " ", "é", "e\u0301", "日", "\xff", "…"};
    const int columns = (int)tape_between(tape, 3, 20);
    struct text in = {0}, out = {0}, squeezed_in = {0}, squeezed_out = {0};
    bool is_good = true;

    while (tape->at < tape->size)
        text_add(&in, letters[tape_below(tape, 8)]);
    text_add_wrapped(&out, text_str(&in), columns, " ");
    for (const char *line = text_str(&out); is_good && line;) {
        const char *end = strchr(line, '\n');
        struct text one = {0};
        text_add_bytes(&one, line, end ? (size_t)(end - line) : strlen(line));
        is_good = text_width(text_str(&one)) <= columns;
        text_release(&one);
        line = end ? end + 1 : NULL;
    }
    for (size_t i = 0; i < in.size; i++)
        if (in.bytes[i] != ' ')
            text_add_bytes(&squeezed_in, in.bytes + i, 1);
    for (size_t i = 0; i < out.size; i++)
        if (out.bytes[i] != ' ' && out.bytes[i] != '\n')
            text_add_bytes(&squeezed_out, out.bytes + i, 1);
    is_good = is_good && strcmp(text_str(&squeezed_in), text_str(&squeezed_out)) == 0;
    text_addf(why, "%d columns: \"%s\" -> \"%s\"", columns, text_str(&in), text_str(&out));
    text_release(&in);
    text_release(&out);
    text_release(&squeezed_in);
    text_release(&squeezed_out);
    return is_good;
}

static void wrapped_never_exceeds_the_columns(void **state)
{
    (void)state;
    assert_true(prop_holds("wrapped_fits", wrapped_fits, 3000, 60));
}

/* Fitting never leaves more columns than asked for, nor half a character of good text. */
static bool fitted_fits(struct tape *tape, struct text *why)
{
    static const char *const letters[] = {"a", "é", "e\u0301", "日", "🖖", "\u0301", "\xff", "각"};
    const int columns = (int)tape_between(tape, 0, 12);
    struct text text = {0};
    bool is_good;

    while (tape->at < tape->size)
        text_add(&text, letters[tape_below(tape, 8)]);
    text_fit(&text, columns);
    is_good = text_width(text_str(&text)) <= columns;
    text_addf(why, "%d columns: \"%s\"", columns, text_str(&text));
    text_release(&text);
    return is_good;
}

static void fit_never_exceeds_the_columns(void **state)
{
    (void)state;
    assert_true(prop_holds("fitted_fits", fitted_fits, 3000, 30));
}

/* By the categories that the header names, read off the Unicode charts; and neighbours of them. */
static void unsafe_is_exactly_what_the_header_says(void **state)
{
    static const uint32_t unsafe[] = {
        0x00,    0x08,    0x0B,    0x0D,     0x1B,    0x1F,     0x7F,     0x80,   0x9B,   0x9F,
        0xAD,    0x34F,   0x378,   0x600,    0x115F,  0x1160,   0x17B4,   0x200B, 0x200C, 0x2060,
        0x2065,  0x206A,  0x206F,  0x2800,   0x3164,  0xD7FF,   0xFEFE,   0xFF00, 0xFFA0, 0xFFF9,
        0xE0001, 0xE0020, 0xE007F, 0xE00FF,  0xE01F0, 0x1D173,
        0x61C,   0x200D,  0x200E,  0x200F,   0x2028,  0x2029,   0x202A,  0x202E,   0x2066,   0x2069, 0xE000, 0xF8FF,
        0xFDD0,  0xFDEF,  0xFE00,  0xFE0F,   0xFEFF,   0xFFFE,  0xFFFF,   0x180B,   0x180D, 0x180F, 0xE0100,
        0xE01EF, 0x1FFFE, 0x1FFFF, 0x10FFFF, 0xF0000, 0x100000, 0x110000, 0xD800, 0xDFFF,
    };
    static const uint32_t safe[] = {
        '\t',   '\n',   ' ',    '~',    0xA0,   0x61B,  0x2010, 0x2027, 0x202F, 0x2801, 0x3000, 0xF900,
        0xFDCF, 0xFDF0, 0xFE10, 0xFFFD, 0x301,  0x20E3, 0x1F596, 0x1F3FD, 0x25CF,
    };

    (void)state;
    for (size_t i = 0; i < sizeof unsafe / sizeof *unsafe; i++)
        if (!text_is_unsafe(unsafe[i]))
            fail_msg("U+%04X is taken for safe", (unsigned int)unsafe[i]);
    for (size_t i = 0; i < sizeof safe / sizeof *safe; i++)
        if (text_is_unsafe(safe[i]))
            fail_msg("U+%04X is taken for unsafe", (unsigned int)safe[i]);
}

/* Sequences of UTS #51, and what looks like their beginnings. */
static void emoji_is_joined_as_unicode_says(void **state)
{
    static const struct {
        const char *text;
        size_t bytes; /* of the joined emoji at the beginning */
        int columns;  /* of the whole */
    } cases[] = {
        {"\U0001F468\u200d\U0001F680x", 11, 3},                            /* an astronaut */
        {"\U0001F44D\U0001F3FD", 8, 2},                                    /* a thumb with a skin tone */
        {"\u2764\ufe0f", 6, 2},                                            /* a narrow heart, as emoji */
        {"1\ufe0f\u20e3", 7, 2},                                           /* a keycap */
        {"\U0001F3F4\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", 28, 2}, /* England's flag */
        {"\U0001F596", 0, 2},
        {"\U0001F1E9\U0001F1EA", 0, 2},
        {"a\u200db", 0, 2},
        {"\U0001F468\u200dx", 0, 3},
        {"1", 0, 1},
        {"", 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ASSERT_I64(text_emoji(cases[i].text), cases[i].bytes);
        ASSERT_I64(text_width(cases[i].text), cases[i].columns);
    }
}

/* What is kept for pictures and JSON, and what becomes '?' on the way to a terminal's line. */
static void safe_keeps_joined_emoji_whole(void **state)
{
    struct text *text = *state;

    text_add_safe(text, "\U0001F468\u200d\U0001F680 a\u200db \u2764\ufe0f");
    assert_string_equal(text_str(text), "\U0001F468\u200d\U0001F680 a?b \u2764\ufe0f");
}

static void folded_is_equal_for_what_looks_alike(void **state)
{
    static const char *const pairs[][2] = {
        {"Riker", "riker"}, {"Riker", "Rik\u200ber"}, {"Riker", "\uff32iker"}, {"Z\u00fcrich", "Zu\u0308RICH"}, {"ﬁx", "fix"}};

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *a = text_folded(pairs[i][0]), *b = text_folded(pairs[i][1]);

        assert_string_equal(a, b);
        free(a);
        free(b);
    }
}

static void err_too_long_is_cut_between_characters(void **state)
{
    char line[600];
    struct err err;

    (void)state;
    memset(line, 'x', sizeof line);
    strcpy(line + 509, "●●●●"); /* bytes 509 to 511 would fit but for the NUL */
    assert_false(err_set(&err, "%s", line));
    assert_int_equal(strlen(err.text), 509);
    strcpy(line + 508, "●●●●");
    err_set(&err, "%s", line);
    assert_int_equal(strlen(err.text), 511);
    assert_string_equal(err.text + 508, "●");
    assert_false(err_memory(&err));
    assert_true(err_is_memory(&err));
}

static void arena_gives_zeroed_aligned_lasting_memory(void **state)
{
    struct arena arena;
    char *strings[200];

    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 200; i++) {
        char name[32];
        uint64_t *numbers = arena_array(&arena, i * 10,
                                        sizeof *numbers); /* up to 15 kB: some have a block of their own */
        snprintf(name, sizeof name, "string %zu", i);
        strings[i] = arena_string(&arena, name);
        assert_non_null(numbers);
        assert_int_equal((uintptr_t)numbers % _Alignof(max_align_t), 0);
        for (size_t k = 0; k < i * 10; k++) {
            assert_true(numbers[k] == 0);
            numbers[k] = UINT64_MAX;
        }
    }
    for (size_t i = 0; i < 200; i++) {
        char name[32];
        snprintf(name, sizeof name, "string %zu", i);
        assert_string_equal(strings[i], name);
    }
    assert_null(arena_string(&arena, NULL));
    arena_release(&arena);
    arena_release(&arena);
}

static void arena_product_that_overflows_gives_null(void **state)
{
    struct arena arena;

    (void)state;
    arena_init(&arena);
    assert_null(arena_array(&arena, SIZE_MAX / 2, 3));
    assert_null(arena_array(&arena, SIZE_MAX, 1));
    assert_non_null(arena_array(&arena, 0, SIZE_MAX));
    arena_release(&arena);
}

/* The first block of all may be one of its own: what comes next must not lie in it. */
static void arena_that_begins_with_something_big_goes_on(void **state)
{
    struct arena arena;
    char *big, *small;

    (void)state;
    arena_init(&arena);
    big = arena_array(&arena, 100000, 1);
    small = arena_array(&arena, 10, 1);
    assert_non_null(big);
    assert_non_null(small);
    assert_true(small < big || small >= big + 100000);
    arena_release(&arena);
}

static void arena_grows_an_array_and_keeps_what_is_in_it(void **state)
{
    struct arena arena;
    uint32_t *numbers = NULL, room = 0;

    (void)state;
    arena_init(&arena);
    for (uint32_t count = 0; count < 1000; count++) {
        numbers = arena_grow(&arena, numbers, count, &room, sizeof *numbers);
        assert_non_null(numbers);
        assert_true(count < room);
        numbers[count] = count;
    }
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(numbers[i], i);
    arena_release(&arena);
}

static void lines_are_taken_one_by_one(void **state)
{
    const char *at = "first\n\nlast\n";
    struct text *line = *state;

    assert_true(text_take_line(&at, line));
    assert_string_equal(text_str(line), "first");
    assert_true(text_take_line(&at, line));
    assert_string_equal(text_str(line), "");
    assert_true(text_take_line(&at, line));
    assert_string_equal(text_str(line), "last");
    assert_false(text_take_line(&at, line));
}

static void cut_ends_in_an_ellipsis_whatever_fits(void **state)
{
    struct text *text = *state;

    text_add(text, "abc");
    text_cut(text, 5);
    assert_string_equal(text_str(text), "abc…");
    text_cut(text, 4);
    assert_string_equal(text_str(text), "abc…");
    text_cut(text, 3);
    assert_string_equal(text_str(text), "ab…");
}

#define TEXT_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    static const struct CMUnitTest tests[] = {
        TEXT_TEST(text_empty_reads_as_nothing),
        TEXT_TEST(text_add_grows_as_needed),
        TEXT_TEST(text_add_of_exactly_the_room_keeps_the_nul),
        TEXT_TEST(text_that_failed_stays_failed_until_released),
        cmocka_unit_test(text_that_failed_fails_what_is_made_of_it),
        cmocka_unit_test(emoji_is_joined_as_unicode_says),
        TEXT_TEST(safe_keeps_joined_emoji_whole),
        cmocka_unit_test(folded_is_equal_for_what_looks_alike),
        TEXT_TEST(text_addf_beyond_the_room_loses_nothing),
        cmocka_unit_test(width_counts_terminal_columns),
        TEXT_TEST(width_is_at_most_the_bytes),
        cmocka_unit_test(next_decodes_and_stops_at_the_end),
        TEXT_TEST(fit_cuts_between_graphemes),
        TEXT_TEST(padded_fills_or_cuts_to_the_columns),
        TEXT_TEST(wrapped_breaks_at_spaces),
        TEXT_TEST(wrapped_width_is_that_of_the_longest_line),
        TEXT_TEST(wrapped_goes_on_where_the_line_ends),
        TEXT_TEST(wrapped_cuts_what_is_longer_than_a_line),
        TEXT_TEST(wrapped_keeps_newlines),
        cmocka_unit_test(wrapped_never_exceeds_the_columns),
        cmocka_unit_test(fit_never_exceeds_the_columns),
        TEXT_TEST(lines_are_taken_one_by_one),
        TEXT_TEST(cut_ends_in_an_ellipsis_whatever_fits),
        cmocka_unit_test(unsafe_is_exactly_what_the_header_says),
        cmocka_unit_test(err_too_long_is_cut_between_characters),
        cmocka_unit_test(arena_gives_zeroed_aligned_lasting_memory),
        cmocka_unit_test(arena_grows_an_array_and_keeps_what_is_in_it),
        cmocka_unit_test(arena_product_that_overflows_gives_null),
        cmocka_unit_test(arena_that_begins_with_something_big_goes_on),
    };

    return test_main("base_text", tests, sizeof tests / sizeof *tests);
}
