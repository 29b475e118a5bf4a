#include "tui/loop.h"

#include <signal.h>
#include <time.h>

#include "tui/app.h"
#include "tui/footer.h"
#include "tui/terminal.h"

/* An event stays for less than STANDSTILL_MS even at the slowest speed. */
enum { STANDSTILL_MS = 10000, SEARCHING_MS = 100, EXIT_SIGNAL = 128 };

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

static bool paint(struct app *app, struct err *err)
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

static void answer_key(struct app *app, int key)
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
static int wait_ms(const struct app *app)
{
    if (is_playing_view(app) && !app->is_blank && !app->menu.is_open)
        return player_wait(&app->player, &app_future(app)->trace, app_future(app)->at, app->now);
    if (app_view(app) == VIEW_WORLDS && app->worlds.is_playing && !app->is_blank)
        return worlds_wait(app);
    if ((app_view(app) == VIEW_MAP && map_is_searching(app)) || (app_view(app) == VIEW_WHY && why_is_trying(app)))
        return SEARCHING_MS;
    return -1;
}

static void advance(struct app *app)
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

static void answer(struct app *app, const struct input *input)
{
    switch (input->kind) {
    case INPUT_KEY:
        answer_key(app, input->key);
        break;
    case INPUT_MOUSE:
        mouse_input(app, input);
        break;
    case INPUT_SIGNAL:
        if (input->signal == SIGTSTP) {
            app_request(app, REQUEST_SUSPEND);
            break;
        }
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

/* What is typed into a line at once, as a paste is, is answered before the next picture. */
static void wait_and_answer(struct app *app)
{
    struct input input = terminal_wait(wait_ms(app));

    app->now = real_ms();
    answer(app, &input);
    for (int i = 0; i < PROMPT_TYPED_MAX && app->prompt.kind != PROMPT_NONE && !app->is_over; i++) {
        input = terminal_wait(0);
        if (input.kind == INPUT_NOTHING)
            break;
        answer(app, &input);
    }
}

bool loop_run(struct app *app, struct err *err)
{
    bool ok = true;

    app->now = real_ms();
    while (ok && !app->is_over) {
        advance(app);
        ok = paint(app, err);
        if (ok)
            wait_and_answer(app);
    }
    return ok;
}
