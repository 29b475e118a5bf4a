#include "base/base64.h"

void base64_add(const char *bytes, size_t size, struct text *out)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; i < size; i += 3) {
        uint32_t three = (uint32_t)(unsigned char)bytes[i] << 16;
        char four[5] = "====";

        three |= i + 1 < size ? (uint32_t)(unsigned char)bytes[i + 1] << 8 : 0;
        three |= i + 2 < size ? (unsigned char)bytes[i + 2] : 0;
        for (size_t d = 0; d < 4 && i + d <= size; d++)
            four[d] = digits[three >> (18 - 6 * d) & 63];
        text_add(out, four);
    }
}
