#include "tui/why_room.h"

#include <stdio.h>
#include <stdlib.h>

#include "screens/why_screen.h"
#include "tui/app.h"
#include "tui/why_search.h"
#include "words/chain.h"
#include "words/change_say.h"
#include "words/narrate.h"
#include "words/wish.h"

void why_release(struct why_state *why)
{
    task_stop(&why->task);
    if (why->has_search)
        whatif_search_release(&why->search);
    free(why->rows);
    why->rows = NULL;
    why->has_search = why->is_known = false;
    why->row_count = 0;
}

bool why_is_trying(const struct app *app)
{
    return app->why.task.thread != NULL;
}

bool why_is_hidden(const struct app *app)
{
    return app->options->is_class && !app->why.is_told;
}

/* How many of the changes are shown. */
static size_t rows_told(const struct app *app)
{
    return why_is_hidden(app) ? 0 : app->why.row_count;
}

bool why_opens_beside(const struct app *app)
{
    return app->why.focus == WHY_TABLE && !why_is_hidden(app);
}

/* A class is told nothing of what is still to come. */
static uint32_t known_of(const struct app *app)
{
    const struct future *future = app_future(app);

    return app->options->is_class ? future->at : future->seen;
}

static void say_row(const struct scenario *scenario, const struct whatif *row, struct why_line *line)
{
    struct text words = {0};

    changes_say(scenario, row->changes, row->change_count, &words);
    snprintf(line->change, sizeof line->change, "%s", text_str(&words));
    text_release(&words);
    for (int w = 0; w < WISH_COUNT; w++)
        line->wishes[w] = row->wishes[w];
    line->row = *row;
}

/* How much a row helps: the wishes that it grants; of two that grant as many, a design before a world without the
 * fault. */
static int row_worth(const struct why_line *line)
{
    int worth = 0;

    for (int w = 0; w < WISH_COUNT; w++)
        worth += line->wishes[w] ? 2 : 0;
    return worth + (line->row.changes[0].kind != CHANGE_WITHOUT_FAULT);
}

/* The best first; rows worth the same stay in their order. There are a few dozen. */
static void sort_rows(struct why_state *why)
{
    for (size_t i = 1; i < why->row_count; i++) {
        struct why_line line = why->rows[i];
        size_t at = i;

        for (; at > 0 && row_worth(&why->rows[at - 1]) < row_worth(&line); at--)
            why->rows[at] = why->rows[at - 1];
        why->rows[at] = line;
    }
}

/* The table: singles that make a difference, then the pairs worth naming. */
static bool fill_rows(struct why_state *why, const struct scenario *scenario)
{
    const struct whatif_search *search = &why->search;
    bool is_pair = search->best && search->best->change_count > 1;

    why->rows = calloc(search->singles.count + search->runner_count + 1, sizeof *why->rows);
    if (!why->rows)
        return false;
    why->row_count = 0;
    if (is_pair)
        say_row(scenario, search->best, &why->rows[why->row_count++]);
    for (size_t i = 0; i < search->singles.count; i++)
        if (search->singles.rows[i].is_possible && search->singles.rows[i].is_different)
            say_row(scenario, &search->singles.rows[i], &why->rows[why->row_count++]);
    for (size_t i = 0; i < search->runner_count; i++)
        say_row(scenario, search->runners[i], &why->rows[why->row_count++]);
    sort_rows(why);
    return true;
}

/* The first occurrence up to the moment in which the bot's post is known to be made twice or never; 0: none. */
static uint32_t troubled_occurrence(const struct ledger *ledger, uint32_t bot)
{
    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (cell->posts > 1 || cell->miss != NO_EVENT)
            return o;
    }
    return 0;
}

/* Nobody posted twice or never: how often it did. */
static void say_no_trouble(struct app *app, const char *name, const struct tally *tally)
{
    if (tally->owed > 1)
        app_say(app, "%s posted %llu of %llu so far, and nobody twice or never: nothing to explain.", name,
                (unsigned long long)tally->posts, (unsigned long long)tally->owed);
    else
        app_say(app, "%s posted %s so far, and nobody twice or never: nothing to explain.", name,
                tally->posts ? "once" : "nothing");
}

/* The bot of the lane where there is something to explain about it, else the first one of which there is. */
static bool find_trouble(struct app *app, uint32_t *bot, uint32_t *occurrence)
{
    const struct future *future = app_future(app);
    uint32_t asked = *bot, count = future->scenario->bot_count;
    struct ledger ledger;

    if (!app_ledger(app, future, known_of(app), &ledger))
        return false;
    *occurrence = troubled_occurrence(&ledger, asked);
    for (uint32_t b = 0; !*occurrence && b < count; b++) {
        *occurrence = troubled_occurrence(&ledger, b);
        *bot = b;
    }
    if (!*occurrence)
        say_no_trouble(app, future->scenario->bots[asked].name, &ledger.bots[asked]);
    ledger_release(&ledger);
    return *occurrence != 0;
}

/* What would help is a matter of the whole run: asked about another lane of the same future it is there already. False
 * with a notice. */
static bool begin_search(struct app *app)
{
    struct why_state *why = &app->why;
    size_t future = app_futures(app)->current;
    struct err err;

    if (why->is_known && why->of_case == app->here && why->of_future == future)
        return true;
    why_release(why);
    if (!why_search_start(&why->task, app_future(app)->scenario, &err)) {
        app_say_error(app, &err);
        return false;
    }
    why->is_known = true;
    why->of_case = app->here;
    why->of_future = future;
    return true;
}

/* The search has ended: its table is filled. */
static void take_search(struct app *app)
{
    struct why_state *why = &app->why;
    struct err err;

    why->has_search = why_search_take(&why->task, &why->search, &err);
    if (!why->has_search || !fill_rows(why, app_future(app)->scenario)) {
        if (why->has_search)
            (void)err_memory(&err);
        app_say_error(app, &err);
        why_release(why);
    } else if (why->search.untried > 0) {
        app_say(app, "These runs are long: %zu more changes were not tried.", why->search.untried);
    }
}

void why_open(struct app *app, uint32_t bot)
{
    struct why_state *why = &app->why;
    const struct future *future = app_future(app);
    struct ledger ledger;
    uint32_t occurrence;

    app->player.is_playing = false;
    if (!find_trouble(app, &bot, &occurrence))
        return;
    app->lane = bot;
    why->bot = bot;
    why->occurrence = occurrence;
    why->link = why->row = 0;
    why->focus = app->options->is_class ? WHY_CHAIN : WHY_TABLE;
    why->is_zoomed = why->is_told = false;
    why->failing_bot = wish_failing_bot(&future->trace);
    if (!app_ledger(app, future, known_of(app), &ledger))
        return;
    why->chain_count = narrate_chain(stage_index_story(future->index), &ledger, bot, occurrence, why->chain,
                                     WHY_CHAIN_MAX);
    if (why->chain_count > WHY_CHAIN_MAX)
        why->chain_count = WHY_CHAIN_MAX;
    ledger_release(&ledger);
    if (!begin_search(app))
        return;
    if (task_wait(&why->task, TASK_WAIT_MS))
        take_search(app);
    app_open(app, VIEW_WHY);
}

static void paint_why(struct app *app)
{
    struct why_state *why = &app->why;
    const struct future *future = app_future(app);
    struct why_row *rows;
    struct ledger ledger;
    struct why_view view;

    if (task_wait(&why->task, 0))
        take_search(app);
    app->screen.notice = app->notice[0] ? app->notice : NULL; /* what was just found */
    rows = calloc(why->row_count + 1, sizeof *rows);
    view = (struct why_view){
        .index = future->index,
        .ledger = &ledger,
        .scenario = app_futures(app)->name,
        .bot = why->bot,
        .occurrence = why->occurrence,
        .chain = why->chain,
        .chain_count = why->chain_count,
        .link = why->link,
        .shown = known_of(app) + 1,
        .rows = rows,
        .row_count = rows_told(app),
        .is_hidden = why_is_hidden(app),
        .row = why->row,
        .trying = task_time(&why->task),
        .tried = task_done(&why->task),
        .focus = why->focus,
        .is_zoomed = why->is_zoomed,
        .search = app->search,
        .failing_bot = why->failing_bot,
    };

    if (!rows || !app_ledger(app, future, known_of(app), &ledger)) {
        free(rows);
        return;
    }
    for (size_t i = 0; i < view.row_count; i++) {
        rows[i].change = why->rows[i].change;
        for (int w = 0; w < WISH_COUNT; w++)
            rows[i].wishes[w] = why->rows[i].wishes[w];
    }
    why_paint(&view, &app->screen);
    ledger_release(&ledger);
    free(rows);
}

/* The change of the selected row becomes a future of its own, shown beside the present one; beside a run that is over,
 * at its end. */
static void open_change(struct app *app)
{
    struct futures *futures = app_futures(app);
    const struct future *now = futures_current(futures);
    const struct why_line *line = &app->why.rows[app->why.row];
    size_t cases[2] = {app->here, app->here}, sides[2] = {futures->current, 0};
    bool is_over = now->at + 1 == now->trace.count && !app->options->is_class;
    uint32_t at = now->at, lane = app->lane;
    struct err err;

    if (!futures_branch_all(futures, line->row.changes, line->row.change_count, line->change, &err)) {
        app_say_error(app, &err);
        return;
    }
    sides[1] = futures->current;
    futures->current = sides[0];
    futures_current(futures)->at = at;
    app->lane = lane;
    worlds_open(app, cases, sides);
    if (is_over)
        (void)worlds_room.handle(app, REQUEST_END);
}

static void move(struct app *app, int by, int list)
{
    struct why_state *why = &app->why;
    size_t *cursor = list == WHY_CHAIN ? &why->link : &why->row;
    size_t count = list == WHY_CHAIN ? why->chain_count : rows_told(app);

    if (by < 0 && *cursor > 0)
        --*cursor;
    else if (by > 0 && *cursor + 1 < count)
        ++*cursor;
    else
        app_say(app, by > 0 ? "This is the last one. Tab goes to the other list." : "This is the first one.");
}

static void go_edge(struct app *app, bool is_end)
{
    struct why_state *why = &app->why;
    size_t *cursor = why->focus == WHY_CHAIN ? &why->link : &why->row;
    size_t count = why->focus == WHY_CHAIN ? why->chain_count : rows_told(app);

    *cursor = is_end && count ? count - 1 : 0;
}

static bool is_match(const struct app *app, size_t place)
{
    const struct why_state *why = &app->why;
    struct text words = {0};
    bool found;

    if (place >= why->chain_count)
        return screen_matches(why->rows[place - why->chain_count].change, app->search);
    narrate_event(stage_index_story(app_future(app)->index), why->chain[place], &words);
    found = screen_matches(text_str(&words), app->search);
    text_release(&words);
    return found;
}

/* The causes and then the changes are searched as one list; at the last match it goes on from the other end. */
static void go_match(struct app *app, bool is_forward)
{
    struct why_state *why = &app->why;
    size_t count = why->chain_count + rows_told(app);
    size_t here = why->focus == WHY_CHAIN ? why->link : why->chain_count + why->row;

    for (size_t away = 1; away < count; away++) {
        size_t place = (here + (is_forward ? away : count - away)) % count;

        if (!is_match(app, place))
            continue;
        if (is_forward ? place < here : place > here)
            app_say_wrapped(app, is_forward);
        why->focus = place < why->chain_count ? WHY_CHAIN : WHY_TABLE;
        if (why->focus == WHY_CHAIN)
            why->link = place;
        else
            why->row = place - why->chain_count;
        return;
    }
    app_say_no_match(app, is_match(app, here));
}

/* A class is asked first; who plays alone is told at once. */
static void tell_changes(struct app *app)
{
    if (!why_is_hidden(app)) {
        app_say(app, "Nothing is folded.");
        return;
    }
    app->why.is_told = true;
    app->why.focus = WHY_TABLE;
}

static bool handle_why(struct app *app, enum request request)
{
    struct why_state *why = &app->why;

    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        move(app, request == REQUEST_DOWN ? 1 : -1, why->focus);
        return true;
    case REQUEST_PREVIOUS:
    case REQUEST_NEXT:
        if (app->search[0])
            go_match(app, request == REQUEST_NEXT);
        else
            move(app, request == REQUEST_NEXT ? 1 : -1, WHY_CHAIN);
        return true;
    case REQUEST_ZOOM:
        why->is_zoomed = !why->is_zoomed;
        return true;
    case REQUEST_PANEL:
    case REQUEST_PANEL_BACK:
        why->focus = why->focus == WHY_CHAIN ? WHY_TABLE : WHY_CHAIN;
        return true;
    case REQUEST_START:
    case REQUEST_END:
        go_edge(app, request == REQUEST_END);
        return true;
    case REQUEST_ALL:
        tell_changes(app);
        return true;
    case REQUEST_OPEN:
        if (why_opens_beside(app) && why_is_trying(app)) {
            app_say(app, "Still trying the changes.");
        } else if (why_opens_beside(app) && why->row_count) {
            open_change(app);
        } else if (why->chain_count) {
            app_open(app, VIEW_STAGE);
            app_see(app, why->chain[why->link]);
        }
        return true;
    case REQUEST_WORLDS:
        if (why_is_hidden(app))
            app_say(app, "a tells what would help.");
        else if (why->row_count)
            open_change(app);
        else if (why_is_trying(app))
            app_say(app, "Still trying the changes.");
        return true;
    case REQUEST_WHY:
        app_close(app);
        return true;
    default:
        return false;
    }
}

static void click_why(struct app *app, const struct screen_area *area, bool is_double)
{
    struct why_state *why = &app->why;

    if (area->what == AREA_EVENT) {
        why->focus = WHY_CHAIN;
        for (size_t i = 0; i < why->chain_count; i++)
            if (why->chain[i] == (uint32_t)area->value)
                why->link = i;
    } else if (area->what == AREA_ROW && (size_t)area->value < rows_told(app)) {
        why->focus = WHY_TABLE;
        why->row = (size_t)area->value;
    } else if (area->what == AREA_PANEL) {
        why->focus = (int)area->value;
        why->is_zoomed = why->is_zoomed != is_double;
        return;
    }
    if (is_double)
        (void)handle_why(app, REQUEST_OPEN);
}

const struct view_room why_room = {paint_why, handle_why, click_why};
