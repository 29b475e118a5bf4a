/* Taking a split back: the jobs that a job enqueues become steps of its own. */
#ifndef MODEL_UNSPLIT_H
#define MODEL_UNSPLIT_H

#include "model/scenario.h"

/* Whether it can be done to job `job`; false with a sentence that says why not. */
bool job_unsplit_fits(const struct scenario *scenario, int job, struct err *err);

/* Puts into job `job` of `scenario`, in place, the steps of the jobs that it enqueues, each where it was enqueued, and
 * takes those jobs away. Where a split made some of them it is these alone, so that it undoes the split. The job keeps
 * its name, queue, resume and latencies; retry, rescue and exhausted become those of the jobs taken back, which must
 * agree in them. Each of them may be enqueued by that one step alone. A wait from the enqueue counts from the job's.
 *
 * Faults of those jobs' steps move with the steps; those around them, and at the enqueue, go to the moment of the steps
 * at which as much was made (fault_replace). A gate at such a job is one at the job; expectations of it go. The
 * scenario must be checked again. False where it does not fit, and when memory is out; it is then unchanged. */
bool job_unsplit(struct scenario *scenario, int job, struct err *err);

#endif
