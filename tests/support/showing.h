/* A run shown on screens in tests: a scenario file played to its end, with the index and the ledger of a moment. */
#ifndef TESTS_SUPPORT_SHOWING_H
#define TESTS_SUPPORT_SHOWING_H

#include "screens/stage.h"
#include "support/play.h"

struct showing {
    struct play play;
    struct stage_index *index;
    struct ledger ledger; /* at `at` */
    uint32_t at;
    char name[64]; /* the file's name without its ending */
};

/* Plays scenarios/NAME.yaml, or YAML text as play_yaml. The moment is the run's end. */
void showing_of_file(struct showing *showing, const char *name);
void showing_of_bytes(struct showing *showing, const char *bytes, size_t size); /* a whole scenario file */
void showing_of_yaml(struct showing *showing, const char *yaml);
void showing_of_scenario(struct showing *showing, const char *name, struct scenario *scenario); /* owned from here on */
void showing_release(struct showing *showing);

/* Goes to an event (NO_EVENT: before the first), or to the n-th moment, from 1. */
void showing_go(struct showing *showing, uint32_t at);
void showing_go_to_moment(struct showing *showing, int n);

/* The stage at this moment, all seen so far. */
struct stage_view showing_stage(const struct showing *showing);

#endif
