/* The narrator's parts, shared by its files: a voice, templates with names in braces, and what events have to do with
 * each other.
 *
 * Inside the narrator only; the door is narrate.h. A template is a sentence such as "{bot}'s post is sent."; the
 * names in braces are looked up in the table of narrate_voice.c. */
#ifndef WORDS_NARRATE_PARTS_H
#define WORDS_NARRATE_PARTS_H

#include "words/narrate.h"
#include "words/terms.h"

/* Who tells: the trace, where to, and how much room names get. */
struct voice {
    const struct trace *trace;
    struct text *out;
    int name_columns; /* longer names are cut with "…" */
    int brevity;      /* 0: all there is to say; 1: in fewer words; 2: without numbers of attempts; 3: the least */
    uint32_t named;   /* the job instance that the sentence has just named: "it"; NO_JOB: none */
    uint32_t told;    /* the event that is explained: strikes of its own attempt need no number; NO_EVENT: none */
};

/* Appends a template filled with the words of `event`. */
void tell(const struct voice *voice, uint32_t event, const char *template);

/* Appends what `say` says, with names cut as far as it takes to stay within NARRATE_COLUMNS_MAX; capitalises "the 2nd
 * …". */
void tell_fitted(const struct trace *trace, uint32_t event, void (*say)(const struct voice *voice, uint32_t event),
                 struct text *out);

/* Names: a bot, a job instance ("the 2nd PicardJob") as of `event`, a process ("process 2", "the process" when there
 * is one alone). */
void say_bot(const struct voice *voice, uint32_t bot);
void say_instance(const struct voice *voice, uint32_t job, uint32_t event);
void say_process(const struct voice *voice, uint32_t process);

/* What a strike, kill or deploy did, as something past, to follow "because": "Worf failed in attempt 1", "of a
 * deploy". */
void say_strike_past(const struct voice *voice, uint32_t strike);

/* Where a strike at a fetch or an acknowledge fell: "before taking BotsJob", "after BotsJob was acknowledged",
 * `tense` being "was". */
void say_end_gap(const struct voice *voice, uint32_t strike, const char *tense);

/* Why the attempt that began with delivery `delivery` was made at all: "BotsJob was started over, because Worf failed
 * in attempt 1". */
void say_delivery(const struct voice *voice, uint32_t delivery);

/* What kept the guard of a duplicate from seeing the post that was already made: "nothing asks whether Riker has
 * posted"; nothing when it cannot be told. */
void say_hole(const struct voice *voice, uint32_t commit);

/* Why `event` happened, in a few words; nothing where there is nothing to tell. */
void say_because(const struct voice *voice, uint32_t event);

/* The strike or kill that led to an event: the nearest among its causes; NO_EVENT. */
uint32_t story_blow(const struct trace *trace, uint32_t event);

/* What put the attempt's job into its queue before the attempt of `event` took it: enqueue, requeue, recover,
 * push-back, twice. NO_EVENT when it cannot be told. */
uint32_t story_delivery(const struct trace *trace, uint32_t event);

/* The fetch with which the attempt of `event` began, or NO_EVENT. */
uint32_t story_fetch(const struct trace *trace, uint32_t event);

/* The enqueue of a job instance that was made before `event`, or NO_EVENT. */
uint32_t story_enqueue(const struct trace *trace, uint32_t job, uint32_t event);

/* The scenario's job of an instance. */
const struct job *story_job(const struct trace *trace, uint32_t job, uint32_t event);

/* Which instance of its job in its occurrence it is, from 1. */
uint32_t story_number(const struct trace *trace, uint32_t job, uint32_t event);

/* The latest commit before `event` of its bot in its occurrence, or NO_EVENT. */
uint32_t story_commit_before(const struct trace *trace, uint32_t event);

/* The same, made by the same job instance. */
uint32_t story_own_commit_before(const struct trace *trace, uint32_t event);

/* The first commit of the bot of `commit` in its occurrence; `commit` itself when there is none before it. */
uint32_t story_first_commit(const struct trace *trace, uint32_t commit);

/* The latest event of `kind` in the same attempt and step before `event`, or NO_EVENT. */
uint32_t story_in_step(const struct trace *trace, uint32_t event, enum event_kind kind);

/* What a miss came to: never-ran, lost, skipped or failed; `last` becomes its last entry or skip, or NO_EVENT. */
enum post_state story_miss_state(const struct trace *trace, uint32_t miss, uint32_t *last);

/* The kind of step that an event of an attempt belongs to; STEP_NONE for fetch and acknowledge. */
enum step_kind story_step(const struct trace *trace, uint32_t event);

/* At an enqueue or a wait: what the step is there for was done before this event. */
static inline bool event_is_past_its_step(const struct event *event)
{
    return strike_finds(event) >= EFFECT_MADE;
}

/* The scenario's fault that a strike or a platform event was, or NULL. */
const struct fault *story_fault(const struct trace *trace, uint32_t event);

static inline bool event_is_delivery(const struct event *event)
{
    return event_is(event, EVENT_IS_DELIVERY);
}

#endif
