#include "tui/play_case.h"

#include <stdio.h>

#include "words/verdict.h"

bool play_case_open(struct play_case *it, const struct tui_options *options, size_t entry)
{
    struct scenario *scenario;
    struct err err;

    if (it->is_open)
        return true;
    scenario = options->load(options->context, entry, &err);
    it->is_open = scenario && futures_init(&it->futures, options->entries[entry].name, scenario, &err);
    if (!it->is_open)
        snprintf(it->trouble, sizeof it->trouble, "%.*s", (int)sizeof it->trouble - 1, err.text);
    return it->is_open;
}

void play_case_release(struct play_case *it)
{
    if (it->is_open)
        futures_release(&it->futures);
}

bool play_case_note_watched(struct play_case *it, size_t of_future, struct err *err)
{
    struct future *future = &it->futures.list[of_future];
    struct text verdict = {0};
    struct ledger ledger;

    future->was_watched = true;
    if (!ledger_take(&future->trace, future->trace.count, &ledger, err))
        return false;
    future->is_good = ledger_is_good(&ledger);
    if (of_future == 0 && !it->verdict[0]) {
        verdict_add(&future->trace, &ledger, &verdict);
        snprintf(it->verdict, sizeof it->verdict, "%s", text_str(&verdict));
        it->is_good = future->is_good;
    }
    text_release(&verdict);
    ledger_release(&ledger);
    return true;
}

const struct future *play_case_mended(const struct play_case *it)
{
    for (size_t i = 1; it->is_open && it->verdict[0] && !it->is_good && i < it->futures.count; i++)
        if (!it->futures.list[i].is_deleted && it->futures.list[i].was_watched && it->futures.list[i].is_good)
            return &it->futures.list[i];
    return NULL;
}
