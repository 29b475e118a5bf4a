#include "words/verdict.h"

#include "words/names.h"
#include "words/phrase.h"

/* What bots share in a verdict: how often each posted in the one occurrence in which it posted more than once. */
struct fate {
    bot_set twice, thrice; /* exactly 2, exactly 3, in a single occurrence */
    bot_set repeatedly;    /* exactly 2, in several occurrences */
    bot_set often;         /* more than that */
    bot_set never;         /* missed every occurrence that it owed */
    bot_set once;          /* missed one of several */
    bot_set sometimes;     /* missed more, and not all */
    bot_set pending;       /* no post yet, and it may still come */
    bot_set premature, late, held;
    msec late_by;    /* the longest */
    uint32_t lates;  /* how many posts were late */
    bot_set awaited; /* those that the premature ones did not wait for */
};

/* Of those that a post needs the ones that were not made before it. */
static bot_set awaited(const struct scenario *scenario, const struct ledger *ledger, uint32_t occurrence, uint32_t bot)
{
    bot_set left_out = 0;

    for (uint32_t b = 0; b < ledger->bot_count; b++)
        if ((scenario->bots[bot].needs >> b & 1) &&
            ledger_cell(ledger, occurrence, b)->first_commit > ledger_cell(ledger, occurrence, bot)->first_commit)
            left_out |= (bot_set)1 << b;
    return left_out;
}

static void fate_of_bot(const struct scenario *scenario, const struct ledger *ledger, uint32_t bot, struct fate *fate)
{
    bot_set bit = (bot_set)1 << bot;
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
        fate->late |= cell->late_by > 0 ? bit : 0;
        fate->lates += cell->late_by > 0;
        fate->late_by = cell->late_by > fate->late_by ? cell->late_by : fate->late_by;
        fate->premature |= cell->premature > 0 ? bit : 0;
        fate->awaited |= cell->premature > 0 ? awaited(scenario, ledger, o, bot) : 0;
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

static struct fate fate_of_run(const struct scenario *scenario, const struct ledger *ledger)
{
    struct fate fate = {0};

    for (uint32_t bot = 0; bot < ledger->bot_count; bot++)
        fate_of_bot(scenario, ledger, bot, &fate);
    return fate;
}

/* Has it (is_double) several posts, or missed its own? */
static bool cell_counts(const struct ledger_cell *cell, bool is_double)
{
    return cell->is_owed && (is_double ? cell->posts > 1 : cell->posts == 0 && cell->state != POST_PENDING);
}

/* On how many days each of `bots` has several posts or has missed its own; 0 when they differ in that. */
static uint32_t days_of_each(const struct ledger *ledger, bot_set bots, bool is_double)
{
    uint32_t each = 0;

    for (; bots; bots &= bots - 1) {
        uint32_t days = 0;

        for (uint32_t o = 1; o <= ledger->occurrences; o++)
            days += cell_counts(ledger_cell(ledger, o, bots_first(bots)), is_double);
        if (each != 0 && days != each)
            return 0;
        each = days;
    }
    return each;
}

/* The only occurrence in which any of `bots` has several posts or has missed its own, or 0 when there are several. */
static uint32_t only_day(const struct ledger *ledger, bot_set bots, bool is_double)
{
    uint32_t day = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++) {
            bool counts = (bots >> b & 1) && cell_counts(ledger_cell(ledger, o, b), is_double);

            if (counts && day != 0 && day != o)
                return 0;
            day = counts ? o : day;
        }
    return day;
}

/* How much a verdict says of many bots at once. */
enum detail {
    DETAIL_ALL,
    DETAIL_NO_DAYS,    /* not on which day a bot posted again */
    DETAIL_NO_NUMBERS, /* nor how often, nor how many days it missed */
    DETAIL_LEAST       /* one group of those that posted too often, one of those that posted too little */
};

struct verdict {
    const struct scenario *scenario;
    const struct ledger *ledger;
    struct text *out;
    int columns; /* for the names of each group */
    enum detail detail;
    bool is_whole; /* with its opening, and how late */
    bool has_said;
};

static void add_group(struct verdict *verdict, bot_set bots, const char *template)
{
    if (!bots)
        return;
    text_add(verdict->out, verdict->has_said ? "; " : "");
    bots_add(verdict->scenario, bots, verdict->columns, verdict->out);
    phrase_add(verdict->scenario, template, verdict->out);
    verdict->has_said = true;
}

static void add_day(const struct verdict *verdict, bot_set bots)
{
    bool is_told = verdict->ledger->occurrences > 1 && bots && verdict->detail == DETAIL_ALL;
    uint32_t day = is_told ? only_day(verdict->ledger, bots, true) : 0;

    if (day)
        text_addf(verdict->out, " on day %u", (unsigned)day);
}

/* Appends "2 days", "2 days each" or "several days" of bots to which it happened on more than one. */
static void add_days(const struct verdict *verdict, bot_set bots, bool is_double)
{
    uint32_t days = days_of_each(verdict->ledger, bots, is_double);

    if (!bots)
        return;
    if (days)
        text_addf(verdict->out, "%u days%s", (unsigned)days, bots_count(bots) > 1 ? " each" : "");
    else
        text_add(verdict->out, "several days");
}

static void add_doubles(struct verdict *verdict, const struct fate *fate)
{
    if (verdict->detail >= DETAIL_NO_NUMBERS) {
        add_group(verdict, fate->twice | fate->thrice | fate->often | fate->repeatedly, " {did} more than once");
        return;
    }
    add_group(verdict, fate->twice, " {did} twice");
    add_day(verdict, fate->twice);
    add_group(verdict, fate->thrice, " {did} three times");
    add_day(verdict, fate->thrice);
    add_group(verdict, fate->often, " {did} again and again");
    add_day(verdict, fate->often);
    add_group(verdict, fate->repeatedly, " {did} twice on ");
    add_days(verdict, fate->repeatedly, true);
}

static void add_misses(struct verdict *verdict, const struct fate *fate)
{
    uint32_t day = only_day(verdict->ledger, fate->once, false);

    if (verdict->detail == DETAIL_LEAST) {
        add_group(verdict, fate->never | fate->once | fate->sometimes | fate->pending | fate->premature | fate->late,
                  " not always");
        return;
    }
    add_group(verdict, fate->never, " never");
    if (verdict->detail == DETAIL_NO_NUMBERS) {
        add_group(verdict, fate->once | fate->sometimes, " missed days");
    } else {
        add_group(verdict, fate->once, day ? " missed day " : " missed a day each");
        if (day)
            text_addf(verdict->out, "%u", (unsigned)day);
        add_group(verdict, fate->sometimes, " missed ");
        add_days(verdict, fate->sometimes, false);
    }
    add_group(verdict, fate->pending, " not yet");
}

/* Whether the duplicates and misses show anywhere. */
static void add_silence(const struct verdict *verdict)
{
    const struct ledger *ledger = verdict->ledger;
    uint64_t wrong = 0;

    for (uint32_t o = 1; o <= ledger->occurrences; o++)
        for (uint32_t b = 0; b < ledger->bot_count; b++)
            wrong += ledger_cell(ledger, o, b)->is_owed && ledger_cell(ledger, o, b)->posts != 1;
    if (ledger->total.silent > 0)
        text_add(verdict->out, ledger->total.silent == wrong ? ", and nothing shows it" : ", and not all of it shows");
}

static void add_premature(struct verdict *verdict, const struct fate *fate)
{
    if (!fate->premature || verdict->detail == DETAIL_LEAST)
        return;
    if (bots_count(fate->premature) > 1 && bots_count(fate->awaited) > 1) { /* each before another one */
        add_group(verdict, fate->premature, " {did} too early");
        return;
    }
    add_group(verdict, fate->premature, " {did} before ");
    bots_add(verdict->scenario, fate->awaited, verdict->columns, verdict->out);
}

static void add_late(struct verdict *verdict, const struct fate *fate)
{
    if (!fate->late || verdict->detail == DETAIL_LEAST)
        return;
    add_group(verdict, fate->late, " late");
    if (!verdict->is_whole)
        return;
    text_add(verdict->out, fate->lates > 1 ? " by up to " : " by ");
    msec_say(fate->late_by, verdict->out);
}

/* Is it said how this wish was refused? Duplicates and misses also where nothing shows them. */
static bool is_said(const struct verdict *verdict, enum wish wish)
{
    bool is_silent = verdict->ledger->total.silent > 0 && wish_is_judged(verdict->scenario, WISH_SEEN);

    return wish_is_judged(verdict->scenario, wish) || ((wish == WISH_ONCE || wish == WISH_MADE) && is_silent);
}

/* Said only of those who made exactly what they owe: the others' misfortune is told already. */
static void add_held(struct verdict *verdict, const struct fate *fate)
{
    bot_set doubled = fate->twice | fate->thrice | fate->often | fate->repeatedly;
    bot_set missed = fate->never | fate->once | fate->sometimes | fate->pending;
    bot_set told = (is_said(verdict, WISH_ONCE) ? doubled : 0) | (is_said(verdict, WISH_MADE) ? missed : 0);
    bot_set held = fate->held & ~told, by = 0;

    for (uint32_t o = 1; o <= verdict->ledger->occurrences; o++)
        for (uint32_t b = 0; b < verdict->ledger->bot_count; b++)
            by |= held >> b & 1 ? ledger_cell(verdict->ledger, o, b)->held_by : 0;
    if (!held || (told && verdict->detail == DETAIL_LEAST))
        return;
    if (held == fate->late && verdict->has_said)
        text_add(verdict->out, ", having waited for ");
    else
        add_group(verdict, held, " had to wait for ");
    bots_add(verdict->scenario, by, verdict->columns, verdict->out);
}

static void add_cut(const struct verdict *verdict)
{
    const struct ledger *ledger = verdict->ledger;

    if (!ledger->has_ended || ledger->ended == ENDED_QUIESCENCE)
        return;
    text_add(verdict->out,
             ledger->ended == ENDED_UNTIL ? ", when the run was cut at " : ", when the run hit its limit at ");
    msec_say(ledger->now, verdict->out);
}

/* What follows the opening. */
static void add_clause(struct verdict *verdict)
{
    struct fate fate = fate_of_run(verdict->scenario, verdict->ledger);

    if (!ledger_is_good(verdict->ledger)) {
        if (is_said(verdict, WISH_ONCE))
            add_doubles(verdict, &fate);
        if (is_said(verdict, WISH_MADE))
            add_misses(verdict, &fate);
        if (is_said(verdict, WISH_SEEN))
            add_silence(verdict);
        if (wish_is_judged(verdict->scenario, WISH_MADE)) {
            add_premature(verdict, &fate);
            add_late(verdict, &fate);
        }
        if (is_said(verdict, WISH_UNHELD))
            add_held(verdict, &fate);
    }
    add_cut(verdict);
    text_add(verdict->out, ".");
}

/* The clause in as many words as fit behind its opening. */
static void add_fitted(const struct trace *trace, const struct ledger *ledger, const char *opening, bool is_whole,
                       struct text *clause)
{
    static const struct {
        int columns;
        enum detail detail;
    } tries[] = {{60, DETAIL_ALL}, {40, DETAIL_ALL},    {30, DETAIL_ALL},       {20, DETAIL_ALL}, {12, DETAIL_ALL},
                 {6, DETAIL_ALL},  {6, DETAIL_NO_DAYS}, {6, DETAIL_NO_NUMBERS}, {6, DETAIL_LEAST}};

    for (size_t i = 0; i < sizeof tries / sizeof tries[0]; i++) {
        struct verdict verdict = {.scenario = trace->scenario,
                                  .ledger = ledger,
                                  .out = clause,
                                  .columns = tries[i].columns,
                                  .detail = tries[i].detail,
                                  .is_whole = is_whole};

        text_clear(clause);
        add_clause(&verdict);
        if (text_width(opening) + text_width(text_str(clause)) <= VERDICT_COLUMNS_MAX)
            break;
    }
}

static void add_verdict(const struct trace *trace, const struct ledger *ledger, bool is_whole, struct text *out)
{
    bool is_good = ledger_is_good(ledger);
    const char *opening = is_good ? "Made it so" : "Not so: ";
    struct text clause = {0};

    add_fitted(trace, ledger, opening, is_whole, &clause);
    text_add(out, is_whole || is_good ? opening : "");
    text_add(out, text_str(&clause));
    text_release(&clause);
}

void verdict_add(const struct trace *trace, const struct ledger *ledger, struct text *out)
{
    add_verdict(trace, ledger, true, out);
}

void verdict_add_shortfall(const struct trace *trace, const struct ledger *ledger, struct text *out)
{
    add_verdict(trace, ledger, false, out);
}
