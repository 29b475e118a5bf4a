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

static bool is_topic(const struct settings *settings, const char *topic)
{
    return settings->operand_count > 0 && strcmp(settings->operands[0], topic) == 0;
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
    const char *names[COMMAND_COUNT + 2];
    size_t count = 0;
    struct err err;

    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++)
        names[count++] = command_rows[i].name;
    names[count++] = PRESET_TOPIC;
    names[count++] = LIMITS_TOPIC;
    (void)word_refuse("command or topic", found, names, count, &err);
    return fail_mistake(&err);
}

static enum exit_code command_help(const struct cli *cli)
{
    const struct settings *settings = cli->settings;
    enum command command = COMMAND_STORY;
    struct text text = {0};
    struct err err;

    if (option_is_given(settings, OPTION_MAN)) {
        man_write(&text);
        return print(&text);
    }
    if (is_topic(settings, PRESET_TOPIC))
        return help_preset(cli);
    if (settings->operand_count > 1)
        return mistake("help explains one command at a time: \"%s\"", settings->operands[1]);
    if (is_topic(settings, LIMITS_TOPIC)) {
        limits_write(prose_columns(cli), &text);
        return text_print(cli, &text);
    }
    if (settings->operand_count > 0)
        command = command_find(settings->operands[0], &err);
    return command == COMMAND_NONE ? topic_refuse(settings->operands[0]) : help_print(cli, command);
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
