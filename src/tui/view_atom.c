/* The close-up: one step, gap by gap. Time is moved as on the stage; the cursor goes to a gap, to strike there. */
#include "screens/atom.h"
#include "tui/run_requests.h"
#include "tui/run_speech.h"
#include "tui/transport.h"
#include "tui/views.h"
#include "tui/what_if.h"

struct atom_state {
    bool is_chosen; /* the cursor is at `gap`; else at the moment */
    int gap;
};

static bool open_atom(struct app *app, const struct target *target)
{
    (void)target;
    app->session.player.is_playing = false;
    atom_of(app)->is_chosen = false;
    return true;
}

static struct atom_view atom_view_of(const struct app *app, const struct ledger *ledger)
{
    const struct session *session = &app->session;
    const struct future *future = session_future(session);

    return (struct atom_view){
        .index = future->index,
        .ledger = ledger,
        .scenario = session_futures(session)->name,
        .at = future->at,
        .seen = future->seen,
        .lane = session->lane,
        .gap = atom_of(app)->is_chosen ? atom_of(app)->gap : -1,
        .is_class = session->options->is_class,
    };
}

static void paint_atom(struct app *app)
{
    struct future *future = session_future(&app->session);
    struct atom_view view = atom_view_of(app, session_ledger(&app->session, future, future->at));

    if (view.ledger)
        atom_paint(&view, &app->screen);
}

/* The gap at the cursor. */
static int gap_at(const struct app *app, const struct atom_view *view)
{
    return atom_of(app)->is_chosen ? atom_of(app)->gap : atom_gap_here(view);
}

static void choose_gap(struct app *app, int gap)
{
    *atom_of(app) = (struct atom_state){.is_chosen = true, .gap = gap};
}

static void move(struct app *app, enum request request)
{
    struct atom_view view = atom_view_of(app, NULL);
    bool is_down = request == REQUEST_DOWN;
    int to = gap_at(app, &view) + (is_down ? 1 : -1);

    if (to < 0 || to >= atom_gap_count(&view))
        session_say(&app->session, is_down ? "This is the last gap." : "This is the first gap.");
    else
        choose_gap(app, to);
}

static void strike(struct app *app)
{
    struct atom_view view = atom_view_of(app, NULL);
    struct stage_place place = atom_gap_place(&view, gap_at(app, &view));

    what_if_strike(app, &place);
}

/* The cursor goes along with time. */
static void follow_time(struct app *app)
{
    atom_of(app)->is_chosen = false;
}

static void move_in_time(struct app *app, enum request request)
{
    (void)app_answer_by(app, transport_steps, request);
    follow_time(app);
}

static const struct handler requests[] = {
    {REQUEST_UP, .answer = move},
    {REQUEST_DOWN, .answer = move},
    {REQUEST_STRIKE, .act = strike},
    {REQUEST_OPEN, .act = app_close},
    {REQUEST_STEP, .answer = move_in_time},
    {REQUEST_STEP_BACK, .answer = move_in_time},
    {REQUEST_NEXT, .answer = move_in_time},
    {REQUEST_PREVIOUS, .answer = move_in_time},
    {REQUEST_START, .answer = move_in_time},
    {REQUEST_END, .answer = move_in_time},
    {.request = REQUEST_NONE},
};

static void click_atom(struct app *app, const struct screen_area *area, bool is_double)
{
    if (area->what == AREA_GAP)
        choose_gap(app, (int)area->value);
    else if (area->what == AREA_EVENT)
        session_see(&app->session, (uint32_t)area->value);
    if (is_double && area->what == AREA_GAP)
        app_request(app, REQUEST_STRIKE);
}

static void say_gap(const struct atom_view *view, int gap, struct speech *out)
{
    struct text line = {0};

    atom_gap_say(view, gap, &line);
    speech_add_row(out, (size_t)gap + 1, text_str(&line));
    text_release(&line);
}

static void say_atom(struct app *app, struct speech *out)
{
    struct atom_view view = atom_view_of(app, NULL);
    struct text line = {0};

    atom_say(&view, &line);
    speech_take(out, &line);
    speech_addf(out, "Of each gap what queue and worker believe, the receiver knows, and the %s see.",
                session_word(&app->session, VOCABULARY_viewers));
    for (int gap = 0; gap < atom_gap_count(&view); gap++)
        say_gap(&view, gap, out);
}

static void say_here(struct app *app, struct speech *out)
{
    struct atom_view view = atom_view_of(app, NULL);
    int gap = gap_at(app, &view);
    struct text line = {0};

    if (atom_gap_count(&view) > 0)
        say_gap(&view, gap, out);
    atom_gap_meaning(&view, gap, &line);
    speech_take(out, &line);
}

static bool choose(struct app *app, size_t number)
{
    struct atom_view view = atom_view_of(app, NULL);

    if (number < 1 || number > (size_t)atom_gap_count(&view))
        return false;
    choose_gap(app, (int)number - 1);
    return true;
}

const struct view view_atom = {
    .state_size = sizeof(struct atom_state),
    .help = HELP_ATOM,
    .tables = {requests, run_requests},
    .paint = paint_atom,
    .click = click_atom,
    .open = open_atom,
    .moved = follow_time,
    .say = say_atom,
    .say_here = say_here,
    .choose = choose,
    .say_moved = run_say_moved,
};
