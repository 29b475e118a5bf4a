#include "cli/roff.h"

#include <ctype.h>
#include <string.h>

#include "base/version.h"

enum {
    LINE_BYTES = 76, /* of a page's source, where a space lets it */
    WORD_BYTES = 40  /* of one that stays whole */
};

/* What a byte is in roff; NULL: itself. */
static const char *escape_of(char byte)
{
    switch (byte) {
    case '\\':
        return "\\e";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

void roff_escape(const char *string, struct text *out)
{
    (void)text_carry(out, string);
    for (const char *at = string; *at != '\0'; at++) {
        const char *escape = escape_of(*at);

        if (escape)
            text_add(out, escape);
        else
            text_add_bytes(out, at, 1);
    }
}

/* A word; a long one, such as an address or a form, may be broken behind its marks. */
static void word_write(const char *word, size_t size, struct text *out)
{
    for (size_t i = 0; i < size; i++) {
        text_add_bytes(out, word + i, 1);
        if (size > WORD_BYTES && strchr("/|:", word[i]))
            text_add(out, "\\:");
    }
}

void roff_fill(const char *escaped, struct text *out)
{
    size_t line = 0;

    (void)text_carry(out, escaped);
    for (const char *at = escaped + strspn(escaped, " "); *at; at += strspn(at, " ")) {
        size_t size = strcspn(at, " ");

        if (line > 0 && line + 1 + size > LINE_BYTES) {
            text_add(out, "\n");
            line = 0;
        }
        /* A line's first '.' is no request. */
        text_add(out, line > 0 ? " " : *at == '.' ? "\\&" : "");
        word_write(at, size, out);
        line += size + 1;
        at += size;
    }
    text_add(out, "\n");
}

void roff_write(const char *string, struct text *out)
{
    struct text line = {0}, escaped = {0};

    while (text_take_line(&string, &line)) {
        text_clear(&escaped);
        roff_escape(text_str(&line), &escaped);
        roff_fill(text_str(&escaped), out);
    }
    text_release(&line);
    text_release(&escaped);
}

void roff_lines(const char *string, struct text *out)
{
    struct text line = {0};

    while (text_take_line(&string, &line)) {
        if (text_str(&line)[0] == '.')
            text_add(out, "\\&");
        roff_escape(text_str(&line), out);
        text_add(out, "\n");
    }
    text_release(&line);
}

void roff_begin(const char *name, int section, const char *what, struct text *out)
{
    text_add(out, ".TH ");
    for (const char *at = name; *at; at++)
        text_addf(out, "%c", toupper((unsigned char)*at));
    text_addf(out, " %d %s \"makeitso %s\"\n", section, MAKEITSO_DATE, MAKEITSO_VERSION);
    /* What is to be typed is neither stretched nor hyphenated. */
    text_add(out, ".ad l\n.nh\n.SH NAME\n");
    roff_escape(name, out);
    text_add(out, " \\- ");
    roff_write(what, out);
}

void roff_entry(const char *head, const char *argument, const char *body, struct text *out)
{
    text_add(out, ".TP\n\\fB");
    roff_escape(head, out);
    text_add(out, "\\fR");
    if (argument != NULL && argument[0] != '\0') {
        text_add(out, " \\fI");
        roff_escape(argument, out);
        text_add(out, "\\fR");
    }
    text_add(out, "\n");
    roff_write(body, out);
}
