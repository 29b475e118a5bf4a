#include "cli/coded.h"

#include <stdio.h>
#include <string.h>

#include "cli/shelf.h"
#include "cli/source.h"
#include "file/load.h"
#include "file/run_code.h"

/* The scenario of --code's FILE; NULL where it has mistakes or cannot be read. */
static struct scenario *file_load(const char *path)
{
    struct scenario *scenario;
    struct source source;
    struct diags diags;
    struct err err;

    if (!source_read(path, SCENARIO_BYTES_MAX, &source, &err))
        return NULL;
    diags_init(&diags, source.name, source.bytes, source.size);
    scenario = scenario_load(source.name, source.bytes, source.size, &diags);
    diags_release(&diags);
    source_release(&source);
    return scenario;
}

static bool settings_take(struct settings *settings, const struct run_code *code, const struct scenario *scenario,
                          struct err *err)
{
    if (settings->change_count + code->change_count > CHANGES_MAX)
        return err_set(err, "more than %d what-if options, with those of the code", CHANGES_MAX);
    memmove(settings->changes + code->change_count, settings->changes,
            settings->change_count * sizeof *settings->changes);
    memcpy(settings->changes, code->changes, code->change_count * sizeof *settings->changes);
    settings->change_count += code->change_count;
    snprintf(settings->coded_place, sizeof settings->coded_place, "#%u", code->at);
    name_copy(settings->coded_lane, scenario->bots[code->lane].name);
    if (settings->command != COMMAND_PLAY)
        return true;
    if (!option_is_given(settings, OPTION_PLACE))
        settings->values[OPTION_PLACE].text = settings->coded_place;
    if (!option_is_given(settings, OPTION_LANE))
        settings->values[OPTION_LANE].text = settings->coded_lane;
    return true;
}

static bool code_take(struct settings *settings, const char *word, const struct scenario *scenario, struct err *err)
{
    struct run_code code;

    return run_code_read(word, scenario, &code, err) && settings_take(settings, &code, scenario, err);
}

/* In place of FILE: a built-in scenario's. `why` asks of the bot at whose lane one stood, unless it is named. */
static bool operand_take(struct settings *settings, const char *word, struct err *err)
{
    struct scenario *scenario;
    uint32_t number;
    bool is_taken;

    if (!run_code_scenario(word, &number, err))
        return false;
    if (number == RUN_CODE_FILE)
        return err_set(err, "\"%s\" is the code of a file: makeitso %s FILE --code %s", word,
                       command_rows[settings->command].name, word);
    if (number > shelf_number_count)
        return err_set(err, "\"%s\" is of a scenario that this version does not have", word);
    scenario = builtin_load(builtin_find(shelf_numbers[number - 1]));
    if (!scenario)
        return err_memory(err);
    is_taken = code_take(settings, word, scenario, err);
    scenario_free(scenario);
    settings->coded[0] = shelf_numbers[number - 1];
    settings->coded[1] = settings->operand_count > 1 ? settings->operands[1] : settings->coded_lane;
    settings->operand_count = settings->command == COMMAND_WHY ? 2 : 1;
    settings->operands = settings->coded;
    return is_taken;
}

/* For FILE, which is read again when it is played. */
static bool option_take(struct settings *settings, const char *word, struct err *err)
{
    struct scenario *scenario;
    uint32_t number;
    bool is_taken;

    if (!run_code_is(word))
        return err_set(err, "--code: \"%s\" is no code: PICARD-…, as y shows it", word);
    if (settings->operand_count != 1 + (size_t)(settings->command == COMMAND_WHY))
        return true;
    if (!run_code_scenario(word, &number, err))
        return false;
    if (number != RUN_CODE_FILE)
        return err_set(err, "--code: \"%s\" is of a built-in scenario: it stands in the place of FILE", word);
    if (strcmp(settings->operands[0], "-") == 0)
        return err_set(err, "--code needs a FILE, not standard input, which is read only once");
    scenario = file_load(settings->operands[0]);
    is_taken = !scenario || code_take(settings, word, scenario, err);
    scenario_free(scenario);
    return is_taken;
}

bool coded_apply(struct settings *settings, struct err *err)
{
    bool may_be = settings->command == COMMAND_PLAY || settings->command == COMMAND_RUN ||
                  settings->command == COMMAND_WHY;
    const char *first = settings->operand_count > 0 ? settings->operands[0] : "";

    if (option_is_given(settings, OPTION_CODE))
        return option_take(settings, option_text(settings, OPTION_CODE), err);
    if (!may_be || !run_code_is(first) || settings->operand_count > command_rows[settings->command].most ||
        (settings->command == COMMAND_RUN && settings->operand_count > 1))
        return true;
    return operand_take(settings, first, err);
}
