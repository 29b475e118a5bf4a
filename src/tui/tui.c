#include "tui/tui.h"

#include <stdlib.h>

#include "tui/begin.h"
#include "tui/class_socket.h"
#include "tui/linear_host.h"
#include "tui/loop.h"
#include "tui/terminal.h"
#include "tui/views.h"

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

static bool run_on_terminal(struct app *app, struct err *err)
{
    bool ok;

    if (!terminal_open(err))
        return false;
    open_to_consoles(app);
    ok = loop_run(app, err);
    terminal_close();
    class_socket_close(app->consoles);
    return ok;
}

static int run(struct app *app, const struct tui_options *options, struct text *farewell, struct err *err)
{
    bool ok;

    if (!app_init(app, options, views, err))
        return TUI_FAILED;
    if (!begin(app, err))
        return TUI_MISTAKE;
    ok = options->is_linear ? linear_run(app, err) : run_on_terminal(app, err);
    session_farewell(&app->session, farewell);
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
