#include "explore/placement.h"

#include <string.h>

#include "base/check.h"

struct gap_kinds gap_kinds_make(unsigned kinds, const struct scenario *scenario)
{
    struct gap_kinds made = {.counts = {0}};

    for (uint32_t is_inside = 0; is_inside < 2; is_inside++)
        for (uint32_t kind = 0; kind < FAULT_COUNT; kind++)
            if ((kinds >> kind & 1) && (is_inside || fault_traits[kind].strikes_outside))
                made.kinds[is_inside][made.counts[is_inside]++] = (enum fault_kind)kind;
    for (uint32_t kind = 0; kind < FAULT_COUNT; kind++)
        made.lengths[kind] = fault_length_added(scenario, (enum fault_kind)kind);
    return made;
}

struct strike gap_kinds_strike(const struct gap_kinds *kinds, const struct gap *gap, uint32_t number)
{
    enum fault_kind kind;

    CHECK(number >= 1 && number <= gap_kinds_count(kinds, gap));
    kind = kinds->kinds[gap->step != NO_INDEX][number - 1];
    return (struct strike){kind, kinds->lengths[kind], NO_INDEX};
}

/* Does exactly one step of all jobs post for the bot? Then the bot's name tells the step. */
static bool bot_has_one_step(const struct scenario *scenario, int bot)
{
    uint32_t count = 0;

    for (uint32_t j = 0; j < scenario->job_count; j++)
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++)
            count += step_bot(&scenario->jobs[j].steps[s]) == bot;
    return count == 1;
}

/* Can the job have no second instance, whatever happens? */
static bool job_is_single(const struct scenario *scenario, int job)
{
    uint64_t count = 0;

    for (uint32_t e = 0; e < scenario->entry_count; e++)
        if (scenario->entries[e].job == job)
            count += (uint64_t)scenario->entries[e].times * scenario->entries[e].copies;
    for (uint32_t j = 0; j < scenario->job_count; j++)
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++)
            if (step_child(&scenario->jobs[j].steps[s]) == job)
                return false;
    return count <= 1;
}

struct fault_spec placement_spec(const struct scenario *scenario, const struct placement *placement)
{
    const struct gap *gap = &placement->gap;
    const bool is_before = gap->after == MICRO_NONE;
    const bool is_of_bot = gap->bot != NO_INDEX && bot_has_one_step(scenario, gap->bot);
    struct fault_spec spec = {
        .step = is_of_bot || gap->step == NO_INDEX ? 0 : (uint32_t)gap->step + 1,
        .instance = job_is_single(scenario, gap->job_index) ? 0 : gap->instance,
        .attempt = gap->attempt,
        .micro = is_before ? gap->before : gap->after,
        .is_before = is_before,
        .kind = placement->kind,
        .length = MSEC_NONE,
        .times = 1,
    };

    name_copy(spec.name, is_of_bot ? scenario->bots[gap->bot].name : scenario->jobs[gap->job_index].name);
    return spec;
}

void placement_write(const struct scenario *scenario, const struct placement *placement, struct text *out)
{
    const struct fault_spec spec = placement_spec(scenario, placement);

    fault_spec_write(&spec, out);
}

/* Makes the change that keeps only those of the file's faults that are in the set. */
static struct change change_to_own(const struct scenario *scenario, const struct placement *set, uint32_t count)
{
    struct change change = change_of(CHANGE_NO_FAULTS, NULL, 0);

    for (uint32_t i = 0; i < count; i++) {
        if (set[i].scripted == NO_INDEX)
            continue;
        change.kind = CHANGE_ONLY_FAULTS;
        change_keep_fault(&change, scenario->faults[set[i].scripted].number);
    }
    return change;
}

size_t placements_added(const struct scenario *scenario, const struct placement *set, uint32_t count,
                        struct change out[PLACEMENTS_MAX])
{
    size_t made = 0;

    CHECK(count <= PLACEMENTS_MAX);
    for (uint32_t i = 0; i < count; i++) {
        struct fault_spec spec;

        if (set[i].scripted != NO_INDEX)
            continue;
        spec = placement_spec(scenario, &set[i]);
        out[made++] = change_of_spec(&spec);
    }
    return made;
}

size_t placements_changes(const struct scenario *scenario, const struct placement *set, uint32_t count,
                          struct change out[PLACEMENTS_MAX + 1])
{
    out[0] = change_to_own(scenario, set, count);
    return 1 + placements_added(scenario, set, count, out + 1);
}
