/* explore --saw: what led to what was seen. */
#include "cli/explore.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/print.h"
#include "report/saw.h"

bool saw_fits(const struct settings *settings, struct err *err)
{
    static const struct {
        enum option_index word;
        const char *why;
    } unfit[] = {
        {OPTION_TABLE, "a table is of several designs, and something was seen of one"},
        {OPTION_SCHEDULES, "orders are told in states, which many sets of faults lead to"},
        {OPTION_MAP, "a crash map shows where all that can strike leads to; in play, f on the map filters it"},
        {OPTION_ADVISE, "advice is for all that can strike, and not for what did"},
        {OPTION_EXPECT_CLEAN, "it ends with 1 where no such run is found, and with 4 where that is not decided"},
    };

    for (size_t i = 0; option_text(settings, OPTION_SAW) && i < sizeof unfit / sizeof *unfit; i++)
        if (settings->values[unfit[i].word].text)
            return err_set(err, "--saw does not go with --%s: %s", option_rows[unfit[i].word].name, unfit[i].why);
    return true;
}

/* The commands of an answer, which are its strings. */
struct commands {
    struct text run[SAW_SHOWN_MAX + 1], play[SAW_SHOWN_MAX + 1]; /* the last is the nearest run's */
};

static struct saw_commands commands_add(struct commands *commands, uint32_t number, const struct search_origin *origin,
                                        const struct trail *trail)
{
    struct text *run = &commands->run[number], *play = &commands->play[number];
    struct run_found found = {.is_found = true, .count = trail->count};

    for (uint32_t i = 0; i < trail->count; i++)
        found.set[i] = trail->set[i];
    if (found_command(origin, "run", &found, run) && found_command(origin, "play", &found, play) && trail->count > 0) {
        text_add(play, " --at ");
        msec_write(trail->set[0].gap.now, play);
    }
    return (struct saw_commands){text_str(run), text_str(play)};
}

static void commands_release(struct commands *commands)
{
    for (size_t i = 0; i <= SAW_SHOWN_MAX; i++) {
        text_release(&commands->run[i]);
        text_release(&commands->play[i]);
    }
}

static enum exit_code answer_print(const struct cli *cli, const struct saw_answer *answer)
{
    struct text text = {0};
    struct report report;

    if (cli->settings->format == FORMAT_JSON) {
        saw_json(answer, &text);
        return text_print(cli, &text);
    }
    report_init(&report);
    saw_report(answer, &report);
    return report_print(cli, &report);
}

static enum exit_code search_print(const struct cli *cli, const struct subject *subject,
                                   const struct saw_search *search, bool is_interrupted)
{
    const struct search_origin origin = {cli, subject, search->scenario, search->options.own};
    struct saw_answer answer = {
        .search = search,
        .partial = search_partial_reason(search->end, search->plays >= search->options.plays_max, is_interrupted)};
    struct commands commands = {0};
    enum exit_code code;

    for (uint32_t i = 0; i < search->shown.count; i++)
        answer.shown[i] = commands_add(&commands, i, &origin, &search->shown.list[i]);
    if (search->has_nearest)
        answer.nearest = commands_add(&commands, SAW_SHOWN_MAX, &origin, &search->nearest);
    code = answer_print(cli, &answer);
    commands_release(&commands);
    return code;
}

/* What was seen is the claim: that a run with so many faults leads to it. */
static enum exit_code seen_code(const struct saw_search *search)
{
    if (patience_was_interrupted())
        return EXIT_INTERRUPTED;
    if (search->set_count > 0)
        return EXIT_AS_CLAIMED;
    return saw_search_is_proof(search) ? EXIT_NOT_AS_CLAIMED : EXIT_UNDECIDED;
}

enum exit_code exploration_saw(const struct cli *cli, const struct subject *subject,
                               const struct search_options *options)
{
    struct search_options seen = *options;
    struct patience patience;
    struct cancel_token cancel;
    struct saw_search search;
    struct saw saw;
    enum exit_code code = EXIT_AS_CLAIMED;
    struct err err;
    bool is_taken, is_interrupted;

    if (!saw_parse(option_text(cli->settings, OPTION_SAW), subject->changed, &saw, &err))
        return mistake("--saw: %s", err.text);
    seen.saw = &saw;
    if (options->own != OWN_REMOVED)
        code = idle_faults_of_search_note(cli->settings, subject);
    if (code != EXIT_AS_CLAIMED)
        return code;
    patience_begin(&patience, (msec)option_number(cli->settings, OPTION_TIME));
    cancel = patience_watch(&patience);
    is_taken = saw_search_take(subject->changed, &seen, &cancel, &search, &err);
    is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    if (!is_taken)
        return fail_world(&err);
    code = search_print(cli, subject, &search, is_interrupted);
    code = code == EXIT_AS_CLAIMED ? seen_code(&search) : code;
    saw_search_release(&search);
    return code;
}
