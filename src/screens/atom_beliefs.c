/* Who knows what of a post: the queue and the worker from what they were told, receiver and followers from what
 * happened. */
#include "screens/atom.h"

static bool is_of(const struct event *event, uint32_t bot, uint32_t occurrence)
{
    return event->bot == bot && event->occurrence == occurrence;
}

static enum atom_belief belief_of_count(uint32_t posts)
{
    return posts == 0 ? KNOWS_NOT_YET : posts == 1 ? KNOWS_ONCE : KNOWS_MORE;
}

static void receivers(const struct trace *trace, uint32_t count, uint32_t bot, uint32_t occurrence,
                      enum atom_belief beliefs[KNOWER_COUNT])
{
    msec now = count ? trace->events[count - 1].time : 0;
    uint32_t posts = 0, visible = 0;

    for (uint32_t i = 0; i < count; i++) {
        const struct event *event = &trace->events[i];

        if (event->kind != EVENT_COMMIT || !is_of(event, bot, occurrence))
            continue;
        posts++;
        visible += event->time + trace->scenario->bots[bot].visible_after <= now;
    }
    beliefs[KNOWER_RECEIVER] = belief_of_count(posts);
    beliefs[KNOWER_FOLLOWERS] = belief_of_count(visible);
}

/* What one event of the bot's step makes its worker believe; KNOWS_COUNT: nothing new. */
static enum atom_belief worker_learns(const struct event *event)
{
    switch (event->kind) {
    case EVENT_BEGIN:
    case EVENT_CLAIM:
        return KNOWS_NOT_YET;
    case EVENT_CHECK:
    case EVENT_ASK:
        return event->detail ? KNOWS_ONCE : KNOWS_NOT_YET;
    case EVENT_SKIP:
        return KNOWS_SKIPPED;
    case EVENT_CALL:
        return KNOWS_UNKNOWN;
    case EVENT_REPLY:
        return KNOWS_ONCE;
    case EVENT_STRIKE:
        return fault_traits[event->detail].effect == STRIKE_RAISES  ? KNOWS_FAILED
               : fault_traits[event->detail].effect == STRIKE_KILLS ? KNOWS_UNKNOWN
                                                                    : KNOWS_COUNT;
    case EVENT_RAISE:
    case EVENT_FAIL:
    case EVENT_RESCUE:
        return KNOWS_FAILED;
    default:
        return KNOWS_COUNT;
    }
}

static enum atom_belief worker_believes(const struct trace *trace, uint32_t count, uint32_t bot, uint32_t occurrence)
{
    for (uint32_t i = count; i-- > 0;) {
        const struct event *event = &trace->events[i];

        if (is_of(event, bot, occurrence) && worker_learns(event) != KNOWS_COUNT)
            return worker_learns(event);
    }
    return KNOWS_NOT_YET;
}

/* Of a job instance: what its latest event in the queue's books says. */
static enum atom_belief queue_learns(const struct event *event)
{
    if (event_is(event, EVENT_IS_DELIVERY))
        return KNOWS_NOT_YET;
    switch (event->kind) {
    case EVENT_FETCH:
        return KNOWS_RUNNING;
    case EVENT_FAIL:
    case EVENT_COUNTED:
    case EVENT_RETRY:
    case EVENT_DEAD:
    case EVENT_DISCARD:
        return KNOWS_FAILED;
    case EVENT_SUCCEED:
    case EVENT_BAIL_OUT:
        return KNOWS_ONCE;
    case EVENT_LOSE:
        return KNOWS_UNKNOWN;
    default:
        return KNOWS_COUNT;
    }
}

/* The instance whose steps post for the bot: the latest one; NO_JOB while there is none. */
static uint32_t posting_job(const struct trace *trace, uint32_t count, uint32_t bot, uint32_t occurrence)
{
    for (uint32_t i = count; i-- > 0;) {
        const struct event *event = &trace->events[i];

        if (event->kind == EVENT_ENQUEUE && event->occurrence == occurrence &&
            trace->scenario->jobs[event->detail].posts >> bot & 1)
            return event->job;
    }
    return NO_JOB;
}

static enum atom_belief queue_believes(const struct trace *trace, uint32_t count, uint32_t job)
{
    for (uint32_t i = job == NO_JOB ? 0 : count; i-- > 0;)
        if (trace->events[i].job == job && queue_learns(&trace->events[i]) != KNOWS_COUNT)
            return queue_learns(&trace->events[i]);
    return KNOWS_NOT_YET;
}

/* Does the belief say that the post is made? 1 yes, 0 no, −1 nothing. A job that fails may have made its post, and the
 * queue takes it for not made; while it runs, the queue holds nothing for certain. */
static int says_made(enum atom_belief belief)
{
    switch (belief) {
    case KNOWS_ONCE:
    case KNOWS_MORE:
    case KNOWS_SKIPPED:
        return 1;
    case KNOWS_NOT_YET:
    case KNOWS_FAILED:
        return 0;
    default:
        return -1;
    }
}

bool atom_beliefs(const struct trace *trace, uint32_t count, uint32_t bot, uint32_t occurrence,
                  enum atom_belief beliefs[KNOWER_COUNT])
{
    bool is_yes = false, is_no = false;

    receivers(trace, count, bot, occurrence, beliefs);
    beliefs[KNOWER_WORKER] = worker_believes(trace, count, bot, occurrence);
    beliefs[KNOWER_QUEUE] = queue_believes(trace, count, posting_job(trace, count, bot, occurrence));
    for (int k = 0; k < KNOWER_COUNT; k++) {
        is_yes = is_yes || says_made(beliefs[k]) == 1;
        is_no = is_no || says_made(beliefs[k]) == 0;
    }
    return is_yes && is_no;
}
