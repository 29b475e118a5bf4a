/* A run code on the command line (file/run_code.h), in place of FILE or as --code: the settings become what they would
 * be had its scenario, changes, moment and lane been typed. */
#ifndef CLI_CODED_H
#define CLI_CODED_H

#include "cli/options.h"

/* The code's changes come before those that were typed. Of a file that cannot be loaded nothing is done: whoever runs
 * it tells why. False where the code is none, or is not for this file. */
bool coded_apply(struct settings *settings, struct err *err);

#endif
