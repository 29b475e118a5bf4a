/* How far a search is, in words, and ^C. */
#include "support/test.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cli/patience.h"
#include "support/pty.h"

static void expect_words(const struct progress *progress, int64_t elapsed_ms, const char *expected)
{
    struct text words = {0};

    progress_say(progress, elapsed_ms, &words);
    assert_string_equal(text_str(&words), expected);
    text_release(&words);
}

/* After 3 s a quarter is done: three more quarters take 9 s. */
static void progress_of_the_last_stage_tells_the_time_left(void **state)
{
    struct progress last = {.what = "runs", .done = 1408, .stage = 2, .stages = 2, .staged = "faults", .share = 0.25};

    (void)state;
    expect_words(&last, 3000, "1408 runs; faults 2 of 2: 25 %, about 9 s left");
    last.stages = last.stage = 1;
    expect_words(&last, 3000, "1408 runs; 25 %, about 9 s left");
}

/* What comes later is mostly larger, and the first moments tell nothing. */
static void progress_tells_no_time_where_it_cannot(void **state)
{
    struct progress early = {.what = "runs", .done = 57, .stage = 1, .stages = 3, .staged = "faults", .share = 0.5};

    (void)state;
    expect_words(&early, 3000, "57 runs; faults 1 of 3: 50 %");
    early.stages = 1;
    early.share = 0.01;
    expect_words(&early, 3000, "57 runs; 1 %");
    early.stages = 2;
    early.staged = NULL; /* of changes and pairs: a second stage, and no number that anybody counts */
    expect_words(&early, 3000, "57 runs; 1 %");
    early.stages = 1;
    early.share = -1;
    expect_words(&early, 3000, "57 runs");
}

static void pause_ms(long ms)
{
    (void)nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* The child's exit code, or 128 + the signal that ended it. */
static int code_of(void (*child)(void))
{
    int status = 0;
    pid_t pid = fork();

    if (pid == 0) {
        child();
        _exit(0);
    }
    assert_true(pid > 0);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static void interrupt_thrice(void)
{
    struct patience patience;
    struct cancel_token watch;

    patience_begin(&patience, MSEC_NEVER);
    watch = patience_watch(&patience);
    if (cancel_token_stops(&watch, &(struct progress){.what = "runs"}) || patience_was_interrupted())
        _exit(1);
    raise(SIGINT);
    raise(SIGINT);
    if (!cancel_token_stops(&watch, &(struct progress){.what = "runs"}) || !patience_was_interrupted())
        _exit(2);
    patience_end(&patience);
    raise(SIGINT);
}

static void interrupt_again_later(void)
{
    interrupt_thrice();
    pause_ms(1100);
    raise(SIGINT);
}

static void interrupt_afterwards(void)
{
    struct patience patience;

    patience_begin(&patience, MSEC_NEVER);
    patience_end(&patience);
    raise(SIGINT);
}

/* timeout -s INT sends two, one of them to the group. */
static void signals_in_a_row_are_one_interruption(void **state)
{
    (void)state;
    assert_int_equal(code_of(interrupt_thrice), 0);
}

static void interruption_a_second_later_ends_the_program(void **state)
{
    (void)state;
    assert_int_equal(code_of(interrupt_again_later), 128 + SIGINT);
}

static void interruption_after_the_search_ends_the_program(void **state)
{
    (void)state;
    assert_int_equal(code_of(interrupt_afterwards), 128 + SIGINT);
}

/* What a search is at when ^C comes; a busy machine takes long to come there. */
enum moment { MOMENT_EARLY, MOMENT_TOLD };

/* It has worked for a tenth of a second; a line tells how far it is. */
static bool is_at(struct pty *pty, enum moment moment)
{
    pty_read(pty, 10);
    return moment == MOMENT_EARLY ? pty_cpu_ms(pty) >= 100 : strspn(pty_text(pty), " \n") < strlen(pty_text(pty));
}

/* On a terminal: the answer begins in the first column, and no ^C stands anywhere, however early it was pressed. */
static void expect_clean_end(const char *const *argv, enum moment moment, const char *first_line)
{
    static struct pty pty;
    const char *text;
    size_t size = strlen(first_line);

    pty_start(&pty, (struct pty_options){.argv = argv, .rows = 60});
    while (!is_at(&pty, moment))
        pause_ms(10);
    pty_send(&pty, "\003");
    assert_int_equal(pty_end(&pty), 130);
    text = pty_text(&pty);
    if (strncmp(text, first_line, size) != 0 || strstr(text, "^C") != NULL || strstr(text, " left") != NULL)
        fail_msg("%s", text);
    pty_release(&pty);
}

static void interruption_leaves_no_litter_on_a_terminal(void **state)
{
    const char *program = getenv("MAKEITSO");
    const char *const sweep[] = {program, "sweep", "fan-out", "--runs", "100000000", "--fault-rate", "0.1", NULL};
    const char *const odds[] = {program, "odds", "fan-out", "--fault-rate", "0.1", "--memory", "4000", NULL};

    (void)state;
    assert_non_null(program);
    expect_clean_end(sweep, MOMENT_EARLY, "One job for each bot");
    expect_clean_end(sweep, MOMENT_TOLD, "One job for each bot");
    expect_clean_end(odds, MOMENT_EARLY, "One job for each bot");
    expect_clean_end(odds, MOMENT_TOLD, "One job for each bot");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(progress_of_the_last_stage_tells_the_time_left),
        cmocka_unit_test(progress_tells_no_time_where_it_cannot),
        cmocka_unit_test(signals_in_a_row_are_one_interruption),
        cmocka_unit_test(interruption_a_second_later_ends_the_program),
        cmocka_unit_test(interruption_after_the_search_ends_the_program),
        cmocka_unit_test(interruption_leaves_no_litter_on_a_terminal),
    };

    return test_main("cli_patience", tests, sizeof tests / sizeof *tests);
}
