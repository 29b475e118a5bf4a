/* What every test program needs: cmocka with the headers it wants before it, and what it lacks.
 *
 * A test program is one file tests/test_MODULE.c; it runs in the root of the source tree.
 *
 *     int main(void)
 *     {
 *         static const struct CMUnitTest tests[] = {cmocka_unit_test(queue_empty_gives_nothing)};
 *
 *         return test_main("queue", tests, sizeof tests / sizeof *tests);
 *     }
 */
#ifndef SUPPORT_TEST_H
#define SUPPORT_TEST_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/duration.h"

/* Runs the tests, which may be made at run time, each with a name of its own. The exit status of the program: 0 or 1. A
 * first argument of the program does not reach here: CMOCKA_FILTER in the environment is a pattern ("queue_*"). */
int test_main(const char *group, const struct CMUnitTest *tests, size_t count);

/* Signed numbers that are shown as such when they differ; cmocka's own assertion shows two's complements in hex. */
#define ASSERT_I64(got, expected) test_i64((int64_t)(got), (int64_t)(expected), #got, __FILE__, __LINE__)
#define ASSERT_MSEC(got, expected) test_msec((got), (expected), #got, __FILE__, __LINE__)

void test_i64(int64_t got, int64_t expected, const char *what, const char *file, int line);
void test_msec(msec got, msec expected, const char *what, const char *file, int line);

/* A new empty folder, its path valid until test_folder_remove, which removes it with all that is in it. */
struct test_folder {
    char path[64];
};
void test_folder_make(struct test_folder *folder);
void test_folder_remove(struct test_folder *folder);

/* The bytes of a file with a NUL behind them, to be freed; NULL when it cannot be read. `size` may be NULL. */
char *test_file_read(const char *path, size_t *size);

/* Writes a file; fails the test when that does not work. */
void test_file_write(const char *path, const char *bytes, size_t size);

/* Holds bytes against a kept file. With MAKEITSO_BLESS=1 in the environment the file is written anew first: on purpose
 * only, and the difference is to be read before it is kept. */
void test_kept(const char *path, const char *bytes, size_t size);

#endif
