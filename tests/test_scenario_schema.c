/* The schema in the tree is the one that the loader's tables make, and that the program prints. */
#include <stdlib.h>
#include <string.h>

#include "file/schema.h"
#include "model/value.h"
#include "support/test.h"

static void schema_in_the_tree_is_up_to_date(void **state)
{
    struct text schema = {0};
    char *file = test_file_read("assets/scenario.schema.json", NULL);

    (void)state;
    assert_true(schema_write(&mapping_scenario, &schema));
    assert_non_null(file);
    assert_string_equal(file, text_str(&schema));
    free(file);
    text_release(&schema);
}

/* A rule that is no JSON would be left out without a word. Each of them says something that nothing else says. */
static void schema_holds_every_rule(void **state)
{
    static const char *const said[] = {"\"oneOf\"", "\"visible_after\"", "\"propertyNames\"",
                                       "\"then\"",  "\"allOf\"",         "\"minimum\": 2"};
    struct text schema = {0};

    (void)state;
    assert_true(schema_write(&mapping_scenario, &schema));
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        assert_non_null(strstr(text_str(&schema), said[i]));
    text_release(&schema);
}

/* The states that an expectation may name are those of posts and of jobs, and no others. */
static void state_names_are_those_of_posts_and_jobs(void **state)
{
    (void)state;
    for (size_t i = 0; i < STATE_COUNT; i++)
        assert_true(word_find(state_names[i], post_state_names, POST_STATE_COUNT) >= 0 ||
                    word_find(state_names[i], job_state_names, JOB_STATE_COUNT) >= 0);
    for (size_t i = 0; i < JOB_STATE_COUNT; i++)
        assert_true(word_find(job_state_names[i], state_names, STATE_COUNT) >= 0);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(schema_in_the_tree_is_up_to_date),
        cmocka_unit_test(schema_holds_every_rule),
        cmocka_unit_test(state_names_are_those_of_posts_and_jobs),
    };

    return test_main("scenario_schema", tests, sizeof tests / sizeof *tests);
}
