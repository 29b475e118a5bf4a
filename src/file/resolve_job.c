#include "file/resolver.h"

#include <string.h>

#include "model/usual.h"

/* A step does one thing; of several that were given it is taken for the first. */
static enum step_kind step_kind_resolve(struct resolver *resolver, const struct node *node)
{
    enum step_kind kind = STEP_WAIT;
    uint32_t count = 0;

    for (int i = STEP_COUNT - 1; i >= 0; i--) {
        if (!node_given(node, step_kind_names[i]))
            continue;
        kind = (enum step_kind)i;
        count++;
    }
    if (count != 1)
        diag_allow(diags_add(resolver->diags, node->mark,
                             count == 0 ? "a step that does nothing" : "a step that does several things"),
                   "one of post: BOT, enqueue: JOB, wait: DURATION");
    return kind;
}

/* What says something of a post, or of a wait, stands in a step of that kind alone. */
static void key_check(struct resolver *resolver, const struct node *node, const char *key, enum step_kind kind,
                      const char *hint)
{
    if (node_given(node, key))
        diag_hint(diags_add(resolver->diags, key_mark(node, key), "\"%s\" says something of a %s alone", key,
                            step_kind_names[kind]),
                  "%s", hint);
}

static void wait_resolve(struct resolver *resolver, const struct raw_step *raw, const struct node *node,
                         struct step *step)
{
    step->wait = raw->wait ? value_read(VALUE_DURATION, raw->wait).duration : duration_fixed(0);
    step->from = (enum wait_from)resolve_word(raw->from, wait_from_names, WAIT_FROM_COUNT, WAIT_FROM_STEP);
    if (wait_from_traits[step->from].is_of_job && step->wait.kind != DURATION_FIXED)
        diag_hint(diags_add(resolver->diags, value_mark(node, "wait"),
                            "a \"wait\" that varies cannot count \"from: %s\"", wait_from_names[step->from]),
                  "every attempt waits for the same moment: give it one length, such as wait: 3h");
}

static void post_resolve(struct resolver *resolver, const struct raw_step *raw, const struct node *node,
                         struct step *step)
{
    int needed = resolve_name(resolver, NAMED_BOT, raw->needs, value_mark(node, "needs"));

    step->target = resolve_name(resolver, NAMED_BOT, raw->post, value_mark(node, "post"));
    step->needs = needed == NO_INDEX ? 0 : (bot_set)1 << needed;
}

static void step_resolve(struct resolver *resolver, const struct raw_step *raw, const struct node *node,
                         struct step *step)
{
    step->mark = node->mark;
    step->kind = step_kind_resolve(resolver, node);
    step->target = NO_INDEX;
    step->skipped = (enum skipped)resolve_word(raw->skipped, skipped_names, SKIPPED_COUNT, SKIPPED_NEXT);
    wait_resolve(resolver, raw, node, step);
    if (step->kind == STEP_POST)
        post_resolve(resolver, raw, node, step);
    else if (step->kind == STEP_ENQUEUE)
        step->target = resolve_name(resolver, NAMED_JOB, raw->enqueue, value_mark(node, "enqueue"));
    if (step->kind != STEP_POST) {
        key_check(resolver, node, "skipped", STEP_POST, "only a post can be skipped by its guard");
        key_check(resolver, node, "needs", STEP_POST, "only a post can come too early");
    }
    if (step->kind != STEP_WAIT)
        key_check(resolver, node, "from", STEP_WAIT, "it goes with wait: D");
}

static void steps_resolve(struct resolver *resolver, const struct raw_job *raw, const struct node *list,
                          struct job *job)
{
    const struct node *node = nodes_paired(list, raw->steps_count);

    resolver->are_steps_unsure = resolver->are_steps_unsure || list_is_unsure(list, NULL);
    job->steps = resolve_array(resolver, raw->steps_count, sizeof *job->steps, &job->step_count);
    for (uint32_t i = 0; i < job->step_count; i++, node = node_next(node))
        step_resolve(resolver, &raw->steps[i], node, &job->steps[i]);
}

static void job_resolve(struct resolver *resolver, const struct raw_job *raw, const struct node *node, struct job *job)
{
    const struct job named = *job;

    resolver->is_failed = !job_usual_on(&resolver->scenario->platform, resolver->arena, job) || resolver->is_failed;
    job->name = named.name;
    job->mark = named.mark;
    resolve_members(resolver, &mapping_job, raw, job);
    resolve_members(resolver, &mapping_job_latency, raw->latency, job);
    steps_resolve(resolver, raw, node_given(node, "steps"), job);
    resolve_retry(resolver, raw->retry, node_given(node, "retry"), job);
}

void resolve_job_names(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->jobs_count);
    struct scenario *scenario = resolver->scenario;

    scenario->jobs = resolve_array(resolver, raw->jobs_count, sizeof *scenario->jobs, &scenario->job_count);
    for (uint32_t j = 0; j < scenario->job_count; j++, node = node_next(node)) {
        scenario->jobs[j].mark = value_mark(node, "name");
        scenario->jobs[j].name = resolve_text(resolver, raw->jobs[j].name, "");
        name_check(resolver, NAMED_JOB, j);
    }
}

void resolve_jobs(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->jobs_count);
    struct scenario *scenario = resolver->scenario;

    for (uint32_t j = 0; j < scenario->job_count; j++, node = node_next(node))
        job_resolve(resolver, &raw->jobs[j], node, &scenario->jobs[j]);
}
