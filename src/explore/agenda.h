/* The agenda: what a search has still to go on from, each by its number, the heaviest first.
 *
 * Of equal weights the lowest number comes first, so that a search takes the same way everywhere.
 *
 *     if (!agenda_put(&agenda, number, weight)) …           // no memory
 *     while (agenda_take(&agenda, &number)) …
 */
#ifndef EXPLORE_AGENDA_H
#define EXPLORE_AGENDA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct agenda_entry {
    double weight;
    uint32_t number;
};

/* Zero is an empty one. */
struct agenda {
    struct agenda_entry *heap; /* owned; none precedes the one at half its place */
    uint32_t count, room;
    uint32_t *places; /* owned; by number: its place in the heap + 1, 0: not there */
    uint32_t place_count, place_room;
};

/* Puts the number there, or gives it this weight, which must not be less than the one it has. False, and nothing
 * changed, when memory is out. Numbers are small: there is room for all from 0 on. */
bool agenda_put(struct agenda *agenda, uint32_t number, double weight);

/* Takes the heaviest away; false when there is none. */
bool agenda_take(struct agenda *agenda, uint32_t *number);

/* Bytes in use. */
size_t agenda_memory(const struct agenda *agenda);
void agenda_release(struct agenda *agenda);

#endif
