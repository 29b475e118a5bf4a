#include "tui/seen.h"

#include <stdio.h>
#include <string.h>

#include "model/saw.h"

void seen_take(struct session *session, const char *typed, char out[TYPED_MAX])
{
    struct saw saw;
    struct err err;

    typed += strspn(typed, " ");
    if (typed[0] && !saw_parse(typed, session_future(session)->scenario, &saw, &err))
        session_say_error(session, &err);
    else
        snprintf(out, TYPED_MAX, "%s", typed);
}

void seen_of_run(struct session *session, struct text *out)
{
    struct future *now = session_future(session);
    const struct ledger *ledger = session_ledger(session, now, now->trace.count - 1);
    struct text seen = {0};

    for (uint32_t b = 0; ledger && b < ledger->bot_count; b++)
        text_addf(&seen, "%s%s=%llu", b > 0 ? " " : "", now->scenario->bots[b].name,
                  (unsigned long long)ledger->bots[b].posts);
    if (seen.size < TYPED_MAX)
        text_add(out, text_str(&seen));
    text_release(&seen);
}
