/* Runs of a what-if: the scenario as it is, then changes made to it, each played to its end and counted.
 *
 *     struct whatif_player player;
 *     if (!whatif_player_init(&player, scenario, &cancel, err)) …   // plays the scenario as it is
 *     player.events_left = 1000000;
 *     if (!whatif_play(&player, &row, err)) …                       // plays it with the row's changes
 */
#ifndef EXPLORE_WHATIF_RUN_H
#define EXPLORE_WHATIF_RUN_H

#include "engine/run.h"
#include "explore/budget.h"
#include "explore/whatif.h"

/* Events that are spent on all single changes together, on pairs, and on ranking what they came to. */
#define WHATIF_SINGLES_EVENTS_MAX 40000000u
#define WHATIF_PAIRS_EVENTS_MAX 20000000u
#define WHATIF_RANKING_EVENTS_MAX 10000000u

/* What a run came to. */
struct whatif_run {
    struct outcome outcome;
    uint64_t signature;      /* of its ledger */
    bot_set amiss;           /* bots with a duplicate or a miss */
    struct fault_set struck; /* the faults that struck in it */
    bool has_ended;
};

struct whatif_player {
    const struct scenario *scenario;
    struct budget budget;
    struct progress progress; /* what the token is told */
    struct whatif_run base;   /* the unchanged run; of one that does not end its first RUN_EVENTS_MAX events */
    uint64_t events_left;     /* that runs may still make together */
    bool has_looked;          /* the ranking has looked at the unchanged scenario: */
    unsigned losing;          /* kinds of fault (bit k: kind k) of which one strike makes a bot never post there */
};

/* `cancel` is asked also in the middle of a long run. */
bool whatif_player_init(struct whatif_player *player, const struct scenario *scenario,
                        const struct cancel_token *cancel, struct err *err);

/* Takes the events of a run of the scenario from those left, and as many more as making its plan takes. */
void whatif_charge(struct whatif_player *player, const struct scenario *scenario, uint64_t events);

/* Plays the row's changes and fills in what came of them. A change that does not fit makes the row impossible, which is
 * no error. Of a run for which too few events are left nothing but that it has not ended is known. */
bool whatif_play(struct whatif_player *player, struct whatif *row, struct err *err);

#endif
