#include "tui/save.h"

#include <stdio.h>
#include <string.h>

#include "file/write.h"

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

    future_write_command(futures, future, NO_EVENT, &command);
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

void save_ask(struct app *app, size_t which)
{
    static const struct prompt_kind kind = {.before = "Save as: ", .done = save_or_ask};
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
