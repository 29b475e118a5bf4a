#include "model/fault_text.h"

#include <string.h>

#include "model/refusal.h"

#define SPEC_MAX 400 /* bytes of a whole spec; names are at most 64 */

/* The spec in its parts; each points into a private copy of it. */
struct spec {
    char copy[SPEC_MAX];
    char *name;                            /* with the marks around it taken off */
    char *side;                            /* "before" or "after" */
    char *micro, *kind, *length, *times;   /* the last two NULL when not given */
    uint32_t day, step, instance, attempt; /* 0 when not given */
};

/* Cuts `text` at the first `mark`; returns what follows it, or NULL. */
static char *cut(char *text, char mark)
{
    char *at = strchr(text, mark);

    if (at == NULL)
        return NULL;
    *at = '\0';
    return at + 1;
}

/* Sets "what is wrong; allowed: error, timeout", `mark` behind each kind, and releases the text. */
static bool kinds_refuse(struct text *wrong, const char *const *kinds, size_t count, const char *mark, struct err *err)
{
    for (size_t i = 0; i < count; i++)
        text_addf(wrong, "%s%s%s", i == 0 ? "; allowed: " : ", ", kinds[i], mark);
    (void)err_set(err, "%s", text_str(wrong));
    text_release(wrong);
    return false;
}

static bool kind_is_missing(const char *text, struct err *err)
{
    struct text wrong = {0};

    text_addf(&wrong, "\"%s\" says no kind", text);
    return kinds_refuse(&wrong, fault_kind_names, FAULT_COUNT, "", err);
}

static bool spec_cut(const char *text, struct spec *spec, struct err *err)
{
    size_t size = strlen(text);

    *spec = (struct spec){0};
    spec->name = spec->copy;
    if (size >= sizeof spec->copy)
        return err_set(err, "longer than %zu bytes", sizeof spec->copy - 1);
    memcpy(spec->copy, text, size + 1);
    spec->side = cut(spec->name, ':');
    if (spec->side == NULL || (strncmp(spec->side, "before:", 7) != 0 && strncmp(spec->side, "after:", 6) != 0))
        return err_set(err,
                       "\"%s\" says neither :before: nor :after: a micro-step; "
                       "written [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]",
                       text);
    spec->micro = cut(spec->side, ':');
    spec->kind = spec->micro == NULL ? NULL : cut(spec->micro, ':');
    if (spec->micro == NULL || spec->kind == NULL)
        return kind_is_missing(text, err);
    spec->times = cut(spec->kind, ':');
    spec->length = cut(spec->kind, '=');
    return true;
}

/* Takes "MARKnumber" off the end of the name; no name has such a mark. */
static bool suffix_take(char *name, char mark, uint32_t *number, struct err *err)
{
    char *at = strrchr(name, mark);
    uint64_t value;

    if (at == NULL)
        return true;
    if (!number_parse(at + 1, 1, UINT32_MAX, &value))
        return err_set(err, "\"%s\" after '%c' is no number from 1", at + 1, mark);
    *at = '\0';
    *number = (uint32_t)value;
    return true;
}

/* Takes "DAY/" off the front of the name. */
static bool day_take(struct spec *spec, struct err *err)
{
    char *at = strchr(spec->name, '/');
    uint64_t value;

    if (at == NULL)
        return true;
    *at = '\0';
    if (!number_parse(spec->name, 1, SCENARIO_TIMES_MAX, &value))
        return err_set(err, "\"%s\" before '/' is no day; allowed: a number from 1", spec->name);
    spec->name = at + 1;
    spec->day = (uint32_t)value;
    return true;
}

static bool name_refuse(const struct scenario *scenario, const char *name, struct err *err)
{
    const char *names[SCENARIO_BOTS_MAX + SCENARIO_JOBS_MAX];
    size_t count = 0;

    for (uint32_t i = 0; i < scenario->bot_count; i++)
        names[count++] = scenario->bots[i].name;
    for (uint32_t i = 0; i < scenario->job_count; i++)
        names[count++] = scenario->jobs[i].name;
    return word_refuse("bot or job", name, names, count, err);
}

/* The step of a job's fault, from 0; NO_INDEX for fetch and acknowledge. */
static bool step_resolve(const struct job *job, const struct spec *spec, enum micro micro, int *step, struct err *err)
{
    bool is_outside = micro_traits[micro].places & OUTSIDE_STEPS;

    if (is_outside && spec->step != 0)
        return err_set(err, "%s belongs to no step: write \"%s:%s:%s\"", micro_names[micro], job->name, spec->side,
                       micro_names[micro]);
    if (spec->step > job->step_count)
        return err_set(err, "\"%s\" has no step %u; allowed: 1 to %u", job->name, spec->step, job->step_count);
    if (!is_outside && spec->step == 0 && job->step_count > 1)
        return err_set(err, "which step of \"%s\"? allowed: %s.1 to %s.%u", job->name, job->name, job->name,
                       job->step_count);
    *step = is_outside ? NO_INDEX : spec->step == 0 ? 0 : (int)spec->step - 1;
    return true;
}

/* Under whatever guard, which another change may bring. */
static bool micro_is_allowed(enum micro micro, const struct step *step, const char *found, struct err *err)
{
    const unsigned place = 1u << (step == NULL ? STEP_POST : step->kind);
    const char *names[MICRO_COUNT];
    size_t count = 0;

    if (micro_traits[micro].places & place)
        return true;
    for (int i = 0; i < MICRO_COUNT; i++)
        if (micro_traits[i].places & place)
            names[count++] = micro_names[i];
    return word_refuse(step == NULL ? "micro-step of a post" : "micro-step of that step", found, names, count, err);
}

static bool where_resolve(const struct scenario *scenario, const struct spec *spec, struct fault *fault,
                          struct err *err)
{
    int micro = word_find(spec->micro, micro_names, MICRO_COUNT);

    if (micro < 0)
        return word_refuse("micro-step", spec->micro, micro_names, MICRO_COUNT, err);
    fault->micro = (enum micro)micro;
    fault->is_before = spec->side[0] == 'b';
    fault->bot = spec->step == 0 ? scenario_bot(scenario, spec->name) : NO_INDEX;
    fault->job = fault->bot == NO_INDEX ? scenario_job(scenario, spec->name) : NO_INDEX;
    fault->step = NO_INDEX;
    if (fault->bot != NO_INDEX)
        return micro_is_allowed(fault->micro, NULL, spec->micro, err);
    if (fault->job == NO_INDEX && spec->step != 0 && scenario_bot(scenario, spec->name) != NO_INDEX)
        return err_set(err, "\"%s\" is a bot: only a job has steps", spec->name);
    if (fault->job == NO_INDEX)
        return name_refuse(scenario, spec->name, err);
    if (!step_resolve(&scenario->jobs[fault->job], spec, fault->micro, &fault->step, err))
        return false;
    return fault->step == NO_INDEX ||
           micro_is_allowed(fault->micro, &scenario->jobs[fault->job].steps[fault->step], spec->micro, err);
}

static bool outside_refuse(const struct spec *spec, const struct fault *fault, struct err *err)
{
    const char *kinds[FAULT_COUNT];
    struct text wrong = {0};

    text_addf(&wrong, "\"%s\" cannot strike at %s", spec->kind, micro_names[fault->micro]);
    return kinds_refuse(&wrong, kinds, faults_outside(kinds), "", err);
}

static bool length_refuse(const struct spec *spec, struct err *err)
{
    const char *kinds[FAULT_COUNT];
    struct text wrong = {0};

    text_addf(&wrong, "\"%s\" takes no time", spec->kind);
    return kinds_refuse(&wrong, kinds, faults_with_length(kinds), "=D", err);
}

static bool kind_resolve(const struct spec *spec, struct fault *fault, struct err *err)
{
    int kind = word_find(spec->kind, fault_kind_names, FAULT_COUNT);
    const char *why;

    if (kind < 0)
        return word_refuse("kind of fault", spec->kind, fault_kind_names, FAULT_COUNT, err);
    fault->kind = (enum fault_kind)kind;
    if (fault->job != NO_INDEX && fault->step == NO_INDEX && !fault_traits[kind].strikes_outside)
        return outside_refuse(spec, fault, err);
    fault->length = fault_length_default(fault->kind);
    if (spec->length == NULL)
        return true;
    if (fault_traits[kind].length == 0)
        return length_refuse(spec, err);
    if (!msec_parse(spec->length, &fault->length, &why))
        return err_set(err, "\"%s\" %s", spec->length, why);
    return true;
}

static bool times_resolve(const struct spec *spec, struct fault *fault, struct err *err)
{
    uint64_t times = 1;

    if (spec->times != NULL && strcmp(spec->times, "always") == 0)
        times = 0;
    else if (spec->times != NULL && !number_parse(spec->times, 1, SCENARIO_TIMES_MAX, &times))
        return err_set(err, "\"%s\" is no number of times; allowed: 1 to %d, always", spec->times, SCENARIO_TIMES_MAX);
    fault->times = (uint32_t)times;
    return true;
}

/* A list of one number, or none for 0. */
static bool list_of_one(struct arena *arena, uint32_t number, uint32_t **list, uint32_t *count, struct err *err)
{
    if (number == 0)
        return true;
    *list = arena_copy(arena, &number, 1, sizeof number);
    *count = 1;
    return *list != NULL || err_memory(err);
}

bool fault_parse(const struct scenario *scenario, const char *text, struct arena *arena, struct fault *out,
                 struct err *err)
{
    struct fault fault = {.until = MSEC_NEVER, .probability = PROBABILITY_ONE};
    struct spec spec;

    if (!spec_cut(text, &spec, err) || !day_take(&spec, err) || !suffix_take(spec.name, '@', &spec.attempt, err) ||
        !suffix_take(spec.name, '#', &spec.instance, err) || !suffix_take(spec.name, '.', &spec.step, err))
        return false;
    if (!where_resolve(scenario, &spec, &fault, err) || !kind_resolve(&spec, &fault, err) ||
        !times_resolve(&spec, &fault, err))
        return false;
    fault.instance = spec.instance;
    if (!list_of_one(arena, spec.day, &fault.occurrences, &fault.occurrence_count, err) ||
        !list_of_one(arena, spec.attempt, &fault.attempts, &fault.attempt_count, err))
        return false;
    *out = fault;
    return true;
}

/* "Worf's commit", "commit in step 3 of BotsJob", "BotsJob's acknowledge". */
static void place_say(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    text_addf(out, "%s ", fault->is_before ? "before" : "after");
    if (fault->bot != NO_INDEX)
        text_addf(out, "%s's %s", scenario->bots[fault->bot].name, micro_names[fault->micro]);
    else if (fault->step == NO_INDEX)
        text_addf(out, "%s's %s", scenario->jobs[fault->job].name, micro_names[fault->micro]);
    else
        text_addf(out, "%s in step %d of %s", micro_names[fault->micro], fault->step + 1,
                  scenario->jobs[fault->job].name);
}

static void platform_say(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    switch (fault->platform) {
    case PLATFORM_KILL:
        text_addf(out, "kill of process %u at ", fault->process);
        msec_say(fault->at, out);
        return;
    case PLATFORM_DEPLOY:
        text_add(out, "deploy at ");
        msec_say(fault->at, out);
        return;
    case PLATFORM_TWICE:
        text_addf(out, "%s delivered twice", fault->job == NO_INDEX ? "a job" : scenario->jobs[fault->job].name);
        return;
    case PLATFORM_RECEIVER_DOWN:
        text_addf(out, "%s down for ", fault->bot == NO_INDEX ? "receivers" : scenario->bots[fault->bot].name);
        msec_say(fault->length, out);
        return;
    }
}

void fault_say(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    if (fault->name != NULL) {
        text_add(out, fault->name);
    } else if (fault->is_platform) {
        platform_say(scenario, fault, out);
    } else {
        text_addf(out, "%s ", fault_kind_names[fault->kind]);
        place_say(scenario, fault, out);
    }
}

bool fault_is_reachable(const struct scenario *scenario, const struct fault *fault)
{
    const struct step *step;

    if (fault->is_platform)
        return true;
    if (fault->bot != NO_INDEX)
        return step_has_micro(STEP_POST, scenario->bots[fault->bot].guard, fault->micro);
    if (fault->step == NO_INDEX)
        return true;
    step = &scenario->jobs[fault->job].steps[fault->step];
    return step_has_micro(step->kind, step_guard(scenario, step), fault->micro);
}
