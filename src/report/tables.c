#include "report/tables.h"

#include <string.h>

#include "base/range.h"
#include "picture/sign.h"
#include "words/outcome.h"
#include "words/verdict.h"
#include "words/wish.h"

#define NAME_COLUMNS_MAX 14
#define NAME_COLUMNS_LEAST 8 /* "together" */
#define STATE_COLUMNS_LEAST 10
#define POSTS_COLUMNS 5

/* The worst of the bot's cells gives the line its mark; a bot that owes nothing has none, for nothing was achieved. */
static struct sign bot_sign(const struct ledger *ledger, uint32_t bot)
{
    const struct tally *tally = &ledger->bots[bot];
    struct sign sign = {.mark = MARK_POSTED, .element = ELEMENT_POSTED};

    if (tally->owed == 0 && tally->posts == 0)
        sign = (struct sign){.mark = MARK_NONE, .element = ELEMENT_QUIET};
    if (tally->missed > 0)
        sign = (struct sign){.mark = MARK_NOT_YET, .element = ELEMENT_MISSED};
    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (!cell->is_owed || cell->posts > 0)
            continue;
        if (cell->state == POST_FAILED)
            sign = (struct sign){.mark = MARK_ERROR, .element = ELEMENT_ERROR};
        else if (cell->state == POST_LOST || cell->state == POST_NEVER_RAN)
            sign = (struct sign){.mark = MARK_LOST, .element = ELEMENT_MISSED};
        else if (cell->state == POST_SKIPPED)
            sign = (struct sign){.mark = MARK_SKIPPED, .element = ELEMENT_MISSED};
    }
    if (tally->duplicates > 0)
        sign = (struct sign){.mark = MARK_AGAIN, .element = ELEMENT_AGAIN};
    return sign;
}

static void say_delay(const struct ledger *ledger, uint32_t bot, struct text *out)
{
    msec longest = ledger_longest_delay(ledger, bot);

    if (longest == MSEC_NONE) {
        text_add(out, "–");
        return;
    }
    text_add(out, ledger_only_cell(ledger, bot) ? "" : "≤ ");
    msec_say(longest, out);
}

/* The columns of the ledger. */
enum { BOT, GUARD, POSTS, OWED, AGAIN, STATE, DELAY, COLUMN_COUNT };

/* The widths that depend on the run. */
struct widths {
    int name, guard, posts, owed, again, state, delay;
    bool is_narrow; /* no room for guard, owed and delay */
};

static const char *cell_str(const struct report_row *row, int column)
{
    return row->cells[column].first->text;
}

static int cell_width(const struct report_row *row, int column)
{
    int width = 0;

    for (const struct report_piece *piece = row->cells[column].first; piece; piece = piece->next)
        width += text_width(piece->text);
    return width;
}

/* The columns of the numbers, with a gap on both sides of each. */
static int numbers_columns(const struct widths *widths, bool is_narrow)
{
    return 2 + widths->posts + 2 + (is_narrow ? 0 : widths->owed + 2) + widths->again + 2;
}

/* Of the bots' rows, but for the numbers; what the bots come to together is cut. */
static struct widths measure(const struct report_row *first, uint32_t bot_count, const struct style *style)
{
    struct widths widths = {
        .name = NAME_COLUMNS_LEAST, .guard = 5, .posts = POSTS_COLUMNS, .owed = 4, .again = 5, .state = 7, .delay = 5};
    const struct report_row *row = first;
    int room;

    for (const struct report_row *any = first; any; any = any->next) {
        widths.posts = max_int(widths.posts, cell_width(any, POSTS));
        widths.owed = max_int(widths.owed, cell_width(any, OWED));
        widths.again = max_int(widths.again, cell_width(any, AGAIN));
    }

    for (uint32_t b = 0; row && b < bot_count; b++, row = row->next) {
        widths.name = max_int(widths.name, cell_width(row, BOT));
        widths.guard = max_int(widths.guard, cell_width(row, GUARD));
        widths.state = max_int(widths.state, cell_width(row, STATE));
        widths.delay = max_int(widths.delay, cell_width(row, DELAY));
    }
    widths.name = min_int(widths.name, NAME_COLUMNS_MAX);
    room = style_columns(style) - 1 - widths.name - 2 - widths.guard - numbers_columns(&widths, false) - 2 -
           widths.delay;
    widths.is_narrow = room < STATE_COLUMNS_LEAST;
    if (widths.is_narrow) { /* the state goes before a name's end */
        room = style_columns(style) - 1 - numbers_columns(&widths, true);
        widths.name = min_int(widths.name, max_int(room - widths.state, NAME_COLUMNS_LEAST));
        room -= widths.name;
    }
    widths.state = widths.state > room && room >= STATE_COLUMNS_LEAST ? room : widths.state;
    return widths;
}

/* Where states begin. */
static int state_column(const struct widths *widths)
{
    return 1 + widths->name + (widths->is_narrow ? 0 : 2 + widths->guard) + numbers_columns(widths, widths->is_narrow);
}

/* A state's pieces in lines of whole ones where they do not fit into one; a piece that is too long is broken, too. */
static void fold_state(const struct report_row *row, int columns, struct text *out)
{
    struct text lines = {0};
    int width = 0;

    for (const struct report_piece *piece = row->cells[STATE].first; piece; piece = piece->next) {
        bool is_below = width > 0 && width + text_width(piece->text) > columns;

        text_add(&lines, is_below ? "\n" : "");
        text_add(&lines, piece->text + (is_below && piece->text[0] == ' ')); /* the lines below begin with spaces */
        width = (is_below ? 1 : width) + text_width(piece->text);
    }
    text_add_wrapped(out, text_str(&lines), columns, "  ");
    text_release(&lines);
}

/* A state in its column, the delay beside its first line. */
static void add_state(const struct style *style, const struct widths *widths, const struct report_row *row,
                      struct text *out)
{
    const char *after = widths->is_narrow ? "" : cell_str(row, DELAY), *at;
    int room = max_int(style_columns(style) - state_column(widths), STATE_COLUMNS_LEAST);
    int columns = after[0] ? widths->state : room;
    struct text lines = {0}, line = {0};

    fold_state(row, columns, &lines);
    at = text_str(&lines);
    do {
        if (at > text_str(&lines))
            text_add_times(out, " ", (size_t)state_column(widths));
        (void)text_take_line(&at, &line);
        style_add_padded(style, row->cells[STATE].first->style, text_str(&line),
                         after[0] ? columns : min_int(text_width(text_str(&line)), columns), out);
        text_addf(out, "%s%s\n", after[0] ? "  " : "", after);
        after = "";
    } while (*at);
    out->failed = out->failed || lines.failed || line.failed;
    text_release(&lines);
    text_release(&line);
}

static void add_row(const struct style *style, const struct widths *widths, const struct report_row *row,
                    struct text *out)
{
    text_add(out, " ");
    style_add_padded(style, ELEMENT_PLAIN, cell_str(row, BOT), widths->name, out);
    text_add(out, "  ");
    if (widths->is_narrow) {
        text_addf(out, "%*s  %*s  ", widths->posts, cell_str(row, POSTS), widths->again, cell_str(row, AGAIN));
    } else {
        style_add_padded(style, ELEMENT_PLAIN, cell_str(row, GUARD), widths->guard, out);
        text_addf(out, "  %*s  %*s  %*s  ", widths->posts, cell_str(row, POSTS), widths->owed, cell_str(row, OWED),
                  widths->again, cell_str(row, AGAIN));
    }
    add_state(style, widths, row, out);
}

static void ledger_layout(const struct scenario *scenario, const struct report_table *table, const struct style *style,
                          struct text *out)
{
    const struct vocabulary *words = &scenario->vocabulary;
    const struct widths widths = measure(table->first, scenario->bot_count, style);
    struct text head = {0};

    text_add(&head, " ");
    text_add_padded(&head, vocabulary_say(words, VOCABULARY_actor), widths.name);
    text_add(&head, "  ");
    if (!widths.is_narrow)
        text_add_padded(&head, "guard", widths.guard);
    text_add(&head, widths.is_narrow ? "" : "  ");
    text_add_times(&head, " ", (size_t)(widths.posts - POSTS_COLUMNS));
    text_add_padded(&head, vocabulary_say(words, VOCABULARY_effects), POSTS_COLUMNS);
    text_addf(&head, "  %*s%s", widths.is_narrow ? 0 : widths.owed, widths.is_narrow ? "" : "owed",
              widths.is_narrow ? "" : "  ");
    text_addf(&head, "%*s  ", widths.again, "again");
    text_add_padded(&head, "state", widths.is_narrow ? 0 : widths.state);
    text_add(&head, widths.is_narrow ? "state" : "  delay");
    style_add(style, ELEMENT_QUIET, text_str(&head), out);
    text_add(out, "\n");
    for (const struct report_row *row = table->first; row; row = row->next)
        add_row(style, &widths, row, out);
    text_release(&head);
}

/* The parts of a state stand in lines; each is a piece of the cell. The text is released. */
static void state_cell_take(struct report *report, enum element element, struct text *parts)
{
    const char *at = text_str(parts);

    report_cell(report, element, "");
    for (size_t size; *at; at += size) {
        bool is_first = at == text_str(parts);
        struct text piece = {0};

        at += !is_first;
        size = strcspn(at, "\n");
        text_addf(&piece, "%s%.*s%s", is_first ? "" : " ", (int)size, at, at[size] ? "," : "");
        report_more(report, element, text_str(&piece));
        text_release(&piece);
    }
    report->failed = report->failed || parts->failed;
    text_release(parts);
}

static void row_begin(struct report *report, const char *name, const char *guard, const struct tally *tally)
{
    const uint64_t numbers[] = {tally->posts, tally->owed, tally->duplicates};

    report_row(report, name);
    report_cell(report, ELEMENT_PLAIN, guard);
    report_numbers(report, numbers, sizeof numbers / sizeof *numbers);
}

static void bot_row(const struct scenario *scenario, const struct ledger *ledger, uint32_t b, struct report *report)
{
    const struct bot *bot = &scenario->bots[b];
    struct sign sign = bot_sign(ledger, b);
    struct text state = {0}, delay = {0};

    row_begin(report, bot->name, guard_names[bot->guard], &ledger->bots[b]);
    text_addf(&state, "%s ", marks_unicode[sign.mark]);
    outcome_parts(scenario, ledger, b, "\n", &state);
    state_cell_take(report, sign.element, &state);
    say_delay(ledger, b, &delay);
    report_cell_take(report, ELEMENT_PLAIN, &delay);
}

static void total_row(const struct tally *total, struct report *report)
{
    struct text state = {0};

    row_begin(report, "together", "", total);
    text_addf(&state, "%llu missed", (unsigned long long)total->missed);
    if (total->late > 0)
        text_addf(&state, "\n%llu late", (unsigned long long)total->late);
    if (total->premature > 0)
        text_addf(&state, "\n%llu premature", (unsigned long long)total->premature);
    if (total->silent > 0)
        text_addf(&state, "\n%llu silent", (unsigned long long)total->silent);
    state_cell_take(report, ELEMENT_PLAIN, &state);
    report_cell(report, ELEMENT_PLAIN, "");
}

void tables_ledger(const struct trace *trace, const struct ledger *ledger, const struct style *style,
                   struct report *report)
{
    static const struct report_column columns[COLUMN_COUNT] = {
        [BOT] = {.head = "bot"},
        [GUARD] = {.head = "guard"},
        [POSTS] = {.head = "posts", .is_number = true},
        [OWED] = {.head = "owed", .is_number = true},
        [AGAIN] = {.head = "again", .is_number = true},
        [STATE] = {.head = "state"},
        [DELAY] = {.head = "delay"},
    };
    const struct scenario *scenario = trace->scenario;
    struct text layout = {0};

    report_table(report, ELEMENT_QUIET, columns, COLUMN_COUNT);
    for (uint32_t b = 0; b < scenario->bot_count; b++)
        bot_row(scenario, ledger, b, report);
    if (scenario->bot_count > 1)
        total_row(&ledger->total, report);
    if (report->failed)
        return;
    ledger_layout(scenario, &report->last->table, style, &layout);
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
    int most = min_int(room, WISH_COLUMNS_MAX);
    enum wish judged[WISH_COUNT];
    size_t count = wishes_judged(trace->scenario, judged);
    struct text layout = {0};

    report_table(report, ELEMENT_QUIET, columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < count; i++) {
        struct text wish = {0}, result = {0};
        enum wish w = judged[i];

        wish_add(trace->scenario, w, failing, &wish);
        wish_add_result(trace, ledger, w, &result);
        text_add(&layout, " ");
        style_add_wish(style, ledger->wishes[w], &layout);
        text_add(&layout, " ");
        add_wish_lines(text_str(&wish), !text_is_empty(&result) ? most : columns_all - 3, text_str(&result), &layout);
        report_row(report, "");
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
    report_add_take(report, REPORT_PARAGRAPH, style_verdict(ledger), &verdict);
    report_layout_take(report, &layout);
}
