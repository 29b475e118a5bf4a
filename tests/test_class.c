/* What a class tells its consoles, and the socket between them. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "screens/console_rows.h"
#include "support/test.h"
#include "tui/class_socket.h"
#include "tui/class_json.h"
#include "tui/class_watch.h"
#include "tui/input.h"

enum { PATH_SIZE = sizeof((struct sockaddr_un *)NULL)->sun_path };

/* --- Sentences. */

/* A vote on two choices, of which the first is right. */
static void assert_advice(int64_t right, int64_t wrong, const char *expected)
{
    struct class_told told;
    struct text out = {0};

    class_told_init(&told);
    told.choices[0] = (struct told_choice){.text = "a", .is_right = true, .hands = {right, -1}};
    told.choices[1] = (struct told_choice){.text = "b", .hands = {wrong, -1}};
    told.choice_count = 2;
    class_say_advice(&told, &out);
    assert_string_equal(text_str(&out), expected);
    text_release(&out);
    class_told_release(&told);
}

/* Of 20 hands 6 are 30 %, 7 are 35 %, 16 are 80 %, 17 are 85 %. */
static void class_advice_follows_the_share_of_right_hands(void **state)
{
    (void)state;
    assert_advice(-1, -1, "");
    assert_advice(0, 0, "");
    assert_advice(6, 14, "30 % right: too few to talk it over; explain it");
    assert_advice(7, 13, "35 % right: let them talk to each other");
    assert_advice(16, 4, "80 % right: let them talk to each other");
    assert_advice(17, 3, "85 % right: enough: go on");
}

/* The beats before take 5 min and this one 4: at 9 min and 59 s it keeps to its plan, at 11 min it is 2 over. */
static void class_delay_is_told_with_the_beat_to_leave_out(void **state)
{
    struct class_told told;
    struct text out = {0};

    (void)state;
    class_told_init(&told);
    told.began = 1000;
    told.beat_number = 3;
    told.minutes_before = 5;
    told.beat_minutes = 4;
    told.minutes = 25;
    told.spare = 6;
    class_say_delay(&told, 1000 + 10 * MINUTE - 1, &out);
    assert_string_equal(text_str(&out), "");
    class_say_delay(&told, 1000 + 11 * MINUTE, &out);
    assert_string_equal(text_str(&out), "2 min over; beat 6 is spare");
    text_clear(&out);
    class_say_time(&told, 1000 + 11 * MINUTE, &out);
    assert_string_equal(text_str(&out), "11 of 25 min");
    text_release(&out);
    class_told_release(&told);
}

/* 12 of 30 hands are 40 %, then 25 of 30 are 83 %. */
static void class_hands_are_told_of_both_votes(void **state)
{
    struct class_told told;
    struct text out = {0};

    (void)state;
    class_told_init(&told);
    told.choices[0] = (struct told_choice){.text = "a", .is_right = true, .hands = {12, 25}};
    told.choices[1] = (struct told_choice){.text = "b", .hands = {18, 5}};
    told.choice_count = 2;
    class_say_hands(&told, &told.choices[0], &out);
    assert_string_equal(text_str(&out), "12 hands, 40 %; then 25, 83 %");
    text_release(&out);
    class_told_release(&told);
}

/* --- The state. */

/* The line of the corpus, which has every key. */
static void read_full(struct class_told *told)
{
    size_t size;
    char *line = test_file_read("tests/fuzz/corpus/class/state", &size);
    struct err err;

    assert_non_null(line);
    class_told_init(told);
    assert_true(class_told_read(line, size, told, &err));
    free(line);
}

static void class_state_is_read_as_it_was_written(void **state)
{
    struct class_told told, again;
    struct text first = {0}, second = {0};
    struct err err;

    (void)state;
    read_full(&told);
    assert_string_equal(told.clock, "00:00:04.3");
    ASSERT_I64(told.choices[1].hands[0], 9);
    assert_string_equal(told.choices[2].models[0].reply, "Read Picard's line again.");
    class_told_write(&told, &first);
    class_told_init(&again);
    assert_true(class_told_read(first.bytes, first.size - 1, &again, &err));
    class_told_write(&again, &second);
    assert_string_equal(text_str(&first), text_str(&second));
    text_release(&first);
    text_release(&second);
    class_told_release(&told);
    class_told_release(&again);
}

/* Notes, the next stop, the verdict, which answer is right and why one errs are the teacher's. */
static void class_told_to_pupils_has_no_answers(void **state)
{
    static const char *const secrets[] = {"arrow",  "why Riker", "started over", "Not so",
                                          "right", "goes on",   "line again", "12 hands"};
    static struct console_rows rows;
    struct class_told told;
    struct text out = {0};

    (void)state;
    read_full(&told);
    console_rows_init(&rows, &told);
    console_rows_tell(&rows, NULL, &out);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        if (!strstr(text_str(&out), secrets[i]))
            fail_msg("%s is not in\n%s", secrets[i], text_str(&out));
    console_rows_release(&rows);
    text_clear(&out);
    class_told_hide(&told);
    console_rows_init(&rows, &told);
    console_rows_tell(&rows, NULL, &out);
    for (size_t i = 0; i < sizeof secrets / sizeof *secrets; i++)
        assert_null(strstr(text_str(&out), secrets[i]));
    assert_non_null(strstr(text_str(&out), "Who will have posted how often?"));
    console_rows_release(&rows);
    text_release(&out);
    class_told_release(&told);
}

/* Nor the question before it is asked. */
static void class_told_to_pupils_has_no_question_to_come(void **state)
{
    struct class_told told;

    (void)state;
    read_full(&told);
    told.is_open = 0;
    class_told_hide(&told);
    assert_string_equal(told.ask, "");
    ASSERT_I64(told.choice_count, 0);
    class_told_release(&told);
}

/* Of two votes only those that the class sees. */
static void class_told_to_pupils_has_the_hands_that_the_wall_shows(void **state)
{
    struct class_told told;

    (void)state;
    read_full(&told);
    told.choices[0].hands[1] = 3;
    told.shows_hands = 2;
    class_told_hide(&told);
    ASSERT_I64(told.choices[0].hands[0], -1);
    ASSERT_I64(told.choices[0].hands[1], 3);
    class_told_release(&told);
}

/* A console that reads aloud says only what is new. */
static void class_rows_told_again_are_only_those_that_changed(void **state)
{
    static struct console_rows before, rows;
    struct class_told told;
    struct text out = {0};

    (void)state;
    read_full(&told);
    console_rows_init(&before, &told);
    told.stage = "second vote";
    console_rows_init(&rows, &told);
    console_rows_tell(&rows, &before, &out);
    assert_string_equal(text_str(&out), "now: second vote\n");
    console_rows_release(&before);
    console_rows_release(&rows);
    text_release(&out);
    class_told_release(&told);
}

static void class_keys_are_read_by_the_names_that_are_written(void **state)
{
    static const int keys[] = {'n', ' ', 'q', 0xe9, KEY_CODE_PAGE_DOWN, KEY_CODE_F10, KEY_CODE_CTRL('r')};

    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        struct text line = {0};

        class_key_write(keys[i], &line);
        ASSERT_I64(class_key_read(line.bytes, line.size - 1), keys[i]);
        text_release(&line);
    }
    ASSERT_I64(class_key_read("{\"key\":\"nn\"}", 12), KEY_CODE_NONE);
    ASSERT_I64(class_key_read("{\"key\":7}", 9), KEY_CODE_NONE);
    ASSERT_I64(class_key_read("n", 1), KEY_CODE_NONE);
}

/* --- The socket. */

struct fixture {
    struct test_folder folder;
    struct class_socket *class;
};

static int open_class(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct err err;

    test_folder_make(&fixture->folder);
    fixture->class = class_socket_open(fixture->folder.path, &err);
    assert_non_null(fixture->class);
    *state = fixture;
    return 0;
}

static int close_class(void **state)
{
    struct fixture *fixture = *state;

    class_socket_close(fixture->class);
    test_folder_remove(&fixture->folder);
    free(fixture);
    return 0;
}

static void serve(struct class_socket *class, int64_t now)
{
    struct pollfd files[CLASS_FILES_MAX];
    size_t count = class_socket_files(class, files);

    (void)poll(files, (nfds_t)count, 0);
    class_socket_serve(class, files, count, now);
}

/* A turn of the class at a time; the key that was pressed. */
static int turn(struct class_socket *class, const char *tells, int64_t now)
{
    struct text line = {0};
    int key;

    serve(class, now);
    key = class_socket_key(class);
    text_addf(&line, "%s\n", tells);
    class_socket_tell(class, &line, now);
    text_release(&line);
    return key;
}

static int connect_console(const struct fixture *fixture)
{
    struct err err;
    int file = class_socket_connect(fixture->folder.path, 1, &err);

    assert_true(file >= 0);
    (void)turn(fixture->class, "{}", 0);
    return file;
}

static void say(int file, const char *bytes)
{
    ASSERT_I64(send(file, bytes, strlen(bytes), MSG_NOSIGNAL), (ssize_t)strlen(bytes));
}

/* All that was told to a console. */
static void hear(int file, struct text *out)
{
    char bytes[4096];
    ssize_t size;

    while ((size = recv(file, bytes, sizeof bytes, MSG_DONTWAIT)) > 0)
        text_add_bytes(out, bytes, (size_t)size);
}

static void assert_let_go(int file)
{
    char byte;

    for (ssize_t size; (size = recv(file, &byte, 1, MSG_DONTWAIT)) != 0;)
        assert_true(size > 0);
}

static void path_of(const struct fixture *fixture, int number, char out[PATH_SIZE])
{
    snprintf(out, PATH_SIZE, "%s/class-%d.sock", fixture->folder.path, number);
}

static void class_socket_is_its_users_alone_and_goes_with_the_class(void **state)
{
    struct fixture *fixture = *state;
    struct stat is;
    char path[PATH_SIZE];

    path_of(fixture, 1, path);
    ASSERT_I64(stat(path, &is), 0);
    ASSERT_I64(is.st_mode & 0777, 0600);
    class_socket_close(fixture->class);
    fixture->class = NULL;
    ASSERT_I64(stat(path, &is), -1);
}

/* One that was killed leaves its file, with nobody behind it. */
static void class_socket_that_was_left_is_replaced(void **state)
{
    struct fixture *fixture = *state;
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    uint64_t living[CLASS_NUMBERS_MAX];
    struct class_socket *second;
    struct err err;
    int file = socket(AF_UNIX, SOCK_STREAM, 0);

    path_of(fixture, 2, address.sun_path);
    ASSERT_I64(bind(file, (struct sockaddr *)&address, sizeof address), 0);
    close(file);
    ASSERT_I64(class_socket_living(fixture->folder.path, living), 1);
    second = class_socket_open(fixture->folder.path, &err);
    assert_non_null(second);
    ASSERT_I64(class_socket_living(fixture->folder.path, living), 2);
    ASSERT_I64(living[1], 2);
    class_socket_close(second);
    ASSERT_I64(class_socket_living(fixture->folder.path, living), 1);
    ASSERT_I64(living[0], 1);
}

static void class_socket_tells_all_to_whoever_comes_and_then_what_changes(void **state)
{
    struct fixture *fixture = *state;
    int first = connect_console(fixture), second;
    struct text heard = {0}, late = {0};

    (void)turn(fixture->class, "{\"clock\":\"1\"}", 0);
    (void)turn(fixture->class, "{\"clock\":\"1\"}", 0);
    second = connect_console(fixture);
    (void)turn(fixture->class, "{\"clock\":\"2\"}", 0);
    hear(first, &heard);
    hear(second, &late);
    assert_string_equal(text_str(&heard), "{}\n{\"clock\":\"1\"}\n{}\n{\"clock\":\"2\"}\n");
    assert_string_equal(text_str(&late), "{}\n{\"clock\":\"2\"}\n");
    text_release(&heard);
    text_release(&late);
    close(first);
    close(second);
}

static void class_socket_takes_keys_in_parts_and_several_at_once(void **state)
{
    struct fixture *fixture = *state;
    int file = connect_console(fixture);

    say(file, "{\"key\":");
    ASSERT_I64(turn(fixture->class, "{}", 0), KEY_CODE_NONE);
    say(file, "\"n\"}\n{\"key\":\"PgUp\"}\n");
    close(file);
    serve(fixture->class, 0);
    ASSERT_I64(class_socket_key(fixture->class), 'n');
    ASSERT_I64(class_socket_key(fixture->class), KEY_CODE_PAGE_UP);
    ASSERT_I64(turn(fixture->class, "{}", 0), KEY_CODE_NONE);
    assert_false(class_socket_has_consoles(fixture->class));
}

static void class_socket_lets_go_who_writes_rubbish(void **state)
{
    struct fixture *fixture = *state;
    static char long_line[CLASS_KEY_LINE_MAX + 100];
    const char *const rubbish[] = {"rubbish\n", "\n", "{\"key\":\"no such key\"}\n", "[]\n", long_line};

    memset(long_line, 'x', sizeof long_line - 1);
    for (size_t i = 0; i < sizeof rubbish / sizeof *rubbish; i++) {
        int file = connect_console(fixture);

        say(file, rubbish[i]);
        ASSERT_I64(turn(fixture->class, "{}", 0), KEY_CODE_NONE);
        ASSERT_I64(turn(fixture->class, "{}", 0), KEY_CODE_NONE);
        assert_false(class_socket_has_consoles(fixture->class));
        close(file);
    }
}

/* A state of 50 KB, told 40 times, is more than any socket holds: who reads late gets whole lines, the newest last. */
static void class_socket_waits_for_nobody(void **state)
{
    struct fixture *fixture = *state;
    static char tells[50000];
    int file = connect_console(fixture);
    struct text heard = {0};

    for (int i = 0; i < 40; i++) {
        snprintf(tells, sizeof tells, "%02d%049000d", i, 0);
        (void)turn(fixture->class, tells, 0);
    }
    for (int i = 0; i < 20; i++) {
        hear(file, &heard);
        (void)turn(fixture->class, tells, 0);
    }
    assert_true(heard.size < 40 * (size_t)49003);
    assert_memory_equal(heard.bytes + heard.size - 49003, "39", 2);
    text_release(&heard);
    close(file);
}

static void class_socket_lets_go_who_never_reads(void **state)
{
    struct fixture *fixture = *state;
    static char tells[50000];
    int file = connect_console(fixture);

    for (int i = 0; i < 40; i++) {
        snprintf(tells, sizeof tells, "%02d%049000d", i, 0);
        (void)turn(fixture->class, tells, CLASS_PATIENCE_MS - 1);
    }
    assert_true(class_socket_has_consoles(fixture->class));
    (void)turn(fixture->class, "{}", 2 * CLASS_PATIENCE_MS);
    assert_false(class_socket_has_consoles(fixture->class));
    close(file);
}

static void class_socket_has_so_many_consoles_at_most(void **state)
{
    struct fixture *fixture = *state;
    int files[CLASS_CONSOLES_MAX + 1];

    for (int i = 0; i <= CLASS_CONSOLES_MAX; i++)
        files[i] = connect_console(fixture);
    assert_let_go(files[CLASS_CONSOLES_MAX]);
    for (int i = 0; i <= CLASS_CONSOLES_MAX; i++)
        close(files[i]);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(class_advice_follows_the_share_of_right_hands),
        cmocka_unit_test(class_delay_is_told_with_the_beat_to_leave_out),
        cmocka_unit_test(class_hands_are_told_of_both_votes),
        cmocka_unit_test(class_state_is_read_as_it_was_written),
        cmocka_unit_test(class_told_to_pupils_has_no_answers),
        cmocka_unit_test(class_told_to_pupils_has_no_question_to_come),
        cmocka_unit_test(class_told_to_pupils_has_the_hands_that_the_wall_shows),
        cmocka_unit_test(class_rows_told_again_are_only_those_that_changed),
        cmocka_unit_test(class_keys_are_read_by_the_names_that_are_written),
        cmocka_unit_test_setup_teardown(class_socket_is_its_users_alone_and_goes_with_the_class, open_class, close_class),
        cmocka_unit_test_setup_teardown(class_socket_that_was_left_is_replaced, open_class, close_class),
        cmocka_unit_test_setup_teardown(class_socket_tells_all_to_whoever_comes_and_then_what_changes, open_class,
                                        close_class),
        cmocka_unit_test_setup_teardown(class_socket_takes_keys_in_parts_and_several_at_once, open_class, close_class),
        cmocka_unit_test_setup_teardown(class_socket_lets_go_who_writes_rubbish, open_class, close_class),
        cmocka_unit_test_setup_teardown(class_socket_waits_for_nobody, open_class, close_class),
        cmocka_unit_test_setup_teardown(class_socket_lets_go_who_never_reads, open_class, close_class),
        cmocka_unit_test_setup_teardown(class_socket_has_so_many_consoles_at_most, open_class, close_class),
    };

    return test_main("class", tests, sizeof tests / sizeof *tests);
}
