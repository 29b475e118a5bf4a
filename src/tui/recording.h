/* A recording: a run as the stage plays it, at its own pace, as events of a terminal.
 *
 * The application is driven by inputs and a clock of its own: the same options give the same events. */
#ifndef TUI_RECORDING_H
#define TUI_RECORDING_H

#include "tui/options.h"

/* What an event is: bytes that the terminal is sent; a key that was pressed; a moment of the run, with its sentence. */
enum recording_code { RECORDING_OUTPUT = 'o', RECORDING_KEY = 'i', RECORDING_MARKER = 'm' };

struct recording {
    const struct tui_options *options; /* the entry that they open is played */
    int columns, rows;                 /* of the terminal, a screen's at least (screens/screen.h) */
    msec until;                        /* played until then; MSEC_NEVER: to its end */
    /* Takes an event, `ms` after the start; the data is its own. False ends the recording. */
    bool (*put)(void *context, int64_t ms, enum recording_code code, struct text *data, struct err *err);
    void *context;
};

/* False when memory is out, a change does not fit, or `put` says so. */
bool recording_play(const struct recording *recording, struct err *err);

#endif
