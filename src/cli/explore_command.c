#include "cli/explore.h"
#include "cli/patience.h"

/* The what-if options as they were given; without those about faults, unless faults are kept. */
static void changes_given(const struct settings *given, enum own_faults own, struct settings *out)
{
    *out = (struct settings){.change_count = 0};
    for (size_t i = 0; i < given->change_count; i++)
        if (own == OWN_KEPT || !change_is_about_faults(&given->changes[i]))
            out->changes[out->change_count++] = given->changes[i];
}

static bool own_faults_read(const struct settings *settings, enum own_faults *out, struct err *err)
{
    bool is_kept = option_is_given(settings, OPTION_KEEP_FAULTS),
         is_switched = option_is_given(settings, OPTION_KEEP_ALWAYS);

    if (is_kept && is_switched)
        return err_set(err, "--keep-faults and --keep-always exclude each other");
    *out = is_kept ? OWN_KEPT : is_switched ? OWN_SWITCHED : OWN_REMOVED;
    return true;
}

bool search_options_read(const struct settings *settings, struct search_options *out, struct err *err)
{
    out->faults = (uint32_t)option_number(settings, OPTION_FAULTS);
    out->memory_max = option_number(settings, OPTION_MEMORY);
    out->kinds = (unsigned)option_number(settings, OPTION_KINDS);
    out->micros = (unsigned)option_number(settings, OPTION_AT);
    return own_faults_read(settings, &out->own, err);
}

enum exit_code clean_code(const struct cli *cli, const struct run_tally *found, bool is_whole)
{
    if (patience_was_interrupted())
        return EXIT_INTERRUPTED;
    if (!option_is_given(cli->settings, OPTION_EXPECT_CLEAN))
        return EXIT_AS_CLAIMED;
    if (found->clean != found->runs)
        return EXIT_NOT_AS_CLAIMED;
    return is_whole && found->limited == 0 ? EXIT_AS_CLAIMED : EXIT_UNDECIDED;
}

bool found_command(const struct search_origin *origin, const char *command, const struct run_found *found,
                   struct text *out)
{
    struct change changes[PLACEMENTS_MAX + 1];
    bool is_kept = origin->own == OWN_KEPT;
    struct settings settings;
    size_t count = is_kept ? placements_added(origin->searched, found->set, found->count, changes)
                           : placements_changes(origin->searched, found->set, found->count, changes);

    changes_given(origin->cli->settings, origin->own, &settings);
    if (settings.change_count + count > CHANGES_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        settings.changes[settings.change_count++] = changes[i];
    command_line_write(command, origin->subject->source.name, NULL, &settings, out);
    return true;
}

static void changes_add(struct settings *settings, const struct change *changes, uint32_t count)
{
    for (uint32_t i = 0; i < count && settings->change_count < CHANGES_MAX; i++)
        settings->changes[settings->change_count++] = changes[i];
}

/* The options that say what is searched for, as they were given. */
static void searched_add(const struct settings *given, struct text *out)
{
    static const enum option_index kept[] = {OPTION_FAULTS, OPTION_KINDS, OPTION_AT, OPTION_KEEP_FAULTS,
                                             OPTION_KEEP_ALWAYS};

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const char *value = option_text(given, kept[i]);

        if (value != NULL)
            text_addf(out, " --%s%s%s", option_rows[kept[i]].name, value[0] ? " " : "", value);
    }
}

void proof_command(const struct search_origin *origin, const struct advice *advice, struct text *out)
{
    const struct remedy *remedy = advice->end == ADVICE_FOUND ? &advice->remedy : &advice->nearest;
    unsigned granted = advice->has_nearest ? advice_nearest_grants(advice, origin->subject->changed) : 0;
    const struct change wishes = change_of(CHANGE_WISHES, NULL, granted);
    struct settings settings;

    if (advice->end != ADVICE_FOUND && (advice->end != ADVICE_NONE || granted == 0))
        return;
    changes_given(origin->cli->settings, origin->own, &settings);
    changes_add(&settings, remedy->changes, remedy->count);
    changes_add(&settings, &wishes, advice->end == ADVICE_FOUND ? 0 : 1);
    command_line_write("explore", origin->subject->source.name, NULL, &settings, out);
    searched_add(origin->cli->settings, out);
    text_add(out, " --expect-clean");
}

void explored_command(const struct search_origin *origin, const struct change *change, struct text *out)
{
    struct settings settings;

    changes_given(origin->cli->settings, origin->own, &settings);
    changes_add(&settings, change, 1);
    command_line_write("explore", origin->subject->source.name, NULL, &settings, out);
    searched_add(origin->cli->settings, out);
}
