#include "words/premises.h"

#include "model/fault_text.h"
#include "words/outage.h"
#include "words/phrase.h"
#include "words/retry_wait.h"
#include "words/terms.h"

/* What the scenario's faults can do: by that it is told what matters. */
struct hazards {
    bool kills_child, kills_process, freezes, deploys;
    bool retries; /* some job is retried */
};

struct telling {
    const struct premises *to;
    const struct scenario *scenario;
    struct hazards hazards;
    struct text head, premise;
};

static bool deploy_kills(const struct fault *fault, const struct platform *platform)
{
    const struct leaves_traits *leaves = &leaves_traits[deploy_leaves(fault, platform)];

    return leaves->has_end && !leaves->puts_back && !leaves->fails;
}

static void add_hazards(const struct platform *platform, const struct fault *fault, struct hazards *hazards)
{
    bool kills = !fault->is_platform && fault_traits[fault->kind].effect == STRIKE_KILLS;
    bool is_childs = on_child_crash_traits[platform->on_child_crash].is_seen;
    bool deploys = fault->is_platform && fault->platform == PLATFORM_DEPLOY;

    hazards->kills_child |= kills && is_childs;
    hazards->kills_process |= (kills && !is_childs) || (fault->is_platform && fault->platform == PLATFORM_KILL) ||
                              (deploys && deploy_kills(fault, platform));
    hazards->freezes |= !fault->is_platform && fault_traits[fault->kind].effect == STRIKE_FREEZES;
    hazards->deploys |= deploys;
}

static struct hazards hazards_of(const struct scenario *scenario)
{
    struct hazards hazards = {0};

    for (uint32_t f = 0; f < scenario->fault_count; f++)
        add_hazards(&scenario->platform, &scenario->faults[f], &hazards);
    for (uint32_t j = 0; j < scenario->job_count; j++)
        hazards.retries |= scenario->jobs[j].retry.limit > 0;
    return hazards;
}

/* Tells what was said under the head, if anything was. */
static void end_premise(struct telling *telling)
{
    if (!text_is_empty(&telling->premise))
        telling->to->tell(telling->to->context, text_str(&telling->head), text_str(&telling->premise));
    text_clear(&telling->head);
    text_clear(&telling->premise);
}

static void tell_given_faults(struct telling *telling)
{
    for (uint32_t f = 0; f < telling->scenario->fault_count; f++) {
        const struct fault *fault = &telling->scenario->faults[f];

        if (!outage_is(fault))
            continue;
        outage_say_span(fault, &telling->head);
        outage_say(telling->scenario, fault, &telling->premise);
        end_premise(telling);
    }
}

/* What was not given and has struck, at the time when it first did. */
static void tell_struck_faults(struct telling *telling)
{
    const struct trace *trace = telling->to->trace;

    for (uint32_t f = 0; f < telling->scenario->fault_count; f++) {
        const struct fault *fault = &telling->scenario->faults[f];
        uint32_t event = outage_is(fault) ? NO_EVENT : outage_struck(trace, f, telling->to->told);

        if (event == NO_EVENT)
            continue;
        msec_say(trace->events[event].time, &telling->head);
        fault_say(telling->scenario, fault, &telling->premise);
        end_premise(telling);
    }
}

/* Jobs. */

/* "waits 30 s", "waits until 3 h after its enqueue". */
static void wait_say(const struct step *step, bool has_verb, struct text *out)
{
    text_add(out, has_verb ? "waits " : "");
    text_add(out, wait_from_traits[step->from].is_of_job ? "until " : "");
    duration_say(&step->wait, out);
    text_add(out, wait_from_traits[step->from].is_of_job ? " after its enqueue" : "");
}

static void say_step(const struct scenario *scenario, const struct step *step, bool has_verb, struct text *out)
{
    switch (step->kind) {
    case STEP_POST:
        phrase_add(scenario, has_verb ? "{makes} for " : "", out);
        text_add(out, scenario->bots[step->target].name);
        return;
    case STEP_ENQUEUE:
        text_addf(out, "%s%s", has_verb ? "enqueues " : "", scenario->jobs[step->target].name);
        return;
    case STEP_WAIT:
        wait_say(step, has_verb, out);
        return;
    }
}

/* What it does: "posts for Picard, Riker; waits 30 s; posts for Worf". */
static void say_steps(const struct scenario *scenario, const struct job *job, struct text *out)
{
    for (uint32_t s = 0; s < job->step_count; s++) {
        const struct step *step = &job->steps[s];
        bool goes_on = s > 0 && step->kind == job->steps[s - 1].kind;

        text_add(out, goes_on ? ", " : s > 0 ? "; " : "");
        say_step(scenario, step, !goes_on, out);
        if (skipped_traits[step->skipped].leaves)
            text_add(out, " (its skip ends the job)");
    }
}

/* What it makes of an error itself; nothing where that leaves the job. */
static void say_rescue(const struct job *job, struct text *out)
{
    if (rescue_traits[job->rescue].catches)
        text_addf(out, "; %s", rescue_words[job->rescue].change);
}

/* Where its retries go on; nothing where that is at the first step, as everybody thinks once it was said of one. */
static void say_resume(const struct job *job, struct text *out)
{
    if (resume_traits[job->resume].records)
        text_add(out, "; each step is recorded when it is done, and another attempt goes on behind that");
}

/* Each makes one effect and nothing else: they are told together. */
static bool steps_are_alike(const struct job *a, const struct job *b)
{
    return a->step_count == 1 && b->step_count == 1 && a->steps->kind == STEP_POST && b->steps->kind == STEP_POST &&
           a->rescue == b->rescue && a->resume == b->resume;
}

static void tell_jobs(struct telling *telling)
{
    const struct scenario *scenario = telling->scenario;

    for (uint32_t j = 0, end; j < scenario->job_count; j = end) {
        const struct job *job = &scenario->jobs[j];

        for (end = j + 1; end < scenario->job_count && steps_are_alike(job, &scenario->jobs[end]);)
            end++;
        if (end == j + 1) {
            text_add(&telling->head, job->name);
            say_steps(scenario, job, &telling->premise);
        } else {
            text_addf(&telling->head, "%u jobs", end - j);
            for (uint32_t k = j; k < end; k++)
                text_addf(&telling->premise, "%s%s", k > j ? ", " : "", scenario->jobs[k].name);
            phrase_add(scenario, ": one {effect} each", &telling->premise);
        }
        say_rescue(job, &telling->premise);
        say_resume(job, &telling->premise);
        end_premise(telling);
    }
}

/* What is told of several rows of the scenario, its jobs or its bots, those that are alike together. */
struct alike {
    const char *key;
    uint32_t count;
    bool names_all; /* also where all of them are alike */
    bool (*are_alike)(const struct scenario *scenario, uint32_t a, uint32_t b);
    const char *(*name)(const struct scenario *scenario, uint32_t which);
    void (*say)(const struct scenario *scenario, uint32_t which, struct text *out);
};

static uint32_t count_alike(const struct scenario *scenario, const struct alike *alike, uint32_t which, uint32_t end)
{
    uint32_t count = 0;

    for (uint32_t other = 0; other < end; other++)
        count += alike->are_alike(scenario, which, other);
    return count;
}

static void tell_alike(struct telling *telling, const struct alike *alike)
{
    const struct scenario *scenario = telling->scenario;

    for (uint32_t which = 0; which < alike->count; which++) {
        uint32_t named = 0;

        if (count_alike(scenario, alike, which, which) > 0)
            continue; /* told with an earlier one */
        text_add(&telling->head, which == 0 ? alike->key : "");
        if (alike->names_all || count_alike(scenario, alike, which, alike->count) < alike->count) {
            for (uint32_t other = which; other < alike->count; other++)
                if (alike->are_alike(scenario, which, other))
                    text_addf(&telling->premise, "%s%s", named++ > 0 ? ", " : "", alike->name(scenario, other));
            text_add(&telling->premise, ": ");
        }
        alike->say(scenario, which, &telling->premise);
        end_premise(telling);
    }
}

static bool waits_are_equal(const struct retry *a, const struct retry *b)
{
    if (a->kind != b->kind || a->wait_count != b->wait_count)
        return false;
    for (uint32_t w = 0; w < a->wait_count; w++)
        if (!duration_equal(&a->waits[w], &b->waits[w]))
            return false;
    return a->first == b->first && a->factor_milli == b->factor_milli && a->max == b->max && a->jitter == b->jitter;
}

static bool retries_are_alike(const struct scenario *scenario, uint32_t a, uint32_t b)
{
    const struct job *one = &scenario->jobs[a], *other = &scenario->jobs[b];

    return one->exhausted == other->exhausted && one->retry.limit == other->retry.limit &&
           (one->retry.limit == 0 || waits_are_equal(&one->retry, &other->retry));
}

static const char *job_name(const struct scenario *scenario, uint32_t job)
{
    return scenario->jobs[job].name;
}

static void say_retry(const struct scenario *scenario, uint32_t j, struct text *out)
{
    const struct job *job = &scenario->jobs[j];

    if (job->retry.limit == 0) {
        text_addf(out, "never; when a job has failed %s", exhausted_abouts[job->exhausted]);
        return;
    }
    if (job->retry.limit == 1)
        text_add(out, "once, after ");
    else
        text_addf(out, "up to %u times, after ", job->retry.limit);
    retry_wait_say(&job->retry, out);
    text_addf(out, "; then %s", exhausted_abouts[job->exhausted]);
}

static void tell_retries(struct telling *telling)
{
    const struct alike retries = {"retry", telling->scenario->job_count, false, retries_are_alike, job_name, say_retry};

    tell_alike(telling, &retries);
}

/* Guards. */

static bool guards_are_alike(const struct scenario *scenario, uint32_t a, uint32_t b)
{
    const struct bot *one = &scenario->bots[a], *other = &scenario->bots[b];

    return one->guard == other->guard && one->key == other->key && one->key_expires == other->key_expires &&
           one->visible_after == other->visible_after;
}

static const char *bot_name(const struct scenario *scenario, uint32_t bot)
{
    return scenario->bots[bot].name;
}

static void say_guard(const struct scenario *scenario, uint32_t b, struct text *out)
{
    const struct bot *bot = &scenario->bots[b];

    phrase_add(scenario, guard_words[bot->guard].full, out);
    if (guard_traits[bot->guard].recognises) {
        text_addf(out, "; %s", key_words[bot->key].hole);
        if (bot->key_expires != MSEC_NEVER) {
            text_add(out, ", which expires after ");
            msec_say(bot->key_expires, out);
        }
    }
    if (guard_asks_receiver(bot->guard) && bot->visible_after > 0) {
        phrase_add(scenario, ", where a {effect} is visible after ", out);
        msec_say(bot->visible_after, out);
    }
}

static void tell_guards(struct telling *telling)
{
    const struct alike guards = {"guard", telling->scenario->bot_count, true, guards_are_alike, bot_name, say_guard};

    tell_alike(telling, &guards);
}

/* Single keys of the file; each says nothing where it does not matter. */

static void say_due(const struct telling *telling, struct text *out)
{
    for (uint32_t b = 0; b < telling->scenario->bot_count; b++) {
        const struct bot *bot = &telling->scenario->bots[b];

        if (bot->due == MSEC_NONE)
            continue;
        text_addf(out, "%s%s within ", text_is_empty(out) ? "" : ", ", bot->name);
        msec_say(bot->due, out);
    }
}

static void say_entry(const struct scenario *scenario, const struct entry *entry, struct text *out)
{
    text_addf(out, "%s at ", scenario->jobs[entry->job].name);
    msec_say(entry->at, out);
    if (entry->times > 1) {
        text_add(out, " and every ");
        duration_say(&entry->every, out);
        text_addf(out, ", %u times in all", entry->times);
    }
    if (entry->copies > 1) {
        text_addf(out, ", %sin %u copies", entry->times > 1 ? "each time " : "", entry->copies);
        if (entry->apart > 0) {
            text_add(out, ", ");
            msec_say(entry->apart, out);
            text_add(out, " apart");
        }
    }
}

/* A job that is enqueued once, at the start, is no more than what everybody thinks. */
static bool is_usual(const struct entry *entry)
{
    return entry->at == 0 && entry->times == 1 && entry->copies == 1;
}

static void say_schedule(const struct telling *telling, struct text *out)
{
    if (telling->scenario->entry_count == 1 && is_usual(telling->scenario->entries))
        return;
    for (uint32_t e = 0; e < telling->scenario->entry_count; e++) {
        text_add(out, e > 0 ? "; " : "");
        say_entry(telling->scenario, &telling->scenario->entries[e], out);
    }
}

static void say_workers(const struct telling *telling, struct text *out)
{
    const struct platform *platform = &telling->scenario->platform;

    if (platform->processes == 1)
        text_addf(out, platform->workers == 1 ? "one" : "%u, in one process", platform->workers);
    else if (platform->workers == 1)
        text_addf(out, "%u processes of one worker each", platform->processes);
    else
        text_addf(out, "%u processes of %u workers each", platform->processes, platform->workers);
}

/* Jobs may wait side by side, so that it matters which of them is first. */
static bool has_company(const struct scenario *scenario)
{
    const struct entry *first = scenario->entries;

    return scenario->job_count > 1 || scenario->entry_count > 1 || first->times > 1 || first->copies > 1;
}

/* One job alone is begun at once. */
static void say_prefetch(const struct telling *telling, struct text *out)
{
    const struct platform *platform = &telling->scenario->platform;

    if (platform->prefetch > 0 && has_company(telling->scenario))
        text_addf(out, "a process whose workers are busy takes up to %u more in reserve, which no other gets",
                  platform->prefetch * platform->workers);
}

static void say_queues(const struct telling *telling, struct text *out)
{
    const struct scenario *scenario = telling->scenario;

    for (uint32_t q = 0; scenario->queue_count > 1 && q < scenario->queue_count; q++)
        for (uint32_t j = 0, found = 0; j < scenario->job_count; j++)
            if (scenario->jobs[j].queue_index == (int)q) {
                text_addf(out,
                          found++ ? ", %s"
                          : q > 0 ? "; then %s"
                                  : "a worker looks first for %s",
                          scenario->jobs[j].name);
            }
}

static const struct on_crash_traits *way_of(const struct telling *telling)
{
    return &on_crash_traits[telling->scenario->platform.on_crash];
}

/* Jobs may come back. */
static bool recovers(const struct telling *telling)
{
    return way_of(telling)->recovers &&
           (telling->hazards.kills_process || telling->hazards.freezes || way_of(telling)->has_lease);
}

static void say_acknowledge(const struct telling *telling, struct text *out)
{
    enum acknowledge acknowledge = telling->scenario->platform.acknowledge;

    if (telling->hazards.kills_process || way_of(telling)->has_lease || !acknowledge_traits[acknowledge].is_last)
        text_addf(out, "%s: the queue lets go of a job %s its steps", acknowledge_names[acknowledge],
                  acknowledge_traits[acknowledge].is_last ? "after" : "before");
}

static void say_on_child_crash(const struct telling *telling, struct text *out)
{
    if (telling->hazards.kills_child)
        text_addf(out, "each job runs in a process of its own, whose crash is %s",
                  on_child_crash_abouts[telling->scenario->platform.on_child_crash]);
}

static void say_on_crash(const struct telling *telling, struct text *out)
{
    if (telling->hazards.kills_process)
        text_addf(out, "what comes back of a dead process's jobs: %s",
                  on_crash_abouts[telling->scenario->platform.on_crash]);
}

static void say_crash_counts(const struct telling *telling, struct text *out)
{
    if (recovers(telling))
        text_addf(out, "a crash is %s", crash_counts_abouts[telling->scenario->platform.crash_counts]);
}

static void say_recoveries(const struct telling *telling, struct text *out)
{
    int64_t most = telling->scenario->platform.recoveries;

    if (!recovers(telling) || most < 0)
        return;
    text_add(out, "a job comes back ");
    text_add_count(out, (uint64_t)most, "time", "times");
    text_add(out, "; the next crash is its end");
}

/* The end of the queue is where everybody thinks that a job goes. */
static void say_place(const struct telling *telling, enum queue_place place, struct text *out)
{
    if (has_company(telling->scenario) && place != QUEUE_TAIL)
        text_add(out, queue_place_words[place].goes);
}

static void say_recovered_at(const struct telling *telling, struct text *out)
{
    if (recovers(telling))
        say_place(telling, telling->scenario->platform.recovered_at, out);
}

static void say_retried_at(const struct telling *telling, struct text *out)
{
    if (telling->hazards.retries)
        say_place(telling, telling->scenario->platform.retried_at, out);
}

static void say_restart(const struct telling *telling, struct text *out)
{
    if (!telling->hazards.kills_process && !telling->hazards.deploys)
        return;
    text_add(out, "a process is back ");
    msec_say(telling->scenario->platform.restart, out);
    text_add(out, " after its end");
}

/* Does a retry wait for the end of a lease? */
static bool retry_has_lease(const struct scenario *scenario)
{
    for (uint32_t j = 0; j < scenario->job_count; j++)
        if (scenario->jobs[j].retry.limit > 0 && scenario->jobs[j].retry.kind == RETRY_LEASE)
            return true;
    return false;
}

static void say_lease(const struct telling *telling, struct text *out)
{
    const struct platform *platform = &telling->scenario->platform;

    if (!way_of(telling)->has_lease && !retry_has_lease(telling->scenario))
        return;
    duration_say(&platform->lease, out);
    text_add(out, ": a delivery that is not acknowledged by then goes to another worker");
    if (platform->renew == 0)
        return;
    text_add(out, "; renewed every ");
    msec_say(platform->renew, out);
    text_add(out, " while its process lives");
}

static void say_heartbeat(const struct telling *telling, struct text *out)
{
    if (!way_of(telling)->has_heartbeat || !recovers(telling))
        return;
    text_add(out, "missed after ");
    duration_say(&telling->scenario->platform.heartbeat, out);
}

static void say_ended_lease(const struct telling *telling, struct text *out)
{
    if (recovers(telling) && (way_of(telling)->has_lease || telling->hazards.freezes))
        text_addf(out, "the end of an attempt that has lost its job is worth %s",
                  ended_lease_abouts[telling->scenario->platform.ended_lease]);
}

static void say_check_every(const struct telling *telling, struct text *out)
{
    if (telling->scenario->platform.check_every == 0 || !recovers(telling))
        return;
    text_add(out, "what is over is looked for every ");
    msec_say(telling->scenario->platform.check_every, out);
}

static void say_poll(const struct telling *telling, struct text *out)
{
    bool is_all = poll_for_traits[telling->scenario->platform.poll_for].is_all;

    if (telling->scenario->platform.poll.high == 0 || (!telling->hazards.retries && !is_all))
        return;
    text_add(out, is_all ? "each worker takes a job, if there is one, every " : "due retries are looked for every ");
    duration_say(&telling->scenario->platform.poll, out);
}

static void say_until(const struct telling *telling, struct text *out)
{
    if (telling->scenario->until == MSEC_NEVER)
        return;
    msec_say(telling->scenario->until, out);
    text_add(out, ": there the run is broken off");
}

static void tell_keys(struct telling *telling)
{
    static const struct {
        const char *key;
        void (*say)(const struct telling *telling, struct text *out);
    } rows[] = {
        {"workers", say_workers},
        {"prefetch", say_prefetch},
        {"schedule", say_schedule},
        {"queue", say_queues},
        {"acknowledge", say_acknowledge},
        {"on_child_crash", say_on_child_crash},
        {"on_crash", say_on_crash},
        {"lease", say_lease},
        {"heartbeat", say_heartbeat},
        {"check_every", say_check_every},
        {"ended_lease", say_ended_lease},
        {"crash_counts", say_crash_counts},
        {"recoveries", say_recoveries},
        {"recovered_at", say_recovered_at},
        {"restart", say_restart},
        {"poll", say_poll},
        {"retried_at", say_retried_at},
        {"due", say_due},
        {"until", say_until},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        text_add(&telling->head, rows[i].key);
        rows[i].say(telling, &telling->premise);
        end_premise(telling);
    }
}

void premises_tell(const struct premises *premises)
{
    struct telling telling = {.to = premises, .scenario = premises->trace->scenario};

    telling.hazards = hazards_of(telling.scenario);
    tell_given_faults(&telling);
    tell_struck_faults(&telling);
    tell_jobs(&telling);
    tell_retries(&telling);
    tell_keys(&telling);
    tell_guards(&telling);
    text_release(&telling.head);
    text_release(&telling.premise);
}
