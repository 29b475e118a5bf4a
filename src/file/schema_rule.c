#include "file/schema_rule.h"

#include <string.h>

#include "base/check.h"
#include "model/lists.h"

/* What spans several keys of one mapping; a word behind a $ stands for what the rows of a list say (fills). */
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
    {"step", "{\"oneOf\": [$steps], \"dependencies\": {\"skipped\": [\"post\"]}}"},
    {"retry",
     "{\"allOf\": [{\"not\": {\"required\": [\"wait\", \"waits\"]}},"
     "{\"not\": {\"required\": [\"wait\", \"exponential\"]}}, {\"not\": {\"required\": [\"wait\", \"sidekiq\"]}},"
     "{\"not\": {\"required\": [\"waits\", \"exponential\"]}}, {\"not\": {\"required\": [\"waits\", \"sidekiq\"]}},"
     "{\"not\": {\"required\": [\"exponential\", \"sidekiq\"]}}]}"},
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

static void fill_platform_faults(struct text *out)
{
    for (int i = 0; i < PLATFORM_FAULT_COUNT; i++) {
        text_addf(out, "%s{\"required\": [\"platform\"%s], \"properties\": {\"platform\": {\"const\": \"%s\"}},",
                  i == 0 ? "" : ", ", platform_fault_traits[i].has_length ? ", \"for\"" : "", platform_fault_names[i]);
        text_add(out, " \"propertyNames\": {\"enum\": [\"name\", \"platform\", \"");
        for (const char *at = platform_fault_traits[i].keys; *at; at++)
            text_addf(out, *at == ' ' ? "\", \"" : "%c", *at);
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
    {"job_states", NULL, fill_job_states},
    {"post_states", NULL, fill_post_states},
    {"platform_faults", NULL, fill_platform_faults},
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

void schema_rule_write(const char *tag, struct text *out)
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
