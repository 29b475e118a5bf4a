/* The command threshold: at which values of a key what can come of the runs changes. */
#include <string.h>

#include "cli/explore.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/print.h"
#include "model/refusal.h"
#include "report/threshold.h"

/* The key that --of names: its path, as --set has it. */
static bool path_read(const struct settings *settings, struct key_path *out, struct err *err)
{
    const char *path = option_text(settings, OPTION_OF);
    struct diags diags;
    bool is_read;

    if (!path)
        return err_set(err, "threshold wants --of PATH, a length of time or a number of the file, such as "
                            "--of platform.lease");
    diags_init(&diags, "", NULL, 0);
    is_read = key_path_read(path, strlen(path), out, &diags);
    if (!is_read)
        (void)diags_refuse(&diags, path, err);
    diags_release(&diags);
    if (is_read && !threshold_can(out))
        return err_set(err, "--of %s is neither a length of time nor a number", path);
    return is_read;
}

static enum exit_code answer_print(const struct cli *cli, const struct threshold_answer *answer)
{
    struct text text = {0};
    struct report report;

    if (cli->settings->format == FORMAT_JSON) {
        threshold_json(answer, &text);
        return text_print(cli, &text);
    }
    report_init(&report);
    threshold_report(answer, &report);
    return report_print(cli, &report);
}

static enum exit_code threshold_print(const struct cli *cli, const struct subject *subject,
                                      const struct threshold_options *options, const struct threshold *threshold)
{
    const struct search_origin origin = {cli, subject, subject->changed, options->search.own};
    bool is_interrupted = patience_was_interrupted();
    struct text below = {0}, from = {0};
    struct threshold_answer answer = {
        .scenario = subject->changed,
        .options = options,
        .threshold = threshold,
        .partial = threshold->is_stopped ? patience_reason(is_interrupted) : NULL,
    };
    enum exit_code code;

    if (threshold->count > 1) {
        const int64_t at = threshold->bands[threshold->count - 1].from;
        const struct change before = threshold_change(&options->path, at - 1);
        const struct change change = threshold_change(&options->path, at);

        explored_command(&origin, &before, &below);
        explored_command(&origin, &change, &from);
    }
    answer.below = text_str(&below);
    answer.from = text_str(&from);
    code = answer_print(cli, &answer);
    text_release(&below);
    text_release(&from);
    if (code == EXIT_AS_CLAIMED && is_interrupted)
        return EXIT_INTERRUPTED;
    return code == EXIT_AS_CLAIMED && (answer.partial || threshold->is_cut) ? EXIT_UNDECIDED : code;
}

static enum exit_code subject_threshold(const struct cli *cli, const struct subject *subject,
                                        struct threshold_options *options)
{
    struct patience patience;
    struct cancel_token cancel;
    struct threshold threshold;
    struct err err;
    bool is_taken;

    options->search.events_max = threshold_events(subject->changed, &err);
    if (options->search.events_max == 0)
        return fail_world(&err);
    patience_begin(&patience, (msec)option_number(cli->settings, OPTION_TIME));
    cancel = patience_watch(&patience);
    is_taken = threshold_take(subject->changed, options, &cancel, &threshold, &err);
    patience_end(&patience);
    if (is_taken)
        return threshold_print(cli, subject, options, &threshold);
    return err_is_memory(&err) ? fail_world(&err) : fail_mistake(&err);
}

enum exit_code command_threshold(const struct cli *cli)
{
    struct threshold_options options = {.search.plays_max = option_number(cli->settings, OPTION_VALUE_RUNS)};
    struct subject subject;
    enum exit_code code;
    struct err err;

    if (!path_read(cli->settings, &options.path, &err) || !search_options_read(cli->settings, &options.search, &err))
        return fail_mistake(&err);
    code = subject_open(cli, cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    code = options.search.own != OWN_REMOVED ? idle_faults_of_search_note(cli->settings, &subject) : EXIT_AS_CLAIMED;
    if (code == EXIT_AS_CLAIMED)
        code = subject_threshold(cli, &subject, &options);
    subject_close(&subject);
    return code;
}
