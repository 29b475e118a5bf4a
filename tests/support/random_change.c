#include "support/random_change.h"

#include <string.h>

/* A number from low to high; three times in four within nine of low. */
static int64_t number_draw(struct tape *tape, int64_t low, int64_t high)
{
    const int64_t near = high - low < 9 ? high : low + 9;

    return tape_between(tape, low, tape_chance(tape, 4) ? high : near);
}

static struct duration duration_draw_any(struct tape *tape, const struct value_rule *rule)
{
    const msec length = 1000 * tape_between(tape, 0, 100) + (tape_chance(tape, 4) ? tape_between(tape, 0, 999) : 0);
    const msec from = length < rule->low ? rule->low : length;

    switch (tape_below(tape, rule->form == FORM_BOUNDED ? 2 : 3)) {
    case 0:
        return duration_fixed(from);
    case 1:
        return (struct duration){DURATION_UNIFORM, from, from + 1 + tape_between(tape, 0, 5000)};
    default:
        return (struct duration){DURATION_EXPONENTIAL, from + 1, from + 1};
    }
}

static const char *text_draw(struct tape *tape, enum value_form form)
{
    static const char *const texts[] = {"slow", "a b", "7", "it's \"q\"", "\xC3\xA9t\xC3\xA9", "a=b.c"};
    static const char *const versions[] = {"8.0", "7.3.1", "6.2.1", "4.0"};

    return form == FORM_SIDEKIQ ? versions[tape_below(tape, 4)] : texts[tape_below(tape, 6)];
}

static struct datum datum_draw(struct tape *tape, enum value value)
{
    const struct value_rule *rule = &value_rules[value];

    if (rule->also && tape_chance(tape, 4))
        return (struct datum){.number = rule->also_number, .duration = duration_fixed(rule->also_number)};
    if (value_form_is_text(rule->form))
        return (struct datum){.text = text_draw(tape, rule->form)};
    if (value_form_is_duration(rule->form))
        return (struct datum){.duration = duration_draw_any(tape, rule)};
    if (rule->form == FORM_WORD)
        return (struct datum){.number = (int64_t)tape_below(tape, rule->word_count)};
    if (rule->form == FORM_TIME)
        return (struct datum){.number = tape_chance(tape, 4) ? tape_between(tape, rule->low, rule->high)
                                                             : SECOND * tape_between(tape, 1, 100)};
    return (struct datum){.number = number_draw(tape, rule->low, rule->high)};
}

static const char *name_draw(struct tape *tape, const struct scenario *scenario, enum named named)
{
    static const char *const odd[] = {"Riker", "all", "Bob's Job", "\xC3\xA9t\xC3\xA9"};
    const char *names[NAMED_MAX];

    if (!scenario)
        return odd[tape_below(tape, 4)];
    if (named == NAMED_BOT && tape_chance(tape, 4))
        return CHANGE_ALL;
    return names[tape_below(tape, scenario_names(scenario, named, names))];
}

/* Walks the table of keys down to a value; tries again where a path may not go. Where the tape has ended it goes on with
 * the last keys of the tables. */
static struct key_path path_draw(struct tape *tape, const struct scenario *scenario)
{
    static const char *const fallback = "platform.workers";
    const struct mapping *mapping = &mapping_scenario;
    struct key_path path = {0};
    struct text text = {0};
    struct diags diags;
    bool is_good;

    while (mapping) {
        const struct key *key = &mapping->keys[tape_below(tape, mapping->key_count)];

        text_addf(&text, "%s%s", text.size > 0 ? "." : "", key->name);
        if (key->form == KEY_MAPPINGS && (key->mapping == &mapping_bot || key->mapping == &mapping_job))
            text_addf(&text, ".%s", name_draw(tape, scenario, key->mapping == &mapping_bot ? NAMED_BOT : NAMED_JOB));
        else if (key->form == KEY_MAPPINGS || key->form == KEY_SCALARS)
            text_addf(&text, ".%d", 1 + (int)tape_below(tape, 3));
        mapping = key->mapping;
    }
    diags_init(&diags, "", NULL, 0);
    is_good = key_path_read(text_str(&text), text.size, &path, &diags) ||
              key_path_read(fallback, strlen(fallback), &path, &diags);
    diags_release(&diags);
    text_release(&text);
    return is_good ? path : (struct key_path){0};
}

static struct change fault_draw(struct tape *tape, const struct scenario *scenario)
{
    struct fault_spec fault = {0};

    fault.kind = (enum fault_kind)tape_below(tape, FAULT_COUNT);
    fault.length = MSEC_NONE;
    if (fault_traits[fault.kind].length > 0 && tape_chance(tape, 2))
        fault.length = tape_between(tape, 0, MSEC_MAX);
    fault.micro = (enum micro)tape_below(tape, MICRO_COUNT);
    fault.is_before = tape_chance(tape, 2);
    fault.step = (uint32_t)tape_below(tape, 3);
    fault.day = (uint32_t)tape_below(tape, 3);
    fault.instance = (uint32_t)tape_below(tape, 3);
    fault.attempt = (uint32_t)tape_below(tape, 3);
    fault.times = (uint32_t)tape_below(tape, 4);
    name_copy(fault.name, name_draw(tape, scenario, tape_chance(tape, 2) ? NAMED_JOB : NAMED_BOT));
    return change_of_spec(&fault);
}

struct change random_change(struct tape *tape, const struct scenario *scenario)
{
    /* Half of them set a value by its path. */
    const enum change_kind kind = tape_chance(tape, 2) ? CHANGE_SETTING
                                                       : (enum change_kind)tape_below(tape, CHANGE_COUNT);
    const struct change_row *row = &change_rows[kind];
    const enum named named = row->mapping == &mapping_bot ? NAMED_BOT : NAMED_JOB;
    struct change change;

    if (row->form == CHANGE_SPEC)
        return fault_draw(tape, scenario);
    if (kind == CHANGE_SETTING) {
        const struct key_path path = path_draw(tape, scenario);
        const struct datum datum = datum_draw(tape, path.key->value);

        return change_of_path(&path, &datum);
    }
    change = change_of(kind, row->is_named ? name_draw(tape, scenario, named) : NULL, 0);
    if (row->form == CHANGE_VALUE)
        change.value = (uint64_t)datum_draw(tape, key_find(row->mapping, row->key)->value).number;
    else if (row->form == CHANGE_NUMBER && row->high == UINT64_MAX)
        change.value = tape_below(tape, UINT64_MAX);
    else if (row->form == CHANGE_NUMBER)
        change.value = (uint64_t)number_draw(tape, (int64_t)row->low, (int64_t)row->high);
    else if (row->form == CHANGE_LENGTH)
        change.value = (uint64_t)tape_between(tape, 1, MSEC_MAX);
    if (row->form == CHANGE_WISHED)
        change.value = 1 + tape_below(tape, (1 << WISH_COUNT) - 1);
    if (row->form == CHANGE_SET)
        for (uint64_t more = 1 + tape_below(tape, 3); more > 0; more--)
            change_keep_fault(&change, 1 + (uint32_t)tape_below(tape, SCENARIO_FAULTS_MAX));
    return change;
}
