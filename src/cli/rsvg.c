#include "cli/rsvg.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/check.h"

extern char **environ;

#define PROGRAM "rsvg-convert"
#define PACKAGE "librsvg2-bin"

/* The two ends of a pipe. */
enum { END_READ, END_WRITE, END_COUNT };

/* The program while it runs, and our ends of its pipes. */
struct process {
    pid_t id;
    int input, output; /* -1: closed */
};

static void end_close(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

/* Makes a pipe whose ends no program that is started inherits by accident. */
static bool pipe_open(int ends[END_COUNT], struct err *err)
{
    if (pipe(ends) != 0)
        return err_set(err, "cannot make a pipe: %s", strerror(errno));
    for (int i = 0; i < END_COUNT; i++)
        (void)fcntl(ends[i], F_SETFD, FD_CLOEXEC);
    return true;
}

/* Starts rsvg-convert on these ends; returns 0 or an errno. It gets back the SIGPIPE that we ignore. */
static int spawn(char *const arguments[], int input, int output, pid_t *id)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults;
    int why;

    (void)sigemptyset(&defaults);
    (void)sigaddset(&defaults, SIGPIPE);
    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        (void)posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    (void)posix_spawnattr_setsigdefault(&attributes, &defaults);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
    why = posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    if (why == 0)
        why = posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (why == 0)
        why = posix_spawnp(id, arguments[0], &actions, &attributes, arguments, environ);
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    return why;
}

static bool process_start(char *const arguments[], struct process *process, struct err *err)
{
    int input[END_COUNT], output[END_COUNT], why;

    if (!pipe_open(input, err))
        return false;
    if (!pipe_open(output, err)) {
        end_close(&input[END_READ]);
        end_close(&input[END_WRITE]);
        return false;
    }
    why = spawn(arguments, input[END_READ], output[END_WRITE], &process->id);
    end_close(&input[END_READ]);
    end_close(&output[END_WRITE]);
    process->input = input[END_WRITE];
    process->output = output[END_READ];
    if (why == 0)
        return true;
    end_close(&process->input);
    end_close(&process->output);
    if (why == ENOENT)
        return err_set(err, "PNG and PDF need " PROGRAM ", which is not installed: apt-get install " PACKAGE
                            " (SVG and text need nothing)");
    return err_set(err, "cannot run " PROGRAM " (package " PACKAGE "): %s", strerror(why));
}

/* Writes as much of `in` from `*at` on as the pipe takes; closes it behind the last byte, or when nobody reads. */
static void process_feed(struct process *process, const struct text *in, size_t *at)
{
    ssize_t size = write(process->input, in->bytes + *at, in->size - *at);

    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size > 0)
        *at += (size_t)size;
    if (size < 0 || *at == in->size)
        end_close(&process->input);
}

/* Appends what the pipe holds; closes it at its end. */
static void process_drain(struct process *process, struct text *out)
{
    char bytes[65536];
    ssize_t size = read(process->output, bytes, sizeof bytes);

    if (size < 0 && (errno == EINTR || errno == EAGAIN))
        return;
    if (size > 0)
        text_add_bytes(out, bytes, (size_t)size);
    if (size <= 0 || out->failed)
        end_close(&process->output);
}

/* Feeds and drains in turn, so that neither program waits for the other, until the output has ended. */
static void process_pump(struct process *process, const struct text *in, struct text *out)
{
    size_t at = 0;

    (void)fcntl(process->input, F_SETFL, O_NONBLOCK);
    while (process->output >= 0) {
        struct pollfd ends[] = {{.fd = process->output, .events = POLLIN}, {.fd = process->input, .events = POLLOUT}};

        if (poll(ends, 2, -1) < 0 && errno != EINTR)
            break;
        if (ends[0].revents)
            process_drain(process, out);
        if (process->input >= 0 && ends[1].revents)
            process_feed(process, in, &at);
    }
    end_close(&process->input);
    end_close(&process->output);
}

static bool process_end(const struct process *process, struct err *err)
{
    int status = 0;

    while (waitpid(process->id, &status, 0) < 0)
        if (errno != EINTR)
            return err_set(err, "cannot wait for " PROGRAM ": %s", strerror(errno));
    if (WIFSIGNALED(status))
        return err_set(err, PROGRAM " (package " PACKAGE ") was ended by signal %d", WTERMSIG(status));
    return WEXITSTATUS(status) == 0 ||
           err_set(err, PROGRAM " (package " PACKAGE ") could not draw the picture: exit status %d",
                   WEXITSTATUS(status));
}

/* Runs it once, from its start to its end. */
static bool process_run(char *const arguments[], const struct text *svg, struct text *made, struct err *err)
{
    struct process process = {.input = -1, .output = -1};

    if (!process_start(arguments, &process, err))
        return false;
    process_pump(&process, svg, made);
    if (!process_end(&process, err))
        return made->failed ? err_memory(err) : false; /* it failed for we stopped reading */
    if (made->failed)
        return err_memory(err);
    return made->size > 0 || err_set(err, PROGRAM " (package " PACKAGE ") made nothing");
}

/* Runs it, and appends what it made. */
static bool convert(char *const arguments[], const struct text *svg, struct text *out, struct err *err)
{
    const struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before;
    struct text made = {0};
    bool is_made;

    (void)sigaction(SIGPIPE, &ignore, &before); /* it may end before it has read everything */
    is_made = process_run(arguments, svg, &made, err);
    (void)sigaction(SIGPIPE, &before, NULL);
    if (is_made)
        text_add_bytes(out, made.bytes, made.size);
    text_release(&made);
    return is_made && (!out->failed || err_memory(err));
}

bool rsvg_convert(const char *format, int zoom, const struct text *svg, struct text *out, struct err *err)
{
    char program[] = PROGRAM, format_option[32], zoom_option[32];
    char *const arguments[] = {program, format_option, zoom_option, NULL};

    CHECK(!svg->failed && zoom > 0);
    (void)snprintf(format_option, sizeof format_option, "--format=%s", format);
    (void)snprintf(zoom_option, sizeof zoom_option, "--zoom=%d", zoom);
    return convert(arguments, svg, out, err);
}

/* A page as a file without a name, and how the program finds it: it inherits the descriptor. */
struct page {
    FILE *file;
    char path[32];
};

static bool page_write(const struct text *svg, struct page *page, struct err *err)
{
    page->file = tmpfile();
    if (!page->file || fwrite(text_str(svg), 1, svg->size, page->file) != svg->size || fflush(page->file) != 0)
        return err_set(err, "cannot write a page for " PROGRAM ": %s", strerror(errno));
    rewind(page->file);
    (void)snprintf(page->path, sizeof page->path, "/dev/fd/%d", fileno(page->file));
    return true;
}

bool rsvg_pages(const struct text *svgs, size_t count, struct text *out, struct err *err)
{
    char program[] = PROGRAM, format_option[] = "--format=pdf", nothing[] = "";
    char **arguments = calloc(count + 3, sizeof *arguments);
    struct page *pages = calloc(count, sizeof *pages);
    bool is_made = arguments && pages;

    CHECK(count > 0);
    if (!is_made)
        (void)err_memory(err);
    for (size_t i = 0; i < count && is_made; i++) {
        is_made = page_write(&svgs[i], &pages[i], err);
        arguments[i + 2] = pages[i].path;
    }
    if (is_made) {
        arguments[0] = program;
        arguments[1] = format_option;
        is_made = convert(arguments, &(struct text){.bytes = nothing}, out, err);
    }
    for (size_t i = 0; pages && i < count; i++)
        if (pages[i].file)
            (void)fclose(pages[i].file);
    free(pages);
    free(arguments);
    return is_made;
}
