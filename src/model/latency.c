#include "model/latency.h"

/* Human numbers: a call takes a few tenths of a second, and what follows it in the world is slower than a note of our
 * own. */
struct duration post_latency_default(enum micro micro)
{
    switch (micro) {
    case MICRO_COMMIT:
        return duration_fixed(200);
    case MICRO_REPLY:
        return duration_fixed(300);
    case MICRO_DONE:
        return duration_fixed(1200); /* the bot says its words of success */
    default:
        return duration_fixed(100);
    }
}

struct duration job_latency_default(enum micro micro)
{
    return duration_fixed(micro == MICRO_FETCH || micro == MICRO_ACKNOWLEDGE ? 100 : 50);
}
