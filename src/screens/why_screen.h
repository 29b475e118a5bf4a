/* Why: the causes of a post that is amiss lit up on the lanes and told, then the changes and the wishes that each
 * would grant. */
#ifndef SCREENS_WHY_SCREEN_H
#define SCREENS_WHY_SCREEN_H

#include "screens/stage.h"
#include "words/chain.h"
#include "words/wish.h"

struct why_row {
    const char *change;      /* "BotsJob split", "Riker asks \"already posted?\" first; but …" */
    bool wishes[WISH_COUNT]; /* granted with it */
    bool is_spared;          /* a fault never strikes with it, as its words say */
    bool is_cut;             /* its run was, as its words say: the wishes are not known */
};

enum { WHY_CHAIN, WHY_TABLE }; /* the panels */

struct why_view {
    struct stage_index *index;
    const struct ledger *ledger; /* of the whole run */
    const char *scenario;
    uint32_t bot, occurrence;
    const uint32_t *chain; /* from narrate_chain: the effect first */
    size_t chain_count;
    size_t link;                /* selected, counted from the effect */
    uint32_t shown;             /* so many events of the run are shown on the lanes; 0: all */
    const struct why_row *rows; /* the changes that make a difference */
    size_t row_count;
    size_t row;         /* selected */
    bool is_hidden;     /* the changes are not told yet: `a` asks for them */
    msec trying;        /* how long the changes have been tried; MSEC_NONE: all of them were */
    uint64_t tried;     /* so many by now */
    int focus;          /* WHY_CHAIN or WHY_TABLE */
    bool is_zoomed;     /* the focused panel alone */
    const char *search; /* links and changes that match it are lit up; NULL or "": none */
    int failing_bot;    /* for the wishes' words, as wish_failing_bot; -1 */
};

void why_paint(const struct why_view *view, struct screen *screen);

#endif
