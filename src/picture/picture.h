/* What every picture of a run has around it: a title above, caption and verdict below, and a description in words. */
#ifndef PICTURE_PICTURE_H
#define PICTURE_PICTURE_H

#include "picture/scene.h"
#include "trace/ledger.h"

/* A scenario's text without what must not reach a picture: newlines become spaces, unsafe characters U+FFFD. */
const char *picture_clean(struct scene *scene, const char *string);

/* Adds lines of text over the scene's width from row `y` on; returns the row after them. */
int picture_lines(struct scene *scene, const char *string, int y, enum element element, uint32_t from);

/* What a picture is of, and for whom. */
struct picture_of {
    const struct trace *trace;
    const struct ledger *ledger;
    bool is_worksheet; /* for whoever is to guess what comes of it: it has a question, and no title */
    const char *asked; /* of a worksheet: its questions and their choices, a line each; NULL: the scenario's question */
};

/* Adds the title in row 0, and from row `y` on a rule, the caption and the verdict, or what a worksheet asks; returns
 * the row after them. */
int picture_frame(struct scene *scene, const struct picture_of *of, int y);

/* Fills title and description: each moment told by the narrator, the verdict, the lesson; or what a worksheet asks. */
void picture_describe(struct scene *scene, const struct picture_of *of);

#endif
