/* Gates in words: the question, each choice as a line, why somebody may think so, what is said when it is revealed, and
 * what a teacher may reply.
 *
 *     gate_question_say(&question, &line);                      // "Who will have posted how often?"
 *     gate_choice_say(&question, i, 72, &line);                 // "Picard 1 · Riker 2 · Worf never · Locutus never"
 *     gate_beliefs_say(&question, i, &line);                    // "two ways to think so: …; …"
 *     gate_reveal_say(&question, i, 72, &line);                 // "you said …; it was …: as if …"
 *
 * Nothing but the reveal, and gate_truth_say, tells which choice is right. */
#ifndef WORDS_GATE_H
#define WORDS_GATE_H

#include "explore/gate.h"

/* The question, which the author may have worded. */
void gate_question_say(const struct question *question, struct text *out);

/* A choice as a line of at most `columns`: names are cut, and bots left out that fare alike in all choices. */
void gate_choice_say(const struct question *question, uint32_t choice, int columns, struct text *out);

/* The question and its choices, a line each, without what is right: for who is to guess. */
void gate_sheet_say(const struct question *question, int columns, struct text *out);

/* The choices that are right, with " and " between. */
void gate_truth_say(const struct question *question, int columns, struct text *out);

/* Why somebody may choose it: "one way to think so: …", "three ways to think so: …; …; …". Nothing of a choice that is
 * right, or that no belief leads to. */
void gate_beliefs_say(const struct question *question, uint32_t choice, struct text *out);

/* What came of a guess: "you said …, and so it was", or "you said …; it was …: as if …, or …". */
void gate_reveal_say(const struct question *question, uint32_t choice, int columns, struct text *out);

/* A belief as a sentence without its full stop: "a job that has failed is not run again"; as what was taken for
 * granted: "a job that has failed were not run again"; and what a teacher may reply to it. */
void belief_say(const struct scenario *scenario, enum belief belief, struct text *out);
void belief_as_if_say(const struct scenario *scenario, enum belief belief, struct text *out);
void belief_reply_say(const struct scenario *scenario, enum belief belief, struct text *out);

/* Why a gate had better not stand there, for its author: the run never comes to its place (`event` NO_EVENT, `question`
 * NULL), or there are too few choices; nothing of one that is as it should be. */
void gate_complaint_say(const struct scenario *scenario, const struct gate *gate, const struct question *question,
                        struct text *out);

/* A place: "a first \"strike\" of Worf in attempt 2", "the end". */
void gate_place_say(const struct scenario *scenario, const struct gate_place *place, struct text *out);

#endif
