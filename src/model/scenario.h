/* A scenario: which bots post, in which jobs, under which rules, and what goes wrong.
 *
 * It is read from YAML by scenario_load (file/load.h), checked as a whole, and immutable afterwards: whoever holds a
 * `const struct scenario *` may rely on every invariant written here. Things refer to each other by index into the
 * scenario's arrays. All memory is one arena, freed by scenario_free. A what-if changes a copy (change.h).
 *
 * scenarios/README.md is the manual of the file format; assets/scenario.schema.json is its schema for editors. */
#ifndef MODEL_SCENARIO_H
#define MODEL_SCENARIO_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/duration.h"
#include "base/err.h"
#include "model/gate.h"
#include "model/lists.h"
#include "model/option_keys.h"
#include "model/vocabulary.h"

/* What a scenario may contain at most; scenarios/README.md states the same numbers. */
enum {
    SCENARIO_VERSION = 1,
    SCENARIO_BYTES_MAX = 1 << 20,
    SCENARIO_DEPTH_MAX = 16,     /* nested mappings and lists */
    SCENARIO_VALUES_MAX = 20000, /* YAML values, aliases counted as often as they are used */
    SCENARIO_ALIASES_MAX = 256,  /* aliases of scalars; others are refused */
    SCENARIO_BOTS_MAX = 64,      /* so that a set of bots is one 64-bit word (bot_set) */
    SCENARIO_JOBS_MAX = 64,
    SCENARIO_STEPS_MAX = 64,   /* of one job */
    SCENARIO_ENTRIES_MAX = 64, /* of the schedule */
    SCENARIO_FAULTS_MAX = 256,
    SCENARIO_EXPECTS_MAX = 1024,
    SCENARIO_GATES_MAX = 3,
    SCENARIO_POSTS_MAX = 366,        /* words of one bot, one for each day */
    SCENARIO_LIST_MAX = 64,          /* waits of a retry, attempts or occurrences of a fault */
    SCENARIO_NAME_BYTES_MAX = 64,    /* name, handle, done, queue */
    SCENARIO_LINE_BYTES_MAX = 300,   /* title, question, caption, one post */
    SCENARIO_PROSE_BYTES_MAX = 2000, /* lesson */
    SCENARIO_WORKERS_MAX = 256,      /* processes × workers */
    SCENARIO_PREFETCH_MAX = 64,      /* jobs in reserve for each worker */
    SCENARIO_RETRIES_MAX = 20000,
    SCENARIO_TIMES_MAX = 1000000, /* firings of one entry */
    SCENARIO_COPIES_MAX = 1000,
    SCENARIO_CELLS_MAX = 4000000, /* bots × occurrences */
};

#define PROBABILITY_ONE 1000000000u /* probabilities are whole parts of a thousand million */
#define PROBABILITY_DECIMALS 9

typedef uint64_t bot_set; /* bit b: bot b */

#define NO_INDEX (-1) /* of a bot, job, step or list entry: none */

struct bot {
    const char *name;
    const char *handle; /* "@PicardTips"; "@" and the name without spaces when not given */
    const char *done;   /* the words of success, such as "Made it So"; "done" when not given */
    enum pronoun pronoun;
    enum guard guard;
    enum key_scope key;  /* of an idempotency-key */
    msec key_expires;    /* how long the receiver remembers a key; MSEC_NEVER: for good */
    msec visible_after;  /* how long after a commit an ask still says no */
    msec due;            /* a first commit later than this after the firing is late; MSEC_NONE: never late */
    const char **posts;  /* its words: occurrence n says posts[(n − 1) mod post_count] */
    uint32_t post_count; /* at least 1 */
    struct duration latency[MICRO_COUNT]; /* of its post's micro-steps; defaults filled in */
    bot_set needs; /* whose posts its own are meant to wait for, by a step's `needs` or through another bot's */
    struct mark mark;
};

struct step {
    enum step_kind kind;
    int target;           /* the bot of a post, the job of an enqueue, NO_INDEX of a wait */
    enum skipped skipped; /* of a post */
    bot_set needs;        /* of a post: whose post is meant to come before it, which changes how a run is judged, and */
                          /* never what happens in it */
    struct duration wait; /* of a wait */
    enum wait_from from;  /* of a wait; one from the enqueue has one length */
    struct mark mark;
};

enum retry_wait {
    RETRY_FIXED,       /* waits[0] every time (the key `wait`) */
    RETRY_LIST,        /* waits[k] before retry k + 1; the last one from then on */
    RETRY_EXPONENTIAL, /* first · factor^k, at most max */
    RETRY_SIDEKIQ,     /* count⁴ + 15 s and the version's jitter, count from 0 */
    RETRY_LEASE        /* when the lease of the failed delivery ends (`wait: lease`) */
};

enum sidekiq_jitter {
    SIDEKIQ_JITTER_30_STEPS, /* to 6.2.1:  rand(30) · (count + 1) s */
    SIDEKIQ_JITTER_10_STEPS, /* to 7.3.x:  rand(10) · (count + 1) s */
    SIDEKIQ_JITTER_10        /* from 8.0:  rand(10 · (count + 1)) s */
};

struct retry {
    uint32_t limit; /* recorded failures that are retried: limit + 1 failures exhaust the job */
    enum retry_wait kind;
    struct duration *waits; /* wait_count of them for RETRY_FIXED (1) and RETRY_LIST */
    uint32_t wait_count;
    msec first;            /* RETRY_EXPONENTIAL */
    uint32_t factor_milli; /* thousandths: 2 is 2000 */
    msec max;
    enum sidekiq_jitter jitter;  /* RETRY_SIDEKIQ */
    const char *sidekiq_version; /* as it was written */
};

struct job {
    const char *name;
    const char *queue; /* "default" when not given */
    int queue_index;   /* queues are numbered by their first mention; a worker takes from the first that has a job */
    enum rescue rescue;
    struct step *steps;
    uint32_t step_count; /* at least 1 */
    enum resume resume;
    struct retry retry;
    enum exhausted exhausted;
    struct duration latency[MICRO_COUNT]; /* fetch, acknowledge, record, and the micro-steps of enqueue and wait */
    int split_from;                       /* the job that a split made this one of, else NO_INDEX */
    bot_set posts;                        /* bots that it posts for itself */
    bot_set reach;                        /* bots that it posts for, itself or through jobs it enqueues */
    struct mark mark;
};

struct platform {
    enum preset preset;
    uint32_t preset_word; /* as it was said: preset_words[] */
    struct preset_options options;
    uint32_t processes;
    uint32_t workers;     /* of each process */
    msec restart;         /* from a process's end to its return */
    struct duration poll; /* due retries are looked for at multiples of it, or where it varies so long after the look */
                          /* before; 0: at once */
    enum poll_for poll_for;
    uint32_t prefetch; /* so many jobs for each of its workers does a process take that it has not begun */
    enum acknowledge acknowledge;
    enum on_crash on_crash;
    struct duration lease; /* ON_CRASH_LEASE: a delivery not acknowledged for so long is given to another worker; */
                           /* lengths of MSEC_NONE: none, here and of the heartbeat */
    msec renew; /* so often is the lease of a job renewed whose process is neither dead nor frozen; 0: never */
    enum ended_lease
        ended_lease;  /* of what an attempt comes to that lost its job by the end of a lease, or a heartbeat */
    msec check_every; /* leases that are over, and heartbeats that are missed, are looked for at multiples of it, and */
                      /* whenever a process starts; 0: at once */
    struct duration heartbeat; /* ON_CRASH_HEARTBEAT: a dead process's jobs come back so long after its end */
    int64_t recoveries;        /* of one job; the next one makes it dead (or discarded); -1: without limit */
    enum crash_counts crash_counts;
    enum retries_wait retries_wait;
    enum queue_place retried_at;   /* a retry that is due; a crash that counts is retried */
    enum queue_place recovered_at; /* a recovery */
    msec grace;                    /* how long a deploy lets jobs run … */
    enum leaves leaves;            /* … and what becomes of those that still do */
    enum on_child_crash on_child_crash;
    struct mark mark;
};

/* One line of the schedule. */
#define EVERY_DEFAULT DAY

struct entry {
    int job;
    msec at;               /* of the first firing */
    struct duration every; /* from one firing to the next */
    uint32_t times;        /* firings; the n-th one is occurrence n */
    uint32_t copies;       /* how often each occurrence is enqueued, `apart` from each other */
    msec apart;            /* apart · (copies − 1) is less than the shortest `every` when times > 1 */
    struct mark mark;
};

/* A scripted fault: one that strikes in a gap, or one of the platform's own. */
struct fault {
    const char *name; /* what the author calls it, such as "Worf's mail is down for the first 90 s"; NULL: nothing */
    uint32_t number;  /* its place in the file, from 1; 0: a change added it */
    bool is_platform;
    enum platform_fault platform; /* only where is_platform */
    enum fault_kind kind;         /* only where not */
    int bot;                      /* strikes at this bot's posts; receiver-down: only for this bot; NO_INDEX: see job */
    int job;                      /* strikes at this job; twice: this job's deliveries */
    int step;                     /* from 0; NO_INDEX for fetch and acknowledge, and for a bot */
    enum micro micro;             /* the gap lies before or after this micro-step */
    bool is_before;
    bool is_carried; /* changes carried it there (fault_carry) from where it was put at first: */
    enum micro micro_at_first;
    bool is_before_at_first;
    msec length;        /* `for`: of a timeout, a stall, a receiver-down */
    uint32_t times;     /* strikes in the whole run; 0: always */
    uint32_t *attempts; /* only these; attempt_count 0: any */
    uint32_t attempt_count;
    uint32_t *occurrences; /* only these; occurrence_count 0: any */
    uint32_t occurrence_count;
    uint32_t instance;    /* only the n-th instance of its job; 0: any */
    msec from;            /* strikes from this instant … */
    msec until;           /* … and before this one; MSEC_NEVER */
    uint32_t probability; /* out of PROBABILITY_ONE */
    msec at;              /* kill, start, deploy, receiver-down */
    msec grace;           /* deploy; MSEC_NONE: the platform's */
    enum leaves leaves;   /* deploy; LEAVES_UNSAID: the platform's */
    uint32_t process;     /* kill, start: from 1 */
    struct mark mark, process_mark;
};

/* How long a timeout or a stall of a file is, where it does not say; 0 of what has no length. */
msec fault_length_default(enum fault_kind kind);

/* A platform's, where nobody says otherwise: Sidekiq's timeout, sidekiq/sidekiq lib/sidekiq/config.rb, 8.1.7. */
#define GRACE_DEFAULT (25 * SECOND)

/* When the queue notices what has been over since `time`, unless a process starts before. */
static inline msec platform_checked(const struct platform *platform, msec time)
{
    const msec every = platform->check_every;

    return every > 0 ? (time + every - 1) / every * every : time;
}

/* How long a deploy lets jobs run, and what becomes of those that still do: its own word goes before the platform's. */
static inline msec deploy_grace(const struct fault *deploy, const struct platform *platform)
{
    return deploy->grace != MSEC_NONE ? deploy->grace : platform->grace;
}

static inline enum leaves deploy_leaves(const struct fault *deploy, const struct platform *platform)
{
    return deploy->leaves != LEAVES_UNSAID ? deploy->leaves : platform->leaves;
}

/* The fault with what it has from its platform. */
static inline struct fault fault_whole(const struct fault *fault, const struct platform *platform)
{
    struct fault whole = *fault;

    whole.grace = deploy_grace(fault, platform);
    whole.leaves = deploy_leaves(fault, platform);
    return whole;
}

/* One expectation; counts are -1 and `state` NO_INDEX where nothing is expected. */
struct expect {
    int bot; /* both NO_INDEX: the totals */
    int job;
    uint32_t occurrence; /* 0: all of them together */
    int64_t posts, duplicates, missed, late, premature, silent, attempts;
    int state; /* enum post_state for a bot, enum job_state for a job */
    struct mark mark;
};

struct scenario {
    struct arena arena;
    const char *source;                              /* how the file is called in messages */
    const char *title, *question, *caption, *lesson; /* "" when not given */
    const char *computer; /* what enqueues, on a picture's box; "" when not given: its title, or its source */
    struct bot *bots;
    uint32_t bot_count;
    struct job *jobs;
    uint32_t job_count;
    uint32_t queue_count;
    struct platform platform;
    struct entry *entries;
    uint32_t entry_count;
    struct fault *faults;
    uint32_t fault_count;
    struct expect *expects;
    uint32_t expect_count;
    struct gate *gates; /* where its run stops and asks */
    uint32_t gate_count;
    unsigned unjudged;    /* wishes that do not count: bit w for enum wish w; never all of them */
    msec until;           /* MSEC_NEVER when not given */
    uint32_t occurrences; /* scenario_days */
    uint64_t seed;        /* 1; changed by a what-if alone */
    msec stall;           /* fault_length_added; 0: derived; changed by a what-if alone */
    struct vocabulary vocabulary;
};

/* Whether a wish counts; one that does not is granted, and no table has it. */
static inline bool wish_is_judged(const struct scenario *scenario, enum wish wish)
{
    return (scenario->unjudged >> wish & 1) == 0;
}

/* Those that count, into `out`; returns how many, at least one. */
size_t wishes_judged(const struct scenario *scenario, enum wish out[WISH_COUNT]);

/* Which wishes a run grants that did so much against each: those that nothing was done against, and those that do not
 * count. */
void wishes_grant(const struct scenario *scenario, const uint64_t against[WISH_COUNT], bool granted[WISH_COUNT]);

/* An empty scenario: no bot, seed 1, no `until`, every other number 0. `source` is how it is called in messages; it is
 * copied. NULL when memory is out. */
struct scenario *scenario_new(const char *source);

/* NULL is allowed. */
void scenario_free(struct scenario *scenario);

/* A deep copy in an arena of its own, to be changed and then checked again; NULL when memory is out. */
struct scenario *scenario_copy(const struct scenario *scenario);

/* Derives what is derived (queues, reach, occurrences) and holds the whole against every rule that spans several
 * keys; reports what is wrong. scenario_load ends in it, and so does every what-if. False when it reported anything.
 * One rule is the file's alone and is held by scenario_load: that a fault's gap is one its bot's guard has. */
bool scenario_check(struct scenario *scenario, struct diags *diags);

/* The largest `times` of the schedule's lines. */
uint32_t scenario_days(const struct scenario *scenario);

/* How long a timeout or a stall is that is added to the scenario, by a search, by hand or by an option, where nobody
 * says: a stall outlasts the lease or the heartbeat by the length of one in a file. */
msec fault_length_added(const struct scenario *scenario, enum fault_kind kind);

/* What the bot says in an occurrence (from 1). */
const char *bot_words(const struct bot *bot, uint32_t occurrence);

/* Whether it has words of success of its own. */
bool bot_has_done(const struct bot *bot);

/* The least that a wait takes for sure; 0 of an exponential one. */
msec step_wait_least(const struct step *step);

/* The bot that the step posts for, the job that it enqueues; NO_INDEX where it does neither. */
static inline int step_bot(const struct step *step)
{
    return step_traits[step->kind].target == TARGET_BOT ? step->target : NO_INDEX;
}

static inline int step_child(const struct step *step)
{
    return step_traits[step->kind].target == TARGET_JOB ? step->target : NO_INDEX;
}

/* How many of its steps are posts. */
uint32_t job_post_count(const struct job *job);

/* The guard of the bot whose post the step is; GUARD_NONE of any other step. */
enum guard step_guard(const struct scenario *scenario, const struct step *step);

/* By what the micro-steps of a step of the job are known; those of a bot's posts, wherever they stand: recorded where
 * one of their jobs records its steps. */
struct step_form job_step_form(const struct scenario *scenario, const struct job *job, const struct step *step);
struct step_form bot_post_form(const struct scenario *scenario, uint32_t bot);

/* The handle of a bot that has none of its own: "@" and its name without spaces. */
#define HANDLE_SIZE (SCENARIO_NAME_BYTES_MAX + 2)
void handle_of_name(const char *name, char handle[HANDLE_SIZE]);

/* The fault of this number in the file; NULL where there is none, or it was taken away. */
const struct fault *scenario_fault(const struct scenario *scenario, uint32_t number);

/* Makes room for `more` faults behind its own; false when memory is out. */
bool scenario_room_for_faults(struct scenario *scenario, size_t more);

/* Whether two names are one: A to Z are as a to z. No two bots, and no two jobs, have one name. */
bool name_equal(const char *a, const char *b);

/* Copies a name of a bot or a job, which is never longer. */
void name_copy(char to[SCENARIO_NAME_BYTES_MAX + 1], const char *name);

/* What it is called in headings: its title, or where it has none its source. */
const char *scenario_heading(const struct scenario *scenario);

/* What has a name, by which a file and the command line find it. */
enum named { NAMED_BOT, NAMED_JOB };

#define NAMED_MAX SCENARIO_BOTS_MAX /* of one kind: there may be as many jobs */

static inline const char *named_word(enum named named)
{
    return named == NAMED_BOT ? "bot" : "job";
}

/* The names of all bots, or jobs, into `out`; returns how many. */
size_t scenario_names(const struct scenario *scenario, enum named named, const char *out[NAMED_MAX]);

/* The bot or job of that name (exact, then without regard to case); NO_INDEX when there is none. */
int scenario_find(const struct scenario *scenario, enum named named, const char *name);

static inline int scenario_bot(const struct scenario *scenario, const char *name)
{
    return scenario_find(scenario, NAMED_BOT, name);
}

static inline int scenario_job(const struct scenario *scenario, const char *name)
{
    return scenario_find(scenario, NAMED_JOB, name);
}

#endif
