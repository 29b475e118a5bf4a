#include "tui/tui.h"

#include <stdlib.h>

#include "base/check.h"
#include "tui/app.h"
#include "tui/loop.h"
#include "tui/terminal.h"

static void write_farewell(const struct app *app, struct text *farewell)
{
    for (size_t c = 0; c < app->options->entry_count; c++) {
        const struct futures *futures = &app->cases[c].futures;

        for (size_t i = 1; app->cases[c].is_open && i < futures->count; i++) {
            const struct future *future = &futures->list[i];

            if (future->is_deleted || future->is_saved)
                continue;
            future_write_command(futures, future, future->at, farewell);
            text_add(farewell, "\n");
        }
    }
}

/* Stands at the place of the command line, everything up to it seen. */
static bool go_to_place(struct app *app, const char *place, struct err *err)
{
    struct err why;
    uint32_t at;

    if (!player_find(&app_future(app)->trace, place, &at, &why))
        return err_set(err, "--at: %.*s", (int)sizeof why.text - 10, why.text);
    app_go(app, at);
    return true;
}

/* The entry that is played at once, with the changes and the place of the command line. */
static bool open_first(struct app *app, struct err *err)
{
    const struct tui_options *options = app->options;

    app->here = (size_t)options->open;
    if (!app_load(app, app->here))
        return err_set(err, "%s", app->cases[app->here].trouble);
    for (size_t i = 0; i < options->change_count; i++)
        if (!futures_branch(app_futures(app), &options->changes[i], err))
            return false;
    player_suit(&app->player, &app_future(app)->trace);
    return !options->at || go_to_place(app, options->at, err);
}

static bool init(struct app *app, const struct tui_options *options, struct err *err)
{
    app->options = options;
    app->scheme = options->scheme;
    app->atom.gap = -1;
    app->cases = calloc(options->entry_count, sizeof *app->cases);
    if (!app->cases)
        return err_memory(err);
    if (!opening_init(&app->opening, options, err))
        return false;
    player_init(&app->player, options->is_class);
    app_open(app, options->open >= 0 ? VIEW_STAGE : VIEW_OPENING);
    return true;
}

static void release(struct app *app)
{
    for (size_t i = 0; app->cases && i < app->options->entry_count; i++)
        play_case_release(&app->cases[i]);
    opening_release(&app->opening);
    why_release(&app->why);
    diagram_release(&app->diagram);
    map_forget(&app->map);
    worlds_release(&app->worlds);
    cells_release(&app->cells);
    free(app->cases);
}

int tui_run(const struct tui_options *options, struct text *farewell, struct err *err)
{
    /* Large, and most of it is never touched: the allocator would write zeroes into all of it. */
    static struct app the_app;
    struct app *app = &the_app;
    int status = TUI_FAILED;

    CHECK(app->depth == 0);
    if (!init(app, options, err)) {
        status = TUI_FAILED;
    } else if (options->open >= 0 && !open_first(app, err)) {
        status = TUI_MISTAKE;
    } else if (terminal_open(err)) {
        bool ok = loop_run(app, err);

        terminal_close();
        write_farewell(app, farewell);
        status = ok ? app->status : TUI_FAILED;
    }
    release(app);
    return status;
}
