/* The ledger: what the world saw, counted from the trace.
 *
 * For every bot and occurrence: posts, duplicates, the state, the delay, whether it is silent, who held it up. It can
 * be taken at any point of a run: events from `count` on are as if they had not happened.
 *
 *     struct ledger ledger;
 *     if (!ledger_take(&trace, trace.count, &ledger, err)) …
 *     if (ledger.wishes[WISH_ONCE]) …
 *     ledger_release(&ledger);
 */
#ifndef TRACE_LEDGER_H
#define TRACE_LEDGER_H

#include "trace/trace.h"

struct tally {
    uint64_t owed;       /* posts owed: one for each occurrence that fired and each bot it can reach */
    uint64_t posts;      /* commits */
    uint64_t duplicates; /* Σ max(posts − 1, 0) */
    uint64_t missed;     /* owed and not made by the end, pending ones among them */
    uint64_t late;       /* owed, and made after their due */
    uint64_t premature;  /* posts before one that they need */
    uint64_t silent;     /* owed posts whose duplicate or miss shows nowhere */
};

/* One bot in one occurrence. */
struct ledger_cell {
    bool is_owed;
    bool is_silent;        /* a duplicate or miss, and no job owing the post is dead, waiting, retrying or running */
    enum post_state state; /* meaningless where not owed and without posts */
    uint32_t posts;
    uint32_t attempts; /* how often a step that posts it was entered */
    uint32_t skips;
    uint32_t premature; /* posts before one that they need */
    msec fired;         /* first firing that owes it; MSEC_NONE */
    msec delay;         /* from there to the first commit; MSEC_NONE without one */
    /* From there, or from the last post before it that it is meant to wait for, to the first commit, where that is more
     * than its `due`; else 0. */
    msec late_by;
    uint32_t first_commit, last_commit; /* events, or NO_EVENT */
    uint32_t miss;                      /* the event that made the miss certain, or NO_EVENT */
    uint32_t last_job;                  /* instance in which it was last entered, or NO_JOB */
    /* Bots whose failure delayed or prevented it, but itself and those it is meant to wait for: the causes of its first
     * commit, of its miss, or of its wait at the cut contain their failure, and time went by because of it (a wait, a
     * stall, a timeout). */
    uint64_t held_by;
};

/* Adds a cell. */
void tally_cell(struct tally *tally, const struct ledger_cell *cell);

/* One job instance. */
struct ledger_job {
    uint32_t parent; /* instance, or NO_JOB */
    int job;         /* index in the scenario */
    uint32_t occurrence;
    uint32_t attempts;
    uint32_t failures;
    enum job_state state;
    bool bailed_out;   /* succeeded because an error was caught and the job left */
    uint32_t number;   /* the n-th instance of its job, from 1 */
    uint32_t enqueued; /* event */
    uint32_t ended;    /* event, or NO_EVENT */
};

struct ledger {
    uint32_t bot_count, occurrences;
    struct ledger_cell *cells; /* [occurrence − 1][bot]; owned */
    struct ledger_job *jobs;   /* instance i is jobs[i − 1]; owned */
    uint32_t job_count;
    struct tally *bots; /* of each bot; owned */
    struct tally total;
    /* made: none missed, late or premature; once: no duplicates; unheld: no held_by; seen: none silent. One that is not
     * judged is granted. */
    bool wishes[WISH_COUNT];
    enum ended ended; /* meaningful once the run has ended */
    bool has_ended;
    msec now; /* time of the last event counted */
};

bool ledger_take(const struct trace *trace, uint32_t count, struct ledger *ledger, struct err *err);
void ledger_release(struct ledger *ledger);

static inline const struct ledger_cell *ledger_cell(const struct ledger *ledger, uint32_t occurrence, uint32_t bot)
{
    return &ledger->cells[(size_t)(occurrence - 1) * ledger->bot_count + bot];
}

/* A duplicate, a miss, a late or a premature post. */
static inline bool ledger_cell_is_amiss(const struct ledger_cell *cell)
{
    return cell->posts > 1 || (cell->is_owed && cell->posts == 0) || cell->late_by > 0 || cell->premature > 0;
}

/* The first occurrence in which anything is amiss with the bot's post; 0: none. */
uint32_t ledger_first_amiss(const struct ledger *ledger, uint32_t bot);

/* Every wish that is judged granted. */
bool ledger_is_good(const struct ledger *ledger);

/* The one cell of a bot that is owed; NULL when there are none or several. */
const struct ledger_cell *ledger_only_cell(const struct ledger *ledger, uint32_t bot);

/* The longest delay of what a bot owed; MSEC_NONE: it made none of it. */
msec ledger_longest_delay(const struct ledger *ledger, uint32_t bot);

#endif
