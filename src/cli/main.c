/* The program's entry: what concerns the whole process, and nothing else. */
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <unistd.h>

#include "cli/cli.h"

/* A closed standard descriptor would be given to the first file that is opened. One that refuses takes its place:
 * standard input cannot be read, the others cannot be written, and both are then said as any other error. */
static void descriptors_secure(void)
{
    for (int fd = 0; fd <= STDERR_FILENO; fd++) {
        if (fcntl(fd, F_GETFD) == -1)
            (void)open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    }
}

int main(int argc, char **argv)
{
    descriptors_secure();
    signal(SIGPIPE, SIG_DFL); /* whatever it was given: who writes for nobody ends without a word */
    setlocale(LC_CTYPE, "");
    return cli_main(argc, argv);
}
