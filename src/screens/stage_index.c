#include "screens/stage_index.h"

#include <stdlib.h>

#include "base/check.h"
#include "model/lists.h"

static void list_lanes(struct stage_index *index)
{
    const struct trace *trace = index->trace;
    uint32_t bots = trace->scenario->bot_count;

    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].bot < bots)
            index->lane_starts[trace->events[i].bot + 1]++;
    for (uint32_t b = 0; b < bots; b++)
        index->lane_starts[b + 1] += index->lane_starts[b];
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].bot < bots)
            index->lane_events[index->lane_starts[trace->events[i].bot]++] = i;
    for (uint32_t b = bots; b > 0; b--)
        index->lane_starts[b] = index->lane_starts[b - 1];
    index->lane_starts[0] = 0;
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_COMMIT)
            index->commits[index->commit_count++] = i;
}

static bool index_make(struct stage_index *index, const struct trace *trace, struct err *err)
{
    const struct scenario *scenario = trace->scenario;

    index->trace = trace;
    index->lane_events = calloc((size_t)trace->count + 1, sizeof *index->lane_events);
    index->lane_starts = calloc((size_t)scenario->bot_count + 2, sizeof *index->lane_starts);
    index->commits = calloc((size_t)trace->count + 1, sizeof *index->commits);
    if (!index->lane_events || !index->lane_starts || !index->commits)
        return err_memory(err);
    list_lanes(index);
    return lanes_init(&index->lanes, trace, LANES_BOTS, err) && lane_marks_take(&index->lanes, &index->marks, err) &&
           story_init(&index->story, trace, err);
}

struct stage_index *stage_index_new(const struct trace *trace, struct err *err)
{
    struct stage_index *index = calloc(1, sizeof *index);

    if (!index) {
        (void)err_memory(err);
    } else if (!index_make(index, trace, err)) {
        stage_index_free(index);
        index = NULL;
    }
    return index;
}

void stage_index_free(struct stage_index *index)
{
    if (!index)
        return;
    lanes_cache_release(&index->picture);
    lane_marks_release(&index->marks);
    lanes_release(&index->lanes);
    story_release(&index->story);
    free(index->lane_events);
    free(index->lane_starts);
    free(index->commits);
    free(index);
}

struct stage_lane stage_lane(const struct stage_index *index, uint32_t bot)
{
    CHECK(bot < index->trace->scenario->bot_count);
    return (struct stage_lane){index->lane_events + index->lane_starts[bot],
                               index->lane_starts[bot + 1] - index->lane_starts[bot]};
}

uint32_t index_after(const uint32_t *list, uint32_t count, uint32_t value)
{
    uint32_t low = 0, high = count;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (list[middle] <= value)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct attempt *index_attempt(const struct stage_index *index, uint32_t job, uint32_t number)
{
    const struct attempt *found = NULL;

    for (uint32_t a = 0; a < index->lanes.attempts.count; a++)
        if (index->lanes.attempts.list[a].job == job && index->lanes.attempts.list[a].number == number)
            found = &index->lanes.attempts.list[a];
    return found;
}
