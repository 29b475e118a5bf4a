#include "file/admit.h"

#include <string.h>

#include "model/scenario.h"

#define BOM "\xEF\xBB\xBF"

/* Unsafe characters include those at which libyaml alone begins a new line, which would miscount lines. */
static bool is_refused(uint32_t codepoint, char next)
{
    return codepoint == '\r' ? next != '\n' : text_is_unsafe(codepoint) && !text_is_joiner(codepoint);
}

static bool is_broken(uint32_t codepoint, const char *from, const char *to)
{
    return codepoint == TEXT_REPLACEMENT && to == from + 1;
}

static bool refuse(struct diags *diags, struct mark mark, const char *what)
{
    diag_allow(diags_add(diags, mark, "%s", what), "text in UTF-8");
    return false;
}

/* Appends what lies between `*kept` and `end`, all of which may be there. */
static void keep(struct text *clean, const char **kept, const char *end)
{
    text_add_bytes(clean, *kept, (size_t)(end - *kept));
    *kept = end;
}

/* One after the other: what may be there goes to `clean`, what may not is reported. */
static bool admit_characters(const char *at, const char *end, struct text *clean, struct mark mark, struct diags *diags)
{
    const char *kept = at;
    int marks = 0;

    while (at < end) {
        const char *from = at;
        uint32_t codepoint;
        bool is_bad;

        if (text_is_plain(*at)) { /* most of a file */
            at++;
            mark.column++;
            marks = 0;
            continue;
        }
        codepoint = text_next(&at);

        if (at == from || is_broken(codepoint, from, at)) {
            keep(clean, &kept, from);
            return refuse(diags, mark, at == from ? "a NUL byte: this is no text" : "broken UTF-8");
        }
        marks = text_is_mark(codepoint) ? marks + 1 : 0;
        is_bad = is_refused(codepoint, *at);
        if (is_bad)
            diags_add(diags, mark, "the character U+%04X is not allowed", (unsigned)codepoint);
        else if (marks == TEXT_MARKS_MAX + 1)
            diags_add(diags, mark, "more than %d marks on one character", TEXT_MARKS_MAX);
        if (is_bad || marks > TEXT_MARKS_MAX) {
            keep(clean, &kept, from);
            text_add(clean, "\xEF\xBF\xBD");
            kept = at;
        }
        mark.column++;
        if (codepoint == '\n')
            mark = (struct mark){mark.line + 1, 1, 1};
    }
    keep(clean, &kept, end);
    return !clean->failed;
}

/* A directive (%YAML, %TAG) may stand before the document only; libyaml needs the square of their number. */
static bool admit_directives(const char *at, struct diags *diags)
{
    struct mark mark = {1, 1, 1};

    for (;;) {
        const char *text = at + strspn(at, " \r");
        if (*text != '\n' && *text != '#')
            break;
        at = text + strcspn(text, "\n");
        at += *at == '\n';
        mark.line++;
    }
    if (*at != '%')
        return true;
    diag_hint(diags_add(diags, mark, "directives such as %%YAML are not allowed"), "leave the line out");
    return false;
}

bool admit_bytes(const char *bytes, size_t size, struct text *clean, uint32_t *bom, struct diags *diags)
{
    struct mark mark = {1, 1, 1};
    struct text copy = {0};
    bool is_good;

    *bom = 0;
    if (size > SCENARIO_BYTES_MAX) {
        diag_allow(diags_add(diags, (struct mark){0}, "the file is too large"), "at most %d bytes", SCENARIO_BYTES_MAX);
        return false;
    }
    text_add_bytes(&copy, bytes, size); /* with a NUL behind it */
    if (size >= ADMIT_BOM_BYTES && memcmp(bytes, BOM, ADMIT_BOM_BYTES) == 0)
        *bom = 1;
    mark.column += *bom;
    is_good = !copy.failed && admit_characters(text_str(&copy) + ADMIT_BOM_BYTES * *bom, text_str(&copy) + copy.size,
                                               clean, mark, diags);
    if (copy.failed || clean->failed)
        diags_fail(diags);
    text_release(&copy);
    return is_good && admit_directives(text_str(clean), diags);
}

bool admit_is_blank(const char *at, size_t size, struct mark *mark)
{
    const char *end = at + size;

    while (at < end) {
        const size_t rest = (size_t)(end - at);
        if (*at == '\n') {
            *mark = (struct mark){mark->line + 1, 1, 1};
            at++;
        } else if (*at == ' ' || *at == '\t' || *at == '\r') {
            mark->column++;
            at++;
        } else if (*at == '#') {
            at = memchr(at, '\n', rest);
            at = at ? at : end;
        } else if (mark->column == 1 && rest >= 3 && memcmp(at, "...", 3) == 0) {
            mark->column += 3;
            at += 3;
        } else {
            return false;
        }
    }
    return true;
}

bool admit_has_tab(const char *bytes, size_t size, size_t line)
{
    const char *end = bytes + size;

    for (; line > 0 && bytes < end; line--) {
        const char *newline = memchr(bytes, '\n', (size_t)(end - bytes));
        bytes = newline ? newline + 1 : end;
    }
    for (; bytes < end && (*bytes == ' ' || *bytes == '\t'); bytes++)
        if (*bytes == '\t')
            return true;
    return false;
}
