/* The chooser: who decides wherever something could go wrong, or one of several could go first.
 *
 * The engine asks it and nobody else: about gaps, about dice, about turns. What goes by the clock (kill, deploy,
 * receiver-down) is no question. The scripted faults with their seeded dice (the default, when there is none), a person
 * at the keyboard, exact odds and an exhaustive search are answers to the same questions. A chooser that answers the
 * same makes the same run. */
#ifndef ENGINE_CHOOSER_H
#define ENGINE_CHOOSER_H

#include "base/duration.h"
#include "model/lists.h"

/* A gap that an attempt has reached. */
struct gap {
    msec now;
    uint32_t job;      /* instance */
    uint32_t instance; /* it is the n-th instance of its job */
    int job_index;     /* in the scenario */
    uint32_t occurrence;
    uint32_t attempt;
    int bot;           /* NO_INDEX: the step is not a post */
    int step;          /* NO_INDEX: fetch or acknowledge */
    enum micro after;  /* the micro-step just done; MICRO_NONE before the step's first */
    enum micro before; /* the micro-step that the attempt comes to next in the step; MICRO_NONE after its last */
    /* twice the number in the plan of the op that it lies before, or of the one that it lies after, + 1 */
    uint32_t op;
};

/* Does the gap between these two lie beside one of `micros` (bit m: micro-step m; 0: all)? */
static inline bool gap_is_beside(unsigned micros, enum micro after, enum micro before)
{
    return micros == 0 || (micros & (1u << after | 1u << before)) != 0; /* no micro-step is MICRO_NONE */
}

struct strike {
    enum fault_kind kind;
    msec length; /* of a timeout or stall */
    int fault;   /* index of the scripted fault, NO_INDEX: none */
};

struct plan;
struct world;

struct chooser {
    /* Does something strike in this gap? Fills `strike` and returns true. NULL: what the scenario's faults say, which
     * otherwise are not asked as well; chooser_scripted is there to be called for them. */
    bool (*strike)(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                   struct strike *strike);
    /* A fault of the scenario fits a gap, or (platform: twice) a delivery: does it strike? `fault` is its index,
     * PROBABILITY_ONE is certain. NULL: the dice of the world's seed. */
    bool (*roll)(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability);
    /* Which of `count` (at least 2) pending timers goes next? Returns its number; they stand in the engine's order,
     * so 0 is what would happen without a chooser. NULL: 0. */
    uint32_t (*pick)(struct chooser *chooser, const struct plan *plan, const struct world *world, uint32_t count);
    /* Time is unmeasured: everything that is pending may go next, however long it has still to wait, and the clock
     * never goes back. Otherwise only what is due at the same instant may. */
    bool is_untimed;
};

/* The answer of the scenario: the first scripted fault that fits the gap and of which chooser_roll says so. Counts the
 * strike in the world. */
bool chooser_scripted(struct chooser *chooser, const struct plan *plan, struct world *world, const struct gap *gap,
                      struct strike *strike);

/* The same of one scripted fault that is known to fit. */
bool chooser_strike(struct chooser *chooser, const struct plan *plan, struct world *world, uint32_t fault,
                    struct strike *strike);

/* Asks `roll`, or rolls the dice of the world's seed where there is none; the chooser may be NULL. */
bool chooser_roll(struct chooser *chooser, struct world *world, uint32_t fault, uint32_t probability);

/* An effect on its way when its caller gives up lands so long after the exception. */
#define LANDS_AFTER ((msec)1000)

#endif
