/* Scenarios of the command line: from an argument to a finished run. */
#include <string.h>

#include "base/shell.h"
#include "cli/command.h"
#include "cli/output.h"
#include "cli/print.h"
#include "engine/run.h"
#include "file/lesson_load.h"
#include "file/load.h"
#include "model/changed.h"
#include "model/fault_place.h"
#include "model/fault_rate.h"
#include "model/fault_text.h"

enum exit_code diags_report(struct diags *diags)
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

enum exit_code subject_read(const char *argument, struct subject *out)
{
    struct err err;

    *out = (struct subject){0};
    if (source_read(argument, SCENARIO_BYTES_MAX, &out->source, &err))
        return EXIT_AS_CLAIMED;
    return out->source.is_unknown ? fail_mistake(&err) : fail_world(&err);
}

enum exit_code subject_understand(struct subject *subject)
{
    const char *name = subject->source.name;
    enum exit_code code;
    bool is_lesson;

    if (!lesson_is_meant(subject->source.bytes, subject->source.size, &is_lesson))
        code = fail_memory();
    else if (is_lesson)
        code = mistake("\"%s\" is a lesson, no scenario: makeitso class %s gives it", name, name);
    else
        code = scenario_open(subject);
    subject->changed = subject->scenario;
    if (code != EXIT_AS_CLAIMED)
        subject_close(subject);
    return code;
}

enum exit_code subject_load(const char *argument, struct subject *out)
{
    enum exit_code code = subject_read(argument, out);

    return code == EXIT_AS_CLAIMED ? subject_understand(out) : code;
}

enum exit_code subject_change(const struct settings *settings, struct subject *subject)
{
    struct scenario *changed;
    struct err err;

    if (settings->change_count == 0)
        return EXIT_AS_CLAIMED;
    changed = scenario_changed(subject->scenario, settings->changes, settings->change_count, &err);
    if (changed == NULL)
        return mistake("%s: %s", subject->source.name, err.text);
    subject->changed = changed;
    return EXIT_AS_CLAIMED;
}

enum exit_code subject_open(const struct cli *cli, const char *argument, struct subject *out)
{
    enum exit_code code = subject_load(argument, out);

    if (code != EXIT_AS_CLAIMED)
        return code;
    code = subject_change(cli->settings, out);
    if (code != EXIT_AS_CLAIMED)
        subject_close(out);
    return code;
}

void subject_restore(struct subject *subject)
{
    if (subject->changed != subject->scenario)
        scenario_free(subject->changed);
    subject->changed = subject->scenario;
}

void subject_close(struct subject *subject)
{
    subject_restore(subject);
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

/* Adds the file's faults that strike in its own run. */
static bool file_struck(const struct subject *subject, struct fault_set *into, struct err *err)
{
    struct played played;

    if (!played_make(subject->scenario, &played, err))
        return false;
    trace_struck(&played.trace, into);
    played_release(&played);
    return true;
}

/* Is it one of the file that strikes wherever it is reached? Dice may fall otherwise in any changed run. */
static bool is_certain_of_file(const struct fault *fault)
{
    return fault->number > 0 && fault->probability == PROBABILITY_ONE;
}

bool spared_find(const struct subject *subject, const struct trace *trace, struct fault_set *out, struct err *err)
{
    const struct scenario *changed = subject->changed;
    struct fault_set struck = {0}, of_file = {0};
    bool is_any = false;

    trace_struck(trace, &struck);
    for (uint32_t f = 0; f < changed->fault_count; f++)
        is_any = is_any || (is_certain_of_file(&changed->faults[f]) && !fault_set_has(&struck, f));
    if (is_any && changed != subject->scenario && !file_struck(subject, &of_file, err))
        return false;
    *out = (struct fault_set){0};
    for (uint32_t f = 0; f < changed->fault_count; f++) {
        const struct fault *fault = &changed->faults[f];
        bool is_added = fault->number == 0; /* else it has its place in the file, from 1 */

        if (!fault_set_has(&struck, f) &&
            (is_added || (is_certain_of_file(fault) && fault_set_has(&of_file, fault->number - 1))))
            fault_set_add(out, f);
    }
    return true;
}

/* Why a fault that an option added never struck; `out` holds the words. */
static const char *never_struck_because(const struct scenario *scenario, const struct fault *fault, struct text *out)
{
    const struct bot *bot;

    if (fault_is_reachable(scenario, fault))
        return "no attempt came to that gap, or another fault struck there first";
    if (micro_traits[fault->micro].traits & MICRO_IS_RECORDS)
        return "its job does not record its steps (resume: start)";
    bot = &scenario->bots[fault_post(scenario, fault)];
    text_clear(out);
    text_addf(out, "%s has no \"%s\" (guard: %s)", bot->name, micro_names[fault->micro], guard_names[bot->guard]);
    return text_str(out);
}

/* The faults that options add follow the file's own, in order. `where` ends "never struck". */
static enum exit_code idle_faults_say(const struct settings *settings, const struct subject *subject,
                                      const struct trace *trace, const char *where)
{
    const struct scenario *scenario = subject->changed;
    const struct change *change = settings->changes;
    struct fault_set spared;
    struct text text = {0}, reason = {0};
    bool is_said = true;
    struct err err;

    if (!spared_find(subject, trace, &spared, &err))
        return fail_world(&err);
    for (uint32_t f = 0; f < scenario->fault_count; f++) {
        const struct fault *fault = &scenario->faults[f];

        text_clear(&text);
        if (fault->number > 0) {
            fault_say(scenario, fault, &text);
        } else {
            while (change->kind != CHANGE_FAULT)
                change++;
            change_value_write(change++, &text);
        }
        if (!fault_set_has(&spared, f))
            continue;
        if (fault->number > 0)
            is_said &= talk("%s: never struck%s: fault %u, %s; the changes lead past it", subject->source.name, where,
                            (unsigned)fault->number, text_str(&text));
        else
            is_said &= talk("%s: never struck%s: --fault %s; %s", subject->source.name, where, text_str(&text),
                            never_struck_because(scenario, fault, &reason));
    }
    text_release(&reason);
    text_release(&text);
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
    struct err err;

    if (subject->changed == subject->scenario || subject->changed->fault_count == 0)
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
