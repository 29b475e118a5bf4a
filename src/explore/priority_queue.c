#include "explore/priority_queue.h"

#include <stdlib.h>

#include "base/check.h"

static bool precedes(const struct priority_entry *a, const struct priority_entry *b)
{
    return a->weight > b->weight || (a->weight == b->weight && a->number < b->number);
}

static void place(struct priority_queue *queue, uint32_t at, struct priority_entry entry)
{
    queue->heap[at] = entry;
    queue->places[entry.number] = at + 1;
}

static bool places_grow(struct priority_queue *queue, uint32_t number)
{
    while (queue->place_count <= number) {
        if (!budget_grow(queue->budget, &queue->places, queue->place_count, &queue->place_room, sizeof *queue->places))
            return false;
        queue->places[queue->place_count++] = 0;
    }
    return true;
}

bool priority_queue_put(struct priority_queue *queue, uint32_t number, double weight)
{
    struct priority_entry entry = {weight, number};
    uint32_t at;

    if (!places_grow(queue, number) ||
        !budget_grow(queue->budget, &queue->heap, queue->count, &queue->room, sizeof *queue->heap))
        return false;
    CHECK(!queue->places[number] || queue->heap[queue->places[number] - 1].weight <= weight);
    at = queue->places[number] ? queue->places[number] - 1 : queue->count++;
    for (; at > 0 && precedes(&entry, &queue->heap[(at - 1) / 2]); at = (at - 1) / 2)
        place(queue, at, queue->heap[(at - 1) / 2]);
    place(queue, at, entry);
    return true;
}

bool priority_queue_take(struct priority_queue *queue, uint32_t *number)
{
    struct priority_entry *heap = queue->heap, last;
    uint32_t at = 0, child;

    if (queue->count == 0)
        return false;
    *number = heap[0].number;
    queue->places[*number] = 0;
    last = heap[--queue->count];
    for (; (child = 2 * at + 1) < queue->count; at = child) {
        if (child + 1 < queue->count && precedes(&heap[child + 1], &heap[child]))
            child++;
        if (!precedes(&heap[child], &last))
            break;
        place(queue, at, heap[child]);
    }
    if (queue->count > 0)
        place(queue, at, last);
    return true;
}

size_t priority_queue_memory(const struct priority_queue *queue)
{
    return queue->room * sizeof *queue->heap + queue->place_room * sizeof *queue->places;
}

void priority_queue_release(struct priority_queue *queue)
{
    free(queue->heap);
    free(queue->places);
    *queue = (struct priority_queue){0};
}
