#include "picture/lanes.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/range.h"
#include "model/lists.h"

#define LANES_NAME(constant, name) name,
const char *const lanes_names[LANES_KIND_COUNT] = {LANES_LIST(LANES_NAME)};

/* A lane of a job while attempts are spread: `busy` until its latest attempt is over, `kept` for that attempt's
 * instance until that is over. Both are events. */
struct track {
    uint32_t busy, kept;
};

/* What is needed while lanes are laid out, for each job of the scenario. */
struct laying {
    struct lanes *lanes;
    uint32_t *numbers;    /* instances so far */
    uint32_t *counts;     /* tracks taken */
    struct track *tracks; /* LANE_TRACKS_MAX each */
    uint8_t *track_of;    /* of each attempt */
};

static bool is_one_post(const struct job *job)
{
    return job->step_count == 1 && job->steps[0].kind == STEP_POST;
}

/* Counts instances and takes down what each is. */
static void list_jobs(struct laying *laying)
{
    struct lanes *lanes = laying->lanes;

    for (uint32_t i = 0; i < lanes->trace->count; i++) {
        const struct event *event = &lanes->trace->events[i];

        if (event->kind == EVENT_ENQUEUE)
            lanes->jobs[event->job - 1] = (struct lane_job){
                .job = event->detail, .number = ++laying->numbers[event->detail], .ended = NO_EVENT};
        else if (event_is(event, EVENT_IS_END) && lanes->jobs[event->job - 1].ended == NO_EVENT)
            lanes->jobs[event->job - 1].ended = i;
    }
    for (uint32_t a = 0; a < lanes->attempts.count; a++) { /* a repeated delivery may outlive its job */
        struct lane_job *job = &lanes->jobs[lanes->attempts.list[a].job - 1];

        if (job->ended != NO_EVENT && lanes->attempts.list[a].last > job->ended)
            job->ended = lanes->attempts.list[a].last;
    }
}

/* The track for an attempt: the one of the attempt before, else one that is kept for nobody, else the last one. */
static uint8_t find_track(const struct laying *laying, const struct attempt *attempt, const struct track *tracks)
{
    uint8_t track = 0;

    if (attempt->before != NO_EVENT && tracks[laying->track_of[attempt->before]].busy < attempt->first)
        return laying->track_of[attempt->before];
    while (track + 1 < LANE_TRACKS_MAX && tracks[track].kept > attempt->first)
        track++;
    return track;
}

/* Gives attempts that overlap tracks of their own, in the order of their starts. */
static void spread_tracks(struct laying *laying)
{
    const struct lanes *lanes = laying->lanes;

    for (uint32_t i = 0; i < lanes->job_count; i++)
        laying->counts[lanes->jobs[i].job] = 1;
    for (uint32_t a = 0; a < lanes->attempts.count; a++) {
        const struct attempt *attempt = &lanes->attempts.list[a];
        const struct lane_job *job = &lanes->jobs[attempt->job - 1];
        struct track *tracks = &laying->tracks[(size_t)job->job * LANE_TRACKS_MAX];
        uint8_t track = find_track(laying, attempt, tracks);

        tracks[track].busy = attempt->outcome == ATTEMPT_RUNNING ? NO_EVENT : attempt->last;
        tracks[track].kept = job->ended;
        laying->track_of[a] = track;
        laying->counts[job->job] = max_u32(laying->counts[job->job], track + 1u);
    }
}

static int own_job(const struct laying *laying, uint32_t bot)
{
    const struct scenario *scenario = laying->lanes->trace->scenario;
    int found = -1;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        if (!(scenario->jobs[j].posts >> bot & 1))
            continue;
        if (found >= 0 || !is_one_post(&scenario->jobs[j]) || laying->counts[j] > 1)
            return -1;
        found = (int)j;
    }
    return found;
}

/* The bot on whose lane a job's attempts stand, or −1. */
static int owner(const struct laying *laying, uint32_t job)
{
    for (uint32_t b = 0; b < laying->lanes->trace->scenario->bot_count; b++)
        if (own_job(laying, b) == (int)job)
            return (int)b;
    return -1;
}

/* Tracks of every job that no bot's lane has, then the bots' lanes; `first` becomes each job's first lane. */
static void list_bots(struct laying *laying, uint32_t *first)
{
    struct lanes *lanes = laying->lanes;
    const struct scenario *scenario = lanes->trace->scenario;

    for (uint32_t j = 0; j < scenario->job_count; j++) {
        first[j] = lanes->count;
        for (uint32_t t = 0; owner(laying, j) < 0 && t < laying->counts[j]; t++)
            lanes->list[lanes->count++] = (struct lane){.which = j, .track = t, .own_job = -1};
    }
    lanes->job_lanes = lanes->count;
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        struct lane lane = {.is_bot = true, .which = b, .own_job = own_job(laying, b)};

        if (lane.own_job >= 0)
            first[lane.own_job] = lanes->count;
        lanes->list[lanes->count++] = lane;
    }
    for (uint32_t a = 0; a < lanes->attempts.count; a++)
        lanes->attempt_lanes[a] = first[lanes->jobs[lanes->attempts.list[a].job - 1].job] + laying->track_of[a];
}

static uint32_t worker_count(const struct scenario *scenario)
{
    return scenario->platform.processes * scenario->platform.workers;
}

/* One for each instance, one for each worker. */
static void list_others(struct lanes *lanes)
{
    bool is_jobs = lanes->kind == LANES_JOBS;

    lanes->count = is_jobs ? lanes->job_count : worker_count(lanes->trace->scenario);
    for (uint32_t l = 0; l < lanes->count; l++)
        lanes->list[l] = (struct lane){.which = l, .own_job = -1};
    for (uint32_t a = 0; a < lanes->attempts.count; a++)
        lanes->attempt_lanes[a] = is_jobs ? lanes->attempts.list[a].job - 1 : lanes->attempts.list[a].worker;
}

static bool lanes_make(struct laying *laying, struct err *err)
{
    struct lanes *lanes = laying->lanes;
    const struct scenario *scenario = lanes->trace->scenario;
    size_t jobs = scenario->job_count, most = jobs * LANE_TRACKS_MAX + scenario->bot_count;
    uint32_t *first = calloc(jobs + 1, sizeof *first);
    bool is_made;

    for (uint32_t i = 0; i < lanes->trace->count; i++)
        lanes->job_count += lanes->trace->events[i].kind == EVENT_ENQUEUE;
    most = max_size(most, max_size(lanes->job_count, worker_count(scenario)));
    lanes->jobs = calloc((size_t)lanes->job_count + 1, sizeof *lanes->jobs);
    lanes->list = calloc(most + 1, sizeof *lanes->list);
    laying->numbers = calloc(jobs + 1, sizeof *laying->numbers);
    laying->counts = calloc(jobs + 1, sizeof *laying->counts);
    laying->tracks = calloc(jobs * LANE_TRACKS_MAX + 1, sizeof *laying->tracks);
    is_made = attempts_take(lanes->trace, lanes->trace->count, &lanes->attempts, err);
    lanes->attempt_lanes = calloc((size_t)lanes->attempts.count + 1, sizeof *lanes->attempt_lanes);
    laying->track_of = calloc((size_t)lanes->attempts.count + 1, sizeof *laying->track_of);
    is_made = is_made && first && lanes->jobs && lanes->list && laying->numbers && laying->counts && laying->tracks &&
              lanes->attempt_lanes && laying->track_of;
    if (is_made) {
        list_jobs(laying);
        spread_tracks(laying);
        if (lanes->kind == LANES_BOTS)
            list_bots(laying, first);
        else
            list_others(lanes);
    }
    free(first);
    return is_made || err_memory(err);
}

bool lanes_init(struct lanes *lanes, const struct trace *trace, enum lanes_kind kind, struct err *err)
{
    struct laying laying = {.lanes = lanes};
    bool is_made;

    *lanes = (struct lanes){.trace = trace, .kind = kind};
    is_made = lanes_make(&laying, err);
    free(laying.numbers);
    free(laying.counts);
    free(laying.tracks);
    free(laying.track_of);
    if (!is_made)
        lanes_release(lanes);
    return is_made;
}

void lanes_release(struct lanes *lanes)
{
    attempts_release(&lanes->attempts);
    free(lanes->attempt_lanes);
    free(lanes->jobs);
    free(lanes->list);
    *lanes = (struct lanes){0};
}

uint32_t lanes_at(const struct lanes *lanes, const struct event *event)
{
    if (lanes->kind == LANES_BOTS && event->bot != NO_BOT)
        return lanes->job_lanes + event->bot;
    if (lanes->kind == LANES_JOBS && event->job != NO_JOB)
        return event->job - 1;
    return lanes->kind == LANES_WORKERS && event->worker != NO_WORKER ? event->worker : lanes->count;
}
