/* Property tests: something that must hold of every input, tried on many random ones.
 *
 * An input is a tape of bytes, from which a property draws what it needs; an empty tape gives zeros, so that a shorter
 * tape with lower bytes is a simpler input. When a property fails, its tape is shrunk by deleting and lowering bytes,
 * then printed with the seed. The same function serves a fuzzer: a tape is whatever bytes it comes up with.
 *
 *     static bool twice_reversed_is_itself(struct tape *tape, struct text *why) { … }
 *
 *     static void reverse_random_input_is_undone(void **state)
 *     {
 *         assert_true(prop_holds("reverse", twice_reversed_is_itself, 1000, 64));
 *     }
 *
 * PROP_SEED=N in the environment takes other inputs, PROP_RUNS=N so many, PROP_TAPE=hex that one alone. `make test` takes the
 * same seed each time, `make soak` and CI fresh ones as well: so whatever is random in a test is drawn here. */
#ifndef SUPPORT_PROP_H
#define SUPPORT_PROP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/random.h"
#include "base/text.h"

struct tape {
    const uint8_t *bytes;
    size_t size;
    size_t at; /* the next byte to draw */
};

/* A number in 0 … bound − 1 (bound at least 1) of as few bytes as it needs; 0 where the tape has ended. */
uint64_t tape_below(struct tape *tape, uint64_t bound);

/* A number in low … high, `low` where the tape has ended. */
int64_t tape_between(struct tape *tape, int64_t low, int64_t high);

/* True once in `of` times; false where the tape has ended. */
bool tape_chance(struct tape *tape, unsigned int of);

/* A property: true when it holds of what the tape gives. On false it has said in `why` what was wrong. */
typedef bool property(struct tape *tape, struct text *why);

/* Tries `runs` random tapes of up to `size` bytes. False, and everything needed to see it again on stderr, when one
 * fails. */
bool prop_holds(const char *name, property *holds, unsigned int runs, size_t size);

/* A test that asserts as it goes, with other random numbers in each round:
 *
 *     struct rounds rounds = rounds_begin("diagram", 300);
 *
 *     while (rounds_next(&rounds))
 *         … random_below(&rounds.random, 6) …
 *
 * The round that an assertion ended is told with its seed, by test_main at the latest. */
struct rounds {
    const char *name;
    struct random random;
    uint64_t seed;
    unsigned int count, at; /* the round, from 0 */
};

struct rounds rounds_begin(const char *name, unsigned int count);
bool rounds_next(struct rounds *rounds);

/* Draws up to `max` bytes; returns how many. */
size_t random_tape(struct random *random, uint8_t *bytes, size_t max);

/* Tells of rounds that did not come to their end, once. */
void rounds_report(void);

/* One tape, for a fuzz target: aborts when the property fails. */
void prop_must_hold(const char *name, property *holds, const uint8_t *bytes, size_t size);

#endif
