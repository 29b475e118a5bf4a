#include "oracle/enumerate.h"

#include <assert.h>

enum { WAITING_MAX = 40, BOTS_MAX = 8 };

struct instance {
    int job, number; /* in the order in which they are made */
    int attempts, failures;
    bool was_taken;       /* under the number of its next attempt */
    bool is_acknowledged; /* early */
    bool is_leased;       /* nobody is at work on it, and its lease has not ended */
    uint64_t recorded;    /* bit s: step s is recorded done */
    bool is_reserved;     /* it was in reserve, and has not been fetched */
};

/* A whole day so far. */
struct day {
    const struct scenario *scenario;
    struct instance queue[WAITING_MAX], later[WAITING_MAX], held[WAITING_MAX], reserve[WAITING_MAX], now;
    int reserved;
    int made, queued, waiting, holding; /* `held` by the queue for the process, in the order in which they were left */
    int posts[BOTS_MAX];
    bool marked[BOTS_MAX];
    uint64_t dead; /* bots that a dead job owes */
    int left;      /* faults that may still strike */
};

/* A place in the attempt of day.now: step −1 is the fetch, −2 an early acknowledge, step_count a late one. */
struct place {
    int step;
    int micro; /* the n-th of its step */
};

static struct sums plus(struct sums a, struct sums b)
{
    return (struct sums){a.runs + b.runs, a.clean + b.clean, a.duplicate + b.duplicate,
                         a.lose + b.lose, a.both + b.both,   a.silent + b.silent};
}

static struct sums verdict(struct day d)
{
    bool twice = false, never = false, silent = false;
    uint64_t held = 0;

    for (int i = 0; i < d.holding; i++)
        held |= d.scenario->jobs[d.held[i].job].reach;
    for (int b = 0; b < (int)d.scenario->bot_count; b++) {
        bool owed = d.scenario->jobs[d.scenario->entries[0].job].reach >> b & 1;

        twice = twice || d.posts[b] > 1;
        never = never || (owed && d.posts[b] == 0);
        silent = silent || (owed && d.posts[b] != 1 && !((d.dead | held) >> b & 1));
    }
    return (struct sums){1, !twice && !never, twice && !never, never && !twice, twice && never, silent};
}

static struct sums before_step(struct day d, int step);

/* To come back when everything else is over: after its retry's wait, or when its lease ends. */
static struct day to_later(struct day d, struct instance instance)
{
    assert(d.waiting < WAITING_MAX);
    instance.was_taken = false;
    d.later[d.waiting++] = instance;
    return d;
}

/* A failure is recorded. */
static struct day failed(struct day d, struct instance instance)
{
    const struct job *job = &d.scenario->jobs[instance.job];

    instance.is_leased = false;
    if (++instance.failures <= (int)job->retry.limit)
        return to_later(d, instance);
    if (job->exhausted == EXHAUSTED_DEAD)
        d.dead |= job->reach;
    return d;
}

/* Into the queue, so many being before it. */
static struct day to_queue(struct day d, struct instance instance, int before)
{
    assert(d.queued < WAITING_MAX);
    for (int i = d.queued; i > before; i--)
        d.queue[i] = d.queue[i - 1];
    d.queue[before] = instance;
    d.queued++;
    return d;
}

static struct day to_head(struct day d, struct instance instance)
{
    return to_queue(d, instance, 0);
}

static struct day to_where(struct day d, struct instance instance, enum queue_place place)
{
    int older = 0;

    while (older < d.queued && d.queue[older].number <= instance.number)
        older++;
    return to_queue(d, instance, place == QUEUE_TAIL ? d.queued : place == QUEUE_HEAD ? 0 : older);
}

/* The queue notices that it heard no more of it. */
static struct day come_back(struct day d, struct instance instance)
{
    instance.is_leased = false;
    if (d.scenario->platform.crash_counts == CRASH_COUNTS_YES)
        return failed(d, instance);
    return to_where(d, instance, d.scenario->platform.recovered_at);
}

static struct instance shift(struct instance *list, int *count)
{
    struct instance first = list[0];

    for (int i = 1; i < *count; i++)
        list[i - 1] = list[i];
    --*count;
    return first;
}

/* The worker has a job, and takes what follows in reserve: once nothing has struck in the gap that it is in. */
static struct day reserve(struct day d)
{
    while (d.queued > 0 && d.reserved < (int)d.scenario->platform.prefetch) {
        struct instance next = shift(d.queue, &d.queued);

        next.is_reserved = true;
        next.is_acknowledged = false;
        d.reserve[d.reserved++] = next;
    }
    return d;
}

/* What was taken and not fetched is where it was. */
static struct day untake(struct day d)
{
    if (!d.now.is_reserved)
        return to_head(d, d.now);
    for (int i = d.reserved++; i > 0; i--)
        d.reserve[i] = d.reserve[i - 1];
    d.reserve[0] = d.now;
    return d;
}

/* The process dies with what it has in reserve, of which the last comes back first. */
static struct day unreserve(struct day d)
{
    while (d.reserved > 0) {
        struct instance last = d.reserve[--d.reserved];

        last.is_reserved = false;
        if (d.scenario->platform.on_crash != ON_CRASH_LOST)
            d = come_back(d, last);
    }
    return d;
}

/* The worker is free: the next job, or the day's end. */
static struct sums next_job(struct day d)
{
    while (d.queued == 0 && d.reserved == 0 && d.waiting > 0) {
        struct instance first = shift(d.later, &d.waiting);

        d = first.is_leased ? come_back(d, first) : to_head(d, first);
    }
    if (d.queued == 0 && d.reserved == 0)
        return verdict(d);
    d.now = d.reserved > 0 ? shift(d.reserve, &d.reserved) : shift(d.queue, &d.queued);
    return before_step(d, -1);
}

static struct day to_tail(struct day d, int job)
{
    return to_queue(d, (struct instance){.job = job, .number = d.made++}, d.queued);
}

static const struct job *job_of(const struct day *d)
{
    return &d->scenario->jobs[d->now.job];
}

static bool is_early(const struct day *d)
{
    return d->scenario->platform.acknowledge == ACKNOWLEDGE_EARLY;
}

/* The step after `step`: fetch, early acknowledge, the job's own, late acknowledge; job_of()->step_count + 1 is the
 * end. */
static int step_after(const struct day *d, int step)
{
    int last = (int)job_of(d)->step_count - 1;

    if (step == -1)
        return is_early(d) ? -2 : 0;
    if (step == -2)
        return 0;
    return step == last && is_early(d) ? last + 2 : step + 1;
}

static struct sums enter(struct day d, int step)
{
    while (step >= 0 && step < (int)job_of(&d)->step_count && (d.now.recorded >> step & 1))
        step = step_after(&d, step);
    return step > (int)job_of(&d)->step_count ? next_job(d) : before_step(d, step);
}

static struct sums failure(struct day d)
{
    return next_job(failed(d, d.now));
}

static struct sums error(struct day d, int step)
{
    switch (job_of(&d)->rescue) {
    case RESCUE_EXIT:
        return is_early(&d) ? next_job(d) : before_step(d, (int)job_of(&d)->step_count);
    case RESCUE_CONTINUE:
        return enter(d, step_after(&d, step));
    default:
        return failure(d);
    }
}

/* Where something struck outside the steps, or killed the process. */
struct where {
    bool is_fetched, is_over; /* the job is in the worker's hands; it had ended before */
    bool is_fetch;            /* right after the fetch */
};

static bool is_lost(const struct day *d)
{
    return d->now.is_acknowledged || d->scenario->platform.on_crash == ON_CRASH_LOST;
}

static bool has_lease(const struct day *d)
{
    return d->scenario->platform.on_crash == ON_CRASH_LEASE;
}

/* The job's own child is gone, and its worker has seen it. */
static struct sums child_crash(struct day d, struct where at)
{
    if (!at.is_fetched)
        return next_job(untake(d));
    if (at.is_over)
        return next_job(d);
    switch (d.scenario->platform.on_child_crash) {
    case ON_CHILD_CRASH_RETRY:
        return failure(d);
    case ON_CHILD_CRASH_FAIL:
        if (job_of(&d)->exhausted == EXHAUSTED_DEAD)
            d.dead |= job_of(&d)->reach;
        return next_job(d);
    default:
        d.now.was_taken = false;
        return next_job(d.now.is_acknowledged ? d : to_head(d, d.now));
    }
}

static struct sums crash(struct day d, struct where at)
{
    if (d.scenario->platform.on_child_crash != ON_CHILD_CRASH_AS_CRASH)
        return child_crash(d, at);
    if (!at.is_fetched && d.now.is_reserved)
        d = untake(d);
    d = unreserve(d);
    if (!at.is_fetched) {
        d = d.now.is_reserved ? d : to_head(d, d.now);
    } else if (!at.is_over && !is_lost(&d)) {
        d.now.is_leased = has_lease(&d);
        d = has_lease(&d) ? to_later(d, d.now) : come_back(d, d.now);
    }
    while (d.holding > 0) /* the process is gone: what was held for it comes back, the oldest first */
        d = come_back(d, d.held[--d.holding]);
    return next_job(d);
}

/* An error at fetch or acknowledge. */
static struct sums unheard(struct day d, struct where at)
{
    if (!at.is_fetched)
        return next_job(untake(d));
    if (at.is_over || is_lost(&d) || (at.is_fetch && is_early(&d)))
        return next_job(d);
    d.now.was_taken = false;
    d.now.is_leased = has_lease(&d);
    if (has_lease(&d))
        return next_job(to_later(d, d.now));
    assert(d.holding < WAITING_MAX);
    d.held[d.holding++] = d.now;
    return next_job(d);
}

/* All runs in which something strikes right here. */
static struct sums strikes(struct day d, int step, struct where at)
{
    bool is_inside = step >= 0 && step < (int)job_of(&d)->step_count;

    if (d.left == 0)
        return (struct sums){0};
    d.left--;
    return plus(is_inside ? error(d, step) : unheard(d, at), crash(d, at));
}

static size_t micros_of(const struct day *d, int step, enum micro micros[MICRO_COUNT])
{
    const struct step *s;

    if (step < 0 || step == (int)job_of(d)->step_count) {
        micros[0] = step == -1 ? MICRO_FETCH : MICRO_ACKNOWLEDGE;
        return 1;
    }
    s = &job_of(d)->steps[step];
    return step_micros((struct step_form){s->kind,
                                          s->kind == STEP_POST ? d->scenario->bots[s->target].guard : GUARD_NONE,
                                          job_of(d)->resume},
                       micros);
}

/* The guard of bot `b` says that the post is made. */
static bool says_posted(const struct day *d, int b, enum micro micro)
{
    return micro == MICRO_ASK ? d->posts[b] > 0 : d->marked[b];
}

static struct sums do_micro(struct day d, struct place at)
{
    enum micro micros[MICRO_COUNT];
    int count = (int)micros_of(&d, at.step, micros), next = at.micro + 1;
    const struct step *step = at.step < 0 || at.step == (int)job_of(&d)->step_count ? NULL
                                                                                    : &job_of(&d)->steps[at.step];
    int target = step ? step->target : 0;
    bool is_over = false;
    struct sums sums;

    switch (micros[at.micro]) {
    case MICRO_FETCH:
        d.now.attempts++;
        d.now.was_taken = d.now.is_reserved = false;
        d.now.is_acknowledged = false; /* a delivery of its own */
        break;
    case MICRO_ACKNOWLEDGE:
        d.now.is_acknowledged = is_early(&d);
        is_over = !is_early(&d);
        break;
    case MICRO_CHECK:
    case MICRO_CLAIM:
    case MICRO_ASK:
        if (says_posted(&d, target, micros[at.micro]))
            next = count - 1 - (job_of(&d)->resume == RESUME_STEP); /* done */
        else if (micros[at.micro] == MICRO_CLAIM)
            d.marked[target] = true;
        break;
    case MICRO_COMMIT:
        if (d.scenario->bots[target].guard != GUARD_IDEMPOTENCY_KEY || d.posts[target] == 0)
            d.posts[target]++;
        break;
    case MICRO_MARK:
        d.marked[target] = true;
        break;
    case MICRO_PUSH:
        d = to_tail(d, target);
        break;
    case MICRO_RECORD:
        d.now.recorded |= (uint64_t)1 << at.step;
        break;
    default:
        break;
    }
    sums = strikes(d, at.step, (struct where){true, is_over, at.step == -1});
    d = reserve(d);
    return plus(sums, next < count ? do_micro(d, (struct place){at.step, next}) : enter(d, step_after(&d, at.step)));
}

static struct sums before_step(struct day d, int step)
{
    struct sums sums = {0};
    bool is_fetch = step == -1;

    if (!is_fetch || !d.now.was_taken) {
        d.now.was_taken = d.now.was_taken || is_fetch;
        sums = strikes(d, step, (struct where){.is_fetched = !is_fetch});
    }
    return plus(sums, do_micro(reserve(d), (struct place){step, 0}));
}

struct sums enumerate(const struct scenario *scenario, int faults)
{
    struct day d = {.scenario = scenario, .left = faults};

    assert(scenario->bot_count <= BOTS_MAX && scenario->entry_count == 1 && scenario->occurrences == 1);
    assert(scenario->platform.processes * scenario->platform.workers == 1);
    assert(scenario->platform.prefetch == 0 || scenario->platform.on_crash != ON_CRASH_LEASE); /* which end one by one */
    for (uint32_t c = 0; c < scenario->entries[0].copies; c++)
        d = to_tail(d, scenario->entries[0].job);
    return next_job(d);
}
