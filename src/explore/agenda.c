#include "explore/agenda.h"

#include <stdlib.h>

#include "base/array.h"

static bool precedes(const struct agenda_entry *a, const struct agenda_entry *b)
{
    return a->weight > b->weight || (a->weight == b->weight && a->number < b->number);
}

static void place(struct agenda *agenda, uint32_t at, struct agenda_entry entry)
{
    agenda->heap[at] = entry;
    agenda->places[entry.number] = at + 1;
}

static bool places_grow(struct agenda *agenda, uint32_t number)
{
    while (agenda->place_count <= number) {
        if (!array_grow(&agenda->places, agenda->place_count, &agenda->place_room, sizeof *agenda->places))
            return false;
        agenda->places[agenda->place_count++] = 0;
    }
    return true;
}

bool agenda_put(struct agenda *agenda, uint32_t number, double weight)
{
    struct agenda_entry entry = {weight, number};
    uint32_t at;

    if (!places_grow(agenda, number) || !array_grow(&agenda->heap, agenda->count, &agenda->room, sizeof *agenda->heap))
        return false;
    at = agenda->places[number] ? agenda->places[number] - 1 : agenda->count++;
    for (; at > 0 && precedes(&entry, &agenda->heap[(at - 1) / 2]); at = (at - 1) / 2)
        place(agenda, at, agenda->heap[(at - 1) / 2]);
    place(agenda, at, entry);
    return true;
}

bool agenda_take(struct agenda *agenda, uint32_t *number)
{
    struct agenda_entry *heap = agenda->heap, last;
    uint32_t at = 0, child;

    if (agenda->count == 0)
        return false;
    *number = heap[0].number;
    agenda->places[*number] = 0;
    last = heap[--agenda->count];
    for (; (child = 2 * at + 1) < agenda->count; at = child) {
        if (child + 1 < agenda->count && precedes(&heap[child + 1], &heap[child]))
            child++;
        if (!precedes(&heap[child], &last))
            break;
        place(agenda, at, heap[child]);
    }
    if (agenda->count > 0)
        place(agenda, at, last);
    return true;
}

size_t agenda_memory(const struct agenda *agenda)
{
    return agenda->room * sizeof *agenda->heap + agenda->place_room * sizeof *agenda->places;
}

void agenda_release(struct agenda *agenda)
{
    free(agenda->heap);
    free(agenda->places);
    *agenda = (struct agenda){0};
}
