#include "words/counts.h"

#include "words/outcome.h"
#include "words/wish.h"

static void say_tally(const struct scenario *scenario, const struct tally *tally, struct text *out)
{
    text_add_count(out, tally->posts, vocabulary_say(&scenario->vocabulary, VOCABULARY_effect),
                   vocabulary_say(&scenario->vocabulary, VOCABULARY_effects));
    text_addf(out, ", %llu owed", (unsigned long long)tally->owed);
}

void counts_say_bot(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, struct text *out)
{
    const struct tally *tally = &ledger->bots[bot];
    msec longest = ledger_longest_delay(ledger, bot);

    text_addf(out, "%s: ", scenario->bots[bot].name);
    say_tally(scenario, tally, out);
    if (tally->duplicates > 0)
        text_addf(out, ", %llu again", (unsigned long long)tally->duplicates);
    text_add(out, ": ");
    outcome_state(scenario, ledger, bot, out);
    text_add(out, ".");
    if (longest == MSEC_NONE)
        return;
    text_add(out, ledger_only_cell(ledger, bot) ? " The first after " : " The first of a day after at most ");
    msec_say(longest, out);
    text_add(out, ".");
}

void counts_say_total(const struct scenario *scenario, const struct ledger *ledger, struct text *out)
{
    const struct tally *total = &ledger->total;
    const struct {
        uint64_t count;
        const char *word;
    } rare[] = {{total->late, "late"}, {total->premature, "premature"}, {total->silent, "silent"}};

    text_add(out, "Together: ");
    say_tally(scenario, total, out);
    text_addf(out, ", %llu again, %llu missed", (unsigned long long)total->duplicates,
              (unsigned long long)total->missed);
    for (size_t i = 0; i < sizeof rare / sizeof *rare; i++)
        if (rare[i].count > 0)
            text_addf(out, ", %llu %s", (unsigned long long)rare[i].count, rare[i].word);
    text_add(out, ".");
}

void counts_say_wish(const struct trace *trace, const struct ledger *ledger, enum wish wish, struct text *out)
{
    struct text sentence = {0}, result = {0};

    wish_add(trace->scenario, wish, wish_failing_bot(trace), &sentence);
    wish_add_result(trace, ledger, wish, &result);
    text_capitalise(&sentence, 0);
    text_addf(out, "%s: %s%s%s.", text_str(&sentence), ledger->wishes[wish] ? "yes" : "no", result.size > 0 ? ", " : "",
              text_str(&result));
    text_release(&sentence);
    text_release(&result);
}
