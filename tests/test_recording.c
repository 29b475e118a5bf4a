/* Recordings of runs: what a terminal shows of one is what the stage shows, cell by cell. The terminal is libvterm. */
#include <stdlib.h>
#include <string.h>

#include <jansson.h>
#include <vterm.h>

#include "picture/paint_changed.h"
#include "report/cast.h"
#include "support/play.h"
#include "support/test.h"
#include "support/ui.h"
#include "tui/loop.h"
#include "tui/recording.h"

enum { SPACE_AT_MS = 1000, MARKERS_MIN = 4, EVENTS_MAX = 1000 };

/* What is recorded: a built-in scenario, or a file. */
struct tape {
    const char *name, *yaml;
    int columns, rows;
    enum scheme scheme;
    bool is_ascii;
};

static struct scenario *load(void *context, size_t entry, struct err *err)
{
    const struct tape *tape = context;

    (void)entry;
    (void)err;
    return tape->yaml ? load_yaml(tape->yaml) : load_builtin(tape->name);
}

static struct tui_options options_of(const struct tape *tape, const struct tui_entry *entry)
{
    return (struct tui_options){.entries = entry,
                                .entry_count = 1,
                                .load = load,
                                .has_no_gates = true,
                                .context = (void *)(uintptr_t)tape,
                                .scheme = tape->scheme,
                                .is_ascii = tape->is_ascii};
}

static bool put(void *context, int64_t ms, enum recording_code code, struct text *data, struct err *err)
{
    return cast_add(context, ms, (char)code, data, err);
}

static bool record_until(const struct tape *tape, msec until, struct text *out, struct err *err)
{
    const struct tui_entry entry = {"", tape->name, "", ""};
    const struct tui_options options = options_of(tape, &entry);
    const struct recording recording = {&options, tape->columns, tape->rows, until, put, out};

    cast_begin(tape->columns, tape->rows, "a title", out);
    return recording_play(&recording, err);
}

static void record(const struct tape *tape, struct text *out)
{
    struct err err;

    if (!record_until(tape, MSEC_NEVER, out, &err))
        fail_msg("%s", err.text);
}

/* A colour of libvterm as ours: a palette number or COLOR_OWN. */
static int color_of(const VTermColor *color)
{
    if (VTERM_COLOR_IS_DEFAULT_FG(color) || VTERM_COLOR_IS_DEFAULT_BG(color))
        return COLOR_OWN;
    assert_true(VTERM_COLOR_IS_INDEXED(color));
    return color->indexed.idx;
}

static void assert_cell(const VTermScreenCell *got, const struct cell_glyph *glyph, enum scheme scheme, int column, int row)
{
    struct look look = theme_screen_look(scheme, 256, (enum element)glyph->element);
    unsigned flags = look.flags | glyph->flags;
    uint32_t first = got->chars[0] ? got->chars[0] : ' ', expected = glyph->codepoints[0] ? glyph->codepoints[0] : ' ';

    if (first != expected)
        fail_msg("U+%04x at %d,%d, expected U+%04x", first, column, row, expected);
    ASSERT_I64(color_of(&got->fg), look.foreground);
    ASSERT_I64(color_of(&got->bg), look.background);
    ASSERT_I64(got->attrs.reverse, ((look.flags ^ glyph->flags) & LOOK_REVERSE) != 0);
    ASSERT_I64(got->attrs.underline != 0, (flags & LOOK_UNDERLINE) != 0);
    ASSERT_I64(got->attrs.bold, (flags & LOOK_BOLD) != 0 && !(glyph->flags & CELL_DIM));
}

static void assert_same(VTerm *terminal, const struct cells *cells, enum scheme scheme)
{
    VTermScreen *screen = vterm_obtain_screen(terminal);

    for (int row = 0; row < cells->rows; row++)
        for (int column = 0; column < cells->columns; column++) {
            const struct cell_glyph *glyph = cells_at(cells, column, row);
            VTermScreenCell got;

            assert_true(vterm_screen_get_cell(screen, (VTermPos){row, column}, &got));
            if (glyph->width != 0)
                assert_cell(&got, glyph, scheme, column, row);
        }
}

static VTerm *terminal_new(const struct tape *tape)
{
    VTerm *terminal = vterm_new(tape->rows, tape->columns);

    assert_non_null(terminal);
    vterm_set_utf8(terminal, 1);
    vterm_screen_reset(vterm_obtain_screen(terminal), 1);
    return terminal;
}

/* The next line as JSON, to be released; NULL at the end. */
static json_t *next_line(const char **at)
{
    struct text line = {0};
    json_t *value = NULL;

    if (**at) {
        assert_true(text_take_line(at, &line));
        value = json_loads(text_str(&line), 0, NULL);
        assert_non_null(value);
    }
    text_release(&line);
    return value;
}

static const char *code_of(json_t *event)
{
    return json_string_value(json_array_get(event, 1));
}

static const char *data_of(json_t *event)
{
    return json_string_value(json_array_get(event, 2));
}

static int64_t ms_of(json_t *event)
{
    return (int64_t)(json_number_value(json_array_get(event, 0)) * 1000 + 0.5);
}

/* Replays a recording beside a UI of our own, which is given the same key and the same time. */
static void replay(const struct tape *tape)
{
    const struct tui_entry entry = {"", tape->name, "", ""};
    const struct tui_options options = options_of(tape, &entry);
    struct text cast = {0};
    VTerm *terminal = terminal_new(tape);
    struct err err;
    struct ui *ui = ui_open(&options, &err);
    const char *at;
    json_t *line;
    int markers = 0;

    assert_non_null(ui);
    ui->columns = tape->columns;
    ui->rows = tape->rows;
    ui->now = 0;
    ui_turn(ui, (struct input){.kind = INPUT_RESIZE});
    record(tape, &cast);
    at = text_str(&cast);
    line = next_line(&at);
    ASSERT_I64(json_integer_value(json_object_get(line, "version")), 2);
    ASSERT_I64(json_integer_value(json_object_get(line, "width")), tape->columns);
    ASSERT_I64(json_integer_value(json_object_get(line, "height")), tape->rows);
    for (json_decref(line); (line = next_line(&at)) != NULL; json_decref(line)) {
        const char *code = code_of(line);

        if (strcmp(code, "o") == 0) {
            vterm_input_write(terminal, data_of(line), strlen(data_of(line)));
            continue;
        }
        ui->now = ms_of(line);
        if (strcmp(code, "i") == 0) {
            assert_same(terminal, &ui->app.cells, tape->scheme);
            ASSERT_I64(ui->now, SPACE_AT_MS);
            ui_type(ui, data_of(line));
            continue;
        }
        assert_string_equal(code, "m");
        ui_turn(ui, (struct input){.kind = INPUT_NOTHING});
        assert_same(terminal, &ui->app.cells, tape->scheme);
        markers++;
    }
    assert_true(markers >= MARKERS_MIN);
    assert_false(ui->app.session.player.is_playing);
    vterm_free(terminal);
    text_release(&cast);
    ui_close(ui);
}

/* Names of wide, combining, joined and right-to-left characters. */
static const char hostile[] = "title: \"小さな é e\\u0301 \\\"quoted\\\"\"\n"
                              "bots: [{name: 小さな, post: 猫が来た}, {name: \"e\\u0301 👩\", post: שלום, guard: check-then-mark}]\n"
                              "jobs: [{name: \"J\\u0301\", steps: [{post: 小さな}, {post: \"e\\u0301 👩\"}], retry: {limit: 1, wait: 1m}}]\n"
                              "schedule: [{enqueue: \"J\\u0301\"}]\n"
                              "faults: [{bot: \"e\\u0301 👩\", before: commit, kind: error, attempts: [1]}]\n";

static void recording_replayed_shows_the_stage_at_each_marker(void **state)
{
    static const struct tape tapes[] = {
        {"sequential", NULL, 80, 24, SCHEME_DARK, false},  {"fan-out", NULL, 120, 36, SCHEME_LIGHT, false},
        {"bail-out", NULL, 40, 12, SCHEME_MONO, false},    {"short-lease", NULL, 100, 30, SCHEME_DARK, true},
        {"three-days", NULL, 80, 24, SCHEME_LIGHT, false}, {"hostile", hostile, 80, 24, SCHEME_DARK, false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof tapes / sizeof *tapes; i++)
        replay(&tapes[i]);
}

/* Each moment of the trace has its marker, in order: the stage stops at each. */
static void recording_has_a_marker_at_each_moment(void **state)
{
    const struct tape tape = {"sequential", NULL, 80, 24, SCHEME_DARK, false};
    struct scenario *scenario = load_builtin("sequential");
    struct plan *plan;
    struct trace trace;
    struct text cast = {0};
    const char *at;
    int moments = 0, markers = 0;
    struct err err;
    json_t *line;

    (void)state;
    plan = run_trace(scenario, NULL, EVENTS_MAX, &trace, &err);
    assert_non_null(plan);
    for (uint32_t i = 0; i < trace.count; i++)
        moments += trace.events[i].is_moment;
    record(&tape, &cast);
    at = text_str(&cast);
    for (json_decref(next_line(&at)); (line = next_line(&at)) != NULL; json_decref(line))
        markers += strcmp(code_of(line), "m") == 0;
    ASSERT_I64(markers, moments);
    text_release(&cast);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
}

static void recording_made_twice_has_the_same_bytes(void **state)
{
    const struct tape tape = {"poison-pill", NULL, 80, 24, SCHEME_DARK, false};
    struct text one = {0}, other = {0};

    (void)state;
    record(&tape, &one);
    record(&tape, &other);
    assert_string_equal(text_str(&one), text_str(&other));
    text_release(&one);
    text_release(&other);
}

/* Of the story the second Riker comes at 66.3 s, the retry is waited for until 62.7 s. */
static void recording_until_a_time_ends_there(void **state)
{
    const struct tape tape = {"sequential", NULL, 80, 24, SCHEME_DARK, false};
    struct text cast = {0};
    struct err err;

    (void)state;
    assert_true(record_until(&tape, 10000, &cast, &err));
    assert_non_null(strstr(text_str(&cast), "Worf fails before"));
    assert_null(strstr(text_str(&cast), "started over in attempt 2"));
    assert_non_null(strstr(text_str(&cast), "\\u001B[?25h"));
    text_release(&cast);
}

/* 900 days take more than the 4 MiB of 80 columns that a recording may have. */
static void recording_too_long_is_refused(void **state)
{
    const struct tape tape = {"long.yaml",
                              "bots: [{name: A, post: one}, {name: B, post: two, guard: check-then-mark}]\n"
                              "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}]\n"
                              "schedule: [{enqueue: J, times: 900}]\n",
                              80, 24, SCHEME_DARK, false};
    struct text cast = {0};
    struct err err;

    (void)state;
    assert_false(record_until(&tape, MSEC_NEVER, &cast, &err));
    assert_string_equal(err.text, "the recording is longer than 4 MiB: --at TIME ends it sooner");
    text_release(&cast);
}

/* Two grids of three columns: "abc" and "aXc". Only X is written, placed at row 1, column 2, in the plain look. */
static void paint_changed_writes_changed_cells_alone(void **state)
{
    struct cells before, after;
    struct text out = {0};
    struct err err;

    (void)state;
    assert_true(cells_init(&before, 3, 1, &err) && cells_init(&after, 3, 1, &err));
    cells_put(&before, 0, 0, 3, "abc", ELEMENT_PLAIN, 0);
    cells_put(&after, 0, 0, 3, "aXc", ELEMENT_PLAIN, 0);
    paint_changed(&before, &after, SCHEME_DARK, &out);
    assert_string_equal(text_str(&out), "\033[1;2H\033[0mX");
    text_clear(&out);
    paint_changed(&after, &after, SCHEME_DARK, &out);
    assert_true(text_is_empty(&out));
    text_release(&out);
    cells_release(&before);
    cells_release(&after);
}

/* "a小b" to "a大b": one character of two columns; then an "é" of two code points to "e", behind which all is written. */
static void paint_changed_places_what_is_wide_or_joined_anew(void **state)
{
    struct cells before, after;
    struct text out = {0};
    struct err err;

    (void)state;
    assert_true(cells_init(&before, 4, 1, &err) && cells_init(&after, 4, 1, &err));
    cells_put(&before, 0, 0, 4, "a小b", ELEMENT_PLAIN, 0);
    cells_put(&after, 0, 0, 4, "a大b", ELEMENT_PLAIN, 0);
    paint_changed(&before, &after, SCHEME_DARK, &out);
    assert_string_equal(text_str(&out), "\033[1;2H\033[0m大");
    text_clear(&out);
    cells_put(&before, 0, 0, 4, "abcd", ELEMENT_PLAIN, 0);
    cells_put(&after, 0, 0, 4, "ae\u0301cd", ELEMENT_PLAIN, 0);
    paint_changed(&before, &after, SCHEME_DARK, &out);
    assert_string_equal(text_str(&out), "\033[1;2H\033[0me\u0301\033[1;3Hcd");
    text_release(&out);
    cells_release(&before);
    cells_release(&after);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(recording_replayed_shows_the_stage_at_each_marker),
        cmocka_unit_test(recording_has_a_marker_at_each_moment),
        cmocka_unit_test(recording_made_twice_has_the_same_bytes),
        cmocka_unit_test(recording_until_a_time_ends_there),
        cmocka_unit_test(recording_too_long_is_refused),
        cmocka_unit_test(paint_changed_writes_changed_cells_alone),
        cmocka_unit_test(paint_changed_places_what_is_wide_or_joined_anew),
    };

    return test_main("recording", tests, sizeof tests / sizeof *tests);
}
