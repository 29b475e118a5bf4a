/* Any text as the value of --fault: no crash; what is taken is written, read back as the same, and played. */
#include <string.h>

#include "base/check.h"
#include "engine/run.h"
#include "file/load.h"
#include "model/changed.h"
#include "model/fault_spec.h"

#define EVENTS_MAX 20000

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char SCENARIO[] = "version: 1\n"
                               "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
                               "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 2, wait: 1s}}]\n"
                               "schedule: [{enqueue: J, times: 2}]\n";

static void play(const struct fault_spec *fault)
{
    const struct change change = change_of_spec(fault);
    struct trace trace = {0};
    struct scenario *scenario, *changed;
    struct diags diags;
    struct plan *plan;
    struct err err;

    diags_init(&diags, "fuzz", SCENARIO, strlen(SCENARIO));
    scenario = scenario_load("fuzz", SCENARIO, strlen(SCENARIO), &diags);
    CHECK(scenario);
    changed = scenario_changed(scenario, &change, 1, &err);
    if (changed) {
        plan = run_trace(changed, NULL, EVENTS_MAX, &trace, &err);
        trace_release(&trace);
        plan_free(plan);
    }
    scenario_free(changed);
    scenario_free(scenario);
    diags_release(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct text given = {0}, written = {0};
    struct fault_spec fault, again;
    struct err err;

    text_add_bytes(&given, (const char *)bytes, size);
    if (fault_spec_parse(text_str(&given), &fault, &err)) {
        fault_spec_write(&fault, &written);
        CHECK(fault_spec_parse(text_str(&written), &again, &err) && fault_spec_equal(&fault, &again));
        play(&fault);
    } else {
        CHECK(err.text[0]);
    }
    text_release(&given);
    text_release(&written);
    return 0;
}
