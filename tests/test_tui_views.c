/* The views without a terminal: each answers what its keys ask for; turns are made by inputs alone. */
#include "support/play.h"
#include "support/test.h"
#include "support/ui.h"

#include "tui/loop.h"
#include "tui/task.h"
#include "tui/views.h"

enum { ROUNDS_MAX = 100000 };

static const struct tui_entry entries[] = {{"the story", "sequential", "One job", "What if?"},
                                           {"the story", "fan-out", "A job each", "What if?"}};

static struct scenario *load(void *context, size_t entry, struct err *err)
{
    (void)context;
    (void)err;
    return load_builtin(entries[entry].name);
}

/* Worf fails; in the second attempt Riker's reply is lost. */
static struct scenario *load_lost_reply(void *context, size_t entry, struct err *err)
{
    (void)context;
    (void)entry;
    (void)err;
    return load_yaml("bots: [{name: Riker, post: r}, {name: Worf, post: w}]\n"
                     "jobs: [{name: J, steps: [{post: Riker}, {post: Worf}], retry: {limit: 2, wait: 1m}}]\n"
                     "schedule: [{enqueue: J}]\n"
                     "faults:\n"
                     "  - {bot: Worf, before: commit, kind: error, attempts: [1]}\n"
                     "  - {bot: Riker, after: commit, kind: error, attempts: [2]}\n");
}

/* On the stage of an entry. */
static struct ui *begin_loaded(int open, struct scenario *(*load_entry)(void *, size_t, struct err *))
{
    const struct tui_options options = {
        .entries = entries, .entry_count = 2, .open = open, .load = load_entry, .has_no_gates = true};
    struct err err;
    struct ui *ui = ui_open(&options, &err);

    assert_non_null(ui);
    return ui;
}

static struct ui *begin(int open)
{
    return begin_loaded(open, load);
}

/* Whatever a key asks for in a view is answered there or everywhere; a lesson answers its own. */
static void views_answer_each_request_of_their_keys(void **state)
{
    struct ui *ui = begin(0);

    (void)state;
    for (int view = 0; view < VIEW_COUNT; view++)
        for (int request = 0; request < REQUEST_COUNT; request++)
            if (request_rows[request].where >> view & 1 && !request_is_of_lesson((enum request)request) &&
                !app_handler(&ui->app, (enum view_id)view, (enum request)request))
                fail_msg("%s has no answer to %s (%s)", view_names[view], request_rows[request].written,
                         request_rows[request].word);
    ui_close(ui);
}

/* And no view answers what none of its keys asks for. */
static void views_answer_nothing_else(void **state)
{
    (void)state;
    for (int view = 0; view < VIEW_COUNT; view++)
        for (int t = 0; t < VIEW_TABLES_MAX && views[view]->tables[t]; t++)
            for (const struct handler *row = views[view]->tables[t]; t == 0 && row->request != REQUEST_NONE; row++)
                if (!(request_rows[row->request].where >> view & 1))
                    fail_msg("%s answers %s, which is not asked for there", view_names[view],
                             request_rows[row->request].written);
}

static void loop_plays_a_run_by_inputs_alone(void **state)
{
    struct ui *ui = begin(0);

    (void)state;
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    assert_true(ui_shows(ui, "BotsJob attempts"));
    assert_int_equal(loop_wait(&ui->app), -1);
    ui_type(ui, "G");
    assert_true(ui_shows(ui, "TWICE"));
    ui_type(ui, "q");
    assert_true(ui->app.is_over);
    assert_int_equal(ui->app.status, 0);
    ui_close(ui);
}

/* i tells what is given at any time; p the lesson, not before the run was watched to its end, and in each of its
 * futures. */
static void pages_are_opened_by_their_keys(void **state)
{
    struct ui *ui = begin(0);

    (void)state;
    ui_type(ui, "p");
    assert_true(ui_shows(ui, "The lesson comes after the end."));
    ui_type(ui, "nnni");
    assert_true(ui_shows(ui, "WHAT IS GIVEN"));
    ui_type(ui, "i");
    assert_true(ui_shows(ui, "class BotsJob"));
    ui_type(ui, "Gp");
    assert_true(ui_shows(ui, "What a queue retries is a job, never a step"));
    ui_type(ui, "ii");
    assert_true(ui_shows(ui, "Not so: Riker posted twice"));
    ui_type(ui, "gnnxe");
    assert_true(ui_shows(ui, "A new future"));
    ui_type(ui, "p");
    assert_true(ui_shows(ui, "What a queue retries is a job, never a step"));
    ui_close(ui);
}

/* Time is what the inputs say. */
static void loop_moves_on_with_the_time_of_its_inputs(void **state)
{
    struct ui *ui = begin(0);
    const struct future *future = session_future(&ui->app.session);

    (void)state;
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    ui_type(ui, " ");
    assert_true(ui->app.session.player.is_playing);
    for (int i = 0; i < ROUNDS_MAX && ui->app.session.player.is_playing; i++) {
        int wait = loop_wait(&ui->app);

        assert_true(wait >= 0);
        ui->now += wait > 0 ? wait : 1;
        ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    }
    assert_int_equal(future->at + 1, future->trace.count);
    assert_int_equal(loop_wait(&ui->app), -1);
    ui_close(ui);
}

static void loop_resizes_with_its_inputs(void **state)
{
    struct ui *ui = begin(1);
    struct input input = {.kind = INPUT_RESIZE, .columns = 120, .rows = 36};
    struct err err;

    (void)state;
    assert_true(loop_step(&ui->app, &input, &err));
    assert_int_equal(ui->app.cells.columns, 120);
    assert_int_equal(ui->app.cells.rows, 36);
    ui_turn(ui, (struct input){.kind = INPUT_RESIZE});
    assert_int_equal(ui->app.cells.columns, 80);
    ui_close(ui);
}

/* The crash map's search goes on in slices of the host's, and ends in the map that a thread finds. */
static void loop_works_in_slices_where_there_is_no_thread(void **state)
{
    struct ui *threaded = begin(1), *sliced = begin(1);
    struct text a = {0}, b = {0};
    int slices = 0;

    (void)state;
    threaded->app.session.is_sliced = false;
    ui_type(threaded, "m");
    ui_type(sliced, "m");
    assert_true(ui_shows(sliced, "earching"));
    while (!loop_work(&sliced->app, 0) && slices < ROUNDS_MAX)
        slices++;
    assert_true(slices > 10);
    ui_turn(sliced, (struct input){.kind = INPUT_NOTHING});
    while (task_is_open(&threaded->app.tasks[VIEW_MAP]) && !task_wait(&threaded->app.tasks[VIEW_MAP], 1000))
        ;
    ui_turn(threaded, (struct input){.kind = INPUT_NOTHING});
    cells_write_text(&threaded->app.cells, &a);
    cells_write_text(&sliced->app.cells, &b);
    assert_string_equal(text_str(&a), text_str(&b));
    assert_false(ui_shows(sliced, "earching"));
    text_release(&a);
    text_release(&b);
    ui_close(threaded);
    ui_close(sliced);
}

/* The map is searched to its end, and painted. */
static void map_wait(struct ui *ui)
{
    bool is_done = false;

    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    for (int i = 0; i < ROUNDS_MAX && !is_done; i++)
        is_done = loop_work(&ui->app, 1000);
    assert_true(is_done);
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
}

/* Asks for what was seen, in place of what stands in the prompt. */
static void ask_seen(struct ui *ui, const char *seen)
{
    ui_type(ui, "f");
    ui_press(ui, KEY_CODE_CTRL('u'));
    ui_type(ui, seen);
    ui_press(ui, KEY_CODE_ENTER);
}

/* The prompt begins with the present run's posts; the map then has what leads to those asked for alone, until nothing
 * is asked for. By hand: Riker posts again where an error strikes behind his commit and within a step, of which gaps
 * there are 3 in his own post and 6 in each of the two behind it. */
static void map_is_filtered_by_what_was_seen(void **state)
{
    struct ui *ui = begin(0);

    (void)state;
    ui_type(ui, "m");
    map_wait(ui);
    assert_true(ui_shows(ui, "after fetch"));
    ui_type(ui, "f");
    assert_true(ui_shows(ui, "Seen (Tab completes): Picard=1 Riker=2 Worf=0 Locutus=0"));
    ui_press(ui, KEY_CODE_CTRL('u'));
    ui_type(ui, "ri\t2 bo\tde\t");
    assert_true(ui_shows(ui, "riker=2 botsJob=dead"));
    ui_press(ui, KEY_CODE_ESCAPE);
    ask_seen(ui, "Riker=2");
    map_wait(ui);
    assert_true(ui_shows(ui, "Exactly this is seen in 15 of 61 runs with at most 1 fault."));
    assert_true(ui_shows(ui, "saw Riker=2"));
    assert_false(ui_shows(ui, "after fetch"));
    ask_seen(ui, "Riker=9");
    map_wait(ui);
    assert_true(ui_shows(ui, "Exactly this is seen in none of 61 runs"));
    ask_seen(ui, "Rikerx=1");
    assert_string_equal(text_str(&ui->app.session.notice),
                        "unknown bot or job \"Rikerx\"; allowed: Picard, Riker, Worf, Locutus, BotsJob; did you mean "
                        "\"Riker\"?");
    ask_seen(ui, "");
    map_wait(ui);
    assert_true(ui_shows(ui, "after fetch"));
    assert_false(ui_shows(ui, "saw Riker"));
    ui_close(ui);
}

/* Turns until what takes long has been answered: on a busy machine even a short scenario does. */
static void answer_wait(struct ui *ui)
{
    for (int i = 0; i < ROUNDS_MAX && long_answer_is_open(&ui->app.answer); i++)
        ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    assert_false(long_answer_is_open(&ui->app.answer));
}

/* What was seen of one scenario is kept in another as long as it has such names; then all its map is there again. */
static void map_forgets_what_another_scenario_cannot_show(void **state)
{
    struct ui *ui = begin(-1);

    (void)state;
    ui_type(ui, "G\r");
    answer_wait(ui);
    ui_type(ui, "m");
    map_wait(ui);
    ask_seen(ui, "PicardJob=lost");
    map_wait(ui);
    assert_true(ui_shows(ui, "saw PicardJob=lost"));
    ui_type(ui, "q");
    assert_true(app_view(&ui->app) == VIEW_STAGE);
    ui_type(ui, "q");
    assert_true(app_view(&ui->app) == VIEW_OPENING);
    ui_type(ui, "g\r");
    answer_wait(ui);
    assert_true(app_view(&ui->app) == VIEW_STAGE);
    ui_type(ui, "m");
    map_wait(ui);
    assert_true(app_view(&ui->app) == VIEW_MAP);
    assert_true(ui_shows(ui, "unknown bot or job \"PicardJob\""));
    ui_type(ui, "n");
    assert_false(ui_shows(ui, "saw PicardJob"));
    assert_true(ui_shows(ui, "after fetch"));
    ui_close(ui);
}

/* While the changes are still being tried there are none to be searched. */
static void why_is_searched_before_its_changes_are_there(void **state)
{
    struct ui *ui = begin(0);

    (void)state;
    ui_type(ui, "Gw");
    assert_true(app_view(&ui->app) == VIEW_WHY);
    ui_type(ui, "/nowhere\r");
    assert_string_equal(text_str(&ui->app.session.notice), "No match: Esc drops /nowhere.");
    ui_close(ui);
}

/* Riker who asks has no reply that could be lost: the table of changes says so, and so does the future that c makes. */
static void change_that_spares_a_fault_says_so(void **state)
{
    struct ui *ui = begin_loaded(0, load_lost_reply);

    (void)state;
    ui_type(ui, "Gw");
    while (!loop_work(&ui->app, 10))
        ;
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    ui_type(ui, "/Riker asks\r");
    assert_true(ui_shows(ui, " first; but fault 2 never strikes there"));
    ui_leave_all(ui);
    ui_type(ui, "c");
    while (ui->app.menu.choices[ui->app.menu.selected].change.kind != CHANGE_GUARD ||
           ui->app.menu.choices[ui->app.menu.selected].change.value != GUARD_CHECK_THEN_MARK)
        ui_press(ui, KEY_CODE_DOWN);
    ui_type(ui, "\r");
    assert_string_equal(
        text_str(&ui->app.session.notice),
        "A new future: Riker asks \"already posted?\" first; but fault 2 never strikes there. u goes back.");
    ui_close(ui);
}

/* Riker posts twice. Before why is asked c has the guards in the order of their list; then in that of why, the present
 * one last. */
static void changes_stand_in_the_order_of_why(void **state)
{
    struct ui *ui = begin(0);
    const struct menu_choice *choices = ui->app.menu.choices;
    size_t guards = 0;

    (void)state;
    ui_type(ui, "Gc");
    assert_int_equal(choices[0].change.value, GUARD_NONE);
    ui_leave_all(ui);
    ui_type(ui, "Gw");
    while (!loop_work(&ui->app, 10))
        ;
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    ui_leave_all(ui);
    ui->app.session.lane = 1;
    ui_type(ui, "c");
    assert_string_equal(choices[0].change.name, "Riker");
    assert_int_equal(choices[0].change.value, GUARD_IDEMPOTENCY_KEY);
    while (choices[guards].change.kind == CHANGE_GUARD)
        guards++;
    assert_int_equal(guards, GUARD_COUNT);
    assert_true(choices[guards - 1].item.is_set);
    for (size_t i = 1; i < guards; i++)
        assert_true(view_why_place(&ui->app, &choices[i - 1].change) < view_why_place(&ui->app, &choices[i].change));
    ui_close(ui);
}

/* Worf waits for the only worker, which Riker's job keeps for an hour; nothing else is judged. */
static struct scenario *load_late(void *context, size_t entry, struct err *err)
{
    (void)context;
    (void)entry;
    (void)err;
    return load_yaml("bots: [{name: Riker, post: r}, {name: Worf, post: w, due: 1m}]\n"
                     "jobs: [{name: J, steps: [{wait: 1h}, {post: Riker}]}, {name: K, steps: [{post: Worf}]}]\n"
                     "schedule: [{enqueue: J}, {enqueue: K}]\nwishes: [made]\n");
}

/* The stage and why have the one wish that is judged, and why answers for a late post. */
static void late_post_is_explained_by_the_wish_it_refuses(void **state)
{
    struct ui *ui = begin_loaded(0, load_late);

    (void)state;
    ui_type(ui, "G");
    assert_true(ui_shows(ui, "every post is made in time"));
    assert_true(ui_shows(ui, "60 min late"));
    assert_false(ui_shows(ui, "nobody"));
    assert_true(ui_shows(ui, "Not so: Worf late by 1 h"));
    ui_type(ui, "w");
    assert_true(app_view(&ui->app) == VIEW_WHY);
    while (!loop_work(&ui->app, 10))
        ;
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    assert_true(ui_shows(ui, "Why did Worf post late?"));
    assert_true(ui_shows(ui, "it has waited"));
    assert_true(ui_shows(ui, " made"));
    assert_false(ui_shows(ui, "once: never twice"));
    assert_true(ui_shows(ui, "2 workers"));
    ui_close(ui);
}

/* What only a terminal can do is asked of the host. */
static void loop_asks_its_host_for_what_it_cannot_do(void **state)
{
    struct ui *ui = begin(0);

    (void)state;
    ui_press(ui, KEY_CODE_CTRL('l'));
    assert_true(ui->app.wants_redraw);
    ui_press(ui, KEY_CODE_CTRL('z'));
    assert_true(ui->app.wants_pause);
    ui_type(ui, "M");
    assert_true(ui->app.mouse.is_off);
    ui_close(ui);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_answer_each_request_of_their_keys),
        cmocka_unit_test(views_answer_nothing_else),
        cmocka_unit_test(loop_plays_a_run_by_inputs_alone),
        cmocka_unit_test(pages_are_opened_by_their_keys),
        cmocka_unit_test(loop_moves_on_with_the_time_of_its_inputs),
        cmocka_unit_test(loop_resizes_with_its_inputs),
        cmocka_unit_test(loop_works_in_slices_where_there_is_no_thread),
        cmocka_unit_test(map_is_filtered_by_what_was_seen),
        cmocka_unit_test(map_forgets_what_another_scenario_cannot_show),
        cmocka_unit_test(why_is_searched_before_its_changes_are_there),
        cmocka_unit_test(change_that_spares_a_fault_says_so),
        cmocka_unit_test(changes_stand_in_the_order_of_why),
        cmocka_unit_test(late_post_is_explained_by_the_wish_it_refuses),
        cmocka_unit_test(loop_asks_its_host_for_what_it_cannot_do),
    };

    return test_main("tui_views", tests, sizeof tests / sizeof *tests);
}
