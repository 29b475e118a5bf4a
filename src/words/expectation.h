/* Expectations in words. */
#ifndef WORDS_EXPECTATION_H
#define WORDS_EXPECTATION_H

#include "explore/expectation.h"

/* Appends what is claimed, the same whether it holds or not: "Riker, day 1: 2 posts, state duplicate". */
void expectation_name(const struct scenario *scenario, const struct expect *expect, struct text *out);

/* Appends "Riker, day 1: expected 1 post, got 2", naming the figures that do not hold; all of them when all hold. */
void expectation_say(const struct scenario *scenario, const struct ledger *ledger, const struct expect *expect,
                     struct text *out);

#endif
