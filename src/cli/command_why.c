/* The command why: the chain of causes, then what each change would do. */
#include <inttypes.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/patience.h"
#include "cli/why.h"
#include "model/refusal.h"
#include "words/chain.h"

/* The first occurrence with a duplicate or a miss of the bot, else the first that owes its post, else 1. */
static uint32_t occurrence_to_tell(const struct ledger *ledger, uint32_t bot)
{
    uint32_t owed = 0;

    for (uint32_t occurrence = 1; occurrence <= ledger->occurrences; occurrence++) {
        const struct ledger_cell *cell = ledger_cell(ledger, occurrence, bot);

        if (ledger_cell_is_amiss(cell))
            return occurrence;
        owed = owed == 0 && cell->is_owed ? occurrence : owed;
    }
    return owed == 0 ? 1 : owed;
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

/* What would help is looked for until ^C, and told in the words of runs that are played again until then. */
static bool answer_write(struct why *why, struct text *out, struct err *err)
{
    struct patience patience;
    struct cancel_token watch;
    bool is_done;

    patience_begin(&patience, MSEC_NEVER);
    watch = patience_watch(&patience);
    is_done = !why->is_amiss || whatif_search(why->subject->changed, NULL, &watch, &why->search, err);
    if (is_done && why->cli->settings->format == FORMAT_JSON)
        why_json(why, out);
    else if (is_done)
        why_text(why, out);
    patience_end(&patience);
    return is_done;
}

static enum exit_code question_answer(struct why *why)
{
    struct text text = {0};
    enum exit_code code;
    struct err err;

    if (!story_init(&why->story, &why->played->trace, &err))
        return fail_world(&err);
    why->chain_count = narrate_chain(&why->story, &why->played->ledger, why->bot, why->occurrence, why->chain,
                                     WHY_CHAIN_MAX);
    why->is_amiss = ledger_cell_is_amiss(ledger_cell(&why->played->ledger, why->occurrence, why->bot));
    code = answer_write(why, &text, &err) ? print(&text) : fail_world(&err);
    text_release(&text);
    story_release(&why->story);
    whatif_search_release(&why->search);
    return code == EXIT_AS_CLAIMED && patience_was_interrupted() ? EXIT_INTERRUPTED : code;
}

static enum exit_code subject_ask(const struct cli *cli, const struct subject *subject, const struct played *played)
{
    struct why why = {.cli = cli, .subject = subject, .played = played, .occurrence = cli->settings->occurrence};
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
    return question_answer(&why);
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
        idle_faults_note(cli->settings, &subject, &played.trace);
        played_release(&played);
    } else {
        code = fail_world(&err);
    }
    subject_close(&subject);
    return code;
}
