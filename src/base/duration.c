#include "base/duration.h"

#include <stddef.h>
#include <string.h>

#include "base/check.h"

/* The most decimals of a whole number of milliseconds: a millisecond is 1 / (2^10 · 3^3 · 5^5) of a day. */
#define DECIMALS_MAX 10

struct unit {
    const char *name;
    msec length;
};

static const struct unit units[] = {{"d", DAY}, {"h", HOUR}, {"m", MINUTE}, {"s", SECOND}, {"ms", 1}};

#define UNIT_COUNT (sizeof units / sizeof units[0])

static const char no_unit[] = "needs a unit: ms, s, m, h or d";
static const char no_length[] = "is no length of time such as 250ms, 90s, 1.5h or 3d";
static const char negative[] = "must not be negative";
static const char not_whole[] = "is finer than a millisecond: a second has at most 3 decimals";
static const char too_long[] = "is longer than ten years";
static const char backwards[] = "has its ends the wrong way round";

bool duration_equal(const struct duration *a, const struct duration *b)
{
    return a->kind == b->kind && a->low == b->low && a->high == b->high;
}

struct duration duration_times(const struct duration *duration, int64_t factor)
{
    CHECK(duration->high <= MSEC_MAX / factor);
    return (struct duration){duration->kind, duration->low * factor, duration->high * factor};
}

msec duration_draw_varying(const struct duration *duration, struct random *random)
{
    if (duration->kind == DURATION_EXPONENTIAL)
        return random_exponential(random, duration->low);
    return duration->low + (msec)random_below(random, (uint64_t)(duration->high - duration->low) + 1);
}

/* A number as it is written: `whole` + `fraction` / `scale`, where `scale` is a power of ten. */
struct number {
    int64_t whole, fraction, scale;
    bool is_too_fine; /* more decimals than any length has */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads the decimals at `at`, without trailing zeros; returns where they end. */
static const char *decimals_read(const char *at, struct number *number)
{
    size_t count = strspn(at, "0123456789");
    size_t used = count;

    while (used > 0 && at[used - 1] == '0')
        used--;
    number->is_too_fine = used > DECIMALS_MAX;
    for (size_t i = 0; i < used && i < DECIMALS_MAX; i++) {
        number->fraction = number->fraction * 10 + (at[i] - '0');
        number->scale *= 10;
    }
    return at + count;
}

/* Reads digits with or without decimals; returns where they end, NULL when there is no number. A number above MSEC_MAX
 * stops growing once it is above it, so that it does not overflow. */
static const char *number_read(const char *at, struct number *number)
{
    *number = (struct number){.scale = 1};
    if (!is_digit(*at))
        return NULL;
    for (; is_digit(*at); at++)
        if (number->whole <= MSEC_MAX)
            number->whole = number->whole * 10 + (*at - '0');
    if (*at != '.' || at[1] == '.')
        return at;
    return is_digit(at[1]) ? decimals_read(at + 1, number) : NULL;
}

static const struct unit *unit_read(const char *name, size_t size)
{
    for (size_t i = 0; i < UNIT_COUNT; i++)
        if (strlen(units[i].name) == size && memcmp(units[i].name, name, size) == 0)
            return &units[i];
    return NULL;
}

static bool refuse(const char **why, const char *reason)
{
    *why = reason;
    return false;
}

/* msec_parse of the first `size` bytes. */
static bool length_parse(const char *string, size_t size, msec *out, const char **why)
{
    struct number number;
    const char *end = number_read(string, &number);
    const struct unit *unit;
    msec length;

    if (!end || end > string + size)
        return refuse(why, string[0] == '-' && is_digit(string[1]) ? negative : no_length);
    if (end == string + size)
        return refuse(why, no_unit);
    unit = unit_read(end, (size_t)(string + size - end));
    if (!unit)
        return refuse(why, no_length);
    if (number.whole > MSEC_MAX / unit->length)
        return refuse(why, too_long);
    if (number.is_too_fine || number.fraction * unit->length % number.scale != 0)
        return refuse(why, not_whole);
    length = number.whole * unit->length + number.fraction * unit->length / number.scale;
    if (length > MSEC_MAX)
        return refuse(why, too_long);
    *out = length;
    return true;
}

bool msec_parse(const char *string, msec *out, const char **why)
{
    return length_parse(string, strlen(string), out, why);
}

bool duration_parse(const char *string, struct duration *out, const char **why)
{
    const size_t size = strlen(string);
    const char *dots = strstr(string, "..");
    struct duration duration = {DURATION_FIXED, 0, 0};

    if (size > 5 && strncmp(string, "exp(", 4) == 0 && string[size - 1] == ')') {
        duration.kind = DURATION_EXPONENTIAL;
        if (!length_parse(string + 4, size - 5, &duration.low, why))
            return false;
        duration.high = duration.low;
    } else if (dots) {
        duration.kind = DURATION_UNIFORM;
        if (!length_parse(string, (size_t)(dots - string), &duration.low, why) ||
            !msec_parse(dots + 2, &duration.high, why))
            return false;
        if (duration.low > duration.high)
            return refuse(why, backwards);
    } else if (!msec_parse(string, &duration.low, why)) {
        return false;
    } else {
        duration.high = duration.low;
    }
    *out = duration;
    return true;
}

void msec_write(msec length, struct text *text)
{
    size_t i = 0;

    CHECK(length >= 0);
    if (length == MSEC_NEVER || length == 0) {
        text_add(text, length == 0 ? "0s" : "never");
        return;
    }
    while (length % units[i].length != 0)
        i++;
    text_addf(text, "%lld%s", (long long)(length / units[i].length), units[i].name);
}

void duration_write(const struct duration *duration, struct text *text)
{
    if (duration->kind == DURATION_EXPONENTIAL)
        text_add(text, "exp(");
    msec_write(duration->low, text);
    if (duration->kind == DURATION_EXPONENTIAL)
        text_add(text, ")");
    if (duration->kind == DURATION_UNIFORM) {
        text_add(text, "..");
        msec_write(duration->high, text);
    }
}

/* Appends "1 h 30 min" for 90 minutes; leaves out the second part when it is 0. */
static void say_parts(msec amount, msec parts, const char *large, const char *small, struct text *text)
{
    text_add_number(text, (uint64_t)(amount / parts));
    text_add(text, large);
    if (amount % parts == 0)
        return;
    text_add(text, " ");
    text_add_number(text, (uint64_t)(amount % parts));
    text_add(text, small);
}

/* Returns `length` in units of `unit`, rounded to the nearest. */
static msec rounded(msec length, msec unit)
{
    return length / unit + (length % unit >= (unit + 1) / 2);
}

static void say_tenths(msec tenths, struct text *text)
{
    text_add_number(text, (uint64_t)(tenths / 10));
    if (tenths % 10 != 0) {
        text_add(text, ".");
        text_add_number(text, (uint64_t)(tenths % 10));
    }
    text_add(text, " s");
}

/* Appends a length above 0 and below MSEC_NEVER in the units that suit its size. */
static void say_some(msec length, struct text *text)
{
    if (length < 100) {
        text_add_number(text, (uint64_t)length);
        text_add(text, " ms");
    } else if (rounded(length, 100) < 1200) {
        say_tenths(rounded(length, 100), text);
    } else if (rounded(length, SECOND) < 3600) {
        say_parts(rounded(length, SECOND), 60, " min", " s", text);
    } else if (rounded(length, MINUTE) < 1440) {
        say_parts(rounded(length, MINUTE), 60, " h", " min", text);
    } else {
        say_parts(rounded(length, HOUR), 24, " d", " h", text);
    }
}

void msec_say(msec length, struct text *text)
{
    CHECK(length >= 0);
    if (length == MSEC_NEVER)
        text_add(text, "never");
    else if (length == 0)
        text_add(text, "0 s");
    else
        say_some(length, text);
}

/* "2 min" of a time, and a blank where more follows; nothing where there is none. Returns what is left of it. */
static msec say_unit(msec time, msec unit, const char *name, struct text *text)
{
    if (time >= unit)
        text_addf(text, "%lld %s%s", (long long)(time / unit), name, time % unit > 0 ? " " : "");
    return time % unit;
}

void msec_say_time(msec time, struct text *text)
{
    CHECK(time >= 0);
    time = rounded(time, 100) * 100;
    if (time < 2 * MINUTE) {
        say_tenths(time / 100, text);
        return;
    }
    time = say_unit(time, DAY, "d", text);
    time = say_unit(time, HOUR, "h", text);
    time = say_unit(time, MINUTE, "min", text);
    if (time > 0)
        say_tenths(time / 100, text);
}

void duration_say(const struct duration *duration, struct text *text)
{
    if (duration->kind == DURATION_EXPONENTIAL)
        text_add(text, "about ");
    msec_say(duration->low, text);
    if (duration->kind == DURATION_UNIFORM) {
        text_add(text, " to ");
        msec_say(duration->high, text);
    }
}

/* Appends a number below 100 as two digits. */
static void add_two(msec number, struct text *text)
{
    text_add(text, number < 10 ? "0" : "");
    text_add_number(text, (uint64_t)number);
}

void msec_clock(msec time, struct text *text)
{
    CHECK(time >= 0);
    time = rounded(time, 100) * 100;
    if (time >= DAY)
        text_addf(text, "%lldd ", (long long)(time / DAY));
    add_two(time % DAY / HOUR, text);
    text_add(text, ":");
    add_two(time % HOUR / MINUTE, text);
    text_add(text, ":");
    add_two(time % MINUTE / SECOND, text);
    text_add(text, ".");
    text_add_number(text, (uint64_t)(time % SECOND / 100));
}
