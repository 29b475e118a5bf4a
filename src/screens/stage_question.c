/* The panel of a question: its choices, what was said to them, and at last which is true. */
#include "base/range.h"
#include "explore/gate.h"
#include "screens/stage_paint.h"
#include "words/gate.h"
#include "words/marks.h"

enum {
    BAR_COLUMNS_MIN = 6, /* less is no bar; the number alone is shown */
    NUMBER_COLUMNS = 4,  /* of hands, and a space before them */
    KEY_COLUMNS = 3,     /* "1  " */
    BELIEF_ROWS = 3,     /* at most, of all that lead to one choice */
    EXPLAINED_ROWS = 6,  /* of a choice with these, and air */
};

/* A panel under way. */
struct panel {
    const struct stage_paint *paint;
    const struct stage_question *question;
    struct area area;
    int row;
    size_t vote_count;  /* that are shown as bars */
    int bar_columns;    /* of each, without its number; 0: numbers alone */
    int choice_columns; /* of a choice's words */
    bool is_table;      /* bots' names stand once above their numbers */
    uint32_t most;      /* hands for one choice */
    bool explains;      /* below a wrong choice it is told why somebody may think so */
};

static bool has_hands(const struct stage_question *question, size_t vote)
{
    for (uint32_t c = 0; c < STAGE_CHOICES_MAX; c++)
        if (question->hands[vote][c] > 0)
            return true;
    return false;
}

static uint32_t choice_count(const struct panel *panel)
{
    return panel->question->posed ? panel->question->posed->count : 0;
}

/* Of a table: a bot's column, with the space behind it. */
static int bot_columns(const struct panel *panel, uint32_t bot)
{
    return max_int(text_width(panel->paint->scenario->bots[bot].name), NUMBER_COLUMNS - 1) + 2;
}

static int table_columns(const struct panel *panel)
{
    int columns = 0;

    for (uint32_t b = 0; b < panel->paint->scenario->bot_count; b++)
        columns += bot_columns(panel, b);
    return columns;
}

static int longest_choice(const struct panel *panel)
{
    int longest = 0;

    if (panel->is_table)
        return table_columns(panel);
    for (uint32_t c = 0; c < choice_count(panel); c++) {
        struct text words = {0};

        gate_choice_say(panel->question->posed, c, panel->choice_columns, &words);
        longest = max_int(cells_measure(panel->paint->cells, &words), longest);
        text_release(&words);
    }
    return longest;
}

/* Words first, as far as they leave the bars what is needed; the bars have the rest. */
static void lay_columns(struct panel *panel)
{
    const struct stage_question *question = panel->question;
    int votes = (int)panel->vote_count, room = panel->area.columns - KEY_COLUMNS, bars;

    panel->choice_columns = room - votes * NUMBER_COLUMNS;
    panel->is_table = panel->question->posed && panel->question->posed->ask == ASK_OUTCOME &&
                      table_columns(panel) <= panel->choice_columns;
    bars = panel->choice_columns - longest_choice(panel);
    if (!question->tells_truth) /* its numbers are not far from the words */
        panel->choice_columns -= max_int(bars - 2 * NUMBER_COLUMNS, 0);
    if (votes == 0 || !question->tells_truth || bars < votes * (BAR_COLUMNS_MIN + 1))
        return;
    panel->bar_columns = bars / votes - 1;
    panel->choice_columns -= votes * (panel->bar_columns + 1);
}

/* Bars of votes that have hands; of the one under way its numbers alone. */
static struct panel panel_of(const struct stage_paint *paint, struct area area)
{
    struct panel panel = {.paint = paint, .question = paint->view->question, .area = area};

    for (size_t v = 0; v < STAGE_VOTES_MAX; v++)
        panel.vote_count += panel.question->tells_truth ? has_hands(panel.question, v)
                                                        : v == panel.question->vote && has_hands(panel.question, v);
    for (uint32_t c = 0; c < STAGE_CHOICES_MAX; c++)
        for (size_t v = 0; v < STAGE_VOTES_MAX; v++)
            panel.most = max_u32(panel.question->hands[v][c], panel.most);
    lay_columns(&panel);
    return panel;
}

static void put_hands(const struct panel *panel, int column, int row, uint32_t hands, enum element element)
{
    int bar = panel->most > 0 ? (int)(hands * (uint32_t)panel->bar_columns / panel->most) : 0;
    struct text number = {0};

    if (bar == 0 && hands > 0 && panel->bar_columns > 0)
        bar = 1;
    cells_fill(panel->paint->cells, (struct area){column, row, bar, 1}, 0x2588, element, 0);
    text_addf(&number, "%*u", panel->bar_columns > 0 ? 1 : NUMBER_COLUMNS - 1, (unsigned)hands);
    screen_put_text(panel->paint->screen, (struct area){column + bar + 1, row, NUMBER_COLUMNS - 1, 1}, &number,
                    hands > 0 ? element : ELEMENT_QUIET);
}

static bool is_shown_true(const struct panel *panel, uint32_t choice)
{
    return panel->question->tells_truth && panel->question->posed->choices[choice].is_true;
}

static void put_votes(const struct panel *panel, uint32_t choice, int row)
{
    int column = panel->area.column + KEY_COLUMNS + panel->choice_columns;
    enum element element = is_shown_true(panel, choice) ? ELEMENT_GRANTED : ELEMENT_JOB;

    for (size_t v = 0; v < STAGE_VOTES_MAX; v++) {
        if (!has_hands(panel->question, v) || (!panel->question->tells_truth && v != panel->question->vote))
            continue;
        put_hands(panel, column, row, panel->question->hands[v][choice], element);
        column += panel->bar_columns + NUMBER_COLUMNS + (panel->bar_columns > 0);
    }
}

/* How often each bot posts, below its name. */
static void put_outcome(const struct panel *panel, uint32_t choice, struct area area, enum element element)
{
    for (uint32_t b = 0; b < panel->paint->scenario->bot_count; b++) {
        struct text number = {0};

        text_addf(&number, "%lld", (long long)panel->question->posed->choices[choice].answer.values[b]);
        screen_put_text(panel->paint->screen, (struct area){area.column, area.row, bot_columns(panel, b) - 1, 1},
                        &number, element);
        area.column += bot_columns(panel, b);
    }
}

/* Returns the rows used. */
static int put_words(const struct panel *panel, uint32_t choice, struct area area, enum element element)
{
    struct text text = {0};

    if (panel->is_table) {
        put_outcome(panel, choice, area, element);
        return 1;
    }
    gate_choice_say(panel->question->posed, choice, area.columns * area.rows, &text);
    return screen_put_prose(panel->paint->screen, area, &text, element);
}

static void put_beliefs(struct panel *panel, uint32_t choice)
{
    struct area area = {panel->area.column + KEY_COLUMNS, panel->area.row + panel->row,
                        panel->area.columns - KEY_COLUMNS - 1, BELIEF_ROWS};
    struct text beliefs = {0};

    gate_beliefs_say(panel->question->posed, choice, &beliefs);
    if (text_is_empty(&beliefs))
        text_release(&beliefs);
    else
        panel->row += screen_put_prose(panel->paint->screen, area, &beliefs, ELEMENT_QUIET);
}

/* The key, of what is true its mark; the words, in so many rows. */
static void put_choice(struct panel *panel, uint32_t choice, int rows)
{
    struct area area = {panel->area.column, panel->area.row + panel->row, panel->area.columns, rows}, words = area;
    bool is_true = is_shown_true(panel, choice);
    const char key[] = {(char)('1' + choice), '\0'};

    words.column += KEY_COLUMNS;
    words.columns = panel->choice_columns - 1;
    cells_put(panel->paint->cells, area.column, area.row, 1, key, ELEMENT_KEY, 0);
    if (is_true)
        cells_put(panel->paint->cells, area.column + 1, area.row, 1, marks_unicode[MARK_GRANTED], ELEMENT_GRANTED, 0);
    panel->row += put_words(panel, choice, words, is_true ? ELEMENT_GRANTED : ELEMENT_SENTENCE);
    put_votes(panel, choice, area.row);
    if (panel->explains)
        put_beliefs(panel, choice);
    screen_area(panel->paint->screen, (struct area){area.column, area.row, area.columns, 1}, AREA_CHOICE,
                (int64_t)choice);
}

/* Bots' names above their numbers; "first vote" and "after the talk" above the bars, where there are both. */
static void put_heads(struct panel *panel)
{
    static const char *const heads[STAGE_VOTES_MAX] = {"first vote", "after the talk"};
    int column = panel->area.column + KEY_COLUMNS, row = panel->area.row + panel->row;
    bool has_votes = panel->vote_count == STAGE_VOTES_MAX && panel->bar_columns > 0;

    for (uint32_t b = 0; panel->is_table && b < panel->paint->scenario->bot_count; b++) {
        cells_put(panel->paint->cells, column, row, bot_columns(panel, b) - 1, panel->paint->scenario->bots[b].name,
                  ELEMENT_LANE, 0);
        column += bot_columns(panel, b);
    }
    column = panel->area.column + KEY_COLUMNS + panel->choice_columns;
    for (size_t v = 0; v < STAGE_VOTES_MAX && has_votes; v++) {
        cells_put(panel->paint->cells, column, row, panel->bar_columns + NUMBER_COLUMNS, heads[v], ELEMENT_QUIET, 0);
        column += panel->bar_columns + NUMBER_COLUMNS + 1;
    }
    panel->row += panel->is_table || has_votes;
}

/* Rows for each choice, so that all of it has room below what stands above. */
static int rows_of_choice(const struct panel *panel, int below)
{
    int count = (int)choice_count(panel), room = panel->area.rows - panel->row - below;

    return count > 0 ? clamp_int(room / count, 1, 3) : 1;
}

static void put_prose(struct panel *panel, const char *words, enum element element)
{
    struct area area = {panel->area.column, panel->area.row + panel->row, panel->area.columns - 1,
                        panel->area.rows - panel->row};

    if (words && words[0])
        panel->row += screen_put_wrapped(panel->paint->screen, area, words, element, 0);
}

/* The fewest rows in which all choices can be read; without any, two of prose. */
static int rows_least(const struct stage_paint *paint)
{
    const struct stage_question *question = paint->view->question;
    int count = question->posed ? (int)question->posed->count : 2;

    return count + (question->posed && question->posed->ask == ASK_OUTCOME) +
           (paint->layout.question_row < 0 && !question->tells_truth);
}

bool stage_question_is_alone(const struct stage_paint *paint)
{
    const struct stage_view *view = paint->view;
    int room = paint->layout.panel_rows;

    return view->question && view->focus == PANEL_FEED && (view->is_zoomed || room == 0 || rows_least(paint) > room);
}

void stage_paint_question(const struct stage_paint *paint, struct area area)
{
    struct panel panel = panel_of(paint, area);
    const struct stage_question *question = panel.question;
    int below = question->lines && question->lines[0] ? (int)text_wrapped_lines(question->lines, area.columns - 1) : 0,
        rows;

    if (paint->layout.question_row < 0 && !question->tells_truth)
        put_prose(&panel, question->asked, ELEMENT_TITLE);
    put_heads(&panel);
    rows = rows_of_choice(&panel, below);
    panel.explains = question->tells_truth &&
                     area.rows - panel.row - below >= (int)choice_count(&panel) * EXPLAINED_ROWS;
    for (uint32_t c = 0; c < choice_count(&panel) && panel.row < area.rows; c++) {
        int first = panel.row;

        put_choice(&panel, c, min_int(min_int(rows, 2), area.rows - panel.row));
        if (rows > 2) /* room enough for air between them */
            panel.row = max_int(panel.row + panel.explains, first + 2);
    }
    panel.row += panel.row > 0 && panel.row + below < area.rows;
    put_prose(&panel, question->lines, ELEMENT_CHANGED);
}
