/* The ways of the command explore. */
#ifndef CLI_EXPLORE_H
#define CLI_EXPLORE_H

#include "cli/command.h"
#include "explore/explore.h"

/* False with a sentence where --schedules is given together with an option that has no meaning beside it. */
bool orders_fit(const struct settings *settings, struct err *err);

/* What --schedules prints. */
enum exit_code exploration_orders(const struct cli *cli, const struct subject *subject,
                                  const struct search_options *options);

/* The table of --table: a line for each file and guard. */
enum exit_code exploration_table(const struct cli *cli, const struct search_options *options);

#endif
