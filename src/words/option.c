#include "words/option.h"

#include "base/range.h"

/* In thousandths, and within the option's bounds. */
static int64_t example_of(const struct preset_option *option)
{
    const int64_t usual = preset_option_usual(option);

    if (usual >= option->low && usual <= option->high)
        return usual;
    return min_i64(option->low + 2000, option->high);
}

void option_said(const struct preset_option *option, struct text *out)
{
    text_addf(out, "%s: ", option->name);
    value_write(VALUE_OPTION, &(struct datum){.number = example_of(option)}, out);
}

void option_meant(const struct preset_option *option, struct text *out)
{
    const int64_t number = preset_option_forth(option, example_of(option));

    preset_option_key_write(option, out);
    text_add(out, ": ");
    value_write(key_find(option->mapping, option->key)->value,
                &(struct datum){.number = number, .duration = duration_fixed(number)}, out);
}
