/* Frames: pictures of one size as a page keeps them: of each what it has that the one before it had not, as pieces of
 * rows. Whoever has the first ones laid over each other sees the last one; nothing else is to be known or done.
 *
 *     struct html_frames frames = {.looks = &looks, .texts = &texts};
 *     for (…) if (!html_frames_add(&frames, &cells, err)) …
 *     html_texts_write(&texts, out);
 *     html_frames_write(&frames, out);            // {"columns": 80, "rows": 24, "frames": ["…", …]}
 *     html_frames_release(&frames);
 *
 * A frame is a string of pieces with form feeds between: the row and the column as characters from "(" on, then what
 * stands there from then on, or a backspace and the number of one of the texts. Its parts, with tabs between, begin
 * with the letter of their look (report/html_looks.h); a part that is a letter alone is blank to the row's end; a
 * newline is the right half of a wide character. None of these signs can be in a cell. */
#ifndef REPORT_HTML_FRAMES_H
#define REPORT_HTML_FRAMES_H

#include "report/html_looks.h"
#include "report/html_texts.h"

struct html_frames {
    struct html_looks *looks; /* the caller's, in which new ones are noted */
    struct html_texts *texts; /* so, too */
    int columns, rows;        /* of the first picture, and so of all */
    struct cell_glyph *last;  /* the picture before; NULL: none yet */
    struct frame_piece *pieces;
    uint32_t piece_count, piece_room;
    uint32_t count;
};

/* One picture more, without its last rows, so many as are `left_out`. False when memory is out. */
bool html_frames_add(struct html_frames *frames, const struct cells *cells, int left_out, struct err *err);

/* Appends all of them as JSON, behind their texts. */
void html_frames_write(const struct html_frames *frames, struct text *out);

void html_frames_release(struct html_frames *frames);

#endif
