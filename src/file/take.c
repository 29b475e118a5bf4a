#include "file/take.h"

#include "base/check.h"
#include "file/fill.h"
#include "file/shape.h"

/* Of a tree whose shape was looked at. */
static void *tree_fill(struct taken *taken, const char *bytes, struct diags *diags)
{
    struct scan *scan = &taken->scan;

    if (!diags_are_empty(diags) || scan->is_expanded)
        return fill_from_nodes(taken->mapping, scan->root, &scan->arena);
    CHECK(scan->begin < scan->end);
    taken->loaded = fill_from_bytes(taken->mapping, bytes + scan->begin, scan->end - scan->begin);
    return taken->loaded;
}

bool take_read(struct taken *taken, const struct mapping *mapping, const char *bytes, size_t size, struct diags *diags)
{
    *taken = (struct taken){.mapping = mapping};
    scan_read(&taken->scan, bytes, size, diags);
    if (taken->scan.root && shape_check(&taken->scan, mapping, diags)) {
        if (taken->scan.root->is_bad)
            return false;
        taken->raw = tree_fill(taken, bytes, diags);
    }
    if (taken->scan.root && !taken->raw)
        diags_fail(diags);
    return taken->raw != NULL;
}

void take_release(struct taken *taken)
{
    raw_free(taken->mapping, taken->loaded);
    scan_release(&taken->scan);
}
