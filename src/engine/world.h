/* The world: the whole state of one run, one flat block that refers to itself by index.
 *
 * The block begins with struct world; the arrays follow at the plan's layout. All-zero memory is the valid initial
 * state: an event is kept as a reference, its number plus one, 0 meaning none; an index of a job slot likewise. Inside
 * the engine only.
 *
 * No byte of it is left to the compiler: where a struct that is assigned as a whole would have padding it has `unused`
 * bytes, which are 0. So the same run makes the same bytes everywhere, and a search that keeps worlds (packed.h) takes
 * the same memory.
 *
 * Sets of bots to blame travel along causes (ledger.h, held_by): `blame` holds the bots whose failure cost time on the
 * way to here, `pending` those whose error or crash has not yet cost any. */
#ifndef ENGINE_WORLD_H
#define ENGINE_WORLD_H

#include "base/random.h"
#include "model/scenario.h"

typedef uint32_t event_ref; /* event number + 1; 0: none */

/* What led to an event: the event itself, and whose failures stand among its causes. */
struct provenance {
    event_ref at;
    uint32_t unused;
    bot_set blame, pending;
};

/* Moves pending blame to blame: a delay has now happened because of those failures. */
static inline struct provenance provenance_delayed(struct provenance provenance)
{
    provenance.blame |= provenance.pending;
    provenance.pending = 0;
    return provenance;
}

struct timer {
    msec time;
    uint64_t order; /* what goes first at one time, and whose it is (timer.h) */
};

enum worker_phase {
    PHASE_IDLE,
    PHASE_ACT,   /* waits its latency, then does `op` */
    PHASE_ENTER, /* paused before a step: reaches the gap before `op` next */
    PHASE_RAISE, /* waits for an exception */
    PHASE_LEAVE, /* paused after the last op */
    PHASE_ASK    /* has no job: its fetch failed, and it asks again */
};

struct worker {
    uint32_t job; /* slot + 1 */
    uint32_t op;
    uint32_t attempt;
    uint8_t phase;
    uint8_t after;                /* PHASE_RAISE: the micro-step after which it was struck */
    uint8_t struck;               /* PHASE_RAISE: by which enum fault_kind */
    bool has_started;             /* the fetch is done */
    bool skipped;                 /* the guard skipped the present step's post */
    bool bailed;                  /* an error was caught and the attempt leaves */
    bool is_reserved;             /* it took its job from the reserve of its process */
    struct provenance provenance; /* of the attempt's last event */
    struct provenance freed;      /* of the event that made the worker idle */
    msec left;                    /* of what it waits for, while its process is frozen */
};

struct process {
    bool is_down;
    bool is_leaving; /* it takes no job any more, and ends with its last attempt; it has one */
    bool is_frozen;  /* nothing goes on in it */
    bool is_absent;  /* it is down, and has not started yet */
    uint32_t held;   /* slot + 1: the latest job left behind that comes back when the process dies; `next` links them */
    msec unheard;    /* when its heartbeat is missed, since its last end or freeze */
    uint32_t reserved; /* how many jobs it has in reserve */
    uint32_t unused;
    struct provenance provenance; /* of its last end, or freeze */
};

struct queue {
    uint32_t head, tail; /* slot + 1 */
};

/* A job instance, or a repeated delivery of one (`origin`). Slots are reused once an instance is over and nothing
 * refers to it. */
struct job_slot {
    uint32_t id;
    uint32_t next;   /* in its queue, among those its process holds, or in the list of free slots: slot + 1 */
    uint32_t origin; /* of a repeated delivery: the slot + 1 of the instance; else 0 */
    uint32_t parent;
    uint32_t occurrence;
    uint32_t number; /* n-th instance of its job */
    uint32_t attempts;
    uint32_t failures;
    uint32_t recoveries;
    uint32_t holder; /* the attempt whose end decides over the job; 0: none */
    uint32_t holder_worker;
    uint32_t refs;        /* attempts under way, repeated deliveries and landing effects */
    uint16_t job;         /* in the scenario */
    uint8_t state;        /* enum job_state */
    bool is_acknowledged; /* early, by the attempt that holds it */
    bool is_orphan;       /* its attempt is over unheard, or the process that reserved it; it waits to be recovered */
    uint8_t unused;
    uint16_t reserver;        /* process + 1, while that has it and has not begun it, and its queue waits for that */
    msec due;                 /* of its retry */
    msec lease;               /* the length that was drawn for the latest delivery */
    msec lease_end;           /* or when its process's heartbeat is missed; MSEC_NEVER without either */
    struct provenance queued; /* of the event that put it in its queue or made it wait */
};

/* An effect on its way whose caller has given up. */
struct in_flight {
    uint32_t job; /* slot + 1; next free one when unused */
    uint32_t op;
    uint32_t attempt;
    uint16_t worker;
    uint16_t unused;
    struct provenance provenance;
};

struct entry_state {
    uint32_t fired;  /* firings so far */
    uint32_t copies; /* of the latest one */
    msec next;       /* the next firing, for which no timer is set before the last copy of the latest one */
    event_ref last;  /* its fire event */
};

/* A platform fault that has begun counts its phases here; every fault those whom it struck. */
struct fault_state {
    uint32_t strikes;
    uint32_t phase;
    event_ref began;
};

struct occurrence_state {
    uint32_t open; /* instances that are not over, and firings still to copy */
};

/* What became of one bot's post in one occurrence. There may be millions: 64 bytes. */
struct cell {
    uint32_t posts, attempts, skips;
    uint32_t open;     /* as of the occurrence, of what can reach this bot */
    uint32_t alive;    /* instances that are not over and can reach it */
    uint32_t dead;     /* dead instances that owe the post */
    uint32_t last_job; /* instance in which it was last entered */
    event_ref known;   /* what its guard goes by: mark, claim, first commit (asked for), commit that brought the key */
    msec known_time;   /* of a commit */
    msec delay;        /* of the first post; until it is made, the time of the firing below zero */
    bot_set held_by;
    bool is_owed, is_lost, is_skipped, has_missed;
    uint32_t premature; /* posts before one that they need */
};
_Static_assert(sizeof(struct cell) == 64, "a cache line");

/* The key of one job instance (or its latest attempt) at the receiver of one bot. */
struct key_state {
    event_ref event;
    uint32_t attempt;
    uint32_t job; /* the instance that wrote it: slots are reused */
    uint32_t unused;
    msec time;
};

/* Which steps of a job instance are recorded done. */
struct step_record {
    uint64_t steps; /* bit s: step s */
    uint32_t job;   /* the instance that wrote it: slots are reused */
    uint32_t unused;
};
_Static_assert(SCENARIO_STEPS_MAX <= 64, "a record has a bit for each step");

_Static_assert(JOB_STATE_COUNT <= 8, "job_ends has a bit in a byte for each state");

struct bot_state {
    uint32_t down;       /* receiver-down faults in force */
    uint32_t down_fault; /* the latest of them */
};

struct world {
    msec now;
    msec look; /* the last look for due retries that is known, where the time between them varies */
    uint64_t sequence;
    uint32_t event_count;
    uint32_t timer_count;
    uint32_t job_next; /* id of the next instance − 1 */
    uint32_t job_free; /* slot + 1 */
    uint32_t job_top;  /* slots ever used */
    uint32_t in_flight_free, in_flight_top;
    uint32_t queued;     /* jobs in all queues, and in the reserves */
    uint32_t draining;   /* deploys in force: nobody fetches */
    uint32_t idle_count; /* of the workers in `idle`, and one more where there are reserves */
    uint32_t leaving;    /* processes that are leaving */
    uint32_t frozen;     /* processes that are */
    uint32_t reserved;   /* jobs in all reserves */
    bool has_started, is_full, has_ended;
    uint8_t ended;
    uint64_t idle[SCENARIO_WORKERS_MAX / 64]; /* workers that could take a job, but for `draining` */
    struct random random[RANDOM_STREAMS];
};

/* The indices of bots in a set, lowest first: for (bot_set s = set; s; s &= s − 1) … bot_set_first(s). */
static inline uint32_t bot_set_first(bot_set set)
{
    return (uint32_t)__builtin_ctzll(set);
}

static inline bot_set bot_set_of(uint32_t bot)
{
    return (bot_set)1 << bot;
}

#endif
