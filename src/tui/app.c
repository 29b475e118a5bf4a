#include "tui/app.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/check.h"
#include "tui/terminal.h"

static const struct view_room *const view_rooms[VIEW_COUNT] = {
    [VIEW_OPENING] = &opening_room, [VIEW_STAGE] = &stage_room,     [VIEW_ATOM] = &atom_room,
    [VIEW_WORLDS] = &worlds_room,   [VIEW_WHY] = &why_room,         [VIEW_TREE] = &tree_room,
    [VIEW_HELP] = &help_room,       [VIEW_DIAGRAM] = &diagram_room, [VIEW_MAP] = &map_room,
};

const struct view_room *app_room(const struct app *app)
{
    return view_rooms[app_view(app)];
}

void app_open(struct app *app, enum view view)
{
    /* A view stands on the stack once: to open it again is to go back to it. */
    for (size_t i = 0; i < app->depth; i++) {
        if (app->stack[i] == view) {
            app->depth = i + 1;
            return;
        }
    }
    CHECK(app->depth < APP_DEPTH_MAX);
    app->stack[app->depth++] = view;
}

void app_close(struct app *app)
{
    if (app->depth > 1)
        app->depth--;
}

void app_say(struct app *app, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(app->notice, sizeof app->notice, format, arguments);
    va_end(arguments);
}

void app_say_error(struct app *app, const struct err *err)
{
    app_say(app, "%.*s", APP_REASON_MAX, err->text);
}

bool app_load(struct app *app, size_t entry)
{
    struct play_case *it = &app->cases[entry];

    if (play_case_open(it, app->options, entry))
        return true;
    app_say(app, "%s", it->trouble);
    return false;
}

bool app_ledger(struct app *app, const struct future *future, uint32_t at, struct ledger *ledger)
{
    struct err err;

    if (ledger_take(&future->trace, at == NO_EVENT ? 0 : at + 1, ledger, &err))
        return true;
    app_say_error(app, &err);
    return false;
}

void app_note_watched(struct app *app, size_t of_case, size_t of_future)
{
    struct err err;

    if (!play_case_note_watched(&app->cases[of_case], of_future, &err))
        app_say_error(app, &err);
}

void app_go(struct app *app, uint32_t at)
{
    struct future *future = app_future(app);

    future->at = at;
    if (at == NO_EVENT)
        return;
    if (future->seen == NO_EVENT || future->seen < at)
        future->seen = at;
    if (at + 1 == future->trace.count && !future->was_watched)
        app_note_watched(app, app->here, app_futures(app)->current);
}

void app_see(struct app *app, uint32_t event)
{
    uint16_t bot = app_future(app)->trace.events[event].bot;

    app->player.is_playing = false;
    app_go(app, event);
    if (bot != NO_BOT)
        app->lane = bot;
}

/* The first moment again, ready to be shown: nothing counts as seen. */
static void restart(struct app *app)
{
    struct future *future = app_future(app);

    app->player.is_playing = app->worlds.is_playing = false;
    app->stage.is_zoomed = false;
    app->search[0] = '\0';
    app->lane = 0;
    future->at = future->seen = NO_EVENT;
    app_open(app, VIEW_STAGE);
}

char *app_search(struct app *app)
{
    switch (app_view(app)) {
    case VIEW_OPENING:
        return app->opening.filter;
    case VIEW_TREE:
        return app->tree.filter;
    case VIEW_HELP:
        return app->help.search;
    case VIEW_MAP:
        return app->map.find;
    default:
        return app->search;
    }
}

size_t app_next_row(struct app *app, size_t row, size_t count, bool is_down)
{
    if (is_down ? row + 1 < count : row > 0)
        return is_down ? row + 1 : row - 1;
    app_say(app, is_down ? "This is the last row." : "This is the first row.");
    return row;
}

void app_say_wrapped(struct app *app, bool is_forward)
{
    app_say(app, "From the %s again: Esc drops /%s.", is_forward ? "start" : "end", app_search(app));
}

void app_say_no_match(struct app *app, bool is_here)
{
    app_say(app, "No %smatch: Esc drops /%s.", is_here ? "other " : "", app_search(app));
}

/* Requests that mean the same in every view. */
static bool handle_everywhere(struct app *app, enum request request)
{
    switch (request) {
    case REQUEST_HELP:
        help_toggle(app);
        return true;
    case REQUEST_QUIT:
        app->is_over = app->depth == 1;
        app_close(app);
        return true;
    case REQUEST_CLOSE:
        if (app_search(app)[0])
            app_search(app)[0] = '\0';
        else
            app_close(app);
        return true;
    case REQUEST_FIND:
        prompt_ask(app, PROMPT_FIND, "");
        return true;
    case REQUEST_LEAVE:
        app->is_over = true;
        return true;
    case REQUEST_MOUSE:
        app->mouse.is_off = !app->mouse.is_off;
        terminal_mouse(!app->mouse.is_off);
        app_say(app, app->mouse.is_off ? "Mouse off: text can be selected. M switches it on." : "Mouse on.");
        return true;
    case REQUEST_THEME:
        app->scheme = (enum scheme)((app->scheme + 1) % SCHEME_COUNT);
        app_say(app, "Theme: %s.", scheme_names[app->scheme]);
        return true;
    case REQUEST_REDRAW:
        terminal_redraw();
        return true;
    case REQUEST_SUSPEND:
        app->player.is_playing = app->worlds.is_playing = false;
        terminal_suspend();
        return true;
    case REQUEST_RESTART:
        restart(app);
        return true;
    case REQUEST_BLANK:
        app->is_blank = true;
        return true;
    case REQUEST_PREDICT:
        app_say(app, "No question is open.");
        return true;
    default:
        return false;
    }
}

/* What is done with a run is done in its close-up and in its diagram as on its stage. */
static bool handle_run(struct app *app, enum request request)
{
    switch (request) {
    case REQUEST_CHANGE:
    case REQUEST_UNDO:
    case REQUEST_REDO:
    case REQUEST_TREE:
    case REQUEST_SAVE:
    case REQUEST_COMMAND:
    case REQUEST_WORLDS:
        return (IN_RUN >> app_view(app) & 1) && stage_room.handle(app, request);
    default:
        return false;
    }
}

void app_request(struct app *app, enum request request)
{
    if (!app_room(app)->handle(app, request) && !handle_run(app, request) && !handle_everywhere(app, request))
        app_say(app, "%s does nothing here: ? tells which keys do.", request_rows[request].written);
}
