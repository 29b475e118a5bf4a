/* The option --presets: one scenario under each of several presets. */
#ifndef CLI_PRESETS_H
#define CLI_PRESETS_H

#include "cli/command.h"

/* The presets that were asked for, as the changes that they are. */
struct preset_set {
    struct change changes[PRESET_WORD_COUNT];
    size_t count;
    bool is_all; /* "all": every real system */
};

/* Reads the option: "all", or names with commas between. No system may stand there twice, nor --preset beside it. */
bool presets_read(const struct settings *settings, struct preset_set *out, struct err *err);

/* The settings with the preset's change before all others, to be freed; NULL with a sentence. */
struct settings *settings_on_preset(const struct settings *settings, const struct change *preset, struct err *err);

/* compare FILE --presets. */
enum exit_code compare_presets(const struct cli *cli);

#endif
