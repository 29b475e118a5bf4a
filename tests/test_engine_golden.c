/* The same bytes on every machine and compiler: the hash of each scenario's trace, and of random scenarios' traces,
 * against a list in the tree. The list was made once by a gcc -O0 build; every other build and compiler must come to
 * the same numbers. MAKEITSO_BLESS=1 writes it anew: look at the difference of `makeitso run --full` before and after,
 * then say in the commit why it changed. */
#include "support/play.h"
#include "support/random_scenario.h"
#include "support/test.h"
#include "file/load.h"

#include <glob.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RANDOM_SCENARIOS = 200, TAPE_MAX = 96, EVENTS_MAX = 20000 };

static const char list_path[] = "tests/golden/traces.txt";

static uint64_t hash_of(const char *name, const char *bytes, size_t size, uint32_t *events)
{
    struct scenario *scenario;
    struct plan *plan;
    struct trace trace;
    struct diags diags;
    struct err err;
    uint64_t hash;

    diags_init(&diags, name, bytes, size);
    scenario = scenario_load(name, bytes, size, &diags);
    diags_release(&diags);
    assert_non_null(scenario);
    plan = run_trace(scenario, NULL, EVENTS_MAX, &trace, &err);
    assert_non_null(plan);
    hash = trace_hash(&trace);
    *events = trace.count;
    trace_release(&trace);
    plan_free(plan);
    scenario_free(scenario);
    return hash;
}

static void add_files(struct text *list)
{
    glob_t found;

    assert_int_equal(glob("scenarios/*.yaml", 0, NULL, &found), 0);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        size_t size;
        char *bytes = test_file_read(found.gl_pathv[i], &size);
        uint32_t events;
        uint64_t hash = hash_of(found.gl_pathv[i], bytes, size, &events);

        text_addf(list, "%s %" PRIu32 " events %016" PRIx64 "\n", found.gl_pathv[i], events, hash);
        free(bytes);
    }
    globfree(&found);
}

/* All their hashes in one, for they are many: h = h · 31 + hash. */
static void add_random(struct text *list)
{
    uint64_t all = 0;

    for (uint64_t n = 0; n < RANDOM_SCENARIOS; n++) {
        uint8_t tape[TAPE_MAX];
        struct random random;
        struct text yaml = {0};
        uint32_t events;

        random_seed(&random, n, RANDOM_ARRIVALS);
        for (size_t i = 0; i < TAPE_MAX; i++)
            tape[i] = (uint8_t)random_next(&random);
        random_scenario(tape, TAPE_MAX, &yaml);
        all = all * 31 + hash_of("random.yaml", yaml.bytes, yaml.size, &events);
        text_release(&yaml);
    }
    text_addf(list, "%d random scenarios %016" PRIx64 "\n", RANDOM_SCENARIOS, all);
}

static void traces_have_the_hashes_of_the_list(void **state)
{
    struct text list = {0};

    (void)state;
    add_files(&list);
    add_random(&list);
    test_kept(list_path, text_str(&list), list.size);
    text_release(&list);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {cmocka_unit_test(traces_have_the_hashes_of_the_list)};

    return test_main("engine_golden", tests, sizeof tests / sizeof *tests);
}
