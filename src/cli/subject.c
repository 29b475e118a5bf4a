/* Scenarios of the command line: from an argument to a finished run. */
#include <string.h>

#include "base/shell.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/print.h"
#include "engine/run.h"
#include "file/load.h"
#include "model/changed.h"
#include "model/fault_rate.h"

static enum exit_code diags_report(struct diags *diags)
{
    struct text report = {0};
    bool is_said;

    diags_print(diags, &report);
    is_said = talk_text(&report);
    text_release(&report);
    return is_said ? EXIT_MISTAKE : EXIT_WORLD;
}

/* The file as it is, without changes. */
static enum exit_code scenario_open(struct subject *subject)
{
    enum exit_code code = EXIT_AS_CLAIMED;
    struct diags diags;

    diags_init(&diags, subject->source.name, subject->source.bytes, subject->source.size);
    subject->scenario = scenario_load(subject->source.name, subject->source.bytes, subject->source.size, &diags);
    if (subject->scenario == NULL)
        code = diags_report(&diags);
    diags_release(&diags);
    return code;
}

enum exit_code subject_open(const struct cli *cli, const char *argument, struct subject *out)
{
    const struct settings *settings = cli->settings;
    enum exit_code code;
    struct err err;

    *out = (struct subject){0};
    if (!source_read(argument, SCENARIO_BYTES_MAX, &out->source, &err))
        return fail_world(&err);
    code = scenario_open(out);
    out->changed = out->scenario;
    if (code == EXIT_AS_CLAIMED && settings->change_count > 0) {
        out->changed = scenario_changed(out->scenario, settings->changes, settings->change_count, &err);
        if (out->changed == NULL)
            code = mistake("%s: %s", argument, err.text);
    }
    if (code != EXIT_AS_CLAIMED)
        subject_close(out);
    return code;
}

void subject_close(struct subject *subject)
{
    if (subject->changed != subject->scenario)
        scenario_free(subject->changed);
    scenario_free(subject->scenario);
    source_release(&subject->source);
    *subject = (struct subject){0};
}

bool fault_rate_apply(const struct settings *settings, const struct scenario *scenario, struct scenario **out,
                      struct err *err)
{
    *out = NULL;
    if (!option_is_given(settings, OPTION_FAULT_RATE))
        return true;
    *out = scenario_with_fault_rate(scenario, (uint32_t)option_number(settings, OPTION_FAULT_RATE), err);
    return *out != NULL;
}

bool played_make(const struct scenario *scenario, struct played *out, struct err *err)
{
    return played_make_chosen(scenario, NULL, out, err);
}

bool played_make_chosen(const struct scenario *scenario, struct chooser *chooser, struct played *out, struct err *err)
{
    *out = (struct played){0};
    out->plan = run_trace(scenario, chooser, RUN_EVENTS_DEFAULT, &out->trace, err);
    if (out->plan == NULL)
        return false;
    if (ledger_take(&out->trace, out->trace.count, &out->ledger, err))
        return true;
    trace_release(&out->trace);
    plan_free(out->plan);
    return false;
}

void played_release(struct played *played)
{
    ledger_release(&played->ledger);
    trace_release(&played->trace);
    plan_free(played->plan);
}

static bool has_struck(const struct trace *trace, uint32_t fault)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE && trace->events[i].value == (int64_t)fault)
            return true;
    return false;
}

/* The faults that options add follow the file's own, in order. `where` ends "never struck". */
static enum exit_code idle_faults_say(const struct settings *settings, const struct subject *subject,
                                      const struct trace *trace, const char *where)
{
    const struct scenario *scenario = subject->changed;
    struct text option = {0};
    bool is_said = true;
    uint32_t fault = 0;

    while (fault < scenario->fault_count && scenario->faults[fault].number > 0)
        fault++;
    for (size_t i = 0; i < settings->change_count; i++) {
        if (settings->changes[i].kind != CHANGE_FAULT || has_struck(trace, fault++))
            continue;
        text_clear(&option);
        change_value_write(&settings->changes[i], &option);
        is_said &= talk(
            "%s: never struck%s: --fault %s; no attempt came to that gap, or another fault struck there first",
            subject->source.name, where, text_str(&option));
    }
    text_release(&option);
    return is_said ? EXIT_AS_CLAIMED : EXIT_WORLD;
}

enum exit_code idle_faults_note(const struct settings *settings, const struct subject *subject,
                                const struct trace *trace)
{
    return idle_faults_say(settings, subject, trace, "");
}

enum exit_code idle_faults_of_search_note(const struct settings *settings, const struct subject *subject)
{
    enum exit_code code;
    struct played played;
    bool is_any = false;
    struct err err;

    for (size_t i = 0; i < settings->change_count; i++)
        is_any = is_any || settings->changes[i].kind == CHANGE_FAULT;
    if (!is_any)
        return EXIT_AS_CLAIMED;
    if (!played_make(subject->changed, &played, &err))
        return fail_world(&err);
    code = idle_faults_say(settings, subject, &played.trace, " in a run without further faults");
    played_release(&played);
    return code;
}

void idle_bots_note(const struct subject *subject)
{
    const struct scenario *scenario = subject->changed;
    bot_set reached = 0;

    for (uint32_t e = 0; e < scenario->entry_count; e++)
        reached |= scenario->jobs[scenario->entries[e].job].reach;
    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        const struct bot *bot = &scenario->bots[b];

        if (!(reached >> b & 1))
            talk(
                "%s:%u:%u: %s never posts: no job that the schedule enqueues, nor any that those enqueue, posts for it",
                subject->source.name, (unsigned)bot->mark.line, (unsigned)bot->mark.column, bot->name);
    }
}

void command_line_write(const char *command, const char *file, const char *bot, const struct settings *settings,
                        struct text *out)
{
    struct text line = {0};

    text_addf(&line, "makeitso %s ", command);
    shell_word_write(file, &line);
    if (bot != NULL) {
        text_add(&line, " ");
        shell_word_write(bot, &line);
    }
    for (size_t i = 0; i < settings->change_count; i++) {
        text_add(&line, " ");
        change_write(&settings->changes[i], &line);
    }
    text_add_safe(out, text_str(&line));
    text_release(&line);
}
