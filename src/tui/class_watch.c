#include "tui/class_watch.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tui/class_json.h"
#include "tui/class_socket.h"

void class_watch_init(struct class_watch *watch, int file, bool is_read_only)
{
    *watch = (struct class_watch){.file = file, .is_read_only = is_read_only};
    class_told_init(&watch->told);
}

void class_watch_release(struct class_watch *watch)
{
    close(watch->file);
    text_release(&watch->line);
    class_told_release(&watch->told);
}

static bool take_state(struct class_watch *watch, const char *line, size_t size, struct err *err)
{
    struct class_told told;

    class_told_init(&told);
    if (!class_told_read(line, size, &told, err)) {
        class_told_release(&told);
        return false;
    }
    if (watch->is_read_only)
        class_told_hide(&told);
    class_told_release(&watch->told);
    watch->told = told;
    watch->states++;
    return true;
}

/* The newest of the lines that are whole is the state; what is behind it is kept. */
static bool take_lines(struct class_watch *watch, struct err *err)
{
    struct text *line = &watch->line;
    size_t end = line->size, begin;

    while (end > 0 && line->bytes[end - 1] != '\n')
        end--;
    if (end == 0)
        return line->size < CLASS_LINE_MAX || err_set(err, "what the class tells is too long");
    begin = end - 1;
    while (begin > 0 && line->bytes[begin - 1] != '\n')
        begin--;
    if (!take_state(watch, line->bytes + begin, end - 1 - begin, err))
        return false;
    memmove(line->bytes, line->bytes + end, line->size - end + 1);
    line->size -= end;
    return true;
}

enum watch_end class_watch_read(struct class_watch *watch, struct err *err)
{
    char bytes[4096];
    ssize_t size;

    while ((size = recv(watch->file, bytes, sizeof bytes, MSG_DONTWAIT)) > 0) {
        text_add_bytes(&watch->line, bytes, (size_t)size);
        if (watch->line.failed) {
            (void)err_memory(err);
            return WATCH_FAILED;
        }
        if (!take_lines(watch, err))
            return WATCH_FAILED;
    }
    return size < 0 && (errno == EAGAIN || errno == EINTR) ? WATCH_GOES_ON : WATCH_CLASS_IS_OVER;
}

bool class_watch_press(struct class_watch *watch, int key)
{
    struct text line = {0};

    if (watch->is_read_only)
        return false;
    class_key_write(key, &line);
    if (!line.failed)
        (void)send(watch->file, line.bytes, line.size, MSG_NOSIGNAL | MSG_DONTWAIT);
    text_release(&line);
    return true;
}
