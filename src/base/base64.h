/* Base64 (RFC 4648, section 4). */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/text.h"

/* Appends the bytes in base64, padded. */
void base64_add(const char *bytes, size_t size, struct text *out);

#endif
