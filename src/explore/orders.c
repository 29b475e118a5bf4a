#include "explore/orders.h"

#include <stdlib.h>
#include <string.h>

#include "base/range.h"
#include "engine/local.h"
#include "engine/state.h"
#include "explore/choices.h"
#include "explore/states.h"

enum { STOP_EVERY = 8 /* steps between two looks at the token */ };

/* A state on the path to the present one, and the choices of the step taken from it. */
struct frame {
    struct world *world; /* owned */
    struct sequence sequence;
    uint32_t faults_used; /* before the step */
};

struct ordering {
    struct chooser chooser; /* first: the engine hands it back */
    const struct plan *plan;
    const struct search_options *options;
    struct gap_kinds kinds;
    struct budget budget;
    struct states states;
    uint8_t *state;
    struct world *now;
    struct frame *frames; /* [depth]; worlds of deeper ones are kept for later */
    uint32_t depth, frame_count, frame_room;
    struct choices choices; /* of all steps on the way */
    uint32_t used;          /* faults so far */
    struct orders *orders;
    struct threats threats; /* as long as faults are left */
    bool is_unreduced;
};

/* Makes a choice of `count` answers: a pick, or whether and how the gap is struck (0: not). */
static uint32_t choose(struct ordering *ordering, uint32_t count, uint32_t answer, const struct gap *gap)
{
    struct choice *choice = choices_take(&ordering->choices, count, answer);

    if (!choice) {
        budget_exhaust(&ordering->budget);
        return answer;
    }
    choice->is_pick = !gap;
    if (gap)
        choice->gap = *gap;
    return choice->answer;
}

static uint32_t pick(struct chooser *chooser, const struct plan *plan, const struct world *world, uint32_t count)
{
    static const struct threats none = {0, 0};
    struct ordering *ordering = (struct ordering *)chooser;
    const struct threats *threats = ordering->used < ordering->options->faults ? &ordering->threats : &none;
    uint32_t place;

    if (ordering->is_unreduced || !world_local_step(plan, world, threats, &place))
        return choose(ordering, count, 0, NULL);
    return choose(ordering, place + 1, place, NULL); /* without an alternative */
}

static bool strike(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                   struct strike *out)
{
    struct ordering *ordering = (struct ordering *)chooser;
    uint32_t answer;

    (void)plan;
    (void)world;
    ordering->orders->attempts_max = max_u32(ordering->orders->attempts_max, gap->attempt);
    if (ordering->used == ordering->options->faults || gap_kinds_count(&ordering->kinds, gap) == 0 ||
        !gap_is_beside(ordering->options->micros, gap->after, gap->before))
        return false;
    answer = choose(ordering, 1 + gap_kinds_count(&ordering->kinds, gap), 0, gap);
    if (answer == 0)
        return false;
    *out = gap_kinds_strike(&ordering->kinds, gap, answer);
    ordering->used++;
    return true;
}

/* One more frame, and its world. */
static bool frame_add(struct ordering *ordering)
{
    bool is_crowded = ordering->frame_count == ordering->frame_room;
    size_t more = world_size(ordering->plan) + (is_crowded ? ordering->frame_room * sizeof *ordering->frames : 0);
    struct frame *frame;
    struct err err;

    if (!budget_fits(&ordering->budget, more) ||
        !budget_grow(&ordering->budget, &ordering->frames, ordering->frame_count, &ordering->frame_room,
                     sizeof *ordering->frames))
        return false;
    frame = &ordering->frames[ordering->frame_count];
    *frame = (struct frame){.world = world_new(ordering->plan, &err)};
    if (!frame->world) {
        budget_starve(&ordering->budget);
        return false;
    }
    ordering->frame_count++;
    budget_take(&ordering->budget, world_size(ordering->plan));
    return true;
}

/* A frame at `depth` that begins in `world`. */
static bool frame_begin(struct ordering *ordering, uint32_t depth, const struct world *world)
{
    struct frame *frame;

    if (depth == ordering->frame_count && !frame_add(ordering))
        return false;
    frame = &ordering->frames[depth];
    world_copy(ordering->plan, frame->world, world);
    frame->sequence.first = depth == 0 ? 0 : frame[-1].sequence.first + frame[-1].sequence.count;
    frame->sequence.count = 0;
    frame->faults_used = ordering->used;
    return true;
}

/* Adds the state, and the number of faults used, on which it depends what may still strike. */
static uint32_t add_state(struct ordering *ordering, bool *is_new)
{
    size_t size = state_write(ordering->plan, ordering->now, STATE_UNTIMED, ordering->state);

    ordering->state[size++] = (uint8_t)ordering->used;
    return states_add(&ordering->states, ordering->state, size, is_new);
}

/* Notes a pick; zeros at the end are left out. False when there is no room for it. */
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

/* Notes what struck on the path to here, and the picks, in order. */
static void order_note(struct ordering *ordering, const struct outcome *outcome)
{
    struct order_found *found = &ordering->orders->failing;
    const struct sequence *last = &ordering->frames[ordering->depth].sequence;
    uint32_t picks = 0;

    if (!found->picks)
        found->picks = malloc(PICKS_MAX * sizeof *found->picks);
    if (!found->picks)
        budget_starve(&ordering->budget);
    found->pick_count = 0;
    found->run = run_found_of(outcome);
    found->has_code = found->picks != NULL;
    for (uint32_t i = 0; i < last->first + last->count; i++) {
        const struct choice *choice = &ordering->choices.list[i];

        if (choice->is_pick)
            found->has_code = found->has_code && pick_note(found, picks++, choice->answer);
        else if (choice->answer > 0)
            found->run.set[found->run.count++] = (struct placement){
                choice->gap, gap_kinds_strike(&ordering->kinds, &choice->gap, choice->answer).kind, NO_INDEX};
    }
}

static void count_end(struct ordering *ordering)
{
    struct orders *orders = ordering->orders;
    struct outcome outcome;

    world_outcome(ordering->plan, ordering->now, &outcome);
    outcome.wishes[WISH_UNHELD] = true; /* as far as states tell; nor is anything late without a clock */
    outcome.wishes[WISH_MADE] = outcome.wishes[WISH_MADE] || outcome.missed + outcome.premature == 0;
    run_tally_add(&orders->ends, 1, &outcome);
    orders->duplicates_max = max_u64(orders->duplicates_max, outcome.duplicates);
    orders->missed_max = max_u64(orders->missed_max, outcome.missed);
    if (!outcome_is_clean(&outcome) && (!orders->failing.run.is_found || ordering->used < orders->failing.run.count))
        order_note(ordering, &outcome);
}

/* Goes on from the state that the step led to, if it is new: counts it as an end, or goes one deeper. */
static void go_on_from(struct ordering *ordering, bool has_ended)
{
    bool is_new;

    if (add_state(ordering, &is_new) == NO_STATE) {
        budget_exhaust(&ordering->budget);
    } else if (is_new && has_ended) {
        count_end(ordering);
    } else if (is_new && !frame_begin(ordering, ordering->depth + 1, ordering->now)) {
        budget_exhaust(&ordering->budget);
    } else if (is_new) {
        ordering->orders->depth_max = max_u32(ordering->orders->depth_max, ++ordering->depth);
    }
}

static void take_step(struct ordering *ordering)
{
    struct frame *frame = &ordering->frames[ordering->depth];
    bool goes_on;

    world_copy(ordering->plan, ordering->now, frame->world);
    ordering->used = frame->faults_used;
    choices_replay(&ordering->choices, frame->sequence);
    goes_on = world_step(ordering->plan, ordering->now, &ordering->chooser, NULL);
    frame->sequence = ordering->choices.now;
    ordering->orders->transitions++;
    if (!budget_is_over(&ordering->budget))
        go_on_from(ordering, !goes_on);
}

/* Steps back to the last step that can go another way. False when there is none. */
static bool back_up(struct ordering *ordering)
{
    while (!choices_raise(&ordering->choices, &ordering->frames[ordering->depth].sequence)) {
        if (ordering->depth == 0)
            return false;
        ordering->depth--;
    }
    return true;
}

/* The number of states is not known before all were met, so there is no share to tell. */
static void look_at_stop(struct ordering *ordering)
{
    struct progress progress = {.what = "states", .done = ordering->states.count, .stage = 1, .stages = 1, .share = -1};

    (void)budget_stops(&ordering->budget, &progress);
}

/* Where take_step has not gone deeper, the step goes another way next. */
static void search_orders(struct ordering *ordering)
{
    bool goes_on = true;

    while (goes_on) {
        uint32_t depth = ordering->depth;

        take_step(ordering);
        if (ordering->orders->transitions % STOP_EVERY == 0)
            look_at_stop(ordering);
        goes_on = !budget_is_over(&ordering->budget) && (ordering->depth != depth || back_up(ordering));
    }
}

static bool ordering_init(struct ordering *ordering, uint64_t seed, struct err *err)
{
    size_t least = world_size(ordering->plan) + state_room(ordering->plan);
    bool is_new;

    if (!budget_suffices(least + world_size(ordering->plan), ordering->budget.bytes_max, err) ||
        !states_init(&ordering->states, &ordering->budget, err) ||
        !choices_init(&ordering->choices, 0, &ordering->budget, err))
        return false;
    budget_take(&ordering->budget, least);
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
    choices_release(&ordering->choices);
}

static bool orders_search(struct orders *orders, const struct orders_options *options, struct err *err)
{
    struct plan *plan = search_plan(orders->scenario, &options->search, err);
    unsigned kinds = search_kinds(&options->search);
    struct ordering ordering = {
        .chooser = {.strike = strike, .pick = pick, .is_untimed = true},
        .plan = plan,
        .options = &options->search,
        .kinds = gap_kinds_make(kinds, orders->scenario),
        .budget = {.cancel = &options->cancel, .bytes_max = search_memory(&options->search)},
        .orders = orders,
        .threats = {kinds, options->search.micros},
        .is_unreduced = options->is_unreduced,
    };
    bool is_ready = plan && ordering_init(&ordering, orders->scenario->seed, err);

    if (is_ready) {
        search_orders(&ordering);
        orders->end = ordering.budget.end;
        orders->states = ordering.states.count;
        orders->memory = ordering.budget.bytes;
    }
    if (is_ready && ordering.budget.is_starved)
        is_ready = err_memory(err);
    ordering_release(&ordering);
    plan_free(plan);
    return is_ready;
}

bool orders_take(const struct scenario *scenario, const struct orders_options *options, struct orders *out,
                 struct err *err)
{
    struct orders orders = {.faults = options->search.faults, .is_unreduced = options->is_unreduced};

    orders.scenario = search_scenario(scenario, &options->search, &orders.left_out, err);
    if (!orders.scenario || !orders_search(&orders, options, err)) {
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
