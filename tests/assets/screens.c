/* Makes the README's pictures of the main screens: `screens FOLDER` writes FOLDER/NAME.svg. Run by `make assets`. */
#include "support/crashing.h"
#include "support/test.h"
#include "support/ui.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "picture/paint_screen.h"
#include "screens/atom.h"
#include "screens/console_screen.h"
#include "screens/worlds.h"
#include "tui/class_json.h"

static const struct screen_key keys[] = {
    {"Space", "play", 0}, {"→", "step", 0},   {"n", "next moment", 0}, {"w", "why", 0},
    {"x", "break", 0},    {"c", "change", 0}, {"=", "compare", 0},     {"?", "keys", 0},
};

static const struct screen_key map_keys[] = {
    {"Enter", "go in", 0}, {"↑↓←→", "walk", 0}, {"n", "failing", 0}, {"w", "why", 0},
    {"c", "change", 0},    {"x", "faults", 0},  {"Esc", "back", 0},  {"?", "keys", 0},
};

static const struct screen_key console_keys[] = {
    {"q", "leave the console", 0}, {"PgDn", "on", 0}, {"PgUp", "back", 0}, {"1–9", "a hand", 0}, {".", "blank", 0},
};

static struct screen screen;

static void begin(struct cells *cells, int columns, int rows)
{
    struct err err;

    assert_true(cells_init(cells, columns, rows, &err));
    screen.keys = keys;
    screen.key_count = sizeof keys / sizeof *keys;
    screen_begin(&screen, cells);
}

static void finish(struct cells *cells, const char *folder, const char *name, const char *title)
{
    struct text svg = {0};
    char path[300];

    paint_screen(cells, SCHEME_DARK, title, &svg);
    snprintf(path, sizeof path, "%s/%s.svg", folder, name);
    test_file_write(path, svg.bytes, svg.size);
    text_release(&svg);
    cells_release(cells);
}

/* The stage of a scenario at its n-th moment (0: the end). */
static void make_stage(const char *folder, const char *name, const char *scenario, int moment)
{
    struct showing showing;
    struct stage_view view;
    struct cells cells;

    showing_of_file(&showing, scenario);
    if (moment)
        showing_go_to_moment(&showing, moment);
    begin(&cells, 120, 30);
    view = showing_stage(&showing);
    stage_paint(&view, &screen);
    finish(&cells, folder, name, "The stage of makeitso");
    showing_release(&showing);
}

static void make_worlds(const char *folder)
{
    struct showing a, b;
    struct worlds_view view = {.count = 2, .now = 70000, .lane = 3};
    struct cells cells;

    showing_of_file(&a, "sequential");
    showing_of_file(&b, "fan-out");
    showing_go(&a, trace_event_at(&a.play.trace, view.now));
    showing_go(&b, trace_event_at(&b.play.trace, view.now));
    view.sides[0] = (struct worlds_side){a.index, &a.ledger, "sequential", a.at, a.at};
    view.sides[1] = (struct worlds_side){b.index, &b.ledger, "fan-out", b.at, b.at};
    begin(&cells, 120, 30);
    worlds_paint(&view, &screen);
    finish(&cells, folder, "worlds", "Two worlds of makeitso");
    showing_release(&a);
    showing_release(&b);
}

static void make_atom(const char *folder)
{
    struct showing showing;
    struct cells cells;
    struct atom_view view;

    showing_of_file(&showing, "crash-before-mark");
    showing_go_to_moment(&showing, 2);
    view = (struct atom_view){showing.index, &showing.ledger, showing.name, showing.at, showing.at, 0, -1, false};
    begin(&cells, 120, 24);
    atom_paint(&view, &screen);
    finish(&cells, folder, "atom", "The atom of makeitso");
    showing_release(&showing);
}

/* The crash map with the cursor on its n-th failing cell. */
static void make_map(const char *folder, int failing)
{
    struct crashing crashing;
    struct crash_view view;
    struct cells cells;
    size_t row = 0, column = 0;

    crashing_of_file(&crashing, "sequential", 1, 0);
    for (int i = 0; i < failing; i++)
        assert_true(crash_next_failing(&crashing.map, true, &row, &column));
    crashing_go(&crashing, row, column);
    begin(&cells, 120, 39);
    screen.keys = map_keys;
    screen.key_count = sizeof map_keys / sizeof *map_keys;
    view = crashing_view(&crashing);
    crash_paint(&view, &screen);
    finish(&cells, folder, "map", "The crash map of makeitso");
    crashing_release(&crashing);
}

/* A console in the middle of a lesson. */
static void make_console(const char *folder)
{
    struct class_told told;
    struct cells cells;
    size_t size;
    char *line = test_file_read("tests/fuzz/corpus/class/state", &size);
    struct err err;

    class_told_init(&told);
    assert_true(line && class_told_read(line, size, &told, &err));
    begin(&cells, 100, 27);
    screen.keys = console_keys;
    screen.key_count = sizeof console_keys / sizeof *console_keys;
    console_paint(&(struct console_view){.told = &told, .now = 13 * MINUTE}, &screen);
    finish(&cells, folder, "console", "The console of makeitso");
    class_told_release(&told);
    free(line);
}

static struct scenario *load_sequential(void *context, size_t entry, struct err *err)
{
    (void)context;
    (void)entry;
    (void)err;
    return load_builtin("sequential");
}

/* Who will have posted how often is asked where Worf fails. */
static struct ui *begin_gate(bool is_class)
{
    static const struct tui_entry entries[] = {{"the story", "sequential", "", ""}};
    static const struct gate gate = {
        .at = {.bot = 2, .job = NO_INDEX, .stop = STOP_STRIKE, .n = 1}, .ask = ASK_OUTCOME, .of = NO_INDEX, .text = ""};
    const struct asked_gate asked = {.gate = &gate, .is_twice = true};
    const struct tui_options options = {.entries = entries,
                                        .entry_count = 1,
                                        .is_class = is_class,
                                        .pupils = is_class ? 30 : 0,
                                        .has_no_gates = true,
                                        .load = load_sequential};
    struct err err;
    struct ui *ui = ui_open(&options, &err);

    assert_non_null(ui);
    ui->columns = 120;
    ui->rows = 30;
    assert_true(session_set_gates(&ui->app.session, &asked, 1, &err));
    ui_type(ui, is_class ? "nnn" : "nnnnn");
    return ui;
}

static void keep(struct ui *ui, const char *folder, const char *name, const char *title)
{
    struct text svg = {0};
    char path[300];

    paint_screen(&ui->app.cells, SCHEME_DARK, title, &svg);
    snprintf(path, sizeof path, "%s/%s.svg", folder, name);
    test_file_write(path, svg.bytes, svg.size);
    text_release(&svg);
}

/* A gate alone; in a class the second vote, and the outcome beside both. */
static void make_gates(const char *folder)
{
    struct ui *ui = begin_gate(false);

    keep(ui, folder, "gate", "A gate of makeitso: the run stops and asks");
    ui_close(ui);
    ui = begin_gate(true);
    ui_type(ui, "v4 3 7 2\rnnv1 2 22 1\r");
    keep(ui, folder, "vote", "A vote of a class in makeitso");
    ui_type(ui, "n");
    keep(ui, folder, "outcome", "Both votes of a class and the outcome in makeitso");
    ui_close(ui);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: screens FOLDER\n", stderr);
        return 2;
    }
    make_stage(argv[1], "stage", "sequential", 6);
    make_stage(argv[1], "end", "sequential", 0);
    make_worlds(argv[1]);
    make_atom(argv[1]);
    make_map(argv[1], 17);
    make_console(argv[1]);
    make_gates(argv[1]);
    return 0;
}
