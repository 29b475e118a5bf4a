/* Large pages are advice about memory that somebody else gave: what is in it, and what lies beside it, must not change.
 * That they pay is shown by the benchmark of a million jobs. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "base/pages.h"

#define MIB ((size_t)1 << 20)

static void a_block_stays_what_it_was(void **state)
{
    /* Around the edges: too small for anything, one large page and not one, a few with something over. */
    static const size_t sizes[] = {1, 4096, 2 * MIB, 4 * MIB - 1, 4 * MIB, 6 * MIB + 4097, 33 * MIB + 5};

    (void)state;
    for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
        size_t size = sizes[s];
        unsigned char *block = calloc(1, size);

        assert_non_null(block);
        block[0] = 1;
        block[size / 2] = 2;
        block[size - 1] = 3;
        pages_ask_large(block, size);
        assert_int_equal(block[size - 1], 3);
        for (size_t i = 1; i + 1 < size; i++)
            if (block[i] != (i == size / 2 ? 2 : 0))
                fail_msg("byte %zu of %zu is %d", i, size, block[i]);
        memset(block, 4, size);
        free(block);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_block_stays_what_it_was)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
