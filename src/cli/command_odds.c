/* The command odds: exact chances. */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/print.h"
#include "report/odds.h"
#include "words/bound.h"

/* The command that estimates what is not known exactly. */
static void estimate_write(const struct cli *cli, const struct subject *subject, struct text *out)
{
    command_line_write("sweep", subject->source.name, NULL, cli->settings, out);
    if (option_text(cli->settings, OPTION_FAULT_RATE))
        text_addf(out, " --fault-rate %s", option_text(cli->settings, OPTION_FAULT_RATE));
    text_add(out, " --runs 1000000");
}

static const char *partial_reason(const struct odds *odds, bool is_interrupted)
{
    if (is_interrupted || odds->is_stopped)
        return patience_reason(is_interrupted);
    return odds->is_short ? "the memory allowed was used up (--memory)" : "some runs go around for ever, or were cut";
}

static enum exit_code odds_print(const struct cli *cli, const struct subject *subject, const struct odds *odds,
                                 bool is_interrupted)
{
    struct odds_answer answer = {subject->changed, odds, partial_reason(odds, is_interrupted), NULL};
    struct text text = {0};
    struct report report;
    enum exit_code code;

    if (cli->settings->format == FORMAT_JSON) {
        odds_json(&answer, &text);
        code = text_print(cli, &text);
    } else {
        estimate_write(cli, subject, &text);
        answer.estimate = text_str(&text);
        report_init(&report);
        odds_report(&answer, &report);
        text_release(&text);
        code = report_print(cli, &report);
    }
    if (code == EXIT_AS_CLAIMED && is_interrupted)
        return EXIT_INTERRUPTED;
    return code == EXIT_AS_CLAIMED && odds->unknown > 0 ? EXIT_UNDECIDED : code;
}

/* The scenario's chances cannot be exact: what to type instead. */
static enum exit_code refuse(const struct cli *cli, const struct subject *subject, enum obstacle obstacle)
{
    struct text command = {0}, reason = {0};
    enum exit_code code;

    obstacle_add(subject->changed, obstacle, &reason);
    estimate_write(cli, subject, &command);
    code = mistake("%s: %s, so that there is no exact answer; an estimate: %s", subject->source.name, text_str(&reason),
                   text_str(&command));
    text_release(&reason);
    text_release(&command);
    return code;
}

static enum exit_code subject_odds(const struct cli *cli, const struct subject *subject)
{
    const struct scenario *scenario = subject->changed;
    struct scenario *rated;
    struct patience patience;
    struct cancel_token cancel;
    enum exit_code code;
    struct odds odds;
    struct err err;
    bool is_taken, is_interrupted;

    if (odds_obstacle(scenario) != OBSTACLE_NONE)
        return refuse(cli, subject, odds_obstacle(scenario));
    if (!fault_rate_apply(cli->settings, scenario, &rated, &err))
        return fail_world(&err);
    if (rated)
        scenario = rated;
    code = idle_faults_of_search_note(cli->settings, subject);
    patience_begin(&patience, (msec)option_number(cli->settings, OPTION_TIME));
    cancel = patience_watch(&patience);
    is_taken = odds_take(scenario, option_number(cli->settings, OPTION_MEMORY), &cancel, &odds, &err);
    is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    code = is_taken ? exit_worse(code, odds_print(cli, subject, &odds, is_interrupted)) : fail_world(&err);
    if (is_taken)
        odds_release(&odds);
    scenario_free(rated);
    return code;
}

enum exit_code command_odds(const struct cli *cli)
{
    struct subject subject;
    enum exit_code code;

    code = subject_open(cli, cli->settings->operands[0], &subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    code = subject_odds(cli, &subject);
    subject_close(&subject);
    return code;
}
