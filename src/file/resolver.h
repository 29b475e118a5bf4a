/* Resolving: raw structs → a scenario, names → indices, defaults filled in, every rule that one mapping or two hold.
 *
 * It goes on after a mistake, with a value that breaks nothing, so that all of a file's mistakes come out at once; a
 * scenario in which anything was reported is thrown away. The tree tells where things stand and what was given but
 * bad; it and the raw structs have the same sound children in the same order.
 *
 * Each part of a file has one of ours, resolve_bot.c, resolve_job.c and so on; resolve.c has the schedule, and calls
 * them in the order in which they rest on each other; resolver.c is what they share. */
#ifndef FILE_RESOLVER_H
#define FILE_RESOLVER_H

#include "file/scan.h"
#include "model/key_table.h"
#include "model/scenario.h"

struct resolver {
    struct scenario *scenario;
    struct arena *arena; /* of what is made: the scenario's */
    struct diags *diags;
    bool is_failed;        /* memory is out; the rest is of no use */
    bool is_unsure[2];     /* by enum named: a name could not be read, an unknown one may be that */
    bool are_steps_unsure; /* a step could not be read: their numbers are not the file's */
};

/* Fills the resolver's scenario, whose arena is ready, from what was loaded. False when memory is out. */
bool resolve(struct resolver *resolver, const struct raw_scenario *raw, const struct node *root);

/* The parts, each when those above it are there; `list` is NULL where the file has none, `node` then the whole. Steps
 * refer to jobs, so that the names of all jobs come before the jobs. */
void resolve_platform(struct resolver *resolver, const struct raw_platform *raw, const struct node *node);
void resolve_bots(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);
void resolve_job_names(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);
void resolve_jobs(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);
void resolve_faults(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);
void resolve_expects(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);
void resolve_gates(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list);

/* A gate, whose place must be given elsewhere where it is not given there; a place. What they name is the resolver's
 * scenario's. */
void resolve_gate(struct resolver *resolver, const struct raw_gate *raw, const struct node *node, struct gate *gate);
void resolve_gate_place(struct resolver *resolver, const struct raw_gate_place *raw, const struct node *node,
                        struct gate_place *place);

/* Reports what is wrong with a gate's `of`, or with none; its place is known. */
void gate_of_check(struct resolver *resolver, const struct node *node, const struct gate *gate);

/* What a job says of its retries goes before what the preset says; the preset's waits stay when it gives none. */
void resolve_retry(struct resolver *resolver, const struct raw_retry *raw, const struct node *node, struct job *job);

/* Zeroed memory of the arena for `count` entries; `*made` is how many there are then: none when memory is out, which
 * is NULL and marks the resolver as failed. */
void *resolve_array(struct resolver *resolver, uint32_t count, size_t size, uint32_t *made);

/* A copy of `text`, of `other` when it is NULL; never NULL but "" when memory is out. */
const char *resolve_text(struct resolver *resolver, const char *text, const char *other);

/* Reads into `model` every member of the mapping that `raw`, one of its structs or NULL, gives; the others stay. */
void resolve_members(struct resolver *resolver, const struct mapping *mapping, const void *raw, void *model);

/* The index of the word in the list; `other` when `text` is NULL. */
int resolve_word(const char *text, const char *const *names, size_t count, int other);

/* Where the value of `key` stands, and the key itself; the mapping's place when it is not given. */
struct mark value_mark(const struct node *mapping, const char *key);
struct mark key_mark(const struct node *mapping, const char *key);

/* The bot or job of that name; an unknown one is reported with what there is, and is NO_INDEX, as for NULL. */
int resolve_name(struct resolver *resolver, enum named named, const char *name, struct mark mark);

/* Reports an occurrence, which stands at `mark`, beyond the last one of the schedule. Without a schedule nothing. */
void occurrence_check(struct resolver *resolver, uint32_t occurrence, struct mark mark);

/* Whether what `model`, the mapping's struct of the model, says of other keys gives `key` a meaning; where it does not,
 * the key must not be given. No when one of those is not known for sure, of which nothing is said. */
bool key_means(struct resolver *resolver, const struct node *node, const struct mapping *mapping, const char *key,
               const void *model);

/* Reports every key of a mapping that does not go with `what`. `keys` are those that do, with spaces between. */
void keys_go_check(struct resolver *resolver, const struct node *mapping, const char *what, const char *keys);

/* Reports bot or job `index`, whose name and mark are there, when an earlier one has its name. */
void name_check(struct resolver *resolver, enum named named, uint32_t index);

/* The first sound node of the list, of which there must be `count`, as the raw structs have entries; NULL of none. */
const struct node *nodes_paired(const struct node *list, uint32_t count);

/* True when the list, any of its entries or any entry's `key` is missing or bad. A NULL `key` is not looked at. */
bool list_is_unsure(const struct node *list, const char *key);

#endif
