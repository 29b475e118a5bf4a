#include "report/orders.h"

#include <inttypes.h>

#include "report/exploration.h"
#include "report/json_value.h"
#include "words/bound.h"
#include "words/placement.h"

static void add_head(const struct orders_answer *answer, struct report *report)
{
    const struct orders *orders = answer->orders;
    struct text sentence = {0};

    report_add(report, REPORT_TITLE, ELEMENT_TITLE, scenario_heading(orders->scenario));
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                "every order, time unmeasured, and every way that at most %" PRIu32 " fault%s can strike",
                orders->faults, orders->faults == 1 ? "" : "s");
    if (orders->left_out.count > 0) {
        text_add(&sentence, "Left out: ");
        left_out_add(orders->scenario, &orders->left_out, &sentence);
        text_add(&sentence, ". Orders have no clock that faults of a scenario could go by.");
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_QUIET, &sentence);
    }
    report_space(report);
}

static void add_verdict(const struct orders_answer *answer, struct report *report)
{
    const struct run_tally *ends = &answer->orders->ends;
    struct text bound = {0};

    bound_add_orders(answer->orders, &bound);
    report_add_take(report, REPORT_PARAGRAPH, ends->clean == ends->runs ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO, &bound);
    if (answer->partial)
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "Partial: %s.", answer->partial);
}

static void add_counts(const struct orders *orders, struct report *report)
{
    struct text ends = {0}, worst = {0}, effort = {0};

    report_space(report);
    text_add(&ends, "distinct ends: ");
    tally_say(&orders->ends, &ends);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &ends);
    text_add(&worst, "at the worst ");
    text_add_count(&worst, orders->duplicates_max, "duplicate, ", "duplicates, ");
    text_add_count(&worst, orders->missed_max, "miss", "misses");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &worst);
    text_add_count(&effort, orders->states, "state", "states");
    text_add(&effort, orders->is_unreduced ? ", " : " visited, ");
    text_add_count(&effort, orders->transitions, "step", "steps");
    text_addf(&effort, " between them, %zu KiB", (orders->memory + 1023) / 1024);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &effort);
}

static void add_failing(const struct orders_answer *answer, struct report *report)
{
    const struct order_found *found = &answer->orders->failing;
    struct text sentence = {0};

    text_add(&sentence, "An order that fails: ");
    placements_say(answer->orders->scenario, found->run.set, found->run.count, &sentence);
    text_add(&sentence, ":");
    found_say(&found->run, &sentence);
    text_add(&sentence, ".");
    report_space(report);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &sentence);
    report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, answer->command[0] ? answer->command : command_too_long);
}

void orders_report(const struct orders_answer *answer, struct report *report)
{
    add_head(answer, report);
    add_verdict(answer, report);
    add_counts(answer->orders, report);
    if (answer->orders->failing.run.is_found)
        add_failing(answer, report);
}

void orders_json(const struct orders_answer *answer, struct text *out)
{
    const struct orders *orders = answer->orders;
    const struct run_tally *ends = &orders->ends;
    struct text bound = {0};
    json_t *root;

    bound_add_orders(orders, &bound);
    root = json_of_scenario(orders->scenario);
    json_add_all(&root, json_pack("{s:i, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:I, s:s, s:s}",
                                  "faults", (int)orders->faults, "complete", (int)(orders->end == SEARCH_COMPLETE),
                                  "states", (json_int_t)orders->states, "transitions", (json_int_t)orders->transitions,
                                  "ends", (json_int_t)ends->runs, "clean", (json_int_t)ends->clean, "duplicate",
                                  (json_int_t)ends->duplicate, "lose", (json_int_t)ends->lose, "both",
                                  (json_int_t)ends->both, "silent", (json_int_t)ends->silent, "duplicates_max",
                                  (json_int_t)orders->duplicates_max, "missed_max", (json_int_t)orders->missed_max,
                                  "attempts", (int)orders->attempts_max, "memory_bytes", (json_int_t)orders->memory,
                                  "bound", text_str(&bound), "command", answer->command));
    json_deliver(root, out);
    text_release(&bound);
}
