/* Starts two commands in turn and compares what they cost as whole processes.
 *
 *     spawn RUNS COMMAND [ARG …] -- OTHER [ARG …]
 *
 * Output of both goes to /dev/null. Prints the median wall time of each and the median of the ratios, pair by pair. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

enum { RUNS_MAX = 10000 };

extern char **environ;

static double seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double run(char **command)
{
    posix_spawn_file_actions_t actions;
    double began = seconds();
    pid_t pid;
    int status;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, command[0], &actions, NULL, command, environ) != 0) {
        fprintf(stderr, "spawn: cannot start \"%s\"\n", command[0]);
        exit(2);
    }
    posix_spawn_file_actions_destroy(&actions);
    if (waitpid(pid, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) > 1) {
        fprintf(stderr, "spawn: \"%s\" failed\n", command[0]);
        exit(2);
    }
    return seconds() - began;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *values, int count)
{
    qsort(values, (size_t)count, sizeof *values, compare);
    return values[count / 2];
}

int main(int argc, char **argv)
{
    static double a[RUNS_MAX], b[RUNS_MAX], ratio[RUNS_MAX];
    int runs = argc > 1 ? atoi(argv[1]) : 0, split = 2;

    while (split < argc && strcmp(argv[split], "--") != 0)
        split++;
    if (runs < 1 || runs > RUNS_MAX || split == 2 || split + 1 >= argc) {
        fputs("usage: spawn RUNS COMMAND [ARG ...] -- OTHER [ARG ...]\n", stderr);
        return 2;
    }
    argv[split] = NULL;
    for (int i = 0; i < runs; i++) {
        a[i] = run(argv + 2);
        b[i] = run(argv + split + 1);
        ratio[i] = a[i] / b[i];
    }
    printf("%s %s: %.2f ms; %s: %.2f ms; ratio %.2f (medians of %d pairs)\n", argv[2], argv[3] ? argv[3] : "",
           median(a, runs) * 1e3, argv[split + 1], median(b, runs) * 1e3, median(ratio, runs), runs);
    return 0;
}
