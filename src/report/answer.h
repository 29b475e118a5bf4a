/* What the commands' JSON is made of: for each answer its members, as the writers beside this file make them, and the
 * JSON Schema of it. A test holds every answer of every command against its schema, which lets no other member through:
 * who adds one to a writer adds its row here. */
#ifndef REPORT_ANSWER_H
#define REPORT_ANSWER_H

#include "base/text.h"

/* The answers: how each is asked for (show --schema), what it is, its shape (answer.c). */
#define ANSWER_LIST(X)                                                                                                 \
    X(ANSWER_RUN, "run", "what run --format json prints, or a line of jsonl", of_run)                                  \
    X(ANSWER_CHECK, "check", "what check --format json prints", of_check)                                              \
    X(ANSWER_COMPARE, "compare", "what compare --format json prints", of_compare)                                      \
    X(ANSWER_WHY, "why", "what why --format json prints", of_why)                                                      \
    X(ANSWER_EXPLORE, "explore", "what explore --format json prints, with --table, --schedules and --saw too",         \
      of_explore)                                                                                                      \
    X(ANSWER_THRESHOLD, "threshold", "what threshold --format json prints", of_threshold)                              \
    X(ANSWER_ODDS, "odds", "what odds --format json prints", of_odds)                                                  \
    X(ANSWER_SWEEP, "sweep", "what sweep --format json prints", of_sweep)                                              \
    X(ANSWER_LISTED, "list", "what list --format json prints, with --presets too", of_list)                            \
    X(ANSWER_CLASS, "class", "what class --format json prints, with --summary too", of_class)                          \
    X(ANSWER_RECORD, "record", "a line of what --record keeps", of_record)
#define ANSWER_CONSTANT(constant, ...) constant,
enum answer { ANSWER_LIST(ANSWER_CONSTANT) ANSWER_COUNT };
#undef ANSWER_CONSTANT
extern const char *const answer_names[ANSWER_COUNT];

/* Appends the schema (JSON, draft-07) of an answer. False when memory is out. */
bool answer_schema_write(enum answer answer, struct text *out);

#endif
