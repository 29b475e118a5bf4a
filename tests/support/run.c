#include "support/test.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text.h"
#include "support/prop.h"

int test_main(const char *group, const struct CMUnitTest *tests, size_t count)
{
    const char *filter = getenv("CMOCKA_FILTER");
    int failed;

    if (filter)
        cmocka_set_test_filter(filter);
    /* The public macro takes the size of an array; this takes tables made at run time. It returns the number of
     * failures, of which 256 would be an exit status of 0. */
    failed = _cmocka_run_group_tests(group, tests, count, NULL, NULL);
    rounds_report();
    return failed != 0;
}

void test_i64(int64_t got, int64_t expected, const char *what, const char *file, int line)
{
    if (got == expected)
        return;
    print_error("%s: got %lld, expected %lld\n", what, (long long)got, (long long)expected);
    _fail(file, line);
}

static void say(msec length, struct text *out)
{
    if (length >= 0)
        msec_say(length, out);
    text_addf(out, "%s(%lld ms)", length >= 0 ? " " : "", (long long)length);
}

void test_msec(msec got, msec expected, const char *what, const char *file, int line)
{
    struct text text = {0};

    if (got == expected)
        return;
    text_addf(&text, "%s: got ", what);
    say(got, &text);
    text_add(&text, ", expected ");
    say(expected, &text);
    print_error("%s\n", text_str(&text));
    text_release(&text);
    _fail(file, line);
}

void test_folder_make(struct test_folder *folder)
{
    strcpy(folder->path, "/tmp/makeitso-test-XXXXXX");
    assert_non_null(mkdtemp(folder->path));
}

static int remove_one(const char *path, const struct stat *status, int kind, struct FTW *where)
{
    (void)status;
    (void)kind;
    (void)where;
    return remove(path);
}

void test_folder_remove(struct test_folder *folder)
{
    nftw(folder->path, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* Twice the room for the bytes; NULL, and they are freed, without memory. */
static char *doubled(char *bytes, size_t *room)
{
    char *larger = realloc(bytes, *room *= 2);

    if (!larger)
        free(bytes);
    return larger;
}

/* To its end, whatever its size is said to be: a file of /proc says 0. */
char *test_file_read(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    size_t room = 4096, length = 0;
    char *bytes = file ? malloc(room) : NULL;

    while (bytes && (length += fread(bytes + length, 1, room - 1 - length, file)) == room - 1)
        bytes = doubled(bytes, &room);
    if (bytes && ferror(file)) {
        free(bytes);
        bytes = NULL;
    }
    if (bytes)
        bytes[length] = '\0';
    if (bytes && size)
        *size = length;
    if (file)
        fclose(file);
    return bytes;
}

void test_file_write(const char *path, const char *bytes, size_t size)
{
    FILE *file = fopen(path, "wb");

    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

void test_kept(const char *path, const char *bytes, size_t size)
{
    static const char now[] = "/tmp/makeitso-now.txt";
    const char *wish = getenv("MAKEITSO_BLESS");
    char *kept;

    if (wish && strcmp(wish, "1") == 0)
        test_file_write(path, bytes, size);
    kept = test_file_read(path, NULL);
    assert_non_null(kept);
    if (strcmp(kept, bytes) != 0) {
        test_file_write(now, bytes, size);
        fail_msg("%s differs; what there is now is in %s; MAKEITSO_BLESS=1 keeps it", path, now);
    }
    free(kept);
}
