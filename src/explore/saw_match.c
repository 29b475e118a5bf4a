#include "explore/saw_match.h"

#include "base/range.h"

static bool is_of(const struct expect *expect, uint32_t occurrence)
{
    return expect->occurrence == 0 || expect->occurrence == occurrence;
}

/* A state that only a cell has which is owed, or was made. */
static bool has_state(const struct cell_outcome *cell)
{
    return cell->is_owed || cell->posts > 0;
}

static struct saw_got got_of_bot(const struct expect *expect, const struct plan *plan, const struct world *world)
{
    struct saw_got got = {.state = NO_INDEX};
    bool is_other = false;

    for (uint32_t o = 1; o <= plan_scenario(plan)->occurrences; o++) {
        struct cell_outcome cell;

        if (!is_of(expect, o))
            continue;
        world_cell(plan, world, o, (uint32_t)expect->bot, &cell);
        got.posts += cell.posts;
        if (has_state(&cell) && !is_other) {
            got.state = (int)cell.state;
            is_other = got.state != expect->state;
        }
    }
    got.is_so = expect->posts >= 0 ? got.posts == expect->posts : got.state == expect->state;
    return got;
}

static struct saw_got got_of_job(const struct expect *expect, const struct plan *plan, const struct world *world)
{
    unsigned states = world_job_states(plan, world, expect->occurrence, (uint32_t)expect->job);
    unsigned others = states & ~(1u << expect->state);

    if (others)
        return (struct saw_got){.state = __builtin_ctz(others)};
    return (struct saw_got){.is_so = states != 0, .state = states ? expect->state : NO_INDEX};
}

/* Posts are never taken back: what has too many of them stays different however a run would go on. */
static bool is_settled(const struct expect *expect, const struct saw_got *got)
{
    return expect->posts >= 0 && got->posts > expect->posts;
}

struct saw_distance saw_match(const struct saw *saw, const struct plan *plan, const struct world *world,
                              struct saw_got got[SAW_MAX])
{
    struct saw_distance distance = {.is_open = ended_is_cut(world_ended(world))};

    for (uint32_t i = 0; i < saw->count; i++) {
        const struct expect *expect = &saw->list[i];

        got[i] = expect->bot != NO_INDEX ? got_of_bot(expect, plan, world) : got_of_job(expect, plan, world);
        if (got[i].is_so)
            continue;
        distance.things++;
        distance.posts += expect->posts < 0
                              ? 1
                              : (uint64_t)(max_i64(got[i].posts, expect->posts) - min_i64(got[i].posts, expect->posts));
        distance.is_open = distance.is_open && !is_settled(expect, &got[i]);
    }
    return distance;
}
