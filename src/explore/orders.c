#include "explore/orders.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "engine/local.h"
#include "engine/state.h"
#include "explore/memory.h"
#include "explore/states.h"

enum { STOP_EVERY = 8 };

/* One decision of a step: which of those pending, or whether and how a gap is struck (0: not). */
struct decision {
    uint32_t value, limit;
    bool is_pick;
    struct gap gap; /* of a strike */
};

/* A state on the way to the present one, and the decisions of the step that leads on from it. */
struct frame {
    struct world *world; /* owned */
    uint32_t first_decision, decision_count;
    uint32_t faults_used; /* before the step */
};

struct ordering {
    struct chooser chooser; /* first: the engine hands it back */
    const struct plan *plan;
    const struct search_options *options;
    unsigned kinds[FAULT_COUNT];
    uint32_t kind_count;
    struct states states;
    uint8_t *state;
    struct world *now;
    struct frame *frames; /* [depth]; worlds of deeper ones are kept for later */
    uint32_t depth, frame_count, frame_room;
    struct decision *decisions; /* of all steps on the way, one after the other */
    uint32_t decision_count, decision_room;
    size_t memory_max;
    uint32_t given;   /* decisions of the step that are prescribed */
    uint32_t decided; /* so far in this step */
    uint32_t used;    /* faults so far */
    struct orders *orders;
    struct threats threats; /* as long as faults are left */
    bool is_unreduced, is_full;
};

/* Bytes of all but the states. */
static size_t memory_beside(const struct ordering *ordering)
{
    return (ordering->frame_count + 1) * world_size(ordering->plan) + ordering->frame_room * sizeof *ordering->frames +
           ordering->decision_room * sizeof *ordering->decisions + state_room(ordering->plan);
}

static size_t memory_now(const struct ordering *ordering)
{
    return memory_beside(ordering) + states_memory(&ordering->states);
}

/* So many bytes more would stay within what is allowed. */
static bool has_room(struct ordering *ordering, size_t more)
{
    ordering->is_full = ordering->is_full || memory_now(ordering) + more > ordering->memory_max;
    return !ordering->is_full;
}

/* The decision of this number in the step under way; NULL when there is no room for it. */
static struct decision *decision_at(struct ordering *ordering, uint32_t number)
{
    uint32_t place = ordering->frames[ordering->depth].first_decision + number;

    if (place == ordering->decision_room && !has_room(ordering, place * sizeof *ordering->decisions))
        return NULL;
    if (!array_grow(&ordering->decisions, place, &ordering->decision_room, sizeof *ordering->decisions)) {
        ordering->is_full = true;
        return NULL;
    }
    return &ordering->decisions[place];
}

/* The next decision of the step: its prescribed value, or 0. */
static uint32_t decide(struct ordering *ordering, uint32_t limit, const struct gap *gap)
{
    struct decision *decision = limit < 2 ? NULL : decision_at(ordering, ordering->decided);

    if (!decision)
        return 0;
    if (ordering->decided++ >= ordering->given)
        *decision = (struct decision){.limit = limit, .is_pick = !gap};
    if (gap)
        decision->gap = *gap;
    return decision->value;
}

/* A decision without an alternative. */
static void decide_so(struct ordering *ordering, uint32_t value)
{
    struct decision *decision = decision_at(ordering, ordering->decided);

    if (!decision)
        return;
    ordering->decided++;
    *decision = (struct decision){.value = value, .limit = value + 1, .is_pick = true};
}

static uint32_t pick(struct chooser *chooser, const struct plan *plan, const struct world *world, uint32_t count)
{
    static const struct threats none = {0, 0};
    struct ordering *ordering = (struct ordering *)chooser;
    const struct threats *threats = ordering->used < ordering->options->faults ? &ordering->threats : &none;
    uint32_t place;

    if (ordering->is_unreduced || !world_local_step(plan, world, threats, &place))
        return decide(ordering, count, NULL);
    decide_so(ordering, place);
    return place;
}

/* The kinds that may strike in the gap come first in the list: errors and timeouts where they may not are left out. */
static uint32_t kinds_of(const struct ordering *ordering, const struct gap *gap, enum fault_kind kinds[FAULT_COUNT])
{
    uint32_t count = 0;

    for (uint32_t k = 0; k < ordering->kind_count; k++)
        if (placement_is_possible(gap, (enum fault_kind)ordering->kinds[k]))
            kinds[count++] = (enum fault_kind)ordering->kinds[k];
    return count;
}

static bool strike(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                   struct strike *out)
{
    struct ordering *ordering = (struct ordering *)chooser;
    enum fault_kind kinds[FAULT_COUNT];
    uint32_t value;

    (void)plan;
    (void)world;
    if (gap->attempt > ordering->orders->attempts_max)
        ordering->orders->attempts_max = gap->attempt;
    if (ordering->used == ordering->options->faults ||
        !gap_is_beside(ordering->options->micros, gap->after, gap->before))
        return false;
    value = decide(ordering, 1 + kinds_of(ordering, gap, kinds), gap);
    if (value == 0)
        return false;
    *out = (struct strike){kinds[value - 1], placement_length(kinds[value - 1]), NO_INDEX};
    ordering->used++;
    return true;
}

/* The next combination of the step's decisions: the last one that can be raised is. False when there is none. */
static bool frame_advance(struct ordering *ordering, struct frame *frame)
{
    while (frame->decision_count > 0) {
        struct decision *last = &ordering->decisions[frame->first_decision + frame->decision_count - 1];

        if (++last->value < last->limit)
            return true;
        frame->decision_count--;
    }
    return false;
}

/* One more frame, and its world. */
static bool frame_add(struct ordering *ordering)
{
    bool is_crowded = ordering->frame_count == ordering->frame_room;
    size_t more = world_size(ordering->plan) + (is_crowded ? ordering->frame_room * sizeof *ordering->frames : 0);
    struct frame *frame;
    struct err err;

    if (!has_room(ordering, more) ||
        !array_grow(&ordering->frames, ordering->frame_count, &ordering->frame_room, sizeof *ordering->frames))
        return false;
    frame = &ordering->frames[ordering->frame_count];
    *frame = (struct frame){.world = world_new(ordering->plan, &err)};
    ordering->frame_count += frame->world != NULL;
    return frame->world != NULL;
}

/* A frame at `depth` that begins in `world`. */
static bool frame_begin(struct ordering *ordering, uint32_t depth, const struct world *world)
{
    struct frame *frame;

    if (depth == ordering->frame_count && !frame_add(ordering))
        return false;
    frame = &ordering->frames[depth];
    world_copy(ordering->plan, frame->world, world);
    frame->first_decision = depth == 0 ? 0 : frame[-1].first_decision + frame[-1].decision_count;
    frame->decision_count = 0;
    frame->faults_used = ordering->used;
    return true;
}

/* The state with the number of faults used, for what may still strike is part of what comes. */
static uint32_t add_state(struct ordering *ordering, bool *is_new)
{
    size_t size = state_write(ordering->plan, ordering->now, STATE_UNTIMED, ordering->state);
    size_t beside = memory_beside(ordering);

    ordering->state[size++] = (uint8_t)ordering->used;
    ordering->states.room_max = beside < ordering->memory_max ? ordering->memory_max - beside : 0;
    return states_add(&ordering->states, ordering->state, size, is_new);
}

/* Notes a pick; those behind the last that is not 0 need no place. False when it has none. */
static bool pick_note(struct order_found *found, uint32_t number, uint32_t value)
{
    if (value == 0)
        return true;
    if (number >= PICKS_MAX || value > PICK_MAX)
        return false;
    for (; found->pick_count < number; found->pick_count++)
        found->picks[found->pick_count] = 0;
    found->picks[found->pick_count++] = (uint16_t)value;
    return true;
}

/* What struck on the way to here, and the picks, in order. */
static void order_note(struct ordering *ordering, const struct outcome *outcome)
{
    struct order_found *found = &ordering->orders->failing;
    const struct frame *last = &ordering->frames[ordering->depth];
    uint32_t count = last->first_decision + last->decision_count, picks = 0, strikes = 0;

    if (!found->picks)
        found->picks = malloc(PICKS_MAX * sizeof *found->picks);
    found->pick_count = 0;
    found->has_code = found->picks != NULL;
    for (uint32_t i = 0; i < count; i++) {
        const struct decision *decision = &ordering->decisions[i];
        enum fault_kind kinds[FAULT_COUNT];

        if (decision->is_pick)
            found->has_code = found->has_code && pick_note(found, picks++, decision->value);
        else if (decision->value > 0 && kinds_of(ordering, &decision->gap, kinds) > 0)
            found->run.set[strikes++] = (struct placement){decision->gap, kinds[decision->value - 1], NO_INDEX};
    }
    found->run.is_found = true;
    found->run.count = strikes;
    found->run.duplicates = outcome->duplicates;
    found->run.missed = outcome->missed;
    found->run.silent = outcome->silent;
}

static void count_end(struct ordering *ordering)
{
    struct orders *orders = ordering->orders;
    struct outcome outcome;
    bool fails;

    world_outcome(ordering->plan, ordering->now, &outcome);
    outcome.wishes[WISH_UNHELD] = true; /* as far as states tell */
    fails = outcome.duplicates > 0 || outcome.missed > 0;
    run_tally_add(&orders->ends, 1, &outcome);
    if (outcome.duplicates > orders->duplicates_max)
        orders->duplicates_max = outcome.duplicates;
    if (outcome.missed > orders->missed_max)
        orders->missed_max = outcome.missed;
    if (fails && (!orders->failing.run.is_found || ordering->used < orders->failing.run.count))
        order_note(ordering, &outcome);
}

static void take_step(struct ordering *ordering)
{
    struct frame *frame = &ordering->frames[ordering->depth];
    bool is_new, goes_on;

    world_copy(ordering->plan, ordering->now, frame->world);
    ordering->used = frame->faults_used;
    ordering->given = frame->decision_count;
    ordering->decided = 0;
    goes_on = world_step(ordering->plan, ordering->now, &ordering->chooser, NULL);
    frame->decision_count = ordering->decided;
    ordering->orders->transitions++;
    ordering->is_full = ordering->is_full || add_state(ordering, &is_new) == NO_STATE;
    if (ordering->is_full || !is_new)
        return;
    if (!goes_on) {
        count_end(ordering);
        return;
    }
    ordering->is_full = !frame_begin(ordering, ordering->depth + 1, ordering->now);
    if (ordering->is_full)
        return;
    ordering->depth++;
    if (ordering->depth > ordering->orders->depth_max)
        ordering->orders->depth_max = ordering->depth;
}

/* From a step whose ways were all taken back to one that has another. False when there is none. */
static bool back_up(struct ordering *ordering)
{
    while (!frame_advance(ordering, &ordering->frames[ordering->depth])) {
        if (ordering->depth == 0)
            return false;
        ordering->depth--;
    }
    return true;
}

/* How many states there are nobody knows before they are met. */
static bool is_stopped(const struct ordering *ordering, const struct cancel_token *cancel)
{
    struct progress progress = {.what = "states", .done = ordering->states.count, .stage = 1, .stages = 1, .share = -1};

    return cancel_token_stops(cancel, &progress);
}

/* take_step either goes one deeper, where the step is taken in its first way, or has to take another way. */
static void search_orders(struct ordering *ordering, const struct orders_options *options)
{
    struct orders *orders = ordering->orders;
    bool goes_on = true;

    while (goes_on) {
        uint32_t depth = ordering->depth;

        take_step(ordering);
        if (ordering->is_full) {
            orders->end = SEARCH_LIMIT;
            return;
        }
        if (orders->transitions % STOP_EVERY == 0 && is_stopped(ordering, &options->cancel)) {
            orders->end = SEARCH_STOPPED;
            return;
        }
        if (ordering->depth == depth)
            goes_on = back_up(ordering);
    }
}

static bool ordering_init(struct ordering *ordering, uint64_t seed, struct err *err)
{
    unsigned kinds = search_kinds(ordering->options);
    bool is_new;

    for (unsigned kind = 0; kind < FAULT_COUNT; kind++)
        if (kinds >> kind & 1)
            ordering->kinds[ordering->kind_count++] = kind;
    ordering->threats = (struct threats){kinds, ordering->options->micros};
    if (!memory_suffices(2 * world_size(ordering->plan) + state_room(ordering->plan), ordering->memory_max, err) ||
        !states_init(&ordering->states, ordering->memory_max, err))
        return false;
    ordering->state = malloc(state_room(ordering->plan) + 1);
    ordering->now = world_new(ordering->plan, err);
    if (!ordering->state || !ordering->now)
        return err_memory(err);
    world_start(ordering->plan, ordering->now, seed);
    (void)add_state(ordering, &is_new);
    return frame_begin(ordering, 0, ordering->now) || err_memory(err);
}

static void ordering_release(struct ordering *ordering)
{
    states_release(&ordering->states);
    free(ordering->state);
    world_free(ordering->now);
    for (uint32_t i = 0; i < ordering->frame_count; i++)
        world_free(ordering->frames[i].world);
    free(ordering->frames);
    free(ordering->decisions);
}

static bool orders_search(struct orders *orders, const struct orders_options *options, struct err *err)
{
    struct plan *plan = search_plan(orders->scenario, &options->search, err);
    struct ordering ordering = {
        .chooser = {.strike = strike, .pick = pick, .is_untimed = true},
        .plan = plan,
        .options = &options->search,
        .orders = orders,
        .is_unreduced = options->is_unreduced,
        .memory_max = search_memory(&options->search),
    };
    bool is_ready = plan && ordering_init(&ordering, orders->scenario->seed, err);

    if (is_ready) {
        search_orders(&ordering, options);
        orders->states = ordering.states.count;
        orders->memory = memory_now(&ordering);
    }
    ordering_release(&ordering);
    plan_free(plan);
    return is_ready;
}

bool orders_take(const struct scenario *scenario, const struct orders_options *options, struct orders *out,
                 struct err *err)
{
    struct orders orders = {.faults = options->search.faults, .is_unreduced = options->is_unreduced};

    orders.scenario = search_scenario(scenario, &options->search, err);
    if (!orders.scenario)
        return false;
    if (!orders_search(&orders, options, err)) {
        orders_release(&orders);
        return false;
    }
    *out = orders;
    return true;
}

void orders_release(struct orders *orders)
{
    free(orders->failing.picks);
    scenario_free(orders->scenario);
    *orders = (struct orders){0};
}

const char *orders_obstacle(const struct scenario *scenario)
{
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        if (scenario->bots[b].guard == GUARD_ASK_RECEIVER && scenario->bots[b].visible_after > 0)
            return "a post is shown only after some time (visible_after), which cannot be told without a clock";
        if (scenario->bots[b].guard == GUARD_IDEMPOTENCY_KEY && scenario->bots[b].key_expires != MSEC_NEVER)
            return "a key expires after some time, which cannot be told without a clock";
    }
    if (scenario->until != MSEC_NEVER)
        return "the run ends at a given time, which cannot be told without a clock";
    return NULL;
}
