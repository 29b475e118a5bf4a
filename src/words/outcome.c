#include "words/outcome.h"

#include "words/phrase.h"
#include "words/terms.h"

static void say_posted(uint32_t posts, struct text *out)
{
    if (posts == 2)
        text_add(out, "twice");
    else
        text_addf(out, "%u times", (unsigned)posts);
}

void outcome_doubled(uint32_t days, uint32_t most, struct text *out)
{
    if (days > 1)
        text_addf(out, "%u %s", (unsigned)days, most == 2 ? "TWICE" : "AGAIN");
    else if (most > 3)
        text_addf(out, "%u TIMES", (unsigned)most);
    else
        text_add(out, most == 3 ? "THRICE" : "TWICE");
}

/* Of several days only what went wrong: how often it went right stands in the numbers before. */
static void say_counts(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, const char *between,
                       struct text *out)
{
    uint32_t counts[POST_STATE_COUNT] = {0};
    bool has_said = false;

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (cell->is_owed)
            counts[cell->state]++;
    }
    for (int state = POST_DUPLICATE; state < POST_STATE_COUNT; state++) {
        if (counts[state] == 0)
            continue;
        text_addf(out, "%s%u ", has_said ? between : "", (unsigned)counts[state]);
        phrase_add(scenario, post_state_words[state].brief, out);
        has_said = true;
    }
    if (!has_said)
        phrase_add(scenario, counts[POST_POSTED] > 0 ? "{did}" : "nothing owed", out);
}

/* How many of the bot's cells went wrong. */
static uint32_t count_wrong(const struct ledger *ledger, uint32_t bot)
{
    uint32_t wrong = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        wrong += ledger_cell(ledger, o, bot)->is_owed && ledger_cell(ledger, o, bot)->posts != 1;
    return wrong;
}

void outcome_parts(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, const char *between,
                   struct text *out)
{
    const struct ledger_cell *cell = ledger_only_cell(ledger, bot);
    const struct tally *tally = &ledger->bots[bot];

    if (!cell)
        say_counts(scenario, ledger, bot, between, out);
    else if (cell->posts > 1)
        say_posted(cell->posts, out);
    else
        phrase_add(scenario, post_state_words[cell->state].brief, out);
    if (tally->late > 0 && cell)
        text_addf(out, "%slate", between);
    else if (tally->late > 0)
        text_addf(out, "%s%llu late", between, (unsigned long long)tally->late);
    if (tally->premature == 1)
        text_addf(out, "%spremature", between);
    else if (tally->premature > 1)
        text_addf(out, "%s%llu premature", between, (unsigned long long)tally->premature);
    if (tally->silent > 0 && tally->silent == count_wrong(ledger, bot))
        text_addf(out, "%ssilent", between);
    else if (tally->silent > 0)
        text_addf(out, "%s%llu silent", between, (unsigned long long)tally->silent);
}

void outcome_state(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, struct text *out)
{
    outcome_parts(scenario, ledger, bot, ", ", out);
}
