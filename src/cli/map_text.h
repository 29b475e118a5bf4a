/* The crash map as text: a row for each gap, a column for each kind of fault in each attempt; by mark and letter as well as colour. */
#ifndef CLI_MAP_TEXT_H
#define CLI_MAP_TEXT_H

#include "explore/map.h"
#include "view/style.h"

/* What a cell says of the runs whose last fault struck there. */
#define MAP_SIGN_LIST(X)                                                                                               \
    X(MAP_CLEAN, MARK_GRANTED, " ", STYLE_GRANTED, "every post made once")                                             \
    X(MAP_DUPLICATE, MARK_AGAIN, "D", STYLE_AGAIN, "a duplicate")                                                      \
    X(MAP_MISSED, MARK_LOST, "M", STYLE_MISSED, "a miss")                                                              \
    X(MAP_BOTH, MARK_ERROR, "B", STYLE_ERROR, "both")

#define MAP_SIGN_ITEM(constant, mark, letter, element, meaning) constant,
enum map_sign { MAP_SIGN_LIST(MAP_SIGN_ITEM) MAP_SIGN_COUNT };
#undef MAP_SIGN_ITEM

struct map_sign_row {
    enum mark_sign mark;
    const char *letter;
    enum style_element element;
    const char *meaning;
};
extern const struct map_sign_row map_signs[MAP_SIGN_COUNT];

/* The sign of a cell that has runs. */
enum map_sign map_cell_sign(const struct map_cell *cell);

/* Appends the step of a row, nothing where the row `above` (or NULL) has the same; and its gap: "call | commit", "after done". */
void map_say_step(const struct scenario *scenario, const struct map_row *row, const struct map_row *above,
                  struct text *out);
void map_say_gap(const struct map_row *row, struct text *out);

/* Appends the map with its heading and legend. `scenario` is the one that was searched. */
void map_text(const struct scenario *scenario, const struct map *map, const struct style *style, struct text *out);

#endif
