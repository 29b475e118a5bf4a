#include "tui/prompt.h"

#include <stdio.h>
#include <string.h>

#include "file/write.h"
#include "tui/app.h"

static void show(struct prompt *prompt)
{
    static const struct {
        const char *before, *behind;
    } words[] = {
        [PROMPT_NONE] = {"", ""},
        [PROMPT_FIND] = {"/", ""},
        [PROMPT_GO_TO] = {":", ""},
        [PROMPT_SAVE] = {"Save as: ", ""},
        [PROMPT_OVERWRITE] = {"", " exists: y overwrites, any other key leaves it "},
        [PROMPT_DELETE] = {"Delete this branch and those made from it? y or n ", ""},
    };

    snprintf(prompt->shown, sizeof prompt->shown, "%s%s%s", words[prompt->kind].before, prompt->typed,
             words[prompt->kind].behind);
}

int prompt_columns_behind(const struct prompt *prompt)
{
    size_t before = strlen(prompt->shown) - strlen(prompt->typed + prompt->cursor);

    if (prompt->kind != PROMPT_FIND && prompt->kind != PROMPT_GO_TO && prompt->kind != PROMPT_SAVE)
        return 0;
    return text_width(prompt->shown + before);
}

void prompt_ask(struct app *app, enum prompt_kind kind, const char *typed)
{
    app->prompt.kind = kind;
    snprintf(app->prompt.typed, sizeof app->prompt.typed, "%.*s", PROMPT_TYPED_MAX - 1, typed);
    app->prompt.cursor = strlen(app->prompt.typed);
    show(&app->prompt);
}

static void type(struct prompt *prompt, int codepoint)
{
    size_t size = strlen(prompt->typed);
    char *at = prompt->typed + prompt->cursor;
    struct text bytes = {0};

    if (codepoint < ' ' || codepoint >= KEY_CODE_FIRST || text_is_unsafe((uint32_t)codepoint))
        return;
    text_add_codepoint(&bytes, (uint32_t)codepoint);
    if (size + bytes.size < sizeof prompt->typed) {
        memmove(at + bytes.size, at, size - prompt->cursor + 1);
        memcpy(at, text_str(&bytes), bytes.size);
        prompt->cursor += bytes.size;
    }
    text_release(&bytes);
}

/* The byte with which the character before (or behind) another one begins. */
static size_t character_before(const char *typed, size_t at)
{
    while (at > 0 && ((unsigned char)typed[--at] & 0xc0) == 0x80)
        ;
    return at;
}

static size_t character_after(const char *typed, size_t at)
{
    if (typed[at])
        at++;
    while (((unsigned char)typed[at] & 0xc0) == 0x80)
        at++;
    return at;
}

/* Where the word before the cursor begins, spaces behind it included. */
static size_t word_before(const char *typed, size_t at)
{
    while (at > 0 && typed[at - 1] == ' ')
        at--;
    while (at > 0 && typed[at - 1] != ' ')
        at--;
    return at;
}

/* Erases from a byte up to the cursor. */
static void erase_from(struct prompt *prompt, size_t from)
{
    memmove(prompt->typed + from, prompt->typed + prompt->cursor, strlen(prompt->typed + prompt->cursor) + 1);
    prompt->cursor = from;
}

/* The keys with which a line is edited in a shell. */
static void edit(struct prompt *prompt, int key)
{
    switch (key) {
    case KEY_CODE_BACKSPACE:
        erase_from(prompt, character_before(prompt->typed, prompt->cursor));
        break;
    case KEY_CODE_CTRL('u'):
        erase_from(prompt, 0);
        break;
    case KEY_CODE_CTRL('w'):
        erase_from(prompt, word_before(prompt->typed, prompt->cursor));
        break;
    case KEY_CODE_CTRL('a'):
    case KEY_CODE_HOME:
        prompt->cursor = 0;
        break;
    case KEY_CODE_CTRL('e'):
    case KEY_CODE_END:
        prompt->cursor = strlen(prompt->typed);
        break;
    case KEY_CODE_LEFT:
        prompt->cursor = character_before(prompt->typed, prompt->cursor);
        break;
    case KEY_CODE_RIGHT:
        prompt->cursor = character_after(prompt->typed, prompt->cursor);
        break;
    case KEY_CODE_DELETE: {
        size_t behind = character_after(prompt->typed, prompt->cursor), before = prompt->cursor;

        prompt->cursor = behind;
        erase_from(prompt, before);
        break;
    }
    default:
        type(prompt, key);
    }
}

static bool is_list(const struct app *app)
{
    return (IN_LISTS >> app_view(app) & 1) != 0;
}

/* "jobs/nightly.yml" → "jobs/nightly-changed.yaml". */
static void propose_name(const char *scenario, struct text *out)
{
    size_t size = strlen(scenario);

    for (int i = 0; i < 2; i++) {
        const char *ending = i == 0 ? ".yaml" : ".yml";

        if (size > strlen(ending) && strcmp(scenario + size - strlen(ending), ending) == 0)
            size -= strlen(ending);
    }
    if (strcmp(scenario, "-") != 0)
        text_addf(out, "%.*s-", (int)size, scenario);
    text_add(out, "changed.yaml");
}

void prompt_save(struct app *app, size_t which)
{
    const struct future *future = &app_futures(app)->list[which];
    struct text name = {0};

    if (future->is_saved)
        text_add(&name, future->file);
    else
        propose_name(app_futures(app)->name, &name);
    app->prompt.future = which;
    prompt_ask(app, PROMPT_SAVE, text_str(&name));
    text_release(&name);
}

static void save_as(struct app *app, size_t which, const char *path)
{
    struct future *future = &app_futures(app)->list[which];
    struct text bytes = {0}, command = {0};
    struct err err;

    future_write_command(app_futures(app), future, NO_EVENT, &command);
    scenario_write_made(future->scenario, future->change_count > 0, text_str(&command), &bytes);
    text_release(&command);
    if (app->options->save(app->options->context, path, &bytes, &err)) {
        future->is_saved = true;
        snprintf(future->file, sizeof future->file, "%s", path);
        app_say(app, "Saved as %s: makeitso run %s plays it.", path, path);
    } else {
        app_say_error(app, &err);
    }
    text_release(&bytes);
}

/* A file that somebody else made is not replaced without a word. */
static void save_or_ask(struct app *app, size_t which, const char *path)
{
    const struct future *future = &app_futures(app)->list[which];
    bool is_own = future->is_saved && strcmp(future->file, path) == 0;

    if (!*path)
        app_say(app, "Without a name nothing is saved.");
    else if (!is_own && app->options->exists(app->options->context, path))
        prompt_ask(app, PROMPT_OVERWRITE, path);
    else
        save_as(app, which, path);
}

static void finish(struct app *app)
{
    struct prompt prompt = app->prompt;
    struct err err;
    uint32_t at;

    app->prompt.kind = PROMPT_NONE;
    switch (prompt.kind) {
    case PROMPT_FIND:
        snprintf(app_search(app), PROMPT_TYPED_MAX, "%s", prompt.typed);
        if (!is_list(app) && prompt.typed[0])
            app_request(app, REQUEST_NEXT);
        break;
    case PROMPT_GO_TO:
        if (app_view(app) == VIEW_WORLDS)
            worlds_go_to(app, prompt.typed);
        else if (!player_find(&app_future(app)->trace, prompt.typed, &at, &err))
            app_say_error(app, &err);
        else
            app_go(app, at);
        break;
    case PROMPT_SAVE:
        save_or_ask(app, prompt.future, prompt.typed);
        break;
    case PROMPT_OVERWRITE:
    case PROMPT_DELETE:
    case PROMPT_NONE:
        break;
    }
}

static void answer_delete(struct app *app, int key)
{
    app->prompt.kind = PROMPT_NONE;
    if (key == 'y' || key == 'Y')
        tree_delete(app);
}

static void answer_overwrite(struct app *app, int key)
{
    struct prompt prompt = app->prompt;

    app->prompt.kind = PROMPT_NONE;
    if (key == 'y' || key == 'Y')
        save_as(app, prompt.future, prompt.typed);
    else
        app_say(app, "%s stays as it was.", prompt.typed);
}

void prompt_key(struct app *app, int key)
{
    struct prompt *prompt = &app->prompt;

    if (prompt->kind == PROMPT_DELETE) {
        answer_delete(app, key);
        return;
    }
    if (prompt->kind == PROMPT_OVERWRITE) {
        answer_overwrite(app, key);
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
    edit(prompt, key);
    if (prompt->kind == PROMPT_FIND && is_list(app)) {
        snprintf(app_search(app), PROMPT_TYPED_MAX, "%s", prompt->typed);
        if (app_view(app) == VIEW_OPENING)
            app->opening.selected = 0;
    }
    show(prompt);
}
