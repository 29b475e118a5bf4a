/* Any bytes as a scenario: no crash; both ways of filling the raw structs agree; what is accepted is copied, checked,
 * written, read back and written the same again, and played for a bounded number of events. */
#include <string.h>

#include "base/check.h"
#include "engine/run.h"
#include "model/scenario.h"
#include "file/load.h"
#include "file/write.h"
#include "support/raw_same.h"

#define EVENTS_MAX 20000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct scenario *load(const char *bytes, size_t size)
{
    struct diags diags;
    struct scenario *scenario;
    struct text text = {0};

    CHECK(fills_are_same(&mapping_scenario, bytes, size, &text));
    diags_init(&diags, "fuzz", bytes, size);
    scenario = scenario_load("fuzz", bytes, size, &diags);
    CHECK(!scenario == !diags_are_empty(&diags));
    diags_print(&diags, &text);
    text_release(&text);
    diags_release(&diags);
    return scenario;
}

static void write_again(const struct scenario *scenario)
{
    struct text first = {0}, second = {0};
    struct scenario *again;

    scenario_write(scenario, &first);
    again = load(text_str(&first), first.size);
    CHECK(again);
    scenario_write(again, &second);
    CHECK(strcmp(text_str(&first), text_str(&second)) == 0);
    scenario_free(again);
    text_release(&first);
    text_release(&second);
}

static void play(const struct scenario *scenario)
{
    struct trace trace = {0};
    struct err err;
    struct plan *plan = run_trace(scenario, NULL, EVENTS_MAX, &trace, &err);

    trace_release(&trace);
    plan_free(plan);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct scenario *scenario = load((const char *)bytes, size);
    struct scenario *copy = scenario ? scenario_copy(scenario) : NULL;
    struct diags diags;

    scenario_free(scenario); /* the copy holds nothing of it */
    if (!copy)
        return 0;
    diags_init(&diags, "copy", NULL, 0);
    CHECK(scenario_check(copy, &diags) && diags_are_empty(&diags));
    diags_release(&diags);
    write_again(copy);
    play(copy);
    scenario_free(copy);
    return 0;
}
