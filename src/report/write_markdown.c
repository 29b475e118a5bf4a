#include "report/write.h"

#include <string.h>

/* Escapes what Markdown or HTML would take for markup; a newline would end a table's row. */
static void escaped_add(const char *string, struct text *out)
{
    (void)text_carry(out, string);
    for (const char *at = string; *at; at++) {
        if (*at == '<')
            text_add(out, "&lt;");
        else if (*at == '>')
            text_add(out, "&gt;");
        else if (*at == '&')
            text_add(out, "&amp;");
        else if (*at == '\n')
            text_add(out, " ");
        else {
            if (strchr("\\`*_[]|#~@", *at))
                text_add(out, "\\");
            text_add_bytes(out, at, 1);
        }
    }
}

/* Code in a fence longer than any run of backticks in it. */
static void code_add(const char *string, struct text *out)
{
    size_t longest = 2, run = 0, size = strlen(string);

    for (const char *at = string; *at; at++) {
        run = *at == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    text_add_times(out, "`", longest + 1);
    text_add(out, "\n");
    text_add(out, string);
    text_add(out, size > 0 && string[size - 1] == '\n' ? "" : "\n");
    text_add_times(out, "`", longest + 1);
    text_add(out, "\n");
}

static void table_write(const struct report_table *table, struct text *out)
{
    text_add(out, "|");
    for (size_t c = 0; c < table->column_count; c++) {
        text_add(out, " ");
        escaped_add(table->columns[c].head, out);
        text_add(out, " |");
    }
    text_add(out, "\n|");
    for (size_t c = 0; c < table->column_count; c++)
        text_add(out, table->columns[c].is_number ? " ---: |" : " --- |");
    text_add(out, "\n");
    for (const struct report_row *row = table->first; row; row = row->next) {
        text_add(out, "|");
        for (size_t c = 0; c < table->column_count; c++) {
            struct text cell = {0};

            report_cell_text(&row->cells[c], &cell);
            text_add(out, " ");
            escaped_add(text_str(&cell), out);
            text_add(out, " |");
            text_release(&cell);
        }
        text_add(out, "\n");
    }
}

/* A line of prose, whose beginning could make it an item of a list, or the line above it a heading. */
static void prose_add(const char *string, struct text *out)
{
    size_t digits = strspn(string, "0123456789");

    text_add_bytes(out, string, digits);
    text_add(out, (digits > 0 ? strchr(".)", string[digits]) : strchr("-+=", string[0])) && string[digits] ? "\\" : "");
    escaped_add(string + digits, out);
    text_add(out, "\n");
}

static void block_write(const struct report_block *block, struct text *out)
{
    switch (block->kind) {
    case REPORT_TITLE:
        text_add(out, "## ");
        escaped_add(block->text, out);
        text_add(out, "\n");
        break;
    case REPORT_PARAGRAPH:
        prose_add(block->text, out);
        break;
    case REPORT_COMMAND:
    case REPORT_LAID_OUT:
    case REPORT_PICTURE:
        code_add(block->text, out);
        break;
    case REPORT_ROOM:
        for (int row = 0; row < block->rows; row++)
            text_add(out, row == 0 ? "<br>\n\n---\n" : "\n<br>\n\n---\n");
        break;
    case REPORT_PAGE:
        text_add(out, "---\n");
        break;
    case REPORT_SPACE:
        break;
    case REPORT_TABLE:
        table_write(&block->table, out);
        break;
    }
}

void report_write_markdown(const struct report *report, struct text *out)
{
    out->failed = out->failed || report->failed;
    for (const struct report_block *block = report->first; block && !report->failed; block = block->next) {
        if (block->kind == REPORT_SPACE)
            continue;
        text_add(out, block == report->first ? "" : "\n");
        block_write(block, out);
    }
}
