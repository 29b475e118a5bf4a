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

/* The verdict in one sentence: "Made it so." or "Not so: Riker posted twice; Worf and Locutus never." Says also when
 * the run was cut by `until` or a limit. */
void narrate_verdict(const struct trace *trace, const struct ledger *ledger, struct text *out);

/* One wish in words for these traces' common failing bot: "Worf is retried until he succeeds", "nobody posts twice",
 * "nobody else is held up", "a failure can be seen". Without one failing bot, or when its name is too long for
 * NARRATE_WISH_COLUMNS, the first is "every post is made in the end". */
#define NARRATE_WISH_COLUMNS 38
void narrate_wish(const struct scenario *scenario, enum wish wish, int failing_bot, struct text *out);

/* How a run fared with a wish, in at most 13 columns without a mark: "gave up", "never", "after 2 min", "Riker",
 * "Worf, Locutus", "silent", "dead job". */
void narrate_wish_result(const struct trace *trace, const struct ledger *ledger, enum wish wish, struct text *out);

/* The one bot whose posts faults struck in this run before they were made, and of which the first wish can tell all: -1
 * when there was none, or several, or when it posted and others were missed, or when no retry was needed. */
int narrate_failing_bot(const struct trace *trace);

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
