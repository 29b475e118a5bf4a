/* Memory that runs out under every command of the program: the n-th allocation fails, alone or with all after it. The
 * answer is then either the one that it gives when nothing fails, or exit 3 with the sentence, nothing of what was
 * printed before being wrong, and a file that was to be replaced is the old one or the new one.
 *
 * Each command line is run by a process of its own, a copy of this one, in which the program's own allocations and
 * those of its libraries are counted. MEMORY=whole lets each allocation fail; without it some are drawn. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "cli/cli.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/source.h"
#include "support/failing.h"
#include "support/prop.h"
#include "support/room.h"
#include "support/test.h"
#include "tui/loop.h"
#include "tui/task.h"
#include "tui/terminal.h"
#include "tui/views.h"

enum { WORDS_MAX = 16, DRAWS = 16, EXIT_MEMORY = 3 };

#define SENTENCE "makeitso: out of memory\n"

static const char OLD[] = "what was there before\n";

/* A step that posts for one of two, an error that strikes or not, two days. */
static const char SMALL[] = "version: 1\n"
                            "title: Small, to be played often\n"
                            "bots: [{name: A, post: a, guard: check-then-mark}, {name: B, post: b}]\n"
                            "jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 1, wait: 1m}}]\n"
                            "schedule: [{enqueue: J, times: 2}]\n"
                            "faults: [{bot: A, after: commit, kind: error, probability: 0.5}]\n"
                            "expect: [{bot: B, posts: 1}, {bot: A, posts: 2}]\n";

/* It has a mistake on each line. */
static const char WRONG[] = "version: 1\n"
                            "bots: [{name: A, pots: a}]\n"
                            "jobs: [{name: J, steps: [{post: B}]}]\n"
                            "schedule: [{enqueue: K, times: x}]\n";

/* What a class recorded of one vote. */
static const char RECORD[] =
    "{\"lesson\":\"Once\",\"beat\":\"day\",\"scenario\":\"mine\",\"gate\":{\"question\":\"Who?\"},"
    "\"choices\":[{\"choice\":\"A 1\",\"true\":true,\"beliefs\":[]},"
    "{\"choice\":\"A 2\",\"true\":false,\"beliefs\":[\"undone\"]}],\"votes\":[[1,2],[3,0]],\"seconds\":9}\n";

/* @ is the folder: small, wrong and record are the files above, part1 and part2 a sweep's, out is there before. */
static const char *const lines[] = {
    "",
    "run sequential",
    "run sequential --full --color always",
    "run sequential --ascii --retry BotsJob=2 --save @/out",
    "run fan-out --split PicardJob",
    "run fan-out --unsplit BotsJob",
    "run tests/fuzz/corpus/scenario/every-key.yaml --save @/out --days 2",
    "run sequential happy-path --format json",
    "run sequential --format jsonl",
    "run @/small --format md",
    "run @/small --fault-rate 0.1 --save -",
    "run @/small --choices 1,0",
    "run @/wrong",
    "run @/nothing",
    "run sequentiell",
    "check sequential @/small @/wrong",
    "check @/small --format json",
    "check @/small --format junit",
    "compare sequential bail-out fan-out",
    "compare @/small fan-out --format json",
    "compare @/small --presets sqs,bullmq-6.7",
    "compare @/small --presets sqs,bullmq --format json",
    "check @/small --presets sqs,lambda",
    "check @/small --presets sqs,lambda --format junit",
    "run @/small --preset bullmq --set platform.options.attempts=3 --set platform.options.backoff=5000 --save -",
    "help preset bullmq",
    "list --presets",
    "list --presets --format json",
    "compare @/small fan-out --format md --no-faults",
    "why @/small A",
    "why sequential Riker --format json",
    "why sequential Worf --format md",
    "draw sequential",
    "draw sequential --worksheet",
    "draw top-job-fails -o @/out --to svg",
    "draw fan-out --to dot",
    "draw sequential --as timeline --causes",
    "draw fan-out --as timeline --lanes workers --to svg",
    "explore @/small --advise",
    "explore @/small --faults 2 --kinds crash --format json --advise",
    "explore @/small --format md --keep-faults --expect-clean",
    "explore @/small --map @/out",
    "explore @/small --table --guards all",
    "explore @/small --faults 2 --kinds crash --saw A=2",
    "explore @/small --saw A=9 --format json",
    "explore @/small --schedules",
    "explore @/small --schedules --format json",
    "threshold @/small --of bots.all.due --faults 0",
    "threshold @/small --of bots.all.due --faults 0 --format json",
    "threshold @/small --of bots.all.due --faults 0 --format md",
    "odds @/small",
    "odds @/small --format json --fault-rate 0.01",
    "odds @/small --format md",
    "sweep @/small --runs 50",
    "sweep @/small --runs 50 --threads 2 --format json",
    "sweep @/small --runs 20 --vary workers=1..2 --plot @/out",
    "sweep @/small --runs 20 --vary fault-rate=0..0.02 --format csv",
    "sweep @/small --runs 20 --format md",
    "sweep --merge @/part1 @/part2",
    "sweep --merge @/part1 @/part2 --format json",
    "sweep --merge @/part1 @/part1",
    "draw sequential --to cast",
    "draw @/small --to mermaid -o @/out",
    "draw @/small --to perfetto",
    "draw @/small --to html",
    "compare @/small @/small --format html",
    "draw sequential --to html --no-gates -o @/out",
    "class",
    "class --format json",
    "class once --rehearse",
    "class story --rehearse --minutes 5",
    "class story --handout @/out.md",
    "class story --handout @/out.html",
    "class story --handout @/out.pdf",
    "class guards --rehearse --from lease",
    "class onze",
    "class once --rehearse --format md",
    "console",
    "class --summary @/record",
    "class --summary @/record @/record --format csv",
    "class --summary @/record --format json",
    "check once",
    "check @/small --format md",
    "check @/wrong @/small --format github",
    "completion bash",
    "completion zsh",
    "completion fish",
    "list",
    "list --format json",
    "show sequential",
    "show --schema",
    "show --schema explore",
    "show sequentiell",
    "help",
    "help run",
    "help limits",
    "help --man",
    "help lesson",
    "help lesson --man",
    "help rum",
    "version",
    "run --fromat json",
    "play sequential nn\rjn\033Gnw\r\033w",
    "play sequential nnnx\renxtt=nnu",
    "play sequential ncg\rm\rd?/posted\rn",
    "play fan-out :1m\r]zaGy{}jT",
};

/* Where a run writes, in the folder. */
enum stream { STREAM_OUT, STREAM_ERR, STREAM_FILE, STREAM_COUNT };
static const char *const stream_files[STREAM_COUNT] = {"stdout", "stderr", "out"};

struct answer {
    int status; /* exit status, or 128 + signal */
    long allocations;
    bool goes_on; /* one file without an answer does not keep the others from having theirs, and its end is told */
    char *bytes[STREAM_COUNT];
};

static struct test_folder folder;

/* Allocations that the child counted. */
static long *counted;

static const char *path_of(const char *name)
{
    static char path[128];

    snprintf(path, sizeof path, "%s/%s", folder.path, name);
    return path;
}

static bool begins(const char *whole, const char *part)
{
    return strncmp(whole, part, strlen(part)) == 0;
}

/* Cuts `line` at its spaces into `words`, behind the program's name; "@" becomes the folder. */
static int split(const char *line, char *buffer, size_t room, char *words[WORDS_MAX])
{
    static char program[] = "makeitso";
    int count = 0;
    char *end = buffer + room;

    words[count++] = program;
    while (*line) {
        size_t size = strcspn(line, " ");

        assert_true(count < WORDS_MAX - 1);
        words[count++] = buffer;
        buffer += line[0] == '@'
                      ? snprintf(buffer, (size_t)(end - buffer), "%s%.*s", folder.path, (int)size - 1, line + 1)
                      : snprintf(buffer, (size_t)(end - buffer), "%.*s", (int)size, line);
        assert_true(++buffer < end);
        line += size + strspn(line + size, " ");
    }
    words[count] = NULL;
    return count;
}

/* Appends the picture to standard output; that takes memory, which is none of the program's. */
static void picture_show(const struct app *app)
{
    struct text picture = {0};
    long n = failing_at, seen = allocations;

    failing_at = NEVER;
    cells_write_text(&app->cells, &picture);
    cells_write_elements(&app->cells, &picture);
    (void)!write(STDOUT_FILENO, picture.bytes, picture.size);
    text_release(&picture);
    failing_at = n;
    allocations = seen;
}

static struct scenario *entry_load(void *context, size_t entry, struct err *err)
{
    const struct tui_entry *entries = context;
    struct scenario *scenario = builtin_load(builtin_find(entries[entry].name));

    if (!scenario)
        (void)err_memory(err);
    return scenario;
}

/* Types the keys, each with its picture, and waits for what goes on in the background. */
static bool keys_type(struct app *app, const char *keys, struct err *err)
{
    struct input input = {.kind = INPUT_RESIZE, .columns = 80, .rows = 24, .now = 1000000};

    if (!loop_step(app, &input, err))
        return false;
    for (; *keys; keys++) {
        input.kind = INPUT_KEY;
        input.key = *keys == '\r' ? KEY_CODE_ENTER : *keys == '\033' ? KEY_CODE_ESCAPE : *keys;
        if (!loop_step(app, &input, err))
            return false;
        input.kind = INPUT_NOTHING;
        while (task_is_open(&app->tasks[app_view(app)]))
            if (loop_work(app, 1000) && !loop_step(app, &input, err))
                return false;
        picture_show(app);
    }
    return true;
}

static struct tui_entry shelf[] = {{"the story", "sequential", "One job", "What if?"},
                                   {"the story", "fan-out", "A job each", "What if?"}};

/* The terminal UI without a terminal: "play NAME KEYS". It ends as the command does. */
static int play(const char *name, const char *keys)
{
    static const char *const story[] = {"sequential", "fan-out", NULL};
    const struct tui_options options = {.entries = shelf,
                                        .entry_count = 2,
                                        .open = strcmp(name, shelf[1].name) == 0,
                                        .story = story,
                                        .load = entry_load,
                                        .context = shelf};
    static struct app app;
    struct err err;

    if (app_init(&app, &options, views, &err) && session_begin(&app.session, &err)) {
        app.session.is_sliced = true;
        if (keys_type(&app, keys, &err))
            return 0;
    }
    return (int)fail_mistake(&err);
}

static void redirect(int fd, const char *name)
{
    int file = open(path_of(name), O_WRONLY | O_CREAT | O_TRUNC, 0600);

    if (file < 0 || dup2(file, fd) != fd || close(file) != 0)
        _exit(126);
}

/* cmocka would go on with the next test. */
static void signals_reset(void)
{
    static const int ends[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        signal(ends[i], SIG_DFL);
}

/* What the child does; never returns. */
static void child(const char *line, long n, enum failing how)
{
    char buffer[1024], *words[WORDS_MAX];
    int count = split(line, buffer, sizeof buffer, words), status;

    signals_reset();
    redirect(STDOUT_FILENO, stream_files[STREAM_OUT]);
    redirect(STDERR_FILENO, stream_files[STREAM_ERR]);
    alarm(20);
    fail_allocation(n, how);
    status = begins(line, "play ") ? play(words[2], words[3]) : cli_main(count, words);
    *counted = allocations;
    _exit(status);
}

static void ask(const char *line, long n, enum failing how, struct answer *answer)
{
    pid_t pid;
    int status;

    test_file_write(path_of("out"), OLD, strlen(OLD));
    pid = fork();
    if (pid == 0)
        child(line, n, how);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    answer->status = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    answer->allocations = *counted;
    answer->goes_on = begins(line, "check") || begins(line, "run sequential happy-path");
    for (int s = 0; s < STREAM_COUNT; s++)
        answer->bytes[s] = test_file_read(path_of(stream_files[s]), NULL);
}

static void answer_release(struct answer *answer)
{
    for (int s = 0; s < STREAM_COUNT; s++)
        free(answer->bytes[s]);
}

/* What is wrong with an answer where memory failed; NULL: nothing. */
static const char *wrong(const struct answer *answer, const struct answer *right)
{
    bool is_right = answer->status == right->status;

    for (int s = 0; s < STREAM_COUNT; s++)
        is_right = is_right && strcmp(answer->bytes[s], right->bytes[s]) == 0;
    if (is_right)
        return NULL;
    if (answer->status != EXIT_MEMORY)
        return "neither the right answer nor exit 3";
    if (!strstr(answer->bytes[STREAM_ERR], SENTENCE))
        return "exit 3 without the sentence";
    if (!answer->goes_on && !begins(right->bytes[STREAM_OUT], answer->bytes[STREAM_OUT]))
        return "exit 3 behind something that is not so";
    if (strcmp(answer->bytes[STREAM_FILE], OLD) != 0 &&
        strcmp(answer->bytes[STREAM_FILE], right->bytes[STREAM_FILE]) != 0)
        return "exit 3 with a file that is neither the old one nor the new one";
    return NULL;
}

static const char *const hows[FAILING_COUNT] = {"alone", "with all after it"};

/* Lets one allocation fail; returns whether the answer was as it may be, or tells. */
static bool try(const char *line, long n, enum failing how, const struct answer *right)
{
    struct answer answer;
    const char *what;

    ask(line, n, how, &answer);
    what = wrong(&answer, right);
    if (what)
        print_error("makeitso %s: allocation %ld of %ld fails %s: %s: status %d\n%.200s\n%.400s\n", line, n,
                    right->allocations, hows[how], what, answer.status, answer.bytes[STREAM_ERR],
                    answer.bytes[STREAM_OUT]);
    answer_release(&answer);
    return !what;
}

static int try_all(const char *line, const struct answer *right)
{
    int failed = 0;

    for (long n = 1; n <= right->allocations; n++)
        for (int how = 0; how < FAILING_COUNT; how++)
            failed += !try(line, n, (enum failing)how, right);
    return failed;
}

static int try_some(const char *line, const struct answer *right)
{
    struct rounds rounds = rounds_begin(line, DRAWS);
    int failed = 0;

    while (rounds_next(&rounds)) {
        long n = 1 + (long)random_below(&rounds.random, (uint64_t)right->allocations);

        failed += !try(line, n, (enum failing)(rounds.at % FAILING_COUNT), right);
    }
    return failed;
}

static bool is_whole(void)
{
    return getenv("MEMORY") && strcmp(getenv("MEMORY"), "whole") == 0;
}

static void command_without_memory_says_so(void **state)
{
    const char *line = *state;
    struct answer right;
    int failed;

    if (!memory_can_fail())
        skip();
    ask(line, NEVER, ALONE, &right);
    assert_in_range(right.allocations, 1, 10000000);
    failed = is_whole() ? try_all(line, &right) : try_some(line, &right);
    answer_release(&right);
    assert_int_equal(failed, 0);
}

struct failure {
    long n;
    enum failing how;
};

/* As tui_run does, but that curses is there before memory fails: where it begins without, it ends the program itself. */
static int play_in_terminal(void *context)
{
    const struct failure *failure = context;
    const struct tui_options options = {.entries = shelf, .entry_count = 2, .load = entry_load, .context = shelf};
    static struct app app;
    struct err err;
    int status;

    signals_reset();
    setlocale(LC_CTYPE, "");
    if (!terminal_open(&err))
        return 126;
    fail_allocation(failure->n, failure->how);
    status = app_init(&app, &options, views, &err) && session_begin(&app.session, &err) && loop_run(&app, &err)
                 ? app.status
                 : EXIT_MEMORY;
    terminal_close();
    *counted = allocations;
    return status == EXIT_MEMORY ? (int)fail_mistake(&err) : status;
}

static int begin_in_terminal(void *context)
{
    struct err err;

    (void)context;
    signals_reset();
    fail_allocation(1, ALL_AFTER_IT);
    return terminal_open(&err) ? 0 : (int)fail_mistake(&err);
}

/* Whatever became of it at a terminal, that is as it was before, and the sentence stands there. */
static int at_terminal(int (*run)(void *context), struct failure failure)
{
    static struct pty pty;
    struct termios modes;
    int status;

    pty_start(&pty, (struct pty_options){.run = run, .context = &failure});
    pty_settle(&pty); /* what is typed before it reads keys is lost */
    pty_send(&pty, "nnGwqq");
    status = pty_end(&pty);
    assert_restored(&pty);
    assert_int_equal(tcgetattr(pty.fd, &modes), 0);
    assert_true((modes.c_lflag & (ICANON | ECHO)) == (ICANON | ECHO));
    if (status == EXIT_MEMORY && !strstr(pty_text(&pty), "makeitso: out of memory"))
        fail_msg("allocation %ld: %s", failure.n, pty_text(&pty));
    pty_release(&pty);
    return status;
}

/* Whether it ended for want of memory. */
static bool ends_in_terminal(long n, enum failing how, long all)
{
    int status = at_terminal(play_in_terminal, (struct failure){n, how});

    if (status != 0 && status != EXIT_MEMORY)
        fail_msg("allocation %ld of %ld, %s: status %d", n, all, hows[how], status);
    return status == EXIT_MEMORY;
}

static int end_all_in_terminal(long all)
{
    int ended = 0;

    for (long n = 1; n <= all; n++)
        for (int how = 0; how < FAILING_COUNT; how++)
            ended += ends_in_terminal(n, (enum failing)how, all);
    return ended;
}

static int end_some_in_terminal(long all)
{
    struct rounds rounds = rounds_begin("terminal", DRAWS);
    int ended = 0;

    while (rounds_next(&rounds))
        ended += ends_in_terminal(1 + (long)random_below(&rounds.random, (uint64_t)all),
                                  (enum failing)(rounds.at % FAILING_COUNT), all);
    return ended;
}

static void terminal_is_given_back_without_memory(void **state)
{
    (void)state;
    if (!memory_can_fail())
        skip();
    assert_int_equal(at_terminal(begin_in_terminal, (struct failure){NEVER, ALONE}), EXIT_MEMORY);
    assert_int_equal(at_terminal(play_in_terminal, (struct failure){NEVER, ALONE}), 0);
    assert_true((is_whole() ? end_all_in_terminal : end_some_in_terminal)(*counted) > 0);
}

/* Each cell of a picture has another place, sign and look than in the one before. */
static void picture_make(struct cells *cells, int number)
{
    static const char *const signs[] = {"a", "b", "ä", "█"};

    cells_clear(cells, ELEMENT_PLAIN);
    for (int row = 0; row < cells->rows; row++)
        for (int column = (row * 7 + number) % 5; column < cells->columns; column += 2 + (row + number) % 9)
            cells_put(cells, column, row, 1, signs[(column + number) % 4],
                      (enum element)((column + row + number) % ELEMENT_COUNT), 0);
}

/* The first picture is empty, so that curses takes what it needs for others while memory fails. */
static int paint_in_terminal(void *context)
{
    enum { PICTURES = 20 };
    const struct failure *failure = context;
    struct cells cells = {0};
    struct err err;
    bool is_painted;

    signals_reset();
    setlocale(LC_CTYPE, "");
    if (!terminal_open(&err) || !cells_init(&cells, 80, 24, &err))
        return 126;
    cells_clear(&cells, ELEMENT_PLAIN);
    is_painted = terminal_show(&cells, SCHEME_DARK, 0, 0, &err);
    fail_allocation(failure->n, failure->how);
    for (int i = 0; i < PICTURES && is_painted; i++) {
        picture_make(&cells, i);
        is_painted = terminal_show(&cells, SCHEME_DARK, i, i, &err);
    }
    terminal_close();
    *counted = allocations;
    return is_painted ? 0 : EXIT_MEMORY;
}

static void paint_on(const char *type, struct failure failure)
{
    const char *const environment[] = {type, NULL};
    static struct pty pty;
    int status;

    pty_start(&pty, (struct pty_options){.run = paint_in_terminal, .context = &failure, .environment = environment});
    status = pty_end(&pty);
    if (status != 0)
        fail_msg("%s: allocation %ld, %s: status %d", type, failure.n, hows[failure.how], status);
    assert_restored(&pty);
    pty_release(&pty);
}

static void picture_is_painted_without_memory(void **state)
{
    static const char *const types[] = {"TERM=xterm-256color", "TERM=linux", "TERM=vt100"};

    (void)state;
    if (!memory_can_fail())
        skip();
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        long all;

        paint_on(types[i], (struct failure){NEVER, ALONE});
        all = *counted;
        for (long n = 1; n <= all; n++)
            for (int how = 0; how < FAILING_COUNT; how++)
                paint_on(types[i], (struct failure){n, (enum failing)how});
    }
}

static bool has_line(const char *command, const char *format)
{
    char option[64];
    bool is_there = false;

    snprintf(option, sizeof option, "--format %s", format ? format : "");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        is_there = is_there || (begins(lines[i], command) && (!format || strstr(lines[i], option)));
    return is_there;
}

/* Every command in every format. */
static void lines_are_of_every_command(void **state)
{
    (void)state;
    for (int c = 0; c < COMMAND_COUNT; c++) {
        assert_true(has_line(command_rows[c].name, NULL));
        for (int f = FORMAT_TEXT + 1; f < FORMAT_COUNT; f++)
            if (command_rows[c].formats >> f & 1 && !has_line(command_rows[c].name, format_names[f]))
                fail_msg("no line for %s --format %s", command_rows[c].name, format_names[f]);
    }
}

static void part_write(const char *line, const char *name)
{
    struct answer part;

    ask(line, NEVER, ALONE, &part);
    assert_int_equal(part.status, 0);
    test_file_write(path_of(name), part.bytes[STREAM_OUT], strlen(part.bytes[STREAM_OUT]));
    answer_release(&part);
}

int main(void)
{
    enum { LINES = sizeof lines / sizeof *lines };
    enum { OTHERS = 3 };
    struct CMUnitTest tests[LINES + OTHERS] = {cmocka_unit_test(lines_are_of_every_command),
                                               cmocka_unit_test(picture_is_painted_without_memory),
                                               cmocka_unit_test(terminal_is_given_back_without_memory)};
    int failed, zero = open("/dev/zero", O_RDWR);

    test_folder_make(&folder);
    test_file_write(path_of("small"), SMALL, strlen(SMALL));
    test_file_write(path_of("wrong"), WRONG, strlen(WRONG));
    test_file_write(path_of("record"), RECORD, strlen(RECORD));
    counted = mmap(NULL, sizeof *counted, PROT_READ | PROT_WRITE, MAP_SHARED, zero, 0);
    assert_true(counted != MAP_FAILED);
    part_write("sweep @/small --runs 20 --shard 1/2 --format json", "part1");
    part_write("sweep @/small --runs 20 --shard 2/2 --format json", "part2");
    for (size_t i = 0; i < LINES; i++)
        tests[i + OTHERS] = (struct CMUnitTest){
            .name = lines[i], .test_func = command_without_memory_says_so, .initial_state = (void *)lines[i]};
    failed = test_main("memory", tests, LINES + OTHERS);
    test_folder_remove(&folder);
    return failed;
}
