#include "words/story.h"

#include <stdlib.h>

/* The post of one bot in one occurrence, as far as the trace was read: its latest events. */
struct post {
    uint32_t commit, strike, entry;
};

/* What came to a queue last for one job instance, as far as the trace was read. */
struct inbox {
    uint32_t own;   /* the instance itself */
    uint32_t twice; /* a second delivery of it */
    uint32_t back;  /* a second delivery that was put back to the head, while it is there */
};

/* The reading under way. */
struct reading {
    struct story *story;
    struct post *posts; /* [occurrence − 1][bot] */
    struct inbox *inboxes;
    uint32_t *kinds;   /* the latest instance of each job */
    uint32_t *firings; /* the first firing of each occurrence */
};

/* The instance's place among those of its job in its occurrence. None of them is older than the first firing. */
static uint32_t number_of(const struct reading *reading, uint32_t instance, const struct event *enqueue)
{
    const struct story *story = reading->story;
    uint32_t firing = enqueue->occurrence > 0 ? reading->firings[enqueue->occurrence] : NO_EVENT;
    uint32_t oldest = firing == NO_EVENT ? 0 : firing;

    for (uint32_t i = story->jobs[instance].same; i != NO_JOB && story->jobs[i].enqueue >= oldest;
         i = story->jobs[i].same)
        if (story_event(story, story->jobs[i].enqueue)->occurrence == enqueue->occurrence)
            return story->jobs[i].number + 1;
    return 1;
}

static void read_enqueue(struct reading *reading, uint32_t at, const struct event *event)
{
    struct story_job *job = &reading->story->jobs[event->job];

    CHECK(event->detail < reading->story->trace->scenario->job_count);
    job->enqueue = at;
    job->same = reading->kinds[event->detail];
    job->number = number_of(reading, event->job, event);
    reading->kinds[event->detail] = event->job;
}

static void read_delivery(struct reading *reading, uint32_t at, const struct event *event)
{
    struct inbox *inbox = &reading->inboxes[event->job];

    if (event->kind == EVENT_TWICE || (event->kind == EVENT_REQUEUE && event->detail > 0))
        inbox->twice = at;
    else if (event->kind == EVENT_PUSH_BACK && event->detail > 0)
        inbox->back = at;
    else
        inbox->own = at;
}

/* The delivery that a fetch took: its cause, unless it waited for something else longer. */
static uint32_t taken_by(const struct reading *reading, const struct event *fetch)
{
    const struct event *cause = fetch->cause == NO_EVENT ? NULL : story_event(reading->story, fetch->cause);
    const struct inbox *inbox = &reading->inboxes[fetch->job];

    if (cause && cause->job == fetch->job && event_is(cause, EVENT_IS_DELIVERY))
        return fetch->cause;
    if (fetch->detail != 1)
        return inbox->own;
    return inbox->back != NO_EVENT ? inbox->back : inbox->twice;
}

static void read_fetch(struct reading *reading, uint32_t at, const struct event *event)
{
    struct story *story = reading->story;
    struct story_job *job = &story->jobs[event->job];

    story->starts[story->start_count] = (struct story_start){at, taken_by(reading, event), job->start, NO_EVENT};
    job->start = story->start_count++;
    if (event->detail == 1)
        reading->inboxes[event->job].back = NO_EVENT;
}

static uint32_t attempt_of_start(const struct story *story, uint32_t start)
{
    return story_event(story, story->starts[start].fetch)->attempt;
}

/* The start of the attempt of an event: mostly that of its cause. */
static uint32_t start_of(const struct story *story, const struct event *event)
{
    const struct event *cause = event->cause == NO_EVENT ? NULL : story_event(story, event->cause);
    uint32_t start;

    if (event->job == NO_JOB || event->attempt == 0)
        return NO_EVENT;
    if (cause && cause->job == event->job && cause->attempt == event->attempt && cause->kind != EVENT_MISS &&
        event->kind != EVENT_FETCH)
        return story->links[event->cause].start;
    start = story->jobs[event->job].start;
    while (start != NO_EVENT && attempt_of_start(story, start) > event->attempt) /* less by one each time */
        start = story->starts[start].before;
    return start == NO_EVENT || attempt_of_start(story, start) != event->attempt ? NO_EVENT : start;
}

static uint32_t latest_of(const struct story *story, uint32_t start)
{
    return start == NO_EVENT ? NO_EVENT : story->starts[start].latest;
}

static uint32_t blow_of(const struct story *story, uint32_t at, const struct event *event)
{
    if (event->kind == EVENT_STRIKE || event->kind == EVENT_KILL || event->kind == EVENT_DEPLOY)
        return at;
    return event->cause == NO_EVENT ? NO_EVENT : story->links[event->cause].blow;
}

/* What was before an event of a bot's post; then the event is the latest itself. */
static void read_post(struct reading *reading, uint32_t at, const struct event *event)
{
    const struct scenario *scenario = reading->story->trace->scenario;
    struct story_link *link = &reading->story->links[at];
    struct post *post = &reading->posts[(size_t)(event->occurrence - 1) * scenario->bot_count + event->bot];

    link->commit = post->commit;
    link->strike = post->strike;
    if (event->kind == EVENT_MISS)
        link->start = post->entry;
    if (event->kind == EVENT_COMMIT)
        post->commit = at;
    if (event->kind == EVENT_STRIKE)
        post->strike = at;
    if (event->kind == EVENT_BEGIN || event->kind == EVENT_SKIP)
        post->entry = at;
}

static void read_event(struct reading *reading, uint32_t at)
{
    struct story *story = reading->story;
    const struct event *event = story_event(story, at);

    CHECK(event->cause == NO_EVENT || event->cause < at);
    CHECK(event->occurrence <= story->trace->scenario->occurrences);
    if (event->kind == EVENT_FIRE && reading->firings[event->occurrence] == NO_EVENT)
        reading->firings[event->occurrence] = at;
    if (event->kind == EVENT_ENQUEUE)
        read_enqueue(reading, at, event);
    if (event->kind == EVENT_LOSE)
        story->jobs[event->job].lost = at;
    if (event->kind == EVENT_FETCH)
        read_fetch(reading, at, event);
    else if (event->job != NO_JOB && event_is(event, EVENT_IS_DELIVERY))
        read_delivery(reading, at, event);
    story->links[at] = (struct story_link){start_of(story, event), blow_of(story, at, event), NO_EVENT, NO_EVENT,
                                           latest_of(story, start_of(story, event))};
    if (story->links[at].start != NO_EVENT)
        story->starts[story->links[at].start].latest = at;
    if (event->bot < story->trace->scenario->bot_count && event->occurrence > 0)
        read_post(reading, at, event);
}

static void *array_of(size_t count, size_t size)
{
    return calloc(count + 1, size);
}

static void *array_of_none(size_t count)
{
    uint32_t *array = malloc((count + 1) * sizeof *array);

    for (size_t i = 0; array && i <= count; i++)
        array[i] = NO_EVENT;
    return array;
}

/* Room for the story, and the numbers of what is in it. */
static bool make_room(struct story *story)
{
    const struct trace *trace = story->trace;
    uint32_t fetches = 0;

    for (uint32_t i = 0; i < trace->count; i++) {
        fetches += trace->events[i].kind == EVENT_FETCH;
        if (trace->events[i].job > story->job_count)
            story->job_count = trace->events[i].job;
    }
    story->links = array_of(trace->count, sizeof *story->links);
    story->starts = array_of(fetches, sizeof *story->starts);
    story->jobs = array_of(story->job_count, sizeof *story->jobs);
    for (uint32_t i = 0; story->jobs && i <= story->job_count; i++)
        story->jobs[i] = (struct story_job){NO_EVENT, NO_EVENT, 1, NO_JOB, NO_EVENT};
    return story->links && story->starts && story->jobs;
}

/* All memory that is only needed while reading. */
static bool open_reading(struct reading *reading)
{
    const struct scenario *scenario = reading->story->trace->scenario;
    size_t posts = (size_t)scenario->bot_count * scenario->occurrences;

    reading->posts = array_of_none(3 * posts);
    reading->inboxes = array_of_none(sizeof(struct inbox) / sizeof(uint32_t) * ((size_t)reading->story->job_count + 1));
    reading->kinds = array_of(scenario->job_count, sizeof *reading->kinds);
    reading->firings = array_of_none(scenario->occurrences);
    return reading->posts && reading->inboxes && reading->kinds && reading->firings;
}

bool story_init(struct story *story, const struct trace *trace, struct err *err)
{
    struct reading reading = {.story = story};
    bool has_room;

    *story = (struct story){.trace = trace};
    has_room = make_room(story) && open_reading(&reading);
    for (uint32_t i = 0; has_room && i < trace->count; i++)
        read_event(&reading, i);
    free(reading.posts);
    free(reading.inboxes);
    free(reading.kinds);
    free(reading.firings);
    if (!has_room)
        story_release(story);
    return has_room || err_memory(err);
}

void story_release(struct story *story)
{
    free(story->links);
    free(story->starts);
    free(story->jobs);
    *story = (struct story){0};
}

uint32_t story_blow(const struct story *story, uint32_t event)
{
    CHECK(event == NO_EVENT || event < story->trace->count);
    return event == NO_EVENT ? NO_EVENT : story->links[event].blow;
}

static const struct story_start *start_at(const struct story *story, uint32_t event)
{
    uint32_t start = story_event(story, event)->kind == EVENT_MISS ? NO_EVENT : story->links[event].start;

    return start == NO_EVENT ? NULL : &story->starts[start];
}

uint32_t story_fetch(const struct story *story, uint32_t event)
{
    const struct story_start *start = start_at(story, event);

    return start ? start->fetch : NO_EVENT;
}

uint32_t story_resume(const struct story *story, uint32_t fetch)
{
    const struct trace *trace = story->trace;
    bool is_resumed = fetch + 1 < trace->count && trace->events[fetch + 1].kind == EVENT_RESUME &&
                      trace->events[fetch + 1].cause == fetch;

    return is_resumed ? fetch + 1 : NO_EVENT;
}

uint32_t story_delivery(const struct story *story, uint32_t event)
{
    const struct story_start *start = start_at(story, event);

    return start ? start->delivery : NO_EVENT;
}

msec story_wait_for_worker(const struct story *story, uint32_t fetch)
{
    uint32_t delivery = story_delivery(story, fetch), cause = story_event(story, fetch)->cause;

    if (delivery == NO_EVENT || cause == NO_EVENT || cause <= delivery)
        return 0;
    return story_event(story, cause)->time - story_event(story, delivery)->time;
}

uint32_t story_enqueue(const struct story *story, uint32_t job)
{
    CHECK(job <= story->job_count);
    return story->jobs[job].enqueue;
}

const struct job *story_job(const struct story *story, uint32_t job)
{
    uint32_t enqueue = story_enqueue(story, job);

    return enqueue == NO_EVENT ? NULL : &story->trace->scenario->jobs[story_event(story, enqueue)->detail];
}

uint32_t story_number(const struct story *story, uint32_t job)
{
    CHECK(job <= story->job_count);
    return story->jobs[job].number;
}

uint32_t story_commit_before(const struct story *story, uint32_t event)
{
    CHECK(event < story->trace->count);
    return story->links[event].commit;
}

uint32_t story_own_commit_before(const struct story *story, uint32_t event)
{
    const struct event *of = story_event(story, event);
    uint32_t commit = story->links[event].commit;

    while (commit != NO_EVENT && story_event(story, commit)->job != of->job)
        commit = story->links[commit].commit;
    return commit;
}

uint32_t story_strike_before(const struct story *story, uint32_t event)
{
    CHECK(event < story->trace->count);
    return story->links[event].strike;
}

bool story_is_struck_again(const struct story *story, uint32_t strike)
{
    uint32_t cause = story_event(story, strike)->cause, before = story->links[strike].strike;

    while (cause != NO_EVENT && before != NO_EVENT && cause != before) {
        if (cause > before)
            cause = story_event(story, cause)->cause;
        else
            before = story->links[before].strike;
    }
    return cause != NO_EVENT && before != NO_EVENT;
}

uint32_t story_in_step(const struct story *story, uint32_t event, enum event_kind kind)
{
    const struct event *of = story_event(story, event);

    for (uint32_t i = story->links[event].before; i != NO_EVENT; i = story->links[i].before) {
        const struct event *at = story_event(story, i);

        if (at->step != of->step)
            return NO_EVENT;
        if (at->kind == kind)
            return i;
    }
    return NO_EVENT;
}

enum post_state story_miss_state(const struct story *story, uint32_t miss, uint32_t *last)
{
    const struct event *entry;

    CHECK(story_event(story, miss)->kind == EVENT_MISS);
    *last = story->links[miss].start;
    if (*last == NO_EVENT)
        return POST_NEVER_RAN;
    entry = story_event(story, *last);
    if (entry->job != NO_JOB && story->jobs[entry->job].lost < miss)
        return POST_LOST;
    return entry->kind == EVENT_SKIP ? POST_SKIPPED : POST_FAILED;
}

enum step_kind story_step(const struct story *story, uint32_t event)
{
    const struct event *of = story_event(story, event);
    const struct job *job = story_job(story, of->job);

    return job && of->step < job->step_count ? job->steps[of->step].kind : STEP_NONE;
}

const struct fault *story_fault(const struct story *story, uint32_t event)
{
    const struct event *of = story_event(story, event);

    if (of->value < 0 || of->value >= (int64_t)story->trace->scenario->fault_count)
        return NULL;
    return &story->trace->scenario->faults[of->value];
}
