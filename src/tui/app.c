#include "tui/app.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "tui/gates.h"

bool app_init(struct app *app, const struct tui_options *options, const struct view *const *views, struct err *err)
{
    app->views = views;
    app->scheme = options->scheme;
    app->guessed = REQUEST_NONE;
    long_answer_init(&app->answer, app, &app->session);
    if (!session_init(&app->session, options, err))
        return false;
    for (int v = 0; v < VIEW_COUNT; v++) {
        CHECK(views[v]->paint && views[v]->help && views[v]->say);
        app->states[v] = calloc(1, views[v]->state_size + 1);
        if (!app->states[v])
            return err_memory(err);
        if (views[v]->init)
            views[v]->init(app);
    }
    app->stack[app->depth++] = options->open >= 0 ? VIEW_STAGE : VIEW_OPENING;
    return true;
}

void app_begin_anew(struct app *app)
{
    long_answer_leave(&app->answer);
    for (int v = 0; v < VIEW_COUNT; v++) {
        if (app->views[v]->release)
            app->views[v]->release(app);
        memset(app->states[v], 0, app->views[v]->state_size);
        memset(app->searches[v], 0, TYPED_MAX);
        if (app->views[v]->init)
            app->views[v]->init(app);
    }
    app->menu.is_open = app->is_blank = false;
    app->prompt.kind = NULL;
    app->guessed = REQUEST_NONE;
    app->depth = 0;
    app->stack[app->depth++] = VIEW_STAGE;
    session_begin_anew(&app->session);
}

void app_release(struct app *app)
{
    long_answer_leave(&app->answer);
    for (int v = 0; v < VIEW_COUNT; v++) {
        if (app->states[v] && app->views[v]->release)
            app->views[v]->release(app);
        free(app->states[v]);
    }
    menu_release(&app->menu);
    cells_release(&app->cells);
    session_release(&app->session);
}

bool app_open(struct app *app, enum view_id view, const struct target *target)
{
    static const struct target none = {0};

    target = target ? target : &none;
    if (app->views[view]->open && !app->views[view]->open(app, target))
        return false;
    if (!target->is_back)
        app->searches[view][0] = '\0';
    /* A view stands on the stack once: to open it again is to go back to it. */
    for (size_t i = 0; i < app->depth; i++) {
        if (app->stack[i] == view) {
            app->depth = i + 1;
            return true;
        }
    }
    CHECK(app->depth < APP_DEPTH_MAX);
    app->stack[app->depth++] = view;
    return true;
}

void app_close(struct app *app)
{
    if (app->depth > 1)
        app->depth--;
}

char *app_search(struct app *app)
{
    return app_row(app)->has_own_search ? app->searches[app_view(app)] : app->session.search;
}

void app_go_to_view(struct app *app, enum request request)
{
    static const struct {
        enum request request;
        enum view_id view;
    } rows[] = {
        {REQUEST_WHY, VIEW_WHY},   {REQUEST_DIAGRAM, VIEW_DIAGRAM}, {REQUEST_MAP, VIEW_MAP},
        {REQUEST_TREE, VIEW_TREE}, {REQUEST_GIVEN, VIEW_PAGE},      {REQUEST_LESSON, VIEW_PAGE},
    };

    size_t i = 0;

    for (; rows[i].request != request; i++)
        CHECK(i + 1 < sizeof rows / sizeof *rows);
    (void)app_open(
        app, rows[i].view,
        &(struct target){.bot = app->session.lane, .page = request == REQUEST_LESSON ? PAGE_LESSON : PAGE_GIVEN});
}

void app_toggle_folded(struct app *app)
{
    session_toggle_all(&app->session, app->session.options->is_linear || screen_has(&app->screen, AREA_FOLD));
}

size_t app_row_asked(struct app *app, enum request request, size_t row, size_t count, const char *what)
{
    bool is_down = request == REQUEST_DOWN || request == REQUEST_NEXT;

    CHECK(row < count || row == 0);
    if (request == REQUEST_START || request == REQUEST_END)
        return request == REQUEST_END && count > 0 ? count - 1 : 0;
    if (is_down ? row + 1 < count : row > 0)
        return is_down ? row + 1 : row - 1;
    session_say(&app->session, "This is the %s %s.", is_down ? "last" : "first", what);
    return row;
}

size_t app_next_match(struct app *app, bool (*matches)(const struct app *app, size_t row), size_t here, size_t count,
                      bool is_forward)
{
    for (size_t away = 1; away < count; away++) {
        size_t row = (here + (is_forward ? away : count - away)) % count;

        if (!matches(app, row))
            continue;
        if (is_forward ? row < here : row > here)
            session_say_round(&app->session, is_forward, true, false, app_search(app));
        return row;
    }
    session_say_round(&app->session, is_forward, here < count && matches(app, here), true, app_search(app));
    return here;
}

static void filter(struct app *app, const char *typed)
{
    if (app_row(app)->is_list)
        snprintf(app_search(app), TYPED_MAX, "%s", typed);
}

static void find(struct app *app, const char *typed)
{
    snprintf(app_search(app), TYPED_MAX, "%s", typed);
    if (!app_row(app)->is_list && typed[0])
        app_request(app, REQUEST_NEXT);
}

void app_stop_playing(struct app *app)
{
    app->session.player.is_playing = false;
    for (int v = 0; v < VIEW_COUNT; v++)
        if (app->views[v]->pause)
            app->views[v]->pause(app);
}

void app_show_question(struct app *app)
{
    if (!app->session.was_asked)
        return;
    app->session.was_asked = false;
    (void)app_open(app, VIEW_STAGE, &(struct target){.is_asked = true});
}

void app_moved(struct app *app)
{
    if (app_row(app)->moved)
        app_row(app)->moved(app);
}

void app_forget_deleted(struct app *app)
{
    place_forget_deleted(&app->session.cell_left, &app->session);
    for (int v = 0; v < VIEW_COUNT; v++)
        if (app->views[v]->forget)
            app->views[v]->forget(app);
}

/* Requests that mean the same in every view. */

static void open_help(struct app *app)
{
    (void)app_open(app, VIEW_HELP, NULL);
}

static void quit(struct app *app)
{
    app->is_over = app->depth == 1;
    app_close(app);
}

static void leave(struct app *app)
{
    if (app_search(app)[0])
        app_search(app)[0] = '\0';
    else if (app_row(app)->leave)
        app_row(app)->leave(app);
    else
        app_close(app);
}

/* Lists show what matches while it is typed. */
static void ask_for_search(struct app *app)
{
    static const struct prompt_kind kind = {.before = "/", .asks = "Look for what?", .changed = filter, .done = find};

    prompt_ask(&app->prompt, &kind, "");
}

static void end(struct app *app)
{
    app->is_over = true;
}

static void toggle_mouse(struct app *app)
{
    app->mouse.is_off = !app->mouse.is_off;
    session_say(&app->session, app->mouse.is_off ? "Mouse off: text can be selected. M switches it on." : "Mouse on.");
}

static void next_theme(struct app *app)
{
    app->scheme = (enum scheme)((app->scheme + 1) % SCHEME_COUNT);
    session_say(&app->session, "Theme: %s.", scheme_names[app->scheme]);
}

static void redraw(struct app *app)
{
    app->wants_redraw = true;
}

static void suspend(struct app *app)
{
    app_stop_playing(app);
    app->wants_pause = true;
}

/* The first moment again, ready to be shown: nothing counts as seen. */
static void restart(struct app *app)
{
    struct future *future = session_future(&app->session);

    app_stop_playing(app);
    session_forget_questions(&app->session);
    app->menu.is_open = false;
    app->session.search[0] = '\0';
    app->session.lane = 0;
    future->at = future->seen = NO_EVENT;
    future->was_watched = future->was_watched && !app->session.options->is_class;
    (void)app_open(app, VIEW_STAGE, &(struct target){.is_fresh = true});
}

static void blank(struct app *app)
{
    app->is_blank = true;
}

static void predict(struct app *app)
{
    gates_choose(&app->session, app->session.digit - 1);
}

static const struct handler everywhere[] = {
    {REQUEST_HELP, .act = open_help},
    {REQUEST_QUIT, .act = quit},
    {REQUEST_CLOSE, .act = leave},
    {REQUEST_FIND, .act = ask_for_search},
    {REQUEST_LEAVE, .act = end},
    {REQUEST_MOUSE, .act = toggle_mouse},
    {REQUEST_THEME, .act = next_theme},
    {REQUEST_REDRAW, .act = redraw},
    {REQUEST_SUSPEND, .act = suspend},
    {REQUEST_RESTART, .act = restart},
    {REQUEST_BLANK, .act = blank},
    {REQUEST_PREDICT, .act = predict},
    {REQUEST_GIVEN, .answer = app_go_to_view},
    {REQUEST_LESSON, .answer = app_go_to_view},
    {.request = REQUEST_NONE},
};

static const struct handler *find_handler(const struct handler *table, enum request request)
{
    while (table->request != REQUEST_NONE && table->request != request)
        table++;
    return table->request == request ? table : NULL;
}

const struct handler *app_handler(const struct app *app, enum view_id view, enum request request)
{
    const struct handler *found = app->first ? find_handler(app->first, request) : NULL;

    for (int t = 0; t < VIEW_TABLES_MAX && app->views[view]->tables[t] && !found; t++)
        found = find_handler(app->views[view]->tables[t], request);
    return found ? found : find_handler(everywhere, request);
}

void app_refuse(struct app *app, enum request request)
{
    session_say(&app->session, "%s does nothing here: ? tells which keys do.", request_rows[request].written);
}

static bool answer(struct app *app, const struct handler *handler)
{
    if (handler && handler->act)
        handler->act(app);
    else if (handler)
        handler->answer(app, handler->request);
    return handler != NULL;
}

bool app_answer_by(struct app *app, const struct handler *table, enum request request)
{
    return answer(app, find_handler(table, request));
}

/* What a class guesses before it is shown: asked for twice it comes. */
static bool asks_for_guess(struct app *app, enum request request)
{
    static const struct {
        enum request request;
        enum view_id view;
        const char *says;
    } guesses[] = {
        {REQUEST_MAP, VIEW_MAP, "First a guess: where may it break? m again shows the map."},
        {REQUEST_WORLDS, VIEW_WORLDS, "First a guess: what would differ? = again asks beside what."},
        {REQUEST_DIAGRAM, VIEW_DIAGRAM, "First a guess: what leads to what? d again draws it."},
    };
    enum request before = app->guessed;

    app->guessed = REQUEST_NONE;
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        if (guesses[i].request != request || app_view(app) == guesses[i].view || before == request ||
            app_view(app) == VIEW_OPENING || !app->session.options->is_class)
            continue;
        app->guessed = request;
        session_say(&app->session, "%s", guesses[i].says);
        return true;
    }
    return false;
}

void app_request(struct app *app, enum request request)
{
    CHECK((int)request >= 0 && request < REQUEST_COUNT);
    app->session.answered++;
    if (gates_answer(&app->session, request, app_view(app)))
        return;
    if (asks_for_guess(app, request))
        return;
    if (!answer(app, app_handler(app, app_view(app), request)))
        app_refuse(app, request);
}

static void complete_prompt(struct app *app)
{
    char before[TYPED_MAX];
    struct text more = {0};

    prompt_before(&app->prompt, before);
    app->prompt.kind->complete(app, before, &more);
    prompt_type(&app->prompt, text_str(&more));
    text_release(&more);
}

void app_prompt_key(struct app *app, int key)
{
    enum prompt_answer answer;
    struct prompt prompt;

    if (key == KEY_CODE_TAB && app->prompt.kind->complete) {
        complete_prompt(app);
        return;
    }
    answer = prompt_key(&app->prompt, key);
    prompt = app->prompt;
    if (answer == PROMPT_EDITED) {
        if (prompt.kind->changed)
            prompt.kind->changed(app, prompt.typed);
        return;
    }
    app->prompt.kind = NULL;
    if (answer == PROMPT_DONE && prompt.kind->done)
        prompt.kind->done(app, prompt.typed);
    else if (answer == PROMPT_REFUSED && prompt.kind->refused)
        prompt.kind->refused(app, prompt.typed);
}

static void take(struct app *app, const struct menu_choice *choice)
{
    if (choice)
        app->menu.take(app, choice);
}

void app_menu_key(struct app *app, int key)
{
    take(app, menu_key(&app->menu, &app->session, key));
}

void app_choose(struct app *app, size_t choice)
{
    take(app, menu_choose(&app->menu, &app->session, choice));
}
