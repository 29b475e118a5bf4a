#include "words/wish.h"

#include "base/check.h"
#include "base/range.h"
#include "words/names.h"
#include "words/phrase.h"

const char *const wish_heads[WISH_COUNT] = {
    [WISH_MADE] = "made", [WISH_ONCE] = "once", [WISH_UNHELD] = "free", [WISH_SEEN] = "seen"};

static bool has_due(const struct scenario *scenario)
{
    for (uint32_t bot = 0; scenario && bot < scenario->bot_count; bot++)
        if (scenario->bots[bot].due != MSEC_NONE)
            return true;
    return false;
}

void wish_add(const struct scenario *scenario, enum wish wish, int failing_bot, struct text *out)
{
    struct text line = {0};

    CHECK((int)wish < WISH_COUNT);
    if (failing_bot >= 0 && wish == WISH_MADE)
        text_addf(&line, "%s is retried until %s succeeds", scenario->bots[failing_bot].name,
                  pronoun_names[scenario->bots[failing_bot].pronoun]);
    else if (failing_bot >= 0 && wish == WISH_UNHELD)
        text_add(&line, "nobody else is held up");
    if (!text_is_empty(&line) && text_width(text_str(&line)) <= WISH_COLUMNS_MAX)
        text_add(out, text_str(&line));
    else if (wish == WISH_MADE && has_due(scenario))
        phrase_add(scenario, "every {effect} is made in time", out);
    else
        phrase_add(scenario, wish_abouts[wish], out);
    out->failed = out->failed || line.failed;
    text_release(&line);
}

void wishes_list(const struct scenario *scenario, struct text *out)
{
    const struct scenario nobody = {.bot_count = 0};

    for (int wish = 0; wish < WISH_COUNT; wish++) {
        text_add(out, wish > 0 ? ", " : "");
        wish_add(scenario ? scenario : &nobody, (enum wish)wish, NO_INDEX, out);
    }
}

const char *wishes_all(const struct scenario *scenario)
{
    static const char *const all[WISH_COUNT + 1] = {NULL, "the wish", "both wishes", "all three wishes",
                                                    "all four wishes"};
    enum wish judged[WISH_COUNT];

    return all[wishes_judged(scenario, judged)];
}

/* The one bot that faults struck, or -1. */
static int only_struck_bot(const struct trace *trace)
{
    int struck = -1;

    for (uint32_t i = 0; i < trace->count; i++)
        if (trace->events[i].kind == EVENT_STRIKE && trace->events[i].bot != NO_BOT) {
            if (struck >= 0 && trace->events[i].bot != struck)
                return -1;
            struck = trace->events[i].bot;
        }
    return struck;
}

/* Whether a strike hit before that occurrence's post was made, and the attempt that it hit did not make it all the
 * same, after a stall or as a late landing. */
static bool needed_retry(const struct trace *trace, int struck)
{
    uint32_t made = 0; /* the occurrence that it posted in last */
    uint32_t open = 0; /* one in which it was struck and has not posted; 0: none */

    for (uint32_t i = 0; i < trace->count; i++) {
        const struct event *event = &trace->events[i];

        if (event->bot != struck || (event->kind != EVENT_COMMIT && event->kind != EVENT_STRIKE))
            continue;
        if (event->kind == EVENT_STRIKE && event->occurrence != made) {
            if (open != 0 && open != event->occurrence)
                return true;
            open = event->occurrence;
        } else if (event->kind == EVENT_COMMIT) {
            made = event->occurrence;
            if (open == made && event->attempt > 1)
                return true;
            open = open == made ? 0 : open;
        }
    }
    return open != 0;
}

int wish_failing_bot(const struct trace *trace)
{
    bool is_missed = false, are_others_missed = false;
    int struck = only_struck_bot(trace);

    for (uint32_t i = 0; i < trace->count && struck >= 0; i++)
        if (trace->events[i].kind == EVENT_MISS) {
            is_missed = is_missed || trace->events[i].bot == struck;
            are_others_missed = are_others_missed || trace->events[i].bot != struck;
        }
    return struck >= 0 && (is_missed || !are_others_missed) && needed_retry(trace, struck) ? struck : -1;
}

/* A length in one unit, rounded to the nearest: "4 s", "2 min", "25 h", "3 d". */
static void say_roughly(msec length, struct text *out)
{
    const msec second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

    if (length < 2 * minute)
        text_addf(out, "%lld s", (long long)((length + second / 2) / second));
    else if (length < 2 * hour)
        text_addf(out, "%lld min", (long long)((length + minute / 2) / minute));
    else if (length < 2 * day)
        text_addf(out, "%lld h", (long long)((length + hour / 2) / hour));
    else
        text_addf(out, "%lld d", (long long)((length + day / 2) / day));
}

/* Of an instance of `occurrence` that owes the bot's post: did it ever fail more than once, and was it given up? */
static bool was_retried_in_vain(const struct trace *trace, const struct ledger *ledger, uint32_t occurrence,
                                uint32_t bot)
{
    for (uint32_t i = 0; i < ledger->job_count; i++) {
        const struct ledger_job *job = &ledger->jobs[i];
        bool owes = job->occurrence == occurrence && (trace->scenario->jobs[job->job].reach >> bot & 1);

        if (owes && job->attempts > 1 && (job->state == JOB_DEAD || job->state == JOB_DISCARDED))
            return true;
    }
    return false;
}

static const char *miss_result(const struct trace *trace, const struct ledger *ledger, uint32_t occurrence,
                               uint32_t bot)
{
    switch (ledger_cell(ledger, occurrence, bot)->state) {
    case POST_PENDING:
        return "not yet";
    case POST_LOST:
        return "lost";
    case POST_SKIPPED:
        return "skipped";
    case POST_POSTED:
    case POST_DUPLICATE:
    case POST_NEVER_RAN:
    case POST_FAILED:
        break;
    }
    return was_retried_in_vain(trace, ledger, occurrence, bot) ? "gave up" : "never";
}

/* "Riker early", "2 bots late"; "too early" where even that is too long. */
static void bots_untimely(const struct scenario *scenario, bot_set bots, const char *when, struct text *out)
{
    struct text line = {0};

    bots_add_list(scenario, bots, WISH_RESULT_COLUMNS_MAX - 1 - text_width(when), &line);
    text_addf(&line, " %s", when);
    if (text_width(text_str(&line)) <= WISH_RESULT_COLUMNS_MAX)
        text_add(out, text_str(&line));
    else
        text_addf(out, "too %s", when);
    out->failed = out->failed || line.failed;
    text_release(&line);
}

/* Of posts that were all made, and not when they should. How late is told of the failing bot where there is one. */
static void result_untimely(const struct scenario *scenario, const struct ledger *ledger, int failing, struct text *out)
{
    bot_set early = 0, late = 0;
    msec late_by = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            const struct ledger_cell *cell = ledger_cell(ledger, o, b);

            early |= (bot_set)(cell->premature > 0) << b;
            late |= (bot_set)(cell->late_by > 0) << b;
            if (failing < 0 || (int)b == failing)
                late_by = max_i64(late_by, cell->late_by);
        }
    if (early) {
        bots_untimely(scenario, early, "early", out);
    } else if (late_by == 0) {
        bots_untimely(scenario, late, "late", out);
    } else {
        say_roughly(late_by, out);
        text_add(out, " late");
    }
}

static void result_made(const struct trace *trace, const struct ledger *ledger, struct text *out)
{
    int failing = wish_failing_bot(trace);
    bot_set missing = 0;
    msec delay = MSEC_NONE;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            const struct ledger_cell *cell = ledger_cell(ledger, o, b);

            if (!cell->is_owed)
                continue;
            if (cell->posts == 0 && (int)b == failing) {
                text_add(out, miss_result(trace, ledger, o, b));
                return;
            }
            missing |= cell->posts == 0 ? (bot_set)1 << b : 0;
            if ((int)b == failing && cell->posts > 0 && trace->events[cell->first_commit].attempt > 1 &&
                cell->delay > delay)
                delay = cell->delay;
        }
    if (missing) {
        bots_add_list(trace->scenario, missing, WISH_RESULT_COLUMNS_MAX, out);
    } else if (!ledger->wishes[WISH_MADE]) {
        result_untimely(trace->scenario, ledger, failing, out);
    } else if (delay != MSEC_NONE) {
        text_add(out, "after ");
        say_roughly(delay, out);
    }
}

static void result_seen(const struct ledger *ledger, struct text *out)
{
    bool has_dead = false, has_failed = false, is_pending = false;

    for (uint32_t i = 0; i < ledger->job_count; i++) {
        has_dead = has_dead || ledger->jobs[i].state == JOB_DEAD;
        has_failed = has_failed || ledger->jobs[i].failures > 0;
        is_pending = is_pending || ledger->jobs[i].state > JOB_LOST;
    }
    if (!ledger->wishes[WISH_SEEN])
        text_add(out, "silent");
    else if (has_dead)
        text_add(out, "dead job");
    else if (has_failed)
        text_add(out, "retry");
    else if (is_pending)
        text_add(out, "pending");
}

void wish_add_result(const struct trace *trace, const struct ledger *ledger, enum wish wish, struct text *out)
{
    bot_set bots = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            const struct ledger_cell *cell = ledger_cell(ledger, o, b);
            bool counts = wish == WISH_ONCE ? cell->posts > 1 : cell->is_owed && cell->held_by;

            bots |= counts ? (bot_set)1 << b : 0;
        }
    if (wish == WISH_MADE)
        result_made(trace, ledger, out);
    else if (wish == WISH_SEEN)
        result_seen(ledger, out);
    else if (bots)
        bots_add_list(trace->scenario, bots, WISH_RESULT_COLUMNS_MAX, out);
}
