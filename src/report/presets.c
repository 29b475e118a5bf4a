#include "report/presets.h"

#include "words/job_ends.h"
#include "words/wish.h"

/* The columns of the table, each a bit of a set. */
enum { NAME, EFFECTS, TWICE, MISSED, LATE, SILENT, WISHES, ENDS, COLUMN_COUNT };

#define COLUMNS_ALL ((1u << COLUMN_COUNT) - 1)
/* A narrow terminal has no room for one table: these stand below each other. */
static const unsigned narrow[] = {
    1u << NAME | 1u << EFFECTS | 1u << TWICE | 1u << MISSED | 1u << LATE,
    1u << NAME | 1u << SILENT | 1u << WISHES,
    1u << NAME | 1u << ENDS,
};

static void add_head(unsigned chosen, struct report *report)
{
    static const struct report_column all[COLUMN_COUNT] = {
        [NAME] = {.head = "preset", .columns = 16},
        [EFFECTS] = {.head = "{effects}", .columns = 6, .is_number = true},
        [TWICE] = {.head = "twice", .columns = 6, .is_number = true},
        [MISSED] = {.head = "missed", .columns = 7, .is_number = true},
        [LATE] = {.head = "late", .columns = 5, .is_number = true},
        [SILENT] = {.head = "silent", .columns = 7, .is_number = true},
        [WISHES] = {.head = "wishes", .columns = 7},
        [ENDS] = {.head = "each job: runs and end", .is_wrapped = true},
    };
    struct report_column columns[COLUMN_COUNT];
    size_t count = 0;

    for (int column = 0; column < COLUMN_COUNT; column++)
        if (chosen >> column & 1)
            columns[count++] = all[column];
    report_table(report, ELEMENT_TITLE, columns, count);
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

static void cell_add(const struct preset_run *run, int column, struct report *report)
{
    const struct tally *total = run->trace ? &run->ledger->total : NULL;

    if (!total)
        report_cell(report, ELEMENT_QUIET, column == ENDS ? "cannot be played so" : "-");
    else if (column == EFFECTS)
        report_number(report, ELEMENT_PLAIN, total->posts);
    else if (column == TWICE)
        report_number(report, ELEMENT_AGAIN, total->duplicates);
    else if (column == MISSED)
        report_number(report, ELEMENT_MISSED, total->missed);
    else if (column == LATE)
        report_number(report, ELEMENT_MISSED, total->late);
    else if (column == SILENT)
        report_number(report, ELEMENT_MISSED, total->silent);
    else if (column == WISHES)
        wishes_cell(run, report);
    else
        jobs_cell(run, report);
}

static void add_table(const struct preset_run *runs, size_t count, unsigned chosen, struct report *report)
{
    add_head(chosen, report);
    for (size_t i = 0; i < count; i++) {
        report_row(report, runs[i].is_own ? "as the file is" : preset_traits[runs[i].preset].pinned);
        for (int column = NAME + 1; column < COLUMN_COUNT; column++)
            if (chosen >> column & 1)
                cell_add(&runs[i], column, report);
    }
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
    bool is_narrow = style_columns(style) < STYLE_COLUMNS;

    if (!is_narrow)
        add_table(runs, count, COLUMNS_ALL, report);
    for (size_t i = 0; is_narrow && i < sizeof narrow / sizeof *narrow; i++) {
        if (i > 0)
            report_space(report);
        add_table(runs, count, narrow[i], report);
    }
    notes_add(runs, count, report);
}
