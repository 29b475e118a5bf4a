/* Answers: what a run comes to, as far as a gate can ask, and the right answer to each ask.
 *
 * An answer is a row of numbers, so that two are equal or one is before the other:
 *   outcome         posts, of each bot           again, never    1 of each bot that is meant, else 0
 *   line            whose step is next: a bot; LINE_JOB + j where job j is enqueued; LINE_WAIT; LINE_NOBODY
 *   when            ms from the run's begin; ANSWER_NEVER
 *   posts           how many                     seen, recorded  enum seen_by, enum recorded
 *   cure, gaps      the number of the change, of the place, among those that were found (explore/remedies.h) */
#ifndef EXPLORE_ANSWER_H
#define EXPLORE_ANSWER_H

#include "trace/ledger.h"

#define ANSWER_NEVER INT64_MAX

enum { LINE_JOB = SCENARIO_BOTS_MAX, LINE_WAIT = LINE_JOB + SCENARIO_JOBS_MAX, LINE_NOBODY };
enum seen_by { SEEN_DEAD, SEEN_RETRY, SEEN_NOTHING, SEEN_COUNT };
enum recorded { RECORDED_OK, RECORDED_FAILED, RECORDED_NOTHING, RECORDED_COUNT };

/* What is asked of which run, and where. */
struct asked {
    const struct trace *trace;
    const struct ledger *ledger; /* of the whole of it */
    const struct scenario *of;   /* by whose jobs an answer counts; NULL: the trace's own */
    uint32_t event;              /* where the run stops; NO_EVENT: it never comes there */
    uint32_t occurrence;         /* the day that is asked of; 0: all */
    int bot;                     /* the bot that is asked of; NO_INDEX: none */
};

struct facts {
    uint32_t bot_count;
    bot_set owed, again; /* who owes a post; who makes one twice on one day */
    uint32_t posts[SCENARIO_BOTS_MAX];
    msec first[SCENARIO_BOTS_MAX]; /* the first post; ANSWER_NEVER */
    enum seen_by seen;
    bool has_place; /* the run comes to the place; else nothing below means anything */
    int64_t line;   /* of the job that the event is of; of any where it is of none */
    enum recorded
        recorded;      /* of the attempt that the event is of; else in the end of the job of the bot, or the first */
    bool is_committed; /* … whether the world has what it was to post */
};

/* Counts the run; false when memory is out. */
bool facts_take(const struct asked *asked, struct facts *out, struct err *err);

/* Counts it as the reading does (belief_is_reading). */
bool facts_misread(enum belief reading, const struct asked *asked, struct facts *out, struct err *err);

struct answer {
    int64_t values[SCENARIO_BOTS_MAX]; /* those that are not used are 0 */
};

/* The right answer, where these are the facts. Not of cure and gaps. */
struct answer answer_of(enum ask ask, int bot, const struct facts *facts);

/* Less than, equal to, greater than 0: `a` is before `b`, equal, behind it. */
int answer_compare(const struct answer *a, const struct answer *b);

#endif
