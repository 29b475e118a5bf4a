/* The model's words: every closed list, with the names that scenarios, the command line, JSON and the trace use.
 *
 * Each list is one X-macro; the enum, the names and what is read back come from it, so they cannot drift apart. The
 * names are part of the file format and of the JSON; they are never renamed. */
#ifndef MODEL_LISTS_H
#define MODEL_LISTS_H

#include <stddef.h>

/* How a bot keeps from posting twice; the first is the default. */
#define GUARD_LIST(X)                                                                                                  \
    X(GUARD_NONE, "none")                                                                                              \
    X(GUARD_CHECK_THEN_MARK, "check-then-mark")                                                                        \
    X(GUARD_MARK_THEN_POST, "mark-then-post")                                                                          \
    X(GUARD_ASK_RECEIVER, "ask-receiver")                                                                              \
    X(GUARD_IDEMPOTENCY_KEY, "idempotency-key")

/* The instants of which a job is made. */
#define MICRO_LIST(X)                                                                                                  \
    X(MICRO_FETCH, "fetch")                                                                                            \
    X(MICRO_BEGIN, "begin")                                                                                            \
    X(MICRO_CHECK, "check")                                                                                            \
    X(MICRO_CLAIM, "claim")                                                                                            \
    X(MICRO_ASK, "ask")                                                                                                \
    X(MICRO_CALL, "call")                                                                                              \
    X(MICRO_COMMIT, "commit")                                                                                          \
    X(MICRO_PUSH, "push")                                                                                              \
    X(MICRO_REPLY, "reply")                                                                                            \
    X(MICRO_MARK, "mark")                                                                                              \
    X(MICRO_WAIT, "wait")                                                                                              \
    X(MICRO_DONE, "done")                                                                                              \
    X(MICRO_ACKNOWLEDGE, "acknowledge")

/* What can strike in a gap between two instants. */
#define FAULT_LIST(X)                                                                                                  \
    X(FAULT_ERROR, "error")                                                                                            \
    X(FAULT_TIMEOUT, "timeout")                                                                                        \
    X(FAULT_CRASH, "crash")                                                                                            \
    X(FAULT_STALL, "stall")

/* The platform's own faults. */
#define PLATFORM_FAULT_LIST(X)                                                                                         \
    X(PLATFORM_KILL, "kill")                                                                                           \
    X(PLATFORM_DEPLOY, "deploy")                                                                                       \
    X(PLATFORM_TWICE, "twice")                                                                                         \
    X(PLATFORM_RECEIVER_DOWN, "receiver-down")

/* What a step of a job does. */
#define STEP_LIST(X)                                                                                                   \
    X(STEP_POST, "post")                                                                                               \
    X(STEP_ENQUEUE, "enqueue")                                                                                         \
    X(STEP_WAIT, "wait")

/* What follows a post that its guard skipped: the next step, or the end of the job. */
#define SKIPPED_LIST(X)                                                                                                \
    X(SKIPPED_NEXT, "next")                                                                                            \
    X(SKIPPED_END, "end")

#define RESCUE_LIST(X)                                                                                                 \
    X(RESCUE_NONE, "none")                                                                                             \
    X(RESCUE_EXIT, "exit")                                                                                             \
    X(RESCUE_CONTINUE, "continue")

#define EXHAUSTED_LIST(X)                                                                                              \
    X(EXHAUSTED_DEAD, "dead")                                                                                          \
    X(EXHAUSTED_DISCARD, "discard")

#define ACKNOWLEDGE_LIST(X)                                                                                            \
    X(ACKNOWLEDGE_LATE, "late")                                                                                        \
    X(ACKNOWLEDGE_EARLY, "early")

#define ON_CRASH_LIST(X)                                                                                               \
    X(ON_CRASH_LOST, "lost")                                                                                           \
    X(ON_CRASH_REQUEUE, "requeue")                                                                                     \
    X(ON_CRASH_LEASE, "lease")                                                                                         \
    X(ON_CRASH_HEARTBEAT, "heartbeat")

/* What an idempotency key is made of. */
#define KEY_LIST(X)                                                                                                    \
    X(KEY_OCCURRENCE, "occurrence")                                                                                    \
    X(KEY_JOB, "job")                                                                                                  \
    X(KEY_ATTEMPT, "attempt")

#define PRESET_LIST(X)                                                                                                 \
    X(PRESET_NONE, "none")                                                                                             \
    X(PRESET_LAMBDA, "lambda")                                                                                         \
    X(PRESET_SIDEKIQ, "sidekiq")                                                                                       \
    X(PRESET_SIDEKIQ_PRO, "sidekiq-pro")                                                                               \
    X(PRESET_SQS, "sqs")                                                                                               \
    X(PRESET_CRON, "cron")

/* How sentences speak of a bot. */
#define PRONOUN_LIST(X)                                                                                                \
    X(PRONOUN_IT, "it")                                                                                                \
    X(PRONOUN_HE, "he")                                                                                                \
    X(PRONOUN_SHE, "she")

/* What became of one bot's post in one occurrence. The first two have posts, the others none. */
#define POST_STATE_LIST(X)                                                                                             \
    X(POST_POSTED, "posted")                                                                                           \
    X(POST_DUPLICATE, "duplicate")                                                                                     \
    X(POST_PENDING, "pending")                                                                                         \
    X(POST_NEVER_RAN, "never-ran")                                                                                     \
    X(POST_LOST, "lost")                                                                                               \
    X(POST_SKIPPED, "skipped")                                                                                         \
    X(POST_FAILED, "failed")

/* What became of a job; the last three are alive. */
#define JOB_STATE_LIST(X)                                                                                              \
    X(JOB_SUCCEEDED, "succeeded")                                                                                      \
    X(JOB_DEAD, "dead")                                                                                                \
    X(JOB_DISCARDED, "discarded")                                                                                      \
    X(JOB_LOST, "lost")                                                                                                \
    X(JOB_WAITING, "waiting")                                                                                          \
    X(JOB_RETRYING, "retrying")                                                                                        \
    X(JOB_RUNNING, "running")

/* Why a run ended: nothing was left to do; its `until` had come; it was cut at the most events or the end of all time;
 * it was cut because more was under way at once than there is room for. */
#define ENDED_LIST(X)                                                                                                  \
    X(ENDED_QUIESCENCE, "quiescence")                                                                                  \
    X(ENDED_UNTIL, "until")                                                                                            \
    X(ENDED_LIMIT, "limit")                                                                                            \
    X(ENDED_ROOM, "room")

/* What everybody wishes of a day's run. */
#define WISH_LIST(X)                                                                                                   \
    X(WISH_MADE, "made-in-the-end")                                                                                    \
    X(WISH_ONCE, "nobody-twice")                                                                                       \
    X(WISH_UNHELD, "nobody-held-up")                                                                                   \
    X(WISH_SEEN, "failure-seen")

/* Every list above: its X-macro, its enum's tag, the constant that counts it. */
#define WORD_LISTS(X)                                                                                                  \
    X(GUARD_LIST, guard, GUARD_COUNT)                                                                                  \
    X(MICRO_LIST, micro, MICRO_COUNT)                                                                                  \
    X(FAULT_LIST, fault_kind, FAULT_COUNT)                                                                             \
    X(PLATFORM_FAULT_LIST, platform_fault, PLATFORM_FAULT_COUNT)                                                       \
    X(STEP_LIST, step_kind, STEP_COUNT)                                                                                \
    X(SKIPPED_LIST, skipped, SKIPPED_COUNT)                                                                            \
    X(RESCUE_LIST, rescue, RESCUE_COUNT)                                                                               \
    X(EXHAUSTED_LIST, exhausted, EXHAUSTED_COUNT)                                                                      \
    X(ACKNOWLEDGE_LIST, acknowledge, ACKNOWLEDGE_COUNT)                                                                \
    X(ON_CRASH_LIST, on_crash, ON_CRASH_COUNT)                                                                         \
    X(KEY_LIST, key_scope, KEY_COUNT)                                                                                  \
    X(PRESET_LIST, preset, PRESET_COUNT)                                                                               \
    X(PRONOUN_LIST, pronoun, PRONOUN_COUNT)                                                                            \
    X(POST_STATE_LIST, post_state, POST_STATE_COUNT)                                                                   \
    X(JOB_STATE_LIST, job_state, JOB_STATE_COUNT)                                                                      \
    X(ENDED_LIST, ended, ENDED_COUNT)                                                                                  \
    X(WISH_LIST, wish, WISH_COUNT)

#define WORDS_ENUM_ITEM(constant, name) constant,
#define WORDS_DECLARE(LIST, tag, COUNT)                                                                                \
    enum tag { LIST(WORDS_ENUM_ITEM) COUNT };                                                                          \
    extern const char *const tag##_names[COUNT];

/* Declares for each list `enum guard { … GUARD_COUNT }` and `guard_names[]`, indexed by the enum. */
WORD_LISTS(WORDS_DECLARE)

/* The index of `name` in `names`, or -1. */
int word_find(const char *name, const char *const *names, size_t count);

/* The micro-steps of a step in their order, into `out`; returns how many (3 … 7). `guard` matters for a post alone. */
size_t step_micros(enum step_kind kind, enum guard guard, enum micro out[MICRO_COUNT]);

#endif
