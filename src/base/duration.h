/* Virtual time: whole milliseconds, and durations that may vary.
 *
 * Written 250ms, 90s, 1m, 24h, 3d; decimals are allowed where they give whole milliseconds (1.5s). A unit is
 * compulsory. Where time may vary: 1s..3s is uniform between both ends inclusive, exp(2s) is exponential with that
 * mean. */
#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/random.h"
#include "base/text.h"

typedef int64_t msec; /* a time since the run began, or a length of time */

#define SECOND ((msec)1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

#define MSEC_NONE ((msec)-1)         /* "not given", "not yet" */
#define MSEC_MAX (3650 * DAY)        /* ten years: the longest duration that can be written */
#define MSEC_NEVER ((msec)INT64_MAX) /* later than every event */

enum duration_kind { DURATION_FIXED, DURATION_UNIFORM, DURATION_EXPONENTIAL };

struct duration {
    enum duration_kind kind;
    msec low;  /* the fixed length; the lower end; the mean */
    msec high; /* the upper end of a uniform one, inclusive; otherwise equal to low */
};

static inline struct duration duration_fixed(msec length)
{
    return (struct duration){DURATION_FIXED, length, length};
}

bool duration_equal(const struct duration *a, const struct duration *b);

/* The shortest that may be drawn from it: 0 of an exponential one. */
static inline msec duration_least(const struct duration *duration)
{
    return duration->kind == DURATION_EXPONENTIAL ? 0 : duration->low;
}

/* So many times as long, which must not be more than MSEC_MAX. */
struct duration duration_times(const struct duration *duration, int64_t factor);

/* One length drawn from it; a fixed one draws nothing. */
msec duration_draw_varying(const struct duration *duration, struct random *random);

static inline msec duration_draw(const struct duration *duration, struct random *random)
{
    return duration->kind == DURATION_FIXED ? duration->low : duration_draw_varying(duration, random);
}

/* Reads a fixed length ("90s") or any duration ("1s..3s"). False with a reason in `why` (a string constant fit to
 * follow the quoted input, such as "needs a unit: ms, s, m, h or d"), the output untouched. */
bool msec_parse(const char *string, msec *out, const char **why);
bool duration_parse(const char *string, struct duration *out, const char **why);

/* Appends it as it is written in a scenario, in the largest unit that stays whole: 1500 → "1500ms", 90000 → "90s". */
void msec_write(msec length, struct text *text);
void duration_write(const struct duration *duration, struct text *text);

/* Appends it as prose: 0 → "0 s", 600 → "0.6 s", 60000 → "60 s", 120000 → "2 min", 5400000 → "1 h 30 min", 93600000 →
 * "1 d 2 h". Below two minutes in seconds with at most one decimal; lengths under 100 ms as "50 ms". */
void msec_say(msec length, struct text *text);

/* Appends a time of a run as prose, to the nearest tenth as msec_clock has it: 66200 → "66.2 s", 121800 → "2 min 1.8
 * s", 90010500 → "1 d 1 h 10.5 s". Below two minutes in seconds. */
void msec_say_time(msec time, struct text *text);

/* Appends as msec_say does one that may vary: "37 s to 60 s", "about 2 s". */
void duration_say(const struct duration *duration, struct text *text);

/* Appends it as a clock: 66200 → "00:01:06.2"; from a day on "2d 00:01:06.2". Rounded to the nearest tenth as msec_say
 * rounds, so that a delay counted from 0 reads as the clock does. */
void msec_clock(msec time, struct text *text);

#endif
