#include "support/prop.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/random.h"

#define SHRINKS_MAX 20000 /* so that a slow property still ends */
#define SEED_DEFAULT 20231220u

uint64_t tape_below(struct tape *tape, uint64_t bound)
{
    uint64_t value = 0;

    CHECK(bound > 0);
    for (uint64_t rest = bound - 1; rest > 0; rest >>= 8)
        value = value << 8 | (tape->at < tape->size ? tape->bytes[tape->at++] : 0);
    return value % bound;
}

int64_t tape_between(struct tape *tape, int64_t low, int64_t high)
{
    return low + (int64_t)tape_below(tape, (uint64_t)(high - low) + 1);
}

bool tape_chance(struct tape *tape, unsigned int of)
{
    return tape_below(tape, of) == of - 1 && of > 1;
}

/* What a failed CHECK interrupts: rounds, and a property's tape. Without a name, and without bytes, there is none. */
static struct rounds current;
static struct tape trying;

static void tape_print(const uint8_t *bytes, size_t size)
{
    fprintf(stderr, "PROP_TAPE=");
    for (size_t i = 0; i < size; i++)
        fprintf(stderr, "%02x", bytes[i]);
    fprintf(stderr, "\n");
}

/* A failed CHECK comes here on its way to the end, from no place that anything could be in the middle of. */
static void tell_what_is_tried(int number)
{
    (void)number;
    rounds_report();
    if (trying.bytes) {
        fprintf(stderr, "property ended by a failed CHECK: ");
        tape_print(trying.bytes, trying.size);
    }
}

static bool try(property *holds, const uint8_t *bytes, size_t size, struct text *why)
{
    struct tape tape = {bytes, size, 0};
    bool is_good;

    text_clear(why);
    trying = tape;
    is_good = holds(&tape, why);
    trying = (struct tape){0};
    return is_good;
}

/* A failing tape on its way to a smaller one. */
struct shrinking {
    property *holds;
    uint8_t *bytes, *spare;
    size_t size;
    unsigned int tries;
    struct text why;
};

/* Keeps the candidate in `spare` when it fails too. */
static bool keep_if_failing(struct shrinking *shrinking, size_t size)
{
    uint8_t *bytes = shrinking->bytes;

    if (shrinking->tries++ >= SHRINKS_MAX || try(shrinking->holds, shrinking->spare, size, &shrinking->why))
        return false;
    shrinking->bytes = shrinking->spare;
    shrinking->spare = bytes;
    shrinking->size = size;
    return true;
}

static bool delete_parts(struct shrinking *s)
{
    bool has_shrunk = false;

    for (size_t part = s->size; part > 0; part /= 2) {
        for (size_t at = 0; at + part <= s->size;) {
            memcpy(s->spare, s->bytes, at);
            memcpy(s->spare + at, s->bytes + at + part, s->size - at - part);
            if (keep_if_failing(s, s->size - part))
                has_shrunk = true;
            else
                at += part;
        }
    }
    return has_shrunk;
}

static bool lower_bytes(struct shrinking *s)
{
    bool has_shrunk = false;

    for (size_t at = 0; at < s->size; at++) {
        const uint8_t byte = s->bytes[at];
        const uint8_t lower[] = {0, byte / 2, (uint8_t)(byte - 1)};
        for (size_t i = 0; i < sizeof lower && s->bytes[at] == byte; i++) {
            if (lower[i] >= byte)
                continue;
            memcpy(s->spare, s->bytes, s->size);
            s->spare[at] = lower[i];
            has_shrunk |= keep_if_failing(s, s->size);
        }
    }
    return has_shrunk;
}

static void report(const char *name, const struct shrinking *s, uint64_t seed)
{
    fprintf(stderr, "property \"%s\" fails: %s\n    PROP_SEED=%llu ", name, text_str(&s->why),
            (unsigned long long)seed);
    tape_print(s->bytes, s->size);
}

/* Shrinks the failing tape and tells of it. */
static void shrink_and_report(const char *name, property *holds, const uint8_t *bytes, size_t size, uint64_t seed)
{
    struct shrinking s = {.holds = holds, .size = size};
    bool has_shrunk;

    s.bytes = malloc(size + 1);
    s.spare = malloc(size + 1);
    CHECK(s.bytes && s.spare);
    memcpy(s.bytes, bytes, size);
    do {
        has_shrunk = delete_parts(&s);
        has_shrunk = lower_bytes(&s) || has_shrunk;
    } while (has_shrunk && s.tries < SHRINKS_MAX);
    try(holds, s.bytes, s.size, &s.why);
    report(name, &s, seed);
    free(s.bytes);
    free(s.spare);
    text_release(&s.why);
}

static size_t hex_read(const char *hex, uint8_t *bytes, size_t max)
{
    size_t size = 0;
    unsigned int byte;

    while (size < max && sscanf(hex + 2 * size, "%2x", &byte) == 1)
        bytes[size++] = (uint8_t)byte;
    return size;
}

static uint64_t number_from(const char *variable, uint64_t otherwise)
{
    const char *value = getenv(variable);

    return value ? strtoull(value, NULL, 10) : otherwise;
}

size_t random_tape(struct random *random, uint8_t *bytes, size_t max)
{
    size_t size = random_below(random, max + 1);

    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)random_next(random);
    return size;
}

struct rounds rounds_begin(const char *name, unsigned int count)
{
    rounds_report();
    (void)signal(SIGABRT, tell_what_is_tried);
    return (struct rounds){.name = name, .seed = number_from("PROP_SEED", 0), .count = count};
}

bool rounds_next(struct rounds *rounds)
{
    unsigned int next = current.name ? rounds->at + 1 : 0;

    current = (struct rounds){0};
    if (next >= rounds->count)
        return false;
    rounds->at = next;
    random_seed(&rounds->random, rounds->seed * 1000003 + next, RANDOM_FAULTS);
    current = *rounds;
    return true;
}

void rounds_report(void)
{
    if (current.name)
        fprintf(stderr, "rounds \"%s\": the failure is in round %u of PROP_SEED=%llu\n", current.name, current.at,
                (unsigned long long)current.seed);
    current = (struct rounds){0};
}

bool prop_holds(const char *name, property *holds, unsigned int runs, size_t size)
{
    const uint64_t seed = number_from("PROP_SEED", SEED_DEFAULT);
    const char *hex = getenv("PROP_TAPE");
    uint8_t *bytes = malloc(size + 1);
    struct random random;
    struct text why = {0};
    bool is_good = true;

    CHECK(bytes);
    (void)signal(SIGABRT, tell_what_is_tried);
    runs = hex ? 1 : (unsigned int)number_from("PROP_RUNS", runs);
    random_seed(&random, seed, RANDOM_FAULTS);
    for (unsigned int run = 0; run < runs && is_good; run++) {
        size_t length = hex ? hex_read(hex, bytes, size) : random_tape(&random, bytes, size);

        is_good = try(holds, bytes, length, &why);
        if (!is_good)
            shrink_and_report(name, holds, bytes, length, seed);
    }
    text_release(&why);
    free(bytes);
    return is_good;
}

void prop_must_hold(const char *name, property *holds, const uint8_t *bytes, size_t size)
{
    struct text why = {0};

    if (!try(holds, bytes, size, &why)) {
        shrink_and_report(name, holds, bytes, size, 0);
        abort();
    }
    text_release(&why);
}
