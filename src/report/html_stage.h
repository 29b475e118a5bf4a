/* A stage on a page: its pictures for a wide window and for a narrow one, and what it is moved by: a scrubber, whose
 * dots are what is worth seeing, and requests, which are buttons and keys. The script shows the pictures, lays out
 * nothing and knows no answer.
 *
 *     struct html_stage stage;
 *
 *     html_stage_init(&stage);
 *     … html_frames_add(&stage.frames[HTML_WIDE], &cells, …) of each position …
 *     html_stage_release(&stage); */
#ifndef REPORT_HTML_STAGE_H
#define REPORT_HTML_STAGE_H

#include "report/html_frames.h"

enum html_size { HTML_WIDE, HTML_NARROW, HTML_SIZE_COUNT };

/* A request as a button. */
struct html_request {
    const char *action; /* the script's word: "step" */
    const char *keys;   /* as a browser names them, with spaces between: "ArrowRight l" */
    const char *sign;   /* the first key as it is written: "→" */
    const char *word;   /* what it does: "step" */
};

struct html_speed {
    uint32_t percent;
    char written[20]; /* "0.5×" */
};

/* Where one can stand: the start, which is the first, and behind each event. */
struct html_position {
    int stay;        /* ms that it stays at 100 per cent while it is played */
    bool is_moment;  /* it is worth seeing */
    bool is_attempt; /* one begins */
    enum element element;
};

/* Everything but the frames is the caller's. */
struct html_stage {
    const char *label; /* what it is called: "The stage" */
    const struct html_request *requests;
    size_t request_count;
    const struct html_speed *speeds;
    size_t speed_count, speed; /* the one to begin with */
    const struct html_position *positions;
    uint32_t last;                   /* the last position */
    int sentence_row, sentence_rows; /* of the narrow frames: what is to be said of them */
    struct html_looks looks;
    struct html_texts texts;
    struct html_frames frames[HTML_SIZE_COUNT]; /* of each position; then others that are asked for by their number */
};

/* All empty; it must stay where it is. */
void html_stage_init(struct html_stage *stage);
void html_stage_release(struct html_stage *stage);

/* Appends the rules of its looks and widths. */
void html_stage_rules_write(const struct html_stage *stage, struct text *out);

/* Appends the stage and its controls, the dots being those of the positions up to `end`, and places for what is asked
 * and told. */
void html_stage_write(const struct html_stage *stage, uint32_t end, struct text *out);

/* Appends further dots, of the positions behind `begin` up to `end`. */
void html_dots_write(const struct html_stage *stage, uint32_t begin, uint32_t end, struct text *out);

/* Appends what the script reads. */
void html_stage_data_write(struct html_stage *stage, struct text *out);

#endif
