/* Refusals: one-sentence answers to a mistake on the command line, with what is allowed and "did you mean". */
#ifndef MODEL_REFUSAL_H
#define MODEL_REFUSAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/err.h"
#include "model/scenario.h"

/* Sets `unknown WHAT "FOUND"; allowed: a, b, c; did you mean "b"?` and returns false. Longer lists are cut. */
bool word_refuse(const char *what, const char *found, const char *const *words, size_t count, struct err *err);

/* The same of a name that no bot of the scenario has, and no job. */
bool bot_or_job_refuse(const struct scenario *scenario, const char *name, struct err *err);

/* Sets "BEFORE: what the first of the diags says; what is allowed", releases them and returns false. */
bool diags_refuse(struct diags *diags, const char *before, struct err *err);

/* False with a sentence where `text` has a character that cannot be seen, or bytes that are no UTF-8: nothing is named
 * so. */
bool text_is_typed(const char *text, struct err *err);

/* A whole decimal number from `low` to `high`, digits alone; false leaves `out` untouched. */
bool number_parse(const char *string, uint64_t low, uint64_t high, uint64_t *out);

#endif
