/* The keys of a scenario file: one table for each mapping, from which come the raw structs (below), their libcyaml
 * schema (file/fill.h), the check of a file's shape (file/shape.h), what is read into the model and written from it
 * (member.h), and the JSON Schema for editors (file/schema.h). They cannot drift apart.
 *
 * A row is one of
 *     SCALAR(T, field, "key", VALUE, REQUIRED, "what it is")                one value
 *     MEMBER(T, member, "key", VALUE, OPTIONAL, "what it is")               one that is the model's member as it stands
 *     SCALARS(T, field, "key", VALUE, most, REQUIRED, "what it is")         a list of values
 *     MAPPING(T, field, "key", tag, OPTIONAL, "what it is")                 a mapping, table `tag`
 *     MAPPINGS(T, field, "key", tag, most, REQUIRED, "what it is")          a list of such mappings
 * where T is the mapping's tag and VALUE is a row of VALUE_LIST (value.h). */
#ifndef MODEL_KEYS_H
#define MODEL_KEYS_H

#include "model/scenario.h"

#define POST_LATENCY_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                               \
    MEMBER(T, BEGIN, "begin", VALUE_DURATION, OPTIONAL, "The step begins.")                                            \
    MEMBER(T, CHECK, "check", VALUE_DURATION, OPTIONAL, "Looking up whether it was posted.")                           \
    MEMBER(T, CLAIM, "claim", VALUE_DURATION, OPTIONAL, "Noting that it is about to be posted.")                       \
    MEMBER(T, ASK, "ask", VALUE_DURATION, OPTIONAL, "Asking the receiver.")                                            \
    MEMBER(T, CALL, "call", VALUE_DURATION, OPTIONAL, "Sending the request.")                                          \
    MEMBER(T, COMMIT, "commit", VALUE_DURATION, OPTIONAL, "From the request to the effect in the world.")              \
    MEMBER(T, REPLY, "reply", VALUE_DURATION, OPTIONAL, "From the effect to the reply.")                               \
    MEMBER(T, MARK, "mark", VALUE_DURATION, OPTIONAL, "Noting that it was posted.")                                    \
    MEMBER(T, DONE, "done", VALUE_DURATION, OPTIONAL, "The step's end.")

#define JOB_LATENCY_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                \
    MEMBER(T, FETCH, "fetch", VALUE_DURATION, OPTIONAL, "Taking the job from its queue.")                              \
    MEMBER(T, BEGIN, "begin", VALUE_DURATION, OPTIONAL, "An enqueue or a wait begins.")                                \
    MEMBER(T, CALL, "call", VALUE_DURATION, OPTIONAL, "Sending an enqueue.")                                           \
    MEMBER(T, PUSH, "push", VALUE_DURATION, OPTIONAL, "From the request to the job in its queue.")                     \
    MEMBER(T, REPLY, "reply", VALUE_DURATION, OPTIONAL, "From the push to the reply.")                                 \
    MEMBER(T, DONE, "done", VALUE_DURATION, OPTIONAL, "The end of an enqueue or a wait.")                              \
    MEMBER(T, RECORD, "record", VALUE_DURATION, OPTIONAL, "Recording that a step is done, a post's too.")              \
    MEMBER(T, ACKNOWLEDGE, "acknowledge", VALUE_DURATION, OPTIONAL, "Telling the queue that the job is done.")

#define BOT_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                        \
    SCALAR(T, name, "name", VALUE_NAME, REQUIRED, "Unique among the bots.")                                            \
    MEMBER(T, handle, "handle", VALUE_LABEL, OPTIONAL, "Its account; @ and the name without spaces when not given.")   \
    MEMBER(T, pronoun, "pronoun", VALUE_PRONOUN, OPTIONAL, "How sentences speak of it.")                               \
    MEMBER(T, done, "done", VALUE_LABEL, OPTIONAL, "Its words of success.")                                            \
    SCALAR(T, post, "post", VALUE_LINE, OPTIONAL, "Its words, the same every day; or `posts`.")                        \
    SCALARS(T, posts, "posts", VALUE_LINE, SCENARIO_POSTS_MAX, FILLED, "Its words, one for each day; or `post`.")      \
    MEMBER(T, guard, "guard", VALUE_GUARD, OPTIONAL, "How it keeps from posting twice.")                               \
    MEMBER(T, key, "key", VALUE_KEY, OPTIONAL, "What an idempotency key is made of.")                                  \
    MEMBER(T, key_expires, "expires", VALUE_EXPIRES, OPTIONAL, "How long the receiver remembers an idempotency key.")  \
    MEMBER(T, visible_after, "visible_after", VALUE_TIME, OPTIONAL, "How long an asked receiver still says no.")       \
    MEMBER(T, due, "due", VALUE_TIME, OPTIONAL, "A first post later than this after the firing is late.")              \
    MAPPING(T, latency, "latency", post_latency, OPTIONAL, "How long the micro-steps of its post take.")

#define STEP_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                       \
    SCALAR(T, post, "post", VALUE_REFERENCE, OPTIONAL, "The bot that posts.")                                          \
    SCALAR(T, needs, "needs", VALUE_REFERENCE, OPTIONAL, "The bot whose post is meant to come first.")                 \
    MEMBER(T, skipped, "skipped", VALUE_SKIPPED, OPTIONAL, "What follows a post that its guard skipped.")              \
    SCALAR(T, enqueue, "enqueue", VALUE_REFERENCE, OPTIONAL, "The job to enqueue.")                                    \
    SCALAR(T, wait, "wait", VALUE_DURATION, OPTIONAL, "How long to wait.")                                             \
    SCALAR(T, from, "from", VALUE_WAIT_FROM, OPTIONAL, "From when the wait counts.")

#define EXPONENTIAL_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                \
    MEMBER(T, first, "first", VALUE_TIME, REQUIRED, "The wait before the first retry.")                                \
    MEMBER(T, factor_milli, "factor", VALUE_FACTOR, REQUIRED, "Each wait is so many times the one before.")            \
    MEMBER(T, max, "max", VALUE_TIME, REQUIRED, "The longest wait.")

#define RETRY_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                      \
    MEMBER(T, limit, "limit", VALUE_LIMIT, OPTIONAL, "Recorded failures that are retried.")                            \
    SCALAR(T, wait, "wait", VALUE_RETRY_WAIT, OPTIONAL, "Before every retry; `lease`: until the lease ends.")          \
    SCALARS(T, waits, "waits", VALUE_DURATION, SCENARIO_LIST_MAX, FILLED, "Before each retry; the last one stays.")    \
    MAPPING(T, exponential, "exponential", exponential, OPTIONAL, "Waits that grow.")                                  \
    MEMBER(T, sidekiq_version, "sidekiq", VALUE_SIDEKIQ, OPTIONAL, "The waits of that version of Sidekiq.")

#define JOB_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                        \
    SCALAR(T, name, "name", VALUE_NAME, REQUIRED, "Unique among the jobs.")                                            \
    MEMBER(T, queue, "queue", VALUE_LABEL, OPTIONAL, "The queue in which it waits.")                                   \
    MEMBER(T, rescue, "rescue", VALUE_RESCUE, OPTIONAL, "What it does with an error or a timeout.")                    \
    MEMBER(T, resume, "resume", VALUE_RESUME, OPTIONAL, "Where an attempt after the first goes on.")                   \
    MAPPINGS(T, steps, "steps", step, SCENARIO_STEPS_MAX, REQUIRED, "What it does, in order.")                         \
    MAPPING(T, retry, "retry", retry, OPTIONAL, "How often it is retried, and when.")                                  \
    MEMBER(T, exhausted, "exhausted", VALUE_EXHAUSTED, OPTIONAL, "What becomes of it after its last failure.")         \
    MAPPING(T, latency, "latency", job_latency, OPTIONAL, "How long its own micro-steps take.")

/* OPTIONS_KEYS, the mapping of an option of each system that has one, stands in option_keys.h. */

#define PLATFORM_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                   \
    MEMBER(T, preset_word, "preset", VALUE_PRESET, OPTIONAL, "The numbers of a real system.")                          \
    MAPPING(T, options, "options", options, OPTIONAL, "What its own configuration says, by its names, in its units.")  \
    MEMBER(T, processes, "processes", VALUE_WORKERS, OPTIONAL, "Worker processes.")                                    \
    MEMBER(T, workers, "workers", VALUE_WORKERS, OPTIONAL, "Workers of each process.")                                 \
    MEMBER(T, restart, "restart", VALUE_TIME, OPTIONAL, "From a process's end to its return.")                         \
    MEMBER(T, poll, "poll", VALUE_DURATION, OPTIONAL, "How often due retries are looked for; 0s: at once.")            \
    MEMBER(T, poll_for, "poll_for", VALUE_POLL_FOR, OPTIONAL, "For what the queue is looked at.")                      \
    MEMBER(T, prefetch, "prefetch", VALUE_PREFETCH, OPTIONAL,                                                          \
           "Jobs that a process reserves, for each of its workers.")                                                   \
    MEMBER(T, acknowledge, "acknowledge", VALUE_ACKNOWLEDGE, OPTIONAL, "After the job's steps, or before them.")       \
    MEMBER(T, on_crash, "on_crash", VALUE_ON_CRASH, OPTIONAL, "What becomes of a job whose process dies.")             \
    MEMBER(T, lease, "lease", VALUE_BOUNDED, OPTIONAL, "A delivery not acknowledged so long goes to another worker.")  \
    MEMBER(T, renew, "renew", VALUE_TIME, OPTIONAL,                                                                    \
           "How often a lease is renewed while its process turns; 0s: never.")                                         \
    MEMBER(T, ended_lease, "ended_lease", VALUE_ENDED_LEASE, OPTIONAL, "What an end is worth after the lease's.")      \
    MEMBER(T, check_every, "check_every", VALUE_TIME, OPTIONAL, "How often what is over is looked for; 0s: at once.")  \
    MEMBER(T, heartbeat, "heartbeat", VALUE_BOUNDED, OPTIONAL, "A dead process's jobs come back so long after.")       \
    MEMBER(T, recoveries, "recoveries", VALUE_RECOVERIES, OPTIONAL, "How often one job comes back.")                   \
    MEMBER(T, crash_counts, "crash_counts", VALUE_CRASH_COUNTS, OPTIONAL, "Whether a crash is a failure of its jobs.") \
    MEMBER(T, retries_wait, "retries_wait", VALUE_RETRIES_WAIT, OPTIONAL, "Where a retry waits until it is due.")      \
    MEMBER(T, retried_at, "retried_at", VALUE_QUEUE_PLACE, OPTIONAL, "Where in its queue a job goes that is retried.") \
    MEMBER(T, recovered_at, "recovered_at", VALUE_QUEUE_PLACE, OPTIONAL, "Where one goes that is recovered.")          \
    MEMBER(T, grace, "grace", VALUE_TIME, OPTIONAL, "How long a deploy lets jobs run.")                                \
    MEMBER(T, leaves, "leaves", VALUE_LEAVES, OPTIONAL, "What becomes of those that then still do.")                   \
    MEMBER(T, on_child_crash, "on_child_crash", VALUE_ON_CHILD_CRASH, OPTIONAL,                                        \
           "What its child's crash makes of a job.")

#define ENTRY_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                      \
    SCALAR(T, enqueue, "enqueue", VALUE_REFERENCE, REQUIRED, "The job to enqueue.")                                    \
    MEMBER(T, at, "at", VALUE_TIME, OPTIONAL, "The first firing.")                                                     \
    MEMBER(T, every, "every", VALUE_EVERY, OPTIONAL, "From one firing to the next.")                                   \
    MEMBER(T, times, "times", VALUE_TIMES, OPTIONAL, "Firings; the n-th is occurrence (day) n.")                       \
    MEMBER(T, copies, "copies", VALUE_COPIES, OPTIONAL, "How often the same occurrence is enqueued.")                  \
    MEMBER(T, apart, "apart", VALUE_TIME, OPTIONAL, "From one copy to the next.")

#define FAULT_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                      \
    MEMBER(T, name, "name", VALUE_LINE, OPTIONAL, "What sentences call it.")                                           \
    SCALAR(T, bot, "bot", VALUE_REFERENCE, OPTIONAL, "Whose post it strikes.")                                         \
    SCALAR(T, job, "job", VALUE_REFERENCE, OPTIONAL, "Which job it strikes.")                                          \
    SCALAR(T, platform, "platform", VALUE_PLATFORM_FAULT, OPTIONAL, "A fault of the platform itself.")                 \
    SCALAR(T, step, "step", VALUE_STEP, OPTIONAL, "The step of the job, from 1.")                                      \
    SCALAR(T, before, "before", VALUE_MICRO, OPTIONAL, "It strikes where this micro-step comes next.")                 \
    SCALAR(T, after, "after", VALUE_MICRO, OPTIONAL, "It strikes behind this micro-step.")                             \
    SCALAR(T, kind, "kind", VALUE_FAULT_KIND, OPTIONAL, "What happens there.")                                         \
    MEMBER(T, length, "for", VALUE_TIME, OPTIONAL, "The length of a timeout, a stall, or a receiver's absence.")       \
    MEMBER(T, times, "times", VALUE_STRIKES, OPTIONAL, "Strikes in the whole run.")                                    \
    SCALARS(T, attempts, "attempts", VALUE_ATTEMPT, SCENARIO_LIST_MAX, OPTIONAL, "Only in these attempts.")            \
    SCALARS(T, occurrences, "occurrences", VALUE_OCCURRENCE, SCENARIO_LIST_MAX, OPTIONAL, "Only on these days.")       \
    MEMBER(T, instance, "instance", VALUE_ATTEMPT, OPTIONAL, "Only the n-th instance of its job.")                     \
    MEMBER(T, from, "from", VALUE_TIME, OPTIONAL, "Strikes from this instant.")                                        \
    MEMBER(T, until, "until", VALUE_TIME, OPTIONAL, "Strikes before this instant.")                                    \
    MEMBER(T, probability, "probability", VALUE_PROBABILITY, OPTIONAL, "Strikes with this chance.")                    \
    MEMBER(T, at, "at", VALUE_TIME, OPTIONAL, "When the platform's fault begins.")                                     \
    MEMBER(T, grace, "grace", VALUE_TIME, OPTIONAL, "How long a deploy lets jobs run; else as the platform has it.")   \
    MEMBER(T, leaves, "leaves", VALUE_LEAVES, OPTIONAL, "What becomes of those that then still do; likewise.")         \
    MEMBER(T, process, "process", VALUE_WORKERS, OPTIONAL, "Which process is killed, or starts; from 1.")

#define EXPECT_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                     \
    SCALAR(T, bot, "bot", VALUE_REFERENCE, OPTIONAL, "Of this bot.")                                                   \
    SCALAR(T, job, "job", VALUE_REFERENCE, OPTIONAL, "Of this job; neither: of the whole.")                            \
    MEMBER(T, occurrence, "occurrence", VALUE_OCCURRENCE, OPTIONAL, "Of this day; all when not given.")                \
    MEMBER(T, posts, "posts", VALUE_EXPECTED, OPTIONAL, "Posts that the world saw.")                                   \
    MEMBER(T, duplicates, "duplicates", VALUE_EXPECTED, OPTIONAL, "Posts beyond the first.")                           \
    MEMBER(T, missed, "missed", VALUE_EXPECTED, OPTIONAL, "Owed posts that were not made.")                            \
    MEMBER(T, late, "late", VALUE_EXPECTED, OPTIONAL, "First posts after their `due`.")                                \
    MEMBER(T, premature, "premature", VALUE_EXPECTED, OPTIONAL, "Posts before the one that they need.")                \
    MEMBER(T, silent, "silent", VALUE_EXPECTED, OPTIONAL, "Duplicates and misses that nothing shows.")                 \
    SCALAR(T, state, "state", VALUE_STATE, OPTIONAL, "What became of the post, or of the job.")                        \
    MEMBER(T, attempts, "attempts", VALUE_EXPECTED, OPTIONAL, "How often the step, or the job, was begun.")

#define GATE_PLACE_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                 \
    SCALAR(T, bot, "bot", VALUE_REFERENCE, OPTIONAL, "Whose event it is.")                                             \
    SCALAR(T, job, "job", VALUE_REFERENCE, OPTIONAL, "In which job it happens.")                                       \
    MEMBER(T, stop, "event", VALUE_STOP, REQUIRED, "What happens there.")                                              \
    MEMBER(T, n, "n", VALUE_ATTEMPT, OPTIONAL, "The n-th such event, from 1.")                                         \
    MEMBER(T, occurrence, "occurrence", VALUE_OCCURRENCE, OPTIONAL, "Of this day.")                                    \
    MEMBER(T, attempt, "attempt", VALUE_ATTEMPT, OPTIONAL, "Of this attempt of its job.")

#define GATE_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                       \
    MAPPING(T, at, "at", gate_place, OPTIONAL, "Where the run stops: a place, or one event alone, such as `end`.")     \
    MEMBER(T, ask, "ask", VALUE_ASK, OPTIONAL, "What is asked; what has the most choices when not given.")             \
    SCALAR(T, of, "of", VALUE_REFERENCE, OPTIONAL, "Of which bot; the place's when not given.")                        \
    SCALARS(T, models, "models", VALUE_BELIEF, BELIEF_COUNT, FILLED, "Only the wrong answers of these beliefs.")       \
    MEMBER(T, text, "text", VALUE_LINE, OPTIONAL, "The question in words of one's own.")

#define SCENARIO_KEYS(T, SCALAR, MEMBER, SCALARS, MAPPING, MAPPINGS)                                                   \
    SCALAR(T, version, "version", VALUE_VERSION, REQUIRED, "The version of the format.")                               \
    MEMBER(T, title, "title", VALUE_LINE, OPTIONAL, "The scenario's name for people.")                                 \
    MEMBER(T, question, "question", VALUE_LINE, OPTIONAL, "What to predict before it is played.")                      \
    MEMBER(T, caption, "caption", VALUE_LINE, OPTIONAL, "The picture's line.")                                         \
    MEMBER(T, computer, "computer", VALUE_LINE, OPTIONAL, "In a picture, what enqueues jobs.")                         \
    MEMBER(T, lesson, "lesson", VALUE_PROSE, OPTIONAL, "A few sentences of prose.")                                    \
    MAPPINGS(T, bots, "bots", bot, SCENARIO_BOTS_MAX, REQUIRED, "Who posts.")                                          \
    MAPPINGS(T, jobs, "jobs", job, SCENARIO_JOBS_MAX, REQUIRED, "In which jobs.")                                      \
    MAPPING(T, platform, "platform", platform, OPTIONAL, "On what they run.")                                          \
    MAPPINGS(T, schedule, "schedule", entry, SCENARIO_ENTRIES_MAX, REQUIRED, "When they are enqueued.")                \
    MAPPINGS(T, faults, "faults", fault, SCENARIO_FAULTS_MAX, OPTIONAL, "What goes wrong.")                            \
    MEMBER(T, until, "until", VALUE_LENGTH, OPTIONAL, "When the run is broken off.")                                   \
    SCALARS(T, wishes, "wishes", VALUE_WISH, WISH_COUNT, FILLED, "By what a run is judged; all four when not given.")  \
    MAPPINGS(T, expect, "expect", expect, SCENARIO_EXPECTS_MAX, OPTIONAL, "What must come of it.")                     \
    MAPPINGS(T, gates, "gates", gate, SCENARIO_GATES_MAX, OPTIONAL, "Where its run stops and asks.")

/* Every mapping: its tag, its table, what it is called, the key of it that a single word in its place stands for (NULL:
 * none). Each stands behind those it holds. */
#define MAPPING_LIST(X)                                                                                                \
    X(post_latency, POST_LATENCY_KEYS, "the latency of a bot", NULL)                                                   \
    X(job_latency, JOB_LATENCY_KEYS, "the latency of a job", NULL)                                                     \
    X(bot, BOT_KEYS, "a bot", NULL)                                                                                    \
    X(step, STEP_KEYS, "a step", NULL)                                                                                 \
    X(exponential, EXPONENTIAL_KEYS, "an exponential wait", NULL)                                                      \
    X(retry, RETRY_KEYS, "a retry", NULL)                                                                              \
    X(job, JOB_KEYS, "a job", NULL)                                                                                    \
    X(options, OPTIONS_KEYS, "the options", NULL)                                                                      \
    X(platform, PLATFORM_KEYS, "the platform", NULL)                                                                   \
    X(entry, ENTRY_KEYS, "an entry of the schedule", NULL)                                                             \
    X(fault, FAULT_KEYS, "a fault", NULL)                                                                              \
    X(expect, EXPECT_KEYS, "an expectation", NULL)                                                                     \
    X(gate_place, GATE_PLACE_KEYS, "a place", "event")                                                                 \
    X(gate, GATE_KEYS, "a gate", NULL)                                                                                 \
    X(scenario, SCENARIO_KEYS, "a scenario", NULL)

/* A scenario as its file has it, struct raw_bot, raw_job, … raw_scenario: every scalar still as text, NULL what was not
 * given. They are filled from a file (file/fill.h), or from a scenario that is to be written (file/write.c). */
#define RAW_SCALAR(T, field, key, value, need, about) const char *field;
#define RAW_MEMBER(T, member, key, value, need, about) const char *member;
#define RAW_SCALARS(T, field, key, value, most, need, about)                                                           \
    const char **field;                                                                                                \
    unsigned field##_count;
#define RAW_MAPPING(T, field, key, tag, need, about) struct raw_##tag *field;
#define RAW_MAPPINGS(T, field, key, tag, most, need, about)                                                            \
    struct raw_##tag *field;                                                                                           \
    unsigned field##_count;
#define RAW_STRUCT(tag, KEYS, ...)                                                                                     \
    struct raw_##tag {                                                                                                 \
        KEYS(tag, RAW_SCALAR, RAW_MEMBER, RAW_SCALARS, RAW_MAPPING, RAW_MAPPINGS)                                      \
    };

MAPPING_LIST(RAW_STRUCT)

#endif
