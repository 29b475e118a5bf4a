/* A set of a scenario's faults, each by its index. */
#ifndef MODEL_FAULT_SET_H
#define MODEL_FAULT_SET_H

#include "base/check.h"
#include "model/scenario.h"

struct fault_set {
    uint64_t bits[SCENARIO_FAULTS_MAX / 64];
};

static inline void fault_set_add(struct fault_set *set, uint32_t fault)
{
    CHECK(fault < SCENARIO_FAULTS_MAX);
    set->bits[fault / 64] |= (uint64_t)1 << fault % 64;
}

static inline bool fault_set_has(const struct fault_set *set, uint32_t fault)
{
    CHECK(fault < SCENARIO_FAULTS_MAX);
    return (set->bits[fault / 64] >> fault % 64 & 1) != 0;
}

static inline uint32_t fault_set_count(const struct fault_set *set)
{
    uint32_t count = 0;

    for (size_t i = 0; i < SCENARIO_FAULTS_MAX / 64; i++)
        count += (uint32_t)__builtin_popcountll(set->bits[i]);
    return count;
}

/* Takes the faults of `other` out. */
static inline void fault_set_remove(struct fault_set *set, const struct fault_set *other)
{
    for (size_t i = 0; i < SCENARIO_FAULTS_MAX / 64; i++)
        set->bits[i] &= ~other->bits[i];
}

#endif
