#include "engine/ahead.h"

#include "engine/micro.h"
#include "engine/timer.h"

/* The last instant up to which nothing happens but what the acting worker waits for; -1: something may now. */
static msec alone_until(const struct sim *sim)
{
    const struct timer *first = timer_peek(sim);

    if (worker_may_be_wanted(sim) || sim->world->event_count >= sim->slice_end)
        return -1;
    return first && first->time <= sim->until ? first->time - 1 : sim->until;
}

/* From `op` on some ops only let time go by: can they be passed at once? Not where something else happens before they
 * are over, or somebody looks. */
static bool can_pass(const struct sim *sim, const struct op *op, msec time, msec until)
{
    return op->quiet_count > 0 && time <= until && sim->world->event_count + op->quiet_count < sim->slice_end &&
           !sim->trace && !sim->asks;
}

/* Passes them: the same events are counted, the same sequence numbers used. Returns the op that follows. */
static const struct op *pass(struct sim *sim, uint32_t index, const struct op *op, msec time)
{
    struct world *world = sim->world;
    struct worker *worker = &sim->workers[index];

    if (op->action == ACTION_FETCH)
        micro_fetch(sim, index);
    world->now = time;
    world->event_count += op->quiet_count;
    world->sequence += op->quiet_count;
    worker->provenance.at = world->event_count;
    worker->skipped = false;
    worker->op += op->quiet_count;
    if (op->quiet_begins)
        post_begin(sim, worker->job - 1, op[op->quiet_count].bot);
    return op + op->quiet_count;
}

bool ahead_wait(struct sim *sim, uint32_t index, msec pause)
{
    const struct op *op = &sim->ops[sim->workers[index].op];
    msec until = alone_until(sim), due = sim->world->now + pause + op->quiet_length;

    if (can_pass(sim, op, due, until)) {
        op = pass(sim, index, op, due);
        pause = 0;
    }
    due = worker_due(sim, index, op, pause);
    if (due > until) {
        timer_set(sim, index, due, PRIORITY_WORKER);
        return false;
    }
    sim->world->sequence++;
    sim->world->now = due;
    return true;
}
