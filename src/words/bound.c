#include "words/bound.h"

#include <inttypes.h>

#include "base/check.h"
#include "model/fault_text.h"
#include "words/phrase.h"

static void add_limits(uint32_t faults, uint32_t attempts, struct text *out)
{
    text_add(out, " with at most ");
    text_add_count(out, faults, "fault", "faults");
    text_add(out, " and ");
    text_add_count(out, attempts, "attempt", "attempts");
}

/* How long what pauses an attempt is, where it was tried: a longer one may do what this one does not. */
static void add_lengths(const struct explore *explore, struct text *out)
{
    unsigned kinds = search_kinds(&explore->options);

    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        if (!(kinds >> kind & 1) || !fault_pauses((enum fault_kind)kind))
            continue;
        text_addf(out, ", each %s ", fault_kind_names[kind]);
        msec_say(fault_length_added(explore->scenario, (enum fault_kind)kind), out);
        text_add(out, " long");
    }
}

static void add_own_faults(const struct explore *explore, struct text *out)
{
    if (explore->scenario->fault_count == 0)
        return;
    if (explore->options.own == OWN_KEPT)
        text_add(out, ", besides the scenario's own faults");
    if (explore->options.own == OWN_SWITCHED)
        text_add(out, ", the scenario's own counted as one each");
}

/* Duplicates and misses, as far as the wishes that are judged forbid them: "No post was duplicated or missed". `verb`:
 * "was" or "were", "is" or "are". */
static void add_finding(const struct scenario *scenario, bool is_none, const char *verb, struct text *out)
{
    static const char *const found[2][2] = {{"judged by number", "missed"}, {"duplicated", "duplicated or missed"}};
    bool is_once = wish_is_judged(scenario, WISH_ONCE), is_made = wish_is_judged(scenario, WISH_MADE);

    phrase_add(scenario, is_none ? "No {effect}" : "{Effects}", out);
    text_addf(out, " %s %s", verb, found[is_once][is_made]);
}

/* What is known for certain of a search that did not finish. */
static void add_done(const struct explore *explore, struct text *out)
{
    text_add(out, "; the search did not finish");
    if (explore->result.faults_done >= 1) {
        text_add(out, ", but all runs with at most ");
        text_add_count(out, (uint64_t)explore->result.faults_done, "fault", "faults");
        text_add(out, " were made");
    }
}

static void add_runs(uint64_t runs, bool is_whole, struct text *out)
{
    if (runs == 1) {
        text_add(out, is_whole ? "the only run" : "the first run");
        return;
    }
    text_add(out, is_whole ? "all " : "the first ");
    text_add_count(out, runs, "run", "runs");
}

void bound_add(const struct explore *explore, struct text *out)
{
    const struct run_tally *total = &explore->total;
    bool is_whole = explore->result.end == SEARCH_COMPLETE;
    uint64_t failing = total->runs - total->clean;

    add_finding(explore->scenario, failing == 0, failing == 0 ? "was" : "were", out);
    text_add(out, " in ");
    if (failing > 0 && failing < total->runs)
        text_addf(out, "%" PRIu64 " of ", failing);
    add_runs(total->runs, is_whole, out);
    add_limits(explore->options.faults, explore->attempts_max, out);
    add_lengths(explore, out);
    add_own_faults(explore, out);
    if (explore->options.faults > 0 && !explore_has_strikes(explore))
        text_add(out, "; no attempt came to a gap that is searched");
    if (total->limited > 0)
        text_addf(out, "; %" PRIu64 " of them were cut at their limit of events", total->limited);
    if (!is_whole)
        add_done(explore, out);
    text_add(out, ".");
}

static bool leases_are_unbounded(const struct platform *platform)
{
    return on_crash_traits[platform->on_crash].has_lease && platform->recoveries < 0;
}

void bound_add_orders(const struct orders *orders, struct text *out)
{
    const struct run_tally *ends = &orders->ends;
    uint64_t failing = ends->runs - ends->clean;
    bool is_whole = orders->end == SEARCH_COMPLETE;

    add_finding(orders->scenario, failing == 0, failing == 0 ? "is" : "are", out);
    if (failing == 0) {
        text_addf(out, " in any order%s", is_whole ? "" : " that was tried");
    } else {
        text_addf(out, " in %" PRIu64 " of ", failing);
        text_add_count(out, ends->runs, "distinct end", "distinct ends");
    }
    add_limits(orders->faults, orders->attempts_max, out);
    text_add(out, ", over ");
    text_add_count(out, orders->states, "state", "states");
    text_add(out, is_whole ? "." : "; the search did not finish.");
    if (!is_whole && leases_are_unbounded(&orders->scenario->platform))
        text_add(out, " Without a clock a lease may end at any time, again and again: \"recoveries\" in the platform "
                      "bounds how often.");
}

void left_out_add(const struct scenario *scenario, const struct faults_left_out *left_out, struct text *out)
{
    if (left_out->count == 1)
        fault_say(scenario, &left_out->first, out);
    else if (left_out->count > 1)
        text_addf(out, "%" PRIu32 " faults", left_out->count);
}

#define WORDS_OBSTACLE_STEP_VARIES "the length of a step varies"
#define WORDS_OBSTACLE_RETRY_VARIES "the wait before a retry varies"
#define WORDS_OBSTACLE_WAIT_VARIES "the length of a wait varies"
#define WORDS_OBSTACLE_DAYS_VARY "the time between two days varies"
#define WORDS_OBSTACLE_PLATFORM_VARIES "a length of the platform's varies: its lease, heartbeat or poll"
#define WORDS_OBSTACLE_VISIBLE_LATER                                                                                   \
    "a {effect} is shown only after some time (visible_after), which cannot be told without a clock"
#define WORDS_OBSTACLE_KEY_EXPIRES "a key expires after some time, which cannot be told without a clock"
#define WORDS_OBSTACLE_HELD                                                                                            \
    "a retry is held by a worker until it is due (retries_wait), which cannot be told without a clock"
#define WORDS_OBSTACLE_UNTIL "the run ends at a given time, which cannot be told without a clock"

void obstacle_add(const struct scenario *scenario, enum obstacle obstacle, struct text *out)
{
#define OBSTACLE_WORDS_ITEM(constant) [constant] = WORDS_##constant,
    static const char *const words[] = {OBSTACLE_LIST(OBSTACLE_WORDS_ITEM)};
#undef OBSTACLE_WORDS_ITEM

    CHECK(obstacle > OBSTACLE_NONE && (size_t)obstacle < sizeof words / sizeof *words);
    phrase_add(scenario, words[obstacle], out);
}
