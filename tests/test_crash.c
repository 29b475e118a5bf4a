/* The crash map as it is shown: each cell against the run that its command line makes, widths, what changed,
 * walking. */
#include "support/crashing.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/changed.h"
#include "picture/crash_picture.h"
#include "tui/search_task.h"

enum { ALL_KINDS = (1u << FAULT_COUNT) - 1 };

static const struct crash_cell *go_to(struct crashing *crashing, size_t row, size_t column)
{
    crashing_go(crashing, row, column);
    return crash_cell(&crashing->map, row, column);
}

/* What a cell says of one run is what its ledger says; of several, the run it shows is one of those that it counts, a
 * failing one where there is any. */
static void expect_cell(struct crashing *crashing, size_t row, size_t column)
{
    const struct crash_cell *cell = go_to(crashing, row, column);
    const struct ledger *ledger = &crashing->run.ledger;
    bool duplicates = ledger->total.duplicates > 0, loses = ledger->total.missed > 0;
    bool is_right = duplicates <= (cell->duplicate > 0) && loses <= (cell->lose > 0) &&
                    (duplicates || loses) == (crash_cell_sign(cell) != CRASH_CLEAN);

    if (cell->runs == 1)
        is_right = is_right && duplicates == cell->duplicate && loses == cell->lose &&
                   (ledger->total.silent > 0) == cell->silent;
    if (!is_right)
        fail_msg("%s says %s, but %llu duplicates and %llu misses come of it", text_str(&crashing->command),
                 crash_signs[crash_cell_sign(cell)].word, (unsigned long long)ledger->total.duplicates,
                 (unsigned long long)ledger->total.missed);
}

/* For every cell of the maps of these scenarios, playing the cell's command line gives the verdict that the cell
 * shows. */
static void crash_each_cell_is_what_its_command_plays(void **state)
{
    static const char *const names[] = {"sequential",  "fan-out",       "bail-out",  "happy-path",  "no-guard",
                                        "two-workers", "top-job-fails", "early-ack", "three-days",  "short-lease",
                                        "key-expires", "claim-first",   "hard-kill", "poison-pill", "lambda-retries"};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct crashing crashing;
        size_t count = 0;

        crashing_of_file(&crashing, names[i], 1, i < 3 ? ALL_KINDS : 0);
        for (size_t row = 0; row < crashing.map.row_count; row++)
            for (size_t column = 0; column < crashing.map.column_count; column++)
                if (crash_cell(&crashing.map, row, column)->runs > 0) {
                    expect_cell(&crashing, row, column);
                    count++;
                }
        assert_true(count > 8);
        crashing_release(&crashing);
    }
}

/* The map holds every run with a fault once, in the cell of its verdict. */
static void crash_cells_add_up_to_the_counts(void **state)
{
    struct crashing crashing;
    uint64_t runs = 0, of[CRASH_SIGN_COUNT] = {0}, silent = 0;

    (void)state;
    crashing_of_file(&crashing, "sequential", 1, 0);
    for (size_t row = 0; row < crashing.map.row_count; row++)
        for (size_t column = 0; column < crashing.map.column_count; column++) {
            const struct crash_cell *cell = crash_cell(&crashing.map, row, column);

            runs += cell->runs;
            of[crash_cell_sign(cell)] += cell->runs;
            silent += cell->silent;
        }
    ASSERT_I64(runs + 1, crashing.map.runs); /* and the run without a fault, which is clean */
    ASSERT_I64(of[CRASH_CLEAN] + 1, crashing.map.runs_of[CRASH_CLEAN]);
    ASSERT_I64(of[CRASH_DUPLICATE], crashing.map.runs_of[CRASH_DUPLICATE]);
    ASSERT_I64(of[CRASH_MISSED], crashing.map.runs_of[CRASH_MISSED]);
    ASSERT_I64(silent, crashing.map.silent);
    crashing_release(&crashing);
}

static void expect_word(struct crash_cell cell, const char *expected)
{
    struct text word = {0};

    text_addf(&word, "%s ", marks_unicode[crash_signs[crash_cell_sign(&cell)].mark]);
    crash_cell_letters(&cell, &word);
    assert_string_equal(text_str(&word), expected);
    text_release(&word);
}

/* By mark and letter as well as colour; s where something shows nowhere. */
static void crash_cell_says_mark_and_letter(void **state)
{
    (void)state;
    expect_word((struct crash_cell){.runs = 3}, "✓ ");
    expect_word((struct crash_cell){.runs = 3, .duplicate = 1}, "◆ D");
    expect_word((struct crash_cell){.runs = 3, .lose = 2, .silent = 1}, "∅ Ms");
    expect_word((struct crash_cell){.runs = 3, .duplicate = 1, .lose = 1}, "✗ B");
}

static int widest_line(const char *text)
{
    struct text line = {0};
    int widest = 0;

    while (*text) {
        size_t size = strcspn(text, "\n");

        text_clear(&line);
        text_add_bytes(&line, text, size);
        if (text_width(text_str(&line)) > widest)
            widest = text_width(text_str(&line));
        text += size + (text[size] == '\n');
    }
    text_release(&line);
    return widest;
}

static size_t count_of(const char *hay, const char *needle)
{
    size_t count = 0;

    for (const char *at = hay; (at = strstr(at, needle)); at++)
        count++;
    return count;
}

/* The longest step does not run into its gap, nor the longest gap into the cells. */
static void crash_text_widths_follow_what_stands_there(void **state)
{
    const struct style style = {.columns = 80};
    struct crashing crashing;
    struct text text = {0};

    (void)state;
    crashing_of_file(&crashing, "fan-out", 1, 0);
    crash_text(&crashing.map, &style, &text);
    assert_non_null(strstr(text_str(&text), "  enqueue LocutusJob  before begin        ✓      ∅ Ms\n"));
    assert_non_null(strstr(text_str(&text), "  acknowledge         before acknowledge  ✓      ∅ Ms\n"));
    text_release(&text);
    crashing_release(&crashing);
}

/* However long a step's name is, there is room for an attempt beside it, and an attempt of one kind has room for its
 * head. */
static void crash_text_keeps_room_for_an_attempt(void **state)
{
    const struct style style = {.columns = 74};
    struct crashing crashing;
    struct text text = {0};

    (void)state;
    crashing_of_file(&crashing, "sequential", 2, 1u << FAULT_ERROR);
    for (size_t row = 0; row < crashing.map.row_count; row++)
        if (crashing.map.rows[row].begins_step)
            crashing.map.rows[row].step = "post Commander William Thomas Riker of the Enterprise";
    crash_text(&crashing.map, &style, &text);
    assert_true(widest_line(text_str(&text)) <= 74);
    ASSERT_I64(count_of(text_str(&text), "attempt 1"), 1);
    ASSERT_I64(count_of(text_str(&text), "attempt 2"), 1);
    text_release(&text);
    crashing_release(&crashing);
}

/* Four kinds in three attempts do not fit beside each other: no line is too wide, and every attempt stands there
 * once. */
static void crash_text_wide_map_goes_on_below(void **state)
{
    struct style style = {.columns = 80};
    struct crashing crashing;
    struct text text = {0};

    (void)state;
    crashing_of_file(&crashing, "lambda-retries", 2, ALL_KINDS);
    crash_text(&crashing.map, &style, &text);
    assert_true(widest_line(text_str(&text)) <= 80);
    for (size_t c = 0; c < crashing.map.column_count; c += 4) {
        struct text head = {0};

        crash_attempt_say(&crashing.map.columns[c], &head);
        ASSERT_I64(count_of(text_str(&text), text_str(&head)), 1);
        text_release(&head);
    }
    ASSERT_I64(count_of(text_str(&text), "timeout"), crashing.map.column_count / 4);
    style.columns = 30; /* one column beside the names at least, however narrow */
    text_clear(&text);
    crash_text(&crashing.map, &style, &text);
    ASSERT_I64(count_of(text_str(&text), "timeout"), crashing.map.column_count / 4);
    text_release(&text);
    crashing_release(&crashing);
}

/* The picture says in its description what the map comes to, and holds a mark for each cell that has runs. */
static void crash_picture_has_a_mark_for_each_cell(void **state)
{
    struct crashing crashing;
    struct scene scene;
    struct err err;
    size_t count = 0;

    (void)state;
    crashing_of_file(&crashing, "sequential", 1, 0);
    assert_true(crash_draw(&crashing.map, &scene, &err));
    for (size_t i = 0; i < crashing.map.row_count * crashing.map.column_count; i++)
        count += crashing.map.cells[i].runs > 0;
    ASSERT_I64(scene.mark_count, count + CRASH_SIGN_COUNT);
    assert_string_equal(scene.desc,
                        "Posts were duplicated or missed in 42 of all 61 runs with at most 1 fault and 2 attempts.");
    scene_release(&scene);
    crashing_release(&crashing);
}

/* Forwards all failing cells are met in their order, backwards the same ones in the other. */
static void crash_next_failing_meets_each_once(void **state)
{
    struct crashing crashing;
    size_t row = 0, column = 0, there = 0, back = 0, failing = 0;

    (void)state;
    crashing_of_file(&crashing, "sequential", 1, 0);
    for (size_t i = 0; i < crashing.map.row_count * crashing.map.column_count; i++)
        failing += crashing.map.cells[i].duplicate + crashing.map.cells[i].lose > 0;
    while (crash_next_failing(&crashing.map, true, &row, &column)) {
        assert_int_not_equal(crash_cell_sign(crash_cell(&crashing.map, row, column)), CRASH_CLEAN);
        there++;
    }
    while (crash_next_failing(&crashing.map, false, &row, &column))
        back++;
    ASSERT_I64(there, failing);
    ASSERT_I64(back, failing - 1);
    crashing_release(&crashing);
}

/* The map of a scenario that is changed so, compared with the one before. */
static size_t changed_by(struct crashing *crashing, enum change_kind kind, const char *value, struct crash_map *out)
{
    struct search_options options = {.faults = 1};
    struct explore explore;
    struct scenario *scenario;
    struct change change;
    struct err err;

    assert_true(change_parse(kind, value, &change, &err));
    scenario = scenario_changed(crashing->file.play.scenario, &change, 1, &err);
    assert_non_null(scenario);
    assert_true(explore_take(scenario, &options, &(struct cancel_token){0}, &explore, &err));
    assert_true(crash_map_of(&explore, out, &err));
    explore_release(&explore);
    scenario_free(scenario);
    return crash_map_compare(out, &crashing->map);
}

/* By hand: an error in one of the last three gaps of Riker's post or the first three of Worf's duplicates Riker alone,
 * and an idempotency key mends that; behind Worf's commit Worf is a duplicate still. */
static void crash_compare_marks_what_a_guard_mends(void **state)
{
    struct crashing crashing;
    struct crash_map changed;

    (void)state;
    crashing_of_file(&crashing, "sequential", 1, 0);
    ASSERT_I64(changed_by(&crashing, CHANGE_GUARD, "Riker=idempotency-key", &changed), 6);
    for (size_t row = 0; row < changed.row_count; row++)
        for (size_t column = 0; column < changed.column_count; column++)
            if (crash_cell(&changed, row, column)->is_changed) {
                ASSERT_I64(changed.columns[column].kind, FAULT_ERROR);
                ASSERT_I64(crash_cell_sign(crash_cell(&changed, row, column)), CRASH_CLEAN);
            }
    ASSERT_I64(crash_map_compare(&changed, &changed), 0); /* forgets the marks */
    for (size_t i = 0; i < changed.row_count * changed.column_count; i++)
        assert_false(changed.cells[i].is_changed);
    crash_map_release(&changed);
    crashing_release(&crashing);
}

/* A kind that was not tried before is new: where it strikes nothing has changed. */
static void crash_compare_takes_another_kind_for_new(void **state)
{
    struct crashing some, all;
    struct text words = {0};

    (void)state;
    crashing_of_file(&some, "sequential", 1, 0);
    crashing_of_file(&all, "sequential", 1, 1u << FAULT_ERROR | 1u << FAULT_TIMEOUT | 1u << FAULT_CRASH);
    crash_kinds_say(&some.map, "one", &words);
    text_add(&words, "; ");
    crash_kinds_say(&all.map, "one", &words);
    assert_string_equal(text_str(&words), "one error or crash; one error, timeout or crash");
    ASSERT_I64(all.map.column_count, some.map.column_count + 1);
    ASSERT_I64(crash_map_compare(&all.map, &some.map), 0);
    ASSERT_I64(crash_map_compare(&some.map, &all.map), 0);
    text_release(&words);
    crashing_release(&some);
    crashing_release(&all);
}

/* A split job's posts are the same rows in another job: an error at Worf no longer posts Riker twice, and the cursor
 * finds its row. */
static void crash_compare_follows_posts_into_a_split_job(void **state)
{
    struct crashing crashing;
    struct crash_map split;
    size_t cell[2] = {0, 0}, row, column;

    (void)state;
    crashing_of_file(&crashing, "sequential", 1, 0);
    while (strcmp(crashing.map.rows[cell[0]].step, "post Worf") != 0)
        cell[0]++;
    assert_true(changed_by(&crashing, CHANGE_SPLIT, "BotsJob", &split) > 0);
    assert_true(crash_find(&split, &crashing.map, cell, &row, &column));
    assert_string_equal(split.rows[row].step, "post Worf");
    assert_string_not_equal(split.rows[row].job, crashing.map.rows[cell[0]].job);
    ASSERT_I64(column, 0);
    assert_true(crash_cell(&split, row, 0)->is_changed);
    ASSERT_I64(crash_cell_sign(crash_cell(&split, row, 0)), CRASH_CLEAN);
    crash_map_release(&split);
    crashing_release(&crashing);
}

/* At every size, wherever the cursor is, with a run to show or none: the cursor's cell is on the screen between its
 * brackets, and the real cursor in it. */
static void expect_cursor(const struct crash_view *view, int columns, int rows)
{
    struct screen *screen = calloc(1, sizeof *screen);
    const struct cell_glyph *left, *right;
    struct cells cells;
    struct err err;

    assert_non_null(screen);
    assert_true(cells_init(&cells, columns, rows, &err));
    screen_begin(screen, &cells);
    crash_paint(view, screen);
    left = cells_at(&cells, screen->caret_column - 1, screen->caret_row);
    right = cells_at(&cells, screen->caret_column + 4, screen->caret_row);
    if (!left || !right || left->codepoints[0] != '[' || right->codepoints[0] != ']')
        fail_msg("at %dx%d the cell %zu, %zu is not to be seen", columns, rows, view->row, view->column);
    cells_release(&cells);
    free(screen);
}

static void crash_screen_shows_the_cursor_at_every_size(void **state)
{
    struct crashing crashing;
    struct crash_view view;

    (void)state;
    crashing_of_file(&crashing, "lambda-retries", 2, ALL_KINDS);
    crashing_go(&crashing, 2, 0);
    view = crashing_view(&crashing);
    for (int columns = SCREEN_COLUMNS_MIN; columns <= 210; columns += 17)
        for (int rows = SCREEN_ROWS_MIN; rows <= 60; rows += 3)
            for (size_t cell = 0; cell < crashing.map.row_count * crashing.map.column_count; cell += 13) {
                view.row = cell / crashing.map.column_count;
                view.column = cell % crashing.map.column_count;
                view.run.index = cell % 2 ? crashing.run.index : NULL;
                expect_cursor(&view, columns, rows);
            }
    crashing_release(&crashing);
}

/* A command line too long for one row is read to its end: no row of the run beneath shows through it. */
static void crash_screen_leaves_a_long_notice_whole(void **state)
{
    static const char NOTICE[] = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen";
    struct screen *screen = calloc(1, sizeof *screen);
    struct crashing crashing;
    struct crash_view view;
    struct text text = {0};
    struct cells cells;
    struct err err;

    (void)state;
    assert_non_null(screen);
    crashing_of_file(&crashing, "sequential", 1, 0);
    crashing_go(&crashing, 1, 1);
    view = crashing_view(&crashing);
    assert_true(cells_init(&cells, SCREEN_COLUMNS_MIN, SCREEN_ROWS_MIN, &err));
    screen_begin(screen, &cells);
    screen->notice = NOTICE;
    crash_paint(&view, screen);
    cells_write_text(&cells, &text);
    if (!strstr(text_str(&text),
                "\n one two three four five six seven\n eight nine ten eleven twelve thirteen\n fourteen\n"))
        fail_msg("the notice is not whole:\n%s", text_str(&text));
    text_release(&text);
    cells_release(&cells);
    free(screen);
    crashing_release(&crashing);
}

/* The search in the background finds what the search in the foreground finds. */
static void map_search_finds_what_explore_finds(void **state)
{
    struct task search = {0};
    struct crashing crashing;
    struct search *found;
    struct err err;

    (void)state;
    crashing_of_file(&crashing, "fan-out", 1, 0);
    assert_true(map_search_start(&search, crashing.file.play.scenario, SEARCH_KINDS_DEFAULT, "", &err));
    while (!task_wait(&search, 100))
        assert_true(task_time(&search) < MAP_SEARCH_MS);
    found = task_take(&search, &err);
    assert_non_null(found);
    assert_memory_equal(&found->explore.total, &crashing.explore.total, sizeof found->explore.total);
    ASSERT_I64(task_time(&search), MSEC_NONE);
    assert_false(task_wait(&search, 0));
    search_free(found);
    crashing_release(&crashing);
}

/* A search of far too many runs is stopped, replaced, and stopped again; nothing is left of it. */
static void map_search_under_way_can_be_replaced_and_stopped(void **state)
{
    static const char MANY[] = "bots: [{name: A, post: a}]\n"
                               "jobs: [{name: J, steps: [{post: A}]}]\n"
                               "schedule: [{enqueue: J, times: 1500}]\n";
    struct scenario *scenario = load_yaml(MANY);
    struct task search = {0};
    struct err err;

    (void)state;
    assert_true(map_search_start(&search, scenario, SEARCH_KINDS_DEFAULT, "", &err));
    (void)task_wait(&search, 1);
    assert_true(map_search_start(&search, scenario, SEARCH_KINDS_DEFAULT, "", &err));
    assert_true(task_time(&search) >= 0);
    task_stop(&search);
    assert_false(task_is_open(&search));
    task_stop(&search);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(crash_each_cell_is_what_its_command_plays),
        cmocka_unit_test(crash_cells_add_up_to_the_counts),
        cmocka_unit_test(crash_cell_says_mark_and_letter),
        cmocka_unit_test(crash_text_widths_follow_what_stands_there),
        cmocka_unit_test(crash_text_keeps_room_for_an_attempt),
        cmocka_unit_test(crash_text_wide_map_goes_on_below),
        cmocka_unit_test(crash_picture_has_a_mark_for_each_cell),
        cmocka_unit_test(crash_next_failing_meets_each_once),
        cmocka_unit_test(crash_compare_marks_what_a_guard_mends),
        cmocka_unit_test(crash_compare_takes_another_kind_for_new),
        cmocka_unit_test(crash_compare_follows_posts_into_a_split_job),
        cmocka_unit_test(crash_screen_shows_the_cursor_at_every_size),
        cmocka_unit_test(crash_screen_leaves_a_long_notice_whole),
        cmocka_unit_test(map_search_finds_what_explore_finds),
        cmocka_unit_test(map_search_under_way_can_be_replaced_and_stopped),
    };

    return test_main("crash", tests, sizeof tests / sizeof *tests);
}
