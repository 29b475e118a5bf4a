#include "tui/long_answer.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/check.h"

/* On the task's stack: the session's token is the task's until it has ended. */
static bool run(void *work, const struct cancel_token *cancel, struct err *err)
{
    struct long_answer *answer = work;

    (void)err;
    answer->session->cancel = *cancel;
    answer->act(answer->app, answer->request);
    answer->session->cancel = (struct cancel_token){0};
    return true;
}

static void keep(void *work)
{
    (void)work;
}

void long_answer_init(struct long_answer *answer, struct app *app, struct session *session)
{
    *answer = (struct long_answer){.app = app, .session = session, .task.is_sliced = true, .slice_ms = TASK_WAIT_MS};
}

void long_answer_begin(struct long_answer *answer, void (*act)(struct app *app, enum request request),
                       enum request request, const char *format, ...)
{
    static const struct task_kind kind = {run, keep, MSEC_NEVER};
    struct err err;
    va_list arguments;

    CHECK(!long_answer_is_open(answer));
    va_start(arguments, format);
    vsnprintf(answer->doing, sizeof answer->doing, format, arguments);
    va_end(arguments);
    answer->act = act;
    answer->request = request;
    answer->session->looked = 0;
    if (task_start(&answer->task, &kind, answer, &err))
        long_answer_go_on(answer);
    else
        session_say_error(answer->session, &err);
}

void long_answer_go_on(struct long_answer *answer)
{
    struct err err;

    if (task_step(&answer->task, answer->slice_ms))
        (void)task_take(&answer->task, &err);
}

void long_answer_leave(struct long_answer *answer)
{
    task_stop(&answer->task);
}

const char *long_answer_line(struct long_answer *answer)
{
    snprintf(answer->shown, sizeof answer->shown, "%s: %llu events so far. Esc leaves it.", answer->doing,
             (unsigned long long)task_done(&answer->task));
    return answer->shown;
}
