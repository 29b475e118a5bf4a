/* Seeded random numbers, the same on every machine and compiler.
 *
 * xoshiro256** 1.0 seeded by splitmix64 (Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM
 * TOMS 47(4), 2021; prng.di.unimi.it). One generator for each purpose (enum random_stream), so that one more
 * draw for one purpose does not shift the others. All arithmetic is on integers: no result depends on a libm. */
#ifndef BASE_RANDOM_H
#define BASE_RANDOM_H

#include <stdint.h>

enum random_stream {
    RANDOM_FAULTS,    /* does a fault with a probability strike? */
    RANDOM_LATENCIES, /* how long does a micro-step take? */
    RANDOM_RETRIES,   /* jitter and waits of retries */
    RANDOM_ARRIVALS,  /* when does the schedule fire? */
    RANDOM_PLATFORM,  /* leases, heartbeats and looks of the platform */
    RANDOM_STREAMS
};

struct random {
    uint64_t state[4]; /* never all zero after random_seed */
};

/* Starts the stream of this seed. */
void random_seed(struct random *random, uint64_t seed, enum random_stream stream);

/* 64 uniform bits. */
static inline uint64_t random_next(struct random *random)
{
    uint64_t *s = random->state;
    uint64_t product = s[1] * 5;
    uint64_t result = ((product << 7) | (product >> 57)) * 9;
    uint64_t t = s[1] << 17;

    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = (s[3] << 45) | (s[3] >> 19);
    return result;
}

/* Uniform in 0 … bound − 1, without bias (Lemire, "Fast random integer generation in an interval", ACM TOMACS 29(1),
 * 2019). `bound` is at least 1. */
uint64_t random_below(struct random *random, uint64_t bound);

/* Exponentially distributed with the given mean (0 … 2^40), rounded to an integer: −mean · ln U by inverse transform,
 * the logarithm from an integer table with an error below 1e-6. */
int64_t random_exponential(struct random *random, int64_t mean);

#endif
