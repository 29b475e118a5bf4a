#include "report/write.h"

static void field_write(const char *string, bool is_first, struct text *out)
{
    bool is_plain = true;

    for (const char *at = string; *at; at++)
        is_plain = is_plain && *at != ',' && *at != '"' && *at != '\n' && *at != '\r';
    text_add(out, is_first ? "" : ",");
    if (is_plain) {
        text_add(out, string);
        return;
    }
    text_add(out, "\"");
    for (const char *at = string; *at; at++) {
        text_add_bytes(out, at, 1);
        if (*at == '"')
            text_add(out, "\"");
    }
    text_add(out, "\"");
}

static void table_write(const struct report_table *table, struct text *out)
{
    for (size_t c = 0; c < table->column_count; c++)
        field_write(table->columns[c].head, c == 0, out);
    text_add(out, "\n");
    for (const struct report_row *row = table->first; row; row = row->next) {
        for (size_t c = 0; c < table->column_count; c++) {
            struct text cell = {0};

            report_cell_text(&row->cells[c], &cell);
            field_write(text_str(&cell), c == 0, out);
            text_release(&cell);
        }
        text_add(out, "\n");
    }
}

void report_write_csv(const struct report *report, struct text *out)
{
    out->failed = out->failed || report->failed;
    for (const struct report_block *block = report->first; block && !report->failed; block = block->next)
        if (block->kind == REPORT_TABLE)
            table_write(&block->table, out);
}
