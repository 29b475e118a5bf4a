/* What led to what in a run's graph. */
#include <stdio.h>

#include "picture/diagram_graph.h"
#include "picture/diagram_words.h"

enum { SKIPPED_MAX = 64 }; /* steps that a job has at most */

struct joining {
    struct graph *graph;
    const struct trace *trace;
    const struct ledger *ledger;
};

static const struct job *row_job(const struct joining *join, uint32_t row)
{
    return &join->trace->scenario->jobs[join->graph->jobs[join->graph->rows[row].job - 1].index];
}

/* An attempt made because of what went before in its job, rather than a first or a repeated delivery. */
static bool row_is_again(const struct joining *join, uint32_t row)
{
    const struct graph_row *at = &join->graph->rows[row];
    const struct event *delivery;

    if (at->before == NO_NODE || at->delivery == NO_EVENT)
        return false;
    delivery = &join->trace->events[at->delivery];
    return delivery->kind == EVENT_REQUEUE || delivery->kind == EVENT_RECOVER || delivery->kind == EVENT_PUSH_BACK;
}

static uint32_t last_error(const struct joining *join, uint32_t row)
{
    uint32_t found = NO_NODE;

    for (uint32_t n = join->graph->rows[row].first; n != NO_NODE; n = join->graph->nodes[n].next)
        if (join->graph->nodes[n].kind == NODE_ERROR)
            found = n;
    return found;
}

static uint32_t last_shown(const struct joining *join, uint32_t row)
{
    uint32_t found = graph_row_first(join->graph, row);

    for (uint32_t n = found; n != NO_NODE; n = graph_node_next(join->graph, n))
        found = n;
    return found;
}

/* The attempt that another is made because of: the one whose failure is retried, the one that was put back, else the
 * one before it. */
static uint32_t row_followed(const struct joining *join, uint32_t row)
{
    const struct graph_row *rows = join->graph->rows;
    const struct event *events = join->trace->events;
    uint32_t delivery = rows[row].delivery, named = rows[row].before;

    if (delivery != NO_EVENT && events[delivery].kind == EVENT_REQUEUE)
        delivery = events[events[delivery].cause].cause;
    if (delivery == NO_EVENT || events[delivery].attempt == 0) /* it names none */
        return named;
    while (named != NO_NODE && rows[named].attempt > events[delivery].attempt) /* less by one each time */
        named = rows[named].before;
    return named == NO_NODE || rows[named].attempt != events[delivery].attempt ? rows[row].before : named;
}

/* Errors are nodes where something follows: another attempt, or what a rescue goes on to. */
static void show_errors(struct joining *join, uint32_t row)
{
    struct graph *graph = join->graph;
    uint32_t followed = row_is_again(join, row) ? last_error(join, row_followed(join, row)) : NO_NODE;

    if (followed != NO_NODE)
        graph->nodes[followed].is_hidden = false;
    if (!rescue_traits[row_job(join, row)->rescue].catches)
        return;
    for (uint32_t n = graph->rows[row].first; n != NO_NODE; n = graph->nodes[n].next)
        if (graph->nodes[n].kind == NODE_ERROR && graph_node_next(graph, n) != NO_NODE &&
            !fault_pauses((enum fault_kind)join->trace->events[graph->nodes[n].from].detail))
            graph->nodes[n].is_hidden = false;
}

static void cut_rows(struct joining *join, uint32_t job)
{
    struct graph *graph = join->graph;
    uint32_t count = 0, place = 0, cut = NO_NODE, hidden = 0;
    char words[64];

    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next)
        count++;
    if (count <= GRAPH_ATTEMPTS_MAX)
        return;
    for (uint32_t row = graph->jobs[job].first; row != NO_NODE; row = graph->rows[row].next, place++) {
        if (place < GRAPH_ATTEMPTS_MAX - 3 || place + 2 >= count)
            continue;
        hidden++;
        graph->rows[row].is_hidden = cut != NO_NODE;
        for (uint32_t n = graph->rows[row].first; n != NO_NODE; n = graph->nodes[n].next)
            graph->nodes[n].is_hidden = true;
        cut = cut == NO_NODE ? row : cut;
    }
    snprintf(words, sizeof words, "%u more attempts", hidden);
    graph->rows[cut].first = graph->rows[cut].last = graph_add_node(
        graph, &(struct graph_node){.kind = NODE_CUT,
                                    .bot = NO_BOT,
                                    .step = NO_STEP,
                                    .row = cut,
                                    .job = job + 1,
                                    .occurrence = graph->jobs[job].occurrence,
                                    .from = graph->rows[cut].fetch,
                                    .known = graph->rows[cut].fetch,
                                    .time = MSEC_NONE,
                                    .words = graph_string(graph, words)});
}

/* Jobs that a hidden attempt enqueued are hidden with it, and theirs with them: parents come before their children. */
static void cut_children(struct graph *graph)
{
    for (uint32_t i = 0; i < graph->job_count; i++) {
        struct graph_job *job = &graph->jobs[i];
        const struct graph_node *parent = job->parent == NO_NODE ? NULL : &graph->nodes[job->parent];

        if (job->index < 0 || !parent)
            continue;
        if (parent->is_hidden || graph->jobs[parent->job - 1].index < 0) {
            job->index = -1;
            graph->jobs_cut++;
        }
    }
}

/* Did a fault of the same kind strike the same bot in an earlier attempt of the job? */
static bool is_again(const struct graph *graph, uint32_t error)
{
    const struct graph_node *node = &graph->nodes[error];

    for (uint32_t row = graph->rows[node->row].before; row != NO_NODE; row = graph->rows[row].before)
        for (uint32_t n = graph->rows[row].first; n != NO_NODE; n = graph->nodes[n].next)
            if (graph->nodes[n].kind == NODE_ERROR && graph->nodes[n].bot == node->bot &&
                graph->nodes[n].words == node->words)
                return true;
    return false;
}

/* Did the job end because its queue brings none back, and not by a failure? */
static bool is_forsaken(const struct trace *trace, const struct ledger_job *job)
{
    uint32_t cause = job->ended == NO_EVENT ? NO_EVENT : trace->events[job->ended].cause;

    return (job->state == JOB_DEAD || job->state == JOB_DISCARDED) && trace->scenario->platform.recoveries == 0 &&
           cause != NO_EVENT && !event_is(&trace->events[cause], EVENT_IS_FAILURE);
}

/* Writes an error that nothing follows at the node before it; where there is none it is a node after all. */
static void note_error(struct joining *join, uint32_t row, uint32_t error, uint32_t before)
{
    struct graph *graph = join->graph;
    const struct ledger_job *job = &join->ledger->jobs[graph->rows[row].job - 1];
    const struct event *event = &join->trace->events[graph->nodes[error].from];
    struct words_error words = {
        .kind = graph->nodes[error].words,
        .is_again = is_again(graph, error),
        .is_stall = event->kind == EVENT_STRIKE && fault_pauses((enum fault_kind)event->detail),
        .is_last = graph->rows[row].next == NO_NODE,
        .is_caught = rescue_traits[row_job(join, row)->rescue].catches && job->state == JOB_SUCCEEDED,
        .is_forsaken = is_forsaken(join->trace, job),
        .state = job->state,
        .attempts = job->attempts,
    };
    struct text note = {0};

    if (before == NO_NODE) {
        graph->nodes[error].is_hidden = false;
        before = error;
        words.kind = "";
        words.is_again = false;
    }
    if (graph->nodes[before].note[0])
        text_addf(&note, "%s\n", graph->nodes[before].note);
    if (words.kind[0])
        text_add(&note, "✗ ");
    words_error(&words, &note);
    graph->nodes[before].note = graph_string(graph, text_str(&note) + (text_str(&note)[0] == '\n'));
    graph->nodes[before].noted = words.is_last && job->ended != NO_EVENT ? job->ended : graph->nodes[error].from;
    text_release(&note);
}

static void note_errors(struct joining *join, uint32_t row)
{
    struct graph *graph = join->graph;
    uint32_t before = NO_NODE;

    for (uint32_t n = graph->rows[row].first; n != NO_NODE; n = graph->nodes[n].next) {
        if (graph->nodes[n].kind == NODE_ERROR && graph->nodes[n].is_hidden)
            note_error(join, row, n, before);
        if (!graph->nodes[n].is_hidden)
            before = n;
    }
}

/* Whether the row's attempt came by a step that stands before one that it began; else it passed over its record. */
static bool came_by(const struct joining *join, uint32_t row, uint32_t step)
{
    const struct graph_row *of = &join->graph->rows[row];
    bool has_begun = !resume_traits[row_job(join, row)->resume].records;

    for (uint32_t i = of->fetch; i < join->trace->count && !has_begun; i++) {
        const struct event *event = &join->trace->events[i];

        has_begun = event->kind == EVENT_BEGIN && event->job == of->job && event->attempt == of->attempt &&
                    event->step == step;
    }
    return has_begun;
}

/* What lies between two nodes of an attempt and is not drawn: waits and skipped steps. A line each. */
static void say_passed(const struct joining *join, uint32_t row, uint32_t from, uint32_t to, struct text *out)
{
    const struct graph *graph = join->graph;
    const struct job *job = row_job(join, row);
    uint16_t bots[SKIPPED_MAX];
    uint32_t count = 0, start = from == NO_NODE ? 0 : graph->nodes[from].step + 1u;
    uint32_t end = to == NO_NODE || graph->nodes[to].step == NO_STEP ? job->step_count : graph->nodes[to].step;

    for (uint32_t s = start; s < end && s < job->step_count; s++)
        if (job->steps[s].kind == STEP_WAIT && (from != NO_NODE || graph->rows[row].delivery != NO_EVENT) &&
            came_by(join, row, s)) {
            text_add(out, out->size > 0 ? "\n" : "");
            words_wait(&job->steps[s], out);
        }
    for (uint32_t n = from == NO_NODE ? graph->rows[row].first : graph->nodes[from].next; n != to && n != NO_NODE;
         n = graph->nodes[n].next)
        if (graph->nodes[n].state == CARD_SKIPPED && graph->nodes[n].kind == NODE_CARD && graph->nodes[n].is_hidden &&
            count < SKIPPED_MAX)
            bots[count++] = graph->nodes[n].bot;
    if (count == 0)
        return;
    if (out->size > 0)
        text_add(out, "\n");
    words_skipped(join->trace, bots, count, out);
}

static void add_arrow(struct joining *join, enum arrow_kind kind, uint32_t from, uint32_t to, struct text *label)
{
    struct graph_arrow arrow = {kind, from, to, graph_string(join->graph, text_str(label))};

    text_release(label);
    graph_add_arrow(join->graph, &arrow);
}

/* Is something drawn of an attempt before this one? */
static bool row_is_further(const struct graph *graph, uint32_t row)
{
    uint32_t before = graph->rows[row].before;

    while (before != NO_NODE && graph_row_first(graph, before) == NO_NODE)
        before = graph->rows[before].before;
    return before != NO_NODE;
}

/* What led to an attempt: its predecessor's error (or last node), or the computer that enqueued its job, whose arrow
 * leads to the first one drawn. */
static void join_first(struct joining *join, uint32_t row, uint32_t first)
{
    struct graph *graph = join->graph;
    uint32_t before = row_followed(join, row), from;
    struct text label = {0};

    while (before != NO_NODE && graph->rows[before].is_hidden)
        before = graph->rows[before].before;
    if (!row_is_again(join, row)) {
        from = row_is_further(graph, row) ? NO_NODE : graph->jobs[graph->rows[row].job - 1].parent;
    } else {
        from = last_error(join, before);
        if (from == NO_NODE || graph->nodes[from].is_hidden)
            from = last_shown(join, before);
    }
    if (graph->rows[row].delivery != NO_EVENT)
        words_delivery(join->trace, graph->rows[row].delivery, row_job(join, row), &label);
    if (graph->nodes[first].kind != NODE_CUT)
        say_passed(join, row, NO_NODE, first, &label);
    if (from == NO_NODE) { /* nothing led to it that is drawn: what the arrow would say is said beside it */
        if (!graph->nodes[first].note[0])
            graph->nodes[first].note = graph_string(graph, text_str(&label));
        text_release(&label);
        return;
    }
    add_arrow(join, row_is_again(join, row) ? ARROW_RETRY : ARROW_ENQUEUE, from, first, &label);
}

static void join_row(struct joining *join, uint32_t row)
{
    struct graph *graph = join->graph;
    uint32_t node = graph_row_first(graph, row), last = NO_NODE;
    struct text rest = {0};

    if (node == NO_NODE)
        return;
    join_first(join, row, node);
    for (; node != NO_NODE; last = node, node = graph_node_next(graph, node)) {
        uint32_t next = graph_node_next(graph, node);
        enum arrow_kind kind = ARROW_STEP;
        struct text label = {0};

        if (next == NO_NODE)
            continue;
        if (graph->nodes[next].kind == NODE_ERROR)
            kind = ARROW_ERROR;
        else if (graph->nodes[next].kind == NODE_DONE || graph->nodes[next].kind == NODE_END)
            kind = ARROW_END;
        say_passed(join, row, node, next, &label);
        add_arrow(join, kind, node, next, &label);
    }
    if (graph->nodes[last].kind == NODE_CARD)
        say_passed(join, row, last, NO_NODE, &rest);
    if (!text_is_empty(&rest) && !graph->nodes[last].note[0] && graph->nodes[last].state != CARD_UNPOSTED)
        graph->nodes[last].note = graph_string(graph, text_str(&rest));
    text_release(&rest);
}

/* Numbers the nodes of each kind and gives each its key. Cards end in " N", all others in "#N", so that no two are the
 * same. */
static void name_nodes(struct joining *join)
{
    static const char *const kinds[] = {"card", "error", "done", "end", "job", "cut"};
    struct graph *graph = join->graph;
    uint32_t numbers[NODE_CUT + 1] = {0};

    for (uint32_t n = 0; n < graph->node_count; n++) {
        struct graph_node *node = &graph->nodes[n];
        struct text key = {0};

        if (graph->days > 1 && node->kind == NODE_CARD)
            text_addf(&key, "day %u ", node->occurrence);
        if (node->kind == NODE_CARD) {
            text_addf(&key, "%s %u", join->trace->scenario->bots[node->bot].name, node->number);
        } else if (!node->is_hidden) {
            node->number = ++numbers[node->kind];
            text_addf(&key, "%s#%u", kinds[node->kind], node->number);
        }
        node->key = graph_string(graph, text_str(&key));
        text_release(&key);
    }
}

/* A bot's entries in an occurrence are numbered in the order in which they began; what stands apart is number 0. */
static void number_cards(struct graph *graph, uint32_t bots)
{
    uint32_t *counts = arena_array(&graph->arena, (size_t)bots * graph->days + 1, sizeof *counts);

    if (!counts) {
        graph->failed = true;
        return;
    }
    for (uint32_t n = 0; n < graph->node_count; n++) {
        struct graph_node *node = &graph->nodes[n];

        if (node->kind == NODE_CARD && node->state != CARD_APART)
            node->number = ++counts[(size_t)(node->occurrence - 1) * bots + node->bot];
    }
}

void graph_join(struct graph *graph, const struct trace *trace, const struct ledger *ledger)
{
    struct joining join = {graph, trace, ledger};

    number_cards(graph, trace->scenario->bot_count);
    for (uint32_t row = 0; row < graph->row_count; row++)
        show_errors(&join, row);
    for (uint32_t job = 0; job < graph->job_count; job++)
        if (graph->jobs[job].index >= 0)
            cut_rows(&join, job);
    cut_children(graph);
    for (uint32_t row = 0; row < graph->row_count && !graph->failed; row++)
        if (!graph->rows[row].is_hidden && graph->jobs[graph->rows[row].job - 1].index >= 0)
            note_errors(&join, row);
    for (uint32_t row = 0; row < graph->row_count && !graph->failed; row++)
        if (!graph->rows[row].is_hidden && graph->jobs[graph->rows[row].job - 1].index >= 0)
            join_row(&join, row);
    name_nodes(&join);
}
