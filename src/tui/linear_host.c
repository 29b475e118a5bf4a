#include "tui/linear_host.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "tui/linear.h"
#include "tui/signals.h"
#include "tui/typing.h"

enum { SLICE_MS = 50 };

static bool put(struct linear *linear, struct err *err)
{
    struct text out = {0};
    bool ok;

    linear_take(linear, &out);
    ok = !out.failed || err_memory(err);
    if (ok && (fwrite(text_str(&out), 1, out.size, stdout) != out.size || fflush(stdout) != 0))
        ok = err_set(err, "cannot write to standard output: %s", strerror(errno));
    text_release(&out);
    return ok;
}

static void end(struct app *app, int signal)
{
    app->is_over = true;
    app->status = EXIT_SIGNAL + signal;
}

/* Says all that there is to say to what was typed. */
static bool answer(struct linear *linear, struct typing *typing, struct err *err)
{
    while (put(linear, err)) {
        if (!linear_is_busy(linear) || linear->app->is_over)
            return true;
        if (typing_signal(typing)) {
            end(linear->app, typing_signal(typing));
            return true;
        }
        if (!linear_go_on(linear, SLICE_MS, err))
            return false;
    }
    return false;
}

static bool converse(struct linear *linear, struct typing *typing, struct err *err)
{
    struct text line = {0};
    bool ok = answer(linear, typing, err);

    while (ok && !linear->app->is_over) {
        int signal;
        enum typed typed = typing_line(typing, &line, &signal);

        if (typed == TYPED_SIGNAL)
            end(linear->app, signal);
        else if (typed == TYPED_END)
            linear->app->is_over = true;
        else
            ok = linear_type(linear, text_str(&line), err) && answer(linear, typing, err);
    }
    text_release(&line);
    return ok;
}

bool linear_run(struct app *app, struct err *err)
{
    struct typing *typing = typing_open(err);
    struct linear linear;
    bool ok;

    if (!typing)
        return false;
    ok = linear_begin(&linear, app, err) && converse(&linear, typing, err);
    linear_release(&linear);
    typing_close(typing);
    return ok;
}
