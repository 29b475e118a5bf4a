/* A change: one thing turned in a scenario to ask "what if?".
 *
 * Changes are what the command line's what-if options, the table of `why`, the terminal UI's x and c, and saved
 * branches have in common. A change is a value; it is written as the option that makes it again:
 *
 *     --guard Riker=check-then-mark   --guard all=check-then-mark
 *     --split BotsJob   --retry BotsJob=3   --rescue BotsJob=exit
 *     --workers 4   --preset sidekiq   --days 3   --seed 7   --until 1h   --no-faults   --without-fault 2
 *     --only-faults 1,3
 *     --fault [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]
 *
 * A change to a job that was split is also one to the jobs that the split made of it, whichever came first, so that
 * `--split BotsJob --retry BotsJob=3` says what it seems to say. */
#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

#include "model/scenario.h"

#define CHANGE_LIST(X)                                                                                                 \
    X(CHANGE_FAULT, "fault")                 /* adds a scripted fault */                                               \
    X(CHANGE_NO_FAULTS, "no-faults")         /* takes every scripted fault away */                                     \
    X(CHANGE_WITHOUT_FAULT, "without-fault") /* takes one away, counted from 1 in the file's order */                  \
    X(CHANGE_ONLY_FAULTS, "only-faults")     /* takes all away but these, such as "1,3" */                             \
    X(CHANGE_GUARD, "guard")                                                                                           \
    X(CHANGE_SPLIT, "split") /* a job of several posts becomes a top job and one job for each post */                  \
    X(CHANGE_RETRY, "retry")                                                                                           \
    X(CHANGE_RESCUE, "rescue")                                                                                         \
    X(CHANGE_PRESET, "preset")                                                                                         \
    X(CHANGE_WORKERS, "workers")                                                                                       \
    X(CHANGE_DAYS, "days")                                                                                             \
    X(CHANGE_SEED, "seed")                                                                                             \
    X(CHANGE_UNTIL, "until")

#define CHANGE_ENUM_ITEM(constant, name) constant,
enum change_kind { CHANGE_LIST(CHANGE_ENUM_ITEM) CHANGE_COUNT };

/* The option's name without its dashes. */
extern const char *const change_names[CHANGE_COUNT];

/* The value's text is bounded so that a change can be copied and kept in arrays. */
#define CHANGE_TEXT_MAX 200

struct change {
    enum change_kind kind;
    char value[CHANGE_TEXT_MAX]; /* what follows the option, "" for no-faults; names as they were written */
};

/* A change from an option's name and value. False with a reason when the value is longer than a change can hold; what
 * it names is looked up only when it is applied. `value` NULL is "". */
bool change_make(enum change_kind kind, const char *value, struct change *out, struct err *err);

/* The scenario with `count` changes applied in order and checked. NULL when a change does not fit: an unknown bot or
 * job (with "did you mean"), a micro-step that no guard has there, a split of a job with fewer than two posts. The
 * sentence says which option, what was found and what is allowed. A fault in a gap that the bot's present guard does
 * not have is kept and simply never reached; scenario_write leaves it out with a comment, because in a file it would be
 * a mistake. */
struct scenario *scenario_changed(const struct scenario *scenario, const struct change *changes, size_t count,
                                  struct err *err);

/* The value of "NAME=VALUE", behind its last '='; the whole where there is no name. */
const char *change_value(const struct change *change);

/* Do both turn the same thing: are they of one kind, and name the same? */
bool change_turns_same(const struct change *a, const struct change *b);

/* The name goes to `name`, "" where there is none, and the value is returned. */
const char *change_name_cut(const struct change *change, char name[CHANGE_TEXT_MAX]);

/* Appends the change as words for the command line, "--guard Riker=check-then-mark", quoted for a POSIX shell where
 * needed. */
void change_write(const struct change *change, struct text *out);

/* Appends several, with spaces between. */
void changes_write(const struct change *changes, size_t count, struct text *out);

/* Is it one of what goes wrong, not of the design? */
bool change_is_about_faults(const struct change *change);

/* Appends the change as a phrase: "Riker asks \"already posted?\" first", "BotsJob split", "BotsJob retried up to 3
 * times", "without the fault: Worf's mail is down". */
void change_say(const struct scenario *scenario, const struct change *change, struct text *out);

/* Appends several: "BotsJob split, and BotsJob retried up to 2 times". */
void changes_say(const struct scenario *scenario, const struct change *changes, size_t count, struct text *out);

#endif
