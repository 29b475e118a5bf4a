/* What searches and sweeps cost: each beside a program written by hand for that model alone, in CPU time of this
 * process.
 *
 * The rivals below know nothing but their model: a binary heap of events, one event for each instant at which something
 * can happen, dice, four counters. They use the same generator as the engine. Their means are printed beside ours, so
 * that it is seen that both play the same game. tests/bench/rivals.py plays the same three in SimPy. */
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/random.h"
#include "explore/explore.h"
#include "explore/odds.h"
#include "explore/sweep.h"
#include "file/load.h"

enum { REPEATS = 9, HEAP_MAX = 4096 };

static double cpu_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

/* The rivals' heap. */
struct happening {
    int64_t time;
    uint64_t sequence;
    int what, number;
};

struct heap {
    struct happening list[HEAP_MAX];
    int count;
    uint64_t sequence;
};

static bool precedes(const struct happening *a, const struct happening *b)
{
    return a->time < b->time || (a->time == b->time && a->sequence < b->sequence);
}

static void heap_push(struct heap *heap, int64_t time, int what, int number)
{
    struct happening new = {time, heap->sequence++, what, number};
    int at = heap->count++;

    while (at > 0 && precedes(&new, &heap->list[(at - 1) / 2])) {
        heap->list[at] = heap->list[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap->list[at] = new;
}

static struct happening heap_pop(struct heap *heap)
{
    struct happening first = heap->list[0], last = heap->list[--heap->count];
    int at = 0;

    for (;;) {
        int child = 2 * at + 1;

        if (child >= heap->count)
            break;
        if (child + 1 < heap->count && precedes(&heap->list[child + 1], &heap->list[child]))
            child++;
        if (!precedes(&heap->list[child], &last))
            break;
        heap->list[at] = heap->list[child];
        at = child;
    }
    heap->list[at] = last;
    return first;
}

static bool strikes(struct random *random, uint64_t parts)
{
    return random_below(random, 1000) < parts;
}

struct means {
    double duplicates, missed;
};

/* The sequential day: 0.1 before and 0.05 after each commit, three attempts, the first bot with an idempotency key. */
static struct means rival_sequential(uint64_t runs)
{
    static const int64_t to_commit[4] = {500, 2000, 2000, 2000};
    uint64_t duplicates = 0, missed = 0;
    struct random random;
    static struct heap heap;

    random_seed(&random, 1, RANDOM_FAULTS);
    for (uint64_t run = 0; run < runs; run++) {
        int posts[4] = {0, 0, 0, 0}, attempt = 1;

        heap.count = 0;
        heap_push(&heap, to_commit[0], 0, 0);
        while (heap.count > 0) {
            struct happening now = heap_pop(&heap);
            int bot = now.number;
            bool fails = strikes(&random, 100);

            if (!fails) {
                posts[bot] += bot > 0 || posts[0] == 0;
                fails = strikes(&random, 50);
            }
            if (fails && attempt++ < 3)
                heap_push(&heap, now.time + 60000 + to_commit[0], 0, 0);
            else if (!fails && bot < 3)
                heap_push(&heap, now.time + to_commit[bot + 1], 0, bot + 1);
        }
        for (int b = 0; b < 4; b++) {
            duplicates += posts[b] > 1 ? (uint64_t)posts[b] - 1 : 0;
            missed += posts[b] == 0;
        }
    }
    return (struct means){(double)duplicates / (double)runs, (double)missed / (double)runs};
}

enum { FETCHED, COMMITTED, MARKED, FINISHED, RETRIED };

struct fan {
    struct heap heap;
    int queue[64], head, tail, free;
    int posts[4], failures[4];
    bool marked[4];
};

static void fan_take(struct fan *fan, int64_t now)
{
    while (fan->free > 0 && fan->head != fan->tail) {
        fan->free--;
        heap_push(&fan->heap, now + 200, FETCHED, fan->queue[fan->head++ % 64]);
    }
}

static void fan_fail(struct fan *fan, int64_t now, int job)
{
    fan->free++;
    if (++fan->failures[job] <= 5)
        heap_push(&fan->heap, now + 120000, RETRIED, job);
}

static void fan_happen(struct fan *fan, const struct happening *now, struct random *random)
{
    int job = now->number;

    switch (now->what) {
    case FETCHED: /* and has checked */
        heap_push(&fan->heap, now->time + (fan->marked[job] ? 1300 : 300), fan->marked[job] ? FINISHED : COMMITTED,
                  job);
        break;
    case COMMITTED:
        if (strikes(random, 100)) {
            fan_fail(fan, now->time, job);
            break;
        }
        fan->posts[job]++;
        if (strikes(random, 50))
            fan_fail(fan, now->time, job);
        else
            heap_push(&fan->heap, now->time + 400, MARKED, job);
        break;
    case MARKED:
        fan->marked[job] = true;
        heap_push(&fan->heap, now->time + 1300, FINISHED, job);
        break;
    case FINISHED:
        fan->free++;
        break;
    default:
        fan->queue[fan->tail++ % 64] = job;
    }
    fan_take(fan, now->time);
}

/* The fan-out day: four jobs, two workers, each post with a check, five retries two minutes apart, the same chances. */
static struct means rival_fan_out(uint64_t runs)
{
    uint64_t duplicates = 0, missed = 0;
    struct random random;
    static struct fan fan;

    random_seed(&random, 1, RANDOM_FAULTS);
    for (uint64_t run = 0; run < runs; run++) {
        memset(&fan.posts, 0, sizeof fan - offsetof(struct fan, posts));
        fan.heap.count = 0;
        fan.head = fan.tail = 0;
        fan.free = 2;
        for (int b = 0; b < 4; b++)
            heap_push(&fan.heap, 500 + 100 * b, RETRIED, b);
        while (fan.heap.count > 0) {
            struct happening now = heap_pop(&fan.heap);

            fan_happen(&fan, &now, &random);
        }
        for (int b = 0; b < 4; b++) {
            duplicates += fan.posts[b] > 1 ? (uint64_t)fan.posts[b] - 1 : 0;
            missed += fan.posts[b] == 0;
        }
    }
    return (struct means){(double)duplicates / (double)runs, (double)missed / (double)runs};
}

/* A queue of many jobs: ten workers, arrivals 1 s and work 8 s on average, a tenth fails after the work and is tried
 * again a minute later, up to three times. */
static struct means rival_queue(uint64_t jobs)
{
    enum { ARRIVED, WORKED, AGAIN, ROOM = 1 << 16 };
    struct random random;
    static struct heap heap;
    static int queue[ROOM], failures_of[ROOM];
    uint64_t head = 0, tail = 0, arrived = 0, posts = 0, missed = 0;
    int free_workers = 10;

    random_seed(&random, 1, RANDOM_FAULTS);
    heap.count = 0;
    heap_push(&heap, 0, ARRIVED, 0);
    while (heap.count > 0) {
        struct happening now = heap_pop(&heap);
        int slot = now.number;

        if (now.what == ARRIVED) {
            slot = (int)(arrived++ % ROOM);
            failures_of[slot] = 0;
            if (arrived < jobs)
                heap_push(&heap, now.time + random_exponential(&random, 1000), ARRIVED, 0);
        }
        if (now.what == WORKED) {
            free_workers++;
            posts++;
            if (strikes(&random, 100) && ++failures_of[slot] <= 3)
                heap_push(&heap, now.time + 60000, AGAIN, slot);
            else
                missed += failures_of[slot] > 3 && posts == 0;
        } else {
            queue[tail++ % ROOM] = slot;
        }
        while (free_workers > 0 && head != tail) {
            free_workers--;
            heap_push(&heap, now.time + random_exponential(&random, 8000), WORKED, queue[head++ % ROOM]);
        }
    }
    return (struct means){(double)(posts - jobs) / (double)jobs, (double)missed / (double)jobs};
}

static const char SEQUENTIAL[] =
    "version: 1\n"
    "bots: [{name: A, post: a, guard: idempotency-key}, {name: B, post: b}, {name: C, post: c}, {name: D, post: d}]\n"
    "jobs: [{name: J, steps: [{post: A}, {post: B}, {post: C}, {post: D}], retry: {limit: 2, wait: 1m}}]\n"
    "schedule: [{enqueue: J}]\n"
    "faults:\n"
    "  - {bot: A, before: commit, kind: error, times: always, probability: 0.1}\n"
    "  - {bot: A, after: commit, kind: error, times: always, probability: 0.05}\n"
    "  - {bot: B, before: commit, kind: error, times: always, probability: 0.1}\n"
    "  - {bot: B, after: commit, kind: error, times: always, probability: 0.05}\n"
    "  - {bot: C, before: commit, kind: error, times: always, probability: 0.1}\n"
    "  - {bot: C, after: commit, kind: error, times: always, probability: 0.05}\n"
    "  - {bot: D, before: commit, kind: error, times: always, probability: 0.1}\n"
    "  - {bot: D, after: commit, kind: error, times: always, probability: 0.05}\n";

static const char FAN_OUT[] = "version: 1\n"
                              "bots:\n"
                              "  - {name: A, post: a, guard: check-then-mark}\n"
                              "  - {name: B, post: b, guard: check-then-mark}\n"
                              "  - {name: C, post: c, guard: check-then-mark}\n"
                              "  - {name: D, post: d, guard: check-then-mark}\n"
                              "jobs:\n"
                              "  - {name: Top, steps: [{enqueue: JA}, {enqueue: JB}, {enqueue: JC}, {enqueue: JD}]}\n"
                              "  - {name: JA, steps: [{post: A}], retry: {limit: 5, wait: 2m}}\n"
                              "  - {name: JB, steps: [{post: B}], retry: {limit: 5, wait: 2m}}\n"
                              "  - {name: JC, steps: [{post: C}], retry: {limit: 5, wait: 2m}}\n"
                              "  - {name: JD, steps: [{post: D}], retry: {limit: 5, wait: 2m}}\n"
                              "platform: {workers: 2}\n"
                              "schedule: [{enqueue: Top}]\n"
                              "faults:\n"
                              "  - {bot: A, before: commit, kind: error, times: always, probability: 0.1}\n"
                              "  - {bot: A, after: commit, kind: error, times: always, probability: 0.05}\n"
                              "  - {bot: B, before: commit, kind: error, times: always, probability: 0.1}\n"
                              "  - {bot: B, after: commit, kind: error, times: always, probability: 0.05}\n"
                              "  - {bot: C, before: commit, kind: error, times: always, probability: 0.1}\n"
                              "  - {bot: C, after: commit, kind: error, times: always, probability: 0.05}\n"
                              "  - {bot: D, before: commit, kind: error, times: always, probability: 0.1}\n"
                              "  - {bot: D, after: commit, kind: error, times: always, probability: 0.05}\n";

static const char QUEUE[] =
    "version: 1\n"
    "bots: [{name: A, post: a, latency: {begin: 0s, call: 0s, commit: exp(8s), reply: 0s, done: 0s}}]\n"
    "jobs: [{name: J, latency: {fetch: 0s, acknowledge: 0s}, steps: [{post: A}], retry: {limit: 3, wait: 1m}}]\n"
    "platform: {workers: 10}\n"
    "schedule: [{enqueue: J, every: exp(1s), times: 1000000}]\n"
    "faults: [{bot: A, after: commit, kind: error, times: always, probability: 0.1}]\n";

static struct scenario *load(const char *name, const char *bytes, size_t size)
{
    struct diags diags;
    struct scenario *scenario;
    struct text text = {0};

    diags_init(&diags, name, bytes, size);
    scenario = scenario_load(name, bytes, size, &diags);
    if (!scenario) {
        diags_print(&diags, &text);
        fputs(text_str(&text), stderr);
        exit(1);
    }
    diags_release(&diags);
    return scenario;
}

static struct scenario *load_file(const char *path)
{
    static char bytes[1 << 16];
    FILE *file = fopen(path, "rb");
    size_t size;

    if (!file)
        exit(1);
    size = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return load(path, bytes, size);
}

static double sweep_once(const struct scenario *scenario, uint64_t runs, uint64_t units, struct means *means)
{
    double began = cpu_seconds();
    struct sweep sweep;
    struct err err;

    if (!sweep_take(scenario, &(struct sweep_options){.runs = runs, .threads = 1}, &sweep, &err))
        exit(1);
    began = cpu_seconds() - began;
    *means = (struct means){(double)sweep.total.duplicates / (double)units, (double)sweep.total.missed / (double)units};
    sweep_release(&sweep);
    return began;
}

static double rival_once(struct means (*rival)(uint64_t runs), uint64_t units, struct means *means)
{
    double began = cpu_seconds();

    *means = rival(units);
    return cpu_seconds() - began;
}

/* The fastest of several each, in ns a unit; in turn, so that whatever else the machine does strikes both. */
static void compare(const char *what, struct scenario *scenario, uint64_t runs, uint64_t units,
                    struct means (*rival)(uint64_t))
{
    double best = 1e99, rival_best = 1e99, to_ns = 1e9 / (double)units;
    struct means ours, theirs;

    for (int i = 0; i < REPEATS; i++) {
        double took = sweep_once(scenario, runs, units, &ours), rival_took = rival_once(rival, units, &theirs);

        best = took < best ? took : best;
        rival_best = rival_took < rival_best ? rival_took : rival_best;
    }
    printf(
        "%-34s %7.1f ns, by hand in C %6.1f ns: %.2f times (at most 2.5); duplicates %.4f, %.4f; misses %.4f, %.4f\n",
        what, best * to_ns, rival_best * to_ns, best / rival_best, ours.duplicates, theirs.duplicates, ours.missed,
        theirs.missed);
    scenario_free(scenario);
}

static void measure_explore(void)
{
    struct scenario *scenario = load_file("scenarios/sequential.yaml");
    struct search_options options = {.faults = 2};
    double best = 1e99;
    struct explore explore;
    struct err err;
    uint64_t runs = 0;

    for (int i = 0; i < 20; i++) {
        double began = cpu_seconds();

        if (!explore_take(scenario, &options, &(struct cancel_token){0}, &explore, &err))
            exit(1);
        began = cpu_seconds() - began;
        runs = explore.total.runs;
        explore_release(&explore);
        best = began < best ? began : best;
    }
    printf("%-34s %7.2f ms for %llu runs (at most 20 ms)\n", "explore --faults 2 of sequential", best * 1e3,
           (unsigned long long)runs);
    scenario_free(scenario);
}

static void measure_odds(void)
{
    struct scenario *scenario = load("sequential", SEQUENTIAL, sizeof SEQUENTIAL - 1);
    double best = 1e99;
    struct odds odds;
    struct err err;

    for (int i = 0; i < 50; i++) {
        double began = cpu_seconds();

        if (!odds_take(scenario, ODDS_MEMORY_DEFAULT, &(struct cancel_token){0}, &odds, &err))
            exit(1);
        began = cpu_seconds() - began;
        best = began < best ? began : best;
        odds_release(&odds);
    }
    printf("%-34s %7.3f ms for %llu states (at most 1 ms)\n", "odds of the sequential day", best * 1e3,
           (unsigned long long)odds.states);
    scenario_free(scenario);
}

static double wall_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void sweep_shard(const struct scenario *scenario, uint32_t threads, uint32_t shard, uint32_t shards)
{
    struct sweep sweep;
    struct err err;

    if (!sweep_take(scenario,
                    &(struct sweep_options){.runs = 20000000, .threads = threads, .shard = shard, .shards = shards},
                    &sweep, &err))
        exit(1);
    sweep_release(&sweep);
}

static double two_processes(const struct scenario *scenario)
{
    double began = wall_seconds();

    for (uint32_t shard = 1; shard <= 2; shard++) {
        pid_t child = fork();

        if (child == 0) {
            sweep_shard(scenario, 1, shard, 2);
            _exit(0);
        }
    }
    while (wait(NULL) > 0) {
    }
    return wall_seconds() - began;
}

static double two_threads(const struct scenario *scenario)
{
    double began = wall_seconds();

    sweep_shard(scenario, 2, 0, 1);
    return wall_seconds() - began;
}

/* In turn, so that whatever else the machine does strikes both. */
static void measure_threads(void)
{
    struct scenario *scenario = load("sequential", SEQUENTIAL, sizeof SEQUENTIAL - 1);
    double threads = 1e99, processes = 1e99;

    for (int i = 0; i < REPEATS; i++) {
        double took = two_processes(scenario);

        processes = took < processes ? took : processes;
        took = two_threads(scenario);
        threads = took < threads ? took : threads;
    }
    printf("%-34s %7.2f of the rate of two processes side by side (at least 0.95; wall time)\n", "two threads",
           processes / threads);
    scenario_free(scenario);
}

int main(void)
{
    compare("a sequential day", load("sequential", SEQUENTIAL, sizeof SEQUENTIAL - 1), 1000000, 1000000,
            rival_sequential);
    compare("a fan-out day, two workers", load("fan-out", FAN_OUT, sizeof FAN_OUT - 1), 500000, 500000, rival_fan_out);
    compare("a job of a million at ten workers", load("queue", QUEUE, sizeof QUEUE - 1), 1, 1000000, rival_queue);
    measure_explore();
    measure_odds();
    measure_threads();
    return 0;
}
