#include "tui/tui.h"

#include <stdlib.h>

#include "tui/class_socket.h"
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
            future_write_command(futures, future, future->at, c == session->here ? session->lane : 0, farewell);
            text_add(farewell, "\n");
        }
    }
}

/* A class without a console is a class. */
static void open_to_consoles(struct app *app)
{
    const struct tui_options *options = app->session.options;
    struct err err;

    if (!options->is_class || !options->class_folder)
        return;
    app->consoles = class_socket_open(options->class_folder, &err);
    if (!app->consoles)
        session_say(&app->session, "No console: %.*s", SESSION_REASON_MAX, err.text);
}

static int run(struct app *app, const struct tui_options *options, struct text *farewell, struct err *err)
{
    bool ok;

    if (!app_init(app, options, views, err))
        return TUI_FAILED;
    if (options->open >= 0 && !session_begin(&app->session, err))
        return TUI_MISTAKE;
    if (!terminal_open(err))
        return TUI_FAILED;
    open_to_consoles(app);
    ok = loop_run(app, err);
    terminal_close();
    class_socket_close(app->consoles);
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
