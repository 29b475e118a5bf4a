/* The crash map as data: gaps × (attempt, kind), and what a cell says in mark, letters and words.
 *
 * The one place that turns what explore found into the words of a map. It owns its strings. Text, picture and screen
 * are laid out from it by crash_table.h.
 *
 *     if (!crash_map_of(&explore, &map, err)) …
 *     const struct crash_cell *cell = crash_cell(&map, row, column);
 *     if (cell->runs > 0) crash_cell_letters(cell, &word);            // "Ds"
 *     crash_map_release(&map);
 */
#ifndef PICTURE_CRASH_MAP_H
#define PICTURE_CRASH_MAP_H

#include "base/arena.h"
#include "base/text.h"
#include "explore/explore.h"
#include "picture/theme.h"
#include "words/marks.h"

/* What the runs of a cell come to: constant, mark, letter, what it means, in a word. */
#define CRASH_SIGN_LIST(X)                                                                                             \
    X(CRASH_CLEAN, MARK_GRANTED, "", ELEMENT_GRANTED, "clean")                                                         \
    X(CRASH_DUPLICATE, MARK_AGAIN, "D", ELEMENT_AGAIN, "duplicate")                                                    \
    X(CRASH_MISSED, MARK_LOST, "M", ELEMENT_MISSED, "miss")                                                            \
    X(CRASH_BOTH, MARK_ERROR, "B", ELEMENT_ERROR, "both")

#define CRASH_SIGN_ITEM(constant, mark, letter, element, word) constant,
enum crash_sign { CRASH_SIGN_LIST(CRASH_SIGN_ITEM) CRASH_SIGN_COUNT };
#undef CRASH_SIGN_ITEM

struct crash_sign_row {
    enum mark_sign mark;
    const char *letter;
    enum element element;
    const char *word;
};
extern const struct crash_sign_row crash_signs[CRASH_SIGN_COUNT];

/* The runs whose last fault struck there; 0: nobody comes by, or faults of this kind cannot strike there. */
struct crash_cell {
    uint64_t runs, duplicate, lose, silent; /* a run that does both counts in both */
    bool is_changed;                        /* it says something else than before the last change */
};

/* A gap. */
struct crash_row {
    const char *job;
    const char *step;             /* "post Riker", "enqueue PicardJob", "wait", "fetch", "acknowledge" */
    const char *gap;              /* "before begin", "after call" */
    int bot;                      /* whose post it is; -1: nobody's */
    bool begins_job, begins_step; /* it is the first one of its job, of its step */
};

struct crash_column {
    uint32_t attempt;
    bool is_more; /* it stands for all later attempts as well */
    enum fault_kind kind;
};

struct crash_map {
    struct arena arena;
    const char *title;      /* of the scenario */
    const char *bound;      /* what was tried and what came of it, as a sentence */
    const char *left_out;   /* which of the scenario's own faults do not strike in it, as a phrase; NULL: none */
    unsigned kinds;         /* bit k: faults of kind k were tried */
    bool is_partial;        /* not everything was tried */
    bool is_full;           /* there are more gaps than rows */
    struct crash_row *rows; /* in the order of jobs and steps */
    size_t row_count;
    struct crash_column *columns;
    size_t column_count;
    struct crash_cell *cells; /* [row][column] */
    /* All runs, also the one without a fault, or those of which exactly is seen what was; the silent ones among the
     * failing. */
    uint64_t runs, silent;
    uint64_t runs_of[CRASH_SIGN_COUNT];
};

/* Fills `out`, to be released with crash_map_release; its rows are explore->map's, its columns those attempts and kinds
 * that have any run. It keeps no pointer to the exploration. */
bool crash_map_of(const struct explore *explore, struct crash_map *out, struct err *err);
void crash_map_release(struct crash_map *map);

/* The fault of the run that stands for a cell; NULL where nothing struck. It is the exploration's, from which `map` was
 * made. */
const struct placement *crash_example(const struct explore *explore, const struct crash_map *map, size_t row,
                                      size_t column);

const struct crash_cell *crash_cell(const struct crash_map *map, size_t row, size_t column);

/* The sign of a cell that has runs. */
enum crash_sign crash_cell_sign(const struct crash_cell *cell);

/* Appends the letters behind the sign of a cell that has runs: the sign's, and s where something shows nowhere. */
void crash_cell_letters(const struct crash_cell *cell, struct text *out);

/* Appends a cell that has runs as a phrase: "post Riker, after commit, error in attempt 1 of BotsJob: duplicate,
 * silent". */
void crash_cell_say(const struct crash_map *map, size_t row, size_t column, struct text *out);

/* Appends what stands above a column's attempt: "attempt 1", "attempt 8+". */
void crash_attempt_say(const struct crash_column *column, struct text *out);

/* Appends what each run of a map of single faults was struck by, behind the word for one: "one error or crash", "one
 * fault of any kind". */
void crash_kinds_say(const struct crash_map *map, const char *one, struct text *out);

/* Marks the cells of `map` that say something else than those of `before`, row by row of the same name, and forgets
 * former marks. Rows that `before` does not have, and kinds that were not tried in it, are new, not changed. Returns
 * how many. */
size_t crash_map_compare(struct crash_map *map, const struct crash_map *before);

/* The place in `map` of a cell of `before`, by its names; false when the row is not there. Of a column that is not
 * there, the first. */
bool crash_find(const struct crash_map *map, const struct crash_map *before, const size_t cell[2], size_t *row,
                size_t *column);

/* The next (or previous) cell in reading order that has a failing run; false, both untouched, when there is none. */
bool crash_next_failing(const struct crash_map *map, bool is_forward, size_t *row, size_t *column);

#endif
