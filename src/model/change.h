/* A change: one thing turned in a scenario to ask "what if?".
 *
 * The command line's what-if options, the table of `why`, the terminal UI's x and c, and the crash map have changes in
 * common. A change is a value: it may be copied, kept in arrays and compared. It names bots and jobs by their names,
 * since a job that another change makes has no index before. It is text only where it is typed or shown, as the option
 * that makes it again:
 *
 *     --guard Riker=check-then-mark   --guard all=check-then-mark
 *     --split BotsJob   --retry BotsJob=3   --rescue BotsJob=exit
 *     --workers 4   --preset sidekiq   --days 3   --seed 7   --until 1h   --no-faults   --without-fault 2
 *     --only-faults 1,3
 *     --fault [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]
 *
 * Changes are made to a scenario by scenario_changed (model/changed.h). */
#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

#include "model/fault_spec.h"
#include "model/scenario.h"

/* What stands in a change's value, and how it is typed behind the name, if there is one. */
enum change_form {
    CHANGE_BARE,   /* nothing */
    CHANGE_WORD,   /* index in a closed list; its name there */
    CHANGE_NUMBER, /* a whole number */
    CHANGE_TIME,   /* a length of time in ms, at least 1 */
    CHANGE_SPEC,   /* a fault, as fault_spec.h has it */
    CHANGE_SET     /* numbers of the file's faults, with commas between */
};

/* The columns HAS: a form, what a refusal calls the value, and the words or the bounds. */
#define CHANGE_WORD_OF(tag, count, what) CHANGE_WORD, what, tag##_names, count, 0, 0
#define CHANGE_NUMBER_OF(low, high, what) CHANGE_NUMBER, what, NULL, 0, low, high
#define CHANGE_HAS(form) form, "", NULL, 0, 0, 0

/* Every kind of change. The columns: its constant; the tag of its effect (TAG_apply in changed.c) and of its words
 * (WORDS_TAG in words/change_say.c); the option, and what help calls its argument ("": it takes none); whether the
 * argument begins with a bot or a job, which is the change's name; what its value is; whether it is about what goes
 * wrong, not about the design; what help says of it. */
#define CHANGE_LIST(X)                                                                                                 \
    X(CHANGE_FAULT, fault, "fault", "SPEC", false, CHANGE_HAS(CHANGE_SPEC), true,                                      \
      "one more fault, written [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]. #N is the "     \
      "N-th instance of the job; KIND is {kinds}; TIMES a number or always, 1 if not given. A fault that does not "    \
      "strike in the run is noted on standard error; of a search, one that does "                                      \
      "not in a run without further faults")                                                                           \
    X(CHANGE_NO_FAULTS, no_faults, "no-faults", "", false, CHANGE_HAS(CHANGE_BARE), true, "none of the file's faults") \
    X(CHANGE_WITHOUT_FAULT, without_fault, "without-fault", "N", false,                                                \
      CHANGE_NUMBER_OF(1, SCENARIO_FAULTS_MAX, "number of a fault"), true, "not the N-th fault of the file")           \
    X(CHANGE_ONLY_FAULTS, only_faults, "only-faults", "N,N", false, CHANGE_HAS(CHANGE_SET), true,                      \
      "none of the file's faults but these")                                                                           \
    X(CHANGE_GUARD, guard, "guard", "BOT=GUARD", true, CHANGE_WORD_OF(guard, GUARD_COUNT, "guard"), false,             \
      "another guard of a bot, or of all=GUARD: {guards}")                                                             \
    X(CHANGE_SPLIT, split, "split", "JOB", true, CHANGE_HAS(CHANGE_BARE), false,                                       \
      "a job of its own for each post of a job; the job only enqueues them")                                           \
    X(CHANGE_RETRY, retry, "retry", "JOB=LIMIT", true, CHANGE_NUMBER_OF(0, SCENARIO_RETRIES_MAX, "number of retries"), \
      false, "another number of retries; the waits stay, 60 s where there are none")                                   \
    X(CHANGE_RESCUE, rescue, "rescue", "JOB=RESCUE", true, CHANGE_WORD_OF(rescue, RESCUE_COUNT, "rescue"), false,      \
      "what a job does with an error: {rescues}")                                                                      \
    X(CHANGE_PRESET, preset, "preset", "PRESET", false, CHANGE_WORD_OF(preset, PRESET_COUNT, "preset"), false,         \
      "the platform and every job's retries as a real system has them: {presets}; none for the defaults")              \
    X(CHANGE_WORKERS, workers, "workers", "N", false, CHANGE_NUMBER_OF(1, SCENARIO_WORKERS_MAX, "number of workers"),  \
      false, "workers of each process")                                                                                \
    X(CHANGE_DAYS, days, "days", "N", false, CHANGE_NUMBER_OF(1, SCENARIO_TIMES_MAX, "number of days"), false,         \
      "how often every line of the schedule fires")                                                                    \
    X(CHANGE_SEED, seed, "seed", "N", false, CHANGE_NUMBER_OF(0, UINT64_MAX, "seed"), false,                           \
      "the seed of all chance; 1 if not given")                                                                        \
    X(CHANGE_UNTIL, until, "until", "D", false, CHANGE_HAS(CHANGE_TIME), false,                                        \
      "the run ends at this time, such as 90s, 1h or 3d")

#define CHANGE_ENUM_ITEM(constant, ...) constant,
enum change_kind { CHANGE_LIST(CHANGE_ENUM_ITEM) };

#define CHANGE_COUNT_ITEM(...) +1
#define CHANGE_COUNT (0 CHANGE_LIST(CHANGE_COUNT_ITEM))

struct change_row {
    const char *option;   /* without its dashes */
    const char *argument; /* "": it takes none */
    bool is_named;
    enum change_form form;
    const char *what;
    const char *const *words;
    size_t word_count;
    uint64_t low, high;
    bool is_about_faults;
    const char *help;
};

/* Indexed by enum change_kind. */
extern const struct change_row change_rows[CHANGE_COUNT];

/* The name that means every bot; no bot can have it. */
#define CHANGE_ALL "all"

struct change {
    enum change_kind kind;
    char name[SCENARIO_NAME_BYTES_MAX + 1];    /* of the bot or job, "" where the kind has none */
    uint64_t value;                            /* of CHANGE_WORD, CHANGE_NUMBER, CHANGE_TIME; else 0 */
    struct fault_spec fault;                   /* of CHANGE_SPEC */
    uint64_t faults[SCENARIO_FAULTS_MAX / 64]; /* of CHANGE_SET: bit n - 1 for fault n of the file */
};

/* A change with a value. `name` is NULL where the kind has none. */
struct change change_of(enum change_kind kind, const char *name, uint64_t value);

/* One more fault. */
struct change change_of_spec(const struct fault_spec *fault);

/* Adds fault `number`, 1 to SCENARIO_FAULTS_MAX, to those that CHANGE_ONLY_FAULTS keeps; whether it is one of them. */
void change_keep_fault(struct change *change, uint32_t number);
bool change_keeps_fault(const struct change *change, uint32_t number);

/* Reads an option's argument; NULL is "". False with a sentence that says what was found and what is allowed. Whether
 * there is a bot or job of that name turns out where the change is made. */
bool change_parse(enum change_kind kind, const char *argument, struct change *out, struct err *err);

/* Appends the change as words for the command line, "--guard Riker=check-then-mark", quoted for a POSIX shell where
 * needed. Several have spaces between. */
void change_write(const struct change *change, struct text *out);
void changes_write(const struct change *changes, size_t count, struct text *out);

/* Appends the value as it is typed, without the name: "3", "exit". */
void change_value_write(const struct change *change, struct text *out);

/* Are both the same change? Names are compared byte by byte. */
bool change_equal(const struct change *a, const struct change *b);

/* Do both turn the same thing: are they of one kind, and name the same? */
bool change_turns_same(const struct change *a, const struct change *b);

/* Is it one of what goes wrong, not of the design? */
bool change_is_about_faults(const struct change *change);

/* Is it one guard for all bots? */
bool change_is_for_all(const struct change *change);

#endif
