#include "engine/post.h"

#include "base/check.h"

static struct cell *call_cell(const struct sim *sim, const struct call *call)
{
    return sim_cell(sim, sim->jobs[call->job].occurrence, call->op->bot);
}

void post_begin(struct sim *sim, uint32_t job, uint32_t bot)
{
    const struct job_slot *slot = &sim->jobs[job];
    struct cell *cell = sim_cell(sim, slot->occurrence, bot);

    cell->attempts++;
    cell->last_job = slot->id;
    cell->is_skipped = false;
    /* a repeated delivery outlives the job */
    cell->is_lost = sim->jobs[sim_instance(sim, job)].state == JOB_LOST;
}

bool post_is_guarded(struct sim *sim, const struct call *call, event_ref self, event_ref *by)
{
    const struct guard_traits *guard = &guard_traits[call->op->guard];
    struct cell *cell = call_cell(sim, call);

    CHECK(guard->asks == call->op->micro);
    *by = cell->known;
    if (micro_traits[guard->asks].traits & MICRO_IS_RECEIVED)
        return cell->posts > 0 &&
               sim->world->now >= cell->known_time + sim->scenario->bots[call->op->bot].visible_after;
    if (guard->records == guard->asks && !cell->known)
        cell->known = self;
    return *by != 0;
}

void post_skip(struct sim *sim, const struct call *call)
{
    struct cell *cell = call_cell(sim, call);

    cell->skips++;
    cell->is_skipped = true;
}

void post_mark(struct sim *sim, const struct call *call, event_ref self)
{
    struct cell *cell = call_cell(sim, call);

    if (!cell->known)
        cell->known = self;
}

static struct key_state *call_key(const struct sim *sim, const struct call *call)
{
    int place = sim->plan->key_slot[call->op->bot];
    uint32_t instance = sim_instance(sim, call->job);

    return place == NO_INDEX ? NULL : &sim->keys[instance * sim->plan->key_count + (uint32_t)place];
}

static bool key_is_fresh(const struct sim *sim, const struct call *call, msec written)
{
    msec expires = sim->scenario->bots[call->op->bot].key_expires;

    return expires == MSEC_NEVER || sim->world->now < written + expires;
}

bool post_is_known(const struct sim *sim, const struct call *call, event_ref *by)
{
    const struct bot *bot;
    const struct cell *cell;
    const struct key_state *key;

    if (!guard_traits[call->op->guard].recognises)
        return false;
    bot = &sim->scenario->bots[call->op->bot];
    cell = call_cell(sim, call);
    key = call_key(sim, call);
    if (!key) {
        *by = cell->known;
        return cell->known && key_is_fresh(sim, call, cell->known_time);
    }
    *by = key->event;
    return key->event && key->job == sim->jobs[call->job].id &&
           (!key_traits[bot->key].is_per_attempt || key->attempt == call->attempt) &&
           key_is_fresh(sim, call, key->time);
}

static void cell_know(const struct sim *sim, struct cell *cell, event_ref commit)
{
    cell->known = commit;
    cell->known_time = sim->world->now;
}

static void write_key(struct sim *sim, const struct call *call, event_ref self)
{
    struct key_state *key = call_key(sim, call);
    struct cell *cell = call_cell(sim, call);

    if (key) {
        *key = (struct key_state){
            .event = self,
            .attempt = call->attempt,
            .job = sim->jobs[call->job].id,
            .time = sim->world->now,
        };
    } else {
        cell_know(sim, cell, self);
    }
}

uint32_t post_commit(struct sim *sim, const struct call *call, event_ref self, bot_set blame)
{
    const struct guard_traits *guard = &guard_traits[call->op->guard];
    struct cell *cell = call_cell(sim, call);

    if (cell->posts++ == 0) {
        cell->delay += sim->world->now;
        if (guard->records == MICRO_COMMIT && !guard->recognises)
            cell_know(sim, cell, self);
        cell->held_by = blame & ~bot_set_of(call->op->bot);
    }
    if (guard->recognises)
        write_key(sim, call, self);
    return cell->posts;
}
