/* A fault of one strike in one gap, named from outside a scenario, as the command line's --fault takes it:
 *
 *     [DAY/]BOT|JOB[.STEP][#N][@ATTEMPT]:before|after:MICROSTEP:KIND[:TIMES]
 *
 *     Worf:before:commit:error:always         every post of Worf fails
 *     2/Worf@1:after:commit:timeout=10s       on day 2, in his first attempt, the reply is lost
 *     BotsJob.3#1:after:call:crash            at the third step of the first BotsJob the process dies
 *     BotsJob:before:acknowledge:stall=2m     a pause before the job is acknowledged
 *
 * TIMES is a number of strikes or "always"; 1 when not given. A timeout and a stall may carry their length; otherwise
 * the scenario says (fault_length_added). Names of bots and jobs have none of the marks that stand here, which the
 * loader sees to. */
#ifndef MODEL_FAULT_SPEC_H
#define MODEL_FAULT_SPEC_H

#include "model/scenario.h"

struct fault_spec {
    char name[SCENARIO_NAME_BYTES_MAX + 1]; /* of a bot, else of a job */
    uint32_t step;                          /* of a job, from 1; 0: not given */
    uint32_t day, instance, attempt;        /* only these, from 1; 0: any */
    enum micro micro;
    bool is_before; /* the gap lies before or after the micro-step */
    enum fault_kind kind;
    msec length;    /* of a timeout or a stall; MSEC_NONE: not given */
    uint32_t times; /* strikes in the whole run; 0: always */
};

/* Reads `text`. False with a sentence that quotes what was found and says what is allowed; `out` untouched. */
bool fault_spec_parse(const char *text, struct fault_spec *out, struct err *err);

/* Appends the fault as fault_spec_parse reads it. */
void fault_spec_write(const struct fault_spec *spec, struct text *out);

/* The fault among the bots and jobs of `scenario`; lists are taken from `arena`. False with a sentence when there is no
 * such bot, job, step or gap; `out` untouched. A micro-step that only another guard would have is accepted, and a
 * length that is not given stays so. */
bool fault_spec_resolve(const struct fault_spec *spec, const struct scenario *scenario, struct arena *arena,
                        struct fault *out, struct err *err);

bool fault_spec_equal(const struct fault_spec *a, const struct fault_spec *b);

#endif
