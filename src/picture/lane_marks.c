#include "picture/lane_marks.h"

#include <stdlib.h>

struct taking {
    const struct lanes *lanes;
    const struct trace *trace;
    struct lane_marks *marks;
};

static void add_mark(struct taking *taking, uint32_t lane, uint32_t event, struct sign sign, bool is_end)
{
    taking->marks->list[taking->marks->count++] = (struct lane_mark){lane, event, is_end, sign};
}

/* The lane of a job instance that no attempt has. */
static uint32_t lane_of_job(const struct lanes *lanes, uint32_t instance)
{
    uint32_t lane = lanes->kind == LANES_JOBS ? instance - 1 : 0;

    while (lanes->kind == LANES_BOTS && lane < lanes->count &&
           lanes->jobs[instance - 1].job !=
               (lanes->list[lane].is_bot ? (uint32_t)lanes->list[lane].own_job : lanes->list[lane].which))
        lane++;
    return lanes->kind == LANES_WORKERS ? lanes->count : lane;
}

/* `latest` is each instance's attempt so far, counted from 1; 0: none. */
static void add_event(struct taking *taking, uint32_t e, const uint32_t *latest)
{
    const struct lanes *lanes = taking->lanes;
    const struct event *event = &taking->trace->events[e];
    struct sign sign = event_sign(event);
    uint32_t lane = sign.rank > 0 ? lanes_at(lanes, event) : lanes->count;
    bool is_of_job = event_is(event, EVENT_IS_END) || (sign.rank > 0 && lane == lanes->count && event->job != NO_JOB);
    uint32_t at = is_of_job ? latest[event->job - 1] : 0;

    if (event_is(event, EVENT_IS_PLATFORM) && sign.mark != MARK_NONE)
        add_mark(taking, lanes->count, e, sign, false);
    else if (is_of_job)
        add_mark(taking, at > 0 ? lanes->attempt_lanes[at - 1] : lane_of_job(lanes, event->job), e, sign, false);
    else if (sign.rank > 0)
        add_mark(taking, lane, e, sign, false);
}

static int compare_marks(const void *a, const void *b)
{
    const struct lane_mark *left = a, *right = b;

    if (left->lane != right->lane)
        return left->lane < right->lane ? -1 : 1;
    if (left->event != right->event)
        return left->event < right->event ? -1 : 1;
    return left->is_end - right->is_end;
}

static void take_all(struct taking *taking, uint32_t *latest)
{
    const struct attempts *attempts = &taking->lanes->attempts;
    uint32_t started = 0;

    for (uint32_t e = 0; e < taking->trace->count; e++) {
        if (taking->trace->events[e].kind == EVENT_FETCH)
            latest[taking->trace->events[e].job - 1] = ++started;
        add_event(taking, e, latest);
    }
    for (uint32_t a = 0; a < attempts->count; a++)
        add_mark(taking, taking->lanes->attempt_lanes[a], attempts->list[a].last,
                 attempt_sign(taking->trace, &attempts->list[a]), true);
    qsort(taking->marks->list, taking->marks->count, sizeof *taking->marks->list, compare_marks);
}

/* Whether a fault's sign says how an attempt ended: it is the same, or the attempt could not tell and the fault was no
 * mere pause. */
static bool is_end_of(const struct event *strike, enum mark_sign struck, enum mark_sign end)
{
    return struck == end || (end == MARK_UNKNOWN && fault_traits[strike->detail].effect != STRIKE_PAUSES);
}

/* Does `other`, in the same lane at the same time, tell what the item does? A miss is told by whatever it came of, and
 * in how the lane came out; a job's end by how its attempt ended, and that by the fault that ended it. */
static bool is_told_by(const struct trace *trace, const struct lane_mark *mark, const struct lane_mark *other)
{
    const struct event *event = &trace->events[mark->event];
    const struct event *other_event = &trace->events[other->event];

    if (mark->is_end)
        return !other->is_end && other_event->kind == EVENT_STRIKE &&
               is_end_of(other_event, other->sign.mark, mark->sign.mark);
    if (event->kind == EVENT_MISS)
        return other->is_end || other_event->kind != EVENT_MISS;
    return event_is(event, EVENT_IS_END) && other->is_end;
}

/* Marks i and j stand on one lane at one time. */
static bool is_with(const struct taking *taking, uint32_t i, uint32_t j)
{
    const struct lane_mark *list = taking->marks->list;

    return j < taking->marks->count && list[i].lane == list[j].lane &&
           taking->trace->events[list[i].event].time == taking->trace->events[list[j].event].time;
}

static bool is_told(const struct taking *taking, uint32_t i)
{
    const struct lane_mark *list = taking->marks->list;
    bool is_told = false;

    for (uint32_t j = i; j-- > 0 && is_with(taking, i, j) && !is_told;)
        is_told = is_told_by(taking->trace, &list[i], &list[j]);
    for (uint32_t j = i + 1; is_with(taking, i, j) && !is_told; j++)
        is_told = is_told_by(taking->trace, &list[i], &list[j]);
    return is_told;
}

/* Leaves out what others tell; `told` has room for each mark. */
static void drop_told(struct taking *taking, bool *told)
{
    struct lane_marks *marks = taking->marks;
    uint32_t count = 0;

    for (uint32_t i = 0; i < marks->count; i++)
        told[i] = is_told(taking, i);
    for (uint32_t i = 0; i < marks->count; i++)
        if (!told[i])
            marks->list[count++] = marks->list[i];
    marks->count = count;
}

bool lane_marks_take(const struct lanes *lanes, struct lane_marks *marks)
{
    struct taking taking = {lanes, lanes->trace, marks};
    size_t most = (size_t)lanes->trace->count + lanes->attempts.count + 1;
    uint32_t *latest = calloc((size_t)lanes->job_count + 1, sizeof *latest);
    bool *told = malloc(most * sizeof *told), is_taken;

    *marks = (struct lane_marks){.list = malloc(most * sizeof *marks->list)};
    is_taken = latest && told && marks->list;
    if (is_taken) {
        take_all(&taking, latest);
        drop_told(&taking, told);
    } else {
        lane_marks_release(marks);
    }
    free(latest);
    free(told);
    return is_taken;
}

void lane_marks_release(struct lane_marks *marks)
{
    free(marks->list);
    *marks = (struct lane_marks){0};
}
