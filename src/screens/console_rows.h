/* What a console tells, row by row, each a head and a text: made once for the screen and for the lines that are read
 * aloud. */
#ifndef SCREENS_CONSOLE_ROWS_H
#define SCREENS_CONSOLE_ROWS_H

#include "picture/theme.h"
#include "words/class_told.h"

/* What is wanted most comes first; what is wanted least gives way first where there is no room for all. */
enum console_rank { RANK_ASKED, RANK_WALL, RANK_NOTES, RANK_MODEL, RANK_NEXT, RANK_GIVEN };

struct console_row {
    const char *head; /* "" where it goes on with the row before */
    struct text text; /* one line, however long; owned */
    enum element element;
    enum console_rank rank;
    bool begins_group;
};

enum { CONSOLE_ROWS_MAX = 16 + TOLD_PREMISES_MAX + TOLD_CHOICES_MAX * (1 + TOLD_MODELS_MAX) };

struct console_rows {
    struct console_row rows[CONSOLE_ROWS_MAX];
    size_t count;
};

/* Those of `told`, none of which is empty; to be released. */
void console_rows_init(struct console_rows *rows, const struct class_told *told);
void console_rows_release(struct console_rows *rows);

/* Appends a line "head: text" for each row of `rows` that is not among those of `before`; NULL: all. */
void console_rows_tell(const struct console_rows *rows, const struct console_rows *before, struct text *out);

#endif
