/* What a search is asked for: which faults, of which kinds, in which gaps; within which limits; and what becomes of the
 * scenario's own faults. */
#ifndef EXPLORE_SEARCH_OPTIONS_H
#define EXPLORE_SEARCH_OPTIONS_H

#include "engine/run.h"
#include "explore/budget.h"
#include "model/saw.h"

#define SEARCHED_KIND(kind, name, about, effect, strikes_outside, is_searched, length)                                 \
    | ((is_searched) ? 1u << (kind) : 0u)
#define SEARCH_KINDS_DEFAULT (0u FAULT_LIST(SEARCHED_KIND))
#define SEARCH_MEMORY_DEFAULT ((size_t)512 << 20)

/* What becomes of the scenario's own faults. */
enum own_faults {
    OWN_REMOVED,
    /* They strike as in any run and do not count among the K. */
    OWN_KEPT,
    /* Those of the file that strike always, without dice: each does so from its first chance on, or never; that it does
     * counts as one of the K. The others are removed. At most SEARCH_SWITCHES_MAX. */
    OWN_SWITCHED
};

struct search_options {
    uint32_t faults;    /* K: 0 … PLACEMENTS_MAX */
    unsigned kinds;     /* bit k: enum fault_kind k; 0: SEARCH_KINDS_DEFAULT */
    unsigned micros;    /* bit m: only gaps beside micro-step m; 0: all */
    uint64_t plays_max; /* runs that are played, however many they stand for; 0: no limit */
    size_t memory_max;  /* bytes of states that wait and of the worlds under way; 0: SEARCH_MEMORY_DEFAULT */
    uint64_t seed;
    enum own_faults own;
    /* What saw_search_take looks for; explore_take makes its map of the runs alone of which exactly this is seen; NULL:
     * of all. */
    const struct saw *saw;
    uint32_t trails_max; /* so many ways to one state are kept, to tell what struck in runs through it; 0: 1 */
    bool is_told; /* states are told apart by STATE_TOLD, not by STATE_BLAMED: a visitor may ask for that alone */
    uint32_t events_max; /* of one run, which is then cut; 0: RUN_EVENTS_DEFAULT, where run_trace cuts it as well */
};

enum { SEARCH_SWITCHES_MAX = 64 };

/* The kinds that are searched, the bytes that are allowed, where 0 stands for the default. */
static inline unsigned search_kinds(const struct search_options *options)
{
    return options->kinds ? options->kinds : SEARCH_KINDS_DEFAULT;
}

static inline size_t search_memory(const struct search_options *options)
{
    return options->memory_max ? options->memory_max : SEARCH_MEMORY_DEFAULT;
}

/* Which of a scenario's own faults a search leaves out. */
struct faults_left_out {
    uint32_t count;
    struct fault first; /* of a count above 0; without its lists; its name is of the searched scenario's arena */
};

/* What is to be searched: a copy of the scenario, to be freed, with those of its own faults that options->own says.
 * NULL when they are too many. */
struct scenario *search_scenario(const struct scenario *scenario, const struct search_options *options,
                                 struct faults_left_out *left_out, struct err *err);

/* Its plan, to be freed. */
struct plan *search_plan(const struct scenario *searched, const struct search_options *options, struct err *err);

#endif
