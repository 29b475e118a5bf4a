/* What is printed on a terminal fits its width, down to 40 columns; a command line to be typed again is never cut. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "file/load.h"
#include "picture/crash_picture.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/room.h"

/* Takes the colours out of a line that ends at a newline. */
static void plain_line(const char *from, const char *end, struct text *out)
{
    while (from < end) {
        if (*from == '\033') {
            from = memchr(from, 'm', (size_t)(end - from));
            from = from ? from + 1 : end;
        } else {
            if (*from == '\r' && from + 1 < end)
                text_clear(out); /* progress, written over */
            else if (*from != '\r')
                text_add_bytes(out, from, 1);
            from++;
        }
    }
}

static void assert_lines_fit(const char *what, const char *line, int columns)
{
    const char *end;

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

    assert_true(pty_end(&room->pty) <= 4); /* as claimed, or not: it has come to its own end */
    snprintf(what, sizeof what, "%s %s", arguments[0], arguments[1] ? arguments[1] : "");
    room->pty.raw[room->pty.raw_size] = '\0';
    assert_true(room->pty.raw_size > 0);
    assert_lines_fit(what, room->pty.raw, columns);
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
    (const char *const[]){"compare", "crash-before-mark", "--presets", "all", NULL},
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

/* What is printed of one file; the bot that "why" asks for, and the second file of "compare", come behind it. */
static const char *const *const printed[] = {
    (const char *const[]){"run", NULL},
    (const char *const[]){"draw", NULL},
    (const char *const[]){"draw", "--as", "timeline", NULL},
    (const char *const[]){"draw", "--as", "timeline", "--lanes", "jobs", NULL},
    (const char *const[]){"why", NULL},
    (const char *const[]){"compare", NULL},
};

static void assert_printed_fits(const char *path, int columns)
{
    for (size_t c = 0; c < sizeof printed / sizeof *printed; c++) {
        const char *arguments[10] = {NULL};
        size_t count = 0;

        for (; printed[c][count]; count++)
            arguments[count] = printed[c][count];
        arguments[count++] = path;
        if (strcmp(arguments[0], "why") == 0)
            arguments[count++] = "B0";
        if (strcmp(arguments[0], "compare") == 0)
            arguments[count++] = path;
        fits(arguments, (struct pty_options){.columns = columns}, columns);
    }
}

static void assert_map_fits(const char *yaml, int columns)
{
    const struct search_options options = {.faults = 1, .kinds = (1u << FAULT_COUNT) - 1, .plays_max = 300};
    const struct style style = {.columns = columns};
    struct scenario *scenario;
    struct diags diags;
    struct explore explore;
    struct crash_map map;
    struct text text = {0};
    struct err err;

    diags_init(&diags, "some.yaml", yaml, strlen(yaml));
    scenario = scenario_load("some.yaml", yaml, strlen(yaml), &diags);
    assert_non_null(scenario);
    diags_release(&diags);
    assert_true(explore_take(scenario, &options, &(struct cancel_token){0}, &explore, &err));
    assert_true(crash_map_of(&explore, &map, &err));
    crash_text(&map, &style, &text);
    assert_lines_fit("the crash map", text_str(&text), columns);
    text_release(&text);
    crash_map_release(&map);
    explore_release(&explore);
    scenario_free(scenario);
}

/* Everything that has a width. */
static void assert_all_fits(const char *yaml, int columns)
{
    struct test_folder folder;
    char path[80];

    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/some.yaml", folder.path);
    test_file_write(path, yaml, strlen(yaml));
    assert_printed_fits(path, columns);
    assert_map_fits(yaml, columns);
    test_folder_remove(&folder);
}

/* Whatever a scenario looks like. */
/* A lease that always ends in a stall: 222220 posts before the run hits its limit. */
static void width_is_kept_by_numbers_of_six_digits(void **state)
{
    (void)state;
    assert_all_fits("version: 1\n"
                    "bots: [{name: A, post: x}]\n"
                    "jobs: [{name: J, steps: [{post: A}]}]\n"
                    "platform: {on_crash: lease, lease: 20s}\n"
                    "schedule: [{enqueue: J}]\n"
                    "faults: [{bot: A, before: reply, kind: stall, times: always}]\n",
                    40);
}

static void width_is_kept_by_random_scenarios(void **state)
{
    struct rounds rounds = rounds_begin("width", 12);

    (void)state;
    while (rounds_next(&rounds)) {
        uint8_t tape[300];
        struct text yaml = {0};

        random_scenario(tape, random_tape(&rounds.random, tape, sizeof tape), &yaml);
        assert_all_fits(text_str(&yaml),
                        40 + (int)random_below(&rounds.random, 2) * (int)random_below(&rounds.random, 61));
        text_release(&yaml);
    }
}

static void width_is_kept_where_retries_go_back_beside_nested_jobs(void **state)
{
    char *yaml = test_file_read("tests/width/nested-jobs.yaml", NULL);

    (void)state;
    assert_non_null(yaml);
    assert_all_fits(yaml, 40);
    free(yaml);
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
        cmocka_unit_test(width_is_kept_by_random_scenarios),
        cmocka_unit_test(width_is_kept_by_numbers_of_six_digits),
        cmocka_unit_test(width_is_kept_where_retries_go_back_beside_nested_jobs),
        cmocka_unit_test(width_said_by_columns_goes_first),
    };

    return test_main("width", tests, sizeof tests / sizeof *tests);
}
