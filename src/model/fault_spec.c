#include "model/fault_spec.h"

#include <string.h>

#include "base/check.h"
#include "model/refusal.h"
#include "model/usual.h"

#define SPEC_BYTES_MAX 400 /* of a whole spec; names are at most 64 */

/* A spec cut at its colons; each part points into the copy. */
struct parts {
    char copy[SPEC_BYTES_MAX];
    char *place; /* the name with the marks around it */
    bool is_before;
    char *micro, *kind;
    char *length, *times; /* NULL when not given */
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

static bool parts_cut(const char *text, struct parts *parts, struct err *err)
{
    size_t size = strlen(text);
    char *side;

    *parts = (struct parts){0};
    parts->place = parts->copy;
    if (size >= sizeof parts->copy)
        return err_set(err, "longer than %zu bytes", sizeof parts->copy - 1);
    memcpy(parts->copy, text, size + 1);
    side = cut(parts->place, ':');
    if (side == NULL || (strncmp(side, "before:", 7) != 0 && strncmp(side, "after:", 6) != 0))
        return err_set(err,
                       "\"%s\" says neither :before: nor :after: a micro-step; "
                       "written [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]",
                       text);
    parts->is_before = side[0] == 'b';
    parts->micro = cut(side, ':');
    parts->kind = parts->micro == NULL ? NULL : cut(parts->micro, ':');
    if (parts->micro == NULL || parts->kind == NULL)
        return kind_is_missing(text, err);
    parts->times = cut(parts->kind, ':');
    parts->length = cut(parts->kind, '=');
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
static bool day_take(struct parts *parts, uint32_t *day, struct err *err)
{
    char *at = strchr(parts->place, '/');
    uint64_t value;

    if (at == NULL)
        return true;
    *at = '\0';
    if (!number_parse(parts->place, 1, SCENARIO_TIMES_MAX, &value))
        return err_set(err, "\"%s\" before '/' is no day; allowed: a number from 1", parts->place);
    parts->place = at + 1;
    *day = (uint32_t)value;
    return true;
}

static bool place_read(struct parts *parts, struct fault_spec *spec, struct err *err)
{
    int micro = word_find(parts->micro, micro_names, MICRO_COUNT);

    if (!day_take(parts, &spec->day, err) || !suffix_take(parts->place, '@', &spec->attempt, err) ||
        !suffix_take(parts->place, '#', &spec->instance, err) || !suffix_take(parts->place, '.', &spec->step, err))
        return false;
    if (strlen(parts->place) > SCENARIO_NAME_BYTES_MAX)
        return err_set(err, "\"%s\" is no name: longer than %d bytes", parts->place, SCENARIO_NAME_BYTES_MAX);
    if (micro < 0)
        return word_refuse("micro-step", parts->micro, micro_names, MICRO_COUNT, err);
    name_copy(spec->name, parts->place);
    spec->micro = (enum micro)micro;
    spec->is_before = parts->is_before;
    return true;
}

static bool length_refuse(const char *kind, struct err *err)
{
    const char *kinds[FAULT_COUNT];
    struct text wrong = {0};

    text_addf(&wrong, "\"%s\" takes no time", kind);
    return kinds_refuse(&wrong, kinds, faults_with_length(kinds), "=D", err);
}

static bool kind_read(const struct parts *parts, struct fault_spec *spec, struct err *err)
{
    int kind = word_find(parts->kind, fault_kind_names, FAULT_COUNT);
    const char *why;

    if (kind < 0)
        return word_refuse("kind of fault", parts->kind, fault_kind_names, FAULT_COUNT, err);
    spec->kind = (enum fault_kind)kind;
    spec->length = MSEC_NONE;
    if (parts->length == NULL)
        return true;
    if (fault_traits[kind].length == 0)
        return length_refuse(parts->kind, err);
    if (!msec_parse(parts->length, &spec->length, &why))
        return err_set(err, "\"%s\" %s", parts->length, why);
    return true;
}

static bool times_read(const struct parts *parts, struct fault_spec *spec, struct err *err)
{
    uint64_t times = 1;

    if (parts->times != NULL && strcmp(parts->times, "always") == 0)
        times = 0;
    else if (parts->times != NULL && !number_parse(parts->times, 1, SCENARIO_TIMES_MAX, &times))
        return err_set(err, "\"%s\" is no number of times; allowed: 1 to %d, always", parts->times, SCENARIO_TIMES_MAX);
    spec->times = (uint32_t)times;
    return true;
}

bool fault_spec_parse(const char *text, struct fault_spec *out, struct err *err)
{
    struct fault_spec spec = {0};
    struct parts parts;

    if (!text_is_typed(text, err) || !parts_cut(text, &parts, err) || !place_read(&parts, &spec, err) ||
        !kind_read(&parts, &spec, err) || !times_read(&parts, &spec, err))
        return false;
    *out = spec;
    return true;
}

void fault_spec_write(const struct fault_spec *spec, struct text *out)
{
    CHECK((int)spec->micro < MICRO_COUNT && (int)spec->kind < FAULT_COUNT);
    if (spec->day > 0)
        text_addf(out, "%u/", spec->day);
    text_add(out, spec->name);
    if (spec->step > 0)
        text_addf(out, ".%u", spec->step);
    if (spec->instance > 0)
        text_addf(out, "#%u", spec->instance);
    if (spec->attempt > 0)
        text_addf(out, "@%u", spec->attempt);
    text_addf(out, ":%s:%s:%s", spec->is_before ? "before" : "after", micro_names[spec->micro],
              fault_kind_names[spec->kind]);
    if (spec->length != MSEC_NONE) {
        text_add(out, "=");
        msec_write(spec->length, out);
    }
    if (spec->times == 0)
        text_add(out, ":always");
    else if (spec->times > 1)
        text_addf(out, ":%u", spec->times);
}

/* The step of a job's fault, from 0; NO_INDEX for fetch and acknowledge. */
static bool step_find(const struct job *job, const struct fault_spec *spec, int *step, struct err *err)
{
    bool is_outside = micro_traits[spec->micro].places & OUTSIDE_STEPS;

    if (is_outside && spec->step != 0)
        return err_set(err, "%s belongs to no step: write \"%s:%s:%s\"", micro_names[spec->micro], job->name,
                       spec->is_before ? "before" : "after", micro_names[spec->micro]);
    if (spec->step > job->step_count)
        return err_set(err, "\"%s\" has no step %u; allowed: 1 to %u", job->name, spec->step, job->step_count);
    if (!is_outside && spec->step == 0 && job->step_count > 1)
        return err_set(err, "which step of \"%s\"? allowed: %s.1 to %s.%u", job->name, job->name, job->name,
                       job->step_count);
    *step = is_outside ? NO_INDEX : spec->step == 0 ? 0 : (int)spec->step - 1;
    return true;
}

/* `step` NULL: of a bot's post. */
static bool micro_is_allowed(enum micro micro, const struct step *step, struct err *err)
{
    const unsigned place = 1u << (step == NULL ? STEP_POST : step->kind);
    const char *names[MICRO_COUNT];
    size_t count = 0;

    if (micro_traits[micro].places & place)
        return true;
    for (size_t i = 0; i < MICRO_COUNT; i++)
        if (micro_traits[i].places & place)
            names[count++] = micro_names[i];
    return word_refuse(step == NULL ? "micro-step of a post" : "micro-step of that step", micro_names[micro], names,
                       count, err);
}

static bool outside_refuse(const struct fault_spec *spec, struct err *err)
{
    const char *kinds[FAULT_COUNT];
    struct text wrong = {0};

    text_addf(&wrong, "\"%s\" cannot strike at %s", fault_kind_names[spec->kind], micro_names[spec->micro]);
    return kinds_refuse(&wrong, kinds, faults_outside(kinds), "", err);
}

static bool job_gap_find(const struct fault_spec *spec, const struct job *job, struct fault *fault, struct err *err)
{
    if (!step_find(job, spec, &fault->step, err))
        return false;
    if (fault->step != NO_INDEX)
        return micro_is_allowed(fault->micro, &job->steps[fault->step], err);
    return fault_traits[spec->kind].strikes_outside || outside_refuse(spec, err);
}

/* A bot goes before a job of the same name, unless a step is given. */
static bool gap_find(const struct fault_spec *spec, const struct scenario *scenario, struct fault *fault,
                     struct err *err)
{
    fault->bot = spec->step == 0 ? scenario_bot(scenario, spec->name) : NO_INDEX;
    fault->job = fault->bot == NO_INDEX ? scenario_job(scenario, spec->name) : NO_INDEX;
    fault->step = NO_INDEX;
    if (fault->bot != NO_INDEX)
        return micro_is_allowed(fault->micro, NULL, err);
    if (fault->job != NO_INDEX)
        return job_gap_find(spec, &scenario->jobs[fault->job], fault, err);
    if (spec->step != 0 && scenario_bot(scenario, spec->name) != NO_INDEX)
        return err_set(err, "\"%s\" is a bot: only a job has steps", spec->name);
    return bot_or_job_refuse(scenario, spec->name, err);
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

bool fault_spec_resolve(const struct fault_spec *spec, const struct scenario *scenario, struct arena *arena,
                        struct fault *out, struct err *err)
{
    struct fault fault = fault_usual();

    fault.kind = spec->kind;
    fault.micro = spec->micro;
    fault.is_before = spec->is_before;
    fault.length = spec->length;
    fault.times = spec->times;
    fault.instance = spec->instance;
    if (!gap_find(spec, scenario, &fault, err) ||
        !list_of_one(arena, spec->day, &fault.occurrences, &fault.occurrence_count, err) ||
        !list_of_one(arena, spec->attempt, &fault.attempts, &fault.attempt_count, err))
        return false;
    *out = fault;
    return true;
}

bool fault_spec_equal(const struct fault_spec *a, const struct fault_spec *b)
{
    return strcmp(a->name, b->name) == 0 && a->step == b->step && a->day == b->day && a->instance == b->instance &&
           a->attempt == b->attempt && a->micro == b->micro && a->is_before == b->is_before && a->kind == b->kind &&
           a->length == b->length && a->times == b->times;
}
