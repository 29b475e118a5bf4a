/* Any text as the value of a what-if option, the first byte choosing the option: no crash; what is taken is written and
 * read back as the same. */
#include <string.h>

#include "base/check.h"
#include "model/change.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    enum change_kind kind = size > 0 ? (enum change_kind)(bytes[0] % CHANGE_COUNT) : CHANGE_COUNT - 1;
    struct text given = {0}, written = {0};
    struct change change, again;
    struct err err;

    if (size > 0)
        text_add_bytes(&given, (const char *)bytes + 1, size - 1);
    if (change_parse(kind, text_str(&given), &change, &err)) {
        change_argument_write(&change, &written);
        CHECK(change_parse(kind, text_str(&written), &again, &err) && change_equal(&change, &again));
    } else {
        CHECK(err.text[0]);
    }
    text_release(&given);
    text_release(&written);
    return 0;
}
