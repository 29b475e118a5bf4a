#include "tui/opening_room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screens/opening.h"
#include "tui/app.h"

enum { OPENING_ROWS_MAX = 400 };

/* The first entry of the story. */
static size_t first_of_story(const struct tui_options *options)
{
    for (size_t e = 0; options->story && options->story[0] && e < options->entry_count; e++)
        if (strcmp(options->entries[e].name, options->story[0]) == 0)
            return e;
    return 0;
}

bool opening_init(struct opening_state *opening, const struct tui_options *options, struct err *err)
{
    opening->marked = calloc(options->entry_count, sizeof *opening->marked);
    if (!opening->marked)
        return err_memory(err);
    opening->selected = first_of_story(options);
    return true;
}

void opening_release(struct opening_state *opening)
{
    free(opening->marked);
}

/* Without a filter every entry passes. */
static bool passes(const struct tui_entry *entry, const char *filter)
{
    return !filter[0] || screen_matches(entry->name, filter) || screen_matches(entry->title, filter) ||
           screen_matches(entry->question, filter);
}

/* The entries that the filter lets through, in their order; returns how many. */
static size_t opening_rows(const struct app *app, size_t rows[OPENING_ROWS_MAX])
{
    size_t count = 0;

    for (size_t e = 0; e < app->options->entry_count && count < OPENING_ROWS_MAX; e++)
        if (passes(&app->options->entries[e], app->opening.filter))
            rows[count++] = e;
    return count;
}

static void say_verdict(const struct play_case *it, char out[PLAY_CASE_TEXT_MAX])
{
    const struct future *by = play_case_mended(it);

    if (by)
        snprintf(out, PLAY_CASE_TEXT_MAX, "Not so; made so by your change: %.150s.", by->name);
    else
        snprintf(out, PLAY_CASE_TEXT_MAX, "%s", it->verdict);
}

static void paint_opening(struct app *app)
{
    struct opening_row shown[OPENING_ROWS_MAX];
    char verdicts[OPENING_ROWS_MAX][PLAY_CASE_TEXT_MAX];
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);
    struct opening_view view = {
        .rows = shown,
        .row_count = count,
        .selected = app->opening.selected,
        .filter = app->opening.filter,
        .all_count = app->options->entry_count,
    };

    for (size_t i = 0; i < count; i++) {
        const struct tui_entry *entry = &app->options->entries[rows[i]];
        const struct play_case *it = &app->cases[rows[i]];

        say_verdict(it, verdicts[i]);
        shown[i] = (struct opening_row){
            .group = entry->group,
            .name = entry->name,
            .title = entry->title,
            .question = entry->question,
            .verdict = verdicts[i][0] ? verdicts[i] : NULL,
            .is_good = it->is_good || play_case_mended(it),
            .is_marked = app->opening.marked[rows[i]],
            .trouble = it->trouble[0] ? it->trouble : NULL,
        };
    }
    opening_paint(&view, &app->screen);
}

static void play_entry(struct app *app, size_t entry)
{
    if (!app_load(app, entry))
        return;
    app->here = entry;
    app->map.run.back.is_set = false;
    app->lane = 0;
    app->search[0] = '\0';
    app->stage.is_zoomed = false;
    app->stage.focus = PANEL_LANES;
    app_open(app, VIEW_STAGE);
    player_suit(&app->player, &app_future(app)->trace);
    app->player.is_playing = !app->options->is_class && app_future(app)->at == NO_EVENT;
    app->player.holds_at_failure = app->player.is_playing;
    app->player.shown_at = app->now;
}

/* The two marked entries, or the marked one and the selected one. */
static void compare_marked(struct app *app, size_t selected)
{
    size_t cases[2] = {selected, selected}, futures[2] = {0, 0};
    size_t count = 0;

    for (size_t e = 0; e < app->options->entry_count && count < 2; e++)
        if (app->opening.marked[e])
            cases[count++] = e;
    if (count == 1)
        cases[1] = selected;
    if (count == 0 || cases[0] == cases[1]) {
        app_say(app, "Mark two scenarios with Space, then = shows them side by side.");
        return;
    }
    worlds_open(app, cases, futures);
}

static bool handle_opening(struct app *app, enum request request)
{
    struct opening_state *opening = &app->opening;
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);

    if (opening->selected >= count)
        opening->selected = count ? count - 1 : 0;
    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
    case REQUEST_PREVIOUS:
    case REQUEST_NEXT:
        opening->selected = app_next_row(app, opening->selected, count,
                                         request == REQUEST_DOWN || request == REQUEST_NEXT);
        return true;
    case REQUEST_START:
        opening->selected = 0;
        return true;
    case REQUEST_END:
        opening->selected = count ? count - 1 : 0;
        return true;
    case REQUEST_FIND:
        prompt_ask(app, PROMPT_FIND, opening->filter);
        return true;
    case REQUEST_CLOSE:
        if (opening->filter[0])
            return false;
        app_say(app, "q leaves the program.");
        return true;
    default:
        break;
    }
    if (count == 0)
        return false;
    if (request == REQUEST_OPEN)
        play_entry(app, rows[opening->selected]);
    else if (request == REQUEST_MARK)
        opening->marked[rows[opening->selected]] = !opening->marked[rows[opening->selected]];
    else if (request == REQUEST_WORLDS)
        compare_marked(app, rows[opening->selected]);
    else
        return false;
    return true;
}

static void click_opening(struct app *app, const struct screen_area *area, bool is_double)
{
    struct opening_state *opening = &app->opening;
    size_t rows[OPENING_ROWS_MAX], count = opening_rows(app, rows);

    if ((area->what != AREA_ROW && area->what != AREA_BOX) || area->value < 0 || (size_t)area->value >= count)
        return;
    opening->selected = (size_t)area->value;
    if (area->what == AREA_BOX)
        opening->marked[rows[opening->selected]] = !opening->marked[rows[opening->selected]];
    else if (is_double)
        play_entry(app, rows[opening->selected]);
}

const struct view_room opening_room = {paint_opening, handle_opening, click_opening};
