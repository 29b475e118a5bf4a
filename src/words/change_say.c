#include "words/change_say.h"

#include "base/check.h"
#include "base/given.h"
#include "model/fault_text.h"
#include "words/phrase.h"
#include "words/terms.h"

/* The phrases of each kind for the values 0, 1, and for all above; SAME has one for all. In a phrase '@' is the name of
 * the bot or job, '#' the value as it is typed, '!' the faults of the file that it names, '$' the words of the guard or
 * the rescue (terms.h), '~' what is set, in the file's words. */
#define SAME(phrase) phrase, phrase, phrase
#define WORDS_fault SAME("one more fault: #")
#define WORDS_no_faults SAME("without any fault")
#define WORDS_without_fault SAME("without the fault: !")
#define WORDS_only_faults SAME("no fault of the file but: !")
#define WORDS_stall SAME("stalls and freezes of #")
#define WORDS_setting SAME("~")
#define WORDS_guard SAME("@ $")
#define WORDS_split SAME("@ split")
#define WORDS_unsplit SAME("@ and its jobs in one")
#define WORDS_retry "@ not retried", "@ retried once", "@ retried up to # times"
#define WORDS_rescue SAME("@ $")
#define WORDS_preset SAME("the platform and retries of #")
#define WORDS_workers "# workers", "# worker", "# workers"
#define WORDS_days "# days", "# day", "# days"
#define WORDS_seed SAME("seed #")
#define WORDS_until SAME("until #")
#define WORDS_wishes SAME("judged by #")

#define CHANGE_WORDS(zero, one, more)                                                                                  \
    {                                                                                                                  \
        GIVEN(zero), GIVEN(one), GIVEN(more)                                                                           \
    }
#define CHANGE_WORDS_OF(...) CHANGE_WORDS(__VA_ARGS__)
#define PHRASES_ITEM(constant, effect, words, ...) [constant] = CHANGE_WORDS_OF(WORDS_##words),
static const char *const phrases[CHANGE_COUNT][3] = {CHANGE_LIST(PHRASES_ITEM)};

/* What the guard or the rescue that it brings does. */
static const char *words_brought(const struct change *change)
{
    CHECK(change->kind == CHANGE_GUARD || change->kind == CHANGE_RESCUE);
    return change->kind == CHANGE_GUARD ? guard_words[change->value].change : rescue_words[change->value].change;
}

/* The fault of this number in the file, in words; the number alone where it was taken away. */
static void fault_of_file_say(const struct scenario *scenario, uint32_t number, struct text *out)
{
    const struct fault *fault = scenario_fault(scenario, number);

    if (fault)
        fault_say(scenario, fault, out);
    else
        text_add_number(out, number);
}

static void faults_of_file_say(const struct scenario *scenario, const struct change *change, struct text *out)
{
    const char *comma = "";

    for (uint32_t number = 1; number <= SCENARIO_FAULTS_MAX; number++) {
        if (change->kind == CHANGE_ONLY_FAULTS ? !change_keeps_fault(change, number) : number != change->value)
            continue;
        text_add(out, comma);
        fault_of_file_say(scenario, number, out);
        comma = ", ";
    }
}

static void add_name(const struct scenario *scenario, const struct change *change, struct text *out)
{
    if (change_is_for_all(change))
        phrase_add(scenario, "every {actor}", out);
    else
        text_add(out, change->name);
}

/* "fault 2 (deploy)"; the number alone where it was taken away. */
static void numbered_fault_say(const struct scenario *scenario, uint32_t number, struct text *out)
{
    const struct fault *fault = scenario_fault(scenario, number);

    text_addf(out, "fault %u", number);
    if (fault)
        text_addf(out, " (%s)",
                  fault->is_platform ? platform_fault_names[fault->platform] : fault_kind_names[fault->kind]);
}

/* "Mail with retry.wait: 10s", "the platform with on_crash: requeue", "fault 1 (deploy) with grace: 30s". */
static void setting_say(const struct scenario *scenario, const struct change *change, struct text *out)
{
    const struct key_path path = change_path(change);
    const struct key *root = key_path_root(&path);

    if (change->name[0] != '\0')
        add_name(scenario, change, out);
    else if (root->mapping == &mapping_fault)
        numbered_fault_say(scenario, path.number, out);
    else if (root->form == KEY_MAPPINGS)
        text_addf(out, "line %u of the schedule", path.number);
    else
        text_add(out, root->mapping ? root->mapping->what : mapping_scenario.what);
    text_add(out, " with ");
    key_path_write_rest(&path, out);
    text_add(out, ": ");
    change_value_write(change, out);
}

void change_say(const struct scenario *scenario, const struct change *change, struct text *out)
{
    CHECK(change->kind < CHANGE_COUNT);
    for (const char *at = phrases[change->kind][change->value < 2 ? change->value : 2]; *at != '\0'; at++) {
        if (*at == '@')
            add_name(scenario, change, out);
        else if (*at == '#')
            change_value_write(change, out);
        else if (*at == '!')
            faults_of_file_say(scenario, change, out);
        else if (*at == '~')
            setting_say(scenario, change, out);
        else if (*at == '$')
            phrase_add(scenario, words_brought(change), out);
        else
            text_add_bytes(out, at, 1);
    }
}

void changes_say(const struct scenario *scenario, const struct change *changes, size_t count, struct text *out)
{
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? ", and " : "");
        change_say(scenario, &changes[i], out);
    }
}
