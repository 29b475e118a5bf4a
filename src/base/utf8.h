/* UTF-8 character by character: what each is, whether it can be seen, how wide it is. Widths do not depend on the
 * locale: they are utf8proc's, in terminal columns.
 *
 *     while (*at) {
 *         const char *begin = at;
 *
 *         if (text_next_shown(&at) == TEXT_REPLACEMENT) …      // not to be shown
 *         else text_add_bytes(out, begin, at - begin);         // one character, or an emoji joined of several
 *     }
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    TEXT_REPLACEMENT = 0xFFFD,
    TEXT_MARKS_MAX = 4 /* that may stand on one character */
};

/* A byte that is a character of ASCII to be seen, or a space: one column, and safe. Most of what is shown is. */
static inline bool text_is_plain(char byte)
{
    return byte >= 0x20 && byte < 0x7F;
}

/* A byte as a small letter, where it is a capital of ASCII. */
static inline char text_lower(char byte)
{
    return byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a') : byte;
}

/* The same of the first byte, and no emoji is joined to it (1️⃣ is of three characters, the first a digit). */
static inline bool text_begins_plain(const char *at)
{
    return text_is_plain(at[0]) && (unsigned char)at[1] != 0xEF;
}

/* Decodes one code point at `*at`, moves `*at` behind it; 0 at the end; TEXT_REPLACEMENT for a broken byte. */
uint32_t text_next(const char **at);

/* One code point as UTF-8 with a NUL behind it, TEXT_REPLACEMENT for what is none; returns its bytes. */
size_t codepoint_encode(uint32_t codepoint, char out[5]);

/* Columns of one code point: wide ones 2, combining ones 0. */
int text_codepoint_width(uint32_t codepoint);

/* What a text must not hold, for it cannot be seen or moves what is around it: by Unicode's category controls but tab
 * and newline (Cc), format characters (Cf), line and paragraph separators (Zl, Zp), surrogates, private use and what
 * nobody has assigned (Cs, Co, Cn); what is ignorable by default, as fillers and selectors are; the blank braille. */
bool text_is_unsafe(uint32_t codepoint);

/* A mark that stands on the character before it (Mn, Me). */
bool text_is_mark(uint32_t codepoint);

/* The bytes of an emoji at `at` that is joined of several code points (UTS #51: by U+200D, with a selector, a skin
 * tone, tags, or as a keycap), of which some are unsafe anywhere else; 0: there is none. A terminal shows its first
 * character, two columns wide. */
size_t text_emoji(const char *at);

/* One of those: unsafe, but for such an emoji. */
bool text_is_joiner(uint32_t codepoint);

/* Moves behind the next character, a joined emoji being one, and returns its first code point; TEXT_REPLACEMENT for
 * what must not be shown. Tabs and newlines pass. */
uint32_t text_next_shown(const char **at);

/* Moves behind one grapheme, what a reader takes for one character; returns its columns. */
int text_next_grapheme(const char **at);

/* The string as it is compared where two that look alike must not differ: NFKC, case folded, without what is ignorable
 * (Unicode's NFKC_Casefold). To be freed; NULL when memory is out. */
char *text_folded(const char *string);

#endif
