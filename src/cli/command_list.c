/* The commands list and show: what is on the shelf. */
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"
#include "cli/print.h"
#include "cli/shelf.h"
#include "file/schema.h"
#include "model/refusal.h"
#include "report/answer.h"
#include "report/json_value.h"

#define NAME_COLUMNS 20
#define NARROW_COLUMNS 60

static void item_write(const struct style *style, const char *name, const char *about, struct text *out)
{
    bool is_narrow = style_columns(style) < NARROW_COLUMNS;
    int indent = is_narrow ? 4 : 2 + NAME_COLUMNS; /* below the name where there is no room beside it */
    struct text below = {0};

    text_add_times(&below, " ", (size_t)indent);
    text_add(out, "  ");
    style_add_padded(style, ELEMENT_JOB, name, is_narrow ? text_width(name) : NAME_COLUMNS, out);
    text_add(out, is_narrow ? "\n    " : "");
    style_add_wrapped(style, ELEMENT_PLAIN, about, text_str(&below), out);
    text_add(out, "\n");
    out->failed = out->failed || below.failed;
    text_release(&below);
}

static void line_write(const struct style *style, const struct builtin *builtin, struct text *out)
{
    struct scenario *scenario = builtin_load(builtin);

    item_write(style, builtin->name, scenario ? scenario->question : TEXT_LOST, out);
    scenario_free(scenario);
}

static void groups_write(const struct style *style, struct text *out)
{
    for (size_t i = 0; i < shelf_group_count; i++) {
        text_add(out, i == 0 ? "" : "\n");
        style_add(style, ELEMENT_TITLE, shelf_groups[i].title, out);
        text_add(out, "\n");
        for (const char *const *name = shelf_groups[i].names; *name != NULL; name++) {
            const struct builtin *builtin = builtin_find(*name);

            if (builtin != NULL)
                line_write(style, builtin, out);
        }
    }
    text_add(out, "\n");
    text_add_wrapped(out, "makeitso run NAME plays one; makeitso show NAME prints its file.", style_columns(style), "");
    text_add(out, "\n");
}

static json_t *builtin_json(const struct builtin *builtin, const char *group)
{
    struct scenario *scenario = builtin_load(builtin);
    json_t *object = json_pack("{s:s, s:s, s:s, s:s}", "scenario", builtin->name, "group", group, "title",
                               scenario ? scenario->title : TEXT_LOST, "question",
                               scenario ? scenario->question : TEXT_LOST);

    scenario_free(scenario);
    return object;
}

static void groups_json(struct text *out)
{
    json_t *list = json_array();

    for (size_t i = 0; i < shelf_group_count; i++) {
        for (const char *const *name = shelf_groups[i].names; *name != NULL; name++) {
            const struct builtin *builtin = builtin_find(*name);

            if (builtin != NULL)
                json_append(&list, builtin_json(builtin, shelf_groups[i].title));
        }
    }
    json_deliver(list, out);
}

static void presets_write(const struct style *style, struct text *out)
{
    for (int p = 0; p < PRESET_COUNT; p++)
        item_write(style, preset_traits[p].pinned, preset_abouts[p], out);
    text_add(out, "\n");
    text_add_wrapped(
        out,
        "makeitso run NAME --preset PRESET plays a scenario on one; without its version the name is the "
        "newest's. makeitso help preset PRESET tells its options and its numbers, and where they are from.",
        style_columns(style), "");
    text_add(out, "\n");
}

static void presets_json(struct text *out)
{
    json_t *list = json_array();

    for (int p = 0; p < PRESET_COUNT; p++)
        json_append(&list,
                    json_pack("{s:s, s:s, s:s, s:s, s:s, s:s}", "name", preset_names[p], "preset",
                              preset_traits[p].pinned, "system", preset_traits[p].system, "about", preset_abouts[p],
                              "source", preset_traits[p].source, "left_out", preset_traits[p].left_out));
    json_deliver(list, out);
}

enum exit_code command_list(const struct cli *cli)
{
    const bool is_json = cli->settings->format == FORMAT_JSON;
    struct text report = {0};

    if (option_is_given(cli->settings, OPTION_LIST_PRESETS))
        is_json ? presets_json(&report) : presets_write(&cli->style, &report);
    else
        is_json ? groups_json(&report) : groups_write(&cli->style, &report);
    return text_print(cli, &report);
}

/* The schemas that there are: of files, then of answers. */
enum { SCHEMAS = 2 + ANSWER_COUNT };

const char *schema_name(size_t schema)
{
    static const char *const files[] = {"scenario", "lesson"};

    return schema < 2 ? files[schema] : schema < SCHEMAS ? answer_names[schema - 2] : NULL;
}

static bool schema_add(size_t schema, struct text *out)
{
    if (schema >= 2)
        return answer_schema_write((enum answer)(schema - 2), out);
    return schema_write(schema == 0 ? &mapping_scenario : &mapping_lesson, out);
}

static enum exit_code schema_print(const char *name)
{
    const char *names[SCHEMAS];
    struct text schema = {0};
    struct err err;
    size_t which;

    for (size_t i = 0; i < SCHEMAS; i++)
        names[i] = schema_name(i);
    for (which = 0; which < SCHEMAS && strcmp(names[which], name) != 0; which++)
        ;
    if (which == SCHEMAS) {
        (void)word_refuse("schema", name, names, SCHEMAS, &err);
        return fail_mistake(&err);
    }
    if (schema_add(which, &schema))
        return print(&schema);
    text_release(&schema);
    return fail_memory();
}

static enum exit_code builtin_print(const char *name)
{
    const struct builtin *builtin = builtin_find(name);
    struct text text = {0};
    enum exit_code code;

    builtin = builtin ? builtin : builtin_lesson_find(name);
    if (builtin != NULL) {
        text_add_bytes(&text, builtin->bytes, builtin->size);
        return print(&text);
    }
    builtin_hint(name, &text);
    if (text_is_empty(&text))
        builtin_lesson_hint(name, &text);
    code = mistake("there is no built-in scenario or lesson \"%s\"%s", name, text_str(&text));
    if (code == EXIT_MISTAKE)
        talk("see: makeitso list, makeitso class");
    text_release(&text);
    return code;
}

enum exit_code command_show(const struct cli *cli)
{
    const char *name = cli->settings->operand_count == 1 ? cli->settings->operands[0] : NULL;

    if (option_is_given(cli->settings, OPTION_SCHEMA))
        return schema_print(name ? name : schema_name(0));
    if (name)
        return builtin_print(name);
    talk("usage: makeitso show NAME, or makeitso show --schema [WHAT]");
    return mistake("see: makeitso help show");
}
