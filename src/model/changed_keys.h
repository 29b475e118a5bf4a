/* What becomes of keys when others are changed. */
#ifndef MODEL_CHANGED_KEYS_H
#define MODEL_CHANGED_KEYS_H

#include "model/change.h"

/* Holds a scenario that was changed to the rules of a file that span several keys of one mapping. A key that has lost
 * its meaning, as a lease has under `on_crash: requeue`, is as if it had not been given; one that gets its meaning and
 * was not given is what is usual. Reports what the changes themselves give and that means nothing. */
void changed_keys_settle(struct scenario *scenario, const struct change *changes, size_t count, struct diags *diags);

#endif
