#include "report/compare_json.h"

#include "report/json_value.h"
#include "words/verdict.h"

json_t *compare_json(const struct trace *trace, const struct ledger *ledger, bool is_struck)
{
    json_t *object = json_of_scenario(trace->scenario), *bots = json_array(), *totals = json_object();
    struct text verdict = {0};

    verdict_add(trace, ledger, &verdict);
    json_add_tally(&totals, &ledger->total);
    for (uint32_t b = 0; b < ledger->bot_count; b++) {
        json_t *bot = json_pack("{s:s}", "bot", trace->scenario->bots[b].name);

        json_add_tally(&bot, &ledger->bots[b]);
        json_append(&bots, bot);
    }
    json_add(&object, "verdict", json_of_text(&verdict));
    json_add(&object, "ended", json_string(ended_names[ledger->ended]));
    json_add(&object, "struck", json_boolean(is_struck));
    json_add(&object, "wishes", json_of_wishes(trace->scenario->unjudged, ledger->wishes));
    json_add(&object, "totals", totals);
    json_add(&object, "bots", bots);
    return object;
}
