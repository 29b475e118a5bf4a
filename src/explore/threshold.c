#include "explore/threshold.h"

#include "base/range.h"
#include "model/changed.h"
#include "model/value.h"

enum { TRIED_MAX = 64, EVENTS_MAX = 20000, EVENTS_SLACK = 1000 };

/* A value that was explored. */
struct tried {
    int64_t value;
    struct threshold_fate fate;
};

struct taking {
    const struct scenario *scenario;
    const struct threshold_options *options;
    const struct cancel_token *cancel;
    struct threshold *threshold;
    struct err refusal; /* of the last value that the scenario did not take */
};

bool threshold_can(const struct key_path *path)
{
    enum value_form form = value_rules[path->key->value].form;

    return form == FORM_NUMBER || form == FORM_TIME || value_form_is_duration(form);
}

uint32_t threshold_events(const struct scenario *scenario, struct err *err)
{
    struct trace trace;
    struct plan *plan = run_trace(scenario, NULL, EVENTS_MAX, &trace, err);
    uint32_t events;

    if (!plan)
        return 0;
    events = min_u32(4 * trace.count + EVENTS_SLACK, EVENTS_MAX);
    trace_release(&trace);
    plan_free(plan);
    return events;
}

struct change threshold_change(const struct key_path *path, int64_t value)
{
    const struct datum datum = {.number = value, .duration = duration_fixed(value)};

    return change_of_path(path, &datum);
}

static bool fate_equal(const struct threshold_fate *a, const struct threshold_fate *b)
{
    return a->is_possible == b->is_possible && a->is_whole == b->is_whole && a->duplicated == b->duplicated &&
           a->missed == b->missed && a->refused == b->refused;
}

static struct threshold_fate fate_of(const struct explore *explore)
{
    struct threshold_fate fate = {.is_possible = true, .is_whole = explore_is_whole(explore)};

    for (uint32_t b = 0; b < explore->scenario->bot_count; b++) {
        fate.duplicated |= explore->bots[b].duplicate > 0 ? (uint64_t)1 << b : 0;
        fate.missed |= explore->bots[b].lose > 0 ? (uint64_t)1 << b : 0;
    }
    for (uint32_t w = 0; w < WISH_COUNT; w++)
        fate.refused |= explore->total.refused[w] > 0 ? 1u << w : 0;
    return fate;
}

static bool fate_take(struct taking *taking, int64_t value, struct threshold_fate *out, struct err *err)
{
    const struct change change = threshold_change(&taking->options->path, value);
    struct search_options options = taking->options->search;
    struct scenario *changed = scenario_changed(taking->scenario, &change, 1, &taking->refusal);
    struct explore explore;
    bool is_taken;

    taking->threshold->values++;
    *out = (struct threshold_fate){.is_possible = false};
    if (!changed) {
        *err = taking->refusal;
        return !err_is_memory(&taking->refusal);
    }
    is_taken = explore_take(changed, &options, taking->cancel, &explore, err);
    if (is_taken) {
        *out = fate_of(&explore);
        taking->threshold->is_stopped |= explore.result.end == SEARCH_STOPPED;
        explore_release(&explore);
    }
    scenario_free(changed);
    return is_taken;
}

/* The fate is another one than up to here. */
static void band_add(struct threshold *threshold, const struct tried *tried)
{
    if (threshold->count > 0 && fate_equal(&threshold->bands[threshold->count - 1].fate, &tried->fate))
        return;
    if (threshold->count == THRESHOLD_BANDS_MAX)
        threshold->is_cut = true;
    else
        threshold->bands[threshold->count++] = (struct threshold_band){tried->value, tried->fate};
}

/* Adds the bands that begin behind `a`, up to `b`. */
static bool bisect(struct taking *taking, const struct tried *a, const struct tried *b, struct err *err)
{
    struct threshold *threshold = taking->threshold;
    struct tried middle = {.value = a->value + (b->value - a->value) / 2};

    if (threshold->is_stopped || threshold->is_cut || fate_equal(&a->fate, &b->fate))
        return true;
    if (middle.value == a->value) {
        band_add(threshold, b);
        return true;
    }
    if (!fate_take(taking, middle.value, &middle.fate, err))
        return false;
    if (threshold->is_stopped) /* what is known of the middle is not all: it changes somewhere up to b */
        return true;
    return bisect(taking, a, &middle, err) && bisect(taking, &middle, b, err);
}

/* The values that are tried first, ascending. */
static uint32_t grid_of(const struct threshold *threshold, struct tried grid[TRIED_MAX])
{
    uint32_t count = 0;

    grid[count++].value = threshold->low;
    for (int64_t step = 1; threshold->low + step < threshold->high; step *= 2)
        grid[count++].value = threshold->low + step;
    if (threshold->high > threshold->low)
        grid[count++].value = threshold->high;
    return count;
}

static bool threshold_search(struct taking *taking, struct err *err)
{
    struct threshold *threshold = taking->threshold;
    struct tried grid[TRIED_MAX];
    uint32_t count = grid_of(threshold, grid), first = count;
    bool is_any = false;

    /* From the largest on: small ones may go round without end, and take what time there is. */
    while (first > 0) {
        struct tried tried = {.value = grid[first - 1].value};

        if (!fate_take(taking, tried.value, &tried.fate, err))
            return false;
        if (threshold->is_stopped)
            break;
        is_any = is_any || tried.fate.is_possible;
        grid[--first] = tried;
    }
    if (!is_any && !threshold->is_stopped) {
        *err = taking->refusal;
        return false;
    }
    if (first < count)
        band_add(threshold, &grid[first]);
    for (uint32_t i = first; i + 1 < count; i++)
        if (!bisect(taking, &grid[i], &grid[i + 1], err))
            return false;
    return true;
}

bool threshold_take(const struct scenario *scenario, const struct threshold_options *options,
                    const struct cancel_token *cancel, struct threshold *out, struct err *err)
{
    const struct value_rule *rule = &value_rules[options->path.key->value];
    int64_t most = rule->form == FORM_NUMBER ? THRESHOLD_NUMBER_MAX : THRESHOLD_TIME_MAX;
    struct taking taking = {scenario, options, cancel, out, {{0}}};

    *out = (struct threshold){.low = rule->low, .high = min_i64(rule->high, most)};
    return threshold_search(&taking, err);
}
