#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/given.h"
#include "model/refusal.h"

#define COMMAND_ROW(constant, name, operands, least, most, summary, about, options, formats, run)                      \
    [constant] = {GIVEN_OR_NONE(name),                                                                                 \
                  GIVEN_OR_NONE(operands),                                                                             \
                  (least),                                                                                             \
                  (most),                                                                                              \
                  GIVEN(summary),                                                                                      \
                  GIVEN(about),                                                                                        \
                  (options),                                                                                           \
                  (formats)},
const struct command_row command_rows[COMMAND_COUNT] = {COMMAND_LIST(COMMAND_ROW)};

#define WORD_ITEM(constant, name) name,
static const char *const format_names[FORMAT_COUNT] = {FORMAT_LIST(WORD_ITEM)};
static const char *const color_names[COLOR_COUNT] = {COLOR_LIST(WORD_ITEM)};

/* The commands that take an option, as bits. */
#define IF_CHANGED(constant, name, operands, least, most, summary, about, options, formats, run)                       \
    | (((options)&TAKES_CHANGES) ? BIT(constant) : 0u)
#define IF_DRESSED(constant, name, operands, least, most, summary, about, options, formats, run)                       \
    | (((options)&TAKES_LOOKS) ? BIT(constant) : 0u)
#define IF_FORMATTED(constant, name, operands, least, most, summary, about, options, formats, run)                     \
    | ((formats) != BIT(FORMAT_TEXT) ? BIT(constant) : 0u)
#define ALL (BIT(COMMAND_COUNT) - 1)
#define WHAT_IF (0u COMMAND_LIST(IF_CHANGED))
#define DRESSED (0u COMMAND_LIST(IF_DRESSED))
#define FORMATTED (0u COMMAND_LIST(IF_FORMATTED))
#define SEARCHES (BIT(COMMAND_EXPLORE) | BIT(COMMAND_ODDS) | BIT(COMMAND_SWEEP))

#define CHANGE_OPTION_ITEM(constant, tag, option, argument, is_named, has, is_about_faults, help)                      \
    {option, argument, help, WHAT_IF, OPTION_CHANGE, constant, WORD_COUNT},

#define WORD_ROW(word, name, argument, help, commands)                                                                 \
    {                                                                                                                  \
        name, argument, help, commands, OPTION_WORD, CHANGE_COUNT, word                                                \
    }

const struct option_row option_rows[] = {
    CHANGE_LIST(CHANGE_OPTION_ITEM) /* from here on, what only the program has */
    {"save", "FILE", "also writes the changed scenario; - writes it to standard output, and nothing else",
     BIT(COMMAND_RUN), OPTION_SAVE, CHANGE_COUNT, WORD_COUNT},
    {"full", NULL, "every event, none of them folded or cut", BIT(COMMAND_RUN), OPTION_FULL, CHANGE_COUNT, WORD_COUNT},
    {"occurrence", "N", "the N-th day; if not given, the first with a duplicate or a miss", BIT(COMMAND_WHY),
     OPTION_OCCURRENCE, CHANGE_COUNT, WORD_COUNT},
    WORD_ROW(WORD_AS, "as", "PICTURE", "diagram or timeline; diagram if not given", BIT(COMMAND_DRAW)),
    WORD_ROW(WORD_TO, "to", "FORMAT",
             "txt, svg, png, pdf or dot; if not given, as the file's ending says, text where it has none",
             BIT(COMMAND_DRAW)),
    WORD_ROW(WORD_OUT, "output", "FILE", "also -o FILE: where to; it is replaced as a whole; - is standard output",
             BIT(COMMAND_DRAW)),
    WORD_ROW(
        WORD_WIDTH, "width", "N",
        "at most so many columns, 24 to 1000; a diagram's rows become columns below 78, a timeline takes 40 at least",
        BIT(COMMAND_DRAW)),
    WORD_ROW(WORD_CLASS, "class", NULL,
             "for a class: stops at each moment, 80x24 at any size, totals and future hidden, a presenter's remote",
             BIT(COMMAND_PLAY) | BIT(COMMAND_STORY)),
    WORD_ROW(WORD_SCHEMA, "schema", NULL, "in place of a scenario: the JSON Schema of scenario files, for editors",
             BIT(COMMAND_SHOW)),
    WORD_ROW(WORD_PLACE, "at", "PLACE",
             "opens it there, as : goes to it: a time 66.2 or 1m6s, a day d2, an event '#41'", BIT(COMMAND_PLAY)),
    WORD_ROW(WORD_THEME, "theme", "THEME", "auto, light, dark or mono",
             BIT(COMMAND_DRAW) | BIT(COMMAND_PLAY) | BIT(COMMAND_STORY)),
    WORD_ROW(WORD_DRAW_AT, "at", "TIME", "only what has happened by then, such as 66s", BIT(COMMAND_DRAW)),
    WORD_ROW(WORD_SHOW_SKIPPED, "show-skipped", NULL, "steps that a guard skipped are drawn, too", BIT(COMMAND_DRAW)),
    WORD_ROW(WORD_LANES, "lanes", "LANES", "a timeline's: bots, jobs or workers; bots if not given", BIT(COMMAND_DRAW)),
    WORD_ROW(WORD_CAUSES, "causes", NULL, "arrows in a timeline, from a fault to what came of it elsewhere",
             BIT(COMMAND_DRAW)),
    WORD_ROW(WORD_FAULTS, "faults", "K", "at most so many faults in a run, 0 to 8; 1 if not given",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_KINDS, "kinds", "KINDS", "kinds of faults, with commas between: {faults}; {searched} if not given",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_AT, "at", "MICROSTEPS",
             "only gaps beside these micro-steps, with commas between, such as commit,mark", BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_KEEP_FAULTS, "keep-faults", NULL,
             "the file's own faults strike as well; they do not count among the K; not with --schedules",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_KEEP_ALWAYS, "keep-always", NULL,
             "each of the file's own faults that strikes always may strike, too, whenever it can; it counts as one "
             "among the K; not with --schedules, which has no clock to tell when",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_EXPECT_CLEAN, "expect-clean", NULL,
             "exit 1 when a run duplicates or misses a post, or not all runs could be made", BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_MAP, "map", "FILE",
             "also draws the crash map as SVG; - is standard output, and nothing else is printed",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_SCHEDULES, "schedules", NULL,
             "every order as well: time is unmeasured, anything pending may go next; told in states and "
             "distinct ends, not in runs",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(
        WORD_UNREDUCED, "unreduced", NULL,
        "with --schedules: visit every state, also those that differ only in when steps come that concern nobody else",
        BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_CHOICES, "choices", "CODE",
             "an order as explore --schedules gives it: which of those pending goes next, time unmeasured",
             BIT(COMMAND_RUN)),
    WORD_ROW(WORD_ADVISE, "advise", NULL,
             "the cheapest change, or pair of changes, with which every run grants all four wishes, "
             "proved by exploring again",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_TABLE, "table", NULL,
             "one line for each FILE and guard: how many runs duplicate, miss and are silent, and the wishes",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_GUARDS, "guards", "GUARDS",
             "with --table: all, or guards with commas between, each given to every bot in turn; if "
             "not given, the files' own",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_RUNS, "runs", "N", "end after so many runs were played, 100000000 if not given",
             BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_RUNS, "runs", "N", "how many runs, 10000 if not given", BIT(COMMAND_SWEEP)),
    WORD_ROW(WORD_TIME, "time", "D", "end after this time, such as 10s, with what is known by then", SEARCHES),
    WORD_ROW(WORD_MEMORY, "memory", "MIB", "use at most so many MiB, 16 to 65536; 512 if not given",
             BIT(COMMAND_ODDS) | BIT(COMMAND_EXPLORE)),
    WORD_ROW(WORD_THREADS, "threads", "T", "threads, 1 to 256; 1 if not given", BIT(COMMAND_SWEEP)),
    WORD_ROW(WORD_SHARD, "shard", "I/N", "only the I-th of N parts, to be merged later", BIT(COMMAND_SWEEP)),
    WORD_ROW(WORD_MERGE, "merge", NULL,
             "FILE… are parts of one sweep, as --format json wrote them: their sum. Parts of another scenario, "
             "rate, seed or version are refused, and one given twice",
             BIT(COMMAND_SWEEP)),
    WORD_ROW(WORD_FAULT_RATE, "fault-rate", "P",
             "in every gap of every step an error strikes with this probability, such as 0.01",
             BIT(COMMAND_RUN) | BIT(COMMAND_SWEEP) | BIT(COMMAND_ODDS)),
    WORD_ROW(
        WORD_PLOT, "plot", "FILE",
        "also draws the shares of runs that duplicate and that miss as SVG, two bars for each value of --vary; - is "
        "standard output, and nothing else is printed",
        BIT(COMMAND_SWEEP)),
    WORD_ROW(WORD_VARY, "vary", "NAME=FROM..TO[:STEP]",
             "one sweep for each value: of fault-rate, workers, days, or retry:JOB, in place of that option",
             BIT(COMMAND_SWEEP)),
    {"format", "FORMAT",
     "how to print; json is an object, and an array of them for several FILEs; jsonl is a line for each event, then "
     "one "
     "for the rest",
     BIT(COMMAND_RUN), OPTION_FORMAT, CHANGE_COUNT, WORD_COUNT},
    {"format", "FORMAT", "how to print; json is an object, with --vary an array of them", BIT(COMMAND_SWEEP),
     OPTION_FORMAT, CHANGE_COUNT, WORD_COUNT},
    {"format", "FORMAT", "how to print", FORMATTED & ~(BIT(COMMAND_RUN) | BIT(COMMAND_SWEEP)), OPTION_FORMAT,
     CHANGE_COUNT, WORD_COUNT},
    {"color", "WHEN", "auto, always or never; auto is on a terminal, unless NO_COLOR is set", DRESSED, OPTION_COLOR,
     CHANGE_COUNT, WORD_COUNT},
    {"ascii", NULL, "ASCII alone, as also where the locale is not UTF-8", DRESSED, OPTION_ASCII, CHANGE_COUNT,
     WORD_COUNT},
    {"man", NULL, "the manual page, to be read with man -l -", BIT(COMMAND_HELP), OPTION_MAN, CHANGE_COUNT, WORD_COUNT},
    {"help", NULL, "this help", ALL, OPTION_HELP, CHANGE_COUNT, WORD_COUNT},
};
const size_t option_count = sizeof option_rows / sizeof *option_rows;

enum { OPTION_ROWS_MAX = 64, OPTION_BYTES_MAX = 64, FIRST_VALUE = 1000 };
_Static_assert(sizeof option_rows / sizeof *option_rows < OPTION_ROWS_MAX, "long_options holds them all");

enum command command_find(const char *name, struct err *err)
{
    const char *names[COMMAND_COUNT];
    size_t count = 0;

    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++) {
        if (strcmp(command_rows[i].name, name) == 0)
            return (enum command)i;
        names[count++] = command_rows[i].name;
    }
    word_refuse("command", name, names, count, err);
    return COMMAND_NONE;
}

static bool takes(enum command command, const struct option_row *row)
{
    return (row->commands & BIT(command)) != 0;
}

static bool format_parse(const char *value, struct settings *out, struct err *err)
{
    const char *names[FORMAT_COUNT];
    size_t count = 0;

    for (int i = 0; i < FORMAT_COUNT; i++) {
        if ((command_rows[out->command].formats & BIT(i)) == 0)
            continue;
        names[count++] = format_names[i];
        if (strcmp(format_names[i], value) == 0) {
            out->format = (enum format)i;
            return true;
        }
    }
    return word_refuse("format", value, names, count, err);
}

static bool color_parse(const char *value, struct settings *out, struct err *err)
{
    int color = word_find(value, color_names, COLOR_COUNT);

    if (color < 0)
        return word_refuse("colour", value, color_names, COLOR_COUNT, err);
    out->color = (enum color)color;
    return true;
}

static bool occurrence_parse(const char *value, struct settings *out, struct err *err)
{
    uint64_t number;

    if (!number_parse(value, 1, SCENARIO_TIMES_MAX, &number))
        return err_set(err, "\"%s\" is no day; allowed: a number from 1", value);
    out->occurrence = (uint32_t)number;
    return true;
}

static bool change_add(const struct option_row *row, const char *value, struct settings *out, struct err *err)
{
    if (out->change_count == CHANGES_MAX)
        return err_set(err, "more than %d changes", CHANGES_MAX);
    return change_parse(row->change, value, &out->changes[out->change_count++], err);
}

static bool option_apply(const struct option_row *row, const char *value, struct settings *out, struct err *err)
{
    switch (row->kind) {
    case OPTION_CHANGE:
        return change_add(row, value, out, err);
    case OPTION_SAVE:
        out->save = value;
        return true;
    case OPTION_FULL:
        out->is_full = true;
        return true;
    case OPTION_OCCURRENCE:
        return occurrence_parse(value, out, err);
    case OPTION_FORMAT:
        return format_parse(value, out, err);
    case OPTION_COLOR:
        return color_parse(value, out, err);
    case OPTION_ASCII:
        out->is_ascii = true;
        return true;
    case OPTION_MAN:
        out->is_man = true;
        return true;
    case OPTION_HELP:
        out->is_help = true;
        return true;
    case OPTION_WORD:
        out->words[row->word] = value == NULL ? "" : value;
        return true;
    }
    return true;
}

/* An option that the command does not have: perhaps another has it, perhaps it is misspelt. */
static bool option_refuse(enum command command, const char *typed, struct err *err)
{
    char options[OPTION_ROWS_MAX][OPTION_BYTES_MAX], name[OPTION_BYTES_MAX];
    const char *names[OPTION_ROWS_MAX];
    size_t count = 0;

    snprintf(name, sizeof name, "%.*s", (int)strcspn(typed, "="), typed);
    for (size_t i = 0; i < option_count; i++) {
        snprintf(options[count], sizeof options[count], "--%s", option_rows[i].name);
        if (takes(command, &option_rows[i])) {
            names[count] = options[count];
            count++;
        } else if (strcmp(options[count], name) == 0) {
            return err_set(err, "%s%s does not take %s", command == COMMAND_STORY ? "makeitso alone" : "",
                           command_rows[command].name, name);
        }
    }
    return word_refuse("option", name, names, count, err);
}

/* getopt's table for a command: each option's value is its row. */
static void long_options(enum command command, struct option options[OPTION_ROWS_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < option_count; i++) {
        if (takes(command, &option_rows[i]))
            options[count++] = (struct option){
                .name = option_rows[i].name,
                .has_arg = option_rows[i].argument == NULL ? no_argument : required_argument,
                .val = FIRST_VALUE + (int)i,
            };
    }
    options[count] = (struct option){0};
}

static bool missing_refuse(int value, struct err *err)
{
    const struct option_row *row;

    if (value < FIRST_VALUE)
        return err_set(err, "-%c needs a value: -%c FILE", value, value);
    row = &option_rows[value - FIRST_VALUE];
    return err_set(err, "--%s needs a value: --%s %s", row->name, row->name, row->argument);
}

/* What getopt_long could not make sense of. */
static bool typed_refuse(enum command command, char **argv, int before, struct err *err)
{
    if (optopt >= FIRST_VALUE)
        return err_set(err, "--%s takes no value", option_rows[optopt - FIRST_VALUE].name);
    if (optopt != 0)
        return err_set(err, "unknown option \"-%c\": options are written out, such as --help", optopt);
    return option_refuse(command, argv[before], err);
}

/* The options of the words behind the command; `argv[0]` is passed over. Operands are gathered from operands[0] on. */
static bool words_parse(int argc, char **argv, char **operands, struct settings *out, struct err *err)
{
    struct option options[OPTION_ROWS_MAX];
    const char *short_options = out->command == COMMAND_DRAW ? "-:ho:" : "-:h";
    int value, before = 1;

    long_options(out->command, options);
    opterr = 0;
    optind = 0;
    /* "-": operands come as the value 1 in their place, whatever POSIXLY_CORRECT says; ":": a missing value as ':'. */
    while ((value = getopt_long(argc, argv, short_options, options, NULL)) != -1) {
        struct err why;

        if (value == 1) {
            operands[out->operand_count++] = optarg;
        } else if (value == ':') {
            return missing_refuse(optopt, err);
        } else if (value == '?') {
            return typed_refuse(out->command, argv, before, err);
        } else if (value == 'h') {
            out->is_help = true;
        } else if (value == 'o') {
            out->words[WORD_OUT] = optarg;
        } else if (!option_apply(&option_rows[value - FIRST_VALUE], optarg, out, &why)) {
            return err_set(err, "--%s: %s", option_rows[value - FIRST_VALUE].name, why.text);
        }
        before = optind;
    }
    while (optind < argc)
        operands[out->operand_count++] = argv[optind++];
    return true;
}

static bool is_version(const char *word)
{
    return strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0;
}

bool settings_parse(int argc, char **argv, struct settings *out, struct err *err)
{
    bool has_command = argc > 1 && argv[1][0] != '-';
    int skip = has_command ? 1 : 0;

    *out = (struct settings){.command = COMMAND_STORY};
    if (argc == 2 && is_version(argv[1])) {
        out->command = COMMAND_VERSION;
        return true;
    }
    if (has_command) {
        enum command command = command_find(argv[1], err);

        if (command == COMMAND_NONE)
            return false;
        out->command = command;
    }
    /* Operands overwrite words that were read already: there are never more of them than words before them. */
    out->operands = (const char *const *)argv + 1;
    return words_parse(argc - skip, argv + skip, argv + 1, out, err);
}
