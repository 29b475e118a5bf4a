#include "base/shell.h"

#include <string.h>

void shell_word_write(const char *word, struct text *out)
{
    static const char PLAIN[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:=@%+,";

    if (word[0] != '\0' && word[strspn(word, PLAIN)] == '\0') {
        text_add(out, word);
        return;
    }
    (void)text_carry(out, word);
    text_add(out, "'");
    for (const char *at = word; *at != '\0'; at++) {
        if (*at == '\'')
            text_add(out, "'\\''");
        else
            text_add_bytes(out, at, 1);
    }
    text_add(out, "'");
}
