/* The handout of a lesson: the teacher's crib, which is the rehearsal and the keys, and the pupils' worksheet: of each
 * question a picture of the run as far as it was seen, the choices, and room to write. The worksheet tells no
 * answer. */
#ifndef REPORT_HANDOUT_H
#define REPORT_HANDOUT_H

#include "report/rehearsal.h"

/* What stands behind the head of the crib: the keys with which a lesson is given. */
void handout_keys(struct report *report);

/* What stands over the worksheet; then a question, numbered from 1, of a beat that asks: its run has a question. False
 * when memory is out. */
void handout_worksheet(const struct lesson *lesson, struct report *report);
bool handout_question(const struct lesson *lesson, uint32_t beat, const struct beat_run *run, uint32_t number,
                      struct report *report, struct err *err);

#endif
