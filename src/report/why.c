#include "report/why.h"

#include <inttypes.h>

#include "base/shell.h"
#include "words/chain.h"
#include "words/change_say.h"
#include "words/narrate.h"
#include "words/outcome.h"
#include "words/phrase.h"
#include "words/verdict.h"
#include "words/wish.h"

void why_options(const struct why *why, const struct whatif *row, struct text *out)
{
    text_addf(out, "%s%s", why->options, why->options[0] ? " " : "");
    changes_write(row->changes, row->change_count, out);
}

static void chain_write(const struct why *why, struct report *report)
{
    size_t left_out = narrate_chain_left_out(&why->story, why->ledger, why->bot, why->occurrence);

    for (size_t i = 0; i < why->chain_count; i++) {
        struct text sentence = {0};

        if (i == NARRATE_CHAIN_HEAD && left_out > 0)
            report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "    … and so on: %zu left out …", left_out);
        text_addf(&sentence, "%2zu  ", i + 1 + (i < NARRATE_CHAIN_HEAD ? 0 : left_out));
        narrate_event(&why->story, why->chain[i], &sentence);
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &sentence);
        report_indent(report, "    ");
    }
}

static void wishes_head(const struct why *why, struct report *report)
{
    const struct trace *trace = why->trace;
    int failing = wish_failing_bot(trace);
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(trace->scenario, judged);

    report_space(report);
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                "What would help? Each change is run by itself, for %s:", wishes_all(trace->scenario));
    for (size_t i = 0; i < count; i++) {
        struct text line = {0};

        text_addf(&line, "  %zu ", i + 1);
        wish_add(trace->scenario, judged[i], failing, &line);
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
        report_indent(report, "    ");
    }
    report_space(report);
}

static void command_write(const struct why *why, const struct whatif *row, struct report *report)
{
    struct text command = {0};

    text_add(&command, "makeitso run ");
    shell_word_write(why->name, &command);
    text_add(&command, " ");
    why_options(why, row, &command);
    report_add_take(report, REPORT_COMMAND, ELEMENT_QUIET, &command);
}

/* "all four wishes"; where a change grants them that loses a post to one fault more, that no other does so. */
static void all_say(const struct why *why, struct text *out)
{
    const struct whatif_search *search = &why->search;
    bool is_any = false;

    for (size_t i = 0; i < search->ranked_count; i++)
        is_any = is_any || (search->ranked[i]->granted == WISH_COUNT && search->ranked[i]->merit.loses);
    text_add(out, wishes_all(why->scenario));
    if (is_any)
        phrase_add(why->scenario, " without losing a {effect} to one fault more", out);
}

static void best_write(const struct why *why, struct report *report)
{
    const struct whatif *best = why->search.best;
    struct text line = {0}, all = {0};

    if (best->change_count > 1)
        all_say(why, &all);
    else
        text_add(&all, wishes_all(why->scenario));
    text_addf(&line,
              best->change_count > 1 ? "No single change grants %s. The pair that does, and stands up best: "
                                     : "What grants %s, and stands up best to other faults: ",
              text_str(&all));
    text_release(&all);
    changes_say(why->scenario, best->changes, best->change_count, &line);
    text_add(&line, ".");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    command_write(why, best, report);
}

/* What comes near: the first single, or the pairs that grant more. */
static void nearest_write(const struct why *why, struct report *report)
{
    const struct whatif_search *search = &why->search;
    enum wish judged[WISH_COUNT];
    size_t left_out = WISH_COUNT - wishes_judged(why->scenario, judged); /* and granted */

    for (size_t i = 0; i < search->ranked_count; i++) {
        const struct whatif *row = search->ranked[i];
        struct text line = {0};

        if (row != search->nearest && row->change_count == 1)
            continue;
        text_addf(&line, "Nearly, with %zu of %zu: ", row->granted - left_out, WISH_COUNT - left_out);
        changes_say(why->scenario, row->changes, row->change_count, &line);
        text_add(&line, "; but ");
        why_shortfall(why, row, &line);
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
        report_indent(report, "  ");
        command_write(why, row, report);
    }
}

/* Would a change grant all, had every fault struck with it? */
static bool is_any_spared(const struct whatif_search *search)
{
    bool is_any = false;

    for (size_t i = 0; i < search->singles.count; i++)
        is_any = is_any || (search->singles.rows[i].granted == WISH_COUNT &&
                            fault_set_count(&search->singles.rows[i].spared) > 0);
    return is_any;
}

static size_t count_tried(const struct whatif_list *list)
{
    size_t count = 0;

    for (size_t i = 0; i < list->count; i++)
        count += list->rows[i].is_remedy && list->rows[i].is_possible;
    return count;
}

/* That no change was found which grants all wishes, and how many were tried. */
static void no_remedy_say(const struct why *why, struct text *out)
{
    const struct whatif_search *search = &why->search;
    struct text wishes = {0};
    const char *all;

    all_say(why, &wishes);
    all = text_str(&wishes);
    if (search->untried > 0 && search->singles.count == 0)
        text_addf(out, "None of %zu changes was tried.", search->untried);
    else if (search->untried > 0)
        text_addf(out, "None of the %zu smallest changes grants %s; these runs are long, and %zu more were not tried.",
                  search->singles.count, all, search->untried);
    else
        text_addf(out, "None of the %zu changes%s that were tried grants %s%s.",
                  count_tried(&search->singles) + count_tried(&search->pairs),
                  search->pairs.count > 0 ? " and pairs" : "", all,
                  search->is_cut ? "; other pairs were not tried" : "");
    if (is_any_spared(search))
        text_add(out, " A change with which a fault never strikes proves nothing.");
    out->failed = out->failed || wishes.failed;
    text_release(&wishes);
}

/* "Partial: the time was up (--time); 120 of 840 changes were tried. " */
static void partial_say(const struct whatif_search *search, const char *partial, struct text *out)
{
    size_t tried = search->singles.count + search->pairs.count;

    text_addf(out, "Partial: %s", partial);
    if (search->untried + search->pairs_untried > 0)
        text_addf(out, "; %zu of %zu changes%s were tried", tried, tried + search->untried + search->pairs_untried,
                  search->pairs.count > 0 ? " and pairs" : "");
    text_add(out, search->best ? "." : ". ");
}

static void remedy_write(const struct why *why, struct report *report)
{
    const char *partial = why->partial(why->asker);
    struct text line = {0};

    report_space(report);
    if (ledger_is_good(why->ledger)) { /* what is amiss refuses no wish that is judged */
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_MADE_IT_SO, "Nothing needs a change: the run grants %s as it is.",
                    wishes_all(why->scenario));
        return;
    }
    if (partial)
        partial_say(&why->search, partial, &line);
    if (why->search.best == NULL)
        no_remedy_say(why, &line);
    if (!why->search.is_ranked)
        text_addf(&line, "%sNot all of them were held against other faults, by which they are ranked.",
                  text_is_empty(&line) ? "" : " ");
    if (!text_is_empty(&line))
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    if (why->search.best != NULL)
        best_write(why, report);
    else if (why->search.nearest != NULL)
        nearest_write(why, report);
    text_release(&line);
}

/* Who did not fare well, so that one can ask about them. */
static void others_write(const struct why *why, struct report *report)
{
    const struct ledger *ledger = why->ledger;
    struct text line = {0};

    for (uint32_t bot = 0; bot < ledger->bot_count; bot++) {
        uint32_t day = ledger_first_amiss(ledger, bot);

        if (day == 0)
            continue;
        text_add(&line, text_is_empty(&line) ? "Ask instead about " : ", ");
        text_add(&line, why->scenario->bots[bot].name);
        if (ledger->occurrences > 1)
            text_addf(&line, " on day %" PRIu32, day);
        text_add(&line, " (");
        outcome_state(why->scenario, ledger, bot, &line);
        text_add(&line, ")");
    }
    if (!text_is_empty(&line)) {
        text_add(&line, ".");
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    }
    text_release(&line);
}

static void nothing_write(const struct why *why, struct report *report)
{
    const struct ledger_cell *cell = ledger_cell(why->ledger, why->occurrence, why->bot);
    const struct vocabulary *words = &why->scenario->vocabulary;
    const char *name = why->scenario->bots[why->bot].name;

    if (!cell->is_owed && cell->posts == 0)
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "%s owes no %s on day %" PRIu32 ".", name,
                    vocabulary_say(words, VOCABULARY_effect), why->occurrence);
    else
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                    "%s %s exactly once on day %" PRIu32 ": there is nothing to explain.", name,
                    vocabulary_say(words, VOCABULARY_did), why->occurrence);
    others_write(why, report);
}

static void head_write(const struct why *why, struct report *report)
{
    const struct ledger_cell *cell = ledger_cell(why->ledger, why->occurrence, why->bot);
    struct text line = {0};

    text_addf(&line, "%s on day %" PRIu32 " of ", why->scenario->bots[why->bot].name, why->occurrence);
    text_add_safe(&line, why->name);
    if (cell->posts > 1)
        text_addf(&line, ": %" PRIu32 " %s, 1 owed", cell->posts,
                  vocabulary_say(&why->scenario->vocabulary, VOCABULARY_effects));
    else
        text_addf(&line, ": %s%s%s", cell->state == POST_NEVER_RAN ? "never ran" : post_state_names[cell->state],
                  cell->is_silent ? ", and nothing shows it" : "", cell->premature > 0 ? ", premature" : "");
    if (cell->late_by > 0) {
        text_add(&line, ", late by ");
        msec_say(cell->late_by, &line);
    }
    report_add_take(report, REPORT_TITLE, ELEMENT_TITLE, &line);
    report_space(report);
}

void why_report(const struct why *why, const struct style *style, struct report *report)
{
    if (!why->is_amiss) {
        nothing_write(why, report);
        return;
    }
    head_write(why, report);
    chain_write(why, report);
    wishes_head(why, report);
    why_table(why, style, report);
    remedy_write(why, report);
}
