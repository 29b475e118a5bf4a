#include "cli/draw_page.h"

#include <stdlib.h>

#include "cli/page_stage.h"
#include "picture/sign.h"
#include "report/html_run.h"
#include "trace/ledger.h"
#include "tui/stills.h"

static bool frames_add(struct stills *stills, enum html_size size, struct html_stage *stage, struct err *err)
{
    struct html_frames *frames = &stage->frames[size];
    struct cells cells;
    bool is_good;

    if (!cells_init(&cells, page_sizes[size].columns, page_sizes[size].rows, err))
        return false;
    is_good = stills_paint(stills, NO_EVENT, &cells, err) && html_frames_add(frames, &cells, PAGE_ROWS_BELOW, err);
    stage->sentence_row = stills->sentence.row;
    stage->sentence_rows = stills->sentence.rows;
    for (uint32_t at = 0; at < stills->trace->count && is_good; at++)
        is_good = stills_paint(stills, at, &cells, err) && html_frames_add(frames, &cells, PAGE_ROWS_BELOW, err);
    for (uint32_t number = 0; number < stills->question_count && is_good; number++)
        is_good = stills_paint_question(stills, number, &cells, err) &&
                  html_frames_add(frames, &cells, PAGE_ROWS_BELOW, err);
    cells_release(&cells);
    return is_good;
}

/* How it is played: as in a terminal. To be freed; NULL when memory is out. */
static struct html_position *positions_find(const struct trace *trace, struct err *err)
{
    struct html_position *positions = calloc(trace->count + 1, sizeof *positions);

    if (!positions) {
        (void)err_memory(err);
        return NULL;
    }
    positions[0].stay = player_stay_ms(trace, NO_EVENT);
    for (uint32_t at = 0; at < trace->count; at++)
        positions[at + 1] = (struct html_position){
            .stay = player_stay_ms(trace, at),
            .is_moment = trace->events[at].is_moment,
            .is_attempt = trace->events[at].kind == EVENT_FETCH,
            .element = event_sign(&trace->events[at]).element,
        };
    return positions;
}

static bool stage_fill(struct stills *stills, struct html_position *positions, struct html_run *run, struct err *err)
{
    struct html_stage *stage = &run->stage;
    struct player player;

    player_init(&player, false);
    player_suit(&player, stills->trace);
    stage->label = "The stage";
    stage->speed = (size_t)player.speed;
    stage->positions = positions;
    stage->last = stills->trace->count;
    run->questions = stills->questions;
    run->question_count = stills->question_count;
    return frames_add(stills, HTML_WIDE, stage, err) && frames_add(stills, HTML_NARROW, stage, err);
}

static bool story_page_make(const struct draw_page *page, const struct story *story, const struct ledger *ledger,
                            struct text *out, struct err *err)
{
    struct html_run run = {.story = story, .ledger = ledger, .commands = page->commands};
    struct html_position *positions = positions_find(story->trace, err);
    struct page_controls controls;
    struct stills stills;
    bool is_made;

    if (!positions || !stills_init(&stills, story->trace, page->name, page->asks, err)) {
        free(positions);
        return false;
    }
    html_stage_init(&run.stage);
    page_controls_give(&controls, true, &run.stage);
    is_made = stage_fill(&stills, positions, &run, err) && html_run_write(&run, out, err);
    page_controls_release(&controls);
    html_stage_release(&run.stage);
    stills_release(&stills);
    free(positions);
    return is_made;
}

bool draw_page_make(const struct draw_page *page, struct text *out, struct err *err)
{
    struct trace trace = *page->trace;
    struct ledger ledger;
    struct story story;
    bool is_made = false;

    trace.count = page->shown;
    if (trace.count > PAGE_EVENTS_MAX)
        return err_set(err, "the run has %u events, and a page at most %d: --at TIME ends it sooner",
                       (unsigned)trace.count, PAGE_EVENTS_MAX);
    if (!ledger_take(&trace, trace.count, &ledger, err))
        return false;
    if (story_init(&story, &trace, err)) {
        is_made = story_page_make(page, &story, &ledger, out, err);
        story_release(&story);
    }
    ledger_release(&ledger);
    return is_made;
}
