#include "model/change.h"

#include <inttypes.h>
#include <string.h>

#include "base/check.h"
#include "base/given.h"
#include "base/shell.h"
#include "model/refusal.h"

#define CHANGE_ROW_ITEM(constant, effect, words, option, argument, is_named, has, is_about_faults, help)               \
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
    CHECK(kind != CHANGE_SETTING);
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
    fault_set_add(&change->faults, number - 1);
}

bool change_keeps_fault(const struct change *change, uint32_t number)
{
    CHECK(change->kind == CHANGE_ONLY_FAULTS && number >= 1 && number <= SCENARIO_FAULTS_MAX);
    return fault_set_has(&change->faults, number - 1);
}

static bool number_read(const struct change_row *row, const char *text, uint64_t *value, struct err *err)
{
    return number_parse(text, row->low, row->high, value) ||
           err_set(err, "\"%s\" is no %s; allowed: %" PRIu64 " to %" PRIu64, text, row->what, row->low, row->high);
}

static bool length_read(const char *text, uint64_t *value, struct err *err)
{
    msec length;
    const char *why;

    if (!msec_parse(text, &length, &why))
        return err_set(err, "\"%s\" %s", text, why);
    *value = (uint64_t)length;
    return length > 0 || err_set(err, "\"%s\" is no length; allowed: more than 0", text);
}

static bool fault_number_read(const char *part, struct change *change, struct err *err)
{
    uint64_t number;

    if (!number_parse(part, 1, SCENARIO_FAULTS_MAX, &number))
        return err_set(err, "there is no fault \"%s\"; allowed: numbers from 1", part);
    change_keep_fault(change, (uint32_t)number);
    return true;
}

static bool wish_read(const char *part, struct change *change, struct err *err)
{
    int wish = word_find(part, wish_words, WISH_COUNT);

    if (wish < 0)
        return word_refuse("wish", part, wish_words, WISH_COUNT, err);
    change->value |= (uint64_t)1 << wish;
    return true;
}

/* Reads with `read` what stands with commas between. */
static bool parts_read(const char *text, bool (*read)(const char *part, struct change *change, struct err *err),
                       struct change *change, struct err *err)
{
    const char *at = text;

    do {
        size_t size = strcspn(at, ",");
        char one[16] = "";

        if (size >= sizeof one)
            return err_set(err, "\"%s\" is not %s", text, row_of(change)->argument);
        memcpy(one, at, size);
        if (!read(one, change, err))
            return false;
        at += size;
    } while (*at++ == ',');
    return true;
}

/* What the kind's own key is; NULL: it has none. */
static const struct key *row_key(const struct change_row *row)
{
    const struct key *key = row->mapping ? key_find(row->mapping, row->key) : NULL;

    CHECK(!row->mapping || key);
    return key;
}

/* The kind that has this key of its own. */
static enum change_kind kind_of(const struct key *key)
{
    for (size_t i = 0; i < CHANGE_COUNT; i++)
        if (row_key(&change_rows[i]) == key)
            return (enum change_kind)i;
    return CHANGE_SETTING;
}

struct change change_of_path(const struct key_path *path, const struct datum *datum)
{
    struct change change = {.kind = kind_of(path->key), .value = (uint64_t)datum->number};

    name_copy(change.name, path->name);
    if (change.kind != CHANGE_SETTING)
        return change;
    change.key = path->key;
    change.number = path->number;
    change.duration = datum->duration;
    if (datum->text)
        name_copy(change.text, datum->text);
    return change;
}

struct key_path change_path(const struct change *change)
{
    const struct key *key = row_key(row_of(change));
    struct key_path path = {.key = key ? key : change->key, .number = change->number};

    CHECK(row_of(change)->form == CHANGE_VALUE && path.key);
    name_copy(path.name, change->name);
    return path;
}

struct datum change_datum(const struct change *change)
{
    return (struct datum){(int64_t)change->value, change->duration, change->text};
}

/* Reads what stands behind the name, or the path, as the key's value is read in a file. */
static bool key_value_read(const struct key_path *path, const char *text, struct change *out, struct diags *diags)
{
    const enum value value = path->key->value;
    struct scalar scalar = {.text = text, .is_plain = !value_form_is_text(value_rules[value].form)};
    struct datum datum;

    if (!value_check(&scalar, path->key->name, value, diags))
        return false;
    datum = value_read(value, text);
    *out = change_of_path(path, &datum);
    return true;
}

/* The kind whose option is called so; NULL: none. */
static const struct change_row *row_called(const char *name, size_t size)
{
    for (size_t i = 0; i < CHANGE_COUNT; i++)
        if (strlen(change_rows[i].option) == size && memcmp(change_rows[i].option, name, size) == 0)
            return &change_rows[i];
    return NULL;
}

static bool setting_read(const char *text, struct change *change, struct err *err)
{
    const char *end = strchr(text, '=');
    struct key_path path = {0};
    struct text before = {0};
    const struct change_row *row;
    struct diags diags;
    bool is_good;

    if (end == NULL)
        return err_set(err, "\"%s\" is not %s", text, row_of(change)->argument);
    diags_init(&diags, "", NULL, 0);
    is_good = key_path_read(text, (size_t)(end - text), &path, &diags) &&
              key_value_read(&path, end + 1, change, &diags);
    if (path.key)
        text_add_bytes(&before, text, (size_t)(end - text));
    row = path.key ? NULL : row_called(text, (size_t)(end - text));
    if (row)
        (void)err_set(err, "\"%s\" has an option of its own: --%s %s", row->option, row->option, row->argument);
    else if (!is_good)
        (void)diags_refuse(&diags, text_str(&before), err);
    text_release(&before);
    diags_release(&diags);
    return is_good;
}

static bool own_key_read(const char *text, struct change *change, struct err *err)
{
    const struct key_path path = change_path(change);
    struct diags diags;

    diags_init(&diags, "", NULL, 0);
    if (!key_value_read(&path, text, change, &diags))
        return diags_refuse(&diags, "", err);
    diags_release(&diags);
    return true;
}

static bool argument_read(const char *text, struct change *change, struct err *err)
{
    const struct change_row *row = row_of(change);

    switch (row->form) {
    case CHANGE_BARE:
        return true;
    case CHANGE_VALUE:
        return row->mapping ? own_key_read(text, change, err) : setting_read(text, change, err);
    case CHANGE_NUMBER:
        return number_read(row, text, &change->value, err);
    case CHANGE_LENGTH:
        return length_read(text, &change->value, err);
    case CHANGE_SPEC:
        return fault_spec_parse(text, &change->fault, err);
    case CHANGE_SET:
        return parts_read(text, fault_number_read, change, err);
    case CHANGE_WISHED:
        return parts_read(text, wish_read, change, err);
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

    if (!text_is_typed(text, err) || (row_of(&change)->is_named && !name_read(row_of(&change), &text, &change, err)) ||
        !argument_read(text, &change, err))
        return false;
    *out = change;
    return true;
}

static void wishes_write(const struct change *change, struct text *out)
{
    const char *comma = "";

    for (int wish = 0; wish < WISH_COUNT; wish++) {
        if (!(change->value >> wish & 1))
            continue;
        text_addf(out, "%s%s", comma, wish_words[wish]);
        comma = ",";
    }
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
    const struct datum datum = change_datum(change);

    switch (row_of(change)->form) {
    case CHANGE_BARE:
        return;
    case CHANGE_VALUE:
        value_write(change_path(change).key->value, &datum, out);
        return;
    case CHANGE_NUMBER:
        text_addf(out, "%" PRIu64, change->value);
        return;
    case CHANGE_LENGTH:
        msec_write((msec)change->value, out);
        return;
    case CHANGE_SPEC:
        fault_spec_write(&change->fault, out);
        return;
    case CHANGE_SET:
        set_write(change, out);
        return;
    case CHANGE_WISHED:
        wishes_write(change, out);
        return;
    }
}

void change_argument_write(const struct change *change, struct text *out)
{
    const struct change_row *row = row_of(change);

    if (change->kind == CHANGE_SETTING) {
        const struct key_path path = change_path(change);

        key_path_write(&path, out);
    } else {
        text_add(out, change->name);
    }
    if (change->kind == CHANGE_SETTING || (row->is_named && row->form != CHANGE_BARE))
        text_add(out, "=");
    change_value_write(change, out);
}

void change_write(const struct change *change, struct text *out)
{
    struct text word = {0};

    text_addf(out, "--%s", row_of(change)->option);
    if (row_of(change)->argument[0] == '\0')
        return;
    change_argument_write(change, &word);
    text_add(out, " ");
    shell_word_write(text_str(&word), out);
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
    return change_turns_same(a, b) && a->value == b->value && duration_equal(&a->duration, &b->duration) &&
           strcmp(a->text, b->text) == 0 && fault_spec_equal(&a->fault, &b->fault) &&
           memcmp(&a->faults, &b->faults, sizeof a->faults) == 0;
}

bool change_turns_same(const struct change *a, const struct change *b)
{
    return a->kind == b->kind && strcmp(a->name, b->name) == 0 && a->key == b->key && a->number == b->number;
}

bool change_is_about_faults(const struct change *change)
{
    if (change->kind == CHANGE_SETTING) {
        const struct key_path path = change_path(change);

        return key_path_root(&path)->mapping == &mapping_fault;
    }
    return row_of(change)->is_about_faults;
}

bool change_is_for_all(const struct change *change)
{
    return change->name[0] != '\0' && strcmp(change->name, CHANGE_ALL) == 0;
}
