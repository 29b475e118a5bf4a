/* Any bytes as a part of a sweep: no crash; what is taken holds together, is written, read back and written the same again,
 * and can be merged with nothing twice. */
#include <string.h>

#include "base/check.h"
#include "report/sweep.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static bool is_a_share(const struct interval *interval)
{
    return interval->low >= 0 && interval->low <= interval->high && interval->high <= 1;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct text first = {0}, second = {0};
    struct swept part, again;
    struct interval share;
    struct err err;

    if (!swept_read((const char *)bytes, size, &part, &err))
        return 0;
    share = stats_wilson(part.sweep.total.runs_missed, part.sweep.runs);
    CHECK(is_a_share(&share));
    swept_json(&part, &first);
    CHECK(strstr(text_str(&first), "nan") == NULL || strstr(part.title, "nan") != NULL);
    CHECK(swept_read(first.bytes, first.size, &again, &err));
    swept_json(&again, &second);
    CHECK(strcmp(text_str(&first), text_str(&second)) == 0);
    for (size_t i = 0; i < again.shards.count; i++)
        CHECK(!shards_add(&part.shards, again.shards.list[i], &err));
    text_release(&first);
    text_release(&second);
    swept_release(&part);
    swept_release(&again);
    return 0;
}
