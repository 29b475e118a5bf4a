#include "cli/help.h"

/* What is left out; what follows from it. */
static const struct {
    const char *left_out, *leans;
} LIMITS[] = {
    {"Things break in gaps, between two instants. An instant itself is whole: a commit, a mark, a push and a fetch "
     "happen or do not.",
     "A store that can be torn in the middle of a write fails in ways that no run shows: real systems are worse."},
    {"The queue and the guards' store lose nothing and are never down; only receivers, workers and processes fail.",
     "A lost queue or a replica that lags is not counted: real systems are worse."},
    {"There is one clock, and everybody reads it right. Leases end to the millisecond.",
     "Skewed clocks make leases overlap: real systems duplicate more."},
    {"Faults are independent: one roll for each gap. A real outage strikes everybody for a while; write it as a "
     "receiver-down, or a "
     "fault with from and until.",
     "sweep and odds with bare probabilities spread failures evenly: the mean is right, clusters are rarer than in "
     "life."},
    {"A process that dies comes back. Machines, zones and deploys that never end are not there.",
     "Where on_crash is lease or heartbeat, jobs come back sooner than they may in life."},
    {"What a worker does takes the time that is given for it; workers do not slow each other down, and a queue has no "
     "limit.",
     "Overload is milder than in life: delays are too short, time-outs too rare."},
    {"Every worker of every process serves every queue, the one that the file names first before the others.",
     "A process that a queue has for itself is not there: an urgent job may wait here for a long one that in life it "
     "would not meet."},
    {"Of processes that reserve jobs (prefetch) the one with the fewest takes the next, and none does while a worker "
     "is "
     "idle.",
     "In life chance decides: more jobs may wait behind one long one, or be left in a dead process, than here."},
    {"explore tries up to K faults, each in one gap of one attempt, with one length for timeouts (5 s) and one for "
     "stalls and freezes (60 s more than the platform's lease or heartbeat, or --stall), and with one seed's lengths "
     "of time.",
     "What takes K + 1 faults, another length or another order is not found. Its sentence says so: it is a bound, no "
     "proof for all."},
    {"A gap that the same attempt reaches again (its fetch failed, or its delivery was lost before it) counts once.",
     "Fewer runs; none of them would end otherwise than one that is counted, but for its time."},
    {"explore --schedules lets anything pending go next, also where real lengths of time would never let it.",
     "It finds races that are very rare, or cannot happen with your times: it errs towards too many."},
    {"--schedules merges states without asking who held up whom or what was late.",
     "Duplicates, misses and silence are exact; lateness and held-up posts are not told."},
    {"An idempotency key is honoured by the receiver without fail until it expires.",
     "A receiver that checks its keys late duplicates more than is shown."},
    {"sweep's intervals say how well N runs show the model, at 95 %. They say nothing of how well the model shows your "
     "system.",
     "Read the width as sampling error alone."},
};

void limits_write(int columns, struct text *out)
{
    text_add_wrapped(out,
                     "What the model leaves out, and which way that leans. Counts are exact for the model; whether "
                     "they hold for a system "
                     "depends on these.",
                     columns, "");
    text_add(out, "\n");
    for (size_t i = 0; i < sizeof LIMITS / sizeof *LIMITS; i++) {
        text_add(out, "\n- ");
        text_add_wrapped(out, LIMITS[i].left_out, columns, "  ");
        text_add(out, "\n  So: ");
        text_add_wrapped(out, LIMITS[i].leans, columns, "  ");
        text_add(out, "\n");
    }
}
