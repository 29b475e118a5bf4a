#include "engine/program.h"

#include "base/check.h"
#include "trace/trace.h"

static bool fault_is_at_step(const struct fault *fault, int job, const struct op *op)
{
    if (fault->is_platform)
        return false;
    if (fault->bot != NO_INDEX)
        return fault->bot == (op->bot == NO_BOT ? NO_INDEX : (int)op->bot);
    return fault->job == job && fault->step == (op->step == NO_STEP ? NO_INDEX : (int)op->step);
}

/* Can the micro-step come next once the op is done? Behind the one in which the guard asks the way parts. */
static bool op_leads_to(const struct plan *plan, const struct op *op, enum micro micro)
{
    return micro == (enum micro)op->micro_after || /* no fault's is MICRO_NONE */
           (op->action == ACTION_ASK && micro == (enum micro)plan->ops[op->done].micro);
}

/* May the fault strike in the gap before or after an op of its step? */
static bool fault_fits_gap(const struct plan *plan, const struct fault *fault, const struct op *op, bool is_before)
{
    if (fault->is_before == is_before)
        return fault->micro == (enum micro)op->micro;
    return !is_before && op_leads_to(plan, op, fault->micro);
}

/* Writes the faults of one gap to `list`, unless that is NULL, and returns how many there are. */
static uint32_t collect_gap(const struct plan *plan, int job, const struct op *op, bool is_before, uint32_t *list)
{
    uint32_t count = 0;

    for (uint32_t f = 0; f < plan->scenario->fault_count; f++) {
        const struct fault *fault = &plan->scenario->faults[f];

        if (!fault_is_at_step(fault, job, op) || !fault_fits_gap(plan, fault, op, is_before))
            continue;
        if (list)
            list[count] = f;
        count++;
    }
    return count;
}

/* Does it strike whenever an attempt comes by the gap behind the op, or before it? */
static bool fault_is_unconditional(const struct fault *fault, const struct op *op)
{
    return !(fault->is_before && op->action == ACTION_ASK) && fault->times == 0 && fault->from == 0 &&
           fault->until == MSEC_NEVER && fault->instance == 0 && fault->attempt_count == 0 &&
           fault->occurrence_count == 0;
}

/* Fills in one gap, its list beginning at *used of plan->gap_faults, and moves *used on. */
static void sort_gap(struct plan *plan, int job, struct op *op, bool is_before, uint32_t *used)
{
    struct gap_faults *gap = is_before ? &op->before : &op->after;

    gap->first = *used;
    gap->count = collect_gap(plan, job, op, is_before, plan->gap_faults ? plan->gap_faults + *used : NULL);
    gap->is_unconditional = gap->count == 1 && plan->gap_faults &&
                            fault_is_unconditional(&plan->scenario->faults[plan->gap_faults[*used]], op);
    *used += gap->count;
}

static uint32_t sort_all_gaps(struct plan *plan)
{
    uint32_t used = 0;

    for (uint32_t j = 0; j < plan->scenario->job_count; j++) {
        uint32_t end = j + 1 < plan->scenario->job_count ? plan->first_op[j + 1] : plan->op_count;

        for (uint32_t i = plan->first_op[j]; i < end; i++) {
            if (plan->ops[i].is_first)
                sort_gap(plan, (int)j, &plan->ops[i], true, &used);
            sort_gap(plan, (int)j, &plan->ops[i], false, &used);
        }
    }
    return used;
}

/* Sorts the scripted faults to the gaps of every op, into one flat list: counted first, then filled. */
static bool plan_sort_faults(struct plan *plan)
{
    uint32_t *list = arena_array(&plan->arena, sort_all_gaps(plan), sizeof *list);

    plan->gap_faults = list;
    if (!list)
        return false;
    (void)sort_all_gaps(plan);
    return true;
}

static bool step_posts(const struct step *step)
{
    return step && step_bot(step) != NO_INDEX;
}

static const struct duration *op_latency(const struct scenario *scenario, const struct job *job,
                                         const struct step *step, enum micro micro)
{
    if (step_posts(step) && !(micro_traits[micro].traits & MICRO_IS_RECORDS))
        return &scenario->bots[step->target].latency[micro];
    if (micro == MICRO_WAIT)
        return &step->wait;
    return &job->latency[micro];
}

static bool op_is_from_enqueue(const struct step *step, enum micro micro)
{
    return micro == MICRO_WAIT && wait_from_traits[step->from].is_of_job && step->wait.low > 0;
}

static enum action op_action(const struct job *job, const struct step *step, const struct guard_traits *guard,
                             enum micro micro)
{
    bool is_post = step_posts(step), records = resume_traits[job->resume].records;

    switch (micro) {
    case MICRO_FETCH:
        return ACTION_FETCH;
    case MICRO_ACKNOWLEDGE:
        return ACTION_ACKNOWLEDGE;
    case MICRO_BEGIN:
        return is_post ? ACTION_BEGIN : ACTION_NONE;
    case MICRO_COMMIT:
        return ACTION_COMMIT;
    case MICRO_PUSH:
        return ACTION_PUSH;
    case MICRO_DONE:
        return is_post && skipped_traits[step->skipped].leaves && !records ? ACTION_LEAVE : ACTION_NONE;
    case MICRO_RECORD:
        return ACTION_KEEP;
    case MICRO_CHECK:
    case MICRO_CLAIM:
    case MICRO_ASK:
    case MICRO_MARK: /* the guard's own */
        CHECK(guard->asks == micro || guard->records == micro);
        return guard->asks == micro ? ACTION_ASK : ACTION_RECORD;
    case MICRO_CALL:
    case MICRO_REPLY:
    case MICRO_WAIT:
        break;
    }
    return ACTION_NONE;
}

/* Appends the ops of one step, or of fetch or acknowledge where `step` is NULL. */
static void add_step(struct plan *plan, const struct job *job, const struct step *step, const enum micro *micros,
                     size_t count)
{
    uint32_t first = plan->op_count;
    enum guard guard = step ? step_guard(plan->scenario, step) : GUARD_NONE;
    uint32_t last = first + (uint32_t)count - 1;
    bool is_recorded = micro_traits[micros[count - 1]].traits & MICRO_IS_RECORDS;

    for (size_t i = 0; i < count; i++) {
        struct op *op = &plan->ops[plan->op_count++];
        const struct duration *latency = op_latency(plan->scenario, job, step, micros[i]);
        bool is_from_enqueue = op_is_from_enqueue(step, micros[i]);

        *op = (struct op){
            .action = (uint8_t)op_action(job, step, &guard_traits[guard], micros[i]),
            .micro = (uint8_t)micros[i],
            .micro_before = i > 0 ? (uint8_t)micros[i - 1] : (uint8_t)MICRO_NONE,
            .micro_after = i + 1 < count ? (uint8_t)micros[i + 1] : (uint8_t)MICRO_NONE,
            .guard = (uint8_t)guard,
            .is_first = i == 0,
            .is_last = i + 1 == count,
            .is_received = (micro_traits[micros[i]].traits & MICRO_IS_RECEIVED) != 0,
            .records = guard_traits[guard].records == micros[i],
            .recognises = guard_traits[guard].recognises,
            .step = step ? (uint8_t)(step - job->steps) : NO_STEP,
            .bot = step_posts(step) ? (uint8_t)step->target : NO_BOT,
            .needs = step_posts(step) && micros[i] == MICRO_COMMIT ? step->needs : 0,
            .child = micros[i] == MICRO_PUSH ? step->target : NO_INDEX,
            .next = plan->op_count,
            .done = last - is_recorded,
            .next_step = last + 1,
            .is_fixed = latency->kind == DURATION_FIXED && !is_from_enqueue,
            .is_from_enqueue = is_from_enqueue,
            .latency = *latency,
        };
    }
}

static void add_job(struct plan *plan, const struct job *job)
{
    static const enum micro fetch = MICRO_FETCH, acknowledge = MICRO_ACKNOWLEDGE;
    bool is_late = acknowledge_traits[plan->scenario->platform.acknowledge].is_last;
    bool records = resume_traits[job->resume].records;
    uint32_t first = plan->op_count;

    add_step(plan, job, NULL, &fetch, 1);
    if (!is_late)
        add_step(plan, job, NULL, &acknowledge, 1);
    for (uint32_t s = 0; s < job->step_count; s++) {
        const struct step *step = &job->steps[s];
        enum micro micros[MICRO_COUNT];

        add_step(plan, job, step, micros, step_micros(job_step_form(plan->scenario, job, step), micros));
    }
    if (is_late)
        add_step(plan, job, NULL, &acknowledge, 1);
    for (uint32_t i = first; i < plan->op_count; i++) {
        struct op *op = &plan->ops[i];

        op->leave = is_late ? plan->op_count - 1 : NO_OP;
        if (op->next == plan->op_count)
            op->next = NO_OP;
        if (op->next_step == plan->op_count)
            op->next_step = NO_OP;
        op->resumes = records && op->step == NO_STEP && op->next != NO_OP && plan->ops[op->next].step != NO_STEP;
    }
}

/* Changes nothing that anybody else could see meanwhile, and leads to the op behind it. */
static bool op_is_plain(const struct plan *plan, const struct op *op)
{
    const struct platform *platform = &plan->scenario->platform;

    if (op->action == ACTION_FETCH) /* a lease would begin, and what was in reserve may be late */
        return !on_crash_traits[platform->on_crash].has_lease && platform->prefetch == 0 && !op->resumes;
    return (micro_traits[op->micro].traits & MICRO_IS_QUIET) != 0 && op->action != ACTION_LEAVE;
}

/* A plain op after which no scripted fault can strike, nor is it asked whether the post was skipped. */
static bool op_is_quiet(const struct plan *plan, const struct op *op)
{
    return op_is_plain(plan, op) && op->is_fixed && op->after.count == 0 && op->next != NO_OP &&
           plan->ops[op->next].action != ACTION_KEEP && plan->ops[op->next].before.count == 0;
}

static void plan_find_quiet_ops(struct plan *plan)
{
    for (uint32_t i = plan->op_count; i-- > 0;) {
        struct op *op = &plan->ops[i];

        if (!op_is_quiet(plan, op))
            continue;
        op->quiet_count = 1 + plan->ops[op->next].quiet_count;
        op->quiet_length = op->latency.low + plan->ops[op->next].quiet_length;
        op->quiet_begins = op->action == ACTION_BEGIN || plan->ops[op->next].quiet_begins;
    }
}

bool plan_make_ops(struct plan *plan)
{
    const struct scenario *scenario = plan->scenario;
    size_t room = 0;

    for (uint32_t j = 0; j < scenario->job_count; j++)
        room += 2 + (size_t)scenario->jobs[j].step_count * MICRO_COUNT;
    plan->ops = arena_array(&plan->arena, room, sizeof *plan->ops);
    plan->first_op = arena_array(&plan->arena, scenario->job_count, sizeof *plan->first_op);
    if (!plan->ops || !plan->first_op)
        return false;
    for (uint32_t j = 0; j < scenario->job_count; j++) {
        plan->first_op[j] = plan->op_count;
        add_job(plan, &scenario->jobs[j]);
    }
    CHECK(plan->op_count <= room);
    if (!plan_sort_faults(plan))
        return false;
    plan_find_quiet_ops(plan);
    return true;
}
