#include <inttypes.h>
#include <stdio.h>

#include "cli/sweep.h"

enum { NAME_COLUMNS = 14, VALUE_COLUMNS = 20, WHAT_COLUMNS = 8, BAR_COLUMNS = 24 };

static double share(uint64_t hits, uint64_t trials)
{
    return trials > 0 ? (double)hits / (double)trials : 0;
}

/* "0.1234 (0.1200–0.1260)". */
static void add_interval(double value, struct interval interval, struct text *out)
{
    text_addf(out, "%.4f (%.4f–%.4f)", value, interval.low, interval.high);
}

static void add_share(uint64_t hits, uint64_t trials, struct text *out)
{
    add_interval(share(hits, trials), stats_wilson(hits, trials), out);
}

static void add_padded_share(uint64_t hits, uint64_t trials, const struct style *style, struct text *out)
{
    struct text word = {0};

    add_share(hits, trials, &word);
    style_add_padded(style, ELEMENT_PLAIN, text_str(&word), 26, out);
    text_release(&word);
}

static void add_row(const char *name, const struct sweep_tally *tally, uint64_t runs, const struct style *style,
                    struct text *out)
{
    style_add_padded(style, ELEMENT_PLAIN, name, NAME_COLUMNS - 1, out);
    text_add(out, " ");
    add_padded_share(tally->runs_duplicate, runs, style, out);
    add_padded_share(tally->runs_missed, runs, style, out);
    text_addf(out, "%.4f\n", share(tally->runs_silent, runs));
}

static void add_mean(const char *what, uint64_t sum, uint64_t runs, const struct batch *batches, struct text *out)
{
    text_addf(out, "  %-12s", what);
    add_interval(share(sum, runs), stats_bootstrap(batches), out);
    text_add(out, "\n");
}

static void add_delay(const char *name, const struct histogram *delays, const struct style *style, struct text *out)
{
    static const uint32_t milli[] = {500, 900, 990, 1000};

    if (delays->count == 0)
        return;
    style_add_padded(style, ELEMENT_PLAIN, name, NAME_COLUMNS - 1, out);
    text_add(out, " ");
    for (size_t i = 0; i < sizeof milli / sizeof *milli; i++) {
        struct text word = {0};

        msec_say(histogram_quantile(delays, milli[i]), &word);
        style_add_padded(style, ELEMENT_PLAIN, text_str(&word), milli[i] < 1000 ? 16 : text_width(text_str(&word)),
                         out);
        text_release(&word);
    }
    text_add(out, "\n");
}

static void add_cut(const struct swept *swept, const struct style *style, struct text *out)
{
    struct text words = {0};

    if (swept->cut == NULL)
        return;
    text_addf(&words, "Partial: %s.", swept->cut);
    style_add(style, ELEMENT_NOT_SO, text_str(&words), out);
    text_add(out, "\n\n");
    text_release(&words);
}

static void add_head(const struct swept *swept, const struct style *style, struct text *out)
{
    const struct sweep *sweep = &swept->sweep;

    style_add(style, ELEMENT_TITLE, swept->title, out);
    text_addf(out, "\n%s%s%" PRIu64 " run%s of %" PRIu64 ", seeds from %" PRIu64, swept->varied,
              swept->varied[0] ? ": " : "", sweep->runs, sweep->runs == 1 ? "" : "s", sweep->asked, sweep->first_seed);
    text_add(out, sweep->runs < sweep->asked && swept->cut == NULL ? "; not all of them were made\n\n" : "\n\n");
    add_cut(swept, style, out);
}

static void add_delays(const struct sweep *sweep, const struct style *style, struct text *out)
{
    text_add(out, "\n");
    style_add(style, ELEMENT_TITLE, "delay of posts median          90 %            99 %            longest", out);
    text_add(out, "\n");
    for (uint32_t b = 0; b < sweep->bot_count; b++)
        add_delay(sweep->names[b], &sweep->bots[b].delays, style, out);
}

void swept_text(const struct swept *swept, const struct style *style, struct text *out)
{
    const struct sweep *sweep = &swept->sweep;

    add_head(swept, style, out);
    style_add(style, ELEMENT_TITLE, "share of runs posted twice (Wilson 95 %)  missed (Wilson 95 %)      silent", out);
    text_add(out, "\n");
    for (uint32_t b = 0; b < sweep->bot_count; b++)
        add_row(sweep->names[b], &sweep->bots[b], sweep->runs, style, out);
    add_row("anybody", &sweep->total, sweep->runs, style, out);
    text_add(out, "\nfailing runs  ");
    add_share(sweep->runs - sweep->clean, sweep->runs, out);
    text_add(out, "\n\n");
    style_add(style, ELEMENT_TITLE, "mean of a run (bootstrap 95 %)", out);
    text_add(out, "\n");
    add_mean("duplicates", sweep->total.duplicates, sweep->runs, sweep->total.duplicate_batches, out);
    add_mean("misses", sweep->total.missed, sweep->runs, sweep->total.missed_batches, out);
    text_addf(out, "  %-12s%.4f\n", "late posts", share(sweep->total.late, sweep->runs));
    add_delays(sweep, style, out);
    if (sweep->limited > 0)
        text_addf(out, "\n%" PRIu64 " runs were cut off by their limit of events.\n", sweep->limited);
}

static void add_bar(double value, double largest, struct text *out)
{
    static const char *const eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    int length = largest > 0 ? (int)(value / largest * BAR_COLUMNS * 8 + 0.5) : 0;

    for (int i = 0; i < length / 8; i++)
        text_add(out, "█");
    text_add(out, eighths[length % 8]);
}

/* One line of the plot: at a value, the share of runs that do so. */
struct plot_line {
    const char *value, *what;
    uint64_t hits, runs;
};

static void add_line(const struct plot_line *line, double largest, const struct style *style, struct text *out)
{
    double part = share(line->hits, line->runs);

    style_add_padded(style, ELEMENT_PLAIN, line->value, VALUE_COLUMNS, out);
    style_add_padded(style, ELEMENT_PLAIN, line->what, WHAT_COLUMNS, out);
    add_padded_share(line->hits, line->runs, style, out);
    if (style->is_ascii)
        text_add_times(out, "#", (size_t)(largest > 0 ? part / largest * BAR_COLUMNS : 0));
    else
        add_bar(part, largest, out);
    text_add(out, "\n");
}

void swept_plot(const struct swept *list, size_t count, const struct style *style, struct text *out)
{
    double largest = 0;

    for (size_t i = 0; i < count; i++) {
        const struct sweep_tally *total = &list[i].sweep.total;
        uint64_t most = total->runs_duplicate > total->runs_missed ? total->runs_duplicate : total->runs_missed;

        largest = share(most, list[i].sweep.runs) > largest ? share(most, list[i].sweep.runs) : largest;
    }
    style_add(style, ELEMENT_TITLE, list[0].title, out);
    text_addf(out, "\nof %" PRIu64 " run%s each, seeds from %" PRIu64 ", the share that does so (Wilson 95 %%)\n\n",
              list[0].sweep.asked, list[0].sweep.asked == 1 ? "" : "s", list[0].sweep.first_seed);
    add_cut(&list[count - 1], style, out);
    for (size_t i = 0; i < count; i++) {
        const struct sweep *sweep = &list[i].sweep;
        const struct plot_line twice = {list[i].varied, "twice", sweep->total.runs_duplicate, sweep->runs};
        const struct plot_line missed = {"", "missed", sweep->total.runs_missed, sweep->runs};

        add_line(&twice, largest, style, out);
        add_line(&missed, largest, style, out);
    }
}

/* A field, quoted where it must be (RFC 4180). */
static void add_field(const char *string, struct text *out)
{
    bool is_plain = true;

    for (const char *at = string; *at; at++)
        is_plain = is_plain && *at != ',' && *at != '"' && *at != '\n';
    if (is_plain) {
        text_add(out, string);
        return;
    }
    text_add(out, "\"");
    for (const char *at = string; *at; at++) {
        text_add_bytes(out, at, 1);
        if (*at == '"')
            text_add(out, "\"");
    }
    text_add(out, "\"");
}

static void csv_share(uint64_t hits, uint64_t runs, struct text *out)
{
    struct interval interval = stats_wilson(hits, runs);

    text_addf(out, ",%" PRIu64 ",%.9g,%.9g,%.9g", hits, share(hits, runs), interval.low, interval.high);
}

static void csv_mean(uint64_t sum, uint64_t runs, const struct batch *batches, struct text *out)
{
    struct interval interval = stats_bootstrap(batches);

    text_addf(out, ",%" PRIu64 ",%.9g,%.9g,%.9g", sum, share(sum, runs), interval.low, interval.high);
}

static void csv_row(const struct swept *swept, const char *name, const struct sweep_tally *tally, struct text *out)
{
    uint64_t runs = swept->sweep.runs;

    add_field(swept->varied, out);
    text_add(out, ",");
    add_field(name, out);
    text_addf(out, ",%" PRIu64 ",%" PRIu64 ",%" PRIu64, runs, tally->owed, tally->posts);
    csv_share(tally->runs_duplicate, runs, out);
    csv_share(tally->runs_missed, runs, out);
    csv_share(tally->runs_late, runs, out);
    csv_share(tally->runs_silent, runs, out);
    csv_mean(tally->duplicates, runs, tally->duplicate_batches, out);
    csv_mean(tally->missed, runs, tally->missed_batches, out);
    for (uint32_t milli = 500; milli <= 1000; milli += milli == 500 ? 400 : milli == 900 ? 90 : 10) {
        msec quantile = histogram_quantile(&tally->delays, milli);

        text_add(out, ",");
        if (quantile != MSEC_NONE)
            text_addf(out, "%" PRId64, quantile);
    }
    text_add(out, "\n");
}

void swept_csv(const struct swept *list, size_t count, struct text *out)
{
    static const char *const shares[] = {"duplicate", "missed", "late", "silent"};

    text_add(out, "vary,bot,runs,owed,posts");
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++)
        text_addf(out, ",runs_%s,share_%s,low_%s,high_%s", shares[i], shares[i], shares[i], shares[i]);
    text_add(out, ",duplicates,mean_duplicates,mean_low_duplicates,mean_high_duplicates"
                  ",misses,mean_misses,mean_low_misses,mean_high_misses"
                  ",delay_p50_ms,delay_p90_ms,delay_p99_ms,delay_max_ms\n");
    for (size_t i = 0; i < count; i++) {
        for (uint32_t b = 0; b < list[i].sweep.bot_count; b++)
            csv_row(&list[i], list[i].sweep.names[b], &list[i].sweep.bots[b], out);
        csv_row(&list[i], "all", &list[i].sweep.total, out);
    }
}
