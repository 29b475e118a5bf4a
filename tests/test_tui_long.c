/* A long run: no key holds up the next one. What a turn of the loop does is counted, not timed. */
#include "support/effort.h"
#include "support/play.h"
#include "support/test.h"
#include "support/ui.h"

#include "tui/loop.h"

enum { TURNS_MAX = 100000, EVENTS_MIN = 50000 };

/* 2,500 days of one job that fails once. */
static const char long_run[] = "bots: [{name: A, post: one}, {name: B, post: two, guard: check-then-mark}]\n"
                               "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}]\n"
                               "schedule: [{enqueue: J, times: 2500}]\n"
                               "faults: [{bot: B, before: commit, kind: error, attempts: [1], times: always}]\n";

static struct scenario *load(void *context, size_t entry, struct err *err)
{
    (void)context;
    (void)entry;
    (void)err;
    return load_yaml(long_run);
}

/* In slices as short as can be. */
static struct ui *begin(void)
{
    static const struct tui_entry entry = {"", "long.yaml", "", ""};
    struct tui_options options = {.entries = &entry, .entry_count = 1, .load = load, .has_no_gates = true};
    struct err err;
    struct ui *ui = ui_open(&options, &err);

    assert_non_null(ui);
    ui->app.answer.slice_ms = 0;
    assert_true(session_future(&ui->app.session)->trace.count > EVENTS_MIN);
    return ui;
}

static void assert_short(const char *what, const struct ui *ui)
{
    struct text said = {0};

    if (effort_is_short())
        return;
    effort_say(&said);
    fail_msg("%s in %s: %s", what, view_names[app_view(&ui->app)], text_str(&said));
}

/* Presses a key and waits for the end of its answer, however many turns it takes; returns how many. */
static int press(struct ui *ui, int key, const char *what)
{
    int turns = 1;

    effort = (struct effort){0};
    ui_press(ui, key);
    assert_short(what, ui);
    for (; long_answer_is_open(&ui->app.answer); turns++) {
        assert_true(turns < TURNS_MAX);
        ASSERT_I64(loop_wait(&ui->app), 0);
        effort = (struct effort){0};
        ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
        assert_short(what, ui);
    }
    return turns;
}

static void press_all(struct ui *ui, const char *keys)
{
    for (; *keys; keys++)
        (void)press(ui, *keys == '\r' ? KEY_CODE_ENTER : *keys, "on the way");
}

/* How each view is reached from the stage. The tree needs a second future; two worlds, too. */
static const struct {
    enum view_id view;
    const char *keys;
} ways[] = {{VIEW_STAGE, ""}, {VIEW_ATOM, "\r"},    {VIEW_WHY, "Gw"}, {VIEW_TREE, "t"}, {VIEW_DIAGRAM, "d"},
            {VIEW_MAP, "m"},  {VIEW_WORLDS, "=\r"}, {VIEW_HELP, "?"}, {VIEW_PAGE, "i"}};

static void press_every_key(struct ui *ui, enum view_id view, const char *way)
{
    for (int r = 0; r < REQUEST_COUNT; r++) {
        if (!(request_rows[r].where >> view & 1) || r == REQUEST_QUIT || r == REQUEST_LEAVE || r == REQUEST_SUSPEND)
            continue;
        if (app_view(&ui->app) != view || ui->app.menu.is_open || ui->app.prompt.kind || ui->app.is_blank) {
            ui_leave_all(ui);
            press_all(ui, way);
        }
        (void)press(ui, request_rows[r].keys[0], request_rows[r].written);
    }
}

/* Each key of the table in each view, without a search and with one that finds nothing. */
static void tui_no_key_holds_up_the_next(void **state)
{
    struct ui *ui = begin();

    (void)state;
    press_all(ui, "cjj\r");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        press_every_key(ui, ways[i].view, ways[i].keys);
    ui_leave_all(ui);
    press_all(ui, "/zz\r");
    assert_string_equal(text_str(&ui->app.session.notice), "No match: Esc drops /zz.");
    press_all(ui, "N=\rn");
    assert_string_equal(text_str(&ui->app.session.notice), "No match: Esc drops /zz.");
    ui_close(ui);
}

/* It takes many turns, says how far it is, and Esc leaves it where one stood; any other key is answered at once. */
static void tui_search_is_left(void **state)
{
    struct ui *ui = begin();
    const struct session *session = &ui->app.session;
    uint32_t at;

    (void)state;
    ui_type(ui, "nn");
    at = session_future(session)->at;
    ui_type(ui, "/zz\r");
    assert_true(ui_shows(ui, "Searching for /zz: "));
    assert_true(ui_shows(ui, " events so far. Esc leaves it."));
    ASSERT_I64(loop_wait(&ui->app), 0);
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    assert_true(long_answer_is_open(&ui->app.answer));
    ui_press(ui, KEY_CODE_ESCAPE);
    assert_false(long_answer_is_open(&ui->app.answer));
    assert_true(ui_shows(ui, "Left: all is as it was."));
    ASSERT_I64(session_future(session)->at, at);
    ui_type(ui, "n");
    assert_true(long_answer_is_open(&ui->app.answer));
    ui_type(ui, "?");
    assert_true(app_view(&ui->app) == VIEW_HELP);
    assert_false(long_answer_is_open(&ui->app.answer));
    ui_close(ui);
}

/* A change that is left makes no future; one that is waited for does, at the moment where it was asked for. */
static void tui_change_is_left(void **state)
{
    struct ui *ui = begin();
    const struct session *session = &ui->app.session;
    struct text before = {0}, after = {0};

    (void)state;
    ui_type(ui, "nn");
    ui_picture(ui, &before);
    ui_type(ui, "cjj\r");
    assert_true(ui_shows(ui, "Playing it anew: "));
    ui_press(ui, KEY_CODE_ESCAPE);
    ui_leave_all(ui);
    ui_picture(ui, &after);
    assert_string_equal(text_str(&before), text_str(&after));
    ASSERT_I64(session_futures(session)->count, 1);
    press_all(ui, "cjj\r");
    ASSERT_I64(session_futures(session)->count, 2);
    ASSERT_I64(session_future(session)->trace.events[session_future(session)->at].time,
               session_futures(session)->list[0].trace.events[session_futures(session)->list[0].at].time);
    text_release(&before);
    text_release(&after);
    ui_close(ui);
}

static void tui_signal_ends_a_search(void **state)
{
    struct ui *ui = begin();

    (void)state;
    ui_type(ui, "/zz\r");
    ui_turn(ui, (struct input){.kind = INPUT_SIGNAL, .signal = 15});
    assert_true(ui->app.is_over);
    ASSERT_I64(ui->app.status, 128 + 15);
    ui_close(ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tui_no_key_holds_up_the_next),
        cmocka_unit_test(tui_search_is_left),
        cmocka_unit_test(tui_change_is_left),
        cmocka_unit_test(tui_signal_ends_a_search),
    };

    return test_main("tui_long", tests, sizeof tests / sizeof *tests);
}
