/* Phrases: templates filled with the scenario's own nouns and verbs (model/vocabulary.h).
 *
 *     phrase_add(scenario, "No {effect} was duplicated", out);    // "No post was duplicated"
 *     phrase_add(scenario, "{Effects} were missed", out);         // "Posts were missed"
 *
 * A word in braces is the tag of a vocabulary's word; with a capital it begins with one. A tag that does not exist is
 * a bug of the caller. Without a scenario (NULL) the words are today's defaults. */
#ifndef WORDS_PHRASE_H
#define WORDS_PHRASE_H

#include "base/text.h"
#include "model/scenario.h"

void phrase_add(const struct scenario *scenario, const char *template, struct text *out);

/* Appends the word with that tag, of `size` bytes and without its braces. */
void phrase_add_word(const struct scenario *scenario, const char *tag, size_t size, struct text *out);

/* For templates with more than a vocabulary's words: appends what stands before the next tag, moves `*template` behind
 * it and returns it, `*size` bytes; NULL when the template has no more. */
const char *phrase_next_tag(const char **template, size_t *size, struct text *out);

#endif
