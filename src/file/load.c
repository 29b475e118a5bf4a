#include "file/load.h"

#include "file/resolver.h"
#include "file/take.h"

/* What is sound of a file becomes a scenario, which is thrown away if anything is wrong. */
static struct scenario *taken_resolve(const char *name, const struct taken *taken, struct diags *diags)
{
    struct resolver resolver = {.scenario = scenario_new(name), .diags = diags};
    bool is_good = false;

    resolver.arena = resolver.scenario ? &resolver.scenario->arena : NULL;
    if (!resolver.scenario || !resolve(&resolver, taken->raw, taken->scan.root))
        diags_fail(diags);
    else
        is_good = scenario_check(resolver.scenario, diags) && diags_are_empty(diags);
    if (is_good)
        return resolver.scenario;
    scenario_free(resolver.scenario);
    return NULL;
}

struct scenario *scenario_load(const char *name, const char *bytes, size_t size, struct diags *diags)
{
    struct scenario *scenario = NULL;
    struct taken taken;

    if (take_read(&taken, &mapping_scenario, bytes, size, diags))
        scenario = taken_resolve(name, &taken, diags);
    take_release(&taken);
    return scenario;
}
