/* Memory that runs out: included by one file of a test program, this makes the n-th allocation of the whole program
 * fail, its libraries included.
 *
 *     fail_allocation(7, ALL_AFTER_IT);
 *     …
 *     fail_allocation(NEVER, ALONE);
 *
 * Sanitizers and valgrind have allocators of their own; there memory_can_fail says no, and such tests are skipped. */
#ifndef TESTS_SUPPORT_FAILING_H
#define TESTS_SUPPORT_FAILING_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>

enum { NEVER = 0 };
enum failing { ALONE, ALL_AFTER_IT, FAILING_COUNT };

static atomic_long allocations; /* since fail_allocation was called last */
static long failing_at;
static enum failing failing_how;

/* Lets the n-th allocation from now on fail. */
static inline void fail_allocation(long n, enum failing how)
{
    failing_at = n;
    failing_how = how;
    allocations = 0;
}

#if defined(__SANITIZE_ADDRESS__)
#define HAS_OWN_ALLOCATOR 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_OWN_ALLOCATOR 1
#endif
#endif

#if defined(__GLIBC__) && !defined(HAS_OWN_ALLOCATOR)
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *pointer, size_t size);

static inline bool memory_can_fail(void)
{
    const char *wrap = getenv("WRAP");

    return !wrap || !wrap[0];
}

static bool allocation_fails(void)
{
    long n = ++allocations;

    if (failing_at == NEVER || n < failing_at || (n > failing_at && failing_how == ALONE))
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return allocation_fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return allocation_fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *pointer, size_t size)
{
    return allocation_fails() ? NULL : __libc_realloc(pointer, size);
}
#else
static inline bool memory_can_fail(void)
{
    return false;
}
#endif

#endif
