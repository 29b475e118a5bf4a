#include "words/job_ends.h"

#include <inttypes.h>
#include <string.h>

struct job_ends job_ends_count(const struct ledger *ledger, int job)
{
    struct job_ends ends = {0};

    for (uint32_t i = 0; i < ledger->job_count; i++) {
        if (ledger->jobs[i].job != job)
            continue;
        ends.instances++;
        ends.attempts += ledger->jobs[i].attempts;
        ends.states[ledger->jobs[i].state]++;
    }
    return ends;
}

void job_ends_say(const struct job_ends *ends, struct text *out)
{
    if (ends->instances == 0) {
        text_add(out, "never enqueued");
        return;
    }
    if (ends->attempts == 1)
        text_add(out, "once");
    else
        text_addf(out, "%" PRIu64 " times", ends->attempts);
    for (int state = 0; state < JOB_STATE_COUNT; state++)
        if (ends->states[state] == ends->instances && ends->instances == 1)
            text_addf(out, ", %s", job_state_names[state]);
        else if (ends->states[state] > 0)
            text_addf(out, ", %" PRIu64 " %s", ends->states[state], job_state_names[state]);
}

static bool is_alike(const struct job_ends *a, const struct job_ends *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

/* The jobs that were enqueued. */
struct ends_list {
    struct job_ends ends[SCENARIO_JOBS_MAX];
    const char *names[SCENARIO_JOBS_MAX];
    size_t count;
};

static size_t alike_count(const struct ends_list *list, const struct job_ends *ends)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += is_alike(&list->ends[i], ends);
    return count;
}

/* Those of which there are most, if several; else NULL. */
static const struct job_ends *commonest(const struct ends_list *list)
{
    const struct job_ends *best = NULL;
    size_t most = 1;

    for (size_t i = 0; i < list->count; i++) {
        const size_t count = alike_count(list, &list->ends[i]);

        if (count > most) {
            best = &list->ends[i];
            most = count;
        }
    }
    return best;
}

/* The names of those that are like the i-th, which is the first of them. */
static void names_add(const struct ends_list *list, size_t i, struct text *out)
{
    for (size_t j = i; j < list->count; j++)
        if (is_alike(&list->ends[j], &list->ends[i]))
            text_addf(out, j == i ? "%s" : ", %s", list->names[j]);
    text_add(out, " ");
}

static bool is_first_of_its_kind(const struct ends_list *list, size_t i)
{
    for (size_t j = 0; j < i; j++)
        if (is_alike(&list->ends[j], &list->ends[i]))
            return false;
    return true;
}

static void list_say(const struct ends_list *list, struct text *out)
{
    const struct job_ends *common = commonest(list);
    const char *between = "";

    for (size_t i = 0; i < list->count; i++) {
        if ((common && is_alike(&list->ends[i], common)) || !is_first_of_its_kind(list, i))
            continue;
        text_add(out, between);
        if (list->count > 1)
            names_add(list, i, out);
        job_ends_say(&list->ends[i], out);
        between = "; ";
    }
    if (!common)
        return;
    text_addf(out, "%s%s ", between, between[0] ? "the others" : "each");
    job_ends_say(common, out);
}

void jobs_ends_say(const struct scenario *scenario, const struct ledger *ledger, struct text *out)
{
    struct ends_list list = {.count = 0};

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        const struct job_ends ends = job_ends_count(ledger, (int)j);

        if (ends.instances == 0)
            continue;
        list.names[list.count] = scenario->jobs[j].name;
        list.ends[list.count++] = ends;
    }
    list_say(&list, out);
}
