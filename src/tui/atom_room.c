#include "tui/atom_room.h"

#include "screens/atom.h"
#include "tui/app.h"
#include "tui/what_if.h"

void atom_open(struct app *app)
{
    app->player.is_playing = false;
    app->atom.gap = -1;
    app_open(app, VIEW_ATOM);
}

static void atom_view_of(const struct app *app, const struct ledger *ledger, struct atom_view *view)
{
    const struct future *future = app_future(app);

    *view = (struct atom_view){
        .index = future->index,
        .ledger = ledger,
        .scenario = app_futures(app)->name,
        .at = future->at,
        .seen = future->seen,
        .lane = app->lane,
        .gap = app->atom.gap,
        .is_class = app->options->is_class,
    };
}

static void paint_atom(struct app *app)
{
    struct atom_view view;
    struct ledger ledger;

    if (!app_ledger(app, app_future(app), app_future(app)->at, &ledger))
        return;
    atom_view_of(app, &ledger, &view);
    atom_paint(&view, &app->screen);
    ledger_release(&ledger);
}

/* Up and down choose a gap; x strikes in it. */
static void move_gap(struct app *app, int by)
{
    struct atom_view view;
    int count, here;

    atom_view_of(app, NULL, &view);
    count = atom_gap_count(&view);
    here = app->atom.gap >= 0 ? app->atom.gap : atom_gap_here(&view);
    here += by;
    if (here < 0 || here >= count)
        app_say(app, by < 0 ? "This is the first gap." : "This is the last gap.");
    else
        app->atom.gap = here;
}

static bool handle_atom(struct app *app, enum request request)
{
    struct atom_view view;
    struct stage_place place;

    switch (request) {
    case REQUEST_UP:
    case REQUEST_DOWN:
        move_gap(app, request == REQUEST_DOWN ? 1 : -1);
        return true;
    case REQUEST_STRIKE:
        atom_view_of(app, NULL, &view);
        place = atom_gap_place(&view, app->atom.gap >= 0 ? app->atom.gap : atom_gap_here(&view));
        what_if_strike(app, &place);
        return true;
    case REQUEST_OPEN:
        app_close(app);
        return true;
    default:
        if (!stage_handle_time(app, request))
            return false;
        app->atom.gap = -1;
        return true;
    }
}

static void click_atom(struct app *app, const struct screen_area *area, bool is_double)
{
    if (area->what == AREA_GAP)
        app->atom.gap = (int)area->value;
    else if (area->what == AREA_EVENT)
        app_see(app, (uint32_t)area->value);
    if (is_double && area->what == AREA_GAP)
        (void)handle_atom(app, REQUEST_STRIKE);
}

const struct view_room atom_room = {paint_atom, handle_atom, click_atom};
