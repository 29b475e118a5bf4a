#include "report/github.h"

#include <string.h>

/* `also` are further signs that end a property's value. */
static void add_escaped(const char *string, const char *also, struct text *out)
{
    (void)text_carry(out, string);
    for (; *string; string++)
        if (strchr("%\r\n", *string) || strchr(also, *string))
            text_addf(out, "%%%02X", (unsigned char)*string);
        else
            text_add_bytes(out, string, 1);
}

static void add_property(const char *name, const char *value, struct text *out)
{
    text_add(out, name);
    add_escaped(value, ":,", out);
}

void github_annotate(const struct annotation *annotation, struct text *out)
{
    text_add(out, annotation->is_error ? "::error " : "::warning ");
    add_property("file=", annotation->file, out);
    if (annotation->mark.line > 0)
        text_addf(out, ",line=%u,col=%u", annotation->mark.line, annotation->mark.column);
    if (annotation->title)
        add_property(",title=", annotation->title, out);
    text_add(out, "::");
    add_escaped(annotation->message, "", out);
    text_add(out, "\n");
}
