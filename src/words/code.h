/* A job as a few lines of code, in the style of its platform's preset. */
#ifndef WORDS_CODE_H
#define WORDS_CODE_H

#include "model/scenario.h"

/* The lines around a job's steps. */
extern const struct code_words {
    const char *head;          /* names the job; a template */
    const char *begin, *end;   /* before its first step, behind the last */
    const char *rescue, *exit; /* of a rescue that leaves the job: the line that catches, and the one that leaves */
} code_words[CODE_COUNT];

/* The words of the platform's style. */
const struct code_words *code_words_of(const struct scenario *scenario);

/* Appends the line that names the job; the line of its step `s`, with guard, wait, record and rescue. */
void code_head(const struct scenario *scenario, uint32_t job, struct text *out);
void code_step(const struct scenario *scenario, const struct job *job, uint32_t s, struct text *out);

#endif
