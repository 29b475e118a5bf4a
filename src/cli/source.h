/* Where a scenario or a lesson comes from: a file, standard input, or the shelf of built-in ones. */
#ifndef CLI_SOURCE_H
#define CLI_SOURCE_H

#include "base/err.h"
#include "base/text.h"
#include "cli/builtin.h"
#include "model/scenario.h"

struct source {
    const char *name;  /* how it is called in messages: the argument itself */
    const char *bytes; /* never NULL */
    size_t size;
    struct text owned; /* what was read; empty for a built-in one */
    bool is_unknown;   /* a name that neither a file nor a built-in scenario has: a mistake, not the system's refusal */
};

/* Reads at most one byte more than `most`, so that the reader can say that there are too many. `argument` must outlive
 * the source. False with a sentence when there is no such file, it is a directory, or it cannot be read; of the source
 * `is_unknown` alone is then to be looked at. */
bool source_read(const char *argument, size_t most, struct source *source, struct err *err);
void source_release(struct source *source);

/* The built-in scenario of that name, or NULL; the built-in lesson. */
const struct builtin *builtin_find(const char *name);
const struct builtin *builtin_lesson_find(const char *name);

/* Its scenario, to be freed; NULL when memory is out: none has mistakes. */
struct scenario *builtin_load(const struct builtin *builtin);

/* Appends "; did you mean "NAME"?" with the name nearest to `name` of a built-in scenario, or nothing; of a lesson. */
void builtin_hint(const char *name, struct text *out);
void builtin_lesson_hint(const char *name, struct text *out);

#endif
