/* The atom: the micro-steps of one post, the gaps between them, and who knows what in each of them.
 *
 * The queue and the worker believe, the receiver knows, the followers see. A row in which they disagree is marked. */
#ifndef SCREENS_ATOM_H
#define SCREENS_ATOM_H

#include "screens/stage.h"

struct atom_view {
    struct stage_index *index;
    const struct ledger *ledger; /* at `at` */
    const char *scenario;
    uint32_t at, seen;
    uint32_t lane;
    int gap; /* the gap that is pointed at, 0 … micro-steps; -1: the one at the moment */
    bool is_class;
};

void atom_paint(const struct atom_view *view, struct screen *screen);

/* How many gaps the post at the cursors has; the gap at the moment; a gap as a place for a strike. */
int atom_gap_count(const struct atom_view *view);
int atom_gap_here(const struct atom_view *view);
struct stage_place atom_gap_place(const struct atom_view *view, int gap);

/* As lines: whose post it is; a gap, what strikes in it, who knows what there, as far as the run was seen; what it
 * means to be in the gap. */
void atom_say(const struct atom_view *view, struct text *out);
void atom_gap_say(const struct atom_view *view, int gap, struct text *out);
void atom_gap_meaning(const struct atom_view *view, int gap, struct text *out);

/* Who knows of the post, and what. */
enum atom_knower { KNOWER_QUEUE, KNOWER_WORKER, KNOWER_RECEIVER, KNOWER_FOLLOWERS, KNOWER_COUNT };
enum atom_belief {
    KNOWS_NOT_YET,
    KNOWS_UNKNOWN,
    KNOWS_ONCE,
    KNOWS_MORE,
    KNOWS_FAILED,
    KNOWS_RUNNING,
    KNOWS_SKIPPED,
    KNOWS_COUNT
};

/* What each of them holds after the first `count` events, for the job that posts for `bot` in `occurrence`; true when
 * they disagree on whether the post is made. */
bool atom_beliefs(const struct trace *trace, uint32_t count, uint32_t bot, uint32_t occurrence,
                  enum atom_belief beliefs[KNOWER_COUNT]);

#endif
