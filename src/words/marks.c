#include "words/marks.h"

#include <string.h>

#define MARK_UNICODE(constant, unicode, ascii) unicode,
#define MARK_ASCII(constant, unicode, ascii) ascii,
const char *const marks_unicode[MARK_COUNT] = {MARK_LIST(MARK_UNICODE)};
const char *const marks_ascii[MARK_COUNT] = {MARK_LIST(MARK_ASCII)};

struct substitute {
    const char *unicode, *ascii;
};

static const struct substitute punctuation[] = {
    {"…", "~"}, {"“", "\""}, {"”", "\""}, {"‘", "'"}, {"’", "'"},
    {"–", "-"}, {"—", "-"},  {"×", "x"},  {"│", "|"}, {"≤", "<"},
};

const char *mark_to_ascii(const char *sign, size_t size)
{
    for (int m = 0; m < MARK_COUNT; m++)
        if (strlen(marks_unicode[m]) == size && memcmp(marks_unicode[m], sign, size) == 0)
            return marks_ascii[m];
    for (size_t p = 0; p < sizeof punctuation / sizeof punctuation[0]; p++)
        if (strlen(punctuation[p].unicode) == size && memcmp(punctuation[p].unicode, sign, size) == 0)
            return punctuation[p].ascii;
    return NULL;
}

void marks_to_ascii(const char *string, struct text *out)
{
    (void)text_carry(out, string);
    while (*string) {
        const char *sign = string;
        uint32_t codepoint = text_next_shown(&string);
        size_t size = (size_t)(string - sign);
        const char *ascii = size == 1 ? NULL : mark_to_ascii(sign, size);

        if (codepoint < 0x80 && size == 1) {
            text_add_bytes(out, sign, size);
        } else if (ascii) {
            text_add(out, ascii);
        } else {
            text_add_times(out, "?", (size_t)text_width_until(sign, string));
        }
    }
}
