/* The grid of cells, the theme's table, the screen's areas and footer. */
#include <stdlib.h>
#include <string.h>

#include "support/test.h"
#include "screens/screen.h"
#include "picture/style.h"

struct fixture {
    struct cells cells;
    struct screen screen;
};

static int make(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err;

    if (!fixture || !cells_init(&fixture->cells, 10, 3, &err))
        return -1;
    screen_begin(&fixture->screen, &fixture->cells);
    *state = fixture;
    return 0;
}

static int drop(void **state)
{
    struct fixture *fixture = *state;

    cells_release(&fixture->cells);
    free(fixture);
    return 0;
}

static void assert_text(const struct cells *cells, const char *expected)
{
    struct text text = {0};

    cells_write_text(cells, &text);
    assert_string_equal(text_str(&text), expected);
    text_release(&text);
}

/* Four columns of "abcdef": three letters and the sign of the cut. */
static void cells_text_too_long_is_cut_and_marked(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(cells_put(&fixture->cells, 1, 0, 4, "abcdef", ELEMENT_PLAIN, 0), 4);
    assert_text(&fixture->cells, " abc…\n\n\n");
}

/* 漢 takes columns 8 and 9; at 9 there is room for half of it only, which becomes a space. */
static void cells_wide_character_is_whole_or_not_there(void **state)
{
    struct fixture *fixture = *state;

    cells_put(&fixture->cells, 8, 0, 2, "漢", ELEMENT_PLAIN, 0);
    cells_put(&fixture->cells, 9, 1, 2, "漢", ELEMENT_PLAIN, 0);
    assert_int_equal(cells_at(&fixture->cells, 8, 0)->width, 2);
    assert_int_equal(cells_at(&fixture->cells, 9, 0)->width, 0);
    assert_int_equal(cells_at(&fixture->cells, 9, 1)->codepoints[0], 0);
    cells_put(&fixture->cells, 9, 0, 1, "x", ELEMENT_PLAIN, 0); /* over its right half: the left one goes too */
    assert_int_equal(cells_at(&fixture->cells, 8, 0)->codepoints[0], 0);
    assert_text(&fixture->cells, "         x\n\n\n");
}

/* A fill that begins behind 漢's left half and ends before the next one's right half leaves no half of either. */
static void cells_fill_over_halves_of_wide_characters_leaves_none(void **state)
{
    struct fixture *fixture = *state;

    cells_put(&fixture->cells, 1, 0, 2, "漢", ELEMENT_PLAIN, 0);
    cells_put(&fixture->cells, 4, 0, 2, "漢", ELEMENT_PLAIN, 0);
    cells_put(&fixture->cells, 6, 0, 2, "漢", ELEMENT_PLAIN, 0);
    cells_fill(&fixture->cells, (struct area){2, 0, 3, 1}, '-', ELEMENT_PLAIN, 0);
    assert_text(&fixture->cells, "  --- 漢\n\n\n");
    for (int column = 0; column < 6; column++)
        assert_int_equal(cells_at(&fixture->cells, column, 0)->width, 1);
}

/* A combining accent joins the letter before it; a third and fourth one are dropped: a cell holds three code points. */
static void cells_combining_characters_share_a_cell(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(cells_put(&fixture->cells, 0, 0, 5, "e\u0301\u0302\u0303x", ELEMENT_PLAIN, 0), 2);
    assert_int_equal(cells_at(&fixture->cells, 0, 0)->codepoints[2], 0x302);
    assert_int_equal(cells_at(&fixture->cells, 1, 0)->codepoints[0], 'x');
}

static void cells_unsafe_characters_become_replacements(void **state)
{
    struct fixture *fixture = *state;

    cells_put(&fixture->cells, 0, 0, 9, "a\033[1mb\u202ec", ELEMENT_PLAIN, 0);
    assert_int_equal(cells_at(&fixture->cells, 1, 0)->codepoints[0], 0xfffd);
    for (int c = 0; c < 10; c++)
        assert_false(cells_at(&fixture->cells, c, 0)->codepoints[0] &&
                     text_is_unsafe(cells_at(&fixture->cells, c, 0)->codepoints[0]));
}

/* A joined emoji is its first character, two columns wide, be that wide itself or not. */
static void cells_paint_a_joined_emoji_as_its_first_character(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(cells_put(&fixture->cells, 0, 0, 9, "x\U0001F468\u200d\U0001F680y\u2764\ufe0fz", ELEMENT_PLAIN, 0), 7);
    assert_int_equal(cells_at(&fixture->cells, 1, 0)->codepoints[0], 0x1F468);
    assert_int_equal(cells_at(&fixture->cells, 1, 0)->codepoints[1], 0);
    assert_int_equal(cells_at(&fixture->cells, 2, 0)->width, 0);
    assert_int_equal(cells_at(&fixture->cells, 3, 0)->codepoints[0], 'y');
    assert_int_equal(cells_at(&fixture->cells, 4, 0)->codepoints[0], 0x2764);
    assert_int_equal(cells_at(&fixture->cells, 5, 0)->codepoints[0], 0);
    assert_int_equal(cells_at(&fixture->cells, 6, 0)->codepoints[0], 'z');
}

static void cells_in_ascii_keep_their_columns(void **state)
{
    struct fixture *fixture = *state;

    fixture->cells.is_ascii = true;
    assert_int_equal(cells_put(&fixture->cells, 0, 0, 10, "● ◆─│漢x", ELEMENT_PLAIN, 0), 8);
    assert_text(&fixture->cells, "o #-|??x\n\n\n");
}

static void cells_outside_clip_and_grid_are_left_alone(void **state)
{
    struct fixture *fixture = *state;

    fixture->cells.clip = (struct area){2, 1, 3, 1};
    cells_fill(&fixture->cells, (struct area){-5, -5, 100, 100}, 'x', ELEMENT_PLAIN, 0);
    cells_put(&fixture->cells, -1, 1, 9, "yy", ELEMENT_PLAIN, 0);
    assert_text(&fixture->cells, "\n  xxx\n\n");
}

/* Bright red (9) on eight colours is red (1) made bold; without colours an element keeps its attributes alone. */
static void theme_of_few_colors_falls_back(void **state)
{
    struct look look = theme_look(SCHEME_DARK, 8, ELEMENT_ERROR);

    (void)state;
    assert_int_equal(look.foreground, 1);
    assert_true(look.flags & LOOK_BOLD);
    look = theme_look(SCHEME_DARK, 0, ELEMENT_AGAIN);
    assert_int_equal(look.foreground, COLOR_OWN);
    assert_int_equal(look.background, COLOR_OWN);
    assert_true(look.flags & LOOK_REVERSE);
    assert_int_equal(theme_screen_look(SCHEME_LIGHT, 256, ELEMENT_PLAIN).background, 231); /* paper, and ink on it */
    assert_int_equal(theme_screen_look(SCHEME_LIGHT, 16, ELEMENT_PLAIN).foreground, 0);
    assert_int_equal(theme_screen_look(SCHEME_LIGHT, 16, ELEMENT_NOT_SO).background,
                     theme_look(SCHEME_LIGHT, 16, ELEMENT_NOT_SO).background);
    assert_int_equal(theme_look(SCHEME_LIGHT, 256, ELEMENT_PLAIN).background, COLOR_OWN); /* printed text */
    assert_int_equal(theme_screen_look(SCHEME_DARK, 256, ELEMENT_PLAIN).background, COLOR_OWN);
    assert_int_equal(theme_look(SCHEME_MONO, 256, ELEMENT_POSTED).foreground, COLOR_OWN);
}

/* xterm: 16 + 36·r + 6·g + b; 196 is 255,0,0; 232 the first grey 8,8,8. */
static void palette_numbers_are_xterms(void **state)
{
    (void)state;
    assert_int_equal(palette_rgb(196), 0xff0000);
    assert_int_equal(palette_rgb(232), 0x080808);
    assert_int_equal(palette_rgb(255), 0xeeeeee);
    assert_int_equal(palette_rgb(-1), 0);
}

/* Golden screens tell elements by one letter: no two share one, "~" and "%" are taken. */
static void theme_letters_differ(void **state)
{
    (void)state;
    for (int a = 0; a < ELEMENT_COUNT; a++) {
        assert_true(strchr("~%", theme_letter((enum element)a)) == NULL);
        for (int b = a + 1; b < ELEMENT_COUNT; b++)
            assert_int_not_equal(theme_letter((enum element)a), theme_letter((enum element)b));
    }
}

static void screen_later_area_lies_over_earlier(void **state)
{
    struct fixture *fixture = *state;

    screen_area(&fixture->screen, (struct area){0, 0, 10, 3}, AREA_LANE, 1);
    screen_area(&fixture->screen, (struct area){2, 1, 1, 1}, AREA_EVENT, 7);
    screen_area(&fixture->screen, (struct area){8, 1, 100, 1}, AREA_WHY, 2);
    assert_int_equal(screen_at(&fixture->screen, 2, 1)->value, 7);
    assert_int_equal(screen_at(&fixture->screen, 3, 1)->what, AREA_LANE);
    assert_int_equal(screen_at(&fixture->screen, 9, 1)->area.columns, 2);
    assert_null(screen_at(&fixture->screen, 10, 1));
}

/* Ten columns: "a go", "…" and "? k" with one between are 10; "b stop" has no room and is left out as a whole. */
static void screen_footer_drops_whole_keys_and_keeps_help(void **state)
{
    static const struct screen_key keys[] = {{"a", "go", 1}, {"b", "stop", 2}, {"?", "k", 3}};
    struct fixture *fixture = *state;

    fixture->screen.keys = keys;
    fixture->screen.key_count = 3;
    screen_footer(&fixture->screen, 2);
    assert_text(&fixture->cells, "\n\na go … ? k\n");
    assert_int_equal(screen_at(&fixture->screen, 7, 2)->value, 3);
    fixture->screen.notice = "no";
    screen_footer(&fixture->screen, 2);
    assert_text(&fixture->cells, "\n\n no\n");
    fixture->screen.prompt = "/ri";
    screen_footer(&fixture->screen, 2);
    assert_int_equal(fixture->screen.caret_column, 3);
}

static void screen_text_that_does_not_fit_its_rows_is_marked(void **state)
{
    struct fixture *fixture = *state;

    assert_int_equal(
        screen_put_wrapped(&fixture->screen, (struct area){0, 0, 8, 2}, "one two three four", ELEMENT_PLAIN, 0), 2);
    assert_text(&fixture->cells, "one two\nthree…\n\n");
}

static void screen_search_knows_no_case(void **state)
{
    (void)state;
    assert_true(screen_matches("Riker", "IKE"));
    assert_false(screen_matches("Riker", ""));
    assert_false(screen_matches("Riker", "rikers"));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(cells_text_too_long_is_cut_and_marked, make, drop),
        cmocka_unit_test_setup_teardown(cells_wide_character_is_whole_or_not_there, make, drop),
        cmocka_unit_test_setup_teardown(cells_fill_over_halves_of_wide_characters_leaves_none, make, drop),
        cmocka_unit_test_setup_teardown(cells_combining_characters_share_a_cell, make, drop),
        cmocka_unit_test_setup_teardown(cells_unsafe_characters_become_replacements, make, drop),
        cmocka_unit_test_setup_teardown(cells_in_ascii_keep_their_columns, make, drop),
        cmocka_unit_test_setup_teardown(cells_paint_a_joined_emoji_as_its_first_character, make, drop),
        cmocka_unit_test_setup_teardown(cells_outside_clip_and_grid_are_left_alone, make, drop),
        cmocka_unit_test(theme_of_few_colors_falls_back),
        cmocka_unit_test(palette_numbers_are_xterms),
        cmocka_unit_test(theme_letters_differ),
        cmocka_unit_test_setup_teardown(screen_later_area_lies_over_earlier, make, drop),
        cmocka_unit_test_setup_teardown(screen_footer_drops_whole_keys_and_keeps_help, make, drop),
        cmocka_unit_test_setup_teardown(screen_text_that_does_not_fit_its_rows_is_marked, make, drop),
        cmocka_unit_test(screen_search_knows_no_case),
    };

    return test_main("view_cells", tests, sizeof tests / sizeof tests[0]);
}
