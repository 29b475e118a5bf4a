/* Advice: the change with which every run of an exploration, and the run that the file itself describes, grant all
 * wishes.
 *
 * The changes are those of a what-if (whatif.h), alone and then in pairs. Each is played with the file's own faults and
 * proved by exploring again, under the same faults as before. Nothing is proved where one of the file's, or all of the
 * search's, then strike nobody any more. Of several that will do, the smallest ADVICE_PASSED_MAX at the most, the
 * ranking's first is advised (ranking.h). Where none will do, and the platform forgets jobs of which it hears no more,
 * all are tried once more on one that does not. */
#ifndef EXPLORE_ADVISE_H
#define EXPLORE_ADVISE_H

#include "explore/explore.h"
#include "explore/whatif.h"

enum { ADVICE_PASSED_MAX = 24 };

enum advice_end {
    ADVICE_NONE,     /* nothing within reach helps, or not enough was tried (is_cut) */
    ADVICE_NEEDLESS, /* all wishes are granted in every run as it is, and in the file's own */
    ADVICE_FOUND,    /* `change` */
    ADVICE_PLATFORM  /* `change`, which may be empty, on another platform */
};

struct advice {
    enum advice_end end;
    struct whatif change;  /* what to do, when found */
    uint64_t runs;         /* that prove it: all of them grant all wishes */
    uint32_t passed;       /* changes that were found to do, this one among them */
    uint64_t tried;        /* changes, and pairs of them, but for those on another platform */
    uint64_t spared;       /* changes under which all would be granted, but something that struck strikes nobody */
    bool is_cut;           /* some were not tried, or not to the end */
    bool on_platform;      /* they were tried on another platform as well: late acknowledges, and … */
    msec lease;            /* … this lease */
    bool has_nearest;      /* something refuses fewer wishes than these runs do as it is */
    struct whatif nearest; /* the smallest of those that refuse the fewest */
    bool is_nearest_on_platform;
    bool nearest_refused[WISH_COUNT];
};

/* What to do about the exploration of the scenario, which has its own faults still. `out` is untouched on false. */
bool advise(const struct scenario *scenario, const struct explore *explore, const struct cancel_token *cancel,
            struct advice *out, struct err *err);

#endif
