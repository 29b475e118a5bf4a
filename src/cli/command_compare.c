/* The command compare, and what the bare program prints: the story's three designs side by side. */
#include <stdlib.h>
#include <string.h>

#include "base/shell.h"
#include "cli/command.h"
#include "cli/compare_page.h"
#include "cli/output.h"
#include "cli/presets.h"
#include "cli/print.h"
#include "cli/shelf.h"
#include "report/compare.h"
#include "report/compare_json.h"
#include "report/json_value.h"

/* One scenario that is compared: its run and how it is called. */
struct compared {
    struct subject subject;
    struct played played;
    struct fault_set spared; /* spared_find */
    struct text argument;    /* for a shell, with the what-if options */
};

static void compared_close(struct compared *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        played_release(&list[i].played);
        subject_close(&list[i].subject);
        text_release(&list[i].argument);
    }
    free(list);
}

static enum exit_code compared_open(const struct cli *cli, const char *argument, struct compared *out)
{
    enum exit_code code = subject_open(cli, argument, &out->subject);
    struct err err;

    if (code != EXIT_AS_CLAIMED)
        return code;
    if (!played_make(out->subject.changed, &out->played, &err)) {
        subject_close(&out->subject);
        return fail_world(&err);
    }
    if (!spared_find(&out->subject, &out->played.trace, &out->spared, &err)) {
        played_release(&out->played);
        subject_close(&out->subject);
        return fail_world(&err);
    }
    code = idle_faults_note(cli->settings, &out->subject, &out->played.trace);
    shell_word_write(argument, &out->argument);
    for (size_t i = 0; i < cli->settings->change_count; i++) {
        text_add(&out->argument, " ");
        change_write(&cli->settings->changes[i], &out->argument);
    }
    return code;
}

/* The file's name without folders, or the built-in's name. */
static const char *name_of(const char *argument)
{
    const char *slash = strrchr(argument, '/');

    return slash == NULL || slash[1] == '\0' ? argument : slash + 1;
}

static enum exit_code json_print(const struct compared *list, size_t count)
{
    json_t *array = json_array();
    struct text text = {0};

    for (size_t i = 0; i < count; i++)
        json_append(&array,
                    compare_json(&list[i].played.trace, &list[i].played.ledger, fault_set_count(&list[i].spared) == 0));
    json_deliver(array, &text);
    return print(&text);
}

/* Releases the report. */
static enum exit_code page_print(const struct compare_run *runs, size_t count, struct report *report)
{
    struct text title = {0}, out = {0};
    struct compare_page page = {.runs = runs, .count = count, .report = report};
    enum exit_code code;
    struct err err;

    compare_heading(runs, count, &title);
    page.title = text_is_empty(&title) ? "Beside each other" : text_str(&title);
    code = compare_page_make(&page, &out, &err) ? print(&out) : fail_world(&err);
    text_release(&out);
    text_release(&title);
    report_release(report);
    return code;
}

static enum exit_code comparison_print(const struct cli *cli, const struct compared *list, size_t count)
{
    struct compare_run *runs = calloc(count + 1, sizeof *runs);
    struct report report;
    enum exit_code code;

    if (runs == NULL)
        return fail_memory();
    for (size_t i = 0; i < count; i++) {
        runs[i] = (struct compare_run){
            .name = name_of(list[i].subject.source.name),
            .argument = text_str(&list[i].argument),
            .trace = &list[i].played.trace,
            .ledger = &list[i].played.ledger,
            .spared = list[i].spared,
        };
    }
    report_init(&report);
    compare_report(runs, count, NULL, &cli->style, &report);
    code = cli->settings->format == FORMAT_HTML ? page_print(runs, count, &report) : report_print(cli, &report);
    free(runs);
    return code;
}

/* Plays all of them first: a comparison with a gap would be none. All that is wrong is said. */
static enum exit_code compare(const struct cli *cli, const char *const *arguments, size_t count)
{
    struct compared *list = calloc(count + 1, sizeof *list);
    enum exit_code worst = EXIT_AS_CLAIMED;
    size_t open = 0;

    if (list == NULL)
        return fail_memory();
    for (size_t i = 0; i < count; i++) {
        enum exit_code code = compared_open(cli, arguments[i], &list[open]);

        open += code == EXIT_AS_CLAIMED;
        worst = code > worst ? code : worst;
    }
    if (worst == EXIT_AS_CLAIMED)
        worst = cli->settings->format == FORMAT_JSON ? json_print(list, count) : comparison_print(cli, list, count);
    compared_close(list, open);
    return worst;
}

enum exit_code command_compare(const struct cli *cli)
{
    if (option_is_given(cli->settings, OPTION_PRESETS))
        return compare_presets(cli);
    return compare(cli, cli->settings->operands, cli->settings->operand_count);
}

enum exit_code command_story(const struct cli *cli)
{
    enum exit_code code;
    size_t count = 0;

    while (shelf_story[count] != NULL)
        count++;
    code = compare(cli, shelf_story, count);
    if (code == EXIT_AS_CLAIMED)
        talk("standard output is no terminal: this is the story's comparison; on a terminal makeitso plays it");
    return code;
}
