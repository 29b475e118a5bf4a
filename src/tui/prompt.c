/* The line that is typed into: search, go to, the name of a file, yes or no. */
#include <stdio.h>
#include <string.h>

#include "tui/app.h"

static void show(struct prompt *prompt)
{
    static const char *const before[] = {
        [PROMPT_NONE] = "",
        [PROMPT_FIND] = "/",
        [PROMPT_GO_TO] = ":",
        [PROMPT_SAVE] = "Save as: ",
        [PROMPT_DELETE] = "Delete this branch and those made from it? y or n ",
    };

    snprintf(prompt->shown, sizeof prompt->shown, "%s%s", before[prompt->kind], prompt->typed);
}

void app_ask(struct app *app, enum prompt_kind kind, const char *typed)
{
    app->prompt.kind = kind;
    snprintf(app->prompt.typed, sizeof app->prompt.typed, "%.*s", APP_TYPED_MAX - 1, typed);
    show(&app->prompt);
}

static void type(struct prompt *prompt, int codepoint)
{
    size_t size = strlen(prompt->typed);
    struct text bytes = {0};

    if (codepoint < ' ' || codepoint >= KEY_CODE_FIRST || text_is_unsafe((uint32_t)codepoint))
        return;
    text_add_codepoint(&bytes, (uint32_t)codepoint);
    if (size + bytes.size < sizeof prompt->typed)
        memcpy(prompt->typed + size, text_str(&bytes), bytes.size + 1);
    text_release(&bytes);
}

static void rub_out(struct prompt *prompt)
{
    size_t size = strlen(prompt->typed);

    while (size > 0 && ((unsigned char)prompt->typed[size - 1] & 0xc0) == 0x80)
        size--;
    prompt->typed[size > 0 ? size - 1 : 0] = '\0';
}

static char *search_of(struct app *app)
{
    switch (app_view(app)) {
    case VIEW_OPENING:
        return app->filter;
    case VIEW_HELP:
        return app->help_search;
    case VIEW_MAP:
        return app->map.find;
    default:
        return app->search;
    }
}

static void save_as(struct app *app, const char *path)
{
    struct future *future = app_future(app);
    struct text bytes = {0};
    struct err err;

    if (!*path)
        return;
    scenario_write(future->scenario, &bytes);
    if (app->options->save(app->options->context, path, &bytes, &err)) {
        future->is_saved = true;
        snprintf(future->file, sizeof future->file, "%s", path);
        app_say(app, "Saved as %s: makeitso run %s plays it.", path, path);
    } else {
        app_say(app, "%.*s", APP_TEXT_MAX - 1, err.text);
    }
    text_release(&bytes);
}

static void finish(struct app *app)
{
    struct prompt prompt = app->prompt;
    struct err err;
    uint32_t at;

    app->prompt.kind = PROMPT_NONE;
    switch (prompt.kind) {
    case PROMPT_FIND:
        snprintf(search_of(app), APP_TYPED_MAX, "%s", prompt.typed);
        if (app_view(app) == VIEW_STAGE && prompt.typed[0])
            (void)stage_handle_time(app, REQUEST_NEXT);
        else if (app_view(app) == VIEW_MAP && prompt.typed[0])
            (void)map_room.handle(app, REQUEST_NEXT);
        break;
    case PROMPT_GO_TO:
        if (!player_find(&app_future(app)->trace, prompt.typed, &at, &err))
            app_say(app, "%.*s", APP_TEXT_MAX - 1, err.text);
        else if (app_view(app) == VIEW_WORLDS)
            app->worlds.now = at == NO_EVENT ? -1 : app_future(app)->trace.events[at].time;
        else
            app_go(app, at);
        break;
    case PROMPT_SAVE:
        save_as(app, prompt.typed);
        break;
    case PROMPT_DELETE:
    case PROMPT_NONE:
        break;
    }
}

static void answer_delete(struct app *app, int key)
{
    app->prompt.kind = PROMPT_NONE;
    if (key != 'y' && key != 'Y')
        return;
    diagram_release(&app->diagram);
    map_forget(&app->map);
    futures_delete(app_futures(app), app->tree_row);
    app->tree_row = app_futures(app)->current;
    for (size_t i = 0; i < FUTURES_MAX; i++)
        if (i >= app_futures(app)->count || app_futures(app)->list[i].is_deleted)
            app->tree_marked[i] = false;
    worlds_forget(app);
}

void prompt_key(struct app *app, int key)
{
    struct prompt *prompt = &app->prompt;

    if (prompt->kind == PROMPT_DELETE) {
        answer_delete(app, key);
        return;
    }
    if (key == KEY_CODE_ESCAPE || (key == KEY_CODE_BACKSPACE && !prompt->typed[0])) {
        prompt->kind = PROMPT_NONE;
        return;
    }
    if (key == KEY_CODE_ENTER) {
        finish(app);
        return;
    }
    if (key == KEY_CODE_BACKSPACE)
        rub_out(prompt);
    else
        type(prompt, key);
    if (app_view(app) == VIEW_OPENING) {
        snprintf(app->filter, sizeof app->filter, "%s", prompt->typed);
        app->selected = 0;
    }
    show(prompt);
}
