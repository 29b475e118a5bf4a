/* The command run: plays scenarios to the end, prints what came of them, saves what was changed. */
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/print.h"
#include "explore/picks.h"
#include "file/write.h"
#include "report/json.h"
#include "report/timeline.h"

static bool is_array(const struct settings *settings)
{
    return settings->format == FORMAT_JSON && settings->operand_count > 1;
}

static enum exit_code save(const struct cli *cli, const struct subject *subject)
{
    struct text command = {0}, text = {0};
    struct err err;
    bool is_saved;

    command_line_write("run", subject->source.name, NULL, cli->settings, &command);
    scenario_write_made(subject->changed, subject->changed != subject->scenario, text_str(&command), &text);
    is_saved = file_replace(option_text(cli->settings, OPTION_SAVE), &text, &err);
    text_release(&text);
    text_release(&command);
    return is_saved ? EXIT_AS_CLAIMED : fail_world(&err);
}

static enum exit_code timeline_print(const struct cli *cli, const struct subject *subject, const struct played *played,
                                     bool is_first)
{
    struct timeline timeline = {.is_full = option_is_given(cli->settings, OPTION_FULL),
                                .has_lesson = option_is_given(cli->settings, OPTION_LESSON)};
    struct text hint = {0};
    struct report report;

    command_line_write("run", subject->source.name, NULL, cli->settings, &hint);
    if (option_is_given(cli->settings, OPTION_FAULT_RATE))
        text_addf(&hint, " --fault-rate %s", option_text(cli->settings, OPTION_FAULT_RATE));
    if (option_is_given(cli->settings, OPTION_CHOICES))
        text_addf(&hint, " --choices %s", option_text(cli->settings, OPTION_CHOICES));
    text_add(&hint, " --full");
    timeline.hint = text_str(&hint);
    timeline.events_max = option_is_given(cli->settings, OPTION_FULL) ? 0 : TIMELINE_LINES;
    report_init(&report);
    if (!is_first)
        report_space(&report);
    timeline_report(&played->trace, &played->ledger, &timeline, &cli->style, &report);
    text_release(&hint);
    return report_print(cli, &report);
}

/* Of several files' JSON an array is made: a comma or bracket goes before each, and the closing one behind the last. */
static enum exit_code json_print(const struct cli *cli, const struct played *played, bool is_first)
{
    bool (*write)(const struct trace *, const struct ledger *, json_sink *, void *,
                  struct err *) = cli->settings->format == FORMAT_JSONL ? jsonl_write : json_write;
    struct stream stream = {0};
    struct err err;

    if (is_array(cli->settings))
        text_add(&stream.held, is_first ? "[" : ",");
    if (write(&played->trace, &played->ledger, stream_add, &stream, &err))
        return stream_end(&stream, &err) ? EXIT_AS_CLAIMED : fail_world(&err);
    text_release(&stream.held);
    return fail_world(stream.err.text[0] == '\0' ? &err : &stream.err);
}

static enum exit_code result_print(const struct cli *cli, const struct subject *subject, bool is_first)
{
    const char *choices = option_text(cli->settings, OPTION_CHOICES);
    uint16_t picks[PICKS_MAX] = {0};
    uint32_t count = choices != NULL ? picks_read(choices, picks, PICKS_MAX) : 0;
    struct picker picker = picker_make(picks, count);
    struct scenario *rated;
    struct played played;
    enum exit_code code;
    struct err err;

    if (count == NO_PICKS)
        return mistake("--choices: \"%s\" is no code that explore --schedules writes", choices);
    if (!fault_rate_apply(cli->settings, subject->changed, &rated, &err))
        return fail_world(&err);
    if (!played_make_chosen(rated != NULL ? rated : subject->changed, choices != NULL ? &picker.chooser : NULL, &played,
                            &err)) {
        scenario_free(rated);
        return fail_world(&err);
    }
    if (choices != NULL && !picker_fits(&picker)) {
        code = mistake("--choices: \"%s\" is the code of another run, of which this one has not all choices; it goes "
                       "with the scenario and the options that explore --schedules printed with it",
                       choices);
    } else if (cli->settings->format == FORMAT_TEXT || cli->settings->format == FORMAT_MD) {
        code = timeline_print(cli, subject, &played, is_first);
    } else {
        code = json_print(cli, &played, is_first);
    }
    idle_bots_note(subject);
    code = exit_worse(code, idle_faults_note(cli->settings, subject, &played.trace));
    played_release(&played);
    scenario_free(rated);
    return code;
}

/* Saves the scenario, then plays it; with --save - standard output is the scenario's alone. */
static enum exit_code subject_run(const struct cli *cli, const struct subject *subject, bool is_first)
{
    const char *path = option_text(cli->settings, OPTION_SAVE);
    enum exit_code code = path == NULL ? EXIT_AS_CLAIMED : save(cli, subject);

    if (code != EXIT_AS_CLAIMED || (path != NULL && strcmp(path, "-") == 0))
        return code;
    return result_print(cli, subject, is_first);
}

enum exit_code command_run(const struct cli *cli)
{
    const struct settings *settings = cli->settings;
    enum exit_code worst = EXIT_AS_CLAIMED;
    bool is_first = true;

    if (option_text(settings, OPTION_SAVE) != NULL && settings->operand_count > 1)
        return mistake("--save takes one FILE, not %zu", settings->operand_count);
    for (size_t i = 0; i < settings->operand_count; i++) {
        struct subject subject;
        enum exit_code code = subject_open(cli, settings->operands[i], &subject);

        if (code == EXIT_AS_CLAIMED) {
            code = subject_run(cli, &subject, is_first);
            subject_close(&subject);
            is_first = is_first && code != EXIT_AS_CLAIMED;
            if (code == EXIT_WORLD)
                return code; /* what cannot be written now will not be written with the next file either */
        }
        worst = exit_worse(worst, code);
    }
    if (is_array(settings)) {
        struct text end = {0};

        text_add(&end, is_first ? "[]\n" : "]\n");
        worst = exit_worse(worst, print(&end));
    }
    return worst;
}
