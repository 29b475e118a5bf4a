#include "words/preset_number.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/check.h"
#include "model/key_table.h"
#include "model/preset.h"
#include "words/retry_wait.h"

#define PATH_SIZE 64

/* Who takes the numbers of a preset. */
struct taker {
    enum preset preset;
    preset_number_take *take;
    void *data;
};

/* Nothing where the preset says nothing of the key. The value is released. */
static void number_give(const struct taker *taker, const char *key, struct text *value)
{
    const char *source = preset_source(taker->preset, key);

    if (source)
        taker->take(key, text_str(value), source, taker->data);
    text_release(value);
}

static void platform_give(const struct taker *taker, const struct platform *platform)
{
    for (size_t k = 0; k < mapping_platform.key_count; k++) {
        const struct key *key = &mapping_platform.keys[k];
        struct text value = {0};
        struct datum datum;
        char path[PATH_SIZE];

        CHECK(snprintf(path, sizeof path, "platform.%s", key->name) < (int)sizeof path);
        if (key->member_size > 0 && preset_source(taker->preset, path)) {
            datum = member_get(key, platform);
            value_write(key->value, &datum, &value);
        }
        number_give(taker, path, &value);
    }
}

void preset_numbers_each(enum preset preset, preset_number_take *take, void *data)
{
    const struct preset_values *values = preset_values(preset);
    const struct taker taker = {preset, take, data};
    struct text limit = {0}, waits = {0}, exhausted = {0};

    platform_give(&taker, &values->platform);
    text_addf(&limit, "%" PRIu32, values->retry.limit);
    number_give(&taker, "retry.limit", &limit);
    retry_wait_say(&values->retry, &waits);
    number_give(&taker, "retry", &waits);
    text_add(&exhausted, exhausted_names[values->exhausted]);
    number_give(&taker, "exhausted", &exhausted);
}
