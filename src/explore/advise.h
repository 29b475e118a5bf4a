/* Advice: the change with which every run of an exploration, and the run that the file itself describes, grant all
 * wishes.
 *
 * The changes are those of a what-if (whatif.h), alone and then in pairs. Each is played with the file's own faults and
 * proved by exploring again, under the same faults as before. Nothing is proved where one of the file's, or all of the
 * search's, then strike nobody any more. Of several that will do, the smallest ADVICE_PASSED_MAX at the most, the
 * ranking's first is advised, and none that trades a duplicate for a loss (ranking.h), which a search of few gaps may
 * not see. Where none will do, and the platform forgets jobs of which it hears no more,
 * all are tried once more on one that does not, if its preset's system can be set so. */
#ifndef EXPLORE_ADVISE_H
#define EXPLORE_ADVISE_H

#include "explore/explore.h"
#include "explore/whatif.h"

enum { ADVICE_PASSED_MAX = 24, ADVICE_CHANGES_MAX = 2 + WHATIF_CHANGES_MAX };

enum advice_end {
    ADVICE_NONE,      /* nothing within reach helps, or not enough was tried (is_cut) */
    ADVICE_NEEDLESS,  /* all wishes are granted in every run as it is, and in the file's own */
    ADVICE_UNDECIDED, /* no run refuses any, but not all were made to their end */
    ADVICE_FOUND      /* `remedy` */
};

/* Changes that are advised together: one or two, behind those that make the platform a safer one. */
struct remedy {
    struct change changes[ADVICE_CHANGES_MAX];
    uint32_t count;
};

struct advice {
    enum advice_end end;
    struct remedy remedy;  /* what to do, when found */
    uint64_t runs;         /* that prove it: all of them grant all wishes */
    uint32_t passed;       /* remedies that were found to do, this one among them */
    uint64_t tried;        /* remedies */
    uint64_t spared;       /* changes under which all would be granted, but something that struck strikes nobody */
    uint64_t losing;       /* changes under which all are granted, but one fault more, anywhere, loses a post */
    bool is_cut;           /* some were not tried, or not to the end */
    bool has_nearest;      /* something refuses fewer wishes than these runs do as it is */
    struct remedy nearest; /* the smallest of those that refuse the fewest */
    bool nearest_refused[WISH_COUNT];
};

/* What to do about the exploration of the scenario, which has its own faults still. `out` is untouched on false. */
bool advise(const struct scenario *scenario, const struct explore *explore, const struct cancel_token *cancel,
            struct advice *out, struct err *err);

/* The judged wishes that every run with the nearest grants: bit w for enum wish w. */
unsigned advice_nearest_grants(const struct advice *advice, const struct scenario *scenario);

#endif
