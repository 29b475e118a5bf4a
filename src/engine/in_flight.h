/* Effects in flight: their caller has given up on the call, and they are made all the same. */
#ifndef ENGINE_IN_FLIGHT_H
#define ENGINE_IN_FLIGHT_H

#include "engine/worker.h"

/* The worker gives up on its call, whose effect (the op after it) lands at `when`. Where there is no room for one more
 * the run ends. */
void in_flight_send(struct sim *sim, uint32_t worker, msec when);

/* Effect `index` of those in flight lands. */
void in_flight_land(struct sim *sim, uint32_t index);

#endif
