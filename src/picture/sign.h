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
    int rank;          /* of several signs in one place the highest is shown; 0: it has no place on a bot's lane */
    const char *words; /* beside the mark and in a legend: "posted"; "" for none */
};

struct sign event_sign(const struct event *event);

/* How an attempt ended: by what failed it, killed it or took it back; how it stands where it has not ended. */
struct sign attempt_sign(const struct trace *trace, const struct attempt *attempt);

#endif
