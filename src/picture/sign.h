/* What an event is shown as: one table for printed lines, lanes, code and pictures. */
#ifndef PICTURE_SIGN_H
#define PICTURE_SIGN_H

#include "picture/theme.h"
#include "trace/trace.h"
#include "words/marks.h"

struct sign {
    enum mark_sign mark; /* MARK_NONE: the event has none */
    enum element element;
    int rank; /* of several signs in one place the highest is shown; 0: it has no place on a lane */
};

struct sign event_sign(const struct event *event);

#endif
