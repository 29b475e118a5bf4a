#include "engine/post.h"

#include "base/check.h"

static struct cell *poster_cell(const struct sim *sim, const struct poster *poster)
{
    return sim_cell(sim, sim->jobs[poster->job].occurrence, poster->op->bot);
}

void post_begin(struct sim *sim, const struct poster *poster)
{
    struct cell *cell = poster_cell(sim, poster);

    cell->attempts++;
    cell->last_job = sim->jobs[poster->job].id;
    cell->is_skipped = false;
    /* a repeated delivery outlives the job */
    cell->is_lost = sim->jobs[sim_instance(sim, poster->job)].state == JOB_LOST;
}

bool post_is_guarded(struct sim *sim, const struct poster *poster, event_ref self, event_ref *by)
{
    struct cell *cell = poster_cell(sim, poster);
    msec visible_after = sim->scenario->bots[poster->op->bot].visible_after;

    switch ((enum micro)poster->op->micro) {
    case MICRO_CHECK:
        *by = cell->known;
        return cell->known != 0;
    case MICRO_CLAIM:
        *by = cell->known;
        if (!cell->known)
            cell->known = self;
        return *by != 0;
    case MICRO_ASK:
        *by = cell->known;
        return cell->posts > 0 && sim->world->now >= cell->known_time + visible_after;
    default:
        CHECK(!"a guard asks in check, claim or ask");
        return false;
    }
}

void post_skip(struct sim *sim, const struct poster *poster)
{
    struct cell *cell = poster_cell(sim, poster);

    cell->skips++;
    cell->is_skipped = true;
}

void post_mark(struct sim *sim, const struct poster *poster, event_ref self)
{
    struct cell *cell = poster_cell(sim, poster);

    if (!cell->known)
        cell->known = self;
}

static struct key_state *poster_key(const struct sim *sim, const struct poster *poster)
{
    int place = sim->plan->key_slot[poster->op->bot];
    uint32_t instance = sim_instance(sim, poster->job);

    return place == NO_INDEX ? NULL : &sim->keys[instance * sim->plan->key_count + (uint32_t)place];
}

static bool key_is_fresh(const struct sim *sim, const struct poster *poster, msec written)
{
    msec expires = sim->scenario->bots[poster->op->bot].key_expires;

    return expires == MSEC_NEVER || sim->world->now < written + expires;
}

bool post_is_known(const struct sim *sim, const struct poster *poster, event_ref *by)
{
    const struct bot *bot;
    const struct cell *cell;
    const struct key_state *key;

    if (poster->op->guard != GUARD_IDEMPOTENCY_KEY)
        return false;
    bot = &sim->scenario->bots[poster->op->bot];
    cell = poster_cell(sim, poster);
    key = poster_key(sim, poster);
    if (!key) {
        *by = cell->known;
        return cell->known && key_is_fresh(sim, poster, cell->known_time);
    }
    *by = key->event;
    return key->event && key->job == sim->jobs[poster->job].id &&
           (bot->key == KEY_JOB || key->attempt == poster->attempt) && key_is_fresh(sim, poster, key->time);
}

static void cell_know(const struct sim *sim, struct cell *cell, event_ref commit)
{
    cell->known = commit;
    cell->known_time = sim->world->now;
}

static void write_key(struct sim *sim, const struct poster *poster, event_ref self)
{
    struct key_state *key = poster_key(sim, poster);
    struct cell *cell = poster_cell(sim, poster);

    if (key) {
        *key = (struct key_state){
            .event = self,
            .attempt = poster->attempt,
            .job = sim->jobs[poster->job].id,
            .time = sim->world->now,
        };
    } else {
        cell_know(sim, cell, self);
    }
}

uint32_t post_commit(struct sim *sim, const struct poster *poster, event_ref self, bot_set blame)
{
    struct cell *cell = poster_cell(sim, poster);

    if (cell->posts++ == 0) {
        cell->delay += sim->world->now;
        if (poster->op->guard == GUARD_ASK_RECEIVER)
            cell_know(sim, cell, self);
        cell->held_by = blame & ~bot_set_of(poster->op->bot);
    }
    if (poster->op->guard == GUARD_IDEMPOTENCY_KEY)
        write_key(sim, poster, self);
    return cell->posts;
}
