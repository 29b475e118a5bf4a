#include "base/array.h"

#include <stdlib.h>
#include <string.h>

enum { ROOM_FIRST = 4 };

bool array_grow(void *array, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t larger = *room ? *room * 2 : ROOM_FIRST;
    void *elements, *grown;

    if (count < *room)
        return true;
    if (larger <= *room)
        return false;
    memcpy(&elements, array,
           sizeof elements); /* the pointer is of another type than void *, so it is copied, not looked at as one */
    grown = realloc(elements, larger * size);
    if (!grown)
        return false;
    memcpy(array, &grown, sizeof grown);
    *room = larger;
    return true; /* cppcheck-suppress memleak ; the owner has it, by memcpy */
}
