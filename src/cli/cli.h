/* The command line's door. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

/* Runs the program; what main returns. */
int cli_main(int argc, char **argv);

#endif
