/* A trace written by hand, event by event, for tests of what reads traces.
 *
 * The scenario is made of parts; then each line of a script is one event:
 *
 *     TIME KIND [jN] [@ATTEMPT] [sSTEP] [BOT] [oOCCURRENCE] [<CAUSE] [=VALUE] [!DETAIL] [/MICRO] [wWORKER]
 *
 * Steps count from 0; the cause is the line before unless `<` names another event or, as `<-`, none; the occurrence
 * is 1 unless given. A line "TIME post jN @A sS BOT" makes the five events of an unguarded post at one instant; `=N`
 * is the post's number. Moments are marked as the engine marks them.
 *
 *     struct script script;
 *     script_start(&script, 1);
 *     script_bot(&script, "Riker", GUARD_NONE);
 *     script_job(&script, "BotsJob", "Riker");
 *     script_play(&script, "0 fire o1 <-\n"
 *                          "0 enqueue j1 !0\n"
 *                          "0 fetch j1 @1\n"
 *                          "600 post j1 @1 s0 Riker =1\n");
 */
#ifndef SUPPORT_SCRIPT_H
#define SUPPORT_SCRIPT_H

#include "trace/ledger.h"
#include "trace/trace.h"

enum {
    SCRIPT_BOTS_MAX = 64,
    SCRIPT_JOBS_MAX = 8,
    SCRIPT_STEPS_MAX = 64,
    SCRIPT_FAULTS_MAX = 4,
};

struct script {
    struct bot bots[SCRIPT_BOTS_MAX];
    const char *words[SCRIPT_BOTS_MAX][1];
    struct job jobs[SCRIPT_JOBS_MAX];
    struct step steps[SCRIPT_JOBS_MAX][SCRIPT_STEPS_MAX];
    struct fault faults[SCRIPT_FAULTS_MAX];
    struct entry entries[SCRIPT_JOBS_MAX];
    struct scenario scenario;
    struct trace trace; /* of that scenario: a script is not copied */
    struct ledger ledger;
    bool has_ledger;
};

/* An empty scenario of one process with one worker. */
void script_start(struct script *script, uint32_t occurrences);
void script_release(struct script *script);

/* A bot that says `NAME says hello`; it is a he. Returns its index. The name must live as long as the script. */
uint32_t script_bot(struct script *script, const char *name, enum guard guard);

/* A job: its steps are words, a bot's name for a post, `>JOB` for an enqueue of a job made before, `~` for a wait.
 * The first that is enqueued by none is the schedule's. Returns its index. */
uint32_t script_job(struct script *script, const char *name, const char *steps);

/* An entry of the schedule. */
void script_entry(struct script *script, uint32_t job, uint32_t copies);

/* A scripted fault with a name, at nothing in particular. Returns its index. */
uint32_t script_fault(struct script *script, const char *name);

/* Appends the events of these lines; fails the test at one that cannot be read. */
void script_play(struct script *script, const char *lines);

/* The ledger of the whole trace; the script's. */
const struct ledger *script_ledger(struct script *script);

/* The story of `sequential`: BotsJob posts for Picard, who checks, for Riker, Worf and Locutus; Worf fails, BotsJob
 * starts over once. */
void script_sequential(struct script *script);

#endif
