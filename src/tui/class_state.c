#include "tui/class_state.h"

#include "tui/class_asked.h"
#include "tui/stops.h"
#include "words/beat.h"
#include "words/narrate.h"
#include "words/premises.h"

/* The whole run and its story, also while the run is frozen. */
struct whole {
    struct trace trace;
    struct story story;
};

static void whole_of(const struct future *future, struct whole *whole)
{
    bool is_frozen = future_is_frozen(future);

    whole->trace = future->trace;
    whole->trace.count = is_frozen ? future->whole_count : future->trace.count;
    whole->story = (is_frozen ? future->whole_index : future->index)->story;
    whole->story.trace = &whole->trace;
}

static const char *sentence_of(const struct story *story, uint32_t event, struct class_told *told)
{
    struct text text = {0};

    if (event != NO_EVENT)
        narrate_event(story, event, &text);
    return class_told_keep_text(told, &text);
}

static void add_premise(void *context, const char *head, const char *premise)
{
    struct class_told *told = context;

    if (told->premise_count < TOLD_PREMISES_MAX)
        told->premises[told->premise_count++] = (struct told_premise){class_told_keep(told, head),
                                                                      class_told_keep(told, premise)};
}

static void take_run(const struct session *session, struct class_told *told)
{
    const struct future *future = session_future(session);
    struct premises premises = {
        .trace = &future->trace, .told = session_seen(session), .tell = add_premise, .context = told};
    struct text clock = {0};
    struct whole whole;

    whole_of(future, &whole);
    told->scenario = class_told_keep(told, session_futures(session)->name);
    told->title = class_told_keep(told, future->scenario->title);
    told->question = session_hides_question(session) ? "" : class_told_keep(told, future->scenario->question);
    msec_clock(player_clock(&session->player, &future->trace, future->at, session->now), &clock);
    told->clock = class_told_keep_text(told, &clock);
    told->moment = sentence_of(&future->index->story, future->at, told);
    told->next = sentence_of(&whole.story, stop_after(&whole.trace, future->at), told);
    told->verdict = class_told_keep(told, text_str(&future->verdict));
    told->ended = future->was_watched ? told->verdict : "";
    premises_tell(&premises);
    class_asked_take(session, told);
}

/* Minutes planned for beats that are given and not spare: those before one. */
static int64_t minutes_before(const struct tui_options *options, uint32_t beat)
{
    int64_t minutes = 0;

    for (uint32_t b = 0; b < beat; b++)
        minutes += options->is_given[b] && !options->lesson->beats[b].is_spare ? options->lesson->beats[b].minutes : 0;
    return minutes;
}

/* The next beat that is given, a spare one where that is asked for; the number of beats where there is none. */
static uint32_t beat_behind(const struct tui_options *options, uint32_t beat, bool is_spare)
{
    do
        beat++;
    while (beat < options->lesson->beat_count &&
           (!options->is_given[beat] || (is_spare && !options->lesson->beats[beat].is_spare)));
    return beat;
}

static void take_lesson(const struct session *session, struct class_told *told)
{
    const struct tui_options *options = session->options;
    const struct lesson *lesson = options->lesson;
    const struct beat *beat = &lesson->beats[session->walk.beat];
    const uint32_t here = session->walk.beat;
    uint32_t next = beat_behind(options, here, false), spare = beat_behind(options, here, true);
    struct text then = {0};

    told->lesson = class_told_keep(told, lesson->title);
    told->beat = class_told_keep(told, beat->id);
    told->says = class_told_keep(told, beat->kind == BEAT_SAY    ? beat->say
                                       : beat->kind == BEAT_READ ? lesson->scenarios[beat->scenario].scenario->lesson
                                                                 : "");
    told->notes = class_told_keep(told, beat->notes);
    told->beat_number = here + 1;
    told->beat_count = lesson->beat_count;
    told->beat_minutes = beat->minutes;
    told->minutes_before = minutes_before(options, here);
    told->minutes = minutes_before(options, lesson->beat_count);
    told->spare = spare < lesson->beat_count ? spare + 1 : 0;
    if (next < lesson->beat_count) {
        text_add(&then, "then beat ");
        beat_short(lesson, next, &then);
        text_add(&then, ", ");
        minutes_say(lesson->beats[next].minutes, &then);
    }
    told->then = class_told_keep_text(told, &then);
}

void class_state_take(const struct app *app, struct class_told *told)
{
    const struct session *session = &app->session;

    if (session->cases[session->here].is_open)
        take_run(session, told);
    if (!(IN_PLAY >> app_view(app) & 1))
        told->clock = told->moment = "";
    if (session->options->lesson)
        take_lesson(session, told);
    told->wall = app->is_blank ? "a blank screen" : view_names[app_view(app)];
    told->began = app->began;
    told->pupils = session->options->pupils;
    told->said = class_told_keep(told, text_str(&session->notice));
    told->typed = class_told_keep(told, app->prompt.kind ? app->prompt.shown : "");
}
