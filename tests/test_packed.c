/* Packed worlds: the same bytes again. */
#include "support/play.h"
#include "support/test.h"

#include <string.h>

#include "explore/packed.h"

/* After each step of a run, of a size that is no multiple of a group of words. */
static void packed_world_opened_has_the_same_bytes(void **state)
{
    struct scenario *scenario = load_builtin("fan-out");
    struct err err;
    struct plan *plan = plan_new(scenario, &err);
    struct world *world = world_new(plan, &err), *opened = world_new(plan, &err);
    struct packing *packing = packing_new(plan, scenario->seed, &err);
    size_t largest = 0;
    bool goes_on = true;

    (void)state;
    for (world_start(plan, world, 99); goes_on; goes_on = world_step(plan, world, NULL, NULL)) {
        struct packed *packed = packed_new(packing, world);

        assert_non_null(packed);
        memset(opened, 0xa5, world_size(plan));
        packed_open(packing, packed, opened);
        assert_memory_equal(opened, world, world_size(plan));
        largest = packed_memory(packed) > largest ? packed_memory(packed) : largest;
        packed_free(packed);
    }
    assert_true(largest < world_size(plan) / 4);
    packing_free(packing);
    world_free(opened);
    world_free(world);
    plan_free(plan);
    scenario_free(scenario);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(packed_world_opened_has_the_same_bytes),
    };

    return test_main("packed", tests, sizeof tests / sizeof *tests);
}
