#include "engine/retry.h"

#include "base/check.h"
#include "base/range.h"

enum { LOOKS_DRAWN = 1 << 16 };

/* sidekiq/sidekiq lib/sidekiq/job_retry.rb: (count ** 4) + 15 seconds, and the jitter of each version: `rand(30) *
 * (count + 1)` to 6.2.1, `rand(10) * (count + 1)` to 7.3, `rand(10 * (count + 1))` from 8.0 (commits 3575ccb4 and
 * e887ac6b). The first failure has count 0. */
static msec sidekiq_wait(enum sidekiq_jitter jitter, uint64_t count, struct random *random)
{
    uint64_t seconds = count * count * count * count + 15;

    switch (jitter) {
    case SIDEKIQ_JITTER_30_STEPS:
        seconds += random_below(random, 30) * (count + 1);
        break;
    case SIDEKIQ_JITTER_10_STEPS:
        seconds += random_below(random, 10) * (count + 1);
        break;
    case SIDEKIQ_JITTER_10:
        seconds += random_below(random, 10 * (count + 1));
        break;
    }
    return seconds < (uint64_t)(MSEC_MAX / SECOND) ? (msec)seconds * SECOND : MSEC_MAX;
}

static msec exponential_wait(const struct retry *retry, uint32_t failures)
{
    msec wait = retry->first;

    for (uint32_t k = 1; k < failures && wait < retry->max; k++)
        wait = wait > MSEC_MAX / retry->factor_milli * 1000 ? MSEC_MAX : wait * retry->factor_milli / 1000;
    return min_i64(wait, retry->max);
}

msec retry_wait(const struct retry *retry, uint32_t failures, struct random *random)
{
    uint32_t last = retry->wait_count ? retry->wait_count - 1 : 0;

    CHECK(failures > 0);
    switch (retry->kind) {
    case RETRY_FIXED:
    case RETRY_LIST:
        return duration_draw(&retry->waits[min_u32(failures - 1, last)], random);
    case RETRY_EXPONENTIAL:
        return exponential_wait(retry, failures);
    case RETRY_SIDEKIQ:
        return sidekiq_wait(retry->jitter, failures - 1, random);
    case RETRY_LEASE:
        break;
    }
    return 0;
}

msec retry_due(struct sim *sim, const struct job_slot *slot)
{
    const struct retry *retry = &sim->scenario->jobs[slot->job].retry;
    const struct duration *poll = &sim->scenario->platform.poll;
    msec due = sim->world->now + retry_wait(retry, slot->failures, &sim->world->random[RANDOM_RETRIES]);

    if (retry->kind == RETRY_LEASE)
        due = max_i64(due, platform_checked(&sim->scenario->platform, slot->lease_end));
    if (retry_is_held(sim))
        return due;
    return poll->kind == DURATION_FIXED && poll->low > 0 ? (due + poll->low - 1) / poll->low * poll->low : due;
}

bool retry_is_seen(struct sim *sim)
{
    const struct duration *poll = &sim->scenario->platform.poll;
    msec now = sim->world->now, mean = max_i64((poll->low + poll->high) / 2, 1), skipped;

    if (poll->kind == DURATION_FIXED || poll->high == 0 || retry_is_held(sim) ||
        (sim->chooser && sim->chooser->is_untimed))
        return true;
    skipped = (now - sim->world->look) / mean - LOOKS_DRAWN;
    if (skipped > 0)
        sim->world->look += skipped * mean;
    while (sim->world->look < now)
        sim->world->look += max_i64(duration_draw(poll, &sim->world->random[RANDOM_PLATFORM]), 1);
    return sim->world->look == now;
}
