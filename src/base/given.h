/* A column of text in a table that must not be left out: GIVEN("words") is the literal itself. What is empty, or NULL,
 * or anything but a literal, is refused by the compiler. */
#ifndef BASE_GIVEN_H
#define BASE_GIVEN_H

#define GIVEN(text)                                                                                                    \
    (&("" text)[0 * sizeof(struct {                                                                                    \
                    _Static_assert(sizeof("" text) > 1, "a column of text is empty");                                  \
                    char byte;                                                                                         \
                })])

/* A literal that may be "", but only where the row says so. */
#define GIVEN_OR_NONE(text) (&("" text)[0 * sizeof(text)])

/* Puts a row's words in the place of WORDS_<constant>, or the like, before ROW counts them. */
#define EXPAND(ROW, ...) ROW(__VA_ARGS__)

#endif
