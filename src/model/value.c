#include "model/value.h"

#include <inttypes.h>
#include <string.h>

#include "base/check.h"
#include "base/decimal.h"

#define VALUE_RULE_ITEM(value, form, low, high, words, word_count, also, also_number)                                  \
    [value] = {form, low, high, words, word_count, also, also_number},

const struct value_rule value_rules[VALUE_COUNT] = {VALUE_LIST(VALUE_RULE_ITEM)};

#define STATE_NAME_ITEM(constant, name, ...) name,
const char *const state_names[STATE_COUNT] = {
    POST_STATE_LIST(STATE_NAME_ITEM) "succeeded", "dead", "discarded", "waiting", "retrying", "running",
};

/* The words that YAML 1.2 takes for something else than text when they are not quoted. */
static const char *const null_words[] = {"", "~", "null", "Null", "NULL"};
static const char *const truth_words[] = {"true", "True", "TRUE", "false", "False", "FALSE"};

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

/* Digits with a point and an exponent, as they apply. */
static bool is_float(const char *text)
{
    size_t digits, decimals;

    text += *text == '-' || *text == '+';
    if (strcmp(text, ".inf") == 0 || strcmp(text, ".Inf") == 0 || strcmp(text, ".INF") == 0)
        return true;
    if (strcmp(text, ".nan") == 0 || strcmp(text, ".NaN") == 0 || strcmp(text, ".NAN") == 0)
        return true;
    digits = strspn(text, "0123456789");
    text += digits;
    decimals = *text == '.' ? strspn(text + 1, "0123456789") : 0;
    text += *text == '.' ? 1 + decimals : 0;
    if (digits + decimals == 0)
        return false;
    if (*text == 'e' || *text == 'E') {
        text += 1 + (text[1] == '-' || text[1] == '+');
        digits = strspn(text, "0123456789");
        return digits > 0 && text[digits] == '\0';
    }
    return *text == '\0';
}

static bool is_number_word(const char *text)
{
    if (strncmp(text, "0x", 2) == 0)
        return text[2] != '\0' && text[2 + strspn(text + 2, "0123456789abcdefABCDEF")] == '\0';
    if (strncmp(text, "0o", 2) == 0)
        return text[2] != '\0' && text[2 + strspn(text + 2, "01234567")] == '\0';
    return is_float(text);
}

static bool is_truth_word(const char *text)
{
    return word_find(text, truth_words, COUNT_OF(truth_words)) >= 0;
}

static bool is_null_word(const char *text)
{
    return word_find(text, null_words, COUNT_OF(null_words)) >= 0;
}

bool value_is_plain_text(const char *text)
{
    return !is_null_word(text) && !is_truth_word(text) && !is_number_word(text);
}

bool value_form_is_duration(enum value_form form)
{
    return form == FORM_DURATION || form == FORM_BOUNDED;
}

bool value_form_is_text(enum value_form form)
{
    return form == FORM_TEXT || form == FORM_NAME || form == FORM_PROSE || form == FORM_SIDEKIQ;
}

/* Emoji are joined in texts alone: a name is typed. */
static bool text_characters_check(const struct scalar *scalar, const char *key, enum value_form form,
                                  struct diags *diags)
{
    const char *at = scalar->text, *joined_end = at;
    int marks = 0;

    while (*at) {
        const char *begin = at;
        const uint32_t codepoint = text_next(&at);

        if (form != FORM_NAME && begin >= joined_end)
            joined_end = begin + text_emoji(begin);
        if ((codepoint == '\n' || codepoint == '\t') && form != FORM_PROSE) {
            diags_add(diags, scalar->mark, "\"%s\" must be one line without tabs", key);
            return false;
        }
        if (begin >= joined_end && text_is_unsafe(codepoint)) {
            diags_add(diags, scalar->mark, "the character U+%04X is not allowed in \"%s\"", (unsigned)codepoint, key);
            return false;
        }
        marks = text_is_mark(codepoint) ? marks + 1 : 0;
        if (marks > TEXT_MARKS_MAX) {
            diags_add(diags, scalar->mark, "more than %d marks on one character in \"%s\"", TEXT_MARKS_MAX, key);
            return false;
        }
    }
    return true;
}

static bool text_check(const struct scalar *scalar, const char *key, const struct value_rule *rule, struct diags *diags)
{
    const size_t size = strlen(scalar->text);
    const bool is_truth = is_truth_word(scalar->text);

    if (scalar->is_plain && (is_truth || is_number_word(scalar->text))) {
        diag_hint(diags_add(diags, scalar->mark, "\"%s\" needs text, found the %s %s", key,
                            is_truth ? "truth value" : "number", scalar->text),
                  "write it in quotes: \"%s\"", scalar->text);
        return false;
    }
    if ((int64_t)size < rule->low || (int64_t)size > rule->high) {
        diag_allow(
            diags_add(diags, scalar->mark, size == 0 ? "\"%s\" is empty" : "\"%s\" is too long (%zu bytes)", key, size),
            "%d to %d bytes", (int)rule->low, (int)rule->high);
        return false;
    }
    return text_characters_check(scalar, key, rule->form, diags);
}

static bool name_check(const struct scalar *scalar, const char *key, const struct value_rule *rule, struct diags *diags)
{
    static const char marks[] = "/#@:=.";
    const size_t size = strlen(scalar->text);
    const size_t at = strcspn(scalar->text, marks);

    if (!text_check(scalar, key, rule, diags))
        return false;
    if (at < size) {
        diag_hint(diags_add(diags, scalar->mark, "the name \"%s\" has a '%c' in it", scalar->text, scalar->text[at]),
                  "the command line's options use / # @ : = . themselves, as in --fault 2/Worf@1:after:commit:crash");
        return false;
    }
    if (strcmp(scalar->text, "all") == 0) {
        diag_hint(diags_add(diags, scalar->mark, "nothing can be named \"all\""),
                  "the command line's options use it themselves, as in --guard all=none");
        return false;
    }
    if (scalar->text[0] == ' ' || scalar->text[size - 1] == ' ') {
        diags_add(diags, scalar->mark, "the name \"%s\" begins or ends with a space", scalar->text);
        return false;
    }
    return true;
}

static bool word_check(const struct scalar *scalar, const char *key, const struct value_rule *rule, struct diags *diags)
{
    const size_t told = rule->high > 0 ? (size_t)rule->high : rule->word_count;
    const char *meant;
    struct diag *diag;

    if (word_find(scalar->text, rule->words, rule->word_count) >= 0)
        return true;
    diag = diags_add(diags, scalar->mark, "unknown %s \"%s\"", key, scalar->text);
    diag_allow_words(diag, NULL, rule->words, told);
    meant = word_nearest(scalar->text, rule->words, rule->word_count);
    if (meant)
        diag_hint(diag, "did you mean \"%s\"?", meant);
    return false;
}

/* As YAML 1.2 has it, in any of its ways of writing. */
static bool truth_check(const struct scalar *scalar, const char *key, const struct value_rule *rule,
                        struct diags *diags)
{
    struct diag *diag;

    (void)rule;
    if (scalar->is_plain && is_truth_word(scalar->text))
        return true;
    diag = diags_add(diags, scalar->mark, "\"%s\" needs true or false, found \"%s\"", key, scalar->text);
    if (is_truth_word(scalar->text))
        diag_hint(diag, "write it without quotes");
    return false;
}

/* Adds what a number may be. */
static void number_allow(struct diag *diag, const struct value_rule *rule)
{
    const char *also = rule->also ? rule->also : "";
    const char *comma = rule->also ? ", or " : "";

    if (rule->low == rule->high)
        diag_allow(diag, "%lld%s%s", (long long)rule->low, comma, also);
    else
        diag_allow(diag, "%lld to %lld%s%s", (long long)rule->low, (long long)rule->high, comma, also);
}

/* Digits alone, without leading zeros; beyond 18 of them too many for any rule. */
static bool is_whole(const char *text)
{
    const size_t digits = strspn(text, "0123456789");

    return digits > 0 && text[digits] == '\0' && (digits == 1 || text[0] != '0');
}

static int64_t number_read(const char *text)
{
    int64_t number = 0;

    CHECK(is_whole(text) && strlen(text) <= 18);
    for (; *text; text++)
        number = number * 10 + (*text - '0');
    return number;
}

static bool quoted_refuse(const struct scalar *scalar, const char *key, struct diags *diags)
{
    diag_hint(diags_add(diags, scalar->mark, "\"%s\" needs a number, found text in quotes", key),
              "write it without quotes");
    return false;
}

static bool number_check(const struct scalar *scalar, const char *key, const struct value_rule *rule,
                         struct diags *diags)
{
    const char *text = scalar->text;

    if (is_whole(text) && !scalar->is_plain)
        return quoted_refuse(scalar, key, diags);
    if (is_whole(text) && strlen(text) <= 18 && number_read(text) >= rule->low && number_read(text) <= rule->high)
        return true;
    if (is_whole(text) || (text[0] == '-' && is_whole(text + 1)))
        number_allow(diags_add(diags, scalar->mark, "\"%s\" cannot be %s", key, text), rule);
    else
        number_allow(diags_add(diags, scalar->mark, "\"%s\" needs a whole number, found \"%s\"", key, text), rule);
    return false;
}

static bool time_check(const struct scalar *scalar, const char *key, const struct value_rule *rule, struct diags *diags)
{
    const bool may_vary = value_form_is_duration(rule->form), is_bounded = rule->form == FORM_BOUNDED;
    const char *also = rule->also ? ", " : "";
    struct duration duration;
    struct diag *diag;
    const char *why;

    if (!duration_parse(scalar->text, &duration, &why)) {
        diag = diags_add(diags, scalar->mark, "\"%s\": \"%s\" %s", key, scalar->text, why);
    } else if (duration.kind != DURATION_FIXED && !may_vary) {
        diag = diags_add(diags, scalar->mark, "\"%s\" cannot vary, found \"%s\"", key, scalar->text);
    } else if (duration.kind == DURATION_EXPONENTIAL && is_bounded) {
        diag = diags_add(diags, scalar->mark, "\"%s\" needs a longest, which \"%s\" has not", key, scalar->text);
    } else if (duration.low < rule->low) {
        diag = diags_add(diags, scalar->mark, "\"%s\" cannot be 0", key);
    } else {
        return true;
    }
    diag_allow(diag, "a length of time such as 250ms, 90s, 1.5h%s%s%s",
               is_bounded ? ", 1s..3s"
               : may_vary ? ", 1s..3s, exp(2s)"
                          : "",
               also, rule->also ? rule->also : "");
    return false;
}

/* The decimals that the rule's smallest part has: 9 of a probability, else 3. */
static unsigned decimals_of(const struct value_rule *rule)
{
    return rule->high == PROBABILITY_ONE ? PROBABILITY_DECIMALS : FACTOR_DECIMALS;
}

static bool decimal_check(const struct scalar *scalar, const char *key, const struct value_rule *rule,
                          struct diags *diags)
{
    const unsigned decimals = decimals_of(rule);
    uint64_t value = 0;
    const bool is_number = decimal_parse(scalar->text, decimals, &value);
    struct diag *diag;

    if (is_number && !scalar->is_plain)
        return quoted_refuse(scalar, key, diags);
    if (is_number && (int64_t)value >= rule->low && (int64_t)value <= rule->high)
        return true;
    diag = diags_add(diags, scalar->mark,
                     is_number                                     ? "\"%s\" cannot be %s"
                     : decimal_is_too_fine(scalar->text, decimals) ? "\"%s\" has too many decimals: %s"
                                                                   : "\"%s\" needs a decimal number, found \"%s\"",
                     key, scalar->text);
    if (rule == &value_rules[VALUE_OPTION])
        diag_allow(
            diag,
            "a number with at most %u decimals and no unit: it is in the system's own, see makeitso help preset NAME",
            decimals);
    else if (decimals == 9)
        diag_allow(diag, "more than 0, at most 1, with at most 9 decimals");
    else
        diag_allow(diag, "%lld to %lld, with at most %u decimals", (long long)rule->low / FACTOR_ONE,
                   (long long)rule->high / FACTOR_ONE, decimals);
    return false;
}

/* X.Y or X.Y.Z, from 4.0 on. */
static bool is_sidekiq(const char *text)
{
    unsigned parts = 0;

    if (text[0] < '4' && !(text[0] > '0' && text[1] >= '0' && text[1] <= '9'))
        return false;
    for (;;) {
        const size_t digits = strspn(text, "0123456789");
        if (digits == 0 || digits > 4)
            return false;
        parts++;
        text += digits;
        if (*text == '\0')
            return parts == 2 || parts == 3;
        if (*text++ != '.')
            return false;
    }
}

static bool sidekiq_check(const struct scalar *scalar, const char *key, const struct value_rule *rule,
                          struct diags *diags)
{
    if (!text_check(scalar, key, rule, diags))
        return false;
    if (is_sidekiq(scalar->text))
        return true;
    diag_allow(diags_add(diags, scalar->mark, "\"%s\" is no version of Sidekiq", scalar->text),
               "4.0 and later, such as \"6.5.12\" or \"8.0\"");
    return false;
}

static bool (*const form_checks[])(const struct scalar *scalar, const char *key, const struct value_rule *rule,
                                   struct diags *diags) = {
    [FORM_TEXT] = text_check,       [FORM_NAME] = name_check,       [FORM_PROSE] = text_check,
    [FORM_WORD] = word_check,       [FORM_TRUTH] = truth_check,     [FORM_NUMBER] = number_check,
    [FORM_TIME] = time_check,       [FORM_DURATION] = time_check,   [FORM_BOUNDED] = time_check,
    [FORM_DECIMAL] = decimal_check, [FORM_SIDEKIQ] = sidekiq_check,
};

bool value_check(const struct scalar *scalar, const char *key, enum value value, struct diags *diags)
{
    const struct value_rule *rule = &value_rules[value];

    if (scalar->is_plain && is_null_word(scalar->text)) {
        diags_add(diags, scalar->mark, "\"%s\" needs a value, found nothing", key);
        return false;
    }
    if (rule->also && strcmp(scalar->text, rule->also) == 0)
        return true;
    CHECK(rule->form < sizeof form_checks / sizeof *form_checks && form_checks[rule->form]);
    return form_checks[rule->form](scalar, key, rule, diags);
}

static struct duration duration_read(const char *text)
{
    struct duration duration = {DURATION_FIXED, 0, 0};
    const char *why;

    CHECK(duration_parse(text, &duration, &why));
    return duration;
}

static int64_t decimal_read(const struct value_rule *rule, const char *text)
{
    uint64_t number = 0;

    CHECK(decimal_parse(text, decimals_of(rule), &number));
    return (int64_t)number;
}

struct datum value_read(enum value value, const char *text)
{
    const struct value_rule *rule = &value_rules[value];

    if (rule->also && strcmp(text, rule->also) == 0)
        return (struct datum){.number = rule->also_number, .duration = duration_fixed(rule->also_number)};
    switch (rule->form) {
    case FORM_TEXT:
    case FORM_NAME:
    case FORM_PROSE:
    case FORM_SIDEKIQ:
        return (struct datum){.text = text};
    case FORM_WORD:
        return (struct datum){.number = word_find(text, rule->words, rule->word_count)};
    case FORM_TRUTH:
        return (struct datum){.number = text[0] == 't' || text[0] == 'T'};
    case FORM_NUMBER:
        return (struct datum){.number = number_read(text)};
    case FORM_TIME:
        return (struct datum){.number = duration_read(text).low};
    case FORM_DURATION:
    case FORM_BOUNDED:
        return (struct datum){.duration = duration_read(text)};
    case FORM_DECIMAL:
        return (struct datum){.number = decimal_read(rule, text)};
    }
    CHECK(false);
    return (struct datum){0};
}

void value_write(enum value value, const struct datum *datum, struct text *out)
{
    const struct value_rule *rule = &value_rules[value];

    if (rule->also && (value_form_is_duration(rule->form) ? datum->duration.low : datum->number) == rule->also_number) {
        text_add(out, rule->also);
        return;
    }
    switch (rule->form) {
    case FORM_TEXT:
    case FORM_NAME:
    case FORM_PROSE:
    case FORM_SIDEKIQ:
        text_add(out, datum->text);
        return;
    case FORM_WORD:
        CHECK(datum->number >= 0 && (size_t)datum->number < rule->word_count);
        text_add(out, rule->words[datum->number]);
        return;
    case FORM_TRUTH:
        text_add(out, datum->number ? "true" : "false");
        return;
    case FORM_NUMBER:
        text_addf(out, "%" PRId64, datum->number);
        return;
    case FORM_TIME:
        msec_write(datum->number, out);
        return;
    case FORM_DURATION:
    case FORM_BOUNDED:
        duration_write(&datum->duration, out);
        return;
    case FORM_DECIMAL:
        decimal_write((uint64_t)datum->number, decimals_of(rule), out);
        return;
    }
}

bool datum_equal(enum value value, const struct datum *a, const struct datum *b)
{
    if (value_form_is_text(value_rules[value].form))
        return a->text && b->text ? strcmp(a->text, b->text) == 0 : a->text == b->text;
    return value_form_is_duration(value_rules[value].form) ? duration_equal(&a->duration, &b->duration)
                                                           : a->number == b->number;
}
