#include "cli/shelf.h"

#include <string.h>

const struct shelf_group shelf_groups[] = {
    {"The story", {"happy-path", "sequential", "bail-out", "fan-out"}},
    {"Retries, and what they repeat", {"lambda-retries", "no-guard", "relay-down", "three-days", "durable-steps"}},
    {"A reply is lost, a process dies",
     {"lost-reply", "lost-reply-fan-out", "crash-before-mark", "hard-kill", "early-ack"}},
    {"The top job fails", {"top-job-fails", "top-job-guarded"}},
    {"Guards, and how they fail", {"two-workers", "claim-first", "slow-index", "same-key", "key-expires"}},
    {"The platform at work", {"deploy", "short-lease", "poison-pill"}},
};
const size_t shelf_group_count = sizeof shelf_groups / sizeof *shelf_groups;

const char *const shelf_story[] = {"sequential", "bail-out", "fan-out", NULL};

const char *const shelf_numbers[] = {
    "happy-path",        "sequential",      "bail-out",           "fan-out",       "claim-first",
    "crash-before-mark", "deploy",          "early-ack",          "hard-kill",     "key-expires",
    "lambda-retries",    "lost-reply",      "lost-reply-fan-out", "no-guard",      "poison-pill",
    "relay-down",        "same-key",        "short-lease",        "slow-index",    "three-days",
    "top-job-fails",     "top-job-guarded", "two-workers",        "durable-steps",
};
const size_t shelf_number_count = sizeof shelf_numbers / sizeof *shelf_numbers;

uint32_t shelf_number(const char *name)
{
    for (size_t i = 0; i < shelf_number_count; i++)
        if (strcmp(shelf_numbers[i], name) == 0)
            return (uint32_t)i + 1;
    return 0;
}
