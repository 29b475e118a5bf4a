#include "report/compare_json.h"

#include "report/json_value.h"
#include "words/verdict.h"

json_t *compare_json(const struct trace *trace, const struct ledger *ledger, bool is_struck)
{
    json_t *bots = json_array(), *totals = json_object();
    struct text verdict = {0};

    verdict_add(trace, ledger, &verdict);
    json_add_tally(&totals, &ledger->total);
    for (uint32_t b = 0; b < ledger->bot_count; b++) {
        json_t *bot = json_pack("{s:s}", "bot", trace->scenario->bots[b].name);

        json_add_tally(&bot, &ledger->bots[b]);
        json_append(&bots, bot);
    }
    return json_pack("{s:s, s:s, s:o, s:s, s:b, s:o, s:o, s:o}", "scenario", trace->scenario->source, "preset",
                     preset_traits[trace->scenario->platform.preset].pinned, "verdict", json_of_text(&verdict), "ended",
                     ended_names[ledger->ended], "struck", (int)is_struck, "wishes",
                     json_of_wishes(trace->scenario->unjudged, ledger->wishes), "totals", totals, "bots", bots);
}
