/* A packed world: only the words in which it differs from the world at the beginning of its run, which are few.
 *
 * What waits in a search in great number is kept so; it takes a tenth of the memory, mostly.
 *
 *     struct packing *packing = packing_new(plan, seed, err);
 *     struct packed *packed = packed_new(packing, world);
 *     packed_open(packing, packed, world);                     // the same bytes again
 *     packed_free(packed);
 */
#ifndef EXPLORE_PACKED_H
#define EXPLORE_PACKED_H

#include "engine/run.h"

struct packing;
struct packed;

/* For worlds of this plan; any seed will do, that of the runs packs best. NULL with a sentence when memory is out. */
struct packing *packing_new(const struct plan *plan, uint64_t seed, struct err *err);
void packing_free(struct packing *packing);

/* NULL when memory is out. */
struct packed *packed_new(const struct packing *packing, const struct world *world);
void packed_open(const struct packing *packing, const struct packed *packed, struct world *out);
void packed_free(struct packed *packed);

/* Bytes that it takes. */
size_t packed_memory(const struct packed *packed);

#endif
