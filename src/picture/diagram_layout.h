/* Where a graph's nodes stand. Inside the diagram only; the door is diagram.h.
 *
 * A job instance is a block: its attempts one below the other, below each attempt the blocks of the jobs that it
 * enqueued. A job that posts for one bot alone is a stack, any other a grid with a column for each step; where rows
 * become columns all are stacks. */
#ifndef PICTURE_DIAGRAM_LAYOUT_H
#define PICTURE_DIAGRAM_LAYOUT_H

#include "picture/diagram_graph.h"
#include "picture/scene.h"

enum {
    NOTE_COLUMNS_MIN = 12,
    NOTE_COLUMNS_MAX = 24,
    LABEL_COLUMNS_MAX = 30,
    LAYOUT_INDENT = 3, /* left of what a bus leads to */
    LAYOUT_SIDE = 2    /* right of a stack, where a retry's arrow goes back */
};

/* A node's frame and its note, first relative to its block, in the end in the picture. */
struct place {
    struct scene_area area;
    struct scene_area note; /* width 0: none */
    int exit;               /* where a retry goes to the side, below its attempt; 0: beside the node */
    int shelf;              /* where the first line begins of the jobs that it enqueued */
    bool is_placed;
};

/* Columns `from` to before `to`. */
struct span {
    int from, to;
};

struct block {
    struct scene_area area;
    bool is_stack, is_placed;
    int side; /* x of a route beside everything, relative to the block; -1: none is needed */
    int bus;  /* x of the route along which lines of jobs after the first are reached */
};

struct layout {
    const struct graph *graph;
    const struct trace *trace;
    struct arena *arena;  /* for what lives as long as the layout */
    int columns;          /* the most there may be */
    int card;             /* width of a card */
    int squeeze;          /* what boxes that enqueue are narrower than usual */
    int card_height;      /* 0: each card as high as its words */
    int gap;              /* columns between the nodes of a row */
    bool is_column;       /* rows are columns */
    struct place *places; /* of each node */
    struct block *blocks; /* of each job instance */
    uint32_t *homes;      /* of each node that stands apart: the instance in whose block it does, or NO_NODE */
    uint32_t *arrow_to;   /* of each node: the arrow that leads to it, or NO_NODE */
    int columns_used;     /* of what is placed */
    bool is_broken;       /* what should stand side by side takes several lines */
};

/* Lays out one day from row `y` on; returns its height. Places are absolute afterwards. */
int layout_day(struct layout *layout, uint32_t day, int y);

/* Puts a node at x, y; its note below it, unless it stands apart, and returns the rows that this adds. */
struct place *layout_place(struct layout *layout, uint32_t node, int x, int y);
int layout_note_below(struct layout *layout, uint32_t node);

/* One attempt of a grid from row y on; `*width` becomes at least the columns that it takes. Returns its rows, those of
 * the jobs that it enqueued not among them. */
int layout_grid_row(struct layout *layout, uint32_t row, int y, int *width);

/* Moves an attempt to the right; returns the column behind it. */
int layout_shift_row(struct layout *layout, uint32_t row, int by);

/* Which column of a job's grid a step has, from 0. */
uint32_t layout_step_column(const struct layout *layout, uint32_t job, uint16_t step);

/* The rows between two nodes one below the other, for an arrow with this label; columns for one beside another. */
int layout_gap_rows(const struct layout *layout, uint32_t arrow, bool is_stack);
int layout_gap_columns(const struct layout *layout, uint32_t arrow);

/* The column in the middle of an area: where arrows come down to it. */
int layout_middle(struct scene_area area);

/* The label of an arrow from a node to the next one in a row: below the arrow, between them. */
int layout_arrow_row(struct scene_area from, struct scene_area to);
struct scene_area layout_label_right(const struct layout *layout, uint32_t arrow, struct scene_area from,
                                     struct scene_area to);

/* The top of an attempt's boxes, where they stand side by side. */
int layout_row_top(const struct layout *layout, uint32_t row);

/* Where an arrow that comes along a gutter leaves what it comes from: straight above its target if it can. */
int layout_gutter_from(struct scene_area from, struct scene_area to);

/* The columns of the label of an arrow that comes along a gutter from column x and goes down at column `to`: between
 * them where they are that far apart, else right of both. */
struct span layout_gutter_label(const struct layout *layout, uint32_t arrow, int x, int to);

/* The lines that a text takes in so many columns. */
int layout_lines(const char *string, int columns);

/* The columns of its longest line. */
int layout_longest(const char *string);

/* The rows of a node's box; its columns and rows as an area at 0, 0. */
int layout_box_rows(const struct layout *layout, const struct graph_node *node);
struct scene_area layout_area(const struct layout *layout, uint32_t node);

/* Does a retry's arrow lead to the row below its own, in a stack from the end of that? True of all other arrows, and
 * of NO_NODE. */
bool layout_goes_down(const struct layout *layout, uint32_t arrow);

/* The label of an arrow, "" where there is none. */
const char *layout_label(const struct layout *layout, uint32_t arrow);

/* A job that posts for several bots says their done words in the card's last line. */
bool layout_has_done_line(const struct layout *layout, const struct graph_node *node);

/* Adds arrows and their labels to the scene. */
void layout_route(const struct layout *layout, struct scene *scene);

#endif
