#include "explore/sweep.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/check.h"
#include "base/range.h"
#include "engine/run.h"
#include "explore/dice.h"
#include "explore/obstacle.h"
#include "explore/shards.h"

enum {
    LINE = 128,     /* bytes that processors pass around as one, and the neighbour that they fetch with it */
    CHUNK = 1024,   /* runs that a thread takes at once */
    SLICE = 1 << 18 /* events of a long run between two looks at whether to stop: some milliseconds */
};

/* The tree's leaves are counted and emptied after so many runs: no leaf can overflow by then. */
#define DICE_FLUSH (UINT64_C(1) << 31)

/* What all threads share. */
struct sharing {
    const struct scenario *scenario;
    const struct plan *plan;
    const struct sweep_options *options;
    uint32_t threads;
    size_t dice_memory;  /* of each thread's tree */
    bool has_dice_alone; /* nothing else is random: runs are walked through a tree of dice */
    uint64_t first, end; /* run numbers from this one on, before this one */
    char apart[LINE];    /* what is written often stands alone in its cache lines */
    atomic_uint_least64_t next;
    char apart_too[LINE];
    atomic_bool is_stopped;
};

/* What one thread works with. */
struct share {
    struct sharing *sharing;
    struct sweep sweep;
    struct world *world;
    struct dice dice;
    uint64_t walked; /* runs since the tree's leaves were counted */
    pthread_t thread;
    bool is_running;
    char apart[LINE]; /* from the next thread's */
};

static bool sweep_init(struct sweep *sweep, const struct scenario *scenario, struct err *err)
{
    *sweep = (struct sweep){.bot_count = scenario->bot_count, .first_seed = scenario->seed};
    sweep->bots = calloc(scenario->bot_count, sizeof *sweep->bots);
    sweep->names = calloc(scenario->bot_count, sizeof *sweep->names);
    if (!sweep->bots || !sweep->names)
        return err_memory(err);
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        sweep->names[b] = strdup(scenario->bots[b].name);
        if (!sweep->names[b])
            return err_memory(err);
    }
    return true;
}

void sweep_release(struct sweep *sweep)
{
    for (uint32_t b = 0; sweep->names && b < sweep->bot_count; b++)
        free(sweep->names[b]);
    free(sweep->names);
    free(sweep->bots);
    *sweep = (struct sweep){0};
}

/* Counts one bot's cells of the run that ended in the share's world. */
static struct counts count_bot(struct share *share, uint32_t bot, uint64_t runs)
{
    const struct sharing *sharing = share->sharing;
    struct histogram *delays = &share->sweep.bots[bot].delays;
    struct counts counts = {0};

    for (uint32_t o = 1; o <= sharing->scenario->occurrences; o++) {
        struct cell_outcome cell;

        world_cell(sharing->plan, share->world, o, bot, &cell);
        counts_add(&counts, &cell);
        if (cell.posts > 0 && cell.is_owed)
            histogram_add(delays, cell.delay, runs);
    }
    return counts;
}

/* Counts the run that ended in the share's world, as often as the weight says. The delays of all bots together are
 * summed up at the end. */
static void sweep_count(struct share *share, const struct run_weight *weight)
{
    struct sweep *sweep = &share->sweep;
    struct counts total = {0};
    bool wishes[WISH_COUNT];

    for (uint32_t b = 0; b < sweep->bot_count; b++) {
        struct counts counts = count_bot(share, b, weight->runs);

        sweep_tally_add(&sweep->bots[b], &counts, weight);
        counts_sum(&total, &counts);
    }
    sweep_tally_add(&sweep->total, &total, weight);
    sweep->runs += weight->runs;
    sweep->limited += ended_is_cut(world_ended(share->world)) ? weight->runs : 0;
    counts_wishes(share->sharing->scenario, &total, wishes);
    sweep->clean += wishes[WISH_ONCE] && (wishes[WISH_MADE] || total.missed == 0) ? weight->runs : 0;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        sweep->refused[wish] += wishes[wish] ? 0 : weight->runs;
}

/* Asks the token. Numbers are given out in order, so the next one tells about how many runs were made. */
static bool is_stopped(void *context)
{
    struct sharing *sharing = context;
    uint64_t next = atomic_load(&sharing->next), made = min_u64(next, sharing->end) - sharing->first;
    struct progress progress = {
        .what = "runs",
        .done = made,
        .stage = 1,
        .stages = 1,
        .share = (double)made / (double)(sharing->end - sharing->first),
    };

    if (cancel_token_stops(&sharing->options->cancel, &progress))
        atomic_store(&sharing->is_stopped, true);
    return atomic_load(&sharing->is_stopped);
}

/* Plays a run; false when it was broken off, and is not to be counted. */
static bool share_play(struct share *share, uint64_t number, bool may_stop)
{
    struct sharing *sharing = share->sharing;

    world_start(sharing->plan, share->world, sharing->scenario->seed + number);
    while (world_run_some(sharing->plan, share->world, NULL, NULL, SLICE))
        if (may_stop && is_stopped(sharing))
            return false;
    return true;
}

/* Counts what came together in the tree's leaves, also when the sweep was stopped: those runs were made, and leaving
 * them out would favour some outcomes. */
static void share_flush(struct share *share)
{
    for (uint32_t i = 0; i < share->dice.leaf_count; i++) {
        struct dice_leaf *leaf = &share->dice.leaves[i];
        struct run_weight weight = {.of_batch = leaf->runs};

        for (uint32_t b = 0; b < STATS_BATCHES; b++)
            weight.runs += leaf->runs[b];
        if (weight.runs == 0)
            continue;
        (void)share_play(share, leaf->first, false);
        sweep_count(share, &weight);
        memset(leaf->runs, 0, sizeof leaf->runs);
    }
    share->walked = 0;
}

static void share_run(struct share *share, uint64_t number)
{
    const struct sharing *sharing = share->sharing;
    uint64_t seed = sharing->scenario->seed + number;

    if (sharing->has_dice_alone) {
        if (++share->walked == DICE_FLUSH)
            share_flush(share);
        if (dice_walk(&share->dice, seed, number) ||
            dice_grow(&share->dice, sharing->plan, share->world, seed, number) != DICE_FULL)
            return;
    } else if (!share_play(share, number, true)) {
        return;
    }
    sweep_count(share, &(struct run_weight){.runs = 1, .only = (uint32_t)(number % STATS_BATCHES)});
}

static void *share_work(void *context)
{
    struct share *share = context;
    struct sharing *sharing = share->sharing;

    while (!atomic_load(&sharing->is_stopped)) {
        uint64_t first = atomic_fetch_add(&sharing->next, CHUNK);
        /* Every share has its sharing from shares_start. NOLINTNEXTLINE(clang-analyzer-core.NullDereference) */
        uint64_t end = sharing->end - first < CHUNK ? sharing->end : first + CHUNK;

        if (first >= sharing->end)
            break;
        for (uint64_t number = first; number < end && !atomic_load(&sharing->is_stopped); number++) {
            share_run(share, number);
            /* A walk is too short to ask after each. */
            if (!sharing->has_dice_alone || number % 64 == 0)
                (void)is_stopped(sharing);
        }
    }
    share_flush(share);
    for (uint32_t b = 0; b < share->sweep.bot_count; b++)
        histogram_merge(&share->sweep.total.delays, &share->sweep.bots[b].delays);
    return NULL;
}

bool sweep_is_of(const struct sweep *part, const struct sweep *sweep, struct err *err)
{
    bool is_same = sweep->bot_count == part->bot_count && sweep->first_seed == part->first_seed &&
                   sweep->asked == part->asked && sweep->unjudged == part->unjudged;

    for (uint32_t b = 0; is_same && b < sweep->bot_count; b++)
        is_same = strcmp(sweep->names[b], part->names[b]) == 0;
    if (!is_same)
        return err_set(err, "parts of different sweeps: names, wishes, seed and number of runs must be the same");
    return sweep->work == part->work ||
           err_set(err, "parts of different sweeps: the file, the what-if options, --fault-rate and the version of "
                        "makeitso must be those of the first part");
}

bool sweep_merge(struct sweep *into, const struct sweep *part, struct err *err)
{
    if (!sweep_is_of(part, into, err))
        return false;
    if (into->runs + part->runs > into->asked)
        return err_set(err, "with this part there are more runs than the sweep should have");
    into->runs += part->runs;
    into->clean += part->clean;
    into->limited += part->limited;
    for (int wish = 0; wish < WISH_COUNT; wish++)
        into->refused[wish] += part->refused[wish];
    sweep_tally_merge(&into->total, &part->total);
    for (uint32_t b = 0; b < into->bot_count; b++)
        sweep_tally_merge(&into->bots[b], &part->bots[b]);
    return true;
}

static bool shares_start(struct share *shares, struct sharing *sharing, struct err *err)
{
    for (uint32_t t = 0; t < sharing->threads; t++) {
        shares[t].sharing = sharing;
        shares[t].world = world_new(sharing->plan, err);
        if (!shares[t].world || !sweep_init(&shares[t].sweep, sharing->scenario, err) ||
            !dice_init(&shares[t].dice, sharing->dice_memory, err))
            return false;
        shares[t].dice.stop = is_stopped;
        shares[t].dice.context = sharing;
        shares[t].sweep.asked = sharing->options->runs;
        shares[t].sweep.unjudged = sharing->scenario->unjudged;
        shares[t].sweep.work = sharing->options->work;
    }
    for (uint32_t t = 1; t < sharing->threads; t++) {
        if (pthread_create(&shares[t].thread, NULL, share_work, &shares[t]) != 0) {
            atomic_store(&sharing->is_stopped, true);
            return err_set(err, "cannot start thread %u", t + 1);
        }
        shares[t].is_running = true;
    }
    return true;
}

static bool shares_end(struct share *shares, uint32_t count, struct err *err)
{
    bool is_whole = true;

    for (uint32_t t = 1; t < count; t++) {
        if (shares[t].is_running)
            (void)pthread_join(shares[t].thread, NULL);
        is_whole = is_whole && shares[t].is_running && sweep_merge(&shares[0].sweep, &shares[t].sweep, err);
    }
    return is_whole;
}

static void shares_free(struct share *shares, uint32_t count)
{
    for (uint32_t t = 0; t < count; t++) {
        sweep_release(&shares[t].sweep);
        world_free(shares[t].world);
        dice_release(&shares[t].dice);
    }
    free(shares);
}

/* What a thread takes in any case. */
static size_t share_memory(const struct sharing *sharing)
{
    return world_size(sharing->plan) + (sharing->scenario->bot_count + 1) * sizeof(struct sweep_tally) +
           DICE_BYTES_FIRST + DICE_ROLLS_MAX * sizeof(struct choice);
}

/* Fewer threads where they would take more than is allowed; what is left is for their trees. */
static void memory_share(struct sharing *sharing, const struct sweep_options *options)
{
    size_t allowed = options->memory_max > 0 ? options->memory_max : (size_t)SWEEP_MIB << 20;
    size_t each = share_memory(sharing), most = max_size(allowed / each, 1);

    sharing->threads = (uint32_t)min_size(options->threads, most);
    sharing->dice_memory = allowed / sharing->threads > each ? allowed / sharing->threads - each : 0;
}

static void sharing_init(struct sharing *sharing, const struct sweep_options *options)
{
    bool is_shard = options->shard > 0;

    memory_share(sharing, options);

    sharing->options = options;
    sharing->first = is_shard ? shard_edge(options->runs, options->shard - 1, options->shards) : 0;
    sharing->end = is_shard ? shard_edge(options->runs, options->shard, options->shards) : options->runs;
    atomic_init(&sharing->next, sharing->first);
    atomic_init(&sharing->is_stopped, false);
}

bool sweep_take(const struct scenario *scenario, const struct sweep_options *options, struct sweep *out,
                struct err *err)
{
    struct plan *plan = plan_new(scenario, err);
    struct share *shares = plan ? calloc(options->threads, sizeof *shares) : NULL;
    struct sharing sharing = {
        .scenario = scenario, .plan = plan, .has_dice_alone = odds_obstacle(scenario) == OBSTACLE_NONE};
    bool is_taken;

    CHECK(options->threads >= 1 && options->threads <= SWEEP_THREADS_MAX && options->shard <= options->shards);
    if (!shares) {
        plan_free(plan);
        return plan ? err_memory(err) : false;
    }
    sharing_init(&sharing, options);
    is_taken = shares_start(shares, &sharing, err);
    if (is_taken)
        (void)share_work(&shares[0]);
    is_taken = shares_end(shares, sharing.threads, err) && is_taken;
    if (is_taken) {
        *out = shares[0].sweep;
        shares[0].sweep = (struct sweep){0};
    }
    shares_free(shares, sharing.threads);
    plan_free(plan);
    return is_taken;
}
