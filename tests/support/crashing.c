#include "support/crashing.h"

#include "model/changed.h"
#include "support/test.h"
#include "words/placement.h"

void crashing_of_file(struct crashing *crashing, const char *name, uint32_t faults, unsigned kinds)
{
    struct search_options options = {.faults = faults, .kinds = kinds};
    struct err err;

    *crashing = (struct crashing){.row = 0};
    showing_of_file(&crashing->file, name);
    assert_true(
        explore_take(crashing->file.play.scenario, &options, &(struct cancel_token){0}, &crashing->explore, &err));
    assert_true(crash_map_of(&crashing->explore, &crashing->map, &err));
}

static void leave_run(struct crashing *crashing)
{
    if (crashing->run.index)
        showing_release(&crashing->run);
    crashing->run = (struct showing){.index = NULL};
    text_clear(&crashing->strike);
    text_clear(&crashing->command);
}

void crashing_release(struct crashing *crashing)
{
    leave_run(crashing);
    text_release(&crashing->strike);
    text_release(&crashing->command);
    crash_map_release(&crashing->map);
    explore_release(&crashing->explore);
    showing_release(&crashing->file);
}

void crashing_go(struct crashing *crashing, size_t row, size_t column)
{
    const struct placement *strike = crash_example(&crashing->explore, &crashing->map, row, column);
    struct change changes[PLACEMENTS_MAX + 1];
    struct scenario *scenario;
    struct err err;
    size_t count;

    leave_run(crashing);
    crashing->row = row;
    crashing->column = column;
    assert_non_null(strike);
    count = placements_changes(crashing->explore.scenario, strike, 1, changes);
    scenario = scenario_changed(crashing->file.play.scenario, changes, count, &err);
    if (!scenario)
        fail_msg("%s", err.text);
    showing_of_scenario(&crashing->run, crashing->file.name, scenario);
    placements_say(crashing->explore.scenario, strike, 1, &crashing->strike);
    text_addf(&crashing->command, "makeitso play %s", crashing->file.name);
    for (size_t i = 0; i < count; i++) {
        text_add(&crashing->command, " ");
        change_write(&changes[i], &crashing->command);
    }
}

struct crash_view crashing_view(const struct crashing *crashing)
{
    return (struct crash_view){
        .map = &crashing->map,
        .scenario = crashing->file.name,
        .row = crashing->row,
        .column = crashing->column,
        .searching = MSEC_NONE,
        .run.index = crashing->run.index,
        .run.ledger = &crashing->run.ledger,
        .run.strike = text_str(&crashing->strike),
        .run.command = text_str(&crashing->command),
    };
}
