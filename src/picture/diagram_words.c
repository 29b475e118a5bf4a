#include "picture/diagram_words.h"

#include "words/phrase.h"
#include "words/terms.h"

const char *const card_state_words[] = {"", "● {did}", "◆ AGAIN", "not {did}", "○ skipped", "○ recognised", ""};

/* A length whose number and unit stay together where the label is broken: with no-break spaces. */
static void say_length(msec length, struct text *out)
{
    struct text said = {0};

    msec_say(length, &said);
    for (const char *at = text_str(&said); *at; at++)
        text_add_bytes(out, *at == ' ' ? NO_BREAK : at, *at == ' ' ? sizeof NO_BREAK - 1 : 1);
    out->failed = out->failed || said.failed;
    text_release(&said);
}

void words_wait(const struct step *wait, struct text *out)
{
    bool is_of_job = wait_from_traits[wait->from].is_of_job;

    text_add(out, is_of_job ? "waits until " : "waits ");
    say_length(step_wait_least(wait), out);
    text_add(out, is_of_job ? " after its enqueue" : "");
}

static void say_after(const char *what, msec length, struct text *out)
{
    text_add(out, what);
    if (length > 0) {
        text_add(out, " after ");
        say_length(length, out);
    } else {
        text_add(out, " at once");
    }
}

/* From the crash to the recovery. */
static msec recovery_wait(const struct trace *trace, uint32_t recover)
{
    uint32_t crash = trace_cause_of_kind(trace, recover, EVENT_CRASH);

    return crash == NO_EVENT ? 0 : trace->events[recover].time - trace->events[crash].time;
}

static const char *taken_back(const struct event *event)
{
    return event->detail == RECOVER_LEASE ? "its lease ended" : "its heartbeat was missed";
}

void words_delivery(const struct trace *trace, uint32_t delivery, const struct job *job, struct text *out)
{
    const struct event *event = &trace->events[delivery];
    const struct event *cause = event->cause == NO_EVENT ? event : &trace->events[event->cause];

    switch ((enum event_kind)event->kind) {
    case EVENT_REQUEUE:
        if (event->detail) {
            text_add(out, "lease over: delivered again");
            break;
        }
        if (cause->cause != NO_EVENT && event_takes_back(&trace->events[cause->cause]))
            text_addf(out, "%s: ", taken_back(&trace->events[cause->cause]));
        say_after(job->step_count > 1 && !resume_traits[job->resume].records ? "started over" : "retried",
                  cause->value - cause->time, out);
        break;
    case EVENT_RECOVER:
        if (event_takes_back(event))
            text_addf(out, "%s: delivered again", taken_back(event));
        else
            say_after("recovered", recovery_wait(trace, delivery), out);
        break;
    case EVENT_PUSH_BACK:
        text_add(out, "put back, started again");
        break;
    case EVENT_TWICE:
        text_add(out, "delivered a second time");
        break;
    case EVENT_FETCH:
        text_add(out, "from a reserve: begun all the same");
        break;
    default:
        break;
    }
}

static void say_names(const struct trace *trace, const uint16_t *bots, uint32_t count, struct text *out)
{
    if (count > 3) {
        text_addf(out, "%u ", count);
        phrase_add(trace->scenario, "{actors}", out);
        return;
    }
    for (uint32_t i = 0; i < count; i++)
        text_addf(out, "%s%s", i == 0 ? "" : i + 1 == count ? " and " : ", ", trace->scenario->bots[bots[i]].name);
}

void words_skipped(const struct trace *trace, const uint16_t *bots, uint32_t count, struct text *out)
{
    enum guard guard = trace->scenario->bots[bots[0]].guard;

    for (uint32_t i = 1; i < count; i++)
        if (trace->scenario->bots[bots[i]].guard != guard)
            guard = GUARD_NONE;
    say_names(trace, bots, count, out);
    text_addf(out, " %s", count > 1 ? guard_words[guard].skip : guard_words[guard].skips);
}

static void say_end(const char *how, uint32_t attempts, struct text *out)
{
    text_addf(out, "\n%s after %u attempt%s", how, attempts, attempts == 1 ? "" : "s");
}

void words_error(const struct words_error *error, struct text *out)
{
    text_add(out, error->kind);
    if (error->is_stall) {
        text_add(out, "\nthen it went on");
        return;
    }
    if (error->is_again)
        text_add(out, " again");
    if (error->is_caught) {
        text_add(out, "\ncaught, and the job goes on");
        return;
    }
    if (!error->is_last) {
        text_add(out, "\nuncounted");
        return;
    }
    if (error->is_forsaken) {
        text_add(out, "\nnever brought back");
        return;
    }
    switch (error->state) {
    case JOB_DEAD:
        say_end("gave up", error->attempts, out);
        break;
    case JOB_DISCARDED:
        say_end("discarded", error->attempts, out);
        break;
    case JOB_LOST:
        text_add(out, "\nthe job is lost");
        break;
    case JOB_RETRYING:
    case JOB_WAITING:
        text_add(out, "\nwaits for another attempt");
        break;
    case JOB_SUCCEEDED:
    case JOB_RUNNING:
        break;
    }
}

void words_ordinal(uint64_t number, struct text *out)
{
    static const char *const endings[] = {"th", "st", "nd", "rd"};
    uint64_t last = number % 10, tens = number / 10 % 10;

    text_addf(out, "%llu%s", (unsigned long long)number, endings[tens == 1 || last > 3 ? 0 : last]);
}
