#include "engine/dispatch.h"

#include "base/check.h"
#include "engine/cut.h"
#include "engine/gap.h"
#include "engine/in_flight.h"
#include "engine/job.h"
#include "engine/micro.h"
#include "engine/process.h"
#include "engine/schedule.h"
#include "engine/timer.h"
#include "engine/worker.h"

static const struct timer *end_run(struct sim *sim, enum ended ended)
{
    struct world *world = sim->world;
    struct event event = event_blank(EVENT_RUN_END);
    event_ref last = world->event_count;

    event.detail = (uint8_t)ended;
    if (ended == ENDED_UNTIL)
        world->now = sim->scenario->until;
    world->has_ended = true;
    world->ended = (uint8_t)ended;
    if (ended_traits[ended].is_cut)
        cut_jobs(sim);
    (void)sim_emit(sim, &event, last);
    return NULL;
}

/* The timer that stands at `rank` (0: first) in the engine's order. */
static const struct timer *timer_of_rank(const struct sim *sim, uint32_t rank)
{
    const struct timer *timer = &sim->timers[0];

    for (uint32_t r = 0; r < rank; r++) {
        timer = timer_after(sim, timer);
        CHECK(timer);
    }
    return timer;
}

/* What happens next: `first`, or what the chooser picks. */
static const struct timer *pick_timer(struct sim *sim, const struct timer *first)
{
    const struct chooser *chooser = sim->chooser;
    uint32_t count = 0;

    for (uint32_t i = 0; i < sim->world->timer_count; i++)
        count += chooser->is_untimed || sim->timers[i].time == first->time;
    return count > 1 ? timer_of_rank(sim, chooser->pick(sim->chooser, sim->plan, sim->world, count)) : first;
}

/* The timer that is next, or NULL: the run has ended. */
static const struct timer *next_timer(struct sim *sim)
{
    struct world *world = sim->world;
    const struct timer *timer;

    if (world->has_ended)
        return NULL;
    timer = timer_first(sim);
    if (!timer)
        return end_run(sim, ENDED_QUIESCENCE);
    if (world->event_count >= sim->events_end)
        return end_run(sim, world->is_full ? ENDED_ROOM : ENDED_LIMIT);
    if (sim->chooser && sim->chooser->pick)
        timer = pick_timer(sim, timer);
    if (timer->time > sim->until)
        return end_run(sim, sim->until < sim->scenario->until ? ENDED_LIMIT : ENDED_UNTIL);
    return timer;
}

/* The worker goes on with `op`: true when something strikes in the gap before its step. */
static inline bool enter(struct sim *sim, uint32_t index, uint32_t op, struct strike *strike)
{
    struct worker *worker = &sim->workers[index];

    worker->op = op;
    worker->phase = PHASE_ACT;
    if (!sim->ops[op].is_first)
        return false;
    worker->skipped = false;
    return gap_is_struck(sim, index, true, strike);
}

/* All that follows for a worker, until it waits for what does not come at once, or has nothing more to do. */
static void follow(struct sim *sim, uint32_t index, struct next next)
{
    struct strike strike;

    for (;;) {
        switch ((enum next_kind)next.kind) {
        case NEXT_NOTHING:
            return;
        case NEXT_WAIT:
            if (!sim->wait(sim, index, next.pause))
                return;
            /* fall through */
        case NEXT_ACT:
            next = micro_do(sim, index);
            if (next.kind != NEXT_GAP)
                break;
            /* fall through */
        case NEXT_GAP:
            if (gap_is_struck(sim, index, false, &strike)) {
                next = gap_strike(sim, index, &strike, next.op, false);
                break;
            }
            /* fall through */
        case NEXT_OP:
            if (next.op == NO_OP) {
                worker_leave(sim, index);
                return;
            }
            if (enter(sim, index, next.op, &strike))
                next = gap_strike(sim, index, &strike, next.op, true);
            else
                next = (struct next){.kind = NEXT_WAIT};
            break;
        case NEXT_SLEEP:
            timer_set(sim, index, sim->world->now + next.pause, PRIORITY_WORKER);
            return;
        case NEXT_REFUSED:
            next = gap_refuse(sim, index);
            break;
        case NEXT_RAISE:
            next = gap_raise(sim, index, (enum micro)next.after);
            break;
        case NEXT_FREEZE:
            process_freeze(sim, index / sim->scenario->platform.workers, next.pause, sim->workers[index].provenance);
            return;
        case NEXT_CRASH:
            (void)process_crash(sim, index / sim->scenario->platform.workers, sim->workers[index].provenance);
            return;
        }
    }
}

/* What the worker waited for has come. */
static struct next resume(struct sim *sim, uint32_t index)
{
    const struct worker *worker = &sim->workers[index];

    switch ((enum worker_phase)worker->phase) {
    case PHASE_ACT:
        return (struct next){.kind = NEXT_ACT};
    case PHASE_ENTER:
        return (struct next){.kind = NEXT_OP, .op = worker->op};
    case PHASE_RAISE:
        return gap_time_out(sim, index);
    case PHASE_LEAVE:
        return (struct next){.kind = NEXT_OP, .op = NO_OP};
    case PHASE_ASK:
        worker_ask(sim, index);
        return (struct next){.kind = NEXT_NOTHING};
    case PHASE_IDLE:
        break;
    }
    CHECK(!"an idle worker has no timer");
    return (struct next){.kind = NEXT_NOTHING};
}

/* A worker, and what follows for it. */
struct turn {
    uint32_t worker;
    struct next next;
};

/* Does what a timer was set for. Whose it was follows from its priority, but for an entry's two. */
static struct turn fire(struct sim *sim, const struct timer *due)
{
    uint32_t owner = timer_owner_of(due);
    const uint32_t *first = sim->plan->owners;

    switch (timer_priority(due)) {
    case PRIORITY_PLATFORM:
        platform_timer(sim, owner - first[TIMER_PLATFORM]);
        break;
    case PRIORITY_LANDING:
        in_flight_land(sim, owner - first[TIMER_IN_FLIGHT]);
        break;
    case PRIORITY_WORKER:
        return (struct turn){owner, resume(sim, owner)};
    case PRIORITY_LEASE:
    case PRIORITY_DUE:
        job_timer(sim, owner - first[TIMER_JOB]);
        break;
    case PRIORITY_RESTART:
        process_timer(sim, owner - first[TIMER_PROCESS]);
        break;
    case PRIORITY_FIRE:
        if (owner < first[TIMER_COPY])
            schedule_fire(sim, owner - first[TIMER_FIRE]);
        else
            schedule_copy(sim, owner - first[TIMER_COPY]);
        break;
    case PRIORITY_LOOK:
        break;
    }
    return (struct turn){0, {.kind = NEXT_NOTHING}};
}

static struct turn take_job(struct sim *sim)
{
    uint32_t worker = worker_take(sim);

    if (worker == NO_WORKER)
        return (struct turn){0, {.kind = NEXT_NOTHING}};
    return (struct turn){worker, worker_first(sim, worker)};
}

/* Whether workers take jobs only when they look; where time is unmeasured they may look at any time. */
static bool takes_at_looks(const struct sim *sim)
{
    const struct platform *platform = &sim->scenario->platform;

    return poll_for_traits[platform->poll_for].is_all && platform->poll.low > 0 &&
           !(sim->chooser && sim->chooser->is_untimed);
}

/* At the look each idle worker takes one job; else a job that waits beside an idle worker waits for the next look.
 * Looks stand at multiples of the poll, and come last in their instant. */
static void take_at_look(struct sim *sim, bool is_look)
{
    uint32_t owner = timer_owner(sim->plan, TIMER_LOOK, 0), idle = sim->world->idle_count;
    msec poll = sim->scenario->platform.poll.low, look = sim->world->now;

    for (; is_look && idle > 0 && sim->world->now == look && worker_is_wanted(sim); idle--) {
        struct turn turn = take_job(sim);

        follow(sim, turn.worker, turn.next);
        if (sim->world->leaving > 0)
            process_let_go(sim, turn.worker);
    }
    if (worker_is_wanted(sim) && sim->timer_places[owner] == 0) {
        msec next = (sim->world->now + poll - 1) / poll * poll;

        timer_set(sim, owner, next + (is_look && next == look ? poll : 0), PRIORITY_LOOK);
    }
}

bool dispatch_step(struct sim *sim)
{
    const struct timer *timer = next_timer(sim);
    struct timer due;
    struct turn turn;

    if (!timer)
        return false;
    due = *timer;
    if (due.time > sim->world->now)
        sim->world->now = due.time;
    timer_take(sim, timer);
    for (turn = fire(sim, &due);; turn = take_job(sim)) {
        follow(sim, turn.worker, turn.next);
        if (sim->world->leaving > 0)
            process_let_go(sim, turn.worker);
        if (!worker_is_wanted(sim))
            return true;
        if (takes_at_looks(sim)) {
            take_at_look(sim, timer_priority(&due) == PRIORITY_LOOK);
            return true;
        }
    }
}
