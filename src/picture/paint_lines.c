#include "picture/paint_lines.h"

#include <stdlib.h>

#include "base/range.h"

/* Words in a row. */
struct piece {
    int x, y, width;
    enum element element;
    const char *mark, *words; /* either may be "" */
};

static int compare_pieces(const void *left, const void *right)
{
    const struct piece *a = left, *b = right;

    return a->y != b->y ? (a->y > b->y) - (a->y < b->y) : (a->x > b->x) - (a->x < b->x);
}

static size_t take_pieces(const struct scene *scene, struct piece *pieces)
{
    size_t count = 0;

    for (uint32_t i = 0; i < scene->label_count; i++) {
        const struct scene_label *label = &scene->labels[i];

        if (label->text[0])
            pieces[count++] = (struct piece){label->x, label->y, label->width, label->element, "", label->text};
    }
    for (uint32_t i = 0; i < scene->mark_count; i++) {
        const struct scene_mark *mark = &scene->marks[i];

        pieces[count++] = (struct piece){
            mark->x, mark->y, INT16_MAX, mark->element, marks_unicode[mark->sign], mark->words ? mark->words : ""};
    }
    qsort(pieces, count, sizeof *pieces, compare_pieces);
    return count;
}

/* Returns the columns taken. */
static int print_piece(const struct piece *piece, const struct style *style, struct text *out)
{
    struct text words = {0};
    int width;

    text_addf(&words, "%s%s%s", piece->mark, piece->mark[0] && piece->words[0] ? " " : "", piece->words);
    text_fit(&words, piece->width);
    style_add(style, piece->element, text_str(&words), out);
    width = text_width(text_str(&words));
    text_release(&words);
    return width;
}

void paint_lines(const struct scene *scene, const struct style *style, struct text *out)
{
    struct piece *pieces = calloc((size_t)scene->label_count + scene->mark_count + 1, sizeof *pieces);
    size_t count, at = 0;

    if (!pieces) {
        out->failed = true;
        return;
    }
    count = take_pieces(scene, pieces);
    for (int y = 0; y < scene->rows; y++) {
        for (int x = 0; at < count && pieces[at].y == y; at++) {
            text_add_times(out, " ", (size_t)max_int(pieces[at].x - x, 0));
            x = max_int(pieces[at].x, x) + print_piece(&pieces[at], style, out);
        }
        text_add(out, "\n");
    }
    free(pieces);
}
