#include "file/resolver.h"

#include "model/meaning.h"
#include "model/usual.h"

static void entry_resolve(struct resolver *resolver, const struct raw_entry *raw, const struct node *node,
                          struct entry *entry)
{
    const struct node *copies = node_given(node, "copies");

    *entry = entry_usual();
    entry->mark = node->mark;
    resolve_members(resolver, &mapping_entry, raw, entry);
    entry->job = resolve_name(resolver, NAMED_JOB, raw->enqueue, value_mark(node, "enqueue"));
    if (node_given(node, "apart") && entry->copies == 1 && !(copies && copies->is_bad))
        entry_apart_refuse(key_mark(node, "apart"), resolver->diags);
}

static void resolve_schedule(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->schedule_count);
    struct scenario *scenario = resolver->scenario;

    scenario->entries = resolve_array(resolver, raw->schedule_count, sizeof *scenario->entries, &scenario->entry_count);
    for (uint32_t e = 0; e < scenario->entry_count; e++, node = node_next(node))
        entry_resolve(resolver, &raw->schedule[e], node, &scenario->entries[e]);
    scenario->occurrences = scenario_days(scenario);
}

/* The wishes that are named count; all of them where none is. */
static void resolve_wishes(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->wishes_count);
    unsigned named = 0;

    for (unsigned i = 0; i < raw->wishes_count; i++, node = node_next(node)) {
        unsigned bit = 1u << resolve_word(raw->wishes[i], wish_words, WISH_COUNT, 0);

        if (named & bit)
            diag_hint(diags_add(resolver->diags, node->mark, "the wish \"%s\" stands here twice", raw->wishes[i]),
                      "name each wish once");
        named |= bit;
    }
    if (named)
        resolver->scenario->unjudged = ~named & ((1u << WISH_COUNT) - 1);
}

bool resolve(struct resolver *resolver, const struct raw_scenario *raw, const struct node *root)
{
    const struct node *bots = node_given(root, "bots");
    const struct node *jobs = node_given(root, "jobs");
    const struct node *platform = node_given(root, "platform");

    resolver->is_unsure[NAMED_BOT] = list_is_unsure(bots, "name");
    resolver->is_unsure[NAMED_JOB] = list_is_unsure(jobs, "name");
    resolve_members(resolver, &mapping_scenario, raw, resolver->scenario);
    resolve_wishes(resolver, raw, node_given(root, "wishes"));
    resolve_platform(resolver, raw->platform, platform ? platform : root);
    resolve_bots(resolver, raw, bots);
    resolve_job_names(resolver, raw, jobs);
    if (resolver->is_failed)
        return false;
    resolve_jobs(resolver, raw, jobs);
    resolve_schedule(resolver, raw, node_given(root, "schedule"));
    if (resolver->is_failed)
        return false;
    resolve_faults(resolver, raw, node_given(root, "faults"));
    resolve_expects(resolver, raw, node_given(root, "expect"));
    resolve_gates(resolver, raw, node_given(root, "gates"));
    return !resolver->is_failed;
}
