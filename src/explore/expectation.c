#include "explore/expectation.h"

#include <string.h>

#include "base/range.h"
#include "engine/outcome.h"

static bool bot_is_meant(const struct scenario *scenario, const struct expect *expect, uint32_t bot)
{
    if (expect->job != NO_INDEX)
        return (scenario->jobs[expect->job].posts >> bot & 1) != 0;
    return expect->bot == NO_INDEX || expect->bot == (int)bot;
}

static bool job_is_meant(const struct expect *expect, const struct ledger_job *job)
{
    return job->job == expect->job && (expect->occurrence == 0 || expect->occurrence == job->occurrence);
}

static void occurrences_of(const struct ledger *ledger, const struct expect *expect, uint32_t *first, uint32_t *last)
{
    *first = expect->occurrence == 0 ? 1 : expect->occurrence;
    *last = expect->occurrence == 0 ? ledger->occurrences : min_u32(expect->occurrence, ledger->occurrences);
}

/* What the ledger says of whatever the expectation is about; returns the attempts. */
static uint64_t count(const struct scenario *scenario, const struct ledger *ledger, const struct expect *expect,
                      struct tally *sum)
{
    bool is_job = expect->job != NO_INDEX;
    uint64_t attempts = 0;
    uint32_t first, last;

    occurrences_of(ledger, expect, &first, &last);
    for (uint32_t occurrence = first; occurrence <= last; occurrence++)
        for (uint32_t bot = 0; bot < ledger->bot_count; bot++) {
            const struct ledger_cell *cell = ledger_cell(ledger, occurrence, bot);

            if (!bot_is_meant(scenario, expect, bot))
                continue;
            tally_cell(sum, cell);
            attempts += is_job ? 0 : cell->attempts;
        }
    for (uint32_t i = 0; is_job && i < ledger->job_count; i++)
        attempts += job_is_meant(expect, &ledger->jobs[i]) ? ledger->jobs[i].attempts : 0;
    return attempts;
}

/* Returns the bot's first state that differs from the expected one, else the expected one; "none" where nothing was
 * owed. */
static const char *bot_state(const struct ledger *ledger, const struct expect *expect)
{
    const char *found = "none";
    uint32_t first, last;

    occurrences_of(ledger, expect, &first, &last);
    for (uint32_t occurrence = first; occurrence <= last; occurrence++) {
        const struct ledger_cell *cell = ledger_cell(ledger, occurrence, (uint32_t)expect->bot);

        if (!cell->is_owed && cell->posts == 0)
            continue;
        found = post_state_names[cell->state];
        if ((int)cell->state != expect->state)
            break;
    }
    return found;
}

/* The same of a job's instances. */
static const char *job_state(const struct ledger *ledger, const struct expect *expect)
{
    const char *found = "none";

    for (uint32_t i = 0; i < ledger->job_count; i++) {
        const struct ledger_job *job = &ledger->jobs[i];

        if (!job_is_meant(expect, job))
            continue;
        found = job_state_names[job->state];
        if ((int)job->state != expect->state)
            break;
    }
    return found;
}

/* `grows`: the count never shrinks while the run goes on. */
static size_t count_add(struct figure *out, size_t at, struct figure figure, bool grows)
{
    if (figure.expected < 0)
        return at;
    figure.holds = figure.expected == figure.got;
    figure.has_failed = grows && figure.got > figure.expected;
    out[at] = figure;
    return at + 1;
}

#define FIGURE(key, count) ((struct figure){.name = #key, .expected = expect->key, .got = (int64_t)(count)})

size_t expectation_figures(const struct scenario *scenario, const struct ledger *ledger, const struct expect *expect,
                           struct figure out[FIGURES_MAX])
{
    struct tally sum = {0};
    uint64_t attempts = count(scenario, ledger, expect, &sum);
    bool is_job = expect->job != NO_INDEX;
    size_t at = 0;

    at = count_add(out, at, FIGURE(posts, sum.posts), true);
    at = count_add(out, at, FIGURE(duplicates, sum.duplicates), true);
    at = count_add(out, at, FIGURE(missed, sum.missed), false);
    at = count_add(out, at, FIGURE(late, sum.late), true);
    at = count_add(out, at, FIGURE(premature, sum.premature), true);
    at = count_add(out, at, FIGURE(silent, sum.silent), false);
    at = count_add(out, at, FIGURE(attempts, attempts), true);
    if (expect->state != NO_INDEX && (is_job || expect->bot != NO_INDEX)) {
        struct figure figure = {.name = "state"};

        figure.state = is_job ? job_state_names[expect->state] : post_state_names[expect->state];
        figure.got_state = is_job ? job_state(ledger, expect) : bot_state(ledger, expect);
        figure.holds = strcmp(figure.state, figure.got_state) == 0;
        out[at++] = figure;
    }
    return at;
}

enum expectation_end expectation_end(const struct scenario *scenario, const struct ledger *ledger,
                                     const struct expect *expect)
{
    struct figure figures[FIGURES_MAX];
    size_t figure_count = expectation_figures(scenario, ledger, expect, figures);
    bool is_cut = ledger->has_ended && ended_is_cut(ledger->ended), holds = true, has_failed = false;

    for (size_t i = 0; i < figure_count; i++) {
        holds = holds && figures[i].holds;
        has_failed = has_failed || figures[i].has_failed;
    }
    if (is_cut && !has_failed)
        return EXPECTATION_UNDECIDED;
    return holds ? EXPECTATION_HOLDS : EXPECTATION_FAILS;
}
