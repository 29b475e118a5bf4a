#include "model/changed.h"

#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "model/fault_place.h"
#include "model/preset.h"
#include "model/refusal.h"
#include "model/split.h"

#define RETRY_WAIT_DEFAULT (60 * SECOND) /* of a job that is given retries and has no wait */

/* A scenario while changes are made to it. */
struct changing {
    struct scenario *scenario;
    uint32_t original_faults;           /* the file's own; those that are added follow them */
    bool removed[SCENARIO_FAULTS_MAX];  /* taken out at the end, so that numbers stay the file's */
    unsigned guards[SCENARIO_BOTS_MAX]; /* bit g: a change took guard g from the bot */
};

static int named_find(const struct scenario *scenario, enum named named, const char *name, struct err *err)
{
    const char *names[NAMED_MAX + 1];
    const int index = scenario_find(scenario, named, name);
    size_t count;

    if (index != NO_INDEX)
        return index;
    count = scenario_names(scenario, named, names);
    if (named == NAMED_BOT)
        names[count++] = CHANGE_ALL;
    word_refuse(named_word(named), name, names, count, err);
    return NO_INDEX;
}

/* Is job `i` the job that is changed, or one that a split made of it? */
static bool job_is_meant(const struct scenario *scenario, int job, uint32_t i)
{
    return (int)i == job || scenario->jobs[i].split_from == job;
}

static bool fault_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    struct fault fault;

    if (scenario->fault_count == SCENARIO_FAULTS_MAX)
        return err_set(err, "more than %d faults", SCENARIO_FAULTS_MAX);
    if (!fault_spec_resolve(&change->fault, scenario, &scenario->arena, &fault, err))
        return false;
    if (!scenario_room_for_faults(scenario, 1))
        return err_memory(err);
    scenario->faults[scenario->fault_count++] = fault;
    return true;
}

static bool no_faults_apply(struct changing *changing, const struct change *change, struct err *err)
{
    (void)change;
    (void)err;
    for (uint32_t i = 0; i < changing->original_faults; i++)
        changing->removed[i] = true;
    return true;
}

/* The index of the file's fault of this number. */
static bool fault_find(const struct changing *changing, uint32_t number, uint32_t *index, struct err *err)
{
    uint32_t last = 0;

    for (uint32_t i = 0; i < changing->original_faults; i++) {
        uint32_t here = changing->scenario->faults[i].number;

        if (here == number) {
            *index = i;
            return true;
        }
        last = max_u32(here, last);
    }
    if (last == 0)
        return err_set(err, "\"%u\": the scenario has no fault", number);
    return err_set(err, "there is no fault \"%u\"; allowed: 1 to %u", number, last);
}

static bool without_fault_apply(struct changing *changing, const struct change *change, struct err *err)
{
    uint32_t index = 0;

    if (!fault_find(changing, (uint32_t)change->value, &index, err))
        return false;
    changing->removed[index] = true;
    return true;
}

static bool only_faults_apply(struct changing *changing, const struct change *change, struct err *err)
{
    bool is_kept[SCENARIO_FAULTS_MAX] = {false};

    for (uint32_t number = 1; number <= SCENARIO_FAULTS_MAX; number++) {
        uint32_t index = 0;

        if (!change_keeps_fault(change, number))
            continue;
        if (!fault_find(changing, number, &index, err))
            return false;
        is_kept[index] = true;
    }
    for (uint32_t i = 0; i < changing->original_faults; i++)
        changing->removed[i] = changing->removed[i] || !is_kept[i];
    return true;
}

static bool guard_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    bool is_all = change_is_for_all(change);
    int bot = is_all ? NO_INDEX : named_find(scenario, NAMED_BOT, change->name, err);

    if (!is_all && bot == NO_INDEX)
        return false;
    for (uint32_t i = 0; i < scenario->bot_count; i++) {
        if (!is_all && (int)i != bot)
            continue;
        changing->guards[i] |= 1u << scenario->bots[i].guard;
        scenario->bots[i].guard = (enum guard)change->value;
    }
    return true;
}

static bool split_apply(struct changing *changing, const struct change *change, struct err *err)
{
    int job = named_find(changing->scenario, NAMED_JOB, change->name, err);

    return job != NO_INDEX && job_split(changing->scenario, job, err);
}

/* A limit needs waits: those that the job has, else 60 s. */
static bool retry_set(struct scenario *scenario, struct retry *retry, uint32_t limit, struct err *err)
{
    const struct duration wait = duration_fixed(RETRY_WAIT_DEFAULT);

    retry->limit = limit;
    if (limit == 0 || retry->wait_count > 0 || (retry->kind != RETRY_FIXED && retry->kind != RETRY_LIST))
        return true;
    retry->kind = RETRY_FIXED;
    retry->waits = arena_copy(&scenario->arena, &wait, 1, sizeof wait);
    if (retry->waits == NULL)
        return err_memory(err);
    retry->wait_count = 1;
    return true;
}

static bool retry_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    int job = named_find(scenario, NAMED_JOB, change->name, err);

    if (job == NO_INDEX)
        return false;
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        if (job_is_meant(scenario, job, i) &&
            !retry_set(scenario, &scenario->jobs[i].retry, (uint32_t)change->value, err))
            return false;
    }
    return true;
}

static bool rescue_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    int job = named_find(scenario, NAMED_JOB, change->name, err);

    if (job == NO_INDEX)
        return false;
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        if (job_is_meant(scenario, job, i))
            scenario->jobs[i].rescue = (enum rescue)change->value;
    }
    return true;
}

/* The preset's platform, and its retries for every job. */
static bool preset_apply(struct changing *changing, const struct change *change, struct err *err)
{
    const struct preset_values *values = preset_values((enum preset)change->value);
    struct scenario *scenario = changing->scenario;

    scenario->platform = values->platform;
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        struct retry *retry = &scenario->jobs[i].retry;

        *retry = values->retry;
        retry->waits = arena_copy(&scenario->arena, values->retry.waits, retry->wait_count, sizeof *retry->waits);
        if (retry->waits == NULL)
            return err_memory(err);
        scenario->jobs[i].exhausted = values->exhausted;
    }
    return true;
}

static bool workers_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct platform *platform = &changing->scenario->platform;
    uint64_t high = SCENARIO_WORKERS_MAX / platform->processes;

    if (change->value > high)
        return err_set(err, "\"%u\" is no number of workers; allowed: 1 to %u", (unsigned)change->value,
                       (unsigned)high);
    platform->workers = (uint32_t)change->value;
    return true;
}

static bool days_apply(struct changing *changing, const struct change *change, struct err *err)
{
    (void)err;
    for (uint32_t i = 0; i < changing->scenario->entry_count; i++)
        changing->scenario->entries[i].times = (uint32_t)change->value;
    return true;
}

static bool seed_apply(struct changing *changing, const struct change *change, struct err *err)
{
    (void)err;
    changing->scenario->seed = change->value;
    return true;
}

static bool until_apply(struct changing *changing, const struct change *change, struct err *err)
{
    (void)err;
    changing->scenario->until = (msec)change->value;
    return true;
}

#define APPLY_ITEM(constant, tag, ...) [constant] = tag##_apply,

static bool (*const apply[CHANGE_COUNT])(struct changing *changing, const struct change *change,
                                         struct err *err) = {CHANGE_LIST(APPLY_ITEM)};

/* Takes the days after the last one out of the fault's list. True when none is left of those that it had: it can
 * never strike. */
static bool fault_outlives(struct fault *fault, uint32_t days)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < fault->occurrence_count; i++) {
        if (fault->occurrences[i] <= days)
            fault->occurrences[kept++] = fault->occurrences[i];
    }
    if (kept == 0 && fault->occurrence_count > 0)
        return true;
    fault->occurrence_count = kept;
    return false;
}

/* The file's faults and expectations of days that a change has cut off go with those days; a fault that was asked
 * for on a day that does not exist is a mistake. */
static bool days_settle(struct changing *changing, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    uint32_t days = scenario_days(scenario), kept = 0;

    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        if (!fault_outlives(&scenario->faults[i], days))
            continue;
        if (i >= changing->original_faults)
            return err_set(err, "--fault: there is no day %u; allowed: 1 to %u", scenario->faults[i].occurrences[0],
                           days);
        changing->removed[i] = true;
    }
    for (uint32_t i = 0; i < scenario->expect_count; i++) {
        if (scenario->expects[i].occurrence <= days)
            scenario->expects[kept++] = scenario->expects[i];
    }
    scenario->expect_count = kept;
    return true;
}

/* Carries a fault from a guard that changes took from its bot to the one that it has in the end. */
static void fault_settle(const struct changing *changing, struct fault *fault)
{
    const struct scenario *scenario = changing->scenario;
    int bot = fault_post(scenario, fault);

    for (int guard = 0; guard < GUARD_COUNT && !fault_is_reachable(scenario, fault); guard++)
        if ((changing->guards[bot] >> guard & 1) && step_has_micro(STEP_POST, (enum guard)guard, fault->micro))
            fault_carry(fault, (enum guard)guard, scenario->bots[bot].guard);
}

static void faults_settle(struct changing *changing)
{
    struct scenario *scenario = changing->scenario;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        fault_settle(changing, &scenario->faults[i]);
        if (!changing->removed[i])
            scenario->faults[kept++] = scenario->faults[i];
    }
    scenario->fault_count = kept;
}

/* Sets "OPTIONS: what is wrong" from what the scenario's own rules say. */
static void refuse_by_rules(const struct diags *diags, const struct change *changes, size_t count, struct err *err)
{
    struct text text = {0};

    changes_write(changes, count, &text);
    if (diags->count > 0) {
        const struct diag *diag = &diags->list[0];

        text_addf(&text, ": %s", diag->text);
        if (diag->allowed != NULL)
            text_addf(&text, "; %s", diag->allowed);
        if (diag->hint != NULL)
            text_addf(&text, "; %s", diag->hint);
    }
    err_set(err, "%s", text_str(&text));
    text_release(&text);
}

static bool changes_apply(struct changing *changing, const struct change *changes, size_t count, struct err *err)
{
    struct err why;

    for (size_t i = 0; i < count; i++) {
        CHECK(changes[i].kind < CHANGE_COUNT);
        if (!apply[changes[i].kind](changing, &changes[i], &why))
            return err_set(err, "--%s: %s", change_rows[changes[i].kind].option, why.text);
    }
    if (!days_settle(changing, err))
        return false;
    faults_settle(changing);
    return true;
}

struct scenario *scenario_changed(const struct scenario *scenario, const struct change *changes, size_t count,
                                  struct err *err)
{
    struct changing changing = {.scenario = scenario_copy(scenario), .original_faults = scenario->fault_count};
    struct diags diags;
    bool is_good;

    if (changing.scenario == NULL) {
        err_memory(err);
        return NULL;
    }
    if (!changes_apply(&changing, changes, count, err)) {
        scenario_free(changing.scenario);
        return NULL;
    }
    diags_init(&diags, scenario->source, NULL, 0);
    is_good = scenario_check(changing.scenario, &diags);
    if (!is_good)
        refuse_by_rules(&diags, changes, count, err);
    diags_release(&diags);
    if (is_good)
        return changing.scenario;
    scenario_free(changing.scenario);
    return NULL;
}
