#include "screens/letters.h"

#include <string.h>

enum { LETTER_DOTS = 6 }; /* rows of dots; two make one row of cells */

struct letter {
    char of;
    uint8_t width;
    uint8_t rows[LETTER_DOTS]; /* the lowest bit is the rightmost dot */
};

static const struct letter letters[] = {
    {'A', 4, {6, 9, 15, 9, 9, 0}},     {'B', 4, {14, 9, 14, 9, 14, 0}},   {'C', 4, {7, 8, 8, 8, 7, 0}},
    {'D', 4, {14, 9, 9, 9, 14, 0}},    {'E', 4, {15, 8, 14, 8, 15, 0}},   {'F', 4, {15, 8, 14, 8, 8, 0}},
    {'G', 4, {7, 8, 11, 9, 7, 0}},     {'H', 4, {9, 9, 15, 9, 9, 0}},     {'I', 1, {1, 1, 1, 1, 1, 0}},
    {'J', 4, {1, 1, 1, 9, 6, 0}},      {'K', 4, {9, 10, 12, 10, 9, 0}},   {'L', 4, {8, 8, 8, 8, 15, 0}},
    {'M', 5, {17, 27, 21, 17, 17, 0}}, {'N', 5, {17, 25, 21, 19, 17, 0}}, {'O', 4, {6, 9, 9, 9, 6, 0}},
    {'P', 4, {14, 9, 14, 8, 8, 0}},    {'Q', 4, {6, 9, 9, 10, 5, 0}},     {'R', 4, {14, 9, 14, 10, 9, 0}},
    {'S', 4, {7, 8, 6, 1, 14, 0}},     {'T', 5, {31, 4, 4, 4, 4, 0}},     {'U', 4, {9, 9, 9, 9, 6, 0}},
    {'V', 5, {17, 17, 17, 10, 4, 0}},  {'W', 5, {17, 17, 21, 27, 17, 0}}, {'X', 5, {17, 10, 4, 10, 17, 0}},
    {'Y', 5, {17, 10, 4, 4, 4, 0}},    {'Z', 4, {15, 1, 6, 8, 15, 0}},    {'0', 4, {6, 9, 9, 9, 6, 0}},
    {'1', 2, {1, 3, 1, 1, 1, 0}},      {'2', 4, {14, 1, 6, 8, 15, 0}},    {'3', 4, {14, 1, 6, 1, 14, 0}},
    {'4', 4, {9, 9, 15, 1, 1, 0}},     {'5', 4, {15, 8, 14, 1, 14, 0}},   {'6', 4, {6, 8, 14, 9, 6, 0}},
    {'7', 4, {15, 1, 2, 4, 4, 0}},     {'8', 4, {6, 9, 6, 9, 6, 0}},      {'9', 4, {6, 9, 7, 1, 6, 0}},
    {'.', 1, {0, 0, 0, 0, 1, 0}},      {':', 1, {0, 1, 0, 1, 0, 0}},      {'!', 1, {1, 1, 1, 0, 1, 0}},
    {'-', 3, {0, 0, 7, 0, 0, 0}},      {',', 1, {0, 0, 0, 0, 1, 1}},      {' ', 2, {0, 0, 0, 0, 0, 0}},
};

static const struct letter *letter_of(char byte)
{
    char upper = byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;

    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (letters[i].of == upper)
            return &letters[i];
    return &letters[sizeof letters / sizeof letters[0] - 1];
}

int letters_width(const char *text)
{
    int width = 0;

    for (; *text; text++)
        width += letter_of(*text)->width + 1;
    return width ? width - 1 : 0;
}

static void put_letter(struct cells *cells, int column, int row, const struct letter *letter, enum element element)
{
    static const char *const halves[4] = {" ", "▄", "▀", "█"}; /* upper dot 2, lower dot 1 */

    for (int r = 0; r < LETTERS_ROWS; r++) {
        for (int c = 0; c < letter->width; c++) {
            int bit = letter->width - 1 - c;
            int upper = letter->rows[2 * r] >> bit & 1, lower = letter->rows[2 * r + 1] >> bit & 1;

            if (cells->is_ascii && (upper || lower)) { /* blocks have no ASCII form: the letter draws itself */
                char sign[2] = {letter->of, '\0'};

                cells_put(cells, column + c, row + r, 1, sign, element, 0);
            } else if (upper || lower) {
                cells_put(cells, column + c, row + r, 1, halves[upper * 2 + lower], element, 0);
            }
        }
    }
}

void letters_paint(struct cells *cells, struct area area, const char *text, enum element element)
{
    int column = area.column, end = area.column + area.columns;

    for (; *text; text++) {
        const struct letter *letter = letter_of(*text);

        if (column + letter->width > end)
            return;
        put_letter(cells, column, area.row, letter, element);
        column += letter->width + 1;
    }
}
