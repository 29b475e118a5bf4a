/* What was seen, and how a run differs from it, in words. */
#ifndef WORDS_SAW_H
#define WORDS_SAW_H

#include "explore/explore.h"
#include "explore/saw_search.h"

/* Appends what came of a search that is over, as one sentence: "Exactly this is seen after 6 sets of 1 fault, and after
 * no smaller one.", or "No run with up to 2 faults; the nearest differs in Invoice (1 post, not 0)." */
void saw_bound_add(const struct saw_search *search, struct text *out);

/* Appends in how many of the runs explored exactly what was seen is seen, as a sentence. */
void saw_share_add(const struct explore *explore, struct text *out);

/* Appends in what the nearest run differs, as a list: "Invoice (1 post, not 0) and CheckoutJob (dead, not
 * succeeded)". */
void saw_differs_add(const struct saw_search *search, struct text *out);

#endif
