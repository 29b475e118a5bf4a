/* A run as JSON: the manual of its names, which do not change lightly.
 *
 * `run --format json` writes one object a scenario, of several scenarios an array; `compare --format json` an array,
 * without seed, jobs, events and occurrences, with --presets of an object a preset, which has "jobs" [{job, attempts,
 * states: {state: instances}}], or only its head and "refused", why it cannot be played so. The first three are the
 * head, which the answers of every command begin with (json_value.h); a row of `list` has the first two,
 * one of `check` the first and the third:
 *
 *   scenario  its file or built-in name
 *   title     what it is called in headings
 *   preset    its platform's, with its version ("sidekiq-8.1")
 *   seed      as given
 *   verdict   the sentence
 *   lesson    what it teaches; absent of a comparison, and where the file has none
 *   gates     [{event, stop, bot or job, n, occurrence, attempt, ask, of, text}]: where its run stops and asks, in the
 *             keys of a file; event counted from 0, null where it never comes there; ask null for what it asks best;
 *             absent of a comparison, and where the file has none
 *   ended     "quiescence", "until", "limit" or "room"
 *   struck    of a comparison: false where a fault that is added, or strikes in the file's own run, strikes nobody
 *   wishes    {"made-in-the-end", "nobody-twice", "nobody-held-up", "failure-seen"}: true or false, of those that are
 *             judged; none of a changed run that was cut
 *   totals    {owed, posts, duplicates, missed, late, premature, silent}
 *   bots      [{bot, the same seven, occurrences}]
 *     occurrences  [{occurrence, posts, duplicates, state, attempts, skips, premature, late_by_ms, delay_ms,
 *                  silent}]; each that owes a post
 *     state        posted, duplicate, pending, never-ran, lost, skipped, failed
 *     attempts     how often a step that posts it was entered
 *     premature    posts before the one that its step needs
 *     late_by_ms   from the firing, or from the post that it needs, to the first post; null where it is not late
 *     delay_ms     from the firing to the first post; null without one
 *   jobs      [{id, parent, job, occurrence, attempts, failures, state}]
 *     id           of the instance, from 1
 *     parent       the instance that enqueued it; null for the schedule
 *     job          its name
 *     state        succeeded, dead, discarded, lost, waiting, retrying, running
 *     bailed_out   true where it succeeded because an error was caught and the job left; else absent
 *   events    in order
 *
 * `--format jsonl` writes each event as a line, then one line that holds all the rest.
 *
 * An event; what does not apply is absent:
 *
 *   t           ms since the run began
 *   event       its kind, as in trace.h: "fetch" … "run-end"
 *   job         the instance (jobs[].id)
 *   name        that instance's job; of a fire, the job that is due
 *   attempt     from 1
 *   bot         a name
 *   step        from 1
 *   occurrence  from 1
 *   worker      from 1, counted over all processes
 *   cause       an earlier event, counted from 0
 *   moment      true: worth stopping at
 *
 * and by kind:
 *
 *   commit                  post: how many posts this makes; landed: true when its caller had given up on it
 *   push                    child: the instance that it makes; landed
 *   enqueue                 parent: the instance that made it; absent: the schedule
 *   fire                    copy: from 0
 *   check, claim, ask       already: what the guard was told
 *   skip, recognise         by: the event that the guard goes by
 *   strike                  kind: error, timeout, crash, stall; gap: "after call", "before begin"; fault; fault_name
 *   kill, deploy, twice, down, up
 *                           fault: which of the file's faults, from 1; fault_name: what its author calls it
 *   rescue                  rescue: exit, continue
 *   fail                    failures: recorded ones of the job so far; stale: true when it changes nothing, because
 *                           the attempt no longer holds its job
 *   acknowledge             stale
 *   retry, orphan           due: ms since the run began; of an orphan not while its process lives
 *   crash, restart          process: from 1
 *   recover                 recoveries: of the job so far; lease: true when its lease ended
 *   counted                 failures: of the job so far; lease: true when its lease ended
 *   resume                  with: the step with which the attempt goes on, from 1; behind the last: all are recorded
 *   run-end                 ended */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "trace/ledger.h"

/* Where the bytes go: returns 0, or anything else to stop. */
typedef int json_sink(const char *bytes, size_t size, void *data);

/* Writes one run as an object with a newline behind it. Events go out one by one: memory does not grow with the run.
 * False when memory is out or the sink stopped; `err` says which ("cannot write"). */
bool json_write(const struct trace *trace, const struct ledger *ledger, json_sink *sink, void *data, struct err *err);

/* The same as lines. */
bool jsonl_write(const struct trace *trace, const struct ledger *ledger, json_sink *sink, void *data, struct err *err);

/* Appends one event as a JSON object without a newline. False when memory is out. */
bool json_add_event(const struct trace *trace, const struct ledger *ledger, uint32_t event, struct text *out);

#endif
