#include "report/odds.h"

#include "report/json_value.h"

/* The chance of at least one. */
static double any(const double chances[ODDS_COUNTS])
{
    double chance = 0;

    for (int i = 1; i < ODDS_COUNTS; i++)
        chance += chances[i];
    return chance;
}

/* Nine digits, which leave a space between columns whatever the exponent; the JSON has them all. */
static void tally_row(struct report *report, const char *name, const struct odds_tally *tally)
{
    const double chances[] = {any(tally->duplicates_of), tally->duplicates, any(tally->missed_of), tally->missed};
    static const enum wish wishes[] = {WISH_ONCE, WISH_ONCE, WISH_MADE, WISH_MADE};

    report_row(report, name);
    for (size_t i = 0; i < sizeof chances / sizeof *chances; i++)
        if (wish_is_judged(report->scenario, wishes[i]))
            report_cellf(report, "%.9g", chances[i]);
        else
            report_unjudged(report);
}

static void tallies_add(const struct odds_answer *answer, struct report *report)
{
    static const struct report_column columns[] = {
        {.head = "chance", .columns = 14},
        {.head = "{did} twice", .columns = 16, .is_number = true},
        {.head = "duplicates/run", .columns = 16, .is_number = true},
        {.head = "missed", .columns = 16, .is_number = true},
        {.head = "misses/run", .is_number = true},
    };
    const struct odds *odds = answer->odds;

    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (uint32_t b = 0; b < odds->bot_count; b++)
        tally_row(report, answer->scenario->bots[b].name, &odds->bots[b]);
    tally_row(report, "anybody", &odds->total);
}

/* How likely each number is: "duplicates  0: 0.97  1: 0.03". */
static void counts_line(const char *what, const double chances[ODDS_COUNTS], struct report *report)
{
    const char *gap = "";
    struct text line = {0};

    text_addf(&line, "%-12s", what);
    for (int i = 0; i < ODDS_COUNTS; i++) {
        if (chances[i] <= 0)
            continue;
        text_addf(&line, "%s%d%s: %.6g", gap, i, i == ODDS_COUNTS - 1 ? "+" : "", chances[i]);
        gap = "  ";
    }
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
}

static void effort_line(const struct odds *odds, struct report *report)
{
    struct text line = {0};

    text_add_count(&line, odds->states, "state, ", "states, ");
    text_add_count(&line, odds->ends, "distinct end, ", "distinct ends, ");
    text_addf(&line, "%zu KiB", (odds->memory + 1023) / 1024);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
}

static void unknown_add(const struct odds_answer *answer, struct report *report)
{
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                "Partial: %s. The chances above are lower bounds, each at most %.6g too small; the numbers per run "
                "are lower bounds, too. An estimate:",
                answer->partial, answer->odds->unknown);
    report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, answer->estimate);
}

void odds_report(const struct odds_answer *answer, struct report *report)
{
    const struct odds *odds = answer->odds;
    struct text line = {0};

    report->scenario = answer->scenario;
    report_add(report, REPORT_TITLE, ELEMENT_TITLE, scenario_heading(answer->scenario));
    report_space(report);
    tallies_add(answer, report);
    report_space(report);
    text_addf(&line, "a clean run %.12g", odds->clean);
    if (wish_is_judged(answer->scenario, WISH_SEEN))
        text_addf(&line, "; something silent %.12g", odds->total.silent);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    report_space(report);
    if (wish_is_judged(answer->scenario, WISH_ONCE))
        counts_line("duplicates", odds->total.duplicates_of, report);
    if (wish_is_judged(answer->scenario, WISH_MADE))
        counts_line("misses", odds->total.missed_of, report);
    report_space(report);
    effort_line(odds, report);
    if (odds->unknown != 0)
        unknown_add(answer, report);
}

static json_t *chances_json(const double *chances)
{
    json_t *list = json_array();

    for (int i = 0; i < ODDS_COUNTS; i++)
        json_append(&list, json_real(chances[i]));
    return list;
}

static json_t *tally_json(const char *name, const struct odds_tally *tally)
{
    return json_pack("{s:s, s:f, s:f, s:o, s:o, s:f}", "bot", name, "duplicates", tally->duplicates, "missed",
                     tally->missed, "duplicates_of", chances_json(tally->duplicates_of), "missed_of",
                     chances_json(tally->missed_of), "silent", tally->silent);
}

void odds_json(const struct odds_answer *answer, struct text *out)
{
    const struct odds *odds = answer->odds;
    json_t *bots = json_array(), *root;

    for (uint32_t b = 0; b < odds->bot_count; b++)
        json_append(&bots, tally_json(answer->scenario->bots[b].name, &odds->bots[b]));
    root = json_of_scenario(answer->scenario);
    json_add_all(&root, json_pack("{s:b, s:f, s:f, s:o, s:o, s:I, s:I, s:I}", "complete", (int)(odds->unknown == 0),
                                  "unknown", odds->unknown, "clean", odds->clean, "total",
                                  tally_json("all", &odds->total), "bots", bots, "states", (json_int_t)odds->states,
                                  "ends", (json_int_t)odds->ends, "memory_bytes", (json_int_t)odds->memory));
    json_deliver(root, out);
}
