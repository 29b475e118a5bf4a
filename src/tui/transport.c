#include "tui/transport.h"

#include "tui/gates.h"
#include "tui/stops.h"
#include "words/narrate.h"

/* An event stays for less than this even at the slowest speed: longer, and the process was stopped. */
enum { STANDSTILL_MS = 10000, LOOKED_AT_ONCE = 1000 /* events, before anybody is asked whether to go on */ };

/* An event that tells of what was searched for: its bot's name or words, or its kind. */
static bool event_matches(const struct story *story, uint32_t event, const char *search)
{
    struct text words = {0};
    bool found;

    narrate_event(story, event, &words);
    found = screen_matches(text_str(&words), search);
    text_release(&words);
    return found;
}

uint32_t transport_match(struct session *session, const struct story *story, uint32_t at, bool is_forward)
{
    for (uint32_t i = player_next(at, is_forward); i < story->trace->count; i = player_next(i, is_forward)) {
        if (event_matches(story, i, session->search))
            return i;
        if (++session->looked % LOOKED_AT_ONCE == 0 && session_stops(session))
            return NO_EVENT;
    }
    return NO_EVENT;
}

/* To the next match, or the first one from the other end; says which. */
static void find(struct app *app, enum request request)
{
    struct session *session = &app->session;
    const struct story *story = &session_future(session)->index->story;
    bool is_forward = request == REQUEST_NEXT;
    uint32_t at = session_future(session)->at, to = transport_match(session, story, at, is_forward);
    bool goes_round = to == NO_EVENT;

    if (goes_round)
        to = transport_match(session, story, is_forward ? NO_EVENT : story->trace->count, is_forward);
    if (session_stops(session))
        return;
    if (goes_round)
        session_say_round(session, is_forward, to != NO_EVENT, to == at, session->search);
    if (to != NO_EVENT)
        session_see(session, to);
}

/* The last event where nothing but verdicts is left behind the moment `at`, else `at`: misses that become certain, the
 * day's and the run's end. */
static uint32_t over_epilogue(const struct trace *trace, uint32_t at)
{
    if (at == NO_EVENT)
        return at;
    for (uint32_t i = at + 1; i < trace->count; i++)
        if (trace->events[i].time != trace->events[at].time ||
            (trace->events[i].kind != EVENT_MISS && trace->events[i].kind != EVENT_DAY_END &&
             trace->events[i].kind != EVENT_RUN_END))
            return at;
    return trace->count - 1;
}

/* A class stops at fewer. */
static uint32_t moment_after(const struct session *session, const struct trace *trace, uint32_t at)
{
    return session->options->is_class ? stop_after(trace, at) : trace_moment_after(trace, at);
}

static uint32_t moment_before(const struct session *session, const struct trace *trace, uint32_t at)
{
    return session->options->is_class ? stop_before(trace, at) : trace_moment_before(trace, at);
}

uint32_t transport_after(const struct session *session, uint32_t at)
{
    const struct trace *trace = &session_future(session)->trace;

    return over_epilogue(trace, moment_after(session, trace, at));
}

uint32_t transport_before(const struct session *session, uint32_t at)
{
    return at == NO_EVENT ? NO_EVENT : moment_before(session, &session_future(session)->trace, at);
}

/* The next or previous moment; says so when there is none. The start comes before the first. */
static void go_moment(struct session *session, bool is_forward)
{
    uint32_t at = session_future(session)->at;
    uint32_t to = is_forward ? transport_after(session, at) : transport_before(session, at);

    if (to != NO_EVENT)
        session_see(session, to);
    else if (is_forward)
        session_say(session, "No later moment.");
    else if (at == NO_EVENT)
        session_say(session, "No earlier moment.");
    else
        session_go(session, NO_EVENT);
}

static void go_worth_seeing(struct app *app, enum request request)
{
    struct session *session = &app->session;

    session->player.is_playing = false;
    if (session->search[0])
        long_answer_begin(&app->answer, find, request, "Searching for /%s", session->search);
    else
        go_moment(session, request == REQUEST_NEXT);
}

static void step(struct app *app)
{
    struct session *session = &app->session;
    const struct trace *trace = &session_future(session)->trace;
    uint32_t at = session_future(session)->at, to = player_step(trace, at);

    session->player.is_playing = false;
    if (to == at)
        session_say(session, "The run is over: g goes to the start, x changes it.");
    session_go(session, to);
}

static void step_back(struct app *app)
{
    struct session *session = &app->session;
    uint32_t at = session_future(session)->at;

    session->player.is_playing = false;
    if (at == NO_EVENT)
        session_say(session, "This is the start.");
    session_go(session, player_next(at, false));
}

static void go_edge(struct app *app, enum request request)
{
    struct session *session = &app->session;

    session->player.is_playing = false;
    session_go(session, request == REQUEST_START ? NO_EVENT : session_future(session)->trace.count - 1);
}

static uint32_t attempt_count(const struct trace *trace)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < trace->count; i++)
        count += trace->events[i].kind == EVENT_FETCH;
    return count;
}

static void go_attempt(struct app *app, enum request request)
{
    struct session *session = &app->session;
    const struct trace *trace = &session_future(session)->trace;
    bool is_forward = request == REQUEST_NEXT_ATTEMPT;
    uint32_t at = session_future(session)->at;
    uint32_t to = player_attempt(trace, at, is_forward);

    session->player.is_playing = false;
    if (to == at && is_forward)
        session_say(session, "This is the last attempt: %u of %u.", attempt_count(trace), attempt_count(trace));
    else if (to == at)
        session_say(session, "This is the first attempt.");
    session_go(session, to);
}

static void change_speed(struct app *app, enum request request)
{
    struct player *player = &app->session.player;
    int speed = player->speed + (request == REQUEST_FASTER ? 1 : -1);

    player->is_speed_chosen = true;
    if (speed < 0 || speed >= PLAYER_SPEED_COUNT)
        session_say(&app->session, speed < 0 ? "Slowest." : "Fastest.");
    else
        player->speed = speed;
}

static void play(struct app *app)
{
    struct session *session = &app->session;
    struct future *future = session_future(session);
    uint32_t at = future->at;

    player_toggle(&session->player, &future->trace, &at, session->now);
    future->at = at;
}

void transport_go_to(struct app *app, const char *typed)
{
    struct session *session = &app->session;
    struct err err;
    uint32_t at;

    if (player_find(&session_future(session)->trace, typed, &at, &err))
        session_go(session, at);
    else if (session_is_frozen(session))
        gates_ask_first(session);
    else
        session_say_error(session, &err);
}

static void ask_for_place(struct app *app)
{
    static const struct prompt_kind kind = {.before = ":", .asks = PLACE_ASKED, .done = transport_go_to};

    prompt_ask(&app->prompt, &kind, "");
}

const struct handler transport_steps[] = {
    {REQUEST_STEP, .act = step},
    {REQUEST_STEP_BACK, .act = step_back},
    {REQUEST_NEXT, .answer = go_worth_seeing},
    {REQUEST_PREVIOUS, .answer = go_worth_seeing},
    {REQUEST_START, .answer = go_edge},
    {REQUEST_END, .answer = go_edge},
    {.request = REQUEST_NONE},
};

const struct handler transport_plays[] = {
    {REQUEST_NEXT_ATTEMPT, .answer = go_attempt},
    {REQUEST_PREVIOUS_ATTEMPT, .answer = go_attempt},
    {REQUEST_GO_TO, .act = ask_for_place},
    {REQUEST_PLAY, .act = play},
    {REQUEST_SLOWER, .answer = change_speed},
    {REQUEST_FASTER, .answer = change_speed},
    {.request = REQUEST_NONE},
};

/* While something lies over the run its time stands still. */
static bool is_covered(const struct app *app)
{
    return app->is_blank || app->menu.is_open;
}

int transport_wait(const struct app *app)
{
    const struct session *session = &app->session;
    const struct future *future = session_future(session);

    return is_covered(app) ? -1 : player_wait(&session->player, &future->trace, future->at, session->now);
}

void transport_advance(struct app *app)
{
    struct session *session = &app->session;
    struct player *player = &session->player;
    uint32_t at = session_future(session)->at;

    if (is_covered(app) || session->now - player->shown_at > STANDSTILL_MS) {
        player->shown_at = session->now;
        return;
    }
    if (!player_advance(player, &session_future(session)->trace, &at, session->now))
        return;
    session_go(session, at);
    if (player->was_held && !session_is_frozen(session))
        session_say(session, "The job has failed and waits. Space plays on.");
    player->was_held = false;
}
