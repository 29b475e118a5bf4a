#include <inttypes.h>
#include <string.h>

#include "cli/explore.h"
#include "cli/patience.h"
#include "picture/crash_map.h"
#include "picture/crash_picture.h"
#include "words/wish.h"

static const struct style *style_of(const struct exploration *exploration)
{
    return &exploration->cli->style;
}

static void paragraph(const struct exploration *exploration, enum element element, struct text *sentence,
                      struct text *out)
{
    struct text wrapped = {0};

    text_add_wrapped(&wrapped, text_str(sentence), style_columns(style_of(exploration)), "");
    style_add(style_of(exploration), element, text_str(&wrapped), out);
    text_add(out, "\n");
    out->failed = out->failed || sentence->failed || wrapped.failed;
    text_release(&wrapped);
    text_release(sentence);
}

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

static void add_head(const struct exploration *exploration, struct text *out)
{
    const struct explore *explore = exploration->explore;
    struct text line = {0};

    style_add(style_of(exploration), ELEMENT_TITLE, scenario_heading(explore->scenario), out);
    text_add(out, "\n");
    text_addf(&line, "every way that at most %u fault%s can strike, seed %" PRIu64 "\n", explore->options.faults,
              explore->options.faults == 1 ? "" : "s", explore->options.seed);
    style_add(style_of(exploration), ELEMENT_QUIET, text_str(&line), out);
    text_release(&line);
    if (explore->left_out.size > 0) {
        struct text left_out = {0};

        text_addf(&left_out, "Left out: %s. --keep-faults keeps %s.", text_str(&explore->left_out),
                  explore->left_out_count == 1 ? "it" : "them");
        paragraph(exploration, ELEMENT_QUIET, &left_out, out);
    }
    text_add(out, "\n");
}

static void add_verdict(const struct exploration *exploration, struct text *out)
{
    const struct explore *explore = exploration->explore;
    const struct run_tally *total = &explore->total;
    struct text bound = {0}, counts = {0};

    explore_say_bound(explore, &bound);
    paragraph(exploration, total->clean == total->runs ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO, &bound, out);
    if (explore->result.end != SEARCH_COMPLETE) {
        struct text why = {0};

        text_addf(&why, "Partial: %s.",
                  explore->result.end == SEARCH_LIMIT
                      ? (explore->result.plays >= explore->options.plays_max
                             ? "the limit of runs was reached (--runs)"
                             : "there are more runs, or more deliveries in one, than can be counted")
                      : patience_reason(exploration->is_interrupted));
        paragraph(exploration, ELEMENT_NOT_SO, &why, out);
    }
    tally_say(total, &counts);
    text_add(out, "\n");
    paragraph(exploration, ELEMENT_PLAIN, &counts, out);
}

static void add_counts(const struct exploration *exploration, struct text *out)
{
    const struct explore *explore = exploration->explore;
    const struct style *style = style_of(exploration);

    text_add(out, "\n");
    style_add(style, ELEMENT_TITLE, "runs in which a bot …  twice     missed    silently  most posts", out);
    text_add(out, "\n");
    for (uint32_t b = 0; b < explore->scenario->bot_count; b++) {
        const struct bot_tally *bot = &explore->bots[b];

        style_add_padded(style, ELEMENT_PLAIN, explore->scenario->bots[b].name, 22, out);
        text_addf(out, " %-9" PRIu64 " %-9" PRIu64 " %-9" PRIu64 " %u\n", bot->duplicate, bot->lose, bot->silent,
                  bot->posts_max);
    }
    text_add(out, "\n");
    style_add(style, ELEMENT_TITLE, "the wishes                       refused in", out);
    text_add(out, "\n");
    for (int wish = 0; wish < WISH_COUNT; wish++) {
        struct text words = {0};

        wish_add(plan_scenario(explore->plan), (enum wish)wish, NO_INDEX, &words);
        style_add_wish(style, explore->total.refused[wish] == 0, out);
        text_addf(out, " %-31s", text_str(&words));
        text_add_count(out, explore->total.refused[wish], "run\n", "runs\n");
        text_release(&words);
    }
}

static void add_found(const struct exploration *exploration, const struct run_found *found, const char *name,
                      struct text *out)
{
    const struct explore *explore = exploration->explore;
    struct text sentence = {0}, command = {0};

    text_addf(&sentence, "%s: ", name);
    placements_say(explore->scenario, found->set, found->count, &sentence);
    text_add(&sentence, ":");
    found_say(found, &sentence);
    text_add(&sentence, found->silent > 0 ? ", silent." : ", which shows.");
    text_add(out, "\n");
    paragraph(exploration, ELEMENT_PLAIN, &sentence, out);
    if (!exploration_command(exploration, found, &command))
        text_add(&command, "(it is too long for a command line)");
    text_addf(out, "  %s\n", text_str(&command));
    text_release(&command);
}

static bool is_same_run(const struct run_found *a, const struct run_found *b)
{
    for (uint32_t i = 0; a->count == b->count && i < a->count; i++)
        if (a->set[i].gap.op != b->set[i].gap.op || a->set[i].gap.attempt != b->set[i].gap.attempt ||
            a->set[i].gap.job != b->set[i].gap.job || a->set[i].kind != b->set[i].kind)
            return false;
    return a->count == b->count;
}

/* "Riker asks first, and BotsJob split"; with the platform it takes, where it takes one. */
static void whatif_say(const struct exploration *exploration, const struct whatif *whatif, bool is_on_platform,
                       struct text *out)
{
    if (is_on_platform)
        text_addf(out, "a platform with \"on_crash: %s\" and \"acknowledge: %s\"%s",
                  on_crash_names[exploration->advice->on_crash], acknowledge_names[ACKNOWLEDGE_LATE],
                  whatif->change_count > 0 ? ", and " : "");
    changes_say(exploration->subject->changed, whatif->changes, whatif->change_count, out);
}

static void say_nearest(const struct exploration *exploration, struct text *out)
{
    const struct advice *advice = exploration->advice;
    uint32_t said = 0;

    text_add(out, " The nearest is ");
    whatif_say(exploration, &advice->nearest, advice->is_nearest_on_platform, out);
    text_add(out, "; then some runs still refuse: ");
    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (advice->nearest_refused[wish]) {
            text_add(out, said++ > 0 ? ", " : "");
            wish_add(plan_scenario(exploration->explore->plan), (enum wish)wish, NO_INDEX, out);
        }
    text_add(out, ".");
}

static void add_no_advice(const struct exploration *exploration, struct text *out)
{
    const struct advice *advice = exploration->advice;
    struct text sentence = {0};

    text_addf(&sentence,
              "Advice: none of %" PRIu64
              " changes and pairs of changes that were tried grants all four wishes in every run%s.",
              advice->tried, advice->is_cut ? "; not all were tried" : "");
    if (advice->end == ADVICE_PLATFORM) {
        text_add(&sentence, " It takes ");
        whatif_say(exploration, &advice->change, true, &sentence);
        text_addf(&sentence, ": all four are granted in all %" PRIu64 " runs.", advice->runs);
    } else if (advice->has_nearest) {
        say_nearest(exploration, &sentence);
    }
    paragraph(exploration, ELEMENT_NOT_SO, &sentence, out);
}

static void add_advice(const struct exploration *exploration, struct text *out)
{
    const struct advice *advice = exploration->advice;
    struct text sentence = {0}, command = {0};

    text_add(out, "\n");
    if (advice->end == ADVICE_NEEDLESS) {
        text_add(&sentence, "Advice: nothing needs a change; all four wishes are granted in every run.");
        paragraph(exploration, ELEMENT_MADE_IT_SO, &sentence, out);
        return;
    }
    if (advice->end != ADVICE_FOUND) {
        add_no_advice(exploration, out);
        return;
    }
    text_add(&sentence, "Advice: ");
    whatif_say(exploration, &advice->change, false, &sentence);
    text_addf(&sentence,
              ": all four wishes are granted in all %" PRIu64 " runs. It is the cheapest of %" PRIu64
              " that were tried.",
              advice->runs, advice->tried);
    paragraph(exploration, ELEMENT_MADE_IT_SO, &sentence, out);
    exploration_proof(exploration, &command);
    text_addf(out, "  %s\n", text_str(&command));
    text_release(&command);
}

static void add_map(const struct exploration *exploration, struct text *out)
{
    struct crash_map map;
    struct err err;

    if (crash_map_of(exploration->explore, &map, &err)) {
        crash_text(&map, style_of(exploration), out);
        crash_map_release(&map);
    } else {
        out->failed = true;
    }
}

void exploration_text(const struct exploration *exploration, struct text *out)
{
    const struct explore *explore = exploration->explore;

    add_head(exploration, out);
    add_verdict(exploration, out);
    add_counts(exploration, out);
    if (explore->smallest.is_found)
        add_found(exploration, &explore->smallest, "The smallest failing run", out);
    if (explore->worst.is_found && !is_same_run(&explore->smallest, &explore->worst))
        add_found(exploration, &explore->worst, "The worst", out);
    if (exploration->advice)
        add_advice(exploration, out);
    text_add(out, "\n");
    add_map(exploration, out);
}
