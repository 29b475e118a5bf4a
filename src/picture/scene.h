/* A scene: a picture of a run in abstract units, laid out once and painted by several painters.
 *
 * One unit is a column wide and a row high, the cell of a terminal, so that the painter of cells has nothing to decide;
 * the SVG painter draws a frame along the middle of its frame's cells. A scene holds boxes (cards, errors, ends),
 * arrows, labels, bars and marks. It knows no colours and no fonts: an element says what a thing means. Everything in
 * it belongs to its arena.
 *
 * Every part tells the event `from` which it is there, and some the event `until` which (0: it stays; nothing goes with
 * the first event), so that one layout serves the whole run and a view may reveal it up to a moment: what has not been
 * played is blank, what was played and stepped back from is dimmed (struct reveal).
 *
 *     struct scene scene;
 *     if (!diagram_draw(&trace, &ledger, &options, &scene, err)) …
 *     paint_svg(&scene, &svg_options, &out);
 *     scene_release(&scene);
 */
#ifndef PICTURE_SCENE_H
#define PICTURE_SCENE_H

#include "base/arena.h"
#include "base/err.h"
#include "base/text.h"
#include "picture/theme.h"
#include "trace/trace.h"
#include "words/marks.h"

enum { SCENE_LINES_MAX = 12, SCENE_POINTS_MAX = 6, SCENE_COLUMNS_MAX = 1000, SCENE_ROWS_MAX = 4000 };

enum scene_frame { FRAME_ROUND, FRAME_DASHED, FRAME_HEAVY, FRAME_DOUBLE };

enum scene_box_kind {
    BOX_CARD,     /* an attempt of a bot's post, or its post that never was attempted */
    BOX_ERROR,    /* what struck, where something follows from it */
    BOX_END,      /* a job ended */
    BOX_DONE,     /* … in its bot's done words */
    BOX_COMPUTER, /* a job that enqueues others: the ship's computer */
    BOX_CUT       /* stands for what is not drawn */
};

struct scene_area {
    int x, y, width, height;
};

struct scene_point {
    int x, y;
};

/* A framed box; the frame is the outermost ring of its area. A card has avatar and name in its first row, then its
 * handle, its words, its done words, and its foot on the lower frame. Other boxes have their lines alone. */
struct scene_box {
    enum scene_box_kind kind;
    enum scene_frame frame;
    enum element element;
    struct scene_area area;
    uint16_t bot;     /* of a card, or NO_BOT */
    uint32_t from;    /* there from this event on */
    uint32_t known;   /* its foot, frame and done words are known from this event on; NO_EVENT: from the start */
    const char *name; /* cards; "" elsewhere */
    const char *handle;
    const char *badge; /* "◆ 2nd", or "" */
    const char *foot;  /* "● posted 0.6 s", or "" */
    const char *done;  /* done words in the card's last line, or "" */
    const char *lines[SCENE_LINES_MAX];
    int line_count;
};

/* A line through the middles of cells, with a head at its last point. It starts and ends in the cells beside the boxes
 * it joins, or in the cells of marks, before the last of which it ends. */
struct scene_arrow {
    struct scene_point points[SCENE_POINTS_MAX];
    int count;
    bool is_dashed, is_to_mark;
    enum element element;
    uint32_t from;
};

/* What hides the lines under a sign or words: nothing, the picture's own ground, or a lane's. In cells words on one
 * have a space on either side, and marks always hide what is under them. */
enum scene_ground { GROUND_NONE, GROUND_PICTURE, GROUND_LANE };

enum scene_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

/* One line of text in `width` columns. */
struct scene_label {
    int x, y, width;
    enum scene_align align;
    enum element element;
    enum scene_ground ground;
    bool is_large; /* a heading */
    uint32_t from, until;
    const char *text;
};

enum scene_bar_kind { BAR_RULE, BAR_RUN, BAR_WAIT, BAR_LANE, BAR_FOLD };

/* A horizontal stretch of a lane. Runs and waits grow with the run (column_events); a run's head is to be seen until it
 * is over, at `until`. */
struct scene_bar {
    int x, y, width;
    enum scene_bar_kind kind;
    enum element element;
    uint32_t from, until;
};

struct scene_mark {
    int x, y;
    enum mark_sign sign;
    enum element element;
    const char *words; /* behind the mark and a space; NULL or "": none */
    const char *name;  /* in a legend; NULL or "": it is not told there */
    uint16_t bot;
    enum scene_ground ground;
    uint32_t from; /* its event */
    uint32_t until;
};

/* What a click hits: where, and what its maker says of it. */
struct scene_hit {
    struct scene_area area;
    int64_t value;
};

struct scene {
    struct arena arena;
    bool failed; /* memory ran out while it was laid out; the makers turn it into an error */
    int columns, rows;
    const char *title; /* for an SVG's <title> */
    const char *desc;  /* for its <desc>: what happens, in sentences */
    struct scene_box *boxes;
    struct scene_arrow *arrows;
    struct scene_label *labels;
    struct scene_bar *bars;
    struct scene_mark *marks;
    struct scene_hit *hits;
    const uint32_t *column_events; /* the event with which bars that grow reach each column; NULL: none grows */
    struct scene_point caret;      /* where a screen's cursor belongs; (−1, −1): nowhere */
    uint32_t box_count, arrow_count, label_count, bar_count, mark_count, hit_count;
    uint32_t box_room, arrow_room, label_room, bar_room, mark_room, hit_room;
};

/* How much of a scene is shown: parts of the first `shown` events are painted, those of the next up to `seen` are
 * dimmed, the rest is blank. Both are counts, so that the event last shown plus one is right also for none,
 * NO_EVENT. */
struct reveal {
    uint32_t shown, seen;
};

#define REVEAL_ALL ((struct reveal){UINT32_MAX, UINT32_MAX})

enum reveal_state { REVEAL_BLANK, REVEAL_DIMMED, REVEAL_SHOWN };

static inline enum reveal_state reveal_part(struct reveal reveal, uint32_t from)
{
    if (from == NO_EVENT || from < reveal.shown)
        return REVEAL_SHOWN;
    return from < reveal.seen ? REVEAL_DIMMED : REVEAL_BLANK;
}

/* Of a part that goes again. */
static inline enum reveal_state reveal_between(struct reveal reveal, uint32_t from, uint32_t until)
{
    enum reveal_state state = reveal_part(reveal, from);
    bool is_gone = until > 0 && until < (state == REVEAL_DIMMED ? reveal.seen : reveal.shown);

    return is_gone ? REVEAL_BLANK : state;
}

void scene_init(struct scene *scene);
void scene_release(struct scene *scene);

/* Add a part (copied; its strings must already belong to the scene or outlive it); return it in place, NULL when memory
 * is out. A returned part stays valid until the next one of its kind is added. */
struct scene_box *scene_add_box(struct scene *scene, const struct scene_box *box);
struct scene_arrow *scene_add_arrow(struct scene *scene, const struct scene_arrow *arrow);
struct scene_label *scene_add_label(struct scene *scene, const struct scene_label *label);
struct scene_mark *scene_add_mark(struct scene *scene, const struct scene_mark *mark);
struct scene_hit *scene_add_hit(struct scene *scene, const struct scene_hit *hit);

/* Adds a bar along a line of the scene; `from` as everywhere. */
struct scene_bar *scene_add_bar(struct scene *scene, struct scene_area line, enum scene_bar_kind kind,
                                enum element element, uint32_t from);

/* Columns of a bar that the first `count` events reach: all of one that does not grow. */
int scene_bar_reach(const struct scene *scene, const struct scene_bar *bar, uint32_t count);

/* Copies of strings that live as long as the scene; "" when memory is out. scene_take also releases `text`. */
const char *scene_string(struct scene *scene, const char *string);
const char *scene_take(struct scene *scene, struct text *text);

/* A label that is there from the start: of a copy of `string`; of what `text` holds, which is released. NULL when
 * memory is out. */
struct scene_label *scene_add_string(struct scene *scene, struct scene_area area, enum element element,
                                     const char *string);
struct scene_label *scene_add_words(struct scene *scene, struct scene_area area, enum element element,
                                    struct text *text);

/* Breaks `string` into at most `max` lines of at most `columns`, as many as text_add_wrapped would, and if possible
 * without a short word alone in the last one; that ends in "…" where something was cut. Returns how many. */
int scene_wrap(struct scene *scene, const char *string, int columns, const char **lines, int max);

/* The card of a bot that holds `event` of it, for a selection: its index in boxes, or NO_EVENT. */
uint32_t scene_box_at(const struct scene *scene, uint16_t bot, uint32_t event);

#endif
