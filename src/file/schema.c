#include "file/schema.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/check.h"
#include "base/decimal.h"
#include "base/json_read.h"
#include "model/lists.h"
#include "model/preset_option.h"

/* What no text may hold, as far as the basic plane goes (text_is_unsafe) but for what nobody has assigned; newlines and
 * tabs are let in for prose alone, what joins emoji for all but names. */
#define UNSAFE                                                                                                         \
    "\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f\\u00ad\\u034f\\u0600-\\u0605\\u061c\\u06dd\\u070f\\u115f\\u1160"    \
    "\\u17b4\\u17b5\\u180b-\\u180f\\u200b\\u200c\\u200e\\u200f\\u2028-\\u202e\\u2060-\\u206f\\u2800\\u3164\\ufe00-"    \
    "\\ufe0d"                                                                                                          \
    "\\ufeff\\uffa0\\ufff9-\\ufffb"
#define JOINERS "\\u200d\\ufe0e\\ufe0f"
#define LENGTH "[0-9]+([.][0-9]+)?(ms|s|m|h|d)"
#define NOT_ZERO "(?!0+([.]0+)?(ms|s|m|h|d)$)"

#define TAG_ITEM(tag, ...) &mapping_##tag,
static const struct mapping *const mappings[] = {EVERY_MAPPING_LIST(TAG_ITEM)};

static json_t *text_schema(const struct value_rule *rule)
{
    static const char *const patterns[] = {
        [FORM_TEXT] = "^[^" UNSAFE "\\u0009\\u000a]*$",
        [FORM_NAME] = "^(?!all$)(?! )[^" UNSAFE JOINERS "\\u0009\\u000a/#@:=.]*[^" UNSAFE JOINERS
                      "\\u0009\\u000a/#@:=. ]$",
        [FORM_PROSE] = "^[^" UNSAFE "]*$",
    };

    return json_pack("{s:s, s:I, s:I, s:s}", "type", "string", "minLength", (json_int_t)rule->low, "maxLength",
                     (json_int_t)rule->high, "pattern", patterns[rule->form]);
}

/* `json` if all that went into it did; else NULL, and it is freed. */
static json_t *whole(json_t *json, bool is_whole)
{
    if (is_whole)
        return json;
    json_decref(json);
    return NULL;
}

static json_t *words_schema(const struct value_rule *rule)
{
    json_t *words = json_array();
    bool is_whole = true;

    for (size_t i = 0; i < rule->word_count; i++)
        is_whole = json_array_append_new(words, json_string(rule->words[i])) == 0 && is_whole;
    return json_pack("{s:o}", "enum", whole(words, is_whole));
}

static json_t *time_schema(const struct value_rule *rule)
{
    const char *form = rule->form == FORM_TIME      ? "^%s%s$"
                       : rule->form == FORM_BOUNDED ? "^(%s%s|%s[.][.]%s)$"
                                                    : "^(%s%s|%s[.][.]%s|exp[(]%s[)])$";
    const char *start = rule->low > 0 ? NOT_ZERO : "";
    struct text pattern = {0};
    json_t *schema;

    text_addf(&pattern, form, start, LENGTH, LENGTH, LENGTH, LENGTH);
    schema = json_pack("{s:s, s:s}", "type", "string", "pattern", text_str(&pattern));
    text_release(&pattern);
    return schema;
}

static json_t *plain_schema(const struct value_rule *rule)
{
    CHECK(rule->form <= FORM_SIDEKIQ);
    switch (rule->form) {
    case FORM_TEXT:
    case FORM_NAME:
    case FORM_PROSE:
        return text_schema(rule);
    case FORM_WORD:
        return words_schema(rule);
    case FORM_TRUTH:
        return json_pack("{s:s}", "type", "boolean");
    case FORM_NUMBER:
        return json_pack("{s:s, s:I, s:I}", "type", "integer", "minimum", (json_int_t)rule->low, "maximum",
                         (json_int_t)rule->high);
    case FORM_TIME:
    case FORM_DURATION:
    case FORM_BOUNDED:
        return time_schema(rule);
    case FORM_DECIMAL:
        if (rule->high != PROBABILITY_ONE)
            return json_pack("{s:s, s:I, s:I}", "type", "number", "minimum", (json_int_t)(rule->low / FACTOR_ONE),
                             "maximum", (json_int_t)(rule->high / FACTOR_ONE));
        return json_pack("{s:s, s:i, s:i}", "type", "number", "exclusiveMinimum", 0, "maximum", 1);
    case FORM_SIDEKIQ:
        return json_pack("{s:s, s:s}", "type", "string", "pattern",
                         "^([4-9]|[1-9][0-9]{1,3})[.][0-9]{1,4}([.][0-9]{1,4})?$");
    }
    return NULL;
}

static json_t *value_schema(enum value value)
{
    const struct value_rule *rule = &value_rules[value];
    json_t *schema = plain_schema(rule);

    if (!rule->also)
        return schema;
    return json_pack("{s:[o, {s:s}]}", "anyOf", schema, "const", rule->also);
}

static json_t *list_schema(json_t *items, const struct key *key)
{
    return json_pack("{s:s, s:o, s:i, s:I}", "type", "array", "items", items, "minItems",
                     key->need == KEY_OPTIONAL ? 0 : 1, "maxItems", (json_int_t)key->most);
}

static json_t *reference_schema(const struct mapping *mapping)
{
    return json_pack("{s:s+}", "$ref", "#/definitions/", mapping->tag);
}

/* Beside a reference nothing else is looked at. */
static json_t *part_schema(const struct mapping *mapping)
{
    if (!mapping->word)
        return json_pack("{s:[o]}", "allOf", reference_schema(mapping));
    return json_pack("{s:[o, o]}", "anyOf", reference_schema(mapping),
                     value_schema(key_find(mapping, mapping->word)->value));
}

static json_t *key_schema(const struct key *key)
{
    json_t *schema = NULL;

    switch (key->form) {
    case KEY_SCALAR:
        schema = value_schema(key->value);
        break;
    case KEY_SCALARS:
        schema = list_schema(value_schema(key->value), key);
        break;
    case KEY_MAPPING:
        schema = part_schema(key->mapping);
        break;
    case KEY_MAPPINGS:
        schema = list_schema(reference_schema(key->mapping), key);
        break;
    }
    return whole(schema, json_object_set_new(schema, "description", json_string(key->about)) == 0);
}

/* The rules that span several keys of one mapping: which keys go with which guard, which faults strike where, what a
 * step may be. A word behind a $ stands for what the rows of a list say (fills). */
struct rule {
    const char *tag;
    const char *json;
};

#define GAP_KEYS                                                                                                       \
    "\"name\", \"for\", \"kind\", \"times\", \"attempts\", \"occurrences\", \"instance\", \"from\", \"until\", "       \
    "\"probability\""
#define SIDES "\"before\", \"after\""
#define ONE_SIDE "\"oneOf\": [{\"required\": [\"before\"]}, {\"required\": [\"after\"]}]"
#define LASTS "\"dependencies\": {\"for\": {\"properties\": {\"kind\": $lasting}}}"

static const struct rule rules[] = {
    {"bot", "{\"oneOf\": [{\"required\": [\"post\"]}, {\"required\": [\"posts\"]}], \"dependencies\": {"
            "\"key\": {\"required\": [\"guard\"], \"properties\": {\"guard\": $recognising}},"
            "\"expires\": {\"required\": [\"guard\"], \"properties\": {\"guard\": $recognising}},"
            "\"visible_after\": {\"required\": [\"guard\"], \"properties\": {\"guard\": $asking}}}}"},
    {"step", "{\"oneOf\": [$steps], \"dependencies\": {\"needs\": [\"post\"], \"skipped\": [\"post\"],"
             "\"from\": [\"wait\"]}}"},
    {"retry",
     "{\"allOf\": [{\"not\": {\"required\": [\"wait\", \"waits\"]}},"
     "{\"not\": {\"required\": [\"wait\", \"exponential\"]}}, {\"not\": {\"required\": [\"wait\", \"sidekiq\"]}},"
     "{\"not\": {\"required\": [\"waits\", \"exponential\"]}}, {\"not\": {\"required\": [\"waits\", \"sidekiq\"]}},"
     "{\"not\": {\"required\": [\"exponential\", \"sidekiq\"]}}]}"},
    {"platform", "{\"dependencies\": {\"options\": [\"preset\"]}, \"allOf\": [$options]}"},
    {"entry",
     "{\"dependencies\": {\"apart\": {\"required\": [\"copies\"], \"properties\": {\"copies\": {\"minimum\": 2}}}}}"},
    {"fault",
     "{\"oneOf\": ["
     "{\"required\": [\"bot\", \"kind\"], \"propertyNames\": {\"enum\": [\"bot\", " SIDES ", " GAP_KEYS "]}, " ONE_SIDE
     ", " LASTS "},"
     "{\"required\": [\"job\", \"kind\", \"step\"], \"propertyNames\": {\"enum\": [\"job\", \"step\", " SIDES
     ", " GAP_KEYS "]}, \"properties\": {\"before\": {\"not\": $outside}, \"after\": {\"not\": $outside}}, " ONE_SIDE
     ", " LASTS "},"
     "{\"required\": [\"job\", \"kind\"], \"propertyNames\": {\"enum\": [\"job\", " SIDES ", " GAP_KEYS
     "]}, \"properties\": {\"before\": $outside, \"after\": $outside, \"kind\": $striking_outside}, " ONE_SIDE
     ", " LASTS "},"
     "$platform_faults]}"},
    {"beat", "{\"oneOf\": [$beats], \"not\": {\"required\": [\"to\", \"at\"]}, \"allOf\": [{\"properties\": {\"stay\": "
             "{\"const\": true}}}],"
             " \"dependencies\": {\"vote\": [\"gate\"], \"replies\": [\"gate\"]}}"},
    {"expect",
     "{\"oneOf\": ["
     "{\"required\": [\"bot\"], \"not\": {\"required\": [\"job\"]}},"
     "{\"required\": [\"job\"], \"propertyNames\": {\"enum\": [\"job\", \"occurrence\", \"state\", \"attempts\"]}},"
     "{\"propertyNames\": {\"enum\": [\"occurrence\", \"posts\", \"duplicates\", \"missed\", \"late\", \"silent\"]}}],"
     "\"anyOf\": [{\"required\": [\"posts\"]}, {\"required\": [\"duplicates\"]}, {\"required\": [\"missed\"]},"
     "{\"required\": [\"late\"]}, {\"required\": [\"silent\"]}, {\"required\": [\"state\"]}, {\"required\": "
     "[\"attempts\"]}],"
     "\"if\": {\"required\": [\"state\"]}, \"then\": {\"if\": {\"required\": [\"job\"]},"
     "\"then\": {\"properties\": {\"state\": $job_states}}, \"else\": {\"properties\": {\"state\": $post_states}}}}"},
    {"gate_place",
     "{\"oneOf\": ["
     "{\"required\": [\"bot\"], \"properties\": {\"event\": $bot_stops}, \"not\": {\"required\": [\"job\"]}},"
     "{\"required\": [\"job\"], \"properties\": {\"event\": $job_stops}, \"not\": {\"required\": [\"bot\"]}},"
     "{\"properties\": {\"event\": $nobody_stops, \"bot\": false, \"job\": false}}]}"},
    {"gate", "{\"dependencies\": {\"of\": {\"properties\": {\"ask\": $bot_asks}}}}"},
    {"scenario", "{\"allOf\": [{\"properties\": {\"gates\": {\"items\": {\"required\": [\"at\"]}}}}]}"},
};

/* "{"enum": ["a", "b"]}", of one name "{"const": "a"}". */
static void add_one_of(struct text *out, const char *const *names, size_t count)
{
    CHECK(count > 0);
    text_add(out, count == 1 ? "{\"const\": \"" : "{\"enum\": [\"");
    for (size_t i = 0; i < count; i++)
        text_addf(out, "%s%s", i == 0 ? "" : "\", \"", names[i]);
    text_add(out, count == 1 ? "\"}" : "\"]}");
}

static void fill_steps(struct text *out)
{
    for (int kind = 0; kind < STEP_COUNT; kind++)
        text_addf(out, "%s{\"required\": [\"%s\"]}", kind == 0 ? "" : ", ", step_kind_names[kind]);
}

/* `a", "b` of "a b". */
static void add_keys(struct text *out, const char *keys)
{
    for (const char *at = keys; *at; at++)
        text_addf(out, *at == ' ' ? "\", \"" : "%c", *at);
}

static void fill_platform_faults(struct text *out)
{
    for (int i = 0; i < PLATFORM_FAULT_COUNT; i++) {
        text_addf(out, "%s{\"required\": [\"platform\"%s], \"properties\": {\"platform\": {\"const\": \"%s\"}},",
                  i == 0 ? "" : ", ", platform_fault_traits[i].has_length ? ", \"for\"" : "", platform_fault_names[i]);
        text_add(out, " \"propertyNames\": {\"enum\": [\"name\", \"platform\", \"");
        add_keys(out, platform_fault_traits[i].keys);
        text_add(out, "\"]}}");
    }
}

/* The options of one preset, each within its bounds, where the file names it. */
static void options_write(enum preset preset, struct text *out)
{
    const struct preset_option *at = NULL, *first;
    const char *comma = "";

    text_addf(out, "{\"if\": {\"required\": [\"preset\"], \"properties\": {\"preset\": {\"enum\": [\"%s\", \"%s\"]}}},",
              preset_names[preset], preset_traits[preset].pinned);
    text_add(out, " \"then\": {\"properties\": {\"options\": {\"additionalProperties\": false, \"properties\": {");
    while ((at = preset_option_next(preset, NULL, at))) {
        first = preset_option_next(preset, at->name, NULL);
        if (first != at)
            continue;
        text_addf(out, "%s\"%s\": {\"minimum\": ", comma, at->name);
        decimal_write((uint64_t)at->low, FACTOR_DECIMALS, out);
        text_add(out, ", \"maximum\": ");
        decimal_write((uint64_t)at->high, FACTOR_DECIMALS, out);
        text_add(out, "}");
        comma = ", ";
    }
    text_add(out, "}}}}}");
}

static void fill_options(struct text *out)
{
    for (int preset = 0; preset < PRESET_COUNT; preset++) {
        text_add(out, preset == 0 ? "" : ", ");
        options_write((enum preset)preset, out);
    }
}

/* Of each kind of beat: the keys that go with it. */
static void fill_beats(struct text *out)
{
    for (int kind = 0; kind < BEAT_COUNT; kind++) {
        text_addf(
            out,
            "%s{\"required\": [\"%s\"], \"propertyNames\": {\"enum\": [\"id\", \"minutes\", \"spare\", \"notes\", \"",
            kind == 0 ? "" : ", ", beat_kind_names[kind]);
        add_keys(out, beat_traits[kind].keys);
        text_add(out, "\"]}}");
    }
}

static void fill_job_states(struct text *out)
{
    add_one_of(out, job_state_names, JOB_STATE_COUNT);
}

static void fill_post_states(struct text *out)
{
    add_one_of(out, post_state_names, POST_STATE_COUNT);
}

/* What a mark stands for: one of these names, or what `write` says. */
static const struct fill {
    const char *mark;
    size_t (*names)(const char *out[]);
    void (*write)(struct text *out);
} fills[] = {
    {"recognising", guards_recognising, NULL},
    {"asking", guards_asking_receiver, NULL},
    {"outside", micros_outside, NULL},
    {"striking_outside", faults_outside, NULL},
    {"lasting", faults_with_length, NULL},
    {"steps", NULL, fill_steps},
    {"options", NULL, fill_options},
    {"job_states", NULL, fill_job_states},
    {"post_states", NULL, fill_post_states},
    {"platform_faults", NULL, fill_platform_faults},
    {"bot_stops", stops_of_bot, NULL},
    {"job_stops", stops_of_job, NULL},
    {"nobody_stops", stops_of_nobody, NULL},
    {"bot_asks", asks_of_bot, NULL},
    {"beats", NULL, fill_beats},
};

static void fill(const char *mark, size_t size, struct text *out)
{
    const char *names[GUARD_COUNT + MICRO_COUNT + FAULT_COUNT];

    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
        if (strlen(fills[i].mark) == size && strncmp(fills[i].mark, mark, size) == 0) {
            if (fills[i].names)
                add_one_of(out, names, fills[i].names(names));
            else
                fills[i].write(out);
            return;
        }
    }
    CHECK(!"a mark that nobody fills");
}

/* Appends the rule of the mapping of this tag (EVERY_MAPPING_LIST) as JSON: an object, "{}" where there is none. */
static void rule_write(const char *tag, struct text *out)
{
    const char *at = "{}", *mark;

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].tag, tag) == 0)
            at = rules[i].json;
    while ((mark = strchr(at, '$')) != NULL) {
        const size_t size = strspn(mark + 1, "abcdefghijklmnopqrstuvwxyz_");

        text_add_bytes(out, at, (size_t)(mark - at));
        fill(mark + 1, size, out);
        at = mark + 1 + size;
    }
    text_add(out, at);
}

/* NULL when memory is out. */
static json_t *rule_schema(const char *tag)
{
    struct text rule = {0};
    json_t *schema;
    struct err err;

    rule_write(tag, &rule);
    schema = rule.failed ? NULL : json_read(rule.bytes, rule.size, &err);
    text_release(&rule);
    return schema;
}

static json_t *mapping_schema(const struct mapping *mapping)
{
    json_t *properties = json_object(), *required = json_array(), *schema;
    bool is_whole = true;

    for (size_t i = 0; i < mapping->key_count; i++) {
        const struct key *key = &mapping->keys[i];

        is_whole = json_object_set_new(properties, key->name, key_schema(key)) == 0 && is_whole;
        if (key->need == KEY_REQUIRED)
            is_whole = json_array_append_new(required, json_string(key->name)) == 0 && is_whole;
    }
    schema = json_pack("{s:s, s:b, s:o, s:o}", "type", "object", "additionalProperties", 0, "required", required,
                       "properties", properties);
    is_whole = json_object_update_new(schema, rule_schema(mapping->tag)) == 0 && is_whole;
    return whole(schema, is_whole);
}

/* jansson's own dump leaves out keys that it has no memory for; a text fails instead. */
static int add_bytes(const char *bytes, size_t size, void *out)
{
    text_add_bytes(out, bytes, size);
    return 0;
}

/* Recursion is as deep as the table of keys. NOLINTNEXTLINE(misc-no-recursion) */
static bool is_part(const struct mapping *part, const struct mapping *of)
{
    for (size_t i = 0; i < of->key_count; i++)
        if (of->keys[i].mapping && is_part(part, of->keys[i].mapping))
            return true;
    return part == of;
}

bool schema_write(const struct mapping *root, struct text *out)
{
    const bool is_lesson = root == &mapping_lesson;
    json_t *definitions = json_object(), *schema;
    bool is_whole = true;

    for (size_t i = 0; i < sizeof mappings / sizeof mappings[0]; i++)
        if (is_part(mappings[i], root))
            is_whole = json_object_set_new(definitions, mappings[i]->tag, mapping_schema(mappings[i])) == 0 && is_whole;
    schema = json_pack("{s:s, s:s, s:s, s:s+, s:o}", "$schema", "http://json-schema.org/draft-07/schema#", "title",
                       is_lesson ? "A lesson of makeitso" : "A scenario of makeitso", "description",
                       is_lesson ? "What a class is shown, and asked."
                                 : "Which bots post, in which jobs, and what goes wrong.",
                       "$ref", "#/definitions/", root->tag, "definitions", whole(definitions, is_whole));
    is_whole = schema && json_dump_callback(schema, add_bytes, out, JSON_INDENT(1)) == 0;
    json_decref(schema);
    text_add(out, "\n");
    return is_whole && !out->failed;
}
