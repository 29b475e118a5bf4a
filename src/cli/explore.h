/* The ways of the command explore, and the command lines of what it finds. */
#ifndef CLI_EXPLORE_H
#define CLI_EXPLORE_H

#include "cli/command.h"
#include "explore/advise.h"
#include "explore/explore.h"

/* What is searched for: --faults, --kinds, --at, --memory, and what becomes of the file's own faults. False with a
 * sentence where they exclude each other. */
bool search_options_read(const struct settings *settings, struct search_options *out, struct err *err);

/* False with a sentence where --schedules is given together with an option that has no meaning beside it. */
bool orders_fit(const struct settings *settings, struct err *err);

/* What --schedules prints. */
enum exit_code exploration_orders(const struct cli *cli, const struct subject *subject,
                                  const struct search_options *options);

/* The table of --table: a line for each file and guard. */
enum exit_code exploration_table(const struct cli *cli, const struct search_options *options);

/* The same of --saw; and what it prints. */
bool saw_fits(const struct settings *settings, struct err *err);
enum exit_code exploration_saw(const struct cli *cli, const struct subject *subject,
                               const struct search_options *options);

/* What --expect-clean makes of what was found; 130 after ^C. `is_whole`: everything was tried, to its end. */
enum exit_code clean_code(const struct cli *cli, const struct run_tally *found, bool is_whole);

/* What a run was found in. */
struct search_origin {
    const struct cli *cli;
    const struct subject *subject;
    const struct scenario *searched; /* what of the subject was searched */
    enum own_faults own;             /* what became of the subject's faults */
};

/* Appends the command line, of `run` or `play`, that plays `found` ("makeitso run sequential --no-faults --fault …").
 * False, and nothing appended, when its faults do not fit into one. */
bool found_command(const struct search_origin *origin, const char *command, const struct run_found *found,
                   struct text *out);

/* Appends the command line that proves what is advised, or that the nearest grants all wishes but those that it is said
 * to refuse: the what-if options but for those about faults where these are not kept, then the changes. Nothing where
 * there is neither. */
void proof_command(const struct search_origin *origin, const struct advice *advice, struct text *out);

/* Appends the command line that explores the scenario with one change more. */
void explored_command(const struct search_origin *origin, const struct change *change, struct text *out);

#endif
