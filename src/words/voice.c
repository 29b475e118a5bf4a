#include "words/voice.h"

#include <string.h>

#include "words/names.h"
#include "words/phrase.h"

void say_bot(const struct voice *voice, uint32_t bot)
{
    name_add(voice_scenario(voice)->bots[bot].name, voice->name_columns, voice->out);
}

bool voice_job_records(const struct voice *voice, uint32_t event)
{
    const struct job *job = story_job(voice->story, voice_event(voice, event)->job);

    return job && resume_traits[job->resume].records;
}

bool voice_is_of_wait(const struct voice *voice, uint32_t event)
{
    const struct job *job = story_job(voice->story, voice_event(voice, event)->job);
    uint16_t step = voice_event(voice, event)->step;

    return job && step < job->step_count && job->steps[step].kind == STEP_WAIT;
}

static void say_numbered(const struct voice *voice, const char *name, uint32_t number)
{
    if (number > 1)
        text_addf(voice->out, "the %u%s ", (unsigned)number, ordinal_suffix(number));
    name_add(name, voice->name_columns, voice->out);
}

void say_instance(const struct voice *voice, uint32_t job)
{
    const struct job *of = job == NO_JOB ? NULL : story_job(voice->story, job);

    if (of)
        say_numbered(voice, of->name, story_number(voice->story, job));
    else
        text_add(voice->out, job == NO_JOB ? "the schedule" : "the job");
}

void say_process(const struct voice *voice, uint32_t process)
{
    if (voice_scenario(voice)->platform.processes > 1)
        text_addf(voice->out, "process %u", (unsigned)process + 1);
    else
        text_add(voice->out, "the process");
}

void say_goes_on(const struct voice *voice, uint32_t resume)
{
    const struct job *job = story_job(voice->story, voice_event(voice, resume)->job);
    const struct step *step = job && voice_event(voice, resume)->value < job->step_count
                                  ? &job->steps[voice_event(voice, resume)->value]
                                  : NULL;

    if (!step) {
        text_add(voice->out, "finds all its steps recorded as done");
    } else if (step->kind == STEP_WAIT) {
        text_add(voice->out, "goes on with its wait");
    } else {
        text_add(voice->out, step->kind == STEP_POST ? "goes on with " : "goes on to enqueue ");
        name_add(step->kind == STEP_POST ? voice_scenario(voice)->bots[step->target].name
                                         : voice_scenario(voice)->jobs[step->target].name,
                 voice->name_columns, voice->out);
    }
}

static enum pronoun pronoun_of(const struct voice *voice, uint32_t event)
{
    return voice_scenario(voice)->bots[voice_event(voice, event)->bot].pronoun;
}

static void word_bot(const struct voice *voice, uint32_t event)
{
    say_bot(voice, voice_event(voice, event)->bot);
}

static void word_he(const struct voice *voice, uint32_t event)
{
    text_add(voice->out, pronoun_names[pronoun_of(voice, event)]);
}

static void word_his(const struct voice *voice, uint32_t event)
{
    static const char *const words[PRONOUN_COUNT] = {[PRONOUN_IT] = "its", [PRONOUN_HE] = "his", [PRONOUN_SHE] = "her"};

    text_add(voice->out, words[pronoun_of(voice, event)]);
}

static void word_him(const struct voice *voice, uint32_t event)
{
    static const char *const words[PRONOUN_COUNT] = {[PRONOUN_IT] = "it", [PRONOUN_HE] = "him", [PRONOUN_SHE] = "her"};

    text_add(voice->out, words[pronoun_of(voice, event)]);
}

static void word_job(const struct voice *voice, uint32_t event)
{
    say_instance(voice, voice_event(voice, event)->job);
}

/* The job as somebody who was just named. */
static void word_it(const struct voice *voice, uint32_t event)
{
    if (voice->named != NO_JOB && voice->named == voice_event(voice, event)->job)
        text_add(voice->out, "it");
    else
        word_job(voice, event);
}

/* What an attempt after the first does with its job; one that may go on somewhere in it does not start over. */
static void word_restarted(const struct voice *voice, uint32_t event)
{
    text_add(voice->out, voice_job_records(voice, event) ? "tried again" : "started over");
}

static void word_attempt(const struct voice *voice, uint32_t event)
{
    text_addf(voice->out, "%u", voice_event(voice, event)->attempt);
}

/* How long from the event to the time in its value. */
static void word_wait(const struct voice *voice, uint32_t event)
{
    msec wait = voice_event(voice, event)->value - voice_event(voice, event)->time;

    msec_say(wait > 0 ? wait : 0, voice->out);
}

static void word_process(const struct voice *voice, uint32_t event)
{
    say_process(voice, (uint32_t)voice_event(voice, event)->value);
}

/* What a crash takes. */
static void word_victim(const struct voice *voice, uint32_t event)
{
    bool is_seen = on_child_crash_traits[voice_scenario(voice)->platform.on_child_crash].is_seen;

    (void)event;
    text_add(voice->out, is_seen ? "child process" : "process");
}

static bool is_enqueued_by(const struct trace *trace, uint32_t push)
{
    return push + 1 < trace->count && trace->events[push + 1].kind == EVENT_ENQUEUE &&
           trace->events[push + 1].cause == push;
}

/* The job that an enqueue step is about: by its instance once it was made, else by its name. */
static void word_child(const struct voice *voice, uint32_t event)
{
    const struct event *step = voice_event(voice, event);
    const struct job *parent = story_job(voice->story, step->job);

    if (step->kind == EVENT_PUSH && is_enqueued_by(voice->story->trace, event))
        say_instance(voice, (uint32_t)step->value);
    else if (parent && step->step < parent->step_count && parent->steps[step->step].kind == STEP_ENQUEUE)
        name_add(voice_scenario(voice)->jobs[parent->steps[step->step].target].name, voice->name_columns, voice->out);
    else
        text_add(voice->out, "another job");
}

static void word_length(const struct voice *voice, uint32_t event)
{
    const struct fault *fault = story_fault(voice->story, event);

    if (fault && fault->length > 0) {
        text_add(voice->out, " for ");
        msec_say(fault->length, voice->out);
    }
}

/* " again" where the bot was struck before in the same occurrence. */
static void word_again(const struct voice *voice, uint32_t event)
{
    if (story_is_struck_again(voice->story, event))
        text_add(voice->out, " again");
}

/* What the author calls it, after a colon. */
static void word_fault(const struct voice *voice, uint32_t event)
{
    const struct fault *fault = story_fault(voice->story, event);

    if (voice->is_bare && story_strike_before(voice->story, event) != NO_EVENT)
        return;
    if (fault && fault->name && voice->brevity < 3) {
        text_add(voice->out, ": ");
        name_add(fault->name, voice->is_bare ? SCENARIO_NAME_BYTES_MAX : 2 * voice->name_columns, voice->out);
    } else if (fault && fault->is_platform && voice_event(voice, event)->kind == EVENT_STRIKE) {
        text_add(voice->out, ": the receiver is down");
    }
}

/* The occurrence, where there are several. */
static void word_day(const struct voice *voice, uint32_t event)
{
    if (voice_scenario(voice)->occurrences > 1)
        text_addf(voice->out, " on day %u", (unsigned)voice_event(voice, event)->occurrence);
}

/* The words with which a job of one post says that it is done. */
static void word_done(const struct voice *voice, uint32_t event)
{
    const struct job *job = story_job(voice->story, voice_event(voice, event)->job);
    const struct bot *bot = job && bots_count(job->posts) == 1 ? &voice_scenario(voice)->bots[bots_first(job->posts)]
                                                               : NULL;

    if (bot && bot_has_done(bot)) {
        text_add(voice->out, ": ");
        name_add(bot->done, voice->name_columns, voice->out);
    }
}

struct word {
    const char *name;
    void (*say)(const struct voice *voice, uint32_t event);
};

static const struct word words[] = {
    {"bot", word_bot},
    {"he", word_he},
    {"his", word_his},
    {"him", word_him},
    {"job", word_job},
    {"n", word_attempt},
    {"wait", word_wait},
    {"child", word_child},
    {"fault", word_fault},
    {"again", word_again},
    {"length", word_length},
    {"process", word_process},
    {"day", word_day},
    {"done", word_done},
    {"it", word_it},
    {"victim", word_victim},
    {"restarted", word_restarted},
};

static const struct word *find_word(const char *tag, size_t size)
{
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        if (strlen(words[w].name) == size && memcmp(words[w].name, tag, size) == 0)
            return &words[w];
    return NULL;
}

void tell(const struct voice *voice, uint32_t event, const char *template)
{
    const char *tag;
    size_t size;

    while ((tag = phrase_next_tag(&template, &size, voice->out)) != NULL) {
        const struct word *word = find_word(tag, size);

        if (word)
            word->say(voice, event);
        else
            phrase_add_word(voice_scenario(voice), tag, size, voice->out);
    }
}

struct voice voice_naming(const struct voice *voice, uint32_t event)
{
    struct voice naming = *voice;

    naming.named = voice_event(voice, event)->job;
    return naming;
}

bool voice_fit(const struct voice *voice, uint32_t event, void (*say)(const struct voice *voice, uint32_t event),
               int columns)
{
    static const struct {
        int name_columns, brevity;
    } tries[] = {{64, 0}, {64, 1}, {64, 2}, {32, 2}, {64, 3}, {24, 3}, {16, 3}, {10, 3}, {6, 3}, {4, 3}};
    struct text line = {0};
    bool fits = false;

    for (size_t i = 0; i < sizeof tries / sizeof tries[0] && !fits; i++) {
        struct voice try = *voice;

        text_clear(&line);
        try.out = &line;
        try.brevity = tries[i].brevity;
        if (try.name_columns > tries[i].name_columns)
            try.name_columns = tries[i].name_columns;
        say(&try, event);
        fits = text_width(text_str(&line)) <= columns;
    }
    text_add(voice->out, text_str(&line));
    text_release(&line);
    return fits;
}
