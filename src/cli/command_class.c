/* The command class: the lessons, and what is made of one. */
#include <string.h>

#include "base/range.h"
#include "cli/command.h"
#include "cli/lesson_file.h"
#include "cli/output.h"
#include "cli/picture_file.h"
#include "cli/print.h"
#include "cli/terminal_ui.h"
#include "model/refusal.h"
#include "report/handout.h"
#include "report/json_value.h"
#include "report/summary.h"
#include "report/write.h"

#define RECORD_BYTES_MAX (64 << 20) /* of a file that --record wrote */

/* A line of a built-in lesson's file; TEXT_LOST when memory is out. */
static void field_cell(const struct builtin *builtin, const char *key, struct report *report)
{
    struct text field = {0};

    builtin_field(builtin, key, &field);
    report_cell_take(report, ELEMENT_PLAIN, &field);
}

static void lessons_report(struct report *report)
{
    static const struct report_column columns[] = {{.head = "lesson", .columns = 12},
                                                   {.head = "min", .columns = 5, .is_number = true},
                                                   {.head = "title", .columns = 28, .is_wrapped = true},
                                                   {.head = "for", .is_wrapped = true}};

    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < builtin_lesson_count; i++) {
        report_row(report, builtin_lessons[i].name);
        field_cell(&builtin_lessons[i], "minutes", report);
        field_cell(&builtin_lessons[i], "lesson", report);
        field_cell(&builtin_lessons[i], "for", report);
    }
    report_space(report);
    report_add(
        report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
        "makeitso class LESSON gives one, with --alone to yourself; --rehearse tells what will be seen; makeitso show "
        "LESSON prints its file.");
}

static json_t *lesson_json(const struct builtin *builtin)
{
    static const char *const keys[] = {"lesson", "minutes", "for", "goal"};
    json_t *object = json_pack("{s:s}", "name", builtin->name);

    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct text field = {0};

        builtin_field(builtin, keys[i], &field);
        json_add(&object, keys[i], json_of_text(&field));
    }
    return object;
}

static enum exit_code lessons_print(const struct cli *cli)
{
    struct report report;
    struct text text = {0};
    json_t *list;

    if (cli->settings->format != FORMAT_JSON) {
        report_init(&report);
        lessons_report(&report);
        return report_print(cli, &report);
    }
    list = json_array();
    for (size_t i = 0; i < builtin_lesson_count; i++)
        json_append(&list, lesson_json(&builtin_lessons[i]));
    json_deliver(list, &text);
    return print(&text);
}

/* A lesson that was opened, and which of its beats are given. */
struct course {
    const struct cli *cli;
    struct lesson_file file;
    bool is_given[LESSON_BEATS_MAX];
    uint32_t from, minutes;
    struct tui_entry entries[LESSON_BEATS_MAX * LESSON_BESIDE_MAX]; /* the lesson's scenarios */
};

static enum exit_code from_refuse(const struct lesson *lesson, const char *found)
{
    const char *names[LESSON_BEATS_MAX];
    size_t count = 0;
    struct err err;

    for (uint32_t b = 0; b < lesson->beat_count; b++)
        if (lesson->beats[b].id[0])
            names[count++] = lesson->beats[b].id;
    (void)word_refuse("beat", found, names, count, &err);
    return mistake("--from: %.*s; or a number, 1 to %u", ERR_BYTES - 80, err.text, (unsigned)lesson->beat_count);
}

/* Which beats are given, by the options. */
static enum exit_code course_choose(const struct settings *settings, struct course *course)
{
    const struct lesson *lesson = course->file.lesson;
    const char *from = option_text(settings, OPTION_FROM);
    const int first = from ? lesson_beat(lesson, from) : 0;
    const uint32_t wanted = (uint32_t)option_number(settings, OPTION_MINUTES);

    course->minutes = lesson_choose(lesson, wanted, course->is_given);
    if (first == NO_INDEX)
        return from_refuse(lesson, from);
    course->from = (uint32_t)first;
    course->is_given[first] = true;
    if (wanted > 0 && course->minutes > wanted)
        talk("%s: without its spare beats it takes %u minutes, not %u", course->file.source.name,
             (unsigned)course->minutes, (unsigned)wanted);
    return EXIT_AS_CLAIMED;
}

/* The beats that are given, each played: what the teacher reads, what a pupil is asked. */
static bool beats_report(const struct course *course, bool is_worksheet, struct report *report, struct err *err)
{
    const struct lesson *lesson = course->file.lesson;
    uint32_t questions = 0;
    bool is_good = true;

    for (uint32_t b = course->from; b < lesson->beat_count && is_good; b++) {
        struct beat_run run;

        if (!course->is_given[b])
            continue;
        if (!beat_run_make(lesson, b, NULL, &run, err))
            return false;
        if (!is_worksheet)
            rehearsal_beat(lesson, b, &run, report);
        else if (run.question.count > 0)
            is_good = handout_question(lesson, b, &run, ++questions, report, err);
        beat_run_release(&run);
    }
    return is_good;
}

static enum exit_code rehearse(const struct cli *cli, const struct course *course)
{
    struct report report;
    struct err err;

    report_init(&report);
    rehearsal_head(course->file.lesson, course->minutes, &report);
    if (beats_report(course, false, &report, &err))
        return report_print(cli, &report);
    report_release(&report);
    return fail_world(&err);
}

/* Both parts of the handout. */
static bool handout_report(const struct course *course, struct report *report, struct err *err)
{
    rehearsal_head(course->file.lesson, course->minutes, report);
    handout_keys(report);
    if (!beats_report(course, false, report, err))
        return false;
    handout_worksheet(course->file.lesson, report);
    return beats_report(course, true, report, err);
}

/* The report in the format that the file's ending names. */
static bool handout_make(const struct report *report, const char *ending, struct text *out, struct err *err)
{
    struct pages pages;
    bool is_made;

    if (strcmp(ending, ".pdf") != 0) {
        (strcmp(ending, ".html") == 0 ? report_write_html : report_write_markdown)(report, out);
        return true;
    }
    report_write_pages(report, &pages);
    is_made = pages_make(&pages, out, err);
    pages_release(&pages);
    return is_made;
}

static bool handout_save(const struct course *course, const char *path, const char *ending, struct err *err)
{
    struct report report;
    struct text out = {0};
    bool is_saved;

    report_init(&report);
    is_saved = handout_report(course, &report, err) && handout_make(&report, ending, &out, err) &&
               file_replace(path, &out, err);
    text_release(&out);
    report_release(&report);
    return is_saved;
}

static enum exit_code handout_write(const struct course *course, const char *path)
{
    static const char *const endings[] = {".pdf", ".html", ".md"};
    const char *slash = strrchr(path, '/'), *ending = strrchr(slash ? slash : path, '.');
    struct err err;

    if (!ending || word_find(ending, endings, sizeof endings / sizeof *endings) < 0)
        return mistake("--handout: \"%s\" has an unknown ending; allowed: .pdf .html .md", path);
    return handout_save(course, path, ending, &err) ? EXIT_AS_CLAIMED : fail_world(&err);
}

/* A new copy of the lesson's scenario, which each run of the terminal UI has of its own. */
static struct scenario *scenario_give(void *context, size_t entry, struct err *err)
{
    const struct course *course = context;
    struct scenario *scenario = scenario_copy(course->file.lesson->scenarios[entry].scenario);

    if (!scenario)
        (void)err_memory(err);
    return scenario;
}

static bool votes_record(void *context, const struct gate_record *record, struct err *err)
{
    const struct course *course = context;

    return record_keep(course->cli, record, err);
}

/* Gives it in the terminal UI. */
static enum exit_code give(const struct cli *cli, struct course *course)
{
    const struct lesson *lesson = course->file.lesson;
    const struct tui_options options = {
        .entries = course->entries,
        .entry_count = max_u32(lesson->scenario_count, 1),
        .open = 0,
        .lesson = lesson,
        .is_given = course->is_given,
        .from = course->from,
        .is_class = !option_is_given(cli->settings, OPTION_ALONE),
        .load = scenario_give,
        .record = votes_record,
        .context = course,
    };
    const bool is_builtin = builtin_lesson_find(course->file.source.name) != NULL; /* held by a test */
    enum exit_code code = is_builtin ? EXIT_AS_CLAIMED : lesson_hold(&course->file);

    for (uint32_t i = 0; i < lesson->scenario_count; i++)
        course->entries[i] = (struct tui_entry){.group = lesson->title,
                                                .name = lesson->scenarios[i].name,
                                                .title = lesson->scenarios[i].scenario->title,
                                                .question = lesson->scenarios[i].scenario->question};
    return code == EXIT_AS_CLAIMED ? terminal_ui_run(cli, &options) : code;
}

static enum exit_code course_give(const struct cli *cli, struct course *course)
{
    enum exit_code code = course_choose(cli->settings, course);

    if (code != EXIT_AS_CLAIMED)
        return code;
    if (option_is_given(cli->settings, OPTION_HANDOUT))
        return handout_write(course, option_text(cli->settings, OPTION_HANDOUT));
    return option_is_given(cli->settings, OPTION_REHEARSE) ? rehearse(cli, course) : give(cli, course);
}

/* Every line of a file of records. */
static enum exit_code record_read(const char *name, struct summary *summary)
{
    enum exit_code code = EXIT_AS_CLAIMED;
    struct text line = {0};
    struct source source;
    unsigned number = 0;
    const char *at;
    struct err err;

    if (!source_read(name, RECORD_BYTES_MAX, &source, &err))
        return fail_world(&err);
    at = source.bytes;
    while (code == EXIT_AS_CLAIMED && text_take_line(&at, &line)) {
        number++;
        if (line.failed)
            code = fail_memory();
        else if (line.size > 0 && !summary_add(summary, text_str(&line), line.size, &err))
            code = err_is_memory(&err) ? fail_world(&err) : mistake("%s:%u: %s", name, number, err.text);
    }
    if (source.size > RECORD_BYTES_MAX)
        code = mistake("%s: the file is too large; allowed: at most %d bytes", name, RECORD_BYTES_MAX);
    text_release(&line);
    source_release(&source);
    return code;
}

static enum exit_code summary_print(const struct cli *cli, const struct summary *summary)
{
    struct text text = {0};
    struct report report;

    if (cli->settings->format == FORMAT_JSON) {
        summary_json(summary, &text);
        return print(&text);
    }
    report_init(&report);
    if (cli->settings->format == FORMAT_CSV)
        summary_table(summary, &report);
    else
        summary_report(summary, &report);
    return report_print(cli, &report);
}

static enum exit_code summarise(const struct cli *cli)
{
    enum exit_code code = EXIT_AS_CLAIMED;
    struct summary summary;

    if (cli->settings->operand_count == 0)
        return mistake("--summary of which records? makeitso class --summary FILE…");
    summary_init(&summary);
    for (size_t i = 0; i < cli->settings->operand_count && code == EXIT_AS_CLAIMED; i++)
        code = record_read(cli->settings->operands[i], &summary);
    if (code == EXIT_AS_CLAIMED)
        code = summary_print(cli, &summary);
    summary_release(&summary);
    return code;
}

enum exit_code command_class(const struct cli *cli)
{
    struct course course = {.cli = cli};
    enum exit_code code;

    if (option_is_given(cli->settings, OPTION_SUMMARY))
        return summarise(cli);
    if (cli->settings->format == FORMAT_CSV)
        return mistake("csv is of a summary: makeitso class --summary FILE…");
    if (cli->settings->operand_count == 0)
        return lessons_print(cli);
    if (cli->settings->format == FORMAT_JSON)
        return mistake("json is of the list of lessons, and of a summary: makeitso class --summary FILE…");
    if (cli->settings->operand_count > 1)
        return mistake("one lesson is given at a time: \"%s\"", cli->settings->operands[1]);
    code = lesson_open(cli->settings->operands[0], &course.file);
    if (code == EXIT_AS_CLAIMED)
        code = course_give(cli, &course);
    lesson_close(&course.file);
    return code;
}
