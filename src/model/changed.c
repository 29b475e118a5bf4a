#include "model/changed.h"

#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "model/changed_keys.h"
#include "model/fault_place.h"
#include "model/preset_option.h"
#include "model/refusal.h"
#include "model/retry.h"
#include "model/split.h"
#include "model/unsplit.h"
#include "model/usual.h"

/* A scenario while changes are made to it. */
struct changing {
    struct scenario *scenario;
    uint32_t original_faults;           /* the file's own; those that are added follow them */
    bool removed[SCENARIO_FAULTS_MAX];  /* taken out at the end, so that numbers stay the file's */
    unsigned guards[SCENARIO_BOTS_MAX]; /* bit g: a change took guard g from the bot */
    unsigned resumes;                   /* bit r: a change took `resume` r from a job */
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

static bool unsplit_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    const int job = named_find(scenario, NAMED_JOB, change->name, err);

    for (uint32_t j = 0; j < scenario->job_count; j++) /* steps go from one job to another */
        changing->resumes |= 1u << scenario->jobs[j].resume;
    return job != NO_INDEX && job_unsplit(scenario, job, err);
}

/* Sets what the path leads to in `model`, which has the key as a member. */
static bool member_change(struct changing *changing, const struct key_path *path, const struct datum *datum,
                          void *model, struct err *err)
{
    return member_set(path->key, model, datum, &changing->scenario->arena) || err_memory(err);
}

static bool bots_change(struct changing *changing, const struct key_path *path, const struct datum *datum,
                        struct err *err)
{
    struct scenario *scenario = changing->scenario;
    const bool is_all = strcmp(path->name, CHANGE_ALL) == 0;
    const int bot = is_all ? NO_INDEX : named_find(scenario, NAMED_BOT, path->name, err);

    if (!is_all && bot == NO_INDEX)
        return false;
    for (uint32_t i = 0; i < scenario->bot_count; i++)
        if ((is_all || (int)i == bot) && !member_change(changing, path, datum, &scenario->bots[i], err))
            return false;
    return true;
}

/* A step of the job; all that can be changed of one is a post's. */
static bool step_change(struct changing *changing, const struct key_path *path, const struct datum *datum,
                        const struct job *job, struct err *err)
{
    if (path->number > job->step_count)
        return err_set(err, "\"%s\" has no step %u; allowed: 1 to %u", job->name, path->number, job->step_count);
    if (job->steps[path->number - 1].kind != STEP_POST)
        return err_set(err, "step %u of \"%s\" is no post", path->number, job->name);
    return member_change(changing, path, datum, &job->steps[path->number - 1], err);
}

/* A job, and the jobs that a split made of it. */
static bool jobs_change(struct changing *changing, const struct key_path *path, const struct datum *datum,
                        struct err *err)
{
    struct scenario *scenario = changing->scenario;
    const struct mapping *mapping = key_path_mapping(path);
    const bool is_retrys = mapping == &mapping_retry || mapping == &mapping_exponential;
    const int job = named_find(scenario, NAMED_JOB, path->name, err);

    if (job == NO_INDEX)
        return false;
    if (mapping == &mapping_step)
        return step_change(changing, path, datum, &scenario->jobs[job], err);
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        if ((int)i != job && scenario->jobs[i].split_from != job)
            continue;
        changing->resumes |= 1u << scenario->jobs[i].resume;
        if (is_retrys ? !retry_set(&scenario->jobs[i].retry, path, datum, &scenario->arena, err)
                      : !member_change(changing, path, datum, &scenario->jobs[i], err))
            return false;
    }
    return true;
}

static bool entry_change(struct changing *changing, const struct key_path *path, const struct datum *datum,
                         struct err *err)
{
    struct scenario *scenario = changing->scenario;

    if (path->number > scenario->entry_count)
        return err_set(err, "the schedule has no line %u; allowed: 1 to %u", path->number, scenario->entry_count);
    return member_change(changing, path, datum, &scenario->entries[path->number - 1], err);
}

static bool fault_change(struct changing *changing, const struct key_path *path, const struct datum *datum,
                         struct err *err)
{
    uint32_t index = 0;

    return fault_find(changing, path->number, &index, err) &&
           member_change(changing, path, datum, &changing->scenario->faults[index], err);
}

/* Gives each job whose retries were those of the platform before the ones that it has now. */
static bool retries_follow(struct scenario *scenario, const struct platform *before)
{
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        struct job was, now;

        if (!job_usual_on(before, &scenario->arena, &was) || !job_usual_on(&scenario->platform, &scenario->arena, &now))
            return false;
        if (retry_equal(&scenario->jobs[i].retry, &was.retry))
            scenario->jobs[i].retry = now.retry;
    }
    return true;
}

/* An option of the preset, and what it stands for. */
static bool option_change(struct changing *changing, const struct key_path *path, const struct datum *datum,
                          struct err *err)
{
    const struct mark nowhere = {0};
    struct scenario *scenario = changing->scenario;
    const struct platform before = scenario->platform;
    struct diags diags;

    if (!member_change(changing, path, datum, &scenario->platform, err))
        return false;
    diags_init(&diags, scenario->source, NULL, 0);
    if (!preset_option_check(&scenario->platform, path->key, nowhere, nowhere, &diags))
        return diags_refuse(&diags, "", err);
    diags_release(&diags);
    platform_take_options(&scenario->platform, path->key->name);
    return retries_follow(scenario, &before) || err_memory(err);
}

/* Sets one value of the scenario. */
static bool value_apply(struct changing *changing, const struct change *change, struct err *err)
{
    const struct key_path path = change_path(change);
    const struct datum datum = change_datum(change);
    const struct mapping *part = key_path_root(&path)->mapping;

    if (part == &mapping_bot)
        return bots_change(changing, &path, &datum, err);
    if (part == &mapping_job)
        return jobs_change(changing, &path, &datum, err);
    if (part == &mapping_entry)
        return entry_change(changing, &path, &datum, err);
    if (part == &mapping_fault)
        return fault_change(changing, &path, &datum, err);
    if (key_path_mapping(&path) == &mapping_options)
        return option_change(changing, &path, &datum, err);
    if (part == &mapping_platform)
        return member_change(changing, &path, &datum, &changing->scenario->platform, err);
    CHECK(!part);
    return member_change(changing, &path, &datum, changing->scenario, err);
}

/* The preset's platform, and its retries for every job. */
static bool preset_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;

    scenario->platform = platform_usual(preset_of_word((uint32_t)change->value));
    scenario->platform.preset_word = (uint32_t)change->value;
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        struct job usual;

        if (!job_usual_on(&scenario->platform, &scenario->arena, &usual))
            return err_memory(err);
        scenario->jobs[i].retry = usual.retry;
        scenario->jobs[i].exhausted = usual.exhausted;
    }
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

static bool stall_apply(struct changing *changing, const struct change *change, struct err *err)
{
    (void)err;
    changing->scenario->stall = (msec)change->value;
    return true;
}

static bool wishes_apply(struct changing *changing, const struct change *change, struct err *err)
{
    (void)err;
    changing->scenario->unjudged = ~(unsigned)change->value & ((1u << WISH_COUNT) - 1);
    return true;
}

#define APPLY_ITEM(constant, effect, ...) [constant] = effect##_apply,

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

/* Whether the steps in which it strikes, now of form `now`, have had its gap before some change. */
static bool fault_has_had(const struct changing *changing, const struct fault *fault, struct step_form now)
{
    int bot = fault_post(changing->scenario, fault);
    unsigned guards = 1u << now.guard | (bot == NO_INDEX ? 0 : changing->guards[bot]);
    unsigned resumes = 1u << now.resume | changing->resumes;
    bool has_had = fault->is_carried;

    for (int guard = 0; guard < GUARD_COUNT; guard++)
        for (int resume = 0; resume < RESUME_COUNT; resume++) {
            const struct step_form form = {now.kind, (enum guard)guard, (enum resume)resume};

            has_had = has_had ||
                      ((guards >> guard & 1) && (resumes >> resume & 1) && step_has_micro(form, fault->micro));
        }
    return has_had;
}

/* Carries a fault whose gap there was before some change to its place in the end. */
static void fault_settle(const struct changing *changing, struct fault *fault)
{
    struct step_form now;

    if (fault_form(changing->scenario, fault, &now) && fault_has_had(changing, fault, now))
        fault_carry(fault, now);
}

static void faults_settle(struct changing *changing)
{
    struct scenario *scenario = changing->scenario;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        struct fault *fault = &scenario->faults[i];

        fault_settle(changing, fault);
        if (fault->length == MSEC_NONE)
            fault->length = fault_length_added(scenario, fault->kind);
        if (!changing->removed[i])
            scenario->faults[kept++] = scenario->faults[i];
    }
    scenario->fault_count = kept;
}

static bool changes_apply(struct changing *changing, const struct change *changes, size_t count, struct err *err)
{
    for (size_t i = 0; i < count; i++) {
        CHECK(changes[i].kind < CHANGE_COUNT);
        if (!apply[changes[i].kind](changing, &changes[i], err))
            return err_set(err, "--%s: %s", change_rows[changes[i].kind].option, err->text);
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
    struct text options = {0};
    struct diags diags;

    if (changing.scenario == NULL) {
        err_memory(err);
        return NULL;
    }
    if (!changes_apply(&changing, changes, count, err)) {
        scenario_free(changing.scenario);
        return NULL;
    }
    if (count > 0)
        changing.scenario->lesson = ""; /* it was drawn from the scenario before */
    diags_init(&diags, scenario->source, NULL, 0);
    changed_keys_settle(changing.scenario, changes, count, &diags);
    if (diags_are_empty(&diags) && scenario_check(changing.scenario, &diags)) {
        diags_release(&diags);
        return changing.scenario;
    }
    changes_write(changes, count, &options);
    (void)diags_refuse(&diags, text_str(&options), err);
    text_release(&options);
    scenario_free(changing.scenario);
    return NULL;
}
