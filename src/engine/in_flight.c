#include "engine/in_flight.h"

#include "engine/job.h"
#include "engine/micro.h"
#include "engine/timer.h"

void in_flight_send(struct sim *sim, uint32_t index, msec when)
{
    struct world *world = sim->world;
    const struct worker *worker = &sim->workers[index];
    uint32_t taken = world->in_flight_free;

    if (taken) {
        world->in_flight_free = sim->in_flight[taken - 1].job;
    } else if (world->in_flight_top < sim->plan->in_flight_room) {
        taken = ++world->in_flight_top;
    } else {
        sim_fill(sim);
        return;
    }
    sim->in_flight[taken - 1] = (struct in_flight){
        .job = worker->job,
        .op = sim->ops[worker->op].next,
        .attempt = worker->attempt,
        .worker = (uint16_t)index,
        .provenance = worker->provenance,
    };
    sim->jobs[worker->job - 1].refs++;
    timer_set(sim, timer_owner(sim->plan, TIMER_IN_FLIGHT, taken - 1), when, PRIORITY_LANDING);
}

void in_flight_land(struct sim *sim, uint32_t index)
{
    const struct in_flight landing = sim->in_flight[index];
    struct call call = {landing.job - 1, landing.attempt, &sim->ops[landing.op], landing.worker};
    struct provenance provenance = landing.provenance;

    sim->in_flight[index].job = sim->world->in_flight_free;
    sim->world->in_flight_free = index + 1;
    micro_land(sim, &call, &provenance);
    job_release(sim, call.job, &provenance);
}
