#include "engine/post.h"

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
    struct cell *cell = call_cell(sim, call);
    msec visible_after = call->op->is_received ? sim->scenario->bots[call->op->bot].visible_after : 0;
    bool is_known = cell->known && sim->world->now >= cell->known_time + visible_after;

    *by = cell->known;
    if (call->op->records && !cell->known)
        cell->known = self;
    return is_known;
}

void post_skip(struct sim *sim, const struct call *call)
{
    struct cell *cell = call_cell(sim, call);

    cell->skips++;
    cell->is_skipped = true;
}

void post_record(struct sim *sim, const struct call *call, event_ref self)
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

    if (!call->op->recognises)
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

/* The guard notes the commit: the receiver its key each time, and that there is a post at the first one. */
static void record_commit(struct sim *sim, const struct call *call, struct cell *cell, event_ref self)
{
    struct key_state *key = call->op->recognises ? call_key(sim, call) : NULL;

    if (key)
        *key = (struct key_state){
            .event = self,
            .attempt = call->attempt,
            .job = sim->jobs[call->job].id,
            .time = sim->world->now,
        };
    else if (call->op->recognises || cell->posts == 1)
        cell_know(sim, cell, self);
}

/* Is one that it needs not made yet? */
static bool is_premature(const struct sim *sim, const struct call *call)
{
    for (bot_set left = call->op->needs; left; left &= left - 1)
        if (sim_cell(sim, sim->jobs[call->job].occurrence, bot_set_first(left))->posts == 0)
            return true;
    return false;
}

uint32_t post_commit(struct sim *sim, const struct call *call, event_ref self, bot_set blame)
{
    struct cell *cell = call_cell(sim, call);

    if (call->op->needs)
        cell->premature += is_premature(sim, call);
    if (cell->posts++ == 0) {
        cell->delay += sim->world->now;
        cell->held_by = blame & bots_blamed(sim, call->op->bot);
        if (sim->plan->has_needs)
            sim->made_at[cell - sim->cells] = sim->world->now;
    }
    if (call->op->records)
        record_commit(sim, call, cell, self);
    return cell->posts;
}
