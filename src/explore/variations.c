#include "explore/variations.h"

#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "model/meaning.h"
#include "model/preset_option.h"
#include "model/unsplit.h"
#include "model/usual.h"

#define LENGTH(array) (sizeof(array) / sizeof *(array))

/* Of one deploy, and as many of the platform for those that say nothing. */
enum { DEPLOY_VARIATIONS_MAX = 2 * (4 + LEAVES_COUNT) };

static void variation_add(struct variations *out, uint32_t cost, struct change change, bool is_present)
{
    CHECK(out->count < VARIATIONS_MAX);
    out->list[out->count++] = (struct variation){.change = change, .cost = cost, .is_present = is_present};
}

static struct variation *last_of(struct variations *out)
{
    CHECK(out->count > 0);
    return &out->list[out->count - 1];
}

/* Whose keys are varied. */
struct subject {
    const struct mapping *mapping;
    const char *name; /* of a bot or job, else NULL */
    uint32_t number;  /* of a fault, else 0 */
    const void *model;
    struct variations *out;
    const struct platform *on; /* whose system must let it be set so; NULL: it is nobody's to forbid */
};

/* What a preset has an option for is said as its system says it. */
static struct change change_to(const struct subject *subject, const struct key *key, const struct datum *datum)
{
    struct key_path path = {.key = key, .number = subject->number};
    const struct preset_option *option = NULL;
    struct datum number = {0};

    CHECK(key);
    if (subject->on && subject->mapping == &mapping_platform)
        option = preset_option_for(subject->on->preset, subject->mapping, key, datum, &number.number);
    if (option) {
        path.key = key_find(&mapping_options, option->name);
        return change_of_path(&path, &number);
    }
    if (subject->name)
        name_copy(path.name, subject->name);
    return change_of_path(&path, datum);
}

bool platform_takes(const struct platform *platform, const struct key *key, const struct datum *datum)
{
    const struct platform usual = platform_usual_of(platform);
    const struct datum present = member_get(key, platform), own = member_get(key, &usual);

    return preset_option_offers(platform->preset, &mapping_platform, key, datum) ||
           !datum_equal(key->value, &present, &own);
}

static bool is_foreign(const struct subject *subject, const struct key *key, const struct datum *datum)
{
    if (!subject->on)
        return false;
    return subject->mapping == &mapping_platform
               ? !platform_takes(subject->on, key, datum)
               : !preset_option_offers(subject->on->preset, subject->mapping, key, datum);
}

/* The key with this value. */
static void value_vary(const struct subject *subject, uint32_t cost, const char *name, struct datum datum)
{
    const struct key *key = key_find(subject->mapping, name);
    const struct datum present = member_get(key, subject->model);

    variation_add(subject->out, cost, change_to(subject, key, &datum), datum_equal(key->value, &datum, &present));
    last_of(subject->out)->is_foreign = is_foreign(subject, key, &datum);
}

static void number_vary(const struct subject *subject, uint32_t cost, const char *name, int64_t number)
{
    value_vary(subject, cost, name, (struct datum){.number = number});
}

static void duration_vary(const struct subject *subject, uint32_t cost, const char *name, struct duration duration)
{
    value_vary(subject, cost, name, (struct datum){.duration = duration});
}

/* The key with every word of its list. */
static void words_vary(const struct subject *subject, uint32_t cost, const char *name)
{
    const struct value_rule *rule = &value_rules[key_find(subject->mapping, name)->value];

    for (size_t i = 0; i < rule->word_count; i++)
        number_vary(subject, cost + (uint32_t)i, name, (int64_t)i);
}

/* A time, which may be one that varies, so many times as long. */
static void times_vary(const struct subject *subject, uint32_t cost, const char *name, struct duration present)
{
    static const int64_t factors[] = {1, 2, 10, 100};

    for (size_t i = 0; i < LENGTH(factors); i++) {
        struct duration longer;

        if (present.high > MSEC_MAX / factors[i])
            continue;
        longer = duration_times(&present, factors[i]);
        value_vary(subject, cost + (uint32_t)i, name, (struct datum){.number = longer.low, .duration = longer});
    }
}

uint32_t guard_cost(uint32_t guard)
{
    const struct guard_traits *traits = &guard_traits[guard];
    const bool marks = traits->records != MICRO_NONE && traits->records != MICRO_COMMIT &&
                       traits->records != traits->asks;
    const uint32_t steps = (uint32_t)(traits->asks != MICRO_NONE) + (uint32_t)marks;

    return (guard == GUARD_NONE ? 3 : steps) * GUARD_COUNT + guard;
}

void variations_of_bot(const struct scenario *scenario, uint32_t bot, struct variations *out)
{
    const struct bot *model = &scenario->bots[bot];
    const struct subject subject = {&mapping_bot, model->name, 0, model, out, NULL};

    for (uint32_t guard = 0; guard < GUARD_COUNT; guard++)
        number_vary(&subject, COST_GUARD + guard_cost(guard), "guard", guard);
    if (!guard_traits[model->guard].recognises)
        return;
    words_vary(&subject, COST_KEY, "key");
    number_vary(&subject, COST_KEY + KEY_COUNT, "expires", MSEC_NEVER);
}

/* How far a limit is from the present one: 1 the next one up, 2 the next one down, and so on outwards. */
static uint32_t limit_distance(const uint32_t *limits, size_t count, uint32_t limit, uint32_t present)
{
    uint32_t between = 1;

    for (size_t i = 0; i < count; i++)
        between += (limits[i] > present && limits[i] < limit) || (limits[i] < present && limits[i] > limit);
    return between * 2 - (limit > present);
}

static void retry_vary(const struct subject *subject, const struct retry *retry)
{
    static const uint32_t limits[] = {0, 1, 2, 3, 5, 10, 25};
    static const msec waits[] = {10 * SECOND, 5 * MINUTE, HOUR};

    for (size_t i = 0; i < LENGTH(limits); i++)
        number_vary(subject, COST_RETRY + limit_distance(limits, LENGTH(limits), limits[i], retry->limit), "limit",
                    limits[i]);
    /* Who retries once should retry more often first: one wait that outlasts this outage is short for the next. */
    for (size_t i = 0; i < LENGTH(waits) && retry->limit > 1; i++) {
        const struct duration wait = duration_fixed(waits[i]);
        const bool is_present = retry->kind == RETRY_FIXED && duration_equal(&retry->waits[0], &wait);

        variation_add(subject->out, COST_RETRY + 2 * (uint32_t)LENGTH(limits) + (uint32_t)i,
                      change_to(subject, key_find(&mapping_retry, "wait"), &(struct datum){.duration = wait}),
                      is_present);
    }
}

/* Does another job wait in this queue, if it is not `job` itself? */
static bool queue_has_others(const struct scenario *scenario, const char *queue, uint32_t job)
{
    for (uint32_t j = 0; j < scenario->job_count; j++)
        if (j != job && strcmp(scenario->jobs[j].queue, queue) == 0)
            return true;
    return false;
}

void variations_of_job(const struct scenario *scenario, uint32_t job, struct variations *out)
{
    const struct job *model = &scenario->jobs[job];
    const struct subject subject = {&mapping_job, model->name, 0, model, out, NULL};
    const struct subject retry = {&mapping_retry, model->name, 0, &model->retry, out, &scenario->platform};
    struct err err;

    if (job_post_count(model) >= 2)
        variation_add(out, COST_SPLIT, change_of(CHANGE_SPLIT, model->name, 0), false);
    if (job_unsplit_fits(scenario, (int)job, &err))
        variation_add(out, COST_UNSPLIT, change_of(CHANGE_UNSPLIT, model->name, 0), false);
    retry_vary(&retry, &model->retry);
    words_vary(&subject, COST_RESCUE, "rescue");
    words_vary(&subject, COST_RESCUE + RESCUE_COUNT, "exhausted");
    if (model->step_count >= 2)
        words_vary(&subject, COST_RESUME, "resume");
    if (queue_has_others(scenario, model->queue, job) && !queue_has_others(scenario, model->name, job))
        value_vary(&subject, COST_QUEUE, "queue", (struct datum){.text = model->name});
}

static void crash_vary(const struct subject *subject, const struct platform *platform)
{
    static const int64_t recoveries[] = {1, 3, 10};
    const struct on_crash_traits *traits = &on_crash_traits[platform->on_crash];

    for (uint32_t way = 0; way < ON_CRASH_COUNT; way++) {
        number_vary(subject, COST_PLATFORM + way, "on_crash", way);
        last_of(subject->out)->gives_up = !on_crash_traits[way].recovers;
    }
    if (traits->has_lease)
        times_vary(subject, COST_PLATFORM + 10, "lease", platform->lease);
    if (traits->has_lease && platform->renew == 0 && platform->lease.low > 1)
        number_vary(subject, COST_PLATFORM + 14, "renew", platform->lease.low / 2);
    if (traits->returns_alive)
        words_vary(subject, COST_PLATFORM + 16, "ended_lease");
    if (traits->returns_alive && platform->check_every > 0)
        number_vary(subject, COST_PLATFORM + 18, "check_every", 0);
    if (traits->has_heartbeat)
        duration_vary(subject, COST_PLATFORM + 10, "heartbeat", duration_fixed((platform->heartbeat.low + 1) / 2));
    for (uint32_t i = 0; i < LENGTH(recoveries) && traits->recovers; i++)
        number_vary(subject, COST_PLATFORM + 20 + i, "recoveries", recoveries[i]);
    for (uint32_t i = 0; i < CRASH_COUNTS_COUNT && traits->recovers; i++) {
        number_vary(subject, COST_PLATFORM + 24 + i, "crash_counts", i);
        last_of(subject->out)->gives_up = crash_counts_traits[i].counts;
    }
}

/* May a job come back to a queue in which another waits? */
static bool others_wait(const struct scenario *scenario)
{
    const struct entry *entry = scenario->entries;

    return scenario->entry_count > 1 || scenario->job_count > 1 || entry->times > 1 || entry->copies > 1;
}

static bool retries(const struct scenario *scenario)
{
    for (uint32_t j = 0; j < scenario->job_count; j++)
        if (scenario->jobs[j].retry.limit > 0)
            return true;
    return false;
}

static void places_vary(const struct subject *subject, const struct scenario *scenario)
{
    if (!others_wait(scenario))
        return;
    if (retries(scenario))
        words_vary(subject, COST_PLATFORM + 60, "retried_at");
    if (!meaning_lacking(&mapping_platform, "recovered_at", &scenario->platform))
        words_vary(subject, COST_PLATFORM + 70, "recovered_at");
}

/* Does `other` let go of a job that `platform` gives back? */
static bool keeps_less(const struct platform *other, const struct platform *platform)
{
    return (on_crash_traits[platform->on_crash].recovers && !on_crash_traits[other->on_crash].recovers) ||
           (acknowledge_traits[platform->acknowledge].is_last && !acknowledge_traits[other->acknowledge].is_last);
}

/* The other presets of a family: Sidekiq, and Sidekiq Pro. */
static void preset_vary(const struct subject *subject, const struct platform *present)
{
    const char *family = preset_traits[present->preset].family;

    for (uint32_t preset = 0; preset < PRESET_COUNT; preset++) {
        const struct platform other = platform_usual((enum preset)preset);

        if (preset == present->preset || strcmp(preset_traits[preset].family, family) != 0)
            continue;
        number_vary(subject, COST_PRESET + preset, "preset", preset);
        last_of(subject->out)->gives_up = keeps_less(&other, present);
    }
}

static void leaves_vary(const struct subject *subject)
{
    for (uint32_t i = 0; i < LEAVES_COUNT; i++) {
        number_vary(subject, COST_PLATFORM + 80 + i, "leaves", i);
        last_of(subject->out)->gives_up = leaves_traits[i].has_end &&
                                          (leaves_traits[i].fails || !leaves_traits[i].puts_back);
    }
}

/* What a deploy says for itself, and what the platform says to those that do not. */
static void deploys_vary(const struct subject *platform, const struct scenario *scenario)
{
    bool asks_grace = false, asks_leaves = false;

    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        const struct fault *fault = &scenario->faults[i];
        const struct subject deploy = {&mapping_fault, NULL, fault->number, fault, platform->out, NULL};
        bool has_end = leaves_traits[deploy_leaves(fault, &scenario->platform)].has_end;

        if (!fault->is_platform || fault->platform != PLATFORM_DEPLOY || fault->number == 0 ||
            platform->out->count + DEPLOY_VARIATIONS_MAX > VARIATIONS_MAX)
            continue;
        if (fault->grace != MSEC_NONE)
            times_vary(&deploy, COST_PLATFORM + 50, "grace", duration_fixed(fault->grace));
        if (fault->leaves != LEAVES_UNSAID)
            leaves_vary(&deploy);
        asks_grace = asks_grace || (has_end && fault->grace == MSEC_NONE);
        asks_leaves = asks_leaves || fault->leaves == LEAVES_UNSAID;
    }
    if (asks_grace && leaves_traits[scenario->platform.leaves].has_end)
        times_vary(platform, COST_PLATFORM + 50, "grace", duration_fixed(scenario->platform.grace));
    if (asks_leaves)
        leaves_vary(platform);
}

/* Whoever has child processes may have what becomes of their jobs; nobody would give one up for each. */
static void child_vary(const struct subject *subject)
{
    for (uint32_t i = 0; i < ON_CHILD_CRASH_COUNT; i++) {
        const struct on_child_crash_traits *traits = &on_child_crash_traits[i];

        number_vary(subject, COST_PLATFORM + 90 + i, "on_child_crash", i);
        last_of(subject->out)->gives_up = !traits->is_seen || (traits->fails && !traits->retries);
    }
}

void variations_of_platform(const struct scenario *scenario, struct variations *out)
{
    static const uint32_t workers[] = {1, 2, 4, 8};
    const struct platform *platform = &scenario->platform;
    const struct subject at_will = {&mapping_platform, NULL, 0, platform, out, NULL};
    const struct subject subject = {&mapping_platform, NULL, 0, platform, out, platform};

    for (uint32_t i = 0; i < LENGTH(workers); i++)
        if (workers[i] * platform->processes <= SCENARIO_WORKERS_MAX)
            number_vary(&at_will, COST_WORKERS + i, "workers", workers[i]);
    for (uint32_t i = 0; i < 2 && platform->prefetch > 0; i++)
        number_vary(&subject, COST_PLATFORM + 44 + i, "prefetch", i);
    for (uint32_t i = 0; i < ACKNOWLEDGE_COUNT; i++) {
        number_vary(&subject, COST_PLATFORM + 30 + i, "acknowledge", i);
        last_of(out)->gives_up = !acknowledge_traits[i].is_last;
    }
    crash_vary(&subject, platform);
    places_vary(&subject, scenario);
    if (retries(scenario) && on_crash_traits[platform->on_crash].has_lease)
        words_vary(&subject, COST_PLATFORM + 75, "retries_wait");
    if (poll_for_traits[platform->poll_for].is_all)
        words_vary(&subject, COST_PLATFORM + 78, "poll_for");
    if (platform->poll.high > SECOND)
        duration_vary(&subject, COST_PLATFORM + 40, "poll", duration_fixed(SECOND));
    preset_vary(&at_will, platform);
    deploys_vary(&subject, scenario);
    if (on_child_crash_traits[platform->on_child_crash].is_seen)
        child_vary(&subject);
}
