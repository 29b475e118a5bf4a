#include "explore/picks.h"

#include <string.h>

#include "base/range.h"

/* A pick is a digit or a letter from a; larger ones are written _36_, _37_ … */
void picks_write(const uint16_t *picks, uint32_t count, struct text *out)
{
    static const char digits[] = "0123456789abcdefghijklmnopqrstuvwxyz";

    for (uint32_t i = 0; i < count; i++) {
        if (picks[i] < 36)
            text_add_bytes(out, &digits[picks[i]], 1);
        else
            text_addf(out, "_%u_", picks[i]);
    }
    if (count == 0)
        text_add(out, "0");
}

uint32_t picks_read(const char *code, uint16_t *picks, uint32_t room)
{
    uint32_t count = 0;

    if (strcmp(code, "0") == 0) /* as none is written, and one that is the first says no more */
        return 0;
    while (*code) {
        unsigned value = 0;

        if (*code >= '0' && *code <= '9') {
            value = (unsigned)(*code++ - '0');
        } else if (*code >= 'a' && *code <= 'z') {
            value = (unsigned)(*code++ - 'a') + 10;
        } else if (*code == '_') {
            for (code++; *code >= '0' && *code <= '9' && value < 6000; code++)
                value = value * 10 + (unsigned)(*code - '0');
            if (*code++ != '_')
                return NO_PICKS;
        } else {
            return NO_PICKS;
        }
        if (count == room)
            return NO_PICKS;
        picks[count++] = (uint16_t)value;
    }
    return count;
}

static uint32_t pick_next(struct chooser *chooser, const struct plan *plan, const struct world *world, uint32_t count)
{
    struct picker *picker = (struct picker *)chooser;
    uint32_t picked = picker->next < picker->count ? picker->picks[picker->next] : 0;

    (void)plan;
    (void)world;
    picker->next++;
    picker->is_lost = picker->is_lost || picked >= count;
    return min_u32(picked, count - 1);
}

struct picker picker_make(const uint16_t *picks, uint32_t count)
{
    return (struct picker){.chooser = {.pick = pick_next, .is_untimed = true}, .picks = picks, .count = count};
}
