/* The shape of a file, a scenario or a lesson: which keys each mapping has, what stands under them, which must not be
 * missing. */
#ifndef FILE_SHAPE_H
#define FILE_SHAPE_H

#include "file/scan.h"
#include "model/key_table.h"

/* Puts in the place of each word that stands for a mapping (MAPPING_LIST) that mapping, then holds the tree, of which
 * there must be a root, against the table of what the file is; reports every mistake and marks what is wrong as bad.
 * False when memory is out. */
bool shape_check(struct scan *scan, const struct mapping *mapping, struct diags *diags);

#endif
