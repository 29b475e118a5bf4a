/* Properties of the screens: nothing outside the box, nothing given away, back is exact, whatever the names. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/random.h"
#include "screens/atom.h"
#include "screens/letters.h"
#include "screens/menu.h"
#include "screens/why_screen.h"
#include "screens/worlds.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/showing.h"
#include "support/test.h"
#include "words/chain.h"

static const char *const stories[] = {"happy-path",     "sequential",    "bail-out",    "fan-out",
                                      "three-days",     "two-workers",   "short-lease", "hard-kill",
                                      "lambda-retries", "top-job-fails", "claim-first", "deploy"};
enum { STORY_COUNT = sizeof stories / sizeof stories[0] };

/* A grid in a larger one: the cells around it are watched. */
struct canvas {
    struct cells cells;
    struct screen *screen;
};

static void canvas_make(struct canvas *canvas, int columns, int rows)
{
    struct err err;

    assert_true(cells_init(&canvas->cells, columns, rows, &err));
    canvas->screen = calloc(1, sizeof *canvas->screen);
    assert_non_null(canvas->screen);
    screen_begin(canvas->screen, &canvas->cells);
}

static void canvas_release(struct canvas *canvas)
{
    cells_release(&canvas->cells);
    free(canvas->screen);
}

static void canvas_text(const struct canvas *canvas, struct text *out)
{
    cells_write_text(&canvas->cells, out);
    cells_write_elements(&canvas->cells, out);
    text_addf(out, "%d %d\n", canvas->screen->caret_column, canvas->screen->caret_row);
}

/* Every row is as wide as the grid says, wide characters are whole, caret and areas lie inside. */
static void assert_whole(const struct canvas *canvas)
{
    const struct cells *cells = &canvas->cells;

    for (int row = 0; row < cells->rows; row++) {
        for (int column = 0; column < cells->columns; column++) {
            const struct cell_glyph *cell = cells_at(cells, column, row);

            assert_true(cell->element < ELEMENT_COUNT);
            assert_true(cell->width <= 2);
            if (cell->width == 2) {
                assert_true(column + 1 < cells->columns);
                assert_int_equal(cells_at(cells, column + 1, row)->width, 0);
            }
            if (cell->width == 0)
                assert_true(column > 0 && cells_at(cells, column - 1, row)->width == 2);
            assert_false(text_is_unsafe(cell->codepoints[0]) && cell->codepoints[0] != 0);
        }
    }
    if (cells->columns > 0 && cells->rows > 0) {
        assert_in_range(canvas->screen->caret_column, 0, cells->columns - 1);
        assert_in_range(canvas->screen->caret_row, 0, cells->rows - 1);
    }
    for (size_t i = 0; i < canvas->screen->area_count; i++) {
        const struct area *area = &canvas->screen->areas[i].area;

        assert_true(area->column >= 0 && area->row >= 0 && area->columns > 0 && area->rows > 0);
        assert_true(area->column + area->columns <= cells->columns && area->row + area->rows <= cells->rows);
    }
}

static void paint_at(struct showing *showing, struct canvas *canvas, uint32_t at, uint32_t lane)
{
    struct stage_view view;

    showing_go(showing, at);
    view = showing_stage(showing);
    view.lane = lane;
    screen_begin(canvas->screen, &canvas->cells);
    stage_paint(&view, canvas->screen);
}

/* Any flags, any lane, any moment, any size; the sanitizers watch the memory, this the grid. */
static void paint_anything(struct showing *showing, struct random *random)
{
    uint32_t count = showing->play.trace.count, bots = showing->play.trace.scenario->bot_count;
    struct canvas canvas;
    struct stage_view view;
    struct atom_view atom;

    canvas_make(&canvas, 1 + (int)random_below(random, 220), 1 + (int)random_below(random, 70));
    canvas.cells.is_ascii = random_below(random, 4) == 0;
    showing_go(showing, random_below(random, 20) == 0 ? NO_EVENT : (uint32_t)random_below(random, count));
    view = showing_stage(showing);
    view.lane = (uint32_t)random_below(random, bots);
    view.seen = view.at == NO_EVENT ? NO_EVENT : view.at + (uint32_t)random_below(random, count - view.at);
    view.shows_all = random_below(random, 2);
    view.is_class = random_below(random, 4) == 0;
    view.is_zoomed = random_below(random, 4) == 0;
    view.is_playing = random_below(random, 2);
    view.focus = (enum stage_panel)random_below(random, STAGE_PANEL_COUNT);
    view.scroll[PANEL_FEED] = (uint32_t)random_below(random, 9);
    view.scroll[PANEL_CODE] = (uint32_t)random_below(random, 9);
    view.search = random_below(random, 2) ? "r" : NULL;
    stage_paint(&view, canvas.screen);
    assert_whole(&canvas);
    atom = (struct atom_view){.index = view.index,
                              .ledger = view.ledger,
                              .at = view.at,
                              .seen = view.seen,
                              .lane = view.lane,
                              .gap = (int)random_below(random, 9) - 1};
    screen_begin(canvas.screen, &canvas.cells);
    atom_paint(&atom, canvas.screen);
    assert_whole(&canvas);
    canvas_release(&canvas);
}

static void stage_of_any_size_stays_in_its_box(void **state)
{
    (void)state;
    for (int s = 0; s < STORY_COUNT; s++) {
        struct rounds rounds = rounds_begin(stories[s], 60);
        struct showing showing;

        showing_of_file(&showing, stories[s]);
        while (rounds_next(&rounds))
            paint_anything(&showing, &rounds.random);
        showing_release(&showing);
    }
}

static void stage_forward_then_back_is_the_same_screen(void **state)
{
    (void)state;
    for (int s = 0; s < STORY_COUNT; s++) {
        struct showing showing;
        struct canvas canvas;

        showing_of_file(&showing, stories[s]);
        canvas_make(&canvas, 80, 24);
        for (uint32_t at = 0; at + 1 < showing.play.trace.count; at += 3) {
            struct text before = {0}, after = {0};

            paint_at(&showing, &canvas, at, 0);
            canvas_text(&canvas, &before);
            paint_at(&showing, &canvas, at + 1, 0);
            paint_at(&showing, &canvas, at, 0);
            canvas_text(&canvas, &after);
            assert_string_equal(text_str(&before), text_str(&after));
            text_release(&before);
            text_release(&after);
        }
        canvas_release(&canvas);
        showing_release(&showing);
    }
}

static bool is_mark(uint32_t codepoint)
{
    return codepoint == 0x25cf || codepoint == 0x25c6 || codepoint == 0x2717 || codepoint == 0x25cb ||
           codepoint == 0x2205;
}

/* The lanes stand in rows 4 to 8 of sequential's 80x24; the ledger begins at column 65. */
static void stage_right_of_the_cursor_shows_no_mark(void **state)
{
    struct showing showing;
    struct canvas canvas;

    (void)state;
    showing_of_file(&showing, "sequential");
    canvas_make(&canvas, 80, 24);
    for (uint32_t at = 0; at < showing.play.trace.count; at++) {
        paint_at(&showing, &canvas, at, 0);
        for (int row = 4; row <= 8; row++)
            for (int column = canvas.screen->caret_column + 1; column < 65; column++)
                assert_false(is_mark(cells_at(&canvas.cells, column, row)->codepoints[0]));
    }
    canvas_release(&canvas);
    showing_release(&showing);
}

/* Of `deploy`: nothing on a lane stands at its time, but the axis, in row 3, tells of it once it was played. */
static void stage_axis_shows_what_the_platform_did(void **state)
{
    struct showing showing;
    struct canvas canvas;
    uint32_t deploy = 0;

    (void)state;
    showing_of_file(&showing, "deploy");
    while (showing.play.trace.events[deploy].kind != EVENT_DEPLOY)
        deploy++;
    canvas_make(&canvas, 80, 24);
    for (uint32_t at = deploy - 1; at <= deploy; at++) {
        struct text out = {0};

        paint_at(&showing, &canvas, at, 0);
        cells_write_text(&canvas.cells, &out);
        assert_int_equal(strstr(text_str(&out), "⇅") != NULL, at == deploy);
        text_release(&out);
    }
    canvas_release(&canvas);
    showing_release(&showing);
}

/* "never" is said from the miss event on, not before: sequential's misses come with the job's end. */
static void stage_before_the_miss_says_not_yet(void **state)
{
    struct showing showing;
    struct canvas canvas;
    uint32_t miss = 0;

    (void)state;
    showing_of_file(&showing, "sequential");
    canvas_make(&canvas, 80, 24);
    while (showing.play.trace.events[miss].kind != EVENT_MISS)
        miss++;
    for (uint32_t at = 0; at < showing.play.trace.count; at++) {
        struct text text = {0};

        paint_at(&showing, &canvas, at, 0);
        cells_write_text(&canvas.cells, &text);
        assert_int_equal(strstr(text_str(&text), "∅ never") != NULL, at >= miss);
        text_release(&text);
    }
    canvas_release(&canvas);
    showing_release(&showing);
}

static void assert_note(const char *yaml, const char *note)
{
    struct showing showing;
    struct canvas canvas;
    struct text text = {0};

    showing_of_yaml(&showing, yaml);
    canvas_make(&canvas, 80, 24);
    paint_at(&showing, &canvas, showing.play.trace.count - 1, 0);
    cells_write_text(&canvas.cells, &text);
    if (!strstr(text_str(&text), note))
        fail_msg("\"%s\" is not in\n%s", note, text_str(&text));
    text_release(&text);
    canvas_release(&canvas);
    showing_release(&showing);
}

#define WORF_FAILS(schedule, faults)                                                                                   \
    "bots: [{name: Worf, post: hi}]\njobs: [{name: J, steps: [{post: Worf}], retry: {limit: 2, wait: 1m}}]\n"          \
    "schedule: [{enqueue: J" schedule "}]\nfaults: [{bot: Worf, kind: error, " faults "}]\n"

/* Who posted on other days did not "never" post. */
static void stage_notes_say_how_often(void **state)
{
    (void)state;
    assert_note(WORF_FAILS("", "before: commit, times: always"), "0 · 1  ∅ never");
    assert_note(WORF_FAILS(", times: 3", "before: commit, times: 3"), "2 · 3  ∅ missed");
    assert_note(WORF_FAILS("", "after: commit"), "2 · 1  ◆ TWICE");
    assert_note(WORF_FAILS("", "after: commit, times: 2"), "3 · 1  ◆ THRICE");
}

/* What was played last has its label, though the signs of the days to come leave no room for it. */
static void stage_last_sign_is_labelled_until_another_takes_the_room(void **state)
{
    struct showing showing;
    struct canvas canvas;
    struct text text = {0};
    uint32_t strike = 0;

    (void)state;
    showing_of_file(&showing, "three-days");
    canvas_make(&canvas, 80, 24);
    while (showing.play.trace.events[strike].kind != EVENT_STRIKE)
        strike++;
    paint_at(&showing, &canvas, strike, 0);
    cells_write_text(&canvas.cells, &text);
    assert_non_null(strstr(text_str(&text), "✗ error"));
    text_clear(&text);
    paint_at(&showing, &canvas, showing.play.trace.count - 1, 0);
    cells_write_text(&canvas.cells, &text);
    assert_null(strstr(text_str(&text), "✗ error"));
    text_release(&text);
    canvas_release(&canvas);
    showing_release(&showing);
}

/* The layout is the whole run's: a sign that was painted stays where it is until the run ends. */
static void stage_while_played_moves_nothing(void **state)
{
    struct showing showing;
    struct canvas now, end;

    (void)state;
    showing_of_file(&showing, "sequential");
    canvas_make(&now, 80, 24);
    canvas_make(&end, 80, 24);
    paint_at(&showing, &end, showing.play.trace.count - 1, 0);
    for (uint32_t at = 0; at + 1 < showing.play.trace.count; at++) {
        paint_at(&showing, &now, at, 0);
        for (int row = 5; row <= 8; row++)
            for (int column = 18; column < 65; column++)
                if (is_mark(cells_at(&now.cells, column, row)->codepoints[0]))
                    assert_int_equal(cells_at(&now.cells, column, row)->codepoints[0],
                                     cells_at(&end.cells, column, row)->codepoints[0]);
    }
    canvas_release(&now);
    canvas_release(&end);
    showing_release(&showing);
}

/* CJK, right-to-left, combining characters, 64 bytes: the grid stays whole at every size. */
static void stage_with_hostile_names_stays_whole(void **state)
{
    static const char yaml[] =
        "bots:\n"
        "  - {name: 皮卡德舰长与企业号全体船员还有机器人, post: 自动发布的内容会不会重复呢, guard: ask-receiver}\n"
        "  - {name: ריקר ושמו ארוך מאוד, post: \"שלום עולם\"}\n"
        "  - {name: \"e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301\", post: "
        "\"o\\u0308o\\u0308\"}\n"
        "  - {name: Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, post: x}\n"
        "jobs:\n"
        "  - {name: 工作工作工作工作工作工作工作, steps: [{post: 皮卡德舰长与企业号全体船员还有机器人}, {post: ריקר "
        "ושמו ארוך מאוד},"
        " {post: \"e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301e\\u0301\"},"
        " {post: Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa}], retry: {limit: 2, wait: 1m}}\n"
        "schedule: [{enqueue: 工作工作工作工作工作工作工作}]\n"
        "faults: [{bot: ריקר ושמו ארוך מאוד, after: commit, kind: error}]\n";
    struct rounds rounds = rounds_begin("names", 200);
    struct showing showing;

    (void)state;
    showing_of_yaml(&showing, yaml);
    while (rounds_next(&rounds))
        paint_anything(&showing, &rounds.random);
    showing_release(&showing);
}

/* Scenarios of every kind, made of random bytes: each platform, guard, fault and shape of job comes by. */
static uint32_t count_of(const char *text, const char *part)
{
    uint32_t count = 0;

    for (; (text = strstr(text, part)) != NULL; text++)
        count++;
    return count;
}

/* Stepped back to the start, the feed still shows the three posts, in their places; of whom one is to come it does not
 * say "nothing yet": by hand of Worf and Locutus alone. */
static void stage_feed_moves_nothing_in_stepping_back(void **state)
{
    struct showing showing;
    struct canvas end, start;
    struct text text = {0};
    struct stage_view view;

    (void)state;
    showing_of_file(&showing, "sequential");
    canvas_make(&end, 120, 36);
    canvas_make(&start, 120, 36);
    paint_at(&showing, &end, showing.play.trace.count - 1, 0);
    showing_go(&showing, 0);
    view = showing_stage(&showing);
    view.seen = showing.play.trace.count - 1;
    stage_paint(&view, start.screen);
    cells_write_text(&start.cells, &text);
    ASSERT_I64(count_of(text_str(&text), "nothing yet"), 2);
    ASSERT_I64(count_of(text_str(&text), "@RikerGoogling"), 2);
    ASSERT_I64(count_of(text_str(&text), "to come"), 3); /* in words, too: not every terminal can dim */
    for (int row = 10; row < 18; row++)                  /* of the three posts */
        for (int column = 40; column < 70; column++)
            assert_memory_equal(cells_at(&start.cells, column, row)->codepoints,
                                cells_at(&end.cells, column, row)->codepoints, sizeof(uint32_t));
    text_release(&text);
    canvas_release(&end);
    canvas_release(&start);
    showing_release(&showing);
}

/* Of a bot that nobody posts for the feed says "nothing yet" until the run is over, and then that nothing is owed. */
static void stage_feed_says_at_the_end_that_nothing_is_owed(void **state)
{
    struct showing showing;
    struct canvas canvas;
    struct text text = {0};

    (void)state;
    showing_of_yaml(&showing, "bots: [{name: Riker, post: hi}, {name: Troi, post: ho}]\n"
                              "jobs: [{name: J, steps: [{post: Riker}]}]\nschedule: [{enqueue: J}]\n");
    canvas_make(&canvas, 80, 24);
    paint_at(&showing, &canvas, showing.play.trace.count - 2, 0);
    cells_write_text(&canvas.cells, &text);
    assert_non_null(strstr(text_str(&text), "Troi           nothing yet"));
    text_clear(&text);
    paint_at(&showing, &canvas, showing.play.trace.count - 1, 0);
    cells_write_text(&canvas.cells, &text);
    assert_non_null(strstr(text_str(&text), "Troi           nothing owed"));
    text_release(&text);
    canvas_release(&canvas);
    showing_release(&showing);
}

/* Thirty days at 40 columns: each page of the axis has a time that can be read, apart from what follows it; notes whose
 * words do not fit are said shorter, and none is cut. */
static void stage_of_many_days_is_whole_at_40_columns(void **state)
{
    struct showing showing;
    struct canvas canvas;

    (void)state;
    showing_of_yaml(
        &showing,
        "bots: [{name: Riker, post: hi}, {name: Worf, post: ho}]\n"
        "jobs: [{name: J, steps: [{post: Riker}, {post: Worf}]}]\n"
        "schedule: [{enqueue: J, times: 30}]\n"
        "faults: [{bot: Worf, before: call, kind: error, times: always, occurrences: [3, 7, 9]},\n"
        "  {bot: Riker, before: call, kind: error, times: always, occurrences: [3, 4, 5, 6, 7, 8, 9, 10, 11, 12]}]\n");
    canvas_make(&canvas, 40, 12);
    for (uint32_t at = 0; at < showing.play.trace.count; at++) {
        struct text row = {0};

        paint_at(&showing, &canvas, at, 0);
        for (int column = 8; column < 25; column++) {
            uint32_t codepoint = cells_at(&canvas.cells, column, 1)->codepoints[0];

            text_add_codepoint(&row, codepoint ? codepoint : ' ');
        }
        if (!strpbrk(text_str(&row), "0123456789"))
            fail_msg("event %u: no time in \"%s\"", (unsigned)at, text_str(&row));
        if (cells_at(&canvas.cells, 25, 1)->codepoints[0] != 0x22ef) /* a fold's sign */
            ASSERT_I64(cells_at(&canvas.cells, 25, 1)->codepoints[0], 0);
        text_clear(&row);
        cells_write_text(&canvas.cells, &row);
        assert_null(strstr(text_str(&row), "missed…"));
        text_release(&row);
    }
    canvas_release(&canvas);
    showing_release(&showing);
}

/* A job that gave up and is discarded says so whole, whatever room there is. */
static void stage_job_that_gave_up_says_so_whole(void **state)
{
    struct showing showing;

    (void)state;
    showing_of_file(&showing, "lambda-retries");
    for (int columns = 40; columns <= 120; columns += 20) {
        struct canvas canvas;
        struct text text = {0};

        canvas_make(&canvas, columns, 24);
        paint_at(&showing, &canvas, showing.play.trace.count - 1, 0);
        cells_write_text(&canvas.cells, &text);
        assert_non_null(strstr(text_str(&text), columns < 70 ? "✗ gave up\n" : "✗ gave up, gone"));
        text_release(&text);
        canvas_release(&canvas);
    }
    showing_release(&showing);
}

/* Names that begin alike and do not fit are cut so that each lane is known by its own. */
static void stage_lanes_are_told_apart_where_names_are_cut(void **state)
{
    static const char YAML[] =
        "bots: [{name: PostToTwitterDaily, post: a}, {name: PostToTwitterTip, post: b}, {name: PostToMastodonTip, "
        "post: c}]\n"
        "jobs: [{name: J, steps: [{post: PostToTwitterDaily}, {post: PostToTwitterTip}, {post: PostToMastodonTip}]}]\n"
        "schedule: [{enqueue: J}]\n";
    static const struct {
        int columns;
        const char *names[3];
    } cases[] = {{80, {"▌PostT…aily ", " PostT…rTip ", " PostT…nTip "}}, {40, {"Po…aily ", "Po…rTip ", "Po…nTip "}}};
    struct showing showing;

    (void)state;
    showing_of_yaml(&showing, YAML);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct canvas canvas;
        struct text text = {0};

        canvas_make(&canvas, cases[i].columns, 24);
        paint_at(&showing, &canvas, 0, 0);
        canvas_text(&canvas, &text);
        for (int n = 0; n < 3; n++)
            if (!strstr(text_str(&text), cases[i].names[n]))
                fail_msg("\"%s\" is not on the stage:\n%s", cases[i].names[n], text_str(&text));
        text_release(&text);
        canvas_release(&canvas);
    }
    showing_release(&showing);
}

static void stage_of_random_scenarios_stays_whole(void **state)
{
    struct rounds rounds = rounds_begin("stage", 150);

    (void)state;
    while (rounds_next(&rounds)) {
        struct text yaml = {0};
        struct showing showing;
        uint8_t tape[160];

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        showing_of_bytes(&showing, text_str(&yaml), yaml.size);
        for (int n = 0; n < 6; n++)
            paint_anything(&showing, &rounds.random);
        showing_release(&showing);
        text_release(&yaml);
    }
}

/* Attempts that stall past their lease run beside each other, more of them than there are tracks: two of one track overlap, and
 * nothing waits between them. */
static void stage_of_overlapping_attempts_stays_whole(void **state)
{
    static const char yaml[] = "bots: [{name: A, post: a}]\n"
                               "jobs: [{name: J, steps: [{post: A}]}]\n"
                               "platform: {workers: 3, acknowledge: late, on_crash: lease, lease: 20s}\n"
                               "schedule: [{enqueue: J, copies: 3, apart: 7s}]\n"
                               "faults: [{bot: A, after: begin, kind: stall, times: 60}]\n";
    struct rounds rounds = rounds_begin("overlapping", 100);
    struct showing showing;

    (void)state;
    showing_of_yaml(&showing, yaml);
    while (rounds_next(&rounds))
        paint_anything(&showing, &rounds.random);
    showing_release(&showing);
}

static void paint_worlds(struct showing sides[WORLDS_MAX], struct random *random)
{
    struct canvas canvas;
    struct worlds_view view = {.count = 2 + (int)random_below(random, WORLDS_MAX - 1),
                               .shows_all = random_below(random, 2)};
    uint32_t chain[16];
    struct why_view why = {.index = sides[0].index,
                           .bot = 1,
                           .occurrence = 1,
                           .chain = chain,
                           .failing_bot = -1,
                           .trying = random_below(random, 2) ? MSEC_NONE : 1200,
                           .focus = (int)random_below(random, 2)};

    canvas_make(&canvas, 1 + (int)random_below(random, 220), 1 + (int)random_below(random, 70));
    view.now = (msec)random_below(random, 130000) - 1;
    view.lane = (uint32_t)random_below(random, 4);
    view.side = (int)random_below(random, (uint64_t)view.count);
    for (int s = 0; s < view.count; s++) {
        showing_go(&sides[s], trace_event_at(&sides[s].play.trace, view.now));
        view.sides[s] = (struct worlds_side){sides[s].index, &sides[s].ledger, sides[s].name, sides[s].at, sides[s].at};
    }
    worlds_paint(&view, canvas.screen);
    assert_whole(&canvas);
    showing_go(&sides[0], sides[0].play.trace.count - 1);
    why.ledger = &sides[0].ledger;
    why.chain_count = narrate_chain(&sides[0].index->story, why.ledger, 1, 1, chain, 16);
    why.link = why.chain_count ? random_below(random, why.chain_count) : 0;
    screen_begin(canvas.screen, &canvas.cells);
    why_paint(&why, canvas.screen);
    assert_whole(&canvas);
    canvas_release(&canvas);
}

static void worlds_and_why_of_any_size_stay_in_their_box(void **state)
{
    struct rounds rounds = rounds_begin("worlds", 200);
    struct showing sides[WORLDS_MAX];

    (void)state;
    showing_of_file(&sides[0], "sequential");
    showing_of_file(&sides[1], "fan-out");
    showing_of_file(&sides[2], "bail-out");
    while (rounds_next(&rounds))
        paint_worlds(sides, &rounds.random);
    for (int s = 0; s < WORLDS_MAX; s++)
        showing_release(&sides[s]);
}

/* Under the same outage Locutus posts at 1.75 s under fan-out and never in the sequence; that is where the worlds
 * part. Then: Picard is skipped, Riker posts again, Worf's second try. Going back from behind the last finds them in
 * the other order. */
static void worlds_divergences_come_in_order_and_back(void **state)
{
    struct showing a, b;
    const struct trace *runs[] = {&a.play.trace, &b.play.trace, &a.play.trace};
    msec times[16], now = -1;
    size_t count = 0;

    (void)state;
    showing_of_file(&a, "sequential");
    showing_of_file(&b, "fan-out");
    while ((now = worlds_divergence_after(runs, 2, now)) != MSEC_NONE && count < 16)
        times[count++] = now;
    assert_true(count >= 4);
    assert_string_equal(
        b.play.trace.scenario->bots[b.play.trace.events[trace_event_at(&b.play.trace, times[0])].bot].name, "Locutus");
    now = MSEC_MAX;
    while (count-- > 0)
        ASSERT_MSEC(now = worlds_divergence_before(runs, 2, now), times[count]);
    ASSERT_MSEC(worlds_divergence_before(runs, 2, now), MSEC_NONE);
    ASSERT_MSEC(worlds_divergence_after(runs, 3, -1), times[0]); /* a third one that is the first does not matter */
    runs[1] = runs[0];
    ASSERT_MSEC(worlds_divergence_after(runs, 3, -1), MSEC_NONE);
    showing_release(&a);
    showing_release(&b);
}

/* In sequential Riker's first post: before it the gap is before begin; after its call, between call and commit; after
 * Worf's error the next gap is before begin of attempt 2; after the second one nothing is left. */
static void place_of_a_lane_follows_its_step(void **state)
{
    struct showing showing;
    struct stage_place place;
    uint32_t at = 0;

    (void)state;
    showing_of_file(&showing, "sequential");
    place = stage_place(showing.index, NO_EVENT, 1);
    assert_true(place.is_open && !place.is_under_way && place.after == MICRO_NONE);
    assert_int_equal(place.attempt, 1);
    while (showing.play.trace.events[at].kind != EVENT_CALL || showing.play.trace.events[at].bot != 1)
        at++;
    place = stage_place(showing.index, at, 1);
    assert_true(place.is_open && place.is_under_way && place.after == MICRO_CALL);
    showing_go_to_moment(&showing, 3);
    place = stage_place(showing.index, showing.at, 1);
    assert_true(place.is_open && !place.is_under_way);
    assert_int_equal(place.attempt, 2);
    place = stage_place(showing.index, showing.play.trace.count - 1, 1);
    assert_false(place.is_open);
    showing_release(&showing);
}

/* After Riker's commit the world has his post and the worker cannot know; after the lost reply of Worf the worker
 * believes in a failure and the receiver has it: they disagree. */
static void beliefs_after_a_lost_reply_disagree(void **state)
{
    struct showing showing;
    enum atom_belief beliefs[KNOWER_COUNT];
    uint32_t strike = 0;

    (void)state;
    showing_of_file(&showing, "lost-reply");
    while (showing.play.trace.events[strike].kind != EVENT_STRIKE)
        strike++;
    assert_true(atom_beliefs(&showing.play.trace, strike + 1, 2, 1, beliefs) ||
                showing.play.trace.events[strike].detail == FAULT_TIMEOUT);
    assert_int_equal(beliefs[KNOWER_RECEIVER], KNOWS_ONCE);
    assert_int_equal(beliefs[KNOWER_FOLLOWERS], KNOWS_ONCE);
    assert_false(atom_beliefs(&showing.play.trace, 0, 2, 1, beliefs));
    assert_int_equal(beliefs[KNOWER_RECEIVER], KNOWS_NOT_YET);
    showing_release(&showing);
}

/* M is 5 wide, I 1, a gap 2, one column between letters: "MI I" = 5+1+1+1+2+1+1. */
static void letters_width_counts_gaps(void **state)
{
    (void)state;
    assert_int_equal(letters_width(""), 0);
    assert_int_equal(letters_width("MI I"), 12);
}

static void menu_anywhere_stays_in_its_box(void **state)
{
    static const struct menu_item items[] = {{"e", "error", NULL, 1, true, NULL, NULL, NULL},
                                             {"", "other", "why it cannot be", 2, false, "a group", "o", NULL}};
    struct menu_view view = {
        .title = "Strike", .lines = "a few words to read first", .items = items, .item_count = 2, .footer = "Esc"};
    struct rounds rounds = rounds_begin("menu", 200);
    struct random *random = &rounds.random;

    (void)state;
    while (rounds_next(&rounds)) {
        struct canvas canvas;

        canvas_make(&canvas, 1 + (int)random_below(random, 100), 1 + (int)random_below(random, 40));
        canvas.screen->caret_column = (int)random_below(random, (uint64_t)canvas.cells.columns);
        canvas.screen->caret_row = (int)random_below(random, (uint64_t)canvas.cells.rows);
        view.selected = random_below(random, 2);
        menu_paint(&view, canvas.screen);
        assert_whole(&canvas);
        canvas_release(&canvas);
    }
}

/* Of one group some of whose items do not fit all are said in short; what stands in no group is judged by itself. */
static void menu_says_in_short_what_does_not_fit(void **state)
{
    static const char LONG[] = "BotsJob catches every error and goes on";
    static const struct menu_item items[] = {
        {"c", "crash: the process is gone", NULL, 1, false, NULL, "crash", "crash"},
        {"e", "error: an exception at once", "it strikes here already", 2, true, NULL, "error: an exception", "error"},
        {"", "BotsJob split", NULL, 3, false, "BotsJob", "split", NULL},
        {"", LONG, NULL, 4, false, "BotsJob", "catches every error and goes on", NULL},
    };
    struct menu_view view = {.title = "Strike after Riker's commit, attempt 1",
                             .brief = "After Riker's commit, attempt 1",
                             .items = items,
                             .item_count = 4,
                             .footer = "Esc"};
    static const char *const said[] = {"After Riker's commit, attempt 1 ", "c   crash: the process is gone ",
                                       "✓ error  it strikes here already ", "    split ",
                                       "catches every error and goes on "};
    struct canvas canvas;
    struct text text = {0};

    (void)state;
    canvas_make(&canvas, 40, 12);
    menu_paint(&view, canvas.screen);
    cells_write_text(&canvas.cells, &text);
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (!strstr(text_str(&text), said[i]))
            fail_msg("\"%s\" is not in the menu:\n%s", said[i], text_str(&text));
    assert_null(strstr(text_str(&text), "…"));
    canvas_release(&canvas);
    text_clear(&text);
    canvas_make(&canvas, 80, 24);
    menu_paint(&view, canvas.screen);
    cells_write_text(&canvas.cells, &text);
    assert_non_null(strstr(text_str(&text), LONG));
    assert_non_null(strstr(text_str(&text), "BotsJob split"));
    text_release(&text);
    canvas_release(&canvas);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(stage_of_any_size_stays_in_its_box),
        cmocka_unit_test(stage_forward_then_back_is_the_same_screen),
        cmocka_unit_test(stage_right_of_the_cursor_shows_no_mark),
        cmocka_unit_test(stage_axis_shows_what_the_platform_did),
        cmocka_unit_test(stage_before_the_miss_says_not_yet),
        cmocka_unit_test(stage_notes_say_how_often),
        cmocka_unit_test(stage_last_sign_is_labelled_until_another_takes_the_room),
        cmocka_unit_test(stage_while_played_moves_nothing),
        cmocka_unit_test(stage_with_hostile_names_stays_whole),
        cmocka_unit_test(stage_job_that_gave_up_says_so_whole),
        cmocka_unit_test(stage_of_many_days_is_whole_at_40_columns),
        cmocka_unit_test(stage_feed_moves_nothing_in_stepping_back),
        cmocka_unit_test(stage_feed_says_at_the_end_that_nothing_is_owed),
        cmocka_unit_test(stage_lanes_are_told_apart_where_names_are_cut),
        cmocka_unit_test(stage_of_random_scenarios_stays_whole),
        cmocka_unit_test(stage_of_overlapping_attempts_stays_whole),
        cmocka_unit_test(worlds_and_why_of_any_size_stay_in_their_box),
        cmocka_unit_test(worlds_divergences_come_in_order_and_back),
        cmocka_unit_test(place_of_a_lane_follows_its_step),
        cmocka_unit_test(beliefs_after_a_lost_reply_disagree),
        cmocka_unit_test(letters_width_counts_gaps),
        cmocka_unit_test(menu_anywhere_stays_in_its_box),
        cmocka_unit_test(menu_says_in_short_what_does_not_fit),
    };

    return test_main("view_stage", tests, sizeof tests / sizeof tests[0]);
}
