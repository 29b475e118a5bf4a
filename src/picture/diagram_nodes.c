/* The nodes of a run's graph, taken from its trace. */
#include <stdlib.h>
#include <string.h>

#include "picture/diagram_graph.h"

/* The graph under way. */
struct taking {
    const struct trace *trace;
    const struct ledger *ledger;
    struct graph *graph;
    bool show_skipped;
    uint32_t *deliveries; /* of each instance: what waits to be fetched; NO_EVENT */
    uint32_t *repeats;    /* a second delivery beside it; NO_EVENT */
    uint32_t *working;    /* of each worker: its row, or NO_NODE */
};

/* The row of an attempt, the latest first; NO_NODE when it is none of the graph's. */
static uint32_t row_of(const struct taking *taking, const struct event *event)
{
    const struct graph *graph = taking->graph;
    uint32_t row;

    if (event->job == NO_JOB || event->job > graph->job_count)
        return NO_NODE;
    row = graph->jobs[event->job - 1].last;
    while (row != NO_NODE && graph->rows[row].attempt != event->attempt)
        row = graph->rows[row].before;
    return row;
}

static const struct job *job_of(const struct taking *taking, uint32_t job)
{
    return &taking->trace->scenario->jobs[taking->graph->jobs[job - 1].index];
}

static uint32_t row_append(struct taking *taking, uint32_t row, struct graph_node node)
{
    struct graph *graph = taking->graph;
    struct graph_row *at = &graph->rows[row];
    uint32_t added;

    node.row = row;
    node.job = at->job;
    node.occurrence = graph->jobs[at->job - 1].occurrence;
    added = graph_add_node(graph, &node);
    if (added == NO_NODE)
        return NO_NODE;
    if (at->last == NO_NODE)
        at->first = added;
    else
        graph->nodes[at->last].next = added;
    at->last = added;
    return added;
}

/* A job comes into being. Instances are numbered as they are made, so that the cut ones keep their place. */
static void on_enqueue(struct taking *taking, uint32_t at)
{
    const struct event *event = &taking->trace->events[at];
    struct graph *graph = taking->graph;
    const struct event *cause = event->cause == NO_EVENT ? NULL : &taking->trace->events[event->cause];
    bool is_cut = event->occurrence > GRAPH_DAYS_MAX || graph->job_count >= GRAPH_JOBS_MAX;
    struct graph_job *job = graph_add_job(
        graph, &(struct graph_job){NO_NODE, NO_NODE, NO_NODE, event->occurrence, is_cut ? -1 : event->detail});

    if (!job)
        return;
    graph->jobs_cut += is_cut && event->occurrence <= GRAPH_DAYS_MAX;
    taking->deliveries[event->job - 1] = at;
    if (!is_cut && cause && cause->kind == EVENT_PUSH) {
        uint32_t row = row_of(taking, cause);

        for (uint32_t n = row == NO_NODE ? NO_NODE : graph->rows[row].first; n != NO_NODE; n = graph->nodes[n].next)
            if (graph->nodes[n].kind == NODE_COMPUTER && graph->nodes[n].step <= cause->step)
                job->parent = n;
        if (job->parent != NO_NODE)
            graph->nodes[job->parent].children++;
    }
}

/* The delivery that is taken next: a copy at the head of the queue, else what came to it, else a repetition. */
static uint32_t *delivery_next(struct taking *taking, uint32_t job)
{
    uint32_t *delivery = &taking->deliveries[job - 1], *repeat = &taking->repeats[job - 1];
    bool is_copy = *repeat != NO_EVENT && taking->trace->events[*repeat].kind == EVENT_PUSH_BACK;

    return is_copy || *delivery == NO_EVENT ? repeat : delivery;
}

/* A copy of a retry that was held by a worker, and is due. */
static bool is_held_copy(const struct taking *taking, uint32_t delivery)
{
    const struct event *event = delivery == NO_EVENT ? NULL : &taking->trace->events[delivery];

    return event && event->kind == EVENT_REQUEUE && event->detail > 0;
}

static void on_fetch(struct taking *taking, uint32_t at)
{
    const struct event *event = &taking->trace->events[at];
    struct graph *graph = taking->graph;
    struct graph_job *job = &graph->jobs[event->job - 1];
    bool is_late = event->detail == 2; /* of a delivery that its queue has taken back; what it gave instead stays */
    uint32_t *delivery = is_late ? &at : delivery_next(taking, event->job);
    uint32_t row;

    taking->working[event->worker] = NO_NODE;
    if (job->index < 0)
        return;
    row = graph_add_row(graph, &(struct graph_row){.job = event->job,
                                                   .attempt = event->attempt,
                                                   .first = NO_NODE,
                                                   .last = NO_NODE,
                                                   .next = NO_NODE,
                                                   .before = job->last,
                                                   .fetch = at,
                                                   .delivery = *delivery});
    if (row == NO_NODE)
        return;
    if (!is_late && !is_held_copy(taking, *delivery)) /* there may be several, and one event stands for all of them */
        *delivery = NO_EVENT;
    if (job->last == NO_NODE)
        job->first = row;
    else
        graph->rows[job->last].next = row;
    job->last = row;
    taking->working[event->worker] = row;
}

/* The card of a step in a row, made where there is none; the entry of a step that posts. */
static uint32_t card_of(struct taking *taking, uint32_t row, const struct event *event, uint32_t at)
{
    struct graph *graph = taking->graph;

    for (uint32_t n = graph->rows[row].first; n != NO_NODE; n = graph->nodes[n].next)
        if (graph->nodes[n].kind == NODE_CARD && graph->nodes[n].step == event->step)
            return n;
    return row_append(taking, row,
                      (struct graph_node){.kind = NODE_CARD,
                                          .state = CARD_RUNNING,
                                          .bot = event->bot,
                                          .step = event->step,
                                          .from = at,
                                          .known = NO_EVENT,
                                          .time = MSEC_NONE});
}

/* The computer of a row's run of enqueue steps. */
static void computer_enter(struct taking *taking, uint32_t row, const struct event *event, uint32_t at)
{
    const struct graph_row *here = &taking->graph->rows[row];

    if (here->last != NO_NODE && taking->graph->nodes[here->last].kind == NODE_COMPUTER)
        return;
    row_append(taking, row,
               (struct graph_node){.kind = NODE_COMPUTER,
                                   .bot = NO_BOT,
                                   .step = event->step,
                                   .from = at,
                                   .known = at,
                                   .time = event->time,
                                   .words = job_of(taking, here->job)->name});
}

/* An error that event `at` makes, at a bot and a step of the event's or at none. */
static void add_error(struct taking *taking, uint32_t row, uint32_t at, const char *words)
{
    const struct event *event = &taking->trace->events[at];
    bool is_strike = event->kind == EVENT_STRIKE;

    row_append(taking, row,
               (struct graph_node){.kind = NODE_ERROR,
                                   .is_hidden = true,
                                   .bot = is_strike ? event->bot : NO_BOT,
                                   .step = is_strike ? event->step : NO_STEP,
                                   .from = at,
                                   .known = at,
                                   .time = event->time,
                                   .words = words});
}

static void on_strike(struct taking *taking, uint32_t row, const struct event *event, uint32_t at)
{
    bool is_reply = fault_traits[event->detail].effect == STRIKE_RAISES_LATER && strike_finds(event) == EFFECT_MADE;

    add_error(taking, row, at, is_reply ? "reply lost" : fault_kind_names[event->detail]);
}

/* Sets the state of a card from an event of its step. The first event that decides it counts; a commit always does,
 * since it may land late. */
static void card_decide(struct taking *taking, uint32_t node, enum card_state state, uint32_t at)
{
    struct graph_node *card = &taking->graph->nodes[node];
    bool is_commit = state == CARD_POSTED || state == CARD_AGAIN;

    if (card->state != CARD_RUNNING && !(is_commit && card->state == CARD_UNPOSTED))
        return;
    card->state = state;
    card->known = at;
    card->time = taking->trace->events[at].time;
    if (taking->graph->days > 1) /* each day has its own clock */
        card->time -= ledger_cell(taking->ledger, card->occurrence, card->bot)->fired;
    card->is_hidden = state == CARD_SKIPPED && !taking->show_skipped;
}

static void on_post(struct taking *taking, uint32_t row, const struct event *event, uint32_t at)
{
    uint32_t card = card_of(taking, row, event, at);

    if (card == NO_NODE)
        return;
    switch ((enum event_kind)event->kind) {
    case EVENT_COMMIT:
        card_decide(taking, card, event->value > 1 ? CARD_AGAIN : CARD_POSTED, at);
        break;
    case EVENT_SKIP:
        card_decide(taking, card, CARD_SKIPPED, at);
        break;
    case EVENT_RECOGNISE:
        card_decide(taking, card, CARD_RECOGNISED, at);
        break;
    case EVENT_DONE:
        taking->graph->nodes[card].is_done = taking->graph->nodes[card].state != CARD_SKIPPED;
        break;
    case EVENT_STRIKE:
        if (!fault_pauses((enum fault_kind)event->detail))
            card_decide(taking, card, CARD_UNPOSTED, at);
        on_strike(taking, row, event, at);
        break;
    default:
        break;
    }
}

/* Adds the error of an attempt that was ended from outside, by a crash or a deploy. */
static void row_interrupt(struct taking *taking, uint32_t row, const char *words, uint32_t at)
{
    struct graph *graph = taking->graph;
    uint32_t last = graph->rows[row].last;

    if (last != NO_NODE && graph->nodes[last].kind == NODE_CARD)
        card_decide(taking, last, CARD_UNPOSTED, at);
    add_error(taking, row, at, words);
}

/* Of a process that is gone: what ended those attempts in it that did not strike it themselves. */
static const char *crash_words(const struct event *cause)
{
    if (cause->kind == EVENT_DEPLOY)
        return "deploy";
    return cause->kind == EVENT_STRIKE ? "process died" : "killed";
}

static void on_crash(struct taking *taking, const struct event *event, uint32_t at)
{
    const struct platform *platform = &taking->trace->scenario->platform;
    const struct event *cause = event->cause == NO_EVENT ? event : &taking->trace->events[event->cause];
    uint32_t striker = cause->kind == EVENT_STRIKE ? row_of(taking, cause) : NO_NODE;

    for (uint32_t w = 0; w < platform->workers; w++) {
        uint32_t *row = &taking->working[(uint32_t)event->value * platform->workers + w];

        if (*row != NO_NODE && *row != striker)
            row_interrupt(taking, *row, crash_words(cause), at);
        *row = NO_NODE;
    }
}

static void on_push_back(struct taking *taking, const struct event *event, uint32_t at)
{
    const struct event *cause = &taking->trace->events[event->cause];
    uint32_t row = row_of(taking, event);

    if (event->detail > 0) { /* a copy; an attempt that was struck beside it has failed */
        taking->repeats[event->job - 1] = at;
        return;
    }
    taking->deliveries[event->job - 1] = at;
    if (row == NO_NODE)
        return;
    if (cause->kind == EVENT_DEPLOY)
        row_interrupt(taking, row, "deploy", at);
    for (uint32_t w = 0; w < taking->trace->scenario->platform.processes * taking->trace->scenario->platform.workers;
         w++)
        if (taking->working[w] == row)
            taking->working[w] = NO_NODE;
}

/* A job is over because an attempt got through. */
static void on_success(struct taking *taking, uint32_t row, const struct event *event, uint32_t at)
{
    struct graph *graph = taking->graph;
    const struct job *job = job_of(taking, event->job);
    bool has_shown = graph_row_first(graph, row) != NO_NODE, is_own = job->posts && !(job->posts & (job->posts - 1));
    uint16_t bot = NO_BOT;
    struct graph_node end = {
        .kind = NODE_END, .bot = NO_BOT, .step = NO_STEP, .from = at, .known = at, .time = event->time};

    for (uint32_t b = 0; is_own && b < taking->trace->scenario->bot_count; b++)
        if (job->posts >> b & 1)
            bot = (uint16_t)b;
    if (event->kind == EVENT_BAIL_OUT) {
        end.words = "end";
    } else if (is_own && ledger_cell(taking->ledger, event->occurrence, bot)->posts > 0) {
        end.kind = NODE_DONE;
        end.bot = bot;
        end.words = taking->trace->scenario->bots[bot].done;
    } else if (is_own || !has_shown) {
        end.words = "job done";
    }
    if (end.words)
        row_append(taking, row, end);
}

/* Once an attempt has left its worker, a crash no longer concerns it. */
static void worker_leaves(struct taking *taking, const struct event *event)
{
    if (event->worker != NO_WORKER)
        taking->working[event->worker] = NO_NODE;
}

static void on_attempt(struct taking *taking, const struct event *event, uint32_t at)
{
    uint32_t row = row_of(taking, event);
    const struct step *step;

    if (row == NO_NODE)
        return;
    if (event->kind == EVENT_SUCCEED || event->kind == EVENT_BAIL_OUT)
        on_success(taking, row, event, at);
    if (event->kind == EVENT_FAIL && taking->trace->events[event->cause].kind == EVENT_DEPLOY)
        row_interrupt(taking, row, "deploy", at);
    if (event->kind == EVENT_SUCCEED || event->kind == EVENT_BAIL_OUT || event->kind == EVENT_FAIL)
        worker_leaves(taking, event);
    if (event->step == NO_STEP) {
        if (event->kind == EVENT_STRIKE)
            on_strike(taking, row, event, at);
        return;
    }
    step = &job_of(taking, event->job)->steps[event->step];
    if (step->kind == STEP_POST) {
        on_post(taking, row, event, at);
        return;
    }
    if (step->kind == STEP_ENQUEUE &&
        (event->kind == EVENT_BEGIN || (event->kind == EVENT_STRIKE && event->micro == MICRO_NONE)))
        computer_enter(taking, row, event, at);
    if (event->kind == EVENT_STRIKE)
        on_strike(taking, row, event, at);
}

static void on_event(struct taking *taking, uint32_t at)
{
    const struct event *event = &taking->trace->events[at];
    uint32_t job = event->job;

    if (event->kind == EVENT_ENQUEUE)
        on_enqueue(taking, at);
    else if (event->kind == EVENT_CRASH)
        on_crash(taking, event, at);
    if (event->kind == EVENT_ENQUEUE || event->kind == EVENT_CRASH || job == NO_JOB || job > taking->graph->job_count)
        return;
    switch ((enum event_kind)event->kind) {
    case EVENT_FETCH:
        on_fetch(taking, at);
        break;
    case EVENT_REQUEUE:
    case EVENT_RECOVER:
        (event->kind == EVENT_REQUEUE && event->detail ? taking->repeats : taking->deliveries)[job - 1] = at;
        break;
    case EVENT_TWICE:
        taking->repeats[job - 1] = at;
        break;
    case EVENT_PUSH_BACK:
        if (taking->graph->jobs[job - 1].index >= 0)
            on_push_back(taking, event, at);
        break;
    default:
        if (event->attempt > 0)
            on_attempt(taking, event, at);
        break;
    }
}

/* Posts that are owed and were never entered. */
static void take_apart(struct taking *taking)
{
    const struct ledger *ledger = taking->ledger;
    struct graph *graph = taking->graph;

    for (uint32_t day = 1; day <= graph->days; day++)
        for (uint32_t bot = 0; bot < ledger->bot_count; bot++) {
            const struct ledger_cell *cell = ledger_cell(ledger, day, bot);
            bool is_certain = cell->miss != NO_EVENT;
            struct graph_node node = {
                .kind = NODE_CARD,
                .state = CARD_APART,
                .bot = (uint16_t)bot,
                .step = NO_STEP,
                .occurrence = day,
                .row = NO_NODE,
                .from = is_certain ? cell->miss : taking->trace->count - 1,
                .known = is_certain ? cell->miss : taking->trace->count - 1,
                .time = MSEC_NONE,
                .note = is_certain ? "Sadly, never ran" : "has not run yet",
            };

            if (cell->is_owed && cell->attempts == 0 && cell->posts == 0)
                graph_add_node(graph, &node);
        }
}

static void take_all(struct taking *taking)
{
    const struct trace *trace = taking->trace;
    struct graph *graph = taking->graph;

    graph->days = taking->ledger->occurrences;
    if (graph->days > GRAPH_DAYS_MAX) {
        graph->days_cut = graph->days - GRAPH_DAYS_MAX;
        graph->days = GRAPH_DAYS_MAX;
    }
    for (uint32_t at = 0; at < trace->count && !graph->failed; at++)
        on_event(taking, at);
    if (!graph->failed)
        take_apart(taking);
    if (!graph->failed)
        graph_join(graph, trace, taking->ledger);
}

bool graph_take(const struct trace *trace, const struct ledger *ledger, bool show_skipped, struct graph *graph,
                struct err *err)
{
    struct graph taken = {0};
    struct taking taking = {.trace = trace, .ledger = ledger, .graph = &taken, .show_skipped = show_skipped};
    size_t workers = (size_t)trace->scenario->platform.processes * trace->scenario->platform.workers;

    arena_init(&taken.arena);
    taking.deliveries = malloc((ledger->job_count + 1) * sizeof *taking.deliveries);
    taking.repeats = malloc((ledger->job_count + 1) * sizeof *taking.repeats);
    taking.working = malloc((workers + 1) * sizeof *taking.working);
    taken.failed = !taking.deliveries || !taking.repeats || !taking.working;
    if (!taken.failed) {
        memset(taking.deliveries, 0xFF, (ledger->job_count + 1) * sizeof *taking.deliveries);
        memset(taking.repeats, 0xFF, (ledger->job_count + 1) * sizeof *taking.repeats);
        memset(taking.working, 0xFF, (workers + 1) * sizeof *taking.working);
        take_all(&taking);
    }
    free(taking.deliveries);
    free(taking.repeats);
    free(taking.working);
    if (taken.failed) {
        graph_release(&taken);
        return err_memory(err);
    }
    *graph = taken;
    return true;
}
