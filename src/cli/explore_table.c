/* Designs × guards: how the article's advice fares under every placement, and where its limits are. */
#include <inttypes.h>
#include <string.h>

#include "cli/explore.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/print.h"
#include "model/changed.h"
#include "report/json_value.h"
#include "words/wish.h"

struct table {
    const struct cli *cli;
    const struct search_options *options;
    struct patience patience;
    struct cancel_token cancel;
    unsigned guards; /* bit g: guard g for all bots; 0: the files' own */
    struct report report;
    json_t *rows;
    struct run_tally total; /* of all rows */
    bool is_partial;
    bool is_any_spared; /* in a row no attempt came to a gap that is searched */
};

static void add_head(struct table *table)
{
    static const struct report_column columns[] = {
        {.head = "design", .columns = 19},
        {.head = "guard of all", .columns = 17},
        {.head = "runs", .columns = 9, .is_number = true},
        {.head = "post twice", .columns = 11, .is_number = true},
        {.head = "miss", .columns = 9, .is_number = true},
        {.head = "silent", .columns = 9, .is_number = true},
        {.head = "wishes"},
    };
    uint32_t faults = table->options->faults;

    report_addf(&table->report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                "every way that at most %" PRIu32 " fault%s can strike", faults, faults == 1 ? "" : "s");
    report_table(&table->report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
}

static void add_row(struct table *table, const char *design, const char *guard, const struct explore *explore)
{
    const struct run_tally *total = &explore->total;
    struct report *report = &table->report;

    report_row(report, design);
    report_cell(report, ELEMENT_PLAIN, guard);
    report_number(report, ELEMENT_PLAIN, total->runs);
    report_number(report, ELEMENT_AGAIN, total->duplicate + total->both);
    report_number(report, ELEMENT_MISSED, total->lose + total->both);
    report_number(report, ELEMENT_MISSED, total->silent);
    report_cell(report, ELEMENT_PLAIN, "");
    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (wish_is_judged(explore->scenario, (enum wish)wish))
            report_more_wish(report, total->refused[wish] == 0);
        else
            report_more(report, ELEMENT_QUIET, "–");
    report_more(report, ELEMENT_PLAIN, explore_is_whole(explore) ? "" : " partial");
    if (table->options->faults > 0 && !explore_has_strikes(explore)) {
        table->is_any_spared = true;
        report_more(report, ELEMENT_REFUSED, " *");
    }
}

static void add_row_json(struct table *table, const char *guard, const struct explore *explore)
{
    const struct run_tally *total = &explore->total;
    json_t *row = json_of_scenario(explore->scenario);

    json_add_all(&row, json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:b, s:b}", "guard", guard, "runs",
                                 (json_int_t)total->runs, "clean", (json_int_t)total->clean, "duplicate",
                                 (json_int_t)total->duplicate, "lose", (json_int_t)total->lose, "both",
                                 (json_int_t)total->both, "silent", (json_int_t)total->silent, "refused",
                                 json_of_refused(explore->scenario->unjudged, total->refused), "struck",
                                 (int)explore_has_strikes(explore), "complete", (int)explore_is_whole(explore)));
    json_append(&table->rows, row);
}

/* `guard`: enum guard; GUARD_COUNT: each bot has its own. */
static bool row_take(struct table *table, const struct subject *subject, int guard, struct err *err)
{
    const char *name = guard == GUARD_COUNT ? "the file's own" : guard_names[guard];
    const struct change change = change_of(CHANGE_GUARD, CHANGE_ALL,
                                           guard == GUARD_COUNT ? GUARD_NONE : (uint64_t)guard);
    struct scenario *changed;
    struct explore explore;
    bool is_taken;

    changed = scenario_changed(subject->changed, &change, guard == GUARD_COUNT ? 0 : 1, err);
    if (!changed)
        return false;
    is_taken = explore_take(changed, table->options, &table->cancel, &explore, err);
    scenario_free(changed);
    if (!is_taken)
        return false;
    add_row(table, subject->source.name, name, &explore);
    add_row_json(table, name, &explore);
    table->total.runs += explore.total.runs;
    table->total.clean += explore.total.clean;
    table->total.limited += explore.total.limited;
    table->is_partial = table->is_partial || !explore_is_whole(&explore);
    explore_release(&explore);
    return true;
}

static enum exit_code design_take(struct table *table, const char *name)
{
    struct subject subject;
    enum exit_code code = subject_open(table->cli, name, &subject);
    struct err err;

    if (code != EXIT_AS_CLAIMED)
        return code;
    if (table->options->own != OWN_REMOVED && table->guards == 0) /* another guard may have the gap */
        code = idle_faults_of_search_note(table->cli->settings, &subject);
    for (int guard = 0; guard <= GUARD_COUNT && code == EXIT_AS_CLAIMED; guard++) {
        bool is_wanted = guard == GUARD_COUNT ? table->guards == 0 : (table->guards >> guard & 1) != 0;

        if (is_wanted && !row_take(table, &subject, guard, &err))
            code = fail_world(&err);
    }
    subject_close(&subject);
    return code;
}

static void add_wishes(struct report *report)
{
    struct text wishes = {0};

    text_add(&wishes, "wishes, granted in every run (–: not judged): ");
    wishes_list(NULL, &wishes);
    report_space(report);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &wishes);
}

static enum exit_code table_print(struct table *table)
{
    struct text text = {0};

    if (table->cli->settings->format != FORMAT_JSON) {
        add_wishes(&table->report);
        if (table->is_any_spared)
            report_add(&table->report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "* no attempt came to a gap that is searched");
        return report_print(table->cli, &table->report);
    }
    json_deliver(json_incref(table->rows), &text);
    return text_print(table->cli, &text);
}

enum exit_code exploration_table(const struct cli *cli, const struct search_options *options)
{
    struct table table = {
        .cli = cli, .options = options, .guards = (unsigned)option_number(cli->settings, OPTION_GUARDS)};
    enum exit_code code = EXIT_AS_CLAIMED;

    report_init(&table.report);
    table.rows = json_array();
    patience_begin(&table.patience, (msec)option_number(cli->settings, OPTION_TIME));
    table.cancel = patience_watch(&table.patience);
    add_head(&table);
    for (size_t i = 0; i < cli->settings->operand_count && code == EXIT_AS_CLAIMED; i++)
        code = design_take(&table, cli->settings->operands[i]);
    if (code == EXIT_AS_CLAIMED)
        code = table_print(&table);
    if (code == EXIT_AS_CLAIMED)
        code = clean_code(cli, &table.total, !table.is_partial);
    patience_end(&table.patience);
    report_release(&table.report);
    json_decref(table.rows);
    return code;
}
