#include "base/err.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Where to cut `string` of `size` bytes so that no character is cut in two: before the lead byte of its last character
 * if that one is incomplete. */
static size_t whole_characters(const char *string, size_t size)
{
    size_t lead = size;
    size_t length;

    while (lead > 0 && size - lead < 4 && ((unsigned char)string[lead - 1] & 0xC0) == 0x80)
        lead--;
    if (lead == 0 || (unsigned char)string[lead - 1] < 0xC0)
        return size; /* ASCII at the end, or no UTF-8 at all */
    lead--;
    length = (unsigned char)string[lead] >= 0xF0 ? 4 : (unsigned char)string[lead] >= 0xE0 ? 3 : 2;
    return size - lead < length ? lead : size;
}

bool err_set(struct err *err, const char *format, ...)
{
    char text[ERR_BYTES + sizeof TEXT_LOST]; /* what is lost is seen where it would be cut, too */
    va_list list;
    size_t size;

    va_start(list, format);
    if (vsnprintf(text, sizeof text, format, list) < 0)
        text[0] = '\0';
    va_end(list);
    if (text_is_lost(text))
        return err_memory(err);
    size = strlen(text);
    if (size >= ERR_BYTES)
        size = whole_characters(text, ERR_BYTES - 1);
    memcpy(err->text, text, size);
    err->text[size] = '\0';
    return false;
}

bool err_memory(struct err *err)
{
    memcpy(err->text, TEXT_LOST, sizeof TEXT_LOST);
    return false;
}

bool err_is_memory(const struct err *err)
{
    return strcmp(err->text, TEXT_LOST) == 0;
}
