/* The commands: settings in, exit code out; and what they share. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/options.h"
#include "cli/source.h"
#include "engine/chooser.h"
#include "report/report.h"
#include "trace/ledger.h"

/* How a command ends: the code, and what help says of it. Where several files end differently the larger one wins, but
 * EXIT_UNDECIDED stands only over EXIT_AS_CLAIMED. */
#define EXIT_LIST(X)                                                                                                   \
    X(EXIT_AS_CLAIMED, 0, "as claimed")                                                                                \
    X(EXIT_NOT_AS_CLAIMED, 1, "a claim failed: an expectation does not hold, nothing leads to what was seen")          \
    X(EXIT_MISTAKE, 2, "a mistake on the command line or in a scenario")                                               \
    X(EXIT_WORLD, 3, "something could not be read or written, or memory is out")                                       \
    X(EXIT_UNDECIDED, 4, "no claim failed, and one was not decided: time, memory or events were used up before")       \
    X(EXIT_INTERRUPTED, 130, "interrupted by ^C, after what was known by then was printed")                            \
    X(EXIT_UNREAD, 141, "nobody reads the output any more (SIGPIPE)")
#define EXIT_ITEM(constant, code, meaning) constant = (code),
enum exit_code { EXIT_LIST(EXIT_ITEM) };
#undef EXIT_ITEM

/* Of two ways to end. What was not decided gives way to all but success. */
static inline enum exit_code exit_worse(enum exit_code a, enum exit_code b)
{
    if (a == EXIT_UNDECIDED)
        return b == EXIT_AS_CLAIMED ? a : b;
    if (b == EXIT_UNDECIDED)
        return a == EXIT_AS_CLAIMED ? b : a;
    return a > b ? a : b;
}

struct cli {
    const struct settings *settings;
    struct style style;
};

/* The commands, with the operands' number checked. */
enum exit_code command_open(const struct cli *cli);
enum exit_code command_story(const struct cli *cli);
enum exit_code command_play(const struct cli *cli);
enum exit_code command_console(const struct cli *cli);
enum exit_code command_run(const struct cli *cli);
enum exit_code command_check(const struct cli *cli);
enum exit_code command_compare(const struct cli *cli);
enum exit_code command_why(const struct cli *cli);
enum exit_code command_draw(const struct cli *cli);
enum exit_code command_explore(const struct cli *cli);
enum exit_code command_threshold(const struct cli *cli);
enum exit_code command_odds(const struct cli *cli);
enum exit_code command_sweep(const struct cli *cli);
enum exit_code command_list(const struct cli *cli);
enum exit_code command_class(const struct cli *cli);
enum exit_code command_show(const struct cli *cli);
enum exit_code command_completion(const struct cli *cli);

/* What show --schema knows the schemas of, from 0; NULL behind the last. */
const char *schema_name(size_t schema);

/* How the terminal is to look: --theme, else by its colours. */
enum scheme scheme_asked(const struct cli *cli);

/* Says on standard error what is wrong with a file. EXIT_MISTAKE, or EXIT_WORLD where memory is out. */
enum exit_code diags_report(struct diags *diags);

/* One scenario of the command line: read, loaded, and with the what-if options applied. */
struct subject {
    struct source source;
    struct scenario *scenario; /* as the file has it */
    struct scenario *changed;  /* what is to be played; `scenario` itself where nothing is changed */
};

/* Where anything is wrong it has been said on standard error and nothing is open. */
enum exit_code subject_open(const struct cli *cli, const char *argument, struct subject *out);
void subject_close(struct subject *subject);

/* Its file alone, of whatever kind; then its scenario, unless it is a lesson. Both are subject_load. */
enum exit_code subject_read(const char *argument, struct subject *out);
enum exit_code subject_understand(struct subject *subject);

/* The same in two steps: as its file has it; then with the settings' changes, which are made to what the file has. Back
 * to what the file has. */
enum exit_code subject_load(const char *argument, struct subject *out);
enum exit_code subject_change(const struct settings *settings, struct subject *subject);
void subject_restore(struct subject *subject);

/* The scenario with --fault-rate, to be freed; `*out` is NULL where the option was not given. False when memory is
 * out. */
bool fault_rate_apply(const struct settings *settings, const struct scenario *scenario, struct scenario **out,
                      struct err *err);

/* A whole run with its ledger. */
struct played {
    struct plan *plan;
    struct trace trace;
    struct ledger ledger;
};

bool played_make(const struct scenario *scenario, struct played *out, struct err *err);

/* The same with a chooser; NULL: none. */
bool played_make_chosen(const struct scenario *scenario, struct chooser *chooser, struct played *out, struct err *err);
void played_release(struct played *played);

/* The faults that strike nobody in this run of the changed scenario: those that options add, and those of the file,
 * without dice, that strike in its own run. None where nothing is changed. False when memory is out. */
bool spared_find(const struct subject *subject, const struct trace *trace, struct fault_set *out, struct err *err);

/* Notes each of them on standard error; one of --fault is mostly misspelt, and no attempt comes to its gap. EXIT_WORLD
 * where memory is out. */
enum exit_code idle_faults_note(const struct settings *settings, const struct subject *subject,
                                const struct trace *trace);

/* The same before a search, of one run without the faults that it adds. */
enum exit_code idle_faults_of_search_note(const struct settings *settings, const struct subject *subject);

/* Notes on standard error each bot that owes nothing on any day: mostly its job was forgotten in the schedule or in a
 * top job. */
void idle_bots_note(const struct subject *subject);

/* Notes on standard error each gate of the scenario to which this run never comes, and each at which there are too few
 * choices. EXIT_WORLD where memory is out. */
enum exit_code gates_note(const struct subject *subject, const struct trace *trace);

/* Appends the command line that does `command` on `file` with the what-if options, for a POSIX shell: "makeitso run
 * sequential --split BotsJob". `bot` NULL: none. Control characters are shown as '?'. */
void command_line_write(const char *command, const char *file, const char *bot, const struct settings *settings,
                        struct text *out);

#endif
