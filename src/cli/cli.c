#include "cli/cli.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/range.h"
#include "base/version.h"
#include "cli/coded.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "cli/output.h"
#include "cli/print.h"
#include "model/refusal.h"

enum { COLUMNS_LEAST = 40, COLUMNS_MOST = 160 };

static enum exit_code command_help(const struct cli *cli);
static enum exit_code command_version(const struct cli *cli);

typedef enum exit_code command_run_function(const struct cli *cli);

#define COMMAND_RUNS(constant, name, operands, least, most, summary, about, examples, options, formats, run)           \
    [constant] = &(run),
static command_run_function *const command_runs[COMMAND_COUNT] = {COMMAND_LIST(COMMAND_RUNS)};

/* Prose is not set wider than a page. */
static int prose_columns(const struct cli *cli)
{
    return min_int(style_columns(&cli->style), STYLE_COLUMNS);
}

static enum exit_code help_print(const struct cli *cli, enum command command)
{
    struct text text = {0};

    help_write(command, prose_columns(cli), &text);
    return text_print(cli, &text);
}

static enum exit_code help_preset(const struct cli *cli)
{
    const struct settings *settings = cli->settings;
    struct text text = {0};
    struct change preset;
    struct err err;

    if (settings->operand_count < 2)
        return mistake("which preset? makeitso list --presets lists them");
    if (!change_parse(CHANGE_PRESET, settings->operands[1], &preset, &err))
        return fail_mistake(&err);
    preset_help_write(preset_of_word((uint32_t)preset.value), prose_columns(cli), &text);
    return text_print(cli, &text);
}

/* None of the commands, and no topic. */
static enum exit_code topic_refuse(const char *found)
{
    const char *names[COMMAND_COUNT + TOPIC_COUNT];
    size_t count = 0;
    struct err err;

    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++)
        names[count++] = command_rows[i].name;
    for (int i = 0; i < TOPIC_COUNT; i++)
        names[count++] = topic_names[i];
    (void)word_refuse("command or topic", found, names, count, &err);
    return fail_mistake(&err);
}

/* TOPIC_COUNT: it is none. */
static enum topic topic_find(const char *word)
{
    int topic = 0;

    while (topic < TOPIC_COUNT && strcmp(topic_names[topic], word) != 0)
        topic++;
    return (enum topic)topic;
}

static enum exit_code topic_print(const struct cli *cli, enum topic topic)
{
    struct text text = {0};

    switch (topic) {
    case TOPIC_PRESET:
        return help_preset(cli);
    case TOPIC_LIMITS:
        limits_write(prose_columns(cli), &text);
        break;
    case TOPIC_SCENARIO:
    case TOPIC_LESSON:
        manual_write(manual_find(topic_names[topic]), prose_columns(cli), &text);
        break;
    case TOPIC_COUNT:
        return topic_refuse(cli->settings->operands[0]);
    }
    return text_print(cli, &text);
}

/* The manual page of what is asked for: a manual's own; that of the program for all else. */
static enum exit_code page_print(const char *word)
{
    const struct builtin *manual = word ? manual_find(word) : NULL;
    struct text text = {0};

    if (manual)
        manual_man_write(manual, &text);
    else
        man_write(&text);
    return print(&text);
}

static enum exit_code command_help(const struct cli *cli)
{
    const struct settings *settings = cli->settings;
    const char *word = settings->operand_count > 0 ? settings->operands[0] : NULL;
    enum topic topic = word ? topic_find(word) : TOPIC_COUNT;
    enum command command;
    struct err err;

    if (option_is_given(settings, OPTION_MAN))
        return page_print(word);
    if (settings->operand_count > 1 && topic != TOPIC_PRESET)
        return mistake("help explains one command at a time: \"%s\"", settings->operands[1]);
    command = !word ? COMMAND_STORY : topic == TOPIC_COUNT ? command_find(word, &err) : COMMAND_NONE;
    return command == COMMAND_NONE ? topic_print(cli, topic) : help_print(cli, command);
}

static enum exit_code command_version(const struct cli *cli)
{
    struct text text = {0};

    text_addf(&text, "makeitso %s\n", MAKEITSO_VERSION);
    return text_print(cli, &text);
}

/* no-color.org: set and not empty. */
static bool is_color_wanted(const struct settings *settings)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");

    if (option_number(settings, OPTION_COLOR) != COLOR_AUTO)
        return option_number(settings, OPTION_COLOR) == COLOR_ALWAYS;
    return isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0') && term != NULL &&
           strcmp(term, "dumb") != 0;
}

/* The width within reason: as COLUMNS says it, also into a pipe, as git, ls -C and man have it; else as the terminal
 * does; 0 where there is none: the views' own. */
static int columns_of_output(void)
{
    const char *said = getenv("COLUMNS");
    struct winsize size;
    uint64_t columns;

    if (!said || !number_parse(said, 1, UINT16_MAX, &columns))
        columns = isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
    return columns == 0 ? 0 : clamp_int((int)columns, COLUMNS_LEAST, COLUMNS_MOST);
}

static struct style style_of(const struct settings *settings)
{
    return (struct style){
        .is_color = settings->format == FORMAT_TEXT && is_color_wanted(settings),
        .is_ascii = option_is_given(settings, OPTION_ASCII) || strcasecmp(nl_langinfo(CODESET), "UTF-8") != 0,
        .columns = columns_of_output(),
    };
}

static void usage_point(enum command command)
{
    talk("see: makeitso help%s%s", command == COMMAND_STORY ? "" : " ", command_rows[command].name);
}

/* Too few or too many operands. */
static enum exit_code operands_refuse(const struct settings *settings)
{
    const struct command_row *row = &command_rows[settings->command];

    if (settings->operand_count > row->most && row->operands[0] == '\0')
        talk("%s takes no operand: \"%s\"", row->name[0] == '\0' ? "makeitso with options alone" : row->name,
             settings->operands[0]);
    else
        talk("usage: makeitso %s [OPTION…] %s", row->name, row->operands);
    usage_point(settings->command);
    return EXIT_MISTAKE;
}

static bool is_input_asked_twice(const struct settings *settings)
{
    size_t asked = 0;

    for (size_t i = 0; i < settings->operand_count; i++)
        asked += strcmp(settings->operands[i], "-") == 0;
    return asked > 1;
}

static enum exit_code run_command(const struct cli *cli)
{
    const struct settings *settings = cli->settings;
    const struct command_row *row = &command_rows[settings->command];
    size_t count = settings->operand_count;

    if (option_is_given(settings, OPTION_HELP))
        return help_print(cli, settings->command);
    if (count < row->least || count > row->most)
        return operands_refuse(settings);
    if (is_input_asked_twice(settings))
        return mistake("standard input (-) can be read only once");
    return command_runs[settings->command](cli);
}

int cli_main(int argc, char **argv)
{
    struct settings *settings = calloc(1, sizeof *settings);
    struct cli cli = {.settings = settings};
    struct err err;
    enum exit_code code;

    if (settings == NULL)
        return (int)fail_memory();
    if (settings_parse(argc, argv, settings, &err) && coded_apply(settings, &err)) {
        cli.style = style_of(settings);
        code = run_command(&cli);
    } else {
        code = fail_mistake(&err);
        if (code == EXIT_MISTAKE)
            usage_point(settings->command);
    }
    if (!output_finish(&err) && (code < EXIT_WORLD || code == EXIT_UNDECIDED))
        code = fail_world(&err);
    free(settings);
    return (int)code;
}
