/* A change: one thing turned in a scenario to ask "what if?".
 *
 * The command line's what-if options, the table of `why`, the terminal UI's x and c, and the crash map have changes in
 * common. A change is a value: it may be copied, kept in arrays and compared. It names bots and jobs by their names,
 * since a job that another change makes has no index before. It is text only where it is typed or shown, as the option
 * that makes it again:
 *
 *     --set platform.on_crash=requeue   --set jobs.BotsJob.queue=slow   --set bots.Riker.key=job
 *     --guard Riker=check-then-mark   --guard all=check-then-mark
 *     --split BotsJob   --unsplit BotsJob   --retry BotsJob=3   --rescue BotsJob=exit
 *     --workers 4   --preset sidekiq   --days 3   --seed 7   --until 1h   --no-faults   --without-fault 2
 *     --only-faults 1,3   --wishes made,seen   --stall 31m
 *     --fault [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]
 *
 * --set sets any value of the file, by its path (key_path.h). Where a path has an option of its own, as bots.NAME.guard
 * has --guard, both are one change, and it is written as that option.
 *
 * Changes are made to a scenario by scenario_changed (model/changed.h). */
#ifndef MODEL_CHANGE_H
#define MODEL_CHANGE_H

#include "model/fault_set.h"
#include "model/fault_spec.h"
#include "model/key_path.h"

/* What stands in a change's value, and how it is typed behind the name, if there is one. */
enum change_form {
    CHANGE_BARE,   /* nothing */
    CHANGE_VALUE,  /* the value of a key, as the file has it */
    CHANGE_NUMBER, /* a whole number */
    CHANGE_LENGTH, /* a length of time above 0 */
    CHANGE_SPEC,   /* a fault, as fault_spec.h has it */
    CHANGE_SET,    /* numbers of the file's faults, with commas between */
    CHANGE_WISHED  /* some wishes: bit w for enum wish w; their words, with commas between */
};

/* The columns HAS: a form; the mapping and the key of a value, where the kind knows it; what a refusal calls a number,
 * and its bounds. */
#define CHANGE_KEY_OF(tag, key) CHANGE_VALUE, &mapping_##tag, key, "", 0, 0
#define CHANGE_NUMBER_OF(low, high, what) CHANGE_NUMBER, NULL, "", what, low, high
#define CHANGE_HAS(form) form, NULL, "", "", 0, 0

/* Every kind of change. The columns: its constant; the tag of its effect (TAG_apply in changed.c); that of its words
 * (WORDS_TAG in words/change_say.c); the option, and what help calls its argument ("": it takes none); whether the
 * argument begins with a bot or a job, which is the change's name; what its value is; whether it is about what goes
 * wrong, not about the design; what help says of it. */
#define CHANGE_LIST(X)                                                                                                 \
    X(CHANGE_FAULT, fault, fault, "fault", "SPEC", false, CHANGE_HAS(CHANGE_SPEC), true,                               \
      "one more fault, written [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]. #N is the "     \
      "N-th instance of the job; KIND is {kinds}; TIMES a number or always, 1 if not given. A fault that does not "    \
      "strike in the run is noted on standard error; of a search, one that does "                                      \
      "not in a run without further faults")                                                                           \
    X(CHANGE_NO_FAULTS, no_faults, no_faults, "no-faults", "", false, CHANGE_HAS(CHANGE_BARE), true,                   \
      "none of the file's faults")                                                                                     \
    X(CHANGE_WITHOUT_FAULT, without_fault, without_fault, "without-fault", "N", false,                                 \
      CHANGE_NUMBER_OF(1, SCENARIO_FAULTS_MAX, "number of a fault"), true, "not the N-th fault of the file")           \
    X(CHANGE_ONLY_FAULTS, only_faults, only_faults, "only-faults", "N,N", false, CHANGE_HAS(CHANGE_SET), true,         \
      "none of the file's faults but these")                                                                           \
    X(CHANGE_STALL, stall, stall, "stall", "D", false, CHANGE_HAS(CHANGE_LENGTH), false,                               \
      "how long a stall is that a search, --fault or x adds, such as 90s or 31m; 60 s more than the platform's lease " \
      "or heartbeat if not given")                                                                                     \
    X(CHANGE_SETTING, value, setting, "set", "PATH=VALUE", false, CHANGE_HAS(CHANGE_VALUE), false,                     \
      "any value of the file, by the keys that lead there: platform.on_crash=requeue, jobs.Mail.queue=slow, "          \
      "jobs.Mail.retry.waits.2=5m, bots.Card.key=occurrence, faults.1.grace=30s, schedule.1.copies=2")                 \
    X(CHANGE_GUARD, guard, guard, "guard", "BOT=GUARD", true, CHANGE_KEY_OF(bot, "guard"), false,                      \
      "another guard of a bot, or of all=GUARD: {guards}")                                                             \
    X(CHANGE_SPLIT, split, split, "split", "JOB", true, CHANGE_HAS(CHANGE_BARE), false,                                \
      "a job of its own for each post of a job; the job only enqueues them")                                           \
    X(CHANGE_UNSPLIT, unsplit, unsplit, "unsplit", "JOB", true, CHANGE_HAS(CHANGE_BARE), false,                        \
      "the steps of the jobs that a job enqueues become its own; the inverse of --split")                              \
    X(CHANGE_RETRY, value, retry, "retry", "JOB=LIMIT", true, CHANGE_KEY_OF(retry, "limit"), false,                    \
      "another number of retries; the waits stay, 60 s where there are none")                                          \
    X(CHANGE_RESCUE, value, rescue, "rescue", "JOB=RESCUE", true, CHANGE_KEY_OF(job, "rescue"), false,                 \
      "what a job does with an error: {rescues}")                                                                      \
    X(CHANGE_PRESET, preset, preset, "preset", "PRESET", false, CHANGE_KEY_OF(platform, "preset"), false,              \
      "the platform and every job's retries as a real system has them: {presets}; none for the defaults")              \
    X(CHANGE_WORKERS, value, workers, "workers", "N", false, CHANGE_KEY_OF(platform, "workers"), false,                \
      "workers of each process")                                                                                       \
    X(CHANGE_DAYS, days, days, "days", "N", false, CHANGE_NUMBER_OF(1, SCENARIO_TIMES_MAX, "number of days"), false,   \
      "how often every line of the schedule fires")                                                                    \
    X(CHANGE_SEED, seed, seed, "seed", "N", false, CHANGE_NUMBER_OF(0, UINT64_MAX, "seed"), false,                     \
      "the seed of all chance; 1 if not given")                                                                        \
    X(CHANGE_UNTIL, value, until, "until", "D", false, CHANGE_KEY_OF(scenario, "until"), false,                        \
      "the run ends at this time, such as 90s, 1h or 3d")                                                              \
    X(CHANGE_WISHES, wishes, wishes, "wishes", "WISH,WISH", false, CHANGE_HAS(CHANGE_WISHED), false,                   \
      "by which it is judged, with commas between: {wishes}; no table and no verdict has another")

#define CHANGE_ENUM_ITEM(constant, ...) constant,
enum change_kind { CHANGE_LIST(CHANGE_ENUM_ITEM) };

#define CHANGE_COUNT_ITEM(...) +1
#define CHANGE_COUNT (0 CHANGE_LIST(CHANGE_COUNT_ITEM))

struct change_row {
    const char *option;   /* without its dashes */
    const char *argument; /* "": it takes none */
    bool is_named;
    enum change_form form;
    const struct mapping *mapping; /* NULL: the kind has no key of its own */
    const char *key;
    const char *what;
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
    char name[SCENARIO_NAME_BYTES_MAX + 1]; /* of the bot or job, "" where the kind has none */
    uint64_t value;                         /* of CHANGE_NUMBER and CHANGE_LENGTH; of CHANGE_VALUE the datum's number */
    /* Of CHANGE_SETTING: where it stands, beside the name, and what of the datum is no number. */
    const struct key *key;
    uint32_t number;
    struct duration duration;
    char text[SCENARIO_NAME_BYTES_MAX + 1];
    struct fault_spec fault; /* of CHANGE_SPEC */
    struct fault_set faults; /* of CHANGE_SET: n - 1 for fault n of the file */
};

/* A change with a value. `name` is NULL where the kind has none. */
struct change change_of(enum change_kind kind, const char *name, uint64_t value);

/* Sets the value to which the path leads; of the kind that has this key of its own, else CHANGE_SETTING. */
struct change change_of_path(const struct key_path *path, const struct datum *datum);

/* Where a change of CHANGE_VALUE sets what. The datum's text is the change's. */
struct key_path change_path(const struct change *change);
struct datum change_datum(const struct change *change);

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

/* Appends what change_parse reads, "Riker=check-then-mark"; and the value alone, "check-then-mark". */
void change_argument_write(const struct change *change, struct text *out);
void change_value_write(const struct change *change, struct text *out);

/* Are both the same change? Names are compared byte by byte. */
bool change_equal(const struct change *a, const struct change *b);

/* Do both turn the same thing: are they of one kind, and name the same, or set the same value? */
bool change_turns_same(const struct change *a, const struct change *b);

/* Is it one of what goes wrong, not of the design? */
bool change_is_about_faults(const struct change *change);

/* Is it one value for all bots? */
bool change_is_for_all(const struct change *change);

#endif
