#include "cli/presets.h"

#include <stdlib.h>
#include <string.h>

#define ALL "all"

static bool preset_add(const char *name, struct preset_set *set, struct err *err)
{
    struct change change;

    if (strcmp(name, ALL) == 0)
        return err_set(err, "\"" ALL "\" is every real system: it stands alone");
    if (!change_parse(CHANGE_PRESET, name, &change, err))
        return false;
    for (size_t i = 0; i < set->count; i++)
        if (preset_of_word((uint32_t)set->changes[i].value) == preset_of_word((uint32_t)change.value))
            return err_set(err, "\"%s\" stands there twice", name);
    set->changes[set->count++] = change;
    return true;
}

static bool has_preset(const struct settings *settings)
{
    for (size_t i = 0; i < settings->change_count; i++)
        if (settings->changes[i].kind == CHANGE_PRESET)
            return true;
    return false;
}

static bool names_read(const char *text, struct preset_set *out, struct err *err)
{
    *out = (struct preset_set){.is_all = strcmp(text, ALL) == 0};
    if (out->is_all) {
        for (int p = PRESET_NONE + 1; p < PRESET_COUNT; p++)
            out->changes[out->count++] = change_of(CHANGE_PRESET, NULL, (uint64_t)p);
        return true;
    }
    do {
        const size_t size = strcspn(text, ",");
        char name[SCENARIO_NAME_BYTES_MAX + 1] = "";

        memcpy(name, text, size < sizeof name ? size : sizeof name - 1);
        if (!preset_add(name, out, err))
            return false;
        text += size + (text[size] == ',');
    } while (*text);
    return true;
}

bool presets_read(const struct settings *settings, struct preset_set *out, struct err *err)
{
    struct err why;

    if (has_preset(settings))
        return err_set(err, "--presets does not go with --preset");
    return names_read(option_text(settings, OPTION_PRESETS), out, &why) || err_set(err, "--presets: %s", why.text);
}

struct settings *settings_on_preset(const struct settings *settings, const struct change *preset, struct err *err)
{
    struct settings *on = NULL;

    if (settings->change_count == CHANGES_MAX) {
        err_set(err, "more than %d changes", CHANGES_MAX);
        return NULL;
    }
    on = malloc(sizeof *on);
    if (!on) {
        err_memory(err);
        return NULL;
    }
    *on = *settings;
    on->changes[0] = *preset;
    memcpy(on->changes + 1, settings->changes, settings->change_count * sizeof *settings->changes);
    on->change_count++;
    return on;
}
