#include "support/showing.h"

#include <stdio.h>
#include <stdlib.h>

#include "file/load.h"
#include "support/test.h"

static void show(struct showing *showing)
{
    struct err err;

    showing->index = stage_index_new(&showing->play.trace, &err);
    assert_non_null(showing->index);
    showing->at = showing->play.trace.count - 1;
    assert_true(ledger_take(&showing->play.trace, showing->play.trace.count, &showing->ledger, &err));
}

void showing_of_yaml(struct showing *showing, const char *yaml)
{
    snprintf(showing->name, sizeof showing->name, "test");
    play_yaml(&showing->play, yaml);
    show(showing);
}

/* At most so many events: a scenario of random bytes may run for ever. */
#define EVENTS_MAX 20000

static void play_scenario(struct showing *showing, struct scenario *scenario)
{
    struct play *play = &showing->play;
    struct err err;

    play->scenario = scenario;
    play->plan = run_trace(scenario, NULL, EVENTS_MAX, &play->trace, &err);
    assert_non_null(play->plan);
    assert_true(ledger_take(&play->trace, play->trace.count, &play->ledger, &err));
    show(showing);
}

void showing_of_scenario(struct showing *showing, const char *name, struct scenario *scenario)
{
    snprintf(showing->name, sizeof showing->name, "%s", name);
    play_scenario(showing, scenario);
}

static void load_and_play(struct showing *showing, const char *name, const char *bytes, size_t size)
{
    struct scenario *scenario;
    struct diags diags;

    diags_init(&diags, name, bytes, size);
    scenario = scenario_load(name, bytes, size, &diags);
    assert_non_null(scenario);
    diags_release(&diags);
    play_scenario(showing, scenario);
}

void showing_of_bytes(struct showing *showing, const char *bytes, size_t size)
{
    snprintf(showing->name, sizeof showing->name, "test");
    load_and_play(showing, "test.yaml", bytes, size);
}

void showing_of_file(struct showing *showing, const char *name)
{
    char path[128];
    size_t size;
    char *bytes;

    snprintf(path, sizeof path, "scenarios/%s.yaml", name);
    snprintf(showing->name, sizeof showing->name, "%s", name);
    bytes = test_file_read(path, &size);
    assert_non_null(bytes);
    load_and_play(showing, path, bytes, size);
    free(bytes);
}

void showing_release(struct showing *showing)
{
    stage_index_free(showing->index);
    ledger_release(&showing->ledger);
    play_release(&showing->play);
}

void showing_go(struct showing *showing, uint32_t at)
{
    struct err err;

    ledger_release(&showing->ledger);
    showing->at = at;
    assert_true(ledger_take(&showing->play.trace, at == NO_EVENT ? 0 : at + 1, &showing->ledger, &err));
}

void showing_go_to_moment(struct showing *showing, int n)
{
    uint32_t at = NO_EVENT;

    for (int i = 0; i < n; i++) {
        at = trace_moment_after(&showing->play.trace, at);
        assert_int_not_equal(at, NO_EVENT);
    }
    showing_go(showing, at);
}

struct stage_view showing_stage(const struct showing *showing)
{
    return (struct stage_view){
        .index = showing->index,
        .ledger = &showing->ledger,
        .scenario = showing->name,
        .at = showing->at,
        .seen = showing->at,
    };
}
