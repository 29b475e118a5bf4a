#include "picture/avatar.h"

#include <strings.h>

#include "picture/xml.h"

/* Backgrounds of made avatars; white letters can be read on each. */
static const char *const colors[] = {"#2b5fb3", "#8a3ea8", "#0e7c86", "#b4531a",
                                     "#1f7a3a", "#9a2a4e", "#5b5fc7", "#6b5b2a"};

/* FNV-1a: the same name has the same colour everywhere. */
static uint32_t hash(const char *name)
{
    uint32_t value = 2166136261u;

    for (; *name; name++)
        value = (value ^ (unsigned char)*name) * 16777619u;
    return value;
}

static void write_made(const char *name, struct text *out)
{
    const char *color = colors[hash(name) % (sizeof colors / sizeof colors[0])];
    const char *end = name;
    struct text letter = {0};

    (void)text_next(&end);
    text_add_bytes(&letter, name, (size_t)(end - name));
    text_addf(out, "<rect width=\"32\" height=\"32\" rx=\"7\" fill=\"%s\"/>", color);
    text_add(out, "<rect x=\"8\" y=\"2.5\" width=\"16\" height=\"2\" rx=\"1\" fill=\"#ffffff\" opacity=\".45\"/>");
    text_add(out,
             "<text x=\"16\" y=\"23.5\" text-anchor=\"middle\" font-size=\"18\" font-weight=\"700\" fill=\"#ffffff\">");
    xml_add(out, text_str(&letter));
    text_add(out, "</text>");
    text_release(&letter);
}

static void write_inside(const char *name, struct text *out)
{
    const struct avatar *found = NULL;

    for (size_t i = 0; i < avatar_count; i++)
        if (strcasecmp(avatars[i].name, name) == 0)
            found = &avatars[i];
    if (found)
        text_add(out, found->svg);
    else
        write_made(name, out);
}

void avatar_write(const char *name, double x, double y, double size, struct text *out)
{
    text_addf(out,
              "<svg x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" viewBox=\"0 0 %d %d\" aria-hidden=\"true\">\n",
              x, y, size, size, AVATAR_UNITS, AVATAR_UNITS);
    write_inside(name, out);
    text_add(out, "</svg>\n");
}

void avatar_write_symbol(const char *name, uint32_t number, struct text *out)
{
    text_addf(out, "<symbol id=\"a%u\" viewBox=\"0 0 %d %d\">\n", (unsigned)number, AVATAR_UNITS, AVATAR_UNITS);
    write_inside(name, out);
    text_add(out, "</symbol>\n");
}
