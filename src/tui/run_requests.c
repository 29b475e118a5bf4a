#include "tui/run_requests.h"

#include <stdio.h>
#include <string.h>

#include "file/write.h"
#include "tui/what_if.h"

static void undo(struct app *app, enum request request)
{
    struct session *session = &app->session;
    struct futures *futures = session_futures(session);
    bool is_undo = request == REQUEST_UNDO;

    if (is_undo ? futures_undo(futures) : futures_redo(futures))
        session_say(session, "Now in: %s.", session_future(session)->name);
    else if (!is_undo)
        session_say(session, "Nothing to do again.");
    else
        session_say(session, futures->count > 1 ? "This is the first run, before any change." : "Nothing changed yet.");
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

static void save_as(struct app *app, const char *path)
{
    struct session *session = &app->session;
    struct futures *futures = session_futures(session);
    struct future *future = &futures->list[app->prompt.future];
    struct text bytes = {0}, command = {0};
    struct err err;

    future_write_command(futures, future, NO_EVENT, 0, &command);
    scenario_write_made(future->scenario, future->change_count > 0, text_str(&command), &bytes);
    text_release(&command);
    if (session->options->save(session->options->context, path, &bytes, &err)) {
        future->is_saved = true;
        snprintf(future->file, sizeof future->file, "%s", path);
        session_say(session, "Saved as %s: makeitso run %s plays it.", path, path);
    } else {
        session_say_error(session, &err);
    }
    text_release(&bytes);
}

static void leave_as_it_was(struct app *app, const char *path)
{
    session_say(&app->session, "%s stays as it was.", path);
}

/* A file that somebody else made is not replaced without a word. */
static void save_or_ask(struct app *app, const char *path)
{
    static const struct prompt_kind overwrite = {.behind = " exists: y overwrites, any other key leaves it ",
                                                 .is_question = true,
                                                 .done = save_as,
                                                 .refused = leave_as_it_was};
    const struct session *session = &app->session;
    const struct future *future = &session_futures(session)->list[app->prompt.future];
    bool is_own = future->is_saved && strcmp(future->file, path) == 0;

    if (!*path)
        session_say(&app->session, "Without a name nothing is saved.");
    else if (!is_own && session->options->exists(session->options->context, path))
        prompt_ask(&app->prompt, &overwrite, path);
    else
        save_as(app, path);
}

void run_save(struct app *app, size_t which)
{
    static const struct prompt_kind kind = {.before = "Save as: ", .asks = "Save as which file?", .done = save_or_ask};
    const struct futures *futures = session_futures(&app->session);
    struct text name = {0};

    if (futures->list[which].is_saved)
        text_add(&name, futures->list[which].file);
    else
        propose_name(futures->name, &name);
    app->prompt.future = which;
    prompt_ask(&app->prompt, &kind, text_str(&name));
    text_release(&name);
}

static void save(struct app *app)
{
    run_save(app, session_futures(&app->session)->current);
}

static void say_command(struct app *app)
{
    const struct future *future = session_future(&app->session);

    session_say_command(&app->session, session_futures(&app->session), future, future->at);
}

/* The designs of the story but for the one on the stage. */
static void offer_story(struct menu *menu, const struct session *session)
{
    const struct tui_options *options = session->options;

    for (const char *const *name = options->story; name && *name; name++) {
        for (size_t e = 0; e < options->entry_count; e++) {
            if (strcmp(options->entries[e].name, *name) != 0 || e == session->here)
                continue;
            menu_add(menu, 0,
                     session_hides_title(session, e) ? *name
                                                     : menu_print(menu, "%s: %s", *name, options->entries[e].title))
                ->of_case = e;
        }
    }
}

/* The chosen run stands beside the present one. */
static void stand_beside(struct app *app, const struct menu_choice *choice)
{
    const struct session *session = &app->session;

    (void)app_open(app, VIEW_WORLDS,
                   &(struct target){.world_count = 2,
                                    .cases = {session->here, choice->of_case},
                                    .futures = {session_futures(session)->current, choice->of_future}});
}

static void offer_futures(struct menu *menu, const struct session *session)
{
    const struct futures *futures = session_futures(session);

    for (size_t i = 0; i < futures->count && menu->count + 8 < MENU_CHOICES_MAX; i++) {
        struct menu_choice *choice;

        if (i == futures->current || futures->list[i].is_deleted)
            continue;
        choice = menu_add(menu, 0,
                          menu_print(menu, "%.150s%s", futures->list[i].name, i == 0 ? " (the first run)" : ""));
        choice->of_case = session->here;
        choice->of_future = i;
    }
}

/* Asks which run shall stand beside the present one. */
static void compare(struct app *app)
{
    struct session *session = &app->session;
    struct menu *menu = &app->menu;

    session->player.is_playing = false;
    menu_open(menu, stand_beside);
    menu->title = "Beside this run";
    offer_futures(menu, session);
    offer_story(menu, session);
    if (menu->count == 0) {
        menu->is_open = false;
        session_say(session, "Nothing to compare with yet: x or c makes another future.");
    }
}

const struct handler run_requests[] = {
    {REQUEST_CHANGE, .act = what_if_change},  {REQUEST_UNDO, .answer = undo}, {REQUEST_REDO, .answer = undo},
    {REQUEST_TREE, .answer = app_go_to_view}, {REQUEST_SAVE, .act = save},    {REQUEST_COMMAND, .act = say_command},
    {REQUEST_WORLDS, .act = compare},         {.request = REQUEST_NONE},
};
