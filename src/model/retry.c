#include "model/retry.h"

#include <stdlib.h>

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
