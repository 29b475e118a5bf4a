/* explore --schedules: every order as well. */
#include <inttypes.h>
#include <string.h>

#include "cli/explore.h"
#include "cli/json_out.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/search_options.h"
#include "explore/orders.h"

struct orders_report {
    const struct cli *cli;
    const struct subject *subject;
    const struct orders *orders;
    bool is_interrupted;
};

/* The command that plays the order that was found; nothing where it has none. */
static void order_command(const struct orders_report *report, struct text *out)
{
    const struct order_found *found = &report->orders->failing;
    const struct search_origin origin = {report->cli, report->subject, report->orders->scenario, OWN_REMOVED};

    if (!found->has_code || !found_command(&origin, &found->run, out))
        return;
    text_add(out, " --choices ");
    picks_write(found->picks, found->pick_count, out);
}

static bool leases_are_unbounded(const struct platform *platform)
{
    return on_crash_traits[platform->on_crash].has_lease && platform->recoveries < 0;
}

static void bound_say(const struct orders *orders, struct text *out)
{
    const struct run_tally *ends = &orders->ends;
    uint64_t failing = ends->runs - ends->clean;
    bool is_whole = orders->end == SEARCH_COMPLETE;

    if (failing == 0)
        text_addf(out, "No post is duplicated or missed in any order%s", is_whole ? "" : " that was tried");
    else
        text_addf(out, "Posts are duplicated or missed in %" PRIu64 " of ", failing);
    if (failing > 0)
        text_add_count(out, ends->runs, "distinct end", "distinct ends");
    text_add(out, " with at most ");
    text_add_count(out, orders->faults, "fault", "faults");
    text_add(out, " and ");
    text_add_count(out, orders->attempts_max, "attempt", "attempts");
    text_add(out, ", over ");
    text_add_count(out, orders->states, "state", "states");
    text_add(out, is_whole ? "." : "; the search did not finish.");
    if (!is_whole && leases_are_unbounded(&orders->scenario->platform))
        text_add(out,
                 " Without a clock a lease may end at any time, again and again: \"recoveries\" in the platform bounds "
                 "how often.");
}

static void add_failing(const struct orders_report *report, struct text *out)
{
    const struct order_found *found = &report->orders->failing;
    struct text sentence = {0}, command = {0};

    text_add(&sentence, "An order that fails: ");
    placements_say(report->orders->scenario, found->run.set, found->run.count, &sentence);
    text_add(&sentence, ":");
    found_say(&found->run, &sentence);
    text_add(&sentence, ".");
    text_add(out, "\n");
    text_add_wrapped(out, text_str(&sentence), style_columns(&report->cli->style), "");
    order_command(report, &command);
    text_addf(out, "\n  %s\n", command.size > 0 ? text_str(&command) : "(it is too long for a command line)");
    text_release(&sentence);
    text_release(&command);
}

static void add_counts(const struct orders_report *report, struct text *out)
{
    const struct orders *orders = report->orders;
    struct text ends = {0};

    text_add(&ends, "distinct ends: ");
    tally_say(&orders->ends, &ends);
    text_add(out, "\n\n");
    text_add_wrapped(out, text_str(&ends), style_columns(&report->cli->style), "");
    text_release(&ends);
    text_add(out, "\nat the worst ");
    text_add_count(out, orders->duplicates_max, "duplicate, ", "duplicates, ");
    text_add_count(out, orders->missed_max, "miss\n", "misses\n");
    text_add_count(out, orders->states, "state", "states");
    text_add(out, orders->is_unreduced ? ", " : " visited, ");
    text_add_count(out, orders->transitions, "step", "steps");
    text_addf(out, " between them, %zu KiB\n", (orders->memory + 1023) / 1024);
}

static void add_head(const struct orders_report *report, struct text *out)
{
    const struct orders *orders = report->orders;
    const struct style *style = &report->cli->style;
    struct text left_out = {0}, line = {0}, wrapped = {0};

    style_add(style, ELEMENT_TITLE, scenario_heading(orders->scenario), out);
    text_addf(out, "\nevery order, time unmeasured, and every way that at most %u fault%s can strike\n", orders->faults,
              orders->faults == 1 ? "" : "s");
    if (faults_left_out(report->subject->changed, orders->scenario, &left_out) > 0) {
        text_addf(&line, "Left out: %s. Orders have no clock that faults of a scenario could go by.",
                  text_str(&left_out));
        text_add_wrapped(&wrapped, text_str(&line), style_columns(style), "");
        style_add(style, ELEMENT_QUIET, text_str(&wrapped), out);
        text_add(out, "\n");
    }
    text_add(out, "\n");
    text_release(&wrapped);
    text_release(&line);
    text_release(&left_out);
}

static void orders_text(const struct orders_report *report, struct text *out)
{
    const struct orders *orders = report->orders;
    const struct run_tally *ends = &orders->ends;
    const struct style *style = &report->cli->style;
    struct text bound = {0}, wrapped = {0};

    add_head(report, out);
    bound_say(orders, &bound);
    text_add_wrapped(&wrapped, text_str(&bound), style_columns(style), "");
    style_add(style, ends->clean == ends->runs ? ELEMENT_MADE_IT_SO : ELEMENT_NOT_SO, text_str(&wrapped), out);
    if (orders->end != SEARCH_COMPLETE)
        text_addf(out, "\nPartial: %s.",
                  orders->end == SEARCH_LIMIT ? "the memory allowed was used up (--memory)"
                                              : patience_reason(report->is_interrupted));
    add_counts(report, out);
    if (orders->failing.run.is_found)
        add_failing(report, out);
    text_release(&bound);
    text_release(&wrapped);
}

static void orders_json(const struct orders_report *report, struct text *out)
{
    const struct orders *orders = report->orders;
    const struct run_tally *ends = &orders->ends;
    struct text bound = {0}, command = {0};
    json_t *root;

    bound_say(orders, &bound);
    if (orders->failing.run.is_found)
        order_command(report, &command);
    root = json_pack("{s:s, s:i, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:I, s:s, s:s}", "title",
                     orders->scenario->title, "faults", (int)orders->faults, "complete",
                     (int)(orders->end == SEARCH_COMPLETE), "states", (json_int_t)orders->states, "transitions",
                     (json_int_t)orders->transitions, "ends", (json_int_t)ends->runs, "clean", (json_int_t)ends->clean,
                     "duplicate", (json_int_t)ends->duplicate, "lose", (json_int_t)ends->lose, "both",
                     (json_int_t)ends->both, "silent", (json_int_t)ends->silent, "duplicates_max",
                     (json_int_t)orders->duplicates_max, "missed_max", (json_int_t)orders->missed_max, "attempts",
                     (int)orders->attempts_max, "memory_bytes", (json_int_t)orders->memory, "bound", text_str(&bound),
                     "command", text_str(&command));
    json_deliver(root, out);
    text_release(&bound);
    text_release(&command);
}

static enum exit_code orders_print(const struct orders_report *report)
{
    const struct orders *orders = report->orders;
    struct text text = {0};
    enum exit_code code;

    if (report->cli->settings->format == FORMAT_JSON)
        orders_json(report, &text);
    else
        orders_text(report, &text);
    code = print_report(report->cli, &text);
    if (code == EXIT_AS_CLAIMED && report->is_interrupted)
        return EXIT_INTERRUPTED;
    if (code == EXIT_AS_CLAIMED && report->cli->settings->words[WORD_EXPECT_CLEAN] != NULL &&
        (orders->end != SEARCH_COMPLETE || orders->ends.clean != orders->ends.runs))
        return EXIT_NOT_AS_CLAIMED;
    return code;
}

#define HAVE_NO_CLOCK                                                                                                  \
    "the file's own faults strike by the clock (from, until), and orders have none; without --schedules they are "     \
    "kept, and with it --faults, --kinds and --at tell what else strikes"

bool orders_fit(const struct settings *settings, struct err *err)
{
    static const struct {
        enum word_option word;
        const char *why;
    } unfit[] = {
        {WORD_KEEP_FAULTS, HAVE_NO_CLOCK},
        {WORD_KEEP_ALWAYS, HAVE_NO_CLOCK},
        {WORD_TABLE, "a table tells of runs, and orders are told in states and ends"},
        {WORD_MAP, "a crash map tells of runs, and orders are told in states and ends"},
        {WORD_ADVISE, "advice is proved by all four wishes, and states do not tell who held up whom"},
        {WORD_RUNS, "orders are counted in states; --memory and --time end the search"},
    };

    for (size_t i = 0; settings->words[WORD_SCHEDULES] && i < sizeof unfit / sizeof *unfit; i++)
        if (settings->words[unfit[i].word])
            return err_set(err, "--schedules does not go with --%s: %s", word_name(unfit[i].word), unfit[i].why);
    return true;
}

enum exit_code exploration_orders(const struct cli *cli, const struct subject *subject,
                                  const struct search_options *options, msec limit)
{
    struct orders_report report = {.cli = cli, .subject = subject};
    const char *obstacle = orders_obstacle(subject->changed);
    struct orders orders;
    struct patience patience;
    enum exit_code code;
    struct err err;
    bool is_taken;

    if (obstacle) {
        talk("%s: %s", subject->source.name, obstacle);
        return EXIT_MISTAKE;
    }
    patience_begin(&patience, limit);
    is_taken = orders_take(subject->changed,
                           &(struct orders_options){
                               .search = *options,
                               .is_unreduced = cli->settings->words[WORD_UNREDUCED] != NULL,
                               .cancel = patience_watch(&patience),
                           },
                           &orders, &err);
    report.is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    if (!is_taken)
        return fail_world(&err);
    report.orders = &orders;
    code = orders_print(&report);
    orders_release(&orders);
    return code;
}
