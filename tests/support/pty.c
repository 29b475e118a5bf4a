#include "support/pty.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "support/test.h"

enum { WAIT_MS = 5000, END_MS = 20000, END_MS_MAX = 120000, STEP_MS = 10 };
enum { SETTLED_STEPS = 4 /* longer than it waits behind an Escape */ };

static long long now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static int note_property(VTermProp property, VTermValue *value, void *user)
{
    struct pty *pty = user;

    if (property == VTERM_PROP_ALTSCREEN)
        pty->is_other_screen = value->boolean;
    if (property == VTERM_PROP_CURSORVISIBLE)
        pty->is_cursor_shown = value->boolean;
    if (property == VTERM_PROP_MOUSE)
        pty->mouse = value->number;
    return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = note_property};

static void set_environment(const char *folder, const char *const *environment)
{
    if (folder) /* classes of tests that run at once know nothing of each other */
        setenv("XDG_RUNTIME_DIR", folder, 1);
    unsetenv("LINES");
    unsetenv("COLUMNS");
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm-256color", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    for (; environment && *environment; environment++) {
        const char *equals = strchr(*environment, '=');
        char name[64];

        snprintf(name, sizeof name, "%.*s", equals ? (int)(equals - *environment) : 63, *environment);
        if (equals)
            setenv(name, equals + 1, 1);
        else
            unsetenv(name);
    }
}

static void run_program(const struct pty_options *options)
{
    if (options->run)
        _exit(options->run(options->context));
    /* The tests' harness reads nothing that a sanitizer says into a screen; its exit status tells. */
    execv(options->argv[0], (char *const *)(const void *)options->argv);
    _exit(127);
}

static int status_of(int status)
{
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/* A shell with one job in the foreground. */
static void run_shell(const struct pty_options *options)
{
    pid_t job = fork();
    int status;
    char byte;

    if (job == 0) {
        setpgid(0, 0);
        signal(SIGTTOU, SIG_IGN);
        tcsetpgrp(STDIN_FILENO, getpid());
        signal(SIGTTOU, SIG_DFL);
        run_program(options);
    }
    setpgid(job, job);
    signal(SIGTTOU, SIG_IGN);
    while (waitpid(job, &status, WUNTRACED) == job) {
        if (!WIFSTOPPED(status))
            _exit(status_of(status));
        tcsetpgrp(STDIN_FILENO, getpgrp());
        dprintf(STDOUT_FILENO, "[stopped]\n");
        if (read(STDIN_FILENO, &byte, 1) != 1)
            _exit(126);
        tcsetpgrp(STDIN_FILENO, job);
        kill(-job, SIGCONT);
    }
    _exit(126);
}

void pty_start(struct pty *pty, struct pty_options options)
{
    struct winsize size = {0};

    memset(pty, 0, sizeof *pty);
    pty->columns = options.columns ? options.columns : 80;
    pty->rows = options.rows ? options.rows : 24;
    size.ws_col = (unsigned short)pty->columns;
    size.ws_row = (unsigned short)pty->rows;
    pty->is_cursor_shown = true;
    pty->pid = forkpty(&pty->fd, NULL, NULL, &size);
    assert_true(pty->pid >= 0);
    if (pty->pid == 0) {
        set_environment(options.folder, options.environment);
        if (options.folder && chdir(options.folder) != 0)
            _exit(125);
        if (options.is_nonblocking)
            fcntl(STDOUT_FILENO, F_SETFL, fcntl(STDOUT_FILENO, F_GETFL) | O_NONBLOCK);
        if (options.has_shell)
            run_shell(&options);
        run_program(&options);
    }
    fcntl(pty->fd, F_SETFL, O_NONBLOCK);
    fcntl(pty->fd, F_SETFD, FD_CLOEXEC);
    pty->terminal = vterm_new(pty->rows, pty->columns);
    vterm_set_utf8(pty->terminal, 1);
    pty->screen = vterm_obtain_screen(pty->terminal);
    vterm_screen_enable_altscreen(pty->screen, 1);
    vterm_screen_set_callbacks(pty->screen, &callbacks, pty);
    vterm_screen_reset(pty->screen, 1);
}

static void note_end(struct pty *pty)
{
    int status;

    if (!pty->has_ended && waitpid(pty->pid, &status, WNOHANG) == pty->pid) {
        pty->has_ended = true;
        pty->status = status_of(status);
    }
}

/* What can be read within `wait_ms`; false when nothing came. */
static bool read_some(struct pty *pty, int wait_ms)
{
    struct pollfd file = {.fd = pty->fd, .events = POLLIN};
    char bytes[16384];
    ssize_t size;

    if (pty->is_closed) {
        (void)poll(NULL, 0, wait_ms < STEP_MS ? wait_ms : STEP_MS);
        return false;
    }
    if (poll(&file, 1, wait_ms) <= 0)
        return false;
    size = read(pty->fd, bytes, sizeof bytes);
    if (size <= 0) {
        pty->is_closed = size == 0 || (errno != EAGAIN && errno != EINTR);
        return false;
    }
    pty->bytes += (size_t)size;
    for (ssize_t i = 0; i < size && pty->raw_size + 1 < sizeof pty->raw; i++)
        pty->raw[pty->raw_size++] = bytes[i] ? bytes[i] : ' ';
    vterm_input_write(pty->terminal, bytes, (size_t)size);
    return true;
}

void pty_read(struct pty *pty, int quiet_ms)
{
    while (read_some(pty, quiet_ms))
        ;
    note_end(pty);
}

/* Does a thread of the program in the foreground run, or wait for a processor? One that cannot be asked is taken to
 * sleep. */
static bool is_awake(const struct pty *pty)
{
    pid_t front = tcgetpgrp(pty->fd);
    char folder[64], path[352];
    bool is_running = false;
    struct dirent *entry;
    DIR *tasks;

    snprintf(folder, sizeof folder, "/proc/%ld/task", (long)(front > 0 ? front : pty->pid));
    tasks = opendir(folder);
    while (tasks && !is_running && (entry = readdir(tasks)) != NULL) {
        char *bytes, *at;

        snprintf(path, sizeof path, "%s/%s/stat", folder, entry->d_name);
        bytes = entry->d_name[0] == '.' ? NULL : test_file_read(path, NULL);
        at = bytes ? strrchr(bytes, ')') : NULL;
        is_running = at && (at[2] == 'R' || at[2] == 'D');
        free(bytes);
    }
    if (tasks)
        closedir(tasks);
    return is_running;
}

void pty_settle(struct pty *pty)
{
    long long end = now_ms() + WAIT_MS;
    int quiet = 0;

    while (quiet < SETTLED_STEPS && now_ms() < end) {
        bool was_read = read_some(pty, STEP_MS);

        quiet = was_read || is_awake(pty) ? 0 : quiet + 1;
    }
    note_end(pty);
}

void pty_send(struct pty *pty, const char *bytes)
{
    size_t size = strlen(bytes);

    while (size > 0 && !pty->is_closed) {
        ssize_t sent = write(pty->fd, bytes, size);

        if (sent > 0) {
            bytes += sent;
            size -= (size_t)sent;
        } else if (errno == EAGAIN) {
            (void)read_some(pty, STEP_MS);
        } else {
            return;
        }
    }
}

void pty_resize(struct pty *pty, int columns, int rows)
{
    struct winsize size = {.ws_col = (unsigned short)columns, .ws_row = (unsigned short)rows};

    pty->columns = columns;
    pty->rows = rows;
    vterm_set_size(pty->terminal, rows, columns);
    (void)ioctl(pty->fd, TIOCSWINSZ, &size);
}

static size_t put_utf8(char *out, uint32_t c)
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        out[0] = (char)(0xc0 | c >> 6);
        out[1] = (char)(0x80 | (c & 0x3f));
        return 2;
    }
    out[0] = (char)(0xe0 | (c >> 12 & 0xf));
    out[1] = (char)(0x80 | (c >> 6 & 0x3f));
    out[2] = (char)(0x80 | (c & 0x3f));
    return 3;
}

const char *pty_text(struct pty *pty)
{
    size_t at = 0;

    for (int row = 0; row < pty->rows && row < PTY_ROWS_MAX; row++) {
        for (int column = 0; column < pty->columns && column < PTY_COLUMNS_MAX; column++) {
            VTermScreenCell cell;

            vterm_screen_get_cell(pty->screen, (VTermPos){row, column}, &cell);
            if (cell.chars[0] != (uint32_t)-1)
                at += put_utf8(pty->text + at, cell.chars[0] ? cell.chars[0] : ' ');
        }
        pty->text[at++] = '\n';
    }
    pty->text[at] = '\0';
    return pty->text;
}

bool pty_shows(struct pty *pty, const char *text)
{
    long long end = now_ms() + WAIT_MS;

    while (!strstr(pty_text(pty), text)) {
        if (now_ms() > end || (pty->is_closed && pty->has_ended))
            return false;
        (void)read_some(pty, STEP_MS);
        note_end(pty);
    }
    return true;
}

void pty_wants(struct pty *pty, const char *text)
{
    if (!pty_shows(pty, text))
        fail_msg("\"%s\" is not on the screen%s:\n%s", text, pty->has_ended ? " (the program has ended)" : "",
                 pty_text(pty));
}

bool pty_find(struct pty *pty, const char *text, int *column, int *row)
{
    const char *screen = pty_text(pty), *found = strstr(screen, text);

    if (!found)
        return false;
    *column = *row = 0;
    for (const char *at = screen; at < found; at++) {
        if (*at == '\n') {
            ++*row;
            *column = 0;
        } else if (((unsigned char)*at & 0xc0) != 0x80) {
            ++*column;
        }
    }
    return true;
}

int pty_end(struct pty *pty)
{
    long long last = now_ms() + END_MS_MAX, end = now_ms() + END_MS;

    while (!pty->has_ended) {
        if (now_ms() > end || now_ms() > last) {
            kill(pty->pid, SIGKILL);
            waitpid(pty->pid, NULL, 0);
            pty->has_ended = true;
            pty->status = -1;
            break;
        }
        if (read_some(pty, STEP_MS)) /* it is still working off what was typed before */
            end = now_ms() + END_MS;
        note_end(pty);
    }
    while (read_some(pty, 0))
        ;
    return pty->status;
}

void pty_release(struct pty *pty)
{
    if (!pty->has_ended) {
        kill(pty->pid, SIGKILL);
        waitpid(pty->pid, NULL, 0);
    }
    vterm_free(pty->terminal);
    if (pty->fd >= 0)
        close(pty->fd);
}

long pty_cpu_ms(const struct pty *pty)
{
    unsigned long user, system;
    char path[64], *bytes, *at;
    long ms = -1;

    snprintf(path, sizeof path, "/proc/%ld/stat", (long)pty->pid);
    bytes = test_file_read(path, NULL);
    at = bytes ? strrchr(bytes, ')') : NULL;
    if (at && sscanf(at, ") %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &user, &system) == 2)
        ms = (long)((user + system) * 1000 / (unsigned long)sysconf(_SC_CLK_TCK));
    free(bytes);
    return ms;
}
