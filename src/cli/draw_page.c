#include "cli/draw_page.h"

#include <stdio.h>
#include <stdlib.h>

#include "report/html_run.h"
#include "trace/ledger.h"
#include "tui/player.h"
#include "tui/request.h"
#include "tui/stills.h"

enum {
    EVENTS_MAX = 10000,
    ROWS_BELOW = 2, /* the footer, whose keys are buttons here, and the rule above it */
};

/* As the terminal has them: 80x24, and the narrow stage with all its panels below each other. */
static const struct area sizes[HTML_SIZE_COUNT] = {
    [HTML_WIDE] = {.columns = 80, .rows = 24 + ROWS_BELOW}, [HTML_NARROW] = {.columns = 40, .rows = 36 + ROWS_BELOW}};

/* The requests that a page answers, in the order of its buttons. */
static const struct {
    enum request request;
    const char *action;
} requests[] = {
    {REQUEST_PLAY, "play"},
    {REQUEST_STEP_BACK, "back"},
    {REQUEST_STEP, "step"},
    {REQUEST_PREVIOUS, "previous"},
    {REQUEST_NEXT, "next"},
    {REQUEST_PREVIOUS_ATTEMPT, "attempt-before"},
    {REQUEST_NEXT_ATTEMPT, "attempt"},
    {REQUEST_START, "start"},
    {REQUEST_END, "end"},
    {REQUEST_SLOWER, "slower"},
    {REQUEST_FASTER, "faster"},
    {REQUEST_GIVEN, "given"},
};
enum { REQUESTS = sizeof requests / sizeof *requests };

/* Keys as browsers name them: https://www.w3.org/TR/uievents-key/ */
static void key_name(int key, struct text *out)
{
    static const struct {
        int key;
        const char *name;
    } names[] = {
        {KEY_CODE_LEFT, "ArrowLeft"}, {KEY_CODE_RIGHT, "ArrowRight"},   {KEY_CODE_HOME, "Home"}, {KEY_CODE_END, "End"},
        {KEY_CODE_PAGE_UP, "PageUp"}, {KEY_CODE_PAGE_DOWN, "PageDown"}, {' ', "Space"}};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].key == key) {
            text_add(out, names[i].name);
            return;
        }
    text_add_codepoint(out, (uint32_t)key);
}

static void keys_say(const struct request_row *row, struct text *out)
{
    for (int k = 0; k < 3; k++)
        if (row->keys[k] != KEY_CODE_NONE) {
            text_add(out, out->size > 0 ? " " : "");
            key_name(row->keys[k], out);
        }
}

static bool frames_add(struct stills *stills, enum html_size size, struct html_run *run, struct err *err)
{
    struct html_frames *frames = &run->frames[size];
    struct cells cells;
    bool is_good;

    if (!cells_init(&cells, sizes[size].columns, sizes[size].rows, err))
        return false;
    is_good = stills_paint(stills, NO_EVENT, &cells, err) && html_frames_add(frames, &cells, ROWS_BELOW, err);
    run->sentence_row = stills->sentence.row;
    run->sentence_rows = stills->sentence.rows;
    for (uint32_t at = 0; at < stills->trace->count && is_good; at++)
        is_good = stills_paint(stills, at, &cells, err) && html_frames_add(frames, &cells, ROWS_BELOW, err);
    for (uint32_t number = 0; number < stills->question_count && is_good; number++)
        is_good = stills_paint_question(stills, number, &cells, err) &&
                  html_frames_add(frames, &cells, ROWS_BELOW, err);
    cells_release(&cells);
    return is_good;
}

/* How it is played: as in a terminal. */
struct pace {
    int *stays;
    struct html_speed speeds[PLAYER_SPEED_COUNT];
    size_t speed;
};

static bool pace_find(const struct trace *trace, struct pace *pace, struct err *err)
{
    struct player player;

    player_init(&player, false);
    player_suit(&player, trace);
    pace->speed = (size_t)player.speed;
    for (size_t i = 0; i < PLAYER_SPEED_COUNT; i++) {
        pace->speeds[i].percent = player_speeds[i];
        snprintf(pace->speeds[i].written, sizeof pace->speeds[i].written, "%g×", player_speeds[i] / 100.0);
    }
    pace->stays = malloc((trace->count + 1) * sizeof *pace->stays);
    if (!pace->stays)
        return err_memory(err);
    for (uint32_t i = 0; i <= trace->count; i++)
        pace->stays[i] = player_stay_ms(trace, i == 0 ? NO_EVENT : i - 1);
    return true;
}

static bool run_write(struct html_run *run, struct text *out, struct err *err)
{
    struct html_request rows[REQUESTS];
    struct text keys[REQUESTS] = {{0}};
    bool is_written;

    for (size_t i = 0; i < REQUESTS; i++) {
        const struct request_row *row = &request_rows[requests[i].request];

        keys_say(row, &keys[i]);
        rows[i] = (struct html_request){requests[i].action, text_str(&keys[i]), row->key, row->word};
    }
    run->requests = rows;
    run->request_count = REQUESTS;
    is_written = html_run_write(run, out, err);
    for (size_t i = 0; i < REQUESTS; i++)
        text_release(&keys[i]);
    return is_written;
}

static bool story_page_make(const struct draw_page *page, const struct story *story, const struct ledger *ledger,
                            struct text *out, struct err *err)
{
    struct html_run run;
    struct stills stills;
    struct pace pace = {0};
    bool is_made;

    if (!stills_init(&stills, story->trace, page->name, page->asks, err))
        return false;
    html_run_init(&run);
    run.story = story;
    run.ledger = ledger;
    run.questions = stills.questions;
    run.question_count = stills.question_count;
    run.commands = page->commands;
    is_made = frames_add(&stills, HTML_WIDE, &run, err) && frames_add(&stills, HTML_NARROW, &run, err) &&
              pace_find(story->trace, &pace, err);
    run.stays = pace.stays;
    run.speeds = pace.speeds;
    run.speed_count = PLAYER_SPEED_COUNT;
    run.speed = pace.speed;
    is_made = is_made && run_write(&run, out, err);
    free(pace.stays);
    html_run_release(&run);
    stills_release(&stills);
    return is_made;
}

bool draw_page_make(const struct draw_page *page, struct text *out, struct err *err)
{
    struct trace trace = *page->trace;
    struct ledger ledger;
    struct story story;
    bool is_made = false;

    trace.count = page->shown;
    if (trace.count > EVENTS_MAX)
        return err_set(err, "the run has %u events, and a page at most %d: --at TIME ends it sooner",
                       (unsigned)trace.count, EVENTS_MAX);
    if (!ledger_take(&trace, trace.count, &ledger, err))
        return false;
    if (story_init(&story, &trace, err)) {
        is_made = story_page_make(page, &story, &ledger, out, err);
        story_release(&story);
    }
    ledger_release(&ledger);
    return is_made;
}
