#include "report/summary.h"

#include <inttypes.h>
#include <string.h>

#include "base/json_read.h"
#include "base/json_write.h"

#define HANDS_MAX 1000000 /* of one record's choice */

void summary_init(struct summary *summary)
{
    *summary = (struct summary){.gates = NULL};
    arena_init(&summary->arena);
}

void summary_release(struct summary *summary)
{
    arena_release(&summary->arena);
}

/* --- Read. */

/* A line that is being read into a gate; what does not fit makes it none. */
struct reading {
    struct summary *summary;
    bool is_fit, is_failed;
};

/* A string as a terminal may show it; "" for null. */
static const char *string_take(struct reading *reading, const json_t *value)
{
    const char *string = json_string_value(value), *kept;
    struct text safe = {0};

    reading->is_fit = reading->is_fit && (string || json_is_null(value));
    text_add_safe(&safe, string ? string : "");
    kept = arena_string(&reading->summary->arena, text_str(&safe));
    reading->is_failed = reading->is_failed || safe.failed || !kept;
    text_release(&safe);
    return kept ? kept : "";
}

static const char *beliefs_take(struct reading *reading, const json_t *list)
{
    struct text names = {0};
    const char *kept;

    reading->is_fit = reading->is_fit && json_is_array(list);
    for (size_t i = 0; i < json_array_size(list); i++)
        text_addf(&names, "%s%s", i == 0 ? "" : " ", string_take(reading, json_array_get(list, i)));
    kept = arena_string(&reading->summary->arena, text_str(&names));
    reading->is_failed = reading->is_failed || names.failed || !kept;
    text_release(&names);
    return kept ? kept : "";
}

static uint64_t hands_take(struct reading *reading, const json_t *vote, size_t choice)
{
    const json_t *hands = json_array_get(vote, choice);

    reading->is_fit = reading->is_fit && json_is_integer(hands) && json_integer_value(hands) >= 0 &&
                      json_integer_value(hands) <= HANDS_MAX;
    return reading->is_fit ? (uint64_t)json_integer_value(hands) : 0;
}

static void votes_take(struct reading *reading, const json_t *votes, struct summary_gate *gate)
{
    const size_t count = json_array_size(votes);

    reading->is_fit = reading->is_fit && (count == 1 || count == 2);
    gate->votes = 1;
    gate->votes_twice = count == 2;
    for (size_t c = 0; c < gate->choice_count; c++) {
        struct summary_choice *choice = &gate->choices[c];

        choice->first = hands_take(reading, json_array_get(votes, 0), c);
        choice->before = count == 2 ? choice->first : 0;
        choice->after = count == 2 ? hands_take(reading, json_array_get(votes, 1), c) : 0;
    }
}

static void choices_take(struct reading *reading, const json_t *list, struct summary_gate *gate)
{
    gate->choice_count = json_array_size(list);
    reading->is_fit = reading->is_fit && gate->choice_count >= 1 && gate->choice_count <= SUMMARY_CHOICES_MAX;
    for (size_t c = 0; c < gate->choice_count && reading->is_fit; c++) {
        const json_t *choice = json_array_get(list, c), *is_true = json_object_get(choice, "true");

        gate->choices[c] = (struct summary_choice){.words = string_take(reading, json_object_get(choice, "choice")),
                                                   .beliefs = beliefs_take(reading, json_object_get(choice, "beliefs")),
                                                   .is_true = json_is_true(is_true)};
        reading->is_fit = reading->is_fit && json_is_boolean(is_true);
    }
}

static void gate_take(struct reading *reading, const json_t *root, struct summary_gate *gate)
{
    const json_t *seconds = json_object_get(root, "seconds");

    *gate = (struct summary_gate){
        .lesson = string_take(reading, json_object_get(root, "lesson")),
        .beat = string_take(reading, json_object_get(root, "beat")),
        .scenario = string_take(reading, json_object_get(root, "scenario")),
        .question = string_take(reading, json_object_get(json_object_get(root, "gate"), "question")),
    };
    choices_take(reading, json_object_get(root, "choices"), gate);
    if (!reading->is_fit)
        return;
    votes_take(reading, json_object_get(root, "votes"), gate);
    reading->is_fit = reading->is_fit && json_is_integer(seconds) && json_integer_value(seconds) >= 0 &&
                      json_integer_value(seconds) <= UINT32_MAX;
    gate->seconds = reading->is_fit ? (uint64_t)json_integer_value(seconds) : 0;
}

static bool is_same(const struct summary_gate *a, const struct summary_gate *b)
{
    bool is_same = strcmp(a->lesson, b->lesson) == 0 && strcmp(a->beat, b->beat) == 0 &&
                   strcmp(a->scenario, b->scenario) == 0 && strcmp(a->question, b->question) == 0 &&
                   a->choice_count == b->choice_count;

    for (size_t c = 0; is_same && c < a->choice_count; c++)
        is_same = strcmp(a->choices[c].words, b->choices[c].words) == 0 &&
                  a->choices[c].is_true == b->choices[c].is_true;
    return is_same;
}

static void gate_join(struct summary_gate *gate, const struct summary_gate *more)
{
    gate->votes += more->votes;
    gate->votes_twice += more->votes_twice;
    gate->seconds += more->seconds;
    for (size_t c = 0; c < gate->choice_count; c++) {
        gate->choices[c].first += more->choices[c].first;
        gate->choices[c].before += more->choices[c].before;
        gate->choices[c].after += more->choices[c].after;
    }
}

static bool gate_add(struct summary *summary, const struct summary_gate *gate, struct err *err)
{
    struct summary_gate *gates;

    for (uint32_t g = 0; g < summary->gate_count; g++)
        if (is_same(&summary->gates[g], gate)) {
            gate_join(&summary->gates[g], gate);
            return true;
        }
    if (summary->gate_count == SUMMARY_GATES_MAX)
        return err_set(err, "more than %d gates", SUMMARY_GATES_MAX);
    gates = arena_grow(&summary->arena, summary->gates, summary->gate_count, &summary->gate_room, sizeof *gates);
    if (!gates)
        return err_memory(err);
    summary->gates = gates;
    summary->gates[summary->gate_count++] = *gate;
    return true;
}

bool summary_add(struct summary *summary, const char *line, size_t size, struct err *err)
{
    struct reading reading = {.summary = summary, .is_fit = true};
    json_t *root = json_read(line, size, err);
    struct summary_gate gate;

    if (!root)
        return false;
    gate_take(&reading, root, &gate);
    json_decref(root);
    if (reading.is_failed)
        return err_memory(err);
    return reading.is_fit ? gate_add(summary, &gate, err) : err_set(err, "no record of a gate, as --record writes it");
}

/* --- Told. */

enum vote_of { VOTE_FIRST, VOTE_BEFORE, VOTE_AFTER };

static uint64_t hands_of(const struct summary_choice *choice, enum vote_of vote)
{
    return vote == VOTE_FIRST ? choice->first : vote == VOTE_BEFORE ? choice->before : choice->after;
}

/* Hands for what is right, and all of them. */
static uint64_t right_of(const struct summary_gate *gate, enum vote_of vote, uint64_t *all)
{
    uint64_t right = 0;

    *all = 0;
    for (size_t c = 0; c < gate->choice_count; c++) {
        *all += hands_of(&gate->choices[c], vote);
        right += gate->choices[c].is_true ? hands_of(&gate->choices[c], vote) : 0;
    }
    return right;
}

/* "45 % right", of nobody "–". */
static void share_add(const struct summary_gate *gate, enum vote_of vote, struct text *out)
{
    uint64_t all, right = right_of(gate, vote, &all);

    if (all == 0)
        text_add(out, "–");
    else
        text_addf(out, "%" PRIu64 " %%", (100 * right + all / 2) / all);
}

static void gate_head(const struct summary_gate *gate, struct report *report)
{
    struct text title = {0}, line = {0};

    text_addf(&title, "%s%s%s%s%s", gate->lesson[0] ? gate->lesson : gate->scenario, gate->beat[0] ? ", " : "",
              gate->beat, gate->question[0] ? ": " : "", gate->question);
    report_add_take(report, REPORT_TITLE, ELEMENT_TITLE, &title);
    text_add_count(&line, gate->votes, "vote", "votes");
    text_add(&line, "; right at first: ");
    share_add(gate, VOTE_FIRST, &line);
    if (gate->votes_twice > 0) {
        text_addf(&line, "; of %" PRIu64 " with a talk before it: ", gate->votes_twice);
        share_add(gate, VOTE_BEFORE, &line);
        text_add(&line, ", after it: ");
        share_add(gate, VOTE_AFTER, &line);
    }
    text_add(&line, ".");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
}

/* A wrong choice that keeps at least half of its hands over the talk. */
static bool has_stayed(const struct summary_choice *choice)
{
    return !choice->is_true && choice->before > 0 && 2 * choice->after >= choice->before;
}

static void gate_table(const struct summary_gate *gate, struct report *report)
{
    static const struct report_column columns[] = {{.head = "", .columns = 3},
                                                   {.head = "first", .columns = 7, .is_number = true},
                                                   {.head = "before", .columns = 8, .is_number = true},
                                                   {.head = "after", .columns = 7, .is_number = true},
                                                   {.head = "choice", .is_wrapped = true}};

    report_table(report, ELEMENT_QUIET, columns, sizeof columns / sizeof *columns);
    for (size_t c = 0; c < gate->choice_count; c++) {
        const struct summary_choice *choice = &gate->choices[c];
        const uint64_t hands[] = {choice->first, choice->before, choice->after};

        report_row(report, choice->is_true ? "✓" : "");
        report_numbers(report, hands, sizeof hands / sizeof *hands);
        report_cell(report, choice->is_true ? ELEMENT_MADE_IT_SO : ELEMENT_PLAIN, choice->words);
        if (choice->beliefs[0]) {
            report_more(report, ELEMENT_QUIET, " · ");
            report_more(report, ELEMENT_QUIET, choice->beliefs);
        }
        if (has_stayed(choice))
            report_more(report, ELEMENT_NOT_SO, " · it stayed");
    }
}

void summary_report(const struct summary *summary, struct report *report)
{
    if (summary->gate_count == 0)
        report_add(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "No question was recorded: there is nothing to sum up.");
    for (uint32_t g = 0; g < summary->gate_count; g++) {
        if (g > 0)
            report_space(report);
        gate_head(&summary->gates[g], report);
        gate_table(&summary->gates[g], report);
    }
}

void summary_table(const struct summary *summary, struct report *report)
{
    static const struct report_column columns[] = {
        {.head = "lesson", .columns = 1},   {.head = "beat", .columns = 1},   {.head = "scenario", .columns = 1},
        {.head = "question", .columns = 1}, {.head = "choice", .columns = 1}, {.head = "true", .columns = 1},
        {.head = "beliefs", .columns = 1},  {.head = "votes", .columns = 1},  {.head = "votes_twice", .columns = 1},
        {.head = "first", .columns = 1},    {.head = "before", .columns = 1}, {.head = "after", .columns = 1}};

    report_table(report, ELEMENT_PLAIN, columns, sizeof columns / sizeof *columns);
    for (uint32_t g = 0; g < summary->gate_count; g++) {
        const struct summary_gate *gate = &summary->gates[g];

        for (size_t c = 0; c < gate->choice_count; c++) {
            const struct summary_choice *choice = &gate->choices[c];
            const uint64_t numbers[] = {gate->votes, gate->votes_twice, choice->first, choice->before, choice->after};

            report_row(report, gate->lesson);
            report_cell(report, ELEMENT_PLAIN, gate->beat);
            report_cell(report, ELEMENT_PLAIN, gate->scenario);
            report_cell(report, ELEMENT_PLAIN, gate->question);
            report_cell(report, ELEMENT_PLAIN, choice->words);
            report_cell(report, ELEMENT_PLAIN, choice->is_true ? "true" : "false");
            report_cell(report, ELEMENT_PLAIN, choice->beliefs);
            report_numbers(report, numbers, sizeof numbers / sizeof *numbers);
        }
    }
}

static json_t *share_json(const struct summary_gate *gate, enum vote_of vote)
{
    uint64_t all, right = right_of(gate, vote, &all);

    return all == 0 ? json_null() : json_real((double)right / (double)all);
}

static json_t *names_json(const char *names)
{
    json_t *list = json_array();

    while (*names) {
        const size_t size = strcspn(names, " ");

        json_append(&list, json_stringn(names, size));
        names += size + (names[size] == ' ');
    }
    return list;
}

static json_t *choices_json(const struct summary_gate *gate)
{
    json_t *list = json_array();

    for (size_t c = 0; c < gate->choice_count; c++) {
        const struct summary_choice *choice = &gate->choices[c];

        json_append(&list,
                    json_pack("{s:s, s:b, s:o, s:I, s:I, s:I}", "choice", choice->words, "true", (int)choice->is_true,
                              "beliefs", names_json(choice->beliefs), "first", (json_int_t)choice->first, "before",
                              (json_int_t)choice->before, "after", (json_int_t)choice->after));
    }
    return list;
}

void summary_json(const struct summary *summary, struct text *out)
{
    json_t *list = json_array();

    for (uint32_t g = 0; g < summary->gate_count; g++) {
        const struct summary_gate *gate = &summary->gates[g];
        json_t *object = json_pack("{s:s, s:s, s:s, s:s, s:I, s:I, s:I}", "lesson", gate->lesson, "beat", gate->beat,
                                   "scenario", gate->scenario, "question", gate->question, "votes",
                                   (json_int_t)gate->votes, "votes_twice", (json_int_t)gate->votes_twice, "seconds",
                                   (json_int_t)gate->seconds);

        json_add(&object, "right_first", share_json(gate, VOTE_FIRST));
        json_add(&object, "right_before", share_json(gate, VOTE_BEFORE));
        json_add(&object, "right_after", share_json(gate, VOTE_AFTER));
        json_add(&object, "choices", choices_json(gate));
        json_append(&list, object);
    }
    json_deliver(list, out);
}
