/* What the terminal UI costs, in a pty: first screen, CPU a step over the story, what is spent while paused, and steps
 * and jumps in a long run. Each bound is one line, which says whether it is kept.
 *
 *     tui MAKEITSO         measures it beside bare ncurses programs (this one with --bare), and nano and htop where they
 *                          are installed
 *     tui --bare           paints one full screen, waits for a key, leaves
 *     tui --bare NAME      paints the pictures that makeitso shows of scenarios/NAME.yaml, the next one at each key
 *
 * Programs start in turns, so that a busy moment of the machine is none's alone, and the least of many starts counts.
 * CPU time is /proc/PID/schedstat's, so it needs Linux. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NCURSES_WIDECHAR 1
#include <curses.h>

#include "file/load.h"
#include "tui/loop.h"
#include "tui/views.h"

enum {
    QUIET_MS = 120,
    STEP_QUIET_MS = 40,
    ROUNDS = 3,
    STARTS = 25,
    LONG_STEPS = 40,
    DAYS = 2500,
    RIVALS_MAX = 6,
    PAUSE_S = 3,
    KEYS = 20,
    RECOLOURS = 10
};

static const char step_key[] = "\033OC", down_key[] = "\033OB";

struct bench {
    int fd;
    pid_t pid;
    size_t bytes;
    double last_ms;   /* when the last bytes came */
    bool stays_awake; /* waits without sleeping */
};

static double now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* False when nothing has come for so long. */
static bool is_readable_within(const struct bench *bench, int quiet_ms)
{
    struct pollfd file = {.fd = bench->fd, .events = POLLIN};
    double until = now_ms() + quiet_ms;
    int ready;

    do
        ready = poll(&file, 1, bench->stays_awake ? 0 : quiet_ms);
    while (ready == 0 && now_ms() < until);
    return ready > 0;
}

/* Reads until nothing has come for so long. */
static void read_for(struct bench *bench, int quiet_ms)
{
    char bytes[65536];

    while (is_readable_within(bench, quiet_ms)) {
        ssize_t size = read(bench->fd, bytes, sizeof bytes);

        if (size <= 0)
            return;
        bench->bytes += (size_t)size;
        bench->last_ms = now_ms();
    }
}

static void read_quiet(struct bench *bench)
{
    read_for(bench, QUIET_MS);
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

/* Whether a bound is kept, at the end of its line. */
static const char *kept(double value, double bound)
{
    return value <= bound ? "kept" : "NOT KEPT";
}

struct rival {
    const char *name;
    const char *const *argv;
    double ms, cpu; /* of the first screen: from the start to its last byte */
};

static void start_once(struct rival *rival)
{
    struct bench bench;
    double began = now_ms(), ms, cpu;

    start(&bench, rival->argv);
    read_quiet(&bench);
    ms = bench.last_ms - began;
    cpu = cpu_ms(&bench);
    (void)stop(&bench);
    rival->ms = rival->ms == 0 || ms < rival->ms ? ms : rival->ms;
    rival->cpu = rival->cpu == 0 || cpu < rival->cpu ? cpu : rival->cpu;
}

/* The first rival is the bare program, those called makeitso have the bound. */
static void compare_starts(struct rival *rivals, size_t count)
{
    for (int i = 0; i < STARTS; i++)
        for (size_t r = 0; r < count; r++)
            start_once(&rivals[r]);
    for (size_t r = 0; r < count; r++) {
        double times = rivals[r].ms / rivals[0].ms;

        printf("  first screen  %-20s %7.2f ms  %7.2f ms CPU", rivals[r].name, rivals[r].ms, rivals[r].cpu);
        if (r > 0)
            printf("  %5.2f times bare ncurses", times);
        if (strncmp(rivals[r].name, "makeitso", 8) == 0)
            printf("; at most 1.5: %s", kept(times, 1.5));
        printf("\n");
    }
}

/* A lesson from a file, whose beats are all played before it begins. */
static void measure_lesson(const char *makeitso)
{
    const char *const argv[] = {makeitso, "class", "tests/bench/ten-beats.yaml", NULL};
    struct rival lesson = {.name = "lesson of ten beats", .argv = argv};

    for (int i = 0; i < STARTS; i++)
        start_once(&lesson);
    printf("  first screen  %-20s %7.2f ms  %7.2f ms CPU; at most 50: %s\n", lesson.name, lesson.ms, lesson.cpu,
           kept(lesson.ms, 50));
}

static int is_installed(const char *name)
{
    char command[64];

    snprintf(command, sizeof command, "command -v %s >/dev/null 2>&1", name);
    if (system(command) == 0)
        return 1;
    printf("  %s is not installed: sh src/build/setup bench\n", name);
    return 0;
}

/* What keys cost, each answered before the next. The machine is kept awake meanwhile: a virtual one that sleeps between
 * two keys counts its waking to whoever is woken, up to five times what a step of nano costs. */
struct cost {
    int count;
    double cpu, cpu_most, ms_most; /* ms; from the key to the last byte of its answer */
    size_t bytes;
};

static void press(struct bench *bench, const char *key, int count, struct cost *cost)
{
    bench->stays_awake = true;
    for (int i = 0; i < count; i++) {
        double began = cpu_ms(bench), sent = now_ms(), cpu;
        size_t bytes = bench->bytes;

        send_keys(bench, key);
        read_for(bench, STEP_QUIET_MS);
        cpu = cpu_ms(bench) - began;
        cost->count++;
        cost->cpu += cpu;
        cost->cpu_most = cpu > cost->cpu_most ? cpu : cost->cpu_most;
        cost->ms_most = bench->last_ms - sent > cost->ms_most ? bench->last_ms - sent : cost->ms_most;
        cost->bytes += bench->bytes - bytes;
    }
}

static void say_step(const char *name, const struct cost *cost)
{
    printf("  a step        %-20s %7.1f bytes  %5.3f ms CPU, the mean of %d\n", name, (double)cost->bytes / cost->count,
           cost->cpu / cost->count, cost->count);
}

/* From the first event to the last; of several times the one that took least. */
static struct cost measure_steps(const char *const *argv, int events)
{
    struct cost least = {0};

    for (int r = 0; r < ROUNDS; r++) {
        struct cost cost = {0};
        struct bench bench;

        start(&bench, argv);
        read_quiet(&bench);
        press(&bench, step_key, events, &cost);
        (void)stop(&bench);
        if (r == 0 || cost.cpu < least.cpu)
            least = cost;
    }
    return least;
}

static void add_cost(struct cost *sum, const struct cost *cost)
{
    sum->count += cost->count;
    sum->cpu += cost->cpu;
    sum->bytes += cost->bytes;
}

/* Every step over the story, ours and those of a bare ncurses program that paints the same pictures. */
static void measure_story(const char *program, const char *this)
{
    static const struct {
        const char *name;
        int events;
    } story[] = {{"happy-path", 29}, {"sequential", 40}, {"bail-out", 25}, {"fan-out", 79}};
    struct cost ours = {0}, bare = {0};

    for (size_t s = 0; s < sizeof story / sizeof *story; s++) {
        const char *const our_argv[] = {program, "play", story[s].name, NULL};
        const char *const bare_argv[] = {this, "--bare", story[s].name, NULL};
        struct cost cost = measure_steps(our_argv, story[s].events);

        say_step(story[s].name, &cost);
        add_cost(&ours, &cost);
        cost = measure_steps(bare_argv, story[s].events);
        say_step("the same, bare", &cost);
        add_cost(&bare, &cost);
    }
    printf("  a step        over the story       %7.3f ms CPU, %4.2f times bare ncurses; at most 1.3: %s\n",
           ours.cpu / ours.count, ours.cpu / bare.cpu, kept(ours.cpu / bare.cpu, 1.3));
}

/* A rival is moved down its list, and left alone. */
static void measure_rival(const struct rival *rival)
{
    struct cost cost = {0};
    struct bench bench;

    start(&bench, rival->argv);
    read_quiet(&bench);
    press(&bench, down_key, KEYS, &cost);
    (void)stop(&bench);
    say_step(rival->name, &cost);
}

/* What is spent by a program that nobody touches, in the middle of what it does. */
static void measure_paused(const struct rival *rival, const char *key, int has_bound)
{
    struct cost cost = {0};
    struct bench bench;
    size_t bytes;
    double cpu;

    start(&bench, rival->argv);
    read_quiet(&bench);
    press(&bench, key, 5, &cost);
    bytes = bench.bytes;
    cpu = cpu_ms(&bench);
    sleep(PAUSE_S);
    read_quiet(&bench);
    bytes = bench.bytes - bytes;
    cpu = cpu_ms(&bench) - cpu;
    printf("  paused        %-20s %7zu bytes  %5.3f ms CPU in %d s", rival->name, bytes, cpu, PAUSE_S);
    printf(has_bound ? "; nothing of both: %s\n" : "\n", kept((double)bytes + cpu, 0));
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
    fprintf(file,
            "version: 1\ntitle: Long\nbots:\n  - {name: Picard, post: tip, guard: check-then-mark}\n"
            "  - {name: Riker, post: search}\n  - {name: Worf, post: mail}\n  - {name: Locutus, post: collective}\n"
            "jobs:\n  - name: J\n    steps: [{post: Picard}, {post: Riker}, {post: Worf}, {post: Locutus}]\n"
            "    retry: {limit: 1, wait: 1m}\n"
            "schedule:\n  - {enqueue: J, times: %d}\n"
            "faults:\n  - {bot: Worf, before: commit, kind: error, times: always}\n",
            DAYS);
    fclose(file);
}

static void press_long(struct bench *bench, const char *what, const char *key, int count)
{
    struct cost cost = {0};

    press(bench, key, count, &cost);
    printf("    %-34s %6.2f ms of CPU, at most %6.2f, answered within %6.2f ms; 16: %s\n", what, cost.cpu / cost.count,
           cost.cpu_most, cost.ms_most, kept(cost.cpu_most, 16));
}

static void measure_long(const char *program)
{
    char path[64];
    const char *const argv[] = {program, "play", path, NULL};
    struct bench bench;

    write_long(path);
    start(&bench, argv);
    read_quiet(&bench);
    printf("  a run of some %d000 events:\n", DAYS * 39 / 1000);
    send_keys(&bench, ":#50000\r");
    read_quiet(&bench);
    press_long(&bench, "step", step_key, LONG_STEPS);
    press_long(&bench, "step back", "\033OD", LONG_STEPS);
    press_long(&bench, "next moment", "n", LONG_STEPS);
    press_long(&bench, "jump to the end", "G", 1);
    press_long(&bench, "jump to the start", "g", 1);
    press_long(&bench, "jump to an event, typed", ":#70000\r", 1);
    press_long(&bench, "step near the end", step_key, LONG_STEPS);
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

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
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
    printf("  %-34s %6.2f ms of CPU, at most %6.2f, stands within %6.1f ms; 50: %s\n", what, cpu[RECOLOURS],
           cpu[2 * RECOLOURS - 1], wall[RECOLOURS], cpu[RECOLOURS] <= 50 ? "kept" : "NOT KEPT");
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

/* scenarios/NAME.yaml; the name is the context. */
static struct scenario *load(void *context, size_t entry, struct err *err)
{
    const char *name = context;
    char path[256], bytes[1 << 16];
    struct diags diags;
    struct scenario *scenario;
    FILE *file;
    size_t size;

    (void)entry;
    (void)err;
    snprintf(path, sizeof path, "scenarios/%s.yaml", name);
    file = fopen(path, "r");
    size = file ? fread(bytes, 1, sizeof bytes, file) : 0;
    if (file)
        fclose(file);
    diags_init(&diags, name, bytes, size);
    scenario = scenario_load(name, bytes, size, &diags);
    diags_release(&diags);
    return scenario;
}

/* What the program shows of a run: the stage before the first event, and behind each, recorded without a terminal.
 * Whatever fails ends the program. */
static struct cells *record_pictures(char *name, uint32_t *count)
{
    static struct app app;
    const struct tui_entry entry = {"bench", name, "", ""};
    const struct tui_options options = {.entries = &entry, .entry_count = 1, .load = load, .context = name};
    struct input input = {.kind = INPUT_NOTHING, .columns = 80, .rows = 24, .key = KEY_CODE_RIGHT};
    struct cells *pictures;
    struct err err;

    if (!app_init(&app, &options, views, &err) || !session_load(&app.session, 0))
        exit(3);
    *count = session_future(&app.session)->trace.count + 1;
    pictures = calloc(*count, sizeof *pictures);
    for (uint32_t i = 0; pictures && i < *count; i++) {
        if (!loop_step(&app, &input, &err) || !cells_init(&pictures[i], 80, 24, &err))
            exit(3);
        memcpy(pictures[i].grid, app.cells.grid, sizeof *app.cells.grid * 80 * 24);
        input.kind = INPUT_KEY;
    }
    app_release(&app);
    return pictures;
}

static void set_look(const struct cell_glyph *glyph)
{
    struct look look = theme_look(SCHEME_DARK, COLORS, (enum element)glyph->element);
    unsigned flags = look.flags | glyph->flags;
    attr_t attributes = A_NORMAL;
    int pair = glyph->element + 1;

    attributes |= flags & LOOK_DIM ? A_DIM : 0;
    attributes |= flags & LOOK_REVERSE ? A_REVERSE : 0;
    attributes |= flags & LOOK_UNDERLINE ? A_UNDERLINE : 0;
    attributes |= flags & LOOK_BOLD ? A_BOLD : 0;
    (void)attr_set(attributes, 0, &pair);
}

/* Every cell, as a program does that leaves it to curses what has changed: words of one look at once. */
static void paint_bare(const struct cells *cells)
{
    for (int row = 0; row < cells->rows; row++) {
        const struct cell_glyph *glyphs = &cells->grid[row * cells->columns];

        for (int c = 0; c < cells->columns;) {
            wchar_t words[80 * CELL_CODEPOINTS];
            int first = c, count = 0;

            for (; c < cells->columns && glyphs[c].element == glyphs[first].element &&
                   glyphs[c].flags == glyphs[first].flags;
                 c++) {
                if (glyphs[c].width > 0 && glyphs[c].codepoints[0] == 0)
                    words[count++] = L' ';
                for (int i = 0; i < CELL_CODEPOINTS && glyphs[c].codepoints[i]; i++)
                    words[count++] = (wchar_t)glyphs[c].codepoints[i];
            }
            set_look(&glyphs[first]);
            (void)mvaddnwstr(row, first, words, count);
        }
    }
}

static int bare_pictures(char *name)
{
    uint32_t count = 0;
    struct cells *pictures;

    (void)setlocale(LC_CTYPE, "");
    pictures = record_pictures(name, &count);
    (void)initscr();
    (void)raw();
    (void)noecho();
    (void)keypad(stdscr, TRUE);
    (void)start_color();
    (void)use_default_colors();
    for (int e = 0; e < ELEMENT_COUNT; e++) {
        struct look look = theme_look(SCHEME_DARK, COLORS, (enum element)e);

        (void)init_extended_pair(e + 1, look.foreground, look.background);
    }
    for (uint32_t i = 0; pictures && i < count; i++) {
        paint_bare(&pictures[i]);
        (void)refresh();
        (void)getch();
    }
    return endwin() == OK ? 0 : 1;
}

int main(int argc, char **argv)
{
    const char *const bare_argv[] = {argv[0], "--bare", NULL}, *const opening[] = {argv[1], NULL};
    const char *const play[] = {argv[1], "play", "sequential", NULL};
    static const char *const nano[] = {"nano", "README.md", NULL}, *const htop[] = {"htop", NULL};
    struct rival rivals[RIVALS_MAX] = {
        {.name = "bare ncurses", .argv = bare_argv},
        {.name = "makeitso", .argv = opening},
        {.name = "makeitso play", .argv = play},
    };
    size_t ours = 3, count = ours;

    if (argc == 2 && strcmp(argv[1], "--bare") == 0)
        return bare();
    if (argc == 3 && strcmp(argv[1], "--bare") == 0)
        return bare_pictures(argv[2]);
    if (argc != 2) {
        fprintf(stderr, "usage: tui MAKEITSO\n");
        return 2;
    }
    printf("the terminal UI at 80x24:\n");
    if (is_installed("nano"))
        rivals[count++] = (struct rival){.name = "nano", .argv = nano};
    if (is_installed("htop"))
        rivals[count++] = (struct rival){.name = "htop", .argv = htop};
    compare_starts(rivals, count);
    measure_lesson(argv[1]);
    measure_story(argv[1], argv[0]);
    for (size_t r = ours; r < count; r++)
        measure_rival(&rivals[r]);
    measure_paused(&rivals[ours - 1], step_key, 1);
    for (size_t r = ours; r < count; r++)
        measure_paused(&rivals[r], down_key, 0);
    measure_long(argv[1]);
    measure_map(argv[1], "sequential");
    measure_map(argv[1], "fan-out");
    measure_map(argv[1], "three-days");
    return 0;
}
