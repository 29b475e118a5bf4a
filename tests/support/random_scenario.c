#include "support/random_scenario.h"

#include <stdbool.h>

#include "model/lists.h"
#include "model/scenario.h"

enum { BOTS_MAX = 4, FAULTS_MAX = 4 };

/* Read one after the other: no call asks it twice for its arguments, which compilers evaluate in an order of their
 * own. */
struct tape {
    const uint8_t *bytes;
    size_t size, at;
};

struct maker {
    struct tape tape;
    struct text *out;
    unsigned bots;
    enum guard guards[BOTS_MAX];
    unsigned levels; /* of jobs that enqueue: 1: a top job enqueues one for each bot; 2: a job between them does */
    unsigned processes;
    unsigned started; /* bit p: process p starts late */
    unsigned needs;   /* bit b: bot b needs the one before it; with bit 7 set, the one after it */
    unsigned records; /* bit j: job j records its steps: Top, Middle, then the bots' */
};

static unsigned below(struct maker *maker, unsigned bound)
{
    struct tape *tape = &maker->tape;

    return tape->at < tape->size ? tape->bytes[tape->at++] % bound : 0;
}

static const char *one_of(struct maker *maker, const char *const *words, unsigned count)
{
    return words[below(maker, count)];
}

static void make_bots(struct maker *maker)
{
    static const char *const keys[] = {"", ", key: job", ", key: attempt", ", expires: 30s"};
    static const char *const shown[] = {"", ", visible_after: 45s"};
    static const char *const due[] = {"", ", due: 30s"};
    static const char *const latency[] = {"", ", latency: {call: 1s..3s}", ", latency: {done: exp(2s), commit: 0s}"};

    maker->bots = 1 + below(maker, BOTS_MAX);
    text_add(maker->out, "bots:\n");
    for (unsigned b = 0; b < maker->bots; b++) {
        enum guard guard = (enum guard)below(maker, GUARD_COUNT);

        maker->guards[b] = guard;
        text_addf(maker->out, "  - {name: B%u, post: words %u, guard: %s", b, b, guard_names[guard]);
        if (guard == GUARD_IDEMPOTENCY_KEY)
            text_add(maker->out, one_of(maker, keys, 4));
        if (guard == GUARD_ASK_RECEIVER)
            text_add(maker->out, one_of(maker, shown, 2));
        text_add(maker->out, one_of(maker, due, 2));
        text_addf(maker->out, "%s}\n", one_of(maker, latency, 3));
    }
}

enum { JOB_TOP, JOB_MIDDLE, JOB_OF_BOT };

static bool job_records(const struct maker *maker, unsigned job)
{
    return maker->records >> job & 1;
}

static void make_policy(struct maker *maker)
{
    static const char *const retries[] = {
        "{limit: 0}",
        "{limit: 1, wait: 1m}",
        "{limit: 3, waits: [10s, 20s]}",
        "{limit: 4, exponential: {first: 5s, factor: 1.5, max: 20s}}",
        "{limit: 2, sidekiq: \"8.0\"}",
        "{limit: 2, wait: exp(10s)}",
    };
    static const char *const rescues[] = {"none", "exit", "continue"};
    static const char *const exhausted[] = {"dead", "discard"};

    text_addf(maker->out, ", retry: %s", one_of(maker, retries, 6));
    text_addf(maker->out, ", rescue: %s", one_of(maker, rescues, 3));
    text_addf(maker->out, ", exhausted: %s", one_of(maker, exhausted, 2));
}

static void make_policy_and_queue(struct maker *maker, unsigned job)
{
    static const char *const queues[] = {"", ", queue: high", ", queue: low"};

    text_add(maker->out, job_records(maker, job) ? ", resume: step" : "");

    text_add(maker->out, one_of(maker, queues, 3));
    make_policy(maker);
    text_add(maker->out, "}\n");
}

static void make_needs(struct maker *maker, unsigned bot)
{
    unsigned other = maker->needs & 0x80 ? bot + 1 : bot - 1;

    if ((maker->needs >> bot & 1) && other < maker->bots)
        text_addf(maker->out, ", needs: B%u", other);
}

static void make_children(struct maker *maker)
{
    for (unsigned b = 0; b < maker->bots; b++) {
        text_addf(maker->out, "  - {name: J%u, steps: [{post: B%u", b, b);
        make_needs(maker, b);
        text_add(maker->out, "}]");
        make_policy_and_queue(maker, JOB_OF_BOT + b);
    }
}

/* A job that does the step for each bot. */
static void make_job(struct maker *maker, unsigned job, const char *step, const char *skipped)
{
    static const char *const names[] = {[JOB_TOP] = "Top", [JOB_MIDDLE] = "Middle"};
    static const char *const waits[] = {"", ", {wait: 3s}", ", {wait: 5s, from: enqueue}"};

    text_addf(maker->out, "  - {name: %s, steps: [", names[job]);
    for (unsigned b = 0; b < maker->bots; b++) {
        text_addf(maker->out, "%s{%s%u%s", b ? ", " : "", step, b, skipped);
        if (maker->levels == 0)
            make_needs(maker, b);
        text_add(maker->out, "}");
    }
    text_add(maker->out, waits[below(maker, sizeof waits / sizeof *waits)]);
    text_add(maker->out, "]");
    make_policy_and_queue(maker, job);
}

static void make_jobs(struct maker *maker)
{
    maker->levels = below(maker, 3);
    text_add(maker->out, "jobs:\n");
    if (maker->levels == 0) {
        make_job(maker, JOB_TOP, "post: B", below(maker, 2) ? ", skipped: end" : "");
        return;
    }
    if (maker->levels == 2) {
        text_add(maker->out, "  - {name: Top, steps: [{enqueue: Middle}]");
        make_policy_and_queue(maker, JOB_TOP);
    }
    make_job(maker, maker->levels == 2 ? JOB_MIDDLE : JOB_TOP, "enqueue: J", "");
    make_children(maker);
}

static void make_platform(struct maker *maker)
{
    static const char *const crashes[] = {"lost",
                                          "requeue",
                                          "lease, lease: 20s",
                                          "lease, lease: 20s, renew: 6s",
                                          "lease, lease: 15s..25s",
                                          "lease, lease: 15s..25s, renew: 6s",
                                          "lease, lease: 20s, check_every: 15s",
                                          "lease, lease: 12s, retries_wait: worker",
                                          "lease, lease: 20s, ended_lease: by-job",
                                          "heartbeat, heartbeat: 15s",
                                          "heartbeat, heartbeat: 10s..20s",
                                          "heartbeat, heartbeat: 15s, check_every: 10s",
                                          "heartbeat, heartbeat: 15s, ended_lease: by-job"};
    static const char *const recoveries[] = {"", ", recoveries: 1"};
    static const char *const counts[] = {"", ", crash_counts: yes", ", recovered_at: tail", ", recovered_at: place"};
    static const char *const retried[] = {"", ", retried_at: place", ", retried_at: head"};
    static const char *const polls[] = {
        "0s", "1s", "2s", "1s..3s", "exp(2s)", "2s, poll_for: all", "0s, prefetch: 1", "1s, prefetch: 2"};
    unsigned on_crash = below(maker, sizeof crashes / sizeof *crashes), processes = 1 + below(maker, 2),
             workers = 1 + below(maker, 3);
    const char *acknowledge = below(maker, 3) == 1 ? "early" : "late";

    maker->processes = processes;
    text_addf(maker->out, "platform: {processes: %u, workers: %u, acknowledge: %s, on_crash: %s%s", processes, workers,
              acknowledge, crashes[on_crash], on_crash ? one_of(maker, recoveries, 2) : "");
    text_add(maker->out, on_crash ? one_of(maker, counts, 4) : "");
    text_add(maker->out, one_of(maker, retried, 3));
    text_addf(maker->out, ", poll: %s", one_of(maker, polls, sizeof polls / sizeof *polls));
    if (below(maker, 3) == 1)
        text_addf(maker->out, ", on_child_crash: %s", one_of(maker, on_child_crash_names, ON_CHILD_CRASH_COUNT));
    text_add(maker->out, "}\n");
}

static void make_schedule(struct maker *maker)
{
    unsigned copies = 1 + below(maker, 2);

    text_addf(maker->out, "schedule:\n  - {enqueue: Top, every: %s", below(maker, 2) ? "40s..60s" : "1h");
    text_addf(maker->out, ", times: %u", 1 + below(maker, 3));
    if (copies > 1)
        text_addf(maker->out, ", copies: %u, apart: %us", copies, below(maker, 20));
    text_add(maker->out, "}\n");
    if (below(maker, 4) == 1)
        text_add(maker->out, "  - {enqueue: Top, at: 5s, times: 2}\n");
}

static void make_deploy(struct maker *maker, unsigned at)
{
    unsigned grace = below(maker, 5), leaves = below(maker, LEAVES_COUNT);

    text_addf(maker->out, "  - {platform: deploy, at: %us, leaves: %s", at, leaves_names[leaves]);
    if (leaves_traits[leaves].has_end)
        text_addf(maker->out, ", grace: %us", grace);
    text_add(maker->out, "}\n");
}

static void make_platform_fault(struct maker *maker)
{
    unsigned at = below(maker, 30), process;

    switch (below(maker, 5)) {
    case 0:
        text_addf(maker->out, "  - {platform: kill, at: %us, process: %u}\n", at, 1 + below(maker, maker->processes));
        break;
    case 3:
        process = 1 + below(maker, maker->processes);
        if (maker->started >> process & 1) /* once */
            break;
        maker->started |= 1u << process;
        text_addf(maker->out, "  - {platform: start, at: %us, process: %u}\n", at, process);
        break;
    case 1:
        make_deploy(maker, at);
        break;
    case 2:
        text_addf(maker->out, "  - {platform: receiver-down, at: %us, for: %us}\n", at, 1 + below(maker, 60));
        break;
    default:
        text_addf(maker->out, "  - {platform: twice, job: Top, times: %u", 1 + below(maker, 2));
        text_addf(maker->out, "%s}\n", below(maker, 2) ? ", probability: 0.5" : "");
    }
}

static void make_gap_fault(struct maker *maker)
{
    static const char *const times[] = {"1", "2", "always"};
    static const char *const extra[] = {
        "", ", attempts: [2]", ", occurrences: [1]", ", probability: 0.5", ", until: 70s", ", from: 2s"};
    unsigned bot = below(maker, maker->bots);
    enum micro micros[MICRO_COUNT];
    bool is_recorded = job_records(maker, maker->levels == 0 ? JOB_TOP : JOB_OF_BOT + bot);
    size_t count = step_micros(
        (struct step_form){STEP_POST, maker->guards[bot], is_recorded ? RESUME_STEP : RESUME_START}, micros);
    const char *side = below(maker, 2) ? "after" : "before";
    enum micro micro = micros[below(maker, (unsigned)count)];

    text_addf(maker->out, "  - {bot: B%u, %s: %s", bot, side, micro_names[micro]);
    text_addf(maker->out, ", kind: %s", one_of(maker, fault_kind_names, FAULT_COUNT));
    text_addf(maker->out, ", times: %s", one_of(maker, times, 3));
    text_addf(maker->out, "%s}\n", one_of(maker, extra, 6));
}

static void make_job_fault(struct maker *maker)
{
    static const char *const gaps[] = {"before: fetch", "after: fetch", "before: acknowledge", "after: acknowledge"};
    static const char *const jobs[] = {"Top", "Top", "Middle"};
    static const char *const kinds[] = {"crash", "stall", "error"};
    static const char *const dice[] = {"", ", probability: 0.25", ", times: always, probability: 0.5"};

    text_addf(maker->out, "  - {job: %s", jobs[below(maker, maker->levels + 1)]);
    text_addf(maker->out, ", %s", one_of(maker, gaps, 4));
    text_addf(maker->out, ", kind: %s", one_of(maker, kinds, 3));
    text_addf(maker->out, "%s}\n", one_of(maker, dice, 3));
}

static void make_faults(struct maker *maker)
{
    unsigned count = below(maker, FAULTS_MAX + 1);

    if (count == 0)
        return;
    text_add(maker->out, "faults:\n");
    while (count-- > 0) {
        switch (below(maker, 4)) {
        case 2:
            make_job_fault(maker);
            break;
        case 3:
            make_platform_fault(maker);
            break;
        default:
            make_gap_fault(maker);
        }
    }
}

static void make_wishes(struct maker *maker, unsigned set)
{
    unsigned named = 0;

    for (unsigned wish = 0; wish < WISH_COUNT; wish++)
        if (set >> wish & 1)
            text_addf(maker->out, "%s%s", named++ ? ", " : "wishes: [", wish_words[wish]);
    text_add(maker->out, named ? "]\n" : "");
}

static void make_gates(struct maker *maker, unsigned set)
{
    static const char *const gates[] = {"at: end",
                                        "at: {bot: B0, event: strike}",
                                        "at: {bot: B0, event: commit}, ask: line",
                                        "at: {job: Top, event: fetch, attempt: 2}",
                                        "at: {event: strike, n: 2}, models: [undone, not-again]",
                                        "at: {bot: B0, event: miss}, ask: when",
                                        "at: day-end, ask: never",
                                        "at: {job: Top, event: end}, ask: recorded"};

    text_addf(maker->out, "gates: [{%s}, {%s}]\n", gates[set & 7], gates[set >> 3 & 7]);
}

void random_scenario(const uint8_t *tape, size_t size, struct text *yaml)
{
    struct maker maker = {.tape = {tape, size, 0}, .out = yaml};
    unsigned judged = size > 1 ? tape[size - 2] : 0, recorded = size > 2 ? tape[size - 3] : 0;

    /* How a run is judged comes from the tape's end, so that what happens in it does not depend on that. */
    maker.needs = size > 0 ? tape[size - 1] : 0;
    maker.records = recorded & 0x80 ? recorded : 0;

    text_add(yaml, "version: 1\n");
    make_bots(&maker);
    make_jobs(&maker);
    make_platform(&maker);
    make_schedule(&maker);
    make_faults(&maker);
    if (below(&maker, 4) == 1)
        text_addf(yaml, "until: %us\n", 1 + below(&maker, 120));
    if (judged & 0x10)
        make_wishes(&maker, judged);
    if (judged & 0x80)
        make_gates(&maker, judged);
}
