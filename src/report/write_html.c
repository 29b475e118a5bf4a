#include "picture/xml.h"
#include "report/html_page.h"
#include "report/write.h"

#define STYLE                                                                                                          \
    "body{font:16px/1.45 Georgia,serif;max-width:46em;margin:2em auto;padding:0 1em;color:#22252b}"                    \
    "h2{font:700 1.15em/1.3 Helvetica,Arial,sans-serif;margin:1.6em 0 .3em;break-after:avoid}"                         \
    "p{margin:.4em 0;white-space:pre-line}.quiet{color:#5b6068}.bad,.error{color:#b01f26}.good{color:#1f7a3a}"         \
    "table{border-collapse:collapse;margin:.4em 0}td,th{text-align:left;vertical-align:top;padding:.1em .8em .1em 0}"  \
    "th[scope=row]{font-weight:400}td.n{text-align:right}pre{font-size:.85em;overflow-x:auto}figure{margin:1em "       \
    "0;break-inside:avoid}"                                                                                            \
    "svg{max-width:100%;height:auto}.room{height:2.2em;border-bottom:1px solid #999}"                                  \
    ".page{border:0;border-top:1px dashed #bbb;margin:3em 0}"                                                          \
    "@media print{body{max-width:none;margin:0}.page{break-after:page;margin:0;border:0}}"

static void element_add(const char *tag, const struct report_block *block, struct text *out)
{
    text_addf(out, "<%s class=\"%s\">", tag, theme_class(block->style));
    xml_add(out, block->text);
    text_addf(out, "</%s>\n", tag);
}

/* Newlines as they are. */
static void lines_add(const char *string, struct text *out)
{
    struct text line = {0};

    text_add(out, "<pre>");
    while (text_take_line(&string, &line)) {
        xml_add(out, text_str(&line));
        text_add(out, "\n");
    }
    text_add(out, "</pre>\n");
    text_release(&line);
}

/* A head that is empty is none. */
static void heads_write(const struct report_table *table, struct text *out)
{
    text_add(out, "<tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        html_element(out, table->columns[c].head[0] ? "th" : "td",
                     !table->columns[c].head[0]    ? ""
                     : table->columns[c].is_number ? " scope=\"col\" class=\"n\""
                                                   : " scope=\"col\"",
                     table->columns[c].head);
    }
    text_add(out, "</tr>\n");
}

/* The first cell names its row. */
static void cells_write(const struct report_table *table, const struct report_row *row, struct text *out)
{
    text_add(out, "<tr>");
    for (size_t c = 0; c < table->column_count; c++) {
        struct text cell = {0};

        report_cell_text(&row->cells[c], &cell);
        if (c == 0 && cell.size > 0)
            html_element(out, "th", " scope=\"row\"", text_str(&cell));
        else
            html_element(out, "td", table->columns[c].is_number ? " class=\"n\"" : "", text_str(&cell));
        text_release(&cell);
    }
    text_add(out, "</tr>\n");
}

static void table_write(const struct report_table *table, struct text *out)
{
    bool has_head = false;

    for (size_t c = 0; c < table->column_count; c++)
        has_head = has_head || table->columns[c].head[0];
    text_add(out, "<table>\n");
    if (has_head)
        heads_write(table, out);
    for (const struct report_row *row = table->first; row; row = row->next)
        cells_write(table, row, out);
    text_add(out, "</table>\n");
}

static void block_write(const struct report_block *block, struct text *out)
{
    switch (block->kind) {
    case REPORT_TITLE:
        element_add("h2", block, out);
        break;
    case REPORT_PARAGRAPH:
        element_add("p", block, out);
        break;
    case REPORT_COMMAND:
    case REPORT_LAID_OUT:
        lines_add(block->text, out);
        break;
    case REPORT_SPACE:
        break;
    case REPORT_TABLE:
        table_write(&block->table, out);
        break;
    case REPORT_PICTURE:
        text_addf(out, "<figure>\n%s</figure>\n", block->drawing.svg);
        break;
    case REPORT_ROOM:
        text_add_times(out, "<div class=\"room\"></div>\n", (size_t)block->rows);
        break;
    case REPORT_PAGE:
        text_add(out, "<hr class=\"page\">\n");
        break;
    }
}

void report_write_html_blocks(const struct report *report, struct text *out)
{
    out->failed = out->failed || report->failed;
    for (const struct report_block *block = report->first; block && !report->failed; block = block->next)
        block_write(block, out);
}

void report_write_html(const struct report *report, struct text *out)
{
    out->failed = out->failed || report->failed;
    if (report->failed)
        return;
    text_add(out,
             "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width\">\n<title>");
    xml_add(out, report->first && report->first->kind == REPORT_TITLE ? report->first->text : "");
    text_add(out, "</title>\n<style>" STYLE "</style>\n</head>\n<body>\n");
    report_write_html_blocks(report, out);
    text_add(out, "</body>\n</html>\n");
}
