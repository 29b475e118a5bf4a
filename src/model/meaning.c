#include "model/meaning.h"

#include <string.h>

#include "base/check.h"

static const struct meaning meanings[] = {
    {&mapping_bot, "key", "guard", guards_recognising},
    {&mapping_bot, "expires", "guard", guards_recognising},
    {&mapping_bot, "visible_after", "guard", guards_asking_receiver},
    {&mapping_platform, "lease", "on_crash", ways_with_lease},
    {&mapping_platform, "renew", "on_crash", ways_with_lease},
    {&mapping_platform, "retries_wait", "on_crash", ways_with_lease},
    {&mapping_platform, "check_every", "on_crash", ways_returning_alive},
    {&mapping_platform, "prefetch", "poll_for", polls_of_retries},
    {&mapping_platform, "heartbeat", "on_crash", ways_with_heartbeat},
    {&mapping_platform, "ended_lease", "on_crash", ways_returning_alive},
    {&mapping_platform, "recoveries", "on_crash", ways_recovering},
    {&mapping_platform, "crash_counts", "on_crash", ways_recovering},
    {&mapping_platform, "recovered_at", "on_crash", ways_recovering},
    {&mapping_platform, "recovered_at", "crash_counts", counts_not},
    {&mapping_platform, "grace", "leaves", leaves_with_end},
    {&mapping_fault, "for", "kind", faults_with_length},
    {&mapping_fault, "grace", "leaves", leaves_with_end},
};

const struct meaning *meaning_next(const struct mapping *mapping, const char *key, const struct meaning *last)
{
    const struct meaning *end = meanings + sizeof meanings / sizeof *meanings;

    for (const struct meaning *at = last ? last + 1 : meanings; at < end; at++)
        if (at->mapping == mapping && strcmp(at->key, key) == 0)
            return at;
    return NULL;
}

const char *meaning_word(const struct meaning *meaning, const void *model)
{
    const struct key *with = key_find(meaning->mapping, meaning->with);

    if (with->member_size == 0) /* the kind of a fault in a gap */
        return fault_kind_names[((const struct fault *)model)->kind];
    return value_rules[with->value].words[member_get(with, model).number];
}

#define ROWS_MAX (GUARD_COUNT + ON_CRASH_COUNT + CRASH_COUNTS_COUNT + FAULT_COUNT + LEAVES_COUNT)

static bool meaning_holds(const struct meaning *meaning, const char *word)
{
    const char *rows[ROWS_MAX];

    return word_find(word, rows, meaning->rows(rows)) >= 0;
}

const struct meaning *meaning_lacking(const struct mapping *mapping, const char *key, const void *model)
{
    const struct meaning *meaning = meaning_next(mapping, key, NULL);

    while (meaning && meaning_holds(meaning, meaning_word(meaning, model)))
        meaning = meaning_next(mapping, key, meaning);
    return meaning;
}

void meaning_refuse(const struct meaning *meaning, const char *word, struct mark mark, struct diags *diags)
{
    const char *rows[ROWS_MAX];
    const size_t count = meaning->rows(rows);
    struct text list = {0};

    text_add_list(&list, rows, count, " or ");
    diag_hint(diags_add(diags, mark, "\"%s\" means nothing to \"%s: %s\"", meaning->key, meaning->with, word),
              "it goes with %s: %s", meaning->with, text_str(&list));
    text_release(&list);
}

void meaning_miss(const struct meaning *meaning, const char *word, struct mark mark, struct diags *diags)
{
    diag_hint(diags_add(diags, mark, "\"%s: %s\" needs \"%s\"", meaning->with, word, meaning->key),
              "add how long it is, such as %s: 30s", meaning->key);
}

void fault_over_refuse(struct mark mark, struct diags *diags)
{
    diags_add(diags, mark, "the fault is over before it can strike (\"until\" is not later than \"from\")");
}

void entry_apart_refuse(struct mark mark, struct diags *diags)
{
    diag_hint(diags_add(diags, mark, "\"apart\" means nothing to a single copy"), "it goes with copies: N, from 2 on");
}

void retry_waits_refuse(const struct retry *retry, struct mark mark, struct diags *diags)
{
    diag_hint(diags_add(diags, mark, "%u waits for %u retr%s", retry->wait_count, retry->limit,
                        retry->limit == 1 ? "y" : "ies"),
              "there may be fewer waits, the last one stays, but not more");
}

void retry_max_refuse(struct mark mark, struct diags *diags)
{
    diags_add(diags, mark, "the longest wait (\"max\") is shorter than the first one");
}

void retry_lease_refuse(struct mark mark, struct diags *diags)
{
    diag_hint(diags_add(diags, mark, "\"wait: lease\" needs a platform that leases its jobs"),
              "on_crash: lease with lease: D, or preset: sqs");
}

void renew_refuse(const struct platform *platform, struct mark mark, struct diags *diags)
{
    struct text renew = {0}, lease = {0}, half = {0};

    value_write(VALUE_TIME, &(struct datum){.number = platform->renew}, &renew);
    msec_say(platform->lease.low, &lease);
    value_write(VALUE_TIME, &(struct datum){.number = platform->lease.low / 2}, &half);
    diag_hint(diags_add(diags, mark, "\"renew: %s\" comes too late: the lease is over after %s", text_str(&renew),
                        text_str(&lease)),
              "give one that is shorter than the lease, such as renew: %s", text_str(&half));
    text_release(&half);
    text_release(&lease);
    text_release(&renew);
}

bool poll_fits(const struct platform *platform)
{
    return !poll_for_traits[platform->poll_for].is_all || platform->poll.kind == DURATION_FIXED;
}

void poll_refuse(struct mark mark, struct diags *diags)
{
    diag_hint(diags_add(diags, mark, "a \"poll\" that varies cannot be for every job (\"poll_for: all\")"),
              "give it one length, such as poll: 2s");
}
