/* Where a value of a scenario stands, written by the keys of its file:
 *
 *     until   platform.on_crash   bots.Card.key   bots.all.latency.call   faults.1.grace   schedule.1.copies
 *     jobs.Mail.retry.limit   jobs.Mail.retry.waits.2   jobs.Mail.steps.1.skipped
 *
 * What has a name goes by it, faults, lines of the schedule, steps and waits by their number, from 1. It is one value
 * that can be changed by itself: no list, no name or place, no prose. */
#ifndef MODEL_KEY_PATH_H
#define MODEL_KEY_PATH_H

#include "model/key_table.h"

struct key_path {
    const struct key *key;
    char name[SCENARIO_NAME_BYTES_MAX + 1]; /* of a bot, a job, or CHANGE_ALL; "" where the path has none */
    uint32_t number;                        /* of a fault, a line of the schedule, a step, a wait; 0: none */
};

/* Reads `size` bytes of `text`. False, having reported what was found and what is allowed; `out` untouched. Whether
 * there is a bot, job, fault … of that name or number is not known here. */
bool key_path_read(const char *text, size_t size, struct key_path *out, struct diags *diags);

/* Appends it as key_path_read reads it; and what follows the bot, the job …: "retry.limit". */
void key_path_write(const struct key_path *path, struct text *out);
void key_path_write_rest(const struct key_path *path, struct text *out);

/* The mapping that has the path's key, and the one of the scenario's keys that the path begins with. */
const struct mapping *key_path_mapping(const struct key_path *path);
const struct key *key_path_root(const struct key_path *path);

#endif
