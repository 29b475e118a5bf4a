/* What an option of a real system is to us, in words. */
#ifndef WORDS_OPTION_H
#define WORDS_OPTION_H

#include "model/preset_option.h"

/* "concurrency: 5" and "workers: 5" (of the platform), "retry.limit: 3": of the option as the preset has it by default,
 * or where that is out of its bounds as it might be. */
void option_said(const struct preset_option *option, struct text *out);
void option_meant(const struct preset_option *option, struct text *out);

#endif
