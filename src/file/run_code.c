#include "file/run_code.h"

#include <stdio.h>
#include <string.h>

#include "base/hash.h"
#include "file/write.h"
#include "model/changed.h"
#include "model/value.h"

#define PREFIX "PICARD-"
#define SIGNS "23456789ACDEFHJKMNPRTWX"
#define READ_AS "Z2S5G6B8" /* what was read, the sign that is meant */

enum {
    BASE = 23,
    SIGNS_MAX = 22, /* fewer than BASE: each has its own weight */
    GROUP = 4,      /* signs between two dashes */
    VERSION = 1,
    HASH_CHUNKS = 5,
    CHUNK_BITS = 4, /* of a number: three bits of it, and whether more follow */
    CHUNKS_MAX = 200
};

/* Kinds of changes in codes: the n-th is written as n. New ones come at the end, none is ever taken out. */
#define RUN_CODE_KIND_LIST(X)                                                                                          \
    X(CHANGE_GUARD)                                                                                                    \
    X(CHANGE_SPLIT)                                                                                                    \
    X(CHANGE_RETRY)                                                                                                    \
    X(CHANGE_FAULT)                                                                                                    \
    X(CHANGE_RESCUE)                                                                                                   \
    X(CHANGE_PRESET)                                                                                                   \
    X(CHANGE_NO_FAULTS)                                                                                                \
    X(CHANGE_WORKERS)                                                                                                  \
    X(CHANGE_WITHOUT_FAULT)                                                                                            \
    X(CHANGE_ONLY_FAULTS)                                                                                              \
    X(CHANGE_DAYS)                                                                                                     \
    X(CHANGE_SEED)                                                                                                     \
    X(CHANGE_UNTIL)                                                                                                    \
    X(CHANGE_STALL)                                                                                                    \
    X(CHANGE_WISHES)                                                                                                   \
    X(CHANGE_UNSPLIT)
#define KIND_ITEM(constant) constant,
const enum change_kind run_code_kinds[] = {RUN_CODE_KIND_LIST(KIND_ITEM)};
enum { KIND_COUNT = sizeof run_code_kinds / sizeof *run_code_kinds };
const size_t run_code_kind_count = KIND_COUNT;

/* Numbers on their way in or out, as chunks; and what they are numbers of. */
struct stream {
    uint8_t chunks[CHUNKS_MAX];
    size_t count, at;
    bool is_over;               /* more was to be written than there is room for, or read than there is */
    const struct scenario *now; /* with the changes so far: it has the names */
};

static void put(struct stream *stream, uint64_t number)
{
    do {
        if (stream->count == CHUNKS_MAX) {
            stream->is_over = true;
            return;
        }
        stream->chunks[stream->count++] = (uint8_t)((number & 7) | (number > 7 ? 8 : 0));
        number >>= 3;
    } while (number > 0);
}

static uint64_t take(struct stream *stream)
{
    uint64_t number = 0;

    for (unsigned shift = 0; stream->at < stream->count; shift += 3) {
        uint8_t chunk = stream->chunks[stream->at++];

        if (shift >= 63 && (shift > 63 || (chunk & 7) > 1))
            break;
        number |= (uint64_t)(chunk & 7) << shift;
        if ((chunk & 8) == 0)
            return number;
    }
    stream->is_over = true;
    return 0;
}

/* A bot's or a job's name: 0 is all, then come the bots, then the jobs. */
static void put_name(struct stream *stream, const char *name)
{
    const struct scenario *scenario = stream->now;

    if (strcmp(name, CHANGE_ALL) == 0) {
        put(stream, 0);
        return;
    }
    for (uint32_t i = 0; i < scenario->bot_count; i++)
        if (strcmp(scenario->bots[i].name, name) == 0) {
            put(stream, i + 1);
            return;
        }
    for (uint32_t i = 0; i < scenario->job_count; i++)
        if (strcmp(scenario->jobs[i].name, name) == 0) {
            put(stream, scenario->bot_count + i + 1);
            return;
        }
    stream->is_over = true;
}

static void take_name(struct stream *stream, char name[SCENARIO_NAME_BYTES_MAX + 1])
{
    const struct scenario *scenario = stream->now;
    uint64_t number = take(stream);

    if (number == 0)
        name_copy(name, CHANGE_ALL);
    else if (number <= scenario->bot_count)
        name_copy(name, scenario->bots[number - 1].name);
    else if (number <= (uint64_t)scenario->bot_count + scenario->job_count)
        name_copy(name, scenario->jobs[number - scenario->bot_count - 1].name);
    else
        stream->is_over = true;
}

static void put_fault(struct stream *stream, const struct fault_spec *fault)
{
    put_name(stream, fault->name);
    put(stream, (uint64_t)fault->micro << 1 | fault->is_before);
    put(stream, fault->kind);
    put(stream, fault->attempt);
    put(stream, fault->times);
    put(stream, fault->step);
    put(stream, fault->day);
    put(stream, fault->instance);
    put(stream, fault->length == MSEC_NONE ? 0 : (uint64_t)fault->length + 1);
}

static void take_fault(struct stream *stream, struct fault_spec *fault)
{
    uint64_t gap, kind, length;

    take_name(stream, fault->name);
    gap = take(stream);
    kind = take(stream);
    fault->micro = (enum micro)(gap >> 1);
    fault->is_before = (gap & 1) != 0;
    fault->kind = (enum fault_kind)kind;
    fault->attempt = (uint32_t)take(stream);
    fault->times = (uint32_t)take(stream);
    fault->step = (uint32_t)take(stream);
    fault->day = (uint32_t)take(stream);
    fault->instance = (uint32_t)take(stream);
    length = take(stream);
    fault->length = length == 0 ? MSEC_NONE : (msec)length - 1;
    stream->is_over = stream->is_over || gap >> 1 >= MICRO_COUNT || kind >= FAULT_COUNT;
}

static void put_set(struct stream *stream, const struct change *change)
{
    uint32_t count = fault_set_count(&change->faults);

    put(stream, count);
    for (uint32_t number = 1; number <= SCENARIO_FAULTS_MAX; number++)
        if (change_keeps_fault(change, number))
            put(stream, number);
}

static void take_set(struct stream *stream, struct change *change)
{
    for (uint64_t left = take(stream); left > 0 && !stream->is_over; left--) {
        uint64_t number = take(stream);

        if (number >= 1 && number <= SCENARIO_FAULTS_MAX)
            change_keep_fault(change, (uint32_t)number);
        else
            stream->is_over = true;
    }
}

/* Can the change be typed, too? */
static bool is_allowed(const struct change *change)
{
    const struct change_row *row = &change_rows[change->kind];
    const struct key *key = row->mapping ? key_find(row->mapping, row->key) : NULL;
    const struct value_rule *rule = key ? &value_rules[key->value] : NULL;
    struct text text = {0};
    struct change typed;
    struct err err;
    bool is_same;

    if (rule && rule->form == FORM_WORD && change->value >= rule->word_count)
        return false;
    change_argument_write(change, &text);
    is_same = change_parse(change->kind, text_str(&text), &typed, &err) && change_equal(change, &typed);
    text_release(&text);
    return is_same;
}

/* A preset's word is its name, or its name with the version; presets are appended, and so each has two numbers. */
static uint64_t value_out(const struct change *change)
{
    return change->kind != CHANGE_PRESET ? change->value
                                         : change->value % PRESET_COUNT * 2 + change->value / PRESET_COUNT;
}

static uint64_t value_in(enum change_kind kind, uint64_t number)
{
    if (kind != CHANGE_PRESET)
        return number;
    return number / 2 < PRESET_COUNT ? number / 2 + number % 2 * PRESET_COUNT : PRESET_WORD_COUNT;
}

static void put_change(struct stream *stream, const struct change *change)
{
    size_t kind = 0;

    while (kind < KIND_COUNT && run_code_kinds[kind] != change->kind)
        kind++;
    if (kind == KIND_COUNT || !is_allowed(change)) {
        stream->is_over = true;
        return;
    }
    put(stream, kind);
    if (change->kind == CHANGE_FAULT) {
        put_fault(stream, &change->fault);
        return;
    }
    if (change_rows[change->kind].is_named)
        put_name(stream, change->name);
    if (change_rows[change->kind].form == CHANGE_SET)
        put_set(stream, change);
    else if (change_rows[change->kind].form != CHANGE_BARE)
        put(stream, value_out(change));
}

static void take_change(struct stream *stream, struct change *change)
{
    uint64_t kind = take(stream);
    struct fault_spec fault = {0};
    char name[SCENARIO_NAME_BYTES_MAX + 1] = "";

    if (kind >= KIND_COUNT) {
        stream->is_over = true;
        return;
    }
    if (run_code_kinds[kind] == CHANGE_FAULT) {
        take_fault(stream, &fault);
        *change = change_of_spec(&fault);
        return;
    }
    if (change_rows[run_code_kinds[kind]].is_named)
        take_name(stream, name);
    *change = change_of(run_code_kinds[kind], change_rows[run_code_kinds[kind]].is_named ? name : NULL, 0);
    if (change_rows[run_code_kinds[kind]].form == CHANGE_SET)
        take_set(stream, change);
    else if (change_rows[run_code_kinds[kind]].form != CHANGE_BARE)
        change->value = value_in(change->kind, take(stream));
}

/* The scenario with the first changes, to be freed; NULL where they do not fit. Of none it is the caller's own. */
static bool step_on(struct stream *stream, const struct scenario *scenario, const struct change *changes, size_t count,
                    struct scenario **made, struct err *err)
{
    scenario_free(*made);
    *made = scenario_changed(scenario, changes, count, err);
    stream->now = *made;
    return *made != NULL;
}

/* Some bits of what the scenario says. */
static bool hash_of(const struct scenario *scenario, uint32_t *out)
{
    struct text text = {0};
    uint64_t hash = HASH_BASIS;
    bool is_whole;

    scenario_write(scenario, &text);
    for (size_t i = 0; i < text.size; i++)
        hash = hash_byte(hash, (uint8_t)text.bytes[i]);
    is_whole = !text.failed;
    *out = (uint32_t)((hash ^ hash >> 32) & ((1u << HASH_CHUNKS * CHUNK_BITS) - 1));
    text_release(&text);
    return is_whole;
}

static void put_hash(struct stream *stream, uint32_t hash)
{
    for (int i = 0; i < HASH_CHUNKS; i++)
        stream->chunks[stream->count++] = (uint8_t)(hash >> CHUNK_BITS * i & 15);
}

static uint32_t take_hash(struct stream *stream)
{
    uint32_t hash = 0;

    for (int i = 0; i < HASH_CHUNKS && stream->at < stream->count; i++)
        hash |= (uint32_t)stream->chunks[stream->at++] << CHUNK_BITS * i;
    return hash;
}

/* The chunks as one number in signs, the lowest first, behind the version; the last sign checks. */
static bool write_signs(const struct stream *stream, uint8_t signs[SIGNS_MAX], size_t *count)
{
    size_t used = 1;
    unsigned sum = 0;

    memset(signs, 0, SIGNS_MAX);
    signs[0] = VERSION;
    for (size_t i = stream->count; i-- > 0;) {
        unsigned carry = stream->chunks[i];

        for (size_t s = 1; s < used || carry > 0; s++) {
            if (s == SIGNS_MAX - 1)
                return false;
            used = s >= used ? s + 1 : used;
            carry += signs[s] * 16u;
            signs[s] = (uint8_t)(carry % BASE);
            carry /= BASE;
        }
    }
    for (size_t i = 0; i < used; i++)
        sum += (unsigned)(i + 1) * signs[i];
    for (unsigned check = 0; check < BASE; check++)
        if ((sum + (unsigned)(used + 1) * check) % BASE == 0)
            signs[used] = (uint8_t)check;
    *count = used + 1;
    return true;
}

static void add_signs(const uint8_t *signs, size_t count, char out[RUN_CODE_BYTES_MAX])
{
    size_t size = strlen(PREFIX);

    memcpy(out, PREFIX, size);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && i % GROUP == 0)
            out[size++] = '-';
        out[size++] = SIGNS[signs[i]];
    }
    out[size] = '\0';
}

bool run_code_write(const struct run_code *code, const struct scenario *scenario, char out[RUN_CODE_BYTES_MAX])
{
    struct stream stream = {.now = scenario};
    struct scenario *made = NULL;
    uint8_t signs[SIGNS_MAX];
    size_t count;
    uint32_t hash = 0;
    struct err err = {""};
    bool is_good = code->scenario != RUN_CODE_FILE || hash_of(scenario, &hash) || err_memory(&err);

    out[0] = '\0';
    put(&stream, code->scenario);
    if (code->scenario == RUN_CODE_FILE)
        put_hash(&stream, hash);
    put(&stream, code->at);
    put(&stream, code->lane);
    put(&stream, code->change_count);
    for (size_t i = 0; i < code->change_count && is_good; i++) {
        put_change(&stream, &code->changes[i]);
        is_good = !stream.is_over && step_on(&stream, scenario, code->changes, i + 1, &made, &err);
    }
    scenario_free(made);
    if (err_is_memory(&err)) {
        snprintf(out, RUN_CODE_BYTES_MAX, "%s", TEXT_LOST);
        return true;
    }
    if (!is_good || stream.is_over || !write_signs(&stream, signs, &count))
        return false;
    add_signs(signs, count, out);
    return true;
}

static char upper(char letter)
{
    return letter >= 'a' && letter <= 'z' ? (char)(letter - 'a' + 'A') : letter;
}

bool run_code_is(const char *word)
{
    size_t i = 0;

    while (PREFIX[i] && upper(word[i]) == PREFIX[i])
        i++;
    return PREFIX[i] == '\0';
}

/* The sign's number; -1: it is none. */
static int sign_of(char letter)
{
    char meant = upper(letter);
    const char *sign = strchr(SIGNS, meant);

    for (size_t i = 0; !sign && READ_AS[i]; i += 2)
        if (READ_AS[i] == meant)
            sign = strchr(SIGNS, READ_AS[i + 1]);
    return sign && meant ? (int)(sign - SIGNS) : -1;
}

static bool read_signs(const char *word, uint8_t signs[SIGNS_MAX], size_t *count, struct err *err)
{
    unsigned sum = 0;

    *count = 0;
    for (const char *at = word + strlen(PREFIX); *at; at++) {
        int sign = sign_of(*at);

        if (*at == '-')
            continue;
        if (sign < 0)
            return err_set(err, "\"%.60s\" is no code: it has a sign that codes do not have; allowed: " SIGNS, word);
        if (*count == SIGNS_MAX)
            return err_set(err, "\"%.60s\" is no code: none is so long", word);
        signs[(*count)++] = (uint8_t)sign;
        sum += (unsigned)*count * (unsigned)sign;
    }
    if (*count < 3 || sum % BASE != 0)
        return err_set(err, "\"%.60s\" is mistyped: its last sign, which checks the others, does not fit them", word);
    if (signs[0] != VERSION)
        return err_set(err,
                       "\"%.60s\" is of another version of makeitso: this one reads codes that begin with " PREFIX "%c",
                       word, SIGNS[VERSION]);
    return true;
}

/* Back from signs to chunks, the lowest first. What stands above the number is zero. */
static bool read_chunks(const char *word, struct stream *stream, struct err *err)
{
    uint8_t signs[SIGNS_MAX];
    size_t count;
    bool is_left = true;

    if (!read_signs(word, signs, &count, err))
        return false;
    while (is_left) {
        unsigned rest = 0;

        is_left = false;
        for (size_t s = count - 1; s-- > 1;) {
            rest = rest * BASE + signs[s];
            signs[s] = (uint8_t)(rest / 16);
            rest %= 16;
            is_left = is_left || signs[s] > 0;
        }
        stream->chunks[stream->count++] = (uint8_t)rest;
    }
    /* Chunks of zero at the end were lost. */
    memset(stream->chunks + stream->count, 0, CHUNKS_MAX - stream->count);
    stream->count = CHUNKS_MAX;
    return true;
}

bool run_code_scenario(const char *word, uint32_t *number, struct err *err)
{
    struct stream stream = {0};

    if (!read_chunks(word, &stream, err))
        return false;
    *number = (uint32_t)take(&stream);
    return true;
}

static bool no_fit(const char *word, struct err *err)
{
    return err_set(err, "\"%.60s\" does not fit this scenario", word);
}

bool run_code_read(const char *word, const struct scenario *scenario, struct run_code *out, struct err *err)
{
    struct stream stream = {.now = scenario};
    struct scenario *made = NULL;
    struct run_code code = {0};
    uint64_t at, lane, count;
    uint32_t hash;
    bool is_good;

    if (!read_chunks(word, &stream, err))
        return false;
    code.scenario = (uint32_t)take(&stream);
    if (code.scenario == RUN_CODE_FILE) {
        if (!hash_of(scenario, &hash))
            return err_memory(err);
        if (take_hash(&stream) != hash)
            return err_set(err, "\"%.60s\" is the code of another file, or of another version of this one", word);
    }
    at = take(&stream);
    lane = take(&stream);
    count = take(&stream);
    if (count > RUN_CODE_CHANGES_MAX || lane >= scenario->bot_count || at > UINT32_MAX)
        return no_fit(word, err);
    code.at = (uint32_t)at;
    code.lane = (uint32_t)lane;
    is_good = !stream.is_over;
    while (code.change_count < count && is_good) {
        take_change(&stream, &code.changes[code.change_count++]);
        is_good = !stream.is_over && is_allowed(&code.changes[code.change_count - 1]) &&
                  step_on(&stream, scenario, code.changes, code.change_count, &made, err);
    }
    scenario_free(made);
    if (!is_good)
        return no_fit(word, err);
    *out = code;
    return true;
}
