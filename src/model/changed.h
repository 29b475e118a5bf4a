/* A scenario with changes made to it: what each kind of change does.
 *
 * A change to a job that was split is also one to the jobs that the split made of it, whichever came first, so that
 * `--split BotsJob --retry BotsJob=3` says what it seems to say. */
#ifndef MODEL_CHANGED_H
#define MODEL_CHANGED_H

#include "model/change.h"

/* The scenario with `count` changes made in order and checked, to be freed; it has no lesson any more. NULL when a
 * change does not fit: an unknown bot or job (with "did you mean"), a micro-step that no guard has there, a split of a
 * job with fewer than two posts, jobs to take back that disagree.
 * The sentence says which option, what was found and what is allowed. A fault whose gap another guard takes away goes
 * to its place under that guard (fault_place.h), whichever of the two changes came first. One in a gap that no guard of
 * the bot has had is kept and simply never reached; scenario_write leaves it out with a comment, because in a file it
 * would be a mistake. */
struct scenario *scenario_changed(const struct scenario *scenario, const struct change *changes, size_t count,
                                  struct err *err);

#endif
