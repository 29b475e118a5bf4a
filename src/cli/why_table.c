/* The table of why: every single change with the wishes that it grants. */
#include <stdlib.h>
#include <string.h>

#include "cli/why.h"
#include "words/verdict.h"

enum { MARK_COLUMNS = 10, GAP_COLUMNS = 2 };

/* A change in the table: its words, with those of later ones that are folded into it, and its verdict. */
struct line {
    const struct whatif *row;
    struct text words, verdict;
    bool is_idle;   /* makes no difference and is no fault, which would be shown to prove what the cause is */
    bool is_folded; /* told by an earlier line */
    bool has_others;
};

static void line_make(const struct why *why, const struct whatif *row, struct line *out)
{
    *out = (struct line){.row = row, .is_folded = !row->is_possible};
    out->is_idle = !row->is_different && row->is_remedy;
    whatif_say(why, row, &out->words);
    if (!out->is_folded && !out->is_idle)
        whatif_shortfall(why, row, &out->verdict);
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
    const char *value = change_value(other);

    if (other->kind != CHANGE_RESCUE) {
        text_add(out, value);
        return;
    }
    text_add(out, strcmp(change_value(first), rescue_names[RESCUE_NONE]) == 0 ? "every one and " : "");
    text_add(out, strcmp(value, rescue_names[RESCUE_CONTINUE]) == 0 ? "goes on" : "ends");
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

static void marks_write(const struct style *style, const bool wishes[WISH_COUNT], struct text *out)
{
    for (size_t i = 0; i < WISH_COUNT; i++) {
        text_add(out, " ");
        style_add_wish(style, wishes[i], out);
    }
    text_add_times(out, " ", MARK_COLUMNS - 2 * WISH_COUNT);
}

/* Cuts the first line off `*at` into `line`. */
static void line_take(const char **at, struct text *line)
{
    size_t size = strcspn(*at, "\n");

    text_clear(line);
    text_add_bytes(line, *at, size);
    *at += size + ((*at)[size] == '\n');
}

/* Two texts side by side, each broken into lines within its columns. The first line stands behind the marks. */
static void cells_write(const char *left, int left_columns, const char *right, int right_columns, struct text *out)
{
    struct text lefts = {0}, rights = {0}, line = {0};
    const char *l, *r;
    bool is_first = true;

    text_add_wrapped(&lefts, left, left_columns, "  ");
    text_add_wrapped(&rights, right, right_columns, "  ");
    l = text_str(&lefts);
    r = text_str(&rights);
    while (is_first || *l != '\0' || *r != '\0') {
        text_add_times(out, " ", is_first ? 0 : MARK_COLUMNS);
        line_take(&l, &line);
        text_add_padded(out, text_str(&line), *r == '\0' ? text_width(text_str(&line)) : left_columns + GAP_COLUMNS);
        line_take(&r, &line);
        text_addf(out, "%s\n", text_str(&line));
        is_first = false;
    }
    text_release(&lefts);
    text_release(&rights);
    text_release(&line);
}

/* Half of what the marks leave, or less where no change needs so much. */
static int change_columns(const struct why *why, const struct line *lines, size_t count)
{
    int most = (style_columns(&why->cli->style) - MARK_COLUMNS - GAP_COLUMNS) / 2;
    int columns = 0;

    for (size_t i = 0; i < count; i++) {
        int width = lines[i].is_folded || lines[i].is_idle ? 0 : text_width(text_str(&lines[i].words));

        columns = width > columns ? width : columns;
    }
    return columns < most ? columns : most;
}

static void rows_write(const struct why *why, const struct line *lines, size_t count, struct text *out)
{
    int left = change_columns(why, lines, count);
    int right = style_columns(&why->cli->style) - MARK_COLUMNS - GAP_COLUMNS - left;
    struct text verdict = {0};

    verdict_add(&why->played->trace, &why->played->ledger, &verdict);
    marks_write(&why->cli->style, why->played->ledger.wishes, out);
    cells_write("nothing changed", left, text_str(&verdict), right, out);
    for (size_t i = 0; i < count; i++) {
        if (lines[i].is_folded || lines[i].is_idle)
            continue;
        marks_write(&why->cli->style, lines[i].row->wishes, out);
        cells_write(text_str(&lines[i].words), left, text_str(&lines[i].verdict), right, out);
        out->failed = out->failed || lines[i].verdict.failed || lines[i].words.failed;
    }
    text_release(&verdict);
}

/* One paragraph for all that changes nothing. */
static void idle_write(const struct why *why, const struct line *lines, size_t count, struct text *out)
{
    struct text paragraph = {0};

    for (size_t i = 0; i < count; i++) {
        if (!lines[i].is_idle || lines[i].is_folded)
            continue;
        text_add(&paragraph, paragraph.size == 0 ? "No difference: " : "; ");
        text_add(&paragraph, text_str(&lines[i].words));
    }
    if (paragraph.size > 0) {
        text_add(&paragraph, ".");
        text_add(out, "\n");
        text_add_wrapped(out, text_str(&paragraph), style_columns(&why->cli->style), "  ");
        text_add(out, "\n");
    }
    text_release(&paragraph);
}

void why_table(const struct why *why, struct text *out)
{
    size_t count = why->search.singles.count;
    struct line *lines = calloc(count + 1, sizeof *lines);

    if (lines == NULL) {
        out->failed = true;
        return;
    }
    for (size_t i = 0; i < count; i++) {
        line_make(why, &why->search.singles.rows[i], &lines[i]);
        line_fold(lines, i);
    }
    for (size_t i = 0; i < count; i++)
        text_add(&lines[i].words, lines[i].has_others ? ")" : "");
    rows_write(why, lines, count, out);
    idle_write(why, lines, count, out);
    for (size_t i = 0; i < count; i++) {
        text_release(&lines[i].words);
        text_release(&lines[i].verdict);
    }
    free(lines);
}
