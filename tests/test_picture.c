/* Pictures: the timeline's lanes, and that a picture for which memory runs out is an error and nothing worse. */
#include <stdlib.h>
#include <string.h>

#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include "cli/builtin.h"
#include "picture/diagram.h"
#include "picture/diagram_graph.h"
#include "picture/paint_dot.h"
#include "picture/paint_svg.h"
#include "picture/paint_text.h"
#include "picture/timeline_scene.h"

static const struct builtin *builtin_of(const char *name)
{
    for (size_t i = 0; i < builtin_count; i++)
        if (strcmp(builtins[i].name, name) == 0)
            return &builtins[i];
    fail_msg("no scenario %s", name);
    return NULL;
}

static void play_builtin(struct play *play, const struct builtin *builtin)
{
    play_yaml(play, strchr(builtin->bytes, '\n') + 1); /* behind "version: 1" */
}

static void assert_inside(const struct scene *scene, const char *name)
{
    for (uint32_t i = 0; i < scene->mark_count; i++)
        if (scene->marks[i].x < 0 || scene->marks[i].x >= scene->columns || scene->marks[i].y >= scene->rows)
            fail_msg("%s: mark %u lies outside", name, i);
    for (uint32_t i = 0; i < scene->bar_count; i++)
        if (scene->bars[i].x < 0 || scene->bars[i].width < 1 ||
            scene->bars[i].x + scene->bars[i].width > scene->columns)
            fail_msg("%s: bar %u lies outside", name, i);
    for (uint32_t i = 0; i < scene->label_count; i++)
        if (scene->labels[i].x < 0 || scene->labels[i].x + scene->labels[i].width > scene->columns)
            fail_msg("%s: label %u (%s) lies outside", name, i, scene->labels[i].text);
}

static void assert_timelines(const struct play *play, const char *name)
{
    static const int widths[] = {0, 40, 80, 200};

    for (int lanes = 0; lanes < LANES_COUNT; lanes++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
            const struct timeline_options options = {.columns = widths[w],
                                                     .lane_rows = 1 + (int)w % 2,
                                                     .lanes = (enum timeline_lanes)lanes,
                                                     .show_causes = true};
            struct scene scene;
            struct err err;

            assert_true(timeline_draw(&play->trace, &play->ledger, &options, &scene, &err));
            assert_inside(&scene, name);
            scene_release(&scene);
        }
}

static void timeline_of_every_scenario_stays_inside(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++) {
        struct play play;

        play_builtin(&play, &builtins[i]);
        assert_timelines(&play, builtins[i].name);
        play_release(&play);
    }
}

static void timeline_of_random_scenarios_stays_inside(void **state)
{
    struct rounds rounds = rounds_begin("timeline", 100);

    (void)state;
    while (rounds_next(&rounds)) {
        uint8_t tape[96];
        struct text yaml = {0};
        struct play play;

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        play_yaml(&play, text_str(&yaml) + strlen("version: 1\n"));
        assert_timelines(&play, "random");
        play_release(&play);
        text_release(&yaml);
    }
}

static uint32_t count_marks(const struct scene *scene, enum mark_sign sign, uint16_t bot)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < scene->mark_count; i++)
        count += scene->marks[i].sign == sign && scene->marks[i].bot == bot;
    return count;
}

/* DESIGN's row `sequential`: Picard posts and is skipped, Riker posts twice, Worf fails twice, Locutus never runs.
 * Worf's second error and his miss fall on one instant: the error is shown, and the picture says that they share a
 * place. */
static void timeline_sequential_has_the_storys_marks(void **state)
{
    const struct timeline_options options = {.columns = 100, .lane_rows = 1};
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_builtin(&play, builtin_of("sequential"));
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    assert_int_equal(count_marks(&scene, MARK_POSTED, 0), 1);
    assert_int_equal(count_marks(&scene, MARK_SKIPPED, 0), 1);
    assert_int_equal(count_marks(&scene, MARK_POSTED, 1), 1);
    assert_int_equal(count_marks(&scene, MARK_AGAIN, 1), 1);
    assert_int_equal(count_marks(&scene, MARK_ERROR, 2), 2);
    assert_int_equal(count_marks(&scene, MARK_LOST, 3), 1);
    assert_true(paint_text(&scene, &(struct paint_text){.reveal = REVEAL_ALL}, &out, &err));
    assert_non_null(strstr(text_str(&out), "2 of 1 ◆ TWICE"));
    assert_non_null(
        strstr(text_str(&out), "1 mark is hidden: of several in one place ◆ is shown before ●, ✗, ∅ and ○."));
    assert_non_null(strstr(text_str(&out), "● posted · ◆ again · ✗ error · ○ skipped · ∅ never · 1, 2 attempts"));
    assert_non_null(strstr(text_str(&out), " waits 60 s "));
    assert_non_null(strstr(text_str(&out), " 1 ━"));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

/* A bot that nobody posts for is no success: its numbers are quiet. */
static void timeline_of_a_bot_that_owes_nothing_is_quiet(void **state)
{
    const struct timeline_options options = {.columns = 80, .lane_rows = 1};
    struct play play;
    struct scene scene;
    struct err err;
    uint32_t found = 0;

    (void)state;
    play_yaml(&play, "bots: [{name: Riker, post: hi}, {name: Troi, post: ho}]\n"
                     "jobs: [{name: J, steps: [{post: Riker}]}]\nschedule: [{enqueue: J}]\n");
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    for (uint32_t i = 0; i < scene.label_count; i++)
        found += strcmp(scene.labels[i].text, "0 of 0") == 0 && scene.labels[i].element == ELEMENT_QUIET;
    assert_int_equal(found, 1);
    scene_release(&scene);
    play_release(&play);
}

/* 100 jobs, of which 64 get lanes. */
static void timeline_of_too_many_jobs_says_what_was_cut(void **state)
{
    const struct timeline_options options = {.columns = 80, .lane_rows = 1, .lanes = LANES_JOBS};
    struct play play;
    struct scene scene;
    struct text out = {0};
    struct err err;

    (void)state;
    play_yaml(&play, "bots: [{name: B, post: hello}]\njobs: [{name: J, steps: [{post: B}]}]\n"
                     "schedule: [{enqueue: J, times: 100}]\n");
    assert_true(timeline_draw(&play.trace, &play.ledger, &options, &scene, &err));
    assert_true(paint_text(&scene, &(struct paint_text){.reveal = REVEAL_ALL}, &out, &err));
    assert_non_null(strstr(text_str(&out), "⋯ not drawn: 36 more jobs"));
    text_release(&out);
    scene_release(&scene);
    play_release(&play);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(timeline_of_every_scenario_stays_inside),
        cmocka_unit_test(timeline_of_random_scenarios_stays_inside),
        cmocka_unit_test(timeline_sequential_has_the_storys_marks),
        cmocka_unit_test(timeline_of_a_bot_that_owes_nothing_is_quiet),
        cmocka_unit_test(timeline_of_too_many_jobs_says_what_was_cut),
    };

    return test_main("picture", tests, sizeof tests / sizeof *tests);
}
