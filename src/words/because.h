/* Causes in words: past strikes, why a job was started over, why an event happened.
 *
 * What is said follows "because" or "; and"; the narrator's files put it together (narrate.h is their door). */
#ifndef WORDS_BECAUSE_H
#define WORDS_BECAUSE_H

#include "words/voice.h"

/* Why `event` happened, in a few words; nothing where there is nothing to tell. True when it is a noun ("of a deploy"),
 * which no comma parts from what it explains; false when it is a clause. */
bool say_because(const struct voice *voice, uint32_t event);

/* What a strike, kill or deploy did, as something past: "Worf failed in attempt 1", "of a deploy". */
void say_strike_past(const struct voice *voice, uint32_t strike);

/* Where a strike at a fetch or an acknowledge fell: "before taking BotsJob", "after BotsJob was acknowledged",
 * `tense` being "was". */
void say_end_gap(const struct voice *voice, uint32_t strike, const char *tense);

/* Why the attempt that began with delivery `delivery` was made at all: "BotsJob was started over, because Worf failed
 * in attempt 1". */
void say_delivery(const struct voice *voice, uint32_t delivery);

/* What kept the guard of a duplicate from seeing the post that was already made: "nothing asks whether Riker has
 * posted". False, and nothing said, of every other event and when it cannot be told. */
bool say_hole(const struct voice *voice, uint32_t commit);

#endif
