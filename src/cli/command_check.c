/* The command check: every file's expectations, held against its run; a lesson's beats, against what they play. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/range.h"
#include "cli/command.h"
#include "cli/lesson_file.h"
#include "cli/output.h"
#include "cli/presets.h"
#include "cli/print.h"
#include "explore/expectation.h"
#include "file/lesson_load.h"
#include "file/load.h"
#include "report/github.h"
#include "report/json_value.h"
#include "report/junit.h"
#include "words/expectation.h"

/* One expectation and how it came out. */
struct claim {
    struct mark mark;
    enum expectation_end end;
    struct text name;    /* "Riker, day 1: 1 post" */
    struct text words;   /* "Riker, day 1: expected 1 post, got 2" */
    struct text command; /* what to type to see why; empty where it holds */
};

/* What came of one file, or of one under a preset. */
struct checked {
    const char *file;
    struct text on;     /* " --preset sqs", or nothing */
    const char *preset; /* with its version; NULL: it could not be read */
    enum exit_code code;
    struct claim *claims; /* owned */
    size_t claim_count;
    uint32_t beat_count; /* of a lesson; else 0 */
};

static const enum exit_code claim_codes[] = {
    [EXPECTATION_HOLDS] = EXIT_AS_CLAIMED,
    [EXPECTATION_FAILS] = EXIT_NOT_AS_CLAIMED,
    [EXPECTATION_UNDECIDED] = EXIT_UNDECIDED,
};

static void checked_release(struct checked *checked)
{
    for (size_t i = 0; i < checked->claim_count; i++) {
        text_release(&checked->claims[i].name);
        text_release(&checked->claims[i].words);
        text_release(&checked->claims[i].command);
    }
    free(checked->claims);
    text_release(&checked->on);
}

/* The first bot with anything amiss among those that the expectation is about; NO_INDEX when there is none. */
static int bot_to_ask(const struct scenario *scenario, const struct ledger *ledger, const struct expect *expect)
{
    for (uint32_t occurrence = 1; occurrence <= ledger->occurrences; occurrence++) {
        if (expect->occurrence != 0 && expect->occurrence != occurrence)
            continue;
        for (uint32_t bot = 0; bot < ledger->bot_count; bot++) {
            bool is_meant = expect->bot == (int)bot || expect->bot == NO_INDEX;

            if (expect->job != NO_INDEX)
                is_meant = (scenario->jobs[expect->job].reach >> bot & 1) != 0;
            if (is_meant && ledger_cell_is_amiss(ledger_cell(ledger, occurrence, bot)))
                return (int)bot;
        }
    }
    return NO_INDEX;
}

static void command_find_out(const struct cli *cli, const struct subject *subject, const struct played *played,
                             const struct expect *expect, struct text *out)
{
    int bot = bot_to_ask(subject->changed, &played->ledger, expect);

    if (bot == NO_INDEX) {
        command_line_write("run", subject->source.name, NULL, cli->settings, out);
        return;
    }
    command_line_write("why", subject->source.name, subject->changed->bots[bot].name, cli->settings, out);
    if (expect->occurrence > 1)
        text_addf(out, " --occurrence %" PRIu32, expect->occurrence);
}

static void claim_check(const struct cli *cli, const struct subject *subject, const struct played *played, uint32_t i,
                        struct claim *out)
{
    const struct expect *expect = &subject->changed->expects[i];

    out->mark = expect->mark;
    out->end = expectation_end(subject->changed, &played->ledger, expect);
    expectation_name(subject->changed, expect, &out->name);
    expectation_say(subject->changed, &played->ledger, expect, &out->words);
    if (out->end == EXPECTATION_FAILS)
        command_find_out(cli, subject, played, expect, &out->command);
}

static enum exit_code claims_check(const struct cli *cli, const struct subject *subject, struct checked *out)
{
    uint32_t count = subject->changed->expect_count;
    enum exit_code code = EXIT_AS_CLAIMED;
    struct played played;
    struct err err;

    if (count == 0)
        return mistake("%s expects nothing; add what must come of it, such as  expect: [{bot: %s, posts: 1}]",
                       out->file, subject->changed->bots[0].name);
    out->claims = calloc(count, sizeof *out->claims);
    if (out->claims == NULL)
        return fail_memory();
    if (!played_make(subject->changed, &played, &err))
        return fail_world(&err);
    idle_bots_note(subject);
    code = gates_note(subject, &played.trace);
    out->claim_count = count;
    for (uint32_t i = 0; i < count; i++) {
        claim_check(cli, subject, &played, i, &out->claims[i]);
        code = exit_worse(code, claim_codes[out->claims[i].end]);
    }
    played_release(&played);
    return code;
}

/* The file with the settings' changes. */
static void changed_check(const struct cli *cli, struct subject *subject, struct checked *out)
{
    out->code = subject_change(cli->settings, subject);
    if (out->code != EXIT_AS_CLAIMED)
        return;
    out->preset = preset_traits[subject->changed->platform.preset].pinned;
    out->code = claims_check(cli, subject, out);
    subject_restore(subject);
}

static void preset_check(const struct cli *cli, struct subject *subject, const struct change *preset,
                         struct checked *out)
{
    struct cli on = *cli;
    struct settings *settings;
    struct err err;

    text_add(&out->on, " ");
    change_write(preset, &out->on);
    settings = settings_on_preset(cli->settings, preset, &err);
    if (!settings) {
        out->code = fail_mistake(&err);
        return;
    }
    on.settings = settings;
    changed_check(&on, subject, out);
    free(settings);
}

/* A note where the beats take less than the lesson says; where they take more it is a mistake. */
static bool minutes_note(const struct lesson *lesson)
{
    uint32_t minutes = 0;

    for (uint32_t b = 0; b < lesson->beat_count; b++)
        minutes += lesson->beats[b].is_spare ? 0 : lesson->beats[b].minutes;
    return minutes >= lesson->minutes || talk("%s: minutes is %u, but the beats that are not spare take %u",
                                              lesson->source, (unsigned)lesson->minutes, (unsigned)minutes);
}

/* A lesson's beats, played. */
static void beats_check(struct subject *subject, struct checked *out)
{
    struct lesson_file file = {.source = subject->source};

    out->code = lesson_read(&subject->source, &file.lesson);
    if (out->code == EXIT_AS_CLAIMED) {
        out->beat_count = file.lesson->beat_count;
        out->code = minutes_note(file.lesson) ? lesson_hold(&file) : EXIT_WORLD;
    }
    lesson_free(file.lesson);
    subject_close(subject);
}

/* A case for each preset, one where none is asked for, of a lesson, or where the file cannot be read. Returns how
 * many. */
static size_t file_check(const struct cli *cli, const char *file, const struct preset_set *set, struct checked *out)
{
    const size_t count = max_size(set->count, 1);
    struct subject subject;
    enum exit_code code = subject_read(file, &subject);
    bool is_lesson = false;

    if (code == EXIT_AS_CLAIMED && !lesson_is_meant(subject.source.bytes, subject.source.size, &is_lesson)) {
        code = fail_memory();
        subject_close(&subject);
    }
    if (is_lesson) {
        out[0] = (struct checked){.file = file};
        beats_check(&subject, &out[0]);
        return 1;
    }
    if (code == EXIT_AS_CLAIMED)
        code = subject_understand(&subject);
    for (size_t i = 0; i < count; i++) {
        out[i] = (struct checked){.file = file, .code = code};
        if (code != EXIT_AS_CLAIMED)
            return 1;
        if (set->count > 0)
            preset_check(cli, &subject, &set->changes[i], &out[i]);
        else
            changed_check(cli, &subject, &out[i]);
    }
    subject_close(&subject);
    return count;
}

enum { STATUS_COLUMNS = 12 };

static const char *const statuses[] = {
    [EXIT_AS_CLAIMED] = "made it so", [EXIT_NOT_AS_CLAIMED] = "not so", [EXIT_MISTAKE] = "mistaken",
    [EXIT_WORLD] = "unchecked",       [EXIT_UNDECIDED] = "undecided",
};

static void status_write(const struct style *style, enum exit_code code, struct text *out)
{
    style_add_padded(style, code == EXIT_AS_CLAIMED ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO, statuses[code],
                     STATUS_COLUMNS, out);
}

static void claim_write(const struct style *style, const struct checked *checked, const struct claim *claim,
                        struct text *out)
{
    struct text line = {0}, indent = {0};

    text_add_times(&indent, " ", STATUS_COLUMNS);
    text_add_safe(&line, checked->file);
    text_addf(&line, ":%" PRIu32 ":%" PRIu32 "%s  %s", claim->mark.line, claim->mark.column, text_str(&checked->on),
              text_str(&claim->words));
    status_write(style, claim_codes[claim->end], out);
    text_add_wrapped(out, text_str(&line), style_columns(style), text_str(&indent));
    text_add(out, "\n");
    if (!text_is_empty(&claim->command)) {
        text_add(out, text_str(&indent));
        style_add(style, ELEMENT_QUIET, text_str(&claim->command), out);
        text_add(out, "\n");
    }
    text_release(&indent);
    text_release(&line);
}

/* "sequential", "sequential --preset sqs" */
static void name_add(const struct checked *checked, struct text *out)
{
    text_add_safe(out, checked->file);
    text_add(out, text_str(&checked->on));
}

static void checked_write(const struct style *style, const struct checked *checked, int columns, struct text *out)
{
    struct text file = {0};

    if (checked->code == EXIT_NOT_AS_CLAIMED || checked->code == EXIT_UNDECIDED) {
        for (size_t i = 0; i < checked->claim_count; i++) {
            if (checked->claims[i].end != EXPECTATION_HOLDS)
                claim_write(style, checked, &checked->claims[i], out);
        }
        return;
    }
    status_write(style, checked->code, out);
    name_add(checked, &file);
    if (checked->code == EXIT_AS_CLAIMED) {
        text_add_padded(out, text_str(&file), columns + 2);
        if (checked->beat_count > 0)
            text_add_count(out, checked->beat_count, "beat", "beats");
        else
            text_add_count(out, checked->claim_count, "expectation", "expectations");
        text_add(out, "\n");
    } else {
        text_addf(out, "%s\n", text_str(&file));
    }
    text_release(&file);
}

static bool has_failed(const struct checked *checked)
{
    return checked->code != EXIT_AS_CLAIMED && checked->code != EXIT_UNDECIDED;
}

static void text_report(const struct style *style, const struct checked *list, size_t count, struct text *out)
{
    struct text text = {0};
    size_t failed = 0, undecided = 0;
    const char *what = "file";
    int columns = 0;

    for (size_t i = 0; i < count; i++) {
        columns = max_int(columns, text_width(list[i].file) + text_width(text_str(&list[i].on)));
        failed += has_failed(&list[i]);
        undecided += list[i].code == EXIT_UNDECIDED;
        what = text_is_empty(&list[i].on) ? what : "case";
    }
    for (size_t i = 0; i < count; i++)
        checked_write(style, &list[i], columns, &text);
    if (failed > 0)
        text_addf(&text, "%zu of %zu %s%s failed\n", failed, count, what, count == 1 ? "" : "s");
    if (undecided > 0)
        text_addf(&text, "%zu of %zu %s%s not decided\n", undecided, count, what, count == 1 ? "" : "s");
    style_deliver(style, &text, out);
    text_release(&text);
}

static void junit_report(const struct checked *list, size_t count, struct text *out)
{
    struct junit junit = {0};

    for (size_t i = 0; i < count; i++) {
        struct text name = {0};

        name_add(&list[i], &name);
        junit_suite(&junit, text_str(&name));
        text_release(&name);
        if (list[i].code == EXIT_MISTAKE || list[i].code == EXIT_WORLD)
            junit_case(&junit, &(struct junit_case){.name = "the scenario can be checked",
                                                    .file = list[i].file,
                                                    .failure = "it cannot: see the diagnostics on standard error",
                                                    .is_error = true});
        for (size_t j = 0; j < list[i].claim_count; j++) {
            const struct claim *claim = &list[i].claims[j];
            bool holds = claim->end == EXPECTATION_HOLDS;

            junit_case(&junit, &(struct junit_case){.name = text_str(&claim->name),
                                                    .file = list[i].file,
                                                    .line = claim->mark.line,
                                                    .failure = holds ? NULL : text_str(&claim->words),
                                                    .detail = holds ? NULL : text_str(&claim->command),
                                                    .is_error = claim->end == EXPECTATION_UNDECIDED});
        }
    }
    junit_write(&junit, out);
    junit_release(&junit);
}

static json_t *claim_json(const struct claim *claim)
{
    bool is_decided = claim->end != EXPECTATION_UNDECIDED, holds = claim->end == EXPECTATION_HOLDS;
    json_t *object = json_pack("{s:I, s:I, s:o, s:s}", "line", (json_int_t)claim->mark.line, "column",
                               (json_int_t)claim->mark.column, "holds", is_decided ? json_boolean(holds) : json_null(),
                               "claim", text_str(&claim->name));

    if (!holds) {
        json_add(&object, "failure", json_string(text_str(&claim->words)));
        if (is_decided)
            json_add(&object, "why", json_string(text_str(&claim->command)));
    }
    return object;
}

static json_t *checked_json(const struct checked *checked)
{
    json_t *claims = json_array();
    struct text file = {0};

    for (size_t i = 0; i < checked->claim_count; i++)
        json_append(&claims, claim_json(&checked->claims[i]));
    text_add_safe(&file, checked->file);
    return json_pack("{s:o, s:s?, s:s, s:b, s:o}", "scenario", json_of_text(&file), "preset", checked->preset, "result",
                     statuses[checked->code], "complete", (int)(checked->code != EXIT_UNDECIDED), "claims", claims);
}

/* {"failed": files, "files": [{"scenario", "preset", "result", "complete", "claims": [{"line", "column", "holds",
 * "claim", "failure", "why"}]}]}; what was not decided makes "complete" false, and its "holds" null. */
static void json_report(const struct checked *list, size_t count, struct text *out)
{
    json_t *files = json_array();
    json_int_t failed = 0;

    for (size_t i = 0; i < count; i++) {
        json_append(&files, checked_json(&list[i]));
        failed += has_failed(&list[i]);
    }
    json_deliver(json_pack("{s:I, s:o}", "failed", failed, "files", files), out);
}

/* A row for each claim, or one for a file that has none that were checked. */
static void claims_tabulate(struct report *report, const struct checked *checked, const char *name)
{
    if (checked->claim_count == 0) {
        report_row(report, name);
        report_cell(report, ELEMENT_NOT_SO, statuses[checked->code]);
    }
    for (size_t i = 0; i < checked->claim_count; i++) {
        const struct claim *claim = &checked->claims[i];
        bool holds = claim->end == EXPECTATION_HOLDS;

        report_row(report, name);
        report_cell(report, holds ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO, statuses[claim_codes[claim->end]]);
        report_cell(report, ELEMENT_PLAIN, text_str(holds ? &claim->name : &claim->words));
        report_cell(report, ELEMENT_QUIET, text_str(&claim->command));
    }
}

static enum exit_code table_print(const struct cli *cli, const struct checked *list, size_t count)
{
    static const struct report_column columns[] = {{.head = "scenario"},
                                                   {.head = "result"},
                                                   {.head = "expectation", .is_wrapped = true},
                                                   {.head = "why", .is_wrapped = true}};
    struct report report;

    report_init(&report);
    report_table(&report, ELEMENT_QUIET, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        struct text name = {0};

        name_add(&list[i], &name);
        claims_tabulate(&report, &list[i], text_str(&name));
        text_release(&name);
    }
    return report_print(cli, &report);
}

/* With what is allowed, and what may have been meant. */
static void mistake_annotate(const char *file, const struct diag *diag, struct text *out)
{
    const struct text *further[] = {&diag->allowed, &diag->hint};
    struct text message = {0};

    text_add(&message, text_str(&diag->text));
    for (size_t i = 0; i < sizeof further / sizeof *further; i++)
        if (!text_is_empty(further[i]))
            text_addf(&message, "\n%s", text_str(further[i]));
    github_annotate(
        &(struct annotation){.is_error = true, .file = file, .mark = diag->mark, .message = text_str(&message)}, out);
    text_release(&message);
}

/* Each mistake of a file, which was told on standard error as it was read; the file as a whole where it cannot be read
 * again. */
static void mistakes_annotate(const char *file, struct text *out)
{
    struct annotation annotation = {.is_error = true, .file = file, .message = "it cannot be checked: see the log"};
    struct source source;
    struct diags diags;
    struct err err;
    bool is_lesson;

    if (strcmp(file, "-") == 0 || !source_read(file, SCENARIO_BYTES_MAX, &source, &err)) {
        if (strcmp(file, "-") != 0)
            (void)text_carry(out, err_is_memory(&err) ? TEXT_LOST : "");
        github_annotate(&annotation, out);
        return;
    }
    if (!lesson_is_meant(source.bytes, source.size, &is_lesson))
        (void)text_carry(out, TEXT_LOST);
    if (is_lesson) {
        github_annotate(&annotation, out);
        source_release(&source);
        return;
    }
    diags_init(&diags, source.name, source.bytes, source.size);
    scenario_free(scenario_load(source.name, source.bytes, source.size, &diags));
    for (size_t i = 0; i < diags.count; i++)
        mistake_annotate(file, &diags.list[i], out);
    if (diags.failed)
        (void)text_carry(out, TEXT_LOST);
    if (diags.count == 0)
        github_annotate(&annotation, out);
    diags_release(&diags);
    source_release(&source);
}

static void claim_annotate(const struct checked *checked, const struct claim *claim, struct text *out)
{
    struct text title = {0}, message = {0};

    text_addf(&title, "%s%s", text_str(&claim->name), text_str(&checked->on));
    text_addf(&message, "%s%s%s", text_str(&claim->words), text_is_empty(&claim->command) ? "" : "\n",
              text_str(&claim->command));
    github_annotate(&(struct annotation){.is_error = claim->end == EXPECTATION_FAILS,
                                         .file = checked->file,
                                         .mark = claim->mark,
                                         .title = text_str(&title),
                                         .message = text_str(&message)},
                    out);
    text_release(&title);
    text_release(&message);
}

static void annotations_report(const struct checked *list, size_t count, struct text *out)
{
    for (size_t i = 0; i < count; i++) {
        if (list[i].code == EXIT_MISTAKE || list[i].code == EXIT_WORLD)
            mistakes_annotate(list[i].file, out);
        for (size_t j = 0; j < list[i].claim_count; j++)
            if (list[i].claims[j].end != EXPECTATION_HOLDS)
                claim_annotate(&list[i], &list[i].claims[j], out);
    }
}

static enum exit_code checked_print(const struct cli *cli, const struct checked *list, size_t count)
{
    struct text text = {0};

    if (cli->settings->format == FORMAT_MD)
        return table_print(cli, list, count);
    if (cli->settings->format == FORMAT_JUNIT)
        junit_report(list, count, &text);
    else if (cli->settings->format == FORMAT_GITHUB)
        annotations_report(list, count, &text);
    else if (cli->settings->format == FORMAT_JSON)
        json_report(list, count, &text);
    else
        text_report(&cli->style, list, count, &text);
    return print(&text);
}

enum exit_code command_check(const struct cli *cli)
{
    const size_t files = cli->settings->operand_count;
    struct preset_set set = {.count = 0};
    enum exit_code worst = EXIT_AS_CLAIMED, printed;
    struct checked *list;
    size_t count = 0;
    struct err err;

    if (option_is_given(cli->settings, OPTION_PRESETS) && !presets_read(cli->settings, &set, &err))
        return fail_mistake(&err);
    list = calloc(files * max_size(set.count, 1), sizeof *list);
    if (list == NULL)
        return fail_memory();
    for (size_t i = 0; i < files; i++)
        count += file_check(cli, cli->settings->operands[i], &set, list + count);
    for (size_t i = 0; i < count; i++)
        worst = exit_worse(worst, list[i].code);
    printed = checked_print(cli, list, count);
    for (size_t i = 0; i < count; i++)
        checked_release(&list[i]);
    free(list);
    return exit_worse(printed, worst);
}
