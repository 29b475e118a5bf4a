#include "support/room.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/request.h"

enum { KEY_BYTES_MAX = 16 };

const char *program(void)
{
    const char *path = getenv("MAKEITSO");

    return path ? path : "./makeitso";
}

struct room *room_open(const char *const *arguments, struct pty_options options)
{
    struct room *room = malloc(sizeof *room);
    const char *argv[12] = {program()};
    int count = 1;

    assert_non_null(room);
    test_folder_make(&room->folder);
    for (int i = 0; arguments && arguments[i]; i++)
        argv[count++] = arguments[i];
    if (!options.has_gates && (count == 1 || strcmp(argv[1], "play") == 0))
        argv[count] = "--no-gates";
    options.argv = argv;
    options.folder = room->folder.path;
    pty_start(&room->pty, options);
    return room;
}

void room_close(struct room *room)
{
    pty_release(&room->pty);
    test_folder_remove(&room->folder);
    free(room);
}

struct room *room_play(void)
{
    struct room *room = room_open((const char *const[]){"play", "sequential", NULL}, (struct pty_options){0});

    pty_wants(&room->pty, "BotsJob attempts");
    return room;
}

/* In the terminal's application mode. */
static void key_bytes(int key, char out[KEY_BYTES_MAX])
{
    static const struct {
        int key;
        const char *bytes;
    } special[] = {
        {KEY_CODE_UP, "\033OA"},       {KEY_CODE_DOWN, "\033OB"},       {KEY_CODE_RIGHT, "\033OC"},
        {KEY_CODE_LEFT, "\033OD"},     {KEY_CODE_HOME, "\033OH"},       {KEY_CODE_END, "\033OF"},
        {KEY_CODE_PAGE_UP, "\033[5~"}, {KEY_CODE_PAGE_DOWN, "\033[6~"}, {KEY_CODE_ENTER, "\r"},
        {KEY_CODE_ESCAPE, "\033"},     {KEY_CODE_BACKSPACE, "\177"},    {KEY_CODE_DELETE, "\033[3~"},
        {KEY_CODE_TAB, "\t"},          {KEY_CODE_BACK_TAB, "\033[Z"},   {KEY_CODE_F1, "\033OP"},
        {KEY_CODE_F5, "\033[15~"},     {KEY_CODE_F10, "\033[21~"},
    };

    snprintf(out, KEY_BYTES_MAX, "%c", key);
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (special[i].key == key)
            snprintf(out, KEY_BYTES_MAX, "%s", special[i].bytes);
}

void press(struct pty *pty, int key)
{
    char bytes[KEY_BYTES_MAX];

    key_bytes(key, bytes);
    pty_send(pty, bytes);
}

/* Where bytes were written last, as far as what was written is kept; NULL: never. */
static const char *last_written(struct pty *pty, const char *bytes)
{
    const char *last = NULL;

    pty->raw[pty->raw_size < PTY_RAW_MAX ? pty->raw_size : PTY_RAW_MAX - 1] = '\0';
    for (const char *at = pty->raw; (at = strstr(at, bytes)) != NULL; at++)
        last = at;
    return last;
}

void assert_restored(struct pty *pty)
{
    assert_false(pty->is_other_screen);
    assert_true(pty->is_cursor_shown);
    ASSERT_I64(pty->mouse, VTERM_PROP_MOUSE_NONE);
    /* This terminal ends one mode of the mouse with another; some keep them apart. */
    if (pty->raw_size < PTY_RAW_MAX - 1 && last_written(pty, "\033[?1002h"))
        assert_true(last_written(pty, "\033[?1002l") > last_written(pty, "\033[?1002h"));
}

void wants_gone(struct pty *pty, const char *text)
{
    for (int i = 0; i < 200 && strstr(pty_text(pty), text); i++)
        pty_read(pty, QUIET_MS);
    assert_null(strstr(pty_text(pty), text));
}

void leave(struct pty *pty)
{
    pty_send(pty, "\003");
    ASSERT_I64(pty_end(pty), 130);
    assert_restored(pty);
}

void click_at(struct pty *pty, int button, int column, int row)
{
    char bytes[64];

    snprintf(bytes, sizeof bytes, "\033[<%d;%d;%dM\033[<%d;%d;%dm", button, column + 1, row + 1, button, column + 1,
             row + 1);
    pty_send(pty, bytes);
}

void click_on(struct pty *pty, int button, const char *text)
{
    int column = 0, row = 0;

    pty_wants(pty, text);
    /* The rest of the screen may still be on its way, and what the last one had there stands until then. */
    pty_settle(pty);
    pty_wants(pty, text);
    assert_true(pty_find(pty, text, &column, &row));
    click_at(pty, button, column, row);
}
