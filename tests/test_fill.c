/* The raw structs: a file's bytes, loaded by libcyaml, and the nodes of its tree fill them alike. */
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#include "file/fill.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/raw_same.h"

enum { PROPERTY_RUNS = 1000, TAPE_MAX = 96 };

static void assert_same(const char *yaml)
{
    struct text why = {0};

    if (!fills_are_same(&mapping_scenario, yaml, strlen(yaml), &why))
        fail_msg("%s: %s", text_str(&why), yaml);
    text_release(&why);
}

static bool random_fills_are_same(struct tape *tape, struct text *why)
{
    struct text yaml = {0};
    bool is_same;

    random_scenario(tape->bytes, tape->size, &yaml);
    is_same = fills_are_same(&mapping_scenario, text_str(&yaml), yaml.size, why);
    text_release(&yaml);
    return is_same;
}

static void fill_of_random_scenarios_is_the_same_both_ways(void **state)
{
    (void)state;
    assert_true(prop_holds("fill", random_fills_are_same, PROPERTY_RUNS, TAPE_MAX));
}

#define HEAD "version: 1\nbots: [{name: A, post: "
#define TAIL "}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n"

/* How YAML may write one text, and what stands around a document. */
static void fill_of_yaml_of_any_style_is_the_same_both_ways(void **state)
{
    static const char *const files[] = {
        HEAD "plain words" TAIL,
        HEAD "'single: it''s'" TAIL,
        HEAD "\"double: \\\" \\\\ \\u00e9 \\x41 \\\n   folded\"" TAIL,
        HEAD "'over\n  two lines'" TAIL,
        HEAD "over\n  two lines" TAIL,
        HEAD "\"\\U0001F600\"" TAIL,
        "\xEF\xBB\xBF" HEAD "after a byte order mark" TAIL,
        "# a comment\n\n---\n" HEAD "in a document with marks" TAIL "...\n# the end\n\t\n",
        HEAD "ends in dots" TAIL "...\n...\n",
        "version: 1\r\nbots: [{name: A, post: CRLF}]\r\njobs: [{name: J, steps: [{post: A}]}]\r\nschedule: [{enqueue: J}]\r\n",
        "version: 1\nbots: [{name: &a A, post: &p anchored}, {name: B, post: *p}]\n"
        "jobs: [{name: J, steps: [{post: *a}]}]\nschedule: [{enqueue: J}]\n",
        "version: 1\nbots: [{name: A, post: &p one}, {name: B, post: &p two}, {name: C, post: *p}]\n"
        "jobs: &list [{name: J, steps: [&step {post: A}]}]\nschedule: [{enqueue: J}]\n",
        "&whole\nversion: 1\nbots: [{name: A, &key post: x}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n",
        "version: 1\nlesson: |\n  two\n  lines\n\nbots:\n- name: A\n  post: >-\n    a folded\n    text\njobs:\n- name: J\n  steps:\n"
        "  - post: A\nschedule: [{enqueue: J}]\nfaults: []\nexpect: []\n",
        "? version\n: 1\n? bots\n: [{? name : A, ? post : x}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n",
        "{version: 1, bots: [{name: A, post: x, },], jobs: [{name: J, steps: [{post: A}]}], schedule: [{enqueue: J}]}",
        "\"version\": 1\n'bots': [{\"name\": A, post: x}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_same(files[i]);
}

/* In the scenarios of the tree and in the fuzzer's seeds. */
static void fill_of_every_key_is_the_same_both_ways(void **state)
{
    size_t size;
    char *bytes = test_file_read("tests/fuzz/corpus/scenario/every-key.yaml", &size);
    struct text why = {0};

    (void)state;
    assert_non_null(bytes);
    if (!fills_are_same(&mapping_scenario, bytes, size, &why))
        fail_msg("%s", text_str(&why));
    text_release(&why);
    free(bytes);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(fill_of_random_scenarios_is_the_same_both_ways),
        cmocka_unit_test(fill_of_yaml_of_any_style_is_the_same_both_ways),
        cmocka_unit_test(fill_of_every_key_is_the_same_both_ways),
    };

    return test_main("fill", tests, sizeof tests / sizeof *tests);
}
