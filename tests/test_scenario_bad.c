/* Files that are wrong: each is answered with all its mistakes, soon and in little memory.
 *
 * tests/bad/NNN-WHAT.yaml has its answer beside it in NNN-WHAT.txt; its first line says what the schema does with it
 * (tests/schema.py). MAKEITSO_BLESS=1 writes the answers anew. What is too large to be kept is made here. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "file/lesson_load.h"
#include "file/load.h"
#include "model/scenario.h"
#include "support/lesson.h"
#include "support/test.h"
#include "words/beat.h"

#define FOLDER "tests/bad/"
#define FILES_MAX 500

#if defined(__SANITIZE_ADDRESS__)
#define IS_SLOW 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define IS_SLOW 1
#endif
#endif
#ifndef IS_SLOW
#define IS_SLOW 0
#endif

/* A sanitizer's and valgrind's own time and memory are not the loader's. */
static bool is_watched(void)
{
    const char *wrap = getenv("WRAP");

    return IS_SLOW || (wrap && wrap[0]);
}

/* A second of a processor and 64 MB at most; how long it takes on a clock is up to what else the machine does. */
static bool is_modest(const struct rusage *usage)
{
    return usage->ru_utime.tv_sec + usage->ru_stime.tv_sec < 1 && usage->ru_maxrss <= 64 * 1024;
}

/* A lesson's beats are played, too. */
static void lesson_answer(const char *name, const char *bytes, size_t size, struct diags *diags)
{
    struct lesson *lesson = lesson_load(name, bytes, size, &builtin_finder, diags);

    if (lesson)
        lesson_check(lesson, diags);
    lesson_free(lesson);
}

/* The answer to `bytes`, which must be wrong. */
static void answer(const char *name, const char *bytes, size_t size, struct text *out)
{
    struct diags diags;
    bool is_lesson;

    diags_init(&diags, name, bytes, size);
    assert_true(lesson_is_meant(bytes, size, &is_lesson));
    if (is_lesson)
        lesson_answer(name, bytes, size, &diags);
    else
        assert_null(scenario_load(name, bytes, size, &diags));
    assert_false(diags_are_empty(&diags));
    diags_print(&diags, out);
    assert_false(out->failed);
    diags_release(&diags);
}

/* In a process of its own: the beginning of the answer goes to `out`; a second and 64 MiB are the limits. */
static void answer_apart(const char *name, const char *bytes, size_t size, struct text *out)
{
    char buffer[8192];
    ssize_t count;
    int ends[2], status;
    pid_t child;

    assert_int_equal(pipe(ends), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        struct text text = {0};
        struct rusage usage;

        answer(name, bytes, size, &text);
        status = write(ends[1], text.bytes, text.size < sizeof buffer ? text.size : sizeof buffer) > 0 ? 0 : 1;
        text_release(&text);
        getrusage(RUSAGE_SELF, &usage);
        _exit(status || is_watched() || is_modest(&usage) ? status : 64);
    }
    close(ends[1]);
    while ((count = read(ends[0], buffer, sizeof buffer)) > 0)
        text_add_bytes(out, buffer, (size_t)count);
    close(ends[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
}

static void bad_file_is_answered(void **state)
{
    const char *name = *state;
    char path[512];
    struct text got = {0};
    size_t size;
    char *bytes;

    snprintf(path, sizeof path, FOLDER "%s", name);
    bytes = test_file_read(path, &size);
    assert_non_null(bytes);
    assert_true(strncmp(bytes, "# schema: ", 10) == 0);
    answer(name, bytes, size, &got);
    strcpy(strrchr(path, '.'), ".txt");
    test_kept(path, text_str(&got), got.size);
    free(bytes);
    text_release(&got);
}

/* Each bad file in a process of its own, for its time and memory. */
static void bad_files_are_answered_within_limits(void **state)
{
    struct dirent *entry;
    DIR *folder = opendir(FOLDER);
    uint32_t count = 0;

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char path[512];
        struct text got = {0};
        size_t size;
        char *bytes;

        if (!strstr(entry->d_name, ".yaml"))
            continue;
        snprintf(path, sizeof path, FOLDER "%s", entry->d_name);
        bytes = test_file_read(path, &size);
        assert_non_null(bytes);
        answer_apart(entry->d_name, bytes, size, &got);
        text_release(&got);
        free(bytes);
        count++;
    }
    closedir(folder);
    assert_true(count >= 60);
}

/* Made files: what is repeated how often, between what, and the first line of the answer. */
struct made {
    const char *what, *head, *repeated, *tail, *answer;
    uint32_t times;
};

/* Of values: the file's mapping and its list are the first two, so that the 19 999th entry of the list is one too
 * many; it stands at 5 + 19 998 × 2, or × 5 with its anchor. */
static const struct made made[] = {
    {"no byte at all", "", "", "", "made:1:1: error: nothing in it", 0},
    {"2 MiB of comments", "", "# 7 chars\n", "", "made: error: the file is too large", 209716},
    {"one byte too many", "", "#", "", "made: error: the file is too large", SCENARIO_BYTES_MAX + 1},
    {"as large as it may be", "", "#", "", "made:1:1: error: nothing in it", SCENARIO_BYTES_MAX},
    {"200 000 brackets", "version: ", "[", "", "made:1:25: error: nested too deep", 200000},
    {"200 000 braces", "", "{a: ", "", "made:1:65: error: nested too deep", 200000},
    {"dashes", "", "- ", "", "made:1:33: error: nested too deep", 500000},
    {"question marks", "", "? ", "", "made:1:3: error: a key must be plain text, found a mapping", 500000},
    {"a long word", "title: ", "a", "\n", "made:1:1: error: a scenario needs", 1000000},
    {"a long quoted text", "title: \"", "\\e", "\"\n", "made:1:1: error: a scenario needs", 500000},
    {"a long key", "", "a", ": 1\n", "made:1:1000001: error: not YAML: mapping values", 1000000},
    {"a long key in braces", "{version: 1, ", "a", ": 1}\n", "made:1:1: error: a scenario needs \"bots\"", 1000},
    {"100 000 values", "a: [", "1,", "]\n", "made:1:40001: error: too many values", 100000},
    {"65 keys", "{", "a,", "}\n", "made:1:4: error: the key \"a\" is given twice", 65},
    {"directives", "", "%TAG !a! b\n", "---\na: 1\n", "made:1:1: error: directives such as", 90000},
    {"directives at the end", "a: 1\n...\n", "%TAG !a! b\n", "---\n", "made:1:1: error: unknown key \"a\"", 90000},
    {"documents", "", "---\n", "", "made:2:1: error: a second document", 200000},
    {"anchors", "a: [", "&a 1,", "]\n", "made:1:99995: error: too many values", 200000},
    {"257 aliases", "a: [&a 1", ", *a", "]\n", "made:1:1: error: unknown key \"a\" of a scenario", 256},
    {"258 aliases", "a: [&a 1", ", *a", "]\n", "made:1:1035: error: too many aliases", 257},
    {"tabs", "a:\n", "\t", "b\n", "made:2:1: error: not YAML", 100000},
    {"newlines", "a: \"", "\n", "\"\n", "made:1:1: error: unknown key", 1000000},
    {"control characters", "", "\x01", "", "made:1:1: error: the character U+0001 is not allowed", 1000000},
    {"bytes that are no UTF-8", "", "\xff", "", "made:1:1: error: broken UTF-8", 1000000},
    {"half a character", "title: caf", "\xc3", "", "made:1:11: error: broken UTF-8", 1},
    {"a wide encoding", "\xff\xfe", "v", "", "made:1:1: error: broken UTF-8", 1},
    {"open quotes", "", "\"a\n", "", "made:1:1: error: a scenario is a mapping", 300000},
    {"colons", "", "a: ", "b\n", "made:1:5: error: not YAML", 300000},
    {"commas", "[", ",", "]", "made:1:2: error: not YAML", 300000},
    {"an alias of itself", "&a [*a, ", "*a,", "]", "made:1:1: error: a scenario is a mapping", 3},
};

static void made_file_is_answered(void **state)
{
    const struct made *file = *state;
    struct text bytes = {0}, got = {0};
    const char *line;

    text_add(&bytes, file->head);
    text_add_times(&bytes, file->repeated, file->times);
    text_add(&bytes, file->tail);
    answer_apart("made", text_str(&bytes), bytes.size, &got);
    line = text_str(&got);
    if (strncmp(line, file->answer, strlen(file->answer)) != 0)
        fail_msg("expected %s…, got %.200s", file->answer, line);
    text_release(&bytes);
    text_release(&got);
}

/* Nine levels of nine aliases each, which would be 9^9 values: each alias of a list is refused, none is followed. */
static void alias_bomb_is_defused(void **state)
{
    struct text bytes = {0}, got = {0};

    (void)state;
    text_add(&bytes, "a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (unsigned level = 1; level <= 9; level++) {
        text_addf(&bytes, "a%u: &a%u [", level, level);
        for (unsigned i = 0; i < 9; i++)
            text_addf(&bytes, "*a%u,", level - 1);
        text_add(&bytes, "]\n");
    }
    answer_apart("bomb", text_str(&bytes), bytes.size, &got);
    assert_non_null(strstr(text_str(&got), "\"*a0\" is an alias of a list or a mapping"));
    text_release(&bytes);
    text_release(&got);
}

/* 0, 1, 2, … 255 and on, as an executable might be: NUL comes first. */
static void binary_file_is_answered(void **state)
{
    char bytes[4096];
    struct text got = {0};

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i % 256);
    answer_apart("binary", bytes, sizeof bytes, &got);
    assert_non_null(strstr(text_str(&got), "binary:1:1: error: a NUL byte: this is no text"));
    text_release(&got);
}

/* No control character of a file, a name or a message reaches the terminal, whatever is answered. */
static void answers_hold_no_control_characters(void **state)
{
    struct dirent *entry;
    DIR *folder = opendir(FOLDER);

    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder))) {
        char path[512];
        size_t size;
        char *bytes;

        if (!strstr(entry->d_name, ".txt"))
            continue;
        snprintf(path, sizeof path, FOLDER "%s", entry->d_name);
        bytes = test_file_read(path, &size);
        assert_non_null(bytes);
        assert_int_equal(strlen(bytes), size);
        for (const char *at = bytes; *at;)
            assert_false(text_is_unsafe(text_next(&at)));
        free(bytes);
    }
    closedir(folder);
}

static int compare(const void *a, const void *b)
{
    return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static size_t files_list(struct CMUnitTest *tests)
{
    DIR *folder = opendir(FOLDER);
    struct dirent *entry;
    size_t count = 0;

    while (folder && count < FILES_MAX && (entry = readdir(folder))) {
        char *name;

        if (!strstr(entry->d_name, ".yaml"))
            continue;
        name = strdup(entry->d_name);
        tests[count++] = (struct CMUnitTest){.name = name, .test_func = bad_file_is_answered, .initial_state = name};
    }
    if (folder)
        closedir(folder);
    qsort(tests, count, sizeof *tests, compare);
    return count;
}

int main(void)
{
    static const struct CMUnitTest others[] = {
        cmocka_unit_test(bad_files_are_answered_within_limits),
        cmocka_unit_test(alias_bomb_is_defused),
        cmocka_unit_test(binary_file_is_answered),
        cmocka_unit_test(answers_hold_no_control_characters),
    };
    const size_t made_count = sizeof made / sizeof *made, other_count = sizeof others / sizeof *others;
    struct CMUnitTest tests[FILES_MAX + sizeof made / sizeof *made + sizeof others / sizeof *others];
    const size_t file_count = files_list(tests);
    size_t count = file_count;
    int status;

    for (size_t i = 0; i < made_count; i++)
        tests[count++] = (struct CMUnitTest){
            .name = made[i].what, .test_func = made_file_is_answered, .initial_state = (void *)&made[i]};
    for (size_t i = 0; i < other_count; i++)
        tests[count++] = others[i];
    status = test_main("scenario_bad", tests, count);
    for (size_t i = 0; i < file_count; i++)
        free((char *)tests[i].name);
    return status;
}
