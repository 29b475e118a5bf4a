#include "cli/sweep_work.h"

#include "base/hash.h"
#include "base/version.h"
#include "file/write.h"

bool sweep_work(const struct scenario *scenario, uint64_t *out, struct err *err)
{
    struct text text = {0};
    bool is_written;

    text_addf(&text, "# %s\n", MAKEITSO_VERSION);
    scenario_write(scenario, &text);
    is_written = !text.failed;
    *out = HASH_BASIS;
    for (size_t i = 0; i < text.size; i++)
        *out = hash_byte(*out, (uint8_t)text.bytes[i]);
    text_release(&text);
    return is_written || err_memory(err);
}
