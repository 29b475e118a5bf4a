/* Command lines of what a search found: the run that fails, and the proof of what was advised. */
#ifndef CLI_SEARCH_COMMAND_H
#define CLI_SEARCH_COMMAND_H

#include "cli/command.h"
#include "explore/explore.h"
#include "explore/whatif.h"

/* What a run was found in. */
struct search_origin {
    const struct cli *cli;
    const struct subject *subject;
    const struct scenario *searched; /* what of the subject was searched */
    enum own_faults own;             /* what became of the subject's faults */
};

/* Appends the command line that plays `found` ("makeitso run sequential --no-faults --fault …"). False, and nothing
 * appended, when its faults do not fit into one. */
bool found_command(const struct search_origin *origin, const struct run_found *found, struct text *out);

/* Appends the command line that proves an advised change: the what-if options but for those about faults where these
 * are not kept, then the change. */
void proof_command(const struct search_origin *origin, const struct whatif *advised, struct text *out);

#endif
