#include "cli/shelf.h"

const struct shelf_group shelf_groups[] = {
    {"The story", {"happy-path", "sequential", "bail-out", "fan-out"}},
    {"Retries, and what they repeat", {"lambda-retries", "no-guard", "relay-down", "three-days"}},
    {"A reply is lost, a process dies",
     {"lost-reply", "lost-reply-fan-out", "crash-before-mark", "hard-kill", "early-ack"}},
    {"The top job fails", {"top-job-fails", "top-job-guarded"}},
    {"Guards, and how they fail", {"two-workers", "claim-first", "slow-index", "same-key", "key-expires"}},
    {"The platform at work", {"deploy", "short-lease", "poison-pill"}},
};
const size_t shelf_group_count = sizeof shelf_groups / sizeof *shelf_groups;

const char *const shelf_story[] = {"sequential", "bail-out", "fan-out", NULL};
