/* A program: what a plan holds.
 *
 * Every job becomes a list of ops, one for each micro-step, in the order in which an attempt goes through them; the
 * scripted faults are sorted to the gaps in which they may strike. Immutable once made, so that any number of worlds,
 * also in several threads, can run by it. Inside the engine only; plan.h is the public side. */
#ifndef ENGINE_PROGRAM_H
#define ENGINE_PROGRAM_H

#include "base/arena.h"
#include "model/scenario.h"

#define NO_OP UINT32_MAX

/* Scripted faults of one gap: plan->gap_faults[first … first + count − 1], in the file's order. */
struct gap_faults {
    uint32_t first;
    uint32_t count;
    bool is_unconditional; /* it is one that strikes every time, its dice allowing */
};

/* What an op does beside being recorded: read off its micro-step and the bot's guard. */
enum action {
    ACTION_NONE,
    ACTION_FETCH,
    ACTION_ACKNOWLEDGE,
    ACTION_BEGIN,  /* a post */
    ACTION_ASK,    /* the guard asks, and skips the post or not */
    ACTION_RECORD, /* the guard notes the post */
    ACTION_COMMIT, /* the post is made */
    ACTION_PUSH,   /* the other job is enqueued */
    ACTION_KEEP,   /* the step is recorded done */
    ACTION_LEAVE   /* an attempt whose post was skipped leaves the job */
};

/* One micro-step of one step of one job. */
struct op {
    uint8_t action;       /* enum action */
    uint8_t micro;        /* enum micro */
    uint8_t micro_before; /* in its step; MICRO_NONE: it is the first */
    uint8_t micro_after;  /* in its step; MICRO_NONE: it is the last */
    uint8_t guard;        /* of a post */
    bool is_first;        /* of its step: a gap lies before it */
    bool is_last;         /* of its step */
    bool is_received;     /* the receiver of the post takes part in it */
    bool records;         /* the guard notes the post in it */
    bool recognises;      /* the receiver knows the post by its key */
    bool is_fixed;        /* it takes latency.low, whenever an attempt comes to it */
    bool is_from_enqueue; /* latency.low counts from the moment at which the job was enqueued */
    bool resumes;         /* what follows it is the first step that is not recorded done */
    uint8_t step;         /* NO_STEP for fetch and acknowledge */
    uint8_t bot;          /* NO_BOT where it is no post */
    bot_set needs;        /* whose posts are meant to come before it */
    int child;            /* of a push: the job */
    uint32_t next;        /* the op after it; NO_OP: the job is over */
    uint32_t done;        /* the op of its step in which a post that is skipped ends */
    uint32_t next_step;   /* the first op of the step after it, acknowledge included; NO_OP */
    uint32_t leave;       /* where an attempt that leaves the job goes: its late acknowledge, or NO_OP */
    struct duration latency;
    struct gap_faults before, after; /* `before` only where is_first */
    uint32_t quiet_count; /* so many ops from this one on, up to where something can happen, only let time pass */
    bool quiet_begins;    /* but one of them begins the post in which they end */
    msec quiet_length;    /* their latencies together */
};

/* The arrays of a world, in the order in which they follow it: X(name, type, count), of the plan and its scenario. */
#define WORLD_ARRAY_LIST(X)                                                                                            \
    X(timers, struct timer, plan->owners[TIMER_KIND_COUNT])                                                            \
    X(timer_places, uint32_t, plan->owners[TIMER_KIND_COUNT])                                                          \
    X(workers, struct worker, plan->worker_count)                                                                      \
    X(processes, struct process, scenario->platform.processes)                                                         \
    X(reserves, uint32_t, (size_t)scenario->platform.processes * plan->reserve_room)                                   \
    X(queues, struct queue, scenario->queue_count)                                                                     \
    X(jobs, struct job_slot, plan->job_room)                                                                           \
    X(enqueued_at, msec, plan->wait_from_enqueue > 0 ? plan->job_room : 0)                                             \
    X(in_flight, struct in_flight, plan->in_flight_room)                                                               \
    X(entries, struct entry_state, scenario->entry_count)                                                              \
    X(faults, struct fault_state, scenario->fault_count)                                                               \
    X(instances, uint32_t, scenario->job_count)                                                                        \
    X(bots, struct bot_state, scenario->bot_count)                                                                     \
    X(keys, struct key_state, (size_t)plan->job_room * plan->key_count)                                                \
    X(records, struct step_record, plan->has_records ? plan->job_room : 0)                                             \
    X(occurrences, struct occurrence_state, scenario->occurrences)                                                     \
    X(cells, struct cell, (size_t)scenario->occurrences * scenario->bot_count)                                         \
    X(job_ends, uint8_t, (size_t)scenario->occurrences * scenario->job_count)                                          \
    X(made_at, msec, plan->has_needs ? (size_t)scenario->occurrences * scenario->bot_count : 0)

/* Where each lies, in bytes from the world's start. */
#define LAYOUT_FIELD(name, type, count) size_t name;
struct layout {
    WORLD_ARRAY_LIST(LAYOUT_FIELD)
    size_t size;
};

/* Who may own a timer, in the order in which owners are numbered. */
enum timer_kind {
    TIMER_WORKER,
    TIMER_JOB,
    TIMER_IN_FLIGHT,
    TIMER_FIRE,
    TIMER_COPY,
    TIMER_PROCESS,
    TIMER_PLATFORM,
    TIMER_LOOK, /* for every job */
    TIMER_KIND_COUNT
};

/* A timer's order (timer.h) has so many bits for its owner, and no more owners may be. */
enum { OWNER_BITS = 20, TIMER_OWNERS_MAX = 1 << OWNER_BITS };

struct plan {
    const struct scenario *scenario;
    struct arena arena;
    struct op *ops;
    uint32_t op_count;
    uint32_t *first_op; /* of each job */
    uint32_t *gap_faults;
    uint32_t *platform_faults; /* indices of kill, deploy and receiver-down: those with a time */
    uint32_t platform_fault_count;
    uint32_t *twice_faults;
    uint32_t twice_fault_count;
    int *key_slot; /* of each bot: its place among those with a key of job or attempt, or NO_INDEX */
    uint32_t key_count;
    bool has_needs;         /* some post is meant to wait for another: when each was first made is kept */
    bool has_records;       /* some job records its steps */
    msec wait_from_enqueue; /* the longest wait that counts from an enqueue, for which its moment is kept; 0: none */
    uint32_t worker_count;  /* of all processes */
    uint32_t reserve_most;  /* jobs that a process takes in reserve; 0: none ever are */
    uint32_t reserve_room;  /* for those and what its workers have taken from them and return */
    uint32_t job_room;      /* instances alive at once */
    uint32_t in_flight_room;
    uint32_t owners[TIMER_KIND_COUNT + 1]; /* the first owner of each kind, and how many there are of all */
    uint32_t step_events_max;              /* a world_step appends at most so many events */
    uint32_t events_end;                   /* a run without a trace ends before a step that starts behind so many */
    struct layout layout;
};

/* Fills in the ops of all jobs, and the faults that may strike in their gaps. False when memory is out. */
bool plan_make_ops(struct plan *plan);

/* Is the value among those that a scripted fault is for? An empty list is for all. */
static inline bool list_allows(const uint32_t *list, uint32_t count, uint32_t value)
{
    for (uint32_t i = 0; i < count; i++)
        if (list[i] == value)
            return true;
    return count == 0;
}

#endif
