#include "report/sweep.h"

#include <inttypes.h>

#include "base/range.h"
#include "words/phrase.h"

/* Of the delays: the median, 90 %, 99 % and the longest. */
static const uint32_t quantiles[] = {500, 900, 990, 1000};

enum { QUANTILE_COUNT = sizeof quantiles / sizeof *quantiles };

enum { NAME_COLUMNS = 14, SHARE_COLUMNS = 26, VALUE_COLUMNS = 20, WHAT_COLUMNS = 8, BAR_COLUMNS = 24 };

static double share(uint64_t hits, uint64_t trials)
{
    return trials > 0 ? (double)hits / (double)trials : 0;
}

/* "0.1234 (0.1200–0.1260)". */
static void interval_cell(struct report *report, double value, struct interval interval)
{
    report_cellf(report, "%.4f (%.4f–%.4f)", value, interval.low, interval.high);
}

static void share_cell(struct report *report, uint64_t hits, uint64_t trials)
{
    interval_cell(report, share(hits, trials), stats_wilson(hits, trials));
}

static void head_add(const struct swept *swept, struct report *report)
{
    const struct sweep *sweep = &swept->sweep;

    report_add(report, REPORT_TITLE, ELEMENT_TITLE, swept->title);
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                "%s%s%" PRIu64 " run%s of %" PRIu64 ", seeds from %" PRIu64 "%s", swept->varied,
                swept->varied[0] ? ": " : "", sweep->runs, sweep->runs == 1 ? "" : "s", sweep->asked, sweep->first_seed,
                sweep->runs < sweep->asked && !swept->cut ? "; not all of them were made" : "");
    report_space(report);
}

static void cut_add(const struct swept *swept, struct report *report)
{
    if (!swept->cut)
        return;
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_NOT_SO, "Partial: %s.", swept->cut);
    report_space(report);
}

static void bot_row(struct report *report, const char *name, const struct sweep *sweep, const struct sweep_tally *tally)
{
    report_row(report, name);
    if (sweep_judges(sweep, WISH_ONCE))
        share_cell(report, tally->runs_duplicate, sweep->runs);
    else
        report_unjudged(report);
    if (sweep_judges(sweep, WISH_MADE))
        share_cell(report, tally->runs_missed, sweep->runs);
    else
        report_unjudged(report);
    if (sweep_judges(sweep, WISH_SEEN))
        report_cellf(report, "%.4f", share(tally->runs_silent, sweep->runs));
    else
        report_unjudged(report);
}

static void share_line(struct report *report, const char *what, uint64_t hits, uint64_t runs)
{
    const struct interval interval = stats_wilson(hits, runs);

    report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "%-12s  %.4f (%.4f–%.4f)", what, share(hits, runs),
                interval.low, interval.high);
}

static void shares_add(const struct sweep *sweep, struct report *report)
{
    static const struct report_column columns[] = {{.head = "share of runs", .columns = NAME_COLUMNS},
                                                   {.head = "{did} twice (Wilson 95 %)", .columns = SHARE_COLUMNS + 2},
                                                   {.head = "missed (Wilson 95 %)", .columns = SHARE_COLUMNS},
                                                   {.head = "silent"}};

    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (uint32_t b = 0; b < sweep->bot_count; b++)
        bot_row(report, sweep->names[b], sweep, &sweep->bots[b]);
    bot_row(report, "anybody", sweep, &sweep->total);
    report_space(report);
    share_line(report, "failing runs", sweep->runs - sweep->clean, sweep->runs);
    if (sweep->total.runs_late > 0 && sweep_judges(sweep, WISH_MADE))
        share_line(report, "late runs", sweep->total.runs_late, sweep->runs);
    report_space(report);
}

static void mean_row(struct report *report, const char *what, uint64_t sum, uint64_t runs, const struct batch *batches)
{
    report_row(report, what);
    interval_cell(report, share(sum, runs), stats_bootstrap(batches));
}

static void means_add(const struct sweep *sweep, struct report *report)
{
    static const struct report_column columns[] = {{.head = "", .columns = NAME_COLUMNS}, {.head = ""}};
    struct text late = {0};

    report_add(report, REPORT_PARAGRAPH, ELEMENT_TITLE, "mean of a run (bootstrap 95 %)");
    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    if (sweep_judges(sweep, WISH_ONCE))
        mean_row(report, "  duplicates", sweep->total.duplicates, sweep->runs, sweep->total.duplicate_batches);
    if (!sweep_judges(sweep, WISH_MADE))
        return;
    mean_row(report, "  misses", sweep->total.missed, sweep->runs, sweep->total.missed_batches);
    phrase_add(report->scenario, "  late {effects}", &late);
    report_row(report, text_str(&late));
    report_cellf(report, "%.4f", share(sweep->total.late, sweep->runs));
    if (sweep->total.premature > 0) {
        report_row(report, "  too early");
        report_cellf(report, "%.4f", share(sweep->total.premature, sweep->runs));
    }
    text_release(&late);
}

static void delay_row(struct report *report, const char *name, const struct histogram *delays)
{
    if (delays->count == 0)
        return;
    report_row(report, name);
    for (size_t i = 0; i < QUANTILE_COUNT; i++) {
        struct text word = {0};

        msec_say(histogram_quantile(delays, quantiles[i]), &word);
        report_cell_take(report, ELEMENT_PLAIN, &word);
    }
}

static void delays_add(const struct sweep *sweep, struct report *report)
{
    static const struct report_column columns[] = {{.head = "delay of {effects}", .columns = NAME_COLUMNS + 1},
                                                   {.head = "median", .columns = 16},
                                                   {.head = "90 %", .columns = 16},
                                                   {.head = "99 %", .columns = 16},
                                                   {.head = "longest"}};

    report_space(report);
    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (uint32_t b = 0; b < sweep->bot_count; b++)
        delay_row(report, sweep->names[b], &sweep->bots[b].delays);
}

void sweep_report(const struct swept *swept, struct report *report)
{
    const struct sweep *sweep = &swept->sweep;

    head_add(swept, report);
    cut_add(swept, report);
    shares_add(sweep, report);
    means_add(sweep, report);
    delays_add(sweep, report);
    if (sweep->limited == 0)
        return;
    report_space(report);
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "%" PRIu64 " runs were cut off by their limit of events.",
                sweep->limited);
}

static void bar_say(double value, double largest, struct text *out)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int length = largest > 0 ? (int)(value / largest * BAR_COLUMNS * 8 + 0.5) : 0;

    text_add_times(out, "█", (size_t)(length / 8));
    text_add(out, eighths[length % 8]);
}

/* One line of the plot: at a value, the share of runs that do so. */
struct plot_line {
    const char *value, *what;
    uint64_t hits, runs;
};

/* How many lines a value has: the last, of the late ones, only where any run of the plot is late. */
#define PLOT_LINES 3

static size_t plot_lines(const struct swept *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].sweep.total.runs_late > 0)
            return PLOT_LINES;
    return PLOT_LINES - 1;
}

static void plot_lines_take(const struct swept *swept, struct plot_line lines[PLOT_LINES])
{
    const struct sweep *sweep = &swept->sweep;

    lines[0] = (struct plot_line){swept->varied, "twice", sweep->total.runs_duplicate, sweep->runs};
    lines[1] = (struct plot_line){"", "missed", sweep->total.runs_missed, sweep->runs};
    lines[2] = (struct plot_line){"", "late", sweep->total.runs_late, sweep->runs};
}

static void plot_row(struct report *report, const struct plot_line *line, double largest, bool is_ascii)
{
    double part = share(line->hits, line->runs);
    struct text bar = {0};

    report_row(report, line->value);
    report_cell(report, ELEMENT_PLAIN, line->what);
    share_cell(report, line->hits, line->runs);
    if (is_ascii)
        text_add_times(&bar, "#", (size_t)(largest > 0 ? part / largest * BAR_COLUMNS : 0));
    else
        bar_say(part, largest, &bar);
    report_cell_take(report, ELEMENT_PLAIN, &bar);
}

/* The largest share of the plot, to which bars are drawn. */
static double largest_share(const struct swept *list, size_t count)
{
    double largest = 0;

    for (size_t i = 0; i < count; i++) {
        struct plot_line lines[PLOT_LINES];

        plot_lines_take(&list[i], lines);
        for (size_t k = 0; k < PLOT_LINES; k++)
            largest = max_double(largest, share(lines[k].hits, lines[k].runs));
    }
    return largest;
}

void sweep_report_plot(const struct swept *list, size_t count, bool is_ascii, struct report *report)
{
    static const struct report_column columns[] = {
        {.head = "", .columns = VALUE_COLUMNS + 1},
        {.head = "", .columns = WHAT_COLUMNS},
        {.head = "", .columns = SHARE_COLUMNS},
        {.head = ""},
    };
    double largest = largest_share(list, count);
    uint64_t asked = list[0].sweep.asked;

    report_add(report, REPORT_TITLE, ELEMENT_TITLE, list[0].title);
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                "of %" PRIu64 " run%s each, seeds from %" PRIu64 ", the share that does so (Wilson 95 %%)", asked,
                asked == 1 ? "" : "s", list[0].sweep.first_seed);
    report_space(report);
    cut_add(&list[count - 1], report);
    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        struct plot_line lines[PLOT_LINES];

        plot_lines_take(&list[i], lines);
        for (size_t k = 0; k < plot_lines(list, count); k++)
            plot_row(report, &lines[k], largest, is_ascii);
    }
}

/* A sum or a count, its mean or share, and the interval's ends. */
static void estimate_cells(struct report *report, uint64_t sum, uint64_t runs, struct interval interval)
{
    report_cellf(report, "%" PRIu64, sum);
    report_cellf(report, "%.9g", share(sum, runs));
    report_cellf(report, "%.9g", interval.low);
    report_cellf(report, "%.9g", interval.high);
}

static void data_row(struct report *report, const struct swept *swept, const char *name,
                     const struct sweep_tally *tally)
{
    const uint64_t counts[] = {tally->runs_duplicate, tally->runs_missed, tally->runs_late, tally->runs_silent};
    const uint64_t runs = swept->sweep.runs, numbers[] = {runs, tally->owed, tally->posts};

    report_row(report, swept->varied);
    report_cell(report, ELEMENT_PLAIN, name);
    report_numbers(report, numbers, sizeof numbers / sizeof *numbers);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        estimate_cells(report, counts[i], runs, stats_wilson(counts[i], runs));
    estimate_cells(report, tally->duplicates, runs, stats_bootstrap(tally->duplicate_batches));
    estimate_cells(report, tally->missed, runs, stats_bootstrap(tally->missed_batches));
    for (size_t i = 0; i < QUANTILE_COUNT; i++) {
        msec quantile = histogram_quantile(&tally->delays, quantiles[i]);

        if (quantile == MSEC_NONE)
            report_cell(report, ELEMENT_PLAIN, "");
        else
            report_cellf(report, "%" PRId64, quantile);
    }
}

#define SHARE_HEADS(of) "runs_" of, "share_" of, "low_" of, "high_" of
#define MEAN_HEADS(of) of, "mean_" of, "mean_low_" of, "mean_high_" of

static const char *const data_heads[] = {
    "vary",
    "bot",
    "runs",
    "owed",
    "posts",
    SHARE_HEADS("duplicate"),
    SHARE_HEADS("missed"),
    SHARE_HEADS("late"),
    SHARE_HEADS("silent"),
    MEAN_HEADS("duplicates"),
    MEAN_HEADS("misses"),
    "delay_p50_ms",
    "delay_p90_ms",
    "delay_p99_ms",
    "delay_max_ms",
};

enum { DATA_COLUMNS = sizeof data_heads / sizeof *data_heads };

void sweep_report_data(const struct swept *list, size_t count, struct report *report)
{
    struct report_column columns[DATA_COLUMNS] = {0};

    for (size_t c = 0; c < DATA_COLUMNS; c++)
        columns[c].head = data_heads[c];
    report_table(report, ELEMENT_TITLE, columns, DATA_COLUMNS);
    for (size_t i = 0; i < count; i++) {
        for (uint32_t b = 0; b < list[i].sweep.bot_count; b++)
            data_row(report, &list[i], list[i].sweep.names[b], &list[i].sweep.bots[b]);
        data_row(report, &list[i], "all", &list[i].sweep.total);
    }
}
