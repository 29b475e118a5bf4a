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
            future_write_command(futures, future, future->at, c == session->here ? session->lane : 0, farewell);
            text_add(farewell, "\n");
        }
    }
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
