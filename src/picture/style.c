#include "picture/style.h"

int style_columns(const struct style *style)
{
    return style->columns > 0 ? style->columns : STYLE_COLUMNS;
}

static bool is_dressed(const struct style *style, enum element element)
{
    return style->is_color && theme_sgr(element)[0] != '\0';
}

void style_add(const struct style *style, enum element element, const char *string, struct text *out)
{
    bool dressed = is_dressed(style, element) && string[0] != '\0';

    if (dressed)
        text_addf(out, "\033[%sm", theme_sgr(element));
    text_add(out, string);
    if (dressed)
        text_add(out, "\033[0m");
}

void style_add_padded(const struct style *style, enum element element, const char *string, int columns,
                      struct text *out)
{
    struct text cut = {0};

    text_add(&cut, string);
    text_fit(&cut, columns);
    style_add(style, element, text_str(&cut), out);
    if (columns > text_width(text_str(&cut)))
        text_add_times(out, " ", (size_t)(columns - text_width(text_str(&cut))));
    text_release(&cut);
}

void style_add_wrapped(const struct style *style, enum element element, const char *string, const char *indent,
                       struct text *out)
{
    struct text wrapped = {0}, line = {0};

    text_add_wrapped(&wrapped, string, style_columns(style) - text_width(indent), "");
    for (const char *at = text_str(&wrapped); text_take_line(&at, &line);) {
        style_add(style, element, text_str(&line), out);
        text_addf(out, "%s%s", at[-1] == '\n' ? "\n" : "", at[-1] == '\n' ? indent : "");
    }
    out->failed = out->failed || wrapped.failed || line.failed;
    text_release(&wrapped);
    text_release(&line);
}

void style_deliver(const struct style *style, const struct text *text, struct text *out)
{
    if (style->is_ascii)
        marks_to_ascii(text_str(text), out);
    else
        text_add(out, text_str(text));
}

void style_add_wish(const struct style *style, bool is_granted, struct text *out)
{
    style_add(style, is_granted ? ELEMENT_GRANTED : ELEMENT_REFUSED,
              marks_unicode[is_granted ? MARK_GRANTED : MARK_ERROR], out);
}

enum element style_verdict(const struct ledger *ledger)
{
    return ledger_is_good(ledger) ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO;
}
