#include "tui/gates.h"

#include <string.h>

#include "explore/belief.h"
#include "explore/gate.h"
#include "words/change_say.h"
#include "words/gate.h"

enum { SKIPPED_MAX = 2, TRUTH_COLUMNS = 200 };

const char *gates_way_on(const struct session *session)
{
    const bool is_lesson = session->options->lesson != NULL;

    return session->options->is_linear ? is_lesson ? "the word on" : "the word next"
                                       : request_rows[REQUEST_BEAT_NEXT].key;
}

void gates_ask_first(struct session *session)
{
    if (session->options->is_class)
        session_say(session, "First a guess: %s goes on, Esc asks no more.", gates_way_on(session));
    else
        session_say(session, "First a guess: 1 to %u, or Esc to skip it.",
                    (unsigned)session_asking(session)->question->count);
}

/* Are hands counted now? */
static bool is_voting(const struct asking *asking)
{
    return asking->stage == ASKING_OPEN || asking->stage == ASKING_AGAIN;
}

bool gates_take_votes(const struct session *session)
{
    const struct asking *asking = session_asking(session);

    return asking && is_voting(asking) && session->options->is_class;
}

static void record(struct session *session, const struct asking *asking)
{
    struct gate_record record = {.lesson = asking->of.lesson,
                                 .beat = asking->of.beat,
                                 .question = asking->question,
                                 .is_class = session->options->is_class,
                                 .vote_count = asking->of.is_twice && session->options->is_class ? 2 : 1,
                                 .seconds = (uint32_t)((session->now - asking->opened) / 1000)};
    struct err err;

    for (size_t v = 0; v < record.vote_count; v++)
        memcpy(record.hands[v], asking->votes.rounds[v].hands, sizeof record.hands[v]);
    if (asking->guess >= 0)
        record.hands[0][asking->guess] = 1;
    if (session->options->record && !session->options->record(session->options->context, &record, &err))
        session_say_error(session, &err);
}

/* Alone: the run goes on to its end, unless it is asked something more. */
static void guess(struct session *session, struct asking *asking, uint32_t choice)
{
    asking->guess = (int)choice;
    session->skipped = 0;
    record(session, asking);
    session_close_question(session);
    if (session_asking(session))
        return;
    session->player.is_playing = session_future(session)->at + 1 < session_future(session)->trace.count;
    session->player.shown_at = session->now;
}

static void raise_hand(struct session *session, struct asking *asking, uint32_t choice)
{
    if (asking->stage == ASKING_TALK)
        session_say(session, "They talk: %s begins the second vote.", gates_way_on(session));
    else if (!votes_raise(&asking->votes, choice))
        session_say(session, "No more than %d hands.", VOTES_HANDS_MAX);
}

void gates_choose(struct session *session, uint32_t choice)
{
    struct asking *asking = session_asking(session);

    if (!asking)
        session_say(session, "No question is open.");
    else if (!asking_is_open(asking))
        session_say(session, "The vote is over: PgUp goes back to it.");
    else if (choice >= asking->question->count)
        session_say(session, "There are choices 1 to %u.", (unsigned)asking->question->count);
    else if (session->options->is_class)
        raise_hand(session, asking, choice);
    else
        guess(session, asking, choice);
}

void gates_vote(struct session *session, const char *typed)
{
    struct asking *asking = session_asking(session);
    struct err err;

    if (gates_take_votes(session) && !votes_type(&asking->votes, typed, &err))
        session_say_error(session, &err);
}

void gates_skip(struct session *session)
{
    session->skipped++;
    session->asks_no_more = session->skipped >= SKIPPED_MAX;
    session_close_question(session);
    session_say(session, session->asks_no_more ? "No more questions this time: F5 begins with them again."
                                               : "Skipped: the question is closed without an answer.");
}

/* A class goes on to the next stage, whose outcome is recorded where it was not, or is another one by now. */
static void go_on(struct session *session, struct asking *asking)
{
    if (asking->stage == ASKING_OUTCOME) {
        session_close_question(session);
        return;
    }
    asking_go_on(asking, session_future(session));
    if (asking->stage == ASKING_OUTCOME && asking_note(asking))
        record(session, asking);
}

static void go_back(struct session *session, struct asking *asking)
{
    struct err err;

    if (!asking_go_back(asking, session_future(session), &err))
        session_say_error(session, &err);
}

static bool is_at_gate(const struct session *session, const struct asking *asking)
{
    return session_future(session)->at == asking->event;
}

/* On the stage of a class. */
static bool answer_class(struct session *session, struct asking *asking, enum request request)
{
    bool is_here = is_at_gate(session, asking) && !session->search[0]; /* else it is the next match that is asked for */

    if (request == REQUEST_NEXT && is_here)
        go_on(session, asking);
    else if (request == REQUEST_PREVIOUS && is_here && asking->stage != ASKING_OPEN)
        go_back(session, asking);
    else if (request == REQUEST_UNDO && is_voting(asking) && !votes_take_back(&asking->votes))
        session_say(session, "No hand to take back.");
    else
        return request == REQUEST_UNDO && is_voting(asking);
    return true;
}

/* What tells more of the run than may be known while a question is open. */
static bool tells_more(const struct session *session, enum request request, enum view_id view)
{
    static const struct {
        enum request request;
        bool is_at_end; /* only from the last event that may be seen */
    } telling[] = {
        {REQUEST_STRIKE, false},  {REQUEST_CHANGE, false}, {REQUEST_UNDO, false},        {REQUEST_REDO, false},
        {REQUEST_TREE, false},    {REQUEST_WHY, false},    {REQUEST_MAP, false},         {REQUEST_WORLDS, false},
        {REQUEST_DIAGRAM, false}, {REQUEST_LESSON, false}, {REQUEST_STEP, true},         {REQUEST_NEXT, true},
        {REQUEST_END, true},      {REQUEST_PLAY, true},    {REQUEST_NEXT_ATTEMPT, true},
    };
    const struct future *future = session_future(session);
    bool is_at_end = IN_RUN >> view & 1 && future->at + 1 == future->trace.count;

    for (size_t i = 0; i < sizeof telling / sizeof *telling; i++)
        if (telling[i].request == request)
            return is_at_end || !telling[i].is_at_end;
    return false;
}

bool gates_answer(struct session *session, enum request request, enum view_id view)
{
    struct asking *asking = view == VIEW_OPENING ? NULL : session_asking(session);

    if (!asking)
        return false;
    if (view == VIEW_STAGE && session->options->is_class && answer_class(session, asking, request))
        return true;
    if (view == VIEW_STAGE && request == REQUEST_CLOSE && asking->stage == ASKING_OUTCOME) {
        session_close_question(session);
        return true;
    }
    if (!asking_is_open(asking) || !tells_more(session, request, view))
        return false;
    gates_ask_first(session);
    return true;
}

/* Guesses that are told, once the run was gone through to its end. */
static struct asking *next_told(const struct session *session, size_t *at)
{
    const struct play_case *it = &session->cases[session->here];
    const struct future *future = session_future(session);

    if (it->futures.current != it->asked_in || future_is_frozen(future) || future->at == NO_EVENT ||
        future->at + 1 < future->trace.count)
        return NULL;
    while (*at < it->asking_count)
        if (asking_is_told(&it->askings[(*at)++]))
            return &it->askings[*at - 1];
    return NULL;
}

bool gates_are_told(const struct session *session)
{
    size_t at = 0;

    return next_told(session, &at) != NULL;
}

void gates_dismiss(struct session *session)
{
    struct asking *asking;

    for (size_t at = 0; (asking = next_told(session, &at)) != NULL;)
        asking->is_dismissed = true;
}

/* The guess of each question, and what came of it. */
static void say_told(const struct session *session, struct text *out)
{
    const struct asking *asking;
    struct gates_world worlds[GATES_WORLDS_MAX];

    for (size_t at = 0; (asking = next_told(session, &at)) != NULL;) {
        size_t before = out->size + (out->size > 0);

        text_add(out, out->size > 0 ? "\n" : "");
        gate_reveal_say(asking->question, (uint32_t)asking->guess, TRUTH_COLUMNS, out);
        if (out->size > before && out->bytes[before] == 'y')
            out->bytes[before] = 'Y';
        text_add(out, ".");
    }
    if (gates_worlds(session, worlds) > 0)
        text_add(out, "\nEnter shows that world beside.");
}

static bool has_many(const struct asking *asking)
{
    return ask_traits[asking->question->ask].has_many;
}

static void say_title(const struct session *session, const struct asking *asking, struct text *out)
{
    static const char *const titles[] = {[ASKING_OPEN] = "the question",
                                         [ASKING_TALK] = "talk it over",
                                         [ASKING_AGAIN] = "the second vote",
                                         [ASKING_OUTCOME] = "what happened"};
    bool is_class = session->options->is_class;
    uint32_t hands = votes_sum(&asking->votes, asking->votes.round);

    text_add(out, asking->stage == ASKING_OPEN && is_class ? asking->of.is_twice ? "the first vote" : "the vote"
                                                           : titles[asking->stage]);
    if (!is_class || !is_voting(asking) || hands == 0)
        return;
    text_addf(out, " · %u", (unsigned)hands);
    if (asking->votes.pupils > 0)
        text_addf(out, " of %u", (unsigned)asking->votes.pupils);
    text_addf(out, " hand%s", hands == 1 && asking->votes.pupils == 0 ? "" : "s");
}

static void say_outcome(const struct asking *asking, const char *way_on, struct text *out)
{
    text_add(out, has_many(asking) ? "True: " : "It was ");
    gate_truth_say(asking->question, TRUTH_COLUMNS, out);
    text_addf(out, ".%s Then %s goes on.", has_many(asking) ? " A hand for any of them is right." : "", way_on);
}

/* What can be done, and what comes next, which is never before it is asked for. */
static void say_class(const struct session *session, const struct asking *asking, struct text *out)
{
    const char *way_on = gates_way_on(session);
    uint32_t too_many = votes_too_many(&asking->votes);

    if (is_voting(asking) && too_many > 0)
        text_addf(out, "%u hands, but %u pupils.\n", (unsigned)votes_sum(&asking->votes, asking->votes.round),
                  (unsigned)asking->votes.pupils);
    switch (asking->stage) {
    case ASKING_OPEN:
        text_addf(out, "%s: %s", way_on, asking->of.is_twice ? "talk it over" : "the outcome");
        return;
    case ASKING_TALK:
        text_addf(out, "Find somebody who thinks otherwise. Then %s: the second vote", way_on);
        return;
    case ASKING_AGAIN:
        text_addf(out, "%s: the outcome", way_on);
        return;
    case ASKING_OUTCOME:
        say_outcome(asking, way_on, out);
        return;
    case ASKING_AHEAD:
    case ASKING_OVER:
        return;
    }
}

static void view_asking(const struct session *session, const struct asking *asking, struct gates_view *out)
{
    struct stage_question *question = &out->question;

    question->is_open = asking_is_open(asking);
    question->tells_truth = asking->stage == ASKING_OUTCOME;
    question->asked = text_str(&asking->asked);
    question->posed = asking->question;
    question->vote = asking->stage == ASKING_TALK ? STAGE_VOTES_MAX : asking->votes.round;
    for (size_t v = 0; v < STAGE_VOTES_MAX; v++)
        memcpy(question->hands[v], asking->votes.rounds[v].hands, sizeof question->hands[v]);
    say_title(session, asking, &out->title);
    if (session->options->is_class)
        say_class(session, asking, &out->lines);
    else if (has_many(asking))
        text_add(&out->lines, "Several may be right: a guess at any of them is.");
}

bool gates_view_of(const struct session *session, struct gates_view *out)
{
    const struct asking *asking = session_asking(session);

    *out = (struct gates_view){0};
    if (asking && (asking_is_open(asking) || is_at_gate(session, asking))) {
        view_asking(session, asking, out);
    } else if (gates_are_told(session)) {
        text_add(&out->title, "what you said");
        say_told(session, &out->lines);
    } else {
        return false;
    }
    out->question.title = text_str(&out->title);
    out->question.lines = text_str(&out->lines);
    return true;
}

void gates_view_release(struct gates_view *view)
{
    text_release(&view->title);
    text_release(&view->lines);
}

/* The belief's changes where it makes a world; none of a reading. */
static bool take_world(struct session *session, const struct gates_world *world, struct belief_world *out,
                       struct err *err)
{
    struct play_case *it = &session->cases[session->here];
    struct future *future = &it->futures.list[it->asked_in];
    const struct ledger *ledger = future_ledger(future, future->trace.count - 1, err);

    return ledger && belief_world(world->belief, &future->trace, ledger, out, err);
}

size_t gates_worlds(const struct session *session, struct gates_world out[GATES_WORLDS_MAX])
{
    struct asking *asking;
    size_t count = 0;

    for (size_t at = 0; (asking = next_told(session, &at)) != NULL;)
        for (int b = 0; b < BELIEF_COUNT && count < GATES_WORLDS_MAX; b++)
            if (asking->question->choices[asking->guess].beliefs >> b & 1 && !belief_is_reading((enum belief)b))
                out[count++] = (struct gates_world){asking, (enum belief)b};
    return count;
}

void gates_world_say(const struct session *session, const struct gates_world *world, struct text *out)
{
    text_add(out, "as if ");
    belief_as_if_say(session_future(session)->scenario, world->belief, out);
}

bool gates_world_reach(struct session *session, const struct gates_world *world, size_t *future, struct err *err)
{
    struct futures *futures = session_futures(session);
    size_t back = futures->current, count = futures->list[back].change_count;
    struct change changes[FUTURE_CHANGES_MAX];
    struct belief_world made;
    struct text name = {0};
    bool is_made;

    if (!take_world(session, world, &made, err))
        return false;
    if (made.count == 0 || count + made.count > FUTURE_CHANGES_MAX)
        return err_set(err, "That world takes more than %d changes.", FUTURE_CHANGES_MAX);
    memcpy(changes, futures->list[back].changes, count * sizeof *changes);
    memcpy(changes + count, made.changes, made.count * sizeof *changes);
    gates_world_say(session, world, &name);
    is_made = futures_reach(futures, changes, count + made.count, text_str(&name), err);
    text_release(&name);
    if (!is_made)
        return false;
    *future = futures->current;
    futures_go(futures, back);
    return true;
}

/* Of a question that is open. */
static const char *word_of_asking(const struct session *session, const struct asking *asking, enum request request,
                                  const char *usual)
{
    bool is_class = session->options->is_class;

    switch (request) {
    case REQUEST_PREDICT:
        return asking->stage == ASKING_TALK ? NULL : is_class ? "a hand" : "guess";
    case REQUEST_UNDO:
        return is_class && is_voting(asking) ? "take back" : NULL;
    case REQUEST_VOTES:
        return is_class && is_voting(asking) ? "type hands" : NULL;
    case REQUEST_NEXT:
        return is_class && !session->options->lesson ? "on" : NULL;
    case REQUEST_BEAT_NEXT:
        return is_class ? usual : NULL;
    case REQUEST_CLOSE:
        return "skip it";
    case REQUEST_GIVEN:
    case REQUEST_HELP:
    case REQUEST_QUIT:
    case REQUEST_OPEN:
        return usual;
    default:
        return NULL;
    }
}

const char *gates_footer_word(const struct session *session, enum request request, const char *usual)
{
    const struct asking *asking = session_asking(session);

    if (asking && asking_is_open(asking))
        return word_of_asking(session, asking, request, usual);
    if (request == REQUEST_OPEN && gates_are_told(session))
        return "that world";
    return request == REQUEST_PREDICT || request == REQUEST_VOTES || request == REQUEST_UNDO || request == REQUEST_CLOSE
               ? NULL
               : usual;
}
