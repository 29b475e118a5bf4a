#include "tui/way_back.h"

#include "tui/app.h"

void way_back_mark(struct way_back *back, const struct app *app)
{
    const struct play_case *it = &app->cases[app->here];

    *back = (struct way_back){.is_set = it->is_open, .of_case = app->here, .lane = app->lane, .at = NO_EVENT};
    if (!it->is_open)
        return;
    back->of_future = it->futures.current;
    back->at = app_future(app)->at;
}

bool way_back_go(struct way_back *back, struct app *app)
{
    struct futures *futures = &app->cases[back->of_case].futures;

    if (!back->is_set)
        return false;
    back->is_set = false;
    app->here = back->of_case;
    app->lane = back->lane;
    futures->current = back->of_future;
    futures_current(futures)->at = back->at;
    return true;
}

void way_back_forget_deleted(struct way_back *back, const struct app *app)
{
    const struct futures *futures = &app->cases[back->of_case].futures;

    if (back->is_set && (back->of_future >= futures->count || futures->list[back->of_future].is_deleted))
        back->is_set = false;
}
