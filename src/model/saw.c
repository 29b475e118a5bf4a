#include "model/saw.h"

#include <string.h>

#include "model/refusal.h"
#include "model/usual.h"
#include "model/value.h"

#define SPACES " \t\n"
#define BETWEEN SPACES ","
#define DIGITS "0123456789"

enum { ITEM_BYTES_MAX = 100, QUOTED_COLUMNS = 40 };

/* One of them, cut at its marks. */
struct item {
    char name[ITEM_BYTES_MAX];
    char value[ITEM_BYTES_MAX];
    uint32_t day; /* 0: all */
};

/* "such as Riker=2 BotsJob=dead", of the scenario's own names. */
static void example_add(const struct scenario *scenario, struct text *out)
{
    text_addf(out, "such as \"%s=2 %s=%s\"", scenario->bots[0].name, scenario->jobs[0].name,
              job_state_names[JOB_SUCCEEDED]);
}

/* Sets the text that tells what is wrong, with an example behind it, and releases it. */
static bool refuse(struct text *wrong, const struct scenario *scenario, struct err *err)
{
    text_add(wrong, ": name a bot and its posts, or a job and its end, ");
    example_add(scenario, wrong);
    (void)err_set(err, "%s", text_str(wrong));
    text_release(wrong);
    return false;
}

static bool day_read(const char **at, const struct scenario *scenario, struct item *item, struct err *err)
{
    size_t size = strspn(*at, DIGITS);
    char day[ITEM_BYTES_MAX];
    uint64_t value;

    if ((*at)[size] != '/')
        return true;
    if (size >= sizeof day)
        return err_set(err, "a day of more than %d digits", ITEM_BYTES_MAX - 1);
    memcpy(day, *at, size);
    day[size] = '\0';
    if (!number_parse(day, 1, scenario->occurrences, &value))
        return err_set(err, "\"%s\" before '/' is no day of this scenario; allowed: 1 to %u", day,
                       scenario->occurrences);
    item->day = (uint32_t)value;
    *at += size + 1;
    return true;
}

/* Copies `size` bytes, without the spaces behind them; false with a sentence where they are too many for any name or
 * value. */
static bool part_copy(const char *from, size_t size, char to[ITEM_BYTES_MAX], struct err *err)
{
    while (size > 0 && strchr(SPACES, from[size - 1]))
        size--;
    if (size >= ITEM_BYTES_MAX)
        return err_set(err, "a name or a value of more than %d bytes", ITEM_BYTES_MAX - 1);
    memcpy(to, from, size);
    to[size] = '\0';
    return true;
}

static bool silence_refuse(const char *at, const struct scenario *scenario, struct err *err)
{
    struct text quoted = {0}, wrong = {0};

    text_add(&quoted, at);
    text_fit(&quoted, QUOTED_COLUMNS);
    text_addf(&wrong, "\"%s\" does not say what was seen", text_str(&quoted));
    text_release(&quoted);
    return refuse(&wrong, scenario, err);
}

/* Cuts the next one off: up to its '=' a name, in which there may be spaces; behind it a value, in which there is none.
 */
static bool item_cut(const char **at, const struct scenario *scenario, struct item *item, struct err *err)
{
    size_t size, value;

    item->day = 0;
    if (!day_read(at, scenario, item, err))
        return false;
    size = strcspn(*at, "=");
    value = (*at)[size] == '=' ? strcspn(*at + size + 1, BETWEEN) : 0;
    if (value == 0)
        return silence_refuse(*at, scenario, err);
    if (!part_copy(*at, size, item->name, err) || !part_copy(*at + size + 1, value, item->value, err))
        return false;
    *at += size + 1 + value;
    *at += strspn(*at, BETWEEN);
    return true;
}

static bool is_number(const char *value)
{
    return value[0] != '\0' && value[strspn(value, DIGITS)] == '\0';
}

static bool posts_read(const struct item *item, struct expect *expect, struct err *err)
{
    uint64_t posts;

    if (!number_parse(item->value, 0, (uint64_t)value_rules[VALUE_EXPECTED].high, &posts))
        return err_set(err, "\"%s\": \"%s\" posts are more than can be; allowed: 0 to %lld", item->name, item->value,
                       (long long)value_rules[VALUE_EXPECTED].high);
    expect->posts = (int64_t)posts;
    return true;
}

static bool post_state_read(const char *value, struct expect *expect, struct err *err)
{
    const char *allowed[POST_STATE_COUNT + 1] = {"a number"};

    expect->state = word_find(value, post_state_names, POST_STATE_COUNT);
    if (expect->state != NO_INDEX)
        return true;
    memcpy(allowed + 1, post_state_names, sizeof post_state_names);
    return word_refuse("state of a bot's post", value, allowed, POST_STATE_COUNT + 1, err);
}

static bool job_state_read(const char *value, struct expect *expect, struct err *err)
{
    expect->state = word_find(value, job_state_names, JOB_STATE_COUNT);
    return expect->state != NO_INDEX || word_refuse("end of a job", value, job_state_names, JOB_STATE_COUNT, err);
}

/* Where a bot and a job have one name the value tells which is meant, and else it is the bot. */
static bool item_resolve(const struct item *item, const struct scenario *scenario, struct expect *out, struct err *err)
{
    int bot = scenario_bot(scenario, item->name), job = scenario_job(scenario, item->name);
    bool is_post = is_number(item->value) || word_find(item->value, post_state_names, POST_STATE_COUNT) != NO_INDEX;
    bool is_end = word_find(item->value, job_state_names, JOB_STATE_COUNT) != NO_INDEX;
    bool is_bot = bot != NO_INDEX && (job == NO_INDEX || is_post || !is_end);

    *out = expect_usual();
    out->occurrence = item->day;
    if (bot == NO_INDEX && job == NO_INDEX)
        return bot_or_job_refuse(scenario, item->name, err);
    out->bot = is_bot ? bot : NO_INDEX;
    out->job = is_bot ? NO_INDEX : job;
    if (is_bot && is_number(item->value))
        return posts_read(item, out, err);
    return is_bot ? post_state_read(item->value, out, err) : job_state_read(item->value, out, err);
}

static bool saw_add(struct saw *saw, const struct item *item, const struct expect *expect, struct err *err)
{
    for (uint32_t i = 0; i < saw->count; i++)
        if (saw->list[i].bot == expect->bot && saw->list[i].job == expect->job &&
            saw->list[i].occurrence == expect->occurrence)
            return err_set(err, "\"%s\" is named twice", item->name);
    if (saw->count == SAW_MAX)
        return err_set(err, "more than %d things were seen", SAW_MAX);
    saw->list[saw->count++] = *expect;
    return true;
}

bool saw_parse(const char *text, const struct scenario *scenario, struct saw *out, struct err *err)
{
    struct saw saw = {.count = 0};
    struct text wrong = {0};
    struct expect expect;
    struct item item = {.day = 0};

    if (!text_is_typed(text, err))
        return false;
    text += strspn(text, BETWEEN);
    while (*text)
        if (!item_cut(&text, scenario, &item, err) || !item_resolve(&item, scenario, &expect, err) ||
            !saw_add(&saw, &item, &expect, err))
            return false;
    if (saw.count == 0) {
        text_add(&wrong, "nothing is said to have been seen");
        return refuse(&wrong, scenario, err);
    }
    *out = saw;
    return true;
}

void saw_write(const struct saw *saw, const struct scenario *scenario, struct text *out)
{
    for (uint32_t i = 0; i < saw->count; i++) {
        const struct expect *expect = &saw->list[i];
        bool is_bot = expect->bot != NO_INDEX;

        text_add(out, i > 0 ? " " : "");
        if (expect->occurrence > 0)
            text_addf(out, "%u/", expect->occurrence);
        text_addf(out, "%s=", is_bot ? scenario->bots[expect->bot].name : scenario->jobs[expect->job].name);
        if (expect->posts >= 0)
            text_add_number(out, (uint64_t)expect->posts);
        else
            text_add(out, is_bot ? post_state_names[expect->state] : job_state_names[expect->state]);
    }
}
