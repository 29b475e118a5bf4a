/* The narrator: events told in sentences. Nothing else writes prose about events.
 *
 * Every sentence is a function of the story, plain English, at most 160 columns, names as the scenario has them; it
 * ends in a full stop and has no newline. "because" names the cause. Functions append to `out`. */
#ifndef WORDS_NARRATE_H
#define WORDS_NARRATE_H

#include "words/story.h"

#define NARRATE_COLUMNS_MAX 160

/* What happened in one event and because of what: "Riker's post reaches the world a second time, because BotsJob was
 * started over, because Worf failed in attempt 1; and nothing asks whether Riker has posted." */
void narrate_event(const struct story *story, uint32_t event, struct text *out);

/* The same for the ear and for a braille line, bare of its cause: who does what stands in the first 40 columns, a post
 * says its words. "Worf posts in attempt 2: …", "Riker posts again. Same words." It may be longer than a sentence. */
void narrate_event_bare(const struct story *story, uint32_t event, struct text *out);

/* The same as narrate_event in a few words for a timeline's line, without the cause: "AGAIN: the same words", "error
 * after call". */
void narrate_event_short(const struct story *story, uint32_t event, struct text *out);

/* The cause alone in a few words: "Worf failed in attempt 1"; empty where there is nothing to tell. */
void narrate_because(const struct story *story, uint32_t event, struct text *out);

/* What let a duplicate through, in a few words: "nothing asks whether Riker has posted", "the first was not marked
 * yet"; empty for every other event. */
void narrate_hole(const struct story *story, uint32_t event, struct text *out);

#endif
