/* What was seen, and what led to it: how it is written; its sets against all runs, made one by one in the simplest
 * loops, each told by its own trace. */
#include "support/play.h"
#include "support/prop.h"
#include "support/random_scenario.h"
#include "support/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explore/expectation.h"
#include "explore/saw_search.h"
#include "file/load.h"
#include "model/changed.h"

/* A card, an invoice behind it, and a webhook's job that theirs enqueues. */
static const char shop[] =
    "bots: [{name: Card, post: a}, {name: Invoice, post: b, guard: check-then-mark}, {name: Hook, post: c}]\n"
    "jobs:\n"
    "  - {name: Checkout, steps: [{post: Card}, {post: Invoice}, {enqueue: Call}], retry: {limit: 2, wait: 10s}}\n"
    "  - {name: Call, steps: [{post: Hook}], exhausted: discard, retry: {limit: 1, wait: 1m}}\n"
    "schedule: [{enqueue: Checkout, times: 1}]\n";

/* --- How it is written. */

static void expect_read(const struct scenario *scenario, const char *text, const char *written)
{
    struct text again = {0};
    struct saw saw;
    struct err err;

    if (!saw_parse(text, scenario, &saw, &err))
        fail_msg("%s: %s", text, err.text);
    saw_write(&saw, scenario, &again);
    assert_string_equal(text_str(&again), written);
    text_release(&again);
}

static void saw_of_bots_and_jobs_is_read_and_written_again(void **state)
{
    struct scenario *scenario = load_yaml(shop);
    struct saw saw;
    struct err err;

    (void)state;
    expect_read(scenario, "Card=2 Invoice=0 Checkout=succeeded", "Card=2 Invoice=0 Checkout=succeeded");
    expect_read(scenario, "  card=2,invoice =lost, 1/CALL=discarded ", "Card=2 Invoice=lost 1/Call=discarded");
    assert_true(saw_parse("Card=0 1/Call=lost", scenario, &saw, &err));
    assert_int_equal(saw.count, 2);
    assert_int_equal(saw.list[0].bot, 0);
    assert_int_equal(saw.list[0].posts, 0);
    assert_int_equal(saw.list[0].state, NO_INDEX);
    assert_int_equal(saw.list[1].job, 1);
    assert_int_equal(saw.list[1].state, JOB_LOST);
    assert_int_equal(saw.list[1].occurrence, 1);
    scenario_free(scenario);
}

/* A name of several words; and one that a bot and a job share, of which the value tells which is meant. */
static void saw_of_a_name_with_spaces_or_of_two_things_is_told_by_its_value(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: Bill of May, post: a}, {name: Both, post: b}]\n"
                                          "jobs: [{name: Both, steps: [{post: Bill of May}, {post: Both}]}]\n"
                                          "schedule: [{enqueue: Both}]\n");
    struct saw saw;
    struct err err;

    (void)state;
    expect_read(scenario, "Bill of May=1 Both=2 Both=dead", "Bill of May=1 Both=2 Both=dead");
    assert_true(saw_parse("Both=lost Both=succeeded", scenario, &saw, &err)); /* a post may be lost, too: the bot */
    assert_int_equal(saw.list[0].bot, 1);
    assert_int_equal(saw.list[1].job, 0);
    scenario_free(scenario);
}

static void saw_that_is_wrong_is_refused_with_what_is_allowed(void **state)
{
    static const struct {
        const char *text, *sentence;
    } wrong[] = {
        {"", "nothing is said to have been seen: name a bot and its posts, or a job and its end, such as "
             "\"Card=2 Checkout=succeeded\""},
        {" , ", "nothing is said to have been seen: name a bot and its posts, or a job and its end, such as "
                "\"Card=2 Checkout=succeeded\""},
        {"Card", "\"Card\" does not say what was seen: name a bot and its posts, or a job and its end, such as "
                 "\"Card=2 Checkout=succeeded\""},
        {"Card= 2", "\"Card= 2\" does not say what was seen: name a bot and its posts, or a job and its end, such as "
                    "\"Card=2 Checkout=succeeded\""},
        {"Crad=2", "unknown bot or job \"Crad\"; allowed: Card, Invoice, Hook, Checkout, Call; did you mean \"Card\"?"},
        {"Card=1000000001", "\"Card\": \"1000000001\" posts are more than can be; allowed: 0 to 1000000000"},
        {"Card=-1", "unknown state of a bot's post \"-1\"; allowed: a number, posted, duplicate, pending, "
                    "never-ran, lost, skipped, failed"},
        {"Card=duplicat", "unknown state of a bot's post \"duplicat\"; allowed: a number, posted, duplicate, "
                          "pending, never-ran, lost, skipped, failed; did you mean \"duplicate\"?"},
        {"Call=2", "unknown end of a job \"2\"; allowed: succeeded, dead, discarded, lost, waiting, retrying, running"},
        {"Call=suceeded", "unknown end of a job \"suceeded\"; allowed: succeeded, dead, discarded, lost, waiting, "
                          "retrying, running; did you mean \"succeeded\"?"},
        {"Card=2 Call=dead card=1", "\"card\" is named twice"},
        {"2/Card=1", "\"2\" before '/' is no day of this scenario; allowed: 1 to 1"},
        {"0/Card=1", "\"0\" before '/' is no day of this scenario; allowed: 1 to 1"},
    };
    struct scenario *scenario = load_yaml(shop);
    struct saw saw;
    struct err err;

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        assert_false(saw_parse(wrong[i].text, scenario, &saw, &err));
        assert_string_equal(err.text, wrong[i].sentence);
    }
    scenario_free(scenario);
}

/* --- Every run, one by one. */

enum { ATTEMPTS_TRIED = 3, INSTANCES_TRIED = 3, PLACES_MAX = 4096, SETS_MAX = 4096, SET_BYTES = 400 };

/* A set of faults, as the options that make it: in the order of their text. */
struct sets {
    char list[SETS_MAX][SET_BYTES];
    uint32_t count;
};

struct places {
    struct placement list[PLACES_MAX];
    uint32_t count;
};

static void spec_of(const struct scenario *scenario, const struct placement *place, char out[SET_BYTES])
{
    struct text text = {0};

    placement_write(scenario, place, &text);
    assert_true(text.size < SET_BYTES);
    memcpy(out, text_str(&text), text.size + 1);
    text_release(&text);
}

/* An instance that the option does not name is none of its own. */
static bool is_new(const struct scenario *scenario, const struct placement *place)
{
    char one[SET_BYTES], other[SET_BYTES];
    struct placement first = *place;

    first.gap.instance = 1;
    spec_of(scenario, place, one);
    spec_of(scenario, &first, other);
    return place->gap.instance == 1 || strcmp(one, other) != 0;
}

/* Every kind, in every attempt and instance that may be. */
static void places_add(struct places *places, const struct scenario *scenario, unsigned kinds, struct gap gap)
{
    for (int kind = 0; kind < FAULT_COUNT; kind++)
        for (gap.instance = 1; gap.instance <= INSTANCES_TRIED; gap.instance++)
            for (gap.attempt = 1; gap.attempt <= ATTEMPTS_TRIED; gap.attempt++) {
                const struct placement place = {gap, (enum fault_kind)kind, NO_INDEX};
                bool is_possible = gap.step != NO_INDEX || fault_traits[kind].strikes_outside;

                if (!(kinds >> kind & 1) || !is_possible || !is_new(scenario, &place))
                    continue;
                assert_true(places->count < PLACES_MAX);
                places->list[places->count++] = place;
            }
}

/* The gap before the first micro-step, and those behind each. */
static void gaps_add(struct places *places, const struct scenario *scenario, unsigned kinds, struct gap gap,
                     const enum micro *micros, size_t count)
{
    gap.after = MICRO_NONE;
    gap.before = micros[0];
    places_add(places, scenario, kinds, gap);
    for (size_t i = 0; i < count; i++) {
        gap.after = micros[i];
        gap.before = i + 1 < count ? micros[i + 1] : MICRO_NONE;
        places_add(places, scenario, kinds, gap);
    }
}

static void places_make(struct places *places, const struct scenario *scenario, unsigned kinds)
{
    static const enum micro fetch[] = {MICRO_FETCH}, acknowledge[] = {MICRO_ACKNOWLEDGE};

    places->count = 0;
    for (uint32_t j = 0; j < scenario->job_count; j++) {
        struct gap gap = {.job_index = (int)j, .bot = NO_INDEX, .step = NO_INDEX};

        gaps_add(places, scenario, kinds, gap, fetch, 1);
        gaps_add(places, scenario, kinds, gap, acknowledge, 1);
        for (uint32_t s = 0; s < scenario->jobs[j].step_count; s++) {
            const struct step *step = &scenario->jobs[j].steps[s];
            enum micro micros[MICRO_COUNT];
            size_t count = step_micros(job_step_form(scenario, &scenario->jobs[j], step), micros);

            gap.step = (int)s;
            gap.bot = step_bot(step);
            gaps_add(places, scenario, kinds, gap, micros, count);
        }
    }
}

/* Plays the scenario with these faults: do all of them strike, and was that seen? */
struct told {
    bool strikes, is_seen;
};

static struct told told_by_trace(const struct scenario *scenario, const struct saw *saw, const struct placement *set,
                                 uint32_t count)
{
    struct change changes[PLACEMENTS_MAX + 1];
    struct told told = {.is_seen = true};
    struct fault_set struck = {0};
    struct scenario *changed;
    struct ledger ledger;
    struct trace trace;
    struct plan *plan;
    struct err err;

    changed = scenario_changed(scenario, changes, placements_changes(scenario, set, count, changes), &err);
    if (!changed)
        fail_msg("%s", err.text);
    plan = run_trace(changed, NULL, 0, &trace, &err);
    assert_non_null(plan);
    assert_true(ledger_take(&trace, trace.count, &ledger, &err));
    trace_struck(&trace, &struck);
    told.strikes = true;
    for (uint32_t f = 0; f < changed->fault_count; f++)
        told.strikes = told.strikes && fault_set_has(&struck, f);
    for (uint32_t i = 0; i < saw->count; i++)
        told.is_seen = told.is_seen && expectation_end(changed, &ledger, &saw->list[i]) == EXPECTATION_HOLDS;
    ledger_release(&ledger);
    trace_release(&trace);
    plan_free(plan);
    scenario_free(changed);
    return told;
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void set_write(const struct scenario *scenario, const struct placement *set, uint32_t count, char out[SET_BYTES])
{
    char specs[PLACEMENTS_MAX][SET_BYTES];
    size_t size = 0;

    for (uint32_t i = 0; i < count; i++)
        spec_of(scenario, &set[i], specs[i]);
    qsort(specs, count, SET_BYTES, compare_texts);
    out[0] = '\0';
    for (uint32_t i = 0; i < count; i++)
        size += (size_t)snprintf(out + size, SET_BYTES - size, " %s", specs[i]);
    assert_true(size < SET_BYTES);
}

static void sets_add(struct sets *sets, const struct scenario *scenario, const struct placement *set, uint32_t count)
{
    assert_true(sets->count < SETS_MAX);
    set_write(scenario, set, count, sets->list[sets->count++]);
}

/* All sets of two: the first of them to strike strikes alone as well. */
static void pairs_try(struct sets *sets, const struct scenario *scenario, const struct saw *saw,
                      const struct places *places, const bool strikes[PLACES_MAX])
{
    for (uint32_t a = 0; a < places->count; a++)
        for (uint32_t b = 0; strikes[a] && b < places->count; b++) {
            const struct placement pair[] = {places->list[a], places->list[b]};
            struct told told;

            if (a == b || (strikes[b] && b < a))
                continue;
            told = told_by_trace(scenario, saw, pair, 2);
            if (told.strikes && told.is_seen)
                sets_add(sets, scenario, pair, 2);
        }
}

/* The smallest sets of up to `faults`, by trying all; returns of how many faults they are. */
static uint32_t sets_try(struct sets *sets, const struct scenario *scenario, const struct saw *saw, unsigned kinds,
                         uint32_t faults)
{
    static struct places places;
    static bool strikes[PLACES_MAX];

    sets->count = 0;
    places_make(&places, scenario, kinds);
    if (told_by_trace(scenario, saw, NULL, 0).is_seen)
        sets_add(sets, scenario, NULL, 0);
    if (sets->count > 0 || faults == 0)
        return 0;
    for (uint32_t i = 0; i < places.count; i++) {
        struct told told = told_by_trace(scenario, saw, &places.list[i], 1);

        strikes[i] = told.strikes;
        if (told.strikes && told.is_seen)
            sets_add(sets, scenario, &places.list[i], 1);
    }
    if (sets->count > 0 || faults == 1)
        return 1;
    pairs_try(sets, scenario, saw, &places, strikes);
    return 2;
}

static bool sets_have(const struct sets *sets, const char *set)
{
    for (uint32_t i = 0; i < sets->count; i++)
        if (strcmp(sets->list[i], set) == 0)
            return true;
    return false;
}

static void take(const struct scenario *scenario, const char *text, const struct search_options *options,
                 struct saw_search *out)
{
    struct search_options seen = *options;
    struct saw saw;
    struct err err;

    seen.saw = &saw;
    if (!saw_parse(text, scenario, &saw, &err) ||
        !saw_search_take(scenario, &seen, &(struct cancel_token){0}, out, &err))
        fail_msg("%s: %s", text, err.text);
}

/* As many sets as were enumerated; those shown are among them, each another one. */
static void expect_same_sets(const struct saw_search *search, const struct sets *sets, uint32_t faults,
                             const char *text)
{
    static struct sets shown;

    if (search->set_count != sets->count || (sets->count > 0 && search->faults != faults))
        fail_msg("%s: %llu sets of %u, enumerated %u of %u", text, (unsigned long long)search->set_count,
                 search->faults, sets->count, faults);
    assert_int_equal(search->shown.count, sets->count < SAW_SHOWN_MAX ? sets->count : SAW_SHOWN_MAX);
    shown.count = 0;
    for (uint32_t i = 0; i < search->shown.count; i++) {
        const struct trail *trail = &search->shown.list[i];
        char set[SET_BYTES];

        assert_int_equal(trail->count, faults);
        set_write(search->scenario, trail->set, trail->count, set);
        if (!sets_have(sets, set) || sets_have(&shown, set))
            fail_msg("%s: %s is shown", text, set);
        sets_add(&shown, search->scenario, trail->set, trail->count);
    }
}

/* Holds the search to the enumeration, with up to one and up to two faults of these kinds. */
static void expect_as_enumerated(const struct scenario *scenario, const char *text, unsigned kinds)
{
    static struct sets sets;
    struct saw saw;
    struct err err;

    assert_true(saw_parse(text, scenario, &saw, &err));
    for (uint32_t faults = 0; faults <= 2; faults++) {
        const struct search_options options = {.faults = faults, .kinds = kinds};
        struct saw_search search;
        uint32_t size = sets_try(&sets, scenario, &saw, kinds, faults);

        take(scenario, text, &options, &search);
        assert_int_equal(search.end, SEARCH_COMPLETE);
        expect_same_sets(&search, &sets, size, text);
        saw_search_release(&search);
    }
}

enum { ERROR = 1 << FAULT_ERROR, CRASH = 1 << FAULT_CRASH, TIMEOUT = 1 << FAULT_TIMEOUT, STALL = 1 << FAULT_STALL };

static void search_of_a_shop_agrees_with_plain_loops(void **state)
{
    static const char *const seen[] = {
        "Card=1",
        "Card=2",
        "Card=2 Invoice=1 Hook=1 Checkout=succeeded Call=succeeded",
        "Card=3",
        "Card=2 Hook=2",
        "Call=discarded",
        "Checkout=dead",
        "Checkout=lost Card=posted Invoice=never-ran",
        "Hook=2 Call=succeeded",
        "Hook=lost Call=lost",
        "Invoice=failed",
    };
    struct scenario *scenario = load_yaml(shop);

    (void)state;
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        expect_as_enumerated(scenario, seen[i], ERROR | CRASH);
    scenario_free(scenario);
}

/* A built-in scenario, or a file of tests/cases. */
static struct scenario *load_case(const char *name)
{
    char path[100];
    struct scenario *scenario;
    struct diags diags;
    size_t size;
    char *bytes;

    snprintf(path, sizeof path, "tests/cases/%s.yaml", name);
    bytes = test_file_read(path, &size);
    if (!bytes)
        return load_builtin(name);
    diags_init(&diags, path, bytes, size);
    scenario = scenario_load(path, bytes, size, &diags);
    diags_release(&diags);
    free(bytes);
    assert_non_null(scenario);
    return scenario;
}

/* What the scenario's own run looks like: the posts of every bot, the end of every job of which all instances came to
 * the same. */
static void saw_of_own_run(const struct scenario *scenario, struct text *out)
{
    struct ledger ledger;
    struct trace trace;
    struct plan *plan;
    struct err err;

    plan = run_trace(scenario, NULL, 0, &trace, &err);
    assert_non_null(plan);
    assert_true(ledger_take(&trace, trace.count, &ledger, &err));
    for (uint32_t b = 0; b < scenario->bot_count; b++)
        text_addf(out, "%s=%llu ", scenario->bots[b].name, (unsigned long long)ledger.bots[b].posts);
    for (uint32_t j = 0; j < scenario->job_count; j++) {
        unsigned states = 0;

        for (uint32_t i = 0; i < ledger.job_count; i++)
            states |= ledger.jobs[i].job == (int)j ? 1u << ledger.jobs[i].state : 0;
        if (states && (states & (states - 1)) == 0)
            text_addf(out, "%s=%s ", scenario->jobs[j].name, job_state_names[__builtin_ctz(states)]);
    }
    ledger_release(&ledger);
    trace_release(&trace);
    plan_free(plan);
}

static bool shown_has(const struct saw_search *search, const char *set)
{
    for (uint32_t i = 0; i < search->shown.count; i++) {
        char one[SET_BYTES];

        set_write(search->scenario, search->shown.list[i].set, search->shown.list[i].count, one);
        if (strcmp(one, set) == 0)
            return true;
    }
    return false;
}

/* The file's own fault, written as the option that makes it, is among the smallest sets, of one fault, whether up to
 * one or up to two are looked for; and these are those of the plain loops. */
static void run_of_a_case_leads_back_to_its_own_fault(void **state)
{
    static const struct {
        const char *name, *fault;
        unsigned kinds;
    } cases[] = {
        {"checkout", " Card@1:after:commit:timeout", TIMEOUT},
        {"ack-lost-error", " PriceTask@1:before:acknowledge:error", ERROR},
        {"ack-lost", " PriceTask@1:before:acknowledge:stall", STALL},
        {"outbox", " Event@1:after:reply:crash", CRASH},
        {"new-key-each-try", " Charge@1:after:commit:timeout", TIMEOUT},
        {"lost-reply", " Worf@1:after:commit:timeout", TIMEOUT},
        {"lost-reply-fan-out", " Worf#1@1:after:commit:timeout", TIMEOUT},
        {"crash-before-mark", " Picard@1:after:reply:crash", CRASH},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scenario *scenario = load_case(cases[i].name);
        struct text text = {0};

        saw_of_own_run(scenario, &text);
        for (uint32_t faults = 1; faults <= 2; faults++) {
            const struct search_options options = {.faults = faults, .kinds = cases[i].kinds};
            struct saw_search search;

            take(scenario, text_str(&text), &options, &search);
            assert_int_equal(search.faults, 1);
            if (!shown_has(&search, cases[i].fault))
                fail_msg("%s: no%s", cases[i].name, cases[i].fault);
            saw_search_release(&search);
        }
        expect_as_enumerated(scenario, text_str(&text), cases[i].kinds);
        text_release(&text);
        scenario_free(scenario);
    }
}

/* The story: Worf's mail is down, which strikes each of the two attempts before its commit. Of single strikes it takes
 * two; as the file's own fault, which strikes always, it is one. */
static void run_of_the_story_leads_back_to_its_outage(void **state)
{
    struct scenario *scenario = load_builtin("sequential");
    struct search_options options = {.faults = 1, .kinds = ERROR, .micros = 1 << MICRO_COMMIT};
    struct saw_search search;
    struct text text = {0};

    (void)state;
    saw_of_own_run(scenario, &text);
    assert_string_equal(text_str(&text), "Picard=1 Riker=2 Worf=0 Locutus=0 BotsJob=dead ");
    take(scenario, text_str(&text), &options, &search);
    assert_true(saw_search_is_proof(&search));
    saw_search_release(&search);
    options.faults = 2;
    take(scenario, text_str(&text), &options, &search);
    assert_int_equal(search.faults, 2);
    assert_true(shown_has(&search, " Worf@1:after:call:error Worf@2:after:call:error"));
    saw_search_release(&search);
    for (options.faults = 1; options.faults <= 2; options.faults++) {
        options.own = OWN_SWITCHED;
        take(scenario, text_str(&text), &options, &search);
        assert_int_equal(search.faults, 1);
        assert_int_equal(search.set_count, 1);
        assert_int_equal(search.shown.list[0].set[0].scripted, 0);
        saw_search_release(&search);
    }
    expect_as_enumerated(scenario, text_str(&text), ERROR | CRASH);
    text_release(&text);
    scenario_free(scenario);
}

/* With one job for each bot the same outage leaves nothing to see: no fault is needed. What does show there is a job
 * that was lost. */
static void run_of_the_fan_out_needs_no_fault(void **state)
{
    struct scenario *scenario = load_builtin("fan-out");
    struct text text = {0};

    (void)state;
    saw_of_own_run(scenario, &text);
    expect_as_enumerated(scenario, text_str(&text), ERROR | CRASH);
    text_clear(&text);
    text_add(&text, "Worf=0 WorfJob=lost Picard=1");
    expect_as_enumerated(scenario, text_str(&text), CRASH);
    text_release(&text);
    scenario_free(scenario);
}

/* --- What is nearest. */

/* By hand: one error costs the shop's job a second attempt, in which the card is charged again at most; so of three
 * charges and no invoice a run with one fault has at best one of the two. Without a fault it is one charge and one
 * invoice: 2 + 1 away, of two things. With two charges and an invoice that was made: 1 + 1. An error or a crash that
 * loses the invoice leaves one charge: one thing, and 2 away. */
static void search_that_finds_nothing_tells_what_is_nearest(void **state)
{
    struct scenario *scenario = load_yaml(shop);
    struct search_options options = {.faults = 1, .kinds = CRASH};
    struct saw_search search;

    (void)state;
    take(scenario, "Card=3 Invoice=0", &options, &search);
    assert_true(saw_search_is_proof(&search));
    assert_true(search.has_nearest);
    assert_int_equal(search.distance.things, 1);
    assert_int_equal(search.distance.posts, 2);
    assert_int_equal(search.got[0].posts, 1);
    assert_true(search.got[1].is_so);
    assert_int_equal(search.nearest.count, 1);
    assert_int_equal(search.nearest.set[0].gap.after, MICRO_COMMIT);
    saw_search_release(&search);
    scenario_free(scenario);
}

static bool stop_at_once(void *context, const struct progress *progress)
{
    uint32_t *asked = context;

    (void)progress;
    return ++*asked > 3;
}

/* Stopped, out of runs, or with runs that were cut short: nothing was found, and that is no proof. */
static void search_that_did_not_see_all_is_no_proof(void **state)
{
    struct scenario *scenario = load_yaml(shop);
    struct search_options options = {.faults = 2, .kinds = ERROR, .plays_max = 5};
    struct saw_search search;
    struct err err;
    uint32_t asked = 0;
    struct saw saw;

    (void)state;
    take(scenario, "Card=7", &options, &search);
    assert_int_equal(search.end, SEARCH_LIMIT);
    assert_false(saw_search_is_proof(&search));
    saw_search_release(&search);
    options = (struct search_options){.faults = 1, .kinds = ERROR, .events_max = 20};
    take(scenario, "Card=7", &options, &search);
    assert_int_equal(search.end, SEARCH_COMPLETE);
    assert_true(search.open > search.runs / 2);
    assert_false(saw_search_is_proof(&search));
    saw_search_release(&search);
    options.events_max = 0;
    assert_true(saw_parse("Card=7", scenario, &saw, &err));
    options.saw = &saw;
    assert_true(saw_search_take(scenario, &options, &(struct cancel_token){stop_at_once, &asked}, &search, &err));
    assert_int_equal(search.end, SEARCH_STOPPED);
    assert_int_equal(search.faults_done, 0);
    saw_search_release(&search);
    scenario_free(scenario);
}

/* --- Any scenario. */

/* Draws what was seen: posts of the first bot, and perhaps an end of the first job. */
static void saw_draw(struct tape *tape, const struct scenario *scenario, struct text *out)
{
    text_addf(out, "%s=%d", scenario->bots[0].name, (int)tape_below(tape, 4));
    if (tape_chance(tape, 2))
        text_addf(out, " %s=%s", scenario->jobs[0].name, job_state_names[tape_below(tape, JOB_STATE_COUNT)]);
    if (scenario->bot_count > 1 && tape_chance(tape, 2))
        text_addf(out, " %s=%s", scenario->bots[1].name, post_state_names[tape_below(tape, POST_STATE_COUNT)]);
}

static const char *difference(const struct saw_search *a, const struct saw_search *b)
{
    char one[SET_BYTES], other[SET_BYTES];

    if (a->runs != b->runs)
        return "the runs";
    if (a->set_count != b->set_count || a->shown.count != b->shown.count)
        return "the number of sets";
    for (uint32_t i = 0; i < a->shown.count; i++) {
        set_write(a->scenario, a->shown.list[i].set, a->shown.list[i].count, one);
        set_write(b->scenario, b->shown.list[i].set, b->shown.list[i].count, other);
        if (strcmp(one, other) != 0)
            return "a set";
    }
    set_write(a->scenario, a->nearest.set, a->nearest.count, one);
    set_write(b->scenario, b->nearest.set, b->nearest.count, other);
    return strcmp(one, other) != 0 ? "the nearest" : NULL;
}

/* What all runs came to, however many are told at once: sums of hashes, which no order changes. */
struct sums {
    const struct scenario *scenario;
    const struct plan *plan;
    uint64_t of_runs; /* what became of each post and job */
    uint64_t of_sets; /* the same with what struck */
    bool is_partial;  /* there were more ways to a run than are kept */
    bool is_cut;      /* a run was cut at the limit of events: see search.h */
};

static uint64_t mix(uint64_t hash, uint64_t number)
{
    hash = (hash ^ number) * 0x9e3779b97f4a7c15u;
    return hash ^ hash >> 29;
}

static uint64_t fates_hash(const struct sums *sums, const struct world *world)
{
    uint64_t hash = world_ended(world);

    for (uint32_t o = 1; o <= sums->scenario->occurrences; o++) {
        for (uint32_t b = 0; b < sums->scenario->bot_count; b++) {
            struct cell_outcome cell;

            world_cell(sums->plan, world, o, b, &cell);
            hash = mix(mix(hash, cell.posts), cell.is_owed ? cell.state : POST_STATE_COUNT);
        }
        for (uint32_t j = 0; j < sums->scenario->job_count; j++)
            hash = mix(hash, world_job_states(sums->plan, world, o, j));
    }
    return hash;
}

static bool sum_up(void *context, const struct search_run *run)
{
    struct sums *sums = context;
    uint64_t fates = fates_hash(sums, run->world);

    sums->of_runs += run->runs * fates;
    sums->is_partial = sums->is_partial || run->before_count < run->runs;
    sums->is_cut = sums->is_cut || ended_is_cut(world_ended(run->world));
    for (uint32_t i = 0; i < run->before_count; i++) {
        const struct trail trail = trail_after(&run->before[i], run->trail);
        char set[SET_BYTES];
        uint64_t hash = fates;

        set_write(sums->scenario, trail.set, trail.count, set);
        for (const char *at = set; *at; at++)
            hash = mix(hash, (unsigned char)*at);
        sums->of_sets += hash;
    }
    return true;
}

static enum search_end sums_take(const struct plan *plan, const struct search_options *options, struct sums *out)
{
    const struct search_visitor visitor = {sum_up, out, {0}};
    struct search_result result;
    struct err err;

    *out = (struct sums){.scenario = plan_scenario(plan), .plan = plan};
    if (!search_all(plan, options, &visitor, &result, &err))
        fail_msg("%s", err.text);
    search_release(&result);
    return result.end;
}

static struct scenario *scenario_draw(struct tape *tape, struct text *yaml)
{
    struct scenario *scenario;
    struct diags diags;

    random_scenario(tape->bytes + tape->at, tape->size - tape->at, yaml);
    diags_init(&diags, "random.yaml", yaml->bytes, yaml->size);
    scenario = scenario_load("random.yaml", yaml->bytes, yaml->size, &diags);
    diags_release(&diags);
    assert_non_null(scenario);
    return scenario;
}

/* All runs, with states that are told alike gone on from together, and one by one: what became of every post and job,
 * and what struck. */
static bool is_told_alike(const struct scenario *scenario, struct search_options options, struct text *why)
{
    struct sums merged, alone;
    struct scenario *searched;
    struct faults_left_out left_out;
    struct plan *plan;
    struct err err;
    bool is_whole;

    options.trails_max = 512;
    options.is_told = true;
    searched = search_scenario(scenario, &options, &left_out, &err);
    plan = search_plan(searched, &options, &err);
    is_whole = sums_take(plan, &options, &merged) == SEARCH_COMPLETE;
    options.memory_max = (2 * options.faults + 1) * world_size(plan);
    is_whole = sums_take(plan, &options, &alone) == SEARCH_COMPLETE && is_whole && !merged.is_cut && !alone.is_cut;
    if (is_whole && merged.of_runs != alone.of_runs)
        text_add(why, "runs differ");
    else if (is_whole && !merged.is_partial && merged.of_sets != alone.of_sets)
        text_add(why, "sets differ");
    plan_free(plan);
    scenario_free(searched);
    return why->size == 0;
}

static bool told_is_as_unmerged(struct tape *tape, struct text *why)
{
    const struct search_options options = {
        .faults = (uint32_t)tape_between(tape, 2, 3),
        .kinds = (unsigned)tape_between(tape, 1, 15),
        .events_max = 3000,
        .plays_max = 1000,
    };
    struct text yaml = {0};
    struct scenario *scenario = scenario_draw(tape, &yaml);
    bool is_alike = is_told_alike(scenario, options, why);

    if (!is_alike)
        text_addf(why, " in\n%s", text_str(&yaml));
    scenario_free(scenario);
    text_release(&yaml);
    return is_alike;
}

/* Struck once it has enqueued the other job, the top job enqueues it again: then it is the third instance that waits,
 * and else the second, of one that leaves nothing but its end. What strikes it next is told by that number. */
static void runs_of_jobs_enqueued_again_are_told_as_each_alone(void **state)
{
    struct scenario *scenario = load_yaml("bots: [{name: A, post: a}]\n"
                                          "jobs:\n"
                                          "  - {name: Top, steps: [{enqueue: Idle}], retry: {limit: 1, wait: 2h}}\n"
                                          "  - {name: Idle, steps: [{wait: 1s}], retry: {limit: 1, wait: 5h}}\n"
                                          "  - {name: J, steps: [{post: A}]}\n"
                                          "schedule: [{enqueue: Idle}, {enqueue: Top, at: 1h}, {enqueue: J}]\n");
    const struct search_options options = {.faults = 3, .kinds = ERROR, .micros = 1 << MICRO_PUSH | 1 << MICRO_WAIT};
    struct text why = {0};

    (void)state;
    if (!is_told_alike(scenario, options, &why))
        fail_msg("%s", text_str(&why));
    text_release(&why);
    scenario_free(scenario);
}

static void runs_of_merged_states_are_told_as_each_alone(void **state)
{
    (void)state;
    assert_true(prop_holds("told", told_is_as_unmerged, 200, 80));
}

/* Searched with equal states gone on from together, and one by one (no memory for states that wait). */
static bool merged_is_as_unmerged(struct tape *tape, struct text *why)
{
    struct search_options options = {
        .faults = (uint32_t)tape_between(tape, 2, 3),
        .kinds = (unsigned)tape_between(tape, 1, 15),
        .plays_max = 2000,
        .events_max = 3000,
    };
    struct saw_search merged, alone;
    struct text yaml = {0}, text = {0};
    struct scenario *scenario = scenario_draw(tape, &yaml);
    const char *differs = NULL;
    struct tape of_saw = {tape->bytes, tape->size, 0};

    saw_draw(&of_saw, scenario, &text);
    take(scenario, text_str(&text), &options, &merged);
    options.memory_max = (2 * options.faults + 1) * world_size(merged.plan);
    take(scenario, text_str(&text), &options, &alone);
    if (alone.end == SEARCH_COMPLETE && alone.open == 0) /* see search.h on the limit of events */
        differs = merged.end == SEARCH_COMPLETE ? difference(&merged, &alone) : "the end";
    if (differs)
        text_addf(why, "%s: %s differs in\n%s", text_str(&text), differs, text_str(&yaml));
    saw_search_release(&merged);
    saw_search_release(&alone);
    scenario_free(scenario);
    text_release(&yaml);
    text_release(&text);
    return !differs;
}

static void search_of_merged_states_is_as_of_each_run_alone(void **state)
{
    (void)state;
    assert_true(prop_holds("merged", merged_is_as_unmerged, 100, 80));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(saw_of_bots_and_jobs_is_read_and_written_again),
        cmocka_unit_test(saw_of_a_name_with_spaces_or_of_two_things_is_told_by_its_value),
        cmocka_unit_test(saw_that_is_wrong_is_refused_with_what_is_allowed),
        cmocka_unit_test(search_of_a_shop_agrees_with_plain_loops),
        cmocka_unit_test(run_of_a_case_leads_back_to_its_own_fault),
        cmocka_unit_test(run_of_the_story_leads_back_to_its_outage),
        cmocka_unit_test(run_of_the_fan_out_needs_no_fault),
        cmocka_unit_test(search_that_finds_nothing_tells_what_is_nearest),
        cmocka_unit_test(search_that_did_not_see_all_is_no_proof),
        cmocka_unit_test(runs_of_jobs_enqueued_again_are_told_as_each_alone),
        cmocka_unit_test(runs_of_merged_states_are_told_as_each_alone),
        cmocka_unit_test(search_of_merged_states_is_as_of_each_run_alone),
    };

    return test_main("saw", tests, sizeof tests / sizeof *tests);
}
