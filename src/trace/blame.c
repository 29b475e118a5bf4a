#include "trace/blame.h"

#include <stdlib.h>

#include "base/check.h"

/* Failures without a bot, and those of the platform, are nobody's. */
static void blame_strike(struct blame *blame, const struct event *event)
{
    if (event->bot == NO_BOT)
        return;
    if (fault_traits[event->detail].length > 0) /* time passes before anything follows */
        blame->bots |= (bot_set)1 << event->bot;
    else
        blame->pending |= (bot_set)1 << event->bot;
}

static struct blame blame_extend(struct blame blame, const struct event *event)
{
    switch (event->kind) {
    case EVENT_STRIKE:
        blame_strike(&blame, event);
        break;
    case EVENT_RETRY:
    case EVENT_RECOVER:
    case EVENT_PUSH_BACK:
    case EVENT_RESTART:
    case EVENT_THAW:
        blame.bots |= blame.pending;
        blame.pending = 0;
        break;
    case EVENT_FETCH: /* errors of an attempt that is over cost a new one no time */
    case EVENT_STOP:  /* nor do they make its process end later */
        blame.pending = 0;
        break;
    case EVENT_RESCUE:
        if (!rescue_traits[event->detail].leaves)
            blame.pending = 0;
        break;
    case EVENT_MISS:
    case EVENT_CUT:
        blame.bots |= blame.pending;
        break;
    default:
        break;
    }
    return blame;
}

static struct blame blame_of(const struct blames *blames, uint32_t event)
{
    if (!blames->known || event == NO_EVENT || event < blames->first)
        return (struct blame){0, 0};
    return blames->known[event - blames->first];
}

/* Makes room from the first strike at a bot's post on. */
static bool is_kept(struct blames *blames, uint32_t at)
{
    const struct event *event = &blames->trace->events[at];

    if (blames->known || blames->is_short || event->kind != EVENT_STRIKE || event->bot == NO_BOT)
        return blames->known != NULL;
    blames->first = at;
    blames->known = calloc(blames->end - at, sizeof *blames->known);
    blames->is_short = !blames->known;
    return !blames->is_short;
}

bot_set blames_next(struct blames *blames, uint32_t at)
{
    const struct event *event = &blames->trace->events[at];
    struct blame *known;

    CHECK(at < blames->end && (event->cause == NO_EVENT || event->cause < at));
    if (!is_kept(blames, at))
        return 0;
    known = &blames->known[at - blames->first];
    *known = blame_extend(blame_of(blames, event->cause), event);
    return known->bots;
}

void blames_release(struct blames *blames)
{
    free(blames->known);
    *blames = (struct blames){0};
}
