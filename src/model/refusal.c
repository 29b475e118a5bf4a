#include "model/refusal.h"

#include "base/text.h"

#define ALLOWED_BYTES_MAX 260 /* of the list of what is allowed, so that the hint behind it still fits into an err */

bool word_refuse(const char *what, const char *found, const char *const *words, size_t count, struct err *err)
{
    const char *near = word_nearest(found, words, count);
    struct text text = {0};

    text_addf(&text, "unknown %s \"%s\"; allowed: ", what, found);
    for (size_t i = 0; i < count; i++) {
        if (text.size > ALLOWED_BYTES_MAX) {
            text_add(&text, ", …");
            break;
        }
        text_addf(&text, "%s%s", i == 0 ? "" : ", ", words[i]);
    }
    if (near != NULL)
        text_addf(&text, "; did you mean \"%s\"?", near);
    err_set(err, "%s", text_str(&text));
    text_release(&text);
    return false;
}

bool bot_or_job_refuse(const struct scenario *scenario, const char *name, struct err *err)
{
    const char *names[2 * NAMED_MAX];
    size_t count = scenario_names(scenario, NAMED_BOT, names);

    count += scenario_names(scenario, NAMED_JOB, &names[count]);
    return word_refuse("bot or job", name, names, count, err);
}

bool diags_refuse(struct diags *diags, const char *before, struct err *err)
{
    struct text text = {0};

    text_add(&text, before);
    text.failed = text.failed || diags->failed;
    if (diags->count > 0) {
        const struct diag *diag = &diags->list[0];

        text_addf(&text, "%s%s", before[0] ? ": " : "", text_str(&diag->text));
        if (!text_is_empty(&diag->allowed))
            text_addf(&text, "; %s", text_str(&diag->allowed));
        if (!text_is_empty(&diag->hint))
            text_addf(&text, "; %s", text_str(&diag->hint));
    }
    err_set(err, "%s", text_str(&text));
    text_release(&text);
    diags_release(diags);
    return false;
}

bool text_is_typed(const char *text, struct err *err)
{
    for (const char *at = text; *at;)
        if (text_next_shown(&at) == TEXT_REPLACEMENT)
            return err_set(err, "it has a character that cannot be seen, or that is no UTF-8");
    return true;
}

bool number_parse(const char *string, uint64_t low, uint64_t high, uint64_t *out)
{
    uint64_t value = 0;

    if (string[0] == '\0')
        return false;
    for (const char *at = string; *at != '\0'; at++) {
        unsigned digit = (unsigned)(unsigned char)*at - '0';

        if (digit > 9 || value > (UINT64_MAX - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    if (value < low || value > high)
        return false;
    *out = value;
    return true;
}
