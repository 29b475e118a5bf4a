#include "file/resolver.h"

#include "file/value.h"

static void entry_resolve(struct resolver *resolver, const struct raw_entry *raw, const struct node *node,
                          struct entry *entry)
{
    const struct node *copies = node_given(node, "copies");

    entry->mark = node->mark;
    entry->job = resolve_job_name(resolver, raw->enqueue, value_mark(node, "enqueue"));
    entry->at = resolve_time(raw->at, 0);
    entry->every = raw->every ? value_duration(raw->every) : duration_fixed(EVERY_DEFAULT);
    entry->times = resolve_number(raw->times, 1);
    entry->copies = resolve_number(raw->copies, 1);
    entry->apart = resolve_time(raw->apart, 0);
    if (node_given(node, "apart") && entry->copies == 1 && !(copies && copies->is_bad))
        diag_hint(diags_add(resolver->diags, key_mark(node, "apart"), "\"apart\" means nothing to a single copy"),
                  "it goes with copies: N, from 2 on");
}

void resolve_schedule(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->schedule_count);
    struct scenario *scenario = resolver->scenario;

    scenario->entries = resolve_array(resolver, raw->schedule_count, sizeof *scenario->entries, &scenario->entry_count);
    for (uint32_t e = 0; e < scenario->entry_count; e++, node = node_next(node))
        entry_resolve(resolver, &raw->schedule[e], node, &scenario->entries[e]);
    scenario->occurrences = scenario_days(scenario);
}
