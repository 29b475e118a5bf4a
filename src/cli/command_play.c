/* The command play, and the bare program on a terminal: the terminal UI on the shelf and the files of the command
 * line. */
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/print.h"
#include "cli/shelf.h"
#include "cli/terminal_ui.h"
#include "model/changed.h"
#include "tui/tui.h"

/* The shelf, and before it what the command line named. */
struct cabinet {
    const struct cli *cli;
    struct arena arena;
    struct tui_entry *entries; /* of the arena, as their words are */
    size_t count;
    struct subject given; /* the scenario of the command line, until it is handed over */
};

/* TEXT_LOST when memory is out. */
static const char *field_keep(struct cabinet *cabinet, const struct builtin *builtin, const char *key)
{
    struct text field = {0};
    const char *kept;

    builtin_field(builtin, key, &field);
    kept = arena_string(&cabinet->arena, text_str(&field));
    text_release(&field);
    return kept ? kept : TEXT_LOST;
}

static void add_shelf(struct cabinet *cabinet)
{
    for (size_t g = 0; g < shelf_group_count; g++) {
        for (const char *const *name = shelf_groups[g].names; *name; name++) {
            const struct builtin *builtin = builtin_find(*name);

            if (!builtin)
                continue;
            cabinet->entries[cabinet->count++] = (struct tui_entry){
                .group = shelf_groups[g].title,
                .name = *name,
                .title = field_keep(cabinet, builtin, "title"),
                .question = field_keep(cabinet, builtin, "question"),
            };
        }
    }
}

static bool cabinet_init(struct cabinet *cabinet, const struct cli *cli)
{
    *cabinet = (struct cabinet){.cli = cli};
    arena_init(&cabinet->arena);
    cabinet->entries = arena_array(&cabinet->arena, builtin_count + 1, sizeof *cabinet->entries);
    return cabinet->entries != NULL;
}

static void cabinet_release(struct cabinet *cabinet)
{
    subject_close(&cabinet->given);
    arena_release(&cabinet->arena);
}

/* The first entry is the command line's own scenario where it named one that is not on the shelf. */
static struct scenario *cabinet_load(void *context, size_t entry, struct err *err)
{
    struct cabinet *cabinet = context;
    const char *name = cabinet->entries[entry].name;
    struct scenario *scenario;

    if (entry == 0 && cabinet->given.scenario) {
        scenario = scenario_copy(cabinet->given.scenario);
        if (!scenario)
            (void)err_memory(err);
        return scenario;
    }
    scenario = builtin_load(builtin_find(name));
    if (!scenario)
        (void)err_memory(err);
    return scenario;
}

static bool cabinet_record(void *context, const struct gate_record *record, struct err *err)
{
    const struct cabinet *cabinet = context;

    return record_keep(cabinet->cli, record, err);
}

static enum exit_code cabinet_play(struct cabinet *cabinet, int open)
{
    const struct settings *settings = cabinet->cli->settings;
    const struct tui_options options = {
        .entries = cabinet->entries,
        .entry_count = cabinet->count,
        .open = open,
        .changes = settings->changes,
        .change_count = settings->change_count,
        .at = option_text(settings, OPTION_PLACE),
        .lane = option_text(settings, OPTION_LANE),
        .number = shelf_number,
        .story = shelf_story,
        .is_class = option_is_given(settings, OPTION_CLASS),
        .has_no_gates = option_is_given(settings, OPTION_NO_GATES),
        .record = cabinet_record,
        .load = cabinet_load,
        .context = cabinet,
    };

    return terminal_ui_run(cabinet->cli, &options);
}

/* Which entry of the shelf is called so, or -1. */
static int shelf_index(const struct cabinet *cabinet, const char *name)
{
    for (size_t i = 0; i < cabinet->count; i++)
        if (strcmp(cabinet->entries[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* The run with all changes is played once for what is to be noted of it before the screen is taken. A change that does
 * not fit is told by the terminal UI. */
static void changed_note(const struct cli *cli, const struct subject *given)
{
    const struct settings *settings = cli->settings;
    struct subject subject = *given;
    struct played played;
    struct err err;

    if (settings->change_count == 0)
        return;
    subject.changed = scenario_changed(given->scenario, settings->changes, settings->change_count, &err);
    if (!subject.changed)
        return;
    if (played_make(subject.changed, &played, &err)) {
        idle_faults_note(settings, &subject, &played.trace);
        played_release(&played);
    }
    scenario_free(subject.changed);
}

/* Without the changes of the command line, which become futures of their own. */
static enum exit_code open_given(struct cabinet *cabinet, const char *argument)
{
    struct settings plain = *cabinet->cli->settings;
    struct cli unchanged = {&plain, cabinet->cli->style};
    enum exit_code code;

    plain.change_count = 0;
    code = subject_open(&unchanged, argument, &cabinet->given);
    if (code == EXIT_AS_CLAIMED)
        changed_note(cabinet->cli, &cabinet->given);
    return code;
}

static enum exit_code play_given(struct cabinet *cabinet, const char *argument)
{
    bool is_builtin = builtin_find(argument) != NULL;
    enum exit_code code = EXIT_AS_CLAIMED;

    if (!is_builtin || cabinet->cli->settings->change_count > 0)
        code = open_given(cabinet, argument);
    if (code != EXIT_AS_CLAIMED)
        return code;
    if (is_builtin) {
        subject_close(&cabinet->given);
        add_shelf(cabinet);
        return cabinet_play(cabinet, shelf_index(cabinet, argument));
    }
    cabinet->entries[cabinet->count++] = (struct tui_entry){
        .group = "From the command line",
        .name = argument,
        .title = cabinet->given.scenario->title,
        .question = cabinet->given.scenario->question,
    };
    add_shelf(cabinet);
    return cabinet_play(cabinet, 0);
}

/* What cannot be recorded, or would not count, is told before the run begins. */
static enum exit_code check_class(const struct settings *settings)
{
    const char *path = option_text(settings, OPTION_RECORD);
    const struct text nothing = {0};
    struct err err;

    if (option_is_given(settings, OPTION_PUPILS) && !option_is_given(settings, OPTION_CLASS)) {
        (void)err_set(&err, "--pupils are a class's: --class --pupils %llu",
                      (unsigned long long)option_number(settings, OPTION_PUPILS));
        return fail_mistake(&err);
    }
    return !path || file_append(path, &nothing, &err) ? EXIT_AS_CLAIMED : fail_world(&err);
}

static enum exit_code play(const struct cli *cli, const char *argument)
{
    struct cabinet cabinet;
    enum exit_code code = check_class(cli->settings);

    if (code != EXIT_AS_CLAIMED)
        return code;
    if (!cabinet_init(&cabinet, cli)) {
        cabinet_release(&cabinet);
        return fail_memory();
    }
    if (argument) {
        code = play_given(&cabinet, argument);
    } else {
        add_shelf(&cabinet);
        code = cabinet_play(&cabinet, -1);
    }
    cabinet_release(&cabinet);
    return code;
}

enum exit_code command_play(const struct cli *cli)
{
    const char *argument = cli->settings->operands[0];

    if (strcmp(argument, "-") == 0 && is_linear(cli) && !isatty(STDIN_FILENO))
        return mistake("play --linear reads its lines from standard input: no scenario (-) can come from there");
    return play(cli, argument);
}

enum exit_code command_open(const struct cli *cli)
{
    return isatty(STDOUT_FILENO) || is_linear_asked(cli) ? play(cli, NULL) : command_story(cli);
}
