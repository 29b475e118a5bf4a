#include "base/utf8.h"

#include <utf8proc.h>

enum {
    ZERO_WIDTH_JOINER = 0x200D,
    SELECTOR_TEXT = 0xFE0E,
    SELECTOR_EMOJI = 0xFE0F,
    KEYCAP = 0x20E3,
    BRAILLE_BLANK = 0x2800,
    TONE_FIRST = 0x1F3FB,
    TONE_LAST = 0x1F3FF,
    FLAG = 0x1F3F4,
    TAG_FIRST = 0xE0020,
    TAG_LAST = 0xE007E,
    TAG_END = 0xE007F
};

static const utf8proc_property_t *property_of(uint32_t codepoint)
{
    return utf8proc_get_property(codepoint <= INT32_MAX ? (utf8proc_int32_t)codepoint : -1);
}

uint32_t text_next(const char **at)
{
    const unsigned char byte = (unsigned char)**at;
    utf8proc_int32_t codepoint;
    utf8proc_ssize_t size;

    if (byte < 0x80) {
        *at += byte != 0;
        return byte;
    }
    /* Without a length it looks at one byte after the other and stops at what continues nothing, such as the NUL. */
    size = utf8proc_iterate((const utf8proc_uint8_t *)*at, -1, &codepoint);
    *at += size > 0 ? size : 1;
    return size > 0 ? (uint32_t)codepoint : TEXT_REPLACEMENT;
}

size_t codepoint_encode(uint32_t codepoint, char out[5])
{
    bool is_valid = codepoint <= 0x10ffff && utf8proc_codepoint_valid((utf8proc_int32_t)codepoint);
    utf8proc_int32_t encoded = is_valid ? (utf8proc_int32_t)codepoint : TEXT_REPLACEMENT;
    size_t size = (size_t)utf8proc_encode_char(encoded, (utf8proc_uint8_t *)out);

    out[size] = '\0';
    return size;
}

int text_codepoint_width(uint32_t codepoint)
{
    if (codepoint >= 0x20 && codepoint < 0x7F)
        return 1;
    return utf8proc_charwidth((utf8proc_int32_t)codepoint);
}

bool text_is_unsafe(uint32_t codepoint)
{
    const utf8proc_property_t *property;

    if ((codepoint >= 0x20 && codepoint < 0x7F) || codepoint == '\t' || codepoint == '\n')
        return false;
    property = property_of(codepoint);
    switch (property->category) {
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return true;
    default:
        return property->ignorable || codepoint == BRAILLE_BLANK;
    }
}

bool text_is_mark(uint32_t codepoint)
{
    utf8proc_propval_t category = codepoint < 0x80 ? UTF8PROC_CATEGORY_LL : property_of(codepoint)->category;

    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_ME;
}

/* Moves behind the next code point where it is one from `first` to `last`. */
static bool take(const char **at, uint32_t first, uint32_t last)
{
    const char *ahead = *at;
    uint32_t codepoint = text_next(&ahead);

    if (codepoint < first || codepoint > last)
        return false;
    *at = ahead;
    return true;
}

static bool take_one(const char **at, uint32_t codepoint)
{
    return take(at, codepoint, codepoint);
}

static bool take_keycap(const char **at)
{
    const char *ahead = *at;

    if (!take(&ahead, '0', '9') && !take_one(&ahead, '#') && !take_one(&ahead, '*'))
        return false;
    if (!take_one(&ahead, SELECTOR_EMOJI) || !take_one(&ahead, KEYCAP))
        return false;
    *at = ahead;
    return true;
}

/* A whole sequence of tags behind a flag, or nothing. */
static bool take_tags(const char **at)
{
    const char *ahead = *at;

    while (take(&ahead, TAG_FIRST, TAG_LAST))
        ;
    if (ahead == *at || !take_one(&ahead, TAG_END))
        return false;
    *at = ahead;
    return true;
}

/* A picture, with what is joined to it; `*is_joined` where there is such. */
static bool take_picture(const char **at, bool *is_joined)
{
    const char *ahead = *at;
    uint32_t codepoint = text_next(&ahead);

    if (codepoint < 0x80 || property_of(codepoint)->boundclass != UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC)
        return false;
    *at = ahead;
    if (take(at, SELECTOR_TEXT, SELECTOR_EMOJI) || take(at, TONE_FIRST, TONE_LAST) ||
        (codepoint == FLAG && take_tags(at)))
        *is_joined = true;
    return true;
}

size_t text_emoji(const char *at)
{
    const char *end = at;
    bool is_joined = false;

    if (text_begins_plain(at))
        return 0;
    if (take_keycap(&end))
        return (size_t)(end - at);
    if (!take_picture(&end, &is_joined))
        return 0;
    for (const char *ahead = end; take_one(&ahead, ZERO_WIDTH_JOINER) && take_picture(&ahead, &is_joined); end = ahead)
        is_joined = true;
    return is_joined ? (size_t)(end - at) : 0;
}

bool text_is_joiner(uint32_t codepoint)
{
    return codepoint == ZERO_WIDTH_JOINER || codepoint == SELECTOR_TEXT || codepoint == SELECTOR_EMOJI ||
           (codepoint >= TAG_FIRST && codepoint <= TAG_END);
}

uint32_t text_next_shown(const char **at)
{
    size_t joined = text_emoji(*at);
    const char *begin = *at;
    uint32_t codepoint = text_next(at);

    if (joined > 0)
        *at = begin + joined;
    else if (text_is_unsafe(codepoint))
        return TEXT_REPLACEMENT;
    return codepoint;
}

int text_next_grapheme(const char **at)
{
    size_t joined = text_emoji(*at);
    utf8proc_int32_t state = 0;
    uint32_t codepoint;
    int width;

    if (joined > 0) {
        *at += joined;
        return 2;
    }
    codepoint = text_next(at);
    width = text_codepoint_width(codepoint);
    /* A terminal gives every code point its columns, so that a grapheme has the sum of them. */
    while ((unsigned char)**at >= 0x80) {
        const char *ahead = *at;
        uint32_t next = text_next(&ahead);
        if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)codepoint, (utf8proc_int32_t)next, &state))
            break;
        width += text_codepoint_width(next);
        codepoint = next;
        *at = ahead;
    }
    return width;
}

char *text_folded(const char *string)
{
    return (char *)utf8proc_NFKC_Casefold((const utf8proc_uint8_t *)string);
}
