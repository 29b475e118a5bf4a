#include "screens/worlds_table.h"

#include "base/check.h"
#include "base/range.h"
#include "screens/stage_paint.h"
#include "words/phrase.h"
#include "words/wish.h"

enum { NAME_MIN = 8, NAME_MAX = 24, WISH_COLUMNS = 5, ROWS = 4, COLUMNS = 78 };

/* What is counted, and in how many columns; a head that needs more has them. */
#define COUNTER_LIST(X)                                                                                                \
    X(COUNTER_EFFECTS, "{effects}", 6, false)                                                                          \
    X(COUNTER_DUPLICATES, "duplicates", 11, false)                                                                     \
    X(COUNTER_MISSED, "missed", 7, false)                                                                              \
    X(COUNTER_LATE, "late", 6, true)                                                                                   \
    X(COUNTER_PREMATURE, "premature", 10, true)                                                                        \
    X(COUNTER_SILENT, "silent", 7, true)

#define COUNTER_ITEM(constant, head, columns, is_rare) constant,
enum counter { COUNTER_LIST(COUNTER_ITEM) COUNTERS };

#define COUNTER_ROW(constant, head, columns, is_rare) [constant] = {head, columns, is_rare},
static const struct {
    const char *head;
    int columns;
    bool is_rare; /* in a line it is left out where no world has any */
} counter_rows[COUNTERS] = {COUNTER_LIST(COUNTER_ROW)};

struct table {
    const struct worlds_side *sides;
    int count;
    struct screen *screen;
    const struct scenario *scenario; /* of the first world: its words */
    int64_t counts[WORLDS_MAX][COUNTERS];
    enum wish wishes[WISH_COUNT]; /* that one of the worlds is judged by */
    size_t wish_count;
};

static void count_world(const struct ledger *ledger, int64_t counts[COUNTERS])
{
    struct stage_certain certain = stage_certain(ledger);

    counts[COUNTER_EFFECTS] = (int64_t)ledger->total.posts;
    counts[COUNTER_DUPLICATES] = (int64_t)ledger->total.duplicates;
    counts[COUNTER_MISSED] = (int64_t)certain.missed;
    counts[COUNTER_LATE] = (int64_t)ledger->total.late;
    counts[COUNTER_PREMATURE] = (int64_t)ledger->total.premature;
    counts[COUNTER_SILENT] = (int64_t)certain.silent;
}

static const struct trace *trace_of(const struct table *table, int side)
{
    return table->sides[side].index->trace;
}

static bool is_judged(const struct table *table, int side, enum wish wish)
{
    return wish_is_judged(trace_of(table, side)->scenario, wish);
}

static bool is_judged_anywhere(const struct table *table, enum wish wish)
{
    bool is_anywhere = false;

    for (int side = 0; side < table->count; side++)
        is_anywhere = is_anywhere || is_judged(table, side, wish);
    return is_anywhere;
}

/* "✓", "✗", "·" while its run is not over, "" where it is not judged. */
static enum mark_sign wish_mark(const struct table *table, int side, enum wish wish)
{
    const struct worlds_side *of = &table->sides[side];

    if (!is_judged(table, side, wish))
        return MARK_NONE;
    if (of->at == NO_EVENT || of->at + 1 < trace_of(table, side)->count)
        return MARK_NOT_YET;
    return of->ledger->wishes[wish] ? MARK_GRANTED : MARK_ERROR;
}

static struct table table_of(const struct worlds_side *sides, int count, struct screen *screen)
{
    struct table table = {.sides = sides, .count = count, .screen = screen};

    table.scenario = trace_of(&table, 0)->scenario;
    for (int side = 0; side < count; side++)
        count_world(sides[side].ledger, table.counts[side]);
    for (int w = 0; w < WISH_COUNT; w++)
        if (is_judged_anywhere(&table, (enum wish)w))
            table.wishes[table.wish_count++] = (enum wish)w;
    return table;
}

static bool has_any(const struct table *table, enum counter counter)
{
    bool has_any = false;

    for (int side = 0; side < table->count; side++)
        has_any = has_any || table->counts[side][counter] != 0;
    return has_any;
}

/* Premature ones need another step's `needs`: few files have any, and then the column is there. */
static bool has_column(const struct table *table, enum counter counter)
{
    return counter != COUNTER_PREMATURE || has_any(table, counter);
}

static int counter_columns(const struct table *table, enum counter counter)
{
    struct text head = {0};
    int columns;

    phrase_add(table->scenario, counter_rows[counter].head, &head);
    columns = max_int(cells_measure(table->screen->cells, &head) + 1, counter_rows[counter].columns);
    text_release(&head);
    return has_column(table, counter) ? columns : 0;
}

/* Where the counters begin: behind the names. */
static int counters_column(const struct table *table, struct area area)
{
    int room = area.columns - (int)table->wish_count * WISH_COLUMNS - 1;

    for (int c = 0; c < COUNTERS; c++)
        room -= counter_columns(table, (enum counter)c);
    return area.column + clamp_int(room, NAME_MIN, NAME_MAX);
}

static void put_right(const struct table *table, struct area line, struct text *text, enum element element)
{
    int width = cells_measure(table->screen->cells, text);

    line.column += max_int(line.columns - width, 1);
    screen_put_text(table->screen, line, text, element);
}

static void put_head(const struct table *table, struct area area)
{
    struct area line = {counters_column(table, area), area.row, 0, 1};
    struct text text = {0};

    for (int c = 0; c < COUNTERS; c++, line.column += line.columns) {
        line.columns = counter_columns(table, (enum counter)c);
        if (line.columns > 0)
            phrase_add(table->scenario, counter_rows[c].head, &text);
        put_right(table, line, &text, ELEMENT_TITLE);
    }
    line = (struct area){line.column + 1, area.row, WISH_COLUMNS, 1};
    for (size_t w = 0; w < table->wish_count; w++, line.column += WISH_COLUMNS)
        cells_put(table->screen->cells, line.column, line.row, WISH_COLUMNS, wish_heads[table->wishes[w]],
                  ELEMENT_TITLE, 0);
}

/* Of a world, or −1: the difference. */
static void put_row(const struct table *table, struct area area, int side)
{
    struct area line = {counters_column(table, area), area.row, 0, 1};
    enum element element = side < 0 ? ELEMENT_CHANGED : ELEMENT_WORDS;
    struct text text = {0};

    text_add(&text, side < 0 ? "difference" : table->sides[side].name);
    screen_put_text(table->screen, (struct area){area.column, area.row, line.column - area.column, 1}, &text, element);
    for (int c = 0; c < COUNTERS; c++, line.column += line.columns) {
        int64_t value = side < 0 ? table->counts[1][c] - table->counts[0][c] : table->counts[side][c];

        line.columns = counter_columns(table, (enum counter)c);
        if (line.columns > 0)
            text_addf(&text, side < 0 && value != 0 ? "%+lld" : "%lld", (long long)value);
        put_right(table, line, &text, element);
    }
    for (size_t w = 0; w < table->wish_count && side >= 0; w++) {
        enum mark_sign mark = wish_mark(table, side, table->wishes[w]);

        cells_put(table->screen->cells, line.column + 2 + (int)w * WISH_COLUMNS, line.row, 1, marks_unicode[mark],
                  mark == MARK_GRANTED ? ELEMENT_GRANTED
                  : mark == MARK_ERROR ? ELEMENT_REFUSED
                                       : ELEMENT_QUIET,
                  0);
    }
}

static bool wish_differs(const struct table *table, enum wish wish)
{
    bool differs = false;

    for (int side = 1; side < table->count; side++)
        differs = differs || wish_mark(table, side, wish) != wish_mark(table, 0, wish);
    return differs;
}

static void put_line(const struct table *table, struct area area)
{
    struct text text = {0};

    for (int c = 0; c < COUNTERS; c++) {
        if (counter_rows[c].is_rare && !has_any(table, (enum counter)c))
            continue;
        text_add(&text, text.size > 0 ? " " : "");
        phrase_add(table->scenario, counter_rows[c].head, &text);
        for (int side = 0; side < table->count; side++)
            text_addf(&text, "%s%lld", side == 0 ? " " : "|", (long long)table->counts[side][c]);
    }
    for (size_t w = 0; w < table->wish_count; w++) {
        if (!wish_differs(table, table->wishes[w]))
            continue;
        text_addf(&text, " %s", wish_heads[table->wishes[w]]);
        for (int side = 0; side < table->count; side++)
            text_addf(&text, "%s%s", side == 0 ? " " : "|", marks_unicode[wish_mark(table, side, table->wishes[w])]);
    }
    screen_put_prose(table->screen, area, &text, ELEMENT_CHANGED);
}

void worlds_table_paint(const struct worlds_side *sides, int count, struct area area, struct screen *screen)
{
    struct table table = table_of(sides, count, screen);
    int head = area.rows > 1;

    CHECK(count >= 2 && count <= WORLDS_MAX);
    if (area.columns < COLUMNS || area.rows < ROWS) {
        put_line(&table, (struct area){area.column, area.row + head, area.columns, area.rows - head});
        return;
    }
    put_head(&table, area);
    for (int side = 0; side < count; side++)
        put_row(&table, (struct area){area.column, area.row + 1 + side, area.columns, 1}, side);
    if (count == 2)
        put_row(&table, (struct area){area.column, area.row + 3, area.columns, 1}, -1);
}

static bool counter_differs(const struct table *table, enum counter counter)
{
    bool differs = false;

    for (int side = 1; side < table->count; side++)
        differs = differs || table->counts[side][counter] != table->counts[0][counter];
    return differs;
}

/* "yes", "no", "not yet": how a world fares with a wish. */
static const char *wish_word(const struct table *table, int side, enum wish wish)
{
    switch (wish_mark(table, side, wish)) {
    case MARK_GRANTED:
        return "yes";
    case MARK_ERROR:
        return "no";
    case MARK_NOT_YET:
        return "not yet";
    default:
        return "not judged";
    }
}

static void say_counter(const struct table *table, enum counter counter, struct text *out)
{
    size_t start = out->size;

    phrase_add(table->scenario, counter_rows[counter].head, out);
    text_capitalise(out, start);
    for (int side = 0; side < table->count; side++)
        text_addf(out, "%s%lld in %s", side == 0 ? ": " : ", ", (long long)table->counts[side][counter],
                  table->sides[side].name);
    text_add(out, ".\n");
}

static void say_wish(const struct table *table, enum wish wish, struct text *out)
{
    size_t start = out->size;

    wish_add(table->scenario, wish, NO_INDEX, out);
    text_capitalise(out, start);
    for (int side = 0; side < table->count; side++)
        text_addf(out, "%s%s in %s", side == 0 ? ": " : ", ", wish_word(table, side, wish), table->sides[side].name);
    text_add(out, ".\n");
}

void worlds_differences_say(const struct worlds_side *sides, int count, struct text *out)
{
    struct table table = table_of(sides, count, NULL);
    size_t before = out->size;

    for (int c = 0; c < COUNTERS; c++)
        if (counter_differs(&table, (enum counter)c))
            say_counter(&table, (enum counter)c, out);
    for (size_t w = 0; w < table.wish_count; w++)
        if (wish_differs(&table, table.wishes[w]))
            say_wish(&table, table.wishes[w], out);
    if (out->size == before)
        text_add(out, "Nothing that is counted differs so far.\n");
}
