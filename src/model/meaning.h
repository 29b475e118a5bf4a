/* Keys that mean something only where another key has one of certain values: an idempotency key's `expires` to its
 * guard, a `lease` to `on_crash: lease`. */
#ifndef MODEL_MEANING_H
#define MODEL_MEANING_H

#include "model/key_table.h"

struct meaning {
    const struct mapping *mapping;
    const char *key;
    const char *with;                  /* the key of the same mapping that gives it its meaning … */
    size_t (*rows)(const char *out[]); /* … by one of these words */
};

/* What gives a key of the mapping its meaning: what comes behind `last`, the first where that is NULL. NULL when there
 * is no more, and of a key that always means something. All of them must hold. */
const struct meaning *meaning_next(const struct mapping *mapping, const char *key, const struct meaning *last);

/* The word that the mapping's struct of the model has for it; a fault must be whole (fault_whole). */
const char *meaning_word(const struct meaning *meaning, const void *model);

/* The first of them that does not hold of this struct of the model; NULL: the key means something. */
const struct meaning *meaning_lacking(const struct mapping *mapping, const char *key, const void *model);

/* Reports, at `mark`, that the key means nothing to this word. */
void meaning_refuse(const struct meaning *meaning, const char *word, struct mark mark, struct diags *diags);

/* Reports that this word needs the key, which is not given. */
void meaning_miss(const struct meaning *meaning, const char *word, struct mark mark, struct diags *diags);

/* The keys of a fault in a gap; those of the platform's faults stand in PLATFORM_FAULT_LIST. */
#define FAULT_GAP_KEYS                                                                                                 \
    "name bot job step before after kind for times attempts occurrences instance from until probability"

/* What else is said of keys that contradict each other. */
void fault_over_refuse(struct mark mark, struct diags *diags);
void entry_apart_refuse(struct mark mark, struct diags *diags);
void retry_waits_refuse(const struct retry *retry, struct mark mark, struct diags *diags);
void retry_max_refuse(struct mark mark, struct diags *diags);
/* Looks for every job stand at multiples of a fixed length. */
bool poll_fits(const struct platform *platform);
void poll_refuse(struct mark mark, struct diags *diags);
/* A lease must be renewed before it ends. */
void renew_refuse(const struct platform *platform, struct mark mark, struct diags *diags);
void retry_lease_refuse(struct mark mark, struct diags *diags);

#endif
