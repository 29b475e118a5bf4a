/* The terminal UI as commands open it: with the files and the streams of the process. */
#ifndef CLI_TERMINAL_UI_H
#define CLI_TERMINAL_UI_H

#include "cli/command.h"
#include "tui/tui.h"

/* Appends a line to the file of --record; its commands have this as their `record`. */
bool record_keep(const struct cli *cli, const struct gate_record *record, struct err *err);

/* Is linear text asked for, by option or environment; or does a dumb terminal ask for it? */
bool is_linear_asked(const struct cli *cli);
bool is_linear(const struct cli *cli);

/* Runs it with these options, to which it adds what is the same for every command, and prints what it leaves. */
enum exit_code terminal_ui_run(const struct cli *cli, const struct tui_options *options);

#endif
