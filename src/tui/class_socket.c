#include "tui/class_socket.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/check.h"
#include "base/json_read.h"
#include "tui/input.h"

/* One console. */
struct console_end {
    int file;
    char in[CLASS_KEY_LINE_MAX]; /* read, and not taken yet */
    size_t in_size;
    struct text out;     /* the line that is being written; */
    size_t written;      /* so much of it was */
    bool is_told;        /* a state */
    bool wants_newest;   /* another one came meanwhile */
    int64_t waits_since; /* now: when something was last written to it, or there was nothing to be */
};

struct class_socket {
    int file;
    struct sockaddr_un address;
    struct console_end ends[CLASS_CONSOLES_MAX];
    size_t count;
    struct text newest; /* what was told last */
};

/* --- Names in the folder. */

static bool address_of(const char *folder, uint64_t number, struct sockaddr_un *out, struct err *err)
{
    int size;

    *out = (struct sockaddr_un){.sun_family = AF_UNIX};
    size = snprintf(out->sun_path, sizeof out->sun_path, "%s/class-%llu.sock", folder, (unsigned long long)number);
    return size < (int)sizeof out->sun_path || err_set(err, "the path of a class's socket is too long: \"%s\"", folder);
}

static int socket_make(void)
{
    int file = socket(AF_UNIX, SOCK_STREAM, 0);

    if (file >= 0 && (fcntl(file, F_SETFL, O_NONBLOCK) != 0 || fcntl(file, F_SETFD, FD_CLOEXEC) != 0)) {
        close(file);
        return -1;
    }
    return file;
}

static bool connect_to(int file, const struct sockaddr_un *address)
{
    return connect(file, (const struct sockaddr *)address, sizeof *address) == 0;
}

/* Is a class behind it? One that has too much to do to take anybody in is (EAGAIN). */
static bool is_living(const struct sockaddr_un *address)
{
    int file = socket_make();
    bool is_living = file >= 0 && (connect_to(file, address) || errno == EAGAIN);

    if (file >= 0)
        close(file);
    return is_living;
}

/* Binds to the first name that no living class has. */
static bool bind_first(struct class_socket *socket, const char *folder, struct err *err)
{
    for (uint64_t number = 1; number <= CLASS_NUMBERS_MAX; number++) {
        if (!address_of(folder, number, &socket->address, err))
            return false;
        if (is_living(&socket->address))
            continue;
        (void)unlink(socket->address.sun_path);
        if (bind(socket->file, (const struct sockaddr *)&socket->address, sizeof socket->address) == 0)
            return true;
        return err_set(err, "cannot make \"%s\": %s", socket->address.sun_path, strerror(errno));
    }
    return err_set(err, "%d classes run already", CLASS_NUMBERS_MAX);
}

/* Two that begin at once do not take the same name: one after the other has the folder. Linux makes the file with the
 * mode that the socket has. */
static bool bind_alone(struct class_socket *socket, const char *folder, struct err *err)
{
    int lock = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool is_bound;

    if (lock < 0 || flock(lock, LOCK_EX) != 0 || fchmod(socket->file, 0600) != 0) {
        (void)err_set(err, "\"%s\": %s", folder, strerror(errno));
        if (lock >= 0)
            close(lock);
        return false;
    }
    is_bound = bind_first(socket, folder, err);
    if (is_bound && (chmod(socket->address.sun_path, 0600) != 0 || listen(socket->file, CLASS_CONSOLES_MAX) != 0)) {
        is_bound = err_set(err, "\"%s\": %s", socket->address.sun_path, strerror(errno));
        (void)unlink(socket->address.sun_path);
    }
    close(lock);
    return is_bound;
}

struct class_socket *class_socket_open(const char *folder, struct err *err)
{
    struct class_socket *socket = calloc(1, sizeof *socket);

    if (!socket) {
        (void)err_memory(err);
        return NULL;
    }
    socket->file = socket_make();
    if (socket->file < 0)
        (void)err_set(err, "cannot make a socket: %s", strerror(errno));
    else if (bind_alone(socket, folder, err))
        return socket;
    else
        close(socket->file);
    free(socket);
    return NULL;
}

static void end_release(struct console_end *end)
{
    close(end->file);
    text_release(&end->out);
}

void class_socket_close(struct class_socket *socket)
{
    if (!socket)
        return;
    (void)unlink(socket->address.sun_path);
    close(socket->file);
    for (size_t i = 0; i < socket->count; i++)
        end_release(&socket->ends[i]);
    text_release(&socket->newest);
    free(socket);
}

/* --- The class's side. */

static bool is_writing(const struct console_end *end)
{
    return end->written < end->out.size;
}

size_t class_socket_files(const struct class_socket *socket, struct pollfd *files)
{
    files[0] = (struct pollfd){.fd = socket->file, .events = POLLIN};
    for (size_t i = 0; i < socket->count; i++)
        files[1 + i] = (struct pollfd){.fd = socket->ends[i].file,
                                       .events = (short)(POLLIN | (is_writing(&socket->ends[i]) ? POLLOUT : 0))};
    return 1 + socket->count;
}

/* Begins to write the newest state, behind the one that is under way. */
static void begin_newest(const struct class_socket *socket, struct console_end *end, int64_t now)
{
    end->is_told = true;
    end->wants_newest = is_writing(end);
    if (end->wants_newest)
        return;
    text_clear(&end->out);
    end->written = 0;
    end->waits_since = now;
    text_add_bytes(&end->out, socket->newest.bytes, socket->newest.size);
}

/* Writes as much as is taken; false where nobody is there any more, or nothing was taken for too long. */
static bool write_on(const struct class_socket *socket, struct console_end *end, int64_t now)
{
    while (is_writing(end)) {
        ssize_t size = send(end->file, end->out.bytes + end->written, end->out.size - end->written, MSG_NOSIGNAL);

        if (size < 0)
            return (errno == EAGAIN || errno == EINTR) && now - end->waits_since < CLASS_PATIENCE_MS;
        end->written += (size_t)size;
        end->waits_since = now;
        if (!is_writing(end) && end->wants_newest)
            begin_newest(socket, end, now);
    }
    return !end->out.failed;
}

/* False at its end, when all its lines were taken, and where a line is too long. */
static bool read_on(struct console_end *end)
{
    ssize_t size;

    if (end->in_size == sizeof end->in) /* lines that were not taken yet, else one that is too long */
        return memchr(end->in, '\n', end->in_size) != NULL;
    size = recv(end->file, end->in + end->in_size, sizeof end->in - end->in_size, 0);
    if (size < 0)
        return errno == EAGAIN || errno == EINTR;
    end->in_size += (size_t)size;
    return size > 0 || memchr(end->in, '\n', end->in_size) != NULL;
}

static void let_go(struct class_socket *socket, size_t i)
{
    end_release(&socket->ends[i]);
    socket->count--;
    memmove(&socket->ends[i], &socket->ends[i + 1], (socket->count - i) * sizeof *socket->ends);
}

/* One too many is let go at once. */
static void let_in(struct class_socket *socket, int64_t now)
{
    int file = accept(socket->file, NULL, NULL);
    struct console_end *end = &socket->ends[socket->count];

    if (file < 0)
        return;
    if (socket->count == CLASS_CONSOLES_MAX || fcntl(file, F_SETFL, O_NONBLOCK) != 0 ||
        fcntl(file, F_SETFD, FD_CLOEXEC) != 0) {
        close(file);
        return;
    }
    *end = (struct console_end){.file = file, .waits_since = now};
    socket->count++;
}

void class_socket_serve(struct class_socket *socket, const struct pollfd *files, size_t count, int64_t now)
{
    CHECK(count == 0 || count == 1 + socket->count);
    for (size_t i = count; i-- > 1;) {
        struct console_end *end = &socket->ends[i - 1];
        bool has_come = files[i].revents & (POLLIN | POLLHUP | POLLERR | POLLNVAL);

        if ((has_come && !read_on(end)) || !write_on(socket, end, now))
            let_go(socket, i - 1);
    }
    if (count > 0 && files[0].revents)
        let_in(socket, now);
}

/* The first line that was read, taken out; KEY_CODE_NONE where there is none. False where it is no key. */
static bool take_key(struct console_end *end, int *key)
{
    const char *newline = memchr(end->in, '\n', end->in_size);
    size_t size;

    *key = KEY_CODE_NONE;
    if (!newline)
        return end->in_size < sizeof end->in;
    size = (size_t)(newline - end->in);
    *key = class_key_read(end->in, size);
    end->in_size -= size + 1;
    memmove(end->in, newline + 1, end->in_size);
    return *key != KEY_CODE_NONE;
}

int class_socket_key(struct class_socket *socket)
{
    int key;

    for (size_t i = socket->count; i-- > 0;) {
        if (!take_key(&socket->ends[i], &key))
            let_go(socket, i);
        else if (key != KEY_CODE_NONE)
            return key;
    }
    return KEY_CODE_NONE;
}

bool class_socket_has_consoles(const struct class_socket *socket)
{
    return socket->count > 0;
}

void class_socket_tell(struct class_socket *socket, const struct text *line, int64_t now)
{
    bool is_new = socket->newest.size != line->size ||
                  memcmp(text_str(&socket->newest), text_str(line), line->size) != 0;

    if (line->failed)
        return;
    if (is_new) {
        text_clear(&socket->newest);
        text_add_bytes(&socket->newest, line->bytes, line->size);
    }
    for (size_t i = socket->count; i-- > 0;) {
        if (is_new || !socket->ends[i].is_told)
            begin_newest(socket, &socket->ends[i], now);
        if (!write_on(socket, &socket->ends[i], now))
            let_go(socket, i);
    }
}

/* --- The console's side. */

size_t class_socket_living(const char *folder, uint64_t numbers[CLASS_NUMBERS_MAX])
{
    struct sockaddr_un address;
    size_t count = 0;
    struct err err;

    for (uint64_t number = 1; number <= CLASS_NUMBERS_MAX; number++)
        if (address_of(folder, number, &address, &err) && is_living(&address))
            numbers[count++] = number;
    return count;
}

int class_socket_connect(const char *folder, uint64_t number, struct err *err)
{
    struct sockaddr_un address;
    int file;

    if (!address_of(folder, number, &address, err))
        return -1;
    file = socket_make();
    if (file >= 0 && connect_to(file, &address))
        return file;
    (void)err_set(err, "\"%s\": %s", address.sun_path, strerror(errno));
    if (file >= 0)
        close(file);
    return -1;
}

/* --- Lines. */

int class_key_read(const char *line, size_t size)
{
    struct err err;
    json_t *root = json_read(line, size, &err);
    const char *name = json_string_value(json_object_get(root, "key"));
    int key = name ? key_read(name) : KEY_CODE_NONE;

    json_decref(root);
    return key;
}

void class_key_write(int key, struct text *out)
{
    struct text name = {0};
    json_t *object;
    char *line;

    key_write(key, &name);
    object = json_pack("{s:s}", "key", text_str(&name));
    line = object ? json_dumps(object, JSON_COMPACT) : NULL;
    out->failed = out->failed || !line;
    if (line)
        text_addf(out, "%s\n", line);
    free(line);
    json_decref(object);
    text_release(&name);
}
