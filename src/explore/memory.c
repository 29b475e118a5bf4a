#include "explore/memory.h"

bool memory_suffices(size_t needed, size_t allowed, struct err *err)
{
    return needed <= allowed ||
           err_set(err,
                   "the search keeps whole runs, which are so large here that it takes at least %zu MiB; "
                   "it is allowed %zu (--memory)",
                   (needed >> 20) + 1, allowed >> 20);
}
