/* The summary of classes: what was voted at each gate, over all the records of --record (tui/gate_record.h), who was
 * right before and after the talk, and which wrong choices stayed. No name of a person is read or told.
 *
 * Records are of one gate where lesson, beat, scenario, question and choices are the same: one of a scenario whose
 * numbers were changed since is another gate. */
#ifndef REPORT_SUMMARY_H
#define REPORT_SUMMARY_H

#include "report/report.h"

enum { SUMMARY_CHOICES_MAX = 9, SUMMARY_GATES_MAX = 1000 };

struct summary_choice {
    const char *words, *beliefs; /* beliefs: their names, with spaces between */
    bool is_true;
    uint64_t first, before, after; /* hands of the first vote; of those who voted twice the first and the second */
};

struct summary_gate {
    const char *lesson, *beat, *scenario, *question; /* lesson and beat "" of a scenario's own */
    struct summary_choice choices[SUMMARY_CHOICES_MAX];
    size_t choice_count;
    uint64_t votes, votes_twice; /* records, and those with two votes */
    uint64_t seconds;            /* from question to outcome, of all */
};

struct summary {
    struct arena arena;
    struct summary_gate *gates;
    uint32_t gate_count, gate_room;
};

void summary_init(struct summary *summary);
void summary_release(struct summary *summary);

/* Adds what one line of a record says. False with a reason where it is none, or memory is out. */
bool summary_add(struct summary *summary, const char *line, size_t size, struct err *err);

/* The gates in the order of their first records: each with its table, or, as CSV wants it, all in one. */
void summary_report(const struct summary *summary, struct report *report);
void summary_table(const struct summary *summary, struct report *report);

/* Appends [{"lesson", "beat", "scenario", "question", "votes", "votes_twice", "seconds", "right_first", "right_before",
 * "right_after", "choices": [{"choice", "true", "beliefs": [name], "first", "before", "after"}]}]; shares are of hands,
 * null where nobody voted so. */
void summary_json(const struct summary *summary, struct text *out);

#endif
