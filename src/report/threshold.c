#include "report/threshold.h"

#include "model/value.h"
#include "report/json_value.h"
#include "words/names.h"
#include "words/phrase.h"

enum { VALUE_COLUMNS = 25, NAMES_COLUMNS = 18 };

static void value_add(const struct threshold_answer *answer, int64_t value, struct text *out)
{
    const struct datum datum = {.number = value, .duration = duration_fixed(value)};

    value_write(answer->options->path.key->value, &datum, out);
}

/* The same for people: a time to the nearest tenth of a second. */
static void value_say(const struct threshold_answer *answer, int64_t value, struct text *out)
{
    if (value_rules[answer->options->path.key->value].form == FORM_NUMBER)
        value_add(answer, value, out);
    else if (value < SECOND)
        msec_say(value, out);
    else
        msec_say_time(value, out);
}

static void bots_cell(struct report *report, bot_set bots)
{
    struct text names = {0};

    if (bots == 0) {
        report_cell(report, ELEMENT_QUIET, "nobody");
        return;
    }
    bots_add(report->scenario, bots, NAMES_COLUMNS - 2, &names);
    report_cell_take(report, ELEMENT_AGAIN, &names);
}

/* The wishes that a run refuses, of those that are judged. */
static void wishes_cell(struct report *report, unsigned refused)
{
    struct text words = {0};

    for (uint32_t w = 0; w < WISH_COUNT; w++)
        if ((refused >> w & 1) && wish_is_judged(report->scenario, (enum wish)w))
            text_addf(&words, "%s%s", text_is_empty(&words) ? "" : ", ", wish_words[w]);
    report_cell(report, text_is_empty(&words) ? ELEMENT_QUIET : ELEMENT_PLAIN,
                text_is_empty(&words) ? "none" : text_str(&words));
    text_release(&words);
}

static void band_row(const struct threshold_answer *answer, const struct threshold_band *band, struct report *report)
{
    struct text from = {0};

    value_say(answer, band->from, &from);
    report_row(report, text_str(&from));
    text_release(&from);
    if (!band->fate.is_possible) {
        report_cell(report, ELEMENT_QUIET, "not with the other keys");
        return;
    }
    bots_cell(report, band->fate.duplicated);
    bots_cell(report, band->fate.missed);
    wishes_cell(report, band->fate.refused);
    if (!band->fate.is_whole)
        report_more(report, ELEMENT_QUIET, "; not every run has an end");
}

static void bands_add(const struct threshold_answer *answer, struct report *report)
{
    static const struct report_column columns[] = {
        {.head = "from", .columns = VALUE_COLUMNS},
        {.head = "{did} twice", .columns = NAMES_COLUMNS},
        {.head = "missed", .columns = NAMES_COLUMNS},
        {.head = "wishes refused", .is_wrapped = true},
    };

    report_table(report, ELEMENT_TITLE, columns, sizeof columns / sizeof *columns);
    for (uint32_t i = 0; i < answer->threshold->count; i++)
        band_row(answer, &answer->threshold->bands[i], report);
}

static void head_add(const struct threshold_answer *answer, struct report *report)
{
    const struct threshold *threshold = answer->threshold;
    struct text line = {0};

    key_path_write(&answer->options->path, &line);
    text_add(&line, " from ");
    value_say(answer, threshold->low, &line);
    text_add(&line, " to ");
    value_say(answer, threshold->high, &line);
    text_add(&line, ": what can come of a run ");
    if (answer->options->search.faults > 0) {
        text_add(&line, "with at most ");
        text_add_count(&line, answer->options->search.faults, "fault", "faults");
    } else {
        text_add(&line, "without a fault");
    }
    text_add(&line, answer->options->search.own == OWN_REMOVED ? "." : " beside the file's own.");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
}

/* A sentence about the bots of a set, where it has any. */
static void bots_sentence(const struct scenario *scenario, bot_set bots, const char *rest, struct text *out)
{
    if (bots == 0)
        return;
    text_add(out, " From there on ");
    bots_add(scenario, bots, 60, out);
    phrase_add(scenario, rest, out);
}

/* What the last change makes of whom. */
static void difference_add(const struct threshold_answer *answer, struct text *out)
{
    const struct threshold_band *last = &answer->threshold->bands[answer->threshold->count - 1];
    const struct threshold_fate *before = &last[-1].fate, *fate = &last->fate;
    const struct scenario *scenario = answer->scenario;

    if (!before->is_possible || !fate->is_possible || !fate->is_whole)
        return;
    bots_sentence(scenario, before->duplicated & ~fate->duplicated, " cannot be {did} twice.", out);
    bots_sentence(scenario, before->missed & ~fate->missed, " cannot be missed.", out);
    bots_sentence(scenario, fate->duplicated & ~before->duplicated, " can be {did} twice.", out);
    bots_sentence(scenario, fate->missed & ~before->missed, " can be missed.", out);
}

static void change_add(const struct threshold_answer *answer, struct report *report)
{
    const struct threshold *threshold = answer->threshold;
    struct text line = {0};

    if (threshold->count < 2) {
        if (!threshold->is_stopped)
            report_add(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "Nothing that can come of a run changes.");
        return;
    }
    text_addf(&line, "The last change%s is at ", threshold->is_stopped || threshold->is_cut ? " that was found" : "");
    value_add(answer, threshold->bands[threshold->count - 1].from, &line);
    text_add(&line, ", exactly.");
    difference_add(answer, &line);
    text_add(&line, " Explored just before it, and from there on:");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, answer->below);
    report_add(report, REPORT_COMMAND, ELEMENT_PLAIN, answer->from);
}

void threshold_report(const struct threshold_answer *answer, struct report *report)
{
    const struct threshold *threshold = answer->threshold;
    struct text line = {0};

    report->scenario = answer->scenario;
    report_add(report, REPORT_TITLE, ELEMENT_TITLE, scenario_heading(answer->scenario));
    head_add(answer, report);
    report_space(report);
    if (threshold->count > 0) {
        bands_add(answer, report);
        report_space(report);
        change_add(answer, report);
    }
    text_add_count(&line, threshold->values, "value was", "values were");
    text_add(&line, " explored; what comes and goes again between two of them is not seen.");
    report_add_take(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, &line);
    if (threshold->is_cut)
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN, "Only the first %d changes are shown.",
                    THRESHOLD_BANDS_MAX);
    if (answer->partial)
        report_addf(report, REPORT_PARAGRAPH, ELEMENT_PLAIN,
                    "Partial: %s. Changes may be missing, or come sooner than it says.", answer->partial);
}

static json_t *bots_json(const struct scenario *scenario, bot_set bots)
{
    json_t *list = json_array();

    for (uint32_t b = 0; b < scenario->bot_count; b++)
        if (bots >> b & 1)
            json_append(&list, json_string(scenario->bots[b].name));
    return list;
}

static json_t *band_json(const struct threshold_answer *answer, const struct threshold_band *band)
{
    json_t *refused = json_array();

    for (uint32_t w = 0; w < WISH_COUNT; w++)
        if (band->fate.refused >> w & 1)
            json_append(&refused, json_string(wish_names[w]));
    return json_pack("{s:I, s:b, s:b, s:o, s:o, s:o}", "from", (json_int_t)band->from, "possible",
                     (int)band->fate.is_possible, "complete", (int)band->fate.is_whole, "duplicated",
                     bots_json(answer->scenario, band->fate.duplicated), "missed",
                     bots_json(answer->scenario, band->fate.missed), "refused", refused);
}

void threshold_json(const struct threshold_answer *answer, struct text *out)
{
    const struct threshold *threshold = answer->threshold;
    json_t *bands = json_array(), *root = json_of_scenario(answer->scenario);
    struct text path = {0};

    key_path_write(&answer->options->path, &path);
    for (uint32_t i = 0; i < threshold->count; i++)
        json_append(&bands, band_json(answer, &threshold->bands[i]));
    json_add_all(&root,
                 json_pack("{s:s, s:I, s:I, s:b, s:I, s:o, s:s?, s:s?}", "of", text_str(&path), "low",
                           (json_int_t)threshold->low, "high", (json_int_t)threshold->high, "complete",
                           (int)(!answer->partial && !threshold->is_cut), "values", (json_int_t)threshold->values,
                           "bands", bands, "below", answer->below[0] ? answer->below : NULL, "from",
                           answer->from[0] ? answer->from : NULL));
    text_release(&path);
    json_deliver(root, out);
}
