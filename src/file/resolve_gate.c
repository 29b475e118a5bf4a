#include "file/resolver.h"

#include <string.h>

#include "model/usual.h"

/* Whose events there are of this word, "bot" and "job"; of nobody's there is none. */
static size_t subjects_of(enum stop stop, const char *names[2])
{
    size_t count = 0;

    if (stop_traits[stop].subjects & STOP_OF_BOT)
        names[count++] = "bot";
    if (stop_traits[stop].subjects & STOP_OF_JOB)
        names[count++] = "job";
    return count;
}

/* Each event happens to a bot, in a job, or to neither. */
static void subject_check(struct resolver *resolver, const struct node *node, enum stop stop)
{
    const bool has_bot = node_given(node, "bot"), has_job = node_given(node, "job");
    const unsigned subjects = stop_traits[stop].subjects;
    const char *names[2];
    const size_t count = subjects_of(stop, names);
    struct diag *diag = NULL;

    if (has_bot && has_job) {
        diag_hint(diags_add(resolver->diags, key_mark(node, "job"), "a place is of a bot or of a job, not both"),
                  "a bot's event is found in whatever job posts for it");
        return;
    }
    if (has_bot && !(subjects & STOP_OF_BOT))
        diag = diags_add(resolver->diags, key_mark(node, "bot"), "\"%s\" does not happen to a bot", stop_names[stop]);
    else if (has_job && !(subjects & STOP_OF_JOB))
        diag = diags_add(resolver->diags, key_mark(node, "job"), "\"%s\" does not happen to a job", stop_names[stop]);
    else if (!has_bot && !has_job && !(subjects & STOP_OF_NOBODY))
        diag = diags_add(resolver->diags, value_mark(node, "event"), "\"%s\" needs a %s", stop_names[stop], names[0]);
    if (diag && count > 0)
        diag_allow_words(diag, NULL, names, count);
}

void resolve_gate_place(struct resolver *resolver, const struct raw_gate_place *raw, const struct node *node,
                        struct gate_place *place)
{
    *place = gate_usual().at;
    resolve_members(resolver, &mapping_gate_place, raw, place);
    place->bot = resolve_name(resolver, NAMED_BOT, raw->bot, value_mark(node, "bot"));
    place->job = resolve_name(resolver, NAMED_JOB, raw->job, value_mark(node, "job"));
    if (raw->stop)
        subject_check(resolver, node, place->stop);
    occurrence_check(resolver, place->occurrence, value_mark(node, "occurrence"));
}

void gate_of_check(struct resolver *resolver, const struct node *node, const struct gate *gate)
{
    if (gate->ask == ASK_BEST)
        return;
    if (node_given(node, "of") && ask_traits[gate->ask].of == ASK_OF_NONE)
        diag_hint(diags_add(resolver->diags, key_mark(node, "of"), "\"%s\" is asked of nobody in particular",
                            ask_names[gate->ask]),
                  "leave out \"of\"");
    else if (!node_given(node, "of") && gate->at.bot == NO_INDEX && ask_traits[gate->ask].of == ASK_OF_ONE)
        diag_hint(diags_add(resolver->diags, value_mark(node, "ask"), "\"%s\" is asked of whom?", ask_names[gate->ask]),
                  "add of: BOT");
}

static uint32_t models_resolve(struct resolver *resolver, const struct raw_gate *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->models_count);
    uint32_t models = 0;

    for (unsigned i = 0; i < raw->models_count; i++, node = node_next(node)) {
        const uint32_t bit = UINT32_C(1) << resolve_word(raw->models[i], belief_names, BELIEF_COUNT, 0);

        if (models & bit)
            diag_hint(diags_add(resolver->diags, node->mark, "the belief \"%s\" stands here twice", raw->models[i]),
                      "name each once");
        models |= bit;
    }
    return models;
}

void resolve_gate(struct resolver *resolver, const struct raw_gate *raw, const struct node *node, struct gate *gate)
{
    const struct node *at = node_get(node, "at");

    *gate = gate_usual();
    gate->mark = node->mark;
    resolve_members(resolver, &mapping_gate, raw, gate);
    gate->of = resolve_name(resolver, NAMED_BOT, raw->of, value_mark(node, "of"));
    gate->models = models_resolve(resolver, raw, node_given(node, "models"));
    if (!at || !raw->at)
        return;
    resolve_gate_place(resolver, raw->at, at, &gate->at);
    gate_of_check(resolver, node, gate);
}

void resolve_gates(struct resolver *resolver, const struct raw_scenario *raw, const struct node *list)
{
    const struct node *node = nodes_paired(list, raw->gates_count);
    struct scenario *scenario = resolver->scenario;

    scenario->gates = resolve_array(resolver, raw->gates_count, sizeof *scenario->gates, &scenario->gate_count);
    for (uint32_t g = 0; g < scenario->gate_count; g++, node = node_next(node)) {
        resolve_gate(resolver, &raw->gates[g], node, &scenario->gates[g]);
        if (!node_given(node, "at"))
            diag_hint(diags_add(resolver->diags, node->mark, "a gate needs \"at\""),
                      "say where, such as at: {bot: %s, event: strike}, or at: end",
                      scenario->bot_count > 0 ? scenario->bots[0].name : "B");
    }
}
