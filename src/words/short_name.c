#include "words/short_name.h"

#include <stdlib.h>
#include <string.h>

/* The longest end of a name that takes at most so many columns; it begins with no character that belongs to the one
 * before. */
static const char *end_of(const char *name, int columns)
{
    int width = text_width(name);

    while (*name) {
        const char *next = name;
        int next_width;

        (void)text_next(&next);
        next_width = text_width(next);
        if (width <= columns && next_width < width)
            break;
        name = next;
        width = next_width;
    }
    return name;
}

void short_name_add(struct text *out, const char *name, int columns, int tail)
{
    struct text head = {0};
    bool is_cut = text_width(name) > columns;

    if (columns <= 0)
        return;
    text_add(&head, name);
    if (is_cut)
        text_fit(&head, columns - tail);
    text_add(out, text_str(&head));
    if (is_cut)
        text_add(out, end_of(name, tail));
    text_release(&head);
}

/* How many pairs of two names look alike; `cuts` has room for a text of each. */
static size_t count_alike(const char *const *names, size_t count, int columns, int tail, struct text *cuts)
{
    size_t alike = 0;

    for (size_t i = 0; i < count; i++) {
        text_clear(&cuts[i]);
        short_name_add(&cuts[i], names[i], columns, tail);
        for (size_t j = 0; j < i; j++)
            alike += strcmp(text_str(&cuts[i]), text_str(&cuts[j])) == 0 && strcmp(names[i], names[j]) != 0;
    }
    return alike;
}

/* The n-th tail to be tried: none, then a third of the room, then those nearest to it. */
static int nth_tail(int n, int columns)
{
    int third = columns / 3, away = n / 2;

    return n == 0 ? 0 : n % 2 ? third - away : third + away;
}

int short_name_tail(const char *const *names, size_t count, int columns)
{
    struct text *cuts = calloc(count + 1, sizeof *cuts);
    size_t least = SIZE_MAX;
    int best = 0;

    for (int n = 0; cuts && least > 0 && n < 2 * columns; n++) {
        int tail = nth_tail(n, columns);
        size_t alike;

        if (tail < 0 || tail > columns - 1 || (n > 0 && tail == 0))
            continue;
        alike = count_alike(names, count, columns, tail, cuts);
        if (alike < least) {
            least = alike;
            best = tail;
        }
    }
    for (size_t i = 0; cuts && i < count; i++)
        text_release(&cuts[i]);
    free(cuts);
    return best;
}
