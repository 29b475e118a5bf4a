#include "picture/lane_marks.h"

#include <stdlib.h>

struct taking {
    const struct lanes *lanes;
    const struct trace *trace;
    struct lane_marks *marks;
};

/* `attempt` is which it ends, or NO_EVENT. */
static void add_mark(struct taking *taking, uint32_t lane, uint32_t event, struct sign sign, uint32_t attempt)
{
    taking->marks->list[taking->marks->count++] = (struct lane_mark){lane, event, attempt, sign};
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

/* The lane of the attempt that an event of a job names, else of its latest one. `latest` is each instance's attempt so
 * far, counted from 1; 0: none. */
static uint32_t lane_of_attempt(const struct lanes *lanes, const struct event *event, const uint32_t *latest)
{
    uint32_t last = latest[event->job - 1], named;

    if (last == 0)
        return lane_of_job(lanes, event->job);
    named = attempts_find(&lanes->attempts, last - 1, event->attempt);
    return lanes->attempt_lanes[named == NO_EVENT ? last - 1 : named];
}

static void add_event(struct taking *taking, uint32_t e, const uint32_t *latest)
{
    const struct lanes *lanes = taking->lanes;
    const struct event *event = &taking->trace->events[e];
    struct sign sign = event_sign(event);
    uint32_t lane = sign.is_on_lane ? lanes_at(lanes, event) : lanes->count;
    bool is_of_job = event_is(event, EVENT_IS_END) || (sign.is_on_lane && lane == lanes->count && event->job != NO_JOB);

    if (event_is(event, EVENT_IS_PLATFORM) && sign.mark != MARK_NONE)
        add_mark(taking, lanes->count, e, sign, NO_EVENT);
    else if (is_of_job)
        add_mark(taking, lane_of_attempt(lanes, event, latest), e, sign, NO_EVENT);
    else if (sign.is_on_lane)
        add_mark(taking, lane, e, sign, NO_EVENT);
}

static int compare_marks(const void *a, const void *b)
{
    const struct lane_mark *left = a, *right = b;

    if (left->lane != right->lane)
        return left->lane < right->lane ? -1 : 1;
    if (left->event != right->event)
        return left->event < right->event ? -1 : 1;
    return left->attempt + 1 < right->attempt + 1 ? -1 : left->attempt != right->attempt; /* what ends none is first */
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
    for (uint32_t a = 0; a < attempts->count; a++) {
        struct sign sign = attempt_sign(taking->trace, &attempts->list[a]);

        if (sign.mark != MARK_NONE)
            add_mark(taking, taking->lanes->attempt_lanes[a], attempts->list[a].last, sign, a);
    }
    qsort(taking->marks->list, taking->marks->count, sizeof *taking->marks->list, compare_marks);
}

/* Whether a fault's sign says how an attempt ended: it struck that one, and is the same, or the attempt could not tell
 * and the fault was no mere pause. */
static bool is_end_of(const struct taking *taking, const struct lane_mark *strike, const struct lane_mark *end)
{
    const struct attempt *attempt = &taking->lanes->attempts.list[end->attempt];
    const struct event *event = &taking->trace->events[strike->event];

    return event->kind == EVENT_STRIKE && event->job == attempt->job && event->attempt == attempt->number &&
           (strike->sign.mark == end->sign.mark ||
            (end->sign.mark == MARK_UNKNOWN && !fault_pauses((enum fault_kind)event->detail)));
}

/* Does `other`, in the same lane at the same time, tell what the item does? A miss is told by whatever it came of, and
 * in how the lane came out; a job's end by how its attempt ended, and that by the fault that ended it. */
static bool is_told_by(const struct taking *taking, const struct lane_mark *mark, const struct lane_mark *other)
{
    const struct event *event = &taking->trace->events[mark->event];
    bool is_other_end = other->attempt != NO_EVENT;

    if (mark->attempt != NO_EVENT)
        return !is_other_end && is_end_of(taking, other, mark);
    if (event->kind == EVENT_MISS)
        return is_other_end || taking->trace->events[other->event].kind != EVENT_MISS;
    return event_is(event, EVENT_IS_END) && is_other_end &&
           taking->lanes->attempts.list[other->attempt].job == event->job;
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
        is_told = is_told_by(taking, &list[i], &list[j]);
    for (uint32_t j = i + 1; is_with(taking, i, j) && !is_told; j++)
        is_told = is_told_by(taking, &list[i], &list[j]);
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

bool lane_marks_take(const struct lanes *lanes, struct lane_marks *marks, struct err *err)
{
    struct taking taking = {lanes, lanes->trace, marks};
    size_t most = (size_t)lanes->trace->count + lanes->attempts.count + 1;
    uint32_t *latest = calloc((size_t)lanes->job_count + 1, sizeof *latest);
    bool *told = malloc(most * sizeof *told), is_taken;

    *marks = (struct lane_marks){.lanes = lanes, .list = malloc(most * sizeof *marks->list)};
    is_taken = latest && told && marks->list;
    if (is_taken) {
        take_all(&taking, latest);
        drop_told(&taking, told);
    } else {
        lane_marks_release(marks);
    }
    free(latest);
    free(told);
    return is_taken || err_memory(err);
}

void lane_marks_release(struct lane_marks *marks)
{
    free(marks->list);
    *marks = (struct lane_marks){0};
}
