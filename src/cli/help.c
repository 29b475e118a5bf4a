#include "cli/help.h"

#include <stdio.h>
#include <string.h>

#include "cli/builtin.h"
#include "cli/command.h"
#include "cli/roff.h"

#define NAME_COLUMNS 12 /* of a command in the list, and two spaces before it: */
#define COMMAND_INDENT "              "
#define HELP_INDENT "        "

#define TOPIC_WORD(constant, name) name,
const char *const topic_names[TOPIC_COUNT] = {TOPIC_LIST(TOPIC_WORD)};
#undef TOPIC_WORD

static const char SOURCES[] =
    "FILE is a path, - for standard input, or the name of a built-in scenario. A name with neither \"/\" nor \".\" is "
    "looked for among the built-in ones first, then in the current directory.";

static const char CODES[] =
    "In place of FILE a run code may stand, such as PICARD-3C83-9A49-J248, which y shows while one plays: "
    "scenario, changes, moment and lane in one word.";

static const char WHAT_IF[] =
    "What if? The scenario is changed before it is played, in the order of the options; the file is not touched.";

static const struct {
    int code;
    const char *meaning;
} EXITS[] = {
#define EXIT_ROW(constant, code, meaning) {code, meaning},
    EXIT_LIST(EXIT_ROW)
#undef EXIT_ROW
};

static void paragraph_write(const char *string, int columns, struct text *out)
{
    if (string[0] == '\0')
        return;
    text_add_wrapped(out, string, columns, "");
    text_add(out, "\n\n");
}

/* "text|json|jsonl": what the command prints, in place of FORMAT. */
static void argument_write(enum command command, const struct option_row *row, struct text *out)
{
    unsigned formats = command_rows[command].formats;
    const char *bar = "";

    if (row->type.kind != READ_FORMAT || command == COMMAND_STORY) {
        text_add(out, row->argument);
        return;
    }
    for (int i = 0; i < FORMAT_COUNT; i++) {
        if ((formats & (1u << i)) == 0)
            continue;
        text_addf(out, "%s%s", bar, format_names[i]);
        bar = "|";
    }
}

/* "error, timeout[=D] or crash": with the length that they may carry. */
static void kinds_write(struct text *out)
{
    for (int kind = 0; kind < FAULT_COUNT; kind++)
        text_addf(out, "%s%s%s",
                  kind == 0                 ? ""
                  : kind + 1 == FAULT_COUNT ? " or "
                                            : ", ",
                  fault_kind_names[kind], fault_traits[kind].length > 0 ? "[=D]" : "");
}

/* "error,crash": those that a search tries unasked. */
static void searched_write(struct text *out)
{
    const char *comma = "";

    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        if (!fault_traits[kind].is_searched)
            continue;
        text_addf(out, "%s%s", comma, fault_kind_names[kind]);
        comma = ",";
    }
}

/* "lambda[-2022-11], sidekiq[-8.1]": all presets but "none", each with the version that may be said. */
static void presets_write(struct text *out)
{
    for (int p = PRESET_NONE + 1; p < PRESET_COUNT; p++) {
        const char *version = preset_traits[p].pinned + strlen(preset_names[p]);

        text_addf(out, version[0] ? "%s%s[%s]" : "%s%s", p == PRESET_NONE + 1 ? "" : ", ", preset_names[p], version);
    }
}

/* What stands for a list of the model in an option's help. */
static const struct {
    const char *mark;
    const char *const *names; /* NULL: `write` knows them */
    size_t count;
    void (*write)(struct text *out);
} HELP_LISTS[] = {
    {"{guards}", guard_names, GUARD_COUNT, NULL},      {"{rescues}", rescue_names, RESCUE_COUNT, NULL},
    {"{wishes}", wish_words, WISH_COUNT, NULL},        {"{presets}", NULL, 0, presets_write},
    {"{faults}", fault_kind_names, FAULT_COUNT, NULL}, {"{kinds}", NULL, 0, kinds_write},
    {"{searched}", NULL, 0, searched_write},           {"{pictures}", draw_format_names, DRAW_FORMAT_COUNT, NULL},
};

static void list_fill(const char *mark, struct text *out)
{
    for (size_t i = 0; i < sizeof HELP_LISTS / sizeof *HELP_LISTS; i++) {
        if (strncmp(mark, HELP_LISTS[i].mark, strlen(HELP_LISTS[i].mark)) != 0)
            continue;
        if (HELP_LISTS[i].names)
            text_add_list(out, HELP_LISTS[i].names, HELP_LISTS[i].count, ", ");
        else
            HELP_LISTS[i].write(out);
    }
}

/* Appends an option's help with the lists in their places. */
static void help_fill(const char *help, struct text *out)
{
    for (const char *open; (open = strchr(help, '{')) != NULL; help = strchr(open, '}') + 1) {
        text_add_bytes(out, help, (size_t)(open - help));
        list_fill(open, out);
    }
    text_add(out, help);
}

void option_help_write(const struct option_row *row, struct text *out)
{
    help_fill(row->help, out);
}

static void option_write(enum command command, const struct option_row *row, int columns, struct text *out)
{
    struct text help = {0};

    text_addf(out, "  --%s", row->name);
    if (row->argument[0]) {
        text_add(out, " ");
        argument_write(command, row, out);
    }
    text_add(out, "\n" HELP_INDENT);
    help_fill(row->help, &help);
    text_add_wrapped(out, text_str(&help), columns, HELP_INDENT);
    text_add(out, "\n");
    text_release(&help);
}

static bool takes(enum command command, const struct option_row *row)
{
    return (row->commands & (1u << command)) != 0;
}

static bool is_what_if(const struct option_row *row)
{
    return row->type.kind == READ_CHANGE;
}

static void options_write(enum command command, int columns, struct text *out)
{
    text_add(out, "Options\n");
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (takes(command, &option_rows[i]) && !is_what_if(&option_rows[i]))
            option_write(command, &option_rows[i], columns, out);
    if ((command_rows[command].options & TAKES_CHANGES) == 0)
        return;
    text_add(out, "\n");
    text_add_wrapped(out, WHAT_IF, columns, "");
    text_add(out, "\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (is_what_if(&option_rows[i]))
            option_write(command, &option_rows[i], columns, out);
    }
}

void command_write(const char *line, int columns, int indent, struct text *out)
{
    struct text broken = {0}, part = {0};
    const char *at;

    text_add_wrapped(&broken, line, columns - indent - 2, "  ");
    at = text_str(&broken);
    while (text_take_line(&at, &part)) {
        text_add_times(out, " ", (size_t)indent);
        text_addf(out, "%s%s\n", text_str(&part), *at ? " \\" : "");
    }
    text_release(&broken);
    text_release(&part);
}

static void examples_write(enum command command, int columns, struct text *out)
{
    const char *at = command_rows[command].examples;
    struct text line = {0};

    text_add(out, "\nExamples\n");
    while (text_take_line(&at, &line))
        command_write(text_str(&line), columns, 2, out);
    text_release(&line);
}

static void exits_write(int columns, struct text *out)
{
    text_add(out, "\nExit code\n");
    for (size_t i = 0; i < sizeof EXITS / sizeof *EXITS; i++) {
        text_addf(out, "  %-4d", EXITS[i].code);
        text_add_wrapped(out, EXITS[i].meaning, columns, "      ");
        text_add(out, "\n");
    }
}

static void commands_write(int columns, struct text *out)
{
    text_add(out, "Commands\n");
    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++) {
        text_addf(out, "  %-*s", NAME_COLUMNS, command_rows[i].name);
        text_add_wrapped(out, command_rows[i].summary, columns, COMMAND_INDENT);
        text_add(out, "\n");
    }
    text_add(out, "\n");
}

static void program_write(int columns, struct text *out)
{
    text_add(out, "Usage: makeitso [OPTION…]\n       makeitso COMMAND [OPTION…] …\n\n");
    text_add_wrapped(out, "For screen readers, braille lines and logs, all of it in lines: makeitso play FILE --linear",
                     columns, "");
    text_add(out, "\n\n");
    paragraph_write("Plays the ways in which background jobs fail: which effects happened twice, which never, and why.",
                    columns, out);
    paragraph_write(command_rows[COMMAND_STORY].about, columns, out);
    commands_write(columns, out);
    options_write(COMMAND_STORY, columns, out);
    examples_write(COMMAND_STORY, columns, out);
    exits_write(columns, out);
    text_add(out, "\n");
    text_add_wrapped(out,
                     "makeitso help COMMAND explains one command.\n"
                     "makeitso help preset NAME explains a real system's options and numbers.\n"
                     "makeitso help limits tells what the model leaves out.\n"
                     "makeitso help scenario is the manual for writing one, makeitso help lesson that of lessons.\n"
                     "makeitso list shows what there is to play.\n",
                     columns, "");
}

void help_write(enum command command, int columns, struct text *out)
{
    const struct command_row *row = &command_rows[command];

    if (command == COMMAND_STORY) {
        program_write(columns, out);
        return;
    }
    text_addf(out, "Usage: makeitso %s [OPTION…]%s%s\n\n", row->name, row->operands[0] == '\0' ? "" : " ",
              row->operands);
    paragraph_write(row->about, columns, out);
    if (strstr(row->operands, "FILE") != NULL)
        paragraph_write(SOURCES, columns, out);
    if (option_rows[OPTION_CODE].commands >> command & 1)
        paragraph_write(CODES, columns, out);
    options_write(command, columns, out);
    examples_write(command, columns, out);
    exits_write(columns, out);
}

static void roff_option(enum command command, const struct option_row *row, struct text *out)
{
    struct text head = {0}, argument = {0}, help = {0};

    text_addf(&head, "--%s", row->name);
    if (row->argument[0])
        argument_write(command, row, &argument);
    help_fill(row->help, &help);
    roff_entry(text_str(&head), text_str(&argument), text_str(&help), out);
    text_release(&head);
    text_release(&help);
    text_release(&argument);
}

/* The commands, each with the options that are its own. */
static void roff_commands(struct text *out)
{
    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++) {
        const struct command_row *row = &command_rows[i];

        text_addf(out, ".SS makeitso %s%s%s\n", row->name, row->operands[0] ? " " : "", row->operands);
        roff_write(row->about, out);
        for (size_t j = 0; j < OPTION_COUNT; j++) {
            if (takes((enum command)i, &option_rows[j]) && !is_what_if(&option_rows[j]) && j != OPTION_HELP)
                roff_option((enum command)i, &option_rows[j], out);
        }
    }
}

/* "Taken by run, compare, why." */
static void roff_takers(struct text *out)
{
    const char *before = "Taken by ";

    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++) {
        if ((command_rows[i].options & TAKES_CHANGES) == 0)
            continue;
        text_addf(out, "%s%s", before, command_rows[i].name);
        before = ", ";
    }
    text_add(out, ".\n");
}

static void roff_examples(struct text *out)
{
    text_add(out, ".SH EXAMPLES\n.nf\n");
    for (int i = COMMAND_STORY; i < COMMAND_COUNT; i++)
        roff_lines(command_rows[i].examples, out);
    text_add(out, ".fi\n");
}

static void roff_what_if(struct text *out)
{
    text_add(out, ".SH WHAT IF\n");
    roff_takers(out);
    roff_write(WHAT_IF, out);
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if (is_what_if(&option_rows[i]))
            roff_option(COMMAND_RUN, &option_rows[i], out);
    }
}

/* Variables of the environment, and what they do. */
static const char *const ENVIRONMENT[][2] = {
    {"NO_COLOR", "No colour where it is set and not empty."},
    {"TERM", "No colour where it is dumb; there play is linear."},
    {"MAKEITSO_LINEAR", "play, and the program without a command, are linear where it is set, not empty and not 0."},
    {"COLUMNS", "The width of text on standard output, terminal or not, 40 to 160; the tables of searches need 78. "
                "Where it is not set: the terminal's own, else 80."},
};

static void roff_ends(struct text *out)
{
    struct text code = {0};

    text_add(out, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < sizeof EXITS / sizeof *EXITS; i++) {
        text_clear(&code);
        text_addf(&code, "%d", EXITS[i].code);
        roff_entry(text_str(&code), NULL, EXITS[i].meaning, out);
    }
    text_add(out, ".SH ENVIRONMENT\n");
    for (size_t i = 0; i < sizeof ENVIRONMENT / sizeof *ENVIRONMENT; i++)
        roff_entry(ENVIRONMENT[i][0], NULL, ENVIRONMENT[i][1], out);
    text_add(out, ".SH SEE ALSO\n");
    for (size_t i = 0; i < builtin_manual_count; i++)
        text_addf(out, ".BR makeitso\\-%s (5)%s\n", builtin_manuals[i].name, i + 1 < builtin_manual_count ? "," : "");
    text_release(&code);
}

void man_write(struct text *out)
{
    roff_begin("makeitso", 1, "plays the ways in which background jobs fail", out);
    text_add(out, ".SH SYNOPSIS\n.B makeitso\n.RI [ COMMAND ]\n.RI [ OPTION …]\n.RI [ FILE …]\n.SH DESCRIPTION\n");
    roff_write(command_rows[COMMAND_STORY].about, out);
    text_add(out, ".PP\n");
    roff_write(SOURCES, out);
    text_add(out, ".PP\n");
    roff_write(CODES, out);
    text_add(out, ".SH COMMANDS\n");
    roff_commands(out);
    roff_what_if(out);
    roff_examples(out);
    roff_ends(out);
}
