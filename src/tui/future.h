/* Futures: the runs that a person has made by playing a scenario and changing it, a small tree of branches.
 *
 * The first future of a world is the scenario as it was given; every other one is its parent with one more change. A
 * future keeps its whole run and where one stands in it. Nothing is ever lost but by futures_delete.
 *
 * While a question is open the present one is frozen: its trace and what is looked up in it end at that event, so that
 * no view can tell what is behind it. */
#ifndef TUI_FUTURE_H
#define TUI_FUTURE_H

#include "engine/run.h"
#include "explore/budget.h"
#include "model/change.h"
#include "screens/stage.h"
#include "trace/ledger.h"

enum { FUTURE_CHANGES_MAX = 32, FUTURES_MAX = 256 };

struct future {
    int parent;                                /* future, or -1: the first */
    bool is_deleted;                           /* its place is kept, so that numbers stay */
    char name[160];                            /* what was changed, in words; of a first one the scenario's name */
    struct change changes[FUTURE_CHANGES_MAX]; /* all of them from the first future on */
    size_t change_count;
    struct scenario *scenario; /* owned */
    struct plan *plan;
    struct trace trace;
    struct stage_index *index;
    struct stage_index *whole_index; /* while it is frozen: of the whole run; else NULL */
    uint32_t whole_count;            /* and how many events that has */
    struct fault_set struck;         /* its scenario's faults that strike in it */
    struct text verdict;             /* at its end */
    bool is_good;                    /* there all wishes are granted */
    bool was_watched;                /* to its end: the verdict may be told */
    struct ledger *ledger;           /* that was asked for last, taken at `ledger_at`; owned; NULL: none was yet */
    uint32_t ledger_at;
    uint32_t at, seen; /* events; NO_EVENT before the first */
    bool is_saved;
    char file[256]; /* where it was saved */
    bool is_marked; /* in the tree, to be compared */
    size_t left;    /* the future made from it that was the current one last; 0: none */
};

/* The moment at which all futures are looked at: where somebody went by hand. Every other one shows its own event of it
 * (future_same_moment), and to go back from there is to go to the very event. */
struct moment {
    size_t of;      /* the future in which it was gone to */
    uint32_t at;    /* event, or NO_EVENT */
    uint32_t shown; /* what the current future was set to for it: elsewhere, somebody has gone on since */
};

struct futures {
    const char *name;    /* the scenario's short name, for titles and command lines; the caller's */
    struct future *list; /* owned */
    size_t count;
    size_t current;
    struct moment moment;
    const struct cancel_token *cancel; /* asked while a future is played, which it may end; NULL: nobody is */
};

/* One future: the run of `scenario`, which is owned from here on (freed on failure too). */
bool futures_init(struct futures *futures, const char *name, struct scenario *scenario,
                  const struct cancel_token *cancel, struct err *err);
void futures_release(struct futures *futures);

static inline struct future *futures_current(const struct futures *futures)
{
    return &futures->list[futures->current];
}

/* A new future beside the current one's child: the current one with one more change, standing at the same moment. It
 * becomes the current one. False with a reason (outputs untouched) when the change does not fit. */
bool futures_branch(struct futures *futures, const struct change *change, struct err *err);

/* The same with several changes at once and a name of its own, cut where it is too long. */
bool futures_branch_all(struct futures *futures, const struct change *changes, size_t count, const char *name,
                        struct err *err);

/* The same without a fault of the current one's scenario, by its index there: one of the file's is taken away by one
 * more change, one that a change added by leaving out that change. `instead` is another fault in its place, or NULL. */
bool futures_drop_fault(struct futures *futures, uint32_t fault, const struct change *instead, struct err *err);

/* The future that these changes make of the first one, played but standing in no tree. To be released; until then it
 * must stay where it is, for what it is made of refers to it. */
bool future_try(const struct futures *futures, const struct change *changes, size_t count, struct future *out,
                struct err *err);
void future_release(struct future *future);

/* Ends its run at an event, at or behind the one that is seen, until it is thawed: trace and index are those of a run
 * that ends there. False when memory is out. One that is frozen stays as it is. */
bool future_freeze(struct future *future, uint32_t at, struct err *err);
void future_thaw(struct future *future);

static inline bool future_is_frozen(const struct future *future)
{
    return future->whole_index != NULL;
}

/* Makes the future with just these changes of the first one the current one: one that is there already, else a new
 * child of the current one called `name`, standing at the same moment. */
bool futures_reach(struct futures *futures, const struct change *changes, size_t count, const char *name,
                   struct err *err);

/* The ledger at an event (NO_EVENT: before the first), kept until one at another event is asked for; NULL when memory
 * is out. */
const struct ledger *future_ledger(struct future *future, uint32_t at, struct err *err);

/* Another name, cut where it is too long. */
void future_rename(struct future *future, const char *name);

/* To the parent; to the child that was left last, or else the newest. False when there is none. Each brings back the
 * moment, whichever way one came. */
bool futures_undo(struct futures *futures);
bool futures_redo(struct futures *futures);

/* Is the current one `which`, or made from it? */
bool futures_stem_from(const struct futures *futures, size_t which);

/* Deletes a future other than the first, and those made from it; the current one becomes the nearest that is left. */
void futures_delete(struct futures *futures, size_t which);

/* Makes another future the current one, at the same moment; at an event of its own. */
void futures_go(struct futures *futures, size_t which);
void futures_go_to(struct futures *futures, size_t which, uint32_t at);

/* Appends the command line that opens this future again where one stood in it: `makeitso play NAME --guard … --at
 * 66.2 --lane Riker`. `at` is NO_EVENT for its start; lane 0, where it opens anyway, and one that it has not are left
 * out. */
void future_write_command(const struct futures *futures, const struct future *future, uint32_t at, uint32_t lane,
                          struct text *out);

/* The event to stand at in `to` so that it is the moment that `at` is in `from`: the same event while both runs are the
 * same, else the last one not later. */
uint32_t future_same_moment(const struct trace *from, uint32_t at, const struct trace *to);

#endif
