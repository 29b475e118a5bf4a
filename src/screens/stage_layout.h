/* What goes where: from the size and the whole run, never from the moment. */
#ifndef SCREENS_STAGE_LAYOUT_H
#define SCREENS_STAGE_LAYOUT_H

#include "screens/stage_view.h"

/* What is where, from the size and the whole run. */
struct stage_layout {
    int left, columns, rows; /* the first column, and behind the last one */
    bool is_wide, is_narrow; /* three panels; the 40-column stage */
    int name_column, name_columns, guard_columns;
    int name_tail; /* of a name that is cut, the columns of its end (short_name.h) */
    int axis_column, axis_columns;
    int ledger_column, ledger_columns;
    int header_row, question_row, label_row, line_row; /* -1: left out */
    int lanes_row, job_rows, lane_rows;                /* rows shown, of which the first ones are jobs' */
    int panel_row, panel_rows;                         /* the title's row; rows below it, 0: no panels */
    int sentence_row, sentence_rows, changed_row, rule_row, footer_row;
};
struct stage_layout stage_layout_of(const struct stage_view *view, int columns, int rows);

/* Shares `room` rows among lanes and jobs: lanes first, but at least one job where there is room for both. */
void stage_layout_lanes(struct stage_layout *layout, const struct stage_index *index, int room);

/* Moves all of it to the right, so that something may stand at its left. */
void stage_layout_move(struct stage_layout *layout, int columns);

#endif
