/* Filling the raw structs from a file, in one of two ways. Where nothing was found wrong, libcyaml loads the file's own
 * bytes. Where something was, the nodes that are sound fill the same structs, so that all of a file's mistakes come out
 * at once; and where a word stands for a mapping, of which libcyaml knows nothing (scan.is_expanded). Of any other file
 * without mistakes both ways make equal structs.
 *
 * `root` is what the file is: mapping_scenario or mapping_lesson, and what is returned its raw struct. */
#ifndef FILE_FILL_H
#define FILE_FILL_H

#include "file/scan.h"
#include "model/key_table.h"

/* Loads the document in `bytes`, in which scan_read and shape_check found nothing: libcyaml, which would misread what
 * they report, and which knows no bounds, is shown nothing else; and which expanded nothing. NULL when memory is out.
 * To be freed by raw_free. */
void *fill_from_bytes(const struct mapping *root, const char *bytes, size_t size);
void raw_free(const struct mapping *root, void *raw);

/* Takes what is sound under `node`; lists leave out what was bad, as node_first and node_next do. The structs are the
 * arena's, their texts those of the nodes. NULL when memory is out. */
void *fill_from_nodes(const struct mapping *root, const struct node *node, struct arena *arena);

#endif
