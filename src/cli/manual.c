#include "cli/manual.h"

#include <ctype.h>
#include <string.h>

#include "cli/help.h"
#include "cli/markdown.h"
#include "cli/roff.h"

enum {
    MAN_SECTION = 5,
    PAGE_COLUMNS = 64,  /* of code in a manual page of 80 */
    HEADS_MAX = 3,      /* of them, or */
    HEADS_COLUMNS = 32, /* where a table's heads take more its rows name their cells */
    HEAD_INDENT = 2,
    BODY_INDENT = 6,
    CODE_INDENT = 2
};
static const char SPACES[] = "                ";

/* A manual on its way out. */
struct manual {
    const struct markdown_dress *dress;
    int columns;
    struct text heads[MARKDOWN_CELLS_MAX]; /* of the table at hand */
    size_t head_count;                     /* so many cells of a row are what the others are said of */
    struct text head, body;                /* of the row at hand, dressed */
    struct markdown_block block;
    bool is_begun; /* something stands before the block */
    enum markdown_kind before;
};

static void manual_release(struct manual *manual)
{
    for (size_t i = 0; i < MARKDOWN_CELLS_MAX; i++)
        text_release(&manual->heads[i]);
    text_release(&manual->head);
    text_release(&manual->body);
    markdown_release(&manual->block);
}

const struct builtin *manual_find(const char *name)
{
    for (size_t i = 0; i < builtin_manual_count; i++)
        if (strcmp(builtin_manuals[i].name, name) == 0)
            return &builtin_manuals[i];
    return NULL;
}

static const char *spaces(int count)
{
    return SPACES + sizeof SPACES - 1 - count;
}

/* An item that only leads elsewhere in the file: a line of its table of contents. */
static bool is_link(const struct markdown_block *block)
{
    return block->kind == MARKDOWN_ITEM && text_str(&block->text)[0] == '[';
}

/* As a dictionary does: the last cell is said of those before it. Where these have long heads all are said of the
 * first, each with its head. */
static void heads_keep(struct manual *manual)
{
    int columns = 0;

    manual->head_count = manual->block.cell_count - 1;
    for (size_t i = 0; i < MARKDOWN_CELLS_MAX; i++) {
        text_clear(&manual->heads[i]);
        text_add(&manual->heads[i], text_str(&manual->block.cells[i]));
        columns += i < manual->head_count ? text_width(text_str(&manual->heads[i])) : 0;
    }
    if (manual->head_count > HEADS_MAX || columns > HEADS_COLUMNS)
        manual->head_count = 1;
}

static void row_split(struct manual *manual)
{
    const struct markdown_block *row = &manual->block;
    size_t heads = manual->head_count;

    text_clear(&manual->head);
    text_clear(&manual->body);
    for (size_t i = 0; i < heads; i++) {
        text_add(&manual->head, i > 0 ? "  " : "");
        markdown_write(text_str(&row->cells[i]), manual->dress, &manual->head);
    }
    for (size_t i = heads; i < row->cell_count; i++) {
        if (heads + 1 < row->cell_count)
            text_addf(&manual->body, "%s%s: ", i > heads ? "; " : "", text_str(&manual->heads[i]));
        markdown_write(text_str(&row->cells[i]), manual->dress, &manual->body);
    }
}

/* A line of code: one that is too long has its comment before it, and is broken where it is a command. */
static void code_line_write(const char *line, int columns, struct text *out)
{
    const char *comment = strstr(line, " # ");
    struct text code = {0};

    text_add_bytes(&code, line, comment ? (size_t)(comment - line) : strlen(line));
    text_trim(&code);
    if (text_width(line) <= columns) {
        text_addf(out, "%s\n", line);
    } else {
        if (comment)
            text_addf(out, "%s\n", comment + 1);
        if (strstr(line, "makeitso "))
            command_write(text_str(&code), columns, 0, out);
        else
            text_addf(out, "%s\n", text_str(&code));
    }
    text_release(&code);
}

static void code_write(const char *code, int columns, struct text *out)
{
    struct text line = {0};

    (void)text_carry(out, code);
    while (text_take_line(&code, &line))
        code_line_write(text_str(&line), columns, out);
    text_release(&line);
}

/* Takes the next block that is to be shown. A table's heads are kept; those of few cells go without saying. */
static bool block_take(struct manual *manual, const char **at)
{
    manual->before = manual->block.kind;
    while (markdown_next(at, &manual->block)) {
        if (is_link(&manual->block))
            continue;
        if (manual->block.kind == MARKDOWN_ROW && manual->block.is_head) {
            heads_keep(manual);
            continue;
        }
        if (manual->block.kind == MARKDOWN_ROW)
            row_split(manual);
        return true;
    }
    return false;
}

/* --- for a terminal --- */

static void plain_add(const char *plain, struct text *out)
{
    text_add(out, plain);
}

static const struct markdown_dress PLAIN = {"", "", "", "", plain_add};

static void wrapped_add(const struct manual *manual, const char *first, int indent, const char *string,
                        struct text *out)
{
    text_add(out, first);
    text_add_wrapped(out, string, manual->columns, spaces(indent));
    text_add(out, "\n");
}

static void heading_add(const struct manual *manual, const char *title, struct text *out)
{
    static const char *const lines[] = {"=", "=", "-"};
    const int level = manual->block.level;

    text_addf(out, "%s\n", title);
    if ((size_t)level <= sizeof lines / sizeof *lines)
        text_add_times(out, lines[level - 1], (size_t)text_width(title));
    text_add(out, "\n");
}

static void code_add(const struct manual *manual, struct text *out)
{
    const int indent = manual->block.indent + CODE_INDENT;
    struct text code = {0}, line = {0};
    const char *at;

    code_write(text_str(&manual->block.text), manual->columns - indent, &code);
    at = text_str(&code);
    while (text_take_line(&at, &line))
        text_addf(out, "%s%s\n", text_is_empty(&line) ? "" : spaces(indent), text_str(&line));
    text_release(&code);
    text_release(&line);
}

/* A row that says nothing of its head is a heading between rows. */
static void row_add(const struct manual *manual, struct text *out)
{
    if (text_is_empty(&manual->body)) {
        wrapped_add(manual, "", 0, text_str(&manual->head), out);
    } else {
        wrapped_add(manual, spaces(HEAD_INDENT), HEAD_INDENT, text_str(&manual->head), out);
        wrapped_add(manual, spaces(BODY_INDENT), BODY_INDENT, text_str(&manual->body), out);
    }
}

static void block_add(const struct manual *manual, struct text *out)
{
    const struct markdown_block *block = &manual->block;
    struct text line = {0}, mark = {0};

    if (block->kind != MARKDOWN_CODE)
        markdown_write(text_str(&block->text), manual->dress, &line);
    switch (block->kind) {
    case MARKDOWN_HEADING:
        heading_add(manual, text_str(&line), out);
        break;
    case MARKDOWN_PARAGRAPH:
        wrapped_add(manual, spaces(block->indent), block->indent, text_str(&line), out);
        break;
    case MARKDOWN_ITEM:
        text_addf(&mark, "%s ", text_str(&block->mark));
        wrapped_add(manual, text_str(&mark), text_width(text_str(&mark)), text_str(&line), out);
        break;
    case MARKDOWN_CODE:
        code_add(manual, out);
        break;
    case MARKDOWN_ROW:
        row_add(manual, out);
        break;
    }
    text_release(&line);
    text_release(&mark);
}

/* Items and rows stand close to each other, a heading's text close to its line. */
static bool is_close(const struct manual *manual)
{
    enum markdown_kind kind = manual->block.kind;

    return manual->before == MARKDOWN_HEADING ||
           (manual->before == kind && (kind == MARKDOWN_ITEM || kind == MARKDOWN_ROW));
}

void manual_write(const struct builtin *builtin, int columns, struct text *out)
{
    struct manual manual = {.dress = &PLAIN, .columns = columns};
    const char *at = builtin->bytes;

    for (; block_take(&manual, &at); manual.is_begun = true) {
        if (manual.is_begun && !is_close(&manual))
            text_add(out, "\n");
        block_add(&manual, out);
    }
    manual_release(&manual);
}

/* --- as a manual page --- */

static const struct markdown_dress ROFF = {"\\fB", "\\fI", "\\fB", "\\fR", roff_escape};

static void heading_roff(const struct manual *manual, const char *title, struct text *out)
{
    if (manual->block.level <= 3)
        text_addf(out, "%s %s\n", manual->block.level == 2 ? ".SH" : ".SS", title);
    else
        text_addf(out, ".PP\n\\fB%s\\fR\n", title);
}

static void block_roff(const struct manual *manual, struct text *out)
{
    const struct markdown_block *block = &manual->block;
    const char *mark = text_str(&block->mark);
    struct text line = {0};

    if (block->kind != MARKDOWN_CODE)
        markdown_write(text_str(&block->text), manual->dress, &line);
    switch (block->kind) {
    case MARKDOWN_HEADING:
        heading_roff(manual, text_str(&line), out);
        break;
    case MARKDOWN_PARAGRAPH:
        if (manual->before != MARKDOWN_HEADING)
            text_add(out, block->indent > 0 ? ".IP \"\" 4\n" : ".PP\n");
        roff_fill(text_str(&line), out);
        break;
    case MARKDOWN_ITEM:
        text_addf(out, ".IP %s 4\n", strcmp(mark, "-") == 0 ? "\\(bu" : mark);
        roff_fill(text_str(&line), out);
        break;
    case MARKDOWN_CODE:
        text_add(out, ".IP \"\" 4\n.nf\n");
        code_write(text_str(&block->text), PAGE_COLUMNS, &line);
        roff_lines(text_str(&line), out);
        text_add(out, ".fi\n");
        break;
    case MARKDOWN_ROW:
        text_addf(out, "%s\n%s\n", text_is_empty(&manual->body) ? ".PP" : ".TP", text_str(&manual->head));
        if (!text_is_empty(&manual->body))
            roff_fill(text_str(&manual->body), out);
        break;
    }
    text_release(&line);
}

/* "makeitso-scenario", and the title in small letters: what the page is called, and what it is. */
static void page_begin(const struct builtin *builtin, const char *title, struct text *out)
{
    struct text name = {0}, what = {0};

    text_addf(&name, "makeitso-%s", builtin->name);
    text_addf(&what, "%c%s", tolower((unsigned char)title[0]), title[0] ? title + 1 : "");
    roff_begin(text_str(&name), MAN_SECTION, text_str(&what), out);
    text_add(out, ".SH DESCRIPTION\n");
    text_release(&name);
    text_release(&what);
}

static void others_write(const struct builtin *builtin, struct text *out)
{
    text_add(out, ".SH SEE ALSO\n.BR makeitso (1)");
    for (size_t i = 0; i < builtin_manual_count; i++)
        if (&builtin_manuals[i] != builtin)
            text_addf(out, ",\n.BR makeitso\\-%s (%d)", builtin_manuals[i].name, MAN_SECTION);
    text_add(out, "\n");
}

void manual_man_write(const struct builtin *builtin, struct text *out)
{
    struct manual manual = {.dress = &ROFF};
    const char *at = builtin->bytes;

    while (block_take(&manual, &at)) {
        if (manual.block.kind == MARKDOWN_HEADING && manual.block.level == 1)
            page_begin(builtin, text_str(&manual.block.text), out);
        else
            block_roff(&manual, out);
    }
    others_write(builtin, out);
    manual_release(&manual);
}
