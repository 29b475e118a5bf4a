/* The narrator: events told in sentences. Nothing else writes prose about events.
 *
 * Every sentence is a function of the trace, plain English, at most 160 columns, names as the scenario has them; it
 * ends in a full stop and has no newline. "because" names the cause. Functions append to `out`. */
#ifndef WORDS_NARRATE_H
#define WORDS_NARRATE_H

#include "trace/ledger.h"
#include "trace/trace.h"

#define NARRATE_COLUMNS_MAX 160

/* What happened in one event and because of what: "Riker's post reaches the world a second time, because BotsJob was
 * started over, because Worf failed in attempt 1; and nothing asks whether Riker has posted." */
void narrate_event(const struct trace *trace, uint32_t event, struct text *out);

/* The same in a few words for a timeline's line, without the cause: "AGAIN: the same words", "error before commit". */
void narrate_event_short(const struct trace *trace, uint32_t event, struct text *out);

/* The cause alone in a few words: "Worf failed in attempt 1"; empty where there is nothing to tell. */
void narrate_because(const struct trace *trace, uint32_t event, struct text *out);

/* What let a duplicate through, in a few words: "nothing asks whether Riker has posted", "the first was not marked
 * yet"; empty for every other event. */
void narrate_hole(const struct trace *trace, uint32_t event, struct text *out);

/* The chain of a duplicate or a miss, from it back to where nothing more led to it: the events worth a sentence, the
 * effect first. Of a longer one than NARRATE_CHAIN_MAX the middle is left out. Writes up to `max` event indices and
 * returns how many there are. 0 when the bot posted exactly once in that occurrence, or when nothing that owes the
 * post has happened yet. */
#define NARRATE_CHAIN_MAX 12
size_t narrate_chain(const struct trace *trace, const struct ledger *ledger, uint32_t bot, uint32_t occurrence,
                     uint32_t *events, size_t max);

/* How many events of that chain are left out: those between the NARRATE_CHAIN_HEAD-th and the next one. */
#define NARRATE_CHAIN_HEAD 7
size_t narrate_chain_left_out(const struct trace *trace, const struct ledger *ledger, uint32_t bot,
                              uint32_t occurrence);

#endif
