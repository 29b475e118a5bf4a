#include "explore/path.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/check.h"

void path_release(struct path *path)
{
    free(path->seen);
    *path = (struct path){0};
}

bool path_passes(struct path *path, const struct gap *gap)
{
    uint32_t *count = &path->now.seen_count;

    if (gap->before != MICRO_FETCH)
        return false;
    for (uint32_t i = 0; i < *count; i++)
        if (path->seen[i].job == gap->job && path->seen[i].attempt == gap->attempt)
            return true;
    if (*count == PATH_SEEN_MAX)
        path->is_full = true;
    else if (!array_grow(&path->seen, *count, &path->room, sizeof *path->seen))
        path->is_starved = true;
    else
        path->seen[(*count)++] = (struct seen){gap->job, gap->attempt};
    return false;
}

void path_save(const struct path *path, uint32_t kept, struct path_save *out)
{
    uint32_t added = path->now.seen_count - kept;

    CHECK(kept <= path->now.seen_count && added <= PATH_SAVED_MAX);
    *out = (struct path_save){.now = path->now, .kept = kept};
    memcpy(out->added, path->seen + kept, added * sizeof *out->added);
}

void path_restore(struct path *path, const struct path_save *save)
{
    CHECK(save->now.seen_count <= path->room);
    path->now = save->now;
    memcpy(path->seen + save->kept, save->added, (save->now.seen_count - save->kept) * sizeof *save->added);
}

void path_set(struct path *path, const struct path_mark *mark, const struct seen *seen)
{
    CHECK(mark->seen_count <= path->room);
    path->now = *mark;
    if (mark->seen_count > 0)
        memcpy(path->seen, seen, mark->seen_count * sizeof *seen);
}
