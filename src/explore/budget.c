#include "explore/budget.h"

#include "base/array.h"
#include "base/check.h"

bool budget_suffices(size_t needed, size_t allowed, struct err *err)
{
    return needed <= allowed ||
           err_set(err,
                   "the search keeps whole runs, which are so large here that it takes at least %zu MiB; "
                   "it is allowed %zu (--memory)",
                   (needed >> 20) + 1, allowed >> 20);
}

bool budget_stops(struct budget *budget, const struct progress *progress)
{
    if (!budget_is_over(budget) && budget->cancel && cancel_token_stops(budget->cancel, progress))
        budget->end = SEARCH_STOPPED;
    return budget_is_over(budget);
}

void budget_exhaust(struct budget *budget)
{
    if (!budget_is_over(budget))
        budget->end = SEARCH_LIMIT;
}

void budget_starve(struct budget *budget)
{
    budget->is_starved = true;
    budget_exhaust(budget);
}

void budget_play(struct budget *budget)
{
    budget->plays++;
    if (budget->plays_max > 0 && budget->plays >= budget->plays_max)
        budget_exhaust(budget);
}

bool budget_fits(const struct budget *budget, size_t more)
{
    return budget->bytes + budget->bytes_reserved + more <= budget->bytes_max;
}

void budget_take(struct budget *budget, size_t bytes)
{
    budget->bytes += bytes;
}

void budget_give(struct budget *budget, size_t bytes)
{
    CHECK(bytes <= budget->bytes);
    budget->bytes -= bytes;
}

bool budget_grow(struct budget *budget, void *array, uint32_t count, uint32_t *room, size_t size)
{
    uint32_t before = *room;

    if (!array_grow(array, count, room, size)) {
        if (budget)
            budget_starve(budget);
        return false;
    }
    if (budget)
        budget_take(budget, (size_t)(*room - before) * size);
    return true;
}
