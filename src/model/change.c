#include "model/change.h"

#include <string.h>

#include "base/check.h"
#include "model/fault_text.h"
#include "model/preset.h"
#include "model/refusal.h"
#include "model/split.h"

#define CHANGE_NAME_ITEM(constant, name) name,
const char *const change_names[CHANGE_COUNT] = {CHANGE_LIST(CHANGE_NAME_ITEM)};

#define RETRY_WAIT_DEFAULT (60 * SECOND) /* of a job that is given retries and has no wait */

/* What is being changed, and what has to be remembered until all changes are made. */
struct changing {
    struct scenario *scenario;
    uint32_t original_faults;          /* the file's own; those that are added follow them */
    bool removed[SCENARIO_FAULTS_MAX]; /* taken out at the end, so that numbers stay the file's */
};

bool change_is_about_faults(const struct change *change)
{
    return change->kind == CHANGE_FAULT || change->kind == CHANGE_NO_FAULTS || change->kind == CHANGE_WITHOUT_FAULT ||
           change->kind == CHANGE_ONLY_FAULTS;
}

bool change_make(enum change_kind kind, const char *value, struct change *out, struct err *err)
{
    const char *text = value == NULL ? "" : value;
    size_t size = strlen(text);

    if (size >= CHANGE_TEXT_MAX)
        return err_set(err, "--%s: longer than %d bytes", change_names[kind], CHANGE_TEXT_MAX - 1);
    out->kind = kind;
    memcpy(out->value, text, size + 1);
    return true;
}

const char *change_value(const struct change *change)
{
    const char *at = strrchr(change->value, '=');

    return at == NULL ? change->value : at + 1;
}

/* Bytes of "NAME=". */
static size_t name_size(const struct change *change)
{
    return (size_t)(change_value(change) - change->value);
}

bool change_turns_same(const struct change *a, const struct change *b)
{
    return a->kind == b->kind && name_size(a) == name_size(b) && strncmp(a->value, b->value, name_size(a)) == 0;
}

const char *change_name_cut(const struct change *change, char name[CHANGE_TEXT_MAX])
{
    size_t size = name_size(change);

    memcpy(name, change->value, size);
    name[size > 0 ? size - 1 : 0] = '\0';
    return change_value(change);
}

static int bot_find(const struct scenario *scenario, const char *name, bool or_all, struct err *err)
{
    const char *names[SCENARIO_BOTS_MAX + 1];
    size_t count = 0;
    int bot = scenario_bot(scenario, name);

    if (bot != NO_INDEX)
        return bot;
    for (uint32_t i = 0; i < scenario->bot_count; i++)
        names[count++] = scenario->bots[i].name;
    if (or_all)
        names[count++] = "all";
    word_refuse("bot", name, names, count, err);
    return NO_INDEX;
}

static int job_find(const struct scenario *scenario, const char *name, struct err *err)
{
    const char *names[SCENARIO_JOBS_MAX];
    int job = scenario_job(scenario, name);

    if (job != NO_INDEX)
        return job;
    for (uint32_t i = 0; i < scenario->job_count; i++)
        names[i] = scenario->jobs[i].name;
    word_refuse("job", name, names, scenario->job_count, err);
    return NO_INDEX;
}

/* The job that "JOB=VALUE" names; NO_INDEX with a sentence where there is none. `form` is how it is to be written. */
static int job_named(const struct scenario *scenario, const struct change *change, const char *form, struct err *err)
{
    char name[CHANGE_TEXT_MAX];

    (void)change_name_cut(change, name);
    if (name[0] != '\0')
        return job_find(scenario, name, err);
    err_set(err, "\"%s\" is not %s", change->value, form);
    return NO_INDEX;
}

/* Is job `i` the job that is changed, or one that a split made of it? */
static bool job_is_meant(const struct scenario *scenario, int job, uint32_t i)
{
    return (int)i == job || scenario->jobs[i].split_from == job;
}

static bool fault_apply(struct changing *changing, const char *value, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    struct fault *faults;
    struct fault fault;

    if (scenario->fault_count == SCENARIO_FAULTS_MAX)
        return err_set(err, "more than %d faults", SCENARIO_FAULTS_MAX);
    if (!fault_parse(scenario, value, &scenario->arena, &fault, err))
        return false;
    faults = arena_array(&scenario->arena, scenario->fault_count + 1, sizeof *faults);
    if (faults == NULL)
        return err_memory(err);
    if (scenario->fault_count > 0)
        memcpy(faults, scenario->faults, scenario->fault_count * sizeof *faults);
    faults[scenario->fault_count++] = fault;
    scenario->faults = faults;
    return true;
}

static bool no_faults_apply(struct changing *changing, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    for (uint32_t i = 0; i < changing->original_faults; i++)
        changing->removed[i] = true;
    return true;
}

/* The index of one of the file's faults, by its number there. */
static bool fault_find(const struct changing *changing, const char *value, uint32_t *index, struct err *err)
{
    uint64_t number = 0;
    uint32_t last = 0;

    if (!number_parse(value, 1, SCENARIO_FAULTS_MAX, &number))
        number = 0;
    for (uint32_t i = 0; i < changing->original_faults; i++) {
        uint32_t here = changing->scenario->faults[i].number;

        if (number > 0 && here == number) {
            *index = i;
            return true;
        }
        last = here > last ? here : last;
    }
    if (last == 0)
        return err_set(err, "\"%s\": the scenario has no fault", value);
    return err_set(err, "there is no fault \"%s\"; allowed: 1 to %u", value, last);
}

static bool without_fault_apply(struct changing *changing, const char *value, struct err *err)
{
    uint32_t index = 0;

    if (!fault_find(changing, value, &index, err))
        return false;
    changing->removed[index] = true;
    return true;
}

static bool only_faults_apply(struct changing *changing, const char *value, struct err *err)
{
    bool is_kept[SCENARIO_FAULTS_MAX] = {false};
    const char *at = value;

    do {
        size_t size = strcspn(at, ",");
        char one[16] = "";
        uint32_t index = 0;

        if (size >= sizeof one)
            return err_set(err, "\"%s\" is not N or N,N", value);
        memcpy(one, at, size);
        if (!fault_find(changing, one, &index, err))
            return false;
        is_kept[index] = true;
        at += size;
    } while (*at++ == ',');
    for (uint32_t i = 0; i < changing->original_faults; i++)
        changing->removed[i] = changing->removed[i] || !is_kept[i];
    return true;
}

static bool guard_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    char name[CHANGE_TEXT_MAX];
    const char *value = change_name_cut(change, name);
    int guard, bot = NO_INDEX;
    bool is_all;

    if (name[0] == '\0')
        return err_set(err, "\"%s\" is not BOT=GUARD", change->value);
    is_all = strcmp(name, "all") == 0; /* no bot can be named so */
    if (!is_all && (bot = bot_find(scenario, name, true, err)) == NO_INDEX)
        return false;
    guard = word_find(value, guard_names, GUARD_COUNT);
    if (guard < 0)
        return word_refuse("guard", value, guard_names, GUARD_COUNT, err);
    for (uint32_t i = 0; i < scenario->bot_count; i++) {
        if (is_all || (int)i == bot)
            scenario->bots[i].guard = (enum guard)guard;
    }
    return true;
}

static bool split_apply(struct changing *changing, const char *value, struct err *err)
{
    int job = job_find(changing->scenario, value, err);

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
    int job = job_named(scenario, change, "JOB=LIMIT", err);
    const char *value = change_value(change);
    uint64_t limit;

    if (job == NO_INDEX)
        return false;
    if (!number_parse(value, 0, SCENARIO_RETRIES_MAX, &limit))
        return err_set(err, "\"%s\" is no number of retries; allowed: 0 to %d", value, SCENARIO_RETRIES_MAX);
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        if (job_is_meant(scenario, job, i) && !retry_set(scenario, &scenario->jobs[i].retry, (uint32_t)limit, err))
            return false;
    }
    return true;
}

static bool rescue_apply(struct changing *changing, const struct change *change, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    int job = job_named(scenario, change, "JOB=RESCUE", err);
    const char *value = change_value(change);
    int rescue = word_find(value, rescue_names, RESCUE_COUNT);

    if (job == NO_INDEX)
        return false;
    if (rescue < 0)
        return word_refuse("rescue", value, rescue_names, RESCUE_COUNT, err);
    for (uint32_t i = 0; i < scenario->job_count; i++) {
        if (job_is_meant(scenario, job, i))
            scenario->jobs[i].rescue = (enum rescue)rescue;
    }
    return true;
}

/* The preset's platform, and its retries for every job. */
static bool preset_apply(struct changing *changing, const char *value, struct err *err)
{
    struct scenario *scenario = changing->scenario;
    int preset = word_find(value, preset_names, PRESET_COUNT);
    const struct preset_values *values;

    if (preset < 0)
        return word_refuse("preset", value, preset_names, PRESET_COUNT, err);
    values = preset_values((enum preset)preset);
    scenario->platform = values->platform;
    scenario->platform.preset = (enum preset)preset;
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

static bool workers_apply(struct changing *changing, const char *value, struct err *err)
{
    struct platform *platform = &changing->scenario->platform;
    uint64_t high = SCENARIO_WORKERS_MAX / platform->processes;
    uint64_t workers;

    if (!number_parse(value, 1, high, &workers))
        return err_set(err, "\"%s\" is no number of workers; allowed: 1 to %u", value, (unsigned)high);
    platform->workers = (uint32_t)workers;
    return true;
}

static bool days_apply(struct changing *changing, const char *value, struct err *err)
{
    uint64_t days;

    if (!number_parse(value, 1, SCENARIO_TIMES_MAX, &days))
        return err_set(err, "\"%s\" is no number of days; allowed: 1 to %d", value, SCENARIO_TIMES_MAX);
    for (uint32_t i = 0; i < changing->scenario->entry_count; i++)
        changing->scenario->entries[i].times = (uint32_t)days;
    return true;
}

static bool seed_apply(struct changing *changing, const char *value, struct err *err)
{
    if (!number_parse(value, 0, UINT64_MAX, &changing->scenario->seed))
        return err_set(err, "\"%s\" is no seed; allowed: 0 to 18446744073709551615", value);
    return true;
}

static bool until_apply(struct changing *changing, const char *value, struct err *err)
{
    const char *why;
    msec until;

    if (!msec_parse(value, &until, &why))
        return err_set(err, "\"%s\" %s", value, why);
    if (until == 0)
        return err_set(err, "\"%s\": a run needs some time; allowed: from 1ms", value);
    changing->scenario->until = until;
    return true;
}

static bool change_apply(struct changing *changing, const struct change *change, struct err *err)
{
    switch (change->kind) {
    case CHANGE_FAULT:
        return fault_apply(changing, change->value, err);
    case CHANGE_NO_FAULTS:
        return no_faults_apply(changing, change->value, err);
    case CHANGE_WITHOUT_FAULT:
        return without_fault_apply(changing, change->value, err);
    case CHANGE_ONLY_FAULTS:
        return only_faults_apply(changing, change->value, err);
    case CHANGE_GUARD:
        return guard_apply(changing, change, err);
    case CHANGE_SPLIT:
        return split_apply(changing, change->value, err);
    case CHANGE_RETRY:
        return retry_apply(changing, change, err);
    case CHANGE_RESCUE:
        return rescue_apply(changing, change, err);
    case CHANGE_PRESET:
        return preset_apply(changing, change->value, err);
    case CHANGE_WORKERS:
        return workers_apply(changing, change->value, err);
    case CHANGE_DAYS:
        return days_apply(changing, change->value, err);
    case CHANGE_SEED:
        return seed_apply(changing, change->value, err);
    case CHANGE_UNTIL:
        return until_apply(changing, change->value, err);
    case CHANGE_COUNT:
        break;
    }
    return err_set(err, "no such change");
}

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

static void faults_settle(struct changing *changing)
{
    struct scenario *scenario = changing->scenario;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < scenario->fault_count; i++) {
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
        if (!change_apply(changing, &changes[i], &why))
            return err_set(err, "--%s: %s", change_names[changes[i].kind], why.text);
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
