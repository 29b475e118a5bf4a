/* A lesson: beats over scenarios, which a class is led through, or goes through alone.
 *
 * It is read from YAML by lesson_load (file/lesson_load.h) with the scenarios that its beats play, and immutable
 * afterwards. Nobody writes an answer down: what a gate asks has its choices and its answer from the run
 * (explore/gate.h). Whether a beat's place is ever reached is known only once it is played (explore/beat_run.h). All
 * memory is one arena but for the scenarios, freed by lesson_free.
 *
 * scenarios/README.md is the manual of the format; `makeitso show --schema lesson` prints its schema. */
#ifndef MODEL_LESSON_H
#define MODEL_LESSON_H

#include "model/scenario.h"

struct change;

enum {
    LESSON_VERSION = 1,
    LESSON_BEATS_MAX = 64,
    LESSON_MINUTES_MAX = 1000, /* of a lesson, or of a beat */
    LESSON_CHANGES_MAX = 32,   /* of one beat, those of the beats that it stays on included */
    LESSON_BESIDE_MAX = 3      /* scenarios side by side */
};

/* A scenario that beats play. */
struct lesson_scenario {
    const char *name; /* as the lesson calls it */
    struct scenario *scenario;
};

struct beat {
    enum beat_kind kind;
    const char *id;    /* "" when not given */
    const char *say;   /* of BEAT_SAY */
    const char *notes; /* for the teacher; "" when not given */
    uint32_t minutes;
    bool is_spare;                     /* it may be left out */
    int scenario;                      /* lesson->scenarios[] that it is on; NO_INDEX: on none */
    int beside[LESSON_BESIDE_MAX];     /* of BEAT_BESIDE: the scenarios; */
    uint32_t beside_count;             /* `scenario` is the first of them */
    struct change *changes;            /* made to the scenario */
    uint32_t change_count;             /* those of the beats that it stays on first */
    struct gate gate;                  /* gate.at is where its run comes to, be there a gate or not */
    bool has_gate;                     /* it asks there, before all that the scenario asks */
    bool is_walked;                    /* it is played as far, stop by stop; else it stands there from the start */
    enum vote vote;                    /* how often a class votes */
    int bot;                           /* of BEAT_WHY */
    unsigned kinds;                    /* of BEAT_MAP: bit k for enum fault_kind k; 0: those that a search tries */
    const char *replies[BELIEF_COUNT]; /* what the teacher may say to a wrong answer; NULL: what its row says */
    struct mark mark;
};

struct lesson {
    struct arena arena;
    const char *source;                  /* how the file is called in messages */
    const char *title, *audience, *goal; /* audience: `for`; it and the goal are "" when not given */
    uint32_t minutes;
    struct lesson_scenario *scenarios;
    uint32_t scenario_count;
    struct beat *beats;
    uint32_t beat_count; /* at least 1 */
};

/* NULL is allowed. */
void lesson_free(struct lesson *lesson);

/* The beat of this id, or number from 1; NO_INDEX when there is none. */
int lesson_beat(const struct lesson *lesson, const char *name);

/* Which beats are given in so many minutes: all of them, less spare ones, the last first, until they fit; 0: all.
 * Returns how many minutes they take, which may still be too many. */
uint32_t lesson_choose(const struct lesson *lesson, uint32_t minutes, bool is_given[LESSON_BEATS_MAX]);

#endif
