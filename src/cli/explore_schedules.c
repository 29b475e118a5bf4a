/* explore --schedules: every order as well. */
#include <inttypes.h>
#include <string.h>

#include "cli/explore.h"
#include "cli/json_out.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/search_options.h"
#include "explore/schedules.h"

struct orders {
    const struct cli *cli;
    const struct subject *subject;
    const struct schedules *schedules;
    bool is_interrupted;
};

/* The command that plays the order that was found; nothing where it has none. */
static void order_command(const struct orders *orders, struct text *out)
{
    const struct order_found *found = &orders->schedules->failing;
    struct explore explore = {.scenario = orders->schedules->scenario};
    struct exploration exploration = {.cli = orders->cli, .subject = orders->subject, .explore = &explore};

    if (!found->has_code || !exploration_command(&exploration, &found->run, out))
        return;
    text_add(out, " --choices ");
    picks_write(found->picks, found->pick_count, out);
}

static bool leases_are_unbounded(const struct platform *platform)
{
    return platform->on_crash == ON_CRASH_LEASE && platform->recoveries < 0;
}

static void bound_say(const struct schedules *schedules, struct text *out)
{
    const struct run_tally *ends = &schedules->ends;
    uint64_t failing = ends->runs - ends->clean;
    bool is_whole = schedules->end == SEARCH_COMPLETE;

    if (failing == 0)
        text_addf(out, "No post is duplicated or missed in any order%s", is_whole ? "" : " that was tried");
    else
        text_addf(out, "Posts are duplicated or missed in %" PRIu64 " of ", failing);
    if (failing > 0)
        text_add_count(out, ends->runs, "distinct end", "distinct ends");
    text_add(out, " with at most ");
    text_add_count(out, schedules->faults, "fault", "faults");
    text_add(out, " and ");
    text_add_count(out, schedules->attempts_max, "attempt", "attempts");
    text_add(out, ", over ");
    text_add_count(out, schedules->states, "state", "states");
    text_add(out, is_whole ? "." : "; the search did not finish.");
    if (!is_whole && leases_are_unbounded(&schedules->scenario->platform))
        text_add(out,
                 " Without a clock a lease may end at any time, again and again: \"recoveries\" in the platform bounds "
                 "how often.");
}

static void add_failing(const struct orders *orders, struct text *out)
{
    const struct order_found *found = &orders->schedules->failing;
    struct text sentence = {0}, command = {0};

    text_add(&sentence, "An order that fails: ");
    placements_say(orders->schedules->scenario, found->run.set, found->run.count, &sentence);
    text_add(&sentence, ":");
    found_say(&found->run, &sentence);
    text_add(&sentence, ".");
    text_add(out, "\n");
    text_add_wrapped(out, text_str(&sentence), style_columns(&orders->cli->style), "");
    order_command(orders, &command);
    text_addf(out, "\n  %s\n", command.size > 0 ? text_str(&command) : "(it is too long for a command line)");
    text_release(&sentence);
    text_release(&command);
}

static void add_counts(const struct orders *orders, struct text *out)
{
    const struct schedules *schedules = orders->schedules;
    struct text ends = {0};

    text_add(&ends, "distinct ends: ");
    tally_say(&schedules->ends, &ends);
    text_add(out, "\n\n");
    text_add_wrapped(out, text_str(&ends), style_columns(&orders->cli->style), "");
    text_release(&ends);
    text_add(out, "\nat the worst ");
    text_add_count(out, schedules->duplicates_max, "duplicate, ", "duplicates, ");
    text_add_count(out, schedules->missed_max, "miss\n", "misses\n");
    text_add_count(out, schedules->states, "state", "states");
    text_add(out, schedules->is_unreduced ? ", " : " visited, ");
    text_add_count(out, schedules->transitions, "step", "steps");
    text_addf(out, " between them, %zu KiB\n", (schedules->memory + 1023) / 1024);
}

static void add_head(const struct orders *orders, struct text *out)
{
    const struct schedules *schedules = orders->schedules;
    const struct style *style = &orders->cli->style;
    struct text left_out = {0}, line = {0}, wrapped = {0};

    style_add(style, STYLE_TITLE, scenario_heading(schedules->scenario), out);
    text_addf(out, "\nevery order, time unmeasured, and every way that at most %u fault%s can strike\n",
              schedules->faults, schedules->faults == 1 ? "" : "s");
    if (faults_left_out(orders->subject->changed, schedules->scenario, &left_out) > 0) {
        text_addf(&line, "Left out: %s. Orders have no clock that faults of a scenario could go by.",
                  text_str(&left_out));
        text_add_wrapped(&wrapped, text_str(&line), style_columns(style), "");
        style_add(style, STYLE_QUIET, text_str(&wrapped), out);
        text_add(out, "\n");
    }
    text_add(out, "\n");
    text_release(&wrapped);
    text_release(&line);
    text_release(&left_out);
}

static void orders_text(const struct orders *orders, struct text *out)
{
    const struct schedules *schedules = orders->schedules;
    const struct run_tally *ends = &schedules->ends;
    const struct style *style = &orders->cli->style;
    struct text bound = {0}, wrapped = {0};

    add_head(orders, out);
    bound_say(schedules, &bound);
    text_add_wrapped(&wrapped, text_str(&bound), style_columns(style), "");
    style_add(style, ends->clean == ends->runs ? STYLE_MADE_IT_SO : STYLE_NOT_SO, text_str(&wrapped), out);
    if (schedules->end != SEARCH_COMPLETE)
        text_addf(out, "\nPartial: %s.",
                  schedules->end == SEARCH_LIMIT ? "the memory allowed was used up (--memory)"
                                                 : patience_reason(orders->is_interrupted));
    add_counts(orders, out);
    if (schedules->failing.run.is_found)
        add_failing(orders, out);
    text_release(&bound);
    text_release(&wrapped);
}

static void orders_json(const struct orders *orders, struct text *out)
{
    const struct schedules *schedules = orders->schedules;
    const struct run_tally *ends = &schedules->ends;
    struct text bound = {0}, command = {0};
    json_t *root;

    bound_say(schedules, &bound);
    if (schedules->failing.run.is_found)
        order_command(orders, &command);
    root = json_pack("{s:s, s:i, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:i, s:I, s:s, s:s}", "title",
                     schedules->scenario->title, "faults", (int)schedules->faults, "complete",
                     (int)(schedules->end == SEARCH_COMPLETE), "states", (json_int_t)schedules->states, "transitions",
                     (json_int_t)schedules->transitions, "ends", (json_int_t)ends->runs, "clean",
                     (json_int_t)ends->clean, "duplicate", (json_int_t)ends->duplicate, "lose", (json_int_t)ends->lose,
                     "both", (json_int_t)ends->both, "silent", (json_int_t)ends->silent, "duplicates_max",
                     (json_int_t)schedules->duplicates_max, "missed_max", (json_int_t)schedules->missed_max, "attempts",
                     (int)schedules->attempts_max, "memory_bytes", (json_int_t)schedules->memory, "bound",
                     text_str(&bound), "command", text_str(&command));
    json_deliver(root, out);
    text_release(&bound);
    text_release(&command);
}

static enum exit_code orders_print(const struct orders *orders)
{
    const struct schedules *schedules = orders->schedules;
    struct text report = {0};
    enum exit_code code;

    if (orders->cli->settings->format == FORMAT_JSON)
        orders_json(orders, &report);
    else
        orders_text(orders, &report);
    code = print_report(orders->cli, &report);
    if (code == EXIT_AS_CLAIMED && orders->is_interrupted)
        return EXIT_INTERRUPTED;
    if (code == EXIT_AS_CLAIMED && orders->cli->settings->words[WORD_EXPECT_CLEAN] != NULL &&
        (schedules->end != SEARCH_COMPLETE || schedules->ends.clean != schedules->ends.runs))
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
    struct orders orders = {.cli = cli, .subject = subject};
    const char *obstacle = schedules_obstacle(subject->changed);
    struct schedules schedules;
    struct patience patience;
    enum exit_code code;
    struct err err;
    bool is_taken;

    if (obstacle) {
        talk("%s: %s", subject->source.name, obstacle);
        return EXIT_MISTAKE;
    }
    patience_begin(&patience, limit);
    is_taken = schedules_take(subject->changed,
                              &(struct schedules_options){
                                  .search = *options,
                                  .is_unreduced = cli->settings->words[WORD_UNREDUCED] != NULL,
                                  .watch = patience_watch(&patience),
                              },
                              &schedules, &err);
    orders.is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    if (!is_taken)
        return fail_world(&err);
    orders.schedules = &schedules;
    code = orders_print(&orders);
    schedules_release(&schedules);
    return code;
}
