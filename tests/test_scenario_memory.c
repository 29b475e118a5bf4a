/* Memory that runs out at each place in turn: loading, copying and the schema say so, and nothing is written past.
 *
 * The n-th allocation of this whole program, its libraries included, can be made to fail. Sanitizers and valgrind have
 * allocators of their own; there the test is skipped. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/scenario.h"
#include "file/schema.h"
#include "support/failing.h"
#include "support/test.h"
#include "file/load.h"

#ifdef CAN_FAIL
static bool is_watched(void)
{
    const char *wrap = getenv("WRAP");

    return wrap && wrap[0];
}

/* True when it was loaded and copied. */
static bool load_and_copy(const char *bytes, size_t size)
{
    struct diags diags;
    struct scenario *scenario, *copy = NULL;

    diags_init(&diags, "memory", bytes, size);
    scenario = scenario_load("memory", bytes, size, &diags);
    if (scenario)
        copy = scenario_copy(scenario);
    left = -1;
    assert_true(!scenario == !diags_are_empty(&diags));
    scenario_free(scenario);
    diags_release(&diags);
    if (copy)
        scenario_free(copy);
    return copy != NULL;
}
#endif

static void load_without_memory_says_so(void **state)
{
    (void)state;
#ifdef CAN_FAIL
    size_t size;
    char *bytes = test_file_read("tests/fuzz/corpus/scenario/every-key.yaml", &size);
    long n = 0;

    assert_non_null(bytes);
    if (is_watched()) {
        free(bytes);
        skip();
    }
    seen = 0;
    assert_true(load_and_copy(bytes, size));
    assert_in_range(seen, 100, 100000);
    do {
        left = ++n;
    } while (!load_and_copy(bytes, size));
    assert_in_range(n, 100, 100000);
    free(bytes);
#else
    skip();
#endif
}

static void schema_without_memory_says_so(void **state)
{
    (void)state;
#ifdef CAN_FAIL
    struct text all = {0};
    bool is_written = false;

    if (is_watched())
        skip();
    assert_true(schema_write(&all));
    for (long n = 1; !is_written; n += 7) {
        struct text schema = {0};

        left = n;
        is_written = schema_write(&schema);
        left = -1;
        assert_true(!is_written || strcmp(text_str(&schema), text_str(&all)) == 0);
        text_release(&schema);
        assert_in_range(n, 1, 1000000);
    }
    text_release(&all);
#else
    skip();
#endif
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(load_without_memory_says_so),
        cmocka_unit_test(schema_without_memory_says_so),
    };

    return test_main("scenario_memory", tests, sizeof tests / sizeof *tests);
}
