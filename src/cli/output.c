#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool bytes_write(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(fd, bytes, size);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return true;
}

bool output_write(const struct text *text, struct err *err)
{
    if (text->failed)
        return err_memory(err);
    if (!bytes_write(STDOUT_FILENO, text_str(text), text->size))
        return err_set(err, "cannot write to standard output: %s", strerror(errno));
    return true;
}

bool output_finish(struct err *err)
{
    /* A file system may say only now that it kept nothing. A descriptor that was never open has had its say in
     * output_write. */
    if (close(STDOUT_FILENO) != 0 && errno != EBADF)
        return err_set(err, "cannot write to standard output: %s", strerror(errno));
    return true;
}

enum { STREAM_HELD_MAX = 65536 };

int stream_add(const char *bytes, size_t size, void *data)
{
    struct stream *stream = data;
    bool is_written;

    text_add_bytes(&stream->held, bytes, size);
    if (stream->held.size < STREAM_HELD_MAX && !stream->held.failed)
        return 0;
    is_written = output_write(&stream->held, &stream->err);
    text_clear(&stream->held);
    return is_written ? 0 : -1;
}

bool stream_end(struct stream *stream, struct err *err)
{
    bool is_written = output_write(&stream->held, err);

    text_release(&stream->held);
    return is_written;
}

static bool path_refuse(const char *path, struct err *err)
{
    if (errno == ENOMEM)
        return err_memory(err);
    return err_set(err, "cannot write \"%s\": %s", path, strerror(errno));
}

static bool device_write(const char *path, const struct text *text, struct err *err)
{
    int fd = open(path, O_WRONLY | O_NOCTTY);
    bool is_written;

    if (fd < 0)
        return path_refuse(path, err);
    is_written = bytes_write(fd, text_str(text), text->size);
    if (!is_written)
        path_refuse(path, err);
    if (close(fd) != 0 && is_written)
        return path_refuse(path, err);
    return is_written;
}

/* The permissions of a file that is new: what open() would give it. */
static mode_t mode_new(void)
{
    mode_t mask = umask(0);

    umask(mask);
    return 0666 & ~mask;
}

/* Writes `text` to the open temporary file and closes it in every case. */
static bool temporary_fill(int fd, const struct text *text, mode_t mode)
{
    bool is_good = bytes_write(fd, text_str(text), text->size) && fchmod(fd, mode) == 0 && fsync(fd) == 0;
    int why = errno;

    if (close(fd) != 0 && is_good)
        return false;
    errno = why;
    return is_good;
}

/* Where a symbolic link without a file at its end leads, through further ones: to a file that can be made. */
static bool link_follow(const char *path, char real[PATH_MAX], struct err *err)
{
    char target[PATH_MAX];
    ssize_t size;

    if (strlen(path) >= PATH_MAX)
        return err_set(err, "cannot write \"%s\": the name is too long", path);
    memcpy(real, path, strlen(path) + 1);
    while ((size = readlink(real, target, sizeof target - 1)) >= 0) { /* a circle was refused by stat */
        char *slash = strrchr(real, '/');
        size_t folder = target[0] == '/' || slash == NULL ? 0 : (size_t)(slash - real) + 1;

        if (folder + (size_t)size >= PATH_MAX)
            return err_set(err, "cannot write \"%s\": the name is too long", path);
        memcpy(real + folder, target, (size_t)size);
        real[folder + (size_t)size] = '\0';
    }
    return true;
}

/* Fills a new file beside `path` and renames it over that; false with errno, and without the file. */
static bool temporary_rename(char *temporary, const char *path, const struct text *text, mode_t mode)
{
    int fd = mkstemp(temporary), why;

    if (fd < 0)
        return false;
    if (temporary_fill(fd, text, mode) && rename(temporary, path) == 0)
        return true;
    why = errno;
    unlink(temporary);
    errno = why;
    return false;
}

static bool file_write(const char *path, const struct text *text, mode_t mode, struct err *err)
{
    static const int bugs[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};
    char temporary[PATH_MAX];
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before_large;
    sigset_t ends, before;
    bool is_written;

    if ((size_t)snprintf(temporary, sizeof temporary, "%s.XXXXXX", path) >= sizeof temporary)
        return err_set(err, "cannot write \"%s\": the name is too long", path);
    (void)sigfillset(&ends);
    for (size_t i = 0; i < sizeof bugs / sizeof *bugs; i++)
        (void)sigdelset(&ends, bugs[i]);
    /* Whatever would end the program waits until nothing is left behind; a file that may not grow is an error as a full
     * disk is. */
    (void)sigaction(SIGXFSZ, &ignore, &before_large);
    (void)pthread_sigmask(SIG_BLOCK, &ends, &before);
    is_written = temporary_rename(temporary, path, text, mode) || path_refuse(path, err);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    (void)sigaction(SIGXFSZ, &before_large, NULL);
    return is_written;
}

static bool file_make(const char *path, const struct text *text, struct err *err)
{
    char real[PATH_MAX];

    return link_follow(path, real, err) && file_write(real, text, mode_new(), err);
}

bool file_replace(const char *path, const struct text *text, struct err *err)
{
    struct stat info;
    char *real;
    bool is_written;

    if (text->failed)
        return err_memory(err);
    if (strcmp(path, "-") == 0)
        return output_write(text, err);
    if (stat(path, &info) != 0)
        return errno == ENOENT ? file_make(path, text, err) : path_refuse(path, err);
    if (!S_ISREG(info.st_mode))
        return device_write(path, text, err);
    if (access(path, W_OK) != 0) /* its folder may be written all the same, and it would be replaced */
        return path_refuse(path, err);
    real = realpath(path, NULL);
    if (real == NULL)
        return path_refuse(path, err);
    is_written = file_write(real, text, info.st_mode & 07777, err);
    free(real);
    return is_written;
}

/* Does the file end within a line? */
static bool is_cut_off(int fd)
{
    off_t end = lseek(fd, 0, SEEK_END);
    char last;

    return end > 0 && pread(fd, &last, 1, end - 1) == 1 && last != '\n';
}

static bool lines_append(int fd, const struct text *lines)
{
    struct text all = {0};
    bool is_written;

    if (is_cut_off(fd))
        text_add(&all, "\n");
    text_add(&all, text_str(lines));
    is_written = !all.failed && bytes_write(fd, text_str(&all), all.size);
    text_release(&all);
    return is_written;
}

bool file_append(const char *path, const struct text *lines, struct err *err)
{
    int fd, number;
    bool is_written;

    if (lines->failed)
        return err_memory(err);
    fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0666);
    if (fd < 0)
        return path_refuse(path, err);
    is_written = text_is_empty(lines) || lines_append(fd, lines);
    number = errno;
    is_written = close(fd) == 0 && is_written;
    errno = is_written ? errno : number;
    return is_written || path_refuse(path, err);
}

bool talkv(const char *format, va_list arguments)
{
    enum { TALK_BYTES = 32768 }; /* of a sentence and a long command line */
    static const char name[] = "makeitso: ", memory[] = "out of memory";
    const size_t begin = sizeof name - 1;
    char line[TALK_BYTES + 1];
    bool is_lost;
    size_t size;

    memcpy(line, name, sizeof name);
    is_lost = vsnprintf(line + begin, TALK_BYTES - begin, format, arguments) < 0 || text_is_lost(line + begin);
    if (is_lost)
        memcpy(line + begin, memory, sizeof memory);
    size = string_make_safe(line);
    line[size] = '\n';
    /* Where even this cannot be written nobody is left to be told; the exit code still says it. */
    (void)bytes_write(STDERR_FILENO, line, size + 1);
    return !is_lost;
}

bool talk(const char *format, ...)
{
    va_list arguments;
    bool is_said;

    va_start(arguments, format);
    is_said = talkv(format, arguments);
    va_end(arguments);
    return is_said;
}

bool talk_text(const struct text *text)
{
    if (text->failed)
        return talk("%s", text_str(text));
    (void)bytes_write(STDERR_FILENO, text_str(text), text->size);
    return true;
}
