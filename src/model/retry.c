#include "model/retry.h"

#include <stdlib.h>
#include <string.h>

/* The numbers between the points. */
static void version_read(const char *text, unsigned long parts[3])
{
    for (size_t i = 0; i < 3; i++) {
        char *end;

        parts[i] = strtoul(text, &end, 10);
        text = end + (*end == '.');
    }
}

/* The jitter changed with 6.2.2 (#4957) and with 8.0.0 (#6513): sidekiq/sidekiq lib/sidekiq/job_retry.rb at these
 * tags. */
enum sidekiq_jitter sidekiq_jitter_of(const char *version)
{
    unsigned long parts[3];
    unsigned long number;

    version_read(version, parts);
    number = parts[0] * 100000000 + parts[1] * 10000 + parts[2];
    if (number < 600020002)
        return SIDEKIQ_JITTER_30_STEPS;
    return number < 800000000 ? SIDEKIQ_JITTER_10_STEPS : SIDEKIQ_JITTER_10;
}

bool retry_has_wait(const struct retry *retry)
{
    return retry->wait_count > 0 || (retry->kind != RETRY_FIXED && retry->kind != RETRY_LIST);
}

bool retry_equal(const struct retry *a, const struct retry *b)
{
    if (a->limit != b->limit || a->kind != b->kind || a->wait_count != b->wait_count)
        return false;
    for (uint32_t i = 0; i < a->wait_count; i++) {
        if (!duration_equal(&a->waits[i], &b->waits[i]))
            return false;
    }
    if (a->kind == RETRY_EXPONENTIAL)
        return a->first == b->first && a->factor_milli == b->factor_milli && a->max == b->max;
    return a->kind != RETRY_SIDEKIQ || a->jitter == b->jitter;
}

/* Makes them `count` waits, of which the first ones stay. */
static bool waits_resize(struct retry *retry, uint32_t count, struct arena *arena)
{
    struct duration *waits = arena_array(arena, count, sizeof *waits);

    if (!waits)
        return false;
    for (uint32_t i = 0; i < count && i < retry->wait_count; i++)
        waits[i] = retry->waits[i];
    retry->waits = waits;
    retry->wait_count = count;
    return true;
}

static bool wait_set(struct retry *retry, const struct duration *wait, struct arena *arena)
{
    *retry = (struct retry){.limit = retry->limit, .kind = RETRY_LEASE};
    if (wait->low == VALUE_LEASE)
        return true;
    retry->kind = RETRY_FIXED;
    if (!waits_resize(retry, 1, arena))
        return false;
    retry->waits[0] = *wait;
    return true;
}

/* The waits that it has stay, one that there is for every retry as the first of them. */
static bool wait_of_list_set(struct retry *retry, uint32_t number, const struct duration *wait, struct arena *arena,
                             struct err *err)
{
    if (retry->kind != RETRY_FIXED && retry->kind != RETRY_LIST)
        *retry = (struct retry){.limit = retry->limit};
    if (number > retry->wait_count + 1)
        return err_set(err, "there is no wait %u; allowed: 1 to %u", number, retry->wait_count + 1);
    if (!waits_resize(retry, number > retry->wait_count ? number : retry->wait_count, arena))
        return err_memory(err);
    retry->kind = RETRY_LIST;
    retry->waits[number - 1] = *wait;
    return true;
}

static bool limit_set(struct retry *retry, uint32_t limit, struct arena *arena)
{
    const struct duration usual = duration_fixed(RETRY_WAIT_USUAL);
    const bool has_wait = retry_has_wait(retry);

    retry->limit = limit;
    return limit == 0 || has_wait || wait_set(retry, &usual, arena);
}

/* Its exponential waits, of which those that were not given are MSEC_NONE, and the factor 0. */
static bool exponential_set(struct retry *retry, const struct key *key, const struct datum *datum, struct arena *arena)
{
    if (retry->kind != RETRY_EXPONENTIAL)
        *retry = (struct retry){.limit = retry->limit, .kind = RETRY_EXPONENTIAL, .first = MSEC_NONE, .max = MSEC_NONE};
    return member_set(key, retry, datum, arena);
}

static bool sidekiq_set(struct retry *retry, const struct key *key, const struct datum *datum, struct arena *arena)
{
    *retry = (struct retry){.limit = retry->limit, .kind = RETRY_SIDEKIQ, .jitter = sidekiq_jitter_of(datum->text)};
    return member_set(key, retry, datum, arena);
}

bool retry_set(struct retry *retry, const struct key_path *path, const struct datum *datum, struct arena *arena,
               struct err *err)
{
    const char *name = path->key->name;

    if (strcmp(name, "waits") == 0)
        return wait_of_list_set(retry, path->number, &datum->duration, arena, err);
    if (strcmp(name, "limit") == 0)
        return limit_set(retry, (uint32_t)datum->number, arena) || err_memory(err);
    if (strcmp(name, "wait") == 0)
        return wait_set(retry, &datum->duration, arena) || err_memory(err);
    if (strcmp(name, "sidekiq") == 0)
        return sidekiq_set(retry, path->key, datum, arena) || err_memory(err);
    return exponential_set(retry, path->key, datum, arena) || err_memory(err);
}
