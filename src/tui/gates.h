/* Gates on the stage: what keys mean while a question is open there, what is shown of it, and the worlds in which a
 * wrong guess would have been right. */
#ifndef TUI_GATES_H
#define TUI_GATES_H

#include "model/lists.h"
#include "screens/stage_view.h"
#include "tui/request.h"
#include "tui/session.h"

/* Answers what means something else while a question is open, or its outcome shown, and asks for the guess first where
 * the answer would tell more of the run than may be known. False: it means what it always does. */
bool gates_answer(struct session *session, enum request request, enum view_id view);

/* The choice of a digit, from 0: a guess, in class a hand. */
void gates_choose(struct session *session, uint32_t choice);

/* Takes typed numbers of hands; what is wrong with them is said. */
void gates_vote(struct session *session, const char *typed);

/* Asks no more of the question that is open. */
void gates_skip(struct session *session);

/* Says that the question that is open comes first. */
void gates_ask_first(struct session *session);

/* What a class goes on with: the key, or in linear text the word that is typed. */
const char *gates_way_on(const struct session *session);

/* Does a class tell its hands at present? */
bool gates_take_votes(const struct session *session);

/* What the stage shows of a question, or at the end of a run of what was guessed. */
struct gates_view {
    struct stage_question question;
    struct text title, lines; /* owned */
};

/* False, and nothing to release, where there is nothing to be shown. */
bool gates_view_of(const struct session *session, struct gates_view *out);
void gates_view_release(struct gates_view *view);

/* Are guesses told on the stage; and no longer? */
bool gates_are_told(const struct session *session);
void gates_dismiss(struct session *session);

/* The worlds of the wrong guesses that are told: of which question, and what is believed there. */
enum { GATES_WORLDS_MAX = 32 };
struct gates_world {
    struct asking *asking;
    enum belief belief;
};
size_t gates_worlds(const struct session *session, struct gates_world out[GATES_WORLDS_MAX]);

/* Appends "As if a job that has failed were not run again." */
void gates_world_say(const struct session *session, const struct gates_world *world, struct text *out);

/* Makes it a future of its own, or finds it; the present one stays. False with a reason. */
bool gates_world_reach(struct session *session, const struct gates_world *world, size_t *future, struct err *err);

/* The word that a key has in the footer while something is asked, the usual one while nothing is; NULL: none. */
const char *gates_footer_word(const struct session *session, enum request request, const char *usual);

#endif
