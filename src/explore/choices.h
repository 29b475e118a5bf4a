/* Choices: the answers that a chooser gave, recorded so that they can be replayed and changed.
 *
 * A step of the engine is a function of the world and of what its chooser answers. Each question has so many answers,
 * numbered from 0. A sequence of choices is replayed from its beginning; behind its end questions are answered with the
 * first answer, or what the chooser says, and recorded as well. Sequences of steps on the way stand one behind the
 * other, the step under way last.
 *
 * All ways that a step can go, the last question turned fastest:
 *
 *     struct sequence sequence = {0};
 *     do {
 *         choices_replay(&choices, sequence);
 *         world_step(…);                        // whose chooser calls choices_take
 *         sequence = choices.now;
 *     } while (choices_raise(&choices, &sequence));
 */
#ifndef EXPLORE_CHOICES_H
#define EXPLORE_CHOICES_H

#include "engine/chooser.h"
#include "explore/budget.h"

/* One question and its answer. What was asked about is the chooser's to fill in. */
struct choice {
    uint32_t answer, count; /* answer < count */
    bool is_pick;           /* which of those pending goes next */
    union {
        int fault;            /* of a strike: the scripted fault's index, or NO_INDEX */
        uint32_t probability; /* of a roll of dice */
    };
    struct gap gap; /* of a strike */
};

/* Where the choices of one step stand. */
struct sequence {
    uint32_t first, count;
};

struct choices {
    struct choice *list; /* owned */
    uint32_t room;
    struct sequence now;   /* of the step under way, so far */
    uint32_t replayed;     /* so many of its choices are prescribed */
    struct budget *budget; /* NULL: nobody counts the bytes */
};

/* Room for so many choices from the beginning; more is made when it is wanted. */
bool choices_init(struct choices *choices, uint32_t room, struct budget *budget, struct err *err);
void choices_release(struct choices *choices);

/* Begins a step that makes the choices of the sequence first. */
void choices_replay(struct choices *choices, struct sequence sequence);

/* Is the next choice prescribed? */
static inline bool choices_are_replayed(const struct choices *choices)
{
    return choices->now.count < choices->replayed;
}

/* The next choice, of `count` answers: the one that is replayed, which must have as many, else `answer`. NULL, and
 * nothing recorded, when there is no room for it. Valid until the next call. */
struct choice *choices_take(struct choices *choices, uint32_t count, uint32_t answer);

/* Makes the sequence the next one: its last choice that has another answer takes that, those behind it are dropped.
 * False when there is none. */
bool choices_raise(struct choices *choices, struct sequence *sequence);

/* A sequence behind `of`, whose choices stay as they are: the same up to choice `number`, which has another answer. */
struct sequence choices_fork(struct choices *choices, struct sequence of, uint32_t number, uint32_t answer);

#endif
