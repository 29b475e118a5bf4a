/* A long answer: what a request asks for that may take seconds, such as a search through a run of millions of events.
 *
 * It goes on in slices, between which keys are read: until it has ended the line of the prompt says what is being done
 * and how far it is, Esc leaves it, and any other key does so before it is answered itself. Whatever takes long in it
 * asks the session's cancel token often, and where that says stop leaves everything as it was.
 *
 *     long_answer_begin(&app->answer, find, request, "Searching for /%s", search);
 */
#ifndef TUI_LONG_ANSWER_H
#define TUI_LONG_ANSWER_H

#include "tui/request.h"
#include "tui/session.h"
#include "tui/task.h"

struct app;

struct long_answer {
    struct app *app; /* who answers, and its session */
    struct session *session;
    struct task task;
    void (*act)(struct app *app, enum request request);
    enum request request;
    char doing[TYPED_MAX + 60];
    char shown[TYPED_MAX + 120]; /* with how far it is */
    int slice_ms;                /* 0: to the next time that the token is asked */
};

/* None is under way. */
void long_answer_init(struct long_answer *answer, struct app *app, struct session *session);

/* Begins with the rest of the answer to a request, and does a first slice of it: a short one has ended then. `format`
 * says what is being done. */
void long_answer_begin(struct long_answer *answer, void (*act)(struct app *app, enum request request),
                       enum request request, const char *format, ...) __attribute__((format(printf, 4, 5)));

static inline bool long_answer_is_open(const struct long_answer *answer)
{
    return task_is_open(&answer->task);
}

/* One slice more, where one is under way. */
void long_answer_go_on(struct long_answer *answer);

/* Leaves it, where one is under way. */
void long_answer_leave(struct long_answer *answer);

/* The line that says what is being done. */
const char *long_answer_line(struct long_answer *answer);

#endif
