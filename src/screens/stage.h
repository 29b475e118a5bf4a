/* The stage: one run at one moment, as a screen.
 *
 * Header; the question; bots' lanes on the folded time axis under the job's attempts, each lane ending in its ledger;
 * the job's code; the feed as followers see it; one sentence; what changed; footer. Where things stand is a function
 * of the whole run; which of them are shown, of the moment: events up to `at` in full, those up to `seen` dimmed,
 * later ones not at all.
 *
 *     struct stage_index *index = stage_index_new(&trace, err);        // once a run
 *     struct stage_view view = {.index = index, .ledger = &ledger, .at = at, .seen = seen, …};
 *     screen_begin(&screen, &cells);
 *     stage_paint(&view, &screen);
 */
#ifndef SCREENS_STAGE_H
#define SCREENS_STAGE_H

#include "screens/screen.h"
#include "screens/stage_place.h"
#include "screens/stage_view.h"

/* Paints it and fills in caret and areas. */
void stage_paint(const struct stage_view *view, struct screen *screen);

#endif
