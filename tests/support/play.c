#include "support/play.h"

#include <string.h>

#include "support/test.h"

#include "cli/source.h"
#include "file/load.h"

static struct scenario *load(const char *name, const char *bytes, size_t size)
{
    struct diags diags;
    struct scenario *scenario;

    diags_init(&diags, name, bytes, size);
    scenario = scenario_load(name, bytes, size, &diags);
    if (!scenario) {
        struct text report = {0};

        diags_print(&diags, &report);
        print_error("%s", text_str(&report));
        text_release(&report);
    }
    diags_release(&diags);
    assert_non_null(scenario);
    return scenario;
}

struct scenario *load_yaml(const char *yaml)
{
    struct text text = {0};
    struct scenario *scenario;

    text_add(&text, "version: 1\n");
    text_add(&text, yaml);
    scenario = load("test.yaml", text.bytes, text.size);
    text_release(&text);
    return scenario;
}

struct scenario *load_whole(const struct text *yaml)
{
    return load("test.yaml", text_str(yaml), yaml->size);
}

struct scenario *load_builtin(const char *name)
{
    const struct builtin *builtin = builtin_find(name);

    assert_non_null(builtin);
    return load(name, builtin->bytes, builtin->size);
}

void play_yaml(struct play *play, const char *yaml)
{
    struct err err;

    play->scenario = load_yaml(yaml);
    play->plan = run_trace(play->scenario, NULL, 100000, &play->trace, &err);
    assert_non_null(play->plan);
    assert_true(ledger_take(&play->trace, play->trace.count, &play->ledger, &err));
}

void play_one_bot(struct play *play, const char *guard, const char *retry, const char *lines)
{
    struct text text = {0};

    text_addf(&text,
              "bots:\n  - {name: B, post: hello, guard: %s}\n"
              "jobs:\n  - {name: J, steps: [{post: B}], retry: %s}\n"
              "schedule: [{enqueue: J}]\n%s\n",
              guard, retry, lines);
    play_yaml(play, text_str(&text));
    text_release(&text);
}

void play_release(struct play *play)
{
    ledger_release(&play->ledger);
    trace_release(&play->trace);
    plan_free(play->plan);
    scenario_free(play->scenario);
}

uint32_t play_count(const struct play *play, enum event_kind kind)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < play->trace.count; i++)
        count += play->trace.events[i].kind == kind;
    return count;
}

const struct event *play_event(const struct play *play, enum event_kind kind, uint32_t n)
{
    for (uint32_t i = 0; i < play->trace.count; i++)
        if (play->trace.events[i].kind == kind && --n == 0)
            return &play->trace.events[i];
    fail_msg("no such event: %s", event_kind_names[kind]);
    return NULL;
}

const struct ledger_cell *play_cell(const struct play *play, const char *bot, uint32_t occurrence)
{
    int index = scenario_bot(play->scenario, bot);

    assert_true(index >= 0);
    return ledger_cell(&play->ledger, occurrence, (uint32_t)index);
}
