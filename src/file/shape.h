/* The shape of a scenario file: which keys each mapping has, what stands under them, which must not be missing. */
#ifndef FILE_SHAPE_H
#define FILE_SHAPE_H

#include "file/scan.h"

/* Holds the tree against the table; reports every mistake and marks what is wrong as bad. */
void shape_check(struct node *root, struct diags *diags);

#endif
