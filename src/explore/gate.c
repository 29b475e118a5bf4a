#include "explore/gate.h"

#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "explore/belief.h"
#include "explore/belief_run.h"
#include "explore/remedies.h"

/* A world's run may make so many times the events of the true one, and this many more. */
#define EVENTS_TIMES 20
#define EVENTS_SLACK 100000u

/* Which kinds of event the word stands for: bit k for enum event_kind k. */
static uint64_t kinds_of(enum stop stop)
{
    uint64_t kinds = 0;

    _Static_assert(EVENT_KIND_COUNT <= 64, "a set of kinds is one word");
    for (int kind = 0; kind < EVENT_KIND_COUNT; kind++)
        if (stop_traits[stop].is_end ? (event_traits[kind] & EVENT_IS_END) != 0
                                     : strcmp(event_kind_names[kind], stop_names[stop]) == 0)
            kinds |= UINT64_C(1) << kind;
    CHECK(kinds != 0);
    return kinds;
}

/* The job in the scenario that the event's instance is of; NO_INDEX of none. */
static int job_of(const struct trace *trace, uint32_t event)
{
    const uint32_t instance = trace->events[event].job;

    for (uint32_t i = event + 1; instance != NO_JOB && i-- > 0;)
        if (trace->events[i].kind == EVENT_ENQUEUE && trace->events[i].job == instance)
            return trace->events[i].detail;
    return NO_INDEX;
}

uint32_t gate_event(const struct trace *trace, const struct gate_place *place)
{
    const uint64_t kinds = kinds_of(place->stop);
    uint32_t left = place->n;

    if (gate_place_is_end(place))
        return trace->count > 0 ? trace->count - 1 : NO_EVENT;
    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        if ((kinds >> event->kind & 1) == 0 || (place->bot != NO_INDEX && event->bot != place->bot) ||
            (place->occurrence != 0 && event->occurrence != place->occurrence) ||
            (place->attempt != 0 && event->attempt != place->attempt) ||
            (place->job != NO_INDEX && job_of(trace, i) != place->job))
            continue;
        if (--left == 0)
            return i;
    }
    return NO_EVENT;
}

/* A question that is being posed: what the true run came to, and what each belief's. */
struct answering {
    const struct posing *posing;
    struct asked asked;
    struct belief_bounds bounds;
    struct belief_world world; /* that is played */
    struct facts truth;
    struct facts believed[BELIEF_COUNT];
    uint32_t believers; /* bit b: belief b has an answer */
};

/* Plays the belief's world, if it has one that ends. */
static bool world_take(struct answering *answering, enum belief belief, struct err *err)
{
    const struct trace *trace = answering->posing->trace;
    struct asked asked = answering->asked;
    struct belief_run run;
    bool is_good;

    if (!belief_world(belief, trace, asked.ledger, &answering->world, err))
        return false;
    if (answering->world.count == 0)
        return true;
    if (!belief_run_make(trace->scenario, &answering->world, &answering->bounds, &run, err))
        return false;
    if (!run.has_ended)
        return true;
    asked.trace = &run.trace;
    asked.ledger = &run.ledger;
    asked.event = gate_event(&run.trace, &answering->posing->gate->at);
    is_good = facts_take(&asked, &answering->believed[belief], err);
    answering->believers |= UINT32_C(1) << belief;
    belief_run_release(&run);
    return is_good;
}

static bool beliefs_take(struct answering *answering, struct err *err)
{
    const uint32_t models = answering->posing->gate->models;

    for (int b = 0; b < BELIEF_COUNT; b++) {
        const enum belief belief = (enum belief)b;

        if (models != 0 && (models >> b & 1) == 0)
            continue;
        if (!belief_is_reading(belief)) {
            if (!world_take(answering, belief, err))
                return false;
            continue;
        }
        if (!facts_misread(belief, &answering->asked, &answering->believed[b], err))
            return false;
        answering->believers |= UINT32_C(1) << b;
    }
    return true;
}

/* Where all answers that there can be are few, each is a choice, whether a belief leads there or not. */
static uint32_t answers_closed(enum ask ask)
{
    return ask == ASK_SEEN ? SEEN_COUNT : ask == ASK_RECORDED ? RECORDED_COUNT : 0;
}

/* Times that are said alike are one answer: less than the smallest part apart that is said of them (msec_say). */
static bool times_are_alike(msec a, msec b)
{
    const msec later = max_i64(a, b), earlier = min_i64(a, b);
    const msec part = later < 2 * MINUTE ? SECOND / 10 : later < HOUR ? SECOND : later < DAY ? MINUTE : HOUR;

    return later == earlier || (later != ANSWER_NEVER && later - earlier < part);
}

/* Adds a choice; of a time, that of one that is there already where both are alike. */
static void choice_add(struct candidates *candidates, enum ask ask, struct choice *choice)
{
    for (uint32_t i = 0; ask == ASK_WHEN && i < candidates->count; i++)
        if (times_are_alike(candidates->list[i].answer.values[0], choice->answer.values[0]))
            choice->answer = candidates->list[i].answer;
    candidates_add(candidates, choice);
}

static void choices_make(const struct answering *answering, enum ask ask, struct question *out)
{
    struct candidates candidates = {.count = 0};
    struct choice choice = {.answer = answer_of(ask, out->bot, &answering->truth), .is_true = true};

    choice_add(&candidates, ask, &choice);
    for (int b = 0; b < BELIEF_COUNT; b++) {
        const struct facts *facts = &answering->believed[b];

        if ((answering->believers >> b & 1) == 0 || (ask_traits[ask].is_of_place && !facts->has_place))
            continue;
        choice = (struct choice){.answer = answer_of(ask, out->bot, facts), .beliefs = UINT32_C(1) << b};
        choice_add(&candidates, ask, &choice);
    }
    for (uint32_t value = 0; value < answers_closed(ask); value++) {
        choice = (struct choice){.answer = {{value}}};
        choice_add(&candidates, ask, &choice);
    }
    out->ask = ask;
    question_choose(out, &candidates);
}

/* Can it be asked there? */
static bool is_askable(enum ask ask, const struct question *question)
{
    return ask_traits[ask].of != ASK_OF_ONE || question->bot != NO_INDEX;
}

/* What has the most choices, of equals the first. */
static void best_make(const struct answering *answering, struct question *out)
{
    struct question tried = *out;

    for (int ask = 0; ask < ASK_COUNT; ask++) {
        if (!ask_traits[ask].is_usual || !is_askable((enum ask)ask, out))
            continue;
        choices_make(answering, (enum ask)ask, &tried);
        if (tried.count > out->count)
            *out = tried;
    }
}

/* Everything but cure and gaps. */
static bool answers_make(struct answering *answering, struct question *out, struct err *err)
{
    const enum ask ask = answering->posing->gate->ask;

    if (!facts_take(&answering->asked, &answering->truth, err) || !beliefs_take(answering, err))
        return false;
    if (ask == ASK_BEST)
        best_make(answering, out);
    else if (is_askable(ask, out))
        choices_make(answering, ask, out);
    return true;
}

static bool answers_pose(const struct posing *posing, struct question *out, struct err *err)
{
    const struct trace *trace = posing->trace;
    struct answering *answering = calloc(1, sizeof *answering);
    struct ledger ledger;
    bool is_good;

    if (!answering)
        return err_memory(err);
    if (!ledger_take(trace, trace->count, &ledger, err)) {
        free(answering);
        return false;
    }
    answering->posing = posing;
    answering->asked = (struct asked){.trace = trace,
                                      .ledger = &ledger,
                                      .of = trace->scenario,
                                      .event = posing->event,
                                      .occurrence = out->occurrence,
                                      .bot = out->bot};
    answering->bounds = (struct belief_bounds){.events_max = (uint64_t)trace->count * EVENTS_TIMES + EVENTS_SLACK,
                                               .events_left = GATE_EVENTS_MAX,
                                               .cancel = posing->cancel};
    is_good = answers_make(answering, out, err);
    ledger_release(&ledger);
    free(answering);
    return is_good;
}

static bool (*const posers[])(const struct posing *posing, struct question *out,
                              struct err *err) = {[ASK_CURE] = cure_pose, [ASK_GAPS] = gaps_pose, [ASK_BEST] = NULL};

bool gate_pose(const struct posing *posing, struct question *out, struct err *err)
{
    const struct gate *gate = posing->gate;
    struct question question = {.gate = gate,
                                .scenario = posing->trace->scenario,
                                .ask = gate->ask,
                                .bot = gate_bot(gate),
                                .occurrence = gate->at.occurrence,
                                .event = posing->event};
    const struct event *event = &posing->trace->events[posing->event];

    CHECK(posing->event < posing->trace->count);
    question.is_of_attempt = event->job != NO_JOB && event->attempt > 0;
    if (!(posers[gate->ask] ? posers[gate->ask] : answers_pose)(posing, &question, err))
        return false;
    *out = question;
    return true;
}
