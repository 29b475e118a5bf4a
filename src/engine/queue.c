#include "engine/queue.h"

#include "base/check.h"

/* The slot + 1 of the job in the queue right behind which this one goes; 0: none, it goes to the head. */
static uint32_t queue_ahead(const struct sim *sim, const struct queue *queue, uint32_t job, enum queue_place place)
{
    uint32_t ahead = 0;

    switch (place) {
    case QUEUE_TAIL:
        return queue->tail;
    case QUEUE_PLACE:
        for (uint32_t at = queue->head; at && sim->jobs[at - 1].id <= sim->jobs[job].id; at = sim->jobs[at - 1].next)
            ahead = at;
        return ahead;
    case QUEUE_HEAD:
        break;
    }
    return 0;
}

void queue_put(struct sim *sim, uint32_t job, enum queue_place place)
{
    struct job_slot *slot = &sim->jobs[job];
    struct queue *queue = &sim->queues[sim->scenario->jobs[slot->job].queue_index];
    uint32_t ahead = queue_ahead(sim, queue, job, place);
    uint32_t *link = ahead ? &sim->jobs[ahead - 1].next : &queue->head;

    slot->next = *link;
    *link = job + 1;
    if (!slot->next)
        queue->tail = job + 1;
    sim->world->queued++;
}

uint32_t queue_take(struct sim *sim)
{
    struct queue *queue = sim->queues;
    uint32_t job;

    CHECK(sim->world->queued > 0);
    while (!queue->head)
        queue++;
    job = queue->head - 1;
    queue->head = sim->jobs[job].next;
    if (!queue->head)
        queue->tail = 0;
    sim->jobs[job].next = 0;
    sim->world->queued--;
    return job;
}

bool queue_remove(struct sim *sim, uint32_t job)
{
    struct queue *queue = &sim->queues[sim->scenario->jobs[sim->jobs[job].job].queue_index];
    uint32_t *link = &queue->head, ahead = 0;

    while (*link && *link != job + 1) {
        ahead = *link;
        link = &sim->jobs[ahead - 1].next;
    }
    if (!*link)
        return false;
    *link = sim->jobs[job].next;
    if (queue->tail == job + 1)
        queue->tail = ahead;
    sim->jobs[job].next = 0;
    sim->world->queued--;
    return true;
}
