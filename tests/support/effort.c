#include "support/effort.h"

#include "engine/dispatch.h"
#include "trace/ledger.h"
#include "words/narrate.h"

struct effort effort;

void __real_narrate_event(const struct story *story, uint32_t event, struct text *out);
void __wrap_narrate_event(const struct story *story, uint32_t event, struct text *out);
bool __real_dispatch_step(struct sim *sim);
bool __wrap_dispatch_step(struct sim *sim);
bool __real_ledger_take(const struct trace *trace, uint32_t count, struct ledger *ledger, struct err *err);
bool __wrap_ledger_take(const struct trace *trace, uint32_t count, struct ledger *ledger, struct err *err);

void __wrap_narrate_event(const struct story *story, uint32_t event, struct text *out)
{
    effort.sentences++;
    __real_narrate_event(story, event, out);
}

bool __wrap_dispatch_step(struct sim *sim)
{
    effort.steps++;
    return __real_dispatch_step(sim);
}

bool __wrap_ledger_take(const struct trace *trace, uint32_t count, struct ledger *ledger, struct err *err)
{
    effort.ledgers++;
    return __real_ledger_take(trace, count, ledger, err);
}

bool effort_is_short(void)
{
    return effort.sentences <= EFFORT_SENTENCES_MAX && effort.steps <= EFFORT_STEPS_MAX &&
           effort.ledgers <= EFFORT_LEDGERS_MAX;
}

void effort_say(struct text *out)
{
    text_addf(out, "%llu sentences, %llu steps, %llu ledgers in one turn", (unsigned long long)effort.sentences,
              (unsigned long long)effort.steps, (unsigned long long)effort.ledgers);
}
