#include "tui/tui.h"

#include <stdlib.h>

#include "tui/loop.h"
#include "tui/terminal.h"
#include "tui/views.h"

static void write_farewell(const struct session *session, struct text *farewell)
{
    for (size_t c = 0; c < session->options->entry_count; c++) {
        const struct futures *futures = &session->cases[c].futures;

        for (size_t i = 1; session->cases[c].is_open && i < futures->count; i++) {
            const struct future *future = &futures->list[i];

            if (future->is_deleted || future->is_saved)
                continue;
            future_write_command(futures, future, future->at, farewell);
            text_add(farewell, "\n");
        }
    }
}

/* Stands at the place of the command line, everything up to it seen. */
static bool go_to_place(struct session *session, const char *place, struct err *err)
{
    struct err why;
    uint32_t at;

    if (!player_find(&session_future(session)->trace, place, &at, &why))
        return err_set(err, "--at: %.*s", (int)sizeof why.text - 10, why.text);
    session_go(session, at);
    return true;
}

/* The entry that is played at once, with the changes and the place of the command line. */
static bool open_first(struct session *session, struct err *err)
{
    const struct tui_options *options = session->options;

    session->here = (size_t)options->open;
    if (!session_load(session, session->here))
        return err_set(err, "%s", session->cases[session->here].trouble);
    for (size_t i = 0; i < options->change_count; i++)
        if (!futures_branch(session_futures(session), &options->changes[i], err))
            return false;
    player_suit(&session->player, &session_future(session)->trace);
    return !options->at || go_to_place(session, options->at, err);
}

static int run(struct app *app, const struct tui_options *options, struct text *farewell, struct err *err)
{
    bool ok;

    if (!app_init(app, options, views, err))
        return TUI_FAILED;
    if (options->open >= 0 && !open_first(&app->session, err))
        return TUI_MISTAKE;
    if (!terminal_open(err))
        return TUI_FAILED;
    ok = loop_run(app, err);
    terminal_close();
    write_farewell(&app->session, farewell);
    return ok ? app->status : TUI_FAILED;
}

int tui_run(const struct tui_options *options, struct text *farewell, struct err *err)
{
    struct app *app = calloc(1, sizeof *app);
    int status;

    if (!app) {
        (void)err_memory(err);
        return TUI_FAILED;
    }
    status = run(app, options, farewell, err);
    app_release(app);
    free(app);
    return status;
}
