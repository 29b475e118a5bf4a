/* The line that says what the moment changed, in parts divided by "▏". */
#include "screens/stage_paint.h"
#include "words/marks.h"
#include "words/phrase.h"

/* Names in a line that has little room. */
static void add_short(struct text *out, const char *name)
{
    struct text cut = {0};

    text_add(&cut, name);
    text_fit(&cut, 16);
    text_add(out, text_str(&cut));
    text_release(&cut);
}

static void changed_commit(const struct stage_paint *paint, const struct event *event, struct text *out)
{
    text_add(out, " ▏ ");
    add_short(out, paint->scenario->bots[event->bot].name);
    text_addf(out, " %lld → %lld ", (long long)event->value - 1, (long long)event->value);
    phrase_add(paint->scenario, event->value == 1 ? "{effect}" : "{effects}", out);
    text_add(out, " ▏ the world knows ▏ the worker does not know yet");
}

/* What the step at `at` had come to in its attempt: the event of its commit, or of its skip; NULL: neither yet. */
static const struct event *step_result(const struct stage_paint *paint, uint32_t at)
{
    const struct event *struck = &paint->trace->events[at];

    for (uint32_t i = at; i-- > 0;) {
        const struct event *event = &paint->trace->events[i];

        if (event->job != struck->job || event->attempt != struck->attempt || event->step != struck->step)
            continue;
        if (event->kind == EVENT_COMMIT || event->kind == EVENT_RECOGNISE || event->kind == EVENT_SKIP)
            return event;
        if (event->kind == EVENT_BEGIN)
            return NULL;
    }
    return NULL;
}

static const char *strike_word(const struct event *event, const struct event *result)
{
    if (!result)
        return strike_lands_late(event) ? "the call is on its way" : "the world has seen nothing of it";
    if (event->micro == MICRO_COMMIT)
        return "the world knows; the worker never learns";
    if (result->kind != EVENT_COMMIT)
        return "the {effect} was made before";
    return event->micro == MICRO_MARK ? "the {effect} is made and written down" : "the {effect} is made";
}

static void changed_strike(const struct stage_paint *paint, const struct event *event, struct text *out)
{
    text_addf(out, " ▏ %s ", fault_kind_names[event->detail]);
    trace_gap_name(paint->trace, paint->view->at, out);
    if (event->bot != NO_BOT) {
        text_add(out, " ▏ ");
        phrase_add(paint->scenario, strike_word(event, step_result(paint, paint->view->at)), out);
    }
}

static void changed_job(const struct stage_paint *paint, const struct event *event, const char *from, const char *to,
                        struct text *out)
{
    text_add(out, " ▏ ");
    add_short(out, paint->scenario->jobs[paint->view->index->jobs[event->job - 1].job].name);
    text_addf(out, " %s → %s", from, to);
}

static const char *micro_belief(const struct event *event)
{
    bool flag = event->detail == 1;

    switch (event->kind) {
    case EVENT_BEGIN:
        return " ▏ the worker enters the step";
    case EVENT_CHECK:
        return flag ? " ▏ the worker believes: already {did}" : " ▏ the worker believes: not {did} yet";
    case EVENT_CLAIM:
        return flag ? " ▏ claimed before: the worker will skip" : " ▏ claimed: nobody else will {make} it";
    case EVENT_ASK:
        return flag ? " ▏ the receiver says: it is there" : " ▏ the receiver says: it is not there";
    case EVENT_CALL:
        return " ▏ sent; the worker waits";
    case EVENT_REPLY:
        return " ▏ now the worker knows too";
    case EVENT_MARK:
        return " ▏ “{did}” is written down";
    case EVENT_DONE:
        return " ▏ the step is over";
    case EVENT_ACKNOWLEDGE:
        return flag ? " ▏ acknowledged too late: nothing" : " ▏ the queue knows that it is done";
    case EVENT_SKIP:
        return " ▏ nothing is {did} in this step";
    case EVENT_RECOGNISE:
        return " ▏ key known: nothing is {did} again";
    case EVENT_RAISE:
        return " ▏ the worker stops waiting";
    case EVENT_MISS:
        return " ▏ not yet → never";
    case EVENT_CRASH:
    case EVENT_KILL:
        return " ▏ the process is gone with what it knew";
    case EVENT_RESTART:
        return " ▏ the process is back";
    case EVENT_UP:
        return " ▏ the receiver answers again";
    case EVENT_DOWN:
        return " ▏ the receiver does not answer";
    default:
        return "";
    }
}

static void changed_kind(const struct stage_paint *paint, const struct event *event, struct text *out)
{
    switch (event->kind) {
    case EVENT_COMMIT:
        changed_commit(paint, event, out);
        break;
    case EVENT_STRIKE:
        changed_strike(paint, event, out);
        break;
    case EVENT_FETCH:
        changed_job(paint, event, "waiting", "running", out);
        text_addf(out, " ▏ attempt %u", event->attempt);
        break;
    case EVENT_ENQUEUE:
        changed_job(paint, event, "new", "waiting", out);
        break;
    case EVENT_FAIL:
        text_addf(out, " ▏ recorded failures %lld → %lld", (long long)event->value - 1, (long long)event->value);
        break;
    case EVENT_RETRY:
        changed_job(paint, event, "running", "retrying", out);
        text_add(out, " ▏ attempt ");
        stage_say_attempt(paint, event->job, paint->view->ledger->jobs[event->job - 1].attempts, " of ", out);
        text_add(out, " is over ▏ next in ");
        msec_say(event->value - event->time, out);
        break;
    case EVENT_REQUEUE:
        changed_job(paint, event, "retrying", "waiting", out);
        break;
    case EVENT_RECOVER:
    case EVENT_PUSH_BACK:
        changed_job(paint, event, "running", "waiting", out);
        break;
    case EVENT_SUCCEED:
    case EVENT_BAIL_OUT:
    case EVENT_DEAD:
    case EVENT_DISCARD:
    case EVENT_LOSE:
        changed_job(paint, event, "running",
                    event->kind == EVENT_BAIL_OUT  ? "done (bailed out)"
                    : event->kind == EVENT_DEAD    ? "dead"
                    : event->kind == EVENT_DISCARD ? "discarded"
                    : event->kind == EVENT_LOSE    ? "lost"
                                                   : "done",
                    out);
        break;
    default:
        phrase_add(paint->scenario, micro_belief(event), out);
    }
}

void stage_changed(const struct stage_paint *paint, struct text *out)
{
    size_t before;

    if (paint->view->at == NO_EVENT)
        return;
    text_add(out, "changed");
    before = out->size;
    changed_kind(paint, &paint->trace->events[paint->view->at], out);
    if (out->size == before)
        text_add(out, " ▏ nothing that the world sees");
}
