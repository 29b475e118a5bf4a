#include "report/saw.h"

#include <inttypes.h>

#include "report/exploration.h"
#include "report/json_value.h"
#include "words/bound.h"
#include "words/placement.h"
#include "words/saw.h"

static void add_head(const struct saw_search *search, struct report *report)
{
    struct text seen = {0}, left_out = {0};

    report_add(report, REPORT_TITLE, ELEMENT_TITLE, scenario_heading(search->scenario));
    saw_write(&search->saw, search->scenario, &seen);
    report_addf(report, REPORT_PARAGRAPH, ELEMENT_QUIET,
                "what leads to %s: the smallest sets of at most %" PRIu32 " fault%s, seed %" PRIu64, text_str(&seen),
                search->options.faults, search->options.faults == 1 ? "" : "s", search->options.seed);
    text_release(&seen);
    if (search->left_out.count > 0) {
        text_add(&left_out, "Left out: ");
        left_out_add(search->scenario, &search->left_out, &left_out);
        text_addf(&left_out, ". --keep-faults keeps %s.", search->left_out.count == 1 ? "it" : "them");
        report_add_take(report, REPORT_PARAGRAPH, ELEMENT_QUIET, &left_out);
    }
    report_space(report);
}

static void add_verdict(const struct saw_answer *answer, struct report *report)
{
    const struct saw_search *search = answer->search;
    enum element element = search->set_count > 0 ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO;
    struct text bound = {0};

    saw_bound_add(search, &bound);
    report_add_take(report, REPORT_PARAGRAPH, element, &bound);
    if (answer->partial)
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_NOT_SO, "Partial: %s.", answer->partial);
    if (search->open > 0)
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_NOT_SO, "%" PRIu64 " run%s cut short, and %s not decided.",
                    search->open, search->open == 1 ? " was" : "s were", search->open == 1 ? "is" : "are");
}

static void add_run(const struct saw_search *search, const struct trail *trail, const struct saw_commands *commands,
                    struct text *lead, struct report *report)
{
    placements_say(search->scenario, trail->set, trail->count, lead);
    text_add(lead, ":");
    report_space(report);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, lead);
    report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, commands->run[0] ? commands->run : command_too_long);
    if (commands->play[0])
        report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, commands->play);
}

void saw_report(const struct saw_answer *answer, struct report *report)
{
    const struct saw_search *search = answer->search;
    uint64_t rest = search->set_count - search->shown.count;
    struct text lead = {0};

    report->scenario = search->scenario;
    add_head(search, report);
    add_verdict(answer, report);
    for (uint32_t i = 0; i < search->shown.count; i++) {
        text_addf(&lead, "Set %" PRIu32 ": ", i + 1);
        add_run(search, &search->shown.list[i], &answer->shown[i], &lead, report);
    }
    if (search->set_count == 0 && search->has_nearest) {
        text_add(&lead, "The nearest run: ");
        add_run(search, &search->nearest, &answer->nearest, &lead, report);
    }
    if (rest > 0) {
        report_space(report);
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_QUIET, "and %" PRIu64 " more.", rest);
    }
}

static json_t *command_json(const char *command)
{
    return command[0] ? json_string(command) : json_null();
}

static json_t *run_json(const struct saw_search *search, const struct trail *trail, const struct saw_commands *commands)
{
    json_t *object = json_object();

    json_add_placements(&object, search->scenario, trail->set, trail->count);
    json_add(&object, "command", command_json(commands->run));
    json_add(&object, "play", command_json(commands->play));
    return object;
}

static json_t *state_json(const struct expect *expect, int state)
{
    if (state == NO_INDEX)
        return json_null();
    return json_string(expect->bot != NO_INDEX ? post_state_names[state] : job_state_names[state]);
}

static json_t *difference_json(const struct scenario *scenario, const struct expect *expect, const struct saw_got *got)
{
    bool is_bot = expect->bot != NO_INDEX, is_count = expect->posts >= 0;
    json_t *object = json_object();

    json_add(&object, is_bot ? "bot" : "job",
             json_string(is_bot ? scenario->bots[expect->bot].name : scenario->jobs[expect->job].name));
    json_add(&object, "day", expect->occurrence > 0 ? json_integer(expect->occurrence) : json_null());
    json_add(&object, is_count ? "posts" : "state",
             is_count ? json_integer(got->posts) : state_json(expect, got->state));
    json_add(&object, "saw", is_count ? json_integer(expect->posts) : state_json(expect, expect->state));
    return object;
}

static json_t *nearest_json(const struct saw_answer *answer)
{
    const struct saw_search *search = answer->search;
    json_t *object, *differs;

    if (search->set_count > 0 || !search->has_nearest)
        return json_null();
    object = run_json(search, &search->nearest, &answer->nearest);
    differs = json_array();
    for (uint32_t i = 0; i < search->saw.count; i++)
        if (!search->got[i].is_so)
            json_append(&differs, difference_json(search->scenario, &search->saw.list[i], &search->got[i]));
    json_add(&object, "differs", differs);
    return object;
}

void saw_json(const struct saw_answer *answer, struct text *out)
{
    const struct saw_search *search = answer->search;
    struct text bound = {0}, seen = {0}, left_out = {0};
    json_t *sets = json_array(), *root;

    for (uint32_t i = 0; i < search->shown.count; i++)
        json_append(&sets, run_json(search, &search->shown.list[i], &answer->shown[i]));
    saw_write(&search->saw, search->scenario, &seen);
    saw_bound_add(search, &bound);
    left_out_add(search->scenario, &search->left_out, &left_out);
    root = json_of_scenario(search->scenario);
    json_add_all(&root,
                 json_pack("{s:o, s:i, s:b, s:i, s:I, s:I, s:I, s:o, s:o, s:I, s:o, s:o, s:I, s:o}", "saw",
                           json_of_text(&seen), "faults", (int)search->options.faults, "complete",
                           (int)(search->end == SEARCH_COMPLETE && search->open == 0), "faults_done",
                           search->faults_done, "plays", (json_int_t)search->plays, "runs", (json_int_t)search->runs,
                           "undecided", (json_int_t)search->open, "bound", json_of_text(&bound), "set_faults",
                           search->set_count > 0 ? json_integer(search->faults) : json_null(), "set_count",
                           (json_int_t)search->set_count, "sets", sets, "nearest", nearest_json(answer), "memory_bytes",
                           (json_int_t)search->memory, "left_out", json_of_text(&left_out)));
    json_deliver(root, out);
}
