/* While a question is open nothing behind its event is told: not by any cell of any view that can be opened.
 *
 * It is told by two runs of a scenario that are the same up to the event and differ behind it, for a fault strikes only
 * one of them: whatever is asked of both, their screens are equal, cell by cell. */
#include <stdlib.h>
#include <string.h>

#include "cli/builtin.h"
#include "explore/placement.h"
#include "model/changed.h"
#include "support/asking.h"
#include "support/play.h"
#include "support/test.h"
#include "support/ui.h"
#include "tui/stops.h"

static const char question[] = "What now?";

/* A scenario and, in one of two, a fault more. */
struct source {
    const char *name;
    struct change change;
    size_t change_count;
};

static struct scenario *load(void *context, size_t entry, struct err *err)
{
    const struct source *source = context;
    struct scenario *scenario, *made;

    if (entry > 0)
        return load_builtin("fan-out");
    scenario = load_builtin(source->name);
    made = scenario_changed(scenario, &source->change, source->change_count, err);
    scenario_free(scenario);
    return made;
}

/* There is a file already, so that nothing is saved. */
static bool exists(void *context, const char *path)
{
    (void)context;
    (void)path;
    return true;
}

/* Both are one scenario to a run code, which tells a file by what it says. */
static uint32_t number(const char *name)
{
    (void)name;
    return 1;
}

static struct ui *begin(const struct source *source, bool is_class)
{
    static const char *const story[] = {"fan-out", NULL};
    static struct tui_entry entries[] = {{"a group", NULL, "The title tells it", "The question tells it"},
                                         {"a group", "fan-out", "One job for each bot", "And this?"}};
    struct ui *ui;
    struct err err;

    entries[0].name = source->name;
    ui = ui_open(&(struct tui_options){.entries = entries,
                                       .entry_count = 2,
                                       .open = 0,
                                       .story = story,
                                       .is_class = is_class,
                                       .has_no_gates = true,
                                       .number = number,
                                       .load = load,
                                       .exists = exists,
                                       .context = (void *)source},
                 &err);
    assert_non_null(ui);
    return ui;
}

struct pair {
    struct ui *uis[2];
    const char *name;
    uint32_t at;
};

static void assert_same(const struct pair *pair, const char *keys)
{
    struct text pictures[2] = {{0}, {0}};

    for (int i = 0; i < 2; i++)
        ui_picture(pair->uis[i], &pictures[i]);
    if (strcmp(text_str(&pictures[0]), text_str(&pictures[1])) != 0)
        fail_msg("%s, frozen at event #%u, %dx%d, tells what comes after keys %s:\n%s\n%s", pair->name, pair->at + 1,
                 pair->uis[0]->columns, pair->uis[0]->rows, keys, text_str(&pictures[0]), text_str(&pictures[1]));
    for (int i = 0; i < 2; i++)
        text_release(&pictures[i]);
}

static void press(const struct pair *pair, int key)
{
    for (int i = 0; i < 2; i++)
        ui_press(pair->uis[i], key);
}

static void go_back(const struct pair *pair)
{
    for (int i = 0; i < 2; i++) {
        struct app *app = &pair->uis[i]->app;

        ui_leave_all(pair->uis[i]);
        session_go(&app->session, pair->at);
        app->session.search[0] = '\0';
        app->session.lane = 0;
        assert_true(session_is_frozen(&app->session));
    }
}

/* Leaves the program, or begins anew, or closes the question, or stays as it is for what follows. */
static bool is_left_out(enum request request)
{
    return request == REQUEST_QUIT || request == REQUEST_LEAVE || request == REQUEST_RESTART ||
           request == REQUEST_SUSPEND || request == REQUEST_THEME || request == REQUEST_CLOSE ||
           request == REQUEST_PREDICT || request == REQUEST_NEXT || request_is_of_lesson(request);
}

/* Every key of a view, from where `way` leads to. */
static void press_each_key(const struct pair *pair, const char *way, enum view_id view)
{
    for (int r = 0; r < REQUEST_COUNT; r++) {
        if (!(request_rows[r].where >> view & 1) || is_left_out((enum request)r))
            continue;
        for (int i = 0; i < 2; i++)
            ui_type(pair->uis[i], way);
        assert_same(pair, way);
        press(pair, request_rows[r].keys[0]);
        assert_same(pair, request_rows[r].word);
        press(pair, KEY_CODE_DOWN);
        press(pair, KEY_CODE_ENTER);
        assert_same(pair, request_rows[r].word);
        go_back(pair);
    }
}

static void look_everywhere(struct pair *pair)
{
    static const int sizes[][2] = {{80, 24}, {120, 36}, {40, 12}};

    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        for (int i = 0; i < 2; i++) {
            pair->uis[i]->columns = sizes[s][0];
            pair->uis[i]->rows = sizes[s][1];
            ui_turn(pair->uis[i], (struct input){.kind = INPUT_NOTHING});
        }
        assert_same(pair, "");
        press_each_key(pair, "", VIEW_STAGE);
        press_each_key(pair, "\r", VIEW_ATOM);
        press_each_key(pair, "i", VIEW_PAGE);
        press_each_key(pair, "?", VIEW_HELP);
    }
}

/* How many events two runs begin with that are the same. */
static uint32_t same_events(const struct trace *a, const struct trace *b)
{
    uint32_t same = 0;

    while (same < a->count && same < b->count && memcmp(&a->events[same], &b->events[same], sizeof *a->events) == 0)
        same++;
    return same;
}

static void look_at_runs(const struct source sources[2], uint32_t at, bool is_class)
{
    struct pair pair = {.name = sources[0].name, .at = at};

    for (int i = 0; i < 2; i++) {
        pair.uis[i] = begin(&sources[i], is_class);
        ask_at(&pair.uis[i]->app.session, at, question);
    }
    look_everywhere(&pair);
    for (int i = 0; i < 2; i++)
        ui_close(pair.uis[i]);
}

/* The instance of a job, as a gap has it. */
static void place_job(const struct trace *trace, uint32_t job, struct gap *gap)
{
    for (uint32_t e = 0; e < trace->count; e++)
        if (trace->events[e].kind == EVENT_ENQUEUE && trace->events[e].job == job)
            gap->job_index = trace->events[e].detail;
    for (uint32_t e = 0; e < trace->count; e++)
        gap->instance += trace->events[e].kind == EVENT_ENQUEUE && trace->events[e].job <= job &&
                         trace->events[e].detail == gap->job_index;
}

/* One error more, behind a micro-step of a post. */
static struct change error_behind(const struct trace *trace, const struct event *event)
{
    struct placement placement = {.scripted = NO_INDEX,
                                  .kind = FAULT_ERROR,
                                  .gap = {.job = event->job,
                                          .occurrence = event->occurrence,
                                          .attempt = event->attempt,
                                          .bot = event->bot,
                                          .step = event->step,
                                          .after = (enum micro)event->kind}};
    struct fault_spec spec;

    place_job(trace, event->job, &placement.gap);
    spec = placement_spec(trace->scenario, &placement);
    return change_of_spec(&spec);
}

/* How many events this run begins with that are those of a future with the change; 0 where it makes no other. */
static uint32_t same_before(const struct trace *trace, const struct change *change)
{
    struct scenario *scenario;
    struct trace other;
    struct plan *plan;
    struct err err;
    uint32_t same;

    scenario = scenario_changed(trace->scenario, change, 1, &err);
    assert_non_null(scenario);
    plan = run_trace(scenario, NULL, 0, &other, &err);
    assert_non_null(plan);
    same = same_events(trace, &other);
    if (same == trace->count || same == other.count)
        same = 0;
    trace_release(&other);
    plan_free(plan);
    scenario_free(scenario);
    return same;
}

/* Looks at two futures that part as late as an error can make them, from a stop in the middle of what they have in
 * common and from the last event that is the same. */
static void look_at_scenario(const char *name, bool is_class)
{
    struct source sources[2] = {{.name = name}, {.name = name, .change_count = 1}};
    struct scenario *scenario = load_builtin(name);
    struct trace trace;
    struct err err;
    struct plan *plan = run_trace(scenario, NULL, 0, &trace, &err);
    uint32_t same = 0, stop = NO_EVENT;

    for (uint32_t e = trace.count; e-- > 0 && same == 0;) {
        if (trace.events[e].bot == NO_BOT || trace.events[e].kind >= MICRO_COUNT)
            continue;
        sources[1].change = error_behind(&trace, &trace.events[e]);
        same = same_before(&trace, &sources[1].change);
    }
    assert_true(same > 0);
    while (stop == NO_EVENT || stop < same / 2)
        stop = stop_after(&trace, stop);
    if (stop < same)
        look_at_runs(sources, stop, is_class);
    look_at_runs(sources, same - 1, is_class);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
}

static void freeze_shows_the_same_of_two_futures(void **state)
{
    (void)state;
    for (size_t i = 0; i < builtin_count; i++)
        look_at_scenario(builtins[i].name, i % 2 == 0);
}

/* The first event of a kind. */
static uint32_t first_of(const struct ui *ui, enum event_kind kind)
{
    const struct trace *trace = &session_future(&ui->app.session)->trace;
    uint32_t at = 0;

    while (trace->events[at].kind != kind)
        at++;
    return at;
}

/* By hand: when Worf's call fails Picard and Riker have posted once. That Riker posts again, Worf and Locutus never,
 * that the job gives up and when: none of its words, its marks, its times. */
static void freeze_tells_no_answer_of_sequential(void **state)
{
    static const char *const answers[] = {"TWICE", "AGAIN", "again", "never",    "Not so", "gave up", "is over",
                                          "◆",     "∅",     "64",    "1m4",      "66.2",   "seed",    "/40",
                                          "title", "tells", "wish",  "○ skipped"};
    const struct source source = {.name = "sequential"};
    struct ui *ui = begin(&source, false);

    (void)state;
    ask_at(&ui->app.session, first_of(ui, EVENT_STRIKE), question);
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    assert_true(ui_shows(ui, question));
    assert_true(ui_shows(ui, "Worf's mail is down")); /* which is given */
    assert_true(ui_shows(ui, "✗"));
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++)
        if (ui_shows(ui, answers[i]))
            fail_msg("it shows %s", answers[i]);
    ui_close(ui);
}

/* What would tell asks for the guess first; once the question is closed it is answered. */
static void freeze_asks_before_a_key_that_would_tell(void **state)
{
    static const char keys[] = "m=dwGnlx}ctup ";
    const struct source source = {.name = "sequential"};
    struct ui *ui = begin(&source, false);
    uint32_t at = first_of(ui, EVENT_STRIKE);

    (void)state;
    ask_at(&ui->app.session, at, question);
    for (size_t i = 0; keys[i]; i++) {
        ui_press(ui, keys[i]);
        if (!ui_shows(ui, "First a guess"))
            fail_msg("%c does not ask for the guess first", keys[i]);
        assert_int_equal(app_view(&ui->app), VIEW_STAGE);
        assert_int_equal(session_future(&ui->app.session)->at, at);
    }
    ui_type(ui, ":66.2\r");
    assert_true(ui_shows(ui, "First a guess"));
    ui_type(ui, "hG"); /* back and to the question again */
    assert_int_equal(session_future(&ui->app.session)->at, at);
    session_close_question(&ui->app.session);
    ui_type(ui, "G");
    assert_true(ui_shows(ui, "Not so: Riker posted twice"));
    ui_close(ui);
}

/* A class reads neither title nor name of what it has not seen to its end, on any screen of a run. */
static void class_reads_no_title_before_the_end(void **state)
{
    static const char *const ways[] = {"", "i", "\r", "dd"};
    const struct source source = {.name = "lost-reply"};
    struct ui *ui = begin(&source, true);

    (void)state;
    ui_type(ui, "nn");
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        ui_type(ui, ways[i]);
        assert_false(ui_shows(ui, "lost-reply"));
        assert_false(ui_shows(ui, "A lost reply"));
        ui_leave_all(ui);
    }
    ui_type(ui, "==");
    assert_true(ui_shows(ui, "fan-out"));
    assert_false(ui_shows(ui, "One job for each bot"));
    ui_type(ui, "\r");
    assert_true(ui_shows(ui, "TWO WORLDS"));
    assert_false(ui_shows(ui, "One job for each bot"));
    assert_false(ui_shows(ui, "A lost reply"));
    ui_type(ui, "qG");
    assert_true(ui_shows(ui, "A lost reply"));
    ui_press(ui, KEY_CODE_F5); /* and ready to be given: nothing counts as seen */
    ui_type(ui, "nn");
    assert_false(ui_shows(ui, "A lost reply"));
    ui_close(ui);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(freeze_tells_no_answer_of_sequential),
        cmocka_unit_test(freeze_asks_before_a_key_that_would_tell),
        cmocka_unit_test(class_reads_no_title_before_the_end),
        cmocka_unit_test(freeze_shows_the_same_of_two_futures),
    };

    return test_main("tui_freeze", tests, sizeof tests / sizeof *tests);
}
