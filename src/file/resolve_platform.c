#include "file/resolver.h"

#include "model/usual.h"

static const struct meaning lease_key = {"lease", "on_crash", ways_with_lease, "\"on_crash: ", "\""};
static const struct meaning heartbeat_key = {"heartbeat", "on_crash", ways_with_heartbeat, "\"on_crash: ", "\""};
static const struct meaning recoveries_key = {"recoveries", "on_crash", ways_recovering, "\"on_crash: ", "\""};

/* A key that the platform's way of outliving a crash needs, where it means something to it. */
static void way_needs(struct resolver *resolver, const struct node *node, const struct meaning *meaning, msec value)
{
    const char *way = on_crash_names[resolver->scenario->platform.on_crash];

    if (key_means(resolver, node, meaning, way) && value == MSEC_NONE && !node_given(node, meaning->key))
        diag_hint(diags_add(resolver->diags, value_mark(node, "on_crash"), "\"on_crash: %s\" needs \"%s\"", way,
                            meaning->key),
                  "add how long it is, such as %s: 30s", meaning->key);
}

/* Nothing is sure of a preset that could not be read. */
static void on_crash_check(struct resolver *resolver, const struct node *node)
{
    const struct platform *platform = &resolver->scenario->platform;
    const struct node *preset = node_given(node, "preset");

    if (preset && preset->is_bad)
        return;
    way_needs(resolver, node, &lease_key, platform->lease);
    way_needs(resolver, node, &heartbeat_key, platform->heartbeat);
    (void)key_means(resolver, node, &recoveries_key, on_crash_names[platform->on_crash]);
}

void resolve_platform(struct resolver *resolver, const struct raw_platform *raw, const struct node *node)
{
    struct platform *platform = &resolver->scenario->platform;
    const int preset = raw ? resolve_word(raw->preset, preset_names, PRESET_COUNT, PRESET_NONE) : PRESET_NONE;

    *platform = platform_usual((enum preset)preset);
    if (!raw)
        return;
    platform->mark = value_mark(node, node_given(node, "workers") ? "workers" : "processes");
    resolve_members(resolver, &mapping_platform, raw, platform);
    on_crash_check(resolver, node);
}
