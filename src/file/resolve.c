#include "file/resolver.h"

static void resolve_texts(struct resolver *resolver, const struct raw_scenario *raw)
{
    struct scenario *scenario = resolver->scenario;

    scenario->title = resolve_text(resolver, raw->title, "");
    scenario->question = resolve_text(resolver, raw->question, "");
    scenario->caption = resolve_text(resolver, raw->caption, "");
    scenario->computer = resolve_text(resolver, raw->computer, "");
    scenario->lesson = resolve_text(resolver, raw->lesson, "");
}

bool resolve(struct resolver *resolver, const struct raw_scenario *raw, const struct node *root)
{
    const struct node *bots = node_given(root, "bots");
    const struct node *jobs = node_given(root, "jobs");
    const struct node *platform = node_given(root, "platform");

    resolver->are_bots_unsure = list_is_unsure(bots, "name");
    resolver->are_jobs_unsure = list_is_unsure(jobs, "name");
    resolve_texts(resolver, raw);
    resolver->scenario->until = resolve_time(raw->until, MSEC_NEVER);
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
    return !resolver->is_failed;
}
