/* Commands and options: one table of each, from which the parser, every --help, `help` and the man page are made.
 *
 * An option may stand before or after the file names, as `--option value` or `--option=value`; `--` ends the
 * options. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/change.h"

enum { CHANGES_MAX = 64 }; /* what-if options of one command line */

#define FORMAT_LIST(X)                                                                                                 \
    X(FORMAT_TEXT, "text")                                                                                             \
    X(FORMAT_JSON, "json")                                                                                             \
    X(FORMAT_JSONL, "jsonl")                                                                                           \
    X(FORMAT_JUNIT, "junit")                                                                                           \
    X(FORMAT_CSV, "csv")                                                                                               \
    X(FORMAT_MD, "md")
#define FORMAT_ENUM_ITEM(constant, name) constant,
enum format { FORMAT_LIST(FORMAT_ENUM_ITEM) FORMAT_COUNT };
#undef FORMAT_ENUM_ITEM

/* Which options a command takes beside those that name it. */
enum command_options {
    TAKES_NOTHING_MORE = 0,
    TAKES_CHANGES = 1 << 0, /* what-if options */
    TAKES_LOOKS = 1 << 1,   /* --color, --ascii */
};

#define BIT(constant) (1u << (constant))
#define NO_NAME ""    /* what the bare program does */
#define NO_OPERAND "" /* of a command that takes none */

/* Every command: its name, what its operands are called, how many it takes at least and at most; the summary of a
 * table's line; what its help says of it; its options; the formats that it prints, of which the first of FORMAT_LIST is
 * the default; the function that runs it (command.h). COMMAND_STORY is what the bare program does. */
#define COMMAND_LIST(X)                                                                                                \
    X(COMMAND_STORY, NO_NAME, NO_OPERAND, 0, 0,                                                                        \
      "opens the terminal UI on the story; without a terminal, the story's comparison",                                \
      "Without a command it opens the scenarios to be played with. Where standard output is no terminal it "           \
      "prints the story's comparison: the same outage under three designs.",                                           \
      TAKES_LOOKS, BIT(FORMAT_TEXT), command_open)                                                                     \
    X(COMMAND_PLAY, "play", "FILE", 1, 1, "opens the terminal UI on one scenario",                                     \
      "Plays a scenario on the screen: step, step back, break it, change it, compare what comes of it. "               \
      "What-if options become futures beside the first run. ? tells the keys.",                                        \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT), command_play)                                                     \
    X(COMMAND_RUN, "run", "FILE…", 1, SIZE_MAX, "plays to the end and prints timeline, ledger, wishes and verdict",    \
      "Plays each scenario to its end and prints what happened and because of what, what the world saw of "            \
      "each bot, which of the four wishes were granted, and the verdict. How the run came out does not "               \
      "change the exit code; see check for that.",                                                                     \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_JSONL) | BIT(FORMAT_MD),           \
      command_run)                                                                                                     \
    X(COMMAND_CHECK, "check", "FILE…", 1, SIZE_MAX, "holds each scenario to what it expects",                          \
      "Plays each scenario and holds it to its own expect. A scenario that expects nothing is a mistake. "             \
      "Mistakes in one file do not keep the others from being checked.",                                               \
      TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_JUNIT), command_check)                             \
    X(COMMAND_COMPARE, "compare", "FILE…", 1, SIZE_MAX, "shows the same days under different designs, side by side",   \
      "Plays several scenarios and shows the wishes of each side by side. What-if options change every one "           \
      "of them.",                                                                                                      \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_compare)              \
    X(COMMAND_WHY, "why", "FILE BOT", 2, 2, "tells why a post was made twice or never, and what would help",           \
      "Tells the chain of causes of a bot's duplicate or miss, then tries every single change and shows "              \
      "which wishes each grants; where none grants all, the smallest pair that does.",                                 \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_why)                  \
    X(COMMAND_DRAW, "draw", "FILE", 1, 1, "draws what led to what, or the lanes over time: txt, svg, png, pdf, dot",   \
      "Plays a scenario and draws it: as a diagram of posts, errors and what followed from them, or as "               \
      "lanes over time. The format follows the ending of the file written, unless --to names it; standard "            \
      "output gets text.",                                                                                             \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT), command_draw)                                                     \
    X(COMMAND_EXPLORE, "explore", "FILE…", 1, SIZE_MAX, "tries every way that up to K faults can strike",              \
      "Makes every run in which up to K faults strike, each in one gap of one attempt, and tells how many "            \
      "of them are clean, post twice or miss a post; the smallest run that fails, as a command that plays "            \
      "it; and the crash map: what happens when the last fault strikes here. The file's own faults are left"           \
      " out unless they are kept.",                                                                                    \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_explore)              \
    X(COMMAND_ODDS, "odds", "FILE", 1, 1, "tells the exact chances of duplicates and misses",                          \
      "Follows every way in which the faults' dice can fall, each with its weight, and adds up the chances "           \
      "of duplicates and misses for each bot. Nothing else may be random; --fault-rate gives every gap a "             \
      "fault with a probability. The likeliest ways go first: where memory or time do not suffice for all, "           \
      "the chances are lower bounds, and it says by how much they may be too small.",                                  \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_MD), command_odds)                 \
    X(COMMAND_SWEEP, "sweep", "FILE", 1, SIZE_MAX, "plays many seeded runs and counts",                                \
      "Plays N runs, the first with the scenario's seed and each further one with the next seed, and tells "           \
      "how often posts were made twice, never or late, with 95 % intervals: Wilson's for shares of runs, "             \
      "the bootstrap's for means. The answer does not depend on the number of threads, nor on whether "                \
      "shards were merged: then the operands are the files that sweep --format json wrote.",                           \
      TAKES_CHANGES | TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON) | BIT(FORMAT_CSV) | BIT(FORMAT_MD),             \
      command_sweep)                                                                                                   \
    X(COMMAND_LIST, "list", NO_OPERAND, 0, 0, "lists the built-in scenarios, each with its question",                  \
      "Lists the built-in scenarios, each with its question.", TAKES_LOOKS, BIT(FORMAT_TEXT) | BIT(FORMAT_JSON),       \
      command_list)                                                                                                    \
    X(COMMAND_SHOW, "show", "NAME", 0, 1, "prints a built-in scenario, to copy and change",                            \
      "Prints the file of a built-in scenario byte for byte: makeitso show sequential >mine.yaml", TAKES_NOTHING_MORE, \
      BIT(FORMAT_TEXT), command_show)                                                                                  \
    X(COMMAND_HELP, "help", "[COMMAND]", 0, 1,                                                                         \
      "explains the program, one command, or limits: what the model leaves out",                                       \
      "Explains the program, one command, or limits: what the model leaves out.", TAKES_NOTHING_MORE,                  \
      BIT(FORMAT_TEXT), command_help)                                                                                  \
    X(COMMAND_VERSION, "version", NO_OPERAND, 0, 0, "prints the version", "Prints the version.", TAKES_NOTHING_MORE,   \
      BIT(FORMAT_TEXT), command_version)

#define COMMAND_CONSTANT(constant, ...) constant,
#define COMMAND_ONE(...) +1
enum command { COMMAND_LIST(COMMAND_CONSTANT) };
enum { COMMAND_COUNT = 0 COMMAND_LIST(COMMAND_ONE) };

/* No command. */
#define COMMAND_NONE ((enum command)COMMAND_COUNT)

struct command_row {
    const char *name, *operands;
    size_t least, most; /* operands */
    const char *summary, *about;
    unsigned options; /* bits: enum command_options */
    unsigned formats; /* bit f: enum format f */
};
extern const struct command_row command_rows[COMMAND_COUNT];

#define COLOR_LIST(X) X(COLOR_AUTO, "auto") X(COLOR_ALWAYS, "always") X(COLOR_NEVER, "never")
#define COLOR_ENUM_ITEM(constant, name) constant,
enum color { COLOR_LIST(COLOR_ENUM_ITEM) COLOR_COUNT };
#undef COLOR_ENUM_ITEM

enum option_kind {
    OPTION_CHANGE,
    OPTION_SAVE,
    OPTION_FULL,
    OPTION_OCCURRENCE,
    OPTION_FORMAT,
    OPTION_COLOR,
    OPTION_ASCII,
    OPTION_MAN,
    OPTION_HELP,
    OPTION_WORD
};

/* Options whose value the command itself reads. */
enum word_option {
    WORD_FAULTS,
    WORD_KINDS,
    WORD_AT,
    WORD_KEEP_FAULTS,
    WORD_KEEP_ALWAYS,
    WORD_EXPECT_CLEAN,
    WORD_MAP,
    WORD_PLOT,
    WORD_SCHEDULES,
    WORD_UNREDUCED,
    WORD_CHOICES,
    WORD_ADVISE,
    WORD_TABLE,
    WORD_GUARDS,
    WORD_RUNS,
    WORD_TIME,
    WORD_MEMORY,
    WORD_THREADS,
    WORD_SHARD,
    WORD_MERGE,
    WORD_FAULT_RATE,
    WORD_VARY,
    WORD_AS,
    WORD_TO,
    WORD_OUT,
    WORD_WIDTH,
    WORD_THEME,
    WORD_DRAW_AT,
    WORD_SHOW_SKIPPED,
    WORD_LANES,
    WORD_CAUSES,
    WORD_CLASS,
    WORD_PLACE,
    WORD_SCHEMA,
    WORD_COUNT
};

struct option_row {
    const char *name;
    const char *argument; /* what --help calls its value; NULL: it takes none */
    const char *help;
    unsigned commands; /* bit c: the command c takes it */
    enum option_kind kind;
    enum change_kind change; /* of OPTION_CHANGE */
    enum word_option word;   /* of OPTION_WORD */
};
extern const struct option_row option_rows[];
extern const size_t option_count;

struct settings {
    enum command command;
    const char *const *operands; /* pointers into argv */
    size_t operand_count;
    struct change changes[CHANGES_MAX];
    size_t change_count;
    const char *save;              /* or NULL */
    const char *words[WORD_COUNT]; /* as they were typed, "" of an option without value; NULL: not given */
    uint32_t occurrence;           /* 0: not given */
    enum format format;
    enum color color;
    bool is_full, is_ascii, is_man, is_help;
};

/* Reads the command line. The operands are moved to the front of `argv` behind the program's name. False with a
 * sentence; then out->command is set all the same, to the command whose help would answer. */
bool settings_parse(int argc, char **argv, struct settings *out, struct err *err);

/* The command of that name, or COMMAND_NONE with a sentence that says which there are. */
enum command command_find(const char *name, struct err *err);

#endif
