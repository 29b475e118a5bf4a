/* What goes where on a stage. */
#include "base/range.h"
#include "screens/stage_paint.h"
#include "words/phrase.h"
#include "words/short_name.h"
#include "words/terms.h"

enum {
    WIDE_COLUMNS = 100,  /* from here on guards in full, three panels, a wide ledger */
    PLAIN_COLUMNS = 70,  /* below: the narrow stage */
    PANELS_ROWS_MIN = 5, /* fewer rows below a title are no panels */
    FULL_ROWS = 20,      /* below: no question, no second line of the axis */
    NAMES_MAX = 256,     /* rows whose names are told apart; no screen has more */
};

/* Into `names` those that stand on rows; returns how many. */
static size_t names_of(const struct stage_index *index, const char *names[NAMES_MAX])
{
    const struct scenario *scenario = index->trace->scenario;
    size_t count = 0;

    for (uint32_t r = 0; r < index->lanes.count && count < NAMES_MAX; r++) {
        const struct lane *row = &index->lanes.list[r];

        names[count++] = row->is_bot ? scenario->bots[row->which].name : scenario->jobs[row->which].name;
    }
    return count;
}

/* As wide as the longest name; where that is too much, names are cut. */
static void lay_names(struct stage_layout *layout, const struct stage_index *index, int least, int most)
{
    const char *names[NAMES_MAX];
    size_t count = names_of(index, names);
    int longest = least;

    for (size_t i = 0; i < count; i++)
        longest = max_int(text_width(names[i]), longest);
    layout->name_columns = min_int(longest, most);
    layout->name_tail = longest > most ? short_name_tail(names, count, most) : 0;
}

static int longest_guard(const struct scenario *scenario, bool is_long, struct cells *cells)
{
    int longest = 8; /* "attempts" stands there too */

    for (uint32_t b = 0; b < scenario->bot_count; b++) {
        const struct guard_words *words = &guard_words[scenario->bots[b].guard];
        struct text guard = {0};

        phrase_add(scenario, is_long ? words->full : words->brief, &guard);
        longest = max_int(longest, cells_measure(cells, &guard));
        text_release(&guard);
    }
    return longest;
}

static void lay_columns(struct stage_layout *layout, const struct stage_index *index, struct cells *cells)
{
    layout->is_narrow = layout->columns < PLAIN_COLUMNS;
    layout->is_wide = layout->columns >= WIDE_COLUMNS;
    layout->name_column = layout->is_narrow ? 0 : 1;
    lay_names(layout, index, 7, layout->is_narrow ? 7 : layout->is_wide ? 20 : 10);
    layout->guard_columns = layout->is_narrow ? 0 : longest_guard(index->trace->scenario, layout->is_wide, cells) + 1;
    layout->axis_column = layout->name_column + layout->name_columns + (layout->is_narrow ? 1 : 0) +
                          layout->guard_columns + (layout->is_narrow ? 0 : 1);
    layout->ledger_columns = layout->is_narrow ? 14 : layout->is_wide ? 30 : 15;
    layout->ledger_column = layout->columns - layout->ledger_columns;
    layout->axis_columns = layout->ledger_column - layout->axis_column - (layout->is_narrow ? 1 : 2);
}

void stage_layout_lanes(struct stage_layout *layout, const struct stage_index *index, int room)
{
    int lanes = (int)(index->lanes.count - index->lanes.job_lanes), jobs = (int)index->lanes.job_lanes;

    layout->lane_rows = min_int(lanes, room);
    layout->job_rows = room - layout->lane_rows;
    layout->job_rows = min_int(layout->job_rows, jobs);
    if (layout->job_rows == 0 && jobs > 0 && room >= 3) {
        layout->job_rows = 1;
        layout->lane_rows = layout->lane_rows + 1 > room ? room - 1 : layout->lane_rows;
    }
}

void stage_layout_move(struct stage_layout *layout, int columns)
{
    layout->left += columns;
    layout->columns += columns;
    layout->name_column += columns;
    layout->axis_column += columns;
    layout->ledger_column += columns;
}

static int lay_top(struct stage_layout *layout)
{
    int row = 0;

    layout->header_row = row++;
    layout->question_row = layout->rows >= FULL_ROWS ? row++ : -1;
    layout->label_row = row++;
    layout->line_row = layout->rows >= FULL_ROWS ? row++ : -1;
    return row;
}

/* From the bottom up; returns the row above. */
static int lay_bottom(struct stage_layout *layout)
{
    bool is_full = layout->rows >= FULL_ROWS;
    int row = layout->rows - 1;

    layout->footer_row = row--;
    layout->rule_row = is_full ? row-- : -1;
    layout->changed_row = is_full || layout->rows >= 15 ? row-- : -1;
    layout->sentence_rows = layout->is_narrow ? (layout->rows >= FULL_ROWS ? 5 : 3) : 2;
    row -= layout->sentence_rows;
    layout->sentence_row = row + 1;
    return row;
}

struct stage_layout stage_layout_of(const struct stage_view *view, struct cells *cells, int columns, int rows)
{
    struct stage_layout layout = {.columns = columns, .rows = rows};
    int top, bottom, room;

    lay_columns(&layout, view->index, cells);
    top = lay_top(&layout);
    bottom = lay_bottom(&layout); /* the rule above the sentence */
    layout.lanes_row = top;
    room = bottom - top;
    if (!(view->is_zoomed && view->focus == PANEL_LANES) && room - PANELS_ROWS_MIN - 1 >= 4 &&
        (int)view->index->lanes.count > room - PANELS_ROWS_MIN - 1)
        stage_layout_lanes(&layout, view->index, room - PANELS_ROWS_MIN - 1);
    else
        stage_layout_lanes(&layout, view->index, room);
    layout.panel_row = top + layout.job_rows + layout.lane_rows;
    layout.panel_rows = bottom - layout.panel_row - 1;
    if (layout.panel_rows < 3 || (view->is_zoomed && view->focus == PANEL_LANES)) {
        /* the rule above the sentence takes the title's place */
        layout.panel_row = bottom;
        layout.panel_rows = 0;
    }
    return layout;
}
