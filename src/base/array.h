/* Arrays that grow: a pointer, a count and a room that their owner keeps; this doubles the room. */
#ifndef BASE_ARRAY_H
#define BASE_ARRAY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Makes room for at least one element of `size` bytes behind the first `count`. `array` is the address of the owner's
 * pointer, whatever it points to; elements may move. False, and nothing changed, when memory is out. */
bool array_grow(void *array, uint32_t count, uint32_t *room, size_t size);

#endif
