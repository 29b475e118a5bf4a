/* compare FILE --presets: one scenario, a run for each preset. */
#include <stdlib.h>

#include "cli/output.h"
#include "cli/presets.h"
#include "cli/print.h"
#include "model/changed.h"
#include "report/compare_json.h"
#include "report/json_value.h"
#include "report/presets.h"
#include "words/job_ends.h"

/* The run under one preset, or why there is none; or that of the file as it is. */
struct row {
    bool is_own; /* the file's */
    enum preset preset;
    struct scenario *scenario; /* owned; NULL: refused */
    struct played played;
    struct fault_set spared;
    struct err refusal;
};

static void rows_release(struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (rows[i].scenario)
            played_release(&rows[i].played);
        scenario_free(rows[i].scenario);
    }
    free(rows);
}

/* False when memory is out; a scenario that the preset cannot have is refused. */
static bool row_play(const struct subject *subject, const struct settings *on, struct row *row, struct err *err)
{
    struct subject changed = *subject;

    row->preset = row->is_own ? subject->scenario->platform.preset : preset_of_word((uint32_t)on->changes[0].value);
    row->scenario = changed.changed = scenario_changed(subject->scenario, on->changes, on->change_count, &row->refusal);
    if (!row->scenario)
        return true;
    if (!played_make(row->scenario, &row->played, err)) {
        scenario_free(row->scenario);
        row->scenario = NULL;
        return false;
    }
    return spared_find(&changed, &row->played.trace, &row->spared, err);
}

static bool rows_play(const struct settings *settings, const struct subject *subject, const struct preset_set *set,
                      struct row *rows, struct err *err)
{
    bool is_played = true;

    if (set->is_all) {
        rows[0].is_own = true;
        is_played = row_play(subject, settings, rows++, err);
    }
    for (size_t i = 0; i < set->count && is_played; i++) {
        struct settings *on = settings_on_preset(settings, &set->changes[i], err);

        is_played = on && row_play(subject, on, &rows[i], err);
        free(on);
    }
    return is_played;
}

static json_t *jobs_json(const struct row *row)
{
    json_t *jobs = json_array();

    for (uint32_t j = 0; j < row->scenario->job_count; j++) {
        const struct job_ends ends = job_ends_count(&row->played.ledger, (int)j);
        json_t *states = json_object();

        for (int state = 0; state < JOB_STATE_COUNT; state++)
            if (ends.states[state] > 0)
                json_add(&states, job_state_names[state], json_integer((json_int_t)ends.states[state]));
        json_append(&jobs, json_pack("{s:s, s:I, s:o}", "job", row->scenario->jobs[j].name, "attempts",
                                     (json_int_t)ends.attempts, "states", states));
    }
    return jobs;
}

static enum exit_code rows_json(const struct scenario *scenario, const struct row *rows, size_t count)
{
    json_t *array = json_array();
    struct text text = {0};

    for (size_t i = 0; i < count; i++) {
        json_t *object;

        if (!rows[i].scenario) {
            object = json_of_scenario(scenario);
            json_add(&object, "preset", json_string(preset_traits[rows[i].preset].pinned));
            json_add(&object, "refused", json_string(rows[i].refusal.text));
            json_append(&array, object);
            continue;
        }
        object = compare_json(&rows[i].played.trace, &rows[i].played.ledger, fault_set_count(&rows[i].spared) == 0);
        json_add(&object, "jobs", jobs_json(&rows[i]));
        if (rows[i].is_own)
            json_add(&object, "own", json_true());
        json_append(&array, object);
    }
    json_deliver(array, &text);
    return print(&text);
}

static enum exit_code rows_print(const struct cli *cli, const struct row *rows, size_t count)
{
    struct preset_run *runs = calloc(count, sizeof *runs);
    struct report report;

    if (!runs)
        return fail_memory();
    for (size_t i = 0; i < count; i++) {
        runs[i] = (struct preset_run){
            .is_own = rows[i].is_own, .preset = rows[i].preset, .refusal = rows[i].refusal.text};
        if (rows[i].scenario)
            runs[i] = (struct preset_run){.is_own = rows[i].is_own,
                                          .preset = rows[i].preset,
                                          .trace = &rows[i].played.trace,
                                          .ledger = &rows[i].played.ledger,
                                          .is_spared = fault_set_count(&rows[i].spared) > 0};
    }
    report_init(&report);
    presets_report(runs, count, &cli->style, &report);
    free(runs);
    return report_print(cli, &report);
}

/* A preset that was named and refused is a mistake; of all of them some may be. */
static enum exit_code rows_code(const struct row *rows, const struct preset_set *set)
{
    for (size_t i = 0; i < set->count && !set->is_all; i++)
        if (!rows[i].scenario)
            return EXIT_MISTAKE;
    return EXIT_AS_CLAIMED;
}

static enum exit_code rows_compare(const struct cli *cli, const struct subject *subject, const struct preset_set *set)
{
    const size_t count = set->count + set->is_all; /* with the file as it is */
    struct row *rows = calloc(count, sizeof *rows);
    enum exit_code code;
    struct err err;

    if (!rows)
        return fail_memory();
    if (!rows_play(cli->settings, subject, set, rows, &err))
        code = fail_world(&err);
    else
        code = cli->settings->format == FORMAT_JSON ? rows_json(subject->scenario, rows, count)
                                                    : rows_print(cli, rows, count);
    code = exit_worse(code, rows_code(rows, set));
    rows_release(rows, count);
    return code;
}

enum exit_code compare_presets(const struct cli *cli)
{
    struct subject subject;
    struct preset_set set;
    enum exit_code code;
    struct err err;

    if (cli->settings->operand_count != 1)
        return mistake("--presets compares one FILE under several presets; found %zu", cli->settings->operand_count);
    if (!presets_read(cli->settings, &set, &err))
        return fail_mistake(&err);
    code = subject_load(cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    code = rows_compare(cli, &subject, &set);
    subject_close(&subject);
    return code;
}
