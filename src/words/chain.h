/* The chain of a duplicate or a miss: the events that explain it, the effect first. */
#ifndef WORDS_CHAIN_H
#define WORDS_CHAIN_H

#include "trace/ledger.h"
#include "words/story.h"

/* The chain of a duplicate or a miss, from it back to where nothing more led to it: the events worth a sentence, the
 * effect first. Of a longer one than NARRATE_CHAIN_MAX the middle is left out. Writes up to `max` event indices and
 * returns how many there are. 0 when the bot posted exactly once in that occurrence, or when nothing that owes the
 * post has happened yet. */
#define NARRATE_CHAIN_MAX 12
size_t narrate_chain(const struct story *story, const struct ledger *ledger, uint32_t bot, uint32_t occurrence,
                     uint32_t *events, size_t max);

/* How many events of that chain are left out: those between the NARRATE_CHAIN_HEAD-th and the next one. */
#define NARRATE_CHAIN_HEAD 7
size_t narrate_chain_left_out(const struct story *story, const struct ledger *ledger, uint32_t bot,
                              uint32_t occurrence);

#endif
