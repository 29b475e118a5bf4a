/* What the terminal UI costs, in a pty: first screen, bytes and CPU a step, and steps and jumps in a long run.
 *
 *     tui MAKEITSO         measures it beside a bare ncurses program (this one with --bare), nano and htop where they are installed
 *     tui --bare           paints one full screen, waits for a key, leaves
 *
 * CPU time is /proc/PID/schedstat's, so it needs Linux. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <curses.h>

enum { QUIET_MS = 120, STARTS = 15, LONG_STEPS = 40, DAYS = 2500, RECOLOURS = 10 };

struct bench {
    int fd;
    pid_t pid;
    size_t bytes;
    double last_ms; /* when the last bytes came */
};

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* Reads until nothing has come for QUIET_MS. */
static void read_quiet(struct bench *bench)
{
    struct pollfd file = {.fd = bench->fd, .events = POLLIN};
    char bytes[65536];

    while (poll(&file, 1, QUIET_MS) > 0) {
        ssize_t size = read(bench->fd, bytes, sizeof bytes);

        if (size <= 0)
            return;
        bench->bytes += (size_t)size;
        bench->last_ms = now_ms();
    }
}

static void start(struct bench *bench, const char *const *argv)
{
    struct winsize size = {.ws_row = 24, .ws_col = 80};

    *bench = (struct bench){0};
    bench->pid = forkpty(&bench->fd, NULL, NULL, &size);
    if (bench->pid == 0) {
        setenv("TERM", "xterm-256color", 1);
        unsetenv("LINES");
        unsetenv("COLUMNS");
        execvp(argv[0], (char *const *)(const void *)argv);
        _exit(127);
    }
}

static int stop(struct bench *bench)
{
    int status;

    kill(bench->pid, SIGTERM);
    waitpid(bench->pid, &status, 0);
    close(bench->fd);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static double cpu_ms(const struct bench *bench)
{
    char path[64];
    double ns = 0;
    FILE *file;

    snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)bench->pid);
    file = fopen(path, "r");
    if (!file || fscanf(file, "%lf", &ns) != 1)
        ns = 0;
    if (file)
        fclose(file);
    return ns * 1e-6;
}

static void send_keys(struct bench *bench, const char *keys)
{
    if (write(bench->fd, keys, strlen(keys)) < 0)
        fprintf(stderr, "tui: cannot write\n");
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Median ms from the start to the last byte of the first screen. */
static double first_screen(const char *const *argv, double *cpu)
{
    double times[STARTS], cpus[STARTS];

    for (int i = 0; i < STARTS; i++) {
        struct bench bench;
        double began = now_ms();

        start(&bench, argv);
        read_quiet(&bench);
        times[i] = bench.last_ms - began;
        cpus[i] = cpu_ms(&bench);
        (void)stop(&bench);
    }
    qsort(times, STARTS, sizeof *times, compare);
    qsort(cpus, STARTS, sizeof *cpus, compare);
    *cpu = cpus[STARTS / 2];
    return times[STARTS / 2];
}

static void say_first(const char *name, const char *const *argv, double bare)
{
    double cpu, ms = first_screen(argv, &cpu);

    printf("  first screen  %-22s %6.1f ms  %6.1f ms CPU", name, ms, cpu);
    if (bare > 0)
        printf("  %.2f times bare ncurses", ms / bare);
    printf("\n");
}

static int is_installed(const char *name)
{
    char command[64];

    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    return system(command) == 0;
}

/* Sends a key `count` times, each answered before the next; ms of CPU and bytes a key. */
static void measure(struct bench *bench, const char *what, const char *key, int count)
{
    double cpu, most = 0;
    size_t bytes = bench->bytes;
    double began = cpu_ms(bench);

    for (int i = 0; i < count; i++) {
        double before = cpu_ms(bench);

        send_keys(bench, key);
        read_quiet(bench);
        if (cpu_ms(bench) - before > most)
            most = cpu_ms(bench) - before;
    }
    cpu = cpu_ms(bench) - began;
    printf("  %-36s %6.2f ms CPU a key, at most %6.2f  %6.0f bytes\n", what, cpu / count, most,
           (double)(bench->bytes - bytes) / count);
}

static void measure_story(const char *program, const char *name, int events)
{
    const char *const argv[] = {program, "play", name, NULL};
    struct bench bench;
    char what[64];

    start(&bench, argv);
    read_quiet(&bench);
    snprintf(what, sizeof what, "step, %s", name);
    measure(&bench, what, "\033OC", events);
    (void)stop(&bench);
}

/* Attempt upon attempt, a day each: some 39 events a day. */
static void write_long(char path[64])
{
    FILE *file;
    int fd;

    snprintf(path, 64, "/tmp/makeitso-bench-XXXXXX");
    fd = mkstemp(path);
    file = fd < 0 ? NULL : fdopen(fd, "w");
    if (!file)
        exit(3);
    fprintf(file, "version: 1\ntitle: Long\nbots:\n  - {name: Picard, post: tip, guard: check-then-mark}\n"
                  "  - {name: Riker, post: search}\n  - {name: Worf, post: mail}\n  - {name: Locutus, post: collective}\n"
                  "jobs:\n  - name: J\n    steps: [{post: Picard}, {post: Riker}, {post: Worf}, {post: Locutus}]\n"
                  "    retry: {limit: 1, wait: 1m}\n"
                  "schedule:\n  - {enqueue: J, times: %d}\n"
                  "faults:\n  - {bot: Worf, before: commit, kind: error, times: always}\n", DAYS);
    fclose(file);
}

static void measure_long(const char *program)
{
    char path[64];
    const char *const argv[] = {program, "play", path, NULL};
    struct bench bench;

    write_long(path);
    start(&bench, argv);
    read_quiet(&bench);
    printf("  a run of some %d000 events (at most 16 ms a key):\n", DAYS * 39 / 1000);
    send_keys(&bench, ":#50000\r");
    read_quiet(&bench);
    measure(&bench, "step", "\033OC", LONG_STEPS);
    measure(&bench, "step back", "\033OD", LONG_STEPS);
    measure(&bench, "next moment", "n", LONG_STEPS);
    measure(&bench, "jump to the end", "G", 1);
    measure(&bench, "jump to the start", "g", 1);
    measure(&bench, "jump to an event", ":#70000\r", 1);
    measure(&bench, "step near the end", "\033OC", LONG_STEPS);
    (void)stop(&bench);
    unlink(path);
}

/* All threads' CPU so far: what searches for the map runs beside the thread that paints it. */
static double process_cpu_ms(const struct bench *bench)
{
    struct timespec used;
    clockid_t clock;

    if (clock_getcpuclockid(bench->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return 0;
    return (double)used.tv_sec * 1e3 + (double)used.tv_nsec * 1e-6;
}

/* A guard is changed, then undone and redone: each time the whole map is searched anew and the cell's run played. */
static void measure_map(const char *program, const char *name)
{
    const char *const argv[] = {program, "play", name, NULL};
    double cpu[2 * RECOLOURS], wall[2 * RECOLOURS];
    struct bench bench;
    char what[64];

    start(&bench, argv);
    read_quiet(&bench);
    send_keys(&bench, "mc\033OB\033OB\033OB\r");
    read_quiet(&bench);
    for (int i = 0; i < 2 * RECOLOURS; i++) {
        double before = process_cpu_ms(&bench), began = now_ms();

        send_keys(&bench, i % 2 ? "\022" : "u");
        read_quiet(&bench);
        cpu[i] = process_cpu_ms(&bench) - before;
        wall[i] = bench.last_ms - began;
    }
    (void)stop(&bench);
    qsort(cpu, 2 * RECOLOURS, sizeof *cpu, compare);
    qsort(wall, 2 * RECOLOURS, sizeof *wall, compare);
    snprintf(what, sizeof what, "crash map recoloured, %s", name);
    printf("  %-36s %6.2f ms CPU, at most %6.2f  %6.1f ms until it stands (at most 50 ms)\n", what, cpu[RECOLOURS],
           cpu[2 * RECOLOURS - 1], wall[RECOLOURS]);
}

static int bare(void)
{
    (void)initscr();
    (void)noecho();
    for (int row = 0; row < LINES; row++)
        for (int column = 0; column < COLS; column++)
            (void)mvaddch(row, column, (chtype)('a' + (row + column) % 26));
    (void)refresh();
    (void)getch();
    return endwin() == OK ? 0 : 1;
}

int main(int argc, char **argv)
{
    const char *const bare_argv[] = {argv[0], "--bare", NULL};
    double cpu, bare_ms;

    if (argc == 2 && strcmp(argv[1], "--bare") == 0)
        return bare();
    if (argc != 2) {
        fprintf(stderr, "usage: tui MAKEITSO\n");
        return 2;
    }
    printf("the terminal UI at 80x24 (first screen at most 1.5 times bare ncurses, a step 300 bytes and 0.3 ms):\n");
    bare_ms = first_screen(bare_argv, &cpu);
    printf("  first screen  %-22s %6.1f ms  %6.1f ms CPU\n", "bare ncurses", bare_ms, cpu);
    say_first("makeitso", (const char *const[]){argv[1], NULL}, bare_ms);
    say_first("makeitso play", (const char *const[]){argv[1], "play", "sequential", NULL}, bare_ms);
    if (is_installed("nano"))
        say_first("nano", (const char *const[]){"nano", "README.md", NULL}, bare_ms);
    if (is_installed("htop"))
        say_first("htop", (const char *const[]){"htop", NULL}, bare_ms);
    measure_story(argv[1], "sequential", 40);
    measure_story(argv[1], "fan-out", 55);
    measure_long(argv[1]);
    measure_map(argv[1], "sequential");
    measure_map(argv[1], "fan-out");
    measure_map(argv[1], "three-days");
    return 0;
}
