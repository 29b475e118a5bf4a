/* The vocabulary: the nouns and verbs with which sentences, tables and pictures speak of what a scenario does.
 *
 * The program itself knows effects on the world and who owes them; that these are posts, and those bots, is said here
 * alone. A word that is NULL is today's default, so an all-zero vocabulary is a valid one.
 *
 * Templates name a word in braces, by its tag: "{effects} were {did} twice" (words/phrase.h). */
#ifndef MODEL_VOCABULARY_H
#define MODEL_VOCABULARY_H

#include <stddef.h>

/* Each word: its tag, its default, and what it is. */
#define VOCABULARY_LIST(X)                                                                                             \
    X(effect, "post")         /* one change of the world, as a noun */                                                 \
    X(effects, "posts")       /* several */                                                                            \
    X(make, "post")           /* to make it, as a verb: "never gets to …" */                                         \
    X(makes, "posts")         /* "Riker … a second time" */                                                          \
    X(making, "posting")      /* "failed after …" */                                                                 \
    X(did, "posted")          /* "Riker … twice" */                                                                  \
    X(same, "the same words") /* what a duplicate says again */                                                        \
    X(viewers, "followers")   /* who sees the effect */                                                                \
    X(actor, "bot")           /* who owes it */                                                                        \
    X(actors, "bots")

#define VOCABULARY_ENUM_ITEM(tag, word) VOCABULARY_##tag,
#define VOCABULARY_COUNT_ITEM(tag, word) +1
enum vocabulary_word { VOCABULARY_LIST(VOCABULARY_ENUM_ITEM) };
enum { VOCABULARY_COUNT = 0 VOCABULARY_LIST(VOCABULARY_COUNT_ITEM) };
#undef VOCABULARY_ENUM_ITEM
#undef VOCABULARY_COUNT_ITEM

struct vocabulary {
    const char *words[VOCABULARY_COUNT]; /* by enum vocabulary_word; NULL: the default */
};

/* A word of `vocabulary`; it stays valid as long as that does. */
const char *vocabulary_say(const struct vocabulary *vocabulary, enum vocabulary_word word);

/* The word whose tag is the `size` bytes at `tag`; -1 when there is none. */
int vocabulary_find(const char *tag, size_t size);

#endif
