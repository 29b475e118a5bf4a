#include "words/chain.h"

#define CHAIN_HEAD NARRATE_CHAIN_HEAD
#define CHAIN_TAIL (NARRATE_CHAIN_MAX - CHAIN_HEAD)

struct chain {
    const struct story *story;
    uint32_t bot, occurrence;
    uint32_t other; /* the next earlier commit of the same post, to be told in its place, or NO_EVENT */
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

static bool is_worth_a_line(const struct chain *chain, uint32_t event)
{
    const struct event *at = story_event(chain->story, event);
    bool is_own = at->bot == chain->bot && at->occurrence == chain->occurrence;

    switch (at->kind) {
    case EVENT_FETCH:
        return at->attempt > 1;
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
        return at->detail == 1;
    default:
        return false;
    }
}

/* One step back: from an attempt's start to what put its job into the queue, from anything else to its cause. */
static uint32_t step_back(const struct chain *chain, uint32_t event)
{
    const struct event *at = story_event(chain->story, event);

    if (at->kind == EVENT_FETCH) {
        uint32_t delivery = story_delivery(chain->story, event);

        return delivery != NO_EVENT ? delivery : at->cause;
    }
    return at->cause;
}

/* Where the explanation of a post that has not been made, and may still be, begins: the latest event of the job that
 * had it last. */
static uint32_t last_of_job(const struct trace *trace, uint32_t job)
{
    for (uint32_t i = trace->count; i-- > 0;)
        if (trace->events[i].job == job && job != NO_JOB)
            return i;
    return NO_EVENT;
}

static void chain_walk(struct chain *chain, uint32_t first, bool is_duplicate)
{
    chain->other = is_duplicate ? first : NO_EVENT;
    chain_add(chain, first);
    for (uint32_t at = step_back(chain, first); at != NO_EVENT; at = step_back(chain, at))
        if (is_worth_a_line(chain, at))
            chain_add(chain, at);
    if (chain->other != NO_EVENT) /* posts outside these causes, such as those of a job delivered twice */
        chain_add(chain, chain->other);
}

/* Walks the whole chain twice: to count it, then to write it. Returns how long it is with nothing left out. */
static size_t chain_take(struct chain *chain, const struct ledger *ledger)
{
    const struct ledger_cell *cell = ledger_cell(ledger, chain->occurrence, chain->bot);
    uint32_t first;

    if (!ledger_cell_is_amiss(cell))
        return 0;
    first = cell->posts > 1          ? cell->last_commit
            : cell->miss != NO_EVENT ? cell->miss
                                     : last_of_job(chain->story->trace, cell->last_job);
    if (first == NO_EVENT)
        return 0;
    chain_walk(chain, first, cell->posts > 1);
    chain->whole = chain->count;
    chain->count = 0;
    chain_walk(chain, first, cell->posts > 1);
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
