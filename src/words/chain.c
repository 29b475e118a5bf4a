#include "words/chain.h"

#include "words/phrase.h"

#define CHAIN_HEAD NARRATE_CHAIN_HEAD
#define CHAIN_TAIL (NARRATE_CHAIN_MAX - CHAIN_HEAD)

struct chain {
    const struct story *story;
    uint32_t bot, occurrence;
    msec late_by;   /* of a late post that is explained; else 0 */
    bool has_cause; /* a fault or a policy was met on the way back */
    /* What is told in its place though no cause leads there, or NO_EVENT: the next earlier commit of the same post, or
     * what struck the one that a premature post needs. */
    uint32_t other;
    uint32_t *events;
    size_t written, max;
    size_t count; /* events worth a line so far, written or not */
    size_t whole; /* how long the chain is without anything left out; 0: that is being counted */
};

/* Leaves out the middle of a long one. */
static bool is_left_out(const struct chain *chain)
{
    return chain->whole > NARRATE_CHAIN_MAX && chain->count >= CHAIN_HEAD && chain->count < chain->whole - CHAIN_TAIL;
}

static void chain_put(struct chain *chain, uint32_t event)
{
    if (chain->whole > 0 && !is_left_out(chain) && chain->written < chain->max)
        chain->events[chain->written++] = event;
    chain->count++;
}

/* Adds an event, and before it what else was posted after it. */
static void chain_add(struct chain *chain, uint32_t event)
{
    while (chain->other != NO_EVENT && chain->other > event) {
        chain_put(chain, chain->other);
        chain->other = story_commit_before(chain->story, chain->other);
    }
    if (chain->other == event)
        chain->other = story_commit_before(chain->story, event);
    chain_put(chain, event);
}

/* Is this length at least half of what makes the post late? */
static bool is_most(const struct chain *chain, msec length)
{
    return chain->late_by > 0 && 2 * length >= chain->late_by;
}

/* Did the attempt wait so long for a worker? What that ran is then the cause, unless there is one already. */
static bool waits_for_worker(const struct chain *chain, uint32_t fetch)
{
    return !chain->has_cause && is_most(chain, story_wait_for_worker(chain->story, fetch));
}

static bool is_worth_a_line(const struct chain *chain, uint32_t event)
{
    const struct event *at = story_event(chain->story, event);
    bool is_own = at->bot == chain->bot && at->occurrence == chain->occurrence;

    switch (at->kind) {
    case EVENT_FETCH:
        return at->attempt > 1 || waits_for_worker(chain, event);
    case EVENT_WAIT:
        return is_most(chain, at->time - story_event(chain->story, at->cause)->time);
    case EVENT_COMMIT:
    case EVENT_SKIP:
    case EVENT_MISS:
        return is_own;
    case EVENT_CLAIM:
        return is_own && at->detail == 0;
    case EVENT_FIRE:
        return at->detail > 0;
    case EVENT_STRIKE:
    case EVENT_KILL:
    case EVENT_START:
    case EVENT_REDELIVER:
    case EVENT_DEPLOY:
    case EVENT_TWICE:
    case EVENT_BAIL_OUT:
    case EVENT_DEAD:
    case EVENT_DISCARD:
    case EVENT_LOSE:
        return true;
    case EVENT_RESCUE:
        return !rescue_traits[at->detail].leaves;
    case EVENT_RECOVER:
    case EVENT_COUNTED:
        return event_takes_back(at);
    default:
        return false;
    }
}

/* One step back: from an attempt's start to what put its job into the queue, or to what kept the workers where that
 * made it late; from anything else to its cause. */
static uint32_t step_back(const struct chain *chain, uint32_t event)
{
    const struct event *at = story_event(chain->story, event);

    if (at->kind == EVENT_FETCH && !waits_for_worker(chain, event)) {
        uint32_t delivery = story_delivery(chain->story, event);

        return delivery != NO_EVENT ? delivery : at->cause;
    }
    if (at->kind == EVENT_FIRE && at->detail == 0) /* the firing before it is another day's */
        return NO_EVENT;
    return at->cause;
}

static bool owes(const struct chain *chain, const struct event *event)
{
    const struct scenario *scenario = chain->story->trace->scenario;
    const struct job *job = NULL;

    if (event->kind == EVENT_FIRE)
        job = &scenario->jobs[scenario->entries[event->value].job];
    else if (event->job != NO_JOB)
        job = story_job(chain->story, event->job);
    return job && event->occurrence == chain->occurrence && (job->reach >> chain->bot & 1);
}

/* Where the explanation of a post begins that has not been made, and may still be: the latest event of a job that owes
 * it, which is what it waits for where the run was cut. */
static uint32_t last_of_owing(const struct chain *chain)
{
    for (uint32_t i = chain->story->trace->count; i-- > 0;)
        if (owes(chain, story_event(chain->story, i)))
            return i;
    return NO_EVENT;
}

static bool is_cause(const struct event *event)
{
    return event_is(event, EVENT_IS_PLATFORM) || event->kind == EVENT_STRIKE || event->kind == EVENT_SKIP ||
           (event_is(event, EVENT_IS_END) && event->kind != EVENT_SUCCEED);
}

/* The latest strike before the post at one that it needs. */
static uint32_t strike_at_needed(const struct chain *chain, uint32_t post)
{
    bot_set needs = chain->story->trace->scenario->bots[chain->bot].needs;

    for (uint32_t i = post; i-- > 0;) {
        const struct event *event = story_event(chain->story, i);

        if (event->kind == EVENT_STRIKE && event->bot != NO_BOT && event->occurrence == chain->occurrence &&
            (needs >> event->bot & 1))
            return i;
    }
    return NO_EVENT;
}

static void chain_walk(struct chain *chain, uint32_t first, uint32_t other)
{
    uint32_t firing = NO_EVENT;

    chain->other = other;
    chain->has_cause = other != NO_EVENT && is_cause(story_event(chain->story, other));
    chain_add(chain, first);
    for (uint32_t at = step_back(chain, first); at != NO_EVENT; at = step_back(chain, at)) {
        const struct event *event = story_event(chain->story, at);

        if (event->kind == EVENT_FIRE && firing == NO_EVENT)
            firing = at;
        if (!is_worth_a_line(chain, at))
            continue;
        chain_add(chain, at);
        chain->has_cause = chain->has_cause || is_cause(event);
    }
    if (!chain->has_cause && firing != NO_EVENT && story_event(chain->story, firing)->detail == 0)
        chain_add(chain, firing);
    if (chain->other != NO_EVENT) /* posts outside these causes, such as those of a job delivered twice */
        chain_add(chain, chain->other);
}

/* Walks the whole chain twice: to count it, then to write it. Returns how long it is with nothing left out. */
static size_t chain_take(struct chain *chain, const struct ledger *ledger)
{
    const struct ledger_cell *cell = ledger_cell(ledger, chain->occurrence, chain->bot);
    uint32_t first, other = NO_EVENT;

    if (!ledger_cell_is_amiss(cell))
        return 0;
    chain->late_by = cell->posts > 1 ? 0 : cell->late_by;
    first = cell->posts > 0 ? cell->last_commit : cell->miss != NO_EVENT ? cell->miss : last_of_owing(chain);
    CHECK(first != NO_EVENT);
    if (cell->posts > 1)
        other = first;
    else if (cell->premature > 0)
        other = strike_at_needed(chain, first);
    chain_walk(chain, first, other);
    chain->whole = chain->count;
    chain->count = 0;
    chain_walk(chain, first, other);
    return chain->whole;
}

/* The room comes with its size. NOLINTNEXTLINE(readability-function-size) */
size_t narrate_chain(const struct story *story, const struct ledger *ledger, uint32_t bot, uint32_t occurrence,
                     uint32_t *events, size_t max)
{
    struct chain chain = {.story = story, .bot = bot, .occurrence = occurrence, .events = events, .max = max};
    size_t whole = chain_take(&chain, ledger);

    return whole < NARRATE_CHAIN_MAX ? whole : NARRATE_CHAIN_MAX;
}

size_t narrate_chain_left_out(const struct story *story, const struct ledger *ledger, uint32_t bot, uint32_t occurrence)
{
    struct chain chain = {.story = story, .bot = bot, .occurrence = occurrence};
    size_t whole = chain_take(&chain, ledger);

    return whole > NARRATE_CHAIN_MAX ? whole - NARRATE_CHAIN_MAX : 0;
}

/* What is amiss with one post. */
static const char *amiss_of_one(const struct ledger_cell *cell)
{
    if (cell->late_by > 0)
        return "{make} late";
    return cell->premature > 0 ? "{make} too early" : "{make} once";
}

void chain_question_say(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, uint32_t occurrence,
                        struct text *out)
{
    const struct ledger_cell *cell = ledger_cell(ledger, occurrence, bot);

    text_addf(out, "Why did %s ", scenario->bots[bot].name);
    if (cell->posts == 2)
        phrase_add(scenario, "{make} twice", out);
    else if (cell->posts > 2) {
        phrase_add(scenario, "{make}", out);
        text_addf(out, " %u times", cell->posts);
    } else
        phrase_add(scenario, cell->posts == 1 ? amiss_of_one(cell) : "never {make}", out);
    if (scenario->occurrences > 1)
        text_addf(out, " on day %u", occurrence);
    text_add(out, "?");
}
