#include "tui/lesson.h"

#include <string.h>

#include "base/range.h"
#include "explore/beat_run.h"
#include "model/refusal.h"
#include "tui/app.h"
#include "tui/gates.h"
#include "tui/transport.h"
#include "words/beat.h"
#include "words/gate.h"

enum { CHOICE_COLUMNS = 60 };

_Static_assert((int)LESSON_BESIDE_MAX == (int)WORLDS_MAX, "as many stand side by side");
_Static_assert((int)LESSON_CHANGES_MAX <= (int)FUTURE_CHANGES_MAX, "a future holds the changes of a beat");

static const struct lesson *lesson_of(const struct app *app)
{
    return app->session.options->lesson;
}

static const struct beat *beat_of(const struct app *app, uint32_t beat)
{
    return &lesson_of(app)->beats[beat];
}

static bool is_run(const struct beat *beat)
{
    return beat->kind == BEAT_PLAY || beat->kind == BEAT_STAY;
}

/* The scenario that lies under a beat: its own, else that of the next beat that has one, else of the one before. */
static size_t scenario_under(const struct app *app, uint32_t beat)
{
    const struct lesson *lesson = lesson_of(app);

    for (uint32_t b = beat; b < lesson->beat_count; b++)
        if (lesson->beats[b].scenario != NO_INDEX)
            return (size_t)lesson->beats[b].scenario;
    for (uint32_t b = beat; b-- > 0;)
        if (lesson->beats[b].scenario != NO_INDEX)
            return (size_t)lesson->beats[b].scenario;
    return 0;
}

/* The beat's gate in place of those of its scenario, none where it has none. */
static bool gates_set(struct app *app, const struct beat *beat, struct err *err)
{
    const struct asked_gate gate = {.gate = &beat->gate,
                                    .is_twice = vote_traits[beat->vote].votes > 1,
                                    .kinds = beat->kinds,
                                    .lesson = lesson_of(app)->title,
                                    .beat = beat->id};

    return session_set_gates(&app->session, &gate, beat->has_gate ? 1 : 0, err);
}

/* The beat's run, with its changes, at its start. */
static bool run_open(struct app *app, uint32_t beat, struct err *err)
{
    const struct beat *it = beat_of(app, beat);
    struct session *session = &app->session;

    session->here = scenario_under(app, beat);
    if (!session_load(session, session->here))
        return err_set(err, "%s", session->cases[session->here].trouble);
    for (uint32_t c = 0; c < it->change_count; c++)
        if (!futures_branch(session_futures(session), &it->changes[c], err))
            return false;
    session->cases[session->here].given_count = session_futures(session)->count;
    return gates_set(app, it, err);
}

static const struct trace *trace_of(const struct app *app)
{
    return &session_future(&app->session)->trace;
}

/* What a beat asks in the run of a case; NULL: nothing. */
static struct asking *asking_of(const struct app *app, size_t of_case)
{
    const struct play_case *it = &app->session.cases[of_case];

    return it->is_open && it->asking_count > 0 && it->askings[0].question ? &it->askings[0] : NULL;
}

/* What was voted or guessed there is there again; of a class also an outcome that was left for something else. */
static void asking_restore(struct app *app, const struct asking *was)
{
    struct asking *asking = asking_of(app, app->session.here);
    struct future *future = session_future(&app->session);
    const bool is_left = app->session.options->is_class && was->stage == ASKING_OVER;
    const enum asking_stage stage = is_left ? ASKING_OUTCOME : was->stage;

    if (!asking || asking->stage != ASKING_OPEN)
        return;
    while (asking->stage < stage && asking_go_on(asking, future))
        continue;
    asking->votes = was->votes;
    asking->guess = was->guess;
    asking->opened = was->opened;
    asking->noted = was->noted;
    asking->is_noted = was->is_noted;
}

/* Of a beat that shows what came of a run. */
static void end_stand(struct app *app)
{
    futures_go_to(session_futures(&app->session), session_futures(&app->session)->current, NO_EVENT);
    session_go(&app->session, trace_of(app)->count - 1);
    session_futures(&app->session)->list[0].was_watched = true;
}

/* What was asked is behind one, at the end of the run. */
static void run_stand(struct app *app)
{
    const uint32_t at = app->session.walk.at;
    struct asking *asking = asking_of(app, app->session.here);

    if (app->session.walk.phase == PHASE_END) {
        if (asking)
            asking_close(asking, session_future(&app->session));
        end_stand(app);
    } else if (at != NO_EVENT) {
        session_see(&app->session, at);
    }
}

static bool beside_open(struct app *app, const struct beat *beat)
{
    struct target target = {.world_count = (int)beat->beside_count, .is_at_end = !beat->is_walked};

    for (uint32_t i = 0; i < beat->beside_count; i++) {
        target.cases[i] = (size_t)beat->beside[i];
        if (!session_load(&app->session, target.cases[i]))
            return false;
        app->session.here = target.cases[i];
        if (target.is_at_end)
            end_stand(app);
    }
    app->session.here = target.cases[0];
    return app_open(app, VIEW_WORLDS, &target);
}

/* What the beat shows, over the stage. */
static bool view_open(struct app *app, const struct beat *beat)
{
    switch (beat->kind) {
    case BEAT_PLAY:
    case BEAT_STAY:
        run_stand(app);
        return true;
    case BEAT_SAY:
        return app_open(app, VIEW_PAGE, &(struct target){.page = PAGE_SAY, .words = beat->say});
    case BEAT_WHY:
        end_stand(app);
        return app_open(app, VIEW_WHY, &(struct target){.bot = (uint32_t)beat->bot});
    case BEAT_BESIDE:
        return beside_open(app, beat);
    case BEAT_MAP:
        if (app->session.walk.phase == PHASE_END) {
            end_stand(app);
            return true;
        }
        return app_open(app, VIEW_MAP, &(struct target){.kinds = beat->kinds});
    case BEAT_READ:
        end_stand(app);
        return app_open(app, VIEW_PAGE, &(struct target){.page = PAGE_LESSON});
    }
    return false;
}

/* Which beat this is, where one comes to it; its name might tell what is to be guessed. */
static void say_beat(struct app *app)
{
    const struct lesson *lesson = lesson_of(app);
    const uint32_t beat = app->session.walk.beat;

    session_say(&app->session, "Beat %u of %u: %s goes on.", (unsigned)beat + 1, (unsigned)lesson->beat_count,
                gates_way_on(&app->session));
}

/* Comes to a station: everything is made anew. False with a reason, which was not said where a view said why. */
static bool station_make(struct app *app, struct lesson_walk to, struct err *err)
{
    const struct lesson_walk *from = &app->session.walk;

    to.began = from->beat == to.beat && from->began ? from->began : app->session.now;
    app_begin_anew(app);
    app->session.walk = to;
    *err = (struct err){""};
    return run_open(app, to.beat, err) && view_open(app, beat_of(app, to.beat));
}

static bool is_first_of_beat(const struct app *app, const struct lesson_walk *walk)
{
    const struct beat *beat = beat_of(app, walk->beat);

    return walk->phase == PHASE_SHOWN && (walk->at == NO_EVENT || !is_run(beat) || !beat->is_walked);
}

static void stand(struct app *app, struct lesson_walk to)
{
    struct err err;

    text_clear(&app->session.notice);
    if (station_make(app, to, &err)) {
        if (is_first_of_beat(app, &to))
            say_beat(app);
    } else if (err.text[0]) {
        session_say_error(&app->session, &err);
    }
}

/* Where a beat begins, and where it comes to; its whole run has to be on the stage. */
static uint32_t first_at(const struct app *app, uint32_t beat)
{
    return is_run(beat_of(app, beat)) ? beat_from(lesson_of(app), beat, trace_of(app)) : NO_EVENT;
}

static uint32_t last_at(const struct app *app, uint32_t beat)
{
    return is_run(beat_of(app, beat)) ? beat_event(beat_of(app, beat), trace_of(app)) : NO_EVENT;
}

/* The next beat that is given, or the one before; the lesson's number of beats where there is none. */
static uint32_t next_beat(const struct app *app, uint32_t beat, bool is_forward)
{
    const uint32_t count = lesson_of(app)->beat_count;

    do {
        if (is_forward ? beat + 1 >= count : beat == 0)
            return count;
        beat += is_forward ? 1 : UINT32_MAX;
    } while (!app->session.options->is_given[beat]);
    return beat;
}

/* Does the lesson go on where this beat stands? Then the end of its run is still to be guessed. */
static bool is_stayed_on(const struct app *app, uint32_t beat)
{
    const uint32_t next = next_beat(app, beat, true);

    return next < lesson_of(app)->beat_count && beat_of(app, next)->kind == BEAT_STAY;
}

/* What a beat shows, one after the other. A map is asked about at the end of its run, before it is shown. */
static size_t phases_of(const struct app *app, uint32_t beat, enum lesson_phase out[PHASE_END + 1])
{
    const struct beat *it = beat_of(app, beat);
    size_t count = 0;

    if (it->has_gate && !is_run(it))
        out[count++] = PHASE_END;
    out[count++] = PHASE_SHOWN;
    if (it->has_gate && is_run(it) && !gate_place_is_end(&it->gate.at) && !is_stayed_on(app, beat))
        out[count++] = PHASE_END;
    return count;
}

/* The phase that follows in the beat, or goes before; false: it is the last, the first. */
static bool next_phase(const struct app *app, bool is_forward, enum lesson_phase *out)
{
    enum lesson_phase phases[PHASE_END + 1];
    const size_t count = phases_of(app, app->session.walk.beat, phases);
    size_t here = 0;

    while (here + 1 < count && phases[here] != app->session.walk.phase)
        here++;
    if (is_forward ? here + 1 == count : here == 0)
        return false;
    *out = phases[is_forward ? here + 1 : here - 1];
    return true;
}

/* All is made anew, at the same station. */
static void begin_run_again(struct app *app)
{
    const struct lesson_walk walk = app->session.walk;

    app_begin_anew(app);
    app->session.walk = walk;
}

/* Comes to a beat's first station, or to its last one. The run has to be played before it is known which event that
 * is. */
static void beat_stand(struct app *app, uint32_t beat, bool is_last)
{
    enum lesson_phase phases[PHASE_END + 1];
    const size_t count = phases_of(app, beat, phases);
    struct err err;

    begin_run_again(app);
    if (run_open(app, beat, &err))
        stand(app, (struct lesson_walk){.beat = beat,
                                        .at = is_last ? last_at(app, beat) : first_at(app, beat),
                                        .phase = phases[is_last ? count - 1 : 0]});
    else
        session_say_error(&app->session, &err);
}

/* How far the run of the station was played: where one has gone by hand counts, too. */
static uint32_t walked_to(const struct app *app)
{
    const struct session *session = &app->session;
    const struct future *future = session_future(session);
    const bool is_here = app_view(app) == VIEW_STAGE && session->here == scenario_under(app, session->walk.beat) &&
                         future->change_count == beat_of(app, session->walk.beat)->change_count;

    if (!is_here || future->at == NO_EVENT)
        return session->walk.at;
    return session->walk.at == NO_EVENT ? future->at : max_u32(session->walk.at, future->at);
}

/* The station's own run, whole, whatever is on the stage. */
static bool run_again(struct app *app)
{
    struct err err;

    if (run_open(app, app->session.walk.beat, &err))
        return true;
    session_say_error(&app->session, &err);
    return false;
}

/* The next stop of the beat's run, at most its place; NO_EVENT where it has come there. */
static uint32_t next_at(const struct app *app, uint32_t from)
{
    const struct lesson_walk *walk = &app->session.walk;
    const uint32_t last = last_at(app, walk->beat);

    if (last == NO_EVENT || walk->phase != PHASE_SHOWN || (walk->at != NO_EVENT && walk->at >= last))
        return NO_EVENT;
    if (from != NO_EVENT && from >= last)
        return last;
    return min_u32(transport_after(&app->session, from), last); /* NO_EVENT is behind every event */
}

/* What was asked at the station, and what was said to it; its texts and question live no longer than the station. */
static struct asking asking_now(const struct app *app)
{
    const struct asking *asking = asking_of(app, scenario_under(app, app->session.walk.beat));

    return asking ? *asking : (struct asking){.stage = ASKING_AHEAD, .guess = -1};
}

/* Comes to the station again, to what was voted there. */
static void come_back(struct app *app)
{
    const struct asking was = asking_now(app);

    stand(app, app->session.walk);
    if (was.stage != ASKING_AHEAD)
        asking_restore(app, &was);
}

/* Comes to another phase of the beat, where a guess is still told. */
static void phase_stand(struct app *app, enum lesson_phase phase, int guessed)
{
    struct asking *asking;

    stand(app, (struct lesson_walk){.beat = app->session.walk.beat, .at = app->session.walk.at, .phase = phase});
    asking = asking_of(app, app->session.here);
    if (asking && phase == PHASE_END)
        asking->guess = guessed;
}

/* A question that is open is gone on with, or back in; one on the way to which something else was looked at is come
 * back to. False: none is open, or there is no way back in it. */
static bool is_asked(struct app *app, enum request request)
{
    const struct asking *asking = session_asking(&app->session);
    const bool is_open = asking && asking_is_open(asking), is_back = request == REQUEST_PREVIOUS;

    if (!asking || (!is_open && !is_back))
        return false;
    if (app_view(app) == VIEW_STAGE && gates_answer(&app->session, request, VIEW_STAGE))
        return true;
    if (is_back)
        return false;
    come_back(app);
    return true;
}

/* Where one went by hand to what the beat asks, and answered it, the station is there. */
static void station_follow(struct app *app, uint32_t from, enum asking_stage was)
{
    struct lesson_walk *walk = &app->session.walk;
    const uint32_t last = last_at(app, walk->beat);

    if (was >= ASKING_OUTCOME && walk->phase == PHASE_SHOWN && last != NO_EVENT && from != NO_EVENT && from >= last)
        walk->at = last;
}

static void go_on(struct app *app)
{
    const uint32_t from = walked_to(app), beat = app->session.walk.beat, next = next_beat(app, beat, true);
    const struct asking was = asking_now(app);
    enum lesson_phase phase;
    uint32_t at;

    if (is_asked(app, REQUEST_NEXT))
        return;
    begin_run_again(app);
    if (!run_again(app))
        return;
    station_follow(app, from, was.stage);
    at = next_at(app, from);
    if (at != NO_EVENT)
        stand(app, (struct lesson_walk){.beat = beat, .at = at});
    else if (next_phase(app, true, &phase))
        phase_stand(app, phase, was.guess);
    else if (next < lesson_of(app)->beat_count)
        beat_stand(app, next, false);
    else {
        stand(app, app->session.walk);
        session_say(&app->session, "The lesson is over: q leaves it.");
    }
}

static void go_back(struct app *app)
{
    const struct lesson_walk walk = app->session.walk;
    const uint32_t before = next_beat(app, walk.beat, false);
    enum lesson_phase phase;

    if (is_asked(app, REQUEST_PREVIOUS))
        return;
    begin_run_again(app);
    if (!run_again(app))
        return;
    if (next_phase(app, false, &phase))
        stand(app, (struct lesson_walk){.beat = walk.beat, .at = walk.at, .phase = phase});
    else if (walk.at != first_at(app, walk.beat))
        stand(app, (struct lesson_walk){.beat = walk.beat, .at = transport_before(&app->session, walk.at)});
    else if (before < lesson_of(app)->beat_count)
        beat_stand(app, before, true);
    else {
        stand(app, walk);
        session_say(&app->session, "This is the start of the lesson.");
    }
}

static void begin_beat(struct app *app)
{
    beat_stand(app, app->session.walk.beat, false);
}

/* To the beat that is typed as "b4"; false where something else is. */
static bool go_to_beat(struct app *app, const char *typed)
{
    const uint32_t count = lesson_of(app)->beat_count;
    uint64_t number;

    if (typed[0] != 'b' || !typed[1] || typed[1 + strspn(typed + 1, "0123456789")])
        return false;
    if (number_parse(typed + 1, 1, count, &number))
        beat_stand(app, (uint32_t)number - 1, false);
    else
        session_say(&app->session, "The lesson has %u beats.", (unsigned)count);
    return true;
}

/* A moment is gone to where time can be moved. */
static void go_to(struct app *app, const char *typed)
{
    if (!typed[0] || go_to_beat(app, typed))
        return;
    if (request_rows[REQUEST_GO_TO].where >> app_view(app) & 1)
        transport_go_to(app, typed);
    else
        session_say(&app->session, "A beat is b1 to b%u; a moment is gone to on the stage.",
                    (unsigned)lesson_of(app)->beat_count);
}

static void ask_for_beat(struct app *app)
{
    static const struct prompt_kind kind = {
        .before = ":", .asks = "Go to which beat, as b4, or to which place?", .done = go_to};

    prompt_ask(&app->prompt, &kind, "");
}

/* Alone, where the lesson goes on from here, the run does not go on to its end: what came of the guess is said. */
static void guess(struct app *app)
{
    const struct asking *asking = asking_of(app, app->session.here);
    struct text reveal = {0};

    gates_choose(&app->session, app->session.digit - 1);
    if (app->session.options->is_class || !is_stayed_on(app, app->session.walk.beat) || !asking || asking->guess < 0)
        return;
    app->session.player.is_playing = false;
    gate_reveal_say(asking->question, (uint32_t)asking->guess, CHOICE_COLUMNS, &reveal);
    session_say(&app->session, "%s.", text_str(&reveal));
    text_release(&reveal);
}

static const struct handler requests[] = {
    {REQUEST_BEAT_NEXT, .act = go_on},
    {REQUEST_BEAT_BACK, .act = go_back},
    {REQUEST_BEAT, .act = come_back},
    {REQUEST_RESTART, .act = begin_beat},
    {REQUEST_BEAT_GO_TO, .act = ask_for_beat},
    {REQUEST_PREDICT, .act = guess},
    {.request = REQUEST_NONE},
};

bool lesson_begin(struct app *app, struct err *err)
{
    const uint32_t beat = app->session.options->from;
    enum lesson_phase phases[PHASE_END + 1];

    (void)phases_of(app, beat, phases);
    app_begin_anew(app);
    if (!run_open(app, beat, err) ||
        !station_make(app, (struct lesson_walk){.beat = beat, .at = first_at(app, beat), .phase = phases[0]}, err))
        return false;
    app->first = requests;
    say_beat(app);
    return true;
}
