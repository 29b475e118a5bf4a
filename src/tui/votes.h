/* Votes: how many hands a class raised for each choice of a question, once, or twice with a talk between.
 *
 * Pure state. A vote is told in any of three ways: hand by hand, all numbers at once, or not at all; the last way round
 * is taken back by votes_take_back.
 *
 *     struct votes votes;
 *     votes_begin(&votes, 3, 30);
 *     votes_raise(&votes, 0);                                  // one hand for the first choice
 *     if (!votes_type(&votes, "12 7", &err)) …                 // and 11, the rest of 30, for the third
 *     votes_again(&votes);                                     // the second vote; the first one stays
 */
#ifndef TUI_VOTES_H
#define TUI_VOTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/* Choices, as many as digits; hands for one of them; what can be taken back. */
enum { VOTES_CHOICES_MAX = 9, VOTES_HANDS_MAX = 999, VOTES_BACK_MAX = 64, VOTES_ROUNDS = 2 };

/* {0}: nobody has raised a hand. */
struct ballot {
    uint32_t hands[VOTES_CHOICES_MAX];
};

struct votes {
    size_t choice_count;
    uint32_t pupils; /* 0: nobody said how many */
    size_t round;    /* of the vote that is under way, from 0 */
    struct ballot rounds[VOTES_ROUNDS];
    struct ballot back[VOTES_BACK_MAX]; /* what the present vote was before, the latest last */
    size_t back_count;
};

/* Begins the first vote. */
void votes_begin(struct votes *votes, size_t choice_count, uint32_t pupils);

/* Begins the second vote, or goes back to the first one, which is as it was. */
void votes_again(struct votes *votes);
void votes_first(struct votes *votes);

/* One hand more for a choice; false where it has VOTES_HANDS_MAX. */
bool votes_raise(struct votes *votes, size_t choice);

/* Takes numbers for the choices in their order, with spaces or commas between: "12 7 3". Where it is known how many
 * pupils there are the last number may be left out: it is the rest. False with what is wrong, the vote as it was. */
bool votes_type(struct votes *votes, const char *typed, struct err *err);

/* As it was before the last hand, or the last numbers; false where there was nothing before. */
bool votes_take_back(struct votes *votes);

/* The hands of a vote, of both of the present one. More than there are pupils: so many too many, else 0. */
uint32_t votes_sum(const struct votes *votes, size_t round);
uint32_t votes_too_many(const struct votes *votes);

#endif
