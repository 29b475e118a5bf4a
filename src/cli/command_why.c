/* The command why: the chain of causes, then what each change would do. */
#include <inttypes.h>
#include <string.h>

#include "cli/command.h"
#include "cli/patience.h"
#include "cli/print.h"
#include "model/changed.h"
#include "model/refusal.h"
#include "report/why.h"
#include "words/chain.h"
#include "words/verdict.h"

/* The first occurrence in which something is amiss with the bot's post, else the first that owes its post, else 1. */
static uint32_t occurrence_to_tell(const struct ledger *ledger, uint32_t bot)
{
    const uint32_t amiss = ledger_first_amiss(ledger, bot);

    if (amiss)
        return amiss;
    for (uint32_t occurrence = 1; occurrence <= ledger->occurrences; occurrence++)
        if (ledger_cell(ledger, occurrence, bot)->is_owed)
            return occurrence;
    return 1;
}

static bool bot_resolve(const struct scenario *scenario, const char *name, uint32_t *bot, struct err *err)
{
    const char *names[SCENARIO_BOTS_MAX];
    int found = scenario_bot(scenario, name);

    for (uint32_t i = 0; i < scenario->bot_count; i++)
        names[i] = scenario->bots[i].name;
    if (found == NO_INDEX)
        return word_refuse("bot", name, names, scenario->bot_count, err);
    *bot = (uint32_t)found;
    return true;
}

/* What runs are played again with, to be told: until ^C or the time is up, and so many events together. */
struct asker {
    struct patience patience;
    uint64_t events_left;
};

#define REPLAY_EVENTS_MAX 10000000u

static bool may_replay(struct asker *asker, const struct whatif *row)
{
    bool may = row->events <= asker->events_left && !patience_is_over(&asker->patience);

    asker->events_left -= may ? row->events : asker->events_left;
    return may;
}

static void replay_say(const struct why *why, const struct whatif *row, why_say *say, struct text *out)
{
    struct scenario *changed;
    struct played played;
    struct err err;

    if (!may_replay(why->asker, row)) {
        text_add_count(out, row->duplicates, "duplicate, ", "duplicates, ");
        text_add_count(out, row->missed, "miss", "misses");
        return;
    }
    changed = scenario_changed(why->scenario, row->changes, row->change_count, &err);
    if (changed && played_make(changed, &played, &err)) {
        say(&played.trace, &played.ledger, out);
        played_release(&played);
    } else {
        out->failed = true;
    }
    scenario_free(changed);
}

static const char *partial_reason(const void *context)
{
    const struct asker *asker = context;

    return patience_is_over(&asker->patience) ? patience_reason(patience_was_interrupted()) : NULL;
}

static enum exit_code answer_print(const struct cli *cli, const struct why *why)
{
    struct text text = {0};
    struct report report;

    if (cli->settings->format == FORMAT_JSON) {
        why_json(why, &text);
        return text_print(cli, &text);
    }
    report_init(&report);
    why_report(why, &cli->style, &report);
    return report_print(cli, &report);
}

/* What would help is looked for until ^C or the time is up, and told in the words of runs that are played again. */
static enum exit_code question_answer(const struct cli *cli, struct why *why)
{
    struct asker *asker = why->asker;
    enum exit_code code;
    struct cancel_token cancel;
    struct err err;

    if (!story_init(&why->story, why->trace, &err))
        return fail_world(&err);
    why->chain_count = narrate_chain(&why->story, why->ledger, why->bot, why->occurrence, why->chain, WHY_CHAIN_MAX);
    why->is_amiss = ledger_cell_is_amiss(ledger_cell(why->ledger, why->occurrence, why->bot));
    patience_begin(&asker->patience, (msec)option_number(cli->settings, OPTION_TIME));
    cancel = patience_watch(&asker->patience);
    if (!why->is_amiss || whatif_search(why->scenario, NULL, &cancel, &why->search, &err))
        code = answer_print(cli, why);
    else
        code = fail_world(&err);
    patience_end(&asker->patience);
    story_release(&why->story);
    whatif_search_release(&why->search);
    return code == EXIT_AS_CLAIMED && patience_was_interrupted() ? EXIT_INTERRUPTED : code;
}

static enum exit_code subject_ask(const struct cli *cli, const struct subject *subject, const struct played *played)
{
    struct asker asker = {.events_left = REPLAY_EVENTS_MAX};
    struct why why = {.name = subject->source.name,
                      .scenario = subject->changed,
                      .trace = &played->trace,
                      .ledger = &played->ledger,
                      .occurrence = (uint32_t)option_number(cli->settings, OPTION_OCCURRENCE),
                      .asker = &asker,
                      .partial = partial_reason,
                      .replay = replay_say};
    struct text options = {0};
    enum exit_code code;
    struct err err;

    if (!bot_resolve(subject->changed, cli->settings->operands[1], &why.bot, &err))
        return fail_mistake(&err);
    if (why.occurrence > played->ledger.occurrences) {
        err_set(&err, "--occurrence: there is no day %" PRIu32 "; allowed: 1 to %" PRIu32, why.occurrence,
                played->ledger.occurrences);
        return fail_mistake(&err);
    }
    if (why.occurrence == 0)
        why.occurrence = occurrence_to_tell(&played->ledger, why.bot);
    changes_write(cli->settings->changes, cli->settings->change_count, &options);
    why.options = text_str(&options);
    code = question_answer(cli, &why);
    text_release(&options);
    return code;
}

enum exit_code command_why(const struct cli *cli)
{
    enum exit_code code;
    struct subject subject;
    struct played played;
    struct err err;

    code = subject_open(cli, cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    if (played_make(subject.changed, &played, &err)) {
        code = subject_ask(cli, &subject, &played);
        code = exit_worse(code, idle_faults_note(cli->settings, &subject, &played.trace));
        played_release(&played);
    } else {
        code = fail_world(&err);
    }
    subject_close(&subject);
    return code;
}
