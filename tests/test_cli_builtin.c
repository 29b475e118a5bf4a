#include "support/test.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/builtin.h"

static void builtins_are_the_files_byte_for_byte(void **state)
{
    (void)state;
    assert_true(builtin_count > 0);
    for (size_t i = 0; i < builtin_count; i++) {
        char path[256];
        size_t size = 0;
        char *bytes;
        snprintf(path, sizeof path, "scenarios/%s.yaml", builtins[i].name);
        bytes = test_file_read(path, &size);
        assert_non_null(bytes);
        assert_int_equal(builtins[i].size, size);
        assert_memory_equal(builtins[i].bytes, bytes, size + 1); /* and a NUL */
        free(bytes);
    }
}

static void builtin_lessons_are_the_files_byte_for_byte(void **state)
{
    (void)state;
    assert_true(builtin_lesson_count >= 3);
    for (size_t i = 0; i < builtin_lesson_count; i++) {
        char path[256];
        size_t size = 0;
        char *bytes;
        snprintf(path, sizeof path, "scenarios/lessons/%s.yaml", builtin_lessons[i].name);
        bytes = test_file_read(path, &size);
        assert_non_null(bytes);
        assert_int_equal(builtin_lessons[i].size, size);
        assert_memory_equal(builtin_lessons[i].bytes, bytes, size + 1);
        free(bytes);
    }
}

static void builtins_are_sorted_by_name(void **state)
{
    (void)state;
    for (size_t i = 1; i < builtin_count; i++)
        assert_true(strcmp(builtins[i - 1].name, builtins[i].name) < 0);
}

static void builtins_leave_no_file_out(void **state)
{
    DIR *folder = opendir("scenarios");
    size_t count = 0;

    (void)state;
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        count += strlen(entry->d_name) > 5 && strcmp(entry->d_name + strlen(entry->d_name) - 5, ".yaml") == 0;
    closedir(folder);
    assert_int_equal(builtin_count, count);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(builtins_are_the_files_byte_for_byte),
        cmocka_unit_test(builtin_lessons_are_the_files_byte_for_byte),
        cmocka_unit_test(builtins_are_sorted_by_name),
        cmocka_unit_test(builtins_leave_no_file_out),
    };

    return test_main("cli_builtin", tests, sizeof tests / sizeof *tests);
}
