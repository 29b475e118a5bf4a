/* What an event is shown as: one table for printed lines, lanes, code, pictures and their legends. */
#ifndef PICTURE_SIGN_H
#define PICTURE_SIGN_H

#include "picture/theme.h"
#include "trace/attempt.h"
#include "trace/trace.h"
#include "words/marks.h"

struct sign {
    enum mark_sign mark; /* MARK_NONE: the event has none */
    enum element element;
    int rank;          /* of several signs in one place the highest is shown */
    bool is_on_lane;   /* itself; other events are there as an attempt's end, a job's, or the platform's */
    const char *words; /* beside the mark and in a legend: "posted"; "" for none */
};

struct sign event_sign(const struct event *event);

/* The same of what ended a job, as the system has it: one that bailed out has reported success. */
struct sign end_sign(const struct event *event);

/* How an attempt ended: by what failed it, killed it or took it back; where that is not recorded, whether it still
 * runs; MARK_NONE: the trace ends before. */
struct sign attempt_sign(const struct trace *trace, const struct attempt *attempt);

#endif
