#include "base/err.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

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
    va_list list;
    int size;

    va_start(list, format);
    size = vsnprintf(err->text, sizeof err->text, format, list);
    va_end(list);
    if (size < 0)
        err->text[0] = '\0';
    if (size >= (int)sizeof err->text)
        err->text[whole_characters(err->text, strlen(err->text))] = '\0';
    return false;
}

bool err_memory(struct err *err)
{
    return err_set(err, "out of memory");
}
