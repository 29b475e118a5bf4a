/* Resolving: raw structs → a scenario, names → indices, defaults filled in, every rule that one mapping or two hold.
 *
 * It goes on after a mistake, with a value that breaks nothing, so that all of a file's mistakes come out at once; a
 * scenario in which anything was reported is thrown away. The tree tells where things stand and what was given but
 * bad; it and the raw structs have the same sound children in the same order.
 *
 * This is what the parts share, each of which has a file: resolve_bot.h, resolve_job.h and so on. resolve.h calls them
 * in the order in which they rest on each other. */
#ifndef FILE_RESOLVER_H
#define FILE_RESOLVER_H

#include "file/key_table.h"
#include "file/scan.h"
#include "model/scenario.h"

struct resolver {
    struct scenario *scenario;
    struct diags *diags;
    bool is_failed;       /* memory is out; the rest is of no use */
    bool are_bots_unsure; /* a bot's name could not be read: an unknown name may be that one */
    bool are_jobs_unsure;
    bool are_steps_unsure; /* a step could not be read: their numbers are not the file's */
};

/* Zeroed memory of the scenario; NULL marks the resolver as failed. */
void *resolve_array(struct resolver *resolver, size_t count, size_t size);

/* A copy of `text`, of `other` when it is NULL; never NULL but "" when memory is out. */
const char *resolve_text(struct resolver *resolver, const char *text, const char *other);

/* The value of `text`, of the default when it is NULL. */
int resolve_word(const char *text, const char *const *names, size_t count, int other);
uint32_t resolve_number(const char *text, uint32_t other);
msec resolve_time(const char *text, msec other);

/* Where the value of `key` stands, and the key itself; the mapping's place when it is not given. */
struct mark value_mark(const struct node *mapping, const char *key);
struct mark key_mark(const struct node *mapping, const char *key);

/* The bot or job of that name; an unknown one is reported with what there is, and is NO_INDEX, as for NULL. */
int resolve_bot_name(struct resolver *resolver, const char *name, struct mark mark);
int resolve_job_name(struct resolver *resolver, const char *name, struct mark mark);

/* Reports a second bot or job ("bot", "job") of a name; the first one stands on `line`. */
void name_report_second(struct resolver *resolver, const char *what, const char *name, struct mark mark, uint32_t line);

/* Fills in how long micro-steps take: what `raw` says, NULL or a struct of `mapping`, whose keys are micro-steps; else
 * the defaults. */
void resolve_latency(const struct mapping *mapping, const void *raw, struct duration (*latency_default)(enum micro),
                     struct duration latency[MICRO_COUNT]);

/* The first sound node of the list, of which there must be `count`, as the raw structs have entries; NULL of none. */
const struct node *nodes_paired(const struct node *list, uint32_t count);

/* True when the list, any of its entries or any entry's `key` is missing or bad. A NULL `key` is not looked at. */
bool list_is_unsure(const struct node *list, const char *key);

#endif
