/* A priority queue of small numbers, the heaviest first; the weight of one that waits can be raised.
 *
 * Of equal weights the lowest number comes first, so that a search takes the same way everywhere.
 *
 *     if (!priority_queue_put(&queue, number, weight)) …           // no memory
 *     while (priority_queue_take(&queue, &number)) …
 */
#ifndef EXPLORE_PRIORITY_QUEUE_H
#define EXPLORE_PRIORITY_QUEUE_H

#include "explore/budget.h"

struct priority_entry {
    double weight;
    uint32_t number;
};

/* Zero is an empty one. */
struct priority_queue {
    struct priority_entry *heap; /* owned; none precedes the one at half its place */
    uint32_t count, room;
    uint32_t *places; /* owned; by number: its place in the heap + 1, 0: not there */
    uint32_t place_count, place_room;
    struct budget *budget; /* from which memory is taken; NULL: nobody counts it */
};

/* Puts the number there, or gives it this weight, which must not be less than the one it has. False, and nothing
 * changed, when memory is out. Takes memory for all numbers from 0 on. */
bool priority_queue_put(struct priority_queue *queue, uint32_t number, double weight);

/* Takes the heaviest away; false when there is none. */
bool priority_queue_take(struct priority_queue *queue, uint32_t *number);

/* Bytes in use. */
size_t priority_queue_memory(const struct priority_queue *queue);
void priority_queue_release(struct priority_queue *queue);

#endif
