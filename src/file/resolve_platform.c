#include "file/resolve_platform.h"

#include "file/value.h"
#include "model/preset.h"

/* What a key goes with: the ways of outliving a crash that have it. */
struct way_key {
    const char *key;
    bool (*is_had_by)(const struct on_crash_traits *traits);
};

static bool has_lease(const struct on_crash_traits *traits)
{
    return traits->has_lease;
}

static bool has_heartbeat(const struct on_crash_traits *traits)
{
    return traits->has_heartbeat;
}

static bool recovers(const struct on_crash_traits *traits)
{
    return traits->recovers;
}

static const struct way_key lease_key = {"lease", has_lease};
static const struct way_key heartbeat_key = {"heartbeat", has_heartbeat};
static const struct way_key recoveries_key = {"recoveries", recovers};

static bool is_sure(const struct node *node)
{
    const struct node *given = node_given(node, "on_crash"), *preset = node_given(node, "preset");

    return !(given && given->is_bad) && !(preset && preset->is_bad);
}

/* Whether the platform's way has the key; where it has not, the key had better not be given. */
static bool way_has(struct resolver *resolver, const struct node *node, const struct way_key *way)
{
    const enum on_crash on_crash = resolver->scenario->platform.on_crash;
    const char *ways[ON_CRASH_COUNT];
    struct text list = {0};
    size_t count = 0;

    if (way->is_had_by(&on_crash_traits[on_crash]))
        return true;
    if (!node_given(node, way->key))
        return false;
    for (int i = 0; i < ON_CRASH_COUNT; i++)
        if (way->is_had_by(&on_crash_traits[i]))
            ways[count++] = on_crash_names[i];
    text_add_list(&list, ways, count, " or ");
    diag_hint(diags_add(resolver->diags, key_mark(node, way->key), "\"%s\" means nothing to \"on_crash: %s\"", way->key,
                        on_crash_names[on_crash]),
              "it goes with on_crash: %s", text_str(&list));
    text_release(&list);
    return false;
}

/* A key that the way needs, too. */
static void way_needs(struct resolver *resolver, const struct node *node, const struct way_key *way, msec value)
{
    if (way_has(resolver, node, way) && value == MSEC_NONE && !node_given(node, way->key))
        diag_hint(diags_add(resolver->diags, value_mark(node, "on_crash"), "\"on_crash: %s\" needs \"%s\"",
                            on_crash_names[resolver->scenario->platform.on_crash], way->key),
                  "add how long it is, such as %s: 30s", way->key);
}

static void on_crash_check(struct resolver *resolver, const struct node *node)
{
    const struct platform *platform = &resolver->scenario->platform;

    if (!is_sure(node))
        return;
    way_needs(resolver, node, &lease_key, platform->lease);
    way_needs(resolver, node, &heartbeat_key, platform->heartbeat);
    (void)way_has(resolver, node, &recoveries_key);
}

static void platform_read(const struct raw_platform *raw, struct platform *platform)
{
    platform->processes = resolve_number(raw->processes, platform->processes);
    platform->workers = resolve_number(raw->workers, platform->workers);
    platform->restart = resolve_time(raw->restart, platform->restart);
    platform->poll = resolve_time(raw->poll, platform->poll);
    platform->acknowledge = (enum acknowledge)resolve_word(raw->acknowledge, acknowledge_names, ACKNOWLEDGE_COUNT,
                                                           (int)platform->acknowledge);
    platform->on_crash = (enum on_crash)resolve_word(raw->on_crash, on_crash_names, ON_CRASH_COUNT,
                                                     (int)platform->on_crash);
    platform->lease = resolve_time(raw->lease, platform->lease);
    platform->heartbeat = resolve_time(raw->heartbeat, platform->heartbeat);
    if (raw->recoveries)
        platform->recoveries = (int64_t)value_number(raw->recoveries);
}

void resolve_platform(struct resolver *resolver, const struct raw_platform *raw, const struct node *node)
{
    struct platform *platform = &resolver->scenario->platform;
    const int preset = raw ? resolve_word(raw->preset, preset_names, PRESET_COUNT, PRESET_NONE) : PRESET_NONE;

    *platform = preset_values((enum preset)preset)->platform;
    platform->preset = (enum preset)preset;
    if (!raw)
        return;
    platform->mark = value_mark(node, node_given(node, "workers") ? "workers" : "processes");
    platform_read(raw, platform);
    on_crash_check(resolver, node);
}
