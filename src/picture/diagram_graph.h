/* The graph of a run: cards, errors, ends, and what led from one to the next, taken from the trace by general rules.
 *
 * - Each entry of a bot's step by an attempt is a card. A post that is owed and was never entered is a card that stands
 * apart.
 * - A run of enqueue steps in an attempt is one node, the ship's computer; it leads to the first node of each job it
 * enqueued.
 * - Whatever struck is an error, a node where something follows from it (a retry, a recovery, a rescue); otherwise it
 * is a note at the
 *   node it struck, with how the job ended.
 * - A job that posts for one bot alone ends in a node of that bot's done words; a rescue that leaves the job in an end
 * node.
 * - Steps that a guard skipped are hidden unless asked for; the arrow that passes them says so.
 * - Attempts of one job beyond GRAPH_ATTEMPTS_MAX, jobs beyond GRAPH_JOBS_MAX and days beyond GRAPH_DAYS_MAX are cut
 * and counted.
 *
 * Nodes stand in rows, one an attempt; rows belong to job instances, instances to the node that enqueued them. Refer by
 * index. */
#ifndef PICTURE_DIAGRAM_GRAPH_H
#define PICTURE_DIAGRAM_GRAPH_H

#include "base/arena.h"
#include "base/err.h"
#include "trace/ledger.h"

#define NO_NODE UINT32_MAX

enum { GRAPH_ATTEMPTS_MAX = 6, GRAPH_JOBS_MAX = 80, GRAPH_DAYS_MAX = 7 };

enum node_kind { NODE_CARD, NODE_ERROR, NODE_DONE, NODE_END, NODE_COMPUTER, NODE_CUT };

enum card_state { CARD_RUNNING, CARD_POSTED, CARD_AGAIN, CARD_UNPOSTED, CARD_SKIPPED, CARD_RECOGNISED, CARD_APART };

struct graph_node {
    enum node_kind kind;
    enum card_state state; /* of a card */
    bool is_hidden;
    bool is_done; /* a card: its step came to its end after it had posted */
    uint16_t bot, step;
    uint32_t occurrence, job; /* job: instance, or NO_JOB */
    uint32_t row;             /* or NO_NODE: apart */
    uint32_t next;            /* in its row */
    uint32_t from, known;     /* events: there since, decided since */
    uint32_t number;          /* the n-th of its kind: a bot's n-th entry in the occurrence, the n-th error … */
    uint32_t children;        /* a computer: jobs it enqueued */
    msec time;                /* a card: of its commit, or of what decided it; MSEC_NONE */
    const char *words;        /* of errors, ends, cuts: what is written in it */
    uint32_t noted;           /* the event from which on its note is true, or NO_EVENT: it is true from the start */
    const char *note;         /* beside it: "error again: gave up after 2 attempts", or "" */
    const char *key;          /* its name in the graph, unique: "Riker 2", "error 1" */
};

struct graph_row {
    uint32_t job, attempt;
    uint32_t first, last;  /* nodes, hidden ones among them; NO_NODE */
    uint32_t next, before; /* rows of the same instance, or NO_NODE */
    uint32_t fetch;        /* event */
    uint32_t delivery;     /* event that gave the attempt to the worker, or NO_EVENT */
    bool is_hidden;        /* cut */
};

struct graph_job {
    uint32_t parent;      /* the node that enqueued it, or NO_NODE */
    uint32_t first, last; /* rows; NO_NODE */
    uint32_t occurrence;
    int index; /* in the scenario; -1: it is cut */
};

enum arrow_kind { ARROW_STEP, ARROW_ERROR, ARROW_RETRY, ARROW_ENQUEUE, ARROW_END };

struct graph_arrow {
    enum arrow_kind kind;
    uint32_t from, to;
    const char *label; /* lines separated by '\n', or "" */
};

struct graph {
    struct arena arena;
    bool failed; /* memory ran out */
    struct graph_node *nodes;
    struct graph_row *rows;
    struct graph_job *jobs; /* instance i is jobs[i − 1] */
    struct graph_arrow *arrows;
    uint32_t node_count, row_count, job_count, arrow_count;
    uint32_t node_room, row_room, job_room, arrow_room;
    uint32_t days; /* that are in the graph */
    uint32_t days_cut, jobs_cut;
};

/* Fills `graph`, to be released. Steps that a guard skipped are hidden unless `show_skipped`. */
bool graph_take(const struct trace *trace, const struct ledger *ledger, bool show_skipped, struct graph *graph,
                struct err *err);
void graph_release(struct graph *graph);

/* From what happened in each attempt to what led to what: hides what is cut, decides which errors are nodes, writes
 * notes and keys, joins nodes by arrows. */
void graph_join(struct graph *graph, const struct trace *trace, const struct ledger *ledger);

/* The first node of a row that is not hidden, the next one after a node; NO_NODE. */
uint32_t graph_row_first(const struct graph *graph, uint32_t row);
uint32_t graph_node_next(const struct graph *graph, uint32_t node);

/* Add to its arrays; NO_NODE or NULL, and `failed`, when memory is out. */
uint32_t graph_add_node(struct graph *graph, const struct graph_node *node);
uint32_t graph_add_row(struct graph *graph, const struct graph_row *row);
struct graph_job *graph_add_job(struct graph *graph, const struct graph_job *job);
void graph_add_arrow(struct graph *graph, const struct graph_arrow *arrow);
const char *graph_string(struct graph *graph, const char *string);

#endif
