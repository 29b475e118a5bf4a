/* Beliefs: what makes somebody answer a gate wrongly. Of a world: the changes that make it of a scenario, as options of
 * the command line make them, so that it can be run, shown and opened beside the true one. A reading has no world; it
 * counts the true run wrongly (explore/answer.h). */
#ifndef EXPLORE_BELIEF_H
#define EXPLORE_BELIEF_H

#include "model/change.h"
#include "trace/ledger.h"

#define READING_BIT(constant, ...) | UINT32_C(1) << constant

/* Bit b: belief b is a reading. */
enum { BELIEFS_READING = 0 READING_LIST(READING_BIT) };

static inline bool belief_is_reading(enum belief belief)
{
    return (BELIEFS_READING >> belief & 1) != 0;
}

enum { BELIEF_CHANGES_MAX = 64 };

/* A world: the changes that make it. Of count 0 the belief has none in this scenario: it changes nothing, or takes more
 * changes than there is room for, or is a reading. */
struct belief_world {
    struct change changes[BELIEF_CHANGES_MAX];
    size_t count;
};

/* The world of a belief, of the scenario whose true run is `trace`, counted in `ledger`. Whether the changes fit is
 * known once they are made (scenario_changed). False when memory is out. */
bool belief_world(enum belief belief, const struct trace *trace, const struct ledger *ledger, struct belief_world *out,
                  struct err *err);

#endif
