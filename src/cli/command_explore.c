/* The command explore: every way that up to K faults can strike. */
#include <string.h>

#include "cli/explore.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/picture_file.h"
#include "cli/print.h"
#include "picture/crash_map.h"
#include "picture/crash_picture.h"
#include "report/exploration.h"

static enum exit_code answer_print(const struct cli *cli, const struct exploration *exploration)
{
    struct text text = {0};
    struct report report;

    if (cli->settings->format == FORMAT_JSON) {
        exploration_json(exploration, &text);
        return text_print(cli, &text);
    }
    report_init(&report);
    exploration_report(exploration, &cli->style, &report);
    return report_print(cli, &report);
}

static enum exit_code exploration_print(const struct cli *cli, const struct subject *subject,
                                        const struct explore *explore, const struct advice *advice, bool is_interrupted)
{
    const struct search_origin origin = {cli, subject, explore->scenario, explore->options.own};
    struct text smallest = {0}, worst = {0}, proof = {0};
    struct exploration exploration = {
        .scenario = subject->changed,
        .explore = explore,
        .advice = advice,
        .partial = search_partial_reason(explore->result.end, explore->result.plays >= explore->options.plays_max,
                                         is_interrupted)};
    enum exit_code code;

    if (explore->smallest.is_found)
        found_command(&origin, "run", &explore->smallest, &smallest);
    if (explore->worst.is_found)
        found_command(&origin, "run", &explore->worst, &worst);
    if (advice)
        proof_command(&origin, advice, &proof);
    exploration.smallest = text_str(&smallest);
    exploration.worst = text_str(&worst);
    exploration.proof = text_str(&proof);
    code = answer_print(cli, &exploration);
    text_release(&smallest);
    text_release(&worst);
    text_release(&proof);
    return code;
}

/* The picture that --map asks for. */
static enum exit_code map_save(const char *path, const struct explore *explore)
{
    struct crash_map map;
    struct scene scene;
    struct err err;
    bool is_drawn;

    if (!crash_map_of(explore, &map, &err))
        return fail_world(&err);
    is_drawn = crash_draw(&map, &scene, &err);
    crash_map_release(&map);
    return is_drawn && scene_save(&scene, path, &err) ? EXIT_AS_CLAIMED : fail_world(&err);
}

static enum exit_code exploration_answer(const struct cli *cli, const struct subject *subject,
                                         const struct explore *explore, const struct advice *advice,
                                         bool is_interrupted)
{
    const char *path = option_text(cli->settings, OPTION_MAP);
    enum exit_code code = path ? map_save(path, explore) : EXIT_AS_CLAIMED;

    if (code == EXIT_AS_CLAIMED && !(path && strcmp(path, "-") == 0))
        code = exploration_print(cli, subject, explore, advice, is_interrupted);
    return code == EXIT_AS_CLAIMED ? clean_code(cli, &explore->total, explore->result.end == SEARCH_COMPLETE) : code;
}

static enum exit_code subject_explore(const struct cli *cli, const struct subject *subject,
                                      const struct search_options *options)
{
    bool is_advised = option_is_given(cli->settings, OPTION_ADVISE), is_taken, is_done, is_interrupted;
    struct patience patience;
    struct cancel_token cancel;
    struct explore explore;
    struct advice advice;
    enum exit_code code = EXIT_AS_CLAIMED;
    struct err err;

    if (options->own != OWN_REMOVED)
        code = idle_faults_of_search_note(cli->settings, subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    patience_begin(&patience, (msec)option_number(cli->settings, OPTION_TIME));
    cancel = patience_watch(&patience);
    is_taken = explore_take(subject->changed, options, &cancel, &explore, &err);
    is_done = is_taken && (!is_advised || advise(subject->changed, &explore, &cancel, &advice, &err));
    is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    code = is_done ? exploration_answer(cli, subject, &explore, is_advised ? &advice : NULL, is_interrupted)
                   : fail_world(&err);
    if (is_taken)
        explore_release(&explore);
    return code;
}

/* False with a sentence where --table is given together with an option that has no meaning beside it. */
static bool table_fits(const struct settings *settings, struct err *err)
{
    static const struct {
        enum option_index word;
        const char *why;
    } unfit[] = {
        {OPTION_MAP, "a crash map is of one design, and a table of several"},
        {OPTION_ADVISE, "advice is for one design, and a table has several"},
    };

    for (size_t i = 0; option_text(settings, OPTION_TABLE) && i < sizeof unfit / sizeof *unfit; i++)
        if (settings->values[unfit[i].word].text)
            return err_set(err, "--table does not go with --%s: %s", option_rows[unfit[i].word].name, unfit[i].why);
    return true;
}

enum exit_code command_explore(const struct cli *cli)
{
    struct search_options options = {.plays_max = option_number(cli->settings, OPTION_RUNS)};
    struct subject subject;
    enum exit_code code;
    struct err err;

    if (!search_options_read(cli->settings, &options, &err) || !orders_fit(cli->settings, &err))
        return fail_mistake(&err);
    if (!table_fits(cli->settings, &err) || !saw_fits(cli->settings, &err))
        return fail_mistake(&err);
    if (option_is_given(cli->settings, OPTION_TABLE))
        return exploration_table(cli, &options);
    if (cli->settings->operand_count > 1 || option_is_given(cli->settings, OPTION_GUARDS))
        return mistake("explore takes one FILE, unless --table is given%s",
                       cli->settings->operand_count > 1 ? "" : ", and --guards only with it");
    code = subject_open(cli, cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    code = option_is_given(cli->settings, OPTION_SCHEDULES) ? exploration_orders(cli, &subject, &options)
           : option_is_given(cli->settings, OPTION_SAW)     ? exploration_saw(cli, &subject, &options)
                                                            : subject_explore(cli, &subject, &options);
    subject_close(&subject);
    return code;
}
