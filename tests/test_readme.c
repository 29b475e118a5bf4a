/* The tables of the READMEs and the words of the fuzzer are those of the rows: what stands in a README between
 * "<!-- rows: NAME -->" and "<!-- /rows -->" is what the table NAME says, and tests/fuzz/scenario.dict is written whole.
 * With --write as argument they are written instead, for `make assets`. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/command.h"
#include "model/lesson_keys.h"
#include "model/preset.h"
#include "model/value.h"
#include "support/situations.h"
#include "support/test.h"
#include "words/option.h"
#include "words/preset_number.h"
#include "words/retry_wait.h"

/* "`none` \| `exit`": the values of a key. */
static void add_values(struct text *out, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        text_addf(out, "%s`%s`", i == 0 ? "" : " \\| ", names[i]);
}

/* A row for each name: the name, what it is. */
static void add_meanings(struct text *out, const char *head, const char *const *names, const char *const *abouts,
                         size_t count)
{
    text_addf(out, "\n| %s |\n|---|---|\n", head);
    for (size_t i = 0; i < count; i++)
        text_addf(out, "| `%s` | %s |\n", names[i], abouts[i]);
}

/* "`at`, `process`" of "at process". */
static void add_keys(struct text *out, const char *keys)
{
    text_add(out, "`");
    for (const char *at = keys; *at; at++)
        text_addf(out, *at == ' ' ? "`, `" : "%c", *at);
    text_add(out, "`");
}

static void write_guards(struct text *out)
{
    text_add(out, "\n| guard | micro-steps of the post | what gets past it |\n|---|---|---|\n");
    for (int guard = 0; guard < GUARD_COUNT; guard++) {
        enum micro micros[MICRO_COUNT];
        const size_t count = step_micros((struct step_form){.guard = (enum guard)guard}, micros);

        text_addf(out, "| `%s` | ", guard_names[guard]);
        for (size_t i = 0; i < count; i++)
            text_addf(out, "%s%s", i == 0 ? "" : " · ", micro_names[micros[i]]);
        text_addf(out, " | %s |\n", guard_traits[guard].past);
    }
}

static void write_states(struct text *out)
{
    add_meanings(out, "state | meaning", post_state_names, post_state_abouts, POST_STATE_COUNT);
}

static void write_kinds(struct text *out)
{
    add_meanings(out, "kind | what happens", fault_kind_names, fault_kind_abouts, FAULT_COUNT);
}

static void write_platform_faults(struct text *out)
{
    text_add(out, "\n| value | keys | meaning |\n|---|---|---|\n");
    for (int i = 0; i < PLATFORM_FAULT_COUNT; i++) {
        text_addf(out, "| `%s` | ", platform_fault_names[i]);
        add_keys(out, platform_fault_traits[i].keys);
        text_addf(out, " | %s |\n", platform_fault_abouts[i]);
    }
}

static void write_systems(struct text *out)
{
    text_add(out, "\n| preset | the system | in short | from | left out |\n|---|---|---|---|---|\n");
    for (int p = 1; p < PRESET_COUNT; p++)
        text_addf(out, "| `%s` | %s | %s | %s | %s |\n", preset_traits[p].pinned, preset_traits[p].system,
                  preset_abouts[p], preset_traits[p].source, preset_traits[p].left_out);
}

/* Where the numbers of a preset go, and whose they are. */
struct numbers {
    struct text *out;
    const char *preset;
};

static void add_number(const char *key, const char *value, const char *source, void *data)
{
    const struct numbers *numbers = data;

    text_addf(numbers->out, "| `%s` | `%s` | %s | %s |\n", numbers->preset, key, value, source);
}

static void write_numbers(struct text *out)
{
    text_add(out, "\n| preset | key | value | from |\n|---|---|---|---|\n");
    for (int p = 1; p < PRESET_COUNT; p++) {
        struct numbers numbers = {out, preset_names[p]};

        preset_numbers_each((enum preset)p, add_number, &numbers);
    }
}

static void write_situations(struct text *out)
{
    text_add(out, "\n");
    for (int s = 0; s < SITUATION_COUNT; s++)
        text_addf(out, "%d. %s\n", s + 1, situations[s].what);
    text_add(out, "\n| preset |");
    for (int s = 0; s < SITUATION_COUNT; s++)
        text_addf(out, " %d |", s + 1);
    text_add(out, " from |\n|---|");
    text_add_times(out, "---|", SITUATION_COUNT + 1);
    for (int p = 1; p < PRESET_COUNT; p++) {
        if (!situations_of[p].source)
            continue;
        text_addf(out, "\n| `%s` |", preset_names[p]);
        for (int s = 0; s < SITUATION_COUNT; s++)
            text_addf(out, " %s |", situations_of[p].cells[s]);
        text_addf(out, " %s |", situations_of[p].source);
    }
    text_add(out, "\n");
}

static void write_options(struct text *out)
{
    text_add(out, "\n| preset | option | may be | such as | it is read in |\n|---|---|---|---|---|\n");
    for (int p = 0; p < PRESET_COUNT; p++)
        for (const struct preset_option *at = NULL; (at = preset_option_next((enum preset)p, NULL, at));) {
            text_addf(out, "| `%s` | `%s` | ", preset_names[p], at->name);
            preset_option_range_write(at, out);
            text_add(out, " | `");
            option_said(at, out);
            text_add(out, "` is `");
            option_meant(at, out);
            text_add(out, "`");
            text_addf(out, " | %s |\n", at->source);
        }
}

static void write_beats(struct text *out)
{
    text_add(out, "\n| key | shows | goes with it |\n|---|---|---|\n");
    for (int kind = 0; kind < BEAT_COUNT; kind++) {
        const char *others = beat_traits[kind].keys + strlen(beat_kind_names[kind]);

        text_addf(out, "| `%s` | %s | ", beat_kind_names[kind], beat_kind_abouts[kind]);
        if (*others)
            add_keys(out, others + 1);
        text_add(out, " |\n");
    }
}

static void write_commands(struct text *out)
{
#define FORMAT_NAME(constant, name) name,
    static const char *const formats[] = {FORMAT_LIST(FORMAT_NAME)};

    text_add(out, "\n| command | does |\n|---|---|\n");
    for (int c = 0; c < COMMAND_COUNT; c++) {
        const struct command_row *row = &command_rows[c];
        bool is_first = true;

        text_addf(out, "| `makeitso%s%s%s%s` | %s", row->name[0] ? " " : "", row->name, row->operands[0] ? " " : "",
                  row->operands, row->summary);
        for (size_t f = 0; f < sizeof formats / sizeof *formats && row->formats != BIT(FORMAT_TEXT); f++) {
            if (!(row->formats & BIT(f)))
                continue;
            text_addf(out, "%s%s", is_first ? "; `--format " : "\\|", formats[f]);
            is_first = false;
        }
        text_add(out, is_first ? " |\n" : "` |\n");
    }
}

/* "fetch and acknowledge 100 ms; commit 200 ms": what takes as long together, in the order of the list. */
static void add_latencies(struct text *out, const msec lengths[MICRO_COUNT])
{
    bool is_said[MICRO_COUNT] = {false}, is_first = true;

    for (int first = 0; first < MICRO_COUNT; first++) {
        const char *names[MICRO_COUNT];
        size_t count = 0;

        for (int m = first; m < MICRO_COUNT && lengths[first] > 0 && !is_said[first]; m++)
            if (lengths[m] == lengths[first])
                names[count++] = micro_names[m];
        for (int m = first; m < MICRO_COUNT; m++)
            is_said[m] = is_said[m] || lengths[m] == lengths[first];
        if (count == 0)
            continue;
        text_add(out, is_first ? "" : "; ");
        text_add_list(out, names, count, " and ");
        text_addf(out, " %lld ms", (long long)lengths[first]);
        is_first = false;
    }
}

static void write_post_latencies(struct text *out)
{
    msec lengths[MICRO_COUNT];

    for (int m = 0; m < MICRO_COUNT; m++)
        lengths[m] = micro_traits[m].in_post;
    add_latencies(out, lengths);
}

static void write_job_latencies(struct text *out)
{
    msec lengths[MICRO_COUNT];

    for (int m = 0; m < MICRO_COUNT; m++)
        lengths[m] = micro_traits[m].in_job;
    add_latencies(out, lengths);
}

static void write_stops(struct text *out)
{
    text_add(out, "\n| event | of | what happens |\n|---|---|---|\n");
    for (int stop = 0; stop < STOP_COUNT; stop++) {
        const unsigned subjects = stop_traits[stop].subjects;
        const char *of[3];
        size_t count = 0;

        if (subjects & STOP_OF_BOT)
            of[count++] = "a bot";
        if (subjects & STOP_OF_JOB)
            of[count++] = "a job";
        if (subjects & STOP_OF_NOBODY)
            of[count++] = "nobody";
        text_addf(out, "| `%s` | ", stop_names[stop]);
        text_add_list(out, of, count, " or ");
        text_addf(out, " | %s |\n", stop_abouts[stop]);
    }
}

static void write_asks(struct text *out)
{
    static const char *const of[] = {[ASK_OF_NONE] = "–", [ASK_OF_ONE] = "needed", [ASK_OF_ANY] = "may be given"};

    text_add(out, "\n| ask | `of` | what is asked |\n|---|---|---|\n");
    for (int ask = 0; ask < ASK_COUNT; ask++)
        text_addf(out, "| `%s` | %s | %s%s |\n", ask_names[ask], of[ask_traits[ask].of], ask_abouts[ask],
                  ask_traits[ask].has_many ? "; several may be right, or none" : "");
}

static void write_beliefs(struct text *out)
{
    add_meanings(out, "belief | what it takes for granted", belief_names, belief_abouts, BELIEF_COUNT);
}

static void write_job_states(struct text *out)
{
    for (int state = 0; state < JOB_STATE_COUNT; state++)
        text_addf(out, "%s`%s`: %s", state == 0 ? "" : "; ", job_state_names[state], job_state_abouts[state]);
}

static void write_exit_codes(struct text *out)
{
#define EXIT_WORDS(constant, code, meaning) text_addf(out, "%s%d %s", (code) == 0 ? "" : "; ", code, meaning);
    EXIT_LIST(EXIT_WORDS)
#undef EXIT_WORDS
}

static const struct table {
    const char *name;
    void (*write)(struct text *out);
} tables[] = {
    {"guards", write_guards},
    {"states", write_states},
    {"job states", write_job_states},
    {"stops", write_stops},
    {"asks", write_asks},
    {"beliefs", write_beliefs},
    {"kinds", write_kinds},
    {"platform faults", write_platform_faults},
    {"systems", write_systems},
    {"numbers", write_numbers},
    {"situations", write_situations},
    {"options", write_options},
    {"beats", write_beats},
    {"commands", write_commands},
    {"exit codes", write_exit_codes},
    {"latencies of a post", write_post_latencies},
    {"latencies of a job", write_job_latencies},
};

/* Besides the tables, for each list of the model "values of TAG" and "meanings of TAG", in one line. */
static void write_of_list(const char *name, struct text *out)
{
#define OF_LIST(LIST, tag, COUNT)                                                                                      \
    if (strcmp(name, "values of " #tag) == 0) {                                                                        \
        add_values(out, tag##_names, COUNT);                                                                           \
        return;                                                                                                        \
    }                                                                                                                  \
    if (strcmp(name, "meanings of " #tag) == 0) {                                                                      \
        for (size_t i = 0; i < COUNT; i++)                                                                             \
            text_addf(out, "%s%s", i == 0 ? "" : "; ", tag##_abouts[i]);                                               \
        return;                                                                                                        \
    }
    WORD_LISTS(OF_LIST)
    fail_msg("a README asks for rows \"%s\", which nobody writes", name);
}

static void write_rows(const char *name, struct text *out)
{
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        if (strcmp(tables[t].name, name) != 0)
            continue;
        tables[t].write(out);
        return;
    }
    write_of_list(name, out);
}

#define MARK_OPEN "<!-- rows: "
#define MARK_CLOSE "<!-- /rows -->"

/* The file with its rows as they are to be. */
static void fill(const char *file, struct text *out)
{
    const char *open;

    while ((open = strstr(file, MARK_OPEN)) != NULL) {
        const char *end = strstr(open, " -->"), *close = strstr(open, MARK_CLOSE);
        char name[64] = "";

        if (!end || !close || end > close || end - open - (long)strlen(MARK_OPEN) >= (long)sizeof name)
            fail_msg("rows that do not end: %.60s", open);
        memcpy(name, open + strlen(MARK_OPEN), (size_t)(end - open) - strlen(MARK_OPEN));
        text_add_bytes(out, file, (size_t)(end + strlen(" -->") - file));
        write_rows(name, out);
        text_add(out, MARK_CLOSE);
        file = close + strlen(MARK_CLOSE);
    }
    text_add(out, file);
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every key and every value of the lists, each once, and what else a YAML file may hold. */
static void write_dictionary(struct text *out)
{
#define NAME_ITEM(constant, name, ...) name,
#define NAMES(LIST, tag, COUNT) LIST(NAME_ITEM)
#define KEY_ITEM(T, field, key, value, need, about) key,
#define LIST_ITEM(T, field, key, value, most, need, about) key,
#define MAPPING_ITEM(T, field, key, tag, need, about) key,
#define KEYS(tag, TABLE, ...) TABLE(tag, KEY_ITEM, KEY_ITEM, LIST_ITEM, MAPPING_ITEM, LIST_ITEM)
    const char *words[] = {WORD_LISTS(NAMES) EVERY_MAPPING_LIST(KEYS) "!!str",
                           "\\\"8.0\\\"",
                           "%YAML",
                           "&a",
                           "*a",
                           "---",
                           "...",
                           "0.5",
                           "1s..3s",
                           "24h",
                           "<<",
                           "always",
                           "exp(2s)",
                           "never",
                           "version: 1"};
    const size_t count = sizeof words / sizeof *words;

    qsort(words, count, sizeof *words, compare_words);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || strcmp(words[i], words[i - 1]) != 0)
            text_addf(out, "\"%s\"\n", words[i]);
}

static const char *const READMES[] = {"README.md", "scenarios/README.md", "scenarios/lessons/README.md"};
#define DICTIONARY "tests/fuzz/scenario.dict"

/* What the file is to be. */
static void make(const char *path, struct text *out)
{
    char *file = test_file_read(path, NULL);

    assert_non_null(file);
    if (strcmp(path, DICTIONARY) == 0)
        write_dictionary(out);
    else
        fill(file, out);
    free(file);
}

static void check_file(const char *path)
{
    struct text wanted = {0};
    char *file = test_file_read(path, NULL);

    make(path, &wanted);
    if (strcmp(file, text_str(&wanted)) != 0)
        fail_msg("%s is not as the rows have it: make assets", path);
    free(file);
    text_release(&wanted);
}

static void readmes_have_the_rows_of_the_lists(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof READMES / sizeof *READMES; i++)
        check_file(READMES[i]);
}

static void dictionary_has_every_key_and_value(void **state)
{
    (void)state;
    check_file(DICTIONARY);
}

static void write_file(const char *path)
{
    struct text wanted = {0};

    make(path, &wanted);
    test_file_write(path, wanted.bytes, wanted.size);
    text_release(&wanted);
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(readmes_have_the_rows_of_the_lists),
        cmocka_unit_test(dictionary_has_every_key_and_value),
    };

    if (argc < 2 || strcmp(argv[1], "--write") != 0)
        return test_main("readme", tests, sizeof tests / sizeof *tests);
    for (size_t i = 0; i < sizeof READMES / sizeof *READMES; i++)
        write_file(READMES[i]);
    write_file(DICTIONARY);
    return 0;
}
