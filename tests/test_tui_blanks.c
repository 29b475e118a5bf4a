/* Spaces dressed for a terminal: nothing looks different, and less is written. */
#include <stdlib.h>
#include <string.h>

#include "support/prop.h"
#include "support/test.h"
#include "tui/blanks.h"

enum { COLUMNS = 12, ROWS = 3 };

struct fixture {
    struct cells next, shown;
    bool is_bare[ELEMENT_COUNT];
};

static void fixture_init(struct fixture *fixture)
{
    struct err err;

    assert_true(cells_init(&fixture->next, COLUMNS, ROWS, &err));
    assert_true(cells_init(&fixture->shown, COLUMNS, ROWS, &err));
    blanks_find_bare(SCHEME_DARK, 256, fixture->is_bare);
}

static void fixture_release(struct fixture *fixture)
{
    cells_release(&fixture->next);
    cells_release(&fixture->shown);
}

static void dress(struct fixture *fixture)
{
    struct cell_glyph look = {.element = ELEMENT_PLAIN};

    for (int row = 0; row < ROWS; row++)
        blanks_dress(&(struct row_change){&fixture->next.grid[row * COLUMNS], &fixture->shown.grid[row * COLUMNS],
                                          COLUMNS, 0, COLUMNS},
                     fixture->is_bare, &look);
}

static enum element element_at(const struct cells *cells, int column, int row)
{
    return (enum element)cells_at(cells, column, row)->element;
}

/* A space between two words is part of what is written; what lies behind the line's end is erased in the same look. */
static void blanks_in_and_behind_a_text_are_dressed_as_it(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture);
    cells_put(&fixture.shown, 0, 0, COLUMNS, "a longer one", ELEMENT_QUIET, 0);
    cells_put(&fixture.next, 0, 0, COLUMNS, "is over", ELEMENT_SENTENCE, 0);
    dress(&fixture);
    for (int column = 0; column < COLUMNS; column++)
        assert_int_equal(element_at(&fixture.next, column, 0), ELEMENT_SENTENCE);
    assert_int_equal(element_at(&fixture.next, 0, 1), ELEMENT_PLAIN);
    fixture_release(&fixture);
}

/* The line through the lanes moves on by one column: the place that it leaves takes its look from the row above. */
static void blanks_left_by_a_line_take_the_look_at_hand(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture);
    for (int row = 0; row < ROWS; row++) {
        cells_put(&fixture.shown, 3, row, 1, "│", ELEMENT_CURSOR, 0);
        cells_put(&fixture.next, 4, row, 1, "│", ELEMENT_CURSOR, 0);
    }
    dress(&fixture);
    assert_int_equal(element_at(&fixture.next, 3, 0), ELEMENT_PLAIN);
    assert_int_equal(element_at(&fixture.next, 3, 1), ELEMENT_CURSOR);
    assert_int_equal(element_at(&fixture.next, 3, 2), ELEMENT_CURSOR);
    fixture_release(&fixture);
}

/* A row that is as it was writes nothing, so that the look at hand passes it by. */
static void blanks_of_a_row_that_stays_hand_the_look_on(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture);
    cells_put(&fixture.shown, 0, 1, COLUMNS, "it stays", ELEMENT_QUIET, 0);
    cells_put(&fixture.next, 0, 1, COLUMNS, "it stays", ELEMENT_QUIET, 0);
    cells_put(&fixture.next, 3, 0, 1, "│", ELEMENT_CURSOR, 0);
    cells_put(&fixture.shown, 3, 2, 1, "│", ELEMENT_TITLE, 0);
    dress(&fixture);
    assert_int_equal(element_at(&fixture.next, 0, 1), ELEMENT_QUIET);
    assert_int_equal(element_at(&fixture.next, 3, 2), ELEMENT_CURSOR);
    fixture_release(&fixture);
}

/* A space that is seen, since it has a background, is never dressed, and its look is no look for others. */
static void blanks_of_a_background_stay(void **state)
{
    struct fixture fixture;

    (void)state;
    fixture_init(&fixture);
    cells_put(&fixture.shown, 0, 0, COLUMNS, "xxxxxxxxxxxx", ELEMENT_QUIET, 0);
    cells_put(&fixture.next, 0, 0, COLUMNS, "a b", ELEMENT_BAR, 0);
    dress(&fixture);
    assert_int_equal(element_at(&fixture.next, 1, 0), ELEMENT_BAR);
    assert_int_equal(element_at(&fixture.next, 3, 0), ELEMENT_PLAIN);
    fixture_release(&fixture);
}

/* Where no colours are, what reverses or underlines is seen on a space too. */
static void blanks_of_mono_looks_are_known(void **state)
{
    bool is_bare[ELEMENT_COUNT];

    (void)state;
    blanks_find_bare(SCHEME_MONO, 0, is_bare);
    assert_true(is_bare[ELEMENT_TITLE]);
    assert_false(is_bare[ELEMENT_BAR]);
    assert_false(is_bare[ELEMENT_CODE_HERE]);
}

static void draw_grid(struct tape *tape, struct cells *cells)
{
    static const char *const words[] = {"", " ", "a b", "漢", "e\u0301", "long words"};

    for (size_t i = tape_below(tape, 8); i-- > 0;)
        cells_put(cells, (int)tape_below(tape, COLUMNS), (int)tape_below(tape, ROWS), COLUMNS,
                  words[tape_below(tape, sizeof words / sizeof *words)], (enum element)tape_below(tape, ELEMENT_COUNT),
                  (uint8_t)tape_below(tape, 16));
}

static bool is_bare_space(const struct cell_glyph *glyph, const bool *is_bare)
{
    return glyph->codepoints[0] == 0 && glyph->width == 1 && is_bare[glyph->element] &&
           !(glyph->flags & (CELL_REVERSE | CELL_UNDERLINE));
}

/* Whatever stands on the terminal: every cell is what it was, but for the looks of spaces on which no look is seen. */
static bool looks_the_same(struct tape *tape, struct text *why)
{
    struct fixture fixture;
    struct cells before;
    struct err err;
    bool ok = true;

    fixture_init(&fixture);
    draw_grid(tape, &fixture.shown);
    draw_grid(tape, &fixture.next);
    assert_true(cells_init(&before, COLUMNS, ROWS, &err));
    memcpy(before.grid, fixture.next.grid, sizeof *before.grid * COLUMNS * ROWS);
    dress(&fixture);
    for (int i = 0; i < COLUMNS * ROWS && ok; i++) {
        ok = is_bare_space(&before.grid[i], fixture.is_bare) ? is_bare_space(&fixture.next.grid[i], fixture.is_bare)
                                                             : glyph_equal(&before.grid[i], &fixture.next.grid[i]);
        if (!ok)
            text_addf(why, "cell %d looks different", i);
    }
    cells_release(&before);
    fixture_release(&fixture);
    return ok;
}

/* Told which columns are not painted as they were, the same is dressed as if all were gone through: row after row of
 * three pictures, each of which stands on the terminal when the next one comes. */
static bool part_is_as_the_whole(struct tape *tape, struct text *why)
{
    struct cell_glyph painted[COLUMNS] = {{.width = 0}}, shown[2][COLUMNS], looks[2];
    bool is_bare[ELEMENT_COUNT], ok = true;

    blanks_find_bare(SCHEME_DARK, 256, is_bare);
    memset(looks, 0, sizeof looks);
    memset(shown, 0, sizeof shown);
    for (int picture = 0; picture < 3 * ROWS && ok; picture++) {
        struct cell_glyph next[2][COLUMNS];
        struct row_change whole = {next[0], shown[0], COLUMNS, 0, COLUMNS}, part = {next[1], shown[1], COLUMNS, 0, 0};
        struct cells cells;
        struct err err;

        assert_true(cells_init(&cells, COLUMNS, ROWS, &err));
        draw_grid(tape, &cells);
        memcpy(next[0], cells.grid, sizeof next[0]);
        memcpy(next[1], cells.grid, sizeof next[1]);
        cells_release(&cells);
        for (int c = COLUMNS; c-- > 0;)
            if (!glyph_equal(&next[0][c], &painted[c])) {
                part.from = c;
                part.to = part.to ? part.to : c + 1;
            }
        memcpy(painted, next[0], sizeof painted);
        if (part.to == 0)
            continue;
        blanks_dress(&whole, is_bare, &looks[0]);
        blanks_dress(&part, is_bare, &looks[1]);
        memcpy(shown[0], next[0], sizeof shown[0]);
        memcpy(&shown[1][part.from], &next[1][part.from], sizeof *shown[1] * (size_t)(part.to - part.from));
        ok = memcmp(shown[0], shown[1], sizeof shown[0]) == 0 && glyph_equal(&looks[0], &looks[1]);
        if (!ok)
            text_addf(why, "picture %d is dressed otherwise", picture);
    }
    return ok;
}

static void blanks_of_a_part_are_those_of_the_whole_row(void **state)
{
    (void)state;
    assert_true(prop_holds("blanks part", part_is_as_the_whole, 4000, 300));
}

static void blanks_dressed_look_the_same(void **state)
{
    (void)state;
    assert_true(prop_holds("blanks", looks_the_same, 2000, 64));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(blanks_in_and_behind_a_text_are_dressed_as_it),
        cmocka_unit_test(blanks_left_by_a_line_take_the_look_at_hand),
        cmocka_unit_test(blanks_of_a_row_that_stays_hand_the_look_on),
        cmocka_unit_test(blanks_of_a_background_stay),
        cmocka_unit_test(blanks_of_mono_looks_are_known),
        cmocka_unit_test(blanks_dressed_look_the_same),
        cmocka_unit_test(blanks_of_a_part_are_those_of_the_whole_row),
    };

    return test_main("tui_blanks", tests, sizeof tests / sizeof tests[0]);
}
