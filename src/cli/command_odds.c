/* The command odds: exact chances. */
#include "cli/cli.h"
#include "cli/json_out.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/search_options.h"
#include "explore/odds.h"

struct odds_report {
    const struct cli *cli;
    const struct subject *subject;
    const struct odds *odds;
    bool is_interrupted;
};

static double twice(const struct odds_tally *tally)
{
    double chance = 0;

    for (int i = 1; i < ODDS_COUNTS; i++)
        chance += tally->duplicates_of[i];
    return chance;
}

static double never(const struct odds_tally *tally)
{
    double chance = 0;

    for (int i = 1; i < ODDS_COUNTS; i++)
        chance += tally->missed_of[i];
    return chance;
}

/* Nine digits, which leave a space between columns whatever the exponent; the JSON has them all. */
static void add_row(const char *name, const struct odds_tally *tally, const struct style *style, struct text *out)
{
    style_add_padded(style, ELEMENT_PLAIN, name, 13, out);
    text_addf(out, " %-16.9g%-16.9g%-16.9g%.9g\n", twice(tally), tally->duplicates, never(tally), tally->missed);
}

static bool is_last(const double *chances, int i)
{
    while (++i < ODDS_COUNTS)
        if (chances[i] > 0)
            return false;
    return true;
}

static void add_counts(const char *what, const double *chances, struct text *out)
{
    text_addf(out, "%-12s", what);
    for (int i = 0; i < ODDS_COUNTS; i++)
        if (chances[i] > 0)
            text_addf(out, "%d%s: %.6g%s", i, i == ODDS_COUNTS - 1 ? "+" : "", chances[i],
                      is_last(chances, i) ? "" : "  ");
    text_add(out, "\n");
}

static void add_end(const struct odds_report *report, struct text *out)
{
    const struct odds *odds = report->odds;
    struct text command = {0};

    text_add(out, "\n");
    text_add_count(out, odds->states, "state, ", "states, ");
    text_add_count(out, odds->ends, "distinct end, ", "distinct ends, ");
    text_addf(out, "%zu KiB\n", (odds->memory + 1023) / 1024);
    if (odds->unknown == 0)
        return;
    command_line_write("sweep", report->subject->source.name, NULL, report->cli->settings, &command);
    if (report->cli->settings->words[WORD_FAULT_RATE])
        text_addf(&command, " --fault-rate %s", report->cli->settings->words[WORD_FAULT_RATE]);
    text_addf(
        out,
        "Partial: %s. The chances above are lower bounds, each at most %.6g too small; the numbers per run are lower "
        "bounds, too. An estimate:\n  %s --runs 1000000\n",
        report->is_interrupted || odds->is_stopped ? patience_reason(report->is_interrupted)
        : odds->is_short                           ? "the memory allowed was used up (--memory)"
                                                   : "some runs go around for ever, or were cut",
        odds->unknown, text_str(&command));
    text_release(&command);
}

static void odds_text(const struct odds_report *report, struct text *out)
{
    const struct odds *odds = report->odds;
    const struct scenario *scenario = report->subject->changed;
    const struct style *style = &report->cli->style;

    style_add(style, ELEMENT_TITLE, scenario_heading(scenario), out);
    text_add(out, "\n\n");
    style_add(style, ELEMENT_TITLE, "chance        posted twice    duplicates/run  missed          misses/run", out);
    text_add(out, "\n");
    for (uint32_t b = 0; b < odds->bot_count; b++)
        add_row(scenario->bots[b].name, &odds->bots[b], style, out);
    add_row("anybody", &odds->total, style, out);
    text_addf(out, "\na clean run %.12g; something silent %.12g\n\n", odds->clean, odds->total.silent);
    add_counts("duplicates", odds->total.duplicates_of, out);
    add_counts("misses", odds->total.missed_of, out);
    add_end(report, out);
}

static json_t *chances_json(const double *chances)
{
    json_t *list = json_array();

    for (int i = 0; i < ODDS_COUNTS; i++)
        json_array_append_new(list, json_real(chances[i]));
    return list;
}

static json_t *tally_json(const char *name, const struct odds_tally *tally)
{
    return json_pack("{s:s, s:f, s:f, s:o, s:o, s:f}", "bot", name, "duplicates", tally->duplicates, "missed",
                     tally->missed, "duplicates_of", chances_json(tally->duplicates_of), "missed_of",
                     chances_json(tally->missed_of), "silent", tally->silent);
}

static void odds_json(const struct odds_report *report, struct text *out)
{
    const struct odds *odds = report->odds;
    json_t *bots = json_array(), *root;

    for (uint32_t b = 0; b < odds->bot_count; b++)
        json_array_append_new(bots, tally_json(report->subject->changed->bots[b].name, &odds->bots[b]));
    root = json_pack("{s:s, s:b, s:f, s:f, s:o, s:o, s:I, s:I, s:I}", "title", report->subject->changed->title,
                     "complete", (int)(odds->unknown == 0), "unknown", odds->unknown, "clean", odds->clean, "total",
                     tally_json("all", &odds->total), "bots", bots, "states", (json_int_t)odds->states, "ends",
                     (json_int_t)odds->ends, "memory_bytes", (json_int_t)odds->memory);
    json_deliver(root, out);
}

static enum exit_code report_print(const struct odds_report *report)
{
    struct text text = {0};
    enum exit_code code;

    if (report->cli->settings->format == FORMAT_JSON)
        odds_json(report, &text);
    else
        odds_text(report, &text);
    code = print_report(report->cli, &text);
    return code == EXIT_AS_CLAIMED && report->is_interrupted ? EXIT_INTERRUPTED : code;
}

/* The scenario's chances cannot be exact: what to type instead. */
static enum exit_code refuse(const struct cli *cli, const struct subject *subject, const char *obstacle)
{
    struct text command = {0};

    command_line_write("sweep", subject->source.name, NULL, cli->settings, &command);
    talk("%s: %s, so that there is no exact answer; an estimate: %s", subject->source.name, obstacle,
         text_str(&command));
    text_release(&command);
    return EXIT_MISTAKE;
}

static enum exit_code subject_odds(const struct cli *cli, const struct subject *subject, size_t memory, msec limit)
{
    struct odds_report report = {.cli = cli, .subject = subject};
    const struct scenario *scenario = subject->changed;
    struct scenario *rated;
    struct patience patience;
    struct cancel_token watch;
    enum exit_code code;
    struct odds odds;
    struct err err;
    bool is_taken;

    if (odds_obstacle(scenario))
        return refuse(cli, subject, odds_obstacle(scenario));
    if (!fault_rate_apply(cli->settings, scenario, &rated, &err))
        return fail_mistake(&err);
    if (rated)
        scenario = rated;
    idle_faults_of_search_note(cli->settings, subject);
    patience_begin(&patience, limit);
    watch = patience_watch(&patience);
    is_taken = odds_take(scenario, memory, &watch, &odds, &err);
    report.is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    report.odds = &odds;
    code = is_taken ? report_print(&report) : fail_world(&err);
    if (is_taken)
        odds_release(&odds);
    scenario_free(rated);
    return code;
}

enum exit_code command_odds(const struct cli *cli)
{
    struct subject subject;
    enum exit_code code;
    struct err err;
    size_t memory;
    msec limit;

    if (!word_memory(cli->settings, ODDS_MEMORY_DEFAULT, &memory, &err) ||
        !word_time(cli->settings, WORD_TIME, &limit, &err))
        return fail_mistake(&err);
    code = subject_open(cli, cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    code = subject_odds(cli, &subject, memory, limit);
    subject_close(&subject);
    return code;
}
