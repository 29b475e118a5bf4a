#define _DEFAULT_SOURCE /* madvise */
#include "base/pages.h"

#include <stdint.h>
#include <sys/mman.h>

#define LARGE ((size_t)2 << 20)

void pages_ask_large(void *block, size_t size)
{
#ifdef MADV_HUGEPAGE
    size_t before = LARGE + (LARGE - (uintptr_t)block % LARGE) % LARGE;

    /* Advice: when it is not taken, all works as without. */
    if (size > before + LARGE)
        (void)madvise((char *)block + before, (size - before) / LARGE * LARGE, MADV_HUGEPAGE);
#else
    (void)block;
    (void)size;
#endif
}
