#include "support/script.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"

void script_start(struct script *script, uint32_t occurrences)
{
    struct err err;

    memset(script, 0, sizeof *script);
    trace_init(&script->trace, 4096);
    assert_true(trace_reserve(&script->trace, 4096, &err));
    script->trace.scenario = &script->scenario;
    script->scenario = (struct scenario){
        .source = "script.yaml",
        .title = "One big job",
        .question = "Worf's email fails. How often does Riker post?",
        .caption = "",
        .computer = "",
        .lesson = "",
        .seed = 1,
        .until = MSEC_NEVER,
        .occurrences = occurrences,
        .platform = {.processes = 1, .workers = 1},
        .bots = script->bots,
        .jobs = script->jobs,
        .faults = script->faults,
        .entries = script->entries,
    };
}

void script_release(struct script *script)
{
    if (script->has_ledger)
        ledger_release(&script->ledger);
    trace_release(&script->trace);
}

uint32_t script_bot(struct script *script, const char *name, enum guard guard)
{
    uint32_t bot = script->scenario.bot_count++;

    assert_true(bot < SCRIPT_BOTS_MAX);
    script->words[bot][0] = "hello";
    script->bots[bot] = (struct bot){
        .name = name,
        .handle = name,
        .done = "done",
        .pronoun = PRONOUN_HE,
        .guard = guard,
        .key_expires = MSEC_NEVER,
        .due = MSEC_NONE,
        .posts = script->words[bot],
        .post_count = 1,
    };
    return bot;
}

static int find_bot(const struct script *script, const char *name)
{
    for (uint32_t b = 0; b < script->scenario.bot_count; b++)
        if (strcmp(script->bots[b].name, name) == 0)
            return (int)b;
    return -1;
}

static int find_job(const struct script *script, const char *name)
{
    for (uint32_t j = 0; j < script->scenario.job_count; j++)
        if (strcmp(script->jobs[j].name, name) == 0)
            return (int)j;
    fail_msg("script: no job %s", name);
    return -1;
}

static void add_step(struct script *script, struct job *job, const char *word, struct step *step)
{
    if (word[0] == '~') {
        *step = (struct step){.kind = STEP_WAIT, .target = NO_INDEX, .wait = {.low = 60000, .high = 60000}};
    } else if (word[0] == '>') {
        int child = find_job(script, word + 1);

        *step = (struct step){.kind = STEP_ENQUEUE, .target = child};
        job->reach |= script->jobs[child].reach;
    } else {
        int bot = find_bot(script, word);

        assert_true(bot >= 0);
        *step = (struct step){.kind = STEP_POST, .target = bot};
        job->posts |= (uint64_t)1 << bot;
        job->reach |= (uint64_t)1 << bot;
    }
}

uint32_t script_job(struct script *script, const char *name, const char *steps)
{
    uint32_t index = script->scenario.job_count++;
    struct job *job = &script->jobs[index];
    char words[1024], *rest = words, *word;

    assert_true(index < SCRIPT_JOBS_MAX && strlen(steps) < sizeof words);
    strcpy(words, steps);
    *job = (struct job){.name = name, .queue = "default", .steps = script->steps[index], .split_from = -1};
    while ((word = strtok_r(rest, " ", &rest)))
        add_step(script, job, word, &script->steps[index][job->step_count++]);
    return index;
}

void script_entry(struct script *script, uint32_t job, uint32_t copies)
{
    script->entries[script->scenario.entry_count++] = (struct entry){
        .job = (int)job, .times = script->scenario.occurrences, .copies = copies};
}

uint32_t script_fault(struct script *script, const char *name)
{
    uint32_t fault = script->scenario.fault_count++;

    script->faults[fault] = (struct fault){.name = name, .bot = -1, .job = -1, .step = -1, .until = MSEC_NEVER};
    return fault;
}

static bool is_moment(const struct event *event)
{
    return event_is(event, EVENT_IS_MOMENT) || (event->kind == EVENT_FETCH && event->attempt > 1);
}

static void read_word(const struct script *script, const char *word, struct event *event)
{
    long long number = strtoll(word + 1, NULL, 10);
    int bot = find_bot(script, word), micro = word[0] == '/' ? word_find(word + 1, micro_names, MICRO_COUNT) : -1;

    if (bot >= 0)
        event->bot = (uint8_t)bot;
    else if (word[0] == 'j')
        event->job = (uint32_t)number;
    else if (word[0] == '@')
        event->attempt = (uint32_t)number;
    else if (word[0] == 's')
        event->step = (uint8_t)number;
    else if (word[0] == 'o')
        event->occurrence = (uint32_t)number;
    else if (word[0] == '<')
        event->cause = word[1] == '-' ? NO_EVENT : (uint32_t)number;
    else if (word[0] == '=')
        event->value = number;
    else if (word[0] == '!')
        event->detail = (uint8_t)number;
    else if (word[0] == 'w')
        event->worker = (uint16_t)number;
    else if (micro >= 0)
        event->micro = (uint8_t)micro;
    else
        fail_msg("script: cannot read \"%s\"", word);
}

static void append(struct script *script, struct event *event, enum event_kind kind)
{
    event->kind = (uint8_t)kind;
    event->is_moment = is_moment(event);
    trace_append(&script->trace, event);
    event->cause = script->trace.count - 1;
}

/* An unguarded post, all at one instant. */
static void append_post(struct script *script, struct event event)
{
    int64_t number = event.value;

    event.value = 0;
    append(script, &event, EVENT_BEGIN);
    append(script, &event, EVENT_CALL);
    event.value = number;
    append(script, &event, EVENT_COMMIT);
    event.value = 0;
    append(script, &event, EVENT_REPLY);
    append(script, &event, EVENT_DONE);
}

static void play_line(struct script *script, char *line)
{
    char *rest = line, *word = strtok_r(rest, " ", &rest), *kind;
    struct event event = {
        .cause = script->trace.count ? script->trace.count - 1 : NO_EVENT,
        .occurrence = 1,
        .step = NO_STEP,
        .bot = NO_BOT,
        .worker = NO_WORKER,
        .micro = MICRO_COUNT,
    };
    int found;

    assert_non_null(word);
    event.time = strtoll(word, NULL, 10);
    kind = strtok_r(rest, " ", &rest);
    assert_non_null(kind);
    while ((word = strtok_r(rest, " ", &rest)))
        read_word(script, word, &event);
    found = word_find(kind, event_kind_names, EVENT_KIND_COUNT);
    if (strcmp(kind, "post") == 0)
        append_post(script, event);
    else if (found >= 0)
        append(script, &event, (enum event_kind)found);
    else
        fail_msg("script: no event \"%s\"", kind);
}

void script_play(struct script *script, const char *lines)
{
    while (*lines) {
        size_t size = strcspn(lines, "\n");
        char line[256];

        assert_true(size < sizeof line);
        memcpy(line, lines, size);
        line[size] = '\0';
        play_line(script, line);
        lines += size + (lines[size] == '\n');
    }
}

const struct ledger *script_ledger(struct script *script)
{
    struct err err;

    if (script->has_ledger)
        ledger_release(&script->ledger);
    script->has_ledger = ledger_take(&script->trace, script->trace.count, &script->ledger, &err);
    assert_true(script->has_ledger);
    return &script->ledger;
}

void script_sequential(struct script *script)
{
    script_start(script, 1);
    script_bot(script, "Picard", GUARD_CHECK_THEN_MARK);
    script_bot(script, "Riker", GUARD_NONE);
    script_bot(script, "Worf", GUARD_NONE);
    script_bot(script, "Locutus", GUARD_NONE);
    script_entry(script, script_job(script, "BotsJob", "Picard Riker Worf Locutus"), 1);
    script_fault(script, "Worf's mail is down for the first 90 s");
    script_play(script, "0 fire <- =0\n"                              /* 0 */
                        "0 enqueue j1 !0\n"                           /* 1 */
                        "0 fetch j1 @1 w0\n"                          /* 2 */
                        "100 begin j1 @1 s0 Picard w0\n"              /* 3 */
                        "200 check j1 @1 s0 Picard w0\n"              /* 4 */
                        "300 call j1 @1 s0 Picard w0\n"               /* 5 */
                        "600 commit j1 @1 s0 Picard =1 w0\n"          /* 6 */
                        "700 reply j1 @1 s0 Picard w0\n"              /* 7 */
                        "800 mark j1 @1 s0 Picard w0\n"               /* 8 */
                        "900 done j1 @1 s0 Picard w0\n"               /* 9 */
                        "2600 post j1 @1 s1 Riker =1 w0\n"            /* 10 … 14, commit 12 */
                        "3900 begin j1 @1 s2 Worf w0\n"               /* 15 */
                        "4000 call j1 @1 s2 Worf w0\n"                /* 16 */
                        "4200 strike j1 @1 s2 Worf /call !0 =0 w0\n"  /* 17 */
                        "4200 fail j1 @1 s2 Worf /call =1 w0\n"       /* 18 */
                        "4200 retry j1 =64200\n"                      /* 19 */
                        "64200 requeue j1\n"                          /* 20 */
                        "64200 fetch j1 @2 w0\n"                      /* 21 */
                        "64300 begin j1 @2 s0 Picard w0\n"            /* 22 */
                        "64400 check j1 @2 s0 Picard !1 w0\n"         /* 23 */
                        "64400 skip j1 @2 s0 Picard /check =8 w0\n"   /* 24 */
                        "64500 done j1 @2 s0 Picard w0\n"             /* 25 */
                        "66200 post j1 @2 s1 Riker =2 w0\n"           /* 26 … 30, commit 28 */
                        "68000 begin j1 @2 s2 Worf w0\n"              /* 31 */
                        "68100 call j1 @2 s2 Worf w0\n"               /* 32 */
                        "68200 strike j1 @2 s2 Worf /call !0 =0 w0\n" /* 33 */
                        "68200 fail j1 @2 s2 Worf /call =2 w0\n"      /* 34 */
                        "68200 dead j1\n"                             /* 35 */
                        "68200 miss Worf\n"                           /* 36 */
                        "68200 miss Locutus <35\n"                    /* 37 */
                        "68200 day-end <35\n"                         /* 38 */
                        "68200 run-end o0 !0\n");                     /* 39 */
}
