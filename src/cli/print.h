/* How a command answers: on standard output, or with what is wrong on standard error. */
#ifndef CLI_PRINT_H
#define CLI_PRINT_H

#include "cli/command.h"
#include "report/report.h"

/* Says what is wrong and returns the code to end with, which for want of memory is EXIT_WORLD. */
enum exit_code fail_world(const struct err *err);
enum exit_code fail_mistake(const struct err *err);
enum exit_code fail_memory(void);

/* The same in words. */
enum exit_code mistake(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes a finished text to standard output and releases it; says so where it cannot. */
enum exit_code print(struct text *text);

/* The same in the format asked for: JSON as it is, all else in ASCII where it must be. */
enum exit_code text_print(const struct cli *cli, struct text *text);

/* Prints a report in the format that was asked for, which is not JSON, and releases it. */
enum exit_code report_print(const struct cli *cli, struct report *report);

#endif
