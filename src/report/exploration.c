#include "report/exploration.h"

#include <inttypes.h>
#include <string.h>

#include "picture/crash_map.h"
#include "picture/crash_picture.h"
#include "words/bound.h"
#include "words/change_say.h"
#include "words/phrase.h"
#include "words/placement.h"
#include "words/wish.h"

const char command_too_long[] = "(it is too long for a command line)";

void found_say(const struct run_found *found, struct text *out)
{
    if (found->duplicates > 0) {
        text_add(out, " ");
        text_add_count(out, found->duplicates, "duplicate", "duplicates");
    }
    if (found->missed > 0) {
        text_add(out, found->duplicates > 0 ? " and " : " ");
        text_add_count(out, found->missed, "miss", "misses");
    }
}

void tally_say(const struct run_tally *tally, struct text *out)
{
    text_addf(out,
              "%" PRIu64 " clean · %" PRIu64 " duplicate · %" PRIu64 " miss · %" PRIu64 " do both; %" PRIu64
              " of the failing ones %s silent",
              tally->clean, tally->duplicate, tally->lose, tally->both, tally->silent,
              tally->silent == 1 ? "is" : "are");
}

static void add_head(const struct explore *explore, struct report *report)
{
    uint32_t faults = explore->options.faults;
    struct text left_out = {0};

    report_add(report, REPORT_TITLE, ELEMENT_TITLE, scenario_heading(explore->scenario));
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_QUIET,
                "every way that at most %" PRIu32 " fault%s can strike, seed %" PRIu64, faults, faults == 1 ? "" : "s",
                explore->options.seed);
    if (explore->left_out.count > 0) {
        text_add(&left_out, "Left out: ");
        left_out_add(explore->scenario, &explore->left_out, &left_out);
        text_addf(&left_out, ". --keep-faults keeps %s.", explore->left_out.count == 1 ? "it" : "them");
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_QUIET, &left_out);
    }
    report_space(report);
}

static void add_verdict(const struct exploration *exploration, struct report *report)
{
    const struct run_tally *total = &exploration->explore->total;
    struct text bound = {0}, counts = {0};

    bound_add(exploration->explore, &bound);
    report_add_take(report, REPORT_PARAGRAPH, total->clean == total->runs ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO,
                    &bound);
    if (exploration->partial)
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_NOT_SO, "Partial: %s.", exploration->partial);
    report_space(report);
    tally_say(total, &counts);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &counts);
}

static void add_bots(const struct explore *explore, struct report *report)
{
    static const struct report_column columns[] = {
        {.head = "runs in which a {actor} …", .columns = 23}, {.head = "twice", .columns = 10, .is_number = true},
        {.head = "missed", .columns = 10, .is_number = true}, {.head = "silently", .columns = 10, .is_number = true},
        {.head = "most {effects}", .is_number = true},
    };

    report_space(report);
    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (uint32_t b = 0; b < explore->scenario->bot_count; b++) {
        const struct bot_tally *bot = &explore->bots[b];
        const uint64_t numbers[] = {bot->duplicate, bot->lose, bot->silent};
        static const enum wish wishes[] = {WISH_ONCE, WISH_MADE, WISH_SEEN};

        report_row(report, explore->scenario->bots[b].name);
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
            if (wish_is_judged(explore->scenario, wishes[i]))
                report_numbers(report, &numbers[i], 1);
            else
                report_unjudged(report);
        report_cellf(report, "%" PRIu32, bot->posts_max);
    }
}

static void add_wishes(const struct explore *explore, struct report *report)
{
    static const struct report_column columns[] = {{.head = "the wishes", .columns = 33}, {.head = "refused in"}};
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(explore->scenario, judged);

    report_space(report);
    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        uint64_t refused = explore->total.refused[judged[i]];
        struct text words = {0};

        text_add(&words, " ");
        wish_add(explore->scenario, judged[i], NO_INDEX, &words);
        report_row(report, "");
        report_more_wish(report, refused == 0);
        report_more(report, ELEMENT_PLAIN, text_str(&words));
        report_cellf(report, "%" PRIu64 " run%s", refused, refused == 1 ? "" : "s");
        text_release(&words);
    }
}

static void add_found(const struct exploration *exploration, const struct run_found *found, const char *name,
                      const char *command, struct report *report)
{
    struct text sentence = {0};

    text_addf(&sentence, "%s: ", name);
    placements_say(exploration->explore->scenario, found->set, found->count, &sentence);
    text_add(&sentence, ":");
    found_say(found, &sentence);
    text_add(&sentence, found->silent > 0 ? ", silent." : ", which shows.");
    report_space(report);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &sentence);
    report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, command[0] ? command : command_too_long);
}

static bool is_same_run(const struct run_found *a, const struct run_found *b)
{
    for (uint32_t i = 0; a->count == b->count && i < a->count; i++)
        if (a->set[i].gap.op != b->set[i].gap.op || a->set[i].gap.attempt != b->set[i].gap.attempt ||
            a->set[i].gap.job != b->set[i].gap.job || a->set[i].kind != b->set[i].kind)
            return false;
    return a->count == b->count;
}

/* How to ask for an answer where the wishes that are still refused do not count. */
static void say_without(const struct exploration *exploration, struct text *out)
{
    unsigned granted = advice_nearest_grants(exploration->advice, exploration->scenario);
    uint32_t said = 0;

    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (granted >> wish & 1)
            text_addf(out, "%s%s", said++ > 0 ? "," : " It will do with --wishes ", wish_words[wish]);
    text_add(out, said > 0 ? "." : "");
}

static void say_nearest(const struct exploration *exploration, struct text *out)
{
    const struct advice *advice = exploration->advice;
    uint32_t said = 0;

    text_add(out, " The nearest is ");
    changes_say(exploration->scenario, advice->nearest.changes, advice->nearest.count, out);
    text_add(out, "; then some runs still refuse: ");
    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (advice->nearest_refused[wish]) {
            text_add(out, said++ > 0 ? ", " : "");
            wish_add(exploration->explore->scenario, (enum wish)wish, NO_INDEX, out);
        }
    text_add(out, ".");
    say_without(exploration, out);
}

/* What the advised change was held to. */
static void proof_say(const struct exploration *exploration, struct text *out)
{
    uint32_t own = exploration->scenario->fault_count;

    text_addf(out, ": that grants %s in all %" PRIu64 " runs%s.", wishes_all(exploration->scenario),
              exploration->advice->runs,
              own == 0   ? ""
              : own == 1 ? ", and in that of the file's own fault"
                         : ", and in that of the file's own faults");
}

/* Where other changes grant all as well: what sets them apart. */
static void lossless_say(const struct exploration *exploration, struct text *out)
{
    if (exploration->advice->losing > 0)
        phrase_add(exploration->scenario, " without losing a {effect} to one fault more", out);
}

static void add_no_advice(const struct exploration *exploration, struct report *report)
{
    const struct advice *advice = exploration->advice;
    struct text sentence = {0};

    text_addf(&sentence,
              "Advice: none of %" PRIu64 " changes and pairs of changes that were tried grants %s in every run",
              advice->tried, wishes_all(exploration->scenario));
    lossless_say(exploration, &sentence);
    text_add(&sentence, advice->is_cut ? "; not all were tried." : ".");
    if (advice->spared > 0)
        text_addf(&sentence, " With %" PRIu64 " of them the fault never strikes there.", advice->spared);
    if (advice->has_nearest)
        say_nearest(exploration, &sentence);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_NOT_SO, &sentence);
    if (exploration->proof[0])
        report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, exploration->proof);
}

static void add_advice(const struct exploration *exploration, struct report *report)
{
    const struct advice *advice = exploration->advice;
    struct text sentence = {0};

    report_space(report);
    if (advice->end == ADVICE_NEEDLESS) {
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_MADE_IT_SO,
                    "Advice: nothing needs a change; every run grants %s.", wishes_all(exploration->scenario));
        return;
    }
    if (advice->end == ADVICE_UNDECIDED) {
        report_add(report, REPORT_PARAGRAPH, ELEMENT_NOT_SO,
                   "Advice: no run refuses a wish, but not all were made to their end.");
        return;
    }
    if (advice->end != ADVICE_FOUND) {
        add_no_advice(exploration, report);
        return;
    }
    text_add(&sentence, "Advice: ");
    changes_say(exploration->scenario, advice->remedy.changes, advice->remedy.count, &sentence);
    proof_say(exploration, &sentence);
    text_addf(&sentence, " Of %" PRIu64 " that were tried ", advice->tried);
    if (advice->passed > 1)
        text_addf(&sentence, "%" PRIu32 " do", advice->passed);
    else
        text_add(&sentence, "no other does");
    lossless_say(exploration, &sentence);
    text_add(&sentence, advice->passed > 1 ? ", and this one stands up best to other faults." : ".");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_MADE_IT_SO, &sentence);
    report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, exploration->proof);
}

static void add_map(const struct explore *explore, const struct style *style, struct report *report)
{
    struct text laid_out = {0};
    struct crash_map map;
    struct err err;

    if (crash_map_of(explore, &map, &err)) {
        crash_text(&map, style, &laid_out);
        crash_map_release(&map);
    } else {
        laid_out.failed = true;
    }
    report_add_take(report, REPORT_LAID_OUT, ELEMENT_PLAIN, &laid_out);
}

void exploration_report(const struct exploration *exploration, const struct style *style, struct report *report)
{
    const struct explore *explore = exploration->explore;

    report->scenario = explore->scenario;
    add_head(explore, report);
    add_verdict(exploration, report);
    add_bots(explore, report);
    add_wishes(explore, report);
    if (explore->smallest.is_found)
        add_found(exploration, &explore->smallest, "The smallest failing run", exploration->smallest, report);
    if (explore->worst.is_found && !is_same_run(&explore->smallest, &explore->worst))
        add_found(exploration, &explore->worst, "The worst", exploration->worst, report);
    if (exploration->advice)
        add_advice(exploration, report);
    report_space(report);
    add_map(explore, style, report);
}
