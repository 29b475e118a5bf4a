#include "file/resolver.h"

#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "model/meaning.h"
#include "model/usual.h"

/* A fault that is being resolved. */
struct faulting {
    struct resolver *resolver;
    const struct raw_fault *raw;
    const struct node *node;
    struct fault *fault;
};

static struct diag *report(const struct faulting *faulting, const char *key, const char *text)
{
    return diags_add(faulting->resolver->diags, key_mark(faulting->node, key), "%s", text);
}

static bool given(const struct faulting *faulting, const char *key)
{
    return node_given(faulting->node, key) != NULL;
}

static void platform_keys_check(const struct faulting *faulting)
{
    const enum platform_fault platform = faulting->fault->platform;
    char what[64], keys[64];
    const int size = snprintf(keys, sizeof keys, "name platform %s", platform_fault_traits[platform].keys);

    CHECK(size < (int)sizeof keys);
    (void)snprintf(what, sizeof what, "platform: %s", platform_fault_names[platform]);
    keys_go_check(faulting->resolver, faulting->node, what, keys);
}

/* `count` of them; how many there is room for becomes `*made`. */
static uint32_t *numbers_take(struct resolver *resolver, const char *const *texts, uint32_t count, uint32_t *made)
{
    uint32_t *numbers = resolve_array(resolver, count, sizeof *numbers, made);

    for (uint32_t i = 0; i < *made; i++)
        numbers[i] = (uint32_t)value_read(VALUE_ATTEMPT, texts[i]).number;
    return numbers;
}

static void occurrences_check(const struct faulting *faulting)
{
    const struct node *list = node_get(faulting->node, "occurrences");
    const struct node *node = list ? node_first(list) : NULL;

    for (uint32_t i = 0; node && i < faulting->fault->occurrence_count; i++, node = node_next(node))
        occurrence_check(faulting->resolver, faulting->fault->occurrences[i], node->mark);
}

/* When and how often it strikes. */
static void limits_resolve(const struct faulting *faulting)
{
    const struct raw_fault *raw = faulting->raw;
    struct fault *fault = faulting->fault;

    fault->attempts = numbers_take(faulting->resolver, raw->attempts, raw->attempts_count, &fault->attempt_count);
    fault->occurrences = numbers_take(faulting->resolver, raw->occurrences, raw->occurrences_count,
                                      &fault->occurrence_count);
    if (fault->until <= fault->from)
        fault_over_refuse(key_mark(faulting->node, "until"), faulting->resolver->diags);
    occurrences_check(faulting);
}

/* Why steps of that form lack the micro-step, in brackets; "" where none of their kind ever has it. */
static void lack_say(struct step_form form, enum micro micro, struct text *out)
{
    if ((micro_traits[micro].traits & MICRO_IS_RECORDS) && (micro_traits[micro].places >> form.kind & 1))
        text_addf(out, " (resume: %s)", resume_names[form.resume]);
    else if (form.kind == STEP_POST)
        text_addf(out, " (guard: %s)", guard_names[form.guard]);
}

/* `bot`: whose post the step is; NULL: it is none. */
static void micro_check(const struct faulting *faulting, struct step_form form, const struct bot *bot)
{
    const struct fault *fault = faulting->fault;
    const char *side = fault->is_before ? "before" : "after";
    enum micro micros[MICRO_COUNT];
    const char *names[MICRO_COUNT];
    const size_t count = step_micros(form, micros);
    struct text step = {0}, lack = {0};
    struct diag *diag;

    for (size_t i = 0; i < count; i++) {
        names[i] = micro_names[micros[i]];
        if (micros[i] == fault->micro)
            return;
    }
    text_addf(&step, "%s %s", text_article(step_kind_names[form.kind]), step_kind_names[form.kind]);
    lack_say(form, fault->micro, &lack);
    diag = diags_add(faulting->resolver->diags, value_mark(faulting->node, side), "%s%s has no \"%s\"%s",
                     bot ? bot->name : text_str(&step), bot ? "'s post" : "", micro_names[fault->micro],
                     text_str(&lack));
    text_release(&step);
    text_release(&lack);
    diag_allow_words(diag, NULL, names, count);
    if (bot && micro_traits[fault->micro].places & OUTSIDE_STEPS)
        diag_hint(diag, "a job is fetched and acknowledged: write job: instead of bot:");
}

/* Of a job: at its fetch or acknowledge, or in one of its steps. */
static void job_gap_resolve(const struct faulting *faulting)
{
    struct fault *fault = faulting->fault;
    const struct scenario *scenario = faulting->resolver->scenario;
    const struct job *job = fault->job == NO_INDEX ? NULL : &scenario->jobs[fault->job];
    const bool is_outside = micro_traits[fault->micro].places & OUTSIDE_STEPS;
    const char *kinds[FAULT_COUNT];
    const struct step *step;
    int number;

    if (is_outside && given(faulting, "step"))
        report(faulting, "step", "a job's fetch and acknowledge belong to no step");
    if (is_outside && faulting->raw->kind && !fault_traits[fault->kind].strikes_outside)
        diag_allow_words(diags_add(faulting->resolver->diags, value_mark(faulting->node, "kind"),
                                   "no %s can strike at a job's %s", fault_kind_names[fault->kind],
                                   micro_names[fault->micro]),
                         NULL, kinds, faults_outside(kinds));
    if (is_outside)
        return;
    if (!given(faulting, "step"))
        diag_hint(diags_add(faulting->resolver->diags, key_mark(faulting->node, "job"), "which step of the job?"),
                  "add step: N, counted from 1");
    if (!job || !faulting->raw->step || faulting->resolver->are_steps_unsure)
        return;
    number = (int)value_read(VALUE_STEP, faulting->raw->step).number;
    if (number > (int)job->step_count) {
        diag_hint(diags_add(faulting->resolver->diags, value_mark(faulting->node, "step"), "\"%s\" has no step %s",
                            job->name, faulting->raw->step),
                  "it has %u", (unsigned)job->step_count);
        return;
    }
    fault->step = number - 1;
    step = &job->steps[fault->step];
    if (step_bot(step) != NO_INDEX)
        micro_check(faulting, job_step_form(scenario, job, step), &scenario->bots[step->target]);
    else if (step->kind != STEP_POST)
        micro_check(faulting, job_step_form(scenario, job, step), NULL);
}

/* Before or after which micro-step; false when that cannot be told. */
static bool side_resolve(const struct faulting *faulting)
{
    const bool has_before = given(faulting, "before"), has_after = given(faulting, "after");
    const char *micro = faulting->raw->before ? faulting->raw->before : faulting->raw->after;

    if (has_before == has_after)
        diag_allow(
            diags_add(faulting->resolver->diags, has_before ? key_mark(faulting->node, "after") : faulting->node->mark,
                      has_before ? "a fault strikes either before or after a micro-step" : "a fault needs a place"),
            "before: MICROSTEP or after: MICROSTEP");
    if (has_before == has_after || !micro)
        return false;
    faulting->fault->is_before = has_before;
    faulting->fault->micro = (enum micro)word_find(micro, micro_names, MICRO_COUNT);
    return true;
}

static void length_resolve(const struct faulting *faulting)
{
    struct fault *fault = faulting->fault;

    if (!key_means(faulting->resolver, faulting->node, &mapping_fault, "for", fault) || !faulting->raw->length)
        fault->length = fault_length_default(fault->kind);
}

static void gap_resolve(const struct faulting *faulting)
{
    const struct raw_fault *raw = faulting->raw;
    struct fault *fault = faulting->fault;
    struct resolver *resolver = faulting->resolver;

    keys_go_check(resolver, faulting->node, "a fault in a gap", FAULT_GAP_KEYS);
    if (!given(faulting, "kind"))
        diag_allow_words(diags_add(resolver->diags, faulting->node->mark, "a fault in a gap needs \"kind\""), NULL,
                         fault_kind_names, FAULT_COUNT);
    fault->bot = resolve_name(resolver, NAMED_BOT, raw->bot, value_mark(faulting->node, "bot"));
    fault->job = resolve_name(resolver, NAMED_JOB, raw->job, value_mark(faulting->node, "job"));
    fault->kind = (enum fault_kind)resolve_word(raw->kind, fault_kind_names, FAULT_COUNT, FAULT_ERROR);
    if (raw->kind)
        length_resolve(faulting);
    limits_resolve(faulting);
    if (given(faulting, "bot") && given(faulting, "job"))
        diag_hint(report(faulting, "job", "a fault strikes at a bot or at a job, not both"),
                  "a bot's fault strikes in whatever job posts for it");
    else if (given(faulting, "bot") && given(faulting, "step"))
        diag_hint(report(faulting, "step", "a bot's post has no steps"), "write job: instead of bot: to name a step");
    if (!side_resolve(faulting))
        return;
    if (fault->bot != NO_INDEX)
        micro_check(faulting, bot_post_form(resolver->scenario, (uint32_t)fault->bot),
                    &resolver->scenario->bots[fault->bot]);
    else if (given(faulting, "job") && !given(faulting, "bot"))
        job_gap_resolve(faulting);
}

static void platform_fault_resolve(const struct faulting *faulting)
{
    const struct raw_fault *raw = faulting->raw;
    struct resolver *resolver = faulting->resolver;
    struct fault *fault = faulting->fault, whole;

    fault->is_platform = true;
    fault->platform = (enum platform_fault)word_find(raw->platform, platform_fault_names, PLATFORM_FAULT_COUNT);
    whole = fault_whole(fault, &resolver->scenario->platform);
    platform_keys_check(faulting);
    fault->bot = resolve_name(resolver, NAMED_BOT, raw->bot, value_mark(faulting->node, "bot"));
    fault->job = resolve_name(resolver, NAMED_JOB, raw->job, value_mark(faulting->node, "job"));
    fault->process_mark = value_mark(faulting->node, "process");
    if (fault->platform == PLATFORM_DEPLOY)
        (void)key_means(resolver, faulting->node, &mapping_fault, "grace", &whole);
    limits_resolve(faulting);
    if (platform_fault_traits[fault->platform].has_length && !given(faulting, "for"))
        diag_hint(diags_add(resolver->diags, key_mark(faulting->node, "platform"), "\"%s\" needs \"for\"",
                            platform_fault_names[fault->platform]),
                  "add how long, such as for: 10m");
}

static void target_miss(const struct faulting *faulting)
{
    struct text allowed = {0};

    text_add(&allowed, "one of bot: B, job: J, platform: ");
    text_add_list(&allowed, platform_fault_names, PLATFORM_FAULT_COUNT, " or ");
    diag_allow(diags_add(faulting->resolver->diags, faulting->node->mark, "a fault strikes at something"), "%s",
               text_str(&allowed));
    text_release(&allowed);
}

static void fault_resolve(const struct faulting *faulting)
{
    struct fault *fault = faulting->fault;

    *fault = fault_usual();
    fault->mark = faulting->node->mark;
    resolve_members(faulting->resolver, &mapping_fault, faulting->raw, fault);
    if (faulting->raw->platform)
        platform_fault_resolve(faulting);
    else if (given(faulting, "platform"))
        return; /* which one cannot be told */
    else if (given(faulting, "bot") || given(faulting, "job"))
        gap_resolve(faulting);
    else
        target_miss(faulting);
}

void resolve_faults(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->faults_count);
    struct scenario *scenario = resolver->scenario;

    scenario->faults = resolve_array(resolver, raw->faults_count, sizeof *scenario->faults, &scenario->fault_count);
    for (uint32_t f = 0; f < scenario->fault_count; f++, node = node_next(node)) {
        fault_resolve(&(struct faulting){resolver, &raw->faults[f], node, &scenario->faults[f]});
        scenario->faults[f].number = f + 1;
    }
}
