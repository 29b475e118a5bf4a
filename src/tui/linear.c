#include "tui/linear.h"

#include <string.h>

#include "base/range.h"
#include "base/utf8.h"
#include "tui/gates_speech.h"
#include "tui/loop.h"
#include "tui/run_speech.h"
#include "words/marks.h"

enum { COLUMNS = 120, ROWS = 36, NOW_FIRST = 1000000, WORD_MAX = 40 };

static bool turn(struct linear *linear, struct input input, struct err *err)
{
    input.columns = COLUMNS;
    input.rows = ROWS;
    input.now = linear->now;
    return loop_step(linear->app, &input, err);
}

static bool press(struct linear *linear, int key, struct err *err)
{
    return turn(linear, (struct input){.kind = INPUT_KEY, .key = key}, err);
}

/* As if each character were a key; the prompt takes them. */
static bool type_text(struct linear *linear, const char *text, struct err *err)
{
    while (*text)
        if (!press(linear, (int)text_next(&text), err))
            return false;
    return true;
}

/* What is to be told of a menu. */
static void say_choice(const struct menu *menu, size_t index, struct speech *out)
{
    const struct menu_item *item = &menu->choices[index].item;
    struct text line = {0};

    text_addf(&line, "%s%s%s", item->text, item->reason || item->is_set ? ": " : "",
              item->reason   ? item->reason
              : item->is_set ? "chosen"
                             : "");
    text_add(&line, ".");
    speech_add_row(out, index + 1, text_str(&line));
    text_release(&line);
}

static void say_menu(const struct menu *menu, struct speech *out)
{
    speech_addf(out, "%s. A number chooses, Esc leaves.", menu->title);
    speech_add(out, menu->lines);
    for (size_t i = 0; i < menu->count; i++) {
        const char *group = menu->choices[i].item.group;

        if (group && (i == 0 || group != menu->choices[i - 1].item.group))
            speech_addf(out, "%s.", group);
        say_choice(menu, i, out);
    }
}

static void say_prompt(const struct prompt *prompt, struct speech *out)
{
    speech_add(out, prompt->kind->is_question ? prompt->shown : prompt->kind->asks);
    if (!prompt->kind->is_question && prompt->typed[0])
        speech_addf(out, "Enter alone takes %s.", prompt->typed);
}

static void say_view_here(struct app *app, struct speech *out)
{
    if (app_row(app)->say_here)
        app_row(app)->say_here(app, out);
}

static void say_question(const struct app *app, struct speech *out)
{
    if (app_view(app) == VIEW_STAGE)
        gates_say(&app->session, out);
}

/* Notes what is to be seen, so that only what is new is said. */
static void look(struct linear *linear)
{
    struct app *app = linear->app;
    struct linear_before *before = &linear->before;

    speech_clear(&before->said);
    speech_clear(&before->is_here);
    before->view = app_view(app);
    before->depth = app->depth;
    before->place = session_place(&app->session);
    before->had_menu = app->menu.is_open;
    before->choice = app->menu.selected;
    before->prompt = app->prompt.kind;
    if (!app_row(app)->say_moved)
        app_row(app)->say(app, &before->said);
    say_view_here(app, &before->is_here);
    speech_clear(&before->asked);
    say_question(app, &before->asked);
}

/* The lines that are in none of two speeches, the answer being one. */
static void say_new(const struct speech *now, const struct speech *before, struct speech *out)
{
    for (const char *at = text_str(&now->text), *end; *at; at = end + 1) {
        end = strchr(at, '\n');
        if (!speech_has(before, at, (size_t)(end - at)) && !speech_has(out, at, (size_t)(end - at)))
            speech_addf(out, "%.*s", (int)(end - at), at);
    }
}

/* Does any line lack in two speeches? */
static bool has_other(const struct speech *speech, const struct speech *one, const struct speech *two)
{
    for (const char *at = text_str(&speech->text), *end; *at; at = end + 1) {
        end = strchr(at, '\n');
        if (!speech_has(one, at, (size_t)(end - at)) && !speech_has(two, at, (size_t)(end - at)))
            return true;
    }
    return false;
}

/* What a view says now: all of it where any of what it said is no longer so, else what it says besides. What is at the
 * cursor does not count. */
static void say_anew(const struct linear_before *before, const struct speech *said, const struct speech *is_here,
                     struct speech *out)
{
    if (!has_other(said, &before->said, is_here))
        return;
    if (has_other(&before->said, said, &before->is_here))
        speech_append(out, said);
    else
        say_new(said, &before->said, out);
}

/* In the view that was open before: what time has brought, what it says anew, else what is at the cursor now. */
static void say_changes(struct linear *linear, struct speech *out)
{
    struct app *app = linear->app;
    const struct view *view = app_row(app);
    struct speech said = {0}, is_here = {0};
    size_t before = out->count;

    say_view_here(app, &is_here);
    if (view->say_moved)
        view->say_moved(app, out);
    else
        view->say(app, &said);
    say_anew(&linear->before, &said, &is_here, out);
    if (out->count == before)
        say_new(&is_here, &linear->before.is_here, out);
    speech_release(&said);
    speech_release(&is_here);
}

/* Another view is open: one that was left before, or a new one. What has nothing to choose in it is but read: one stays
 * where one was. */
static void say_view(struct linear *linear, struct speech *out)
{
    struct app *app = linear->app;
    const struct view *view = app_row(app);
    const struct place *was = &linear->before.place;

    if (app->depth >= linear->before.depth) {
        view->say(app, out);
        if (!view->choose && !linear->is_beside)
            app_close(app);
        return;
    }
    speech_addf(out, "Back to %s.", view_names[app_view(app)]);
    if (was->is_set && !session_is_in(&app->session, was))
        view->say(app, out);
    else if (view->say_moved)
        view->say_moved(app, out);
    if (out->count == 1)
        say_view_here(app, out);
}

/* All that the answer comes to, once nothing goes on any more. */
static void answer_end(struct linear *linear)
{
    struct app *app = linear->app;
    struct speech *out = &linear->answer;
    const struct linear_before *before = &linear->before;
    struct speech asked = {0};

    linear->is_answering = false;
    if (app->is_over)
        return;
    if (!text_is_empty(&app->session.notice))
        speech_add_notice(out, text_str(&app->session.notice));
    if (app_view(app) != before->view || app->depth != before->depth)
        say_view(linear, out);
    else if (before->place.is_set && before->place.of_case != app->session.here)
        app_row(app)->say(app, out);
    else
        say_changes(linear, out);
    say_question(app, &asked);
    say_new(&asked, &before->asked, out);
    speech_release(&asked);
    if (app->menu.is_open && !before->had_menu)
        say_menu(&app->menu, out);
    else if (app->menu.is_open && app->menu.selected != before->choice)
        say_choice(&app->menu, app->menu.selected, out);
    if (app->prompt.kind && app->prompt.kind != before->prompt)
        say_prompt(&app->prompt, out);
    if (out->count == 0)
        say_view_here(app, out);
    if (out->count == 0)
        speech_add(out, "Nothing has changed.");
}

/* Hands out what may be told by now. */
static void tell(struct linear *linear)
{
    size_t count = min_size(linear->answer.count - linear->told, LINEAR_LINES_MAX);

    speech_write(&linear->answer, linear->told, count, &linear->out);
    linear->told += count;
    linear->is_asking = linear->told < linear->answer.count;
    if (linear->is_asking)
        text_add(&linear->out, "more: Enter\n");
}

/* Does anything go on by itself: a long answer, a search, playing? */
static bool is_under_way(const struct app *app)
{
    return !app->is_over && loop_wait(app) >= 0;
}

/* Tells the answer once it is all there, or more of it than is told unasked. */
static void tell_what_is_ready(struct linear *linear)
{
    bool is_under = is_under_way(linear->app);

    if (is_under && linear->answer.count - linear->told <= LINEAR_LINES_MAX)
        return;
    if (!is_under)
        answer_end(linear);
    tell(linear);
}

static bool is_failed(const struct linear *linear, struct err *err)
{
    return (linear->answer.text.failed || linear->out.failed) && !err_memory(err);
}

bool linear_is_busy(const struct linear *linear)
{
    return linear->is_answering && !linear->is_asking;
}

bool linear_go_on(struct linear *linear, int budget_ms, struct err *err)
{
    struct app *app = linear->app;

    if (!linear_is_busy(linear))
        return true;
    if (task_is_open(&app->tasks[app_view(app)]))
        (void)loop_work(app, budget_ms);
    else if (is_under_way(app))
        linear->now += loop_wait(app);
    if (!turn(linear, (struct input){.kind = INPUT_NOTHING}, err))
        return false;
    if (app_row(app)->say_moved && is_under_way(app))
        app_row(app)->say_moved(app, &linear->answer);
    tell_what_is_ready(linear);
    return !is_failed(linear, err);
}

/* An answer begins: what is under way is left, and only what is new from here on is said. */
static void answer_begin(struct linear *linear)
{
    if (linear->is_answering)
        app_stop_playing(linear->app);
    speech_clear(&linear->answer);
    linear->told = 0;
    linear->is_asking = false;
    linear->is_answering = true;
    look(linear);
}

bool linear_begin(struct linear *linear, struct app *app, struct err *err)
{
    *linear = (struct linear){.app = app, .now = NOW_FIRST};
    app->session.is_sliced = true;
    if (!turn(linear, (struct input){.kind = INPUT_RESIZE}, err))
        return false;
    answer_begin(linear);
    linear->before.depth = 0;
    speech_add(&linear->answer, "A request is its key or its word, and Enter. ? tells which there are.");
    if (app->session.options->is_class)
        speech_add(&linear->answer, "A class in linear text has no console beside it.");
    tell_what_is_ready(linear);
    return !is_failed(linear, err);
}

void linear_begin_beside(struct linear *linear, struct app *app)
{
    *linear = (struct linear){.app = app, .is_beside = true};
}

void linear_listen(struct linear *linear)
{
    if (linear->is_answering)
        return;
    speech_clear(&linear->answer);
    linear->is_answering = true;
    look(linear);
}

void linear_hear(struct linear *linear, struct text *out)
{
    if (!linear->is_answering || is_under_way(linear->app))
        return;
    answer_end(linear);
    speech_write(&linear->answer, 0, linear->answer.count, out);
}

void linear_release(struct linear *linear)
{
    speech_release(&linear->answer);
    speech_release(&linear->before.said);
    speech_release(&linear->before.is_here);
    speech_release(&linear->before.asked);
    text_release(&linear->out);
}

void linear_take(struct linear *linear, struct text *out)
{
    if (linear->app->session.options->is_ascii)
        marks_to_ascii(text_str(&linear->out), out);
    else
        text_add(out, text_str(&linear->out));
    text_clear(&linear->out);
}

/* Where one is: the view, its moment, what is at its cursor, what is open. */
static void say_where(struct linear *linear)
{
    struct app *app = linear->app;
    struct speech *out = &linear->answer;

    speech_addf(out, "In %s.", view_names[app_view(app)]);
    if (IN_RUN >> app_view(app) & 1)
        run_say_where(app, out);
    else
        say_view_here(app, out);
    say_question(app, out);
    if (app->menu.is_open)
        say_choice(&app->menu, app->menu.selected, out);
    if (app->prompt.kind)
        say_prompt(&app->prompt, out);
    linear->is_answering = false;
    tell(linear);
}

/* The number that is typed, and nothing else; 0: none. */
static size_t number_of(const char *typed)
{
    size_t number = 0;

    if (!*typed || strlen(typed) > 6 || typed[strspn(typed, "0123456789")])
        return 0;
    for (; *typed; typed++)
        number = number * 10 + (size_t)(*typed - '0');
    return number;
}

static enum request word_here(const struct app *app, const char *word)
{
    return request_of_word(word, app_view(app), app->session.options->lesson != NULL);
}

/* A number, a key, or a word that means one. */
static bool type_into_menu(struct linear *linear, const char *typed, struct err *err)
{
    struct menu *menu = &linear->app->menu;
    size_t number = number_of(typed);
    enum request request = word_here(linear->app, typed);

    if (number >= 1 && number <= menu->count) {
        linear->before.choice = number - 1;
        if (!menu->choices[number - 1].item.reason)
            say_choice(menu, number - 1, &linear->answer);
        app_choose(linear->app, number - 1);
        return turn(linear, (struct input){.kind = INPUT_NOTHING}, err);
    }
    if (strlen(typed) == 1 && menu_has_key(menu, *typed))
        return press(linear, *typed, err);
    if (request != REQUEST_NONE && menu_takes(menu, request_rows[request].keys[0]))
        return press(linear, request_rows[request].keys[0], err);
    speech_addf(&linear->answer, "A number from 1 to %zu chooses, Esc leaves.", menu->count);
    return true;
}

/* The line that is asked for; an empty one takes what is proposed. */
static bool type_into_prompt(struct linear *linear, const char *typed, struct err *err)
{
    const struct prompt *prompt = &linear->app->prompt;

    if (prompt->kind->is_question)
        return press(linear, *typed ? *typed : 'n', err);
    if (word_here(linear->app, typed) == REQUEST_CLOSE)
        return press(linear, KEY_CODE_ESCAPE, err);
    return (!*typed || (press(linear, KEY_CODE_CTRL('u'), err) && type_text(linear, typed, err))) &&
           press(linear, KEY_CODE_ENTER, err);
}

/* The row with that number: said, and opened where the view has it so. */
static bool choose(struct linear *linear, size_t number, struct err *err)
{
    struct app *app = linear->app;
    const struct view *view = app_row(app);

    if (!view->choose || !view->choose(app, number)) {
        session_say(&app->session, "There is no line %zu here.", number);
        return true;
    }
    say_view_here(app, &linear->answer);
    return view->chosen_is_opened ? press(linear, request_rows[REQUEST_OPEN].keys[0], err)
                                  : turn(linear, (struct input){.kind = INPUT_NOTHING}, err);
}

/* Is it about the row at the cursor, that a number may name? */
static bool is_about_row(const struct app *app, enum request request)
{
    const struct view *view = app_row(app);

    return view->choose &&
           ((view->is_list && request != REQUEST_FIND) || request == REQUEST_OPEN || request == REQUEST_WHY);
}

/* A request, and behind it what its prompt or its menu asks for, or the row that it is about. */
static bool ask(struct linear *linear, enum request request, const char *rest, struct err *err)
{
    struct app *app = linear->app;
    const struct request_row *row = &request_rows[request];

    if (row->unsaid) {
        speech_add(&linear->answer, row->unsaid);
        return true;
    }
    if (number_of(rest) > 0 && is_about_row(app, request))
        (void)app_row(app)->choose(app, number_of(rest));
    if (!press(linear, row->keys[0], err) || !*rest)
        return app->cells.grid != NULL;
    return app->prompt.kind    ? type_into_prompt(linear, rest, err)
           : app->menu.is_open ? type_into_menu(linear, rest, err)
                               : true;
}

/* A line: a word or a key, and the rest of it; the key of a prompt may stand right before the rest. */
static bool type_request(struct linear *linear, const char *typed, struct err *err)
{
    char word[WORD_MAX] = "";
    size_t size = strcspn(typed, " ");
    enum request request;

    if (*typed == ':' || *typed == '/')
        size = 1;
    memcpy(word, typed, min_size(size, WORD_MAX - 1));
    request = size < WORD_MAX ? word_here(linear->app, word) : REQUEST_NONE;
    if (request != REQUEST_NONE)
        return ask(linear, request, typed + size + strspn(typed + size, " "), err);
    session_say(&linear->app->session, "\"%.40s\" is no request: ? tells which there are.", typed);
    return true;
}

static bool answer(struct linear *linear, const char *typed, struct err *err)
{
    struct app *app = linear->app;

    text_clear(&app->session.notice);
    if (app->prompt.kind)
        return type_into_prompt(linear, typed, err);
    if (app->menu.is_open)
        return type_into_menu(linear, typed, err);
    if (number_of(typed) > 0 && number_of(typed) <= 9 && app_view(app) == VIEW_STAGE && session_asking(&app->session))
        return press(linear, *typed, err);
    if (number_of(typed) > 0)
        return choose(linear, number_of(typed), err);
    return type_request(linear, *typed ? typed : request_rows[REQUEST_NEXT].said, err);
}

/* Enter alone, where there is more: the next lines, or what is under way goes on. */
static void go_on_telling(struct linear *linear)
{
    linear->is_asking = false;
    if (!linear->is_answering)
        tell(linear);
}

/* What is typed, without blanks around it, and nothing in it that moves or hides text. */
static void take_typed(const char *line, struct text *out)
{
    line += strspn(line, " \t");
    text_add_safe(out, line);
    while (out->size > 0 && strchr(" \t\r", out->bytes[out->size - 1]))
        out->bytes[--out->size] = '\0';
}

bool linear_type(struct linear *linear, const char *line, struct err *err)
{
    struct text typed = {0};
    bool ok = true;

    take_typed(line, &typed);
    if (linear->is_asking && text_is_empty(&typed)) {
        go_on_telling(linear);
    } else if (strcmp(text_str(&typed), "r") == 0 && !linear->app->prompt.kind) {
        linear->told = 0;
        tell(linear);
    } else {
        bool is_where = strcmp(text_str(&typed), ".") == 0 && !linear->app->prompt.kind;

        answer_begin(linear);
        if (is_where)
            say_where(linear);
        else if ((ok = answer(linear, text_str(&typed), err)))
            tell_what_is_ready(linear);
    }
    ok = ok && (!typed.failed || err_memory(err)) && !is_failed(linear, err);
    text_release(&typed);
    return ok;
}
