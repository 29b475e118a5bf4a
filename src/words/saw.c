#include "words/saw.h"

#include <inttypes.h>

#include "words/phrase.h"

static void add_posts(const struct scenario *scenario, int64_t posts, struct text *out)
{
    text_addf(out, "%" PRId64 " ", posts);
    phrase_add(scenario, posts == 1 ? "{effect}" : "{effects}", out);
}

static const char *state_word(const struct expect *expect, int state)
{
    if (state == NO_INDEX)
        return "none";
    return expect->bot != NO_INDEX ? post_state_names[state] : job_state_names[state];
}

/* "Invoice (1 post, not 0)", "day 2 of Invoice (lost, not posted)". */
static void add_difference(const struct scenario *scenario, const struct expect *expect, const struct saw_got *got,
                           struct text *out)
{
    if (expect->occurrence > 0 && scenario->occurrences > 1)
        text_addf(out, "day %" PRIu32 " of ", expect->occurrence);
    text_addf(out, "%s (",
              expect->bot != NO_INDEX ? scenario->bots[expect->bot].name : scenario->jobs[expect->job].name);
    if (expect->posts >= 0) {
        add_posts(scenario, got->posts, out);
        text_addf(out, ", not %" PRId64 ")", expect->posts);
    } else {
        text_addf(out, "%s, not %s)", state_word(expect, got->state), state_word(expect, expect->state));
    }
}

void saw_differs_add(const struct saw_search *search, struct text *out)
{
    uint32_t left = search->distance.things;

    for (uint32_t i = 0; i < search->saw.count; i++) {
        if (search->got[i].is_so)
            continue;
        add_difference(search->scenario, &search->saw.list[i], &search->got[i], out);
        left--;
        text_add(out, left > 1 ? ", " : left == 1 ? " and " : "");
    }
}

static void add_faults(uint32_t faults, struct text *out)
{
    text_add_count(out, faults, "fault", "faults");
}

static void add_found(const struct saw_search *search, struct text *out)
{
    bool is_whole = search->end == SEARCH_COMPLETE;

    if (search->faults == 0) {
        text_add(out, search->scenario->fault_count > 0 ? "Exactly this is seen without any other fault."
                                                        : "Exactly this is seen when no fault strikes.");
        return;
    }
    text_addf(out, "Exactly this is seen after %s", is_whole ? "" : "at least ");
    text_add_count(out, search->set_count, "set of ", "sets of ");
    add_faults(search->faults, out);
    text_add(out, ", and after no smaller one.");
}

void saw_bound_add(const struct saw_search *search, struct text *out)
{
    bool is_whole = search->end == SEARCH_COMPLETE;

    if (search->set_count > 0) {
        add_found(search, out);
        return;
    }
    text_add(out, is_whole ? "No run with up to " : "No run so far, of those with up to ");
    add_faults(search->faults, out);
    if (search->has_nearest && search->distance.things > 0) {
        text_add(out, "; the nearest differs in ");
        saw_differs_add(search, out);
    }
    text_add(out, ".");
}

void saw_share_add(const struct explore *explore, struct text *out)
{
    const char *so_far = explore->result.end == SEARCH_COMPLETE ? "" : " so far";

    text_add(out, "Exactly this is seen in ");
    if (explore->seen.runs == 0)
        text_add(out, "none");
    else
        text_add_number(out, explore->seen.runs);
    text_add(out, " of ");
    text_add_count(out, explore->total.runs, "run", "runs");
    text_addf(out, " with at most %" PRIu32 " fault%s%s", explore->options.faults,
              explore->options.faults == 1 ? "" : "s", so_far);
    text_add(out, explore->is_seen_unstruck ? ", also where none strikes." : ".");
}
