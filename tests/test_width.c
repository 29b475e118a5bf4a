/* What is printed on a terminal fits its width, down to 40 columns; a command line to be typed again is never cut. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "support/room.h"

/* Takes the colours out of a line that ends at a newline. */
static void plain_line(const char *from, const char *end, struct text *out)
{
    while (from < end) {
        if (*from == '\033') {
            from = memchr(from, 'm', (size_t)(end - from));
            from = from ? from + 1 : end;
        } else {
            if (*from != '\r')
                text_add_bytes(out, from, 1);
            from++;
        }
    }
}

static void assert_fits(struct pty *pty, const char *what, int columns)
{
    const char *line = pty->raw, *end;

    pty->raw[pty->raw_size] = '\0';
    assert_true(pty->raw_size > 100);
    for (; (end = strchr(line, '\n')); line = end + 1) {
        struct text plain = {0};

        plain_line(line, end, &plain);
        if (text_width(text_str(&plain)) > columns && !strstr(text_str(&plain), "makeitso "))
            fail_msg("%s at %d columns: %d: %s", what, columns, text_width(text_str(&plain)), text_str(&plain));
        text_release(&plain);
    }
}

static void fits(const char *const *arguments, struct pty_options options, int columns)
{
    struct room *room = room_open(arguments, options);
    char what[80];

    ASSERT_I64(pty_end(&room->pty), 0);
    snprintf(what, sizeof what, "%s %s", arguments[0], arguments[1] ? arguments[1] : "");
    assert_fits(&room->pty, what, columns);
    room_close(room);
}

static const char *const *const commands[] = {
    (const char *const[]){"run", "sequential", NULL},
    (const char *const[]){"run", "fan-out", NULL},
    (const char *const[]){"run", "three-days", NULL},
    (const char *const[]){"run", "two-workers", "--full", NULL},
    (const char *const[]){"why", "sequential", "Riker", NULL},
    (const char *const[]){"why", "top-job-fails", "Riker", NULL},
    (const char *const[]){"compare", "sequential", "bail-out", "fan-out", NULL},
    (const char *const[]){"list", NULL},
    (const char *const[]){"help", NULL},
    (const char *const[]){"help", "run", NULL},
    (const char *const[]){"help", "explore", NULL},
    (const char *const[]){"help", "limits", NULL},
};

static void width_of_the_terminal_is_kept(void **state)
{
    static const int widths[] = {40, 59, 60, 72, 79, 120};

    (void)state;
    for (size_t c = 0; c < sizeof commands / sizeof *commands; c++)
        for (size_t w = 0; w < sizeof widths / sizeof *widths; w++)
            fits(commands[c], (struct pty_options){.columns = widths[w]}, widths[w]);
}

/* Names as long as they may be, on several days, silent and late: the clock has eleven columns, the state all it can. */
static const char long_names[] =
    "version: 1\ntitle: Long names\nbots:\n"
    "  - {name: Commander William Thomas Riker of the Enterprise, post: hi, due: 1s}\n"
    "  - {name: 海軍大将ジャン・リュック・ピカード, post: hm, due: 1s}\n"
    "jobs:\n  - name: A job of a name that is far too long for its column\n"
    "    steps: [{post: Commander William Thomas Riker of the Enterprise},\n"
    "            {post: 海軍大将ジャン・リュック・ピカード}]\n"
    "    retry: {limit: 1, wait: 1m}\n"
    "schedule: [{enqueue: A job of a name that is far too long for its column, times: 3}]\n"
    "faults:\n  - {bot: 海軍大将ジャン・リュック・ピカード, after: commit, kind: error, times: 3}\n";

static void width_is_kept_by_long_names(void **state)
{
    static const int widths[] = {40, 48, 60, 80};
    struct test_folder folder;
    char path[80];

    (void)state;
    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/long.yaml", folder.path);
    test_file_write(path, long_names, strlen(long_names));
    for (size_t w = 0; w < sizeof widths / sizeof *widths; w++) {
        const struct pty_options options = {.columns = widths[w]};

        fits((const char *const[]){"run", path, NULL}, options, widths[w]);
        fits((const char *const[]){"run", path, "--full", NULL}, options, widths[w]);
        fits((const char *const[]){"compare", path, path, NULL}, options, widths[w]);
    }
    test_folder_remove(&folder);
}

/* COLUMNS says what a terminal does not know. */
static void width_said_by_columns_goes_first(void **state)
{
    static const char *const environment[] = {"COLUMNS=50", NULL};

    (void)state;
    for (size_t c = 0; c < sizeof commands / sizeof *commands; c++)
        fits(commands[c], (struct pty_options){.columns = 120, .environment = environment}, 50);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(width_of_the_terminal_is_kept),
        cmocka_unit_test(width_is_kept_by_long_names),
        cmocka_unit_test(width_said_by_columns_goes_first),
    };

    return test_main("width", tests, sizeof tests / sizeof *tests);
}
