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

/* What is believed after an event, and where its detail is 1 and makes a difference. */
static const struct {
    const char *words, *other;
} beliefs[EVENT_KIND_COUNT] = {
    [EVENT_BEGIN] = {"the worker enters the step", NULL},
    [EVENT_CHECK] = {"the worker believes: not {did} yet", "the worker believes: already {did}"},
    [EVENT_CLAIM] = {"claimed: nobody else will {make} it", "claimed before: the worker will skip"},
    [EVENT_ASK] = {"the receiver says: it is not there", "the receiver says: it is there"},
    [EVENT_CALL] = {"sent; the worker waits", NULL},
    [EVENT_REPLY] = {"now the worker knows too", NULL},
    [EVENT_MARK] = {"“{did}” is written down", NULL},
    [EVENT_DONE] = {"the step is over", NULL},
    [EVENT_RECORD] = {"recorded: no attempt begins it again", NULL},
    [EVENT_ACKNOWLEDGE] = {"the queue knows that it is done", "acknowledged: nobody waits for it"},
    [EVENT_SKIP] = {"nothing is {did} in this step", NULL},
    [EVENT_RECOGNISE] = {"key known: nothing is {did} again", NULL},
    [EVENT_RAISE] = {"the worker stops waiting", NULL},
    [EVENT_MISS] = {"not yet → never", NULL},
    [EVENT_CRASH] = {"the process is gone with what it knew", NULL},
    [EVENT_KILL] = {"the process is gone with what it knew", NULL},
    [EVENT_STOP] = {"the process ends; nothing was left in it", NULL},
    [EVENT_RESTART] = {"the process is back", NULL},
    [EVENT_REDELIVER] = {"one more worker waits for its retry", NULL},
    [EVENT_RESERVE] = {"no other process gets it", NULL},
    [EVENT_START] = {"the process is there", NULL},
    [EVENT_RESUME] = {"what is recorded as done is passed over", NULL},
    [EVENT_THAW] = {"the process goes on", NULL},
    [EVENT_UP] = {"the receiver answers again", NULL},
    [EVENT_DOWN] = {"the receiver does not answer", NULL},
};

/* What becomes of the event's job. */
static const struct {
    const char *from, *to;
} job_changes[EVENT_KIND_COUNT] = {
    [EVENT_ENQUEUE] = {"new", "waiting"},     [EVENT_FETCH] = {"waiting", "running"},
    [EVENT_RETRY] = {"running", "retrying"},  [EVENT_REQUEUE] = {"retrying", "waiting"},
    [EVENT_RECOVER] = {"running", "waiting"}, [EVENT_PUSH_BACK] = {"running", "waiting"},
    [EVENT_SUCCEED] = {"running", "done"},    [EVENT_BAIL_OUT] = {"running", "done (bailed out)"},
    [EVENT_DEAD] = {"running", "dead"},       [EVENT_DISCARD] = {"running", "discarded"},
    [EVENT_LOSE] = {"running", "lost"},
};

static void changed_job(const struct stage_paint *paint, const struct event *event, struct text *out)
{
    text_add(out, " ▏ ");
    add_short(out, paint->scenario->jobs[paint->view->index->lanes.jobs[event->job - 1].job].name);
    text_addf(out, " %s → %s", job_changes[event->kind].from, job_changes[event->kind].to);
}

static void changed_kind(const struct stage_paint *paint, const struct event *event, struct text *out)
{
    bool is_other = event->detail == 1 && beliefs[event->kind].other;

    if (job_changes[event->kind].from)
        changed_job(paint, event, out);
    if (beliefs[event->kind].words) {
        text_add(out, " ▏ ");
        phrase_add(paint->scenario, is_other ? beliefs[event->kind].other : beliefs[event->kind].words, out);
    }
    switch ((enum event_kind)event->kind) {
    case EVENT_COMMIT:
        changed_commit(paint, event, out);
        break;
    case EVENT_STRIKE:
        changed_strike(paint, event, out);
        break;
    case EVENT_FETCH:
        text_addf(out, " ▏ attempt %u", event->attempt);
        break;
    case EVENT_FAIL:
    case EVENT_COUNTED:
        text_addf(out, " ▏ recorded failures %lld → %lld", (long long)event->value - 1, (long long)event->value);
        break;
    case EVENT_RETRY:
        text_add(out, " ▏ attempt ");
        stage_say_attempt(paint, event->job, paint->view->ledger->jobs[event->job - 1].attempts, " of ", out);
        text_add(out, " is over ▏ next in ");
        msec_say(event->value - event->time, out);
        break;
    default:
        break;
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
