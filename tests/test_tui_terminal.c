/* A terminal that cannot be opened leaves nothing open. */
#include "support/test.h"

#include <fcntl.h>
#include <pty.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tui/terminal.h"

static int lowest_free(void)
{
    int fd = open("/dev/null", O_RDONLY);

    close(fd);
    return fd;
}

static void refuse_child(const char *type, bool has_input)
{
    struct err err;
    int before;

    if (!has_input && (close(STDIN_FILENO) != 0 || open("/dev/null", O_RDONLY) != STDIN_FILENO))
        _exit(3);
    before = lowest_free();
    setenv("TERM", type, 1);
    if (terminal_open(&err))
        _exit(2);
    _exit(lowest_free() == before ? 0 : 1);
}

/* 0: it was refused and as many files are open as before. */
static int refuse(const char *type, bool has_input)
{
    int fd, status = 0;
    pid_t pid = forkpty(&fd, NULL, NULL, NULL);
    char byte;

    if (pid == 0)
        refuse_child(type, has_input);
    assert_true(pid > 0);
    while (read(fd, &byte, 1) == 1) {
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    close(fd);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void terminal_that_is_refused_leaves_nothing_open(void **state)
{
    static const char *const types[] = {"no-such-terminal", "dumb"};

    (void)state;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(refuse(types[i], true), 0);
        assert_int_equal(refuse(types[i], false), 0);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(terminal_that_is_refused_leaves_nothing_open),
    };

    return test_main("tui_terminal", tests, sizeof tests / sizeof *tests);
}
