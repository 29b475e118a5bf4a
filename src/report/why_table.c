#include "report/why.h"

#include <stdlib.h>
#include <string.h>

#include "model/changed.h"
#include "words/carried.h"
#include "words/change_say.h"
#include "words/phrase.h"
#include "words/verdict.h"

enum { MARK_COLUMNS = 10, GAP_COLUMNS = 2 };

/* A change in the table: its words, with those of later ones that are folded into it, and its verdict. */
struct line {
    const struct whatif *row;
    struct text words, verdict;
    bool is_idle;   /* makes no difference */
    bool is_folded; /* told by an earlier line; a pair, below the table */
    bool has_others;
};

/* Appends a sentence of these clauses, if there are any, and releases them. */
static void clauses_add(const char *opening, struct text *clauses, struct text *out)
{
    if (clauses->size > 0)
        text_addf(out, " %s %s.", opening, text_str(clauses));
    out->failed = out->failed || clauses->failed;
    text_release(clauses);
}

void why_counted(const struct why *why, const struct whatif *row, struct text *out)
{
    struct err err;
    struct scenario *changed = scenario_changed(why->scenario, row->changes, row->change_count, &err);

    if (changed)
        counted_say(changed, out);
    else
        out->failed = true;
    scenario_free(changed);
}

void why_shortfall(const struct why *why, const struct whatif *row, struct text *out)
{
    struct text spared = {0}, counted = {0};

    if (row->has_ended)
        why->replay(why, row, verdict_add_shortfall, out);
    else
        text_addf(out, "cut after %llu events, before its end", (unsigned long long)row->events);
    why_counted(why, row, &counted);
    clauses_add("With it", &counted, out);
    spared_say(why->scenario, &row->spared, &spared);
    clauses_add("But", &spared, out);
    if (row->merit.loses)
        phrase_add(why->scenario, " One fault more loses a {effect}.", out);
}

static void line_make(const struct why *why, const struct whatif *row, bool is_idle, struct line *out)
{
    *out = (struct line){.row = row, .is_idle = is_idle, .is_folded = row->change_count > 1};
    changes_say(why->scenario, row->changes, row->change_count, &out->words);
    if (!out->is_folded && !out->is_idle)
        why_shortfall(why, row, &out->verdict);
}

/* Do both set the same thing to different values? */
static bool is_same_thing(const struct change *a, const struct change *b)
{
    return a->kind != CHANGE_SPLIT && a->kind != CHANGE_WITHOUT_FAULT && change_turns_same(a, b);
}

static bool comes_to_the_same(const struct line *a, const struct line *b)
{
    return a->is_idle == b->is_idle && is_same_thing(&a->row->changes[0], &b->row->changes[0]) &&
           memcmp(a->row->wishes, b->row->wishes, sizeof a->row->wishes) == 0 &&
           strcmp(text_str(&a->verdict), text_str(&b->verdict)) == 0;
}

/* The other value as the sentence goes on: "catches every error and ends (or goes on)". */
static void other_say(const struct change *first, const struct change *other, struct text *out)
{
    if (other->kind != CHANGE_RESCUE) {
        change_value_write(other, out);
        return;
    }
    text_add(out, rescue_traits[first->value].catches ? "" : "every one and ");
    text_add(out, rescue_traits[other->value].leaves ? "ends" : "goes on");
}

/* Folds a line into the first earlier one that comes to the same: "… up to 2 times (or 3, 5)". */
static void line_fold(struct line *lines, size_t at)
{
    for (size_t i = 0; i < at && !lines[at].is_folded; i++) {
        if (lines[i].is_folded || !comes_to_the_same(&lines[i], &lines[at]))
            continue;
        text_add(&lines[i].words, lines[i].has_others ? ", " : " (or ");
        other_say(&lines[i].row->changes[0], &lines[at].row->changes[0], &lines[i].words);
        lines[i].has_others = true;
        lines[at].is_folded = true;
    }
}

static const char unchanged[] = "nothing changed";

/* Half of what the marks leave, or less where no change needs so much. */
static int change_columns(const struct style *style, const struct line *lines, size_t count)
{
    int most = (style_columns(style) - MARK_COLUMNS - GAP_COLUMNS) / 2;
    int columns = text_width(unchanged);

    for (size_t i = 0; i < count; i++) {
        int width = lines[i].is_folded || lines[i].is_idle ? 0 : text_width(text_str(&lines[i].words));

        columns = width > columns ? width : columns;
    }
    return columns < most ? columns : most;
}

/* `wishes` NULL: how they would end is not known. */
static void row_write(const struct why *why, const bool wishes[WISH_COUNT], const char *words, const char *verdict,
                      struct report *report)
{
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(why->scenario, judged);

    report_row(report, "");
    for (size_t i = 0; i < count; i++) {
        report_more(report, ELEMENT_PLAIN, " ");
        if (wishes)
            report_more_wish(report, wishes[judged[i]]);
        else
            report_more(report, ELEMENT_QUIET, marks_unicode[MARK_UNKNOWN]);
    }
    report_cell(report, ELEMENT_PLAIN, words);
    report_cell(report, ELEMENT_PLAIN, verdict);
}

static void rows_write(const struct why *why, const struct line *lines, size_t count, const struct style *style,
                       struct report *report)
{
    static const char *const numbers[WISH_COUNT + 1] = {"", " 1", " 1 2", " 1 2 3", " 1 2 3 4"};
    enum wish judged[WISH_COUNT];
    const struct report_column columns[] = {
        {.head = numbers[wishes_judged(why->scenario, judged)], .columns = MARK_COLUMNS},
        {.head = "with", .columns = change_columns(style, lines, count) + GAP_COLUMNS, .is_wrapped = true},
        {.head = "", .is_wrapped = true},
    };
    struct text verdict = {0};

    report_table(report, ELEMENT_QUIET, columns, sizeof columns / sizeof *columns);
    verdict_add(why->trace, why->ledger, &verdict);
    row_write(why, why->ledger->wishes, unchanged, text_str(&verdict), report);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].is_folded || lines[i].is_idle)
            continue;
        row_write(why, lines[i].row->has_ended ? lines[i].row->wishes : NULL, text_str(&lines[i].words),
                  text_str(&lines[i].verdict), report);
    }
    text_release(&verdict);
}

/* One paragraph for all that changes nothing. */
static void idle_write(const struct line *lines, size_t count, struct report *report)
{
    struct text paragraph = {0};

    for (size_t i = 0; i < count; i++) {
        if (!lines[i].is_idle || lines[i].is_folded)
            continue;
        text_add(&paragraph, text_is_empty(&paragraph) ? "No difference: " : "; ");
        text_add(&paragraph, text_str(&lines[i].words));
    }
    if (text_is_empty(&paragraph))
        return;
    text_add(&paragraph, ".");
    report_space(report);
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &paragraph);
    report_indent(report, "  ");
}

void why_table(const struct why *why, const struct style *style, struct report *report)
{
    const struct whatif_search *search = &why->search;
    size_t count = search->ranked_count + search->idle_count;
    struct line *lines = calloc(count + 1, sizeof *lines);

    if (lines == NULL) {
        report->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        line_make(why, search->ranked[i], i >= search->ranked_count, &lines[i]);
        line_fold(lines, i);
    }
    for (size_t i = 0; i < count; i++)
        text_add(&lines[i].words, lines[i].has_others ? ")" : "");
    rows_write(why, lines, count, style, report);
    idle_write(lines, count, report);
    for (size_t i = 0; i < count; i++) {
        text_release(&lines[i].words);
        text_release(&lines[i].verdict);
    }
    free(lines);
}
