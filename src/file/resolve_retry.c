#include "file/resolver.h"

#include <string.h>

#include "base/check.h"
#include "model/meaning.h"
#include "model/preset.h"
#include "model/retry.h"

static const char *const ways[] = {"wait", "waits", "exponential", "sidekiq"};

#define WAY_COUNT (sizeof ways / sizeof ways[0])
#define WAYS_ALLOWED "one of wait: D, waits: [D, D], exponential: {first, factor, max}, sidekiq: \"X.Y\""

static void waits_take(struct resolver *resolver, const char *const *texts, uint32_t count, struct retry *retry)
{
    retry->waits = resolve_array(resolver, count, sizeof *retry->waits, &retry->wait_count);
    for (uint32_t i = 0; i < retry->wait_count; i++)
        retry->waits[i] = value_read(VALUE_DURATION, texts[i]).duration;
}

static void lease_resolve(struct resolver *resolver, struct mark mark, struct retry *retry)
{
    retry->kind = RETRY_LEASE;
    if (!on_crash_traits[resolver->scenario->platform.on_crash].has_lease)
        retry_lease_refuse(mark, resolver->diags);
}

static void exponential_resolve(struct resolver *resolver, const struct raw_exponential *raw, struct mark mark,
                                struct retry *retry)
{
    retry->kind = RETRY_EXPONENTIAL;
    retry->factor_milli = FACTOR_ONE;
    retry->max = MSEC_MAX;
    resolve_members(resolver, &mapping_exponential, raw, retry);
    if (retry->max < retry->first)
        retry_max_refuse(mark, resolver->diags);
}

/* The waits as they were given; nothing for those that are bad. */
static void way_resolve(struct resolver *resolver, const struct raw_retry *raw, const struct node *node,
                        struct retry *retry)
{
    retry->kind = RETRY_FIXED;
    if (raw->wait && strcmp(raw->wait, "lease") == 0) {
        lease_resolve(resolver, value_mark(node, "wait"), retry);
    } else if (raw->wait) {
        waits_take(resolver, &raw->wait, 1, retry);
    } else if (raw->waits_count > 0) {
        retry->kind = RETRY_LIST;
        waits_take(resolver, raw->waits, raw->waits_count, retry);
    } else if (raw->exponential) {
        exponential_resolve(resolver, raw->exponential, value_mark(node, "exponential"), retry);
    } else if (raw->sidekiq_version) {
        retry->kind = RETRY_SIDEKIQ;
        retry->jitter = sidekiq_jitter_of(raw->sidekiq_version);
        retry->sidekiq_version = resolve_text(resolver, raw->sidekiq_version, NULL);
    }
}

/* The preset's waits may be more than the retries; they are trimmed later. */
static void limit_check(struct resolver *resolver, const struct node *node, const struct retry *retry, bool is_given)
{
    const bool is_preset = retry_has_wait(&preset_values(resolver->scenario->platform.preset)->retry);
    const struct node *limit = node_given(node, "limit");

    if (limit && limit->is_bad)
        return;
    if (!is_given && !is_preset && retry->limit > 0)
        diag_allow(diags_add(resolver->diags, node->mark, "retries need to know when: say how long to wait"),
                   WAYS_ALLOWED);
    else if (is_given && retry->limit == 0 && !limit)
        diag_hint(diags_add(resolver->diags, node->mark, "a retry without \"limit\" never happens"),
                  "add how many failures are retried, such as limit: 3");
    else if (is_given && retry->kind == RETRY_LIST && retry->wait_count > retry->limit)
        retry_waits_refuse(retry, value_mark(node, "waits"), resolver->diags);
}

/* The number of ways that were given, good or bad; more than one is a mistake. */
static size_t ways_given(struct resolver *resolver, const struct node *node)
{
    size_t given = 0;

    for (size_t i = 0; i < WAY_COUNT; i++) {
        if (!node_given(node, ways[i]) || ++given == 1)
            continue;
        diag_allow(
            diags_add(resolver->diags, key_mark(node, ways[i]), "a retry waits in one way, found \"%s\" too", ways[i]),
            WAYS_ALLOWED);
    }
    return given;
}

/* The preset's retries wait for a lease to end, which a platform that was changed may not have. */
static void preset_lease_check(struct resolver *resolver, struct mark mark, const struct retry *retry)
{
    const struct platform *platform = &resolver->scenario->platform;

    if (retry->kind == RETRY_LEASE && retry->limit > 0 && !on_crash_traits[platform->on_crash].has_lease)
        diag_allow(diags_add(resolver->diags, mark,
                             "\"preset: %s\" retries when a lease ends, and \"on_crash: %s\" leases nothing",
                             preset_names[platform->preset], on_crash_names[platform->on_crash]),
                   "on_crash: lease, or a retry that says when: " WAYS_ALLOWED);
}

void resolve_retry(struct resolver *resolver, const struct raw_retry *raw, const struct node *node, struct job *job)
{
    struct retry *retry = &job->retry;
    size_t given = 0;

    resolve_members(resolver, &mapping_retry, raw, retry);
    if (raw)
        given = ways_given(resolver, node);
    if (given > 0) {
        *retry = (struct retry){.limit = retry->limit};
        way_resolve(resolver, raw, node, retry);
    }
    if (raw)
        limit_check(resolver, node, retry, given > 0);
    if (given == 0)
        preset_lease_check(resolver, raw ? node->mark : job->mark, retry);
}
