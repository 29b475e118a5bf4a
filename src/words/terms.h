/* The words of the model's rows: how sentences, panels and menus speak of a guard, a fault, a rescue.
 *
 * Each table is expanded from the model's own list (model/lists.h) with the words of a row, WORDS_<constant> in
 * terms.c, so that a row without words, or with a word missing or empty, is refused by the compiler. All are
 * templates: the tags of the vocabulary stand for its words (words/phrase.h), and where it says so {bot}, {job}, {it},
 * {his}, {again}, {length} for what a voice puts there (words/voice.h). */
#ifndef WORDS_TERMS_H
#define WORDS_TERMS_H

#include "model/lists.h"

extern const struct guard_words {
    const char *brief, *full; /* beside a lane with little room, with more: "checks", "checks, then marks" */
    const char *change;       /* of a bot that gets it: "claims the post first" */
    const char *hole;         /* what let a second post through; a template */
    const char *hole_late;    /* the same where the first post came after the guard had asked */
    const char *already;      /* why it skips a post: "already claimed" */
    const char *skips;        /* of one bot: "checks, and is skipped" */
    const char *skip;         /* of several */
} guard_words[GUARD_COUNT];

extern const struct micro_words {
    const char *sign;     /* one letter, where every micro-step is drawn */
    const char *gap;      /* what it means to be in the gap behind it */
    const char *gap_open; /* the same where nothing tells another attempt that the post is made */
} micro_words[MICRO_COUNT];

/* What it means to be in the gap behind micro-step `after` of a post of this form; MICRO_NONE: before the first. */
const char *gap_meaning(enum micro after, struct step_form form);

extern const struct fault_words {
    const char *key;                      /* that chooses it in a menu */
    const char *choice, *brief;           /* in a menu, with room and without; # stands for its length */
    const char *strikes;                  /* "an error strikes", before a place */
    const char *at_post, *at_job;         /* whom it hits and how, before the gap; templates */
    const char *after_post, *before_post; /* in the past: at a post that was made, that was not; templates */
    const char *was_at_job;               /* in the past, before the gap; a template */
} fault_words[FAULT_COUNT];

extern const struct rescue_words {
    const char *change; /* of a job that gets it: "catches no error" */
    const char *told;   /* when it rescues; a template */
    const char *brief;
} rescue_words[RESCUE_COUNT];

extern const struct key_words {
    const char *code; /* what the key is made of, where a job is shown as code */
    const char *hole; /* why the receiver took a second post for another */
} key_words[KEY_COUNT];

extern const struct queue_place_words {
    const char *goes; /* where it goes: "the end of its queue" */
} queue_place_words[QUEUE_PLACE_COUNT];

extern const struct post_state_words {
    const char *brief; /* in a table: "never ran" */
    const char *told;  /* of the event that made it certain; a template */
} post_state_words[POST_STATE_COUNT];

#endif
