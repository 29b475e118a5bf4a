/* Picks: which of those pending goes next, each time there are several. They make an order of a run, and stand in the
 * option --choices as a code of letters and digits.
 *
 *     count = picks_read(code, picks, PICKS_MAX);
 *     struct picker picker = picker_make(picks, count);
 *     plan = run_trace(scenario, &picker.chooser, …);
 *     if (!picker_fits(&picker)) … // the code of another run
 */
#ifndef EXPLORE_PICKS_H
#define EXPLORE_PICKS_H

#include "base/text.h"
#include "engine/chooser.h"

/* The longest code, and the largest pick in it. */
enum { PICKS_MAX = 4000, PICK_MAX = 59999 };

#define NO_PICKS UINT32_MAX

/* Appends the code; "0" where there are none, for a run that never has several to pick from. */
void picks_write(const uint16_t *picks, uint32_t count, struct text *out);

/* Reads it back. Returns how many picks, or NO_PICKS when it is no code or has more than `room`. */
uint32_t picks_read(const char *code, uint16_t *picks, uint32_t room);

/* A chooser that goes through these picks, then always takes what would come first; scripted faults strike as
 * always. The picks are the caller's and outlive it. */
struct picker {
    struct chooser chooser; /* first: the engine hands it back */
    const uint16_t *picks;
    uint32_t count, next;
    bool is_lost; /* a pick could not be made, for there were fewer to pick from */
};
struct picker picker_make(const uint16_t *picks, uint32_t count);

/* Behind the run: were all picks made? Else they are those of another run. */
static inline bool picker_fits(const struct picker *picker)
{
    return !picker->is_lost && picker->next >= picker->count;
}

#endif
