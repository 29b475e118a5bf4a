/* The verdict of a run, and its four wishes in words. */
#include "base/check.h"
#include "words/narrate_parts.h"

#define RESULT_COLUMNS 13

/* What bots share in a verdict: how often each posted in the one occurrence in which it posted more than once. */
struct fate {
    uint64_t twice, thrice; /* exactly 2, exactly 3, in a single occurrence */
    uint64_t repeatedly;    /* exactly 2, in several occurrences */
    uint64_t often;         /* more than that */
    uint64_t never;         /* missed every occurrence that it owed */
    uint64_t once;          /* missed one of several */
    uint64_t sometimes;     /* missed more, and not all */
    uint64_t pending;       /* no post yet, and it may still come */
    uint64_t held;
};

static void fate_of_bot(const struct ledger *ledger, uint32_t bot, struct fate *fate)
{
    uint64_t bit = (uint64_t)1 << bot;
    uint32_t owed = 0, missed = 0, pending = 0, doubled = 0, posts = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++) {
        const struct ledger_cell *cell = ledger_cell(ledger, o, bot);

        if (!cell->is_owed)
            continue;
        owed++;
        pending += cell->posts == 0 && cell->state == POST_PENDING;
        missed += cell->posts == 0 && cell->state != POST_PENDING;
        doubled += cell->posts > 1;
        posts = cell->posts > posts ? cell->posts : posts;
        fate->held |= cell->held_by ? bit : 0;
    }
    fate->repeatedly |= doubled > 1 && posts == 2 ? bit : 0;
    fate->twice |= doubled == 1 && posts == 2 ? bit : 0;
    fate->thrice |= doubled == 1 && posts == 3 ? bit : 0;
    fate->often |= (doubled == 1 && posts > 3) || (doubled > 1 && posts > 2) ? bit : 0;
    fate->never |= missed > 0 && missed == owed ? bit : 0;
    fate->once |= missed == 1 && missed < owed ? bit : 0;
    fate->sometimes |= missed > 1 && missed < owed ? bit : 0;
    fate->pending |= pending > 0 ? bit : 0;
}

static struct fate fate_of_run(const struct ledger *ledger)
{
    struct fate fate = {0};

    for (uint32_t bot = 0; bot < ledger->bot_count; bot++)
        fate_of_bot(ledger, bot, &fate);
    return fate;
}

/* The only occurrence in which any of `bots` has (is_double) several posts or has missed its own, or 0 when there are
 * several. */
static uint32_t only_day(const struct ledger *ledger, uint64_t bots, bool is_double)
{
    uint32_t day = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            const struct ledger_cell *cell = ledger_cell(ledger, o, b);
            bool is_missed = cell->posts == 0 && cell->state != POST_PENDING;
            bool counts = cell->is_owed && (bots >> b & 1) && (is_double ? cell->posts > 1 : is_missed);

            if (counts && day != 0 && day != o)
                return 0;
            day = counts ? o : day;
        }
    return day;
}

struct verdict {
    const struct voice *voice;
    const struct ledger *ledger;
    int columns; /* for names, each group */
    bool has_said;
};

static void verdict_group(struct verdict *verdict, uint64_t bots, const char *what)
{
    if (!bots)
        return;
    text_add(verdict->voice->out, verdict->has_said ? "; " : "");
    say_bots(verdict->voice, bots, verdict->columns);
    text_add(verdict->voice->out, what);
    verdict->has_said = true;
}

static void verdict_day(const struct verdict *verdict, uint64_t bots, bool is_double)
{
    uint32_t day = verdict->ledger->occurrences > 1 && bots ? only_day(verdict->ledger, bots, is_double) : 0;

    if (day)
        text_addf(verdict->voice->out, " on day %u", (unsigned)day);
}

static void verdict_doubles(struct verdict *verdict, const struct fate *fate)
{
    verdict_group(verdict, fate->twice, " posted twice");
    verdict_day(verdict, fate->twice, true);
    verdict_group(verdict, fate->thrice, " posted three times");
    verdict_day(verdict, fate->thrice, true);
    verdict_group(verdict, fate->often, " posted again and again");
    verdict_day(verdict, fate->often, true);
    verdict_group(verdict, fate->repeatedly, " posted twice on several days");
}

static void verdict_misses(struct verdict *verdict, const struct fate *fate)
{
    uint32_t day = only_day(verdict->ledger, fate->once, false);

    verdict_group(verdict, fate->never, " never");
    verdict_group(verdict, fate->once, day ? " missed day " : " missed a day each");
    if (day)
        text_addf(verdict->voice->out, "%u", (unsigned)day);
    verdict_group(verdict, fate->sometimes, " missed several days");
    verdict_group(verdict, fate->pending, " not yet");
}

/* Whether the duplicates and misses show anywhere. */
static void verdict_silence(const struct verdict *verdict)
{
    const struct ledger *ledger = verdict->ledger;
    uint64_t wrong = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++)
            wrong += ledger_cell(ledger, o, b)->is_owed && ledger_cell(ledger, o, b)->posts != 1;
    if (ledger->total.silent > 0)
        text_add(verdict->voice->out,
                 ledger->total.silent == wrong ? ", and nothing shows it" : ", and not all of it shows");
}

/* Said only of those who made exactly what they owe: the others' misfortune is told already. */
static void verdict_held(struct verdict *verdict, const struct fate *fate)
{
    uint64_t told = fate->twice | fate->thrice | fate->often | fate->repeatedly | fate->never | fate->once |
                    fate->sometimes | fate->pending;
    uint64_t held = fate->held & ~told;
    uint64_t by = 0;

    for (uint32_t o = 1; o <= verdict->ledger->occurrences; o++)
        for (uint32_t b = 0; b < verdict->ledger->bot_count; b++)
            by |= held >> b & 1 ? ledger_cell(verdict->ledger, o, b)->held_by : 0;
    if (!held)
        return;
    verdict_group(verdict, held, " had to wait for ");
    say_bots(verdict->voice, by, verdict->columns);
}

static void say_cut(const struct verdict *verdict)
{
    const struct ledger *ledger = verdict->ledger;

    if (!ledger->has_ended || ledger->ended == ENDED_QUIESCENCE)
        return;
    text_add(verdict->voice->out,
             ledger->ended == ENDED_UNTIL ? ", when the run was cut at " : ", when the run hit its limit at ");
    msec_say(ledger->now, verdict->voice->out);
}

static void say_verdict(const struct voice *voice, const struct ledger *ledger, int columns)
{
    struct fate fate = fate_of_run(ledger);
    struct verdict verdict = {.voice = voice, .ledger = ledger, .columns = columns};

    if (ledger_is_good(ledger)) {
        text_add(voice->out, "Made it so");
    } else {
        text_add(voice->out, "Not so: ");
        verdict_doubles(&verdict, &fate);
        verdict_misses(&verdict, &fate);
        verdict_silence(&verdict);
        verdict_held(&verdict, &fate);
    }
    say_cut(&verdict);
    text_add(voice->out, ".");
}

void narrate_verdict(const struct trace *trace, const struct ledger *ledger, struct text *out)
{
    static const int tries[] = {60, 40, 30, 20, 12, 6};
    struct text line = {0};

    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        struct voice voice = {.trace = trace, .out = &line, .name_columns = tries[i], .told = NO_EVENT};

        text_clear(&line);
        say_verdict(&voice, ledger, tries[i]);
        if (text_width(text_str(&line)) <= NARRATE_COLUMNS_MAX)
            break;
    }
    text_fit(&line, NARRATE_COLUMNS_MAX);
    text_add(out, text_str(&line));
    out->failed = out->failed || line.failed;
    text_release(&line);
}

static void wish_of_all(enum wish wish, struct text *out)
{
    CHECK((int)wish < WISH_COUNT);
    text_add(out, wish_abouts[wish]);
}

void narrate_wish(const struct scenario *scenario, enum wish wish, int failing_bot, struct text *out)
{
    const struct bot *bot = failing_bot < 0 ? NULL : &scenario->bots[failing_bot];
    struct text line = {0};

    if (bot && wish == WISH_MADE)
        text_addf(&line, "%s is retried until %s succeeds", bot->name, pronoun_names[bot->pronoun]);
    else if (bot && wish == WISH_UNHELD)
        text_add(&line, "nobody else is held up");
    if (line.size > 0 && text_width(text_str(&line)) <= NARRATE_WISH_COLUMNS)
        text_add(out, text_str(&line));
    else
        wish_of_all(wish, out);
    out->failed = out->failed || line.failed;
    text_release(&line);
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

int narrate_failing_bot(const struct trace *trace)
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

/* A length in one unit, rounded to the nearest: "after 4 s", "after 2 min", "after 25 h", "after 3 d". */
static void say_roughly(msec length, struct text *out)
{
    const msec second = 1000, minute = 60 * second, hour = 60 * minute, day = 24 * hour;

    if (length < 2 * minute)
        text_addf(out, "after %lld s", (long long)((length + second / 2) / second));
    else if (length < 2 * hour)
        text_addf(out, "after %lld min", (long long)((length + minute / 2) / minute));
    else if (length < 2 * day)
        text_addf(out, "after %lld h", (long long)((length + hour / 2) / hour));
    else
        text_addf(out, "after %lld d", (long long)((length + day / 2) / day));
}

static void result_bots(const struct trace *trace, uint64_t bots, struct text *out)
{
    struct text names = {0};
    uint32_t count = 0;

    for (uint32_t b = 0; b < trace->scenario->bot_count; b++) {
        if (!(bots >> b & 1))
            continue;
        text_addf(&names, "%s%s", count++ ? ", " : "", trace->scenario->bots[b].name);
    }
    if (text_width(text_str(&names)) <= RESULT_COLUMNS || count == 1) {
        text_fit(&names, RESULT_COLUMNS);
        text_add(out, text_str(&names));
    } else {
        text_addf(out, "%u bots", (unsigned)count);
    }
    out->failed = out->failed || names.failed;
    text_release(&names);
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
    default:
        return was_retried_in_vain(trace, ledger, occurrence, bot) ? "gave up" : "never";
    }
}

static void result_made(const struct trace *trace, const struct ledger *ledger, struct text *out)
{
    int failing = narrate_failing_bot(trace);
    uint64_t missing = 0;
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
            missing |= cell->posts == 0 ? (uint64_t)1 << b : 0;
            if ((int)b == failing && cell->posts > 0 && trace->events[cell->first_commit].attempt > 1 &&
                cell->delay > delay)
                delay = cell->delay;
        }
    if (missing)
        result_bots(trace, missing, out);
    else if (delay != MSEC_NONE)
        say_roughly(delay, out);
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

void narrate_wish_result(const struct trace *trace, const struct ledger *ledger, enum wish wish, struct text *out)
{
    uint64_t bots = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            const struct ledger_cell *cell = ledger_cell(ledger, o, b);
            bool counts = wish == WISH_ONCE ? cell->posts > 1 : cell->is_owed && cell->held_by;

            bots |= counts ? (uint64_t)1 << b : 0;
        }
    if (wish == WISH_MADE)
        result_made(trace, ledger, out);
    else if (wish == WISH_SEEN)
        result_seen(ledger, out);
    else if (bots)
        result_bots(trace, bots, out);
}
