#include "tui/app.h"

#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/check.h"
#include "tui/footer.h"
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

/* An event stays for less than STANDSTILL_MS even at the slowest speed. */
enum { STANDSTILL_MS = 10000, SEARCHING_MS = 100, EXIT_SIGNAL = 128 };

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

/* The stage makes itself fit for a class; so that it looks the same elsewhere, the other views are made to. */
static void paint_view(struct app *app)
{
    bool is_fitted = app->options->is_class && app_view(app) != VIEW_STAGE;
    struct cells inner;

    is_fitted = is_fitted && screen_begin_class(&app->screen, &inner);
    app_room(app)->paint(app);
    if (is_fitted)
        screen_end_class(&app->screen, &app->cells);
}

static bool app_paint(struct app *app, struct err *err)
{
    struct screen_key keys[REQUEST_COUNT];
    int columns = terminal_columns(), rows = terminal_rows();

    if (columns < 1 || rows < 1)
        return true;
    if (columns > CELLS_COLUMNS_MAX)
        columns = CELLS_COLUMNS_MAX;
    if (rows > CELLS_ROWS_MAX)
        rows = CELLS_ROWS_MAX;
    if (app->cells.columns != columns || app->cells.rows != rows) {
        cells_release(&app->cells);
        if (!cells_init(&app->cells, columns, rows, err))
            return false;
        app->cells.is_ascii = app->options->is_ascii;
    }
    app->screen.keys = keys;
    app->screen.key_count = footer_keys(app, keys, REQUEST_COUNT);
    app->screen.notice = app->notice[0] ? app->notice : NULL;
    app->screen.prompt = app->prompt.kind != PROMPT_NONE ? app->prompt.shown : NULL;
    app->screen.prompt_back = prompt_columns_behind(&app->prompt);
    screen_begin(&app->screen, &app->cells);
    if (!app->is_blank && !screen_is_too_small(&app->screen)) {
        paint_view(app);
        if (app->menu.is_open)
            menu_show(app);
    }
    return terminal_show(&app->cells, app->scheme, app->screen.caret_column, app->screen.caret_row, err);
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

/* The request that a key makes in some view; REQUEST_NONE: in none. */
static enum request request_anywhere(int key)
{
    for (int view = 0; view < VIEW_COUNT; view++)
        if (request_of_key(key, (enum view)view, false) != REQUEST_NONE)
            return request_of_key(key, (enum view)view, false);
    return REQUEST_NONE;
}

/* A key that means nothing in this view says why, or where it means something. */
static void say_elsewhere(struct app *app, int key)
{
    enum request request = request_anywhere(key);
    const struct request_row *row = request == REQUEST_NONE ? NULL : &request_rows[request];
    struct text where = {0};

    for (int view = 0; row && view < VIEW_COUNT; view++)
        if (row->where >> view & 1)
            text_addf(&where, "%s%s", where.size ? ", " : "", view_names[view]);
    if (!row)
        app_say(app, "This key does nothing: ? tells which do.");
    else if (request == REQUEST_ZOOM && app_view(app) == VIEW_WORLDS)
        app_say(app, "Enter goes into this world.");
    else if (request == REQUEST_PANEL || request == REQUEST_PANEL_BACK || request == REQUEST_ZOOM)
        app_say(app, "One panel here.");
    else if (request == REQUEST_ALL)
        app_say(app, "Nothing is folded.");
    else
        app_say(app, "%s (%s) is not for %s, but for %s.", row->written, row->word, view_names[app_view(app)],
                text_str(&where));
    text_release(&where);
}

static void app_key(struct app *app, int key)
{
    enum request request;

    app->notice[0] = '\0';
    if (key == KEY_CODE_CTRL('c')) {
        app->is_over = true;
        app->status = EXIT_SIGNAL + SIGINT;
    } else if (app->is_blank) {
        app->is_blank = false;
    } else if (app->prompt.kind != PROMPT_NONE) {
        prompt_key(app, key);
    } else if (app->menu.is_open) {
        menu_key(app, key);
    } else {
        request = request_of_key(key, app_view(app), app->options->is_class);
        if (request != REQUEST_NONE)
            app_request(app, request);
        else if (key != KEY_CODE_NONE)
            say_elsewhere(app, key);
    }
}

static int64_t real_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The views on which one run is played. */
static bool is_playing_view(const struct app *app)
{
    return app_view(app) == VIEW_STAGE || app_view(app) == VIEW_DIAGRAM;
}

/* How long nothing will change on the screen by itself. */
static int app_wait_ms(const struct app *app)
{
    if (is_playing_view(app) && !app->is_blank && !app->menu.is_open)
        return player_wait(&app->player, &app_future(app)->trace, app_future(app)->at, app->now);
    if (app_view(app) == VIEW_WORLDS && app->worlds.is_playing && !app->is_blank)
        return worlds_wait(app);
    if ((app_view(app) == VIEW_MAP && map_is_searching(app)) || (app_view(app) == VIEW_WHY && why_is_trying(app)))
        return SEARCHING_MS;
    return -1;
}

static void app_advance(struct app *app)
{
    struct future *future;
    uint32_t at;

    if (app_view(app) == VIEW_WORLDS && app->worlds.is_playing && !app->is_blank)
        worlds_advance(app);
    /* While something lies over the run, or the process was stopped, its time stands still. */
    if (!is_playing_view(app) || app->is_blank || app->menu.is_open ||
        app->now - app->player.shown_at > STANDSTILL_MS) {
        app->player.shown_at = app->now;
        return;
    }
    future = app_future(app);
    at = future->at;
    if (!player_advance(&app->player, &future->trace, &at, app->now))
        return;
    app_go(app, at);
    if (app->player.was_held)
        app_say(app, "The job has failed and waits. Space plays on.");
    app->player.was_held = false;
}

static void app_input(struct app *app, const struct input *input)
{
    switch (input->kind) {
    case INPUT_KEY:
        app_key(app, input->key);
        break;
    case INPUT_MOUSE:
        mouse_input(app, input);
        break;
    case INPUT_SIGNAL:
        app->is_over = true;
        app->status = EXIT_SIGNAL + input->signal;
        break;
    case INPUT_CLOSED:
        app->is_over = true;
        app->status = EXIT_SIGNAL + SIGHUP;
        break;
    case INPUT_RESIZE:
    case INPUT_NOTHING:
        break;
    }
}

static bool app_loop(struct app *app, struct err *err)
{
    bool ok = true;

    app->now = real_ms();
    while (ok && !app->is_over) {
        struct input input;

        app_advance(app);
        ok = app_paint(app, err);
        if (!ok)
            break;
        input = terminal_wait(app_wait_ms(app));
        app->now = real_ms();
        app_input(app, &input);
    }
    return ok;
}

static void write_farewell(const struct app *app, struct text *farewell)
{
    for (size_t c = 0; c < app->options->entry_count; c++) {
        const struct futures *futures = &app->cases[c].futures;

        for (size_t i = 1; app->cases[c].is_open && i < futures->count; i++) {
            const struct future *future = &futures->list[i];

            if (future->is_deleted || future->is_saved)
                continue;
            future_write_command(futures, future, future->at, farewell);
            text_add(farewell, "\n");
        }
    }
}

/* Stands at the place of the command line, everything up to it seen. */
static bool go_to_place(struct app *app, const char *place, struct err *err)
{
    struct err why;
    uint32_t at;

    if (!player_find(&app_future(app)->trace, place, &at, &why))
        return err_set(err, "--at: %.*s", (int)sizeof why.text - 10, why.text);
    app_go(app, at);
    return true;
}

/* The entry that is played at once, with the changes and the place of the command line. */
static bool open_first(struct app *app, struct err *err)
{
    const struct tui_options *options = app->options;

    app->here = (size_t)options->open;
    if (!app_load(app, app->here))
        return err_set(err, "%s", app->cases[app->here].trouble);
    for (size_t i = 0; i < options->change_count; i++)
        if (!futures_branch(app_futures(app), &options->changes[i], err))
            return false;
    return !options->at || go_to_place(app, options->at, err);
}

static bool app_init(struct app *app, const struct tui_options *options, struct err *err)
{
    app->options = options;
    app->scheme = options->scheme;
    app->atom.gap = -1;
    app->cases = calloc(options->entry_count, sizeof *app->cases);
    if (!app->cases)
        return err_memory(err);
    if (!opening_init(&app->opening, options, err))
        return false;
    player_init(&app->player, options->is_class);
    app_open(app, options->open >= 0 ? VIEW_STAGE : VIEW_OPENING);
    return true;
}

static void app_release(struct app *app)
{
    for (size_t i = 0; app->cases && i < app->options->entry_count; i++)
        play_case_release(&app->cases[i]);
    opening_release(&app->opening);
    why_release(&app->why);
    diagram_release(&app->diagram);
    map_forget(&app->map);
    worlds_release(&app->worlds);
    cells_release(&app->cells);
    free(app->cases);
}

int tui_run(const struct tui_options *options, struct text *farewell, struct err *err)
{
    /* Large, and most of it is never touched: the allocator would write zeroes into all of it. */
    static struct app the_app;
    struct app *app = &the_app;
    int status = TUI_FAILED;

    CHECK(app->depth == 0);
    if (!app_init(app, options, err)) {
        status = TUI_FAILED;
    } else if (options->open >= 0 && !open_first(app, err)) {
        status = TUI_MISTAKE;
    } else if (terminal_open(err)) {
        bool ok = app_loop(app, err);

        terminal_close();
        write_farewell(app, farewell);
        status = ok ? app->status : TUI_FAILED;
    }
    app_release(app);
    return status;
}
