/* Reading a scenario: bytes → nodes with their places (scan) → their shape (shape) → structs (fill) → the model
 * (resolve), which is then held against every rule that spans several keys (scenario_check). */
#ifndef FILE_LOAD_H
#define FILE_LOAD_H

#include "model/scenario.h"

/* Reads a scenario from `size` bytes. `name` is how the file is called in messages; it is copied. NULL when anything
 * is wrong: then `diags` (initialised by the caller with the same bytes) holds every mistake found. Takes well under a
 * second and 64 MiB whatever the bytes are. */
struct scenario *scenario_load(const char *name, const char *bytes, size_t size, struct diags *diags);

#endif
