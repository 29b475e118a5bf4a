#include "tui/class_state.h"

#include "base/json_read.h"
#include "base/json_write.h"
#include "base/range.h"
#include "tui/stops.h"
#include "words/beat.h"
#include "words/gate.h"
#include "words/narrate.h"
#include "words/premises.h"

enum { CHOICE_COLUMNS = 60 };

#define NUMBER_MAX ((int64_t)1 << 50)

/* --- Taken from the application. */

static const char *keep(struct class_told *told, const char *string)
{
    const char *kept = string ? arena_string(&told->arena, string) : "";

    return kept ? kept : TEXT_LOST;
}

static const char *take(struct class_told *told, struct text *text)
{
    const char *kept = keep(told, text_str(text));

    text_release(text);
    return kept;
}

static void add_premise(void *context, const char *head, const char *premise)
{
    struct class_told *told = context;

    if (told->premise_count < TOLD_PREMISES_MAX)
        told->premises[told->premise_count++] = (struct told_premise){keep(told, head), keep(told, premise)};
}

static const char *sentence_of(const struct future *future, uint32_t event, struct class_told *told)
{
    struct text text = {0};

    if (event != NO_EVENT)
        narrate_event(&future->index->story, event, &text);
    return take(told, &text);
}

static void take_run(const struct session *session, struct class_told *told)
{
    const struct future *future = session_future(session);
    struct premises premises = {
        .trace = &future->trace, .told = session_seen(session), .tell = add_premise, .context = told};
    struct text clock = {0};

    told->scenario = keep(told, session_futures(session)->name);
    told->title = keep(told, future->scenario->title);
    told->question = keep(told, future->scenario->question);
    msec_clock(player_clock(&session->player, &future->trace, future->at, session->now), &clock);
    told->clock = take(told, &clock);
    told->moment = sentence_of(future, future->at, told);
    told->next = sentence_of(future, stop_after(&future->trace, future->at), told);
    told->verdict = keep(told, text_str(&future->verdict));
    told->ended = future->was_watched ? told->verdict : "";
    premises_tell(&premises);
}

static struct told_model model_of(const struct beat *beat, const struct scenario *scenario, enum belief belief,
                                  struct class_told *told)
{
    struct text says = {0}, reply = {0};

    belief_say(scenario, belief, &says);
    if (beat && beat->replies[belief])
        text_add(&reply, beat->replies[belief]);
    else
        belief_reply_say(scenario, belief, &reply);
    return (struct told_model){take(told, &says), take(told, &reply)};
}

static void add_choice(const struct beat *beat, const struct question *question, uint32_t index,
                       struct class_told *told)
{
    const struct choice *choice = &question->choices[index];
    struct told_choice *shown = &told->choices[told->choice_count++];
    struct text text = {0};

    gate_choice_say(question, index, CHOICE_COLUMNS, &text);
    *shown = (struct told_choice){.text = take(told, &text), .is_right = choice->is_true, .hands = {-1, -1}};
    for (int belief = 0; belief < BELIEF_COUNT; belief++)
        if ((choice->beliefs >> belief & 1) && shown->model_count < TOLD_MODELS_MAX)
            shown->models[shown->model_count++] = model_of(beat, question->scenario, (enum belief)belief, told);
}

/* What is asked at present, and what was voted. */
static void take_question(const struct session *session, const struct beat *beat, struct class_told *told)
{
    static const char *const stages[] = {[ASKING_OPEN] = "the first vote",
                                         [ASKING_TALK] = "the talk",
                                         [ASKING_AGAIN] = "the second vote",
                                         [ASKING_OUTCOME] = "the outcome"};
    const struct asking *asking = session_asking(session);

    if (!asking)
        return;
    told->ask = keep(told, text_str(&asking->asked));
    told->stage = stages[asking->stage];
    for (uint32_t c = 0; c < asking->question->count && c < TOLD_CHOICES_MAX; c++) {
        add_choice(beat, asking->question, c, told);
        for (size_t v = 0; v <= asking->votes.round && v < TOLD_VOTES; v++)
            told->choices[c].hands[v] = asking->votes.rounds[v].hands[c];
    }
}

/* The beats that are given: how long those before take, and all; which may be left out next. */
static void take_minutes(const struct session *session, struct class_told *told)
{
    const struct lesson *lesson = session->options->lesson;

    for (uint32_t b = 0; b < lesson->beat_count; b++) {
        const struct beat *beat = &lesson->beats[b];

        if (!session->options->is_given[b])
            continue;
        told->minutes += beat->minutes;
        told->minutes_before += b < session->walk.beat ? beat->minutes : 0;
        if (b > session->walk.beat && beat->is_spare && told->spare == 0)
            told->spare = b + 1;
    }
}

static void take_lesson(const struct session *session, struct class_told *told)
{
    const struct lesson *lesson = session->options->lesson;
    const uint32_t here = session->walk.beat;
    const struct beat *beat = &lesson->beats[here];
    struct text then = {0};

    told->lesson = keep(told, lesson->title);
    told->beat = keep(told, beat->id);
    told->notes = keep(told, beat->notes);
    if (here + 1 < lesson->beat_count)
        beat_short(lesson, here + 1, &then);
    told->then = take(told, &then);
    told->beat_began = session->walk.began;
    told->beat_number = here + 1;
    told->beat_count = lesson->beat_count;
    told->beat_minutes = beat->minutes;
    take_minutes(session, told);
}

void class_state_take(const struct app *app, struct class_told *told)
{
    const struct session *session = &app->session;

    if (session->cases[session->here].is_open)
        take_run(session, told);
    if (session->options->lesson)
        take_lesson(session, told);
    take_question(session, session->options->lesson ? &session->options->lesson->beats[session->walk.beat] : NULL,
                  told);
    told->wall = app->is_blank ? "a blank screen" : view_names[app_view(app)];
    told->began = app->began;
    told->said = keep(told, text_str(&session->notice));
    told->typed = keep(told, app->prompt.kind ? app->prompt.shown : "");
}

/* --- As JSON. */

static json_t *pair_json(const char *key, const char *value, const char *other_key, const char *other)
{
    json_t *object = json_object();

    json_add(&object, key, json_string(value));
    json_add(&object, other_key, json_string(other));
    return object;
}

static json_t *premises_json(const struct class_told *told)
{
    json_t *array = json_array();

    for (size_t i = 0; i < told->premise_count; i++)
        json_append(&array, pair_json("head", told->premises[i].head, "premise", told->premises[i].premise));
    return array;
}

static json_t *choice_json(const struct told_choice *choice)
{
    json_t *object = json_object(), *hands = json_array(), *models = json_array();

    for (int vote = 0; vote < TOLD_VOTES; vote++)
        json_append(&hands, json_integer(choice->hands[vote]));
    for (size_t m = 0; m < choice->model_count; m++)
        json_append(&models, pair_json("belief", choice->models[m].belief, "reply", choice->models[m].reply));
    json_add(&object, "text", json_string(choice->text));
    json_add(&object, "is_right", json_boolean(choice->is_right));
    json_add(&object, "hands", hands);
    json_add(&object, "models", models);
    return object;
}

static json_t *choices_json(const struct class_told *told)
{
    json_t *array = json_array();

    for (size_t i = 0; i < told->choice_count; i++)
        json_append(&array, choice_json(&told->choices[i]));
    return array;
}

void class_state_write(const struct class_told *told, struct text *out)
{
    json_t *root = json_object();

#define PUT_TEXT(field, is_for_pupils) json_add(&root, #field, json_string(told->field));
#define PUT_NUMBER(field, is_for_pupils) json_add(&root, #field, json_integer(told->field));
    TOLD_TEXT_LIST(PUT_TEXT)
    TOLD_NUMBER_LIST(PUT_NUMBER)
#undef PUT_TEXT
#undef PUT_NUMBER
    json_add(&root, "premises", premises_json(told));
    json_add(&root, "choices", choices_json(told));
    json_write_value(root, JSON_COMPACT, out);
    text_add(out, "\n");
}

/* --- Read again. */

/* The string of a member, made safe for a terminal; "" where it is none. */
static const char *string_of(struct class_told *told, const json_t *object, const char *key)
{
    const char *string = json_string_value(json_object_get(object, key));
    struct text shown = {0};

    text_add_shown(&shown, string ? string : "", " ");
    return take(told, &shown);
}

/* A number that others can be added to. */
static int64_t number_of(const json_t *number, int64_t low)
{
    return json_is_integer(number) ? max_i64(min_i64(json_integer_value(number), NUMBER_MAX), low) : low;
}

static void read_choice(const json_t *from, struct class_told *told, struct told_choice *choice)
{
    const json_t *hands = json_object_get(from, "hands"), *models = json_object_get(from, "models");

    *choice = (struct told_choice){.text = string_of(told, from, "text"),
                                   .is_right = json_is_true(json_object_get(from, "is_right"))};
    for (size_t vote = 0; vote < TOLD_VOTES; vote++)
        choice->hands[vote] = number_of(json_array_get(hands, vote), -1);
    for (size_t m = 0; m < json_array_size(models) && m < TOLD_MODELS_MAX; m++)
        choice->models[choice->model_count++] = (struct told_model){
            .belief = string_of(told, json_array_get(models, m), "belief"),
            .reply = string_of(told, json_array_get(models, m), "reply")};
}

static void read_lists(const json_t *root, struct class_told *told)
{
    const json_t *premises = json_object_get(root, "premises"), *choices = json_object_get(root, "choices");

    for (size_t i = 0; i < json_array_size(premises) && i < TOLD_PREMISES_MAX; i++)
        told->premises[told->premise_count++] = (struct told_premise){
            .head = string_of(told, json_array_get(premises, i), "head"),
            .premise = string_of(told, json_array_get(premises, i), "premise")};
    for (size_t i = 0; i < json_array_size(choices) && i < TOLD_CHOICES_MAX; i++)
        read_choice(json_array_get(choices, i), told, &told->choices[told->choice_count++]);
}

bool class_state_read(const char *line, size_t size, struct class_told *told, struct err *err)
{
    json_t *root = json_read(line, size, err);
    bool is_object = json_is_object(root);

    if (root && !is_object)
        (void)err_set(err, "no object");
    if (is_object) {
#define TAKE_TEXT(field, is_for_pupils) told->field = string_of(told, root, #field);
#define TAKE_NUMBER(field, is_for_pupils) told->field = number_of(json_object_get(root, #field), 0);
        TOLD_TEXT_LIST(TAKE_TEXT)
        TOLD_NUMBER_LIST(TAKE_NUMBER)
#undef TAKE_TEXT
#undef TAKE_NUMBER
        read_lists(root, told);
    }
    json_decref(root);
    return is_object;
}
