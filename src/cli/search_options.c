#include "cli/search_options.h"

#include <string.h>

#include "base/decimal.h"
#include "model/fault_rate.h"
#include "model/refusal.h"

const char *word_name(enum word_option word)
{
    for (size_t i = 0; i < option_count; i++)
        if (option_rows[i].kind == OPTION_WORD && option_rows[i].word == word)
            return option_rows[i].name;
    return "";
}

bool word_number(const struct settings *settings, enum word_option word, struct number_range range, uint64_t *out,
                 struct err *err)
{
    const char *value = settings->words[word];

    *out = range.usual;
    if (value == NULL || number_parse(value, range.low, range.high, out))
        return true;
    return err_set(err, "--%s: \"%s\" is no whole number from %llu to %llu", word_name(word), value,
                   (unsigned long long)range.low, (unsigned long long)range.high);
}

bool word_memory(const struct settings *settings, size_t usual, size_t *out, struct err *err)
{
    const struct number_range mib_range = {.low = 16, .high = 65536, .usual = usual >> 20};
    uint64_t mib;

    if (!word_number(settings, WORD_MEMORY, mib_range, &mib, err))
        return false;
    *out = (size_t)mib << 20;
    return true;
}

static bool choices_refuse(const struct word_choices *words, const char *found, struct err *err)
{
    return word_refuse(words->what, found, words->names, words->count, err);
}

bool word_one(const struct settings *settings, enum word_option word, const struct word_choices *words, int *out,
              struct err *err)
{
    const char *value = settings->words[word];
    int index = value ? word_find(value, words->names, words->count) : 0;

    if (index < 0)
        return choices_refuse(words, value, err);
    *out = index;
    return true;
}

bool word_set(const struct settings *settings, enum word_option word, const struct word_choices *words, unsigned *out,
              struct err *err)
{
    const char *at = settings->words[word];

    *out = 0;
    while (at != NULL && *at != '\0') {
        size_t size = strcspn(at, ",");
        char name[32] = "";
        int index;

        memcpy(name, at, size < sizeof name ? size : sizeof name - 1);
        index = word_find(name, words->names, words->count);
        if (index < 0)
            return choices_refuse(words, name, err);
        *out |= 1u << index;
        at += size + (at[size] == ',');
    }
    if (settings->words[word] != NULL && *out == 0)
        return choices_refuse(words, "", err);
    return true;
}

bool word_time(const struct settings *settings, enum word_option word, msec *out, struct err *err)
{
    const char *value = settings->words[word], *why;

    *out = MSEC_NEVER;
    if (value == NULL || msec_parse(value, out, &why))
        return true;
    return err_set(err, "--%s: \"%s\" %s", word_name(word), value, why);
}

bool probability_parse(const char *string, uint32_t *out)
{
    uint64_t value;

    if (!decimal_parse(string, PROBABILITY_DECIMALS, &value) || value > PROBABILITY_ONE)
        return false;
    *out = (uint32_t)value;
    return true;
}

bool fault_rate_read(const struct settings *settings, bool *is_given, uint32_t *out, struct err *err)
{
    const char *value = settings->words[WORD_FAULT_RATE];

    *is_given = value != NULL;
    if (value == NULL || probability_parse(value, out))
        return true;
    return err_set(err, "--fault-rate: \"%s\" is no probability; allowed: 0 to 1 with at most 9 decimals, such as 0.03",
                   value);
}

bool fault_rate_apply(const struct settings *settings, const struct scenario *scenario, struct scenario **out,
                      struct err *err)
{
    bool is_given;
    uint32_t rate = 0;

    *out = NULL;
    if (!fault_rate_read(settings, &is_given, &rate, err))
        return false;
    if (is_given)
        *out = scenario_with_fault_rate(scenario, rate, err);
    return !is_given || *out != NULL;
}
