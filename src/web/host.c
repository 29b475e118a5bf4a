#include "web/host.h"

#include <stdlib.h>

#include "tui/begin.h"
#include "tui/linear.h"
#include "tui/loop.h"
#include "tui/tui.h"
#include "tui/views.h"
#include "web/task.h"

struct host {
    struct app app;
    struct linear linear;
    struct err err;
    struct text text; /* that was asked for last */
};

static bool host_open(struct host *host, const struct tui_options *options, int *status, struct err *err)
{
    *status = TUI_FAILED;
    if (!app_init(&host->app, options, views, err))
        return false;
    host->app.session.is_sliced = true;
    *status = TUI_MISTAKE;
    return begin(&host->app, err);
}

/* In the place of src/tui/tui.c. What the farewell would print the page asks for (HOST_TEXT_LEFT). */
int tui_run(const struct tui_options *options, struct text *farewell, struct err *err)
{
    struct host *host = calloc(1, sizeof *host);
    int status;

    (void)farewell;
    if (!host) {
        (void)err_memory(err);
        return TUI_FAILED;
    }
    if (host_open(host, options, &status, err)) {
        linear_begin_beside(&host->linear, &host->app);
        page_take(host);
    }
    app_release(&host->app);
    free(host);
    return status;
}

int host_step(struct host *host, int kind, int key, int button, int column, int row, double now, int columns, int rows)
{
    const struct input input = {
        .kind = (enum input_kind)kind,
        .now = (int64_t)now,
        .columns = columns,
        .rows = rows,
        .key = key,
        .column = column,
        .row = row,
        .button = (enum mouse_button)button,
    };

    if (kind == INPUT_KEY || kind == INPUT_MOUSE)
        linear_listen(&host->linear);
    if (!loop_step(&host->app, &input, &host->err))
        return -1;
    return host->app.is_over ? 1 : 0;
}

int host_wait(struct host *host)
{
    return loop_wait(&host->app);
}

/* A long answer, else what is under way behind the open view. */
static struct task *task_of(const struct host *host)
{
    const struct app *app = &host->app;
    const struct task *task = long_answer_is_open(&app->answer) ? &app->answer.task : &app->tasks[app_view(app)];

    return task_is_open(task) && !task_has_ended(task) ? (struct task *)task : NULL;
}

bool host_has_task(const struct host *host)
{
    return task_of(host) != NULL;
}

bool host_is_answering(const struct host *host)
{
    return long_answer_is_open(&host->app.answer);
}

bool host_run(struct host *host, int budget_ms)
{
    struct task *task = task_of(host);

    return !task || task_run(task, budget_ms);
}

void host_note(struct host *host, double done)
{
    struct task *task = task_of(host);

    if (task)
        task_note(task, (uint64_t)done);
}

const struct cells *host_cells(const struct host *host)
{
    return &host->app.cells;
}

int host_caret_column(const struct host *host)
{
    return host->app.screen.caret_column;
}

int host_caret_row(const struct host *host)
{
    return host->app.screen.caret_row;
}

enum { COLORS = 256 };

static int rgb(int color)
{
    return color == COLOR_OWN ? -1 : (int)palette_rgb(color);
}

int host_elements(void)
{
    return ELEMENT_COUNT;
}

int host_foreground(int scheme, int element)
{
    return rgb(theme_screen_look((enum scheme)scheme, COLORS, (enum element)element).foreground);
}

int host_background(int scheme, int element)
{
    return rgb(theme_screen_look((enum scheme)scheme, COLORS, (enum element)element).background);
}

int host_flags(int scheme, int element)
{
    return theme_screen_look((enum scheme)scheme, COLORS, (enum element)element).flags;
}

int host_scheme(const struct host *host)
{
    return (int)host->app.scheme;
}

void host_set_scheme(struct host *host, int scheme)
{
    host->app.scheme = (enum scheme)scheme;
}

int host_key(const char *name)
{
    return key_read(name);
}

static void code_add(const struct session *session, struct text *out)
{
    if (session->cases[session->here].is_open)
        session_write_code(session, session_futures(session), session_future(session), session_future(session)->at,
                           out);
}

const char *host_text(struct host *host, int which)
{
    struct session *session = &host->app.session;
    struct text *out = &host->text;

    text_clear(out);
    switch ((enum host_text)which) {
    case HOST_TEXT_ERROR:
        text_add(out, host->err.text);
        break;
    case HOST_TEXT_COPIED:
        text_add(out, text_str(&session->copied));
        text_clear(&session->copied);
        break;
    case HOST_TEXT_HEARD:
        linear_hear(&host->linear, out);
        break;
    case HOST_TEXT_CODE:
        code_add(session, out);
        break;
    case HOST_TEXT_LEFT:
        session_farewell(session, out);
        break;
    case HOST_TEXT_NAME:
        if (session->cases[session->here].is_open)
            text_add(out, session_futures(session)->name);
        break;
    }
    return text_str(out);
}

void host_reserve(double bytes)
{
    void *volatile room = malloc((size_t)bytes); /* else the compiler leaves both calls out */

    free(room);
}
