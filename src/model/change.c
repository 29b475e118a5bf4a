#include "model/change.h"

#include <inttypes.h>
#include <string.h>

#include "base/check.h"
#include "base/given.h"
#include "base/shell.h"
#include "model/refusal.h"

#define CHANGE_ROW_ITEM(constant, tag, option, argument, is_named, has, is_about_faults, help)                         \
    [constant] = {GIVEN(option), GIVEN_OR_NONE(argument), is_named, has, is_about_faults, GIVEN(help)},

const struct change_row change_rows[CHANGE_COUNT] = {CHANGE_LIST(CHANGE_ROW_ITEM)};

static const struct change_row *row_of(const struct change *change)
{
    CHECK(change->kind < CHANGE_COUNT);
    return &change_rows[change->kind];
}

struct change change_of(enum change_kind kind, const char *name, uint64_t value)
{
    struct change change = {.kind = kind, .value = value};
    const struct change_row *row = row_of(&change);

    CHECK(row->is_named == (name != NULL));
    CHECK(row->form != CHANGE_WORD || value < row->word_count);
    if (name != NULL)
        name_copy(change.name, name);
    return change;
}

struct change change_of_spec(const struct fault_spec *fault)
{
    return (struct change){.kind = CHANGE_FAULT, .fault = *fault};
}

void change_keep_fault(struct change *change, uint32_t number)
{
    CHECK(change->kind == CHANGE_ONLY_FAULTS && number >= 1 && number <= SCENARIO_FAULTS_MAX);
    change->faults[(number - 1) / 64] |= (uint64_t)1 << (number - 1) % 64;
}

bool change_keeps_fault(const struct change *change, uint32_t number)
{
    CHECK(change->kind == CHANGE_ONLY_FAULTS && number >= 1 && number <= SCENARIO_FAULTS_MAX);
    return change->faults[(number - 1) / 64] >> (number - 1) % 64 & 1;
}

static bool word_read(const struct change_row *row, const char *text, uint64_t *value, struct err *err)
{
    int word = word_find(text, row->words, row->word_count);

    if (word < 0)
        return word_refuse(row->what, text, row->words, row->word_count, err);
    *value = (uint64_t)word;
    return true;
}

static bool number_read(const struct change_row *row, const char *text, uint64_t *value, struct err *err)
{
    return number_parse(text, row->low, row->high, value) ||
           err_set(err, "\"%s\" is no %s; allowed: %" PRIu64 " to %" PRIu64, text, row->what, row->low, row->high);
}

static bool time_read(const char *text, uint64_t *value, struct err *err)
{
    const char *why;
    msec time;

    if (!msec_parse(text, &time, &why))
        return err_set(err, "\"%s\" %s", text, why);
    if (time == 0)
        return err_set(err, "\"%s\": a run needs some time; allowed: from 1ms", text);
    *value = (uint64_t)time;
    return true;
}

static bool set_read(const char *text, struct change *change, struct err *err)
{
    const char *at = text;

    do {
        size_t size = strcspn(at, ",");
        char one[16] = "";
        uint64_t number;

        if (size >= sizeof one)
            return err_set(err, "\"%s\" is not N or N,N", text);
        memcpy(one, at, size);
        if (!number_parse(one, 1, SCENARIO_FAULTS_MAX, &number))
            return err_set(err, "there is no fault \"%s\"; allowed: numbers from 1", one);
        change_keep_fault(change, (uint32_t)number);
        at += size;
    } while (*at++ == ',');
    return true;
}

static bool value_read(const char *text, struct change *change, struct err *err)
{
    const struct change_row *row = row_of(change);

    switch (row->form) {
    case CHANGE_BARE:
        return true;
    case CHANGE_WORD:
        return word_read(row, text, &change->value, err);
    case CHANGE_NUMBER:
        return number_read(row, text, &change->value, err);
    case CHANGE_TIME:
        return time_read(text, &change->value, err);
    case CHANGE_SPEC:
        return fault_spec_parse(text, &change->fault, err);
    case CHANGE_SET:
        return set_read(text, change, err);
    }
    return false;
}

/* Moves `*text` behind "NAME=", or behind the whole where the kind has a name alone. */
static bool name_read(const struct change_row *row, const char **text, struct change *change, struct err *err)
{
    const char *end = row->form == CHANGE_BARE ? *text + strlen(*text) : strrchr(*text, '=');
    size_t size;

    if (end == NULL || end == *text)
        return err_set(err, "\"%s\" is not %s", *text, row->argument);
    size = (size_t)(end - *text);
    if (size > SCENARIO_NAME_BYTES_MAX)
        return err_set(err, "\"%.*s\" is no name: longer than %d bytes", (int)size, *text, SCENARIO_NAME_BYTES_MAX);
    memcpy(change->name, *text, size);
    *text = end + (*end == '=');
    return true;
}

bool change_parse(enum change_kind kind, const char *argument, struct change *out, struct err *err)
{
    struct change change = {.kind = kind};
    const char *text = argument == NULL ? "" : argument;

    if ((row_of(&change)->is_named && !name_read(row_of(&change), &text, &change, err)) ||
        !value_read(text, &change, err))
        return false;
    *out = change;
    return true;
}

static void set_write(const struct change *change, struct text *out)
{
    const char *comma = "";

    for (uint32_t number = 1; number <= SCENARIO_FAULTS_MAX; number++) {
        if (!change_keeps_fault(change, number))
            continue;
        text_addf(out, "%s%u", comma, number);
        comma = ",";
    }
}

void change_value_write(const struct change *change, struct text *out)
{
    const struct change_row *row = row_of(change);

    switch (row->form) {
    case CHANGE_BARE:
        return;
    case CHANGE_WORD:
        CHECK(change->value < row->word_count);
        text_add(out, row->words[change->value]);
        return;
    case CHANGE_NUMBER:
        text_addf(out, "%" PRIu64, change->value);
        return;
    case CHANGE_TIME:
        msec_write((msec)change->value, out);
        return;
    case CHANGE_SPEC:
        fault_spec_write(&change->fault, out);
        return;
    case CHANGE_SET:
        set_write(change, out);
        return;
    }
}

void change_write(const struct change *change, struct text *out)
{
    const struct change_row *row = row_of(change);
    struct text word = {0};

    text_addf(out, "--%s", row->option);
    if (row->argument[0] == '\0')
        return;
    text_add(&word, change->name);
    if (row->is_named && row->form != CHANGE_BARE)
        text_add(&word, "=");
    change_value_write(change, &word);
    text_add(out, " ");
    shell_word_write(text_str(&word), out);
    out->failed = out->failed || word.failed;
    text_release(&word);
}

void changes_write(const struct change *changes, size_t count, struct text *out)
{
    for (size_t i = 0; i < count; i++) {
        text_add(out, i > 0 ? " " : "");
        change_write(&changes[i], out);
    }
}

bool change_equal(const struct change *a, const struct change *b)
{
    return change_turns_same(a, b) && a->value == b->value && fault_spec_equal(&a->fault, &b->fault) &&
           memcmp(a->faults, b->faults, sizeof a->faults) == 0;
}

bool change_turns_same(const struct change *a, const struct change *b)
{
    return a->kind == b->kind && strcmp(a->name, b->name) == 0;
}

bool change_is_about_faults(const struct change *change)
{
    return row_of(change)->is_about_faults;
}

bool change_is_for_all(const struct change *change)
{
    return change->kind == CHANGE_GUARD && strcmp(change->name, CHANGE_ALL) == 0;
}
