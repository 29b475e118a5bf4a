#include "file/resolver.h"

#include "model/meaning.h"
#include "model/preset_option.h"
#include "model/usual.h"

/* A key that the platform's way of outliving a crash needs, where it means something to it. */
static void way_needs(struct resolver *resolver, const struct node *node, const char *key, msec value)
{
    const struct platform *platform = &resolver->scenario->platform;
    const struct meaning *meaning = meaning_next(&mapping_platform, key, NULL);

    if (key_means(resolver, node, &mapping_platform, key, platform) && value == MSEC_NONE && !node_given(node, key))
        meaning_miss(meaning, meaning_word(meaning, platform), value_mark(node, "on_crash"), resolver->diags);
}

/* Nothing is sure of a preset that could not be read. */
static void meanings_check(struct resolver *resolver, const struct node *node)
{
    static const char *const of_recovery[] = {"check_every", "retries_wait", "ended_lease",
                                              "recoveries",  "crash_counts", "recovered_at"};
    const struct platform *platform = &resolver->scenario->platform;
    const struct node *preset = node_given(node, "preset");

    if (preset && preset->is_bad)
        return;
    way_needs(resolver, node, "lease", platform->lease.low);
    if (key_means(resolver, node, &mapping_platform, "renew", platform) && platform->renew > 0 &&
        platform->lease.low != MSEC_NONE && platform->renew >= platform->lease.low)
        renew_refuse(platform, value_mark(node, "renew"), resolver->diags);
    if (!poll_fits(platform))
        poll_refuse(value_mark(node, node_given(node, "poll") ? "poll" : "poll_for"), resolver->diags);
    way_needs(resolver, node, "heartbeat", platform->heartbeat.low);
    for (size_t i = 0; i < sizeof of_recovery / sizeof *of_recovery; i++)
        (void)key_means(resolver, node, &mapping_platform, of_recovery[i], platform);
    (void)key_means(resolver, node, &mapping_platform, "grace", platform);
    (void)key_means(resolver, node, &mapping_platform, "prefetch", platform);
}

/* The options of a preset that could not be read are not known either. One that is refused is as if it had not been
 * given, so that what it would have set is no further mistake. */
static void options_resolve(struct resolver *resolver, const struct raw_options *raw, const struct node *node)
{
    struct platform *platform = &resolver->scenario->platform;
    const struct node *list = node_given(node, "options"), *preset = node_given(node, "preset");
    const struct datum none = {.number = OPTION_NONE};

    if (!raw || !list || (preset && preset->is_bad))
        return;
    resolve_members(resolver, &mapping_options, raw, platform);
    for (const struct node *option = node_first(list); option; option = node_next(option)) {
        const struct key *key = key_find(&mapping_options, option->key);

        if (!preset_option_check(platform, key, option->key_mark, option->mark, resolver->diags))
            (void)member_set(key, platform, &none, resolver->arena);
    }
    platform_take_options(platform, NULL);
}

void resolve_platform(struct resolver *resolver, const struct raw_platform *raw, const struct node *node)
{
    struct platform *platform = &resolver->scenario->platform;
    const int word = raw ? resolve_word(raw->preset_word, preset_words, PRESET_WORD_COUNT, PRESET_NONE) : PRESET_NONE;

    *platform = platform_usual(preset_of_word((uint32_t)word));
    if (!raw)
        return;
    platform->mark = value_mark(node, node_given(node, "workers") ? "workers" : "processes");
    options_resolve(resolver, raw->options, node);
    resolve_members(resolver, &mapping_platform, raw, platform);
    meanings_check(resolver, node);
}
