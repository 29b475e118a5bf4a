/* What the page does with a task beyond tui/task.h, where work goes on in slices or in a thread.
 *
 * In a page it is run as a whole. Where its time is over first it has been cut, and is of no use: the page then puts
 * the memory of the program back to what it was before, and has another instance of the program, in a worker, run the
 * same work from that memory to its end. */
#ifndef WEB_TASK_H
#define WEB_TASK_H

#include "tui/task.h"

/* Runs the work of a task that is open and has not ended, for at most so long; -1: to its end. False where it was
 * cut. */
bool task_run(struct task *task, int budget_ms);

bool task_has_ended(const struct task *task);

/* So much was done elsewhere. */
void task_note(struct task *task, uint64_t done);

/* The page is told that another task was opened; and how far the one that runs is. */
void page_task_begins(void);
void page_progress(double done);

#endif
