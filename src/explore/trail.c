#include "explore/trail.h"

#include <string.h>

#include "base/check.h"

bool trail_precedes(const struct trail *a, const struct trail *b)
{
    for (uint32_t i = 0; i < a->count; i++)
        if (a->order[i] != b->order[i])
            return a->order[i] < b->order[i];
    return false;
}

struct trail trail_after(const struct trail *before, const struct trail *of)
{
    struct trail trail = *of;

    CHECK(before->count <= of->count);
    memcpy(trail.set, before->set, before->count * sizeof *before->set);
    memcpy(trail.order, before->order, before->count * sizeof *before->order);
    return trail;
}

void trails_add(struct trails *trails, const struct trail *trail)
{
    uint32_t at = trails->count;

    while (at > 0 && trail_precedes(trail, &trails->list[at - 1]))
        at--;
    if (at == trails->room)
        return;
    if (trails->count < trails->room)
        trails->count++;
    memmove(&trails->list[at + 1], &trails->list[at], (trails->count - 1 - at) * sizeof *trails->list);
    trails->list[at] = *trail;
}
