#include "words/beat.h"

#include "words/gate.h"
#include "words/narrate.h"

void beat_name(const struct lesson *lesson, uint32_t beat, struct text *out)
{
    text_add_number(out, beat + 1);
    if (lesson->beats[beat].id[0])
        text_addf(out, " %s", lesson->beats[beat].id);
}

void beat_short(const struct lesson *lesson, uint32_t beat, struct text *out)
{
    const struct beat *it = &lesson->beats[beat];

    beat_name(lesson, beat, out);
    text_addf(out, ": %s", beat_kind_names[it->kind]);
    if (it->scenario != NO_INDEX)
        text_addf(out, " %s", lesson->scenarios[it->scenario].name);
}

void minutes_say(uint32_t minutes, struct text *out)
{
    text_add_count(out, minutes, "minute", "minutes");
}

/* "sequential (One big job, started over)" */
static void scenario_say(const struct lesson *lesson, int scenario, struct text *out)
{
    const struct lesson_scenario *it = &lesson->scenarios[scenario];

    text_add(out, it->name);
    if (it->scenario->title[0])
        text_addf(out, " (%s)", it->scenario->title);
}

/* "4.3 s: Worf's post fails, because …" */
static bool event_say(const struct beat_run *run, uint32_t event, struct text *out, struct err *err)
{
    struct story story;

    if (!story_init(&story, &run->trace, err))
        return false;
    msec_say(run->trace.events[event].time, out);
    text_add(out, ": ");
    narrate_event(&story, event, out);
    story_release(&story);
    return true;
}

/* Of a beat that plays, or stays: whence and whither. */
static bool run_say(const struct lesson *lesson, const struct beat *beat, const struct beat_run *run, struct text *out,
                    struct err *err)
{
    const bool is_end = gate_place_is_end(&beat->gate.at);

    text_add(out, beat->kind == BEAT_STAY ? "Goes on in " : beat->is_walked ? "Plays " : "Stands in ");
    scenario_say(lesson, beat->scenario, out);
    if (beat->change_count > 0)
        text_add(out, ", changed");
    if (run->event == NO_EVENT) {
        text_add(out, ", and never comes to its place.");
        return true;
    }
    if (is_end) {
        text_add(out, beat->is_walked ? " to its end." : " at its end.");
        return true;
    }
    text_add(out, beat->is_walked ? " to " : " at ");
    return event_say(run, run->event, out, err);
}

static void beside_say(const struct lesson *lesson, const struct beat *beat, struct text *out)
{
    for (uint32_t i = 0; i < beat->beside_count; i++) {
        text_add(out, i == 0 ? "" : i + 1 < beat->beside_count ? ", " : " and ");
        scenario_say(lesson, beat->beside[i], out);
    }
    text_addf(out, ", side by side, at their %s.", beat->is_walked ? "start" : "end");
}

static void map_say(const struct lesson *lesson, const struct beat *beat, struct text *out)
{
    bool is_first = true;

    text_add(out, "The crash map of ");
    scenario_say(lesson, beat->scenario, out);
    for (int kind = 0; kind < FAULT_COUNT; kind++) {
        if (!(beat->kinds >> kind & 1))
            continue;
        text_addf(out, "%s%s", is_first ? ": one " : " or ", fault_kind_names[kind]);
        is_first = false;
    }
    text_add(out, ".");
}

static void why_say(const struct lesson *lesson, const struct beat *beat, const struct beat_run *run, struct text *out)
{
    const char *name = run->scenario->bots[beat->bot].name;
    const uint32_t day = ledger_first_amiss(&run->ledger, (uint32_t)beat->bot);

    text_addf(out, "Why it came so with %s in ", name);
    scenario_say(lesson, beat->scenario, out);
    if (day > 1)
        text_addf(out, " on day %u", (unsigned)day);
    text_add(out, ".");
}

bool beat_say(const struct lesson *lesson, uint32_t beat, const struct beat_run *run, struct text *out, struct err *err)
{
    const struct beat *it = &lesson->beats[beat];

    switch (it->kind) {
    case BEAT_SAY:
        text_add(out, it->say);
        return true;
    case BEAT_PLAY:
    case BEAT_STAY:
        return run_say(lesson, it, run, out, err);
    case BEAT_WHY:
        why_say(lesson, it, run, out);
        return true;
    case BEAT_BESIDE:
        beside_say(lesson, it, out);
        return true;
    case BEAT_MAP:
        map_say(lesson, it, out);
        return true;
    case BEAT_READ:
        text_add(out, "What ");
        scenario_say(lesson, it->scenario, out);
        text_addf(out, " teaches: %s", run->scenario->lesson);
        return true;
    }
    return true;
}

/* Where a run never comes is no question, and no place to stand. */
static void place_check(const struct beat *beat, const struct beat_run *run, struct diags *diags)
{
    const bool is_asked = run->event != NO_EVENT && beat->has_gate;
    struct text complaint = {0};

    gate_complaint_say(run->scenario, &beat->gate, is_asked ? &run->question : NULL, &complaint);
    if ((run->event == NO_EVENT || is_asked) && !text_is_empty(&complaint))
        diags_add(diags, beat->mark, "%s", text_str(&complaint));
    else if (run->from != NO_EVENT && run->event != NO_EVENT && run->from > run->event)
        diag_hint(diags_add(diags, beat->mark, "this place is before the one where the beat before stands"),
                  "a beat that plays from the start says \"play\"");
    text_release(&complaint);
}

static void beat_check(const struct lesson *lesson, const struct beat *beat, const struct beat_run *run,
                       struct diags *diags)
{
    const char *name = lesson->scenarios[beat->scenario].name;

    place_check(beat, run, diags);
    if (beat->kind == BEAT_WHY && ledger_first_amiss(&run->ledger, (uint32_t)beat->bot) == 0)
        diags_add(diags, beat->mark, "nothing is amiss with %s in \"%s\": there is nothing to explain",
                  run->scenario->bots[beat->bot].name, name);
    if (beat->kind == BEAT_READ && run->scenario->lesson[0] == '\0')
        diags_add(diags, beat->mark, "\"%s\" has no lesson to be read", name);
}

void lesson_check(const struct lesson *lesson, struct diags *diags)
{
    for (uint32_t b = 0; b < lesson->beat_count; b++) {
        const struct beat *beat = &lesson->beats[b];
        struct beat_run run;
        struct err err;

        if (beat->scenario == NO_INDEX)
            continue;
        if (beat_run_make(lesson, b, NULL, &run, &err)) {
            beat_check(lesson, beat, &run, diags);
            beat_run_release(&run);
        } else if (err_is_memory(&err)) {
            diags_fail(diags);
        } else {
            diags_add(diags, beat->mark, "%s", err.text);
        }
    }
}
