#include "tui/loop.h"

#include "base/range.h"
#include "tui/class_json.h"
#include "tui/class_socket.h"
#include "tui/class_state.h"
#include "tui/clock.h"
#include "tui/footer.h"
#include "tui/mouse.h"
#include "tui/signals.h"
#include "tui/task.h"
#include "tui/terminal.h"

enum { SEARCHING_MS = 100 };

static bool resize(struct app *app, int columns, int rows, struct err *err)
{
    columns = clamp_int(columns, 0, CELLS_COLUMNS_MAX);
    rows = clamp_int(rows, 0, CELLS_ROWS_MAX);
    if (app->cells.columns == columns && app->cells.rows == rows && app->cells.grid)
        return true;
    cells_release(&app->cells);
    if (!cells_init(&app->cells, columns, rows, err))
        return false;
    app->cells.is_ascii = app->session.options->is_ascii;
    return true;
}

static void paint(struct app *app)
{
    struct footer footer;

    footer_of(app, &footer);
    app->screen.keys = footer.keys;
    app->screen.key_count = footer.count;
    app->screen.notice = !text_is_empty(&app->session.notice) ? text_str(&app->session.notice) : NULL;
    app->screen.prompt = long_answer_is_open(&app->answer) ? long_answer_line(&app->answer)
                         : app->prompt.kind                ? app->prompt.shown
                                                           : NULL;
    app->screen.prompt_back = prompt_columns_behind(&app->prompt);
    screen_begin(&app->screen, &app->cells);
    if (!app->is_blank && !screen_is_too_small(&app->screen)) {
        app_row(app)->paint(app);
        if (app->menu.is_open)
            menu_show(&app->menu, &app->screen);
    }
    app->screen.keys = NULL;
    app->screen.key_count = 0;
}

/* The request that a key makes in some view; REQUEST_NONE: in none. */
static enum request request_anywhere(int key)
{
    for (int view = 0; view < VIEW_COUNT; view++)
        if (request_of_key(key, (enum view_id)view, false) != REQUEST_NONE)
            return request_of_key(key, (enum view_id)view, false);
    return REQUEST_NONE;
}

static void say_where(struct session *session, enum request request, enum view_id here)
{
    const struct request_row *row = &request_rows[request];
    struct text where = {0};

    for (int view = 0; view < VIEW_COUNT; view++)
        if (row->where >> view & 1)
            text_addf(&where, "%s%s", where.size ? ", " : "", view_names[view]);
    session_say(session, "%s (%s) is not for %s, but for %s.", row->written, row->word, view_names[here],
                text_str(&where));
    text_release(&where);
}

/* A key that means nothing in this view says why, or where it means something. */
static void say_elsewhere(struct app *app, int key)
{
    enum request request = request_anywhere(key);
    const char *instead = app_row(app)->instead_of_zoom;

    if (request == REQUEST_NONE)
        session_say(&app->session, "This key does nothing: ? tells which do.");
    else if (request == REQUEST_ZOOM && instead)
        session_say(&app->session, "%s", instead);
    else if (request == REQUEST_PANEL || request == REQUEST_PANEL_BACK || request == REQUEST_ZOOM)
        session_say(&app->session, "One panel here.");
    else if (request == REQUEST_ALL)
        session_say(&app->session, "Nothing is folded.");
    else
        say_where(&app->session, request, app_view(app));
}

/* What a presenter asks for while a menu is open, unless a choice of the menu has that key. */
static bool goes_through_menu(const struct app *app, enum request request, int key)
{
    static const enum request over_menus[] = {REQUEST_BLANK,   REQUEST_RESTART,   REQUEST_LEAVE,     REQUEST_REDRAW,
                                              REQUEST_SUSPEND, REQUEST_BEAT_NEXT, REQUEST_BEAT_BACK, REQUEST_BEAT};

    for (size_t i = 0; i < sizeof over_menus / sizeof *over_menus; i++)
        if (request == over_menus[i])
            return !menu_has_key(&app->menu, key);
    return false;
}

static void end(struct app *app, int signal)
{
    app->is_over = true;
    app->status = EXIT_SIGNAL + signal;
}

static enum request request_here(const struct app *app, int key)
{
    const struct tui_options *options = app->session.options;
    enum request request = options->lesson ? request_of_lesson_key(key, app_view(app)) : REQUEST_NONE;

    return request != REQUEST_NONE ? request : request_of_key(key, app_view(app), options->is_class);
}

static void answer_key(struct app *app, int key)
{
    enum request request = request_here(app, key);
    bool was_busy = long_answer_is_open(&app->answer);

    long_answer_leave(&app->answer);
    text_clear(&app->session.notice);
    if (key >= '1' && key <= '9')
        app->session.digit = (uint32_t)(key - '0');
    if (was_busy && key == KEY_CODE_ESCAPE)
        session_say(&app->session, "Left: all is as it was.");
    else if (key == KEY_CODE_CTRL('c')) {
        end(app, SIGINT);
    } else if (app->is_blank) {
        app->is_blank = false;
    } else if (app->prompt.kind) {
        app_prompt_key(app, key);
    } else if (app->menu.is_open && !goes_through_menu(app, request, key)) {
        app_menu_key(app, key);
    } else if (request != REQUEST_NONE) {
        app_request(app, request);
    } else if (key != KEY_CODE_NONE) {
        say_elsewhere(app, key);
    }
}

static void answer(struct app *app, const struct input *input)
{
    switch (input->kind) {
    case INPUT_KEY:
        answer_key(app, input->key);
        break;
    case INPUT_MOUSE:
        long_answer_leave(&app->answer);
        mouse_input(app, input);
        break;
    case INPUT_SIGNAL:
        if (input->signal == SIGTSTP)
            app_request(app, REQUEST_SUSPEND);
        else
            end(app, input->signal);
        break;
    case INPUT_CLOSED:
        end(app, SIGHUP);
        break;
    case INPUT_RESIZE:
    case INPUT_NOTHING:
        long_answer_go_on(&app->answer);
        break;
    }
}

/* Where no run is played, and while an answer is waited for, its time stands still. */
static void advance(struct app *app)
{
    if (app_row(app)->advance && !long_answer_is_open(&app->answer))
        app_row(app)->advance(app);
    else
        app->session.player.shown_at = app->session.now;
}

bool loop_step(struct app *app, const struct input *input, struct err *err)
{
    app->session.now = input->now;
    app->began = app->began ? app->began : input->now;
    if (!resize(app, input->columns, input->rows, err))
        return false;
    answer(app, input);
    advance(app);
    app_show_question(app);
    if (app->cells.columns > 0 && app->cells.rows > 0)
        paint(app);
    /* What was said, or painted, may be of a text that memory had run out for. */
    return !(app->cells.failed || app->session.notice.failed) || err_memory(err);
}

int loop_wait(const struct app *app)
{
    if (long_answer_is_open(&app->answer))
        return 0;
    if (app_row(app)->wait)
        return app_row(app)->wait(app);
    return task_is_open(&app->tasks[app_view(app)]) ? SEARCHING_MS : -1;
}

bool loop_work(struct app *app, int budget_ms)
{
    return task_step(&app->tasks[app_view(app)], budget_ms);
}

/* A turn with what came from the terminal. */
static bool step(struct app *app, struct input input, struct err *err)
{
    input.now = clock_ms();
    terminal_size(&input.columns, &input.rows);
    return loop_step(app, &input, err);
}

/* What is typed into a line at once, as a paste is, is answered before the next picture. */
static bool read_paste(struct app *app, struct err *err)
{
    for (int i = 0; i < TYPED_MAX && app->prompt.kind && !app->is_over; i++) {
        struct input input = terminal_wait(0, NULL, 0);

        if (input.kind == INPUT_NOTHING)
            return true;
        if (!step(app, input, err))
            return false;
    }
    return true;
}

/* Most work in the background is done in a few milliseconds: waits so long for it, and nothing flickers. */
static bool await_task(struct app *app, struct err *err)
{
    struct task *task = &app->tasks[app_view(app)];

    if (!task_is_open(task) || task_time(task) >= TASK_WAIT_MS || !task_wait(task, TASK_WAIT_MS - (int)task_time(task)))
        return true;
    return step(app, (struct input){.kind = INPUT_NOTHING}, err);
}

/* What only the class's own terminal may ask for: nobody at a console ends the class. */
static bool is_left_to_terminal(const struct app *app, int key)
{
    enum request request = request_of_key(key, app_view(app), app->session.options->is_class);

    return key == KEY_CODE_CTRL('c') || key == KEY_CODE_CTRL('z') ||
           (!app->prompt.kind && (request == REQUEST_QUIT || request == REQUEST_LEAVE || request == REQUEST_SUSPEND));
}

/* Consoles see what the class sees by now. */
static void tell_consoles(const struct app *app)
{
    struct class_told told;
    struct text line = {0};

    if (!app->consoles || !class_socket_has_consoles(app->consoles))
        return;
    class_told_init(&told);
    class_state_take(app, &told);
    class_told_write(&told, &line);
    class_socket_tell(app->consoles, &line, clock_ms());
    text_release(&line);
    class_told_release(&told);
}

/* Waits for the terminal and the consoles, and answers the keys that were pressed at those. */
static bool wait_for_all(struct app *app, struct input *input, struct err *err)
{
    struct pollfd files[CLASS_FILES_MAX];
    size_t count = app->consoles ? class_socket_files(app->consoles, files) : 0;
    int key;

    *input = terminal_wait(loop_wait(app), files, count);
    if (!app->consoles)
        return true;
    class_socket_serve(app->consoles, files, count, clock_ms());
    while (!app->is_over && (key = class_socket_key(app->consoles)) != KEY_CODE_NONE)
        if (!is_left_to_terminal(app, key) && !step(app, (struct input){.kind = INPUT_KEY, .key = key}, err))
            return false;
    return true;
}

static void serve(struct app *app)
{
    terminal_mouse(!app->mouse.is_off);
    if (app->wants_redraw)
        terminal_redraw();
    if (app->wants_pause)
        terminal_suspend();
    app->wants_redraw = app->wants_pause = false;
    if (!text_is_empty(&app->session.copied))
        terminal_copy(text_str(&app->session.copied));
    text_clear(&app->session.copied);
}

bool loop_run(struct app *app, struct err *err)
{
    struct input input = {.kind = INPUT_NOTHING};

    while (step(app, input, err) && read_paste(app, err) && await_task(app, err)) {
        if (app->is_over)
            return true;
        serve(app);
        if (app->cells.columns > 0 && app->cells.rows > 0 &&
            !terminal_show(&app->cells, app->scheme, app->screen.caret_column, app->screen.caret_row, err))
            return false;
        tell_consoles(app);
        if (!wait_for_all(app, &input, err))
            return false;
    }
    return false;
}
