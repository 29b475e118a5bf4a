/* Changes as text: the option that makes them again, and the phrase that a table shows. */
#include <stdlib.h>
#include <string.h>

#include "base/shell.h"
#include "model/change.h"
#include "model/fault_text.h"

void change_write(const struct change *change, struct text *out)
{
    text_addf(out, "--%s", change_names[change->kind]);
    if (change->kind == CHANGE_NO_FAULTS)
        return;
    text_add(out, " ");
    shell_word_write(change->value, out);
}

void changes_write(const struct change *changes, size_t count, struct text *out)
{
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? " " : "");
        change_write(&changes[i], out);
    }
}

static void guard_say(const struct change *change, struct text *out)
{
    static const char *const ONE[GUARD_COUNT] = {"without a guard", "asks \"already posted?\" first",
                                                 "claims the post first", "asks the receiver first",
                                                 "sends an idempotency key"};
    char name[CHANGE_TEXT_MAX];
    int guard = word_find(change_name_cut(change, name), guard_names, GUARD_COUNT);

    text_addf(out, "%s %s", strcmp(name, "all") == 0 ? "every bot" : name, guard < 0 ? "?" : ONE[guard]);
}

static void retry_say(const struct change *change, struct text *out)
{
    char name[CHANGE_TEXT_MAX];
    unsigned long limit = strtoul(change_name_cut(change, name), NULL, 10);

    if (limit == 0)
        text_addf(out, "%s not retried", name);
    else if (limit == 1)
        text_addf(out, "%s retried once", name);
    else
        text_addf(out, "%s retried up to %lu times", name, limit);
}

static void rescue_say(const struct change *change, struct text *out)
{
    static const char *const WORDS[RESCUE_COUNT] = {"catches no error", "catches every error and ends",
                                                    "catches every error and goes on"};
    char name[CHANGE_TEXT_MAX];
    int rescue = word_find(change_name_cut(change, name), rescue_names, RESCUE_COUNT);

    text_addf(out, "%s %s", name, rescue < 0 ? "?" : WORDS[rescue]);
}

/* The fault of this number in the file, in words; the number alone where it was taken away. */
static void numbered_fault_say(const struct scenario *scenario, unsigned long number, struct text *out)
{
    for (uint32_t i = 0; number > 0 && i < scenario->fault_count; i++) {
        if (scenario->faults[i].number == number) {
            fault_say(scenario, &scenario->faults[i], out);
            return;
        }
    }
    text_addf(out, "%lu", number);
}

static void without_fault_say(const struct scenario *scenario, const struct change *change, struct text *out)
{
    text_add(out, "without the fault: ");
    numbered_fault_say(scenario, strtoul(change->value, NULL, 10), out);
}

static void only_faults_say(const struct scenario *scenario, const struct change *change, struct text *out)
{
    const char *at = change->value;

    text_add(out, "no fault of the file but: ");
    do {
        char *end;
        unsigned long number = strtoul(at, &end, 10);

        text_add(out, at == change->value ? "" : ", ");
        numbered_fault_say(scenario, number, out);
        at = *end == ',' ? end + 1 : "";
    } while (*at);
}

static void number_say(const struct change *change, const char *one, const char *many, struct text *out)
{
    text_addf(out, "%s %s", change->value, strcmp(change->value, "1") == 0 ? one : many);
}

void change_say(const struct scenario *scenario, const struct change *change, struct text *out)
{
    switch (change->kind) {
    case CHANGE_FAULT:
        text_addf(out, "one more fault: %s", change->value);
        return;
    case CHANGE_NO_FAULTS:
        text_add(out, "without any fault");
        return;
    case CHANGE_WITHOUT_FAULT:
        without_fault_say(scenario, change, out);
        return;
    case CHANGE_ONLY_FAULTS:
        only_faults_say(scenario, change, out);
        return;
    case CHANGE_GUARD:
        guard_say(change, out);
        return;
    case CHANGE_SPLIT:
        text_addf(out, "%s split", change->value);
        return;
    case CHANGE_RETRY:
        retry_say(change, out);
        return;
    case CHANGE_RESCUE:
        rescue_say(change, out);
        return;
    case CHANGE_PRESET:
        text_addf(out, "the platform and retries of %s", change->value);
        return;
    case CHANGE_WORKERS:
        number_say(change, "worker", "workers", out);
        return;
    case CHANGE_DAYS:
        number_say(change, "day", "days", out);
        return;
    case CHANGE_SEED:
        text_addf(out, "seed %s", change->value);
        return;
    case CHANGE_UNTIL:
        text_addf(out, "until %s", change->value);
        return;
    case CHANGE_COUNT:
        return;
    }
}

void changes_say(const struct scenario *scenario, const struct change *changes, size_t count, struct text *out)
{
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? ", and " : "");
        change_say(scenario, &changes[i], out);
    }
}
