/* What the commands' JSON has in common, beside base/json_write.h. */
#ifndef REPORT_JSON_VALUE_H
#define REPORT_JSON_VALUE_H

#include "base/json_write.h"
#include "explore/placement.h"
#include "trace/ledger.h"

/* Adds the counts under their names. */
void json_add_tally(json_t **object, const struct tally *tally);

/* An object that begins as every answer about a scenario does: "scenario", its file or built-in name, which a command
 * line takes; "title", as headings have it; "preset", its platform's, with its version, as "sidekiq-8.1". */
json_t *json_of_scenario(const struct scenario *scenario);

/* Adds what struck in a run: "faults", as their options; "own_faults", the numbers of the file's own; "text", in
 * words. */
void json_add_placements(json_t **object, const struct scenario *scenario, const struct placement *set, uint32_t count);

/* {wish: runs that refuse it}, but for the scenario's `unjudged` ones */
json_t *json_of_refused(unsigned unjudged, const uint64_t refused[WISH_COUNT]);

/* {wish: is it granted?}, likewise */
json_t *json_of_wishes(unsigned unjudged, const bool wishes[WISH_COUNT]);

/* The scenario's gates, as json.h has them; what is right is not told. */
json_t *json_of_gates(const struct trace *trace);

#endif
