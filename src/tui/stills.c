#include "tui/stills.h"

#include <stdlib.h>

#include "explore/gate.h"
#include "words/gate.h"

/* A question goes before those of later events, behind those of the same. */
static void question_put(struct stills *stills, const struct question *question)
{
    uint32_t at = stills->question_count++;

    for (; at > 0 && stills->questions[at - 1].event > question->event; at--)
        stills->questions[at] = stills->questions[at - 1];
    stills->questions[at] = *question;
}

static bool questions_pose(struct stills *stills, struct err *err)
{
    const struct scenario *scenario = stills->trace->scenario;

    stills->questions = calloc(scenario->gate_count + 1, sizeof *stills->questions);
    if (!stills->questions)
        return err_memory(err);
    for (uint32_t g = 0; g < scenario->gate_count; g++) {
        const struct gate *gate = &scenario->gates[g];
        const struct posing posing = {
            .trace = stills->trace, .gate = gate, .event = gate_event(stills->trace, &gate->at)};
        struct question question;

        if (posing.event == NO_EVENT)
            continue;
        if (!gate_pose(&posing, &question, err))
            return false;
        if (question.count > 1)
            question_put(stills, &question);
    }
    return true;
}

bool stills_init(struct stills *stills, const struct trace *trace, const char *name, bool asks, struct err *err)
{
    *stills = (struct stills){.trace = trace, .name = name};
    stills->index = stage_index_new(trace, err);
    stills->screen = calloc(1, sizeof *stills->screen);
    if (stills->index && !stills->screen)
        (void)err_memory(err);
    if (stills->index && stills->screen && (!asks || questions_pose(stills, err)))
        return true;
    stills_release(stills);
    return false;
}

void stills_release(struct stills *stills)
{
    stage_index_free(stills->index);
    free(stills->questions);
    free(stills->screen);
    *stills = (struct stills){0};
}

/* The lane of what happened last. */
static uint32_t lane_of(const struct trace *trace, uint32_t at)
{
    while (at != NO_EVENT && trace->events[at].bot == NO_BOT)
        at = at > 0 ? at - 1 : NO_EVENT;
    return at == NO_EVENT ? 0 : trace->events[at].bot;
}

static bool paint(struct stills *stills, const struct stage_view *what, struct cells *cells, struct err *err)
{
    const struct trace *trace = what->index->trace;
    struct stage_view view = *what;
    struct ledger ledger;

    if (!ledger_take(trace, view.at == NO_EVENT ? 0 : view.at + 1, &ledger, err))
        return false;
    view.ledger = &ledger;
    view.scenario = stills->name;
    view.lane = lane_of(trace, view.at);
    view.seen = view.at;
    view.is_still = true;
    *stills->screen = (struct screen){0};
    screen_begin(stills->screen, cells);
    stage_paint(&view, stills->screen);
    stills->sentence = (struct area){0};
    for (size_t i = 0; i < stills->screen->area_count; i++)
        if (stills->screen->areas[i].what == AREA_SENTENCE)
            stills->sentence = stills->screen->areas[i].area;
    ledger_release(&ledger);
    return !cells->failed || err_memory(err);
}

bool stills_paint(struct stills *stills, uint32_t at, struct cells *cells, struct err *err)
{
    return paint(stills, &(struct stage_view){.index = stills->index, .at = at}, cells, err);
}

bool stills_paint_question(struct stills *stills, uint32_t number, struct cells *cells, struct err *err)
{
    const struct question *posed = &stills->questions[number];
    struct trace cut = *stills->trace;
    struct text asked = {0};
    struct stage_question question = {.is_open = true, .title = "the question", .posed = posed};
    struct stage_view view = {.at = posed->event, .focus = PANEL_FEED, .question = &question};
    bool is_painted = false;

    cut.count = posed->event + 1;
    view.index = stage_index_new(&cut, err);
    if (!view.index)
        return false;
    gate_question_say(posed, &asked);
    question.asked = text_str(&asked);
    is_painted = paint(stills, &view, cells, err);
    if (is_painted && asked.failed)
        is_painted = err_memory(err);
    text_release(&asked);
    stage_index_free(view.index);
    return is_painted;
}
