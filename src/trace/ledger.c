#include "trace/ledger.h"

#include <stdlib.h>

#include "base/check.h"
#include "base/range.h"
#include "trace/blame.h"

/* The count under way. */
struct count {
    const struct trace *trace;
    struct ledger *ledger;
    struct blames blames;
    bool is_short; /* memory ran out */
};

static struct ledger_cell *count_cell(struct count *count, uint32_t occurrence, uint32_t bot)
{
    return &count->ledger->cells[(size_t)(occurrence - 1) * count->ledger->bot_count + bot];
}

static uint64_t bot_bit(uint32_t bot)
{
    return (uint64_t)1 << bot;
}

static void count_fire(struct count *count, const struct event *event)
{
    const struct scenario *scenario = count->trace->scenario;
    uint64_t reach = scenario->jobs[scenario->entries[event->value].job].reach;

    for (uint32_t bot = 0; bot < scenario->bot_count; bot++) {
        struct ledger_cell *cell = count_cell(count, event->occurrence, bot);

        if ((reach & bot_bit(bot)) && !cell->is_owed) {
            cell->is_owed = true;
            cell->fired = event->time;
        }
    }
}

static void count_enqueue(struct count *count, const struct event *event, uint32_t at, uint32_t *instances)
{
    struct ledger_job *job = &count->ledger->jobs[event->job - 1];

    *job = (struct ledger_job){
        .parent = (uint32_t)event->value,
        .job = event->detail,
        .occurrence = event->occurrence,
        .state = JOB_WAITING,
        .number = ++instances[event->detail],
        .enqueued = at,
        .ended = NO_EVENT,
    };
}

static bool job_is_over(const struct ledger_job *job)
{
    return !job_state_traits[job->state].is_alive;
}

static void job_becomes(struct ledger_job *job, enum job_state state, uint32_t at)
{
    if (job_is_over(job))
        return;
    job->state = state;
    if (job_is_over(job))
        job->ended = at;
}

/* A repeated delivery changes nothing of the job's state. */
static void job_fetched(struct ledger_job *job, const struct event *event, uint32_t at)
{
    job->attempts = max_u32(job->attempts, event->attempt);
    if (event->detail == 0)
        job_becomes(job, JOB_RUNNING, at);
}

static void count_job(struct count *count, const struct event *event, uint32_t at)
{
    struct ledger_job *job = &count->ledger->jobs[event->job - 1];

    switch (event->kind) {
    case EVENT_FETCH:
        job_fetched(job, event, at);
        break;
    case EVENT_FAIL:
        job->failures = event->detail ? job->failures : (uint32_t)event->value;
        break;
    case EVENT_COUNTED:
        job->failures = (uint32_t)event->value;
        break;
    case EVENT_RETRY:
        job_becomes(job, JOB_RETRYING, at);
        break;
    case EVENT_PUSH_BACK:
    case EVENT_REQUEUE:
        if (event->detail == 0) /* no copy */
            job_becomes(job, JOB_WAITING, at);
        break;
    case EVENT_RECOVER:
        job_becomes(job, JOB_WAITING, at);
        break;
    case EVENT_BAIL_OUT:
        job->bailed_out = true;
        job_becomes(job, JOB_SUCCEEDED, at);
        break;
    case EVENT_SUCCEED:
        job_becomes(job, JOB_SUCCEEDED, at);
        break;
    case EVENT_DEAD:
        job_becomes(job, JOB_DEAD, at);
        break;
    case EVENT_DISCARD:
        job_becomes(job, JOB_DISCARDED, at);
        break;
    case EVENT_LOSE:
        job_becomes(job, JOB_LOST, at);
        break;
    default:
        break;
    }
}

/* Is one that it needs not made yet? */
static bool is_premature(struct count *count, const struct event *commit)
{
    const struct scenario *scenario = count->trace->scenario;
    bot_set needs = scenario->bots[commit->bot].needs;

    if (needs)
        needs = scenario->jobs[count->ledger->jobs[commit->job - 1].job].steps[commit->step].needs;
    for (uint32_t bot = 0; needs && bot < count->ledger->bot_count; bot++)
        if ((needs & bot_bit(bot)) && count_cell(count, commit->occurrence, bot)->posts == 0)
            return true;
    return false;
}

static void cell_commit(struct count *count, struct ledger_cell *cell, uint32_t at, bot_set held_by)
{
    const struct event *event = &count->trace->events[at];

    cell->premature += is_premature(count, event);
    cell->last_commit = at;
    if (cell->posts++ > 0)
        return;
    cell->held_by = held_by;
    cell->first_commit = at;
    cell->delay = cell->fired == MSEC_NONE ? MSEC_NONE : event->time - cell->fired;
}

/* Those who may be to blame for what the bot's post waited for. */
static bot_set bots_blamed(const struct count *count, uint32_t bot)
{
    return ~(bot_bit(bot) | count->trace->scenario->bots[bot].needs);
}

/* The run is cut: what the instance waits for holds up the posts that it owes. */
static void count_cut(struct count *count, const struct event *event, bot_set blame)
{
    bot_set reach = count->trace->scenario->jobs[count->ledger->jobs[event->job - 1].job].reach;

    for (uint32_t bot = 0; bot < count->ledger->bot_count; bot++) {
        struct ledger_cell *cell = count_cell(count, event->occurrence, bot);

        if ((reach & bot_bit(bot)) && cell->posts == 0)
            cell->held_by |= blame & bots_blamed(count, bot);
    }
}

/* What an event says of one bot in one occurrence. */
static void count_bot(struct count *count, const struct event *event, uint32_t at, bot_set blame)
{
    struct ledger_cell *cell = count_cell(count, event->occurrence, event->bot);
    bot_set held_by = blame & bots_blamed(count, event->bot);

    switch (event->kind) {
    case EVENT_BEGIN:
        cell->attempts++;
        cell->last_job = event->job;
        cell->state = POST_FAILED;
        break;
    case EVENT_SKIP:
        cell->skips++;
        cell->state = POST_SKIPPED;
        break;
    case EVENT_COMMIT:
        cell_commit(count, cell, at, held_by);
        break;
    case EVENT_MISS:
        cell->miss = at;
        cell->held_by = held_by;
        break;
    default:
        break;
    }
}

static void count_event(struct count *count, uint32_t at, uint32_t *instances)
{
    const struct event *event = &count->trace->events[at];
    bot_set blame = blames_next(&count->blames, at);

    if (event->kind == EVENT_FIRE)
        count_fire(count, event);
    else if (event->kind == EVENT_ENQUEUE)
        count_enqueue(count, event, at, instances);
    else if (event->job != NO_JOB && (event->kind == EVENT_FETCH || event->kind > EVENT_RAISE))
        count_job(count, event, at);
    if (event->kind == EVENT_CUT)
        count_cut(count, event, blame);
    if (event->bot != NO_BOT && event->occurrence > 0)
        count_bot(count, event, at, blame);
    if (event->kind == EVENT_RUN_END) {
        count->ledger->has_ended = true;
        count->ledger->ended = (enum ended)event->detail;
    }
}

/* Into `alive` and `dead`, a word for each occurrence: the bots that an instance which is alive, or dead, owes. */
static void count_owing(const struct count *count, uint64_t *alive, uint64_t *dead)
{
    for (uint32_t i = 0; i < count->ledger->job_count; i++) {
        const struct ledger_job *job = &count->ledger->jobs[i];
        uint64_t reach = count->trace->scenario->jobs[job->job].reach;

        if (!job_is_over(job))
            alive[job->occurrence - 1] |= reach;
        else if (job->state == JOB_DEAD)
            dead[job->occurrence - 1] |= reach;
    }
}

/* Until here a cell's state told its last entry: POST_SKIPPED or not. */
static enum post_state cell_state(const struct ledger *ledger, const struct ledger_cell *cell, bool is_alive)
{
    if (cell->posts > 0)
        return cell->posts > 1 ? POST_DUPLICATE : POST_POSTED;
    if (is_alive)
        return POST_PENDING;
    if (cell->attempts == 0)
        return POST_NEVER_RAN;
    if (ledger->jobs[cell->last_job - 1].state == JOB_LOST)
        return POST_LOST;
    return cell->state == POST_SKIPPED ? POST_SKIPPED : POST_FAILED;
}

void tally_cell(struct tally *tally, const struct ledger_cell *cell)
{
    tally->posts += cell->posts;
    tally->duplicates += cell->posts > 1 ? cell->posts - 1 : 0;
    tally->premature += cell->premature;
    if (!cell->is_owed)
        return;
    tally->owed++;
    tally->missed += cell->posts == 0;
    tally->late += cell->late_by > 0;
    tally->silent += cell->is_silent;
}

/* How long after it could be made the first post was made, where that is more than its due. */
static msec cell_late_by(struct count *count, const struct ledger_cell *cell, uint32_t occurrence, uint32_t bot)
{
    const struct event *events = count->trace->events;
    const struct bot *self = &count->trace->scenario->bots[bot];
    msec late_by = cell->delay;

    if (cell->first_commit == NO_EVENT || self->due == MSEC_NONE)
        return 0;
    for (uint32_t other = 0; other < count->ledger->bot_count; other++) {
        uint32_t needed = count_cell(count, occurrence, other)->first_commit;

        if ((self->needs & bot_bit(other)) && needed != NO_EVENT &&
            events[needed].time <= events[cell->first_commit].time)
            late_by = min_i64(late_by, events[cell->first_commit].time - events[needed].time);
    }
    return late_by > self->due ? late_by : 0;
}

static void count_wishes(struct count *count, uint64_t held)
{
    struct ledger *ledger = count->ledger;
    const struct tally *total = &ledger->total;
    const uint64_t against[WISH_COUNT] = {
        [WISH_MADE] = total->missed + total->late + total->premature,
        [WISH_ONCE] = total->duplicates,
        [WISH_UNHELD] = held,
        [WISH_SEEN] = total->silent,
    };

    wishes_grant(count->trace->scenario, against, ledger->wishes);
}

static void count_cells(struct count *count, const uint64_t *alive, const uint64_t *dead)
{
    struct ledger *ledger = count->ledger;
    uint64_t held = 0;

    for (uint32_t occurrence = 1; occurrence <= ledger->occurrences; occurrence++) {
        /* The ledger keeps the cells. NOLINTNEXTLINE(clang-analyzer-unix.Malloc) */
        for (uint32_t bot = 0; bot < ledger->bot_count; bot++) {
            struct ledger_cell *cell = count_cell(count, occurrence, bot);
            bool is_alive = alive[occurrence - 1] & bot_bit(bot);
            bool is_dead = dead[occurrence - 1] & bot_bit(bot);

            cell->late_by = cell_late_by(count, cell, occurrence, bot);
            cell->state = cell_state(ledger, cell, is_alive);
            cell->is_silent = cell->is_owed && cell->posts != 1 && !is_alive && !is_dead;
            held += cell->is_owed && cell->held_by;
            tally_cell(&ledger->bots[bot], cell);
            tally_cell(&ledger->total, cell);
        }
    }
    count_wishes(count, held);
}

static uint32_t instances_before(const struct trace *trace, uint32_t end)
{
    uint32_t instances = 0;

    for (uint32_t i = 0; i < end; i++)
        instances += trace->events[i].kind == EVENT_ENQUEUE;
    return instances;
}

/* An empty ledger with its arrays; false when memory is out, with whatever was allocated left in it. */
static bool ledger_make(struct ledger *ledger, const struct trace *trace, uint32_t end)
{
    size_t cells = (size_t)trace->scenario->occurrences * trace->scenario->bot_count;

    *ledger = (struct ledger){
        .bot_count = trace->scenario->bot_count,
        .occurrences = trace->scenario->occurrences,
        .job_count = instances_before(trace, end),
        .now = end ? trace->events[end - 1].time : 0,
    };
    ledger->cells = calloc(cells + 1, sizeof *ledger->cells);
    ledger->jobs = calloc(ledger->job_count + 1, sizeof *ledger->jobs);
    ledger->bots = calloc(ledger->bot_count + 1, sizeof *ledger->bots);
    for (size_t i = 0; ledger->cells && i < cells; i++)
        ledger->cells[i] = (struct ledger_cell){
            .state = POST_NEVER_RAN,
            .fired = MSEC_NONE,
            .delay = MSEC_NONE,
            .first_commit = NO_EVENT,
            .last_commit = NO_EVENT,
            .miss = NO_EVENT,
        };
    return ledger->cells && ledger->jobs && ledger->bots;
}

bool ledger_take(const struct trace *trace, uint32_t count, struct ledger *ledger, struct err *err)
{
    uint32_t occurrences = trace->scenario->occurrences;
    uint32_t *instances = calloc(trace->scenario->job_count + 1, sizeof *instances);
    uint64_t *owing = calloc(2 * (size_t)occurrences + 1, sizeof *owing); /* the alive, then the dead */
    struct ledger taken = {0};
    struct count under_way = {.trace = trace, .ledger = &taken, .blames = {.trace = trace, .end = count}};
    bool is_taken;

    CHECK(count <= trace->count);
    under_way.is_short = !ledger_make(&taken, trace, count) || !instances || !owing;
    for (uint32_t at = 0; at < count && !under_way.is_short; at++)
        count_event(&under_way, at, instances);
    is_taken = !under_way.is_short && !under_way.blames.is_short;
    if (is_taken) {
        count_owing(&under_way, owing, owing + occurrences);
        count_cells(&under_way, owing, owing + occurrences);
        *ledger = taken;
    } else {
        ledger_release(&taken);
        (void)err_memory(err);
    }
    blames_release(&under_way.blames);
    free(instances);
    free(owing);
    return is_taken;
}

uint32_t ledger_first_amiss(const struct ledger *ledger, uint32_t bot)
{
    for (uint32_t occurrence = 1; occurrence <= ledger->occurrences; occurrence++)
        if (ledger_cell_is_amiss(ledger_cell(ledger, occurrence, bot)))
            return occurrence;
    return 0;
}

void ledger_release(struct ledger *ledger)
{
    free(ledger->cells);
    free(ledger->jobs);
    free(ledger->bots);
    *ledger = (struct ledger){0};
}

bool ledger_is_good(const struct ledger *ledger)
{
    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (!ledger->wishes[wish])
            return false;
    return true;
}

const struct ledger_cell *ledger_only_cell(const struct ledger *ledger, uint32_t bot)
{
    const struct ledger_cell *only = NULL;

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (cell->is_owed && only)
            return NULL;
        only = cell->is_owed ? cell : only;
    }
    return only;
}

msec ledger_longest_delay(const struct ledger *ledger, uint32_t bot)
{
    msec longest = MSEC_NONE;

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (cell->is_owed && cell->delay > longest)
            longest = cell->delay;
    }
    return longest;
}
