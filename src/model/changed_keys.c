#include "model/changed_keys.h"

#include <string.h>

#include "base/check.h"
#include "model/meaning.h"
#include "model/retry.h"
#include "model/usual.h"

static const struct mark nowhere = {0};

/* Puts back what means nothing. */
static void members_settle(const struct mapping *mapping, const void *usual, void *model, struct arena *arena)
{
    for (size_t i = 0; i < mapping->key_count; i++) {
        const struct key *key = &mapping->keys[i];
        struct datum datum;

        if (!meaning_lacking(mapping, key->name, model))
            continue;
        datum = member_get(key, usual);
        CHECK(member_set(key, model, &datum, arena));
    }
}

/* The key must mean something to one of the bots that are meant. */
static void bot_key_check(const struct scenario *scenario, const struct key_path *path, struct diags *diags)
{
    const struct meaning *lacking = NULL;
    const char *word = "";

    for (uint32_t i = 0; i < scenario->bot_count; i++) {
        if (strcmp(path->name, CHANGE_ALL) != 0 && !name_equal(path->name, scenario->bots[i].name))
            continue;
        lacking = meaning_lacking(&mapping_bot, path->key->name, &scenario->bots[i]);
        if (!lacking)
            return;
        word = meaning_word(lacking, &scenario->bots[i]);
    }
    if (lacking)
        meaning_refuse(lacking, word, nowhere, diags);
}

static void platform_key_check(const struct platform *platform, const struct key_path *path, struct diags *diags)
{
    const struct meaning *lacking = meaning_lacking(&mapping_platform, path->key->name, platform);

    if (lacking)
        meaning_refuse(lacking, meaning_word(lacking, platform), nowhere, diags);
}

static bool has_word(const char *words, const char *word)
{
    const size_t size = strlen(word);

    for (const char *at = words; at; at = strchr(at, ' ')) {
        at += *at == ' ';
        if (strncmp(at, word, size) == 0 && (at[size] == ' ' || at[size] == '\0'))
            return true;
    }
    return false;
}

static void fault_key_check(const struct fault *fault, const struct platform *platform, const struct key_path *path,
                            struct diags *diags)
{
    const char *key = path->key->name,
               *keys = fault->is_platform ? platform_fault_traits[fault->platform].keys : FAULT_GAP_KEYS;
    const struct fault whole = fault_whole(fault, platform);
    const struct meaning *lacking = meaning_lacking(&mapping_fault, key, &whole);

    if (fault->is_platform && !has_word(platform_fault_traits[fault->platform].keys, key))
        diag_allow(diags_add(diags, nowhere, "\"%s\" does not go with platform: %s", key,
                             platform_fault_names[fault->platform]),
                   "%s", platform_fault_traits[fault->platform].keys);
    else if (!fault->is_platform && !has_word(FAULT_GAP_KEYS, key))
        diag_allow(diags_add(diags, nowhere, "\"%s\" does not go with a fault in a gap", key), FAULT_GAP_KEYS);
    else if (lacking && has_word(keys, lacking->with))
        meaning_refuse(lacking, meaning_word(lacking, &whole), nowhere, diags);
    else if (fault->until <= fault->from)
        fault_over_refuse(nowhere, diags);
}

/* There may be more retries than waits, but not more waits than retries. */
static void waits_check(const struct scenario *scenario, const struct key_path *path, struct diags *diags)
{
    const int job = scenario_job(scenario, path->name);
    const struct retry *retry = &scenario->jobs[job].retry;

    if (retry->kind == RETRY_LIST && retry->wait_count > retry->limit)
        retry_waits_refuse(retry, nowhere, diags);
}

/* Does what the path leads to mean something in the changed scenario? */
static void path_check(const struct scenario *scenario, const struct key_path *path, struct diags *diags)
{
    const struct mapping *mapping = key_path_mapping(path);
    const struct fault *fault = mapping == &mapping_fault ? scenario_fault(scenario, path->number) : NULL;

    if (fault)
        fault_key_check(fault, &scenario->platform, path, diags);
    else if (mapping == &mapping_bot)
        bot_key_check(scenario, path, diags);
    else if (mapping == &mapping_platform)
        platform_key_check(&scenario->platform, path, diags);
    else if (mapping == &mapping_retry && path->key->form == KEY_SCALARS)
        waits_check(scenario, path, diags);
    else if (mapping == &mapping_entry && strcmp(path->key->name, "apart") == 0 &&
             scenario->entries[path->number - 1].copies == 1)
        entry_apart_refuse(nowhere, diags);
}

/* A way to outlive a crash that was chosen without saying how long has the usual length. */
static void lengths_settle(struct platform *platform)
{
    const struct on_crash_traits *way = &on_crash_traits[platform->on_crash];

    if (way->has_lease && platform->lease.low == MSEC_NONE)
        platform->lease = duration_fixed(LEASE_USUAL);
    if (way->has_heartbeat && platform->heartbeat.low == MSEC_NONE)
        platform->heartbeat = duration_fixed(HEARTBEAT_USUAL);
}

/* A deploy that lets jobs run to their end has no grace. */
static void graces_settle(struct scenario *scenario)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++)
        if (!leaves_traits[deploy_leaves(&scenario->faults[i], &scenario->platform)].has_end)
            scenario->faults[i].grace = MSEC_NONE;
}

static void renew_check(const struct platform *platform, struct diags *diags)
{
    if (on_crash_traits[platform->on_crash].has_lease && platform->renew >= platform->lease.low && platform->renew > 0)
        renew_refuse(platform, nowhere, diags);
}

static void retry_check(const struct retry *retry, const struct platform *platform, struct diags *diags)
{
    const char *missing = NULL;

    if (retry->kind == RETRY_LEASE && retry->limit > 0 && !on_crash_traits[platform->on_crash].has_lease)
        retry_lease_refuse(nowhere, diags);
    if (retry->kind != RETRY_EXPONENTIAL)
        return;
    if (retry->first == MSEC_NONE)
        missing = "first";
    else if (retry->factor_milli == 0)
        missing = "factor";
    else if (retry->max == MSEC_NONE)
        missing = "max";
    if (missing)
        diags_add(diags, nowhere, "%s needs \"%s\"", mapping_exponential.what, missing);
    else if (retry->max < retry->first)
        retry_max_refuse(nowhere, diags);
}

void changed_keys_settle(struct scenario *scenario, const struct change *changes, size_t count, struct diags *diags)
{
    const struct platform platform = platform_usual_of(&scenario->platform);
    const struct bot bot = bot_usual();

    for (size_t i = 0; i < count; i++) {
        struct key_path path;

        if (change_rows[changes[i].kind].form != CHANGE_VALUE)
            continue;
        path = change_path(&changes[i]);
        path_check(scenario, &path, diags);
    }
    members_settle(&mapping_platform, &platform, &scenario->platform, &scenario->arena);
    lengths_settle(&scenario->platform);
    graces_settle(scenario);
    if (!poll_fits(&scenario->platform))
        poll_refuse(nowhere, diags);
    renew_check(&scenario->platform, diags);
    for (uint32_t i = 0; i < scenario->bot_count; i++)
        members_settle(&mapping_bot, &bot, &scenario->bots[i], &scenario->arena);
    for (uint32_t i = 0; i < scenario->job_count; i++)
        retry_check(&scenario->jobs[i].retry, &scenario->platform, diags);
    for (uint32_t i = 0; i < scenario->entry_count; i++)
        if (scenario->entries[i].copies == 1)
            scenario->entries[i].apart = 0;
}
