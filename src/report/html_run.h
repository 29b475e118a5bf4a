/* The page of a run: its stage, moved by keys, buttons and a scrubber; the gates, which ask first; what is given; and
 * the account of the run.
 *
 * The stage's pictures are made by its painter, for a wide window and for a narrow one; the page's script shows them,
 * lays out nothing and knows no answer. While a gate has not been answered the account is not in the document: it is
 * kept as a template, which no reader and no search finds. Where there is no gate it stands in the document, for
 * readers without scripts, too.
 *
 *     struct html_run run;
 *     html_run_init(&run);
 *     … html_frames_add(&run.frames[HTML_WIDE], &cells, …) of each event, then of each gate …
 *     html_run_write(&run, out, err);
 *     html_run_release(&run); */
#ifndef REPORT_HTML_RUN_H
#define REPORT_HTML_RUN_H

#include "explore/question.h"
#include "report/html_account.h"
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
    char written[20]; /* "0.50x" */
};

/* Everything but the frames is the caller's. */
struct html_run {
    const struct story *story;
    const struct ledger *ledger;      /* of the whole run */
    const struct question *questions; /* in the order in which they are asked */
    uint32_t question_count;
    const struct html_request *requests;
    size_t request_count;
    const struct html_speed *speeds;
    size_t speed_count, speed;       /* the one to begin with */
    const int *stays;                /* ms that each frame of an event stays at 100 per cent, the start's first */
    const char *const *commands;     /* NULL ends them */
    int sentence_row, sentence_rows; /* of the narrow frames: what is to be said of them */
    struct html_looks looks;
    struct html_texts texts;
    struct html_frames frames[HTML_SIZE_COUNT]; /* of the start, of each event, of each question */
};

/* All empty; it must stay where it is. */
void html_run_init(struct html_run *run);
void html_run_release(struct html_run *run);

/* Appends the page. False when memory is out, or it is longer than HTML_BYTES_MAX. */
bool html_run_write(struct html_run *run, struct text *out, struct err *err);

#endif
