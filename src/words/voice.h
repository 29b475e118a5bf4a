/* A voice: how the parts of a sentence are said, and how much room each may take.
 *
 * A template is a part such as "{bot}'s {effect} is skipped"; the names in braces are words of the event that is told,
 * from the table of voice.c, or of the scenario's vocabulary (words/phrase.h). */
#ifndef WORDS_VOICE_H
#define WORDS_VOICE_H

#include "words/story.h"

struct voice {
    const struct story *story;
    struct text *out;
    int name_columns; /* longer names are cut with "…" */
    int brevity;      /* 0: all there is to say; 1: in fewer words; 2: without numbers of attempts; 3: the least */
    uint32_t named;   /* the job instance that the sentence has just named: "it"; NO_JOB: none */
    bool is_bare;     /* of causes, and of names that were said before */
    uint32_t told;    /* the event that is explained: strikes of its own attempt need no number; NO_EVENT: none */
};

static inline const struct event *voice_event(const struct voice *voice, uint32_t event)
{
    return story_event(voice->story, event);
}

static inline const struct scenario *voice_scenario(const struct voice *voice)
{
    return voice->story->trace->scenario;
}

/* Is it of a step that waits? */
bool voice_is_of_wait(const struct voice *voice, uint32_t event);

/* Whether its job records its steps. */
bool voice_job_records(const struct voice *voice, uint32_t event);

/* The same voice after it named the job of `event`. */
struct voice voice_naming(const struct voice *voice, uint32_t event);

/* Appends a template filled with the words of `event`. */
void tell(const struct voice *voice, uint32_t event, const char *template);

/* Names: a bot, a job instance ("the 2nd PicardJob"), a process ("process 2", "the process" when there is one
 * alone). */
void say_bot(const struct voice *voice, uint32_t bot);
void say_instance(const struct voice *voice, uint32_t job);
void say_process(const struct voice *voice, uint32_t process);

/* With what an attempt goes on when it passes over recorded steps: "goes on with Worf". */
void say_goes_on(const struct voice *voice, uint32_t resume);

/* Appends what `say` says of `event`, in as few words and with names as short as it takes to stay within `columns`;
 * `voice` has the longest names. False when even the fewest words are too wide. */
bool voice_fit(const struct voice *voice, uint32_t event, void (*say)(const struct voice *voice, uint32_t event),
               int columns);

#endif
