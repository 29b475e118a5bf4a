/* The chain of a duplicate, a miss, a late or a premature post: the events that explain it, the effect first. */
#ifndef WORDS_CHAIN_H
#define WORDS_CHAIN_H

#include "trace/ledger.h"
#include "words/story.h"

/* The chain, from what is explained back to where nothing more led to it: the events worth a sentence, the effect
 * first. Where none of them is a fault or a policy it ends in the firing of the schedule. Of a longer one than
 * NARRATE_CHAIN_MAX the middle is left out. Writes up to `max` event indices and returns how many there are: 0 only of
 * a cell that is not amiss (ledger_cell_is_amiss). */
#define NARRATE_CHAIN_MAX 12
size_t narrate_chain(const struct story *story, const struct ledger *ledger, uint32_t bot, uint32_t occurrence,
                     uint32_t *events, size_t max);

/* How many events of that chain are left out: those between the NARRATE_CHAIN_HEAD-th and the next one. */
#define NARRATE_CHAIN_HEAD 7
size_t narrate_chain_left_out(const struct story *story, const struct ledger *ledger, uint32_t bot,
                              uint32_t occurrence);

/* Appends what the chain answers: "Why did Riker post twice?" */
void chain_question_say(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, uint32_t occurrence,
                        struct text *out);

#endif
