/* The shelf: the built-in scenarios in the order and the groups in which they are listed. */
#ifndef CLI_SHELF_H
#define CLI_SHELF_H

#include <stddef.h>
#include <stdint.h>

enum { SHELF_GROUP_MAX = 16 };

struct shelf_group {
    const char *title;
    const char *names[SHELF_GROUP_MAX]; /* NULL-terminated */
};

extern const struct shelf_group shelf_groups[];
extern const size_t shelf_group_count;

/* The designs that the bare program compares; NULL-terminated. */
extern const char *const shelf_story[];

/* The scenarios by their numbers in run codes, the first one's being 1. A new one comes at the end, none is ever taken
 * out. */
extern const char *const shelf_numbers[];
extern const size_t shelf_number_count;

/* The number of a built-in scenario; 0: it has none. */
uint32_t shelf_number(const char *name);

#endif
