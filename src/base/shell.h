/* Words for a POSIX shell. */
#ifndef BASE_SHELL_H
#define BASE_SHELL_H

#include "base/text.h"

/* Appends one word: as it is where a shell takes every byte of it as it stands, which is how one would type it, else in
 * single quotes. */
void shell_word_write(const char *word, struct text *out);

#endif
