/* What a running class tells the consoles beside it, as data, and the sentences that a console makes of it.
 *
 * Texts are never NULL, "" where there is nothing to tell, and live in the arena. Times are of the machine's clock that
 * is never set (CLOCK_MONOTONIC), in ms. What only the teacher may read is marked in the lists; class_told_hide takes
 * it away. */
#ifndef WORDS_CLASS_TOLD_H
#define WORDS_CLASS_TOLD_H

#include "base/arena.h"
#include "base/text.h"

enum { TOLD_PREMISES_MAX = 64, TOLD_CHOICES_MAX = 9, TOLD_MODELS_MAX = 16, TOLD_VOTES = 2 };

/* Texts: the field, which is their name in JSON as well, and whether pupils may read it. */
#define TOLD_TEXT_LIST(X)                                                                                              \
    X(lesson, true)    /* its title */                                                                                 \
    X(beat, false)     /* its name */                                                                                  \
    X(says, true)      /* what the beat has to be read on the wall */                                                  \
    X(notes, false)    /* of the beat */                                                                               \
    X(then, false)     /* the beat behind it, in a few words */                                                        \
    X(scenario, false) /* its name */                                                                                  \
    X(title, false)                                                                                                    \
    X(question, true) /* what the scenario asks */                                                                     \
    X(wall, true)     /* what the class looks at: "the stage", "a blank screen" */                                     \
    X(clock, true)    /* the moment's time */                                                                          \
    X(moment, true)   /* what happens in it, in a sentence */                                                          \
    X(next, false)    /* what happens at the next stop */                                                              \
    X(verdict, false) /* how the run ends */                                                                           \
    X(ended, true)    /* the same, once the class has seen it */                                                       \
    X(ask, true)      /* the question that is open, or the one that comes next */                                      \
    X(stage, true)    /* what is being done with it: "the first vote · 12 hands" */                                   \
    X(said, true)     /* the notice in the class's footer */                                                           \
    X(typed, false)   /* the line that is being typed there */

/* Numbers, likewise. */
#define TOLD_NUMBER_LIST(X)                                                                                            \
    X(began, true)          /* when the class began */                                                                 \
    X(beat_number, true)    /* from 1; 0: no lesson is given */                                                        \
    X(beat_count, true)     /* */                                                                                      \
    X(beat_minutes, true)   /* planned for it */                                                                       \
    X(minutes_before, true) /* planned for those before it */                                                          \
    X(minutes, true)        /* planned for all */                                                                      \
    X(spare, false)         /* the next beat that may be left out; 0: none */                                          \
    X(pupils, true)         /* 0: not known */                                                                         \
    X(is_open, true)        /* 1: the question is open, or its outcome shown */                                        \
    X(shows_hands, true)    /* bit v: the class sees how many hands each choice has in vote v */

#define TOLD_TEXT(field, is_for_pupils) const char *field;
#define TOLD_NUMBER(field, is_for_pupils) int64_t field;

struct told_premise {
    const char *head, *premise; /* head: as in words/premises.h */
};

/* A wrong model of the run that leads to a choice, and what to say to whoever has it. */
struct told_model {
    const char *belief, *reply;
};

struct told_choice {
    const char *text;
    bool is_right;
    int64_t hands[TOLD_VOTES]; /* of the first vote and the second; -1: not begun */
    struct told_model models[TOLD_MODELS_MAX];
    size_t model_count;
};

struct class_told {
    struct arena arena;
    TOLD_TEXT_LIST(TOLD_TEXT)
    TOLD_NUMBER_LIST(TOLD_NUMBER)
    struct told_premise premises[TOLD_PREMISES_MAX];
    size_t premise_count;
    struct told_choice choices[TOLD_CHOICES_MAX];
    size_t choice_count;
};

/* Nothing is told yet. */
void class_told_init(struct class_told *told);
void class_told_release(struct class_told *told);

/* A copy of a string, or of a text, which is released, that lives as long as `told`; TEXT_LOST where memory is out. */
const char *class_told_keep(struct class_told *told, const char *string);
const char *class_told_keep_text(struct class_told *told, struct text *text);

/* Takes away what only the teacher may read. */
void class_told_hide(struct class_told *told);

/* Appends how long it has taken of how long it is to take, "12 of 25 min"; how it keeps to its plan, "2 min over;
 * beat 6 is spare", nothing while it does. */
void class_say_time(const struct class_told *told, int64_t now, struct text *out);
void class_say_delay(const struct class_told *told, int64_t now, struct text *out);

/* Appends how many of a choice's hands were raised in each vote, "12 hands, 40 %; then 25, 83 %"; nothing before. */
void class_say_hands(const struct class_told *told, const struct told_choice *choice, struct text *out);

/* Appends what to do after the vote that was taken last: below 35 % of right answers explain, above 80 % go on, between
 * them let them talk, the usual limits of peer instruction. Nothing before a vote, and to pupils, who are not told what
 * is right. */
void class_say_advice(const struct class_told *told, struct text *out);

#endif
