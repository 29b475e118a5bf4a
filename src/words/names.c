#include "words/names.h"

#include "base/check.h"
#include "words/phrase.h"

void name_add(const char *name, int columns, struct text *out)
{
    struct text cut = {0};

    text_add(&cut, name);
    text_fit(&cut, columns);
    text_add(out, text_str(&cut));
    text_release(&cut);
}

const char *ordinal_suffix(uint64_t n)
{
    if (n % 100 >= 11 && n % 100 <= 13)
        return "th";
    switch (n % 10) {
    case 1:
        return "st";
    case 2:
        return "nd";
    case 3:
        return "rd";
    default:
        return "th";
    }
}

void ordinal_add(uint64_t n, struct text *out)
{
    static const char *const words[] = {"first", "second", "third", "fourth", "fifth", "sixth"};

    if (n >= 1 && n <= sizeof words / sizeof words[0])
        text_addf(out, "a %s", words[n - 1]);
    else
        text_addf(out, "the %llu%s", (unsigned long long)n, ordinal_suffix(n));
}

uint32_t bots_count(bot_set bots)
{
    uint32_t count = 0;

    for (; bots; bots &= bots - 1)
        count++;
    return count;
}

uint32_t bots_first(bot_set bots)
{
    uint32_t bot = 0;

    CHECK(bots != 0);
    while (!(bots >> bot & 1))
        bot++;
    return bot;
}

static void count_add(const struct scenario *scenario, uint32_t count, struct text *out)
{
    text_addf(out, "%u ", (unsigned)count);
    phrase_add(scenario, "{actors}", out);
}

/* Names the first `named` of them; the rest are "N others". */
static void some_bots_add(const struct scenario *scenario, bot_set bots, uint32_t named, int columns, struct text *out)
{
    uint32_t rest = bots_count(bots) - named;

    for (uint32_t i = 0; i < named; i++, bots &= bots - 1) {
        bool is_last = i + 1 == named && rest == 0;

        if (i > 0)
            text_add(out, is_last ? " and " : ", ");
        name_add(scenario->bots[bots_first(bots)].name, columns, out);
    }
    if (rest > 0 && named > 0)
        text_addf(out, " and %u other%s", (unsigned)rest, rest > 1 ? "s" : "");
    else if (rest > 0)
        count_add(scenario, rest, out);
}

void bots_add(const struct scenario *scenario, bot_set bots, int columns, struct text *out)
{
    uint32_t named = bots_count(bots);
    struct text line = {0};

    some_bots_add(scenario, bots, named, columns, &line);
    while (text_width(text_str(&line)) > columns && named > 0) {
        text_clear(&line);
        some_bots_add(scenario, bots, --named, columns, &line);
    }
    text_add(out, text_str(&line));
    text_release(&line);
}

void bots_add_list(const struct scenario *scenario, bot_set bots, int columns, struct text *out)
{
    uint32_t count = bots_count(bots);
    struct text names = {0};

    for (bot_set rest = bots; rest; rest &= rest - 1)
        text_addf(&names, "%s%s", rest == bots ? "" : ", ", scenario->bots[bots_first(rest)].name);
    if (count == 1 || text_width(text_str(&names)) <= columns)
        name_add(text_str(&names), columns, out);
    else
        count_add(scenario, count, out);
    out->failed = out->failed || names.failed;
    text_release(&names);
}
