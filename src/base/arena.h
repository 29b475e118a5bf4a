/* An arena: memory that is freed all at once.
 *
 * Holds what lives exactly as long as one scenario. Memory comes zeroed and aligned for any type; it never
 * moves. There is no way to free a part of it. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena_block;

struct arena {
    struct arena_block *block; /* the newest block; blocks form a list; NULL before the first allocation */
    size_t used;               /* bytes used of the newest block */
};

/* An empty arena; allocates nothing yet. */
void arena_init(struct arena *arena);

/* Frees everything that was allocated from it; the arena is empty afterwards. */
void arena_release(struct arena *arena);

/* `count` zeroed elements of `size` bytes; NULL when memory is out or the product overflows. A count of 0 gives a
 * valid pointer that must not be read. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Room for one more of `count` elements of `size` bytes, of which `*room` fit so far: `array`, or where it was full a
 * larger copy (what it leaves stays in the arena); NULL when memory is out. */
void *arena_grow(struct arena *arena, void *array, uint32_t count, uint32_t *room, size_t size);

/* A copy of the NUL-terminated `string`; NULL when memory is out; NULL for NULL. */
char *arena_string(struct arena *arena, const char *string);

/* A copy of `count` elements of `size` bytes at `source`; NULL when memory is out. */
void *arena_copy(struct arena *arena, const void *source, size_t count, size_t size);

#endif
