#include "report/json_value.h"
#include "report/why.h"
#include "words/carried.h"
#include "words/change_say.h"
#include "words/narrate.h"
#include "words/verdict.h"

/* Those of a run that was cut are not known. */
static json_t *wishes_json(const struct why *why, const struct whatif *row)
{
    return json_of_wishes(row->has_ended ? why->scenario->unjudged : ~0u, row->wishes);
}

/* What becomes of the faults: those that strike nobody, and those that count by a job which a split makes. */
static json_t *note_json(const struct why *why, const struct whatif *row)
{
    struct text note = {0}, counted = {0};

    spared_say(why->scenario, &row->spared, &note);
    why_counted(why, row, &counted);
    text_addf(&note, "%s%s", note.size > 0 && counted.size > 0 ? "; " : "", text_str(&counted));
    note.failed = note.failed || counted.failed;
    text_release(&counted);
    return json_of_text(&note);
}

static json_t *change_json(const struct why *why, const struct whatif *row)
{
    struct text options = {0}, words = {0}, verdict = {0};

    why_options(why, row, &options);
    changes_say(why->scenario, row->changes, row->change_count, &words);
    if (row->has_ended)
        why->replay(why, row, verdict_add, &verdict);
    return json_pack("{s:o, s:o, s:b, s:b, s:o, s:b, s:b, s:o, s:o}", "options", json_of_text(&options), "text",
                     json_of_text(&words), "remedy", (int)whatif_is_tested(row), "struck",
                     (int)(fault_set_count(&row->spared) == 0), "note", note_json(why, row), "loses",
                     (int)row->merit.loses, "difference", (int)row->is_different, "wishes", wishes_json(why, row),
                     "verdict", json_of_text(&verdict));
}

static json_t *chain_json(const struct why *why)
{
    json_t *list = json_array();

    for (size_t i = 0; i < why->chain_count; i++) {
        const struct event *event = &why->trace->events[why->chain[i]];
        struct text sentence = {0};

        narrate_event(&why->story, why->chain[i], &sentence);
        json_append(&list, json_pack("{s:I, s:I, s:o}", "event", (json_int_t)why->chain[i], "t",
                                     (json_int_t)event->time, "text", json_of_text(&sentence)));
    }
    return list;
}

/* Those told, singles or pairs, in their order. */
static json_t *changes_json(const struct why *why, bool is_pair)
{
    json_t *list = json_array();

    for (size_t i = 0; i < why->search.ranked_count + why->search.idle_count; i++)
        if ((why->search.ranked[i]->change_count > 1) == is_pair)
            json_append(&list, change_json(why, why->search.ranked[i]));
    return list;
}

void why_json(const struct why *why, struct text *out)
{
    const struct ledger_cell *cell = ledger_cell(why->ledger, why->occurrence, why->bot);
    json_t *root;

    root = json_of_scenario(why->scenario);
    json_add_all(&root,
                 json_pack("{s:s, s:I, s:I, s:s, s:o, s:o, s:o, s:o, s:o, s:b}", "bot",
                           why->scenario->bots[why->bot].name, "occurrence", (json_int_t)why->occurrence, "posts",
                           (json_int_t)cell->posts, "state", post_state_names[cell->state], "chain", chain_json(why),
                           "wishes", json_of_wishes(why->scenario->unjudged, why->ledger->wishes), "changes",
                           changes_json(why, false), "pairs", changes_json(why, true), "best",
                           why->search.best == NULL ? json_null() : change_json(why, why->search.best), "complete",
                           (int)!why->search.is_cut));
    json_add(&root, "late_by_ms", cell->late_by == 0 ? json_null() : json_integer(cell->late_by));
    json_add(&root, "premature", json_integer(cell->premature));
    json_deliver(root, out);
}
