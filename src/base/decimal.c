#include "base/decimal.h"

#include <string.h>

static uint64_t parts_of_one(unsigned decimals)
{
    uint64_t parts = 1;

    while (decimals-- > 0)
        parts *= 10;
    return parts;
}

bool decimal_parse(const char *string, unsigned decimals, uint64_t *out)
{
    const size_t whole = strspn(string, "0123456789");
    const bool has_point = string[whole] == '.';
    const char *rest = string + whole + has_point;
    const size_t digits = strspn(rest, "0123456789");
    uint64_t value = 0;

    if (whole == 0 || whole > 9 || (whole > 1 && string[0] == '0') || rest[digits] != '\0')
        return false;
    if (has_point && (digits == 0 || digits > decimals))
        return false;
    for (size_t i = 0; i < whole; i++)
        value = value * 10 + (uint64_t)(string[i] - '0');
    for (unsigned i = 0; i < decimals; i++)
        value = value * 10 + (i < digits ? (uint64_t)(rest[i] - '0') : 0);
    *out = value;
    return true;
}

bool decimal_is_too_fine(const char *string, unsigned decimals)
{
    const size_t whole = strspn(string, "0123456789");
    const size_t digits = string[whole] == '.' ? strspn(string + whole + 1, "0123456789") : 0;

    return whole > 0 && digits > decimals && string[whole + 1 + digits] == '\0';
}

void decimal_write(uint64_t value, unsigned decimals, struct text *out)
{
    const uint64_t one = parts_of_one(decimals);

    text_add_number(out, value / one);
    text_add(out, value % one > 0 ? "." : "");
    for (uint64_t rest = value % one; rest > 0; rest = rest * 10 % one)
        text_add_number(out, rest * 10 / one);
}
