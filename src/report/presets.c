#include "report/presets.h"

#include "words/job_ends.h"
#include "words/wish.h"

/* In a narrow terminal the last column is as wide as it is: broken into lines it would be a stripe. */
static void add_head(const struct style *style, struct report *report)
{
    const struct report_column columns[] = {
        {.head = "preset", .columns = 18},
        {.head = "{effects}", .columns = 6, .is_number = true},
        {.head = "twice", .columns = 6, .is_number = true},
        {.head = "missed", .columns = 7, .is_number = true},
        {.head = "late", .columns = 5, .is_number = true},
        {.head = "silent", .columns = 7, .is_number = true},
        {.head = "wishes", .columns = 7},
        {.head = "each job: runs and end", .is_wrapped = style_columns(style) >= STYLE_COLUMNS},
    };

    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
}

static void wishes_cell(const struct preset_run *run, struct report *report)
{
    report_cell(report, ELEMENT_PLAIN, "");
    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (wish_is_judged(run->trace->scenario, (enum wish)wish))
            report_more_wish(report, run->ledger->wishes[wish]);
        else
            report_more(report, ELEMENT_QUIET, "–");
}

static void jobs_cell(const struct preset_run *run, struct report *report)
{
    struct text jobs = {0};

    jobs_ends_say(run->trace->scenario, run->ledger, &jobs);
    text_add(&jobs, run->is_spared ? " *" : "");
    report_cell_take(report, ELEMENT_PLAIN, &jobs);
}

static void played_row(const struct preset_run *run, struct report *report)
{
    const struct tally *total = &run->ledger->total;

    report_row(report, preset_traits[run->preset].pinned);
    report_number(report, ELEMENT_PLAIN, total->posts);
    report_number(report, ELEMENT_AGAIN, total->duplicates);
    report_number(report, ELEMENT_MISSED, total->missed);
    report_number(report, ELEMENT_MISSED, total->late);
    report_number(report, ELEMENT_MISSED, total->silent);
    wishes_cell(run, report);
    jobs_cell(run, report);
}

static void refused_row(const struct preset_run *run, struct report *report)
{
    report_row(report, preset_traits[run->preset].pinned);
    for (int column = 0; column < 6; column++)
        report_cell(report, ELEMENT_QUIET, "-");
    report_cell(report, ELEMENT_QUIET, "cannot be played so");
}

static void notes_add(const struct preset_run *runs, size_t count, struct report *report)
{
    bool is_any_spared = false;
    struct text wishes = {0};

    for (size_t i = 0; i < count; i++)
        is_any_spared = is_any_spared || runs[i].is_spared;
    report_space(report);
    text_add(&wishes, "wishes (–: not judged): ");
    wishes_list(NULL, &wishes);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &wishes);
    if (is_any_spared)
        report_add(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                   "* a fault that strikes in the file's own run strikes nobody here");
    report_add(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
               "Of the file stay its steps, guards, faults and schedule; its platform, and its jobs' retries and ends, "
               "give way to "
               "the preset's.");
    for (size_t i = 0; i < count; i++)
        if (runs[i].refusal)
            report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "Not so: %s", runs[i].refusal);
}

void presets_report(const struct preset_run *runs, size_t count, const struct style *style, struct report *report)
{
    add_head(style, report);
    for (size_t i = 0; i < count; i++)
        runs[i].trace ? played_row(&runs[i], report) : refused_row(&runs[i], report);
    notes_add(runs, count, report);
}
