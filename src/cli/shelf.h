/* The shelf: the built-in scenarios in the order and the groups in which they are listed. */
#ifndef CLI_SHELF_H
#define CLI_SHELF_H

#include <stddef.h>

enum { SHELF_GROUP_MAX = 16 };

struct shelf_group {
    const char *title;
    const char *names[SHELF_GROUP_MAX]; /* NULL-terminated */
};

extern const struct shelf_group shelf_groups[];
extern const size_t shelf_group_count;

/* The designs that the bare program compares; NULL-terminated. */
extern const char *const shelf_story[];

#endif
