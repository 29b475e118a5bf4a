/* Gates on the stage: alone one guesses and is told at the end; a class votes and is shown the outcome.
 *
 * By hand: Worf's call fails, J is run again a minute later and fails again. So Picard posts twice and Worf never. Who
 * thinks that a failed job is not run again says 1 0, and so does who thinks that each post has a job of its own, or
 * that a job goes on after an error; until it works: 3 1; that a failure takes back what was posted: 0 0. */
#include <stdio.h>
#include <string.h>

#include "support/play.h"
#include "support/test.h"
#include "support/ui.h"
#include "tui/gates.h"

#define TWO_BOTS                                                                                                       \
    "bots: [{name: Picard, post: p}, {name: Worf, post: w}]\n"                                                         \
    "jobs: [{name: J, steps: [{post: Picard}, {post: Worf}], retry: {limit: 1, wait: 1m}}]\n"                          \
    "schedule: [{enqueue: J}]\n"                                                                                       \
    "faults: [{bot: Worf, before: commit, kind: error, times: always, until: 90s}]\n"

#define AT_STRIKE "{at: {bot: Worf, event: strike}, ask: outcome}"

static struct scenario *load(void *context, size_t entry, struct err *err)
{
    (void)entry;
    (void)err;
    return load_yaml(context);
}

/* What was recorded last. */
static struct gate_record recorded;
static int record_count;
static char line[4000];

static bool keep(void *context, const struct gate_record *record, struct err *err)
{
    struct text text = {0};

    (void)context;
    (void)err;
    recorded = *record;
    record_count++;
    gate_record_write(record, "2026-12-01T08:15:00Z", &text);
    snprintf(line, sizeof line, "%s", text_str(&text));
    text_release(&text);
    return true;
}

static struct ui *begin(const char *yaml, struct tui_options options)
{
    static const struct tui_entry entries[] = {{"a group", "J", "It fails", "And then?"}};
    struct ui *ui;
    struct err err;

    options.entries = entries;
    options.entry_count = 1;
    options.load = load;
    options.context = (void *)yaml;
    options.record = keep;
    record_count = 0;
    ui = ui_open(&options, &err);
    assert_non_null(ui);
    ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    return ui;
}

static const char *const one_gate = TWO_BOTS "gates: [" AT_STRIKE "]\n";

static struct asking *asking_of(const struct ui *ui)
{
    return session_asking(&ui->app.session);
}

/* The digit of the choice whose row reads so: "2       0". */
static int digit_of(const struct ui *ui, const char *row)
{
    for (char digit = '1'; digit <= '9'; digit++) {
        char choice[40];

        snprintf(choice, sizeof choice, "%c  %s", digit, row);
        if (ui_shows(ui, choice))
            return digit;
    }
    fail_msg("no choice reads %s at %dx%d", row, ui->columns, ui->rows);
    return 0;
}

static const struct event *event_here(const struct ui *ui)
{
    const struct future *future = session_future(&ui->app.session);

    return &future->trace.events[future->at];
}

/* Time goes by until nothing plays any more. */
static void play_on(struct ui *ui)
{
    for (int i = 0; i < 10000 && ui->app.session.player.is_playing; i++) {
        ui->now += 100;
        ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
    }
    assert_false(ui->app.session.player.is_playing);
}

static void gate_stops_a_run_and_asks(void **state)
{
    static const char *const ways[] = {"G", "nnn", ":60\r", "}}", " "};

    (void)state;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        struct ui *ui = begin(one_gate, (struct tui_options){0});

        ui_type(ui, ways[i]);
        play_on(ui);
        if (!asking_of(ui))
            fail_msg("keys %s go beyond the gate", ways[i]);
        assert_int_equal(event_here(ui)->kind, EVENT_STRIKE);
        assert_int_equal(session_future(&ui->app.session)->trace.count, session_future(&ui->app.session)->at + 1);
        assert_true(ui_shows(ui, "Who will have posted how often?"));
        assert_true(ui_shows(ui, "Picard  Worf"));
        (void)digit_of(ui, "2       0");
        (void)digit_of(ui, "1       0");
        (void)digit_of(ui, "3       1");
        (void)digit_of(ui, "0       0");
        assert_false(ui_shows(ui, "5  "));
        ui_close(ui);
    }
}

/* A wrong guess is told at the end, with what it takes for granted; that world opens beside, and the run stays. */
static void gate_tells_a_wrong_guess_at_the_end(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){0});

    (void)state;
    ui_type(ui, "G");
    ui_press(ui, digit_of(ui, "3       1"));
    assert_true(ui->app.session.player.is_playing);
    assert_null(asking_of(ui));
    play_on(ui);
    assert_int_equal(event_here(ui)->kind, EVENT_RUN_END);
    assert_true(ui_shows(ui, "You said Picard 3 · Worf 1; it was Picard 2"));
    assert_true(ui_shows(ui, "as if a job were retried"));
    ui_type(ui, "\r");
    assert_true(app_view(&ui->app) == VIEW_WORLDS);
    assert_true(ui_shows(ui, "as if a job were retried until it works"));
    ui_type(ui, "q");
    assert_int_equal(session_futures(&ui->app.session)->current, 0);
    assert_true(ui_shows(ui, "You said"));
    ui_press(ui, KEY_CODE_ESCAPE);
    assert_false(ui_shows(ui, "You said"));
    ui_type(ui, "\r");
    assert_true(app_view(&ui->app) == VIEW_ATOM);
    ui_close(ui);
}

/* Several ways of thinking lead to 1 0: Enter asks which. */
static void gate_offers_each_world_of_a_guess(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){0});

    (void)state;
    ui_type(ui, "G");
    ui_press(ui, digit_of(ui, "1       0"));
    ui_type(ui, "G\r");
    assert_true(ui->app.menu.is_open);
    assert_true(ui_shows(ui, "as if a job that has failed were not run again"));
    ui_type(ui, "\r");
    assert_true(app_view(&ui->app) == VIEW_WORLDS);
    ui_close(ui);
}

static void gate_grants_a_right_guess(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){0});
    int digit;

    (void)state;
    ui_type(ui, "G");
    digit = digit_of(ui, "2       0");
    ui_press(ui, '9');
    assert_true(ui_shows(ui, "There are choices 1 to 4."));
    ui->now += 7000;
    ui_press(ui, digit);
    assert_int_equal(record_count, 1);
    assert_int_equal(recorded.hands[0][digit - '1'], 1);
    assert_int_equal(recorded.vote_count, 1);
    assert_int_equal(recorded.seconds, 7);
    assert_false(recorded.is_class);
    ui_type(ui, "G");
    assert_true(ui_shows(ui, "You said Picard 2 · Worf never, and so it"));
    assert_false(ui_shows(ui, "that world"));
    ui_type(ui, "\r");
    assert_true(app_view(&ui->app) == VIEW_ATOM);
    ui_close(ui);
}

/* Two gates at one event are asked one after the other; two that are skipped in a row end all of it, until F5. */
static void gates_that_are_skipped_ask_no_more(void **state)
{
    static const char *const yaml = TWO_BOTS "gates:\n"
                                             "  - " AT_STRIKE "\n"
                                             "  - {at: {bot: Worf, event: strike}, ask: line}\n"
                                             "  - {at: {bot: Worf, event: strike, n: 2}, ask: never}\n";
    struct ui *ui = begin(yaml, (struct tui_options){0});

    (void)state;
    ui_type(ui, "G");
    assert_true(ui_shows(ui, "Who will have posted how often?"));
    ui_press(ui, KEY_CODE_ESCAPE);
    assert_true(ui_shows(ui, "Whose line of code runs next?"));
    ui_press(ui, KEY_CODE_ESCAPE);
    assert_true(ui_shows(ui, "No more questions this time"));
    assert_null(asking_of(ui));
    ui_type(ui, "G");
    assert_int_equal(event_here(ui)->kind, EVENT_RUN_END);
    assert_int_equal(record_count, 0);
    ui_press(ui, KEY_CODE_F5);
    ui_type(ui, "G");
    assert_true(ui_shows(ui, "Who will have posted how often?"));
    ui_press(ui, KEY_CODE_ESCAPE);
    ui_press(ui, '1'); /* a guess in between: it is not two in a row */
    ui_press(ui, KEY_CODE_ESCAPE);
    assert_false(ui->app.session.asks_no_more);
    ui_close(ui);
}

/* What was gone past is not asked: with --no-gates, from a place behind it, in another future. */
static void gates_do_not_ask_of_what_was_seen(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){.has_no_gates = true});

    (void)state;
    ui_type(ui, "G");
    assert_int_equal(event_here(ui)->kind, EVENT_RUN_END);
    ui_press(ui, '1');
    assert_true(ui_shows(ui, "No question is open."));
    ui_close(ui);
    ui = begin(one_gate, (struct tui_options){.at = "60"});
    ui_type(ui, "gG");
    assert_int_equal(event_here(ui)->kind, EVENT_RUN_END);
    ui_close(ui);
    ui = begin(one_gate, (struct tui_options){0});
    ui_type(ui, "nxe"); /* another future */
    assert_int_equal(session_futures(&ui->app.session)->current, 1);
    ui_type(ui, "G");
    assert_int_equal(event_here(ui)->kind, EVENT_RUN_END);
    ui_close(ui);
}

static void gate_is_answered_by_a_click(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){0});
    const struct screen_area *area = NULL;

    (void)state;
    ui_type(ui, "G");
    for (size_t i = 0; i < ui->app.screen.area_count; i++)
        if (ui->app.screen.areas[i].what == AREA_CHOICE && ui->app.screen.areas[i].value == 2)
            area = &ui->app.screen.areas[i];
    assert_non_null(area);
    ui_turn(ui, (struct input){.kind = INPUT_MOUSE,
                               .button = MOUSE_RIGHT,
                               .column = area->area.column + 1,
                               .row = area->area.row});
    assert_null(asking_of(ui));
    assert_int_equal(recorded.hands[0][2], 1);
    ui_close(ui);
}

/* A class of 30: hands one by one, taken back, typed; PgDn shows the outcome beside them, PgUp goes back, PgDn on. */
static void gate_counts_the_hands_of_a_class(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){.is_class = true, .pupils = 30});

    (void)state;
    ui_type(ui, "nn");
    assert_true(ui_shows(ui, "the vote"));
    ui_type(ui, "1224u");
    assert_true(ui_shows(ui, "3 of 30 hands"));
    ui_type(ui, "v12 7 3\r"); /* and the rest: 8 */
    assert_true(ui_shows(ui, "30 of 30 hands"));
    ui_type(ui, "4");
    assert_true(ui_shows(ui, "31 hands, but 30 pupils."));
    ui_type(ui, "uv1 2 x 4\r");
    assert_true(ui_shows(ui, "is no number of hands"));
    ui_type(ui, "m");
    assert_true(ui_shows(ui, "First a guess"));
    ui_type(ui, "/picard\rn");
    assert_false(ui_shows(ui, "✓"));
    ui_press(ui, KEY_CODE_ESCAPE);
    ui_press(ui, KEY_CODE_PAGE_DOWN);
    assert_true(ui_shows(ui, "what happened"));
    assert_true(ui_shows(ui, "It was Picard 2 · Worf never."));
    assert_true(ui_shows(ui, "█ 12"));
    assert_true(ui_shows(ui, "█ 8"));
    assert_false(session_is_frozen(&ui->app.session));
    assert_int_equal(record_count, 1);
    assert_int_equal(recorded.hands[0][0], 12);
    assert_int_equal(recorded.hands[0][3], 8);
    assert_true(recorded.is_class);
    ui_press(ui, KEY_CODE_PAGE_UP);
    assert_true(session_is_frozen(&ui->app.session));
    assert_false(ui_shows(ui, "✓"));
    ui_press(ui, KEY_CODE_PAGE_DOWN);
    assert_int_equal(record_count, 1); /* nothing has changed */
    ui_press(ui, KEY_CODE_PAGE_DOWN);
    assert_null(asking_of(ui));
    assert_int_equal(event_here(ui)->kind, EVENT_STRIKE);
    ui_press(ui, KEY_CODE_PAGE_DOWN);
    assert_int_equal(event_here(ui)->kind, EVENT_FETCH);
    ui_close(ui);
}

static void assert_line_has(const char *part)
{
    if (!strstr(line, part))
        fail_msg("%s\nis not in %s", part, line);
}

/* What a summary reads again: what was asked, where, each choice with what leads to it, the hands. */
static void gate_is_recorded_as_a_line(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){.is_class = true});

    (void)state;
    ui_type(ui, "nnv12 7 3 8\r");
    ui->now += 65000;
    ui_type(ui, "n");
    assert_line_has("{\"time\":\"2026-12-01T08:15:00Z\",\"lesson\":null,\"beat\":null,\"scenario\":\"");
    assert_line_has("\"ask\":\"outcome\",\"of\":null,\"question\":\"Who will have posted how often?\"}");
    assert_line_has("\"choices\":[{\"choice\":\"Picard never · Worf never\",\"true\":false,\"beliefs\":[\"undone\"]},");
    assert_line_has("{\"choice\":\"Picard 2 · Worf never\",\"true\":true,\"beliefs\":[]}");
    assert_line_has("\"class\":true,\"votes\":[[12,7,3,8]],\"seconds\":65}\n");
    assert_int_equal(strchr(line, '\n') - line + 1, (long)strlen(line));
    ui_close(ui);
}

/* Twice, as a lesson asks: the first vote's numbers stay hidden until both stand beside what happened. */
static void gate_hides_the_first_vote_until_the_outcome(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){.is_class = true});
    struct session *session = &ui->app.session;
    const struct asked_gate gate = {.gate = &session_future(session)->scenario->gates[0],
                                    .is_twice = true,
                                    .lesson = "Once is not once",
                                    .beat = "day"};
    struct err err;

    (void)state;
    assert_true(session_set_gates(session, &gate, 1, &err));
    ui_type(ui, "nnv17 5 3 2\r");
    assert_true(ui_shows(ui, "the first vote · 27 hands"));
    ui_type(ui, "n");
    assert_true(ui_shows(ui, "talk it over"));
    assert_false(ui_shows(ui, "17"));
    ui_type(ui, "1");
    assert_true(ui_shows(ui, "They talk"));
    ui_type(ui, "n");
    assert_true(ui_shows(ui, "the second vote"));
    assert_false(ui_shows(ui, "17"));
    ui_type(ui, "v4 18 1 1\r");
    assert_false(ui_shows(ui, "17"));
    ui_type(ui, "NN");
    assert_true(ui_shows(ui, "the first vote · 27 hands"));
    ui_type(ui, "nnn");
    assert_true(ui_shows(ui, "first vote"));
    assert_true(ui_shows(ui, "after the talk"));
    assert_true(ui_shows(ui, "█ 17"));
    assert_true(ui_shows(ui, "█ 18"));
    assert_int_equal(recorded.vote_count, 2);
    assert_int_equal(recorded.hands[0][0], 17);
    assert_int_equal(recorded.hands[1][1], 18);
    assert_string_equal(recorded.beat, "day");
    ui_close(ui);
}

/* Without a vote a remote goes through all the same. */
static void gate_goes_on_without_a_vote(void **state)
{
    struct ui *ui = begin(one_gate, (struct tui_options){.is_class = true});

    (void)state;
    for (int i = 0; i < 3; i++)
        ui_press(ui, KEY_CODE_PAGE_DOWN);
    assert_true(ui_shows(ui, "It was Picard 2 · Worf never."));
    ui_press(ui, KEY_CODE_PAGE_DOWN);
    assert_null(asking_of(ui));
    ui_close(ui);
}

/* The question of the file, which would tell as much as its title, gives way to the gate's in a class. */
static void class_reads_no_question_of_a_file_with_gates(void **state)
{
    struct ui *ui = begin(TWO_BOTS "question: Why is Picard so loud?\ngates: [" AT_STRIKE "]\n",
                          (struct tui_options){.is_class = true});

    (void)state;
    ui_type(ui, "n");
    assert_false(ui_shows(ui, "so loud"));
    ui_close(ui);
}

/* At every size all choices of a question are to be seen. */
static void gate_shows_all_choices_at_every_size(void **state)
{
    static const int sizes[][2] = {{40, 12}, {60, 16}, {80, 24}, {120, 36}, {160, 48}};

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        struct ui *ui = begin(one_gate, (struct tui_options){0});

        ui->columns = sizes[s][0];
        ui->rows = sizes[s][1];
        ui_turn(ui, (struct input){.kind = INPUT_RESIZE});
        ui_type(ui, "G");
        assert_true(ui_shows(ui, "Who will have posted how often?"));
        (void)digit_of(ui, "2       0");
        (void)digit_of(ui, "1       0");
        (void)digit_of(ui, "3       1");
        (void)digit_of(ui, "0       0");
        ui_close(ui);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gate_stops_a_run_and_asks),
        cmocka_unit_test(gate_tells_a_wrong_guess_at_the_end),
        cmocka_unit_test(gate_offers_each_world_of_a_guess),
        cmocka_unit_test(gate_grants_a_right_guess),
        cmocka_unit_test(gates_that_are_skipped_ask_no_more),
        cmocka_unit_test(gates_do_not_ask_of_what_was_seen),
        cmocka_unit_test(gate_is_answered_by_a_click),
        cmocka_unit_test(gate_counts_the_hands_of_a_class),
        cmocka_unit_test(gate_is_recorded_as_a_line),
        cmocka_unit_test(gate_hides_the_first_vote_until_the_outcome),
        cmocka_unit_test(gate_goes_on_without_a_vote),
        cmocka_unit_test(class_reads_no_question_of_a_file_with_gates),
        cmocka_unit_test(gate_shows_all_choices_at_every_size),
    };

    return test_main("tui_gates", tests, sizeof tests / sizeof *tests);
}
