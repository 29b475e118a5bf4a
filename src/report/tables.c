#include "report/tables.h"

#include <string.h>

#include "words/outcome.h"
#include "words/verdict.h"
#include "words/wish.h"

#define NAME_COLUMNS_MAX 14
#define NAME_COLUMNS_LEAST 8 /* "together" */
#define STATE_COLUMNS_LEAST 10

static msec longest_delay(const struct ledger *ledger, uint32_t bot)
{
    msec longest = MSEC_NONE;

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (cell->is_owed && cell->delay > longest)
            longest = cell->delay;
    }
    return longest;
}

struct sign {
    enum mark_sign mark; /* MARK_NONE: none */
    enum element element;
};

/* The worst of the bot's cells gives the line its mark; a bot that owes nothing has none, for nothing was achieved. */
static struct sign sign_of(const struct ledger *ledger, uint32_t bot)
{
    const struct tally *tally = &ledger->bots[bot];
    struct sign sign = {MARK_POSTED, ELEMENT_POSTED};

    if (tally->owed == 0 && tally->posts == 0)
        sign = (struct sign){MARK_NONE, ELEMENT_QUIET};
    if (tally->missed > 0)
        sign = (struct sign){MARK_NOT_YET, ELEMENT_MISSED};
    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (!cell->is_owed || cell->posts > 0)
            continue;
        if (cell->state == POST_FAILED)
            sign = (struct sign){MARK_ERROR, ELEMENT_ERROR};
        else if (cell->state == POST_LOST || cell->state == POST_NEVER_RAN)
            sign = (struct sign){MARK_LOST, ELEMENT_MISSED};
        else if (cell->state == POST_SKIPPED)
            sign = (struct sign){MARK_SKIPPED, ELEMENT_MISSED};
    }
    if (tally->duplicates > 0)
        sign = (struct sign){MARK_AGAIN, ELEMENT_AGAIN};
    return sign;
}

/* The widths of the columns that depend on the run. */
struct widths {
    int name, guard, state, delay;
    bool is_narrow; /* no room for guard, owed and delay */
};

/* Bot, guard and three numbers: the beginning of a line. */
struct row {
    const char *name, *guard;
    const struct tally *tally;
};

#define NUMBERS_COLUMNS (2 + 5 + 2 + 4 + 2 + 5 + 2)
#define NARROW_NUMBERS_COLUMNS (2 + 5 + 2 + 5 + 2)

static void add_row(const struct style *style, const struct row *row, const struct widths *widths, struct text *out)
{
    text_add(out, " ");
    style_add_padded(style, ELEMENT_PLAIN, row->name, widths->name, out);
    text_add(out, "  ");
    if (widths->is_narrow) {
        text_addf(out, "%5llu  %5llu  ", (unsigned long long)row->tally->posts,
                  (unsigned long long)row->tally->duplicates);
        return;
    }
    style_add_padded(style, ELEMENT_PLAIN, row->guard, widths->guard, out);
    text_addf(out, "  %5llu  %4llu  %5llu  ", (unsigned long long)row->tally->posts,
              (unsigned long long)row->tally->owed, (unsigned long long)row->tally->duplicates);
}

/* The mark and the state of a bot's cells. */
static void say_state(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, struct text *out)
{
    enum mark_sign mark = sign_of(ledger, bot).mark;

    text_addf(out, "%s ", marks_unicode[mark]);
    outcome_state(scenario, ledger, bot, out);
}

static void say_delay(const struct ledger *ledger, uint32_t bot, struct text *out)
{
    msec longest = longest_delay(ledger, bot);

    if (longest == MSEC_NONE) {
        text_add(out, "–");
        return;
    }
    text_add(out, ledger_only_cell(ledger, bot) ? "" : "≤ ");
    msec_say(longest, out);
}

/* The ledger's table under way. */
struct table {
    const struct trace *trace;
    const struct ledger *ledger;
    const struct style *style;
    struct widths widths;
};

/* Where states begin. */
static int state_column(const struct widths *widths)
{
    return 1 + widths->name + (widths->is_narrow ? NARROW_NUMBERS_COLUMNS : 2 + widths->guard + NUMBERS_COLUMNS);
}

/* "◆ 12 again, 11 silent" in lines of whole parts, where all of it does not fit into one. */
static void fold_parts(const char *string, int columns, struct text *out)
{
    int width = 0;

    for (const char *part = string, *end; *part; part = end) {
        struct text next = {0};

        end = strstr(part, ", ");
        end = end ? end + 1 : part + strlen(part); /* with its comma; the space begins the next */
        text_addf(&next, "%.*s", (int)(end - part), part);
        if (width > 0 && width + text_width(text_str(&next)) > columns) {
            text_add(out, "\n ");
            width = 1;
        }
        width += text_width(text_str(&next));
        text_add(out, text_str(&next));
        text_release(&next);
    }
}

/* A state in its column, what follows it beside its first line, further lines below. */
static void add_state(const struct table *table, enum element element, const char *state, const char *after,
                      struct text *out)
{
    int room = style_columns(table->style) - state_column(&table->widths);
    int columns = after[0] ? table->widths.state : room >= STATE_COLUMNS_LEAST ? room : STATE_COLUMNS_LEAST;
    struct text folded = {0};

    fold_parts(state, columns, &folded);
    for (char *line = folded.bytes, *end; line && *line; line = end) {
        bool is_first = line == folded.bytes, is_last;

        end = line + strcspn(line, "\n");
        is_last = *end == '\0';
        *end = '\0';
        text_add_times(out, " ", is_first ? 0 : (size_t)state_column(&table->widths));
        style_add_padded(table->style, element, line,
                         (is_first && after[0]) || text_width(line) > columns ? columns : text_width(line), out);
        text_addf(out, "%s%s\n", is_first && after[0] ? "  " : "", is_first ? after : "");
        end += !is_last;
    }
    out->failed = out->failed || folded.failed;
    text_release(&folded);
}

static void add_bot(const struct table *table, uint32_t bot, struct text *out)
{
    const struct bot *of = &table->trace->scenario->bots[bot];
    struct row row = {of->name, guard_names[of->guard], &table->ledger->bots[bot]};
    struct text state = {0}, delay = {0};

    add_row(table->style, &row, &table->widths, out);
    say_state(table->trace->scenario, table->ledger, bot, &state);
    say_delay(table->ledger, bot, &delay);
    add_state(table, sign_of(table->ledger, bot).element, text_str(&state),
              table->widths.is_narrow ? "" : text_str(&delay), out);
    out->failed = out->failed || state.failed || delay.failed;
    text_release(&delay);
    text_release(&state);
}

static void say_total(const struct tally *total, struct text *out)
{
    text_addf(out, "%llu missed", (unsigned long long)total->missed);
    if (total->late > 0)
        text_addf(out, ", %llu late", (unsigned long long)total->late);
    if (total->silent > 0)
        text_addf(out, ", %llu silent", (unsigned long long)total->silent);
}

static void add_total(const struct table *table, struct text *out)
{
    const struct tally *total = &table->ledger->total;
    struct row row = {"together", "", total};
    struct text missed = {0};

    add_row(table->style, &row, &table->widths, out);
    say_total(total, &missed);
    add_state(table, ELEMENT_PLAIN, text_str(&missed), "", out);
    out->failed = out->failed || missed.failed;
    text_release(&missed);
}

static void widen(int *columns, const char *string)
{
    int width = text_width(string);

    *columns = width > *columns ? width : *columns;
}

static struct widths measure(const struct trace *trace, const struct ledger *ledger, const struct style *style)
{
    struct widths widths = {.name = 8, .guard = 5, .state = 7, .delay = 5};
    int room;

    for (uint32_t b = 0; b < trace->scenario->bot_count; b++) {
        struct text state = {0}, delay = {0};

        widen(&widths.name, trace->scenario->bots[b].name);
        widen(&widths.guard, guard_names[trace->scenario->bots[b].guard]);
        say_state(trace->scenario, ledger, b, &state);
        widen(&widths.state, text_str(&state));
        say_delay(ledger, b, &delay);
        widen(&widths.delay, text_str(&delay));
        text_release(&delay);
        text_release(&state);
    }
    widths.name = widths.name < NAME_COLUMNS_MAX ? widths.name : NAME_COLUMNS_MAX;
    room = style_columns(style) - 1 - widths.name - 2 - widths.guard - NUMBERS_COLUMNS - 2 - widths.delay;
    widths.is_narrow = room < STATE_COLUMNS_LEAST;
    if (widths.is_narrow) {
        room = style_columns(style) - 1 - NARROW_NUMBERS_COLUMNS;
        if (widths.name > room - widths.state) /* the state goes before a name's end */
            widths.name = room - widths.state > NAME_COLUMNS_LEAST ? room - widths.state : NAME_COLUMNS_LEAST;
        room -= widths.name;
    }
    widths.state = widths.state > room && room >= STATE_COLUMNS_LEAST ? room : widths.state;
    return widths;
}

static void ledger_layout(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                          struct text *out)
{
    const struct table table = {trace, ledger, style, measure(trace, ledger, style)};
    const struct vocabulary *words = &trace->scenario->vocabulary;
    const struct widths widths = table.widths;
    struct text head = {0};

    text_add(&head, " ");
    text_add_padded(&head, vocabulary_say(words, VOCABULARY_actor), widths.name);
    text_add(&head, "  ");
    if (!widths.is_narrow)
        text_add_padded(&head, "guard", widths.guard);
    text_add(&head, widths.is_narrow ? "" : "  ");
    text_add_padded(&head, vocabulary_say(words, VOCABULARY_effects), 5);
    text_add(&head, widths.is_narrow ? "  again  " : "  owed  again  ");
    text_add_padded(&head, "state", widths.is_narrow ? 0 : widths.state);
    text_add(&head, widths.is_narrow ? "state" : "  delay");
    style_add(style, ELEMENT_QUIET, text_str(&head), out);
    text_add(out, "\n");
    for (uint32_t bot = 0; bot < trace->scenario->bot_count; bot++)
        add_bot(&table, bot, out);
    if (trace->scenario->bot_count > 1)
        add_total(&table, out);
    text_release(&head);
}

/* A row as data; the texts are released. */
static void data_row(struct report *report, const struct row *row, struct text *state, struct text *delay)
{
    report_row(report);
    report_cell(report, ELEMENT_PLAIN, row->name);
    report_cell(report, ELEMENT_PLAIN, row->guard);
    report_number(report, ELEMENT_PLAIN, row->tally->posts);
    report_number(report, ELEMENT_PLAIN, row->tally->owed);
    report_number(report, ELEMENT_PLAIN, row->tally->duplicates);
    report_cell_take(report, ELEMENT_PLAIN, state);
    report_cell_take(report, ELEMENT_PLAIN, delay);
}

void tables_ledger(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                   struct report *report)
{
    static const struct report_column columns[] = {
        {.head = "bot"},
        {.head = "guard"},
        {.head = "posts", .is_number = true},
        {.head = "owed", .is_number = true},
        {.head = "again", .is_number = true},
        {.head = "state"},
        {.head = "delay"},
    };
    struct text layout = {0};

    report_table(report, ELEMENT_QUIET, columns, sizeof columns / sizeof *columns);
    for (uint32_t b = 0; b < trace->scenario->bot_count; b++) {
        struct row row = {trace->scenario->bots[b].name, guard_names[trace->scenario->bots[b].guard], &ledger->bots[b]};
        struct text state = {0}, delay = {0};

        say_state(trace->scenario, ledger, b, &state);
        say_delay(ledger, b, &delay);
        data_row(report, &row, &state, &delay);
    }
    if (trace->scenario->bot_count > 1) {
        struct row row = {"together", "", &ledger->total};
        struct text state = {0}, delay = {0};

        say_total(&ledger->total, &state);
        data_row(report, &row, &state, &delay);
    }
    ledger_layout(trace, ledger, style, &layout);
    report_layout_take(report, &layout);
}

enum { RESULT_COLUMNS = 14 }; /* of a wish's result, such as "after 2 min" */

/* The wish in as many lines as it takes, its result beside the first. */
static void add_wish_lines(const char *wish, int columns, const char *result, struct text *out)
{
    struct text wrapped = {0}, first = {0};
    const char *rest;

    text_add_wrapped(&wrapped, wish, columns, "   ");
    rest = strchr(text_str(&wrapped), '\n');
    text_addf(&first, "%.*s", (int)(rest ? (size_t)(rest - text_str(&wrapped)) : wrapped.size), text_str(&wrapped));
    text_add_padded(out, text_str(&first), *result ? columns : text_width(text_str(&first)));
    text_addf(out, "%s%s%s\n", *result ? "  " : "", result, rest ? rest : "");
    out->failed = out->failed || wrapped.failed || first.failed;
    text_release(&first);
    text_release(&wrapped);
}

void tables_wishes(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                   struct report *report)
{
    static const struct report_column columns[] = {{.head = ""}, {.head = "wish"}, {.head = "how it fared"}};
    int failing = wish_failing_bot(trace), columns_all = style_columns(style);
    int room = columns_all - 3 - 2 - RESULT_COLUMNS;
    int most = room < WISH_COLUMNS_MAX ? room : WISH_COLUMNS_MAX;
    struct text layout = {0};

    report_table(report, ELEMENT_QUIET, columns, sizeof columns / sizeof *columns);
    for (int w = 0; w < WISH_COUNT; w++) {
        struct text wish = {0}, result = {0};

        wish_add(trace->scenario, (enum wish)w, failing, &wish);
        wish_add_result(trace, ledger, (enum wish)w, &result);
        text_add(&layout, " ");
        style_add_wish(style, ledger->wishes[w], &layout);
        text_add(&layout, " ");
        add_wish_lines(text_str(&wish), result.size > 0 ? most : columns_all - 3, text_str(&result), &layout);
        report_row(report);
        report_cell(report, ELEMENT_PLAIN, "");
        report_more_wish(report, ledger->wishes[w]);
        report_cell_take(report, ELEMENT_PLAIN, &wish);
        report_cell_take(report, ELEMENT_PLAIN, &result);
    }
    report_layout_take(report, &layout);
}

void tables_verdict(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                    struct report *report)
{
    struct text verdict = {0}, layout = {0};

    verdict_add(trace, ledger, &verdict);
    text_add(&layout, " ");
    style_add_wrapped(style, style_verdict(ledger), text_str(&verdict), " ", &layout);
    text_add(&layout, "\n");
    report_paragraph_take(report, style_verdict(ledger), &verdict, "");
    report_layout_take(report, &layout);
}
