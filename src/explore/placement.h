/* A placement: one fault in one gap of one attempt of one job instance. Sets of them are what the search tries.
 *
 * Every gap has one placement a kind. A placement is written as the option that makes it again,
 *
 *     --fault BotsJob.2#1@1:after:commit:error        or, where only one step posts for the bot,
 *     --fault Riker@1:after:commit:error
 *
 * and a scenario with the options of a run's placements goes through that very run. */
#ifndef EXPLORE_PLACEMENT_H
#define EXPLORE_PLACEMENT_H

#include "engine/chooser.h"
#include "model/change.h"

/* The most faults of one run that are searched for. */
enum { PLACEMENTS_MAX = 8 };

struct placement {
    struct gap gap;
    enum fault_kind kind;
    int scripted; /* index of a scripted fault that strikes from here on as long as it says; NO_INDEX: strikes once */
};

/* The kinds that are searched, in two lists: those that may strike outside of steps (at fetch and acknowledge), and
 * within. */
struct gap_kinds {
    enum fault_kind kinds[2][FAULT_COUNT];
    uint32_t counts[2];
    msec lengths[FAULT_COUNT];
};

/* Of a set of kinds (bit k: enum fault_kind k), as long as they are in this scenario (fault_length_added). */
struct gap_kinds gap_kinds_make(unsigned kinds, const struct scenario *scenario);

/* How many may strike in the gap. */
static inline uint32_t gap_kinds_count(const struct gap_kinds *kinds, const struct gap *gap)
{
    return kinds->counts[gap->step != NO_INDEX];
}

/* The strike of the n-th of them, from 1. */
struct strike gap_kinds_strike(const struct gap_kinds *kinds, const struct gap *gap, uint32_t number);

/* The fault of a single strike, with its instance unless its job never has a second one. */
struct fault_spec placement_spec(const struct scenario *scenario, const struct placement *placement);

/* Appends it as the value of the option --fault. */
void placement_write(const struct scenario *scenario, const struct placement *placement, struct text *out);

/* The changes that make these faults happen, and no other, in the scenario from whose file `scenario` was taken.
 * Returns how many. */
size_t placements_changes(const struct scenario *scenario, const struct placement *set, uint32_t count,
                          struct change out[PLACEMENTS_MAX + 1]);

/* The same, and the file's own faults as well: none of the changes is about them, and of no strike there is none. */
size_t placements_added(const struct scenario *scenario, const struct placement *set, uint32_t count,
                        struct change out[PLACEMENTS_MAX]);

#endif
