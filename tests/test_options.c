/* The command line: each option of each command is read, with a value where it takes one. */
#include <stdio.h>
#include <string.h>

#include "cli/options.h"
#include "support/test.h"

static bool is_read(enum command command, const char *option, struct settings *settings, struct err *err)
{
    char program[] = "makeitso", name[32], typed[80], file[] = "x";
    char *argv[] = {program, name, file, typed, NULL};

    snprintf(name, sizeof name, "%s", command_rows[command].name);
    snprintf(typed, sizeof typed, "--%s", option);
    return settings_parse(4, argv, settings, err);
}

/* Those that take no value, --no-faults and --keep-faults among them, are given by their name alone; the others say that
 * they need one. */
static void options_are_read_bare_or_need_a_value(void **state)
{
    (void)state;
    for (int command = COMMAND_STORY + 1; command < COMMAND_COUNT; command++)
        for (size_t i = 0; i < OPTION_COUNT; i++) {
            const struct option_row *row = &option_rows[i];
            struct settings settings;
            struct err err = {""};

            if ((row->commands >> command & 1) == 0)
                continue;
            if (is_read((enum command)command, row->name, &settings, &err))
                assert_int_equal(row->argument[0], '\0');
            else if (row->argument[0])
                assert_non_null(strstr(err.text, "needs a value"));
            else
                assert_null(strstr(err.text, "needs a value"));
        }
}

static void option_that_changes_the_scenario_may_be_bare(void **state)
{
    struct settings settings;
    struct err err;

    (void)state;
    assert_true(is_read(COMMAND_RUN, "no-faults", &settings, &err));
    assert_int_equal(settings.change_count, 1);
    assert_int_equal(settings.changes[0].kind, CHANGE_NO_FAULTS);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(options_are_read_bare_or_need_a_value),
        cmocka_unit_test(option_that_changes_the_scenario_may_be_bare),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
