/* FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo; draft-eastlake-fnv): a hash that is the same on every machine.
 *
 *     uint64_t hash = HASH_BASIS;
 *     hash = hash_number(hash, posts, 8);
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <stdint.h>

#define HASH_BASIS UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x100000001b3)

static inline uint64_t hash_byte(uint64_t hash, uint8_t byte)
{
    return (hash ^ byte) * HASH_PRIME;
}

/* The `size` low bytes of a number, lowest first, whatever the machine's byte order. */
static inline uint64_t hash_number(uint64_t hash, uint64_t number, int size)
{
    for (int i = 0; i < size; i++)
        hash = hash_byte(hash, (uint8_t)(number >> 8 * i));
    return hash;
}

#endif
