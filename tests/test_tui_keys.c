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

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(tui_save_asks_before_it_replaces_a_file),
    };

    return test_main("tui_keys", tests, sizeof tests / sizeof *tests);
}
