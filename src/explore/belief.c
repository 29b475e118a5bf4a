#include "explore/belief.h"

#include <inttypes.h>
#include <stdarg.h>

#include "base/check.h"

#define UNTIL_IT_WORKS 25 /* retries, as Sidekiq has them */

/* A world that is being made. */
struct making {
    const struct trace *trace;
    const struct scenario *scenario;
    const struct ledger *ledger;
    struct belief_world *world;
    bool is_full;
    bool has_failed; /* memory is out */
};

static void add(struct making *making, struct change change)
{
    struct belief_world *world = making->world;

    making->is_full = making->is_full || world->count == BELIEF_CHANGES_MAX;
    if (!making->is_full)
        world->changes[world->count++] = change;
}

/* Sets a value of the file, such as "jobs.Mail.retry.wait=0s". */
static void set(struct making *making, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void set(struct making *making, const char *format, ...)
{
    struct text setting = {0};
    struct change change;
    struct err err;
    va_list list;

    va_start(list, format);
    text_addv(&setting, format, list);
    va_end(list);
    if (!setting.failed && change_parse(CHANGE_SETTING, text_str(&setting), &change, &err)) {
        add(making, change);
    } else {
        CHECK(setting.failed || err_is_memory(&err));
        making->has_failed = true;
    }
    text_release(&setting);
}

static void retries_set(struct making *making, uint32_t low, uint32_t high, uint32_t limit)
{
    for (uint32_t j = 0; j < making->scenario->job_count; j++) {
        const struct job *job = &making->scenario->jobs[j];

        if (job->retry.limit >= low && job->retry.limit <= high)
            add(making, change_of(CHANGE_RETRY, job->name, limit));
    }
}

/* A record that took time would move what comes after it. */
static void goes_on(struct making *making)
{
    for (uint32_t j = 0; j < making->scenario->job_count; j++) {
        const struct job *job = &making->scenario->jobs[j];

        if (job->step_count < 2 || resume_traits[job->resume].records)
            continue;
        set(making, "jobs.%s.resume=%s", job->name, resume_names[RESUME_STEP]);
        set(making, "jobs.%s.latency.record=0s", job->name);
    }
}

static void not_again(struct making *making)
{
    retries_set(making, 1, UINT32_MAX, 0);
}

static void until_it_works(struct making *making)
{
    retries_set(making, 0, UNTIL_IT_WORKS - 1, UNTIL_IT_WORKS);
}

static void at_once(struct making *making)
{
    for (uint32_t j = 0; j < making->scenario->job_count; j++)
        if (making->scenario->jobs[j].retry.limit > 0)
            set(making, "jobs.%s.retry.wait=0s", making->scenario->jobs[j].name);
}

static void next_step(struct making *making)
{
    for (uint32_t j = 0; j < making->scenario->job_count; j++)
        if (making->scenario->jobs[j].rescue != RESCUE_CONTINUE)
            add(making, change_of(CHANGE_RESCUE, making->scenario->jobs[j].name, RESCUE_CONTINUE));
}

static void all_again(struct making *making)
{
    bool has_guard = false;

    for (uint32_t b = 0; b < making->scenario->bot_count; b++)
        has_guard = has_guard || making->scenario->bots[b].guard != GUARD_NONE;
    if (has_guard)
        add(making, change_of(CHANGE_GUARD, CHANGE_ALL, GUARD_NONE));
}

/* Of each post that can be skipped, and whose job goes on then. */
static void skip_ends(struct making *making)
{
    for (uint32_t j = 0; j < making->scenario->job_count; j++) {
        const struct job *job = &making->scenario->jobs[j];

        for (uint32_t s = 0; s + 1 < job->step_count; s++)
            if (guard_traits[step_guard(making->scenario, &job->steps[s])].asks != MICRO_NONE &&
                !skipped_traits[job->steps[s].skipped].leaves)
                set(making, "jobs.%s.steps.%" PRIu32 ".skipped=%s", job->name, s + 1, skipped_names[SKIPPED_END]);
    }
}

static void alone(struct making *making)
{
    for (uint32_t j = 0; j < making->scenario->job_count; j++)
        if (job_post_count(&making->scenario->jobs[j]) > 1)
            add(making, change_of(CHANGE_SPLIT, making->scenario->jobs[j].name, 0));
}

/* Those first whose jobs enqueue nobody any more, so that a job takes back also what its jobs took back. */
static void together(struct making *making)
{
    const struct scenario *scenario = making->scenario;
    bool is_done[SCENARIO_JOBS_MAX] = {false}, goes_on = true;

    while (goes_on) {
        goes_on = false;
        for (uint32_t j = 0; j < scenario->job_count; j++) {
            uint32_t children = 0, open = 0;

            for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++) {
                const int child = step_child(&scenario->jobs[j].steps[s]);

                children += child != NO_INDEX;
                open += child != NO_INDEX && !is_done[child];
            }
            if (is_done[j] || open > 0)
                continue;
            is_done[j] = goes_on = true;
            if (children > 0)
                add(making, change_of(CHANGE_UNSPLIT, scenario->jobs[j].name, 0));
        }
    }
}

static void entries_once(struct making *making)
{
    for (uint32_t e = 0; e < making->scenario->entry_count; e++)
        if (making->scenario->entries[e].copies > 1)
            set(making, "schedule.%" PRIu32 ".copies=1", e + 1);
}

static void deliveries_once(struct making *making)
{
    for (uint32_t f = 0; f < making->scenario->fault_count; f++) {
        const struct fault *fault = &making->scenario->faults[f];

        if (fault->is_platform && fault->platform == PLATFORM_TWICE && fault->number > 0)
            add(making, change_of(CHANGE_WITHOUT_FAULT, NULL, fault->number));
    }
}

static void once(struct making *making)
{
    entries_once(making);
    deliveries_once(making);
    if (on_crash_traits[making->scenario->platform.on_crash].recovers)
        set(making, "platform.on_crash=%s", on_crash_names[ON_CRASH_LOST]);
}

static void one_at_a_time(struct making *making)
{
    if (making->scenario->platform.workers > 1)
        add(making, change_of(CHANGE_WORKERS, NULL, 1));
    if (making->scenario->platform.processes > 1)
        set(making, "platform.processes=1");
}

static void asking_is_enough(struct making *making)
{
    for (uint32_t b = 0; b < making->scenario->bot_count; b++) {
        const struct bot *bot = &making->scenario->bots[b];

        if (guard_traits[bot->guard].recognises && bot->key_expires != MSEC_NEVER)
            set(making, "bots.%s.expires=never", bot->name);
        if (guard_asks_receiver(bot->guard) && bot->visible_after > 0)
            set(making, "bots.%s.visible_after=0s", bot->name);
    }
}

/* A strike that ended its attempt behind the post that it struck at, or whose post lands when nobody waits for it. */
static bool strikes_after_post(const struct event *event)
{
    const enum strike_effect effect = fault_traits[event->detail].effect;

    if (event->bot == NO_BOT || (!fault_raises((enum fault_kind)event->detail) && effect != STRIKE_KILLS))
        return false;
    return strike_lands_late(event) || strike_finds(event) == EFFECT_MADE ||
           (strike_finds(event) == EFFECT_KNOWN && event->micro != MICRO_DONE);
}

/* What struck there, before the post. A timeout would still be on its way, so that it is an error instead. */
static struct fault_spec spec_before(const struct making *making, const struct event *event)
{
    struct fault_spec spec = {.day = event->occurrence,
                              .instance = making->ledger->jobs[event->job - 1].number,
                              .attempt = event->attempt,
                              .micro = MICRO_COMMIT,
                              .is_before = true,
                              .kind = (enum fault_kind)event->detail,
                              .length = MSEC_NONE,
                              .times = 1};

    if (fault_traits[spec.kind].effect == STRIKE_RAISES_LATER)
        spec.kind = FAULT_ERROR;
    name_copy(spec.name, making->scenario->bots[event->bot].name);
    return spec;
}

static void not_happened(struct making *making)
{
    const struct trace *trace = making->trace;
    struct fault_set replaced = {0};

    for (uint32_t i = 0; i < trace->count && !making->is_full; i++) {
        const struct event *event = &trace->events[i];
        struct fault_spec spec;
        uint32_t number;

        if (event->kind != EVENT_STRIKE || event->value < 0 || !strikes_after_post(event))
            continue;
        number = making->scenario->faults[event->value].number;
        if (number == 0)
            continue;
        if (!fault_set_has(&replaced, number - 1))
            add(making, change_of(CHANGE_WITHOUT_FAULT, NULL, number));
        fault_set_add(&replaced, number - 1);
        spec = spec_before(making, event);
        add(making, change_of_spec(&spec));
    }
}

#define WORLD_ITEM(constant, name, about, make) [constant] = (make),
static void (*const makers[BELIEF_COUNT])(struct making *making) = {WORLD_LIST(WORLD_ITEM)};

bool belief_world(enum belief belief, const struct trace *trace, const struct ledger *ledger, struct belief_world *out,
                  struct err *err)
{
    struct making making = {.trace = trace, .scenario = trace->scenario, .ledger = ledger, .world = out};

    CHECK((int)belief < BELIEF_COUNT);
    out->count = 0;
    if (belief_is_reading(belief))
        return true;
    makers[belief](&making);
    if (making.is_full || making.has_failed)
        out->count = 0;
    return !making.has_failed || err_memory(err);
}
