/* A scenario written in a test, played to its end. */
#ifndef TESTS_SUPPORT_PLAY_H
#define TESTS_SUPPORT_PLAY_H

#include "engine/run.h"
#include "model/scenario.h"
#include "trace/ledger.h"

struct play {
    struct scenario *scenario;
    struct plan *plan;
    struct trace trace;
    struct ledger ledger;
};

/* Loads `yaml`, which must be right, and plays it; fails the test with the diagnostics otherwise. "version: 1\n" is put
 * before it. */
void play_yaml(struct play *play, const char *yaml);
void play_release(struct play *play);

/* One job `J` of one bot `B` with this guard and these further lines at the left margin. */
void play_one_bot(struct play *play, const char *guard, const char *retry, const char *lines);

/* Loads it only. To be freed. */
struct scenario *load_yaml(const char *yaml);

/* The same of a whole file, which says its version itself. */
struct scenario *load_whole(const struct text *yaml);

/* A built-in scenario. To be freed. */
struct scenario *load_builtin(const char *name);

/* How many events of the kind there are; the n-th (from 1) of them, which must exist. */
uint32_t play_count(const struct play *play, enum event_kind kind);
const struct event *play_event(const struct play *play, enum event_kind kind, uint32_t n);

/* The cell of a bot by name. */
const struct ledger_cell *play_cell(const struct play *play, const char *bot, uint32_t occurrence);

#endif
