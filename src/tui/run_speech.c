#include "tui/run_speech.h"

#include "screens/stage_place.h"
#include "words/code.h"
#include "words/counts.h"
#include "words/narrate.h"
#include "words/premises.h"
#include "words/verdict.h"

enum { MOMENTS_MAX = 8 }; /* that are said when they are passed at once */

static void add_time(const struct story *story, uint32_t event, struct text *line)
{
    text_add(line, " ");
    msec_say_time(story_event(story, event)->time, line);
}

void run_write_caused(const struct story *story, uint32_t event, struct text *out)
{
    narrate_event(story, event, out);
    add_time(story, event, out);
}

void run_say_caused(const struct story *story, uint32_t event, struct speech *out)
{
    struct text line = {0};

    run_write_caused(story, event, &line);
    speech_take(out, &line);
}

void run_say_event(const struct story *story, uint32_t event, const char *of, struct speech *out)
{
    struct text line = {0};

    text_addf(&line, "%s%s", of, of[0] ? ": " : "");
    narrate_event_bare(story, event, &line);
    add_time(story, event, &line);
    speech_take(out, &line);
}

/* What it came to, of a run that is over. */
static void say_end(struct app *app, struct speech *out)
{
    struct future *future = session_future(&app->session);
    const struct ledger *ledger = session_ledger(&app->session, future, future->at);
    const struct scenario *scenario = future->scenario;
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(scenario, judged);
    struct text line = {0};

    if (!ledger)
        return;
    verdict_add(&future->trace, ledger, &line);
    speech_take(out, &line);
    for (size_t w = 0; w < count; w++) {
        counts_say_wish(&future->trace, ledger, judged[w], &line);
        speech_take(out, &line);
    }
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        counts_say_bot(scenario, ledger, b, &line);
        speech_take(out, &line);
    }
    counts_say_total(scenario, ledger, &line);
    speech_take(out, &line);
}

static bool is_said(const struct session *session, uint32_t event)
{
    return session->shows_all || session_future(session)->trace.events[event].is_moment;
}

/* How many events are said from `from` on up to `to`. */
static uint32_t count_said(const struct session *session, uint32_t from, uint32_t to)
{
    uint32_t count = 0;

    for (uint32_t i = from; i <= to; i++)
        count += is_said(session, i);
    return count;
}

/* Of many only those of the last instant are said; while one searches, only where one has come to. */
static uint32_t first_said(const struct session *session, uint32_t from, uint32_t to)
{
    const struct event *events = session_future(session)->trace.events;
    bool is_many = count_said(session, from, to) > MOMENTS_MAX;

    if (session->search[0])
        return to;
    while (is_many && events[from].time < events[to].time)
        from++;
    return from;
}

/* Going on from an event to a later one. */
static void say_passed(struct app *app, uint32_t from, uint32_t to, struct speech *out)
{
    const struct session *session = &app->session;
    const struct future *future = session_future(session);
    uint32_t first = from == NO_EVENT ? 0 : from + 1, said = first_said(session, first, to);
    uint32_t passed = said > first ? count_said(session, first, said - 1) : 0;
    size_t before = out->count;

    if (passed > 0)
        speech_addf(out, passed == 1 ? "%u moment is passed." : "%u moments are passed.", passed);
    for (uint32_t i = said; i <= to; i++)
        if (is_said(session, i))
            run_say_event(&future->index->story, i, "", out);
    if (out->count == before && !session->player.is_playing)
        run_say_event(&future->index->story, to, "", out);
    if (future->trace.events[to].kind == EVENT_RUN_END)
        say_end(app, out);
}

/* Where one stands, in one line. */
static void say_moment(const struct session *session, struct speech *out)
{
    const struct future *future = session_future(session);

    if (future->at == NO_EVENT)
        speech_add(out, "Before the start.");
    else
        run_say_event(&future->index->story, future->at, "", out);
}

void run_say_moved(struct app *app, struct speech *out)
{
    struct session *session = &app->session;
    const struct place told = session->told, here = session_place(session);
    bool is_same = told.is_set && told.of_case == here.of_case && told.of_future == here.of_future;

    session->told = here;
    if (is_same && told.at == here.at)
        return;
    if (is_same && here.at != NO_EVENT && (told.at == NO_EVENT || here.at > told.at))
        say_passed(app, told.at, here.at, out);
    else if (session->options->lesson && here.at == NO_EVENT)
        run_say(app, out); /* a beat begins */
    else
        say_moment(session, out);
}

/* A premise is said as a line; one without a head goes on with the line before. */
static void say_premise(void *context, const char *head, const char *premise)
{
    struct text line = {0};

    text_addf(&line, "%s%s%s.", head, head[0] ? ": " : "", premise);
    speech_add_notice(context, text_str(&line));
    text_release(&line);
}

void run_say_given(const struct trace *trace, uint32_t told, struct speech *out)
{
    const struct premises premises = {.trace = trace, .told = told, .tell = say_premise, .context = out};

    premises_tell(&premises);
}

static void say_title(const struct session *session, struct speech *out)
{
    const struct scenario *scenario = session_future(session)->scenario;
    bool has_title = scenario->title[0] && !session_hides_title(session, session->here);

    speech_addf(out, "%s%s%s.", session_futures(session)->name, has_title ? ": " : "",
                has_title ? scenario->title : "");
    if (session_future(session)->parent >= 0)
        speech_addf(out, "In the future: %s.", session_future(session)->name);
}

void run_say(struct app *app, struct speech *out)
{
    struct session *session = &app->session;
    const struct future *future = session_future(session);

    say_title(session, out);
    if (future->at == NO_EVENT) {
        speech_add(out, session_asking(session) ? "" : future->scenario->question);
        run_say_given(&future->trace, session_seen(session), out);
    } else {
        say_moment(session, out);
    }
    session->told = session_place(session);
}

/* Where x strikes on the lane. */
static void say_place(const struct session *session, struct speech *out)
{
    const struct future *future = session_future(session);
    const struct stage_place place = stage_place(future->index, future->at, session->lane);
    const char *name = future->scenario->bots[session->lane].name;
    bool is_entry = place.after == MICRO_NONE;

    if (place.is_open)
        speech_addf(out, "x breaks it %s %s's %s, in attempt %u.", is_entry ? "before" : "after", name,
                    micro_names[is_entry ? MICRO_BEGIN : place.after], place.attempt);
}

void run_say_where(struct app *app, struct speech *out)
{
    const struct session *session = &app->session;
    const struct future *future = session_future(session);

    say_title(session, out);
    if (future->at == NO_EVENT)
        say_moment(session, out);
    else
        run_say_caused(&future->index->story, future->at, out);
    run_say_lane(app, out);
    say_place(session, out);
}

void run_say_lane(struct app *app, struct speech *out)
{
    struct future *future = session_future(&app->session);
    const struct ledger *ledger = session_ledger(&app->session, future, future->at);
    struct text line = {0};

    if (!ledger)
        return;
    counts_say_bot(future->scenario, ledger, app->session.lane, &line);
    speech_add_row(out, app->session.lane + 1, text_str(&line));
    text_release(&line);
}

/* The job of the lane's step under way or to come, else the first that makes its post; NO_INDEX: none does. */
static int job_of_lane(const struct session *session, const struct stage_place *place)
{
    const struct future *future = session_future(session);
    int job = NO_INDEX;

    if (place->is_open)
        return future->index->lanes.jobs[place->job - 1].job;
    for (uint32_t j = future->scenario->job_count; j-- > 0;)
        job = future->scenario->jobs[j].posts >> session->lane & 1 ? (int)j : job;
    return job;
}

void run_say_code(struct app *app, struct speech *out)
{
    const struct session *session = &app->session;
    const struct future *future = session_future(session);
    const struct stage_place place = stage_place(future->index, future->at, session->lane);
    int j = job_of_lane(session, &place);
    struct text line = {0};

    if (j == NO_INDEX)
        return;
    code_head(future->scenario, (uint32_t)j, &line);
    speech_take(out, &line);
    for (uint32_t s = 0; s < future->scenario->jobs[j].step_count; s++) {
        text_addf(&line, "step %u: ", s + 1);
        code_step(future->scenario, &future->scenario->jobs[j], s, &line);
        text_add(&line, place.is_open && place.is_under_way && place.step == s ? ". Here the worker is." : "");
        speech_take(out, &line);
    }
}

void run_say_feed(struct app *app, struct speech *out)
{
    const struct future *future = session_future(&app->session);
    const struct stage_index *index = future->index;
    size_t before = out->count;

    for (uint32_t c = index->commit_count; c-- > 0;)
        if (future->at != NO_EVENT && index->commits[c] <= future->at)
            run_say_event(&index->story, index->commits[c], "", out);
    if (out->count == before)
        speech_addf(out, "The %s have seen nothing yet.", session_word(&app->session, VOCABULARY_viewers));
}

bool run_choose_lane(struct app *app, size_t number)
{
    if (number < 1 || number > session_future(&app->session)->scenario->bot_count)
        return false;
    app->session.lane = (uint32_t)number - 1;
    return true;
}
