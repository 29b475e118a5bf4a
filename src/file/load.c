#include "file/load.h"

#include "base/check.h"
#include "file/fill.h"
#include "file/resolver.h"
#include "file/scan.h"
#include "file/shape.h"

/* What is sound of a file becomes a scenario, which is thrown away if anything is wrong. */
static struct scenario *raw_resolve(const char *name, const struct raw_scenario *raw, const struct node *root,
                                    struct diags *diags)
{
    struct resolver resolver = {.scenario = scenario_new(name), .diags = diags};
    bool is_good = false;

    if (!raw || !resolver.scenario || !resolve(&resolver, raw, root))
        diags_fail(diags);
    else
        is_good = scenario_check(resolver.scenario, diags) && diags_are_empty(diags);
    if (is_good)
        return resolver.scenario;
    scenario_free(resolver.scenario);
    return NULL;
}

/* Of a tree whose shape was looked at. */
static struct scenario *tree_resolve(const char *name, const char *bytes, struct scan *scan, struct diags *diags)
{
    struct scenario *scenario;
    struct raw_scenario *loaded;

    if (!diags_are_empty(diags) || scan->is_expanded)
        return raw_resolve(name, fill_from_nodes(scan->root, &scan->arena), scan->root, diags);
    CHECK(scan->begin < scan->end);
    loaded = fill_from_bytes(bytes + scan->begin, scan->end - scan->begin);
    scenario = raw_resolve(name, loaded, scan->root, diags);
    raw_free(loaded);
    return scenario;
}

struct scenario *scenario_load(const char *name, const char *bytes, size_t size, struct diags *diags)
{
    struct scenario *scenario = NULL;
    struct scan scan;

    scan_read(&scan, bytes, size, diags);
    if (scan.root && !shape_check(&scan, diags))
        diags_fail(diags);
    else if (scan.root && !scan.root->is_bad)
        scenario = tree_resolve(name, bytes, &scan, diags);
    scan_release(&scan);
    return scenario;
}
