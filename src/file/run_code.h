/* Run codes: a run and a moment of it in as few signs as go on a board, "PICARD-7K2A-41XC".
 *
 * A code says its version, the scenario, the changes in their order, the event and the lane at which one stands. The
 * scenario is a built-in one's number, else some bits of a hash of the file, which is then needed, too. Of signs that
 * are read for each other one is used, and the other is read as it: 2 Z, 5 S, 6 G, 8 B; 0 O Q, 1 I L, U V Y are not
 * used. That leaves 23. The last one checks: of the signs s_1 … s_n, Σ i·s_i is a multiple of 23, a prime, so that one
 * wrong sign, or two that changed places, are always found.
 *
 * Numbers in it are those of run_code_kinds, of the scenarios and of the closed lists of the model, in
 * which rows are only ever appended (tests/test_run_code.c holds them). --set has none: what a code cannot say is said
 * by the command line alone. */
#ifndef FILE_RUN_CODE_H
#define FILE_RUN_CODE_H

#include "model/change.h"

enum {
    RUN_CODE_CHANGES_MAX = 8,
    RUN_CODE_BYTES_MAX = 40, /* with its NUL */
    RUN_CODE_FILE = 0        /* the number of a scenario that is not built in */
};

/* Kinds of changes by their numbers in codes. */
extern const enum change_kind run_code_kinds[];
extern const size_t run_code_kind_count;

struct run_code {
    uint32_t scenario; /* a built-in one's number, from 1, or RUN_CODE_FILE */
    struct change changes[RUN_CODE_CHANGES_MAX];
    size_t change_count;
    uint32_t at;   /* event, as the stage counts them, from 1; 0: the start */
    uint32_t lane; /* bot */
};

/* Writes the code. False where it would be too long, or a change is one that no code says: then `out` is "".
 * Where memory is out it is TEXT_LOST (base/text.h), and a text made of it is lost. */
bool run_code_write(const struct run_code *code, const struct scenario *scenario, char out[RUN_CODE_BYTES_MAX]);

/* Does a word begin as a code does? */
bool run_code_is(const char *word);

/* Whose code it is: the scenario's number. False where it is mistyped, or of an unknown version. */
bool run_code_scenario(const char *word, uint32_t *number, struct err *err);

/* Reads the code of `scenario`, which is the built-in one of its number, or the file. False, too, where it is of
 * another file, or does not fit the scenario. */
bool run_code_read(const char *word, const struct scenario *scenario, struct run_code *out, struct err *err);

#endif
