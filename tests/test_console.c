/* A class and its consoles, each in a terminal of its own. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/room.h"
#include "tui/class_socket.h"
#include "tui/input.h"

enum { STOPS = 8, LESSON_PRESSES = 24, RUBBISH_SIZE = 10 << 20 };

/* A class on the story's first design, with its consoles' folder. */
struct hall {
    struct room *class;
    char folder[sizeof((struct test_folder *)NULL)->path + 20], runtime[sizeof((struct test_folder *)NULL)->path + 20];
};

static void hall_open_on(struct hall *hall, const char *const *arguments, bool has_gates, const char *shows)
{
    hall->class = room_open(arguments, (struct pty_options){.has_gates = has_gates});
    snprintf(hall->folder, sizeof hall->folder, "%s/makeitso", hall->class->folder.path);
    snprintf(hall->runtime, sizeof hall->runtime, "XDG_RUNTIME_DIR=%s", hall->class->folder.path);
    pty_wants(&hall->class->pty, shows);
    pty_settle(&hall->class->pty);
}

static void hall_open(struct hall *hall)
{
    hall_open_on(hall, (const char *const[]){"play", "sequential", "--class", NULL}, false, "what is given");
}

static void hall_close(struct hall *hall)
{
    leave(&hall->class->pty);
    room_close(hall->class);
}

static void console_start(const struct hall *hall, const char *option, struct pty *console)
{
    const char *const argv[] = {program(), "console", option, NULL};
    const char *const environment[] = {hall->runtime, NULL};

    pty_start(console, (struct pty_options){.argv = argv, .environment = environment});
}

static void console_kill(struct pty *console)
{
    kill(console->pid, SIGKILL);
    ASSERT_I64(pty_end(console), 128 + SIGKILL);
    pty_release(console);
}

/* Both drive, and a second console sees what the first one did. */
static void console_shows_the_class_and_presses_its_keys(void **state)
{
    struct hall hall;
    struct pty console, late;

    (void)state;
    hall_open(&hall);
    console_start(&hall, NULL, &console);
    pty_wants(&console, "Picard"); /* what is given */
    pty_wants(&console, "Not so: Riker posted twice");
    press(&hall.class->pty, 'n');
    pty_wants(&console, "00:00:00.6");
    press(&console, KEY_CODE_PAGE_DOWN);
    pty_wants(&hall.class->pty, "00:00:02.6");
    pty_wants(&console, "00:00:02.6");
    console_start(&hall, NULL, &late);
    pty_wants(&late, "00:00:02.6");
    press(&late, '.');
    pty_wants(&console, "a blank screen");
    press(&console, 'n');
    press(&console, 'n');
    pty_wants(&late, "the stage, 00:00:04.3");
    press(&late, 'q');
    ASSERT_I64(pty_end(&late), 0);
    pty_release(&late);
    press(&console, 'Q');
    ASSERT_I64(pty_end(&console), 0);
    pty_release(&console);
    pty_wants(&hall.class->pty, "00:00:04.3");
    hall_close(&hall);
}

/* The story's first design, with a question of its own at Worf's error. */
static void write_gate(const char *path)
{
    static const char gates[] = "gates:\n  - {at: {bot: Worf, event: strike}, ask: line}\n";
    char *design = test_file_read("scenarios/sequential.yaml", NULL), *own;
    struct text file = {0};

    assert_non_null(design);
    own = strstr(design, "\ngates:");
    if (own)
        own[1] = '\0';
    text_addf(&file, "%s%s", design, gates);
    test_file_write(path, text_str(&file), file.size);
    text_release(&file);
    free(design);
}

/* The teacher knows question and answer before they are asked, and counts hands at either terminal; a pupil has the
 * question when the wall has it. Of 4 hands 1 is 25 %. */
static void console_counts_the_hands_of_a_vote(void **state)
{
    struct hall hall;
    struct test_folder folder;
    struct pty console, pupil;
    char path[sizeof folder.path + 20];

    (void)state;
    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/gate.yaml", folder.path);
    write_gate(path);
    hall_open_on(&hall, (const char *const[]){"play", path, "--class", "--pupils", "30", NULL}, true, "what is given");
    console_start(&hall, NULL, &console);
    console_start(&hall, "--read-only", &pupil);
    pty_wants(&console, "to come   Whose line of code runs next?");
    pty_wants(&console, "4 right   Picard's");
    pty_wants(&pupil, "the stage, 00:00:00.0");
    assert_null(strstr(pty_text(&pupil), "Whose line"));
    press(&console, 'n');
    press(&console, 'n');
    press(&console, 'n');
    pty_wants(&console, "question  Whose line of code runs next?");
    pty_wants(&pupil, "Whose line of code runs next?");
    press(&console, '4');
    press(&console, '2');
    press(&hall.class->pty, '2');
    press(&console, '1');
    pty_wants(&console, "Picard's (1 hand, 25 %)");
    pty_wants(&console, "25 % right: too few to talk it over; explain it");
    pty_wants(&hall.class->pty, "4 of 30 hands");
    press(&console, KEY_CODE_PAGE_DOWN);
    pty_wants(&pupil, "It was Picard's.");
    pty_release(&console);
    pty_release(&pupil);
    hall_close(&hall);
    test_folder_remove(&folder);
}

static void console_that_only_reads_has_no_answer_and_no_key(void **state)
{
    struct hall hall;
    struct pty console;

    (void)state;
    hall_open(&hall);
    console_start(&hall, "--read-only", &console);
    pty_wants(&console, "How often does Riker post?");
    assert_null(strstr(pty_text(&console), "Not so"));
    press(&console, 'n');
    pty_wants(&console, "only reads");
    pty_settle(&hall.class->pty);
    assert_null(strstr(pty_text(&hall.class->pty), "00:00:00.6"));
    pty_release(&console);
    hall_close(&hall);
}

/* It tells so, and is over, too. */
static void console_ends_with_the_class(void **state)
{
    struct hall hall;
    struct pty console;
    struct stat is;

    (void)state;
    hall_open(&hall);
    console_start(&hall, NULL, &console);
    pty_wants(&console, "How often");
    leave(&hall.class->pty);
    pty_wants(&console, "the class is over");
    ASSERT_I64(pty_end(&console), 0);
    pty_release(&console);
    snprintf(hall.folder + strlen(hall.folder), 20, "/class-1.sock");
    ASSERT_I64(stat(hall.folder, &is), -1);
    console_start(&hall, NULL, &console);
    pty_wants(&console, "no class is running");
    ASSERT_I64(pty_end(&console), 3);
    pty_release(&console);
    room_close(hall.class);
}

/* Whoever is at the socket writes as much as is taken, and waits for nothing. */
static void write_rubbish(const char *folder, const char *bytes, size_t size)
{
    struct err err;
    int file = class_socket_connect(folder, 1, &err);

    assert_true(file >= 0);
    for (ssize_t written; size > 0 && (written = send(file, bytes, size, MSG_NOSIGNAL)) > 0; size -= (size_t)written)
        bytes += written;
    close(file);
}

static void disturb(const struct hall *hall, int stop)
{
    static const char *const rubbish[] = {"\n", "{", "{\"key\":", "null\n", "{\"key\":\"Q\"}\n", "{\"key\":\"^c\"}\n{\"key\":\"^z\"}\n",
                                          "\xff\xfe\n", "[[[[[[[[\n"};
    static char many[RUBBISH_SIZE];
    struct pty console;

    memset(many, 'x', sizeof many);
    console_start(hall, NULL, &console);
    pty_wants(&console, "CONSOLE");
    write_rubbish(hall->folder, rubbish[stop % 8], strlen(rubbish[stop % 8]));
    write_rubbish(hall->folder, many, sizeof many);
    console_kill(&console);
}

/* What a class writes to its terminal while it goes from stop to stop. */
static char *play_class(bool is_disturbed)
{
    struct hall hall;
    struct pty *pty;
    char *written;

    hall_open(&hall);
    pty = &hall.class->pty;
    for (int stop = 0; stop < STOPS; stop++) {
        if (is_disturbed)
            disturb(&hall, stop);
        pty_settle(pty);
        press(pty, 'n');
        pty_settle(pty);
    }
    pty_wants(pty, "the end");
    written = strdup(pty->raw);
    assert_non_null(written);
    hall_close(&hall);
    return written;
}

/* Killed and begun anew at every stop, with rubbish, half lines and lines of 10 MB written to the socket: not a byte
 * of the class's screen changes, and it goes on. */
static void console_killed_and_fed_with_rubbish_changes_no_byte(void **state)
{
    char *alone = play_class(false), *disturbed = play_class(true);

    (void)state;
    assert_true(strlen(alone) > 1000);
    assert_string_equal(alone, disturbed);
    free(alone);
    free(disturbed);
}

/* For a screen reader: lines, each once; a key by its name; an empty line says all again, with the time. */
static void console_as_lines_tells_what_is_new(void **state)
{
    struct hall hall;
    struct pty console;

    (void)state;
    hall_open(&hall);
    console_start(&hall, "--linear", &console);
    pty_wants(&console, "the end: Not so: Riker posted twice; Worf and Locutus never.");
    pty_send(&console, "PgDn\r");
    pty_wants(&console, "wall: the stage, 00:00:00.6: Picard's post reaches the world.");
    pty_wants(&hall.class->pty, "00:00:00.6");
    pty_send(&console, "pgdown\r");
    pty_wants(&console, "no key is called \"pgdown\"");
    pty_send(&console, "\r");
    pty_wants(&console, "time: 0 min.");
    pty_send(&console, "q\r");
    ASSERT_I64(pty_end(&console), 0);
    for (size_t i = 0; i < console.raw_size; i++)
        assert_true((unsigned char)console.raw[i] >= ' ' || console.raw[i] == '\n' || console.raw[i] == '\r');
    pty_release(&console);
    hall_close(&hall);
}

/* Others could put a socket of their own there. The class goes on without a console. */
static void console_folder_that_others_may_enter_is_refused(void **state)
{
    struct hall hall = {.class = NULL};
    struct test_folder folder;
    struct pty console, class;
    const char *argv[] = {program(), "play", "sequential", "--class", "--no-gates", NULL}, *environment[] = {hall.runtime, NULL};

    (void)state;
    test_folder_make(&folder);
    snprintf(hall.runtime, sizeof hall.runtime, "XDG_RUNTIME_DIR=%s", folder.path);
    snprintf(hall.folder, sizeof hall.folder, "%s/makeitso", folder.path);
    ASSERT_I64(mkdir(hall.folder, 0700), 0);
    ASSERT_I64(chmod(hall.folder, 0750), 0);
    pty_start(&class, (struct pty_options){.argv = argv, .environment = environment});
    pty_wants(&class, "what is given");
    console_start(&hall, NULL, &console);
    pty_wants(&console, "is not a folder of yours alone");
    ASSERT_I64(pty_end(&console), 3);
    pty_release(&console);
    leave(&class);
    pty_release(&class);
    test_folder_remove(&folder);
}

/* Which of two is meant has to be said. */
static void console_of_several_classes_is_asked_for_by_number(void **state)
{
    struct hall hall;
    struct pty second, console;
    const char *const argv[] = {program(), "play", "fan-out", "--class", "--no-gates", NULL};
    const char *environment[] = {hall.runtime, NULL};

    (void)state;
    hall_open(&hall);
    pty_start(&second, (struct pty_options){.argv = argv, .environment = environment});
    pty_wants(&second, "what is given");
    console_start(&hall, NULL, &console);
    pty_wants(&console, "several classes are running, 1, 2: makeitso console NUMBER");
    ASSERT_I64(pty_end(&console), 2);
    pty_release(&console);
    console_start(&hall, "2", &console);
    pty_wants(&console, "fan-out");
    pty_release(&console);
    console_start(&hall, "3", &console);
    pty_wants(&console, "no class \"3\" is running, but 1, 2");
    ASSERT_I64(pty_end(&console), 2);
    pty_release(&console);
    leave(&second);
    pty_release(&second);
    hall_close(&hall);
}

/* Ten beats without a search, which ends when it ends. */
static void write_lesson(const char *path)
{
    static const char lesson[] = "version: 1\nlesson: Ten beats\nminutes: 10\nbeats:\n"
                                 "  - {say: One, minutes: 1}\n"
                                 "  - {play: sequential, to: {bot: Worf, event: strike}, gate: {ask: line}, minutes: 1}\n"
                                 "  - {stay: true, gate: {ask: outcome}, vote: twice, minutes: 1}\n"
                                 "  - {say: Four, minutes: 1}\n"
                                 "  - {play: bail-out, to: {bot: Worf, event: strike}, minutes: 1}\n"
                                 "  - {stay: true, minutes: 1}\n"
                                 "  - {say: Seven, minutes: 1}\n"
                                 "  - {play: happy-path, minutes: 1}\n"
                                 "  - {read: sequential, minutes: 1}\n"
                                 "  - {say: Ten, minutes: 1}\n";

    test_file_write(path, lesson, sizeof lesson - 1);
}

/* Presses PgDn and waits for another wall. */
static void go_on(struct pty *pty)
{
    struct text before = {0};

    text_add(&before, pty_text(pty));
    press(pty, KEY_CODE_PAGE_DOWN);
    for (int i = 0; i < 400 && strcmp(pty_text(pty), text_str(&before)) == 0; i++)
        pty_read(pty, QUIET_MS);
    pty_settle(pty);
    text_release(&before);
}

/* The walls of a lesson, as it is gone through with a remote. */
static void play_lesson(bool is_disturbed, struct text walls[LESSON_PRESSES])
{
    struct test_folder folder;
    struct hall hall;
    char path[sizeof folder.path + 20];

    test_folder_make(&folder);
    snprintf(path, sizeof path, "%s/ten.yaml", folder.path);
    write_lesson(path);
    hall_open_on(&hall, (const char *const[]){"class", path, NULL}, true, "Beat 1 of");
    for (int i = 0; i < LESSON_PRESSES; i++) {
        if (is_disturbed)
            disturb(&hall, i);
        go_on(&hall.class->pty);
        text_add(&walls[i], pty_text(&hall.class->pty));
    }
    hall_close(&hall);
    test_folder_remove(&folder);
}

static void assert_same_wall(int press_count, const char *alone, const char *disturbed)
{
    const char *line = alone, *other = disturbed;

    while (strcspn(line, "\n") == strcspn(other, "\n") && strncmp(line, other, strcspn(line, "\n") + 1) == 0) {
        if (!*line)
            return;
        line += strcspn(line, "\n") + 1;
        other += strcspn(other, "\n") + 1;
    }
    fail_msg("wall %d: \"%.*s\" alone, \"%.*s\" disturbed", press_count, (int)strcspn(line, "\n"), line,
             (int)strcspn(other, "\n"), other);
}

/* The same at every beat of a lesson. */
static void console_killed_at_every_beat_changes_no_wall(void **state)
{
    struct text alone[LESSON_PRESSES] = {{0}}, disturbed[LESSON_PRESSES] = {{0}};

    (void)state;
    play_lesson(false, alone);
    play_lesson(true, disturbed);
    for (int i = 0; i < LESSON_PRESSES; i++) {
        assert_same_wall(i, text_str(&alone[i]), text_str(&disturbed[i]));
        text_release(&alone[i]);
        text_release(&disturbed[i]);
    }
}

/* Notes are the teacher's; the beat's number, and what it says, everybody's. The nine beats take 1 + 4 + 6 + 2 + 3 +
 * 2 + 6 + 3 + 1 = 28 minutes, of which the 3 of the map are spare, and not planned. */
static void console_of_a_lesson_has_notes_and_time(void **state)
{
    struct hall hall;
    struct pty console, pupil;

    (void)state;
    hall_open_on(&hall, (const char *const[]){"class", "once", NULL}, true, "Beat 1 of");
    console_start(&hall, NULL, &console);
    console_start(&hall, "--read-only", &pupil);
    pty_wants(&console, "beat 1 of");
    pty_wants(&console, "0 of 25 min");
    pty_wants(&console, "notes");
    pty_wants(&console, "then beat 2 line");
    pty_wants(&pupil, "beat 1 of");
    pty_wants(&pupil, "Four bots, one post a day each.");
    pty_settle(&pupil);
    assert_null(strstr(pty_text(&pupil), "notes"));
    assert_null(strstr(pty_text(&pupil), "then beat"));
    pty_release(&console);
    pty_release(&pupil);
    hall_close(&hall);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(console_shows_the_class_and_presses_its_keys),
        cmocka_unit_test(console_counts_the_hands_of_a_vote),
        cmocka_unit_test(console_that_only_reads_has_no_answer_and_no_key),
        cmocka_unit_test(console_ends_with_the_class),
        cmocka_unit_test(console_as_lines_tells_what_is_new),
        cmocka_unit_test(console_folder_that_others_may_enter_is_refused),
        cmocka_unit_test(console_of_several_classes_is_asked_for_by_number),
        cmocka_unit_test(console_of_a_lesson_has_notes_and_time),
        cmocka_unit_test(console_killed_at_every_beat_changes_no_wall),
        cmocka_unit_test(console_killed_and_fed_with_rubbish_changes_no_byte),
    };

    return test_main("console", tests, sizeof tests / sizeof *tests);
}
