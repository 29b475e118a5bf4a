#include "tui/begin.h"

#include "tui/lesson.h"

bool begin(struct app *app, struct err *err)
{
    const struct tui_options *options = app->session.options;

    if (options->lesson)
        return lesson_begin(app, err);
    return options->open < 0 || session_begin(&app->session, err);
}
