/* The command completion: what a shell needs to complete our command lines, printed from the rows of commands and
 * options.
 *
 * Behind a command come its options, the values of an option that takes one of some words, files where it takes one,
 * and for an operand the built-in scenarios and files. */
#include <string.h>

#include "cli/builtin.h"
#include "cli/command.h"
#include "cli/help.h"
#include "cli/print.h"
#include "model/refusal.h"

enum { ABOUT_COLUMNS = 60 };

static void bash_write(struct text *out);
static void zsh_write(struct text *out);
static void fish_write(struct text *out);

#define SHELL_LIST(X) X("bash", bash_write) X("zsh", zsh_write) X("fish", fish_write)
#define SHELL_NAME(name, write) name,
#define SHELL_WRITE(name, write) write,
static const char *const shell_names[] = {SHELL_LIST(SHELL_NAME)};
static void (*const shell_writers[])(struct text *out) = {SHELL_LIST(SHELL_WRITE)};
enum { SHELL_COUNT = sizeof shell_names / sizeof *shell_names };

/* In single quotes, as all three shells take it. */
static void add_quoted(const char *string, struct text *out)
{
    (void)text_carry(out, string);
    text_add(out, "'");
    for (; *string; string++)
        if (*string == '\'')
            text_add(out, "'\\''");
        else
            text_add_bytes(out, string, 1);
    text_add(out, "'");
}

static void add_names(const char *const *names, size_t count, struct text *out)
{
    for (size_t i = 0; i < count; i++)
        text_addf(out, "%s%s", text_is_empty(out) ? "" : " ", names[i]);
}

/* The words that an option's value may be; none where that cannot be told in words. */
static void value_words(enum command command, const struct option_row *row, struct text *out)
{
    switch (row->type.kind) {
    case READ_ONE:
    case READ_SET:
        add_names(row->type.names, row->type.name_count, out);
        break;
    case READ_FORMAT:
        for (int format = 0; format < FORMAT_COUNT; format++)
            if (command_rows[command].formats >> format & 1)
                add_names(&format_names[format], 1, out);
        break;
    case READ_CHANGE:
        if (row->type.change == CHANGE_PRESET)
            add_names(preset_names, PRESET_COUNT, out);
        else if (row->type.change == CHANGE_WISHES)
            add_names(wish_words, WISH_COUNT, out);
        break;
    default:
        break;
    }
}

/* The words that an operand may be. */
static void operand_words(enum command command, struct text *out)
{
    const char *operands = command_rows[command].operands;

    if (command == COMMAND_COMPLETION) {
        add_names(shell_names, SHELL_COUNT, out);
    } else if (command == COMMAND_HELP) {
        for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++)
            add_names(&command_rows[i].name, 1, out);
        add_names(topic_names, TOPIC_COUNT, out);
    }
    if (command == COMMAND_SHOW)
        for (size_t i = 0; schema_name(i); i++)
            add_names((const char *const[]){schema_name(i)}, 1, out);
    if (strstr(operands, "FILE") || strstr(operands, "NAME"))
        for (size_t i = 0; i < builtin_count; i++)
            add_names(&builtins[i].name, 1, out);
    if (strstr(operands, "LESSON") || strstr(operands, "NAME"))
        for (size_t i = 0; i < builtin_lesson_count; i++)
            add_names(&builtin_lessons[i].name, 1, out);
}

static bool takes_files(enum command command)
{
    return strstr(command_rows[command].operands, "FILE") || strstr(command_rows[command].operands, "LESSON");
}

static bool is_file(const struct option_row *row)
{
    return strcmp(row->argument, "FILE") == 0;
}

static bool takes(enum command command, size_t option)
{
    return (option_rows[option].commands >> command & 1) != 0;
}

/* The first words of a help. */
static void about_write(const char *help, struct text *out)
{
    (void)text_carry(out, help);
    text_add_bytes(out, help, strcspn(help, ";:\n"));
    text_fit(out, ABOUT_COLUMNS);
}

static void option_about(const struct option_row *row, struct text *out)
{
    struct text help = {0};

    option_help_write(row, &help);
    about_write(text_str(&help), out);
    text_release(&help);
}

/* "--save --full": the options of a command. */
static void option_words(enum command command, struct text *out)
{
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (takes(command, i))
            text_addf(out, "%s--%s", text_is_empty(out) ? "" : " ", option_rows[i].name);
}

/* A branch of a case for each option that takes a value. */
static void option_cases(enum command command, bool is_list, struct text *out)
{
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = &option_rows[i];
        struct text words = {0};

        if (!takes(command, i) || !row->argument[0])
            continue;
        value_words(command, row, &words);
        text_addf(out, "            --%s) ", row->name);
        if (!text_is_empty(&words))
            text_addf(out, is_list ? "found=(%s) " : "found='%s' ", text_str(&words));
        text_add(out, is_file(row) ? "files=1 ;;\n" : ";;\n");
        text_release(&words);
    }
}

static void bash_command(enum command command, struct text *out)
{
    struct text options = {0}, operands = {0};

    option_words(command, &options);
    operand_words(command, &operands);
    text_addf(out, "    %s)\n        case $previous in\n", command_rows[command].name);
    option_cases(command, false, out);
    text_addf(out, "            *) options='%s' found='%s'%s ;;\n        esac\n        ;;\n", text_str(&options),
              text_str(&operands), takes_files(command) ? " files=1" : "");
    text_release(&options);
    text_release(&operands);
}

static void bash_write(struct text *out)
{
    struct text commands = {0}, options = {0};

    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++)
        add_names(&command_rows[i].name, 1, &commands);
    option_words(COMMAND_STORY, &options);
    text_add(out, "# makeitso: completion for bash\n"
                  "_makeitso()\n{\n"
                  "    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n"
                  "    local command=${COMP_WORDS[1]} options='' found='' files=''\n\n"
                  "    COMPREPLY=()\n"
                  "    # An equals sign is a word of its own.\n"
                  "    [ \"$current\" = = ] && current=''\n"
                  "    [ \"$previous\" = = ] && previous=${COMP_WORDS[COMP_CWORD - 2]}\n"
                  "    [ \"$COMP_CWORD\" = 1 ] && command=''\n"
                  "    case $command in\n");
    text_addf(out, "    '') options='%s' found='%s' ;;\n", text_str(&options), text_str(&commands));
    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++)
        bash_command((enum command)i, out);
    text_add(out, "    esac\n"
                  "    case $current in\n"
                  "    -*) mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\") ;;\n"
                  "    *)\n"
                  "        mapfile -t COMPREPLY < <(compgen -W \"$found\" -- \"$current\"\n"
                  "            [ -z \"$files\" ] || compgen -f -- \"$current\")\n"
                  "        ;;\n"
                  "    esac\n}\n"
                  "complete -o filenames -F _makeitso makeitso\n");
    text_release(&commands);
    text_release(&options);
}

/* 'name:what it is about' */
static void zsh_item(const char *dashes, const char *name, const struct text *about, struct text *out)
{
    struct text item = {0};

    text_addf(&item, "%s%s:%s", dashes, name, text_str(about));
    text_add(out, " ");
    add_quoted(text_str(&item), out);
    text_release(&item);
}

static void zsh_options(enum command command, struct text *out)
{
    text_add(out, "found=(");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        struct text about = {0};

        if (!takes(command, i))
            continue;
        option_about(&option_rows[i], &about);
        zsh_item("--", option_rows[i].name, &about, out);
        text_release(&about);
    }
    text_add(out, ")\n");
}

static void zsh_command(enum command command, struct text *out)
{
    struct text operands = {0};

    operand_words(command, &operands);
    text_addf(out, "    %s)\n        case $previous in\n", command_rows[command].name);
    option_cases(command, true, out);
    text_add(out, "            *)\n                if [[ $PREFIX == -* ]]; then\n                    ");
    zsh_options(command, out);
    text_addf(out, "                else\n                    found=(%s)%s\n                fi\n", text_str(&operands),
              takes_files(command) ? " files=1" : "");
    text_add(out, "                ;;\n        esac\n        ;;\n");
    text_release(&operands);
}

static void zsh_commands(struct text *out)
{
    text_add(out, "found=(");
    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++) {
        struct text about = {0};

        about_write(command_rows[i].summary, &about);
        zsh_item("", command_rows[i].name, &about, out);
        text_release(&about);
    }
    text_add(out, ")\n");
}

static void zsh_write(struct text *out)
{
    text_add(out, "#compdef makeitso\n"
                  "# makeitso: completion for zsh\n"
                  "_makeitso() {\n"
                  "    local command=${words[2]} previous=${words[CURRENT - 1]} files=\n"
                  "    local -a found\n\n"
                  "    (( CURRENT > 2 )) || command=\n"
                  "    if [[ $PREFIX == --*=* ]]; then\n"
                  "        previous=${PREFIX%%=*}\n"
                  "        compset -P '*='\n"
                  "    fi\n"
                  "    case $command in\n"
                  "    '')\n        if [[ $PREFIX == -* ]]; then\n            ");
    zsh_options(COMMAND_STORY, out);
    text_add(out, "        else\n            ");
    zsh_commands(out);
    text_add(out, "        fi\n        ;;\n");
    for (int i = COMMAND_STORY + 1; i < COMMAND_COUNT; i++)
        zsh_command((enum command)i, out);
    text_add(out, "    esac\n"
                  "    (( $#found )) && _describe makeitso found\n"
                  "    [[ -z $files ]] || _files\n"
                  "}\n"
                  "# Read by hand it announces itself; in a folder of fpath it is the function.\n"
                  "if [[ $funcstack[1] == _makeitso ]]; then\n    _makeitso \"$@\"\nelse\n"
                  "    compdef _makeitso makeitso\nfi\n");
}

/* Begins the line of a command's option or operand. */
static void fish_begin(enum command command, struct text *out)
{
    if (command == COMMAND_STORY)
        text_add(out, "complete -c makeitso -n __fish_use_subcommand");
    else
        text_addf(out, "complete -c makeitso -n '__fish_seen_subcommand_from %s'", command_rows[command].name);
}

static void fish_option(enum command command, const struct option_row *row, struct text *out)
{
    struct text words = {0}, about = {0};

    fish_begin(command, out);
    text_addf(out, " -l %s", row->name);
    if (row->argument[0])
        text_add(out, is_file(row) ? " -r -F" : " -x");
    value_words(command, row, &words);
    if (!text_is_empty(&words))
        text_addf(out, " -a '%s'", text_str(&words));
    option_about(row, &about);
    text_add(out, " -d ");
    add_quoted(text_str(&about), out);
    text_add(out, "\n");
    text_release(&words);
    text_release(&about);
}

static void fish_command(enum command command, struct text *out)
{
    struct text operands = {0}, about = {0};

    if (command != COMMAND_STORY) {
        about_write(command_rows[command].summary, &about);
        text_addf(out, "complete -c makeitso -n __fish_use_subcommand -a %s -d ", command_rows[command].name);
        add_quoted(text_str(&about), out);
        text_add(out, "\n");
    }
    operand_words(command, &operands);
    if (!text_is_empty(&operands)) {
        fish_begin(command, out);
        text_addf(out, "%s -a '%s'\n", takes_files(command) ? " -F" : "", text_str(&operands));
    }
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (takes(command, i))
            fish_option(command, &option_rows[i], out);
    text_release(&operands);
    text_release(&about);
}

static void fish_write(struct text *out)
{
    text_add(out, "# makeitso: completion for fish\ncomplete -c makeitso -f\n");
    for (int i = COMMAND_STORY; i < COMMAND_COUNT; i++)
        fish_command((enum command)i, out);
}

enum exit_code command_completion(const struct cli *cli)
{
    const char *name = cli->settings->operands[0];
    struct text text = {0};
    struct err err;
    int shell = word_find(name, shell_names, SHELL_COUNT);

    if (shell < 0) {
        (void)word_refuse("shell", name, shell_names, SHELL_COUNT, &err);
        return fail_mistake(&err);
    }
    shell_writers[shell](&text);
    return print(&text);
}
