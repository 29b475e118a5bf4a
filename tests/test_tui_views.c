/* The views without a terminal: each answers what its keys ask for; turns are made by inputs alone. */
#include "support/play.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

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

/* On the stage of an entry. */
static struct app *begin(int open)
{
    static struct tui_options options;
    struct app *app = calloc(1, sizeof *app);
    struct err err;

    options = (struct tui_options){.entries = entries, .entry_count = 2, .open = open, .load = load};
    assert_non_null(app);
    assert_true(app_init(app, &options, views, &err));
    app->session.here = (size_t)open;
    assert_true(session_load(&app->session, app->session.here));
    return app;
}

static void end(struct app *app)
{
    app_release(app);
    free(app);
}

static void turn(struct app *app, struct input input)
{
    struct err err;

    input.columns = 80;
    input.rows = 24;
    assert_true(loop_step(app, &input, &err));
}

/* Characters, each a key of its own. */
static void type(struct app *app, const char *keys)
{
    for (; *keys; keys++)
        turn(app, (struct input){.kind = INPUT_KEY, .key = *keys});
}

static bool shows(const struct app *app, const char *words)
{
    struct text text = {0};
    bool found;

    cells_write_text(&app->cells, &text);
    found = strstr(text_str(&text), words) != NULL;
    text_release(&text);
    return found;
}

/* Whatever a key asks for in a view is answered there or everywhere. */
static void views_answer_each_request_of_their_keys(void **state)
{
    struct app *app = begin(0);

    (void)state;
    for (int view = 0; view < VIEW_COUNT; view++)
        for (int request = 0; request < REQUEST_COUNT; request++)
            if (request_rows[request].where >> view & 1 && !app_handler(app, (enum view_id)view, (enum request)request))
                fail_msg("%s has no answer to %s (%s)", view_names[view], request_rows[request].written,
                         request_rows[request].word);
    end(app);
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
    struct app *app = begin(0);

    (void)state;
    turn(app, (struct input){.kind = INPUT_NOTHING});
    assert_true(shows(app, "class BotsJob"));
    assert_int_equal(loop_wait(app), -1);
    type(app, "G");
    assert_true(shows(app, "TWICE"));
    type(app, "q");
    assert_true(app->is_over);
    assert_int_equal(app->status, 0);
    end(app);
}

/* Time is what the inputs say. */
static void loop_moves_on_with_the_time_of_its_inputs(void **state)
{
    struct app *app = begin(0);
    const struct future *future = session_future(&app->session);
    int64_t now = 1000000;

    (void)state;
    turn(app, (struct input){.kind = INPUT_NOTHING, .now = now});
    turn(app, (struct input){.kind = INPUT_KEY, .key = ' ', .now = now});
    assert_true(app->session.player.is_playing);
    for (int i = 0; i < ROUNDS_MAX && app->session.player.is_playing; i++) {
        int wait = loop_wait(app);

        assert_true(wait >= 0);
        now += wait > 0 ? wait : 1;
        turn(app, (struct input){.kind = INPUT_NOTHING, .now = now});
    }
    assert_int_equal(future->at + 1, future->trace.count);
    assert_int_equal(loop_wait(app), -1);
    end(app);
}

static void loop_resizes_with_its_inputs(void **state)
{
    struct app *app = begin(1);
    struct input input = {.kind = INPUT_RESIZE, .columns = 120, .rows = 36};
    struct err err;

    (void)state;
    assert_true(loop_step(app, &input, &err));
    assert_int_equal(app->cells.columns, 120);
    assert_int_equal(app->cells.rows, 36);
    turn(app, (struct input){.kind = INPUT_RESIZE});
    assert_int_equal(app->cells.columns, 80);
    end(app);
}

/* The crash map's search goes on in slices of the host's, and ends in the map that a thread finds. */
static void loop_works_in_slices_where_there_is_no_thread(void **state)
{
    struct app *threaded = begin(1), *sliced = begin(1);
    struct text a = {0}, b = {0};
    int slices = 0;

    (void)state;
    sliced->session.is_sliced = true;
    type(threaded, "m");
    type(sliced, "m");
    assert_true(shows(sliced, "earching"));
    while (!loop_work(sliced, 0) && slices < ROUNDS_MAX)
        slices++;
    assert_true(slices > 10);
    turn(sliced, (struct input){.kind = INPUT_NOTHING});
    while (task_is_open(&threaded->tasks[VIEW_MAP]) && !task_wait(&threaded->tasks[VIEW_MAP], 1000))
        ;
    turn(threaded, (struct input){.kind = INPUT_NOTHING});
    cells_write_text(&threaded->cells, &a);
    cells_write_text(&sliced->cells, &b);
    assert_string_equal(text_str(&a), text_str(&b));
    assert_false(shows(sliced, "earching"));
    text_release(&a);
    text_release(&b);
    end(threaded);
    end(sliced);
}

/* While the changes are still being tried there are none to be searched. */
static void why_is_searched_before_its_changes_are_there(void **state)
{
    struct app *app = begin(0);

    (void)state;
    app->session.is_sliced = true;
    type(app, "Gw");
    assert_true(app_view(app) == VIEW_WHY);
    type(app, "/nowhere");
    turn(app, (struct input){.kind = INPUT_KEY, .key = KEY_CODE_ENTER});
    assert_string_equal(text_str(&app->session.notice), "No match: Esc drops /nowhere.");
    end(app);
}

/* What only a terminal can do is asked of the host. */
static void loop_asks_its_host_for_what_it_cannot_do(void **state)
{
    struct app *app = begin(0);

    (void)state;
    turn(app, (struct input){.kind = INPUT_KEY, .key = KEY_CODE_CTRL('l')});
    assert_true(app->wants_redraw);
    turn(app, (struct input){.kind = INPUT_KEY, .key = KEY_CODE_CTRL('z')});
    assert_true(app->wants_pause);
    type(app, "M");
    assert_true(app->mouse.is_off);
    end(app);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(views_answer_each_request_of_their_keys),
        cmocka_unit_test(views_answer_nothing_else),
        cmocka_unit_test(loop_plays_a_run_by_inputs_alone),
        cmocka_unit_test(loop_moves_on_with_the_time_of_its_inputs),
        cmocka_unit_test(loop_resizes_with_its_inputs),
        cmocka_unit_test(loop_works_in_slices_where_there_is_no_thread),
        cmocka_unit_test(why_is_searched_before_its_changes_are_there),
        cmocka_unit_test(loop_asks_its_host_for_what_it_cannot_do),
    };

    return test_main("tui_views", tests, sizeof tests / sizeof *tests);
}
