/* Any text as the value of --choices: no crash; what is taken is written, and read back as the same picks. */
#include <string.h>

#include "base/check.h"
#include "explore/picks.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static uint16_t picks[PICKS_MAX], again[PICKS_MAX];
    struct text given = {0}, written = {0};
    uint32_t count;

    text_add_bytes(&given, (const char *)bytes, size);
    count = picks_read(text_str(&given), picks, PICKS_MAX);
    if (count != NO_PICKS && count > 0) { /* no pick at all is written as one of 0 */
        CHECK(count <= PICKS_MAX);
        for (uint32_t i = 0; i < count; i++)
            CHECK(picks[i] <= PICK_MAX);
        picks_write(picks, count, &written);
        CHECK(picks_read(text_str(&written), again, PICKS_MAX) == count);
        CHECK(memcmp(picks, again, count * sizeof *picks) == 0);
    }
    text_release(&given);
    text_release(&written);
    return 0;
}
