/* The ledger's own panel, with the parameters that are in force; and, at the end, the wishes. */
#ifndef SCREENS_STAGE_LEDGER_H
#define SCREENS_STAGE_LEDGER_H

#include "screens/stage_axis.h"

void stage_paint_ledger(struct stage_paint *paint, struct area area);
void stage_paint_wishes(struct stage_paint *paint, struct area area);

#endif
