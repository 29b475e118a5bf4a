/* Screens as text and elements, held against tests/screens/, which MAKEITSO_BLESS=1 writes anew. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/range.h"
#include "screens/atom.h"
#include "screens/console_screen.h"
#include "screens/help_screen.h"
#include "screens/menu.h"
#include "screens/opening.h"
#include "screens/page.h"
#include "screens/tree.h"
#include "screens/why_screen.h"
#include "screens/worlds.h"
#include "support/crashing.h"
#include "support/test.h"
#include "tui/class_json.h"
#include "words/chain.h"
#include "words/wish.h"

enum { END = -1 }; /* for a moment: the last event */

/* What is shown, and where in the run. Moments are counted from 1; 0 is before the first event. */
struct golden {
    const char *name;
    void (*paint)(const struct golden *golden, struct screen *screen);
    const char *scenario;
    int moment;
    uint32_t lane;
    int seen_moment;        /* 0: the moment itself */
    struct stage_view with; /* flags of the stage: is_class, shows_all … */
    bool is_ascii;
};

static void go(struct showing *showing, int moment)
{
    if (moment > 0)
        showing_go_to_moment(showing, moment);
    else if (moment == 0)
        showing_go(showing, NO_EVENT);
}

static void paint_golden_stage(const struct golden *golden, struct screen *screen)
{
    struct showing showing;
    struct stage_view view = golden->with, at;
    uint32_t seen;

    showing_of_file(&showing, golden->scenario);
    go(&showing, golden->seen_moment ? golden->seen_moment : golden->moment);
    seen = showing.at;
    go(&showing, golden->moment);
    at = showing_stage(&showing);
    view.index = at.index;
    view.ledger = at.ledger;
    view.scenario = at.scenario;
    view.at = at.at;
    view.seen = seen;
    view.lane = golden->lane;
    stage_paint(&view, screen);
    showing_release(&showing);
}

static void paint_golden_atom(const struct golden *golden, struct screen *screen)
{
    struct showing showing;
    struct atom_view view;

    showing_of_file(&showing, golden->scenario);
    go(&showing, golden->moment);
    view = (struct atom_view){.index = showing.index,
                              .ledger = &showing.ledger,
                              .at = showing.at,
                              .seen = showing.at,
                              .lane = golden->lane,
                              .gap = -1};
    atom_paint(&view, screen);
    showing_release(&showing);
}

static void paint_golden_why(const struct golden *golden, struct screen *screen)
{
    static const struct why_row rows[] = {
        {"BotsJob split, then retried up to 3 times", {true, true, true, true}, false, false},
        {"Riker asks \"already posted?\" first", {false, true, false, true}, false, false},
        {"BotsJob retried up to 3 times", {true, false, false, true}, false, false},
        {"2 workers; cut before its end", {true, true, true, true}, false, true},
    };
    struct showing showing;
    struct why_view view;
    uint32_t chain[32];

    showing_of_file(&showing, golden->scenario);
    view = (struct why_view){.index = showing.index,
                             .ledger = &showing.ledger,
                             .scenario = showing.name,
                             .bot = golden->lane,
                             .occurrence = 1,
                             .chain = chain,
                             .rows = rows,
                             .row_count = sizeof rows / sizeof *rows,
                             .trying = MSEC_NONE,
                             .failing_bot = wish_failing_bot(&showing.play.trace)};
    view.chain_count = narrate_chain(&showing.index->story, &showing.ledger, view.bot, 1, chain, 32);
    view.focus = golden->moment == END ? WHY_TABLE : WHY_CHAIN;
    why_paint(&view, screen);
    showing_release(&showing);
}

/* The cursor stands on the n-th failing cell; the lane is the number of faults. */
static void paint_golden_map(const struct golden *golden, struct screen *screen)
{
    struct crashing crashing;
    struct crash_view view;
    size_t row = 0, column = 0;

    crashing_of_file(&crashing, golden->scenario, golden->lane, 0);
    for (int i = 0; i < golden->moment; i++)
        assert_true(crash_next_failing(&crashing.map, true, &row, &column));
    crashing_go(&crashing, row, column);
    view = crashing_view(&crashing);
    view.find = golden->with.search;
    crash_paint(&view, screen);
    crashing_release(&crashing);
}

/* The cursor stands at the n-th divergence of the scenario, fan-out and, of three, bail-out. */
static void paint_worlds(const struct golden *golden, int count, struct screen *screen)
{
    const char *const names[WORLDS_MAX] = {golden->scenario, "fan-out", "bail-out"};
    const struct trace *runs[WORLDS_MAX];
    struct showing sides[WORLDS_MAX];
    struct worlds_view view = {.count = count, .now = -1, .lane = golden->lane, .side = 1};

    for (int s = 0; s < count; s++) {
        showing_of_file(&sides[s], names[s]);
        runs[s] = &sides[s].play.trace;
    }
    for (int i = 0; i < golden->moment; i++)
        view.now = worlds_divergence_after(runs, count, view.now);
    for (int s = 0; s < count; s++) {
        if (golden->moment != END)
            showing_go(&sides[s], trace_event_at(runs[s], view.now));
        else
            view.now = max_i64(runs[s]->events[sides[s].at].time, view.now);
        view.sides[s] = (struct worlds_side){sides[s].index, &sides[s].ledger, sides[s].name, sides[s].at, sides[s].at};
    }
    worlds_paint(&view, screen);
    for (int s = 0; s < count; s++)
        showing_release(&sides[s]);
}

static void paint_golden_worlds(const struct golden *golden, struct screen *screen)
{
    paint_worlds(golden, 2, screen);
}

static void paint_golden_three(const struct golden *golden, struct screen *screen)
{
    paint_worlds(golden, 3, screen);
}

static void paint_golden_opening(const struct golden *golden, struct screen *screen)
{
    static const struct opening_row rows[] = {
        {"the story", "happy-path", "The happy path", "Who says what, when all goes well?", NULL, false, false, NULL},
        {"the story", "sequential", "One big job, started over", "How often does Riker post?",
         "Not so: Riker posted twice; Worf and Locutus never.", false, true, NULL},
        {"the story", "fan-out", "One job for each bot", "Does Locutus have to care?", "Made it so.", true, false,
         NULL},
        {"what the story does not say", "two-workers", "Two workers, one check", "Can a check be too slow?", NULL,
         false, false, NULL},
        {"files", "jobs/mail.yml", "", "", NULL, false, false, "3 mistakes: makeitso check jobs/mail.yml"},
    };
    struct opening_view view = {.rows = rows, .row_count = 5, .selected = (size_t)golden->moment, .all_count = 5};

    opening_paint(&view, screen);
}

static void paint_golden_help(const struct golden *golden, struct screen *screen)
{
    static const struct help_row rows[] = {
        {"time", "→ l", "step", "wheel down on the lanes", 1},
        {"time", "← h", "step back", "wheel up on the lanes", 2},
        {"what if", "x", "strike here", "right click on a gap", 3},
    };
    struct help_view view = {
        .title = "the stage", .of = HELP_STAGE, .rows = rows, .row_count = 3, .scroll = (uint32_t)golden->moment};

    help_paint(&view, screen);
}

/* At the end the lesson, before it what is given. */
static void paint_golden_page(const struct golden *golden, struct screen *screen)
{
    struct showing showing;
    struct page_view view = {.page = golden->moment == END ? PAGE_LESSON : PAGE_GIVEN};

    showing_of_file(&showing, golden->scenario);
    go(&showing, golden->moment);
    view.trace = &showing.play.trace;
    view.told = showing.at;
    (void)page_paint(&view, screen);
    showing_release(&showing);
}

static void paint_golden_tree(const struct golden *golden, struct screen *screen)
{
    static const struct tree_row rows[] = {
        {-1, "sequential", "Not so: Riker posted twice; Worf and Locutus never.", false, false, false, false, NULL},
        {0, "Riker asks first", "Not so: Worf and Locutus never.", false, false, true, true, "mine.yaml"},
        {1, "and BotsJob split", NULL, false, true, false, false, NULL},
        {0, "a crash after Picard's commit", NULL, false, false, false, false, NULL},
    };
    struct tree_view view = {
        .rows = rows, .row_count = 4, .all_count = 4, .selected = (size_t)golden->moment, .scenario = "sequential"};

    tree_paint(&view, screen);
}

/* At 13 min of a lesson; a pupil's where something is to be hidden. */
static void paint_golden_console(const struct golden *golden, struct screen *screen)
{
    struct class_told told;
    size_t size;
    char *line = test_file_read("tests/fuzz/corpus/class/state", &size);
    struct err err;

    assert_non_null(line);
    class_told_init(&told);
    assert_true(class_told_read(line, size, &told, &err));
    if (golden->with.is_class)
        class_told_hide(&told);
    console_paint(&(struct console_view){.told = &told, .now = 13 * MINUTE}, screen);
    class_told_release(&told);
    free(line);
}

static void paint_golden_menu(const struct golden *golden, struct screen *screen)
{
    static const struct menu_item items[] = {
        {"e", "error: an exception at once", NULL, 1, false, NULL, NULL, "error"},
        {"l", "lost reply: made, and the worker never learns", "only after commit", 2, false, NULL,
         "lost reply: no answer comes", "lost reply"},
        {"t", "timeout: nothing comes back for 5 s", NULL, 4, false, NULL, "timeout: no answer for 5 s", "timeout"},
        {"c", "crash: the process is gone", NULL, 3, true, NULL, NULL, "crash"},
    };
    struct menu_view view = {.title = "Strike at Riker's post, before commit",
                             .brief = "At Riker's post, before commit",
                             .items = items,
                             .item_count = 4,
                             .selected = 1,
                             .footer = "Enter does it · Esc leaves it"};

    paint_golden_stage(golden, screen);
    menu_paint(&view, screen);
}

/* Moments of sequential: 1 Picard posts, 2 Riker posts, 3 Worf's error, 4 started over, 5 Picard is skipped, 6 Riker
 * again. */
static const struct golden goldens[] = {
    {"sequential-start", paint_golden_stage, "sequential", 0, 0, 0, {0}, false},
    {"sequential-picard", paint_golden_stage, "sequential", 1, 0, 0, {0}, false},
    {"sequential-worf-fails", paint_golden_stage, "sequential", 3, 2, 0, {0}, false},
    {"sequential-again", paint_golden_stage, "sequential", 6, 1, 0, {0}, false},
    {"sequential-back", paint_golden_stage, "sequential", 3, 1, 6, {0}, false},
    {"sequential-end", paint_golden_stage, "sequential", END, 3, 0, {0}, false},
    {"sequential-class", paint_golden_stage, "sequential", 6, 1, 0, {.is_class = true}, false},
    {"sequential-class-end", paint_golden_stage, "sequential", END, 1, 0, {.is_class = true}, false},
    {"sequential-all", paint_golden_stage, "sequential", 6, 1, 0, {.shows_all = true}, false},
    {"sequential-feed", paint_golden_stage, "sequential", 6, 1, 0, {.focus = PANEL_FEED, .is_zoomed = true}, false},
    {"sequential-ascii", paint_golden_stage, "sequential", 6, 1, 0, {0}, true},
    {"sequential-still", paint_golden_stage, "sequential", 6, 1, 0, {.is_still = true}, false},
    {"sequential-still-end", paint_golden_stage, "sequential", END, 3, 0, {.is_still = true}, false},
    {"happy-path-end", paint_golden_stage, "happy-path", END, 0, 0, {0}, false},
    {"bail-out-end", paint_golden_stage, "bail-out", END, 2, 0, {0}, false},
    {"fan-out-worf-fails", paint_golden_stage, "fan-out", 3, 2, 0, {0}, false},
    {"fan-out-end", paint_golden_stage, "fan-out", END, 2, 0, {0}, false},
    {"three-days", paint_golden_stage, "three-days", 9, 3, 0, {0}, false},
    {"two-workers-end", paint_golden_stage, "two-workers", END, 0, 0, {0}, false},
    {"short-lease", paint_golden_stage, "short-lease", 2, 0, 0, {0}, false},
    {"poison-pill-start", paint_golden_stage, "poison-pill", 0, 0, 0, {.is_class = true}, false},
    {"no-guard", paint_golden_stage, "no-guard", 1, 0, 0, {0}, false},
    {"given-poison-pill", paint_golden_page, "poison-pill", 5, 0, 0, {0}, false},
    {"lesson-short-lease", paint_golden_page, "short-lease", END, 0, 0, {0}, false},
    {"atom-again", paint_golden_atom, "sequential", 6, 1, 0, {0}, false},
    {"atom-check", paint_golden_atom, "crash-before-mark", 2, 0, 0, {0}, false},
    {"why-riker", paint_golden_why, "sequential", 0, 1, 0, {0}, false},
    {"why-table", paint_golden_why, "sequential", END, 1, 0, {0}, false},
    {"worlds-first", paint_golden_worlds, "sequential", 1, 3, 0, {0}, false},
    {"worlds-end", paint_golden_worlds, "sequential", END, 3, 0, {0}, false},
    {"worlds-three", paint_golden_three, "sequential", END, 3, 0, {0}, false},
    {"map-sequential", paint_golden_map, "sequential", 9, 1, 0, {0}, false},
    {"map-fan-out", paint_golden_map, "fan-out", 30, 1, 0, {.search = "riker"}, false},
    {"map-attempts", paint_golden_map, "lambda-retries", 11, 2, 0, {0}, false},
    {"map-ascii", paint_golden_map, "sequential", 1, 1, 0, {0}, true},
    {"opening", paint_golden_opening, NULL, 1, 0, 0, {0}, false},
    {"help", paint_golden_help, NULL, 0, 0, 0, {0}, false},
    {"tree", paint_golden_tree, NULL, 2, 0, 0, {0}, false},
    {"console", paint_golden_console, NULL, 0, 0, 0, {0}, false},
    {"console-pupil", paint_golden_console, NULL, 0, 0, 0, {.is_class = true}, false},
    {"menu", paint_golden_menu, "sequential", 2, 1, 0, {0}, false},
};
enum { GOLDEN_COUNT = sizeof goldens / sizeof goldens[0] };

static const struct screen_key keys[] = {
    {"Space", "play", 1}, {"← →", "step", 2}, {"n", "next", 3},   {"w", "why", 4},  {"x", "break", 5},
    {"c", "change", 6},   {"m", "map", 7},    {"=", "beside", 8}, {"?", "keys", 9},
};

/* One size of one golden: its text, its elements, where the caret is. */
static void write_size(const struct golden *golden, int columns, int rows, struct text *out)
{
    struct screen *screen = calloc(1, sizeof *screen);
    struct cells cells;
    struct err err;

    assert_non_null(screen);
    assert_true(cells_init(&cells, columns, rows, &err));
    cells.is_ascii = golden->is_ascii;
    screen->keys = keys;
    screen->key_count = sizeof keys / sizeof keys[0];
    screen_begin(screen, &cells);
    golden->paint(golden, screen);
    assert_in_range(screen->caret_column, 0, columns - 1);
    assert_in_range(screen->caret_row, 0, rows - 1);
    text_addf(out, "== %dx%d, caret at %d,%d\n", columns, rows, screen->caret_column, screen->caret_row);
    cells_write_text(&cells, out);
    text_addf(out, "-- elements\n");
    cells_write_elements(&cells, out);
    cells_release(&cells);
    free(screen);
}

static void golden_is_as_kept(void **state)
{
    static const int terminals[][2] = {{40, 12}, {80, 24}, {120, 36}, {200, 60}};
    static const int documents[][2] = {{40, 38}, {80, 26}}; /* as cli/page_stage.c has them */
    const struct golden *golden = *state;
    const int(*sizes)[2] = golden->with.is_still ? documents : terminals;
    size_t count = golden->with.is_still ? sizeof documents / sizeof *documents : sizeof terminals / sizeof *terminals;
    struct text out = {0};
    char path[128];

    for (size_t s = 0; s < count; s++)
        write_size(golden, sizes[s][0], sizes[s][1], &out);
    snprintf(path, sizeof path, "tests/screens/%s.txt", golden->name);
    test_kept(path, text_str(&out), out.size);
    text_release(&out);
}

int main(void)
{
    struct CMUnitTest tests[GOLDEN_COUNT];

    for (int g = 0; g < GOLDEN_COUNT; g++)
        tests[g] = (struct CMUnitTest){goldens[g].name, golden_is_as_kept, NULL, NULL, (void *)(uintptr_t)&goldens[g]};
    return test_main("screens", tests, GOLDEN_COUNT);
}
