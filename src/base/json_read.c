#include "base/json_read.h"

#include <stdbool.h>
#include <stdlib.h>

/* jansson's reader goes on behind an allocation that failed: it drops what it had no room for, and may call what is
 * left a mistake. From the first that fails on it is given nothing, so that it ends; its allocator takes no context. */
static bool memory_is_out;

static void *room_give(size_t size)
{
    void *room = memory_is_out ? NULL : malloc(size);

    memory_is_out = !room;
    return room;
}

json_t *json_read(const char *bytes, size_t size, struct err *err)
{
    json_error_t error;
    json_t *root;

    memory_is_out = false;
    json_set_alloc_funcs(room_give, free);
    root = json_loadb(bytes, size, JSON_REJECT_DUPLICATES, &error);
    json_set_alloc_funcs(malloc, free);
    if (memory_is_out)
        (void)err_memory(err);
    else if (!root)
        (void)err_set(err, "no JSON: %s in line %d", error.text, error.line);
    else
        return root;
    json_decref(root);
    return NULL;
}
