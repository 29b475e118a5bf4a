#include "report/write_pages.h"

#include <stdlib.h>

#include "base/range.h"
#include "picture/paint_svg.h"
#include "picture/xml.h"

/* A4 at 96 units an inch; a line of prose takes so many columns that no letters are too wide for it. */
enum {
    PAGE_WIDTH = 794,
    PAGE_HEIGHT = 1123,
    MARGIN = 64,
    LINE = 19,
    ROOM_LINE = 34,
    PROSE_COLUMNS = 92,
    COLUMN = 7 /* units of a column of prose */
};

/* Where the next line goes. */
struct pen {
    struct pages *pages;
    int y; /* its top; 0: no page has been begun */
};

static struct text *page_of(struct pen *pen)
{
    return &pen->pages->list[pen->pages->count - 1];
}

static void page_end(struct pen *pen)
{
    if (pen->y > 0)
        text_addf(page_of(pen), "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" class=\"quiet s\">%zu</text>\n</svg>\n",
                  PAGE_WIDTH - MARGIN, PAGE_HEIGHT - MARGIN / 2, pen->pages->count);
    pen->y = 0;
}

static void page_begin(struct pen *pen)
{
    page_end(pen);
    if (pen->pages->count == PAGES_MAX)
        return;
    pen->pages->count++;
    pen->y = MARGIN;
    text_addf(page_of(pen),
              "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n",
              PAGE_WIDTH, PAGE_HEIGHT, PAGE_WIDTH, PAGE_HEIGHT);
    svg_style_write(SVG_LIGHT, page_of(pen));
    text_add(page_of(pen), "<style>.code{font-family:monospace;font-size:12px}</style>\n");
}

/* Room for so much in one piece, on a new page if need be; false when there are no pages any more. */
static bool room_make(struct pen *pen, int height)
{
    if (pen->y == 0 || (pen->y > MARGIN && pen->y + height > PAGE_HEIGHT - MARGIN))
        page_begin(pen);
    return pen->y > 0;
}

static void string_put(struct pen *pen, int x, const char *class, const char *string)
{
    text_addf(page_of(pen), "<text x=\"%d\" y=\"%d\" class=\"%s\">", MARGIN + x, pen->y + LINE - 5, class);
    xml_add(page_of(pen), string);
    text_add(page_of(pen), "</text>\n");
}

/* The lines of a text, each where it belongs, with nothing but them on a page's width. */
static void lines_put(struct pen *pen, int x, const char *class, const char *lines)
{
    struct text line = {0};

    while (text_take_line(&lines, &line)) {
        if (!room_make(pen, LINE))
            break;
        string_put(pen, x, class, text_str(&line));
        pen->y += LINE;
    }
    page_of(pen)->failed = page_of(pen)->failed || line.failed;
    text_release(&line);
}

static void prose_put(struct pen *pen, int column, const char *class, const char *string)
{
    struct text broken = {0};

    text_add_wrapped(&broken, string, PROSE_COLUMNS - column, "");
    lines_put(pen, column * COLUMN, class, text_str(&broken));
    text_release(&broken);
}

static void title_put(struct pen *pen, const char *title)
{
    if (!room_make(pen, 5 * LINE)) /* it stands with what it is the title of */
        return;
    if (pen->y == MARGIN) { /* the heading of a part */
        prose_put(pen, 0, "title big", title);
        pen->y += LINE / 2;
        return;
    }
    pen->y += LINE / 2;
    prose_put(pen, 0, "title b", title);
}

static void row_put(struct pen *pen, const struct report_table *table, const struct report_row *row)
{
    int column = 0;

    for (size_t c = 0; c < table->column_count && room_make(pen, LINE); c++) {
        const int top = pen->y;
        struct text cell = {0};

        report_cell_text(&row->cells[c], &cell);
        prose_put(pen, min_int(column, PROSE_COLUMNS / 2), "word", text_str(&cell));
        if (c + 1 < table->column_count)
            pen->y = top;
        else if (text_is_empty(&cell))
            pen->y += LINE;
        column += table->columns[c].columns;
        text_release(&cell);
    }
}

/* Its drawing as wide as the page, if it is wider. */
static void picture_put(struct pen *pen, const struct report_drawing *drawing)
{
    const int across = PAGE_WIDTH - 2 * MARGIN, down = PAGE_HEIGHT - 2 * MARGIN - 4 * LINE;
    const double scale = min_double(1, min_double((double)across / drawing->width, (double)down / drawing->height));
    const int height = (int)(drawing->height * scale) + LINE;

    if (!room_make(pen, height))
        return;
    text_addf(page_of(pen), "<g transform=\"translate(%d %d) scale(%.4f)\">\n%s</g>\n", MARGIN, pen->y + LINE / 2,
              scale, drawing->svg);
    pen->y += height;
}

static void room_put(struct pen *pen, int rows)
{
    for (int row = 0; row < rows && room_make(pen, ROOM_LINE); row++) {
        pen->y += ROOM_LINE;
        text_addf(page_of(pen), "<path d=\"M%d %dh%d\" class=\"line l-quiet\" style=\"stroke-width:1\"/>\n", MARGIN,
                  pen->y, PAGE_WIDTH - 2 * MARGIN);
    }
}

static void block_put(struct pen *pen, const struct report_block *block)
{
    switch (block->kind) {
    case REPORT_TITLE:
        title_put(pen, block->text);
        break;
    case REPORT_PARAGRAPH:
        prose_put(pen, 0, theme_class(block->style), block->text);
        break;
    case REPORT_COMMAND:
    case REPORT_LAID_OUT:
        lines_put(pen, 0, "code", block->text);
        break;
    case REPORT_SPACE:
        pen->y += pen->y > MARGIN ? LINE / 2 : 0;
        break;
    case REPORT_TABLE:
        for (const struct report_row *row = block->table.first; row; row = row->next)
            row_put(pen, &block->table, row);
        break;
    case REPORT_PICTURE:
        picture_put(pen, &block->drawing);
        break;
    case REPORT_ROOM:
        room_put(pen, block->rows);
        break;
    case REPORT_PAGE:
        page_end(pen);
        break;
    }
}

void report_write_pages(const struct report *report, struct pages *pages)
{
    struct pen pen = {.pages = pages};

    *pages = (struct pages){.list = calloc(PAGES_MAX, sizeof *pages->list), .failed = report->failed};
    pages->failed = pages->failed || !pages->list;
    if (pages->failed)
        return;
    page_begin(&pen);
    for (const struct report_block *block = report->first; block && pages->count < PAGES_MAX; block = block->next)
        block_put(&pen, block);
    page_end(&pen);
    for (size_t i = 0; i < pages->count; i++)
        pages->failed = pages->failed || pages->list[i].failed;
}

void pages_release(struct pages *pages)
{
    for (size_t i = 0; pages->list && i < pages->count; i++)
        text_release(&pages->list[i]);
    free(pages->list);
    *pages = (struct pages){.list = NULL};
}
