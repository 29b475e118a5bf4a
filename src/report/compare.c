#include "report/compare.h"

#include <string.h>

#include "base/range.h"
#include "base/shell.h"
#include "words/wish.h"

#define LABEL_COLUMNS 39
#define GAP_COLUMNS 3

enum row { ROW_POSTS, ROW_WISHES, ROW_STRUCK = ROW_WISHES + WISH_COUNT, ROW_VERDICT, ROW_COUNT };

/* The runs that stand side by side. */
struct block {
    const struct compare_run *runs;
    size_t count;
    const struct style *style;
    const char *heading;
    int failing;                                               /* the failing bot that all runs share, or -1 */
    const char *bots[COMPARE_COLUMNS_MAX * SCENARIO_BOTS_MAX]; /* of all runs, each once */
    uint32_t bot_count, shown;                                 /* so many of them are named and counted */
    int label_columns;
    int columns[COMPARE_COLUMNS_MAX]; /* of each column, its gap among them */
};

static bool has_strikes(const struct trace *trace)
{
    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE)
            return true;
    return false;
}

/* The failing bot of all runs in which anything was struck, by name; -1 when they differ or there is none. The first
 * run's index. */
static int shared_failing(const struct compare_run *runs, size_t count)
{
    const char *name = NULL;

    for (size_t r = 0; r < count; r++) {
        int failing = wish_failing_bot(runs[r].trace);
        const char *bot = failing >= 0 ? runs[r].trace->scenario->bots[failing].name : NULL;

        if (!bot && !has_strikes(runs[r].trace))
            continue;
        if (!bot || (name && strcmp(bot, name) != 0))
            return -1;
        name = bot;
    }
    for (uint32_t b = 0; name && b < runs[0].trace->scenario->bot_count; b++)
        if (strcmp(runs[0].trace->scenario->bots[b].name, name) == 0)
            return (int)b;
    return -1;
}

/* The names of a scenario's faults, each once, "; " between them; empty when any has none. */
static void fault_names(const struct scenario *scenario, struct text *out)
{
    for (uint32_t f = 0; f < scenario->fault_count; f++) {
        const char *name = scenario->faults[f].name;
        bool is_known = false;

        for (uint32_t g = 0; name && g < f; g++)
            is_known = is_known || strcmp(scenario->faults[g].name, name) == 0;
        if (!name) {
            text_clear(out);
            return;
        }
        if (!is_known)
            text_addf(out, "%s%s", out->size > 0 ? "; " : "", name);
    }
}

/* The faults' names where all runs that have faults have the same. */
static bool heading_faults(const struct compare_run *runs, size_t count, struct text *out)
{
    struct text shared = {0}, names = {0};
    bool is_shared = true;

    for (size_t r = 0; r < count; r++) {
        if (runs[r].trace->scenario->fault_count == 0)
            continue;
        text_clear(&names);
        fault_names(runs[r].trace->scenario, &names);
        is_shared = is_shared && !text_is_empty(&names) &&
                    (text_is_empty(&shared) || strcmp(text_str(&shared), text_str(&names)) == 0);
        if (text_is_empty(&shared))
            text_add(&shared, text_str(&names));
    }
    if (is_shared)
        text_add(out, text_str(&shared));
    is_shared = is_shared && !text_is_empty(&shared);
    out->failed = out->failed || names.failed;
    text_release(&names);
    text_release(&shared);
    return is_shared;
}

static bool all_titles_equal(const struct compare_run *runs, size_t count)
{
    for (size_t r = 1; r < count; r++)
        if (strcmp(runs[r].trace->scenario->title, runs[0].trace->scenario->title) != 0)
            return false;
    return runs[0].trace->scenario->title[0] != '\0';
}

/* How many bytes of a question its first sentence has; 0 when the runs' differ. */
static size_t shared_sentence(const struct compare_run *runs, size_t count)
{
    const char *question = runs[0].trace->scenario->question;
    size_t size = text_sentence(question);

    for (size_t r = 1; r < count; r++)
        if (strncmp(runs[r].trace->scenario->question, question, size) != 0)
            return 0;
    return size;
}

void compare_heading(const struct compare_run *runs, size_t count, struct text *out)
{
    if (count == 0)
        return;
    if (heading_faults(runs, count, out)) {
        if (out->bytes[out->size - 1] != '.')
            text_add(out, ".");
    } else if (all_titles_equal(runs, count)) {
        text_add(out, runs[0].trace->scenario->title);
    } else {
        text_add_bytes(out, runs[0].trace->scenario->question, shared_sentence(runs, count));
    }
}

/* "posts: Picard Riker Worf Locutus"; "…" where there are more. */
static void posts_label(const struct block *block, struct text *out)
{
    text_add(out, "posts:");
    for (uint32_t b = 0; b < block->shown; b++)
        text_addf(out, " %s", block->bots[b]);
    text_add(out, block->shown < block->bot_count ? " …" : "");
}

/* The tally of a run's bot, NULL when the run has none of that name. */
static const struct tally *tally_of(const struct compare_run *run, const char *name)
{
    const struct scenario *scenario = run->trace->scenario;

    for (uint32_t b = 0; b < scenario->bot_count; b++)
        if (strcmp(scenario->bots[b].name, name) == 0)
            return &run->ledger->bots[b];
    return NULL;
}

/* The first run's bots, then those that only later ones have. */
static void block_gather_bots(struct block *block)
{
    for (size_t r = 0; r < block->count; r++) {
        const struct scenario *scenario = block->runs[r].trace->scenario;

        for (uint32_t b = 0; b < scenario->bot_count; b++) {
            uint32_t known = 0;

            while (known < block->bot_count && strcmp(block->bots[known], scenario->bots[b].name) != 0)
                known++;
            if (known == block->bot_count)
                block->bots[block->bot_count++] = scenario->bots[b].name;
        }
    }
}

/* "1 2◆ 0 0": the posts of the bots that the label names, "-" for one that owes nothing in this
 * scenario, or that it does not have. */
static void posts_cell(const struct block *block, const struct compare_run *run, struct text *out)
{
    for (uint32_t b = 0; b < block->shown; b++) {
        const struct tally *tally = tally_of(run, block->bots[b]);

        text_add(out, b ? " " : "");
        if (tally && (tally->owed > 0 || tally->posts > 0))
            text_addf(out, "%llu%s", (unsigned long long)tally->posts,
                      tally->duplicates > 0 ? marks_unicode[MARK_AGAIN] : "");
        else
            text_add(out, "-");
    }
    text_add(out, block->shown < block->bot_count ? " …" : "");
}

static bool is_judged(const struct compare_run *run, enum wish wish)
{
    return wish_is_judged(run->trace->scenario, wish);
}

static void wish_cell(const struct compare_run *run, enum wish wish, struct text *out)
{
    struct text result = {0};

    if (!is_judged(run, wish)) {
        text_add(out, "–");
        return;
    }
    text_add(out, marks_unicode[run->ledger->wishes[wish] ? MARK_GRANTED : MARK_ERROR]);
    wish_add_result(run->trace, run->ledger, wish, &result);
    text_addf(out, "%s%s", !text_is_empty(&result) ? " " : "", text_str(&result));
    text_release(&result);
}

/* "✗ never": the only fault strikes nobody; "✗ 2 of 3 never". */
static void struck_cell(const struct compare_run *run, struct text *out)
{
    uint32_t spared = fault_set_count(&run->spared), faults = run->trace->scenario->fault_count;

    text_add(out, marks_unicode[spared == 0 ? MARK_GRANTED : MARK_ERROR]);
    if (spared > 0 && faults > 1)
        text_addf(out, " %u of %u", (unsigned)spared, (unsigned)faults);
    text_add(out, spared > 0 ? " never" : "");
}

static void cell_text(const struct block *block, const struct compare_run *run, int row, struct text *out)
{
    if (row == ROW_POSTS)
        posts_cell(block, run, out);
    else if (row == ROW_STRUCK)
        struck_cell(run, out);
    else if (row == ROW_VERDICT)
        text_add(out, ledger_is_good(run->ledger) ? "Made it so." : "Not so.");
    else
        wish_cell(run, (enum wish)(row - ROW_WISHES), out);
}

static enum element cell_element(const struct compare_run *run, int row)
{
    const struct ledger *ledger = run->ledger;

    if (row == ROW_STRUCK)
        return fault_set_count(&run->spared) == 0 ? ELEMENT_GRANTED : ELEMENT_REFUSED;
    if (row == ROW_POSTS)
        return ledger->total.duplicates > 0 ? ELEMENT_AGAIN : ELEMENT_PLAIN;
    if (row == ROW_VERDICT)
        return style_verdict(ledger);
    if (!is_judged(run, (enum wish)(row - ROW_WISHES)))
        return ELEMENT_QUIET;
    return ledger->wishes[row - ROW_WISHES] ? ELEMENT_GRANTED : ELEMENT_REFUSED;
}

static void label_text(const struct block *block, int row, struct text *out)
{
    if (row == ROW_POSTS)
        posts_label(block, out);
    else if (row == ROW_STRUCK)
        text_add(out, "every fault strikes there");
    else if (row != ROW_VERDICT)
        wish_add(block->runs[0].trace->scenario, (enum wish)(row - ROW_WISHES), block->failing, out);
}

static const char *cell_str(const struct report_row *row, size_t column)
{
    return row->cells[column].first->text;
}

/* The widest cell of a run's column, its head among them. */
static int natural_columns(const struct report_table *table, size_t run)
{
    int widest = text_width(table->columns[1 + run].head);

    for (const struct report_row *row = table->first; row; row = row->next)
        widest = max_int(widest, text_width(cell_str(row, 1 + run)));
    return widest;
}

static int columns_together(const struct block *block, int gap)
{
    int sum = 0;

    for (size_t r = 0; r < block->count; r++)
        sum += block->columns[r] + (r + 1 < block->count ? gap : 0);
    return sum;
}

/* Gives each column its natural width and a gap; what does not fit is taken from the gaps, then from the widest. */
static void block_measure(struct block *block, const struct report_table *table)
{
    int room = style_columns(block->style) - 1 - block->label_columns - 1, gap = GAP_COLUMNS;

    for (size_t r = 0; r < block->count; r++)
        block->columns[r] = natural_columns(table, r);
    while (gap > 1 && columns_together(block, gap) > room)
        gap--;
    while (columns_together(block, gap) > room) {
        size_t widest = 0;

        for (size_t r = 1; r < block->count; r++)
            widest = block->columns[r] > block->columns[widest] ? r : widest;
        if (block->columns[widest] <= 4)
            break;
        block->columns[widest]--;
    }
    for (size_t r = 0; r + 1 < block->count; r++)
        block->columns[r] += gap;
}

/* As many bots as the label has room for, and the cells when they stand side by side. */
static void block_count_bots(struct block *block, struct report *report)
{
    int room = (style_columns(block->style) - 1 - block->label_columns - 1) / (int)block->count - 1;

    for (block->shown = block->bot_count; block->shown > 0; block->shown--) {
        struct text label = {0};
        bool fits;

        posts_label(block, &label);
        fits = text_width(text_str(&label)) <= block->label_columns;
        report->failed = report->failed || label.failed;
        text_release(&label);
        for (size_t r = 0; r < block->count && fits; r++) {
            struct text cell = {0};

            posts_cell(block, &block->runs[r], &cell);
            fits = text_width(text_str(&cell)) <= room;
            report->failed = report->failed || cell.failed;
            text_release(&cell);
        }
        if (fits)
            break;
    }
}

static void cell_layout(const struct block *block, size_t run, enum element element, const char *string,
                        struct text *out)
{
    bool is_last = run + 1 == block->count;
    struct text cell = {0};
    int width = block->columns[run] - (is_last ? 0 : 1);

    text_add(&cell, string);
    text_fit(&cell, width);
    text_add(out, " ");
    style_add_padded(block->style, element, text_str(&cell), is_last ? text_width(text_str(&cell)) : width, out);
    text_release(&cell);
}

static void label_layout(const struct block *block, enum element element, const char *string, struct text *out)
{
    text_add(out, " ");
    style_add_padded(block->style, element, string, block->label_columns, out);
}

static void block_layout(const struct block *block, const struct report_table *table, struct text *out)
{
    label_layout(block, ELEMENT_TITLE, block->heading, out);
    for (size_t r = 0; r < block->count; r++)
        cell_layout(block, r, ELEMENT_TITLE, block->runs[r].name, out);
    for (const struct report_row *row = table->first; row; row = row->next) {
        text_add(out, "\n");
        label_layout(block, ELEMENT_PLAIN, cell_str(row, 0), out);
        for (size_t r = 0; r < block->count; r++)
            cell_layout(block, r, row->cells[1 + r].first->style, cell_str(row, 1 + r), out);
    }
    text_add(out, "\n");
}

/* The first run with a duplicate, else with a miss, else with a post at the wrong time, and its bot. */
static const struct compare_run *first_trouble(const struct compare_run *runs, size_t count, uint32_t *bot)
{
    for (int pass = 0; pass < 3; pass++)
        for (size_t r = 0; r < count; r++)
            for (*bot = 0; *bot < runs[r].ledger->bot_count; ++*bot) {
                const struct tally *tally = &runs[r].ledger->bots[*bot];
                const uint64_t amiss[] = {tally->duplicates, tally->missed, tally->late + tally->premature};

                if (amiss[pass] > 0)
                    return &runs[r];
            }
    return NULL;
}

static const char *argument_of(const struct compare_run *run)
{
    return run->argument ? run->argument : run->name;
}

static void add_hints(const struct compare_run *runs, size_t count, const struct compare_hints *hints,
                      const struct style *style, struct text *out)
{
    const char *program = hints && hints->program ? hints->program : "makeitso";
    const char *see = hints && hints->see ? hints->see : "play";
    uint32_t bot = 0;
    const struct compare_run *trouble = first_trouble(runs, count, &bot);
    struct text why = {0}, line = {0};
    bool is_beside;

    if (trouble && !(hints && hints->is_without_why)) {
        text_addf(&why, " why: %s why %s ", program, argument_of(trouble));
        shell_word_write(trouble->trace->scenario->bots[bot].name, &why);
    }
    if (see[0])
        text_addf(&line, " see: %s %s %s", program, see, argument_of(trouble ? trouble : &runs[0]));
    is_beside = !text_is_empty(&why) && !text_is_empty(&line) && text_width(text_str(&why)) <= LABEL_COLUMNS + 2 &&
                LABEL_COLUMNS + 2 + text_width(text_str(&line)) <= style_columns(style);
    if (is_beside)
        text_add_padded(out, text_str(&why), LABEL_COLUMNS + 2);
    else if (!text_is_empty(&why))
        text_addf(out, "%s\n", text_str(&why));
    if (!text_is_empty(&line))
        text_addf(out, "%s\n", text_str(&line));
    text_release(&why);
    text_release(&line);
}

/* In a narrow terminal the results have as much right to the room as the wishes. */
static int label_columns(const struct style *style)
{
    int columns = style_columns(style) * 45 / 100;

    return style_columns(style) < STYLE_COLUMNS ? min_int(columns, LABEL_COLUMNS) : LABEL_COLUMNS;
}

static void row_add(const struct block *block, int row, struct report *report)
{
    struct text label = {0};

    label_text(block, row, &label);
    report_row(report, text_str(&label));
    for (size_t r = 0; r < block->count; r++) {
        struct text cell = {0};

        cell_text(block, &block->runs[r], row, &cell);
        report_cell_take(report, cell_element(&block->runs[r], row), &cell);
    }
    text_release(&label);
}

/* A wish by which any of the runs is judged, the faults where any strikes nobody, and whatever else there is. */
static bool row_is_wanted(const struct block *block, int row)
{
    bool is_wanted = row < ROW_WISHES || row >= ROW_VERDICT;

    for (size_t r = 0; r < block->count && !is_wanted; r++)
        is_wanted = row == ROW_STRUCK ? fault_set_count(&block->runs[r].spared) > 0
                                      : is_judged(&block->runs[r], (enum wish)(row - ROW_WISHES));
    return is_wanted;
}

/* The block as a table, and as it stands in a terminal. */
static void block_add(struct block *block, struct report *report)
{
    struct report_column columns[1 + COMPARE_COLUMNS_MAX] = {{.head = block->heading, .is_named = true}};
    struct text layout = {0};

    for (size_t r = 0; r < block->count; r++)
        columns[1 + r] = (struct report_column){.head = block->runs[r].name, .is_named = true};
    report_table(report, ELEMENT_TITLE, columns, 1 + block->count);
    for (int row = 0; row < ROW_COUNT; row++)
        if (row_is_wanted(block, row))
            row_add(block, row, report);
    if (report->failed)
        return;
    block_measure(block, &report->last->table);
    block_layout(block, &report->last->table, &layout);
    report_layout_take(report, &layout);
}

void compare_report(const struct compare_run *runs, size_t count, const struct compare_hints *hints,
                    const struct style *style, struct report *report)
{
    struct text heading = {0}, commands = {0};

    compare_heading(runs, count, &heading);
    for (size_t at = 0; at < count; at += COMPARE_COLUMNS_MAX) {
        struct block block = {
            .runs = runs + at,
            .count = count - at < COMPARE_COLUMNS_MAX ? count - at : COMPARE_COLUMNS_MAX,
            .style = style,
            .heading = text_str(&heading),
            .label_columns = label_columns(style),
            .failing = shared_failing(runs, count),
        };

        if (block.failing >= 0 && at > 0) /* an index of this block's first scenario */
            block.failing = shared_failing(block.runs, block.count);
        block_gather_bots(&block);
        block_count_bots(&block, report);
        if (at > 0)
            report_space(report);
        block_add(&block, report);
    }
    if (count > 0)
        add_hints(runs, count, hints, style, &commands);
    report_add_take(report, REPORT_LAID_OUT, ELEMENT_PLAIN, &commands);
    text_release(&heading);
}
