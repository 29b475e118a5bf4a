#include "explore/states.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

enum { TABLE_FIRST = 1024, BYTES_FIRST = 1 << 16 };

/* Stored before the bytes of a state. */
struct head {
    uint32_t number, size;
};

/* FNV-1a, eight bytes at a time, with the finisher of splitmix64. */
static uint64_t hash(const uint8_t *state, size_t size)
{
    uint64_t h = HASH_BASIS;

    for (; size >= 8; size -= 8, state += 8) {
        uint64_t word;

        memcpy(&word, state, 8);
        h = (h ^ word) * HASH_PRIME;
        h ^= h >> 29;
    }
    for (; size > 0; size--, state++)
        h = hash_byte(h, *state);
    h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
    h = (h ^ h >> 27) * 0x94d049bb133111ebu;
    return h ^ h >> 31;
}

bool states_init(struct states *states, struct budget *budget, struct err *err)
{
    *states = (struct states){.budget = budget, .room = BYTES_FIRST, .table_size = TABLE_FIRST};
    states->bytes = malloc(states->room);
    states->table = calloc(states->table_size, sizeof *states->table);
    budget_take(budget, states->room + states->table_size * sizeof *states->table);
    if (states->bytes && states->table)
        return true;
    states_release(states);
    return err_memory(err);
}

void states_release(struct states *states)
{
    free(states->bytes);
    free(states->table);
    *states = (struct states){0};
}

static const struct head *head_of(const struct states *states, const struct states_entry *entry)
{
    return (const struct head *)(const void *)(states->bytes + (size_t)(entry->place - 1) * STATES_UNIT);
}

static bool is_state(const struct states *states, const struct states_entry *entry, const uint8_t *state, size_t size)
{
    const struct head *head = head_of(states, entry);

    return head->size == size && memcmp(head + 1, state, size) == 0;
}

static uint32_t tag_of(uint64_t h)
{
    return (uint32_t)(h >> 32);
}

/* The entry of the state in the table, or the free one where it belongs. */
static struct states_entry *entry_of(const struct states *states, const uint8_t *state, size_t size, uint64_t h)
{
    uint32_t mask = states->table_size - 1, tag = tag_of(h), at = tag & mask;

    while (states->table[at].place &&
           (states->table[at].tag != tag || !is_state(states, &states->table[at], state, size)))
        at = (at + 1) & mask;
    return &states->table[at];
}

/* Doubles the table. Places follow from the tags alone, for hashing every state again would take too long. */
static bool table_grow(struct states *states)
{
    struct states_entry *old = states->table;
    struct states_entry *table = calloc(2 * (size_t)states->table_size, sizeof *table);
    uint32_t old_size = states->table_size;

    if (!table) {
        budget_starve(states->budget);
        return false;
    }
    budget_take(states->budget, old_size * sizeof *table);
    states->table = table;
    states->table_size *= 2;
    for (uint32_t i = 0; i < old_size; i++) {
        uint32_t at = old[i].tag & (states->table_size - 1);

        if (!old[i].place)
            continue;
        while (table[at].place)
            at = (at + 1) & (states->table_size - 1);
        table[at] = old[i];
    }
    free(old);
    return true;
}

static bool bytes_grow(struct states *states, size_t size)
{
    size_t room = states->room;
    uint8_t *bytes;

    while (states->size + size > room)
        room *= 2;
    if (room == states->room)
        return true;
    bytes = realloc(states->bytes, room);
    if (!bytes) {
        budget_starve(states->budget);
        return false;
    }
    budget_take(states->budget, room - states->room);
    states->bytes = bytes;
    states->room = room;
    return true;
}

/* Is there room for the state, with whatever has to double for it? */
static bool has_room(const struct states *states, size_t size)
{
    bool grows = states->size + size > states->room, is_crowded = 2 * (states->count + 1) > states->table_size;
    size_t more = (grows ? states->room : 0) + (is_crowded ? states->table_size * sizeof *states->table : 0);

    return states->count < NO_STATE - 1 && states->size / STATES_UNIT < UINT32_MAX - size &&
           budget_fits(states->budget, more);
}

uint32_t states_add(struct states *states, const uint8_t *state, size_t size, bool *is_new)
{
    uint64_t h = hash(state, size);
    struct states_entry *entry = entry_of(states, state, size, h);
    size_t whole = (sizeof(struct head) + size + STATES_UNIT - 1) / STATES_UNIT * STATES_UNIT;
    struct head head = {states->count, (uint32_t)size};

    *is_new = false;
    if (entry->place)
        return head_of(states, entry)->number;
    if (!has_room(states, whole) || !bytes_grow(states, whole))
        return NO_STATE;
    if (2 * (states->count + 1) > states->table_size) {
        if (!table_grow(states))
            return NO_STATE;
        entry = entry_of(states, state, size, h);
    }
    memcpy(states->bytes + states->size, &head, sizeof head);
    memcpy(states->bytes + states->size + sizeof head, state, size);
    *entry = (struct states_entry){(uint32_t)(states->size / STATES_UNIT) + 1, tag_of(h)};
    states->size += whole;
    *is_new = true;
    return states->count++;
}
