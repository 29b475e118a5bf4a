/* The walk through a lesson in the terminal UI: on and back with a remote, away from it and home again. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "cli/source.h"
#include "support/lesson.h"
#include "support/ui.h"
#include "tui/loop.h"

enum { STATIONS_MAX = 200 };

struct given {
    struct lesson *lesson;
    bool is_given[LESSON_BEATS_MAX];
    struct tui_entry entries[LESSON_BEATS_MAX];
    struct ui *ui;
};

static struct scenario *load(void *context, size_t entry, struct err *err)
{
    const struct lesson *lesson = context;

    (void)err;
    return scenario_copy(lesson->scenarios[entry].scenario);
}

/* Gives a lesson, which is the UI's from then on, to a class of so many columns and rows. */
static void give(struct given *given, struct lesson *lesson, int columns, int rows)
{
    struct tui_options options = {.entries = given->entries,
                                  .entry_count = lesson->scenario_count,
                                  .lesson = lesson,
                                  .is_given = given->is_given,
                                  .is_class = true,
                                  .load = load,
                                  .context = lesson};
    struct err err;

    memset(given, 0, sizeof *given);
    given->lesson = lesson;
    (void)lesson_choose(lesson, 0, given->is_given);
    for (uint32_t i = 0; i < lesson->scenario_count; i++)
        given->entries[i] = (struct tui_entry){.group = "lesson",
                                               .name = lesson->scenarios[i].name,
                                               .title = lesson->scenarios[i].scenario->title,
                                               .question = lesson->scenarios[i].scenario->question};
    given->ui = ui_open(&options, &err);
    assert_non_null(given->ui);
    given->ui->columns = columns;
    given->ui->rows = rows;
    given->ui->app.session.is_sliced = true;
    for (int v = 0; v < VIEW_COUNT; v++)
        given->ui->app.tasks[v].is_sliced = true;
    ui_turn(given->ui, (struct input){.kind = INPUT_NOTHING});
}

static void release(struct given *given)
{
    ui_close(given->ui);
    lesson_free(given->lesson);
}

/* What is under way is done, and shown. */
static void settle(struct ui *ui)
{
    for (int i = 0; i < 10000 && task_is_open(&ui->app.tasks[app_view(&ui->app)]); i++) {
        (void)loop_work(&ui->app, 100);
        ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    }
}

static void press(struct ui *ui, int key)
{
    ui_press(ui, key);
    settle(ui);
}

static void assert_same(const struct text *before, const struct ui *ui, const char *what)
{
    struct text now = {0};

    ui_picture(ui, &now);
    if (strcmp(text_str(before), text_str(&now)) != 0)
        fail_msg("%s: was\n%s\nis\n%s", what, text_str(before), text_str(&now));
    text_release(&now);
}

/* PgDn alone comes to every beat in its order and ends where the lesson says that it is over; PgUp alone comes back. */
static void walk(const char *name, int columns, int rows)
{
    struct given given;
    uint32_t beat = 0, stations = 0;

    give(&given, load_builtin_lesson(name), columns, rows);
    while (!ui_shows(given.ui, "The lesson is over") && stations++ < STATIONS_MAX) {
        press(given.ui, KEY_CODE_PAGE_DOWN);
        assert_in_range(given.ui->app.session.walk.beat, beat, beat + 1);
        beat = given.ui->app.session.walk.beat;
    }
    assert_int_equal(beat, given.lesson->beat_count - 1);
    assert_true(stations > given.lesson->beat_count);
    while (!ui_shows(given.ui, "the start of the lesson") && stations++ < 2 * STATIONS_MAX) {
        press(given.ui, KEY_CODE_PAGE_UP);
        assert_true(given.ui->app.session.walk.beat <= beat);
        beat = given.ui->app.session.walk.beat;
    }
    assert_int_equal(beat, 0);
    release(&given);
}

static void lessons_are_gone_through_by_a_remote(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_lesson_count; i++) {
        walk(builtin_lessons[i].name, 80, 24);
        walk(builtin_lessons[i].name, 120, 36);
        walk(builtin_lessons[i].name, 40, 12);
    }
}

/* From every station of a lesson, away and home again: the same bytes. */
static void home_comes_back_to_the_same_bytes(void **state)
{
    static const char *const excursions[] = {"nnn",     "i",        "x\r", "c\r", "mm", "==\r",    "dd",
                                             ":66.2\r", "/riker\r", "?",   "aG",  "ww", "c\rxx\rt"};
    struct given given;
    uint32_t stations = 0;

    (void)state;
    give(&given, load_builtin_lesson("once"), 80, 24);
    while (!ui_shows(given.ui, "The lesson is over") && stations++ < STATIONS_MAX) {
        struct text before = {0};

        press(given.ui, KEY_CODE_HOME);
        ui_picture(given.ui, &before);
        for (size_t e = 0; e < sizeof excursions / sizeof *excursions; e++) {
            if (excursions[e][0] == 'n' && session_asking(&given.ui->app.session))
                continue; /* there n goes on with the vote, as PgDn does */
            ui_type(given.ui, excursions[e]);
            given.ui->app.prompt.kind = NULL; /* a menu may have asked for something */
            press(given.ui, KEY_CODE_HOME);
            assert_same(&before, given.ui, excursions[e]);
        }
        text_release(&before);
        press(given.ui, KEY_CODE_PAGE_DOWN);
    }
    release(&given);
}

/* Worf's strike in sequential is its 4.3 s; a beat that stays begins there, one that plays at its start. */
static void beat_is_gone_to_by_its_number(void **state)
{
    struct given given;

    (void)state;
    give(&given, load_builtin_lesson("once"), 80, 24);
    ui_type(given.ui, ":b3\r");
    assert_int_equal(given.ui->app.session.walk.beat, 2);
    assert_true(ui_shows(given.ui, "00:00:04.3"));
    assert_true(ui_shows(given.ui, "the first vote"));
    ui_type(given.ui, ":b2\r");
    assert_true(ui_shows(given.ui, "00:00:00.0"));
    ui_type(given.ui, ":b10\r");
    assert_true(ui_shows(given.ui, "The lesson has 9 beats."));
    assert_int_equal(given.ui->app.session.walk.beat, 1);
    release(&given);
}

/* A vote of seven and three hands is there again behind an excursion, and in the second vote the first one, too; then
 * the outcome, and the end of the run. */
static void votes_are_there_again_at_home(void **state)
{
    struct given given;
    const struct asking *asking;

    (void)state;
    give(&given, load_builtin_lesson("once"), 80, 24);
    ui_type(given.ui, ":b7\r");
    for (int i = 0; i < 10 && !session_asking(&given.ui->app.session); i++)
        press(given.ui, KEY_CODE_PAGE_DOWN);
    ui_type(given.ui, "v7 3 0 0 0\r");
    ui_type(given.ui, "i");
    press(given.ui, KEY_CODE_HOME);
    asking = session_asking(&given.ui->app.session);
    assert_int_equal(asking->votes.rounds[0].hands[0], 7);
    assert_int_equal(asking->votes.rounds[0].hands[1], 3);
    press(given.ui, KEY_CODE_PAGE_DOWN);
    press(given.ui, KEY_CODE_PAGE_DOWN);
    assert_true(ui_shows(given.ui, "the second vote"));
    ui_type(given.ui, "1");
    press(given.ui, KEY_CODE_HOME);
    asking = session_asking(&given.ui->app.session);
    assert_int_equal(asking->stage, ASKING_AGAIN);
    assert_int_equal(asking->votes.rounds[0].hands[0], 7);
    assert_int_equal(asking->votes.rounds[1].hands[0], 1);
    press(given.ui, KEY_CODE_PAGE_DOWN);
    assert_true(ui_shows(given.ui, "It was Picard 1 · Riker 2 · Worf 2 · Locutus 1"));
    press(given.ui, KEY_CODE_PAGE_DOWN);
    assert_true(ui_shows(given.ui, "the end"));
    assert_int_equal(given.ui->app.session.walk.beat, 6);
    press(given.ui, KEY_CODE_PAGE_DOWN);
    assert_int_equal(given.ui->app.session.walk.beat, 7);
    release(&given);
}

/* Who goes by hand to where the beat asks is asked once: behind the outcome PgDn comes to the next beat. */
static void question_reached_by_hand_is_asked_once(void **state)
{
    struct given given;
    struct session *session;

    (void)state;
    give(&given, load_builtin_lesson("once"), 80, 24);
    session = &given.ui->app.session;
    ui_type(given.ui, ":b2\r");
    for (int i = 0; i < 10 && !session_asking(session); i++)
        ui_type(given.ui, "n");
    assert_true(ui_shows(given.ui, "PgDn: the outcome"));
    press(given.ui, KEY_CODE_PAGE_DOWN);
    assert_true(ui_shows(given.ui, "It was Picard's"));
    press(given.ui, KEY_CODE_PAGE_DOWN);
    press(given.ui, KEY_CODE_PAGE_DOWN);
    assert_int_equal(session->walk.beat, 2);
    release(&given);
}

/* The footer names the key that the question does. */
static void footer_of_a_question_names_the_key_of_its_panel(void **state)
{
    struct given given;

    (void)state;
    give(&given, load_builtin_lesson("once"), 120, 36);
    ui_type(given.ui, ":b3\r");
    ui_type(given.ui, "1"); /* the footer is there behind the beat's number */
    assert_true(ui_shows(given.ui, "PgDn: talk it over"));
    assert_true(ui_shows(given.ui, "PgDn on"));
    assert_false(ui_shows(given.ui, " n on"));
    release(&given);
}

/* Where there is room the outcome tells why somebody may think otherwise; before it nothing does. */
static void outcome_tells_of_beliefs_where_there_is_room(void **state)
{
    static const struct {
        int columns, rows;
        bool tells;
    } sizes[] = {{160, 48, true}, {80, 24, false}};

    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct given given;

        give(&given, load_builtin_lesson("once"), sizes[i].columns, sizes[i].rows);
        ui_type(given.ui, ":b3\r");
        press(given.ui, KEY_CODE_PAGE_DOWN);
        press(given.ui, KEY_CODE_PAGE_DOWN);
        assert_false(ui_shows(given.ui, "to think so"));
        press(given.ui, KEY_CODE_PAGE_DOWN);
        assert_int_equal(ui_shows(given.ui, "one way to think so: a job is retried until it works"), sizes[i].tells);
        release(&given);
    }
}

/* What was changed on an excursion is told at the end, though Home let it go. */
static void branches_of_excursions_are_told_in_the_farewell(void **state)
{
    struct given given;
    struct text farewell = {0};

    (void)state;
    give(&given,
         load_lesson("version: 1\nlesson: A lesson\nminutes: 9\nbeats:\n"
                     "  - {play: sequential, set: [platform.workers=2], at: end, minutes: 1}\n"),
         80, 24);
    ui_type(given.ui, "c\r\r");
    press(given.ui, KEY_CODE_HOME);
    session_farewell(&given.ui->app.session, &farewell);
    assert_non_null(strstr(text_str(&farewell), "makeitso play sequential"));
    assert_null(strstr(text_str(&farewell), "--workers 2\n")); /* the beat's own */
    text_release(&farewell);
    release(&given);
}

static void requests_of_a_lesson_are_refused_without_one(void **state)
{
    (void)state;
    assert_int_equal(request_of_key(KEY_CODE_PAGE_DOWN, VIEW_STAGE, true), REQUEST_NEXT);
    assert_int_equal(request_of_key(KEY_CODE_HOME, VIEW_STAGE, true), REQUEST_START);
    assert_int_equal(request_of_lesson_key(KEY_CODE_PAGE_DOWN, VIEW_STAGE), REQUEST_BEAT_NEXT);
    assert_int_equal(request_of_lesson_key(KEY_CODE_HOME, VIEW_MAP), REQUEST_BEAT);
    assert_int_equal(request_of_lesson_key(':', VIEW_STAGE), REQUEST_BEAT_GO_TO);
    assert_int_equal(request_of_lesson_key(':', VIEW_PAGE), REQUEST_BEAT_GO_TO);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(lessons_are_gone_through_by_a_remote),
        cmocka_unit_test(home_comes_back_to_the_same_bytes),
        cmocka_unit_test(beat_is_gone_to_by_its_number),
        cmocka_unit_test(votes_are_there_again_at_home),
        cmocka_unit_test(question_reached_by_hand_is_asked_once),
        cmocka_unit_test(footer_of_a_question_names_the_key_of_its_panel),
        cmocka_unit_test(outcome_tells_of_beliefs_where_there_is_room),
        cmocka_unit_test(branches_of_excursions_are_told_in_the_farewell),
        cmocka_unit_test(requests_of_a_lesson_are_refused_without_one),
    };

    return test_main("tui_lesson", tests, sizeof tests / sizeof *tests);
}
