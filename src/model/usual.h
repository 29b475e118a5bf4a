/* What a scenario's parts are where a file says nothing of them: a reader begins with it, a writer leaves it out.
 * Names, steps and places, which a file must give, are not there. */
#ifndef MODEL_USUAL_H
#define MODEL_USUAL_H

#include "model/scenario.h"

#define QUEUE_USUAL "default"

/* Of a platform that a change gives a lease or heartbeats and that has no length for them: longer than jobs take, as
 * RabbitMQ's consumer_timeout is (rabbitmq.com/docs/consumers); Sidekiq Pro's (preset.c). */
#define LEASE_USUAL (30 * MINUTE)
#define HEARTBEAT_USUAL (60 * SECOND)

struct bot bot_usual(void);

/* Of a platform of that preset, whose retries and end it has; its retry's waits are the preset's. */
struct job job_usual(enum preset preset);

/* As the preset has it. */
struct platform platform_usual(enum preset preset);

/* As the preset of `given` has it, with the options that are given there; and a job on it, whose waits are the arena's:
 * false when memory is out. */
struct platform platform_usual_of(const struct platform *given);
bool job_usual_on(const struct platform *given, struct arena *arena, struct job *out);

struct entry entry_usual(void);

/* Strikes at nothing; its length and its kind are for the caller. */
struct fault fault_usual(void);

/* Expects nothing, of nothing. */
struct expect expect_usual(void);

/* The first event of nobody; asked there what has the most choices. */
struct gate gate_usual(void);

#endif
