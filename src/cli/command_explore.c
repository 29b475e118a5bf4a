/* The command explore: every way that up to K faults can strike. */
#include <string.h>

#include "cli/explore.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/picture_file.h"
#include "cli/search_options.h"
#include "picture/crash_map.h"
#include "picture/crash_picture.h"

enum { RUNS_MAX_DEFAULT = 100000000 };

static bool own_faults_read(const struct settings *settings, enum own_faults *out, struct err *err)
{
    bool is_kept = settings->words[WORD_KEEP_FAULTS] != NULL, is_switched = settings->words[WORD_KEEP_ALWAYS] != NULL;

    if (is_kept && is_switched)
        return err_set(err, "--keep-faults and --keep-always exclude each other");
    *out = is_kept ? OWN_KEPT : is_switched ? OWN_SWITCHED : OWN_REMOVED;
    return true;
}

static bool options_read(const struct settings *settings, struct search_options *out, msec *limit, struct err *err)
{
    const struct number_range fault_range = {.low = 0, .high = PLACEMENTS_MAX, .usual = 1};
    const struct number_range run_range = {.low = 1, .high = UINT64_MAX, .usual = RUNS_MAX_DEFAULT};
    const struct word_choices kinds = {"kind of fault", fault_kind_names, FAULT_COUNT};
    const struct word_choices micros = {"micro-step", micro_names, MICRO_NONE};
    uint64_t faults;

    if (!word_number(settings, WORD_FAULTS, fault_range, &faults, err) ||
        !word_number(settings, WORD_RUNS, run_range, &out->plays_max, err) ||
        !word_memory(settings, SEARCH_MEMORY_DEFAULT, &out->memory_max, err) ||
        !own_faults_read(settings, &out->own, err) || !word_set(settings, WORD_KINDS, &kinds, &out->kinds, err) ||
        !word_set(settings, WORD_AT, &micros, &out->micros, err) || !word_time(settings, WORD_TIME, limit, err))
        return false;
    out->faults = (uint32_t)faults;
    return true;
}

/* The what-if options as they were given; without those about faults, unless faults are kept. */
static void changes_given(const struct settings *given, enum own_faults own, struct settings *out)
{
    *out = (struct settings){.change_count = 0};
    for (size_t i = 0; i < given->change_count; i++)
        if (own == OWN_KEPT || !change_is_about_faults(&given->changes[i]))
            out->changes[out->change_count++] = given->changes[i];
}

bool found_command(const struct search_origin *origin, const struct run_found *found, struct text *out)
{
    struct change changes[PLACEMENTS_MAX + 1];
    bool is_kept = origin->own == OWN_KEPT;
    struct settings settings;
    struct err err;
    size_t count = is_kept ? placements_added(origin->searched, found->set, found->count, changes, &err)
                           : placements_changes(origin->searched, found->set, found->count, changes, &err);

    changes_given(origin->cli->settings, origin->own, &settings);
    if ((count == 0 && (found->count > 0 || !is_kept)) || settings.change_count + count > CHANGES_MAX)
        return false;
    for (size_t i = 0; i < count; i++)
        settings.changes[settings.change_count++] = changes[i];
    command_line_write("run", origin->subject->source.name, NULL, &settings, out);
    return true;
}

bool exploration_command(const struct exploration *exploration, const struct run_found *found, struct text *out)
{
    const struct search_origin origin = {exploration->cli, exploration->subject, exploration->explore->scenario,
                                         exploration->explore->options.own};

    return found_command(&origin, found, out);
}

void exploration_proof(const struct exploration *exploration, struct text *out)
{
    const struct settings *given = exploration->cli->settings;
    const struct whatif *change = &exploration->advice->change;
    static const enum word_option kept[] = {WORD_FAULTS, WORD_KINDS, WORD_AT, WORD_KEEP_FAULTS, WORD_KEEP_ALWAYS};
    struct settings settings;

    changes_given(given, exploration->explore->options.own, &settings);
    for (uint32_t i = 0; i < change->change_count && settings.change_count < CHANGES_MAX; i++)
        settings.changes[settings.change_count++] = change->changes[i];
    command_line_write("explore", exploration->subject->source.name, NULL, &settings, out);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        const char *value = given->words[kept[i]];

        if (value != NULL)
            text_addf(out, " --%s%s%s", word_name(kept[i]), value[0] ? " " : "", value);
    }
    text_add(out, " --expect-clean");
}

static enum exit_code exploration_print(const struct exploration *exploration)
{
    struct text report = {0};

    if (exploration->cli->settings->format == FORMAT_JSON)
        exploration_json(exploration, &report);
    else
        exploration_text(exploration, &report);
    return print_report(exploration->cli, &report);
}

/* The picture that --map asks for. */
static enum exit_code map_save(const struct exploration *exploration)
{
    const char *path = exploration->cli->settings->words[WORD_MAP];
    struct crash_map map;
    struct scene scene;
    struct err err;
    bool is_drawn;

    if (!crash_map_of(exploration->explore, &map, &err))
        return fail_world(&err);
    is_drawn = crash_draw(&map, &scene, &err);
    crash_map_release(&map);
    return is_drawn && scene_save(&scene, path, &err) ? EXIT_AS_CLAIMED : fail_world(&err);
}

static enum exit_code explored_code(const struct exploration *exploration)
{
    const struct explore *explore = exploration->explore;
    bool is_proved = explore->result.end == SEARCH_COMPLETE && explore->total.clean == explore->total.runs;

    if (exploration->is_interrupted)
        return EXIT_INTERRUPTED;
    if (exploration->cli->settings->words[WORD_EXPECT_CLEAN] != NULL && !is_proved)
        return EXIT_NOT_AS_CLAIMED;
    return EXIT_AS_CLAIMED;
}

static enum exit_code exploration_answer(const struct exploration *exploration)
{
    const char *path = exploration->cli->settings->words[WORD_MAP];
    enum exit_code code = path ? map_save(exploration) : EXIT_AS_CLAIMED;

    if (code == EXIT_AS_CLAIMED && !(path && strcmp(path, "-") == 0))
        code = exploration_print(exploration);
    return code == EXIT_AS_CLAIMED ? explored_code(exploration) : code;
}

static enum exit_code subject_explore(const struct cli *cli, const struct subject *subject,
                                      const struct search_options *options, msec limit)
{
    struct exploration exploration = {.cli = cli, .subject = subject};
    bool is_advised = cli->settings->words[WORD_ADVISE] != NULL, is_taken, is_done;
    struct patience patience;
    struct cancel_token watch;
    struct explore explore;
    struct advice advice;
    enum exit_code code;
    struct err err;

    if (options->own != OWN_REMOVED)
        idle_faults_of_search_note(cli->settings, subject);
    patience_begin(&patience, limit);
    watch = patience_watch(&patience);
    is_taken = explore_take(subject->changed, options, &watch, &explore, &err);
    is_done = is_taken && (!is_advised || advise(&explore, &watch, &advice, &err));
    exploration.is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    exploration.explore = &explore;
    exploration.advice = is_advised ? &advice : NULL;
    code = is_done ? exploration_answer(&exploration) : fail_world(&err);
    if (is_taken)
        explore_release(&explore);
    return code;
}

/* False with a sentence where --table is given together with an option that has no meaning beside it. */
static bool table_fits(const struct settings *settings, struct err *err)
{
    static const struct {
        enum word_option word;
        const char *why;
    } unfit[] = {
        {WORD_MAP, "a crash map is of one design, and a table of several"},
        {WORD_ADVISE, "advice is for one design, and a table has several"},
    };

    for (size_t i = 0; settings->words[WORD_TABLE] && i < sizeof unfit / sizeof *unfit; i++)
        if (settings->words[unfit[i].word])
            return err_set(err, "--table does not go with --%s: %s", word_name(unfit[i].word), unfit[i].why);
    return true;
}

enum exit_code command_explore(const struct cli *cli)
{
    struct search_options options = {0};
    struct subject subject;
    enum exit_code code;
    struct err err;
    msec limit;

    if (!options_read(cli->settings, &options, &limit, &err) || !orders_fit(cli->settings, &err))
        return fail_mistake(&err);
    if (!table_fits(cli->settings, &err))
        return fail_mistake(&err);
    if (cli->settings->words[WORD_TABLE] != NULL)
        return exploration_table(cli, &options, limit);
    if (cli->settings->operand_count > 1 || cli->settings->words[WORD_GUARDS] != NULL) {
        talk("explore takes one FILE, unless --table is given%s",
             cli->settings->operand_count > 1 ? "" : ", and --guards only with it");
        return EXIT_MISTAKE;
    }
    code = subject_open(cli, cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    code = cli->settings->words[WORD_SCHEDULES] != NULL ? exploration_orders(cli, &subject, &options, limit)
                                                        : subject_explore(cli, &subject, &options, limit);
    subject_close(&subject);
    return code;
}
