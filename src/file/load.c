#include "file/load.h"

#include "file/raw.h"
#include "file/resolve.h"
#include "file/scan.h"
#include "file/shape.h"

/* Of a tree whose shape was looked at: what is sound of it becomes a scenario, which is thrown away if anything is
 * wrong. */
static struct scenario *tree_resolve(const char *name, const struct node *root, struct diags *diags)
{
    struct resolver resolver = {.scenario = scenario_new(name), .diags = diags};
    struct raw_scenario *raw = raw_load(root);
    bool is_good = false;

    if (!raw || !resolver.scenario || !resolve(&resolver, raw, root))
        diags_add(diags, (struct mark){0}, "out of memory");
    else
        is_good = scenario_check(resolver.scenario, diags) && diags_are_empty(diags);
    raw_free(raw);
    if (is_good)
        return resolver.scenario;
    scenario_free(resolver.scenario);
    return NULL;
}

struct scenario *scenario_load(const char *name, const char *bytes, size_t size, struct diags *diags)
{
    struct scenario *scenario = NULL;
    struct scan scan;

    scan_read(&scan, bytes, size, diags);
    if (scan.root)
        shape_check(scan.root, diags);
    if (scan.root && !scan.root->is_bad)
        scenario = tree_resolve(name, scan.root, diags);
    scan_release(&scan);
    return scenario;
}
