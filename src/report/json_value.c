#include "report/json_value.h"

#include "explore/gate.h"
#include "words/placement.h"

void json_add_tally(json_t **object, const struct tally *tally)
{
    const struct {
        const char *key;
        uint64_t count;
    } counts[] = {{"owed", tally->owed},     {"posts", tally->posts}, {"duplicates", tally->duplicates},
                  {"missed", tally->missed}, {"late", tally->late},   {"premature", tally->premature},
                  {"silent", tally->silent}};

    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        json_add(object, counts[i].key, json_integer((json_int_t)counts[i].count));
}

json_t *json_of_scenario(const struct scenario *scenario)
{
    json_t *object = json_object(), *source = json_string(scenario->source);

    if (!source) { /* A file may be called by bytes that are no UTF-8. */
        struct text safe = {0};

        text_add_safe(&safe, scenario->source);
        source = json_of_text(&safe);
    }
    json_add(&object, "scenario", source);
    json_add(&object, "title", json_string(scenario_heading(scenario)));
    json_add(&object, "preset", json_string(preset_traits[scenario->platform.preset].pinned));
    return object;
}

void json_add_placements(json_t **object, const struct scenario *scenario, const struct placement *set, uint32_t count)
{
    json_t *faults = json_array(), *own = json_array();
    struct text words = {0};

    for (uint32_t i = 0; i < count; i++) {
        struct text spec = {0};

        if (set[i].scripted != NO_INDEX) {
            json_append(&own, json_integer(scenario->faults[set[i].scripted].number));
            continue;
        }
        placement_write(scenario, &set[i], &spec);
        json_append(&faults, json_of_text(&spec));
    }
    placements_say(scenario, set, count, &words);
    json_add(object, "faults", faults);
    json_add(object, "own_faults", own);
    json_add(object, "text", json_of_text(&words));
}

json_t *json_of_refused(unsigned unjudged, const uint64_t refused[WISH_COUNT])
{
    json_t *object = json_object();

    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (!(unjudged >> wish & 1))
            json_add(&object, wish_names[wish], json_integer((json_int_t)refused[wish]));
    return object;
}

json_t *json_of_wishes(unsigned unjudged, const bool wishes[WISH_COUNT])
{
    json_t *object = json_object();

    for (int wish = 0; wish < WISH_COUNT; wish++)
        if (!(unjudged >> wish & 1))
            json_add(&object, wish_names[wish], json_boolean(wishes[wish]));
    return object;
}

static void number_add(json_t **object, const char *key, uint32_t number)
{
    if (number > 0)
        json_add(object, key, json_integer(number));
}

static json_t *gate_json(const struct trace *trace, const struct gate *gate)
{
    const struct scenario *scenario = trace->scenario;
    const uint32_t event = gate_event(trace, &gate->at);
    json_t *object = json_object();

    json_add(&object, "event", event == NO_EVENT ? json_null() : json_integer(event));
    json_add(&object, "stop", json_string(stop_names[gate->at.stop]));
    if (gate->at.bot != NO_INDEX)
        json_add(&object, "bot", json_string(scenario->bots[gate->at.bot].name));
    if (gate->at.job != NO_INDEX)
        json_add(&object, "job", json_string(scenario->jobs[gate->at.job].name));
    number_add(&object, "n", gate->at.n);
    number_add(&object, "occurrence", gate->at.occurrence);
    number_add(&object, "attempt", gate->at.attempt);
    json_add(&object, "ask", gate->ask == ASK_BEST ? json_null() : json_string(ask_names[gate->ask]));
    if (gate_bot(gate) != NO_INDEX)
        json_add(&object, "of", json_string(scenario->bots[gate_bot(gate)].name));
    if (gate->text[0])
        json_add(&object, "text", json_string(gate->text));
    return object;
}

json_t *json_of_gates(const struct trace *trace)
{
    json_t *list = json_array();

    for (uint32_t g = 0; g < trace->scenario->gate_count; g++)
        json_append(&list, gate_json(trace, &trace->scenario->gates[g]));
    return list;
}
