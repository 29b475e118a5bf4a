/* The shape of a scenario file: which keys each mapping has, what stands under them, which must not be missing. */
#ifndef FILE_SHAPE_H
#define FILE_SHAPE_H

#include "file/scan.h"

/* Puts in the place of each word that stands for a mapping (MAPPING_LIST) that mapping, then holds the tree, of which
 * there must be a root, against the table; reports every mistake and marks what is wrong as bad. False when memory is
 * out. */
bool shape_check(struct scan *scan, struct diags *diags);

#endif
