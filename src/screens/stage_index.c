#include "screens/stage_index.h"

#include <stdlib.h>

#include "base/check.h"
#include "model/lists.h"

static bool is_one_post(const struct job *job)
{
    return job->step_count == 1 && job->steps[0].kind == STEP_POST;
}

/* Counts instances and takes down what each is. */
static void list_jobs(struct stage_index *index, uint32_t *numbers)
{
    for (uint32_t i = 0; i < index->trace->count; i++) {
        const struct event *event = &index->trace->events[i];

        if (event->kind == EVENT_ENQUEUE)
            index->jobs[event->job - 1] = (struct stage_job){
                .job = event->detail, .number = ++numbers[event->detail], .enqueued = i, .ended = NO_EVENT};
        else if (event_is(event, EVENT_IS_END) && index->jobs[event->job - 1].ended == NO_EVENT)
            index->jobs[event->job - 1].ended = i;
    }
    for (uint32_t a = 0; a < index->attempts.count; a++) { /* a repeated delivery may outlive its job */
        struct stage_job *job = &index->jobs[index->attempts.list[a].job - 1];

        if (job->ended != NO_EVENT && index->attempts.list[a].last > job->ended)
            job->ended = index->attempts.list[a].last;
    }
}

/* A row of a job while attempts are spread: `busy` until its latest attempt is over, `kept` for that attempt's
 * instance until that is over. Both are events. */
struct track {
    uint32_t busy, kept;
};

/* The row for an attempt: the one of the attempt before, else one that is kept for nobody, else the last one. */
static uint8_t find_track(const struct stage_index *index, const struct attempt *attempt, const struct track *tracks)
{
    uint8_t track = 0;

    if (attempt->before != NO_EVENT && tracks[index->tracks[attempt->before]].busy < attempt->first)
        return index->tracks[attempt->before];
    while (track + 1 < STAGE_TRACKS_MAX && tracks[track].kept > attempt->first)
        track++;
    return track;
}

/* Gives attempts that overlap rows of their own, in the order of their starts; `counts` becomes how many rows each job
 * has. */
static void spread_tracks(struct stage_index *index, struct track *all, uint16_t *counts)
{
    for (uint32_t i = 0; i < index->job_count; i++)
        counts[index->jobs[i].job] = 1;
    for (uint32_t a = 0; a < index->attempts.count; a++) {
        const struct attempt *attempt = &index->attempts.list[a];
        const struct stage_job *job = &index->jobs[attempt->job - 1];
        struct track *tracks = &all[(size_t)job->job * STAGE_TRACKS_MAX];
        uint8_t track = find_track(index, attempt, tracks);

        tracks[track].busy = attempt->outcome == ATTEMPT_RUNNING ? NO_EVENT : attempt->last;
        tracks[track].kept = job->ended;
        index->tracks[a] = track;
        if (track + 1 > counts[job->job])
            counts[job->job] = (uint16_t)(track + 1);
    }
}

static int own_job(const struct scenario *scenario, uint32_t bot, const uint16_t *tracks)
{
    int found = -1;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        if (!(scenario->jobs[j].posts >> bot & 1))
            continue;
        if (found >= 0 || !is_one_post(&scenario->jobs[j]) || tracks[j] > 1)
            return -1;
        found = (int)j;
    }
    return found;
}

static bool is_own(const struct stage_index *index, uint32_t job)
{
    for (uint32_t r = index->job_row_count; r < index->row_count; r++)
        if (index->rows[r].own_job == (int)job)
            return true;
    return false;
}

/* Rows: the tracks of every job that no lane has to itself, then the lanes. */
static void list_rows(struct stage_index *index, const uint16_t *tracks)
{
    const struct scenario *scenario = index->trace->scenario;
    uint32_t jobs = 0;

    index->job_row_count = 0;
    for (uint32_t b = 0; b < scenario->bot_count; b++)
        index->rows[index->row_count++] = (struct stage_row){.which = (uint16_t)b,
                                                             .own_job = own_job(scenario, b, tracks)};
    for (uint32_t j = 0; j < scenario->job_count; j++)
        jobs += is_own(index, j) ? 0 : tracks[j];
    for (uint32_t r = index->row_count; r-- > 0;)
        index->rows[r + jobs] = index->rows[r];
    index->row_count += jobs;
    index->job_row_count = jobs;
    jobs = 0;
    for (uint32_t j = 0; j < scenario->job_count; j++)
        for (uint16_t t = 0; !is_own(index, j) && t < tracks[j]; t++)
            index->rows[jobs++] = (struct stage_row){.is_job = true, .which = (uint16_t)j, .track = t, .own_job = -1};
}

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
    for (uint32_t i = 0; i < trace->count; i++)
        index->job_count += trace->events[i].kind == EVENT_ENQUEUE;
    index->jobs = calloc(index->job_count + 1, sizeof *index->jobs);
    index->rows = calloc((size_t)scenario->job_count * STAGE_TRACKS_MAX + scenario->bot_count + 1, sizeof *index->rows);
    index->lane_events = calloc((size_t)trace->count + 1, sizeof *index->lane_events);
    index->lane_starts = calloc((size_t)scenario->bot_count + 2, sizeof *index->lane_starts);
    index->commits = calloc((size_t)trace->count + 1, sizeof *index->commits);
    if (!index->jobs || !index->rows || !index->lane_events || !index->lane_starts || !index->commits)
        return err_memory(err);
    if (!attempts_take(trace, trace->count, &index->attempts, err) || !story_init(&index->story, trace, err))
        return false;
    index->tracks = calloc((size_t)index->attempts.count + 1, sizeof *index->tracks);
    return index->tracks || err_memory(err);
}

struct stage_index *stage_index_new(const struct trace *trace, struct err *err)
{
    struct stage_index *index = calloc(1, sizeof *index);
    uint32_t jobs = trace->scenario->job_count;
    uint32_t *numbers = calloc((size_t)jobs + 1, sizeof *numbers);
    uint16_t *counts = calloc((size_t)jobs + 1, sizeof *counts);
    struct track *tracks = calloc((size_t)jobs * STAGE_TRACKS_MAX + 1, sizeof *tracks);

    if (!index || !numbers || !counts || !tracks) {
        (void)err_memory(err);
        free(index);
        index = NULL;
    } else if (!index_make(index, trace, err)) {
        stage_index_free(index);
        index = NULL;
    } else {
        list_jobs(index, numbers);
        spread_tracks(index, tracks, counts);
        list_rows(index, counts);
        list_lanes(index);
    }
    free(numbers);
    free(counts);
    free(tracks);
    return index;
}

void stage_index_free(struct stage_index *index)
{
    if (!index)
        return;
    timeaxis_cache_release(&index->axis);
    attempts_release(&index->attempts);
    story_release(&index->story);
    free(index->tracks);
    free(index->jobs);
    free(index->rows);
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

    for (uint32_t a = 0; a < index->attempts.count; a++)
        if (index->attempts.list[a].job == job && index->attempts.list[a].number == number)
            found = &index->attempts.list[a];
    return found;
}
