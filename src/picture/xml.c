#include "picture/xml.h"

void xml_add(struct text *out, const char *string)
{
    (void)text_carry(out, string);
    while (*string) {
        const char *at = string;
        uint32_t codepoint = text_next_shown(&string);

        switch (codepoint) {
        case '&':
            text_add(out, "&amp;");
            break;
        case '<':
            text_add(out, "&lt;");
            break;
        case '>':
            text_add(out, "&gt;");
            break;
        case '"':
            text_add(out, "&quot;");
            break;
        case '\n':
            text_add(out, "&#10;");
            break;
        case '\t':
            text_add(out, " ");
            break;
        case TEXT_REPLACEMENT:
            text_add(out, "\xEF\xBF\xBD");
            break;
        default:
            text_add_bytes(out, at, (size_t)(string - at));
        }
    }
}
