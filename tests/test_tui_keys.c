/* KEYS.md row by row: what each key and each gesture of the mouse does, and what is said when it cannot. */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "support/room.h"
#include "tui/request.h"

static void make_file(const struct room *room, const char *name, const char *bytes)
{
    char path[600];
    FILE *file;

    snprintf(path, sizeof path, "%s/%s", room->folder.path, name);
    file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
}

static long file_size(const struct room *room, const char *name)
{
    char path[600];
    struct stat status;

    snprintf(path, sizeof path, "%s/%s", room->folder.path, name);
    return stat(path, &status) == 0 ? (long)status.st_size : -1;
}

/* Somebody else's file is replaced after a yes only; one's own without a question. */
static void tui_save_asks_before_it_replaces_a_file(void **state)
{
    struct room *room = room_play();
    struct pty *pty = &room->pty;

    (void)state;
    make_file(room, "sequential-changed.yaml", "mine");
    pty_send(pty, "nnxcs\r");
    pty_wants(pty, "sequential-changed.yaml exists: y overwrites, any other key leaves it");
    pty_send(pty, "n");
    pty_wants(pty, "sequential-changed.yaml stays as it was.");
    ASSERT_I64(file_size(room, "sequential-changed.yaml"), 4);
    pty_send(pty, "s\r");
    pty_wants(pty, "y overwrites");
    pty_send(pty, "y");
    pty_wants(pty, "Saved as sequential-changed.yaml");
    assert_true(file_size(room, "sequential-changed.yaml") > 4);
    pty_send(pty, "\033");
    wants_gone(pty, "Saved as");
    pty_send(pty, "s\r");
    pty_wants(pty, "Saved as sequential-changed.yaml");
    leave(pty);
    room_close(room);
}

/* The line that `y` shows, typed again, opens the stage at that moment, with all of it seen up to there. */
static void tui_command_line_comes_back_to_the_moment(void **state)
{
    static const char *const again[] = {"play",          "sequential", "--guard", "Riker=check-then-mark",
                                        "--retry=BotsJob=2", "--at",   "66.1",    NULL};
    struct room *room = room_open((const char *const[]){"play", "sequential", "--guard", "Riker=check-then-mark", "--retry",
                                                        "BotsJob=2", NULL},
                                  (struct pty_options){0});
    struct pty *pty = &room->pty;

    (void)state;
    pty_wants(pty, "class BotsJob");
    pty_send(pty, "y");
    pty_wants(pty, "makeitso play sequential --guard Riker=check-then-mark --retry BotsJob=2 ");
    pty_send(pty, ":66.1\r");
    pty_wants(pty, "00:01:06.1");
    pty_send(pty, "y");
    pty_wants(pty, "BotsJob=2 --at ");
    pty_wants(pty, "\n 66.1 "); /* a long line goes on in the next row */
    pty_send(pty, "q");
    ASSERT_I64(pty_end(pty), 0);
    pty_wants(pty, "makeitso play sequential --guard Riker=check-then-mark --retry BotsJob=2 --at 66");
    room_close(room);
    room = room_open(again, (struct pty_options){0});
    pty_wants(&room->pty, "00:01:06.1");
    pty_wants(&room->pty, "● posted"); /* what came before is there */
    leave(&room->pty);
    room_close(room);
}

/* A place that the run does not have is a mistake of the command line, told before the screen is taken. */
static void tui_place_that_is_none_is_refused(void **state)
{
    struct room *room = room_open((const char *const[]){"play", "sequential", "--at", "#99", NULL}, (struct pty_options){0});

    (void)state;
    ASSERT_I64(pty_end(&room->pty), 2);
    pty_wants(&room->pty, "--at: There is no event #99: #1 to #40.");
    assert_restored(&room->pty);
    room_close(room);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tui_command_line_comes_back_to_the_moment),
        cmocka_unit_test(tui_place_that_is_none_is_refused),
        cmocka_unit_test(tui_save_asks_before_it_replaces_a_file),
    };

    return test_main("tui_keys", tests, sizeof tests / sizeof *tests);
}
