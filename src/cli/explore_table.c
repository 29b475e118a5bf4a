/* Designs × guards: how the article's advice fares under every placement, and where its limits are. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "cli/explore.h"
#include "cli/json_out.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/search_options.h"
#include "words/wish.h"

enum { DESIGN_COLUMNS = 19, GUARD_COLUMNS = 17, COUNT_COLUMNS = 9 };

struct table {
    const struct cli *cli;
    const struct search_options *options;
    struct patience patience;
    struct cancel_token watch;
    unsigned guards; /* bit g: guard g for all bots; 0: the files' own */
    struct text text;
    json_t *rows;
    bool is_partial;
};

/* A number too long for its column pushes the others aside: it is neither cut nor joined to them. */
static void add_number(const struct style *style, enum element element, uint64_t number, struct text *out)
{
    struct text word = {0};
    int columns = COUNT_COLUMNS - 1;

    text_addf(&word, "%" PRIu64, number);
    columns = text_width(text_str(&word)) > columns ? text_width(text_str(&word)) : columns;
    style_add_padded(style, number > 0 ? element : ELEMENT_PLAIN, text_str(&word), columns, out);
    text_add(out, " ");
    text_release(&word);
}

static void add_head(struct table *table)
{
    const struct style *style = &table->cli->style;
    struct text *out = &table->text;

    text_addf(out, "every way that at most %u fault%s can strike\n", table->options->faults,
              table->options->faults == 1 ? "" : "s");
    style_add_padded(style, ELEMENT_TITLE, "design", DESIGN_COLUMNS, out);
    style_add_padded(style, ELEMENT_TITLE, "guard of all", GUARD_COLUMNS, out);
    style_add_padded(style, ELEMENT_TITLE, "runs", COUNT_COLUMNS, out);
    style_add_padded(style, ELEMENT_TITLE, "post twice", COUNT_COLUMNS + 2, out);
    style_add_padded(style, ELEMENT_TITLE, "miss", COUNT_COLUMNS, out);
    style_add_padded(style, ELEMENT_TITLE, "silent", COUNT_COLUMNS, out);
    style_add(style, ELEMENT_TITLE, "wishes", out);
    text_add(out, "\n");
}

static void add_row(struct table *table, const char *design, const char *guard, const struct explore *explore)
{
    const struct style *style = &table->cli->style;
    const struct run_tally *total = &explore->total;
    struct text *out = &table->text;

    style_add_padded(style, ELEMENT_PLAIN, design, DESIGN_COLUMNS - 1, out);
    text_add(out, " ");
    style_add_padded(style, ELEMENT_PLAIN, guard, GUARD_COLUMNS, out);
    add_number(style, ELEMENT_PLAIN, total->runs, out);
    add_number(style, ELEMENT_AGAIN, total->duplicate + total->both, out);
    text_add(out, "  ");
    add_number(style, ELEMENT_MISSED, total->lose + total->both, out);
    add_number(style, ELEMENT_MISSED, total->silent, out);
    for (int wish = 0; wish < WISH_COUNT; wish++)
        style_add_wish(style, total->refused[wish] == 0, out);
    text_add(out, explore->result.end == SEARCH_COMPLETE ? "\n" : " partial\n");
}

static void add_row_json(struct table *table, const char *design, const char *guard, const struct explore *explore)
{
    const struct run_tally *total = &explore->total;
    json_int_t duplicate = (json_int_t)total->duplicate + (json_int_t)total->both;
    json_int_t lose = (json_int_t)total->lose + (json_int_t)total->both;

    json_array_append_new(table->rows,
                          json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:o, s:b}", "scenario", design, "guard", guard,
                                    "runs", (json_int_t)total->runs, "clean", (json_int_t)total->clean, "duplicate",
                                    duplicate, "lose", lose, "silent", (json_int_t)total->silent, "refused",
                                    json_of_refused(total->refused), "complete",
                                    (int)(explore->result.end == SEARCH_COMPLETE)));
}

/* `guard`: enum guard; GUARD_COUNT: each bot has its own. */
static bool row_take(struct table *table, const struct subject *subject, int guard, struct err *err)
{
    const char *name = guard == GUARD_COUNT ? "the file's own" : guard_names[guard];
    struct change change = {.kind = CHANGE_GUARD};
    struct scenario *changed;
    struct explore explore;
    bool is_taken;

    if (guard != GUARD_COUNT)
        (void)snprintf(change.value, sizeof change.value, "all=%s", guard_names[guard]);
    changed = scenario_changed(subject->changed, &change, guard == GUARD_COUNT ? 0 : 1, err);
    if (!changed)
        return false;
    is_taken = explore_take(changed, table->options, &table->watch, &explore, err);
    scenario_free(changed);
    if (!is_taken)
        return false;
    add_row(table, subject->source.name, name, &explore);
    add_row_json(table, subject->source.name, name, &explore);
    table->is_partial = table->is_partial || explore.result.end != SEARCH_COMPLETE;
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
        idle_faults_of_search_note(table->cli->settings, &subject);
    for (int guard = 0; guard <= GUARD_COUNT && code == EXIT_AS_CLAIMED; guard++) {
        bool is_wanted = guard == GUARD_COUNT ? table->guards == 0 : (table->guards >> guard & 1) != 0;

        if (is_wanted && !row_take(table, &subject, guard, &err))
            code = fail_world(&err);
    }
    subject_close(&subject);
    return code;
}

static void add_wishes(const struct style *style, struct text *out)
{
    const struct scenario nobody = {.bot_count = 0};
    struct text wishes = {0};

    text_add(&wishes, "wishes, granted in every run: ");
    for (int wish = 0; wish < WISH_COUNT; wish++) {
        text_add(&wishes, wish > 0 ? ", " : "");
        wish_add(&nobody, (enum wish)wish, NO_INDEX, &wishes);
    }
    text_add(out, "\n");
    text_add_wrapped(out, text_str(&wishes), style_columns(style), "");
    text_add(out, "\n");
    text_release(&wishes);
}

static enum exit_code table_print(struct table *table)
{
    struct text report = {0};

    if (table->cli->settings->format != FORMAT_JSON) {
        add_wishes(&table->cli->style, &table->text);
        return print_report(table->cli, &table->text);
    }
    json_deliver(json_incref(table->rows), &report);
    return print_report(table->cli, &report);
}

static bool guards_read(const struct settings *settings, unsigned *out, struct err *err)
{
    const struct word_choices guards = {"guard", guard_names, GUARD_COUNT};
    const char *value = settings->words[WORD_GUARDS];

    if (value != NULL && strcmp(value, "all") == 0) {
        *out = (1u << GUARD_COUNT) - 1;
        return true;
    }
    return word_set(settings, WORD_GUARDS, &guards, out, err);
}

enum exit_code exploration_table(const struct cli *cli, const struct search_options *options, msec limit)
{
    struct table table = {.cli = cli, .options = options};
    enum exit_code code = EXIT_AS_CLAIMED;
    struct err err;

    if (!guards_read(cli->settings, &table.guards, &err))
        return fail_mistake(&err);
    table.rows = json_array();
    patience_begin(&table.patience, limit);
    table.watch = patience_watch(&table.patience);
    add_head(&table);
    for (size_t i = 0; i < cli->settings->operand_count && code == EXIT_AS_CLAIMED; i++)
        code = design_take(&table, cli->settings->operands[i]);
    if (code == EXIT_AS_CLAIMED)
        code = table_print(&table);
    if (code == EXIT_AS_CLAIMED && patience_was_interrupted())
        code = EXIT_INTERRUPTED;
    patience_end(&table.patience);
    text_release(&table.text);
    json_decref(table.rows);
    return code;
}
