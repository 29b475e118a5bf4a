#include "explore/beat_run.h"

#include "engine/run.h"
#include "model/changed.h"

/* The beat that left its run where this one goes on. */
static const struct beat *beat_before(const struct lesson *lesson, uint32_t beat)
{
    while (beat-- > 0)
        if (lesson->beats[beat].kind == BEAT_PLAY || lesson->beats[beat].kind == BEAT_STAY)
            return &lesson->beats[beat];
    return NULL;
}

uint32_t beat_event(const struct beat *beat, const struct trace *trace)
{
    return gate_event(trace, &beat->gate.at);
}

uint32_t beat_from(const struct lesson *lesson, uint32_t beat, const struct trace *trace)
{
    const struct beat *it = &lesson->beats[beat];
    const struct beat *before = it->kind == BEAT_STAY ? beat_before(lesson, beat) : NULL;

    if (before)
        return beat_event(before, trace);
    return it->is_walked ? NO_EVENT : beat_event(it, trace);
}

static bool question_pose(const struct beat *beat, const struct cancel_token *cancel, struct beat_run *run,
                          struct err *err)
{
    const struct posing posing = {
        .trace = &run->trace, .gate = &beat->gate, .event = run->event, .kinds = beat->kinds, .cancel = cancel};

    run->question.count = 0;
    return !beat->has_gate || run->event == NO_EVENT || gate_pose(&posing, &run->question, err);
}

static bool run_play(const struct lesson *lesson, uint32_t index, const struct cancel_token *cancel,
                     struct beat_run *run, struct err *err)
{
    const struct beat *beat = &lesson->beats[index];

    run->scenario = scenario_changed(lesson->scenarios[beat->scenario].scenario, beat->changes, beat->change_count,
                                     err);
    if (!run->scenario)
        return false;
    run->plan = run_trace(run->scenario, NULL, RUN_EVENTS_DEFAULT, &run->trace, err);
    if (!run->plan)
        return false;
    run->event = beat_event(beat, &run->trace);
    run->from = beat_from(lesson, index, &run->trace);
    return ledger_take(&run->trace, run->trace.count, &run->ledger, err) && question_pose(beat, cancel, run, err);
}

bool beat_run_make(const struct lesson *lesson, uint32_t beat, const struct cancel_token *cancel, struct beat_run *out,
                   struct err *err)
{
    *out = (struct beat_run){.from = NO_EVENT, .event = NO_EVENT};
    if (lesson->beats[beat].scenario == NO_INDEX || run_play(lesson, beat, cancel, out, err))
        return true;
    beat_run_release(out);
    return false;
}

void beat_run_release(struct beat_run *run)
{
    if (run->plan) {
        ledger_release(&run->ledger);
        trace_release(&run->trace);
        plan_free(run->plan);
    }
    scenario_free(run->scenario);
}
