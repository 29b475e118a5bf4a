/* What was said to a question, as a line of JSON: what play --record appends, and a summary of classes reads again.
 *
 *   time      when the outcome was shown, as 2026-12-01T08:15:00Z
 *   lesson    its title; null of a scenario's own gate
 *   beat      its id; null
 *   scenario  its file or name
 *   gate      {event, ask, of, question}: the event at which the run stops, from 1; what is asked, and of which bot
 *             (null: of none)
 *   choices   [{choice, true, beliefs: [name, …]}] in their order
 *   class     false: one person, alone
 *   votes     one or two arrays of hands, a number for each choice; alone one hand, or none where it was skipped
 *   seconds   from the question to the outcome
 *
 * No name of a person stands in it. */
#ifndef TUI_GATE_RECORD_H
#define TUI_GATE_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

enum { RECORD_VOTES_MAX = 2, RECORD_CHOICES_MAX = 9 };

struct question; /* explore/gate.h */

struct gate_record {
    const char *lesson, *beat; /* NULL: none */
    const struct question *question;
    bool is_class;
    uint32_t hands[RECORD_VOTES_MAX][RECORD_CHOICES_MAX];
    size_t vote_count;
    uint32_t seconds;
};

/* Appends it with a newline. */
void gate_record_write(const struct gate_record *record, const char *time, struct text *out);

#endif
