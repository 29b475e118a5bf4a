#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES ((size_t)16384)

struct arena_block {
    struct arena_block *older;
    size_t room;
    alignas(max_align_t) unsigned char bytes[];
};

void arena_init(struct arena *arena)
{
    *arena = (struct arena){0};
}

void arena_release(struct arena *arena)
{
    struct arena_block *block = arena->block;

    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    arena_init(arena);
}

static struct arena_block *block_new(size_t room)
{
    struct arena_block *block;

    if (room > SIZE_MAX - sizeof *block)
        return NULL;
    block = calloc(1, sizeof *block + room);
    if (block)
        block->room = room;
    return block;
}

/* What is too big for a block gets one of its own, behind the newest so that the room left there is not given up. */
static void *arena_alone(struct arena *arena, size_t size)
{
    struct arena_block *block = block_new(size);

    if (!block)
        return NULL;
    if (arena->block) {
        block->older = arena->block->older;
        arena->block->older = block;
    } else {
        arena->block = block;
        arena->used = size;
    }
    return block->bytes;
}

static void *arena_take(struct arena *arena, size_t size)
{
    void *taken;

    if (!arena->block || size > arena->block->room - arena->used) {
        struct arena_block *block;
        if (size > BLOCK_BYTES / 4)
            return arena_alone(arena, size);
        block = block_new(BLOCK_BYTES);
        if (!block)
            return NULL;
        block->older = arena->block;
        arena->block = block;
        arena->used = 0;
    }
    taken = arena->block->bytes + arena->used;
    arena->used += size;
    return taken;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    const size_t step = alignof(max_align_t);
    size_t bytes;

    if (size > 0 && count > (SIZE_MAX - step) / size)
        return NULL;
    bytes = count * size;
    bytes = bytes ? (bytes + step - 1) / step * step : step;
    return arena_take(arena, bytes);
}

void *arena_copy(struct arena *arena, const void *source, size_t count, size_t size)
{
    void *copy = arena_array(arena, count, size);

    if (copy && count * size > 0)
        memcpy(copy, source, count * size);
    return copy;
}

char *arena_string(struct arena *arena, const char *string)
{
    return string ? arena_copy(arena, string, strlen(string) + 1, 1) : NULL;
}

void *arena_grow(struct arena *arena, void *array, uint32_t count, uint32_t *room, size_t size)
{
    enum { ROOM_FIRST = 64 };
    uint32_t more = *room ? *room * 2 : ROOM_FIRST;
    void *bigger;

    if (count < *room)
        return array;
    bigger = arena_array(arena, more, size);
    if (!bigger)
        return NULL;
    if (count > 0)
        memcpy(bigger, array, count * size);
    *room = more;
    return bigger;
}
