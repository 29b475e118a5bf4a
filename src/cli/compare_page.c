#include "cli/compare_page.h"

#include <stdlib.h>

#include "base/range.h"
#include "cli/page_stage.h"
#include "report/html_worlds.h"
#include "screens/worlds.h"

enum {
    ROWS_BELOW = 1,      /* the footer */
    ROWS_OF_A_WORLD = 11 /* with its share of what stands around them */
};

/* The times at which one stands: all at which anything happens in any of the runs. */
struct times {
    msec *list; /* owned */
    uint32_t count;
};

static int time_compare(const void *a, const void *b)
{
    const msec *left = a, *right = b;

    return (*left > *right) - (*left < *right);
}

static bool times_find(const struct compare_page *page, struct times *times, struct err *err)
{
    size_t all = 0, count = 0;

    for (size_t r = 0; r < page->count; r++)
        all += page->runs[r].trace->count;
    if (all > PAGE_EVENTS_MAX)
        return err_set(err, "the runs have %zu events, and a page at most %d", all, PAGE_EVENTS_MAX);
    times->list = calloc(all + 1, sizeof *times->list);
    if (!times->list)
        return err_memory(err);
    for (size_t r = 0; r < page->count; r++)
        for (uint32_t at = 0; at < page->runs[r].trace->count; at++)
            times->list[count++] = page->runs[r].trace->events[at].time;
    qsort(times->list, count, sizeof *times->list, time_compare);
    for (size_t i = 0; i < count; i++)
        if (times->count == 0 || times->list[i] > times->list[times->count - 1])
            times->list[times->count++] = times->list[i];
    return true;
}

/* How long each stays: as on the stage, a divergence as a moment. To be freed; NULL when memory is out. */
static struct html_position *positions_find(const struct compare_page *page, const struct times *times, struct err *err)
{
    struct html_position *positions = calloc(times->count + 1, sizeof *positions);
    const struct trace *traces[WORLDS_MAX];
    msec parts;

    if (!positions) {
        (void)err_memory(err);
        return NULL;
    }
    for (size_t r = 0; r < page->count; r++)
        traces[r] = page->runs[r].trace;
    parts = worlds_divergence_after(traces, (int)page->count, -1);
    for (uint32_t i = 0; i <= times->count; i++) {
        msec now = i == 0 ? 0 : times->list[i - 1], next = i < times->count ? times->list[i] : now;

        while (i > 0 && parts != MSEC_NONE && parts < now)
            parts = worlds_divergence_after(traces, (int)page->count, parts);
        positions[i].is_moment = i > 0 && parts == now;
        positions[i].stay = (i == 0 || positions[i].is_moment ? PLAYER_MOMENT_MS : PLAYER_MICRO_MS) +
                            (next - now > PLAYER_WAIT_MIN ? PLAYER_WAIT_MS : 0);
        positions[i].element = ELEMENT_CHANGED;
    }
    return positions;
}

/* The runs beside each other, to be painted at any time. */
struct beside {
    const struct compare_page *page;
    struct stage_index *indices[WORLDS_MAX];
    struct screen *screen;
};

static void beside_release(struct beside *beside)
{
    for (size_t r = 0; r < WORLDS_MAX; r++)
        stage_index_free(beside->indices[r]);
    free(beside->screen);
}

static bool beside_init(struct beside *beside, const struct compare_page *page, struct err *err)
{
    *beside = (struct beside){.page = page, .screen = calloc(1, sizeof *beside->screen)};
    if (!beside->screen)
        return err_memory(err);
    for (size_t r = 0; r < page->count; r++) {
        beside->indices[r] = stage_index_new(page->runs[r].trace, err);
        if (!beside->indices[r]) {
            beside_release(beside);
            return false;
        }
    }
    return true;
}

static void worlds_show(const struct beside *beside, struct worlds_view *view, struct html_stage *stage,
                        struct cells *cells)
{
    struct screen *screen = beside->screen;

    *screen = (struct screen){0};
    screen_begin(screen, cells);
    worlds_paint(view, screen);
    for (size_t i = 0; i < screen->area_count; i++)
        if (screen->areas[i].what == AREA_SENTENCE) {
            stage->sentence_row = screen->areas[i].area.row;
            stage->sentence_rows = screen->areas[i].area.rows;
        }
}

static bool frame_add(const struct beside *beside, msec now, enum html_size size, struct html_stage *stage,
                      struct cells *cells, struct err *err)
{
    const struct compare_page *page = beside->page;
    struct worlds_view view = {.count = (int)page->count, .now = now, .is_still = true};
    struct ledger ledgers[WORLDS_MAX] = {0};
    size_t taken = 0;

    for (; taken < page->count; taken++) {
        const struct trace *trace = page->runs[taken].trace;
        uint32_t at = now < 0 ? NO_EVENT : trace_event_at(trace, now);

        if (!ledger_take(trace, at == NO_EVENT ? 0 : at + 1, &ledgers[taken], err))
            break;
        view.sides[taken] = (struct worlds_side){beside->indices[taken], &ledgers[taken], page->runs[taken].name, at,
                                                 at};
    }
    if (taken == page->count)
        worlds_show(beside, &view, stage, cells);
    for (size_t r = 0; r < taken; r++)
        ledger_release(&ledgers[r]);
    return taken == page->count && html_frames_add(&stage->frames[size], cells, ROWS_BELOW, err);
}

static bool frames_add(const struct beside *beside, const struct times *times, enum html_size size,
                       struct html_stage *stage, struct err *err)
{
    int rows = max_int(page_sizes[HTML_WIDE].rows, (int)beside->page->count * ROWS_OF_A_WORLD);
    struct cells cells;
    bool is_good;

    if (!cells_init(&cells, page_sizes[size].columns, rows, err))
        return false;
    is_good = frame_add(beside, -1, size, stage, &cells, err);
    for (uint32_t i = 0; i < times->count && is_good; i++)
        is_good = frame_add(beside, times->list[i], size, stage, &cells, err);
    cells_release(&cells);
    return is_good;
}

static bool stage_fill(const struct compare_page *page, const struct times *times, struct html_stage *stage,
                       struct err *err)
{
    struct beside beside;
    bool is_good;

    if (!beside_init(&beside, page, err))
        return false;
    stage->label = "The worlds";
    stage->last = times->count;
    is_good = frames_add(&beside, times, HTML_WIDE, stage, err) && frames_add(&beside, times, HTML_NARROW, stage, err);
    beside_release(&beside);
    return is_good;
}

static bool worlds_write(const struct compare_page *page, struct html_worlds *worlds, struct text *out, struct err *err)
{
    struct html_world *list = calloc(page->count + 1, sizeof *list);
    struct text *commands = calloc(page->count + 1, sizeof *commands);
    bool is_written = list && commands;

    if (!is_written)
        (void)err_memory(err);
    for (size_t r = 0; r < page->count && is_written; r++) {
        const struct compare_run *run = &page->runs[r];

        text_addf(&commands[r], "makeitso draw %s --to html", run->argument);
        list[r] = (struct html_world){run->name, run->trace, run->ledger, text_str(&commands[r])};
    }
    worlds->worlds = list;
    worlds->count = page->count;
    is_written = is_written && html_worlds_write(worlds, out, err);
    for (size_t r = 0; r < page->count && commands; r++)
        text_release(&commands[r]);
    free(commands);
    free(list);
    return is_written;
}

/* With a stage where so many worlds fit beside each other. */
bool compare_page_make(const struct compare_page *page, struct text *out, struct err *err)
{
    bool has_stage = page->count >= 2 && page->count <= WORLDS_MAX;
    struct html_worlds worlds = {.title = page->title, .report = page->report};
    struct html_position *positions = NULL;
    struct page_controls controls = {0};
    struct times times = {0};
    bool is_made = true;

    html_stage_init(&worlds.stage);
    if (has_stage) {
        is_made = times_find(page, &times, err) && (positions = positions_find(page, &times, err)) != NULL;
        page_controls_give(&controls, false, &worlds.stage);
        worlds.stage.positions = positions;
        is_made = is_made && stage_fill(page, &times, &worlds.stage, err);
    }
    is_made = is_made && worlds_write(page, &worlds, out, err);
    page_controls_release(&controls);
    html_stage_release(&worlds.stage);
    free(positions);
    free(times.list);
    return is_made;
}
