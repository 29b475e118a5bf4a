#include "cli/markdown.h"

#include <ctype.h>
#include <string.h>

static const char FENCE[] = "```", COMMENT[] = "<!--", COMMENT_END[] = "-->";

void markdown_release(struct markdown_block *block)
{
    text_release(&block->mark);
    text_release(&block->text);
    for (size_t i = 0; i < MARKDOWN_CELLS_MAX; i++)
        text_release(&block->cells[i]);
}

static void block_clear(struct markdown_block *block)
{
    text_clear(&block->mark);
    text_clear(&block->text);
    for (size_t i = 0; i < MARKDOWN_CELLS_MAX; i++)
        text_clear(&block->cells[i]);
    block->level = 0;
    block->cell_count = 0;
    block->is_head = false;
}

static bool begins(const char *string, const char *with)
{
    return strncmp(string, with, strlen(with)) == 0;
}

/* Of the line at `string`: its bytes without the newline. */
static size_t line_size(const char *string)
{
    return strcspn(string, "\n");
}

static const char *line_next(const char *string)
{
    string += line_size(string);
    return *string ? string + 1 : string;
}

static bool is_blank(const char *line)
{
    return line[strspn(line, " ")] == '\n' || line[strspn(line, " ")] == '\0';
}

/* A comment, and nothing else. */
static bool is_comment(const char *line)
{
    const char *end = begins(line, COMMENT) ? strstr(line, COMMENT_END) : NULL;

    return end && end + strlen(COMMENT_END) == line + line_size(line);
}

/* Bytes of the mark of an item, "- " or "1. "; 0: it is none. */
static size_t mark_size(const char *line)
{
    size_t digits = strspn(line, "0123456789");

    if (begins(line, "- "))
        return 2;
    return digits > 0 && begins(line + digits, ". ") ? digits + 2 : 0;
}

/* What ends a paragraph or an item. */
static bool is_other(const char *line)
{
    const char *at = line + strspn(line, " ");

    return is_blank(line) || is_comment(at) || *at == '#' || *at == '|' || begins(at, FENCE) || mark_size(at) > 0;
}

static void code_take(const char **at, struct markdown_block *block)
{
    size_t indent = (size_t)block->indent;

    block->kind = MARKDOWN_CODE;
    for (*at = line_next(*at); **at && !begins(*at + strspn(*at, " "), FENCE); *at = line_next(*at)) {
        size_t spaces = strspn(*at, " ");
        size_t cut = spaces < indent ? spaces : indent;

        text_add_bytes(&block->text, *at + cut, line_size(*at) - cut);
        text_add(&block->text, "\n");
    }
    *at = line_next(*at);
}

static void row_take(const char **at, struct markdown_block *block)
{
    const char *end = *at + line_size(*at);

    block->kind = MARKDOWN_ROW;
    for (const char *c = *at + 1; c < end && block->cell_count < MARKDOWN_CELLS_MAX; c++) {
        struct text *cell = &block->cells[block->cell_count];

        if (begins(c, "\\|"))
            text_add_bytes(cell, ++c, 1);
        else if (*c == '|')
            block->cell_count++;
        else if (*c != ' ' || !text_is_empty(cell))
            text_add_bytes(cell, c, 1);
    }
    for (size_t i = 0; i < block->cell_count; i++)
        text_trim(&block->cells[i]);
    *at = line_next(end);
    if (begins(*at, "|--")) {
        block->is_head = true;
        *at = line_next(*at);
    }
}

/* A line, and those that go on with it. */
static void lines_take(const char **at, struct markdown_block *block)
{
    text_add_bytes(&block->text, *at, line_size(*at));
    for (*at = line_next(*at); !is_other(*at); *at = line_next(*at)) {
        const char *line = *at + strspn(*at, " ");

        text_add(&block->text, " ");
        text_add_bytes(&block->text, line, line_size(line));
    }
}

bool markdown_next(const char **at, struct markdown_block *block)
{
    size_t size;

    while (**at && (is_blank(*at) || is_comment(*at)))
        *at = line_next(*at);
    if (!**at)
        return false;
    block_clear(block);
    block->indent = (int)strspn(*at, " ");
    *at += block->indent;
    size = mark_size(*at);
    if (begins(*at, FENCE)) {
        code_take(at, block);
    } else if (**at == '|') {
        row_take(at, block);
    } else if (**at == '#') {
        block->kind = MARKDOWN_HEADING;
        block->level = (int)strspn(*at, "#");
        *at += strspn(*at, "# ");
        text_add_bytes(&block->text, *at, line_size(*at));
        *at = line_next(*at);
    } else {
        block->kind = size > 0 ? MARKDOWN_ITEM : MARKDOWN_PARAGRAPH;
        text_add_bytes(&block->mark, *at, size > 0 ? size - 1 : 0);
        *at += size;
        lines_take(at, block);
    }
    return true;
}

/* One line on its way out. */
struct span {
    const struct markdown_dress *dress;
    struct text *out;
    struct text plain; /* not written yet */
    bool is_emphasis, is_strong, is_link;
};

static void plain_write(struct span *span)
{
    span->dress->write(text_str(&span->plain), span->out);
    text_clear(&span->plain);
}

static void dress_write(struct span *span, const char *dress)
{
    plain_write(span);
    text_add(span->out, dress);
}

/* A star opens before a word and closes behind one. Writes `open` or the end; 0: it is only a star. */
static size_t stars_take(struct span *span, const char *line, const char *at, size_t size, bool *is_open)
{
    bool is_mark = *is_open ? at > line && at[-1] != ' ' : at[size] != ' ' && at[size] != '\0';

    if (!is_mark)
        return 0;
    dress_write(span, *is_open                      ? span->dress->end
                      : is_open == &span->is_strong ? span->dress->strong
                                                    : span->dress->emphasis);
    *is_open = !*is_open;
    return size;
}

static size_t code_write(struct span *span, const char *at)
{
    size_t size = strcspn(at + 1, "`");

    dress_write(span, span->dress->code);
    text_add_bytes(&span->plain, at + 1, size);
    dress_write(span, span->dress->end);
    return size + 1 + (at[size + 1] == '`');
}

/* Bytes of markup at `at`, what it does being done; 0: it is plain. */
static size_t markup_take(struct span *span, const char *line, const char *at)
{
    const char *end = strchr(at, ']');

    if (*at == '`')
        return code_write(span, at);
    if (begins(at, COMMENT) && (end = strstr(at, COMMENT_END)))
        return (size_t)(end - at) + strlen(COMMENT_END);
    if (begins(at, "**"))
        return stars_take(span, line, at, 2, &span->is_strong);
    if (*at == '*')
        return stars_take(span, line, at, 1, &span->is_emphasis);
    if (*at == '[' && end && end[1] == '(')
        return span->is_link = true;
    if (begins(at, "](") && span->is_link && (end = strchr(at, ')'))) {
        span->is_link = false;
        return (size_t)(end - at) + 1;
    }
    return 0;
}

void markdown_write(const char *line, const struct markdown_dress *dress, struct text *out)
{
    struct span span = {.dress = dress, .out = out};

    (void)text_carry(out, line);
    for (const char *at = line; *at;) {
        size_t size = markup_take(&span, line, at);

        if (size == 0) {
            at += *at == '\\' && ispunct((unsigned char)at[1]);
            text_add_bytes(&span.plain, at++, 1);
        }
        at += size;
    }
    plain_write(&span);
    text_release(&span.plain);
}
