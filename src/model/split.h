/* Splitting a job: one big job becomes a top job that only enqueues, and one job for each post. */
#ifndef MODEL_SPLIT_H
#define MODEL_SPLIT_H

#include "model/scenario.h"

/* Splits job `job` of `scenario` in place. The top job keeps its name; each of its posts becomes a step that
 * enqueues a new job of that one post, named after the bot ("PicardJob", with a number where the name is taken).
 * Enqueues and waits stay where they are. The new jobs inherit queue, retry, rescue, exhausted and latencies, and
 * say in split_from what they were made of. Scripted faults of a post's step move to the new job's only step. The
 * scenario must be checked again. False for a job of fewer than two posts and for more jobs than a scenario may
 * have; the scenario is then unchanged. */
bool job_split(struct scenario *scenario, int job, struct err *err);

#endif
