/* How sentences are put together: templates, names, numbers, and the fitting of the whole into its columns. */
#include "words/narrate_parts.h"

#include <string.h>

#include "words/names.h"

void say_bot(const struct voice *voice, uint32_t bot)
{
    name_add(voice->trace->scenario->bots[bot].name, voice->name_columns, voice->out);
}

static void say_numbered(const struct voice *voice, const char *name, uint32_t number)
{
    if (number > 1)
        text_addf(voice->out, "the %u%s ", (unsigned)number, ordinal_suffix(number));
    name_add(name, voice->name_columns, voice->out);
}

void say_instance(const struct voice *voice, uint32_t job, uint32_t event)
{
    const struct job *of = job == NO_JOB ? NULL : story_job(voice->trace, job, event);

    if (of)
        say_numbered(voice, of->name, story_number(voice->trace, job, event));
    else
        text_add(voice->out, job == NO_JOB ? "the schedule" : "the job");
}

void say_process(const struct voice *voice, uint32_t process)
{
    if (voice->trace->scenario->platform.processes > 1)
        text_addf(voice->out, "process %u", (unsigned)process + 1);
    else
        text_add(voice->out, "the process");
}

static const struct event *told(const struct voice *voice, uint32_t event)
{
    return &voice->trace->events[event];
}

static enum pronoun pronoun_of(const struct voice *voice, uint32_t event)
{
    return voice->trace->scenario->bots[told(voice, event)->bot].pronoun;
}

static void word_bot(const struct voice *voice, uint32_t event)
{
    say_bot(voice, told(voice, event)->bot);
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
    say_instance(voice, told(voice, event)->job, event);
}

/* The job as somebody who was just named. */
static void word_it(const struct voice *voice, uint32_t event)
{
    if (voice->named != NO_JOB && voice->named == told(voice, event)->job)
        text_add(voice->out, "it");
    else
        word_job(voice, event);
}

static void word_attempt(const struct voice *voice, uint32_t event)
{
    text_addf(voice->out, "%u", told(voice, event)->attempt);
}

/* How long from the event to the time in its value. */
static void word_wait(const struct voice *voice, uint32_t event)
{
    msec wait = told(voice, event)->value - told(voice, event)->time;

    msec_say(wait > 0 ? wait : 0, voice->out);
}

static void word_process(const struct voice *voice, uint32_t event)
{
    say_process(voice, (uint32_t)told(voice, event)->value);
}

/* The job that an enqueue step is about: by its instance once it was made, else by its name. */
static void word_child(const struct voice *voice, uint32_t event)
{
    const struct trace *trace = voice->trace;
    const struct event *step = told(voice, event);
    const struct job *parent = story_job(trace, step->job, event);
    bool is_made = step->kind == EVENT_PUSH && event + 1 < trace->count &&
                   trace->events[event + 1].kind == EVENT_ENQUEUE && trace->events[event + 1].cause == event;

    if (is_made)
        say_instance(voice, (uint32_t)step->value, event + 1);
    else if (parent && step->step < parent->step_count && parent->steps[step->step].kind == STEP_ENQUEUE)
        name_add(trace->scenario->jobs[parent->steps[step->step].target].name, voice->name_columns, voice->out);
    else
        text_add(voice->out, "another job");
}

static void word_length(const struct voice *voice, uint32_t event)
{
    const struct fault *fault = story_fault(voice->trace, event);

    if (fault && fault->length > 0) {
        text_add(voice->out, " for ");
        msec_say(fault->length, voice->out);
    }
}

/* " again" where the bot was struck before in the same occurrence. */
static void word_again(const struct voice *voice, uint32_t event)
{
    const struct event *of = told(voice, event);

    for (uint32_t i = of->cause; i != NO_EVENT; i = told(voice, i)->cause) {
        const struct event *at = told(voice, i);

        if (at->kind == EVENT_STRIKE && at->bot == of->bot && at->occurrence == of->occurrence && at->bot != NO_BOT) {
            text_add(voice->out, " again");
            return;
        }
    }
}

/* What the author calls it, after a colon. */
static void word_fault(const struct voice *voice, uint32_t event)
{
    const struct fault *fault = story_fault(voice->trace, event);

    if (fault && fault->name && voice->brevity < 3) {
        text_add(voice->out, ": ");
        name_add(fault->name, 2 * voice->name_columns, voice->out);
    } else if (fault && fault->is_platform && told(voice, event)->kind == EVENT_STRIKE) {
        text_add(voice->out, ": the receiver is down");
    }
}

/* The occurrence, where there are several. */
static void word_day(const struct voice *voice, uint32_t event)
{
    if (voice->trace->scenario->occurrences > 1)
        text_addf(voice->out, " on day %u", (unsigned)told(voice, event)->occurrence);
}

/* The words with which a job of one post says that it is done. */
static void word_done(const struct voice *voice, uint32_t event)
{
    const struct job *job = story_job(voice->trace, told(voice, event)->job, event);
    const char *done = job && bots_count(job->posts) == 1 ? voice->trace->scenario->bots[bots_first(job->posts)].done
                                                          : "done";

    if (strcmp(done, "done") != 0) {
        text_add(voice->out, ": ");
        name_add(done, voice->name_columns, voice->out);
    }
}

struct word {
    const char *name;
    void (*say)(const struct voice *voice, uint32_t event);
};

static const struct word words[] = {
    {"bot", word_bot},     {"he", word_he},       {"his", word_his},       {"him", word_him},
    {"job", word_job},     {"n", word_attempt},   {"wait", word_wait},     {"child", word_child},
    {"fault", word_fault}, {"again", word_again}, {"length", word_length}, {"process", word_process},
    {"day", word_day},     {"done", word_done},   {"it", word_it},
};

void tell(const struct voice *voice, uint32_t event, const char *template)
{
    while (*template) {
        size_t plain = strcspn(template, "{");
        size_t name;

        text_add_bytes(voice->out, template, plain);
        template += plain;
        if (*template != '{')
            break;
        name = strcspn(++template, "}");
        for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
            if (strlen(words[w].name) == name && memcmp(words[w].name, template, name) == 0)
                words[w].say(voice, event);
        template += name + (template[name] == '}');
    }
}

/* A name may begin a sentence with an article or in the lower case of "process 2". */
static void capitalise(struct text *line)
{
    static const char *const openings[] = {"the ", "process ", "attempt ", "nobody "};

    for (size_t i = 0; i < sizeof openings / sizeof openings[0]; i++)
        if (line->size > 0 && strncmp(line->bytes, openings[i], strlen(openings[i])) == 0)
            line->bytes[0] = (char)(line->bytes[0] - 'a' + 'A');
}

void tell_fitted(const struct trace *trace, uint32_t event, void (*say)(const struct voice *voice, uint32_t event),
                 struct text *out)
{
    static const struct {
        int name_columns, brevity;
    } tries[] = {{64, 0}, {64, 1}, {64, 2}, {32, 2}, {64, 3}, {24, 3}, {16, 3}, {10, 3}, {6, 3}, {4, 3}};
    struct text line = {0};

    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        struct voice voice = {trace, &line, tries[i].name_columns, tries[i].brevity, NO_JOB, event};

        text_clear(&line);
        say(&voice, event);
        if (text_width(text_str(&line)) < NARRATE_COLUMNS_MAX)
            break;
    }
    text_fit(&line, NARRATE_COLUMNS_MAX - 1);
    capitalise(&line);
    if (line.size > 0 && line.bytes[line.size - 1] != '.')
        text_add(&line, ".");
    text_add(out, text_str(&line));
    out->failed = out->failed || line.failed;
    text_release(&line);
}
