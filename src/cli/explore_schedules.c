/* explore --schedules: every order as well. */
#include "cli/explore.h"
#include "cli/output.h"
#include "cli/patience.h"
#include "cli/print.h"
#include "report/orders.h"
#include "words/bound.h"

/* The command that plays the order that was found; nothing where it has none. */
static void order_command(const struct cli *cli, const struct subject *subject, const struct orders *orders,
                          struct text *out)
{
    const struct order_found *found = &orders->failing;
    const struct search_origin origin = {cli, subject, orders->scenario, OWN_REMOVED};

    if (!found->run.is_found || !found->has_code || !found_command(&origin, "run", &found->run, out))
        return;
    text_add(out, " --choices ");
    picks_write(found->picks, found->pick_count, out);
}

static const char *partial_reason(const struct orders *orders, bool is_interrupted)
{
    if (orders->end == SEARCH_COMPLETE)
        return NULL;
    return orders->end == SEARCH_LIMIT ? "the memory allowed was used up (--memory)" : patience_reason(is_interrupted);
}

static enum exit_code orders_print(const struct cli *cli, const struct subject *subject, const struct orders *orders,
                                   bool is_interrupted)
{
    struct orders_answer answer = {orders, partial_reason(orders, is_interrupted), NULL};
    struct text command = {0}, text = {0};
    struct report report;
    enum exit_code code;

    order_command(cli, subject, orders, &command);
    answer.command = text_str(&command);
    if (cli->settings->format == FORMAT_JSON) {
        orders_json(&answer, &text);
        code = text_print(cli, &text);
    } else {
        report_init(&report);
        orders_report(&answer, &report);
        code = report_print(cli, &report);
    }
    text_release(&command);
    return code == EXIT_AS_CLAIMED ? clean_code(cli, &orders->ends, orders->end == SEARCH_COMPLETE) : code;
}

#define HAVE_NO_CLOCK                                                                                                  \
    "the file's own faults strike by the clock (from, until), and orders have none; without --schedules they are "     \
    "kept, and with it --faults, --kinds and --at tell what else strikes"

bool orders_fit(const struct settings *settings, struct err *err)
{
    static const struct {
        enum option_index word;
        const char *why;
    } unfit[] = {
        {OPTION_KEEP_FAULTS, HAVE_NO_CLOCK},
        {OPTION_KEEP_ALWAYS, HAVE_NO_CLOCK},
        {OPTION_TABLE, "a table tells of runs, and orders are told in states and ends"},
        {OPTION_MAP, "a crash map tells of runs, and orders are told in states and ends"},
        {OPTION_ADVISE, "advice is proved by all four wishes, and states do not tell who held up whom"},
        {OPTION_RUNS, "orders are counted in states; --memory and --time end the search"},
    };

    for (size_t i = 0; option_text(settings, OPTION_SCHEDULES) && i < sizeof unfit / sizeof *unfit; i++)
        if (settings->values[unfit[i].word].text)
            return err_set(err, "--schedules does not go with --%s: %s", option_rows[unfit[i].word].name, unfit[i].why);
    return true;
}

enum exit_code exploration_orders(const struct cli *cli, const struct subject *subject,
                                  const struct search_options *options)
{
    enum obstacle obstacle = orders_obstacle(subject->changed);
    struct text reason = {0};
    struct orders orders;
    struct patience patience;
    enum exit_code code;
    struct err err;
    bool is_taken, is_interrupted;

    if (obstacle != OBSTACLE_NONE) {
        obstacle_add(subject->changed, obstacle, &reason);
        code = mistake("%s: %s", subject->source.name, text_str(&reason));
        text_release(&reason);
        return code;
    }
    patience_begin(&patience, (msec)option_number(cli->settings, OPTION_TIME));
    is_taken = orders_take(subject->changed,
                           &(struct orders_options){
                               .search = *options,
                               .is_unreduced = option_is_given(cli->settings, OPTION_UNREDUCED),
                               .cancel = patience_watch(&patience),
                           },
                           &orders, &err);
    is_interrupted = patience_was_interrupted();
    patience_end(&patience);
    if (!is_taken)
        return fail_world(&err);
    code = orders_print(cli, subject, &orders, is_interrupted);
    orders_release(&orders);
    return code;
}
