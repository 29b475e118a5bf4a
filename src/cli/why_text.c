#include <inttypes.h>
#include <string.h>

#include "base/shell.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/why.h"
#include "words/chain.h"
#include "words/narrate.h"
#include "words/outcome.h"
#include "words/verdict.h"
#include "words/wish.h"

void whatif_say(const struct why *why, const struct whatif *row, struct text *out)
{
    changes_say(why->subject->changed, row->changes, row->change_count, out);
}

void whatif_options(const struct why *why, const struct whatif *row, struct text *out)
{
    const struct settings *settings = why->cli->settings;

    changes_write(settings->changes, settings->change_count, out);
    text_add(out, settings->change_count > 0 ? " " : "");
    changes_write(row->changes, row->change_count, out);
}

/* Plays the scenario with the row's changes and tells what came of it. */
static void replay_say(const struct why *why, const struct whatif *row,
                       void (*say)(const struct trace *trace, const struct ledger *ledger, struct text *out),
                       struct text *out)
{
    struct scenario *changed;
    struct played played;
    struct err err;

    if (patience_was_interrupted()) {
        text_add_count(out, row->duplicates, "duplicate, ", "duplicates, ");
        text_add_count(out, row->missed, "miss", "misses");
        return;
    }
    changed = scenario_changed(why->subject->changed, row->changes, row->change_count, &err);
    if (changed != NULL && played_make(changed, &played, &err)) {
        say(&played.trace, &played.ledger, out);
        played_release(&played);
    } else {
        out->failed = true;
    }
    scenario_free(changed);
}

void whatif_verdict(const struct why *why, const struct whatif *row, struct text *out)
{
    replay_say(why, row, verdict_add, out);
}

void whatif_shortfall(const struct why *why, const struct whatif *row, struct text *out)
{
    if (!row->has_ended)
        text_add(out, "it does not come to an end");
    else
        replay_say(why, row, verdict_add_shortfall, out);
}

static void paragraph(const struct why *why, const char *string, const char *indent, struct text *out)
{
    text_add_wrapped(out, string, style_columns(&why->cli->style), indent);
    text_add(out, "\n");
}

static void chain_write(const struct why *why, struct text *out)
{
    size_t left_out = narrate_chain_left_out(&why->story, &why->played->ledger, why->bot, why->occurrence);

    for (size_t i = 0; i < why->chain_count; i++) {
        struct text sentence = {0};

        if (i == NARRATE_CHAIN_HEAD && left_out > 0)
            text_addf(out, "    … and so on: %zu left out …\n", left_out);

        narrate_event(&why->story, why->chain[i], &sentence);
        text_addf(out, "%2zu  ", i + 1 + (i < NARRATE_CHAIN_HEAD ? 0 : left_out));
        paragraph(why, text_str(&sentence), "    ", out);
        text_release(&sentence);
    }
}

static void wishes_head(const struct why *why, struct text *out)
{
    const struct trace *trace = &why->played->trace;
    int failing = wish_failing_bot(trace);

    text_add(out, "\n");
    paragraph(why, "What would help? Each change is run by itself, for the four wishes:", "", out);
    for (int i = 0; i < WISH_COUNT; i++) {
        struct text line = {0};

        text_addf(&line, "  %d ", i + 1);
        wish_add(trace->scenario, (enum wish)i, failing, &line);
        paragraph(why, text_str(&line), "    ", out);
        text_release(&line);
    }
    text_add(out, "\n");
    style_add(&why->cli->style, ELEMENT_QUIET, " 1 2 3 4  with", out);
    text_add(out, "\n");
}

static void best_write(const struct why *why, struct text *out)
{
    const struct whatif *best = why->search.best;
    struct text line = {0}, command = {0};

    text_add(&line, best->change_count == 1 ? "The smallest change that grants all four wishes: "
                                            : "No single change grants all four wishes. The smallest pair that does: ");
    whatif_say(why, best, &line);
    text_add(&line, ".");
    paragraph(why, text_str(&line), "", out);
    text_add(&command, "  makeitso run ");
    shell_word_write(why->subject->source.name, &command);
    text_add(&command, " ");
    whatif_options(why, best, &command);
    style_add(&why->cli->style, ELEMENT_QUIET, text_str(&command), out);
    text_add(out, "\n");
    text_release(&line);
    text_release(&command);
}

static void runners_write(const struct why *why, struct text *out)
{
    for (size_t i = 0; i < why->search.runner_count; i++) {
        struct text line = {0};

        text_addf(&line, "Nearly, with %" PRIu32 " of 4: ", why->search.runners[i]->granted);
        whatif_say(why, why->search.runners[i], &line);
        text_add(&line, "; but ");
        whatif_shortfall(why, why->search.runners[i], &line);
        paragraph(why, text_str(&line), "  ", out);
        text_release(&line);
    }
}

/* That no change was found which grants all wishes, and how many were tried. */
static void no_remedy_say(const struct whatif_search *search, struct text *out)
{
    if (search->untried > 0 && search->singles.count == 0)
        text_addf(out, "None of %zu changes was tried.", search->untried);
    else if (search->untried > 0)
        text_addf(out,
                  "None of the %zu smallest changes grants all four wishes; these runs are long, and %zu more were not "
                  "tried.",
                  search->singles.count, search->untried);
    else if (search->is_cut && search->pairs.count == 0)
        text_add(out, "No single change grants all four wishes; pairs of them were not tried.");
    else if (search->is_cut)
        text_addf(
            out,
            "No single change grants all four wishes, nor any of the %zu smallest pairs; the others were not tried.",
            search->pairs.count);
    else
        text_add(out, "No single change grants all four wishes, and no pair of them does.");
}

static void remedy_write(const struct why *why, struct text *out)
{
    struct text line = {0};

    text_add(out, "\n");
    if (patience_was_interrupted())
        text_addf(&line, "Partial: %s.%s", patience_reason(true), why->search.best != NULL ? "" : " ");
    if (why->search.best == NULL)
        no_remedy_say(&why->search, &line);
    if (line.size > 0)
        paragraph(why, text_str(&line), "", out);
    if (why->search.best != NULL)
        best_write(why, out);
    runners_write(why, out);
    text_release(&line);
}

/* Who did not fare well, so that one can ask about them. */
static void others_write(const struct why *why, struct text *out)
{
    const struct ledger *ledger = &why->played->ledger;
    struct text line = {0};

    for (uint32_t bot = 0; bot < ledger->bot_count; bot++) {
        if (ledger->bots[bot].duplicates == 0 && ledger->bots[bot].missed == 0)
            continue;
        text_add(&line, line.size == 0 ? "Ask instead about " : ", ");
        text_addf(&line, "%s (", why->subject->changed->bots[bot].name);
        outcome_state(ledger, bot, &line);
        text_add(&line, ")");
    }
    if (line.size > 0) {
        text_add(&line, ".");
        paragraph(why, text_str(&line), "", out);
    }
    text_release(&line);
}

static void nothing_write(const struct why *why, struct text *out)
{
    const struct ledger_cell *cell = ledger_cell(&why->played->ledger, why->occurrence, why->bot);
    const char *name = why->subject->changed->bots[why->bot].name;

    if (!cell->is_owed && cell->posts == 0)
        text_addf(out, "%s owes no post on day %" PRIu32 ".\n", name, why->occurrence);
    else
        text_addf(out, "%s posted exactly once on day %" PRIu32 ": there is nothing to explain.\n", name,
                  why->occurrence);
    others_write(why, out);
}

static void head_write(const struct why *why, struct text *out)
{
    const struct ledger_cell *cell = ledger_cell(&why->played->ledger, why->occurrence, why->bot);
    struct text line = {0};

    text_addf(&line, "%s on day %" PRIu32 " of ", why->subject->changed->bots[why->bot].name, why->occurrence);
    text_add_safe(&line, why->subject->source.name);
    if (cell->posts > 1)
        text_addf(&line, ": %" PRIu32 " posts, 1 owed", cell->posts);
    else
        text_addf(&line, ": %s%s", cell->state == POST_NEVER_RAN ? "never ran" : post_state_names[cell->state],
                  cell->is_silent ? ", and nothing shows it" : "");
    style_add_wrapped(&why->cli->style, ELEMENT_TITLE, text_str(&line), "", out);
    text_add(out, "\n\n");
    text_release(&line);
}

void why_text(const struct why *why, struct text *out)
{
    struct text text = {0};

    if (!why->is_amiss) {
        nothing_write(why, &text);
    } else {
        head_write(why, &text);
        chain_write(why, &text);
        wishes_head(why, &text);
        why_table(why, &text);
        remedy_write(why, &text);
    }
    style_deliver(&why->cli->style, &text, out);
    text_release(&text);
}
