/* Changes as phrases, as tables and menus show them. */
#include "base/check.h"
#include "model/change.h"
#include "model/fault_text.h"

#define PHRASES_MAX 5

/* The phrases of each kind for the values 0, 1, and so on; the last one is for all values above, too. In a phrase '@'
 * is the name of the bot or job, '#' the value as it is typed, '!' the faults of the file that it names. */
#define WORDS_fault "one more fault: #"
#define WORDS_no_faults "without any fault"
#define WORDS_without_fault "without the fault: !"
#define WORDS_only_faults "no fault of the file but: !"
#define WORDS_guard                                                                                                    \
    "@ without a guard", "@ asks \"already posted?\" first", "@ claims the post first", "@ asks the receiver first",   \
        "@ sends an idempotency key"
#define WORDS_split "@ split"
#define WORDS_retry "@ not retried", "@ retried once", "@ retried up to # times"
#define WORDS_rescue "@ catches no error", "@ catches every error and ends", "@ catches every error and goes on"
#define WORDS_preset "the platform and retries of #"
#define WORDS_workers "# workers", "# worker", "# workers"
#define WORDS_days "# days", "# day", "# days"
#define WORDS_seed "seed #"
#define WORDS_until "until #"

#define PHRASES_ITEM(constant, tag, ...) [constant] = {WORDS_##tag},
static const char *const phrases[CHANGE_COUNT][PHRASES_MAX] = {CHANGE_LIST(PHRASES_ITEM)};

static const char *phrase_of(const struct change *change)
{
    size_t at = 0;

    CHECK(change->kind < CHANGE_COUNT);
    while (at < change->value && at + 1 < PHRASES_MAX && phrases[change->kind][at + 1])
        at++;
    return phrases[change->kind][at];
}

/* The fault of this number in the file, in words; the number alone where it was taken away. */
static void fault_of_file_say(const struct scenario *scenario, uint32_t number, struct text *out)
{
    for (uint32_t i = 0; i < scenario->fault_count; i++) {
        if (scenario->faults[i].number == number) {
            fault_say(scenario, &scenario->faults[i], out);
            return;
        }
    }
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

void change_say(const struct scenario *scenario, const struct change *change, struct text *out)
{
    for (const char *at = phrase_of(change); *at != '\0'; at++) {
        if (*at == '@')
            text_add(out, change_is_for_all(change) ? "every bot" : change->name);
        else if (*at == '#')
            change_value_write(change, out);
        else if (*at == '!')
            faults_of_file_say(scenario, change, out);
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
