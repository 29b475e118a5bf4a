#include "cli/options.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/decimal.h"
#include "base/given.h"
#include "model/refusal.h"
#include "picture/paint_svg.h"
#include "picture/timeline_scene.h"

#define COMMAND_ROW(constant, name, operands, least, most, summary, about, examples, options, formats, run)            \
    [constant] = {GIVEN_OR_NONE(name), GIVEN_OR_NONE(operands), (least),   (most),   GIVEN(summary),                   \
                  GIVEN(about),        GIVEN(examples),         (options), (formats)},
const struct command_row command_rows[COMMAND_COUNT] = {COMMAND_LIST(COMMAND_ROW)};

#define WORD_ITEM(constant, name) name,
const char *const format_names[FORMAT_COUNT] = {FORMAT_LIST(WORD_ITEM)};
static const char *const color_names[COLOR_COUNT] = {COLOR_LIST(WORD_ITEM)};
static const char *const draw_view_names[DRAW_VIEW_COUNT] = {DRAW_VIEW_LIST(WORD_ITEM)};
#define DRAW_FORMAT_NAME(constant, name, ...) name,
const char *const draw_format_names[DRAW_FORMAT_COUNT] = {DRAW_FORMAT_LIST(DRAW_FORMAT_NAME)};

/* The commands that take an option, as bits. */
#define IF_CHANGED(constant, name, operands, least, most, summary, about, examples, options, formats, run)             \
    | (((options)&TAKES_CHANGES) ? BIT(constant) : 0u)
#define IF_DRESSED(constant, name, operands, least, most, summary, about, examples, options, formats, run)             \
    | (((options)&TAKES_LOOKS) ? BIT(constant) : 0u)
#define IF_FORMATTED(constant, name, operands, least, most, summary, about, examples, options, formats, run)           \
    | ((formats) != BIT(FORMAT_TEXT) ? BIT(constant) : 0u)
#define ALL (BIT(COMMAND_COUNT) - 1)
#define WHAT_IF (0u COMMAND_LIST(IF_CHANGED))
#define DRESSED (0u COMMAND_LIST(IF_DRESSED))
#define FORMATTED (0u COMMAND_LIST(IF_FORMATTED))
#define SEARCHES                                                                                                       \
    (BIT(COMMAND_WHY) | BIT(COMMAND_EXPLORE) | BIT(COMMAND_THRESHOLD) | BIT(COMMAND_ODDS) | BIT(COMMAND_SWEEP))

#define CHANGE_OPTION_ROW(constant, effect, words, option, argument, is_named, has, is_about_faults, help)             \
    [OPTION_OF_##constant] = {GIVEN(option), GIVEN_OR_NONE(argument), GIVEN(help), WHAT_IF, {CHANGES(constant)}},
#define OPTION_ROW(constant, name, argument, help, commands, ...)                                                      \
    [constant] = {GIVEN(name), GIVEN_OR_NONE(argument), GIVEN(help), (commands), {__VA_ARGS__}},
const struct option_row option_rows[OPTION_COUNT] = {CHANGE_LIST(CHANGE_OPTION_ROW) OPTION_LIST(OPTION_ROW)};

enum { OPTION_BYTES_MAX = 64, FIRST_VALUE = 1000 };

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

static bool change_add(enum change_kind kind, const char *value, struct settings *out, struct err *err)
{
    if (out->change_count == CHANGES_MAX)
        return err_set(err, "more than %d changes", CHANGES_MAX);
    return change_parse(kind, value, &out->changes[out->change_count++], err);
}

static bool number_read(const struct option_type *type, const char *value, uint64_t *out, struct err *err)
{
    uint64_t number;

    if (!number_parse(value, type->low, type->high, &number))
        return err_set(err, "\"%s\" is no whole number from %llu to %llu", value, (unsigned long long)type->low,
                       (unsigned long long)type->high);
    *out = number * type->unit;
    return true;
}

static bool duration_read(const char *value, uint64_t *out, struct err *err)
{
    const char *why;
    msec time;

    if (!msec_parse(value, &time, &why))
        return err_set(err, "\"%s\" %s", value, why);
    *out = (uint64_t)time;
    return true;
}

static bool probability_read(const char *value, uint64_t *out, struct err *err)
{
    if (!decimal_parse(value, PROBABILITY_DECIMALS, out) || *out > PROBABILITY_ONE)
        return err_set(err, "\"%s\" is no probability; allowed: 0 to 1 with at most 9 decimals, such as 0.03", value);
    return true;
}

static bool name_read(const struct option_type *type, const char *value, uint64_t *out, struct err *err)
{
    int index = word_find(value, type->names, type->name_count);

    if (index < 0)
        return word_refuse(type->what, value, type->names, type->name_count, err);
    *out = (uint64_t)index;
    return true;
}

/* Names with commas between. */
static bool set_read(const struct option_type *type, const char *value, uint64_t *out, struct err *err)
{
    uint64_t set = 0;

    if (strcmp(value, "all") == 0) {
        *out = ((uint64_t)1 << type->name_count) - 1;
        return true;
    }
    do {
        size_t size = strcspn(value, ",");
        char name[32] = "";
        uint64_t index = 0;

        memcpy(name, value, size < sizeof name ? size : sizeof name - 1);
        if (!name_read(type, name, &index, err))
            return false;
        set |= (uint64_t)1 << index;
        value += size + (value[size] == ',');
    } while (*value);
    *out = set;
    return true;
}

static bool option_read(enum option_index option, const char *value, struct settings *out, struct err *err)
{
    const struct option_type *type = &option_rows[option].type;
    struct option_value *read = &out->values[option];

    CHECK(value || type->kind == READ_FLAG || type->kind == READ_CHANGE); /* a change may be bare */
    read->text = value ? value : "";
    switch (type->kind) {
    case READ_FLAG:
    case READ_TEXT:
        return true;
    case READ_NUMBER:
        return number_read(type, value, &read->number, err);
    case READ_DURATION:
        return duration_read(value, &read->number, err);
    case READ_PROBABILITY:
        return probability_read(value, &read->number, err);
    case READ_ONE:
        return name_read(type, value, &read->number, err);
    case READ_SET:
        return set_read(type, value, &read->number, err);
    case READ_FORMAT:
        return format_parse(value, out, err);
    case READ_CHANGE:
        return change_add(type->change, value, out, err);
    }
    return true;
}

/* An option that the command does not have: perhaps another has it, perhaps it is misspelt. */
static bool option_refuse(enum command command, const char *typed, struct err *err)
{
    char options[OPTION_COUNT + 1][OPTION_BYTES_MAX], name[OPTION_BYTES_MAX];
    const char *names[OPTION_COUNT];
    size_t count = 0;

    snprintf(name, sizeof name, "%.*s", (int)strcspn(typed, "="), typed);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
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
static void long_options(enum command command, struct option options[OPTION_COUNT + 1])
{
    size_t count = 0;

    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (takes(command, &option_rows[i]))
            options[count++] = (struct option){
                .name = option_rows[i].name,
                .has_arg = option_rows[i].argument[0] ? required_argument : no_argument,
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
    struct option options[OPTION_COUNT + 1];
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
            out->values[OPTION_HELP].text = "";
        } else if (value == 'o') {
            out->values[OPTION_OUTPUT].text = optarg;
        } else if (!option_read((enum option_index)(value - FIRST_VALUE), optarg, out, &why)) {
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
    for (size_t i = 0; i < OPTION_COUNT; i++)
        out->values[i].number = option_rows[i].type.usual;
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
