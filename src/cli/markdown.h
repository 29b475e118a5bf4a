/* Markdown as our manuals use it, block by block: headings, paragraphs, items of lists (not nested), fenced code and
 * the rows of tables; in a line `code`, *emphasis*, **strong**, [links](…), escapes and comments. What stands in a
 * comment, and where a link leads, is left out.
 *
 *     struct markdown_block block = {0};
 *     const char *at = file;
 *
 *     while (markdown_next(&at, &block))
 *         …
 *     markdown_release(&block);
 */
#ifndef CLI_MARKDOWN_H
#define CLI_MARKDOWN_H

#include "base/text.h"

enum { MARKDOWN_CELLS_MAX = 16 };

enum markdown_kind { MARKDOWN_HEADING, MARKDOWN_PARAGRAPH, MARKDOWN_ITEM, MARKDOWN_CODE, MARKDOWN_ROW };

struct markdown_block {
    enum markdown_kind kind;
    int level;        /* of a heading, from 1 */
    int indent;       /* columns before its first line */
    struct text mark; /* of an item: "-" or "1." */
    /* With its markup; lines are joined by a space, those of code end in a newline. Of a row: its cells. */
    struct text text, cells[MARKDOWN_CELLS_MAX];
    size_t cell_count;
    bool is_head; /* the row of a table's heads */
};

/* Makes `block`, which begins as {0}, the next one at `*at`, which moves behind it; false at the end. */
bool markdown_next(const char **at, struct markdown_block *block);
void markdown_release(struct markdown_block *block);

/* What code, emphasis and strong words are put between, and how all that is plain is written. */
struct markdown_dress {
    const char *code, *emphasis, *strong, *end;
    void (*write)(const char *plain, struct text *out);
};

/* Appends a line's words, dressed. */
void markdown_write(const char *line, const struct markdown_dress *dress, struct text *out);

#endif
